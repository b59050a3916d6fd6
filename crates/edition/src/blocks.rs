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

/// What a header says of one block.
pub(crate) struct BlockInfo {
    /// The article after the last one of the block before: deltas count from here.
    first: u32,
    n_bytes: usize,
    pub starts_chunk: bool,
}

/// The plan of a list: its blocks, and where the first one lies in the list's first chunk.
pub(crate) struct ListPlan {
    kind: ListKind,
    n: usize,
    offset: usize,
    blocks: Vec<BlockInfo>,
}

impl ListPlan {
    /// Reads the header of a list of `n` articles from the chunk it begins in.
    pub(crate) fn read(chunk: &[u8], place: Place, n: u32, kind: ListKind) -> Parsed<ListPlan> {
        let offset = place.offset as usize;
        let mut cursor = Cursor::at(chunk, offset)?;
        let n_blocks = (n as usize).div_ceil(BLOCK);
        if n_blocks <= 1 {
            let n_bytes = cursor.n_left();
            let blocks = (0..n_blocks).map(|_| BlockInfo { first: 0, n_bytes, starts_chunk: false }).collect();
            return Ok(ListPlan { kind, n: n as usize, offset, blocks });
        }
        if n_blocks > cursor.n_left() {
            return Err(Malformed("a count is larger than what follows"));
        }
        let mut blocks = Vec::with_capacity(n_blocks);
        let mut first = 0u32;
        for _ in 0..n_blocks {
            let after = match kind {
                ListKind::Positions => 0,
                _ => cursor.varint()?.checked_add(first).filter(|last| *last < MAX_ARTICLES).ok_or(OUT_OF_RANGE)? + 1,
            };
            if kind == ListKind::Impacts {
                cursor.byte()?;
            }
            let length = cursor.varint()?;
            blocks.push(BlockInfo { first, n_bytes: (length >> 1) as usize, starts_chunk: length & 1 == 1 });
            first = after;
        }
        Ok(ListPlan { kind, n: n as usize, offset: chunk.len() - cursor.n_left(), blocks })
    }

    /// How many chunks the list reaches into after its first.
    pub(crate) fn n_more_chunks(&self) -> u32 {
        self.blocks.iter().filter(|block| block.starts_chunk).count() as u32
    }

    /// Hands each block's bytes, its number of articles and its first possible article to `take`.
    fn each_block(
        &self,
        chunks: &[&[u8]],
        mut take: impl FnMut(&mut Cursor<'_>, usize, u32) -> Parsed<()>,
    ) -> Parsed<()> {
        let (mut nth_chunk, mut offset) = (0usize, self.offset);
        for (nth, block) in self.blocks.iter().enumerate() {
            if block.starts_chunk {
                nth_chunk += 1;
                offset = 0;
            }
            let chunk = chunks.get(nth_chunk).ok_or(Malformed("a list runs past its chunks"))?;
            let bytes = Cursor::at(chunk, offset)?.take(block.n_bytes)?;
            take(&mut Cursor::new(bytes), BLOCK.min(self.n - nth * BLOCK), block.first)?;
            offset += block.n_bytes;
        }
        Ok(())
    }

    /// Decodes articles, from the list's chunks in order.
    pub(crate) fn articles(&self, chunks: &[&[u8]], n_articles: u32) -> Parsed<Postings> {
        let mut postings = Postings::default();
        self.each_block(chunks, |cursor, n, first| {
            let mut next = Some(first);
            let width = cursor.byte()?;
            cursor.packed(n, width, |delta| {
                let article = next.and_then(|next| next.checked_add(delta)).filter(|article| *article < n_articles);
                next = article.map(|article| article + 1);
                postings.articles.extend(article);
            })?;
            if next.is_none() {
                return Err(OUT_OF_RANGE);
            }
            if self.kind == ListKind::Impacts {
                let least = cursor.byte()?;
                let width = cursor.byte()?;
                cursor.packed(n, width.min(8), |above| postings.impacts.push(least.saturating_add(above as u8)))?;
            }
            Ok(())
        })?;
        let in_order = postings.articles.windows(2).all(|pair| pair[0] < pair[1]);
        if in_order { Ok(postings) } else { Err(Malformed("articles are out of order")) }
    }

    /// Decodes positions, from the list's chunks in order.
    pub(crate) fn positions(&self, chunks: &[&[u8]]) -> Parsed<Positions> {
        let mut positions = Positions::default();
        self.each_block(chunks, |cursor, n, _| {
            for _ in 0..n {
                read_positions(cursor, &mut positions.values)?;
                positions.starts.push(positions.values.len() as u32);
            }
            Ok(())
        })?;
        Ok(positions)
    }
}

/// Decodes the one record that stands in the dictionary beside a word of one article.
pub(crate) fn inline_positions(bytes: &[u8]) -> Parsed<Positions> {
    let mut positions = Positions::default();
    read_positions(&mut Cursor::new(bytes), &mut positions.values)?;
    positions.starts.push(positions.values.len() as u32);
    Ok(positions)
}

const OUT_OF_RANGE: Malformed = Malformed("an article number is out of range");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read_back(stream: &ChunkStream, place: Place, n: usize, kind: ListKind) -> (ListPlan, Vec<&[u8]>) {
        let plan = ListPlan::read(&stream.chunks[place.chunk as usize], place, n as u32, kind).unwrap();
        let last = place.chunk + plan.n_more_chunks();
        let chunks = stream.chunks[place.chunk as usize..=last as usize].iter().map(Vec::as_slice).collect();
        (plan, chunks)
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
                let (plan, chunks) = read_back(&stream, with, n, ListKind::Impacts);
                prop_assert_eq!(plan.articles(&chunks, 100_000), Ok(expected.clone()));
                prop_assert_eq!(plan.articles(&chunks, expected.articles[n - 1]), Err(OUT_OF_RANGE));
                let (plan, chunks) = read_back(&stream, without, n, ListKind::Set);
                prop_assert_eq!(plan.articles(&chunks, 100_000).unwrap().articles, expected.articles);
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
            let (plan, chunks) = read_back(&stream, place, sorted.len(), ListKind::Positions);
            let positions = plan.positions(&chunks).unwrap();
            for (nth, list) in sorted.iter().enumerate() {
                prop_assert_eq!(positions.of(nth), list.as_slice());
            }
        }

        #[test]
        fn hostile_lists_are_malformed_and_nothing_worse(
            bytes in prop::collection::vec(any::<u8>(), 0..300), n in 0u32..2000, offset in 0u32..10,
        ) {
            for kind in [ListKind::Impacts, ListKind::Set, ListKind::Positions] {
                if let Ok(plan) = ListPlan::read(&bytes, Place { chunk: 0, offset }, n, kind) {
                    let chunks = vec![bytes.as_slice(); plan.n_more_chunks() as usize + 1];
                    if let Ok(postings) = plan.articles(&chunks, 5000) {
                        prop_assert!(postings.articles.iter().all(|article| *article < 5000));
                    }
                    let _ = plan.positions(&chunks);
                }
            }
        }
    }
}
