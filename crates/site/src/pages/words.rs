//! The sentences of pages without the app: the app's own catalogues (`www/words/`) and a few more beside this file, in three languages.

use std::collections::BTreeMap;

use newsprint_model::EntityKind;
use newsprint_text::{arabic_plural, filled};

pub use newsprint_text::Gap;

/// A language that pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, which stands in for every language that we do not have.
    #[default]
    En,
    /// Persian.
    Fa,
    /// Arabic.
    Ar,
}

/// The catalogues of each language.
const CATALOGUES: [[&str; 2]; 3] = [
    [include_str!("../../../../www/words/en.txt"), include_str!("words/en.txt")],
    [include_str!("../../../../www/words/fa.txt"), include_str!("words/fa.txt")],
    [include_str!("../../../../www/words/ar.txt"), include_str!("words/ar.txt")],
];

impl Language {
    /// The language of a tag, when pages speak it.
    pub fn of(tag: &str) -> Option<Language> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Language::En),
            "fa" => Some(Language::Fa),
            "ar" => Some(Language::Ar),
            _ => None,
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fa => "fa",
            Language::Ar => "ar",
        }
    }

    /// Which way it is written: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        if self == Language::En { "ltr" } else { "rtl" }
    }

    /// A number as it is written there.
    pub fn number(self, n: u32) -> String {
        let (zero, comma) = match self {
            Language::En => ('0', ','),
            Language::Fa => ('۰', '٬'),
            Language::Ar => ('٠', '٬'),
        };
        let in_script = |digit: char| digit.to_digit(10).and_then(|value| char::from_u32(zero as u32 + value));
        let digits = n.to_string();
        let mut out = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(comma);
            }
            out.push(in_script(digit).unwrap_or(digit));
        }
        out
    }

    /// Which of a noun's forms a number takes.
    ///
    /// * Source: Unicode CLDR, plural rules for `en`, `fa` and `ar`.
    fn form(self, n: u32) -> usize {
        match self {
            Language::En => usize::from(n != 1),
            Language::Fa => usize::from(n != 0),
            Language::Ar => arabic_plural(n) as usize,
        }
    }
}

/// The sentences of all languages, by key.
#[derive(Clone, Debug)]
pub struct Words {
    lines: [BTreeMap<&'static str, &'static str>; 3],
}

impl Words {
    /// Reads the catalogues.
    pub fn new() -> Words {
        let lines_of = |texts: [&'static str; 2]| {
            let lines = texts.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
            lines
                .filter_map(|line| line.split_once(" = "))
                .map(|(key, said)| (key, said.trim_end_matches('$')))
                .collect()
        };
        Words { lines: CATALOGUES.map(lines_of) }
    }

    /// A sentence without gaps; its key where there is none, which a test rules out.
    pub fn said<'k>(&self, language: Language, key: &'k str) -> &'k str {
        self.lines[language as usize].get(key).copied().unwrap_or(key)
    }

    /// A sentence with its gaps filled.
    pub fn say(&self, language: Language, key: &str, gaps: &[Gap<'_>]) -> String {
        filled(self.said(language, key), gaps, |n| language.number(n), |n| language.form(n))
    }

    /// What an entity of a kind is called.
    pub fn kind(&self, language: Language, kind: EntityKind) -> &'static str {
        self.said(
            language,
            match kind {
                EntityKind::Person => "kind.person",
                EntityKind::Organisation => "kind.organisation",
                EntityKind::Place => "kind.place",
            },
        )
    }
}

impl Default for Words {
    fn default() -> Words {
        Words::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything_that_english_says() {
        let words = Words::new();
        for key in words.lines[0].keys().filter(|key| !["fallback_two", "found_nowhere"].contains(key)) {
            for language in [Language::Fa, Language::Ar] {
                assert!(words.lines[language as usize].contains_key(key), "{key} in {}", language.tag());
            }
        }
    }

    #[test]
    fn numbers_are_written_in_the_language() {
        let words = Words::new();
        assert_eq!(words.say(Language::En, "named_in", &[Gap::Number(1)]), "Named in 1 article");
        assert_eq!(words.say(Language::En, "named_in", &[Gap::Number(1234)]), "Named in 1,234 articles");
        assert_eq!(Language::Fa.number(1_234), "۱٬۲۳۴");
    }
}
