//! The trained weights: a file of few bytes, read into a table that a word's features are looked up in.

use super::clusters::Clusters;
use super::features::Feature;
use super::hash;
use super::label::{Label, N_LABELS};

/// Labels of a row, padded to what processors add at once.
pub(crate) const WIDTH: usize = 24;

/// Sums of a word's weights, by label.
pub(crate) type Sums = [i16; WIDTH];

/// How a model file begins: its name and the version of its form.
const MAGIC: [u8; 4] = *b"NPT1";

/// The most rows and words that a model file may hold: bounds what reading it allocates.
const MAX_ROWS: usize = 1 << 21;

/// A trained tagger.
///
/// * Unit: weights are whole numbers of a common step, so that sums are the same on every machine.
#[derive(Clone, Debug)]
pub struct Model {
    /// Each row by the upper bits of its key, or after it; a power of two of them, at most half filled.
    slots: Vec<Slot>,
    /// How far a key is shifted to give its place in `slots`.
    shift: u32,
    n_rows: usize,
    /// Which labels may stand after each.
    after: Vec<Vec<u8>>,
    /// What a label gains by the one before it.
    steps: [[i8; N_LABELS]; N_LABELS],
    /// The groups of words.
    pub clusters: Clusters,
}

/// A row beside its key: what is asked for often takes one line of the processor's memory.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(32))]
struct Slot {
    key: u32,
    is_taken: bool,
    row: [i8; WIDTH],
}

/// How many features are looked up at once, so that one need not wait for the other's memory.
const N_AT_ONCE: usize = 128;

/// Features of words that wait to be looked up.
pub(crate) struct Waiting {
    /// Word and key.
    features: [(u32, u32); N_AT_ONCE],
    n: usize,
}

impl Default for Waiting {
    fn default() -> Waiting {
        Waiting { features: [(0, 0); N_AT_ONCE], n: 0 }
    }
}

/// What [`Model::write`] makes a file of.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// By the feature's [`key`], rising; labels without weight are left out.
    pub rows: Vec<(u32, Vec<(Label, i8)>)>,
    /// What a label gains by the one before it: before, then after.
    pub steps: Vec<Vec<i8>>,
    /// The groups of words.
    pub clusters: Clusters,
}

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoModel(pub &'static str);

impl std::fmt::Display for NoModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the tagger's model cannot be read: {}", self.0)
    }
}

impl std::error::Error for NoModel {}

/// The part of a feature's number that the model keeps.
pub fn key(feature: Feature) -> u32 {
    (hash::finish(feature) >> 32) as u32
}

