//! The words of a batch of articles: where each stands, gathered in one list and sorted by word in one go.

use newsprint_text::terms;

use super::lexicon::Lexicon;
use super::runs::{RunBytes, put_record};
use super::spool::Spooled;
use crate::blocks::{BODY_START, PARAGRAPH_GAP};

/// The most positions a part of an article can have; words beyond keep the last position.
const MAX_POSITION: u32 = BODY_START - 2;

/// How far apart the words stand of which readers are not shown where they stood: further than any question about nearness reaches.
const REST_GAP: u32 = 256;

/// Lengths of one article's fields, in positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lengths {
    pub title: u32,
    /// The first paragraph.
    pub lead: u32,
    pub body: u32,
}

/// Gathers the words of a batch.
#[derive(Default)]
pub(super) struct Gatherer {
    lexicon: Lexicon,
    /// For each word, a bit for each language of the articles that hold it.
    langs: Vec<u64>,
    counts: Vec<u32>,
    /// For each occurrence its word, and its article, whether it is in a name, and its position in one number that sorts so.
    words: Vec<u32>,
    places: Vec<u64>,
    lengths: Vec<Lengths>,
}

/// Marks an occurrence in the name of one of the article's entities.
const IN_NAME: u64 = 1 << 32;

impl Gatherer {
    /// Takes the next article of the batch in.
    ///
    /// * Shape: its text, the canonical names of its entities, and the bit of its language.
    pub(super) fn add<'e>(&mut self, article: &Spooled<'_>, names: impl Iterator<Item = &'e str>, lang_bit: u64) {
        let place = (self.lengths.len() as u64) << 33;
        let mut lengths = Lengths::default();
        // The words of a derived title are the lead's: they count once.
        if !article.title_derived {
            lengths.title = terms(article.title, |term| {
                self.note(term.text, place | u64::from(term.position.min(MAX_POSITION)), lang_bit);
            });
        }
        let mut start = 0u32;
        for (nth, paragraph) in article.paragraphs.iter().enumerate() {
            let n_positions = terms(paragraph, |term| {
                let position = BODY_START + start.saturating_add(term.position).min(u32::MAX - BODY_START - 1);
                self.note(term.text, place | u64::from(position), lang_bit);
            });
            if nth == 0 {
                lengths.lead = n_positions;
            }
            lengths.body = lengths.body.saturating_add(n_positions);
            start = start.saturating_add(n_positions).saturating_add(PARAGRAPH_GAP);
        }
        // Sorted, they say which words the rest has and how often, and nothing of its sentences.
        let mut others: Vec<String> = Vec::new();
        for text in &article.rest {
            let n_positions = terms(text, |term| others.push(term.text.to_owned()));
            lengths.body = lengths.body.saturating_add(n_positions);
        }
        others.sort_unstable();
        for word in others {
            start = start.saturating_add(REST_GAP);
            self.note(&word, place | u64::from(BODY_START + start.min(u32::MAX - BODY_START - 1)), lang_bit);
        }
        for name in names {
            terms(name, |term| self.note(term.text, place | IN_NAME, lang_bit));
        }
        self.lengths.push(lengths);
    }

    fn note(&mut self, word: &str, place: u64, lang_bit: u64) {
        let number = self.lexicon.number(word.as_bytes());
        if number as usize == self.counts.len() {
            self.counts.push(0);
            self.langs.push(0);
        }
        self.counts[number as usize] += 1;
        self.langs[number as usize] |= lang_bit;
        self.words.push(number);
        self.places.push(place);
    }

    /// The lengths of the articles, and the run of their words; the batch's first article has the number `first`.
    pub(super) fn finish(self, first: u32) -> (Vec<Lengths>, RunBytes) {
        let sorted = self.lexicon.sorted();
        let mut starts = vec![0usize; sorted.len()];
        let mut at = 0;
        for word in &sorted {
            starts[*word as usize] = at;
            at += self.counts[*word as usize] as usize;
        }
        let mut by_word = vec![0u64; self.places.len()];
        for (word, place) in self.words.iter().zip(&self.places) {
            let start = &mut starts[*word as usize];
            by_word[*start] = *place;
            *start += 1;
        }
        drop((self.words, self.places));
        let mut run = RunBytes::default();
        let mut rest = by_word.as_slice();
        let mut positions = Vec::new();
        for word in &sorted {
            let (mut of_word, others) = rest.split_at(self.counts[*word as usize] as usize);
            rest = others;
            run.begin(self.lexicon.word(*word));
            let mut n_articles = 0;
            let mut next = 0;
            while let Some(place) = of_word.first() {
                let local = place >> 33;
                let n = of_word.partition_point(|place| place >> 33 == local);
                let (of_article, others) = of_word.split_at(n);
                of_word = others;
                let n_placed = of_article.partition_point(|place| place & IN_NAME == 0);
                positions.clear();
                positions.extend(of_article[..n_placed].iter().map(|place| *place as u32));
                // Only a text of millions of words, whose last ones share a position, repeats one.
                positions.dedup();
                let article = first + local as u32;
                put_record(run.records(), article - next, (n - n_placed) as u32, &positions);
                next = article + 1;
                n_articles += 1;
            }
            run.end(n_articles, self.langs[*word as usize]);
        }
        (self.lengths, run)
    }
}
