//! Reading an edition lazily: only the chunks that a question needs, each checked, those independent of each other asked for together.
//!
//! [`Opened`] answers from memory; [`Reader`] loads what it waits for.

mod cache;
mod lists;
mod lookups;
mod near;

use std::cell::RefCell;

use std::rc::Rc;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::MAJOR;
use crate::boot::Boot;
use crate::bytes::{Cursor, Malformed, Parsed};
use crate::checksum::checksum;
use crate::directory::{ChunkKind, ChunkRef, chunk_for, read_refs};
use crate::files::POINTER;
use crate::join::join_all;
use crate::pointer::{Pointer, read_pointer};
use crate::store::{ChunkError, ChunkStore};
use cache::Cache;
pub use lists::List;
pub(crate) use lookups::{ID_KEY, WORD_KEY, value_name_key};

/// The first bytes of every chunk: a mark, its kind, and 1 when the rest is deflated.
pub(crate) fn frame_header(kind: ChunkKind) -> [u8; 4] {
    [b'N', b'P', kind as u8, u8::from(kind.is_deflated())]
}

/// Deflate makes at most this many bytes of one.
const MAX_INFLATION: usize = 1032;

/// A chunk's payload, checked and inflated.
#[derive(Debug)]
pub(crate) struct Chunk {
    file: String,
    bytes: Vec<u8>,
}

impl Chunk {
    #[inline(never)]
    fn damaged(&self, malformed: Malformed) -> Unanswered {
        refused(&self.file, malformed.0)
    }

