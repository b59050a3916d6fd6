//! The built-in lists: names with their other names, given names, titles and other words that naming rules lean on.

use std::sync::OnceLock;

use newsprint_model::EntityKind;

use crate::quick::{QuickMap, QuickSet};
use crate::sections::{BEGINS_A_NAME, DEMONYM, GIVEN_NAME, Listings, Section};
use crate::tokens::{Case, Gap, Token, cut, key};

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

/// Everything listed.
pub(crate) struct Lists {
    pub entities: Vec<Listed>,
    /// Names by their words' keys, run together.
    forms: QuickMap<String, Vec<Form>>,
    function_words: QuickSet<&'static str>,
    /// One name for all romanisations of a given name.
    romanised: QuickMap<String, &'static str>,
    /// By section, how many words its longest phrase has.
    longest: [usize; Section::ALL.len()],
    /// Words and phrases, run together, by what has them.
    words: QuickMap<String, Listings>,
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
            function_words: newsprint_text::function_words("en").collect(),
            romanised: QuickMap::default(),
            longest: [0; Section::ALL.len()],
            words: QuickMap::default(),
        };
        lists.read_names(EntityKind::Place, include_str!("../data/places.tsv"));
        lists.read_names(EntityKind::Organisation, include_str!("../data/organisations.tsv"));
        lists.read_names(EntityKind::Person, include_str!("../data/people.tsv"));
        lists.read_other_letters(include_str!("../data/persian.tsv"));
        crate::persian::given_names().for_each(|name| lists.read_given_name(name));
        for line in lines(include_str!("../data/given-names.txt")) {
            line.split_whitespace().for_each(|name| lists.read_given_name(name));
        }
        for line in lines(include_str!("../data/romanised.txt")) {
            let mut spellings = line.split_whitespace();
            let Some(first) = spellings.next() else { continue };
            lists.read_given_name(first);
            for spelling in spellings {
                lists.read_given_name(spelling);
                lists.romanised.insert(joined(spelling), first);
            }
        }
        for name in crate::places::plain_names() {
            lists.read_phrase(Section::KnownPlaces, name);
        }
        let mut section = None;
        for line in lines(include_str!("../data/words.txt")) {
            if let Some(name) = line.strip_prefix('[') {
                let name = name.trim_end_matches(']');
                section = Section::ALL.iter().find(|section| section.name() == name);
                continue;
            }
            let Some(section) = section else { continue };
            for phrase in line.split(';').map(str::trim).filter(|phrase| !phrase.is_empty()) {
                lists.read_phrase(*section, phrase);
            }
        }
        lists
    }

    fn read_phrase(&mut self, section: Section, phrase: &'static str) {
        let words = cut(phrase);
        let longest = &mut self.longest[section as usize];
        *longest = words.len().max(*longest);
        self.words.entry(joined_key(&words)).or_default().whole |= section.bit();
        if let Some(first) = words.first() {
            self.words.entry(first.key.clone()).or_default().begins |= section.bit();
        }
    }

    fn read_given_name(&mut self, name: &str) {
        self.words.entry(joined(name)).or_default().whole |= GIVEN_NAME;
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

    /// Spellings in another alphabet of names that the lists have, by kind; a name that they lack is listed without its Latin form.
    fn read_other_letters(&mut self, text: &'static str) {
        let mut kind = EntityKind::Place;
        for line in lines(text) {
            if let Some(name) = line.strip_prefix('[') {
                kind = match name.trim_end_matches(']') {
                    "people" => EntityKind::Person,
                    "organisations" => EntityKind::Organisation,
                    _ => EntityKind::Place,
                };
                continue;
            }
            for entry in line.split(';') {
                let mut names = entry.split('=').map(str::trim).filter(|name| !name.is_empty());
                let Some(canonical) = names.next() else { continue };
                let entity = self.named(canonical, kind).unwrap_or_else(|| {
                    self.entities.push(Listed { kind, name: canonical });
                    self.entities.len() - 1
                });
                for name in names {
                    self.read_form(entity, name);
                }
            }
        }
    }

    fn read_form(&mut self, entity: usize, name: &str) {
        let words = cut(name);
        let Some(first) = words.first() else { return };
        self.words.entry(first.key.clone()).or_default().begins |= BEGINS_A_NAME;
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
        crate::work::step();
        if tokens[at].listings.begins & BEGINS_A_NAME == 0 {
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
        self.words.get(key).is_some_and(|word| word.whole & GIVEN_NAME != 0)
    }

    /// Whether a word is one of the commonest, which carry no meaning of their own.
    pub(crate) fn is_function_word(&self, key: &str) -> bool {
        self.function_words.contains(key)
    }

    /// One spelling for all romanisations of a given name; other words stay as they are.
    pub(crate) fn romanised<'k>(&self, key: &'k str) -> &'k str {
        self.romanised.get(key).copied().unwrap_or(key)
    }

    /// Whether a key belongs to a section of the word lists; a token knows so itself.
    pub(crate) fn has(&self, section: Section, key: &str) -> bool {
        self.words.get(key).is_some_and(|word| word.whole & section.bit() != 0)
    }

    /// What the lists have of a token's key.
    pub(crate) fn listings_of(&self, key: &str) -> Listings {
        crate::work::step();
        let mut listings = self.words.get(key).copied().unwrap_or_default();
        let singular = demonym(key);
        let is_demonym = match singular.len() == key.len() {
            true => listings.whole & Section::Demonyms.bit() != 0,
            false => self.has(Section::Demonyms, singular),
        };
        listings.whole |= if is_demonym { DEMONYM } else { 0 };
        listings
    }

    /// How many words of the longest phrase of a section begin at a token; 0 for none.
    pub(crate) fn phrase_at(&self, section: Section, tokens: &[Token<'_>], at: usize) -> usize {
        crate::work::step();
        let bit = section.bit();
        // Few words begin a phrase.
        let Some(first) = tokens.get(at).map(|first| first.listings) else { return 0 };
        if (first.whole | first.begins) & bit == 0 {
            return 0;
        }
        let longest = self.longest[section as usize];
        let mut found = usize::from(first.whole & bit != 0);
        if longest == 1 || first.begins & bit == 0 {
            return found;
        }
        let mut joined = tokens[at].key.clone();
        for n_words in 2..=longest {
            let Some(token) = tokens.get(at + n_words - 1) else { break };
            if !token.is_joined() || tokens[at + n_words - 2].possessive {
                break;
            }
            joined.push_str(&token.key);
            if self.has(section, &joined) {
                found = n_words;
            }
        }
        found
    }

    /// How many words of the longest phrase of a section end right before a token; 0 for none.
    pub(crate) fn phrase_before(&self, section: Section, tokens: &[Token<'_>], at: usize) -> usize {
        let longest = self.longest[section as usize].min(at);
        (1..=longest).rev().find(|n_words| self.phrase_at(section, tokens, at - n_words) == *n_words).unwrap_or(0)
    }
}

/// A nationality without its plural.
fn demonym(key: &str) -> &str {
    match key.strip_suffix('s') {
        Some(singular) if singular.ends_with("an") || singular.ends_with('i') || singular.ends_with("er") => singular,
        _ => key,
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
    joined_key(&cut(name))
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
    use crate::tokens::tokens;

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
        for section in Section::ALL {
            assert!(lists.longest[*section as usize] > 0, "{}", section.name());
        }
        let named = include_str!("../data/words.txt").lines().filter(|line| line.starts_with('[')).count();
        // The known places are those of the gazetteer.
        assert_eq!(named + 1, Section::ALL.len());
    }
}
