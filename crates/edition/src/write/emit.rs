//! Chunks become files named by their checksum, and directories that list them.

use std::collections::BTreeMap;

use miniz_oxide::deflate::compress_to_vec;

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

#[derive(Default)]
pub(super) struct Emitter {
    files: BTreeMap<String, Vec<u8>>,
    refs: BTreeMap<ChunkKind, Vec<ChunkRef>>,
}

impl Emitter {
    /// Adds the next chunk of a kind; its head is above the last one's.
    pub(super) fn emit(&mut self, kind: ChunkKind, head: &[u8], payload: &[u8]) {
        let chunk = self.file(kind, head, payload);
        self.refs.entry(kind).or_default().push(chunk);
    }

    /// Adds all chunks of a table.
    pub(super) fn emit_table(&mut self, kind: ChunkKind, table: TableWriter) {
        for (head, payload) in table.chunks {
            self.emit(kind, &head, &payload);
        }
    }

    /// Adds all chunks of a stream, under their numbers.
    pub(super) fn emit_stream(&mut self, kind: ChunkKind, stream: ChunkStream) {
        for (number, payload) in (0u32..).zip(stream.chunks) {
            if !payload.is_empty() {
                self.emit(kind, &number_key(number), &payload);
            }
        }
    }

    fn file(&mut self, kind: ChunkKind, head: &[u8], payload: &[u8]) -> ChunkRef {
        let mut bytes = frame_header(kind).to_vec();
        if kind.is_deflated() {
            put_varint(&mut bytes, payload.len() as u32);
            bytes.extend(compress_to_vec(payload, DEFLATE_LEVEL));
        } else {
            bytes.extend_from_slice(payload);
        }
        let chunk = ChunkRef { head: head.to_vec(), n_bytes: bytes.len() as u32, checksum: checksum(&bytes) };
        self.files.insert(chunk.file(kind), bytes);
        chunk
    }

    /// All files, and the directories in the boot file's order.
    pub(super) fn finish(mut self) -> (BTreeMap<String, Vec<u8>>, Vec<Directory>) {
        let mut directories = Vec::new();
        for kind in ChunkKind::LISTED {
            let refs = self.refs.remove(&kind).unwrap_or_default();
            let n_chunks = refs.len() as u32;
            if refs.len() <= n_listed(kind) {
                directories.push(Directory { n_chunks, is_paged: false, refs });
                continue;
            }
            let pages = refs
                .chunks(PAGE_REFS)
                .map(|page| {
                    let mut payload = Vec::new();
                    put_refs(&mut payload, page);
                    self.file(ChunkKind::Pages, &page[0].head, &payload)
                })
                .collect();
            directories.push(Directory { n_chunks, is_paged: true, refs: pages });
        }
        (self.files, directories)
    }
}
