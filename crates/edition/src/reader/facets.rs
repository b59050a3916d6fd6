//! The questions an opened edition answers about facet values.

use newsprint_model::EntityNumber;

use super::lookups::join;
use super::{Answer, ID_KEY, Opened, WORD_KEY, all, refused, value_name_key};
use crate::bits::BitReader;
use crate::blocks::read_count;
use crate::boot::FACETS;
use crate::bytes::{Cursor, Malformed, Parsed};
use crate::counted::Counted;
use crate::part::{ChunkId, ChunkKind, Part};
use crate::records::{NameSpelt, Value, ValueSet};
use crate::table::{after_prefix, find, scan};
use crate::words::{WordEntry, family_key, spelling_key};

const NO_VALUE: Malformed = Malformed("a number is out of range");

/// For each of some values by number, what the parts say of it.
type Sets = Vec<ValueSet>;

impl Opened {
    /// Facet values by id, with where their articles are listed.
    ///
    /// * Shape: facets as indexes into [`FACETS`], with ids; one answer for each.
    pub fn value_sets(&self, values: &[(usize, &str)]) -> Answer<Vec<Option<ValueSet>>> {
        let keys: Vec<Vec<u8>> = values.iter().map(|(facet, id)| value_name_key(*facet, ID_KEY, id)).collect();
        let facets: Vec<usize> = values.iter().map(|(facet, _)| *facet).collect();
        Ok(self.named(&facets, &keys)?.into_iter().map(|mut sets| sets.pop()).collect())
    }

    /// The facet values whose label has all of some folded words, by rising number.
    pub fn values_with_words(&self, facet: usize, words: &[String]) -> Answer<Vec<ValueSet>> {
        let keys: Vec<Vec<u8>> = words.iter().map(|word| value_name_key(facet, WORD_KEY, word)).collect();
        let mut common: Option<Sets> = None;
        for mut sets in self.named(&vec![facet; keys.len()], &keys)? {
            if let Some(before) = common {
                sets.retain(|set| before.binary_search_by_key(&set.number, |set| set.number).is_ok());
            }
            common = Some(sets);
        }
        Ok(common.unwrap_or_default())
    }

    /// Whose names some words are, written as one: for each, everybody who is spelled like it.
    pub fn names_spelt(&self, solids: &[String]) -> Answer<Vec<Vec<NameSpelt>>> {
        let keys: Vec<Vec<u8>> = solids.iter().map(|solid| spelling_key(solid)).collect();
        let mut found: Vec<Vec<NameSpelt>> = vec![Vec::new(); keys.len()];
        for (part, nth, chunk) in self.table_chunks(ChunkKind::Words, &keys)? {
            let n_articles = self.part(part)?.n_articles;
            let spelt = chunk.read(|bytes| {
                let Some(payload) = find(bytes, &keys[nth])? else { return Ok(Vec::new()) };
                let (mut cursor, mut spelt) = (Cursor::new(payload), Vec::new());
                while !cursor.is_at_end() {
                    let told = cursor.byte()?;
                    let (facet, is_canonical) = (usize::from(told >> 1), told & 1 == 1);
                    let n_values = self.boot().n_values.get(facet).copied().unwrap_or(0);
                    let number = Some(cursor.varint()?).filter(|number| *number < n_values).ok_or(NO_VALUE)?;
                    let entity = EntityNumber(cursor.varint()?);
                    let set = ValueSet::read(&mut cursor, number, part, n_articles)?;
                    spelt.push(NameSpelt { facet, entity, is_canonical, set });
                }
                Ok(spelt)
            })?;
            for name in spelt {
                match found[nth].iter_mut().find(|known| known.entity == name.entity) {
                    Some(known) => known.set.join(name.set),
                    None => found[nth].push(name),
                }
            }
        }
        Ok(found)
    }

    /// The values of some keys of the table of names: for each key, rising.
    fn named(&self, facets: &[usize], keys: &[Vec<u8>]) -> Answer<Vec<Sets>> {
        let mut found: Vec<Sets> = vec![Sets::new(); keys.len()];
        for (part, nth, chunk) in self.table_chunks(ChunkKind::Names, keys)? {
            let sets = chunk.read(|bytes| match find(bytes, &keys[nth])? {
                Some(payload) => self.sets_of(part, facets[nth], payload),
                None => Ok(Sets::new()),
            });
            add_all(&mut found[nth], sets?);
        }
        Ok(found)
    }

