//! Reading an edition lazily: only the chunks that a question needs, each checked, those independent of each other asked for together.
//!
//! [`Opened`] answers from memory; [`Reader`] loads what it waits for.

mod base;
mod cache;
mod facets;
mod lists;
mod lookups;
mod near;
mod verify;

use std::cell::{OnceCell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use crate::MAJOR;
use crate::boot::Boot;
use crate::bytes::{Cursor, Malformed, Parsed};
use crate::checksum::checksum;
use crate::files::POINTER;
use crate::join::join_all;
use crate::part::{ChunkId, Part, file_name, seed};
use crate::pointer::{Pointer, read_pointer};
use crate::prose::{Lexicon, decode, n_decoded};
use crate::sorted::add_sorted;
use crate::store::{ChunkError, ChunkStore};
pub(crate) use base::Known;
pub use base::{Base, BaseArticles, BaseEntity};
use cache::Cache;
pub use lists::List;
pub use lookups::ArticlePlace;
pub(crate) use lookups::{ID_KEY, WORD_KEY, value_name_key};
pub use verify::Verified;

/// A chunk's payload, checked, with its checksum behind it, so that bits can be read a word at a time to the last.
#[derive(Debug)]
pub(crate) struct Chunk {
    file: String,
    bytes: Vec<u8>,
    n_payload: usize,
    /// The first number of a chunk of records and these, once they were asked for.
    records: OnceCell<(u32, Vec<u8>)>,
}

impl Chunk {
    #[inline(never)]
    fn damaged(&self, malformed: Malformed) -> Unanswered {
        refused(&self.file, malformed.0)
    }

    /// The first number of a chunk of records, and these.
    fn records(&self, lexicon: &Lexicon) -> Answer<&(u32, Vec<u8>)> {
        if let Some(records) = self.records.get() {
            return Ok(records);
        }
        let records = self.read(|bytes| {
            let mut cursor = Cursor::new(bytes);
            Ok((cursor.varint()?, decode(lexicon, cursor.take(cursor.n_left())?)?))
        })?;
        Ok(self.records.get_or_init(|| records))
    }

    /// Reads from the payload; what does not fit is damage to this file.
    fn read<T>(&self, read: impl FnOnce(&[u8]) -> Parsed<T>) -> Answer<T> {
        read(self.bytes.get(..self.n_payload).unwrap_or_default()).map_err(|malformed| self.damaged(malformed))
    }
}

fn damaged(file: &str, reason: &str) -> ChunkError {
    ChunkError::Damaged { file: file.to_owned(), reason: reason.to_owned() }
}

#[inline(never)]
fn refused(file: &str, reason: &str) -> Unanswered {
    Unanswered::Failed(Box::new(damaged(file, reason)))
}

/// Why a question is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unanswered {
    /// Chunks must be loaded first; they are noted, and the question is put again when they have come.
    Waits,
    /// There is no answer. Boxed, because every answer has room for it.
    Failed(Box<ChunkError>),
}

/// What can be said from the chunks in memory.
pub type Answer<T> = Result<T, Unanswered>;

/// An opened edition as far as it is in memory: answers from that, or notes which chunks it waits for.
///
/// Nothing here is asynchronous, which keeps the reader's download small: an answer that had to wait is computed anew.
/// Questions that do not depend on each other must all be put before the first of their answers is unwrapped, so that what
/// they wait for is loaded together.
pub struct Opened {
    boot: Boot,
    cache: RefCell<Cache>,
    /// The lexicon, once it was asked for.
    lexicon: OnceCell<Lexicon>,
    /// What was asked for and is not in memory, each chunk once.
    missing: RefCell<Vec<ChunkId>>,
}

/// Answers questions about an edition, over any store of its files.
///
/// Keeps what it has read, up to a bound. Nothing grows with the number of articles but the chunks being read.
pub struct Reader<S> {
    store: S,
    n_boot_bytes: u32,
    boot_file: String,
    opened: Opened,
}

/// Payload bytes kept for the next question.
const CACHE_BYTES: usize = 16 << 20;