impl Model {
    /// Writes weights as a file.
    ///
    /// Numbers are little-endian or of variable length (seven bits a byte, the last without its eighth). After the magic: steps, a byte each, by
    /// label before and label after; the number of words with groups, then for each the gap from the word before and its two groups; the number
    /// of rows, then for each the gap from the key before, the labels as a bit set and a byte for each.
    pub fn write(weights: &Weights) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(weights.steps.iter().flatten().map(|step| *step as u8));
        put(&mut out, weights.clusters.entries.len() as u32);
        let mut last = 0;
        for (word, groups) in &weights.clusters.entries {
            put(&mut out, word - last);
            groups.iter().for_each(|group| put(&mut out, u32::from(*group)));
            last = *word;
        }
        put(&mut out, weights.rows.len() as u32);
        last = 0;
        for (key, row) in &weights.rows {
            put(&mut out, key - last);
            put(&mut out, row.iter().fold(0, |bits, (label, _)| bits | 1 << label.number()));
            out.extend(row.iter().map(|(_, weight)| *weight as u8));
            last = *key;
        }
        out
    }

    /// Reads a file.
    ///
    /// * Errors: it is cut short, goes on after its end, names labels that do not exist, or holds more than a model may.
    pub fn read(bytes: &[u8]) -> Result<Model, NoModel> {
        let mut rest = bytes.strip_prefix(&MAGIC).ok_or(NoModel("it does not begin as one"))?;
        let mut steps = [[0; N_LABELS]; N_LABELS];
        for step in steps.iter_mut().flatten() {
            *step = take_byte(&mut rest)? as i8;
        }
        let mut clusters = Clusters::default();
        let n_words = take_count(&mut rest)?;
        clusters.entries.reserve(n_words);
        let mut last = 0u32;
        for _ in 0..n_words {
            last = last.checked_add(take(&mut rest)?).ok_or(NoModel("a word's number is too large"))?;
            let mut groups = [0; 2];
            for group in &mut groups {
                *group = u16::try_from(take(&mut rest)?).map_err(|_| NoModel("a group's number is too large"))?;
            }
            clusters.entries.push((last, groups));
        }
        let n_rows = take_count(&mut rest)?;
        let bits = (n_rows * 2).next_power_of_two().trailing_zeros().max(1);
        let shift = u32::BITS - bits;
        let mut slots = vec![Slot::default(); 1 << bits];
        let mut key = 0u32;
        for number in 0..n_rows {
            let gap = take(&mut rest)?;
            key = key.checked_add(gap).ok_or(NoModel("a feature's number is too large"))?;
            if number > 0 && gap == 0 {
                return Err(NoModel("a feature stands there twice"));
            }
            let labels = take(&mut rest)?;
            if labels >> N_LABELS != 0 {
                return Err(NoModel("a label does not exist"));
            }
            let mut row = [0; WIDTH];
            for (label, weight) in row.iter_mut().enumerate() {
                if labels >> label & 1 == 1 {
                    *weight = take_byte(&mut rest)? as i8;
                }
            }
            let mut at = (key >> shift) as usize;
            while slots[at].is_taken {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = Slot { key, is_taken: true, row };
        }
        if !rest.is_empty() {
            return Err(NoModel("something stands after its end"));
        }
        let labels = || (0..N_LABELS).filter_map(Label::at);
        let after = labels()
            .map(|label| labels().filter(|next| label.may_precede(*next)).map(|next| next.number() as u8).collect())
            .collect();
        Ok(Model { slots, shift, n_rows, after, steps, clusters })
    }

    /// How many features have weights.
    pub fn n_features(&self) -> usize {
        self.n_rows
    }

    /// Takes a word's feature to be added; [`Model::add_waiting`] adds the last of them.
    #[inline]
    pub(crate) fn add(&self, at: usize, feature: Feature, waiting: &mut Waiting, sums: &mut [Sums]) {
        waiting.features[waiting.n] = (at as u32, key(feature));
        waiting.n += 1;
        if waiting.n == N_AT_ONCE {
            self.add_waiting(waiting, sums);
        }
    }

    /// Adds the weights of the features that wait.
    pub(crate) fn add_waiting(&self, waiting: &mut Waiting, sums: &mut [Sums]) {
        let features = &waiting.features[..waiting.n];
        // All are asked for before any is waited for.
        let mut is_first = [false; N_AT_ONCE];
        for (is_first, (_, key)) in is_first.iter_mut().zip(features) {
            *is_first = self.slots[(key >> self.shift) as usize].key == *key;
        }
        let mut is_first = is_first.iter();
        for of_word in features.chunk_by(|a, b| a.0 == b.0) {
            let sum = &mut sums[of_word[0].0 as usize];
            let mut added = *sum;
            for ((_, key), is_first) in of_word.iter().zip(is_first.by_ref()) {
                let home = (key >> self.shift) as usize;
                let row = if *is_first { Some(&self.slots[home].row) } else { self.row_after(home, *key) };
                if let Some(row) = row {
                    for (sum, weight) in added.iter_mut().zip(row) {
                        *sum = sum.saturating_add(i16::from(*weight));
                    }
                }
            }
            *sum = added;
        }
        waiting.n = 0;
    }

    /// The row of a key whose own place another has.
    fn row_after(&self, home: usize, key: u32) -> Option<&[i8; WIDTH]> {
        let mut at = home;
        while self.slots[at].is_taken {
            if self.slots[at].key == key {
                return Some(&self.slots[at].row);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        None
    }

    /// The labels that score best as a whole, each where it may stand.
    pub(crate) fn best_labels(&self, sums: &[Sums]) -> Vec<Label> {
        const NEVER: i32 = i32::MIN / 2;
        // What trails so far is given up: 16 by the logarithm.
        const FAR: i32 = 512;
        let labels: Vec<Label> = (0..N_LABELS).filter_map(Label::at).collect();
        let Some(first) = sums.first() else { return Vec::new() };
        let mut scores: [i32; N_LABELS] =
            std::array::from_fn(|label| if labels[label].may_open() { i32::from(first[label]) } else { NEVER });
        let mut held: Vec<u8> = Vec::with_capacity(N_LABELS);
        let mut came_from: Vec<[u8; N_LABELS]> = vec![[0; N_LABELS]; sums.len()];
        // A score is kept within bounds on texts of any length: only differences matter.
        for (at, sums) in sums.iter().enumerate().skip(1) {
            let highest = scores.iter().copied().max().unwrap_or(0);
            let mut next_scores = [NEVER; N_LABELS];
            held.clear();
            held.extend((0..N_LABELS as u8).filter(|label| scores[usize::from(*label)] >= highest - FAR));
            for label in &held {
                let before = usize::from(*label);
                let score = scores[before] - highest;
                for next in &self.after[before] {
                    let next = usize::from(*next);
                    let score = score + i32::from(self.steps[before][next]);
                    if score > next_scores[next] {
                        next_scores[next] = score;
                        came_from[at][next] = *label;
                    }
                }
            }
            for (score, sum) in next_scores.iter_mut().zip(sums) {
                *score = (*score + i32::from(*sum)).max(NEVER);
            }
            scores = next_scores;
        }
        let mut best = 0;
        for label in labels.iter().filter(|label| label.may_close()) {
            if scores[label.number()] > scores[best] {
                best = label.number();
            }
        }
        let mut found = vec![Label::OUTSIDE; sums.len()];
        for at in (0..sums.len()).rev() {
            found[at] = labels[best];
            best = usize::from(came_from[at][best]);
        }
        found
    }
}

fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn take_byte(rest: &mut &[u8]) -> Result<u8, NoModel> {
    let (first, after) = rest.split_first().ok_or(NoModel("it is cut short"))?;
    *rest = after;
    Ok(*first)
}

fn take(rest: &mut &[u8]) -> Result<u32, NoModel> {
    let mut number = 0u64;
    for shift in (0..35).step_by(7) {
        let byte = take_byte(rest)?;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return u32::try_from(number).map_err(|_| NoModel("a number is too large"));
        }
    }
    Err(NoModel("a number is too long"))
}

fn take_count(rest: &mut &[u8]) -> Result<usize, NoModel> {
    let count = take(rest)? as usize;
    // Every entry takes two bytes at least.
    if count > MAX_ROWS || count > rest.len() / 2 {
        return Err(NoModel("it says it holds more than it does"));
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_has_its_row_and_others_have_none() {
        // Keys that crowd at one place, the largest there is among them.
        for keys in [vec![], vec![5], vec![u32::MAX], (0..9).chain(u32::MAX - 6..=u32::MAX).collect::<Vec<u32>>()] {
            let label = Label::of(super::super::label::Kind::Person, super::super::label::Place::Only);
            let rows = keys.iter().map(|key| (*key, vec![(label, (*key % 100) as i8 + 1)])).collect();
            let steps = vec![vec![0; N_LABELS]; N_LABELS];
            let model =
                Model::read(&Model::write(&Weights { rows, steps, clusters: Clusters::default() })).expect("a model");
            assert_eq!(model.n_features(), keys.len());
            let found = |key: u32| {
                let mut sums = [[0; WIDTH]; 1];
                let mut waiting = Waiting { n: 1, ..Waiting::default() };
                waiting.features[0] = (0, key);
                model.add_waiting(&mut waiting, &mut sums);
                sums[0][label.number()]
            };
            assert!(keys.iter().all(|key| found(*key) == (*key % 100) as i16 + 1), "{keys:?}");
            assert_eq!((found(77), found(u32::MAX / 2)), (0, 0));
        }
    }
}
