//! Chunks: the files an edition is cut into, and the directories that find them by key.
//!
//! Every kind of chunk is one sorted sequence, cut by bytes. A directory lists, for each chunk, the key it begins with, its length and
//! its checksum. A short directory lies in the boot file; a long one is cut into pages, and the boot file lists those.

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_varint};

/// What a chunk holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ChunkKind {
    /// Pages of directories.
    Pages = 0,
    /// The dictionary: words and families of inflected words.
    Words = 1,
    /// Which articles hold a word, and how much it weighs there.
    Postings = 2,
    /// Where in the articles a word stands.
    Positions = 3,
    /// Article ids.
    Ids = 4,
    /// Facet values by id and by the words of their labels.
    ValueNames = 5,
    /// Facet values by number.
    Values = 6,
    /// Which articles have a facet value.
    Sets = 7,
    /// Which facet values an article has.
    Columns = 8,
    /// Publication dates.
    Dates = 9,
    /// What a list of hits shows of an article.
    Cards = 10,
    /// The articles' text and what is marked in it.
    Bodies = 11,
    /// People, organisations and places.
    Entities = 12,
}

impl ChunkKind {
    /// The kinds that the boot file has a directory of, in its order.
    pub const LISTED: [ChunkKind; 12] = [
        ChunkKind::Words,
        ChunkKind::Postings,
        ChunkKind::Positions,
        ChunkKind::Ids,
        ChunkKind::ValueNames,
        ChunkKind::Values,
        ChunkKind::Sets,
        ChunkKind::Columns,
        ChunkKind::Dates,
        ChunkKind::Cards,
        ChunkKind::Bodies,
        ChunkKind::Entities,
    ];

    /// The first part of the file's name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            ChunkKind::Pages => "pages",
            ChunkKind::Words => "words",
            ChunkKind::Postings => "postings",
            ChunkKind::Positions => "positions",
            ChunkKind::Ids => "ids",
            ChunkKind::ValueNames => "names",
            ChunkKind::Values => "values",
            ChunkKind::Sets => "sets",
            ChunkKind::Columns => "columns",
            ChunkKind::Dates => "dates",
            ChunkKind::Cards => "cards",
            ChunkKind::Bodies => "bodies",
            ChunkKind::Entities => "entities",
        }
    }

    /// Whether its chunks are deflated. The others are packed already, and are read by place.
    pub(crate) fn is_deflated(self) -> bool {
        matches!(self, ChunkKind::Cards | ChunkKind::Bodies | ChunkKind::Entities | ChunkKind::Values)
    }
}

/// One chunk: where it begins in its sequence, and how to know its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChunkRef {
    /// The first key in it.
    pub head: Vec<u8>,
    /// Bytes of its file.
    pub n_bytes: u32,
    /// XXH64 of its file.
    pub checksum: u64,
}

impl ChunkRef {
    /// The file's name within the edition.
    pub(crate) fn file(&self, kind: ChunkKind) -> String {
        file_name(kind.name(), self.checksum)
    }
}

/// A file's name: what it is and the checksum of its bytes.
pub(crate) fn file_name(name: &str, checksum: u64) -> String {
    format!("edition/{name}-{checksum:016x}.np")
}

/// The chunks of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Directory {
    /// How many chunks there are.
    pub n_chunks: u32,
    /// Whether `refs` are pages of the directory instead of chunks.
    pub is_paged: bool,
    /// Chunks, or pages, by rising head.
    pub refs: Vec<ChunkRef>,
}

/// A whole number as a key: keys compare as the numbers do.
pub(crate) fn number_key(number: u32) -> [u8; 4] {
    number.to_be_bytes()
}

/// Appends a list of chunks.
pub(crate) fn put_refs(out: &mut Vec<u8>, refs: &[ChunkRef]) {
    put_varint(out, refs.len() as u32);
    for chunk in refs {
        put_bytes(out, &chunk.head);
        put_varint(out, chunk.n_bytes);
        out.extend_from_slice(&chunk.checksum.to_le_bytes());
    }
}

/// Reads a list of chunks, and checks their order.
pub(crate) fn read_refs(cursor: &mut Cursor<'_>) -> Parsed<Vec<ChunkRef>> {
    let n_refs = cursor.count()?;
    let mut refs: Vec<ChunkRef> = Vec::new();
    for _ in 0..n_refs {
        let head = cursor.bytes()?.to_vec();
        let n_bytes = cursor.varint()?;
        let checksum = u64::from_le_bytes(cursor.array()?);
        if refs.last().is_some_and(|last| last.head >= head) {
            return Err(Malformed("chunks are out of order"));
        }
        refs.push(ChunkRef { head, n_bytes, checksum });
    }
    Ok(refs)
}

/// The last chunk that begins at or before a key.
pub(crate) fn chunk_for<'a>(refs: &'a [ChunkRef], key: &[u8]) -> Option<(usize, &'a ChunkRef)> {
    let after = refs.partition_point(|chunk| chunk.head.as_slice() <= key);
    let nth = after.checked_sub(1)?;
    Some((nth, &refs[nth]))
}

impl Directory {
    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, self.n_chunks);
        out.push(u8::from(self.is_paged));
        put_refs(out, &self.refs);
    }

    pub(crate) fn read(cursor: &mut Cursor<'_>) -> Parsed<Directory> {
        let n_chunks = cursor.varint()?;
        let is_paged = match cursor.byte()? {
            0 => false,
            1 => true,
            _ => return Err(Malformed("a flag is neither 0 nor 1")),
        };
        let refs = read_refs(cursor)?;
        if !is_paged && refs.len() != n_chunks as usize {
            return Err(Malformed("a directory does not list all its chunks"));
        }
        Ok(Directory { n_chunks, is_paged, refs })
    }
}
