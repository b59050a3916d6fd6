//! The questions an opened edition answers about words and articles.

use std::rc::Rc;

use newsprint_model::EntityNumber;

use super::{Answer, Chunk, Opened, all, refused};
use crate::boot::FACETS;
use crate::bytes::{Cursor, Malformed, Parsed};
use crate::dates::DateTable;
use crate::part::{ChunkId, ChunkKind, Heads, Part, id_bucket};
use crate::records::{Body, Card, EntityRecord, nth_record, sparse_record};
use crate::table::{after_prefix, find, scan};
use crate::words::{Family, WordEntry, beginning_key, family_key, is_word_key, read_begun};

/// In the table of facet values: keys by id.
pub(crate) const ID_KEY: u8 = 0;
/// In the table of facet values: keys by a word of the label.
pub(crate) const WORD_KEY: u8 = 1;

/// A key of the table of facet values.
pub(crate) fn value_name_key(facet: usize, by: u8, text: &str) -> Vec<u8> {
    [&[facet as u8, by], text.as_bytes()].concat()
}

/// A beginning whose words lie in so many chunks of the dictionary is looked up in all of them at once.
const MAX_BEGUN_CHUNKS: usize = 2;

/// How many chunks of a table are read for one prefix, in each part.
const MAX_PREFIX_CHUNKS: u32 = 16;

/// Dictionary entries of words, and of stems; `None` for what the dictionary does not list.
pub type Listed = (Vec<Option<WordEntry>>, Vec<Option<Family>>);

/// A chunk, and the part it is of.
pub(super) type OfPart = (u8, Rc<Chunk>);

/// Where an article's records are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArticlePlace {
    /// Its number.
    pub number: u32,
    /// Which chunk has its text.
    pub(crate) body: u32,
}

impl Opened {
    /// Dictionary entries of folded words and of stems, together in one step.
    ///
    /// A stem that is a word and has no other form is a family of itself.
    pub fn dictionary(&self, words: &[String], stems: &[String]) -> Answer<Listed> {
        let word_keys = words.iter().map(|word| word.as_bytes().to_vec());
        let keys: Vec<Vec<u8>> = word_keys.chain(stems.iter().map(|stem| family_key(stem))).collect();
        let mut entries = vec![None; words.len()];
        let mut families = vec![None; stems.len()];
        for (part, nth, chunk) in self.table_chunks(ChunkKind::Words, &keys)? {
            let n_articles = self.part(part)?.n_articles;
            let word = |bytes: &[u8], key: &[u8]| {
                find(bytes, key)?.map(|payload| WordEntry::decode(key, payload, part, n_articles)).transpose()
            };
            if let Some(entry) = entries.get_mut(nth) {
                join(entry, chunk.read(|bytes| word(bytes, &keys[nth]))?, WordEntry::join);
                continue;
            }
            let nth = nth - words.len();
            let stem = stems[nth].as_str();
            let family = |bytes: &[u8]| -> Parsed<Option<Family>> {
                if let Some(payload) = find(bytes, &family_key(stem))? {
                    return Family::decode(stem, payload).map(Some);
                }
                let alone = word(bytes, stem.as_bytes())?.filter(|entry| entry.stems.contains(&entry.word));
                Ok(alone.map(|entry| Family {
                    stem: stem.to_owned(),
                    n_articles: entry.n_articles,
                    members: vec![entry.word],
                }))
            };
            join(&mut families[nth], chunk.read(family)?, Family::join);
        }
        Ok((entries, families))
    }

    /// Words that begin with a prefix, in order; and whether there are more than are looked at.
    ///
    /// * Unit: at most `max` words, those of most articles first when there are more, out of at most 16 chunks of the dictionary in each part.
    pub fn words_with_prefix(&self, prefix: &str, max: usize) -> Answer<(Vec<WordEntry>, bool)> {
        let until = after_prefix(prefix.as_bytes());
        let (chunks, is_cut) = self.chunks_between(ChunkKind::Words, prefix.as_bytes(), until.as_deref())?;
        let mut entries: Vec<WordEntry> = Vec::new();
        for (part, chunk) in chunks {
            self.add_words(part, &chunk, prefix, &mut entries)?;
        }
        Ok(self.commonest(entries, is_cut, max))
    }

