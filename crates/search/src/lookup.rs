//! The words of a query in the dictionary, with their inflected forms and all that begin as they do.

use newsprint_edition::{Answer, Family, Opened, SortedMap, WordEntry, add_sorted};
use newsprint_text::Stemmer;

use crate::plan::Wanted;
use crate::query::Ending;

/// How many words of the dictionary a beginning stands for at most: those of most articles.
const MAX_PREFIX_WORDS: usize = 1024;

/// The forms of a stem, and how many articles hold at least one of them.
#[derive(Default)]
struct Forms {
    n_articles: u32,
    members: Vec<String>,
}

/// What the dictionary says of a query's words.
#[derive(Default)]
pub(crate) struct LookedUp {
    /// Every word found, by itself.
    pub known: SortedMap<String, WordEntry>,
    /// The stems of the words asked for.
    stems: SortedMap<String, Vec<String>>,
    /// The words of each stem.
    families: SortedMap<String, Forms>,
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
        looked_up.add_families(families);
        for (prefix, starting) in asked.prefixes.into_iter().zip(starting) {
            let (starting, _) = starting?;
            let words = starting.iter().map(|entry| entry.word.clone()).collect();
            looked_up.starting.set(prefix, words);
            looked_up.add(starting.into_iter().map(Some).collect());
        }
        let further = looked_up.further_stems(&asked.stems);
        let (_, families) = edition.dictionary(&[], &further)?;
        looked_up.add_families(families);
        let members = looked_up.unknown_members();
        let (entries, _) = edition.dictionary(&members, &[])?;
        looked_up.add(entries);
        Ok(looked_up)
    }

    /// How many articles hold a word.
    pub(crate) fn n_articles(&self, word: &str) -> u32 {
        self.known.get(word).map_or(0, |entry| entry.n_articles)
    }

    /// All forms of a word that was asked for.
    pub(crate) fn relatives(&self, word: &str) -> impl Iterator<Item = &String> {
        self.families_of(word).flat_map(|forms| &forms.members)
    }

    /// Of the families of a word that was asked for: how many articles the largest is in, and how many forms it has.
    pub(crate) fn largest_family(&self, word: &str) -> (u32, usize) {
        self.families_of(word).map(|forms| (forms.n_articles, forms.members.len())).max().unwrap_or_default()
    }

    fn families_of(&self, word: &str) -> impl Iterator<Item = &Forms> {
        let stems = self.stems.get(word).into_iter().flatten();
        stems.filter_map(|stem| self.families.get(stem.as_str()))
    }

    fn add_families(&mut self, families: Vec<Option<Family>>) {
        for Family { stem, n_articles, members } in families.into_iter().flatten() {
            self.families.set(stem, Forms { n_articles, members });
        }
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
            let forms = || Forms { n_articles: entry.n_articles, members: vec![entry.word.clone()] };
            self.families.get_or_add(word.clone(), forms);
        }
        further
    }

    fn unknown_members(&self) -> Vec<String> {
        let mut unknown = Vec::new();
        for word in self.families.iter().flat_map(|(_, forms)| &forms.members) {
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
