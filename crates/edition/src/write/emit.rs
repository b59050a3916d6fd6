//! Chunks become files named by their checksum, and directories that list them.

use std::collections::{BTreeMap, BTreeSet};

use miniz_oxide::deflate::compress_to_vec;

use super::WriteError;
use super::outside::Sink;
use crate::blocks::ChunkStream;
use crate::bytes::put_varint;
use crate::checksum::checksum;
use crate::directory::{ChunkKind, ChunkRef, Directory, number_key, put_refs};
use crate::reader::frame_header;
use crate::table::TableWriter;

/// How many chunks a directory lists before it is cut into pages, and how many a page lists. The dictionary's directory may be longer: it
/// is what makes a first query cheap.
fn n_listed(kind: ChunkKind) -> usize {
    if kind == ChunkKind::Words { 512 } else { 96 }
}
const PAGE_REFS: usize = 512;

/// miniz_oxide's level: 9 is within a percent of its best and much quicker than 10.
const DEFLATE_LEVEL: u8 = 9;

/// A chunk's file: the header and the payload, deflated where the kind is. What takes time in emitting, apart from the order of things.
pub(super) fn framed(kind: ChunkKind, payload: &[u8]) -> Vec<u8> {
    let mut bytes = frame_header(kind).to_vec();
    if kind.is_deflated() {
        put_varint(&mut bytes, payload.len() as u32);
        bytes.extend(compress_to_vec(payload, DEFLATE_LEVEL));
    } else {
        bytes.extend_from_slice(payload);
    }
    bytes
}

/// Hands files to the sink and keeps what the directories say of them.
pub(super) struct Emitter<'s> {
    sink: &'s mut dyn Sink,
    refs: BTreeMap<ChunkKind, Vec<ChunkRef>>,
    /// Files there are: chunks of the same bytes are one.
    known: BTreeSet<(ChunkKind, u64)>,
    pub n_files: u32,
    pub n_bytes: u64,
}

impl<'s> Emitter<'s> {
    pub(super) fn new(sink: &'s mut dyn Sink) -> Emitter<'s> {
        Emitter { sink, refs: BTreeMap::new(), known: BTreeSet::new(), n_files: 0, n_bytes: 0 }
    }

    /// Adds the next chunk of a kind; its head is above the last one's.
    pub(super) fn emit(&mut self, kind: ChunkKind, head: &[u8], payload: &[u8]) -> Result<(), WriteError> {
        self.emit_framed(kind, head, framed(kind, payload))
    }

    /// Adds the next chunk of a kind, already [`framed`].
    pub(super) fn emit_framed(&mut self, kind: ChunkKind, head: &[u8], bytes: Vec<u8>) -> Result<(), WriteError> {
        let chunk = self.file(kind, head, bytes)?;
        self.refs.entry(kind).or_default().push(chunk);
        Ok(())
    }

    /// Adds the chunks of a table that are full; all of them when the table is done.
    pub(super) fn emit_table(
        &mut self,
        kind: ChunkKind,
        table: &mut TableWriter,
        done: bool,
    ) -> Result<(), WriteError> {
        let n_full = table.chunks.len() - usize::from(!done && !table.chunks.is_empty());
        for (head, payload) in table.chunks.drain(..n_full) {
            self.emit(kind, &head, &payload)?;
        }
        Ok(())
    }

    /// Adds the chunks of a stream that are full, under their numbers; all of them when the stream is done.
    pub(super) fn emit_stream(
        &mut self,
        kind: ChunkKind,
        (stream, n_emitted): (&mut ChunkStream, &mut usize),
        done: bool,
    ) -> Result<(), WriteError> {
        let n_full = stream.chunks.len() - usize::from(!done && !stream.chunks.is_empty());
        for number in *n_emitted..n_full {
            let payload = std::mem::take(&mut stream.chunks[number]);
            if !payload.is_empty() {
                self.emit(kind, &number_key(number as u32), &payload)?;
            }
        }
        *n_emitted = n_full;
        Ok(())
    }

    /// Adds a file that no directory lists.
    pub(super) fn put(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), WriteError> {
        self.n_files += 1;
        self.n_bytes += bytes.len() as u64;
        self.sink
            .put(name, bytes)
            .map_err(|fault| WriteError::Refused { file: name.to_owned(), fault: fault.to_string() })
    }

    fn file(&mut self, kind: ChunkKind, head: &[u8], bytes: Vec<u8>) -> Result<ChunkRef, WriteError> {
        let chunk = ChunkRef { head: head.to_vec(), n_bytes: bytes.len() as u32, checksum: checksum(&bytes) };
        if self.known.insert((kind, chunk.checksum)) {
            self.put(&chunk.file(kind), bytes)?;
        }
        Ok(chunk)
    }

    /// Adds the pages of long directories, and gives the directories in the boot file's order.
    pub(super) fn directories(&mut self) -> Result<Vec<Directory>, WriteError> {
        let mut directories = Vec::new();
        for kind in ChunkKind::LISTED {
            let refs = self.refs.remove(&kind).unwrap_or_default();
            let n_chunks = refs.len() as u32;
            if refs.len() <= n_listed(kind) {
                directories.push(Directory { n_chunks, is_paged: false, refs });
                continue;
            }
            let mut pages = Vec::new();
            for page in refs.chunks(PAGE_REFS) {
                let mut payload = Vec::new();
                put_refs(&mut payload, page);
                pages.push(self.file(ChunkKind::Pages, &page[0].head, framed(ChunkKind::Pages, &payload))?);
            }
            directories.push(Directory { n_chunks, is_paged: true, refs: pages });
        }
        Ok(directories)
    }
}