    /// The commonest words that begin with a prefix, in order; and whether there are others: the dictionary names them for a beginning that many words
    /// share, and otherwise they are all that begin so.
    ///
    /// * Unit: at most `max` words. Where something was added, a word that only one part names is here as that part has it.
    pub fn words_begun(&self, prefix: &str, max: usize) -> Answer<(Vec<WordEntry>, bool)> {
        let (until, key) = (after_prefix(prefix.as_bytes()), beginning_key(prefix));
        let chunk = |part, number| self.chunk(ChunkId { part, kind: ChunkKind::Words, number });
        let mut answers: Vec<Answer<Vec<WordEntry>>> = Vec::new();
        let mut is_cut = false;
        for (part, of) in self.parts() {
            let range = of.word_heads.between(prefix.as_bytes(), until.as_deref());
            let of_range = || {
                let numbers = range.clone().take(MAX_PREFIX_CHUNKS as usize);
                all(numbers.map(|number| chunk(part, number)))
            };
            // Few chunks are asked for together with the one that may name the words.
            let few = (range.len() <= MAX_BEGUN_CHUNKS).then(of_range);
            let named = of.word_heads.chunk_for(&key).filter(|first| range.contains(first));
            let entries = named.map_or(Ok(None), |number| {
                let named = |bytes: &[u8]| {
                    find(bytes, &key)?.map(|words| read_begun(prefix, words, part, of.n_articles)).transpose()
                };
                chunk(part, number)?.read(named)
            });
            answers.push(entries.and_then(|entries| match entries {
                Some(entries) => {
                    is_cut = true;
                    Ok(entries)
                }
                None => {
                    is_cut |= range.len() > MAX_PREFIX_CHUNKS as usize;
                    let mut entries = Vec::new();
                    for chunk in few.unwrap_or_else(of_range)? {
                        self.add_words(part, &chunk, prefix, &mut entries)?;
                    }
                    Ok(entries)
                }
            }));
        }
        Ok(self.commonest(all(answers.into_iter())?.concat(), is_cut, max))
    }

    /// Adds the words of a chunk of the dictionary that begin with a prefix.
    fn add_words(&self, part: u8, chunk: &Chunk, prefix: &str, entries: &mut Vec<WordEntry>) -> Answer<()> {
        let n_articles = self.part(part)?.n_articles;
        chunk.read(|bytes| {
            scan(bytes, prefix.as_bytes(), |key, payload| {
                if !key.starts_with(prefix.as_bytes()) {
                    return Ok(false);
                }
                if is_word_key(key) {
                    entries.push(WordEntry::decode(key, payload, part, n_articles)?);
                }
                Ok(true)
            })
        })
    }