impl<S: ChunkStore> Reader<S> {
    /// Reads the pointer and the boot file.
    ///
    /// * Errors: a file is missing, unreachable, damaged, or of a newer format.
    pub async fn open(store: S) -> Result<Reader<S>, ChunkError> {
        let pointer = read_pointer(&store.read(POINTER).await?)?;
        let boot = read_boot(&pointer, &store.read(&pointer.boot).await?)?;
        let opened = Opened {
            boot,
            cache: RefCell::new(Cache::new(CACHE_BYTES)),
            lexicon: OnceCell::new(),
            missing: RefCell::default(),
        };
        Ok(Reader { store, n_boot_bytes: pointer.n_boot_bytes, boot_file: pointer.boot, opened })
    }

    /// What the boot file says.
    pub fn boot(&self) -> &Boot {
        &self.opened.boot
    }

    /// Where the files come from.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Bytes of all files but the pointer.
    pub fn n_bytes(&self) -> u64 {
        self.boot().n_chunk_bytes.saturating_add(u64::from(self.n_boot_bytes))
    }

    /// What tells this edition from every other: the checksum of its boot file, which changes with anything in it.
    ///
    /// * Shape: 16 hexadecimal digits.
    pub fn hash(&self) -> &str {
        // The name is `edition/boot-HASH.np`.
        self.boot_file.get(13..29).unwrap_or_default()
    }

    /// Puts a question, and loads what it waits for, until it is answered.
    pub async fn ask<T>(&self, mut question: impl FnMut(&Opened) -> Answer<T>) -> Result<T, ChunkError> {
        let mut answer = Err(Unanswered::Waits);
        self.load_until(&mut |opened| {
            answer = question(opened);
            !matches!(answer, Err(Unanswered::Waits))
        })
        .await?;
        match answer {
            Ok(answer) => Ok(answer),
            Err(Unanswered::Failed(error)) => Err(*error),
            Err(Unanswered::Waits) => unreachable!("it was asked until it had an outcome"),
        }
    }

    /// Asks, and loads what is missing, until asking has an outcome. Boxed and of one type, so that the reader's page has this once and not
    /// for every question.
    fn load_until<'a>(
        &'a self,
        has_outcome: &'a mut dyn FnMut(&Opened) -> bool,
    ) -> Pin<Box<dyn Future<Output = Result<(), ChunkError>> + 'a>> {
        Box::pin(async move {
            // What this question has loaded stays in memory until it is answered.
            let mut loaded = Vec::new();
            loop {
                let is_settled = has_outcome(&self.opened);
                let missing = self.opened.missing.take();
                if is_settled {
                    return Ok(());
                }
                self.load(missing, &mut loaded).await?;
            }
        })
    }

    /// Loads chunks, all at once.
    async fn load(&self, missing: Vec<ChunkId>, loaded: &mut Vec<Rc<Chunk>>) -> Result<(), ChunkError> {
        for chunk in join_all(missing.into_iter().map(|id| self.chunk(id))).await {
            loaded.push(chunk?);
        }
        Ok(())
    }

    /// One chunk from the store.
    async fn chunk(&self, id: ChunkId) -> Result<Rc<Chunk>, ChunkError> {
        let file = self.opened.file(id);
        let bytes = self.store.read(&file).await?;
        self.opened.keep(id, &file, &bytes)
    }
}

impl Opened {
    /// What the boot file says.
    pub fn boot(&self) -> &Boot {
        &self.boot
    }

    /// Whether all articles are in one part: then numbers below the boot file's `n_dated` are in date order, and facet values are numbered by
    /// falling number of articles.
    pub fn is_one_part(&self) -> bool {
        self.boot.parts.len() == 1
    }

    /// The parts with their numbers.
    fn parts(&self) -> impl Iterator<Item = (u8, &Part)> {
        (0u8..).zip(&self.boot.parts)
    }

    /// The part of a number.
    fn part(&self, part: u8) -> Answer<&Part> {
        self.boot.parts.get(usize::from(part)).ok_or_else(|| refused(POINTER, "it has no such part"))
    }

    /// The part that an article is in, and its number there.
    fn part_of(&self, article: u32) -> Answer<(u8, &Part, u32)> {
        let found = self.parts().find(|(_, part)| article.wrapping_sub(part.first) < part.n_articles);
        match found {
            Some((nth, part)) => Ok((nth, part, article - part.first)),
            None => Err(refused(POINTER, "it has no such part")),
        }
    }

