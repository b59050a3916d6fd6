//! What is known of a word before its neighbours are looked at: its letters, shape and affixes, and what lists say of it.

use super::clusters::Clusters;
use super::hash;
use super::hints::Hint;
use super::tellers;

/// What is known of a word before its neighbours are looked at.
#[derive(Clone, Debug)]
pub struct Word {
    /// Number of its letters in lower case.
    pub lower: u64,
    pub(super) exact: u64,
    /// Number of its shape, runs of like characters as one.
    pub shape: u64,
    pub(super) long_shape: u64,
    pub(super) prefixes: [u64; 5],
    pub(super) suffixes: [u64; 5],
    /// What rules and lists say of it.
    pub(super) hint: Hint,
    pub(super) clusters: [u16; 2],
    pub(super) is_capital: bool,
    pub(super) is_upper: bool,
    pub(super) is_alphabetic: bool,
    pub(super) is_quote: bool,
    pub(super) is_number: bool,
    /// Whether it is a plain word that may say what a name names.
    pub(super) may_tell: bool,
    /// Which kinds of names it tells, as [`tellers`] has them.
    pub(super) teller: u8,
    /// Whether it is small letters alone.
    pub(super) is_plain: bool,
}

/// The number of a word in lower case: what groups of words are kept by.
pub fn word_number(text: &str) -> u64 {
    Word::new(text, Hint::default(), &Clusters::default()).lower
}

impl Word {
    /// The number of what the rules make of it.
    pub fn rule(&self) -> u64 {
        u64::from(self.hint.rule)
    }

    /// What stands before and after a sentence.
    pub(super) fn edge() -> Word {
        Word {
            lower: 7,
            exact: 7,
            shape: 7,
            long_shape: 7,
            prefixes: [0; 5],
            suffixes: [0; 5],
            hint: Hint::default(),
            clusters: [u16::MAX; 2],
            is_capital: false,
            is_upper: false,
            is_alphabetic: false,
            is_quote: false,
            is_number: false,
            may_tell: false,
            teller: 0,
            is_plain: false,
        }
    }

    pub(crate) fn new(text: &str, hint: Hint, clusters: &Clusters) -> Word {
        let mut lower_text = [0u64; 48];
        let mut n = 0;
        let mut lower = hash::of_chars(std::iter::empty());
        let (mut shape, mut long_shape) = (lower, lower);
        let mut exact = lower;
        let mut last_class = ' ';
        let mut run = 0;
        let (mut n_upper, mut n_lower, mut n_letters) = (0, 0, 0);
        for (nth, c) in text.chars().enumerate() {
            exact = hash::then_char(exact, c);
            let class = class_of(c);
            n_upper += usize::from(class == 'X');
            n_lower += usize::from(class == 'x');
            n_letters += usize::from(c.is_alphabetic());
            run = if class == last_class { run + 1 } else { 1 };
            if run == 1 {
                shape = hash::then_char(shape, class);
            }
            if run <= 4 {
                long_shape = hash::then_char(long_shape, class);
            }
            last_class = class;
            let small = if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) };
            let small = if small.is_ascii_digit() && nth > 3 { '0' } else { small };
            lower = hash::then_char(lower, small);
            if n < lower_text.len() {
                lower_text[n] = u64::from(u32::from(small));
                n += 1;
            } else {
                lower_text.rotate_left(1);
                lower_text[n - 1] = u64::from(u32::from(small));
            }
        }
        let mut prefixes = [0; 5];
        let mut suffixes = [0; 5];
        let (mut head, mut tail) = (1, 2);
        for length in 0..5.min(n) {
            head = hash::pair(head, lower_text[length]);
            tail = hash::pair(tail, lower_text[n - 1 - length]);
            // A whole word is no affix of itself.
            if length + 1 < n {
                prefixes[length] = head;
                suffixes[length] = tail;
            }
        }
        Word {
            lower,
            exact,
            shape,
            long_shape,
            prefixes,
            suffixes,
            hint,
            clusters: clusters.of(lower),
            is_capital: text.chars().next().is_some_and(char::is_uppercase),
            is_upper: n_upper > 1 && n_lower == 0,
            is_alphabetic: n_letters > 0,
            is_number: n_letters == 0 && text.starts_with(|c: char| c.is_ascii_digit()),
            is_quote: matches!(text, "\"" | "“" | "”" | "``" | "''" | "«" | "»"),
            teller: if n_upper == 0 && n_letters > 1 { tellers::kinds_of(text) } else { 0 },
            is_plain: n_lower > 0 && n_letters == n_lower && !text.contains(|c: char| c.is_ascii_digit()),
            may_tell: n_upper == 0 && n_letters > 2 && !is_function(text),
        }
    }
}

/// Plain words that say nothing of what stands beside them.
fn is_function(text: &str) -> bool {
    matches!(
        text,
        "the"
            | "and"
            | "for"
            | "with"
            | "from"
            | "was"
            | "were"
            | "are"
            | "has"
            | "had"
            | "have"
            | "been"
            | "its"
            | "his"
            | "her"
            | "their"
            | "that"
            | "this"
            | "these"
            | "those"
            | "which"
            | "who"
            | "whom"
            | "whose"
            | "also"
            | "but"
            | "not"
            | "all"
            | "any"
            | "one"
            | "two"
            | "most"
            | "more"
            | "after"
            | "before"
            | "during"
            | "between"
            | "into"
            | "over"
            | "under"
            | "about"
            | "than"
            | "then"
            | "when"
            | "where"
            | "while"
            | "will"
            | "would"
            | "could"
            | "can"
            | "may"
            | "some"
            | "such"
            | "other"
            | "only"
            | "there"
            | "they"
            | "out"
            | "off"
            | "being"
            | "both"
            | "each"
            | "she"
            | "him"
            | "them"
            | "because"
            | "until"
            | "since"
            | "through"
            | "against"
            | "very"
    )
}

fn class_of(c: char) -> char {
    if c.is_uppercase() {
        'X'
    } else if c.is_lowercase() {
        'x'
    } else if c.is_numeric() {
        'd'
    } else if c.is_alphabetic() {
        'l'
    } else {
        c
    }
}
