//! Lists of articles in blocks of 128: postings with impacts, sets without, and positions beside them.
//!
//! A list of at most one block is the block alone. A longer one opens with a header that gives, for each block, its last article,
//! its greatest impact and its length, so that a reader can pass over blocks, and over whole chunks, unread. Blocks
//! never cross a chunk's end.

use crate::MAX_ARTICLES;
use crate::bytes::{Cursor, Malformed, Parsed, bit_width, put_packed, put_varint};

/// How many articles a block holds.
pub(crate) const BLOCK: usize = 128;

/// Positions in the body are counted from here; those in the headline from 0.
pub const BODY_START: u32 = 1 << 20;

/// Where a list lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// Which chunk of its kind.
    pub chunk: u32,
    /// First byte within the chunk.
    pub offset: u32,
}

impl Place {
    pub(crate) fn put(self, out: &mut Vec<u8>) {
        put_varint(out, self.chunk);
        put_varint(out, self.offset);
    }

    pub(crate) fn read(cursor: &mut Cursor<'_>) -> Parsed<Place> {
        Ok(Place { chunk: cursor.varint()?, offset: cursor.varint()? })
    }
}

/// What the blocks of a list hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListKind {
    /// Articles with impacts.
    Impacts,
    /// Articles alone.
    Set,
    /// Positions, one list for each article of a posting list.
    Positions,
}

/// A list of articles, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    /// Rising article numbers.
    pub articles: Vec<u32>,
    /// One for each article, in the scale of [`crate::tf_of`]; none for a plain set.
    pub impacts: Vec<u8>,
}

/// Positions of a word, decoded, for each article of its postings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positions {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Default for Positions {
    fn default() -> Positions {
        Positions { starts: vec![0], values: Vec::new() }
    }
}

