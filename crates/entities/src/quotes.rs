//! Direct quotations and who said them, as the sentence around them tells.

use newsprint_model::{Article, EntityKind, EntityNumber, Mention, Part};
use newsprint_text::{CodePoints, words};

use crate::lists::Lists;
use crate::sections::Section;

/// The fewest words of a quotation that no verb of saying stands beside: fewer in quotation marks are a term.
const MIN_FREE_WORDS: usize = 6;

/// The fewest words of a fragment, no clause, that a verb of saying stands beside.
const MIN_TOLD_WORDS: usize = 4;

/// How far from the marks a verb of saying is looked for.
const WINDOW_WORDS: usize = 14;

/// Forms of verbs of saying that lead a quotation in beside those of the lists.
const SAYING: &[&str] = &[
    "saying",
    "adding",
    "stating",
    "arguing",
    "asserting",
    "insisting",
    "warning",
    "claiming",
    "noting",
    "urging",
    "declaring",
    "writing",
    "wrote",
    "tweeted",
    "posted",
    "according",
    "replied",
    "quipped",
    "argued",
    "asserted",
    "stressing",
    "telling",
];

/// Words said, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Where in the article.
    pub part: Part,
    /// First code point within the part, the mark left out.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Who said it, where the text tells.
    pub speaker: Option<EntityNumber>,
}

/// A stretch in quotation marks: bytes, the marks left out.
struct Stretch {
    start: usize,
    end: usize,
    is_open: bool,
}

/// Who was heard, as far as the reading has come.
#[derive(Default)]
struct Heard {
    /// The last who spoke.
    speaker: Option<EntityNumber>,
    /// The first person that the last paragraph with any names outside quotations.
    person: Option<EntityNumber>,
    /// Whether the last quotation goes on in the next paragraph: its closing mark is missing.
    goes_on: bool,
}

/// The quotations of an article, in order.
///
/// * Shape: `mentions` are the article's, in order; `kind` says of what kind an entity is. A fragment in scare quotes is none.
/// * Errors: none; marks that do not pair end with their paragraph. Time linear in the text.
pub fn quotations(
    article: &Article,
    mentions: &[Mention],
    kind: &dyn Fn(EntityNumber) -> Option<EntityKind>,
) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut heard = Heard::default();
    for (number, paragraph) in (0_u32..).zip(&article.paragraphs) {
        let part = Part::Paragraph(number);
        let first = mentions.partition_point(|mention| mention.part < part);
        let last = mentions.partition_point(|mention| mention.part <= part);
        Paragraph::new(&paragraph.text, &mentions[first..last], kind).quotations(part, &mut heard, &mut found);
    }
    found
}

/// A word outside quotations.
struct Outside {
    start: usize,
    key: String,
    is_speech: bool,
    is_pronoun: bool,
    is_role: bool,
}

struct Paragraph<'a> {
    text: &'a str,
    points: CodePoints<'a>,
    stretches: Vec<Stretch>,
    outside: Vec<Outside>,
    /// Bytes, and who.
    named: Vec<(usize, usize, EntityNumber, Option<EntityKind>)>,
}