    /// The numbers of the facet values whose label has a word that begins with a folded prefix, rising.
    ///
    /// * Unit: out of at most 16 chunks of the table; the flag tells whether there were more.
    pub fn values_with_word(&self, facet: usize, prefix: &str) -> Answer<(Vec<u32>, bool)> {
        let from = value_name_key(facet, WORD_KEY, prefix);
        let until = after_prefix(&from);
        let (chunks, is_cut) = self.chunks_between(ChunkKind::Names, &from, until.as_deref())?;
        let mut numbers = Vec::new();
        for (part, chunk) in chunks {
            chunk.read(|bytes| {
                scan(bytes, &from, |key, payload| {
                    if !key.starts_with(&from) {
                        return Ok(false);
                    }
                    numbers.extend(self.sets_of(part, facet, payload)?.into_iter().map(|set| u64::from(set.number)));
                    Ok(true)
                })
            })?;
        }
        numbers.sort_unstable();
        numbers.dedup();
        Ok((numbers.into_iter().map(|number| number as u32).collect(), is_cut))
    }

    /// Reads rising values of a facet with their sets in one part.
    fn sets_of(&self, nth_part: u8, facet: usize, payload: &[u8]) -> Parsed<Sets> {
        let n_values = self.boot().n_values.get(facet).copied().unwrap_or(0);
        let n_articles = self.boot.parts.get(usize::from(nth_part)).map_or(0, |part| part.n_articles);
        let mut cursor = Cursor::new(payload);
        let (mut sets, mut next) = (Sets::new(), 0u32);
        while !cursor.is_at_end() {
            let number = cursor.varint()?.checked_add(next).filter(|number| *number < n_values).ok_or(NO_VALUE)?;
            sets.push(ValueSet::read(&mut cursor, number, nth_part, n_articles)?);
            next = number + 1;
        }
        Ok(sets)
    }

