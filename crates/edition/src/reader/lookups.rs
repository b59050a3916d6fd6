//! The questions an opened edition answers.

use std::rc::Rc;

use newsprint_model::EntityNumber;

use super::{Answer, Chunk, Located, Opened};
use crate::boot::FACETS;
use crate::bytes::{Cursor, Malformed, Parsed};
use crate::dates::DateTable;
use crate::directory::{ChunkKind, number_key};
use crate::records::{Body, Card, EntityRecord, Value, nth_record};
use crate::table::{after_prefix, find, scan};
use crate::words::{Family, WordEntry, family_key};

/// In the table of facet values: keys by id.
pub(crate) const ID_KEY: u8 = 0;
/// In the table of facet values: keys by a word of the label.
pub(crate) const WORD_KEY: u8 = 1;

/// A key of the table of facet values.
pub(crate) fn value_name_key(facet: usize, by: u8, text: &str) -> Vec<u8> {
    [&[facet as u8, by], text.as_bytes()].concat()
}

/// How many chunks of a table are read for one prefix.
const MAX_PREFIX_CHUNKS: usize = 16;

/// Dictionary entries of words, and of stems; `None` for what the dictionary does not list.
pub type Listed = (Vec<Option<WordEntry>>, Vec<Option<Family>>);

impl Opened {
    /// Dictionary entries of folded words and of stems, together in one step.
    pub fn dictionary(&self, words: &[String], stems: &[String]) -> Answer<Listed> {
        let keys: Vec<Vec<u8>> = words
            .iter()
            .map(|word| word.as_bytes().to_vec())
            .chain(stems.iter().map(|stem| family_key(stem)))
            .collect();
        let chunks = self.chunks_for(ChunkKind::Words, &keys)?;
        let n_articles = self.boot().n_articles;
        let mut entries = Vec::new();
        let mut families = Vec::new();
        for (nth, (key, chunk)) in keys.iter().zip(chunks).enumerate() {
            let payload = |bytes: &[u8]| -> Parsed<(Option<WordEntry>, Option<Family>)> {
                match find(bytes, key)? {
                    None => Ok((None, None)),
                    Some(payload) if nth < words.len() => {
                        Ok((Some(WordEntry::decode(key, payload, n_articles)?), None))
                    }
                    Some(payload) => Ok((None, Some(Family::decode(&stems[nth - words.len()], payload)?))),
                }
            };
            let (entry, family) = match chunk {
                Some((_, chunk)) => chunk.read(payload)?,
                None => (None, None),
            };
            if nth < words.len() { entries.push(entry) } else { families.push(family) }
        }
        Ok((entries, families))
    }

    /// Words that begin with a prefix, in order; and whether there are more than are looked at.
    ///
    /// * Unit: at most `max` words, those of most articles first when there are more, out of at most 16 chunks of the dictionary.
    pub fn words_with_prefix(&self, prefix: &str, max: usize) -> Answer<(Vec<WordEntry>, bool)> {
        let until = after_prefix(prefix.as_bytes());
        let (chunks, mut is_cut) =
            self.chunks_between(ChunkKind::Words, prefix.as_bytes(), until.as_deref(), MAX_PREFIX_CHUNKS)?;
        let mut entries = Vec::new();
        for chunk in chunks {
            chunk.read(|bytes| {
                scan(bytes, prefix.as_bytes(), |key, payload| {
                    if !key.starts_with(prefix.as_bytes()) {
                        return Ok(false);
                    }
                    if key.last() != Some(&0) {
                        entries.push(WordEntry::decode(key, payload, self.boot().n_articles)?);
                    }
                    Ok(true)
                })
            })?;
        }
        if entries.len() > max {
            is_cut = true;
            // Most articles first, then by word: entries stand in the order of their words.
            let rank = |(nth, entry): (u32, &WordEntry)| u64::from(u32::MAX - entry.n_articles) << 32 | u64::from(nth);
            let mut ranks: Vec<u64> = (0u32..).zip(&entries).map(rank).collect();
            ranks.sort_unstable();
            let last = ranks.get(max.saturating_sub(1)).copied().unwrap_or(u64::MAX);
            let mut nth = 0u32..;
            entries.retain(|entry| nth.next().is_some_and(|nth| rank((nth, entry)) <= last));
        }
        Ok((entries, is_cut))
    }

    /// The number of the article with an id.
    pub fn article_number(&self, id: &str) -> Answer<Option<u32>> {
        let key = id.as_bytes().to_vec();
        let chunk = self.chunks_for(ChunkKind::Ids, &[key])?.into_iter().next().flatten();
        let Some((_, chunk)) = chunk else { return Ok(None) };
        let n_articles = self.boot().n_articles;
        chunk.read(|bytes| {
            let Some(payload) = find(bytes, id.as_bytes())? else { return Ok(None) };
            let number = Cursor::new(payload).varint()?;
            if number < n_articles { Ok(Some(number)) } else { Err(Malformed("an article number is out of range")) }
        })
    }

