//! Words as the Unicode standard (UAX 29, word boundaries) cuts them, and where they stand.
//!
//! Written out for the boundaries that stand around words, on the standard library's own tables of letters and digits: the full algorithm's
//! table would be the heaviest part of this crate on the reader's page. What it leaves out says nothing about words: emoji, flags, spaces.

use crate::terms::is_undivided;

/// A word of a text.
///
/// * Unit: `start` and `end` are bytes; `text` is what stands between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the type says it")]
pub struct Word<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
}

/// The words of a text, in order: stretches between word boundaries that hold a letter or digit.
///
/// Apostrophes and full stops between letters belong to their word (`Israel's`, `U.S`), hyphens divide. Of scripts without spaces each
/// character is a word, but katakana runs on.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let first = text[at..].chars().next()?;
            let start = at;
            let mut class = class_of(first);
            at += first.len_utf8();
            if matches!(class, Class::Other | Class::Extend | Class::Quote(_)) {
                continue;
            }
            let mut has_letter_or_digit = !matches!(class, Class::Joiner);
            at = after_extensions(text, at);
            while let Some((next, end)) = next_in_word(text, at, class) {
                class = next;
                has_letter_or_digit |= !matches!(class, Class::Joiner);
                at = after_extensions(text, end);
            }
            if has_letter_or_digit {
                return Some(Word { text: &text[start..at], start, end: at });
            }
        }
    })
}

/// What a character does at a word's bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Letter,
    Hebrew,
    Digit,
    Katakana,
    /// A character that is a word by itself.
    Alone,
    /// A low line, which joins letters and digits.
    Joiner,
    /// Belongs to the character before it.
    Extend,
    /// A mark that may stand inside a word.
    Quote(Mark),
    Other,
}

/// Between what a mark may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Letters,
    Digits,
    Both,
    /// Letters if Hebrew: a typewriter's gershayim.
    HebrewLetters,
}

fn class_of(c: char) -> Class {
    let mark = match c {
        ':' | '\u{B7}' | '\u{387}' | '\u{55F}' | '\u{5F4}' | '\u{2027}' | '\u{FE13}' | '\u{FE55}' | '\u{FF1A}' => {
            Some(Mark::Letters)
        }
        ',' | ';' | '\u{37E}' | '\u{589}' | '\u{60C}' | '\u{60D}' | '\u{66C}' | '\u{7F8}' | '\u{2044}' | '\u{FE10}'
        | '\u{FE14}' | '\u{FE50}' | '\u{FE54}' | '\u{FF0C}' | '\u{FF1B}' => Some(Mark::Digits),
        '.' | '\'' | '\u{2018}' | '\u{2019}' | '\u{2024}' | '\u{FE52}' | '\u{FF07}' | '\u{FF0E}' => Some(Mark::Both),
        '"' => Some(Mark::HebrewLetters),
        _ => None,
    };
    match c {
        _ if mark.is_some() => mark.map_or(Class::Other, Class::Quote),
        '_' | '\u{203F}' | '\u{2040}' | '\u{2054}' | '\u{FE33}' | '\u{FE34}' | '\u{FE4D}'..='\u{FE4F}' | '\u{FF3F}' => {
            Class::Joiner
        }
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        _ if c.is_ascii() => Class::Other,
        _ if is_katakana(c) => Class::Katakana,
        _ if is_extension(c) => Class::Extend,
        _ if is_undivided(c) && c.is_alphanumeric() => Class::Alone,
        '\u{5D0}'..='\u{5EA}' => Class::Hebrew,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphanumeric() => Class::Letter,
        _ => Class::Other,
    }
}

