//! Whether a block of text opens a story or goes on with the one before: evidence, weights, reasons.

use std::collections::BTreeSet;

use super::head::{Head, Title};
use super::names::{KnownNames, Names, bare};
use super::passages::Item;
use super::shapes::{self, Key};

/// A paragraph shorter than this may stand in a story twice and mean it: a refrain, a slogan, "He denied it."
///
/// * Unit: code points.
const MIN_REPEAT_CHARS: usize = 40;

/// From this share of known words on, a section belongs to the story before it; below the other, it does not.
/// Sections of one article share about half of their names with what went before; two articles of one day's paper
/// about a fifth, the country's name and its capital's among them.
const SHARED: f32 = 0.4;
const OWN: f32 = 0.25;

/// A paragraph up to this long may be a headline with a stop.
///
/// * Unit: code points.
const MAX_LINE_CHARS: usize = 160;

/// How many paragraphs of notes ("This story first appeared in...") may stand above a dateline.
const MAX_NOTE_PARAGRAPHS: u32 = 3;

/// How many paragraphs under a headline are looked at to see whether they are about the same people.
const SECTION_PARAGRAPHS: usize = 5;

/// Something that speaks for a new story (weight above 0) or for the old one going on (below 0).
///
/// The weights are small whole numbers because they were reasoned out, not fitted: 2 is a habit, 3 or 4 a clear sign,
/// 5 and above a sign that settles the matter unless a clear one contradicts it. A story starts where the sum is
/// above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// In this file blank lines separate stories.
    BlankLinesSeparateStories,
    /// In this file blank lines separate paragraphs.
    BlankLinesSeparateParagraphs,
    /// The block holds one paragraph where this file's stories hold several: a stray blank line made it.
    LonelyParagraph,
    /// The story so far is a headline and one paragraph: a standfirst whose story follows.
    OnlyStandfirstSoFar,
    /// The story so far is one short paragraph where this file's stories hold several: a headline that has a stop.
    OnlyLineSoFar,
    /// `***`, `---`, `-30-`: put there to separate, though now and then only scenes of one feature.
    Separator,
    /// A metadata line gives a title or a date, or repeats a key that the story already has.
    Fields,
    /// Metadata lines with nothing under them, as sources and links stand below a story.
    TrailingFields,
    /// More blank lines than this file usually has between blocks.
    LargerGap,
    /// And that is no slip: this file does it again and again.
    LargerGapAgain,
    /// A short line without a stop over running text, or one that is underlined.
    Headline,
    /// The headline is six words or longer: a cross-heading within a story is shorter.
    FullHeadline,
    /// The headline has words of its lead: headlines sum up leads, cross-headings do not.
    HeadlineEchoesLead,
    /// A cross-heading is likely: this file's first story has no headline, so why should a later one?
    FirstStoryHasNoHeadline,
    /// The headline is a question: interviews are full of them.
    Question,
    /// The headline has four words or fewer, as cross-headings do.
    ShortHeadline,
    /// What stands under the headline is about the people, places and things of the story before: a cross-heading.
    SectionSharesWords,
    /// It is about others.
    SectionHasOwnWords,
    /// A byline or date line stands under the headline.
    BylineOrDateLine,
    /// `CITY, Date (Agency) -`: written at the head of a story and nowhere else.
    Dateline,
    /// The first sentence names somebody or something in full that the story before has not: leads do.
    NamesSomebodyNew,
    /// The first sentence names in full what the story before had already named in full: within a story, the second
    /// time is by surname, so this is another story's introduction.
    IntroducesAgain,
    /// Opens with "He", "Their", "The latter", "وی": somebody the reader must already have met.
    OpensWithPronoun,
    /// Opens with "However", "In addition", "همچنین", or says "also" at once: goes on from something.
    OpensWithConnective,
    /// Opens with "The party said", the noun having stood in the story before, and no name with it.
    OpensWithKnownNoun,
    /// Opens with a bare surname that the story before gave in full.
    OpensWithSurname,
    /// Opens with a quotation that "he" or "she" said.
    OpensWithPronounQuote,
    /// The paragraph before leaves a quotation open and this one opens with a quotation mark, as continued ones do.
    ContinuesQuotation,
    /// Two names or more, every one of them known from the story before, and nobody named in full.
    OnlyKnownNames,
    /// A paragraph that the story, which has hardly begun, already holds word for word.
    RepeatsParagraph,
    /// `Reporting by`, `Copyright`: belongs under the story it follows.
    Credit,
}

