//! The words that the reading of Persian and Arabic names leans on, by section.

use std::sync::OnceLock;

use crate::quick::QuickMap;
use crate::tokens::{Gap, Token, cut};

/// The most words of a listed phrase.
const MAX_PHRASE: usize = 5;

/// Declares the sections in the order of their bits, named as the file names them.
macro_rules! sections {
    ($($name:ident = $text:literal;)*) => {
        /// A section of the list of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Section { $($name,)* }

        /// The sections with their names in the file.
        const SECTIONS: &[(Section, &str)] = &[$((Section::$name, $text),)*];
    };
}

sections! {
    Titles = "titles";
    Roles = "roles";
    Sacred = "sacred";
    Given = "given";
    Surnames = "surnames";
    Particles = "particles";
    PreNames = "pre_names";
    OrgHeads = "org_heads";
    SureHeads = "sure_heads";
    Owned = "owned";
    Fields = "fields";
    PlaceHeads = "place_heads";
    SurePlaces = "sure_places";
    Inside = "inside";
    Directions = "directions";
    Adjectives = "adjectives";
    Stops = "stops";
    Speech = "speech";
    Common = "common";
    Norp = "norp";
    Months = "months";
}

impl Section {
    pub(super) fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// What has a word or phrase, a bit for each section.
#[derive(Clone, Copy, Debug, Default)]
struct Listing {
    whole: u32,
    begins: u32,
}

/// The sections, read once.
pub(super) struct Words {
    listings: QuickMap<String, Listing>,
}

impl Words {
    pub(super) fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let mut words = Words { listings: QuickMap::default() };
            for (section, phrase) in entries() {
                let Some((section, _)) = SECTIONS.iter().find(|(_, name)| *name == section) else { continue };
                let cut = cut(phrase);
                let whole: String = cut.iter().map(|word| word.key.as_str()).collect();
                words.listings.entry(whole).or_default().whole |= section.bit();
                if let Some(first) = cut.first() {
                    words.listings.entry(first.key.clone()).or_default().begins |= section.bit();
                }
            }
            words
        })
    }

    /// The sections that a word belongs to by itself, as bits.
    pub(super) fn of(&self, key: &str) -> u32 {
        self.listings.get(key).map_or(0, |listing| listing.whole)
    }

    /// How many words of the longest phrase of a section begin at a token; 0 for none.
    pub(super) fn phrase_at(&self, section: Section, tokens: &[Token<'_>], at: usize) -> usize {
        crate::work::step();
        let Some(first) = tokens.get(at).and_then(|first| self.listings.get(&first.key)) else { return 0 };
        if (first.whole | first.begins) & section.bit() == 0 {
            return 0;
        }
        let mut joined = String::new();
        let mut longest = 0;
        for n_words in 1..=MAX_PHRASE {
            let Some(token) = tokens.get(at + n_words - 1) else { break };
            if n_words > 1 && token.gap != Gap::Space {
                break;
            }
            joined.push_str(&token.key);
            if self.of(&joined) & section.bit() != 0 {
                longest = n_words;
            }
        }
        longest
    }
}

/// The file's words and phrases, each with its section's name.
fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    include_str!("../../data/persian.txt")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .flat_map(move |line| {
            if let Some(name) = line.strip_prefix('[') {
                section = name.trim_end_matches(']');
            }
            let section = section;
            let words = if line.starts_with('[') { "" } else { line };
            words.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()).map(move |phrase| (section, phrase))
        })
}

/// The given names of the file.
pub(crate) fn given_names() -> impl Iterator<Item = &'static str> {
    entries().filter(|(section, _)| *section == "given").map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_file_is_known_and_holds_words() {
        let found: std::collections::BTreeSet<&str> = entries().map(|(section, _)| section).collect();
        for (_, name) in SECTIONS {
            assert!(found.contains(name), "{name}");
        }
        assert_eq!(found.len(), SECTIONS.len());
    }

    #[test]
    fn spellings_of_a_word_are_one() {
        let words = Words::get();
        for spelling in ["آیت‌الله", "آيت‌الله", "آیت_الله", "ایت الله"] {
            let tokens = cut(spelling);
            assert!(words.phrase_at(Section::Titles, &tokens, 0) > 0, "{spelling}");
        }
    }
}