    /// The numbers of facet values, by id.
    ///
    /// * Shape: facets as indexes into [`FACETS`], with ids; one answer for each.
    pub fn value_numbers(&self, values: &[(usize, &str)]) -> Answer<Vec<Option<u32>>> {
        let keys: Vec<Vec<u8>> = values.iter().map(|(facet, id)| value_name_key(*facet, ID_KEY, id)).collect();
        let chunks = self.chunks_for(ChunkKind::ValueNames, &keys)?;
        let mut numbers = Vec::new();
        for ((key, chunk), (facet, _)) in keys.iter().zip(chunks).zip(values) {
            numbers.push(self.listed(*facet, key, chunk)?.first().copied());
        }
        Ok(numbers)
    }

    /// The numbers of the facet values whose label has a word that begins with a folded prefix, rising.
    ///
    /// * Unit: out of at most 16 chunks of the table; the flag tells whether there were more.
    pub fn values_with_word(&self, facet: usize, prefix: &str) -> Answer<(Vec<u32>, bool)> {
        let from = value_name_key(facet, WORD_KEY, prefix);
        let until = after_prefix(&from);
        let (chunks, is_cut) =
            self.chunks_between(ChunkKind::ValueNames, &from, until.as_deref(), MAX_PREFIX_CHUNKS)?;
        let mut numbers = Vec::new();
        for chunk in chunks {
            chunk.read(|bytes| {
                scan(bytes, &from, |key, payload| {
                    if !key.starts_with(&from) {
                        return Ok(false);
                    }
                    numbers.extend(self.value_list(facet, payload)?.into_iter().map(u64::from));
                    Ok(true)
                })
            })?;
        }
        numbers.sort_unstable();
        numbers.dedup();
        Ok((numbers.into_iter().map(|number| number as u32).collect(), is_cut))
    }

    /// The numbers of the facet values whose label has all of some folded words, rising.
    pub fn values_with_words(&self, facet: usize, words: &[String]) -> Answer<Vec<u32>> {
        let keys: Vec<Vec<u8>> = words.iter().map(|word| value_name_key(facet, WORD_KEY, word)).collect();
        let mut common: Option<Vec<u32>> = None;
        for (key, chunk) in keys.iter().zip(self.chunks_for(ChunkKind::ValueNames, &keys)?) {
            let mut numbers = self.listed(facet, key, chunk)?;
            if let Some(before) = common {
                numbers.retain(|number| before.binary_search(number).is_ok());
            }
            common = Some(numbers);
        }
        Ok(common.unwrap_or_default())
    }

    /// The value numbers of a key; none when the table has no such key.
    fn listed(&self, facet: usize, key: &[u8], chunk: Located) -> Answer<Vec<u32>> {
        let Some((_, chunk)) = chunk else { return Ok(Vec::new()) };
        chunk.read(|bytes| find(bytes, key)?.map_or(Ok(Vec::new()), |payload| self.value_list(facet, payload)))
    }

    /// Reads rising value numbers of a facet.
    fn value_list(&self, facet: usize, payload: &[u8]) -> Parsed<Vec<u32>> {
        let n_values = self.boot().n_values.get(facet).copied().unwrap_or(0);
        let mut cursor = Cursor::new(payload);
        let (mut numbers, mut next) = (Vec::new(), 0u32);
        while !cursor.is_at_end() {
            let number = cursor.varint()?.checked_add(next).filter(|number| *number < n_values).ok_or(NO_VALUE)?;
            numbers.push(number);
            next = number + 1;
        }
        Ok(numbers)
    }

    /// Facet values by facet and number.
    pub fn values(&self, values: &[(usize, u32)]) -> Answer<Vec<Value>> {
        let keys: Vec<Vec<u8>> =
            values.iter().map(|(facet, number)| [&[*facet as u8][..], &number_key(*number)].concat()).collect();
        let n_articles = self.boot().n_articles;
        self.records(ChunkKind::Values, &keys, |cursor| Value::decode(cursor, n_articles))
    }

