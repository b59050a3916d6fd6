//! Where an edition's files come from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::future::Future;
use std::ops::Range;

use thiserror::Error;

use crate::bytes::Cursor;
use crate::files::{EditionFiles, PACK_MAGIC};
use crate::sorted::SortedMap;

/// Why a file of an edition cannot be used. Every message names the file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ChunkError {
    /// The store has no such file.
    #[error("{file} is missing from the edition; publish the edition again, all of its files")]
    Missing {
        /// The file.
        file: String,
    },
    /// The store could not fetch it.
    #[error("{file} could not be loaded: {reason}")]
    Unreachable {
        /// The file.
        file: String,
        /// What went wrong, as a clause.
        reason: String,
    },
    /// Its bytes are not those that were published.
    #[error("{file} is damaged ({reason}); publish the edition again, all of its files")]
    Damaged {
        /// The file.
        file: String,
        /// What does not fit, as a clause.
        reason: String,
    },
    /// A newer version of Newsprint wrote it.
    #[error(
        "{file} is of edition format {found}, and this page reads up to {known}; load the page anew, or publish it with the newer version too"
    )]
    Newer {
        /// The file.
        file: String,
        /// The major version found.
        found: u32,
        /// The newest major version this reader knows.
        known: u32,
    },
}

/// Hands out the files of one edition: embedded, fetched, or held in one file.
///
/// The reader checks length and checksum, keeps what it has read, and asks for independent files at the same time. A store
/// only finds bytes.
pub trait ChunkStore {
    /// All bytes of a file, named as in [`EditionFiles::files`], such as `edition.json` or `edition/words-….np`.
    ///
    /// * Errors: `Missing` or `Unreachable`.
    fn read<'a>(&'a self, file: &'a str) -> impl Future<Output = Result<Cow<'a, [u8]>, ChunkError>> + 'a;
}

/// An edition in memory, as it was written.
#[derive(Clone, Debug)]
pub struct MemoryStore {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryStore {
    /// Hands out these files.
    pub fn new(files: EditionFiles) -> MemoryStore {
        MemoryStore { files: files.files }
    }
}

impl ChunkStore for MemoryStore {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        let bytes = self.files.get(file).ok_or_else(|| ChunkError::Missing { file: file.to_owned() })?;
        Ok(Cow::Borrowed(bytes))
    }
}

/// An edition in one blob, made by [`EditionFiles::pack`].
#[derive(Clone, Debug)]
pub struct PackedStore {
    blob: Cow<'static, [u8]>,
    places: SortedMap<String, Range<usize>>,
}

impl PackedStore {
    /// Reads the blob's table of files.
    ///
    /// * Errors: `Damaged`, naming the file `the packed edition`.
    pub fn new(blob: impl Into<Cow<'static, [u8]>>) -> Result<PackedStore, ChunkError> {
        let blob = blob.into();
        let places = places_in(&blob).map_err(|reason| ChunkError::Damaged {
            file: "the packed edition".to_owned(),
            reason: reason.to_owned(),
        })?;
        Ok(PackedStore { blob, places })
    }

    /// The files' names, in order.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|(name, _)| name.as_str())
    }
}

fn places_in(blob: &[u8]) -> Result<SortedMap<String, Range<usize>>, &'static str> {
    let mut cursor = Cursor::new(blob);
    if cursor.array() != Ok(PACK_MAGIC) {
        return Err("it does not begin as a packed edition does");
    }
    let n_files = cursor.count().map_err(|malformed| malformed.0)?;
    let mut named = Vec::new();
    for _ in 0..n_files {
        let name = cursor.string().map_err(|malformed| malformed.0)?;
        let length = cursor.varint().map_err(|malformed| malformed.0)? as usize;
        named.push((name, length));
    }
    let mut start = blob.len() - cursor.n_left();
    let mut places = SortedMap::default();
    for (name, length) in named {
        let end = start.checked_add(length).filter(|end| *end <= blob.len()).ok_or("a file lies past its end")?;
        places.set(name, start..end);
        start = end;
    }
    if start == blob.len() { Ok(places) } else { Err("bytes follow the last file") }
}

impl ChunkStore for PackedStore {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        let missing = || ChunkError::Missing { file: file.to_owned() };
        let place = self.places.get(file).ok_or_else(missing)?;
        self.blob.get(place.clone()).map(Cow::Borrowed).ok_or_else(missing)
    }
}
