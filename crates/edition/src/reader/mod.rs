//! Reading an edition lazily: only the chunks that a question needs, each checked, those independent of each other asked for together.

mod cache;
mod lookups;

use std::cell::RefCell;

use std::rc::Rc;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::blocks::{ListKind, ListPlan, Place};
use crate::boot::Boot;
use crate::bytes::{Cursor, Malformed, Parsed};
use crate::checksum::checksum;
use crate::directory::{ChunkKind, ChunkRef, chunk_for, number_key, read_refs};
use crate::files::POINTER;
use crate::join::join_all;
use crate::pointer::read_pointer;
use crate::sorted::SortedMap;
use crate::store::{ChunkError, ChunkStore};
use crate::{MAJOR, MAX_ARTICLES};
use cache::Cache;
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
    fn damaged(&self, malformed: Malformed) -> ChunkError {
        damaged(&self.file, malformed.0)
    }

    /// Reads from the payload; what does not fit is damage to this file.
    fn read<T>(&self, read: impl FnOnce(&[u8]) -> Parsed<T>) -> Result<T, ChunkError> {
        read(&self.bytes).map_err(|malformed| self.damaged(malformed))
    }
}

fn damaged(file: &str, reason: &str) -> ChunkError {
    ChunkError::Damaged { file: file.to_owned(), reason: reason.to_owned() }
}

/// Answers questions about an edition, over any store of its files.
///
/// Keeps what it has read, up to a bound. Nothing grows with the number of articles but the chunk being read.
pub struct Reader<S> {
    store: S,
    boot: Boot,
    n_boot_bytes: u32,
    cache: RefCell<Cache>,
}

impl<S: ChunkStore> Reader<S> {
    /// Payload bytes kept for the next question.
    const CACHE_BYTES: usize = 16 << 20;

    /// Reads the pointer and the boot file.
    ///
    /// * Errors: a file is missing, unreachable, damaged, or of a newer format.
    pub async fn open(store: S) -> Result<Reader<S>, ChunkError> {
        let pointer = read_pointer(&store.read(POINTER).await?)?;
        let boot = {
            let bytes = store.read(&pointer.boot).await?;
            check(&pointer.boot, &bytes, pointer.n_boot_bytes, pointer.boot_checksum)?;
            Boot::decode(&bytes).map_err(|malformed| damaged(&pointer.boot, malformed.0))?
        };
        let boot = boot.map_err(|found| ChunkError::Newer {
            file: pointer.boot.clone(),
            found: u32::from(found),
            known: u32::from(MAJOR),
        })?;
        debug_assert!(boot.n_articles <= MAX_ARTICLES);
        Ok(Reader {
            store,
            boot,
            n_boot_bytes: pointer.n_boot_bytes,
            cache: RefCell::new(Cache::new(Self::CACHE_BYTES)),
        })
    }

    /// What the boot file says.
    pub fn boot(&self) -> &Boot {
        &self.boot
    }

    /// Where the files come from.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Bytes of all files but the pointer.
    pub fn n_bytes(&self) -> u64 {
        self.boot.n_chunk_bytes.saturating_add(u64::from(self.n_boot_bytes))
    }

    /// One chunk, from the cache or the store.
    async fn chunk(&self, kind: ChunkKind, place: &ChunkRef) -> Result<Rc<Chunk>, ChunkError> {
        if let Some(chunk) = self.cache.borrow_mut().get(place.checksum) {
            return Ok(chunk);
        }
        let file = place.file(kind);
        let bytes = {
            let bytes = self.store.read(&file).await?;
            check(&file, &bytes, place.n_bytes, place.checksum)?;
            unframe(kind, &bytes).map_err(|malformed| damaged(&file, malformed.0))?
        };
        let chunk = Rc::new(Chunk { file, bytes });
        self.cache.borrow_mut().keep(place.checksum, Rc::clone(&chunk), chunk.bytes.len());
        Ok(chunk)
    }

    /// Several chunks at once, each fetched once; in the order asked for.
    async fn chunks(&self, kind: ChunkKind, places: &[ChunkRef]) -> Result<Vec<Rc<Chunk>>, ChunkError> {
        let mut distinct = SortedMap::default();
        places.iter().for_each(|place| {
            distinct.get_or_add(place.checksum, || place);
        });
        let fetched = join_all(distinct.iter().map(|(_, place)| self.chunk(kind, place))).await;
        let fetched = fetched.into_iter().collect::<Result<Vec<_>, _>>()?;
        let nth = |place: &ChunkRef| distinct.index(&place.checksum);
        Ok(places.iter().filter_map(|place| fetched.get(nth(place)?).cloned()).collect())
    }