/// The next character's class and end, when it belongs to the same word; a mark is passed over together with what follows it.
fn next_in_word(text: &str, at: usize, before: Class) -> Option<(Class, usize)> {
    let c = text[at..].chars().next()?;
    let end = at + c.len_utf8();
    let class = class_of(c);
    let is_letter = |class| matches!(class, Class::Letter | Class::Hebrew);
    match (before, class) {
        (Class::Katakana, Class::Katakana | Class::Joiner) | (Class::Joiner, Class::Katakana) => Some((class, end)),
        (
            Class::Letter | Class::Hebrew | Class::Digit | Class::Joiner,
            Class::Letter | Class::Hebrew | Class::Digit | Class::Joiner,
        ) => Some((class, end)),
        (_, Class::Quote(mark)) => {
            let after_mark = after_extensions(text, end);
            let follower = text[after_mark..].chars().next().map_or(Class::Other, class_of);
            let joins = match mark {
                Mark::Letters => is_letter(before) && is_letter(follower),
                Mark::Digits => before == Class::Digit && follower == Class::Digit,
                Mark::Both => {
                    (is_letter(before) && is_letter(follower)) || (before == Class::Digit && follower == Class::Digit)
                }
                Mark::HebrewLetters => before == Class::Hebrew && follower == Class::Hebrew,
            };
            let length = text[after_mark..].chars().next().map_or(0, char::len_utf8);
            // A Hebrew word may end in a single quotation mark: a geresh.
            match joins {
                true => Some((follower, after_mark + length)),
                false if before == Class::Hebrew && c == '\'' => Some((Class::Extend, end)),
                false => None,
            }
        }
        _ => None,
    }
}

/// Passes over marks that belong to the character before them.
fn after_extensions(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + rest.find(|c: char| c.is_ascii() || !is_extension(c)).unwrap_or(rest.len())
}

fn is_katakana(c: char) -> bool {
    matches!(c as u32, 0x3031..=0x3035 | 0x309B..=0x309C | 0x30A0..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF | 0x32D0..=0x32FE | 0x3300..=0x3357
        | 0xFF66..=0xFF9D)
}

/// Whether a character is a combining mark or invisible. Letters and digits that lie in these ranges are not.
fn is_extension(c: char) -> bool {
    let code = c as u32;
    if (0xE0001..=0xE01EF).contains(&code) {
        return true;
    }
    let Ok(code) = u16::try_from(code) else { return false };
    let at = EXTENSIONS.partition_point(|(first, _)| *first <= code);
    let in_range = at.checked_sub(1).is_some_and(|at| code <= EXTENSIONS[at].1);
    in_range && (!c.is_alphanumeric() || is_vowel_sign(code))
}

/// Vowel signs that the standard library counts as letters, where that would make a difference: Hebrew and Arabic points, and Thai, Lao, Burmese
/// and Khmer signs, which stand beside letters that are words by themselves.
fn is_vowel_sign(code: u16) -> bool {
    matches!(
        code,
        0x0591..=0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x06DF..=0x06ED | 0x0E31 | 0x0E34..=0x0E3A | 0x0E47..=0x0E4E | 0x0EB1 | 0x0EB4..=0x0EBC | 0x0EC8..=0x0ECE | 0x102B..=0x103E | 0x1056..=0x1059
            | 0x105E..=0x1060 | 0x1062..=0x1064 | 0x1067..=0x106D | 0x1071..=0x1074 | 0x1082..=0x108D | 0x108F | 0x109A..=0x109D
            | 0x17B4..=0x17D3 | 0x17DD
    )
}