impl Positions {
    /// The positions in the `nth` article of the postings.
    pub fn of(&self, nth: usize) -> &[u32] {
        match (self.starts.get(nth), self.starts.get(nth + 1)) {
            (Some(start), Some(end)) => self.values.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// A list ready to be laid out: its blocks, and what the header says of each.
pub(crate) struct EncodedList {
    kind: ListKind,
    blocks: Vec<Vec<u8>>,
    /// The last article of each block, less the last of the block before, less one; the greatest impact.
    infos: Vec<(u32, u8)>,
}

/// Encodes rising article numbers, with impacts or (an empty slice) without.
pub(crate) fn encode_articles(articles: &[u32], impacts: &[u8]) -> EncodedList {
    let kind = if impacts.is_empty() { ListKind::Set } else { ListKind::Impacts };
    let mut list = EncodedList { kind, blocks: Vec::new(), infos: Vec::new() };
    let mut next = 0u32;
    for (nth, block) in articles.chunks(BLOCK).enumerate() {
        let before = next;
        let deltas: Vec<u32> = block
            .iter()
            .map(|article| {
                let delta = article - next;
                next = article + 1;
                delta
            })
            .collect();
        let width = bit_width(&deltas);
        let mut out = vec![width];
        put_packed(&mut out, &deltas, width);
        let mut max_impact = 0;
        if kind == ListKind::Impacts {
            let of_block = &impacts[nth * BLOCK..nth * BLOCK + block.len()];
            let least = of_block.iter().copied().min().unwrap_or(0);
            max_impact = of_block.iter().copied().max().unwrap_or(0);
            let above: Vec<u32> = of_block.iter().map(|impact| u32::from(impact - least)).collect();
            let width = bit_width(&above);
            out.extend([least, width]);
            put_packed(&mut out, &above, width);
        }
        list.infos.push((next - 1 - before, max_impact));
        list.blocks.push(out);
    }
    list
}

/// Encodes positions, already in records of [`put_positions`], one record for each article.
pub(crate) fn encode_positions(records: &[&[u8]]) -> EncodedList {
    let blocks: Vec<Vec<u8>> = records.chunks(BLOCK).map(|block| block.concat()).collect();
    let infos = vec![(0, 0); blocks.len()];
    EncodedList { kind: ListKind::Positions, blocks, infos }
}

/// Appends the positions of a word in one article: rising, those of the headline below [`BODY_START`].
pub(crate) fn put_positions(out: &mut Vec<u8>, positions: &[u32]) {
    let n_title = positions.partition_point(|position| *position < BODY_START);
    put_varint(out, (positions.len() as u32) << 1 | u32::from(n_title > 0));
    if n_title > 0 {
        put_varint(out, n_title as u32);
    }
    for (part, start) in [(&positions[..n_title], 0), (&positions[n_title..], BODY_START)] {
        let mut next = start;
        for position in part {
            put_varint(out, position - next);
            next = position + 1;
        }
    }
}

fn read_positions(cursor: &mut Cursor<'_>, values: &mut Vec<u32>) -> Parsed<()> {
    let head = cursor.varint()?;
    let n = head >> 1;
    let n_title = if head & 1 == 1 { cursor.varint()? } else { 0 };
    if n as usize > cursor.n_left() || n_title > n {
        return Err(Malformed("a count is larger than what follows"));
    }
    for (n_in_part, start, end) in [(n_title, 0, BODY_START), (n - n_title, BODY_START, u32::MAX)] {
        let mut next = start;
        for _ in 0..n_in_part {
            let position = cursor.varint()?.checked_add(next).filter(|position| *position < end);
            let position = position.ok_or(Malformed("a position is too large"))?;
            values.push(position);
            next = position + 1;
        }
    }
    Ok(())
}

/// Lays lists out in chunks of about `target` bytes.
pub(crate) struct ChunkStream {
    target: usize,
    /// Finished chunks, and the one being filled.
    pub chunks: Vec<Vec<u8>>,
}

impl ChunkStream {
    pub(crate) fn new(target: usize) -> ChunkStream {
        ChunkStream { target, chunks: vec![Vec::new()] }
    }

    /// Adds a list and says where it lies. A list that fits no chunk begins one and runs on into the next ones.
    pub(crate) fn add(&mut self, list: &EncodedList) -> Place {
        let has_header = list.blocks.len() > 1;
        let mut header = Vec::new();
        let total: usize = list.blocks.iter().map(Vec::len).sum();
        if has_header {
            put_header(&mut header, list, &vec![false; list.blocks.len()]);
        }
        if self.n_in_last() > 0 && self.n_in_last() + header.len() + total > self.target {
            self.chunks.push(Vec::new());
        }
        let place = Place { chunk: self.chunks.len() as u32 - 1, offset: self.n_in_last() as u32 };
        let mut at = self.n_in_last() + header.len();
        let starts_chunk: Vec<bool> = list
            .blocks
            .iter()
            .enumerate()
            .map(|(nth, block)| {
                let starts = nth > 0 && at + block.len() > self.target;
                at = if starts { block.len() } else { at + block.len() };
                starts
            })
            .collect();
        if has_header {
            header.clear();
            // The flags are low bits, so the header's length is the one counted above.
            put_header(&mut header, list, &starts_chunk);
            self.last().extend_from_slice(&header);
        }
        for (block, starts) in list.blocks.iter().zip(starts_chunk) {
            if starts {
                self.chunks.push(Vec::new());
            }
            self.last().extend_from_slice(block);
        }
        place
    }

    fn n_in_last(&self) -> usize {
        self.chunks.last().map_or(0, Vec::len)
    }

    fn last(&mut self) -> &mut Vec<u8> {
        if self.chunks.is_empty() {
            self.chunks.push(Vec::new());
        }
        let last = self.chunks.len() - 1;
        &mut self.chunks[last]
    }
}

fn put_header(out: &mut Vec<u8>, list: &EncodedList, starts_chunk: &[bool]) {
    for ((block, (gap, max_impact)), starts) in list.blocks.iter().zip(&list.infos).zip(starts_chunk) {
        if list.kind != ListKind::Positions {
            put_varint(out, *gap);
        }
        if list.kind == ListKind::Impacts {
            out.push(*max_impact);
        }
        put_varint(out, (block.len() as u32) << 1 | u32::from(*starts));
    }
}

/// A block of a list, decoded in place: nothing is allocated for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// How many articles it holds, at most 128.
    pub n: usize,
    /// Rising article numbers; the first `n` mean something.
    pub articles: [u32; BLOCK],
    /// One for each article, in the scale of [`crate::tf_of`]; 0 in a set.
    pub impacts: [u8; BLOCK],
}

impl Default for Block {
    fn default() -> Block {
        Block { n: 0, articles: [0; BLOCK], impacts: [0; BLOCK] }
    }
}

/// What a header says of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BlockHead {
    /// The article after the last one of the block before: deltas count from here.
    pub first: u32,
    /// The last article.
    pub last: u32,
    pub max_impact: u8,
    /// How many chunks after the list's first it lies in.
    pub nth_chunk: u32,
    pub offset: usize,
    pub n_bytes: usize,
}

/// Reads the header of a list of `n` articles from the chunk it begins in.
pub(crate) fn read_heads(chunk: &[u8], place: Place, n: u32, kind: ListKind) -> Parsed<Vec<BlockHead>> {
    let mut cursor = Cursor::at(chunk, place.offset as usize)?;
    let n_blocks = (n as usize).div_ceil(BLOCK);
    if n_blocks <= 1 {
        let head = BlockHead {
            last: MAX_ARTICLES,
            max_impact: u8::MAX,
            offset: place.offset as usize,
            n_bytes: cursor.n_left(),
            ..BlockHead::default()
        };
        return Ok(vec![head; n_blocks]);
    }
    if n_blocks > cursor.n_left() {
        return Err(Malformed("a count is larger than what follows"));
    }
    let mut heads = Vec::with_capacity(n_blocks);
    let (mut first, mut nth_chunk) = (0u32, 0);
    for _ in 0..n_blocks {
        let last = match kind {
            ListKind::Positions => 0,
            _ => cursor.varint()?.checked_add(first).filter(|last| *last < MAX_ARTICLES).ok_or(OUT_OF_RANGE)?,
        };
        let max_impact = if kind == ListKind::Impacts { cursor.byte()? } else { 0 };
        let length = cursor.varint()?;
        nth_chunk += length & 1;
        heads.push(BlockHead { first, last, max_impact, nth_chunk, offset: 0, n_bytes: (length >> 1) as usize });
        first = last + 1;
    }
    let (mut offset, mut nth_chunk) = (chunk.len() - cursor.n_left(), 0);
    for head in &mut heads {
        if head.nth_chunk != nth_chunk {
            (offset, nth_chunk) = (0, head.nth_chunk);
        }
        head.offset = offset;
        offset = offset.saturating_add(head.n_bytes);
    }
    Ok(heads)
}

/// The bytes of a block in its chunk.
fn block_bytes<'a>(chunk: &'a [u8], head: &BlockHead) -> Parsed<Cursor<'a>> {
    Ok(Cursor::new(Cursor::at(chunk, head.offset)?.take(head.n_bytes)?))
}