    /// Where the chunks lie that would hold some keys; `None` for a key below all chunks.
    async fn places(&self, kind: ChunkKind, keys: &[Vec<u8>]) -> Result<Vec<Option<ChunkRef>>, ChunkError> {
        let directory = self.boot.directory(kind);
        let listed: Vec<Option<ChunkRef>> =
            keys.iter().map(|key| chunk_for(&directory.refs, key).map(|(_, place)| place.clone())).collect();
        if !directory.is_paged {
            return Ok(listed);
        }
        let pages: Vec<ChunkRef> = listed.iter().flatten().cloned().collect();
        let mut pages = self.chunks(ChunkKind::Pages, &pages).await?.into_iter();
        let mut places = Vec::new();
        for (key, page) in keys.iter().zip(&listed) {
            let place = match page.as_ref().and_then(|_| pages.next()) {
                Some(page) => {
                    let refs = page.read(|bytes| read_refs(&mut Cursor::new(bytes)))?;
                    chunk_for(&refs, key).map(|(_, place)| place.clone())
                }
                None => None,
            };
            places.push(place);
        }
        Ok(places)
    }

    /// The chunks that would hold some keys, each with the key it begins with.
    async fn chunks_for(
        &self,
        kind: ChunkKind,
        keys: &[Vec<u8>],
    ) -> Result<Vec<Option<(Vec<u8>, Rc<Chunk>)>>, ChunkError> {
        let places = self.places(kind, keys).await?;
        let found: Vec<ChunkRef> = places.iter().flatten().cloned().collect();
        let mut chunks = self.chunks(kind, &found).await?.into_iter();
        Ok(places
            .into_iter()
            .map(|place| {
                let place = place?;
                chunks.next().map(|chunk| (place.head, chunk))
            })
            .collect())
    }

    /// The chunks that hold keys from `from` up to but not including `until`, at most `max`, and whether there are more.
    async fn chunks_between(
        &self,
        kind: ChunkKind,
        from: &[u8],
        until: Option<&[u8]>,
        max: usize,
    ) -> Result<(Vec<Rc<Chunk>>, bool), ChunkError> {
        let mut refs = self.places_between(kind, from, until).await?;
        let is_cut = refs.len() > max;
        refs.truncate(max);
        Ok((self.chunks(kind, &refs).await?, is_cut))
    }

    /// Where the chunks lie that hold keys from `from` up to `until`.
    async fn places_between(
        &self,
        kind: ChunkKind,
        from: &[u8],
        until: Option<&[u8]>,
    ) -> Result<Vec<ChunkRef>, ChunkError> {
        let directory = self.boot.directory(kind);
        let refs = between(&directory.refs, from, until).to_vec();
        if !directory.is_paged {
            return Ok(refs);
        }
        let mut listed = Vec::new();
        for page in self.chunks(ChunkKind::Pages, &refs).await? {
            listed.extend(page.read(|bytes| read_refs(&mut Cursor::new(bytes)))?);
        }
        Ok(between(&listed, from, until).to_vec())
    }

    /// Lists of articles or positions, in two steps at most: the chunks they begin in, then those they run on into.
    async fn lists(
        &self,
        kind: ChunkKind,
        lists: &[(Place, u32, ListKind)],
    ) -> Result<Vec<(ListPlan, Vec<Rc<Chunk>>)>, ChunkError> {
        let keys: Vec<Vec<u8>> = lists.iter().map(|(place, _, _)| number_key(place.chunk).to_vec()).collect();
        let first = self.numbered(kind, &keys).await?;
        let mut plans = Vec::new();
        let mut more = Vec::new();
        for ((place, n, list_kind), chunk) in lists.iter().zip(&first) {
            let plan = chunk.read(|bytes| ListPlan::read(bytes, *place, *n, *list_kind))?;
            let last = place.chunk.saturating_add(plan.n_more_chunks());
            more.extend((place.chunk.saturating_add(1)..=last).map(|number| number_key(number).to_vec()));
            plans.push(plan);
        }
        let mut more = self.numbered(kind, &more).await?.into_iter();
        let lists = plans.into_iter().zip(first).map(|(plan, first)| {
            let rest = more.by_ref().take(plan.n_more_chunks() as usize);
            let chunks = std::iter::once(first).chain(rest).collect();
            (plan, chunks)
        });
        Ok(lists.collect())
    }

    /// Chunks that must exist, by number.
    async fn numbered(&self, kind: ChunkKind, keys: &[Vec<u8>]) -> Result<Vec<Rc<Chunk>>, ChunkError> {
        let chunks = self.chunks_for(kind, keys).await?;
        let dangling = || damaged(kind.name(), "a list lies in a chunk that is not there");
        chunks
            .into_iter()
            .zip(keys)
            .map(|(found, key)| found.filter(|(head, _)| head == key).map(|(_, chunk)| chunk).ok_or_else(dangling))
            .collect()
    }
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
