//! Finds in a text the words that a query asked for.

use std::ops::Range;

use newsprint_edition::{Body, add_sorted};
use newsprint_model::{EntityNumber, Part};
use newsprint_text::{CodePoints, terms};

/// One word of a pattern: any of these forms, or anything that starts so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Folded forms, inflections included; sorted.
    pub(crate) forms: Vec<String>,
    /// Folded beginning; never empty.
    pub(crate) prefix: Option<String>,
}

/// Words wanted side by side; a single word is a pattern of one slot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pattern {
    /// The words in order; never empty.
    pub(crate) slots: Vec<Slot>,
    /// Which of the reader's words it stands for: several patterns may stand for one (`amir abdollahian`, `amirabdollahian`).
    pub(crate) word: usize,
    /// How much finding it says, for choosing a passage; above 0.
    pub(crate) weight: f32,
    /// Whoever is meant, where every mention of them matches and no words do.
    pub(crate) entity: Option<EntityNumber>,
}

/// A stretch that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Bytes of the text.
    pub(crate) bytes: Range<usize>,
    /// Index of the pattern.
    pub(crate) pattern: usize,
}

impl Slot {
    fn takes(&self, form: &str) -> bool {
        self.forms.binary_search_by(|other| other.as_str().cmp(form)).is_ok()
            || self.prefix.as_deref().is_some_and(|prefix| form.starts_with(prefix))
    }
}

/// Tells most texts that hold no match apart from the others, reading their bytes once.
pub(crate) struct Sieve {
    /// The first letters of everything that a match may begin with; `None` where that may be anything.
    beginnings: Option<Vec<[u8; N_SIEVED]>>,
}

/// How many letters of a beginning are compared.
const N_SIEVED: usize = 4;

impl Sieve {
    pub(crate) fn new(patterns: &[Pattern]) -> Sieve {
        let mut beginnings = Vec::new();
        for slot in patterns.iter().map(|pattern| &pattern.slots[0]) {
            for form in slot.forms.iter().chain(&slot.prefix) {
                let first = &form.as_bytes()[..form.len().min(N_SIEVED)];
                if !first.is_ascii() || beginnings.len() > MAX_SIEVED {
                    return Sieve { beginnings: None };
                }
                let mut beginning = [0; N_SIEVED];
                beginning[..first.len()].copy_from_slice(first);
                add_sorted(&mut beginnings, beginning);
            }
        }
        Sieve { beginnings: Some(beginnings) }
    }

    /// Whether a text may hold a match. Where it is false, it holds none.
    pub(crate) fn may_hold(&self, text: &str) -> bool {
        let Some(beginnings) = &self.beginnings else { return true };
        let bytes = text.as_bytes();
        let mut is_start = true;
        for (at, byte) in bytes.iter().enumerate() {
            let is_letter = byte.is_ascii_alphanumeric();
            if byte.is_ascii() {
                if is_letter && is_start && beginnings.iter().any(|beginning| may_begin(&bytes[at..], beginning)) {
                    return true;
                }
                is_start = !is_letter;
            } else if *byte >= 0xC0 {
                // Marks divide words; letters beyond ASCII may fold to any others.
                if text.get(at..).and_then(|rest| rest.chars().next()).is_none_or(char::is_alphanumeric) {
                    return true;
                }
                is_start = true;
            }
        }
        false
    }
}

/// How many beginnings are compared at most: the words of a beginning with a star are many.
const MAX_SIEVED: usize = 64;

/// Whether a word may fold to something that begins so: marks inside it may fall away.
fn may_begin(word: &[u8], beginning: &[u8]) -> bool {
    let mut letters = beginning.iter().take_while(|byte| **byte != 0);
    let mut wanted = letters.next();
    for byte in word {
        match wanted {
            None => return true,
            Some(letter) if byte.to_ascii_lowercase() == *letter => wanted = letters.next(),
            // Letters beyond ASCII may fold to any others.
            Some(_) if !byte.is_ascii() => return true,
            Some(_) if byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() => return false,
            Some(_) => {}
        }
    }
    wanted.is_none()
}

