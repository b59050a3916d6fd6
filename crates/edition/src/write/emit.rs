//! Chunks become files: sealed with their checksum, counted, and handed to the sink.

use super::WriteError;
use super::outside::Sink;
use crate::bytes::put_varint;
use crate::lists::{Part as ListPart, Place};
use crate::part::{ChunkKind, Heads, N_KINDS, Part, file_name, part_hash, sealed};
use crate::prose::Speller;
use crate::table::TableWriter;

/// The folder that a part's files lie in until its name is known.
const UNNAMED_PART: &str = "edition/part";

/// A group of records as it is stored, with the number of the first of them.
///
/// * Errors: the records do not begin with texts, which cannot be.
pub(super) fn coded(speller: &Speller, first: u32, group: &[u8]) -> Result<Vec<u8>, WriteError> {
    let mut payload = Vec::new();
    put_varint(&mut payload, first);
    let coded = speller.encode(group);
    payload.extend(coded.map_err(|_| WriteError::spill("a text does not come back as it was put"))?);
    Ok(payload)
}

/// Hands the files of a part to the sink.
pub(super) struct Emitter<'s> {
    sink: &'s mut dyn Sink,
    stamp: u64,
    /// For each kind, the checksums of its chunks by number.
    checksums: [Vec<u64>; N_KINDS],
    pub n_files: u32,
    pub n_bytes: u64,
}

impl<'s> Emitter<'s> {
    /// * `stamp`: tells the source apart from others.
    pub(super) fn new(sink: &'s mut dyn Sink, stamp: u64) -> Emitter<'s> {
        Emitter { sink, stamp, checksums: Default::default(), n_files: 0, n_bytes: 0 }
    }

    /// Adds the next chunk of a kind, and returns its number.
    pub(super) fn emit(&mut self, kind: ChunkKind, bytes: Vec<u8>) -> Result<u32, WriteError> {
        let number = self.checksums[kind as usize].len() as u32;
        let (bytes, checksum) = sealed(self.stamp, kind, number, bytes);
        self.put(&format!("{UNNAMED_PART}/{}{number}.np", kind.name()), bytes)?;
        self.checksums[kind as usize].push(checksum);
        Ok(number)
    }

    /// Adds the chunks of a table that are full, all of them when the table is done, and their heads.
    pub(super) fn emit_table(
        &mut self,
        kind: ChunkKind,
        (table, heads): (&mut TableWriter, &mut Heads),
        done: bool,
    ) -> Result<(), WriteError> {
        if done {
            table.finish();
        }
        for (head, payload) in table.chunks.drain(..) {
            heads.push(&head);
            self.emit(kind, payload)?;
        }
        Ok(())
    }

    /// Adds chunks of lists, each of the kind that `kind_of` says, in the order in which they were laid out.
    pub(super) fn emit_lists(
        &mut self,
        chunks: &mut ListChunks,
        kind_of: impl Fn(ListPart) -> ChunkKind,
    ) -> Result<(), WriteError> {
        for (part, number, payload) in chunks.0.drain(..) {
            let emitted = self.emit(kind_of(part), payload)?;
            debug_assert_eq!(emitted, number, "chunks of lists come in order");
        }
        Ok(())
    }

    /// Adds a file that is no chunk.
    pub(super) fn put(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), WriteError> {
        self.n_files += 1;
        self.n_bytes += bytes.len() as u64;
        self.sink
            .put(name, bytes)
            .map_err(|fault| WriteError::Refused { file: name.to_owned(), fault: fault.to_string() })
    }

    /// Names the part after its chunks, and says so in `part`.
    pub(super) fn finish_part(&mut self, part: &mut Part) -> Result<(), WriteError> {
        part.stamp = self.stamp;
        part.hash = part_hash(self.stamp, self.checksums.iter().flatten().copied());
        part.n_chunks = std::array::from_fn(|kind| self.checksums[kind].len() as u32);
        let named = file_name(part.hash, ChunkKind::Words, 0);
        let folder = named.rsplit_once('/').map_or(UNNAMED_PART, |(folder, _)| folder);
        self.sink
            .rename(UNNAMED_PART, folder)
            .map_err(|fault| WriteError::Refused { file: folder.to_owned(), fault: fault.to_string() })
    }
}

/// Finished chunks of lists that wait to be emitted.
#[derive(Default)]
pub(super) struct ListChunks(Vec<(ListPart, u32, Vec<u8>)>);

impl ListChunks {
    /// Takes a chunk.
    pub(super) fn take(&mut self, part: ListPart, number: u32, payload: Vec<u8>) {
        self.0.push((part, number, payload));
    }
}

/// The place of a list of one article, with what a word has there.
pub(super) fn inline(article: u32, impact: u8, positions: Vec<u8>) -> Place {
    Place::Inline { article, impact, positions }
}