/// Decodes a block of `n` articles, at most 128, all of them below `n_articles`.
pub(crate) fn read_block(
    chunk: &[u8],
    head: &BlockHead,
    n: usize,
    kind: ListKind,
    n_articles: u32,
    block: &mut Block,
) -> Parsed<()> {
    let mut cursor = block_bytes(chunk, head)?;
    let n = n.min(BLOCK);
    let width = cursor.byte()?;
    let (mut next, mut at) = (u64::from(head.first), 0);
    cursor.packed(n, width, |delta| {
        next += u64::from(delta);
        block.articles[at] = next as u32;
        (next, at) = (next + 1, at + 1);
    })?;
    if next > u64::from(n_articles) {
        return Err(OUT_OF_RANGE);
    }
    block.n = n;
    block.impacts = [0; BLOCK];
    if kind == ListKind::Impacts {
        let least = cursor.byte()?;
        let width = cursor.byte()?;
        let mut at = 0;
        cursor.packed(n, width.min(8), |above| {
            block.impacts[at] = least.saturating_add(above as u8);
            at += 1;
        })?;
    }
    Ok(())
}

impl Positions {
    /// Forgets all, and keeps the memory.
    pub fn clear(&mut self) {
        self.starts.clear();
        self.starts.push(0);
        self.values.clear();
    }

    /// Adds what stands in a block of `n` articles.
    pub(crate) fn read_block(&mut self, chunk: &[u8], head: &BlockHead, n: usize) -> Parsed<()> {
        let mut cursor = block_bytes(chunk, head)?;
        for _ in 0..n {
            self.read_record(&mut cursor)?;
        }
        Ok(())
    }

    /// Adds the record of one article.
    pub(crate) fn read_record(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        read_positions(cursor, &mut self.values)?;
        self.starts.push(self.values.len() as u32);
        Ok(())
    }
}