    /// Reads from the payload; what does not fit is damage to this file.
    fn read<T>(&self, read: impl FnOnce(&[u8]) -> Parsed<T>) -> Answer<T> {
        read(&self.bytes).map_err(|malformed| self.damaged(malformed))
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

/// A chunk with the key it begins with, where there is one for what was asked.
type Located = Option<(Vec<u8>, Rc<Chunk>)>;

/// An opened edition as far as it is in memory: answers from that, or notes which chunks it waits for.
///
/// Nothing here is asynchronous, which keeps the reader's download small: an answer that had to wait is computed anew.
/// Questions that do not depend on each other must all be put before the first of their answers is unwrapped, so that what
/// they wait for is loaded together.
pub struct Opened {
    boot: Boot,
    cache: RefCell<Cache>,
    /// What was asked for and is not in memory, each chunk once.
    missing: RefCell<Vec<(ChunkKind, ChunkRef)>>,
}

/// Answers questions about an edition, over any store of its files.
///
/// Keeps what it has read, up to a bound. Nothing grows with the number of articles but the chunks being read.
pub struct Reader<S> {
    store: S,
    n_boot_bytes: u32,
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
        let opened = Opened { boot, cache: RefCell::new(Cache::new(CACHE_BYTES)), missing: RefCell::default() };
        Ok(Reader { store, n_boot_bytes: pointer.n_boot_bytes, opened })
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

    /// Puts a question, and loads what it waits for, until it is answered.
    pub async fn ask<T>(&self, mut question: impl FnMut(&Opened) -> Answer<T>) -> Result<T, ChunkError> {
        // What this question has loaded stays in memory until it is answered.
        let mut loaded = Vec::new();
        loop {
            let answer = question(&self.opened);
            let missing = self.opened.missing.take();
            match answer {
                Ok(answer) => return Ok(answer),
                Err(Unanswered::Failed(error)) => return Err(*error),
                Err(Unanswered::Waits) => self.load(missing, &mut loaded).await?,
            }
        }
    }

    /// Loads chunks, all at once.
    async fn load(&self, missing: Vec<(ChunkKind, ChunkRef)>, loaded: &mut Vec<Rc<Chunk>>) -> Result<(), ChunkError> {
        for chunk in join_all(missing.iter().map(|(kind, place)| self.chunk(*kind, place))).await {
            loaded.push(chunk?);
        }
        Ok(())
    }

    /// One chunk from the store.
    async fn chunk(&self, kind: ChunkKind, place: &ChunkRef) -> Result<Rc<Chunk>, ChunkError> {
        let file = place.file(kind);
        let bytes = self.store.read(&file).await?;
        self.opened.keep(kind, place, &file, &bytes)
    }
}

impl Opened {
    /// What the boot file says.
    pub fn boot(&self) -> &Boot {
        &self.boot
    }

    /// Checks a chunk file and keeps its payload.
    fn keep(&self, kind: ChunkKind, place: &ChunkRef, file: &str, bytes: &[u8]) -> Result<Rc<Chunk>, ChunkError> {
        check(file, bytes, place.n_bytes, place.checksum)?;
        let bytes = unframe(kind, bytes).map_err(|malformed| damaged(file, malformed.0))?;
        let chunk = Rc::new(Chunk { file: file.to_owned(), bytes });
        self.cache.borrow_mut().keep(place.checksum, Rc::clone(&chunk), chunk.bytes.len());
        Ok(chunk)
    }

    /// Several chunks, in the order asked for.
    fn chunks(&self, kind: ChunkKind, places: &[ChunkRef]) -> Answer<Vec<Rc<Chunk>>> {
        let mut chunks = Vec::new();
        for place in places {
            match self.cache.borrow_mut().get(place.checksum) {
                Some(chunk) => chunks.push(chunk),
                None => {
                    let mut missing = self.missing.borrow_mut();
                    if missing.iter().all(|(_, other)| other.checksum != place.checksum) {
                        missing.push((kind, place.clone()));
                    }
                }
            }
        }
        if chunks.len() == places.len() { Ok(chunks) } else { Err(Unanswered::Waits) }
    }

    /// Where the chunks lie that would hold some keys; `None` for a key below all chunks.
    fn places(&self, kind: ChunkKind, keys: &[Vec<u8>]) -> Answer<Vec<Option<ChunkRef>>> {
        let directory = self.boot.directory(kind);
        let listed: Vec<Option<ChunkRef>> = keys.iter().map(|key| place_for(&directory.refs, key)).collect();
        if !directory.is_paged {
            return Ok(listed);
        }
        let pages: Vec<ChunkRef> = listed.iter().flatten().cloned().collect();
        let mut pages = self.chunks(ChunkKind::Pages, &pages)?.into_iter();
        let mut places = Vec::new();
        for (key, page) in keys.iter().zip(&listed) {
            let place = match page.as_ref().and_then(|_| pages.next()) {
                Some(page) => place_for(&page.read(refs_of_page)?, key),
                None => None,
            };
            places.push(place);
        }
        Ok(places)
    }

    /// The chunks that would hold some keys, each with the key it begins with.
    fn chunks_for(&self, kind: ChunkKind, keys: &[Vec<u8>]) -> Answer<Vec<Located>> {
        let places = self.places(kind, keys)?;
        let found: Vec<ChunkRef> = places.iter().flatten().cloned().collect();
        let mut chunks = self.chunks(kind, &found)?.into_iter();
        Ok(places
            .into_iter()
            .map(|place| {
                let place = place?;
                chunks.next().map(|chunk| (place.head, chunk))
            })
            .collect())
    }

    /// The chunks that hold keys from `from` up to but not including `until`, at most `max`, and whether there are more.
    fn chunks_between(
        &self,
        kind: ChunkKind,
        from: &[u8],
        until: Option<&[u8]>,
        max: usize,
    ) -> Answer<(Vec<Rc<Chunk>>, bool)> {
        let mut refs = self.places_between(kind, from, until)?;
        let is_cut = refs.len() > max;
        refs.truncate(max);
        Ok((self.chunks(kind, &refs)?, is_cut))
    }

    /// Where the chunks lie that hold keys from `from` up to `until`.
    fn places_between(&self, kind: ChunkKind, from: &[u8], until: Option<&[u8]>) -> Answer<Vec<ChunkRef>> {
        let directory = self.boot.directory(kind);
        let refs = between(&directory.refs, from, until).to_vec();
        if !directory.is_paged {
            return Ok(refs);
        }
        let mut listed = Vec::new();
        for page in self.chunks(ChunkKind::Pages, &refs)? {
            listed.extend(page.read(refs_of_page)?);
        }
        Ok(between(&listed, from, until).to_vec())
    }

    /// Chunks that must exist, by number.
    fn numbered(&self, kind: ChunkKind, keys: &[Vec<u8>]) -> Answer<Vec<Rc<Chunk>>> {
        let mut chunks = Vec::new();
        for (found, key) in self.chunks_for(kind, keys)?.into_iter().zip(keys) {
            match found {
                Some((head, chunk)) if head == *key => chunks.push(chunk),
                _ => return Err(refused(kind.name(), "a list lies in a chunk that is not there")),
            }
        }
        Ok(chunks)
    }
}

fn read_boot(pointer: &Pointer, bytes: &[u8]) -> Result<Boot, ChunkError> {
    check(&pointer.boot, bytes, pointer.n_boot_bytes, pointer.boot_checksum)?;
    let boot = Boot::decode(bytes).map_err(|malformed| damaged(&pointer.boot, malformed.0))?;
    boot.map_err(|found| ChunkError::Newer {
        file: pointer.boot.clone(),
        found: u32::from(found),
        known: u32::from(MAJOR),
    })
}

fn refs_of_page(bytes: &[u8]) -> Parsed<Vec<ChunkRef>> {
    read_refs(&mut Cursor::new(bytes))
}

fn place_for(refs: &[ChunkRef], key: &[u8]) -> Option<ChunkRef> {
    chunk_for(refs, key).map(|(_, place)| place.clone())
}

/// The part of a directory that can hold keys from `from` up to `until`.
fn between<'a>(refs: &'a [ChunkRef], from: &[u8], until: Option<&[u8]>) -> &'a [ChunkRef] {
    let first = chunk_for(refs, from).map_or(0, |(nth, _)| nth);
    let end = until.map_or(refs.len(), |until| refs.partition_point(|chunk| chunk.head.as_slice() < until));
    refs.get(first..end).unwrap_or_default()
}

fn check(file: &str, bytes: &[u8], n_bytes: u32, expected: u64) -> Result<(), ChunkError> {
    if bytes.len() != n_bytes as usize {
        return Err(damaged(file, &format!("{} bytes instead of {n_bytes}", bytes.len())));
    }
    if checksum(bytes) == expected { Ok(()) } else { Err(damaged(file, "its checksum does not match")) }
}

/// A chunk file's payload.
fn unframe(kind: ChunkKind, bytes: &[u8]) -> Parsed<Vec<u8>> {
    let mut cursor = Cursor::new(bytes);
    if cursor.array()? != frame_header(kind) {
        return Err(Malformed("it does not begin as its kind does"));
    }
    if !kind.is_deflated() {
        return Ok(cursor.take(cursor.n_left())?.to_vec());
    }
    let n_bytes = cursor.varint()? as usize;
    if n_bytes > cursor.n_left().saturating_mul(MAX_INFLATION) {
        return Err(Malformed("it claims to inflate to more than it can"));
    }
    let inflated = decompress_to_vec_with_limit(cursor.take(cursor.n_left())?, n_bytes)
        .map_err(|_| Malformed("it does not inflate"))?;
    if inflated.len() == n_bytes { Ok(inflated) } else { Err(Malformed("it inflates to another length than it says")) }
}
