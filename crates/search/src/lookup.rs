//! The words of a query in the dictionary, with their inflected forms and all that begin as they do.

use newsprint_edition::{Answer, Opened, SortedMap, WordEntry, add_sorted};
use newsprint_text::Stemmer;

use crate::plan::Wanted;
use crate::query::Ending;

/// How many words of the dictionary a beginning stands for at most: those of most articles.
const MAX_PREFIX_WORDS: usize = 1024;

/// What the dictionary says of a query's words.
#[derive(Default)]
pub(crate) struct LookedUp {
    /// Every word found, by itself.
    pub known: SortedMap<String, WordEntry>,
    /// The stems of the words asked for.
    stems: SortedMap<String, Vec<String>>,
    /// The words of each stem.
    families: SortedMap<String, Vec<String>>,
    /// The words that begin so.
    starting: SortedMap<String, Vec<String>>,
}

impl LookedUp {
    /// Looks up all words in three steps at most, the last two of which mostly find their chunks in memory: words, beginnings and the stems that are
    /// known beforehand; stems that the dictionary gave; forms of all stems.
    ///
    /// * `solids`: words wanted only as they are, with numbers that mean nothing here.
    pub(crate) fn of(
        edition: &Opened,
        wanted: &[Wanted],
        solids: &[(usize, String)],
        langs: &[&str],
    ) -> Answer<LookedUp> {
        let mut looked_up = LookedUp::default();
        let asked = looked_up.ask(wanted, solids, langs);
        let starting = asked.prefixes.iter().map(|prefix| edition.words_with_prefix(prefix, MAX_PREFIX_WORDS));
        let starting: Vec<_> = starting.collect();
        let (entries, families) = edition.dictionary(&asked.words, &asked.stems)?;
        looked_up.add(entries);
        families.into_iter().flatten().for_each(|family| drop(looked_up.families.set(family.stem, family.members)));
        for (prefix, starting) in asked.prefixes.into_iter().zip(starting) {
            let (starting, _) = starting?;
            let words = starting.iter().map(|entry| entry.word.clone()).collect();
            looked_up.starting.set(prefix, words);
            looked_up.add(starting.into_iter().map(Some).collect());
        }
        let further = looked_up.further_stems(&asked.stems);
        let (_, families) = edition.dictionary(&[], &further)?;
        families.into_iter().flatten().for_each(|family| drop(looked_up.families.set(family.stem, family.members)));
        let members = looked_up.unknown_members();
        let (entries, _) = edition.dictionary(&members, &[])?;
        looked_up.add(entries);
        Ok(looked_up)
    }

    /// All forms of a word that was asked for.
    pub(crate) fn relatives(&self, word: &str) -> impl Iterator<Item = &String> {
        let stems = self.stems.get(word).into_iter().flatten();
        stems.filter_map(|stem| self.families.get(stem.as_str())).flatten()
    }

    /// The words that begin as a prefix that was asked for.
    pub(crate) fn starting(&self, prefix: &str) -> &[String] {
        self.starting.get(prefix).map_or(&[], Vec::as_slice)
    }

    /// What to ask for first.
    fn ask(&mut self, wanted: &[Wanted], solids: &[(usize, String)], langs: &[&str]) -> Asked {
        let stemmers: Vec<Stemmer> = langs.iter().filter_map(|lang| Stemmer::carried(lang)).collect();
        let mut asked = Asked::default();
        for leaf in wanted {
            for way in &leaf.ways {
                for word in way {
                    add_sorted(&mut asked.words, word.clone());
                    if leaf.is_phrase {
                        continue;
                    }
                    let of_word = self.stems.get_or_add(word.clone(), Vec::new);
                    for stemmer in &stemmers {
                        let stem = stemmer.stem(word);
                        add_sorted(of_word, stem.to_string());
                        // A stem may be a word, and the only form of itself.
                        add_sorted(&mut asked.words, stem.to_string());
                        add_sorted(&mut asked.stems, stem.into_owned());
                    }
                }
                if let (Some(last), Ending::Starred | Ending::Typing) = (way.last(), leaf.ending) {
                    add_sorted(&mut asked.prefixes, last.clone());
                }
            }
        }
        solids.iter().for_each(|(_, solid)| add_sorted(&mut asked.words, solid.clone()));
        asked
    }

    fn add(&mut self, entries: Vec<Option<WordEntry>>) {
        for entry in entries.into_iter().flatten() {
            self.known.set(entry.word.clone(), entry);
        }
    }

    /// Takes over the stems that the dictionary gives for words, and returns those not asked for yet. A word that is its own stem
    /// and has no family is its only form.
    fn further_stems(&mut self, asked: &[String]) -> Vec<String> {
        let mut further = Vec::new();
        let words: Vec<String> = self.stems.iter().map(|(word, _)| word.clone()).collect();
        for word in words {
            let given = self.known.get(word.as_str()).map_or(&[][..], |entry| &entry.stems);
            let of_word = self.stems.get_or_add(word, Vec::new);
            for stem in given {
                add_sorted(of_word, stem.clone());
                if asked.binary_search(stem).is_err() {
                    add_sorted(&mut further, stem.clone());
                }
            }
        }
        for (word, entry) in self.known.iter().filter(|(word, entry)| entry.stems.contains(word)) {
            self.families.get_or_add(word.clone(), || vec![entry.word.clone()]);
        }
        further
    }

    fn unknown_members(&self) -> Vec<String> {
        let mut unknown = Vec::new();
        for word in self.families.iter().flat_map(|(_, members)| members) {
            if self.known.get(word.as_str()).is_none() {
                add_sorted(&mut unknown, word.clone());
            }
        }
        unknown
    }
}

/// Sorted words, stems and beginnings.
#[derive(Default)]
struct Asked {
    words: Vec<String>,
    stems: Vec<String>,
    prefixes: Vec<String>,
}