    /// Calls `take` with each facet value of each of some articles.
    ///
    /// * Shape: articles rising; `take` gets the article, the facet as an index into [`FACETS`], and the value's number.
    pub fn each_value(&self, articles: &[u32], take: &mut dyn FnMut(u32, usize, u32)) -> Answer<()> {
        // One key for each chunk, not for each article: neighbours share theirs.
        let directory = self.boot().directory(ChunkKind::Columns);
        let (Some(first), Some(last)) = (articles.first(), articles.last()) else { return Ok(()) };
        let n_chunks = directory.n_chunks as usize;
        let keys: Vec<Vec<u8>> = articles.iter().map(|article| number_key(*article).to_vec()).collect();
        let chunks = if articles.len() > n_chunks {
            let (from, until) = (number_key(*first), number_key(last.saturating_add(1)));
            let places = self.places_between(ChunkKind::Columns, &from, Some(&until))?;
            let wanted: Vec<_> = places
                .iter()
                .enumerate()
                .filter(|(nth, place)| {
                    let next = places.get(nth + 1).map(|next| next.head.as_slice());
                    let at = keys.partition_point(|key| key.as_slice() < place.head.as_slice());
                    keys.get(at).is_some_and(|key| next.is_none_or(|next| key.as_slice() < next))
                })
                .map(|(_, place)| place.clone())
                .collect();
            let chunks = self.chunks(ChunkKind::Columns, &wanted)?;
            wanted.into_iter().map(|place| place.head).zip(chunks).collect::<Vec<_>>()
        } else {
            let mut chunks: Vec<_> = self.chunks_for(ChunkKind::Columns, &keys)?.into_iter().flatten().collect();
            chunks.dedup_by(|a, b| a.0 == b.0);
            chunks
        };
        let mut at = 0;
        for (nth, (head, chunk)) in chunks.iter().enumerate() {
            let next_head = chunks.get(nth + 1).map(|(head, _)| head.as_slice());
            let Ok(head) = <[u8; 4]>::try_from(head.as_slice()) else { continue };
            let mut article = u32::from_be_bytes(head);
            chunk.read(|bytes| {
                let mut cursor = Cursor::new(bytes);
                while !cursor.is_at_end()
                    && articles
                        .get(at)
                        .is_some_and(|wanted| next_head.is_none_or(|next| number_key(*wanted).as_slice() < next))
                {
                    let is_wanted = articles[at] == article;
                    for (facet, n_values) in self.boot().n_values.iter().enumerate() {
                        let n = cursor.count()?;
                        let mut next = 0u32;
                        for _ in 0..n {
                            let number = cursor
                                .varint()?
                                .checked_add(next)
                                .filter(|number| number < n_values)
                                .ok_or(NO_VALUE)?;
                            next = number + 1;
                            if is_wanted {
                                take(article, facet, number);
                            }
                        }
                    }
                    at += usize::from(is_wanted);
                    article = article.checked_add(1).ok_or(NO_VALUE)?;
                }
                Ok(())
            })?;
        }
        if at == articles.len() {
            Ok(())
        } else {
            Err(super::refused(ChunkKind::Columns.name(), "articles are missing from it"))
        }
    }

    /// The dates of all articles.
    pub fn dates(&self) -> Answer<DateTable> {
        let chunk = self.chunks_for(ChunkKind::Dates, &[number_key(0).to_vec()])?.into_iter().next().flatten();
        match chunk {
            Some((_, chunk)) => chunk.read(|bytes| DateTable::decode(bytes, self.boot().n_articles)),
            None => Ok(DateTable::default()),
        }
    }

    /// Cards of articles.
    pub fn cards(&self, articles: &[u32]) -> Answer<Vec<Card>> {
        self.records(ChunkKind::Cards, &numbered_keys(articles.iter().copied()), Card::decode)
    }

    /// Texts of articles.
    pub fn bodies(&self, articles: &[u32]) -> Answer<Vec<Body>> {
        self.records(ChunkKind::Bodies, &numbered_keys(articles.iter().copied()), Body::decode)
    }

    /// Entities by number.
    pub fn entities(&self, entities: &[EntityNumber]) -> Answer<Vec<EntityRecord>> {
        self.records(ChunkKind::Entities, &numbered_keys(entities.iter().map(|number| number.0)), EntityRecord::decode)
    }

    /// Records out of groups.
    fn records<T>(
        &self,
        kind: ChunkKind,
        keys: &[Vec<u8>],
        decode: impl Fn(&mut Cursor<'_>) -> Parsed<T>,
    ) -> Answer<Vec<T>> {
        let mut records = Vec::new();
        for (nth, chunk) in self.groups(kind, keys)? {
            records.push(chunk.read(|bytes| decode(&mut nth_record(bytes, nth)?))?);
        }
        Ok(records)
    }

    /// Where records lie: which of their group, and the group's chunk. The last four bytes of a key and of its group's head
    /// are their numbers.
    fn groups(&self, kind: ChunkKind, keys: &[Vec<u8>]) -> Answer<Vec<(usize, Rc<Chunk>)>> {
        let mut groups = Vec::new();
        for (key, chunk) in keys.iter().zip(self.chunks_for(kind, keys)?) {
            let found = chunk.and_then(|(head, chunk)| Some((number_in(key)?.checked_sub(number_in(&head)?)?, chunk)));
            match found {
                Some((nth, chunk)) => groups.push((nth as usize, chunk)),
                None => return Err(super::refused(kind.name(), "a record is missing from it")),
            }
        }
        Ok(groups)
    }
}

const NO_VALUE: Malformed = Malformed("a value number is out of range");

fn numbered_keys(numbers: impl Iterator<Item = u32>) -> Vec<Vec<u8>> {
    numbers.map(|number| number_key(number).to_vec()).collect()
}

/// The number at the end of a key.
fn number_in(key: &[u8]) -> Option<u32> {
    key.last_chunk::<4>().map(|bytes| u32::from_be_bytes(*bytes))
}

const _: () = assert!(FACETS.len() < u8::MAX as usize);
