//! Where an edition's files come from.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::future::Future;

use thiserror::Error;

use crate::files::EditionFiles;
use crate::pack::PackIndex;

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
    /// All bytes of a file, named as in [`EditionFiles::files`], such as `edition.json` or `edition/0123456789abcdef/words0.np`.
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
    index: PackIndex,
}

impl PackedStore {
    /// Reads the blob's table of files.
    ///
    /// * Errors: `Damaged`, naming the file `the packed edition`.
    pub fn new(blob: impl Into<Cow<'static, [u8]>>) -> Result<PackedStore, ChunkError> {
        let blob = blob.into();
        let index = PackIndex::read(&blob)?;
        Ok(PackedStore { blob, index })
    }

    /// The files' names, in the order in which they lie.
    pub fn files(&self) -> impl Iterator<Item = String> + '_ {
        self.index.files()
    }
}

impl ChunkStore for PackedStore {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        let place = self.index.range(file);
        let bytes = place.and_then(|place| self.blob.get(place.start as usize..place.end as usize));
        bytes.map(Cow::Borrowed).ok_or_else(|| ChunkError::Missing { file: file.to_owned() })
    }
}