impl Evidence {
    /// How much it says.
    pub fn weight(self) -> i32 {
        use Evidence::*;
        match self {
            BlankLinesSeparateStories => 2,
            BlankLinesSeparateParagraphs => -3,
            LonelyParagraph => -1,
            OnlyStandfirstSoFar => -3,
            OnlyLineSoFar => -3,
            Separator => 5,
            Fields => 8,
            TrailingFields => -8,
            LargerGap => 3,
            LargerGapAgain => 2,
            Headline => 3,
            FullHeadline => 1,
            HeadlineEchoesLead => 2,
            FirstStoryHasNoHeadline => -3,
            Question => -5,
            ShortHeadline => -3,
            SectionSharesWords => -4,
            SectionHasOwnWords => 1,
            BylineOrDateLine => 3,
            Dateline => 4,
            NamesSomebodyNew => 1,
            IntroducesAgain => 1,
            OpensWithPronoun => -5,
            OpensWithConnective => -4,
            OpensWithKnownNoun => -3,
            OpensWithSurname => -4,
            OpensWithPronounQuote => -4,
            ContinuesQuotation => -5,
            OnlyKnownNames => -3,
            RepeatsParagraph => -10,
            Credit => -8,
        }
    }
}

/// What this file's blank lines mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Habit {
    /// Whether they separate stories; paragraphs otherwise.
    pub blank_lines_separate_stories: bool,
    /// How many usually stand between two blocks.
    pub usual_gap: u32,
    /// How many gaps are larger.
    pub n_larger_gaps: usize,
}

impl Habit {
    /// Reads the habit off a file: whether at least half of its running text stands in blocks of several paragraphs.
    pub fn of(items: &[Item]) -> Habit {
        let (mut n_paragraphs, mut n_in_company, mut n_in_block) = (0, 0, 0);
        let mut gaps: Vec<u32> = Vec::new();
        let close_block = |n_in_block: &mut usize, n_in_company: &mut usize| {
            if *n_in_block > 1 {
                *n_in_company += *n_in_block;
            }
            *n_in_block = 0;
        };
        for (at, item) in items.iter().enumerate() {
            let before = item.before();
            if before.starts_block {
                close_block(&mut n_in_block, &mut n_in_company);
                if at > 0 && !before.separator && before.n_blank > 0 {
                    gaps.push(before.n_blank);
                }
            }
            if item.text().is_some_and(|passage| shapes::is_running_text(&passage.text)) {
                n_paragraphs += 1;
                n_in_block += 1;
            }
        }
        close_block(&mut n_in_block, &mut n_in_company);
        gaps.sort_unstable();
        // The most common gap; of equally common ones the smallest.
        let mut usual = (0, 1);
        for same in gaps.chunk_by(|a, b| a == b) {
            if same.len() > usual.0 {
                usual = (same.len(), same[0]);
            }
        }
        Habit {
            blank_lines_separate_stories: n_in_company * 2 >= n_paragraphs && n_in_company > 0,
            usual_gap: usual.1,
            n_larger_gaps: gaps.iter().filter(|gap| **gap > usual.1).count(),
        }
    }
}

/// The story that is being read, as far as it has come.
pub(super) struct Story<'a> {
    /// Its first item.
    pub start: usize,
    body_start: usize,
    has_headline: bool,
    n_paragraphs: u32,
    /// Whether its first paragraph is as short as a headline.
    is_one_line: bool,
    /// Whether its first paragraph has a dateline.
    has_dateline: bool,
    keys: BTreeSet<Key>,
    names: KnownNames,
    nouns: BTreeSet<String>,
    held: BTreeSet<&'a str>,
    leaves_quotation_open: bool,
}