/// First and last of ranges that hold combining marks and format characters beside letters and digits, but nothing else. Made from
/// the Unicode Character Database.
const EXTENSIONS: [(u16, u16); 85] = [
    (0x00AD, 0x00AD),
    (0x0300, 0x036F),
    (0x0483, 0x0489),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x05C1, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x0600, 0x0605),
    (0x0610, 0x061A),
    (0x061C, 0x061C),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DD),
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x070F, 0x07F3),
    (0x07FD, 0x07FD),
    (0x0816, 0x082D),
    (0x0859, 0x085B),
    (0x0890, 0x0963),
    (0x0981, 0x09E3),
    (0x09FE, 0x0A75),
    (0x0A81, 0x0AE3),
    (0x0AFA, 0x0B63),
    (0x0B82, 0x0BD7),
    (0x0C00, 0x0C63),
    (0x0C81, 0x0C83),
    (0x0CBC, 0x0D4D),
    (0x0D57, 0x0D63),
    (0x0D81, 0x0DF3),
    (0x0E31, 0x0E3A),
    (0x0E47, 0x0E4E),
    (0x0EB1, 0x0ECD),
    (0x0F18, 0x0F19),
    (0x0F35, 0x0F35),
    (0x0F37, 0x0F37),
    (0x0F39, 0x0F39),
    (0x0F3E, 0x0F84),
    (0x0F86, 0x0FBC),
    (0x0FC6, 0x0FC6),
    (0x102B, 0x103E),
    (0x1056, 0x109D),
    (0x135D, 0x135F),
    (0x1712, 0x1734),
    (0x1752, 0x17D3),
    (0x17DD, 0x17DD),
    (0x180B, 0x193B),
    (0x1A17, 0x1A1B),
    (0x1A55, 0x1A7F),
    (0x1AB0, 0x1B44),
    (0x1B6B, 0x1B73),
    (0x1B80, 0x1BF3),
    (0x1C24, 0x1C37),
    (0x1CD0, 0x1CD2),
    (0x1CD4, 0x1DFF),
    (0x200C, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x20D0, 0x20F0),
    (0x2CEF, 0x2CF1),
    (0x2D7F, 0x2DFF),
    (0x302A, 0x302F),
    (0x3099, 0x309A),
    (0xA66F, 0xA672),
    (0xA674, 0xA67D),
    (0xA69E, 0xA6F1),
    (0xA802, 0xA827),
    (0xA82C, 0xA82C),
    (0xA880, 0xA8C5),
    (0xA8E0, 0xA8F1),
    (0xA8FF, 0xA92D),
    (0xA947, 0xA953),
    (0xA980, 0xA9C0),
    (0xA9E5, 0xAA4D),
    (0xAA7B, 0xAAC1),
    (0xAAEB, 0xAAEF),
    (0xAAF5, 0xAAF6),
    (0xABE3, 0xABEA),
    (0xABEC, 0xABED),
    (0xFB1E, 0xFB1E),
    (0xFE00, 0xFE0F),
    (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    #[test]
    fn words_are_cut_where_readers_would() {
        for (text, expected) in [
            ("Hossein Amir-Abdollahian said:", vec!["Hossein", "Amir", "Abdollahian", "said"]),
            ("Israel’s U.S. allies' 1,200 (52)", vec!["Israel’s", "U.S", "allies", "1,200", "52"]),
            ("می\u{200C}روند به تهران.", vec!["می\u{200C}روند", "به", "تهران"]),
            ("צה\"ל שָׁלוֹם", vec!["צה\"ל", "שָׁלוֹם"]),
            ("東京カタカナ です", vec!["東", "京", "カタカナ", "で", "す"]),
            (" — … ", vec![]),
        ] {
            assert_eq!(words(text).map(|word| word.text).collect::<Vec<_>>(), expected);
            assert!(words(text).all(|word| &text[word.start..word.end] == word.text));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn words_are_those_of_the_standard(
            text in "([a-zé][a-z]{0,3}\u{301}?|[0-9]{1,3}|[.,:;'’\"_ -]|[ .,]|[а-яё]{1,3}|[ء-ي]{1,3}[َ-ْ]?|[۰-۹]|گ|\u{200C}|[א-ת]{1,2}\u{5B8}?|[क-ह]{1,2}(ा|्)?|[α-ω]{1,2}|[一-三]|[ぁ-ん]|[ァ-ヺー]{1,2}|[가-각]|[ก-ฮ]ิ?|😀|\\(|%){0,14}",
        ) {
            let reference: Vec<(usize, &str)> = text.unicode_word_indices().collect();
            let found: Vec<(usize, &str)> = words(&text).map(|word| (word.start, word.text)).collect();
            prop_assert_eq!(found, reference);
        }

        #[test]
        fn any_text_at_all_is_cut(text in any::<String>()) {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.start >= end && word.end > word.start && text.get(word.start..word.end) == Some(word.text));
                end = word.end;
            }
        }
    }
}
