//! The spellings of names: keys of the dictionary.

use newsprint_model::Entity;
use newsprint_text::terms;

use super::index::Entry;
use crate::bytes::put_varint;
use crate::words::spelling_key;

/// The most values that a spelling may lead to: one that many share says nobody's name.
const MAX_VALUES: usize = 8;

/// The most words of a spelling.
const MAX_WORDS: usize = 4;

/// Key, facet, value number, whether the words are those of the canonical name, and the payload behind that.
type Spelling = (Vec<u8>, u8, u32, bool, Vec<u8>);

/// Spellings, gathered value by value.
#[derive(Default)]
pub(super) struct Spellings {
    found: Vec<Spelling>,
}

impl Spellings {
    /// Adds the spellings of an entity that has several: those that its canonical name does not have all words of, and those of several words that it
    /// has. The latter find all of its articles by those words alone, under which every article that names it is listed; they are told for the
    /// sake of saying so.
    ///
    /// * `global`: the entity's number.
    /// * `set`: the count and place of its articles.
    pub(super) fn add(&mut self, (entity, global): (&Entity, u32), facet: u8, number: u32, set: &[u8]) {
        let (mut canonical, mut solids) = (Vec::new(), Vec::new());
        terms(&entity.name, |term| canonical.push(term.text.to_owned()));
        let n_before = self.found.len();
        for text in std::iter::once(&entity.name).chain(entity.variants.iter().map(|variant| &variant.text)) {
            let (mut words, mut is_other) = (Vec::new(), false);
            terms(text, |term| {
                is_other |= canonical.iter().all(|word| word != term.text);
                if term.n_positions == 1 {
                    words.push(term.text.to_owned());
                }
            });
            let solid = words.concat();
            if solids.contains(&solid) {
                continue;
            }
            if words.len() <= MAX_WORDS && (is_other || words.len() > 1) {
                let mut payload = Vec::new();
                put_varint(&mut payload, global);
                payload.extend_from_slice(set);
                self.found.push((spelling_key(&solid), facet, number, !is_other, payload));
            }
            solids.push(solid);
        }
        if solids.len() < 2 {
            self.found.truncate(n_before);
        }
    }

    /// Keys and payloads, by rising key.
    pub(super) fn sorted(mut self) -> Vec<Entry> {
        self.found.sort();
        self.found.dedup();
        let of_one_key = self.found.chunk_by(|a, b| a.0 == b.0).filter(|values| values.len() <= MAX_VALUES);
        let told = of_one_key.map(|values| {
            let mut payload = Vec::new();
            for (_, facet, number, is_canonical, rest) in values {
                payload.push(facet << 1 | u8::from(*is_canonical));
                put_varint(&mut payload, *number);
                payload.extend_from_slice(rest);
            }
            (values[0].0.clone(), payload)
        });
        told.collect()
    }
}