impl<'a> Story<'a> {
    /// The story that an item opens.
    pub fn starting(at: usize, items: &'a [Item]) -> Story<'a> {
        let head = Head::read(&items[at..]);
        let mut story = Story {
            start: at,
            body_start: at + head.body_start,
            has_headline: head.title.is_some(),
            n_paragraphs: 0,
            is_one_line: false,
            has_dateline: false,
            keys: BTreeSet::new(),
            names: KnownNames::default(),
            nouns: BTreeSet::new(),
            held: BTreeSet::new(),
            leaves_quotation_open: false,
        };
        story.goes_on_with(items, at);
        story
    }

    /// Whether it has used a word, as a noun or before a name ("Inspector Adair", then "the inspector").
    fn has_word(&self, word: &str) -> bool {
        self.nouns.contains(word) || self.names.has_word(word)
    }

    /// How much of a section is known from this story: the share of its name words, or of all its longer words where
    /// the script has no capitals. `None` when there are too few to tell.
    fn share_of<'b>(&self, section: impl Iterator<Item = &'b str>) -> Option<f32> {
        let (mut names, mut words) = (BTreeSet::new(), BTreeSet::new());
        for text in section.take(SECTION_PARAGRAPHS) {
            names.extend(Names::of(text).0.into_iter().flatten());
            words.extend(lower_words(text));
        }
        let (mut n_known, mut n) = (0, names.len());
        if n >= 4 {
            n_known += names.iter().filter(|name| self.names.has_word(name)).count();
        } else if names.is_empty() && words.len() >= 12 {
            n = words.len();
            n_known += words.iter().filter(|word| self.nouns.contains(*word)).count();
        } else {
            return None;
        }
        Some(n_known as f32 / n as f32)
    }

    /// Takes in another of its items.
    pub fn goes_on_with(&mut self, items: &'a [Item], at: usize) {
        match &items[at] {
            Item::Field(field) => {
                self.keys.insert(field.key);
            }
            Item::Text(passage) => {
                self.names.add(&Names::of(&passage.text));
                self.nouns.extend(lower_words(&passage.text));
                self.leaves_quotation_open = leaves_quotation_open(&passage.text);
                if at >= self.body_start {
                    if self.n_paragraphs == 0 {
                        self.is_one_line = passage.text.chars().count() <= MAX_LINE_CHARS;
                        self.has_dateline = shapes::after_dateline(&passage.text).is_some();
                    }
                    self.n_paragraphs += 1;
                    if is_long_enough_to_repeat(&passage.text) {
                        self.held.insert(&passage.text);
                    }
                }
            }
        }
    }
}

/// Whether a paragraph is so long that nobody writes it twice on purpose.
pub(super) fn is_long_enough_to_repeat(text: &str) -> bool {
    text.chars().nth(MIN_REPEAT_CHARS - 1).is_some()
}

/// Whether the block at an index opens a new story.
pub(super) fn starts_story(
    items: &[Item],
    at: usize,
    story: &Story<'_>,
    habit: &Habit,
    first_has_headline: bool,
) -> bool {
    if at < story.body_start {
        return false;
    }
    if matches!(&items[at], Item::Field(field) if field.key == Key::Title) {
        return true;
    }
    // A headline without a body yet: whatever comes is the body.
    story.n_paragraphs > 0
        && evidence(items, at, story, habit, first_has_headline).iter().map(|found| found.weight()).sum::<i32>() > 0
}