/// A form standing at a position, as the index has it.
struct Standing {
    form: String,
    start: usize,
    end: usize,
    position: u32,
    n_positions: u32,
}

/// All stretches that match, in order of their start; where several overlap, the longest of those that start first.
///
/// Linear in the text times the patterns.
pub(crate) fn marks(text: &str, patterns: &[Pattern]) -> Vec<Mark> {
    if patterns.is_empty() {
        return Vec::new();
    }
    let mut standing: Vec<Standing> = Vec::new();
    terms(text, |term| {
        standing.push(Standing {
            form: term.text.to_owned(),
            start: term.start,
            end: term.end,
            position: term.position,
            n_positions: term.n_positions,
        });
    });

    // Forms stand by rising start, but for that of an elided article with its word (`l'Iran`): it comes right after the
    // word alone. So only the last mark can be in the way, and gives way to what comes before it or is longer.
    let rank = |mark: &Mark| (mark.bytes.start, usize::MAX - mark.bytes.end, mark.pattern);
    let mut found: Vec<Mark> = Vec::new();
    for (at, first) in standing.iter().enumerate() {
        for (nth, pattern) in patterns.iter().enumerate() {
            let end =
                if pattern.slots[0].takes(&first.form) { end_of_match(&standing, at, &pattern.slots) } else { None };
            let Some(end) = end.filter(|end| *end > first.start) else { continue };
            let mark = Mark { bytes: first.start..end, pattern: nth };
            match found.last_mut() {
                Some(last) if last.bytes.end > first.start => {
                    if rank(&mark) < rank(last) {
                        *last = mark;
                    }
                }
                _ => found.push(mark),
            }
        }
    }
    found
}

/// The mentions, in one part of an article, of those whom some patterns mean; in order, for they are so in a body.
pub(crate) fn named(body: &Body, part: Part, text: &str, patterns: &[Pattern]) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    if patterns.iter().all(|pattern| pattern.entity.is_none()) {
        return found;
    }
    let points = CodePoints::new(text);
    for mention in body.mentions.iter().filter(|mention| mention.part == part) {
        let Some((entity, _)) = body.entities.get(mention.entity as usize) else { continue };
        let Some(pattern) = patterns.iter().position(|pattern| pattern.entity == Some(*entity)) else { continue };
        let bytes = points.byte(mention.start as usize)..points.byte(mention.end as usize);
        if bytes.start < bytes.end && found.last().is_none_or(|last| last.bytes.end <= bytes.start) {
            found.push(Mark { bytes, pattern });
        }
    }
    found
}

/// Marks of words and mentions together: of those that overlap the one that starts first, of those the longest.
pub(crate) fn joined(words: Vec<Mark>, named: Vec<Mark>) -> Vec<Mark> {
    if named.is_empty() {
        return words;
    }
    let (mut words, mut named) = (words.into_iter().peekable(), named.into_iter().peekable());
    let mut found: Vec<Mark> = Vec::new();
    let rank = |mark: &Mark| (mark.bytes.start, usize::MAX - mark.bytes.end);
    loop {
        let next = match (words.peek(), named.peek()) {
            (Some(word), Some(name)) if rank(word) < rank(name) => words.next(),
            (Some(_), None) => words.next(),
            _ => named.next(),
        };
        let Some(mark) = next else { return found };
        if found.last().is_none_or(|last| last.bytes.end <= mark.bytes.start) {
            found.push(mark);
        }
    }
}

