//! How a paragraph opens: as leads do, or as sentences that lean on what came before.

use super::evidence::Evidence;
use super::names::{Names, bare};
use super::shapes;
use super::story::Story;

/// How many paragraphs of notes ("This story first appeared in...") may stand above a dateline.
const MAX_NOTE_PARAGRAPHS: u32 = 3;

/// A paragraph that may be a lead, taken apart.
pub(super) struct Opening<'a> {
    text: &'a str,
    /// Its words, as written.
    words: Vec<&'a str>,
    /// The names of its first sentence, and of all of it.
    first_names: Names,
    names: Names,
}

impl<'a> Opening<'a> {
    /// Takes a paragraph apart.
    pub fn of(text: &'a str) -> Opening<'a> {
        let words: Vec<&str> = text.split_whitespace().take(40).collect();
        let sentence_end = words.iter().position(|word| shapes::ends_sentence(word) && word.chars().count() > 3);
        let sentence = words[..sentence_end.map_or(words.len(), |end| end + 1)].join(" ");
        Opening { text, words, first_names: Names::of(&sentence), names: Names::of(text) }
    }

    /// Adds what it says to the evidence.
    pub fn weigh(&self, story: &Story<'_>, found: &mut Vec<Evidence>) {
        use Evidence::*;
        // A paragraph that stands above every story is the paper's, not the story's.
        if story.n_paragraphs <= MAX_NOTE_PARAGRAPHS && story.held.contains(self.text) {
            found.push(RepeatsParagraph);
        }
        if shapes::is_credit(self.text) {
            found.push(Credit);
        }
        // Notes may stand above the dateline; a story may not, unless it has a dateline itself.
        let is_note = story.n_paragraphs <= MAX_NOTE_PARAGRAPHS && !story.has_dateline;
        if shapes::after_dateline(self.text).is_some() && !is_note {
            found.push(Dateline);
        }
        let quoted = self.text.starts_with(['"', '“', '«', '\'', '‘']);
        if story.leaves_quotation_open && quoted {
            found.push(ContinuesQuotation);
        } else if quoted && self.is_said_by_pronoun() {
            found.push(OpensWithPronounQuote);
        }
        if self.opens_with_pronoun() {
            found.push(OpensWithPronoun);
        } else if self.opens_with_connective() {
            found.push(OpensWithConnective);
        } else if self.opens_with_known_noun(story) {
            found.push(OpensWithKnownNoun);
        } else if self.opens_with_surname(story) {
            found.push(OpensWithSurname);
        }
        let full = || self.first_names.0.iter().filter(|name| name.len() > 1);
        if full().any(|name| !story.names.holds_full(name)) {
            found.push(NamesSomebodyNew);
        } else if full().any(|name| story.names.holds_full(name)) {
            found.push(IntroducesAgain);
        } else if !self.names.has_full() && story.names.holds_all(&self.names) {
            found.push(OnlyKnownNames);
        }
    }

    /// The word at a place, lower case, punctuation off.
    fn word(&self, at: usize) -> String {
        let word = self.words.get(at).copied().unwrap_or_default();
        bare(word.trim_matches(|c: char| !c.is_alphanumeric()))
    }

    fn opens_with_pronoun(&self) -> bool {
        let (first, second) = (self.word(0), self.word(1));
        let pronouns =
            ["he", "she", "they", "his", "her", "their", "him", "them", "these", "those", "وی", "او", "آنها"];
        pronouns.contains(&first.as_str())
            || (first == "the" && ["former", "latter", "two", "three", "pair", "duo"].contains(&second.as_str()))
            || (first == "both" && self.words.get(1).is_some_and(|word| word.starts_with(char::is_lowercase)))
            || (first == "it" && ["also", "added", "further"].contains(&second.as_str()))
            || (first == "این" && ["مقام", "نماینده", "وزیر", "روزنامه", "گزارش"].contains(&second.as_str()))
    }

    fn opens_with_connective(&self) -> bool {
        let first = self.word(0);
        let alone = [
            "however",
            "also",
            "additionally",
            "moreover",
            "furthermore",
            "nevertheless",
            "nonetheless",
            "therefore",
            "thus",
            "likewise",
            "similarly",
            "and",
            "but",
            "yet",
            "so",
            "besides",
            "instead",
            "otherwise",
            "still",
            "همچنین",
            "وأضاف",
            "وأوضح",
            "وأكد",
            "وقال",
            "كما",
        ];
        let phrases = [
            "in addition",
            "in response",
            "at the same",
            "on the other",
            "as a result",
            "prior to this",
            "after this",
            "after that",
            "despite this",
            "asked about",
            "asked if",
            "asked whether",
            "according to him",
            "according to her",
            "به گفته وی",
            "در ادامه",
            "در همین",
            "از سوی دیگر",
        ];
        let opening: Vec<String> = (0..4).map(|at| self.word(at)).collect();
        let phrase_opens = |phrase: &&str| phrase.split(' ').zip(&opening).all(|(wanted, word)| wanted == word);
        alone.contains(&first.as_str())
            || phrases.iter().any(phrase_opens)
            || opening[1..].iter().any(|word| word == "also" || word == "همچنین")
    }

    /// "The party held": a definite, common noun with a verb behind it, the noun known.
    fn opens_with_known_noun(&self, story: &Story<'_>) -> bool {
        let lower = |at: usize| self.words.get(at).is_some_and(|word| word.starts_with(char::is_lowercase));
        self.word(0) == "the" && lower(1) && lower(2) && story.has_word(&self.word(1))
    }

    /// "Mesbah said": one capitalised word, a lower-case one behind it.
    fn opens_with_surname(&self, story: &Story<'_>) -> bool {
        let first = self.words.first().is_some_and(|word| word.starts_with(char::is_uppercase));
        let then = self.words.get(1).is_some_and(|word| word.starts_with(char::is_lowercase));
        first && then && story.names.is_surname(&self.word(0))
    }

    /// `"...," he said`.
    fn is_said_by_pronoun(&self) -> bool {
        let after_quote = self.words.windows(3).find(|three| three[0].ends_with(['"', '”', '»', '\'', '’']));
        after_quote.is_some_and(|three| {
            let (a, b) = (bare(three[1]), bare(three[2].trim_end_matches(['.', ',', ':'])));
            let pronoun = |word: &str| ["he", "she", "they"].contains(&word);
            (pronoun(&a) && b != "who") || (["said", "added", "says"].contains(&a.as_str()) && pronoun(&b))
        })
    }
}
