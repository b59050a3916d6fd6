//! What is counted beforehand: the facet values and dates of the articles that hold a frequent word.

use crate::boot::{FACETS, N_FIRST_FACETS};
use crate::bytes::{Cursor, Malformed, Parsed, put_varint};
use crate::histogram::DateCounts;

/// How many values of each facet are counted beforehand.
pub const MAX_COUNTED: usize = 12;

/// The values of one facet among some articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstValues {
    /// How many values they have.
    pub n_values: u32,
    /// Values by number, and how many of the articles have each: by falling count, then by rising number; at most [`MAX_COUNTED`].
    pub first: Vec<(u32, u32)>,
}

/// What the articles have that hold a word in any of its forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// How many articles.
    pub n_articles: u32,
    /// How many forms.
    pub(crate) n_forms: u32,
    /// For each of the first five facets, its values.
    pub facets: [FirstValues; N_FIRST_FACETS],
    /// When they were published.
    pub dates: DateCounts,
}

impl Counted {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, self.n_articles);
        put_varint(&mut out, self.n_forms);
        for facet in &self.facets {
            put_varint(&mut out, facet.n_values);
            let mut last = self.n_articles;
            for (number, n) in &facet.first {
                put_varint(&mut out, *number);
                put_varint(&mut out, last - n);
                last = *n;
            }
        }
        self.dates.put(&mut out);
        out
    }

    /// * Errors: a value is not below `n_values` of its facet; more articles have one than there are.
    pub(crate) fn decode(payload: &[u8], n_values: &[u32; FACETS.len()]) -> Parsed<Counted> {
        let mut cursor = Cursor::new(payload);
        let (n_articles, n_forms) = (cursor.varint()?, cursor.varint()?);
        let mut facets: [FirstValues; N_FIRST_FACETS] = Default::default();
        for (facet, n_values) in facets.iter_mut().zip(n_values) {
            facet.n_values = cursor.varint()?;
            let mut last = n_articles;
            for _ in 0..facet.n_values.min(MAX_COUNTED as u32) {
                let number = Some(cursor.varint()?).filter(|number| number < n_values);
                let n = last.checked_sub(cursor.varint()?);
                let (Some(number), Some(n)) = (number, n) else { return Err(Malformed("a number is out of range")) };
                facet.first.push((number, n));
                last = n;
            }
        }
        Ok(Counted { n_articles, n_forms, facets, dates: DateCounts::read(&mut cursor)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn hostile_counts_are_malformed_and_nothing_worse(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Counted::decode(&bytes, &[9; FACETS.len()]);
        }
    }
}
