//! The files of an edition, as a map and as one blob.

use std::collections::BTreeMap;

use crate::bytes::{put_str, put_varint};

/// The one file whose name never changes: it names the boot file.
pub const POINTER: &str = "edition.json";

/// The first bytes of a packed edition.
pub(crate) const PACK_MAGIC: [u8; 4] = *b"NPPK";

/// Everything that makes up an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditionFiles {
    /// Relative path to bytes: [`POINTER`], and `edition/KIND-CHECKSUM.np` for the rest.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl EditionFiles {
    /// Bytes of all files together.
    pub fn n_bytes(&self) -> u64 {
        self.files.values().map(|bytes| bytes.len() as u64).sum()
    }

    /// One blob of all files, for embedding and for [`crate::PackedStore`].
    pub fn pack(&self) -> Vec<u8> {
        let mut blob = PACK_MAGIC.to_vec();
        put_varint(&mut blob, self.files.len() as u32);
        for (name, bytes) in &self.files {
            put_str(&mut blob, name);
            put_varint(&mut blob, bytes.len() as u32);
        }
        self.files.values().for_each(|bytes| blob.extend_from_slice(bytes));
        blob
    }
}
