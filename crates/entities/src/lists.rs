//! The built-in lists: names with their other names, given names, titles and other words that naming rules lean on.

use std::sync::OnceLock;

use newsprint_model::EntityKind;

use crate::quick::{QuickMap, QuickSet};
use crate::tokens::{Case, Gap, Token, key, tokens};

/// The most words a listed name has.
pub(crate) const MAX_NAME_WORDS: usize = 9;

/// An entity of the built-in lists.
#[derive(Debug)]
pub(crate) struct Listed {
    pub kind: EntityKind,
    /// Canonical name.
    pub name: &'static str,
}

/// A name that a listed entity is known by.
#[derive(Debug)]
pub(crate) struct Form {
    /// The entity, as an index into [`Lists::entities`].
    pub entity: usize,
    /// How each of its words is capitalised: text must be as capitalised, or more.
    cases: Vec<Case>,
    has_comma: bool,
}

/// Which sections of the word lists have a word or phrase, a bit for each.
#[derive(Clone, Copy, Debug, Default)]
struct InSections {
    whole: u64,
    /// Sections with a phrase that begins so.
    begins: u64,
}

/// Everything listed.
pub(crate) struct Lists {
    pub entities: Vec<Listed>,
    /// Names by their words' keys, run together.
    forms: QuickMap<String, Vec<Form>>,
    /// First words of listed names, to skip the rest early.
    first_words: QuickSet<String>,
    given_names: QuickSet<String>,
    function_words: QuickSet<&'static str>,
    /// One name for all romanisations of a given name.
    romanised: QuickMap<String, &'static str>,
    /// The word lists' sections: their numbers, and how many words their longest phrases have.
    sections: QuickMap<&'static str, (u32, usize)>,
    /// Words and phrases, run together, by what sections have them.
    words: QuickMap<String, InSections>,
}

