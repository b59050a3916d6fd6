//! All words of an edition, their stems, and the families of words that share one; known before any list is written.

use newsprint_text::Stemmer;

use super::WriteError;
use super::lexicon::Lexicon;
use super::outside::{Crew, Line, Spill};
use super::runs::{Merge, Run};
use super::shelf::{Rows, Strings};

/// Words whose stems are taken in one piece of work.
const STEM_BATCH: usize = 8_192;

/// All words by rising bytes, and what their letters alone say of them.
#[derive(Default)]
pub(super) struct Vocabulary {
    pub words: Strings,
    /// For each word, how many articles hold it.
    n_articles: Vec<u32>,
    /// For each word the languages of the articles that hold it, one bit each.
    langs: Vec<u64>,
    pub stems: Lexicon,
    /// For each word, the numbers of its stems: one for each language that has a stemmer, equal ones once.
    pub stems_of: Rows,
    /// For each stem, the rising words that have it.
    pub members_of: Rows,
}

impl Vocabulary {
    /// Reads the words of all runs.
    ///
    /// * Shape: `langs` names the languages in the order of their bits.
    pub(super) fn of<S: Spill>(
        runs: &[Run],
        window_bytes: usize,
        langs: &[&str],
        spill: &mut S,
        crew: &impl Crew,
    ) -> Result<Vocabulary, WriteError> {
        let mut vocabulary = Vocabulary::default();
        let mut merge = Merge::of(runs, window_bytes, spill)?;
        while merge.next(spill)? {
            vocabulary.words.push(&merge.word);
            vocabulary.langs.push(merge.langs);
            vocabulary.n_articles.push(merge.n_articles());
        }
        let mut stemming =
            Stemming { n_words: vocabulary.words.len(), next: 0, stems: Lexicon::default(), stems_of: Rows::default() };
        crew.work_off(&mut stemming, &|range: std::ops::Range<usize>| {
            // A stemmer is made in no time, and not all of them can be shared between threads.
            let stemmers: Vec<Option<Stemmer>> = langs.iter().take(64).map(|lang| Stemmer::of(lang)).collect();
            range.map(|nth| stems_of(vocabulary.words.text(nth), vocabulary.langs[nth], &stemmers)).collect()
        })?;
        let Stemming { stems, stems_of, .. } = stemming;
        let members_of = stems_of.inverted(stems.len());
        Ok(Vocabulary { stems, stems_of, members_of, ..vocabulary })
    }

    /// Roughly what it holds in memory.
    pub(super) fn n_bytes(&self) -> usize {
        let n_langs = self.langs.len() * 12;
        self.words.n_bytes() + n_langs + self.stems.n_bytes() + self.stems_of.n_bytes() + self.members_of.n_bytes()
    }

    /// The stems of a word.
    pub(super) fn stems(&self, word: usize) -> Vec<String> {
        self.stems_of.row(word).iter().map(|stem| self.stems.text(*stem).to_owned()).collect()
    }

    /// The languages of the articles that hold a word, of some in the order of their bits.
    pub(super) fn langs_of<'a>(&self, word: usize, langs: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        let bits = self.langs.get(word).copied().unwrap_or(0);
        langs.iter().take(64).enumerate().filter(move |(bit, _)| bits >> bit & 1 == 1).map(|(_, lang)| *lang)
    }

    /// Whether a stem's family has an entry: a word that is its own stem and alone needs none.
    pub(super) fn is_family(&self, stem: u32) -> bool {
        match self.members_of.row(stem as usize) {
            [] => false,
            [only] => self.words.get(*only as usize) != self.stems.word(stem),
            _ => true,
        }
    }

    /// Whether so many articles hold a word that shares a stem with this one.
    pub(super) fn is_of_frequent_family(&self, word: usize, n_articles: u32) -> bool {
        let families = self.stems_of.row(word).iter().map(|stem| self.members_of.row(*stem as usize));
        families.flatten().any(|member| self.n_articles[*member as usize] >= n_articles)
    }

    /// Whether other words share a stem with this one.
    pub(super) fn has_kin(&self, word: usize) -> bool {
        self.stems_of.row(word).iter().any(|stem| self.members_of.row(*stem as usize).len() > 1)
    }
}

fn stems_of(word: &str, langs: u64, stemmers: &[Option<Stemmer>]) -> Vec<String> {
    let mut stems = Vec::new();
    let stemmers = stemmers.iter().enumerate().filter(|(bit, _)| langs >> bit & 1 == 1);
    for stemmer in stemmers.filter_map(|(_, stemmer)| stemmer.as_ref()) {
        let stem = stemmer.stem(word);
        if !stems.iter().any(|known| *known == stem) {
            stems.push(stem.into_owned());
        }
    }
    stems
}

/// Stems of words, batch by batch.
struct Stemming {
    n_words: usize,
    next: usize,
    stems: Lexicon,
    stems_of: Rows,
}

impl Line for Stemming {
    type Job = std::ops::Range<usize>;
    type Done = Vec<Vec<String>>;
    type Fault = WriteError;

    fn next(&mut self) -> Result<Option<Self::Job>, WriteError> {
        let first = self.next;
        self.next = (first + STEM_BATCH).min(self.n_words);
        Ok((first < self.n_words).then_some(first..self.next))
    }

    fn take(&mut self, done: Vec<Vec<String>>) -> Result<(), WriteError> {
        for stems in done {
            let row: Vec<u32> = stems.iter().map(|stem| self.stems.number(stem.as_bytes())).collect();
            self.stems_of.push(row);
        }
        Ok(())
    }
}
