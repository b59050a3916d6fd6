//! The spellings of names that their canonical form does not lead to: keys of the dictionary.

use newsprint_model::Entity;
use newsprint_text::terms;

use crate::bytes::put_varint;
use crate::words::spelling_key;

/// The most values that a spelling may lead to: one that many share says nobody's name.
const MAX_VALUES: usize = 8;

/// The most words of a spelling.
const MAX_WORDS: usize = 4;

/// Spellings, gathered value by value.
#[derive(Default)]
pub(super) struct Spellings {
    /// Key, facet, value number, and the count and place of the value's articles.
    found: Vec<(Vec<u8>, u8, u32, Vec<u8>)>,
}

impl Spellings {
    /// Adds the spellings of an entity that its canonical name does not have all words of: the others are found by those words, which every
    /// article that names it is listed under.
    ///
    /// * `set`: the count and place of its articles.
    pub(super) fn add(&mut self, entity: &Entity, facet: u8, number: u32, set: &[u8]) {
        let mut canonical = Vec::new();
        terms(&entity.name, |term| canonical.push(term.text.to_owned()));
        for variant in &entity.variants {
            let (mut words, mut is_other) = (Vec::new(), false);
            terms(&variant.text, |term| {
                is_other |= canonical.iter().all(|word| word != term.text);
                if term.n_positions == 1 {
                    words.push(term.text.to_owned());
                }
            });
            if is_other && words.len() <= MAX_WORDS {
                self.found.push((spelling_key(&words.concat()), facet, number, set.to_vec()));
            }
        }
    }

    /// Keys and payloads, by rising key.
    pub(super) fn sorted(mut self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.found.sort();
        self.found.dedup();
        let of_one_key = self.found.chunk_by(|a, b| a.0 == b.0).filter(|values| values.len() <= MAX_VALUES);
        let told = of_one_key.map(|values| {
            let mut payload = Vec::new();
            for (_, facet, number, set) in values {
                payload.push(*facet);
                put_varint(&mut payload, *number);
                payload.extend_from_slice(set);
            }
            (values[0].0.clone(), payload)
        });
        told.collect()
    }
}