/// All the evidence at a block's start.
fn evidence(items: &[Item], at: usize, story: &Story<'_>, habit: &Habit, first_has_headline: bool) -> Vec<Evidence> {
    use Evidence::*;
    let before = items[at].before();
    let block_end = (at + 1..items.len()).find(|&next| items[next].starts_block()).unwrap_or(items.len());
    let block = &items[at..block_end];
    let head = Head::read(&items[at..]);
    let n_paragraphs =
        block.iter().filter_map(Item::text).filter(|passage| shapes::is_running_text(&passage.text)).count();

    let mut found = Vec::new();
    if habit.blank_lines_separate_stories {
        found.push(BlankLinesSeparateStories);
        if n_paragraphs == 1 && block.len() == 1 {
            found.push(LonelyParagraph);
        }
        if story.n_paragraphs == 1 && head.title.is_none() {
            if story.has_headline {
                found.push(OnlyStandfirstSoFar);
            } else if story.is_one_line && n_paragraphs > 1 {
                found.push(OnlyLineSoFar);
            }
        }
    } else {
        found.push(BlankLinesSeparateParagraphs);
    }
    if before.separator {
        found.push(Separator);
    } else if before.n_blank > habit.usual_gap {
        found.push(LargerGap);
        if habit.n_larger_gaps > 1 {
            found.push(LargerGapAgain);
        }
    }
    let fields: Vec<Key> =
        block.iter().filter_map(|item| if let Item::Field(field) = item { Some(field.key) } else { None }).collect();
    if matches!(items[at], Item::Field(_)) {
        let known = fields.iter().any(|key| story.keys.contains(key));
        if head.has_fields || known || n_paragraphs > 0 {
            found.push(Fields);
        } else {
            found.push(TrailingFields);
            return found;
        }
    }
    let lead = items[at + head.body_start.min(items.len() - at)..].first().and_then(Item::text);
    if let Some(Title::Headline(headline)) = &head.title {
        found.push(Headline);
        let n_words = headline.text.split_whitespace().count();
        if n_words <= 4 {
            found.push(ShortHeadline);
        } else if n_words >= 6 {
            found.push(FullHeadline);
        }
        if lead.is_some_and(|lead| n_shared_words(&headline.text, &lead.text) >= 2) {
            found.push(HeadlineEchoesLead);
        }
        if headline.text.trim_end_matches(['"', '”', '»']).ends_with(['?', '؟']) {
            found.push(Question);
        }
        let body = (at + head.body_start).min(items.len());
        match story.share_of(items[body..].iter().filter_map(Item::text).map(|passage| passage.text.as_str())) {
            Some(share) if share >= SHARED => found.push(SectionSharesWords),
            Some(share) if share < OWN => found.push(SectionHasOwnWords),
            _ => {}
        }
        if head.byline.is_some() || head.date_line.is_some() {
            found.push(BylineOrDateLine);
        }
        if !first_has_headline && !habit.blank_lines_separate_stories {
            found.push(FirstStoryHasNoHeadline);
        }
    }
    if let Some(lead) = lead {
        let opening = Opening::of(&lead.text);
        opening.weigh(story, &mut found);
    }
    found
}

/// A paragraph that may be a lead, taken apart.
struct Opening<'a> {
    text: &'a str,
    /// Its words, as written.
    words: Vec<&'a str>,
    /// The names of its first sentence, and of all of it.
    first_names: Names,
    names: Names,
}

impl<'a> Opening<'a> {
    fn of(text: &'a str) -> Opening<'a> {
        let words: Vec<&str> = text.split_whitespace().take(40).collect();
        let sentence_end = words.iter().position(|word| shapes::ends_sentence(word) && word.chars().count() > 3);
        let sentence = words[..sentence_end.map_or(words.len(), |end| end + 1)].join(" ");
        Opening { text, words, first_names: Names::of(&sentence), names: Names::of(text) }
    }

    /// Adds what it says to the evidence.
    fn weigh(&self, story: &Story<'_>, found: &mut Vec<Evidence>) {
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

/// Whether a paragraph opens a quotation and does not close it.
fn leaves_quotation_open(text: &str) -> bool {
    let n = |sign: char| text.chars().filter(|&c| c == sign).count();
    n('"') % 2 == 1 || n('“') > n('”') || n('«') > n('»')
}

/// Its lower-case words of five letters or more: what "the party" can refer to.
fn lower_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase()) && word.chars().count() >= 4)
        .map(bare)
}

/// How many longer words two texts share, by their first five letters ("Severance" and "sever").
fn n_shared_words(a: &str, b: &str) -> usize {
    let stems = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            // Where vowels go unwritten, three letters make a word.
            .filter(|word| word.chars().count() >= if word.is_ascii() { 4 } else { 3 })
            .map(|word| word.to_lowercase().chars().take(5).collect())
            .collect()
    };
    stems(a).intersection(&stems(b)).count()
}
