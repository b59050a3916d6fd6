//! Sentences: where a full stop ends one and where it only shortens a word.

use std::ops::Range;

use crate::lower::lowercase;

/// Shortened words after which a sentence never ends: something always follows them.
const BEFORE_SOMETHING: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cmdr", "adm", "brig", "sgt", "cpl", "pvt",
    "gov", "sen", "rep", "rev", "fr", "hon", "pres", "amb", "st", "mt", "ft", "vs", "cf", "fig", "art", "vol",
    "approx", "e.g", "i.e", "al", "mme", "mlle", "hr", "sr", "sra", "dra", "ing", "ayat", "nos",
];

/// Shortened words after which a sentence ends only when the next word is one that begins sentences.
const MAY_END: &[&str] = &[
    "ltd", "inc", "co", "corp", "plc", "bros", "llc", "jr", "snr", "esq", "etc", "dept", "univ", "assn", "ave", "blvd",
    "a.m", "p.m", "no", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon",
    "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "calif", "mass", "conn", "fla", "ill", "mich", "minn",
    "tex", "wash", "okla", "ariz", "pa", "va", "md", "ph.d", "b.c", "a.d",
];

/// Words that begin sentences far more often than names: after a shortened word they decide.
const SENTENCE_STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "his",
    "her",
    "its",
    "their",
    "this",
    "that",
    "these",
    "those",
    "there",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "after",
    "before",
    "since",
    "while",
    "when",
    "as",
    "if",
    "but",
    "and",
    "or",
    "however",
    "some",
    "many",
    "most",
    "both",
    "no",
    "not",
    "also",
    "according",
    "earlier",
    "later",
    "meanwhile",
    "despite",
    "although",
    "what",
    "who",
    "why",
    "how",
];

/// The sentences of a text, in order.
///
/// * Unit: bytes, without the white space around a sentence.
///
/// A sentence ends at `.`, `!`, `?`, `…` (and their Arabic, Urdu, Devanagari and CJK like) with the closing quotation marks and brackets after it,
/// when white space and something other than a lower-case letter follow, and at a line break. Titles, initials, single
/// letters and other shortened words do not end one, unless the next word is one that begins sentences.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            push_trimmed(text, start..at, &mut found);
            start = at;
            continue;
        }
        if !ends_sentences(c) {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some((next_at, next)) = chars.peek().copied() {
            if !(ends_sentences(next) || closes(next)) {
                break;
            }
            end = next_at + next.len_utf8();
            chars.next();
        }
        // The CJK full stops need no space after them.
        let spaced = text[end..].chars().next().is_none_or(char::is_whitespace);
        if !(spaced || matches!(c, '。' | '！' | '？' | '｡')) {
            continue;
        }
        let closed_by_dot_alone = c == '.' && end == at + 1;
        if begins_sentence(&text[end..]) && !(closed_by_dot_alone && only_shortens(&text[start..at], &text[end..])) {
            push_trimmed(text, start..end, &mut found);
            start = end;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

fn ends_sentences(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '。' | '！' | '？' | '｡')
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '」' | '』' | '）')
}

/// Whether what follows can begin a sentence: after quotation marks and brackets, anything but a lower-case letter.
fn begins_sentence(rest: &str) -> bool {
    match rest.trim_start().chars().find(|c| !is_opening(*c)) {
        Some(c) => !c.is_lowercase() && !matches!(c, ',' | ';' | ':'),
        None => true,
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '‹' | '(' | '[' | '「' | '『' | '（' | '—' | '–' | '-')
}

/// Whether the full stop between `before` and `after` belongs to a shortened word inside a sentence.
fn only_shortens(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || is_opening(c)).next().unwrap_or_default();
    let next = after.trim_start_matches(|c: char| c.is_whitespace() || is_opening(c));
    let next = next.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if next.is_empty() {
        return false;
    }
    let lower = lowercase(word);
    if BEFORE_SOMETHING.contains(&lower.as_str()) {
        return true;
    }
    let starts_sentence = SENTENCE_STARTERS.contains(&lowercase(next).as_str());
    // `No. 5`, `Nov. 19`: a number continues; `a.m. The` does not.
    let shortened = MAY_END.contains(&lower.as_str()) || is_letters_and_dots(word);
    shortened && !starts_sentence
}

/// Whether a word is an initial or initials: `A`, `U.S`, `J.F.K`. The pronoun `I` is one only before a name.
fn is_letters_and_dots(word: &str) -> bool {
    !word.is_empty()
        && word.split('.').all(|piece| {
            let mut chars = piece.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.start + piece.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sentences_end_where_readers_hear_them_end() {
        for (text, expected) in [
            ("One. Two! Three? Four", vec!["One.", "Two!", "Three?", "Four"]),
            ("Mr. Khan met Gen. Ali. They spoke.", vec!["Mr. Khan met Gen. Ali.", "They spoke."]),
            (
                "He founded Ray Shipping Ltd., and sold it. He left.",
                vec!["He founded Ray Shipping Ltd., and sold it.", "He left."],
            ),
            ("He lives in the U.S. The house is old.", vec!["He lives in the U.S.", "The house is old."]),
            (
                "The U.S. Senate voted at 5 p.m. Monday. It passed.",
                vec!["The U.S. Senate voted at 5 p.m. Monday.", "It passed."],
            ),
            ("John F. Kennedy spoke. J. K. Rowling wrote.", vec!["John F. Kennedy spoke.", "J. K. Rowling wrote."]),
            (
                "“This is bad,” he said. “Very bad.” The crowd left.",
                vec!["“This is bad,” he said.", "“Very bad.”", "The crowd left."],
            ),
            ("\"Why?\" he asked. \"Because.\"", vec!["\"Why?\" he asked.", "\"Because.\""]),
            (
                "It cost 3.5 million. No. 5 won on Nov. 19 again.",
                vec!["It cost 3.5 million.", "No. 5 won on Nov. 19 again."],
            ),
            ("Line one\nLine two", vec!["Line one", "Line two"]),
            ("او رفت. چرا؟ کسی نمی‌داند.", vec!["او رفت.", "چرا؟", "کسی نمی‌داند."]),
            ("彼は行った。なぜ？", vec!["彼は行った。", "なぜ？"]),
            ("  ", vec![]),
        ] {
            let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected);
        }
    }

    proptest! {
        #[test]
        fn sentences_hold_every_letter_once(text in "([A-Za-z]{1,6}[.!?\"”]{0,2}[ \\n]){0,30}") {
            let joined: String = sentences(&text).into_iter().map(|range| text[range].to_owned()).collect();
            let strip = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(strip(&joined), strip(&text));
        }
    }
}