const OUT_OF_RANGE: Malformed = Malformed("an article number is out of range");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Calls `take` with each block's chunk, head and number of articles.
    fn each_block(
        stream: &ChunkStream,
        place: Place,
        n: usize,
        kind: ListKind,
        mut take: impl FnMut(&[u8], &BlockHead, usize),
    ) {
        let heads = read_heads(&stream.chunks[place.chunk as usize], place, n as u32, kind).unwrap();
        for (nth, head) in heads.iter().enumerate() {
            take(&stream.chunks[(place.chunk + head.nth_chunk) as usize], head, BLOCK.min(n - nth * BLOCK));
        }
    }

    fn read_back(stream: &ChunkStream, place: Place, n: usize, kind: ListKind, n_articles: u32) -> Parsed<Postings> {
        let mut postings = Postings::default();
        let mut result = Ok(());
        each_block(stream, place, n, kind, |chunk, head, n| {
            let mut block = Block::default();
            result = std::mem::replace(&mut result, Ok(()))
                .and_then(|()| read_block(chunk, head, n, kind, n_articles, &mut block));
            postings.articles.extend(&block.articles[..block.n]);
            postings.impacts.extend(&block.impacts[..block.n]);
        });
        result.map(|()| postings)
    }

    proptest! {
        #[test]
        fn lists_come_back_from_chunks_of_any_size(
            lists in prop::collection::vec(prop::collection::btree_map(0u32..100_000, any::<u8>(), 1..700), 1..6),
            target in 16usize..4000,
        ) {
            let mut stream = ChunkStream::new(target);
            let mut places = Vec::new();
            for list in &lists {
                let articles: Vec<u32> = list.keys().copied().collect();
                let impacts: Vec<u8> = list.values().copied().collect();
                let with = stream.add(&encode_articles(&articles, &impacts));
                let without = stream.add(&encode_articles(&articles, &[]));
                places.push((Postings { articles, impacts }, with, without));
            }
            for (expected, with, without) in places {
                let n = expected.articles.len();
                prop_assert_eq!(read_back(&stream, with, n, ListKind::Impacts, 100_000), Ok(expected.clone()));
                prop_assert_eq!(read_back(&stream, with, n, ListKind::Impacts, expected.articles[n - 1]), Err(OUT_OF_RANGE));
                prop_assert_eq!(read_back(&stream, without, n, ListKind::Set, 100_000).unwrap().articles, expected.articles);
            }
        }

        #[test]
        fn positions_come_back(
            lists in prop::collection::vec(prop::collection::btree_set((0u32..50, any::<bool>()), 0..9), 1..400),
            target in 16usize..4000,
        ) {
            let sorted: Vec<Vec<u32>> = lists
                .iter()
                .map(|list| {
                    let mut list: Vec<u32> = list.iter().map(|(at, in_body)| at + u32::from(*in_body) * BODY_START).collect();
                    list.sort_unstable();
                    list
                })
                .collect();
            let records: Vec<Vec<u8>> = sorted
                .iter()
                .map(|list| {
                    let mut out = Vec::new();
                    put_positions(&mut out, list);
                    out
                })
                .collect();
            let records: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
            let mut stream = ChunkStream::new(target);
            let place = stream.add(&encode_positions(&records));
            let mut positions = Positions::default();
            each_block(&stream, place, sorted.len(), ListKind::Positions, |chunk, head, n| positions.read_block(chunk, head, n).unwrap());
            for (nth, list) in sorted.iter().enumerate() {
                prop_assert_eq!(positions.of(nth), list.as_slice());
            }
        }

        #[test]
        fn hostile_lists_are_malformed_and_nothing_worse(
            bytes in prop::collection::vec(any::<u8>(), 0..300), n in 0u32..2000, offset in 0u32..10,
        ) {
            for kind in [ListKind::Impacts, ListKind::Set, ListKind::Positions] {
                for (nth, head) in read_heads(&bytes, Place { chunk: 0, offset }, n, kind).unwrap_or_default().iter().enumerate() {
                    let (mut block, n) = (Block::default(), BLOCK.min(n as usize - nth * BLOCK));
                    if read_block(&bytes, head, n, kind, 5000, &mut block).is_ok() {
                        prop_assert!(block.articles[..block.n].windows(2).all(|pair| pair[0] < pair[1]));
                        prop_assert!(block.articles.iter().all(|article| *article < 5000));
                    }
                    let _ = Positions::default().read_block(&bytes, head, n);
                }
            }
        }
    }
}