    /// The words of most articles, by rising word, out of the base's words and those added, each by rising word; and whether there are more.
    fn commonest(&self, mut entries: Vec<WordEntry>, mut is_cut: bool, max: usize) -> (Vec<WordEntry>, bool) {
        if !self.is_one_part() {
            // What was added follows the base's words: each goes to where it belongs.
            let n_base =
                entries.windows(2).position(|two| two[1].word <= two[0].word).map_or(entries.len(), |at| at + 1);
            let mut base = Vec::new();
            std::mem::swap(&mut base, &mut entries);
            let mut added = base.split_off(n_base).into_iter().peekable();
            for mut entry in base {
                while let Some(before) = added.next_if(|other| other.word < entry.word) {
                    entries.push(before);
                }
                if let Some(same) = added.next_if(|other| other.word == entry.word) {
                    entry.join(same);
                }
                entries.push(entry);
            }
            entries.extend(added);
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
        (entries, is_cut)
    }

    /// The chunks of a table that would hold some keys: for each that there is, the part and which key.
    pub(super) fn table_chunks(&self, kind: ChunkKind, keys: &[Vec<u8>]) -> Answer<Vec<(u8, usize, Rc<Chunk>)>> {
        let of_part = |part: u8| {
            let heads = self.heads(part, kind);
            keys.iter().enumerate().filter_map(move |(nth, key)| {
                let number = heads?.chunk_for(key)?;
                Some(self.chunk(ChunkId { part, kind, number }).map(|chunk| (part, nth, chunk)))
            })
        };
        all((0..self.boot.parts.len() as u8).flat_map(of_part))
    }

    fn heads(&self, part: u8, kind: ChunkKind) -> Option<&Heads> {
        Some(self.boot.parts.get(usize::from(part))?.heads(kind))
    }

    /// The chunks of a table that hold keys from `from` up to but not including `until`, at most 16 of each part, and whether there are more.
    pub(super) fn chunks_between(
        &self,
        kind: ChunkKind,
        from: &[u8],
        until: Option<&[u8]>,
    ) -> Answer<(Vec<OfPart>, bool)> {
        let mut is_cut = false;
        let mut answers = Vec::new();
        for part in 0..self.boot.parts.len() as u8 {
            let range = self.heads(part, kind).map_or(0..0, |heads| heads.between(from, until));
            is_cut |= range.len() as u32 > MAX_PREFIX_CHUNKS;
            let numbers = range.take(MAX_PREFIX_CHUNKS as usize);
            answers.extend(numbers.map(|number| self.chunk(ChunkId { part, kind, number }).map(|chunk| (part, chunk))));
        }
        Ok((all(answers.into_iter())?, is_cut))
    }

    /// Where the article with an id is.
    pub fn article_place(&self, id: &str) -> Answer<Option<ArticlePlace>> {
        let buckets = self.parts().filter_map(|(nth, part)| {
            let n_buckets = part.n_chunks[ChunkKind::Ids as usize];
            let id = ChunkId { part: nth, kind: ChunkKind::Ids, number: id_bucket(id, n_buckets) };
            (n_buckets > 0).then(|| self.chunk(id).map(|chunk| (part, chunk)))
        });
        for (part, chunk) in all(buckets)? {
            let place = chunk.read(|bytes| {
                let Some(payload) = find(bytes, id.as_bytes())? else { return Ok(None) };
                let mut cursor = Cursor::new(payload);
                let (number, body) = (cursor.varint()?, cursor.varint()?);
                if number >= part.n_articles {
                    return Err(Malformed("a number is out of range"));
                }
                Ok(Some(ArticlePlace { number: number + part.first, body }))
            })?;
            if place.is_some() {
                return Ok(place);
            }
        }
        Ok(None)
    }

    /// The dates of all articles.
    pub fn dates(&self) -> Answer<DateTable> {
        let chunks = self.parts().map(|(nth, part)| {
            let id = ChunkId { part: nth, kind: ChunkKind::Dates, number: 0 };
            self.chunk(id).map(|chunk| (part, chunk))
        });
        let mut dates = DateTable::default();
        for (part, chunk) in all(chunks)? {
            dates.join(chunk.read(|bytes| DateTable::decode(bytes, part.n_articles))?, part.first);
        }
        Ok(dates)
    }

    /// Cards of articles.
    pub fn cards(&self, articles: &[u32]) -> Answer<Vec<Card>> {
        let card = |article: &u32| {
            let (nth, part, local) = self.part_of(*article)?;
            let id = ChunkId { part: nth, kind: ChunkKind::Cards, number: local / part.card_stride.max(1) };
            self.record(id, |first, records| {
                let base = Card::decode(&mut nth_record(records, 0)?, (0, 0))?;
                let mut card = match local.checked_sub(first) {
                    Some(0) => base,
                    Some(nth) => Card::decode(&mut nth_record(records, nth as usize)?, base.base())?,
                    None => return Err(Malformed("a record is missing from it")),
                };
                // Versions are those of the same part.
                card.versions.others.iter_mut().for_each(|other| *other = other.wrapping_add(part.first));
                Ok(card)
            })
        };
        all(articles.iter().map(card))
    }

    /// Texts of articles: their cards tell where they are, so that those whose cards are in memory come in one step.
    pub fn bodies(&self, articles: &[u32]) -> Answer<Vec<Body>> {
        let places = self.cards(articles)?.into_iter().zip(articles);
        let places: Vec<ArticlePlace> =
            places.map(|(card, number)| ArticlePlace { number: *number, body: card.body }).collect();
        self.bodies_at(&places)
    }

    /// Texts of articles whose place is known.
    pub fn bodies_at(&self, places: &[ArticlePlace]) -> Answer<Vec<Body>> {
        let body = |place: &ArticlePlace| {
            let (nth, _, local) = self.part_of(place.number)?;
            self.record(ChunkId { part: nth, kind: ChunkKind::Bodies, number: place.body }, |first, records| {
                let nth = local.checked_sub(first).ok_or(Malformed("a record is missing from it"))?;
                Body::decode(&mut nth_record(records, nth as usize)?)
            })
        };
        all(places.iter().map(body))
    }

    /// Entities by number.
    pub fn entities(&self, entities: &[EntityNumber]) -> Answer<Vec<EntityRecord>> {
        all(entities.iter().map(|number| {
            let place = |part: &Part| {
                let stride = part.entity_stride.max(1);
                (number.0 < part.n_entities).then_some((number.0 / stride, number.0 % stride))
            };
            let mut found = None;
            for (_, record) in self.sparse(ChunkKind::Entities, &place, |_, cursor| EntityRecord::decode(cursor))? {
                join(&mut found, Some(record), EntityRecord::join);
            }
            found.ok_or_else(|| refused(ChunkKind::Entities.name(), "a record is missing from it"))
        }))
    }

    /// The records that the parts have of something numbered, each with its part; `place` says in which chunk and which of its numbers.
    pub(super) fn sparse<T>(
        &self,
        kind: ChunkKind,
        place: &dyn Fn(&Part) -> Option<(u32, u32)>,
        decode: impl Fn(u8, &mut Cursor<'_>) -> Parsed<T>,
    ) -> Answer<Vec<(u8, T)>> {
        let records = self.parts().filter_map(|(part, of)| {
            let (number, nth) = place(of)?;
            Some(self.record(ChunkId { part, kind, number }, |_, records| {
                let Some(mut at) = sparse_record(records, nth)? else { return Ok(None) };
                decode(part, &mut at).map(|record| Some((part, record)))
            }))
        });
        Ok(all(records)?.into_iter().flatten().collect())
    }
}

/// Adds what a later part says of the same thing.
pub(super) fn join<T>(found: &mut Option<T>, more: Option<T>, join: impl Fn(&mut T, T)) {
    match (found, more) {
        (Some(found), Some(more)) => join(found, more),
        (found @ None, more) => *found = more,
        (Some(_), None) => {}
    }
}

const _: () = assert!(FACETS.len() < u8::MAX as usize);