impl Lists {
    /// The lists, read once.
    pub(crate) fn get() -> &'static Lists {
        static LISTS: OnceLock<Lists> = OnceLock::new();
        LISTS.get_or_init(Lists::read)
    }

    fn read() -> Lists {
        let mut lists = Lists {
            entities: Vec::new(),
            forms: QuickMap::default(),
            first_words: QuickSet::default(),
            given_names: QuickSet::default(),
            function_words: newsprint_text::function_words("en").collect(),
            romanised: QuickMap::default(),
            sections: QuickMap::default(),
            words: QuickMap::default(),
        };
        lists.read_names(EntityKind::Place, include_str!("../data/places.tsv"));
        lists.read_names(EntityKind::Organisation, include_str!("../data/organisations.tsv"));
        lists.read_names(EntityKind::Person, include_str!("../data/people.tsv"));
        for line in lines(include_str!("../data/given-names.txt")) {
            lists.given_names.extend(line.split_whitespace().map(joined));
        }
        for line in lines(include_str!("../data/romanised.txt")) {
            let mut spellings = line.split_whitespace();
            let Some(first) = spellings.next() else { continue };
            lists.given_names.insert(joined(first));
            for spelling in spellings {
                lists.given_names.insert(joined(spelling));
                lists.romanised.insert(joined(spelling), first);
            }
        }
        let mut section = "";
        for line in lines(include_str!("../data/words.txt")) {
            if let Some(name) = line.strip_prefix('[') {
                section = name.trim_end_matches(']');
                continue;
            }
            for phrase in line.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                let next = lists.sections.len() as u32;
                let (number, longest) = lists.sections.entry(section).or_insert((next, 0));
                let words = tokens(phrase);
                *longest = words.len().max(*longest);
                let bit = 1 << *number;
                lists.words.entry(joined_key(&words)).or_default().whole |= bit;
                if let Some(first) = words.first() {
                    lists.words.entry(first.key.clone()).or_default().begins |= bit;
                }
            }
        }
        lists
    }

    fn read_names(&mut self, kind: EntityKind, text: &'static str) {
        for entry in lines(text).flat_map(|line| line.split(';')) {
            let mut names = entry.split('=').map(str::trim).filter(|name| !name.is_empty());
            let Some(canonical) = names.next() else { continue };
            let entity = self.entities.len();
            self.entities.push(Listed { kind, name: canonical });
            self.read_form(entity, canonical);
            for name in names {
                self.read_form(entity, name.trim_start_matches('~'));
            }
        }
    }

    fn read_form(&mut self, entity: usize, name: &str) {
        let words = tokens(name);
        let Some(first) = words.first() else { return };
        self.first_words.insert(first.key.clone());
        let form = Form {
            entity,
            cases: words.iter().map(|word| word.case).collect(),
            has_comma: words.iter().any(|word| word.gap == Gap::Comma),
        };
        let forms = self.forms.entry(joined_key(&words)).or_default();
        // The same spelling in another entry: the first entry keeps it.
        if !forms.iter().any(|other| other.cases == form.cases) {
            forms.push(form);
        }
    }

    /// The longest listed name that begins at a token: its entity and how many words it has.
    pub(crate) fn name_at(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, usize)> {
        if !self.first_words.contains(&tokens[at].key) {
            return None;
        }
        let mut joined = String::new();
        let mut longest = None;
        let mut has_comma = false;
        for n_words in 1..=MAX_NAME_WORDS {
            let Some(token) = tokens.get(at + n_words - 1) else { break };
            if n_words > 1 {
                let previous = &tokens[at + n_words - 2];
                match token.gap {
                    Gap::Space | Gap::Hyphen | Gap::Ampersand => {}
                    Gap::Comma => has_comma = true,
                    _ => break,
                }
                if previous.possessive {
                    joined.push('’');
                }
            }
            joined.push_str(&token.key);
            let Some(forms) = self.forms.get(&joined) else { continue };
            let words = &tokens[at..at + n_words];
            let form = forms.iter().find(|form| {
                let short_surname = n_words == 1 && self.entities[form.entity].kind == EntityKind::Person;
                form.has_comma == has_comma
                    && form.is_written_so(words)
                    && !(short_surname && words[0].case == Case::Upper)
            });
            if let Some(form) = form {
                longest = Some((form.entity, n_words));
            }
        }
        longest
    }

    /// The listed entity of a name that stands alone, whatever its capitals.
    pub(crate) fn named(&self, name: &str, kind: EntityKind) -> Option<usize> {
        let forms = self.forms.get(&joined(name))?;
        forms.iter().map(|form| form.entity).find(|entity| self.entities[*entity].kind == kind)
    }

    /// Whether a word is a known given name.
    pub(crate) fn is_given_name(&self, key: &str) -> bool {
        self.given_names.contains(key)
    }

    /// Whether a word is one of the commonest, which carry no meaning of their own.
    pub(crate) fn is_function_word(&self, key: &str) -> bool {
        self.function_words.contains(key)
    }

    /// One spelling for all romanisations of a given name; other words stay as they are.
    pub(crate) fn romanised<'k>(&self, key: &'k str) -> &'k str {
        self.romanised.get(key).copied().unwrap_or(key)
    }

    /// Whether a key belongs to a section of the word lists.
    pub(crate) fn has(&self, section: &str, key: &str) -> bool {
        let Some((number, _)) = self.sections.get(section) else { return false };
        self.words.get(key).is_some_and(|word| word.whole >> number & 1 == 1)
    }

    /// The words and phrases of a section, run together, in no order.
    pub(crate) fn words_of(&self, section: &str) -> impl Iterator<Item = &str> {
        let bit = self.sections.get(section).map_or(0, |(number, _)| 1 << number);
        self.words.iter().filter(move |(_, word)| word.whole & bit != 0).map(|(word, _)| word.as_str())
    }

    /// The given names, in no order.
    pub(crate) fn given_names(&self) -> impl Iterator<Item = &str> {
        self.given_names.iter().map(String::as_str)
    }

    /// How many words of the longest phrase of a section begin at a token; 0 for none.
    pub(crate) fn phrase_at(&self, section: &str, tokens: &[Token<'_>], at: usize) -> usize {
        let Some((number, max_words)) = self.sections.get(section) else { return 0 };
        let bit = 1 << number;
        // Few words begin a phrase.
        let first = tokens.get(at).and_then(|first| self.words.get(&first.key));
        let Some(first) = first.filter(|word| (word.whole | word.begins) & bit != 0) else {
            return 0;
        };
        if *max_words == 1 {
            return usize::from(first.whole & bit != 0);
        }
        let mut joined = String::new();
        let mut longest = 0;
        for n_words in 1..=*max_words {
            let Some(token) = tokens.get(at + n_words - 1) else { break };
            if n_words > 1 && (!token.is_joined() || tokens[at + n_words - 2].possessive) {
                break;
            }
            joined.push_str(&token.key);
            if self.words.get(&joined).is_some_and(|word| word.whole & bit != 0) {
                longest = n_words;
            }
        }
        longest
    }

    /// How many words of the longest phrase of a section end right before a token; 0 for none.
    pub(crate) fn phrase_before(&self, section: &str, tokens: &[Token<'_>], at: usize) -> usize {
        let longest = self.sections.get(section).map_or(0, |(_, max_words)| *max_words).min(at);
        (1..=longest).rev().find(|n_words| self.phrase_at(section, tokens, at - n_words) == *n_words).unwrap_or(0)
    }
}

impl Form {
    fn is_written_so(&self, words: &[Token<'_>]) -> bool {
        self.cases.len() == words.len()
            && self.cases.iter().zip(words).all(|(listed, word)| match listed {
                Case::Upper => word.case == Case::Upper,
                Case::Capital => word.is_capitalised(),
                Case::Lower | Case::None => true,
            })
    }
}

/// The lines of a list that say something.
fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The keys of a name's words, run together: hyphenated, spaced and solid spellings are one.
pub(crate) fn joined(name: &str) -> String {
    joined_key(&tokens(name))
}

/// The keys of words, run together; an inner possessive leaves its mark.
pub(crate) fn joined_key(words: &[Token<'_>]) -> String {
    let mut joined = String::new();
    for (nth, word) in words.iter().enumerate() {
        if nth > 0 && words[nth - 1].possessive {
            joined.push('’');
        }
        joined.push_str(&key(word.text));
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listed_names_are_found_by_their_longest_spelling() {
        let lists = Lists::get();
        for (text, expected) in [
            ("US Navy ship", Some(("US Navy", 2))),
            ("U.S. officials", Some(("United States", 1))),
            ("us officials", None),
            ("Us Weekly", None),
            ("Tel-Aviv based", Some(("Tel Aviv", 2))),
            ("Bab-el-Mandeb Strait, the", Some(("Bab-el-Mandeb Strait", 4))),
            ("Washington, D.C. and", Some(("Washington", 2))),
            ("Washington, and", Some(("Washington", 1))),
            ("Khamenei's call", Some(("Ali Khamenei", 1))),
            ("Khomeini was", Some(("Ruhollah Khomeini", 1))),
            ("al-Qaeda fighters", Some(("al-Qaeda", 2))),
            ("Kurdistan Workers' Party", Some(("Kurdistan Workers' Party", 3))),
            ("Sana'a airport", Some(("Sanaa", 1))),
            ("who is", None),
        ] {
            let tokens = tokens(text);
            let found = lists.name_at(&tokens, 0).map(|(entity, n_words)| (lists.entities[entity].name, n_words));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn every_section_that_the_rules_name_is_there() {
        let lists = Lists::get();
        for section in [
            "titles",
            "roles",
            "speech",
            "organisation_heads",
            "weak_organisation_heads",
            "organisation_openers",
            "place_heads",
            "place_openers",
            "place_nouns",
            "organisation_nouns",
            "platforms",
            "vehicle_prefixes",
            "never_names",
            "demonyms",
            "common",
            "particles",
            "family_names",
            "kin",
            "titles_also_surnames",
            "things",
            "public_fields",
            "sentence_openers",
            "body_owners",
            "acting_verbs",
            "directions",
            "body_words",
            "holdings",
            "business_parts",
            "business_verbs",
            "business_nouns",
            "thing_nouns",
            "locatives",
            "generic_endings",
            "organisation_prefixes",
            "natural_heads",
            "sports_roles",
            "shared_bodies",
            "surnames_also_places",
        ] {
            assert!(lists.sections.contains_key(section), "{section}");
        }
    }
}