    /// The name of a chunk's file.
    fn file(&self, id: ChunkId) -> String {
        file_name(self.boot.parts.get(usize::from(id.part)).map_or(0, |part| part.hash), id.kind, id.number)
    }

    /// Checks a chunk file and keeps its payload.
    fn keep(&self, id: ChunkId, file: &str, bytes: &[u8]) -> Result<Rc<Chunk>, ChunkError> {
        let stamp = self.boot.parts.get(usize::from(id.part)).map_or(0, |part| part.stamp);
        let (payload, _) = unsealed(stamp, id, file, bytes)?;
        let chunk =
            Chunk { file: file.to_owned(), bytes: bytes.to_vec(), n_payload: payload.len(), records: OnceCell::new() };
        let chunk = Rc::new(chunk);
        // Room for the records that it will be read to.
        let mut n_more = 0;
        if id.kind.is_coded() {
            let mut cursor = Cursor::new(payload);
            n_more = cursor.varint().map_or(0, |_| n_decoded(cursor));
        }
        self.cache.borrow_mut().keep(id.key(), Rc::clone(&chunk), chunk.bytes.len() + n_more);
        Ok(chunk)
    }

    /// Reads from the records of a chunk and their first number.
    fn record<T>(&self, id: ChunkId, read: impl FnOnce(u32, &[u8]) -> Parsed<T>) -> Answer<T> {
        let chunk = self.chunk(id)?;
        let (first, records) = chunk.records(self.lexicon()?)?;
        read(*first, records).map_err(|malformed| chunk.damaged(malformed))
    }

    /// A chunk; one that is not in memory is noted.
    ///
    /// * Errors: its part has none of that number.
    fn chunk(&self, id: ChunkId) -> Answer<Rc<Chunk>> {
        if let Some(chunk) = self.cache.borrow_mut().get(id.key()) {
            return Ok(chunk);
        }
        if self.part(id.part)?.n_chunks[id.kind as usize] <= id.number {
            return Err(refused(&self.file(id), "it is looked for, and the edition has no such file"));
        }
        add_sorted(&mut self.missing.borrow_mut(), id);
        Err(Unanswered::Waits)
    }
}

impl Opened {
    /// The lexicon that records are coded by.
    fn lexicon(&self) -> Answer<&Lexicon> {
        if self.lexicon.get().is_none() {
            let lexicon = Lexicon::read(&self.boot.lexicon).map_err(|malformed| refused(POINTER, malformed.0))?;
            let _ = self.lexicon.set(lexicon);
        }
        self.lexicon.get().ok_or(Unanswered::Waits)
    }
}

/// The payload of a chunk file and its checksum.
///
/// * Errors: the bytes are not those that were written under that kind and number.
fn unsealed<'b>(stamp: u64, id: ChunkId, file: &str, bytes: &'b [u8]) -> Result<(&'b [u8], u64), ChunkError> {
    let Some((payload, sum)) = bytes.split_last_chunk::<8>() else {
        return Err(damaged(file, "it is shorter than its checksum"));
    };
    let sum = u64::from_le_bytes(*sum);
    if checksum(payload, seed(stamp, id.kind, id.number)) == sum {
        Ok((payload, sum))
    } else {
        Err(damaged(file, "its checksum does not match"))
    }
}

/// All answers, every one of which is asked for before the first that waits is given up.
fn all<T>(answers: impl Iterator<Item = Answer<T>>) -> Answer<Vec<T>> {
    let (mut found, mut waits) = (Vec::new(), false);
    for answer in answers {
        match answer {
            Ok(answer) => found.push(answer),
            Err(Unanswered::Waits) => waits = true,
            Err(failed) => return Err(failed),
        }
    }
    if waits { Err(Unanswered::Waits) } else { Ok(found) }
}

fn read_boot(pointer: &Pointer, bytes: &[u8]) -> Result<Boot, ChunkError> {
    if bytes.len() != pointer.n_boot_bytes as usize || checksum(bytes, 0) != pointer.boot_checksum {
        return Err(damaged(&pointer.boot, "its checksum does not match"));
    }
    let boot = Boot::decode(bytes).map_err(|malformed| damaged(&pointer.boot, malformed.0))?;
    boot.map_err(|found| ChunkError::Newer {
        file: pointer.boot.clone(),
        found: u32::from(found),
        known: u32::from(MAJOR),
    })
}