impl<'a> Paragraph<'a> {
    fn new(text: &'a str, mentions: &[Mention], kind: &dyn Fn(EntityNumber) -> Option<EntityKind>) -> Paragraph<'a> {
        let points = CodePoints::new(text);
        let stretches = stretches(text);
        let lists = Lists::get();
        let is_within = |at: usize| {
            let before = stretches.partition_point(|stretch| stretch.start <= at);
            before.checked_sub(1).is_some_and(|nth| at < stretches[nth].end)
        };
        let outside = if stretches.is_empty() { Vec::new() } else { words(text).collect() }
            .into_iter()
            .filter(|word| !is_within(word.start))
            .map(|word| {
                let key = newsprint_text::fold(word.text);
                let is_speech = lists.has(Section::Speech, &key) && word.text.starts_with(char::is_lowercase);
                let is_speech = is_speech || SAYING.contains(&key.as_str());
                let is_pronoun = matches!(key.as_str(), "he" | "she" | "they");
                let is_role = lists.has(Section::Roles, &key) || lists.has(Section::Titles, &key);
                Outside { start: word.start, key, is_speech, is_pronoun, is_role }
            })
            .collect();
        let named = mentions
            .iter()
            .map(|mention| (points.byte(mention.start as usize), points.byte(mention.end as usize), mention))
            .filter(|(start, ..)| !is_within(*start))
            .map(|(start, end, mention)| (start, end, mention.entity, kind(mention.entity)))
            .collect();
        Paragraph { text, points, stretches, outside, named }
    }

    fn quotations(&self, part: Part, heard: &mut Heard, found: &mut Vec<Quotation>) {
        let mut told_here: Option<EntityNumber> = None;
        let mut any = false;
        for (nth, stretch) in self.stretches.iter().enumerate() {
            let text = &self.text[stretch.start..stretch.end];
            let n_words = words(text).take(MIN_FREE_WORDS).count();
            let told = self.told(nth, heard);
            let continues = heard.goes_on && nth == 0 && self.text[..stretch.start].trim_start().chars().count() <= 1;
            let ends_a_clause = text.trim_end().ends_with([',', '.', '!', '?', '…']);
            let is_said = match &told {
                Some(_) => {
                    n_words > 0 && ends_a_clause
                        || n_words >= MIN_TOLD_WORDS
                        || (n_words > 1 && self.is_led_in(stretch))
                }
                None => continues || (n_words >= MIN_FREE_WORDS && (ends_a_clause || told_here.is_some())),
            };
            if !is_said {
                continue;
            }
            let speaker = match told {
                Some(speaker) => speaker,
                None if continues => heard.speaker,
                None => told_here.or_else(|| self.led_by_last_paragraph(nth, heard)),
            };
            any = true;
            if speaker.is_some() {
                told_here = speaker;
                heard.speaker = speaker;
            }
            heard.goes_on = stretch.is_open;
            found.push(Quotation {
                part,
                start: self.points.at_byte(stretch.start) as u32,
                end: self.points.at_byte(stretch.end) as u32,
                speaker,
            });
        }
        if !any {
            heard.goes_on = false;
        }
        // The first whom a paragraph names is whom it is about.
        if let Some(first) = self.person_between(0, self.text.len()) {
            heard.person = Some(first);
        }
    }

    /// Whom `he` means before a place: the first person of the paragraph, else who spoke last, else whom the last paragraph is about.
    fn meant(&self, before: usize, heard: &Heard) -> Option<EntityNumber> {
        self.person_between(0, before).or(heard.speaker).or(heard.person)
    }

    /// Who says a stretch, where a verb of saying stands beside it: `Some(None)` when it does and nobody can be made out.
    fn told(&self, nth: usize, heard: &Heard) -> Option<Option<EntityNumber>> {
        let stretch = &self.stretches[nth];
        let next_start = self.stretches.get(nth + 1).map_or(self.text.len(), |next| next.start);
        let previous_end = nth.checked_sub(1).map_or(0, |before| self.stretches[before].end);
        self.told_after(stretch.end, next_start, heard).or_else(|| self.told_before(previous_end, stretch.start, heard))
    }

    /// `"…," said X`, `"…," X said`, `"…," he added`.
    fn told_after(&self, from: usize, to: usize, heard: &Heard) -> Option<Option<EntityNumber>> {
        // A quotation that ends with a full stop ends its sentence, unless a small letter follows.
        let ends = self.text[..from].ends_with('.');
        let mut after = self.text[from..to].chars().skip_while(|c| !c.is_alphabetic());
        if ends && after.next().is_none_or(|c| !c.is_lowercase()) {
            return None;
        }
        let to = from + sentence_end(&self.text[from..to]);
        let first = self.outside.partition_point(|word| word.start < from);
        let near: Vec<&Outside> =
            self.outside[first..].iter().take(WINDOW_WORDS).take_while(|word| word.start < to).collect();
        let verb = near.iter().position(|word| word.is_speech)?;
        // `" in the city, where he said`: the verb must stand near the mark, or a name before it.
        let before_verb = self.person_between(from, near[verb].start);
        if verb > 6 && before_verb.is_none() {
            return None;
        }
        let pronoun = near[..verb].iter().chain(near.get(verb + 1)).any(|word| word.is_pronoun);
        let after_verb = || self.person_between(near[verb].start, to);
        let role = verb > 1 && near[verb - 1].is_role && near[verb - 2].key == "the";
        let meant = || if pronoun || role { self.meant(from, heard) } else { after_verb() };
        let body = || self.body_between(from, near[verb].start).or_else(|| self.body_between(near[verb].start, to));
        Some(before_verb.or_else(meant).or_else(|| if pronoun || role { None } else { body() }))
    }

    /// `X said: "…"`, `X told Y that "…"`.
    fn told_before(&self, from: usize, to: usize, heard: &Heard) -> Option<Option<EntityNumber>> {
        let from = from + last_sentence(&self.text[from..to]);
        let first = self.outside.partition_point(|word| word.start < from);
        let last = self.outside.partition_point(|word| word.start < to);
        let near = &self.outside[first..last];
        let verb = near.iter().rposition(|word| word.is_speech)?;
        if near.len() - verb > WINDOW_WORDS {
            return None;
        }
        // `According to X, "…"`.
        if near[verb].key == "according" {
            return Some(self.person_between(near[verb].start, to).or_else(|| self.body_between(near[verb].start, to)));
        }
        // `Quoting X, the minister said` is the minister.
        let role = verb > 1 && near[verb - 1].is_role && near[verb - 2].key == "the";
        let pronoun = near[..verb].last().is_some_and(|word| word.is_pronoun);
        if role || pronoun {
            // Of two that the sentence names, `he` is who was spoken of before it.
            return Some(if role { heard.speaker.or(heard.person) } else { self.meant(from.max(1), heard) });
        }
        let subject = self.last_person_between(from, near[verb].start);
        Some(subject.or_else(|| self.body_between(from, near[verb].start)))
    }

    /// Whether a colon or comma leads a stretch in.
    fn is_led_in(&self, stretch: &Stretch) -> bool {
        let before = self.text[..stretch.start].trim_end_matches(['"', '“', '«', ' ']);
        before.ends_with([':', ','])
    }

    /// A paragraph that opens with a quotation nobody is told to have said goes on with who spoke last.
    fn led_by_last_paragraph(&self, nth: usize, heard: &Heard) -> Option<EntityNumber> {
        if nth > 0 || self.stretches[nth].start > '“'.len_utf8() {
            return None;
        }
        let nobody_else =
            self.named.iter().all(|(_, _, who, kind)| *kind != Some(EntityKind::Person) || Some(*who) == heard.speaker);
        heard.speaker.filter(|_| nobody_else)
    }

    fn person_between(&self, from: usize, to: usize) -> Option<EntityNumber> {
        let first = self.named.partition_point(|named| named.0 < from);
        let within = self.named[first..].iter().take_while(|named| named.1 <= to);
        within.filter(|named| named.3 == Some(EntityKind::Person)).map(|named| named.2).next()
    }

    fn body_between(&self, from: usize, to: usize) -> Option<EntityNumber> {
        let first = self.named.partition_point(|named| named.0 < from);
        let within = self.named[first..].iter().take_while(|named| named.1 <= to);
        within.filter(|named| named.3 == Some(EntityKind::Organisation)).map(|named| named.2).next()
    }

    fn last_person_between(&self, from: usize, to: usize) -> Option<EntityNumber> {
        let first = self.named.partition_point(|named| named.0 < from);
        let within = self.named[first..].iter().take_while(|named| named.1 <= to);
        within.filter(|named| named.3 == Some(EntityKind::Person)).map(|named| named.2).last()
    }
}

/// Where the first sentence outside quotations ends: at a full stop with a space and a capital after it.
fn sentence_end(text: &str) -> usize {
    for (at, c) in text.char_indices().filter(|(at, c)| matches!(c, '.' | '!' | '?') && *at > 1) {
        let mut rest = text[at + c.len_utf8()..].chars();
        let opens = matches!(rest.next(), None | Some(' ' | '\n'))
            && rest.next().is_none_or(|next| next.is_uppercase() || matches!(next, '"' | '“'));
        // `Mr. X` and `J. X` end no sentence.
        let is_word = || text[..at].chars().rev().take(3).take_while(|c| *c != ' ').count() > 2;
        if opens && is_word() {
            return at;
        }
    }
    text.len()
}

/// Where the last sentence begins.
fn last_sentence(text: &str) -> usize {
    let mut begin = 0;
    let mut from = 0;
    loop {
        let end = from + sentence_end(&text[from..]);
        if end + 1 >= text.len() || text[end + 1..].trim().is_empty() {
            return begin;
        }
        begin = end + 1;
        from = begin;
    }
}

/// The stretches in quotation marks; one left open ends with the text.
fn stretches(text: &str) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (open, c) {
            (None, '“' | '«' | '"' | '„') => open = Some((at + c.len_utf8(), c)),
            // An opening mark within: the first was left open.
            (Some((start, '“')), '”' | '"')
            | (Some((start, '"')), '"' | '”')
            | (Some((start, '«')), '»')
            | (Some((start, '„')), '“' | '”') => {
                found.push(Stretch { start, end: at, is_open: false });
                open = None;
            }
            _ => {}
        }
    }
    if let Some((start, _)) = open.filter(|(start, _)| *start < text.len()) {
        found.push(Stretch { start, end: text.len(), is_open: true });
    }
    found
}