/// Where a match that begins with `standing[at]` ends, when the other slots follow it side by side.
fn end_of_match(standing: &[Standing], at: usize, slots: &[Slot]) -> Option<usize> {
    let mut last = &standing[at];
    let mut from = at;
    for slot in &slots[1..] {
        let wanted = last.position + last.n_positions;
        let ahead = standing[from..].iter().take_while(|form| form.position <= wanted).count();
        let here = from + standing[from..from + ahead].partition_point(|form| form.position < wanted);
        let next = standing[here..from + ahead].iter().position(|form| slot.takes(&form.form))?;
        from = here;
        last = &standing[here + next];
    }
    Some(last.end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_sieve_never_keeps_a_match_back(text in "([A-Ca-c'’.\\-_:,ÄäªæﬁßŒ «»1\u{301}\u{ad}\u{200c}سl]){0,14}", form in "[a-cs1]{1,6}", is_prefix: bool) {
            let slot = if is_prefix { Slot { forms: Vec::new(), prefix: Some(form) } } else { Slot { forms: vec![form], prefix: None } };
            let patterns = [Pattern { slots: vec![slot], word: 0, weight: 1.0, entity: None }];
            prop_assert!(marks(&text, &patterns).is_empty() || Sieve::new(&patterns).may_hold(&text), "{}", text);
        }
    }

    #[test]
    fn a_sieve_keeps_most_other_texts_back() {
        let patterns = [Pattern { slots: vec![slot("harbour|harbours")], word: 0, weight: 1.0, entity: None }];
        let sieve = Sieve::new(&patterns);
        assert!(!sieve.may_hold("“Hard times”, the mayor’s men said — and hard work."));
        assert!(sieve.may_hold("the old harbour") && sieve.may_hold("HAR-BOUR"));
    }

    fn slot(forms: &str) -> Slot {
        match forms.strip_suffix('*') {
            Some(prefix) => Slot { forms: Vec::new(), prefix: Some(prefix.to_owned()) },
            None => Slot { forms: forms.split('|').map(str::to_owned).collect(), prefix: None },
        }
    }

    fn marked(text: &str, patterns: &[&str]) -> String {
        let patterns: Vec<Pattern> = patterns
            .iter()
            .enumerate()
            .map(|(word, slots)| Pattern {
                slots: slots.split(' ').map(slot).collect(),
                word,
                weight: 1.0,
                entity: None,
            })
            .collect();
        let mut shown = text.to_owned();
        for mark in marks(text, &patterns).iter().rev() {
            shown.insert(mark.bytes.end, ']');
            shown.insert(mark.bytes.start, '[');
        }
        shown
    }

    #[test]
    fn exactly_the_words_that_match_are_marked() {
        for (text, patterns, expected) in [
            ("Iran's ships sailed.", &["iran", "ship|ships"][..], "[Iran]'s [ships] sailed."),
            ("The Red Sea; a red flag", &["red sea"], "The [Red Sea]; a red flag"),
            ("the red red sea", &["red sea"], "the red [red sea]"),
            ("Houthis and Houthi", &["houth*"], "[Houthis] and [Houthi]"),
            ("Amir-Abdollahian said", &["amirabdollahian"], "[Amir-Abdollahian] said"),
            ("Amir-Abdollahian said", &["amir abdollahian"], "[Amir-Abdollahian] said"),
            ("Amir-Abdollahian said", &["amirabdollahian said"], "[Amir-Abdollahian said]"),
            ("Amir-Abdollahian said", &["amir"], "[Amir]-Abdollahian said"),
            ("red sea", &["red", "red sea", "sea"], "[red sea]"),
            ("dans l'Iran", &["iran", "liran"], "dans [l'Iran]"),
            ("dans l'Iran", &["iran"], "dans l'[Iran]"),
            ("red sea salt", &["red sea", "sea salt", "red sea salt", "salt"], "[red sea salt]"),
            ("red sea salt", &["red sea", "sea salt", "salt"], "[red sea] [salt]"),
            ("خلیج فارس", &["خليج"], "[خلیج] فارس"),
            ("nothing here", &["sea"], "nothing here"),
            ("", &["sea"], ""),
        ] {
            assert_eq!(marked(text, patterns), expected);
        }
    }
}
