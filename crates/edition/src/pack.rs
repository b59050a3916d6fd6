//! A whole edition in one file: a head that says where each file lies, so that its parts can be fetched by range, and the files.

use std::ops::Range;

use crate::bytes::{Cursor, Malformed, Parsed, put_varint};
use crate::files::{EditionFiles, POINTER};
use crate::part::{ChunkKind, N_KINDS, file_name};
use crate::pointer::{boot_checksum, boot_name};
use crate::store::ChunkError;

/// The first bytes of a packed edition.
const MAGIC: [u8; 4] = *b"NPP2";

/// What is called in messages what has no name of its own.
const PACK: &str = "the packed edition";

/// Where the files of a packed edition lie.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackIndex {
    boot: u64,
    /// Where the pointer begins and ends, and the boot file ends.
    pointer: Range<u64>,
    boot_end: u64,
    parts: Vec<PackedPart>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct PackedPart {
    hash: u64,
    /// For each kind, where its chunks lie: the start of the first, then the end of each.
    bounds: Vec<Vec<u64>>,
}

impl PackIndex {
    /// How many bytes of a packed edition say how long its head is.
    pub const N_START: usize = 8;

    /// How long the head is, the bytes that say it included.
    ///
    /// * Shape: the first [`PackIndex::N_START`] bytes of the file, or more.
    /// * Errors: `Damaged`, when this is no packed edition.
    pub fn head_bytes(start: &[u8]) -> Result<usize, ChunkError> {
        head_bytes(start).map_err(damaged)
    }

    /// Reads the head.
    ///
    /// * Shape: as many bytes as [`PackIndex::head_bytes`] says, or more.
    /// * Errors: `Damaged`.
    pub fn read(head: &[u8]) -> Result<PackIndex, ChunkError> {
        read(head).map_err(damaged)
    }

    /// Where a file lies in the packed edition; `None` when it has no such file.
    pub fn range(&self, file: &str) -> Option<Range<u64>> {
        if file == POINTER {
            return Some(self.pointer.clone());
        }
        if boot_checksum(file) == Some(self.boot) {
            return Some(self.pointer.end..self.boot_end);
        }
        let (hash, kind, number) = named(file)?;
        let part = self.parts.iter().find(|part| part.hash == hash)?;
        let bounds = part.bounds.get(kind as usize)?;
        Some(*bounds.get(number as usize)?..*bounds.get(number as usize + 1)?)
    }

    /// How many bytes the packed edition has.
    pub fn n_bytes(&self) -> u64 {
        self.parts
            .iter()
            .flat_map(|part| &part.bounds)
            .filter_map(|bounds| bounds.last())
            .max()
            .copied()
            .unwrap_or(self.boot_end)
    }

    /// The names of all files, in the order in which they lie.
    pub fn files(&self) -> impl Iterator<Item = String> + '_ {
        let of_part = |part: &PackedPart| {
            let of_kind = |(kind, bounds): (ChunkKind, &Vec<u64>)| {
                (1..bounds.len()).map(|nth| file_name(part.hash, kind, nth as u32 - 1)).collect::<Vec<String>>()
            };
            ChunkKind::ALL.into_iter().zip(&part.bounds).flat_map(of_kind).collect::<Vec<String>>()
        };
        [POINTER.to_owned(), boot_name(self.boot)].into_iter().chain(self.parts.iter().flat_map(of_part))
    }
}

fn damaged(malformed: Malformed) -> ChunkError {
    ChunkError::Damaged { file: PACK.to_owned(), reason: malformed.0.to_owned() }
}

fn head_bytes(start: &[u8]) -> Parsed<usize> {
    let mut cursor = Cursor::new(start);
    if cursor.array()? != MAGIC {
        return Err(Malformed("it does not begin as a packed edition does"));
    }
    Ok(u32::from_le_bytes(cursor.array()?) as usize + PackIndex::N_START)
}

fn read(head: &[u8]) -> Parsed<PackIndex> {
    let n_head = head_bytes(head)?;
    let mut cursor = Cursor::new(head.get(PackIndex::N_START..n_head).ok_or(Malformed("the bytes end early"))?);
    let start = n_head as u64;
    let pointer_end = start + u64::from(cursor.varint()?);
    let boot = u64::from_le_bytes(cursor.array()?);
    let boot_end = pointer_end + u64::from(cursor.varint()?);
    let mut index = PackIndex { boot, pointer: start..pointer_end, boot_end, parts: Vec::new() };
    let mut end = boot_end;
    for _ in 0..cursor.byte()? {
        let mut part = PackedPart { hash: u64::from_le_bytes(cursor.array()?), bounds: Vec::new() };
        for _ in 0..cursor.count()? {
            let mut bounds = vec![end];
            for _ in 0..cursor.count()? {
                end += u64::from(cursor.varint()?);
                bounds.push(end);
            }
            part.bounds.push(bounds);
        }
        index.parts.push(part);
    }
    if cursor.is_at_end() { Ok(index) } else { Err(Malformed("its head is longer than what it lists")) }
}