    /// Facet values by facet and number.
    pub fn values(&self, values: &[(usize, u32)]) -> Answer<Vec<Value>> {
        all(values.iter().map(|(facet, number)| {
            let place = |part: &Part| {
                let n_values = part.n_values.get(*facet).copied().unwrap_or(0);
                let (chunk, first) = part.value_chunk(*facet, *number);
                (*number < n_values).then(|| (chunk, number - first))
            };
            let decode = |part: u8, cursor: &mut Cursor<'_>| {
                let n_articles = self.boot.parts.get(usize::from(part)).map_or(0, |part| part.n_articles);
                Value::decode(cursor, *number, part, n_articles)
            };
            let mut found: Option<Value> = None;
            for (_, value) in self.sparse(ChunkKind::Values, &place, decode)? {
                join(&mut found, Some(value), |known, more| known.set.join(more.set));
            }
            found.ok_or_else(|| refused(ChunkKind::Values.name(), "a record is missing from it"))
        }))
    }

    /// What is counted beforehand for a word in these forms, in as many articles together; `None` when nothing is.
    pub fn counted(&self, forms: &[&WordEntry], n_articles: u32) -> Answer<Option<Counted>> {
        let [first, others @ ..] = forms else { return Ok(None) };
        if !self.is_one_part() {
            return Ok(None);
        }
        let is_common = |stem: &&String| others.iter().all(|form| form.stems.contains(stem));
        let mut keys: Vec<Vec<u8>> = first.stems.iter().filter(is_common).map(|stem| family_key(stem)).collect();
        if first.stems.is_empty() {
            keys.push(first.word.as_bytes().to_vec());
        }
        for (_, nth, chunk) in self.table_chunks(ChunkKind::Counts, &keys)? {
            let counted = chunk.read(|bytes| {
                let found = find(bytes, &keys[nth])?;
                found.map(|payload| Counted::decode(payload, &self.boot().n_values)).transpose()
            })?;
            // So many words with one stem are all that have it.
            if let Some(counted) = counted
                && (counted.n_forms, counted.n_articles) == (forms.len() as u32, n_articles)
            {
                return Ok(Some(counted));
            }
        }
        Ok(None)
    }

    /// Calls `take` with each value that some articles have of some facets.
    ///
    /// * Shape: articles rising; for each facet by its index into [`FACETS`] whether it is wanted; `take` gets the article, the facet and the value's
    ///   number, some neighbours at a time, and of these one facet after another.
    pub fn each_value(
        &self,
        articles: &[u32],
        wanted: &[bool; FACETS.len()],
        take: &mut dyn FnMut(u32, usize, u32),
    ) -> Answer<()> {
        // For each chunk, its first article and which of the articles it has.
        let mut columns = Vec::new();
        for (nth, part) in self.parts() {
            let end = part.first + part.n_articles;
            let until = articles.partition_point(|article| *article < end);
            let mut from = articles.partition_point(|article| *article < part.first);
            while from < until {
                let number = (articles[from] - part.first) / part.column_stride.max(1);
                let first = number * part.column_stride + part.first;
                let next = first.saturating_add(part.column_stride.max(1));
                let to = from + articles[from..until].partition_point(|article| *article < next);
                let chunk = self.chunk(ChunkId { part: nth, kind: ChunkKind::Columns, number });
                columns.push(chunk.map(|chunk| (chunk, first, from..to)));
                from = to;
            }
        }
        for (chunk, first, range) in all(columns.into_iter())? {
            let of_chunk = articles.get(range).unwrap_or_default();
            chunk.read(|bytes| {
                let mut cursor = Cursor::new(bytes);
                for (facet, is_wanted) in wanted.iter().enumerate() {
                    // Before minor version 3 nothing is told of the last one.
                    if cursor.is_at_end() {
                        break;
                    }
                    let column = cursor.bytes()?;
                    if *is_wanted {
                        let n_values = self.boot().n_values[facet];
                        each_in_column(column, first, of_chunk, n_values, &mut |article, number| {
                            take(article, facet, number);
                        })?;
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

/// Adds sets of values by rising number, joining those of the same value.
fn add_all(sets: &mut Sets, more: Sets) {
    for set in more {
        match sets.binary_search_by_key(&set.number, |set| set.number) {
            Ok(at) => sets[at].join(set),
            Err(at) => sets.insert(at, set),
        }
    }
}

/// Calls `take` with the values that some rising articles have in a chunk of a facet's columns, which begins at article `first`.
fn each_in_column(
    bytes: &[u8],
    first: u32,
    articles: &[u32],
    n_values: u32,
    take: &mut dyn FnMut(u32, u32),
) -> Parsed<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    let [k_count, k_first, k_gap] = Cursor::new(bytes).array::<3>()?.map(|k| u32::from(k & 31));
    let mut bits = BitReader::at(bytes, 3);
    let mut article = first;
    for wanted in articles {
        loop {
            let n = read_count(&mut bits, k_count);
            if n as usize > bits.n_left() {
                return Err(Malformed("a count is larger than what follows"));
            }
            let (mut next, mut k) = (0u64, k_first);
            for _ in 0..n {
                let number = next + u64::from(bits.rice(k));
                if number >= u64::from(n_values) {
                    return Err(NO_VALUE);
                }
                if article == *wanted {
                    take(article, number as u32);
                }
                (next, k) = (number + 1, k_gap);
            }
            article = article.saturating_add(1);
            if article > *wanted {
                break;
            }
        }
        // Past the end there is nothing but zeros: no more of them are read than for one article.
        bits.end()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::columns::put_column;

    proptest! {
        #[test]
        fn columns_come_back(rows in prop::collection::vec(prop::collection::btree_set(0u32..500, 0..6), 1..60), every in 1usize..5) {
            let rows: Vec<Vec<u32>> = rows.into_iter().map(|row| row.into_iter().collect()).collect();
            let mut bytes = Vec::new();
            put_column(&mut bytes, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let articles: Vec<u32> = (0..rows.len() as u32).step_by(every).map(|nth| nth + 7).collect();
            let mut read = Vec::new();
            prop_assert_eq!(each_in_column(&bytes, 7, &articles, 500, &mut |article, number| read.push((article, number))), Ok(()));
            let expected: Vec<(u32, u32)> = articles.iter().flat_map(|article| rows[*article as usize - 7].iter().map(|number| (*article, *number))).collect();
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn hostile_columns_are_malformed_and_nothing_worse(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = each_in_column(&bytes, 0, &[0, 5, 900], 50, &mut |_, _| {});
        }
    }
}
