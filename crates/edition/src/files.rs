//! The files of an edition, as a map.

use std::collections::BTreeMap;

use crate::pack::named;
use crate::part::ChunkKind;

/// The one file whose name never changes: it names the boot file.
pub const POINTER: &str = "edition.json";

/// Everything that makes up an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditionFiles {
    /// Relative path to bytes: [`POINTER`], `edition/boot-CHECKSUM.np`, and `edition/PART/KIND-NUMBER.np` for the rest.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl EditionFiles {
    /// Bytes of all files together.
    pub fn n_bytes(&self) -> u64 {
        self.files.values().map(|bytes| bytes.len() as u64).sum()
    }

    /// How many files of each kind there are, and their bytes; kinds without files are left out.
    pub fn by_kind(&self) -> Vec<(&'static str, u64, u64)> {
        by_kind(self.files.iter().map(|(name, bytes)| (name.as_str(), bytes.len() as u64)))
    }
}

/// How many files of each kind there are among files given by name and length, and their bytes; kinds without files are left out, and `other` is
/// what is no chunk.
pub fn by_kind<'a>(files: impl Iterator<Item = (&'a str, u64)>) -> Vec<(&'static str, u64, u64)> {
    let names = ChunkKind::ALL.map(ChunkKind::name).into_iter().chain(["other"]);
    let mut kinds: Vec<(&'static str, u64, u64)> = names.map(|name| (name, 0, 0)).collect();
    for (name, n_bytes) in files {
        let at = named(name).map_or(ChunkKind::ALL.len(), |(_, kind, _)| kind as usize);
        let (_, n_files, total) = &mut kinds[at];
        *n_files += 1;
        *total += n_bytes;
    }
    kinds.retain(|(_, n_files, _)| *n_files > 0);
    kinds
}