/// What a chunk's file name says: the part's hash, the kind and the number.
type ChunkName = (u64, ChunkKind, u32);

/// Reads the name of a chunk's file.
pub(crate) fn named(file: &str) -> Option<ChunkName> {
    let (hash, name) = file.strip_prefix("edition/")?.split_once('/')?;
    let name = name.strip_suffix(".np")?;
    let (kind, number) = name.split_at(name.find(|c: char| c.is_ascii_digit())?);
    let kind = ChunkKind::ALL.into_iter().find(|known| known.name() == kind)?;
    let found = (u64::from_str_radix(hash, 16).ok()?, kind, number.parse().ok()?);
    (file_name(found.0, found.1, found.2) == file).then_some(found)
}

impl EditionFiles {
    /// One blob of all files, for embedding, for [`crate::PackedStore`] and for fetching by range.
    pub fn pack(&self) -> Vec<u8> {
        let length = |bytes: Option<&Vec<u8>>| bytes.map_or(0, |bytes| bytes.len() as u32);
        let boot = self.files.keys().find_map(|name| boot_checksum(name)).unwrap_or(0);
        let boot_file = self.files.get(&boot_name(boot));
        let mut chunks: Vec<(ChunkName, &Vec<u8>)> =
            self.files.iter().filter_map(|(name, bytes)| Some((named(name)?, bytes))).collect();
        let mut hashes: Vec<u64> = chunks.iter().map(|((hash, ..), _)| *hash).collect();
        hashes.dedup();
        chunks.sort_unstable_by_key(|(id, _)| *id);

        let mut head = Vec::new();
        put_varint(&mut head, length(self.files.get(POINTER)));
        head.extend_from_slice(&boot.to_le_bytes());
        put_varint(&mut head, length(boot_file));
        head.push(hashes.len() as u8);
        for hash in hashes {
            head.extend_from_slice(&hash.to_le_bytes());
            put_varint(&mut head, N_KINDS as u32);
            for kind in ChunkKind::ALL {
                let of_kind = chunks.iter().filter(|(id, _)| (id.0, id.1) == (hash, kind));
                put_varint(&mut head, of_kind.clone().count() as u32);
                of_kind.for_each(|(_, bytes)| put_varint(&mut head, bytes.len() as u32));
            }
        }
        let mut blob = MAGIC.to_vec();
        blob.extend_from_slice(&(head.len() as u32).to_le_bytes());
        blob.extend_from_slice(&head);
        let first = [self.files.get(POINTER), boot_file].into_iter().flatten();
        first.chain(chunks.iter().map(|(_, bytes)| *bytes)).for_each(|bytes| blob.extend_from_slice(bytes));
        blob
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_names_are_read() {
        let name = file_name(0x0123_4567_89AB_CDEF, ChunkKind::LargeSets, 17);
        assert_eq!(named(&name), Some((0x0123_4567_89AB_CDEF, ChunkKind::LargeSets, 17)));
        for wrong in [
            name.replace("17", "017"),
            name.replace("17", ""),
            name.replace("largesets", "large"),
            name.replace("01234", "1234"),
            name.replace("cdef", "CDEF"),
            name.replace(".np", ""),
            name.replace("edition/", ""),
            name.replace("17", "99999999999"),
        ] {
            assert_eq!(named(&wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_hostile_head_is_an_error_and_nothing_worse() {
        let files = EditionFiles { files: [(POINTER.to_owned(), b"{}".to_vec())].into() };
        let blob = files.pack();
        let index = PackIndex::read(&blob).unwrap();
        assert_eq!(
            (index.range(POINTER).map(|range| range.end), index.n_bytes()),
            (Some(blob.len() as u64), blob.len() as u64)
        );
        for at in 0..blob.len() {
            for byte in [0, 1, 0x7F, 0xFF] {
                let mut blob = blob.clone();
                blob[at] = byte;
                let _ = PackIndex::read(&blob);
                let _ = PackIndex::read(&blob[..at]);
            }
        }
    }
}
