//! Lists as they lie in chunks: headers that say what each block holds, places that say where a list begins, and the layout
//! of many lists in chunks.

use crate::MAX_ARTICLES;
use crate::blocks::{BLOCK, put_block, put_positions};
use crate::bytes::{Cursor, Malformed, Parsed, put_varint};

/// Where a word's list, or a facet value's set, is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// One article, which stands where the place does: its number, and a word's impact and positions in it.
    Inline { article: u32, impact: u8, positions: Vec<u8> },
    /// In a chunk that it shares with others, postings and positions side by side.
    Shared { chunk: u32, offset: u32 },
    /// Its postings and its positions apart from each other, each in one chunk that others share or in several.
    Apart { postings: Stretch, positions: Stretch },
}

/// Where a list's postings, or its positions, begin, and how many chunks they reach into. What reaches into several begins at the first byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub chunk: u32,
    pub n_chunks: u32,
    pub offset: u32,
}

impl Stretch {
    fn put(self, out: &mut Vec<u8>) {
        put_varint(out, self.chunk);
        put_varint(out, self.n_chunks);
        if self.n_chunks == 1 {
            put_varint(out, self.offset);
        }
    }

    fn read(cursor: &mut Cursor<'_>) -> Parsed<Stretch> {
        let (chunk, n_chunks) = (cursor.varint()?, cursor.varint()?);
        let offset = if n_chunks == 1 { cursor.varint()? } else { 0 };
        Ok(Stretch { chunk, n_chunks, offset })
    }
}

impl Place {
    /// Whether its positions, if it has some, lie apart from its postings.
    pub(crate) fn is_apart(&self) -> bool {
        matches!(self, Place::Apart { .. })
    }

    /// A set has no positions, so nothing is said of where they lie.
    pub(crate) fn put(&self, out: &mut Vec<u8>, is_word: bool) {
        match self {
            Place::Inline { article, positions, .. } => {
                put_varint(out, *article);
                out.extend_from_slice(positions);
            }
            Place::Shared { chunk, offset } => [*chunk, *offset].into_iter().for_each(|number| put_varint(out, number)),
            Place::Apart { postings, positions } => {
                postings.put(out);
                if is_word {
                    positions.put(out);
                }
            }
        }
    }

    /// Reads the place of a list of `n` articles. A word has a greatest impact; its inline positions end with the bytes.
    ///
    /// * Errors: an inline article is not below `n_articles`.
    pub(crate) fn read(
        cursor: &mut Cursor<'_>,
        (n, n_articles): (u32, u32),
        is_apart: bool,
        max_impact: Option<u8>,
    ) -> Parsed<Place> {
        if n > 1 && is_apart {
            let postings = Stretch::read(cursor)?;
            let positions = if max_impact.is_some() { Stretch::read(cursor)? } else { Stretch::default() };
            return Ok(Place::Apart { postings, positions });
        }
        let first = cursor.varint()?;
        if n == 1 {
            let positions = if max_impact.is_some() { cursor.take(cursor.n_left())?.to_vec() } else { Vec::new() };
            let place = Place::Inline { article: first, impact: max_impact.unwrap_or(0), positions };
            return if first < n_articles { Ok(place) } else { Err(OUT_OF_RANGE) };
        }
        Ok(Place::Shared { chunk: first, offset: cursor.varint()? })
    }
}

pub(crate) const OUT_OF_RANGE: Malformed = Malformed("a number is out of range");

/// What a header says of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct BlockHead {
    /// The article after the last one of the block before: no article of the block is below.
    pub first: u32,
    /// The last article.
    pub last: u32,
    pub max_impact: u8,
    /// How many chunks after the list's first it lies in, and where.
    pub nth_chunk: u32,
    pub offset: u32,
    /// The same for its positions, where they lie apart.
    pub positions_chunk: u32,
    pub positions_offset: u32,
}

/// How a list lies: decides what its header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    /// Articles have impacts, and with them positions: a word's list and no set.
    pub is_word: bool,
    pub is_apart: bool,
}

/// A list of one block has no header: what stands in for it.
pub(crate) const ONLY_BLOCK: BlockHead = BlockHead {
    first: 0,
    last: MAX_ARTICLES,
    max_impact: u8::MAX,
    nth_chunk: 0,
    offset: 0,
    positions_chunk: 0,
    positions_offset: 0,
};

/// Follows blocks of given lengths through chunks.
#[derive(Default)]
struct Track {
    nth_chunk: u32,
    offset: u32,
}

impl Track {
    fn block(&mut self, length: u32, starts_chunk: bool) -> (u32, u32) {
        if starts_chunk {
            *self = Track { nth_chunk: self.nth_chunk + 1, offset: 0 };
        }
        let at = (self.nth_chunk, self.offset);
        self.offset = self.offset.saturating_add(length);
        at
    }
}

/// Reads the header of a list of `n` articles at an offset of the chunk it begins in; `positions_offset` is that of positions that lie apart.
pub(crate) fn read_heads(
    chunk: &[u8],
    (offset, positions_offset): (u32, u32),
    n: u32,
    shape: Shape,
) -> Parsed<Vec<BlockHead>> {
    let mut cursor = Cursor::at(chunk, offset as usize)?;
    let n_blocks = (n as usize).div_ceil(BLOCK);
    if n_blocks <= 1 {
        return Ok(vec![BlockHead { offset, positions_offset, ..ONLY_BLOCK }; n_blocks]);
    }
    if n_blocks > cursor.n_left() {
        return Err(Malformed("a count is larger than what follows"));
    }
    let mut heads = Vec::with_capacity(n_blocks);
    let (mut track, mut of_positions) = (Track::default(), Track { nth_chunk: 0, offset: positions_offset });
    let mut first = 0u32;
    let length = |cursor: &mut Cursor<'_>, track: &mut Track| -> Parsed<(u32, u32)> {
        let length = cursor.varint()?;
        Ok(if shape.is_apart { track.block(length >> 1, length & 1 == 1) } else { track.block(length, false) })
    };
    for _ in 0..n_blocks {
        let last = cursor.varint()?.checked_add(first).filter(|last| *last < MAX_ARTICLES).ok_or(OUT_OF_RANGE)?;
        let max_impact = if shape.is_word { cursor.byte()? } else { 0 };
        let (nth_chunk, offset) = length(&mut cursor, &mut track)?;
        let (positions_chunk, positions_offset) =
            if shape.is_word && shape.is_apart { length(&mut cursor, &mut of_positions)? } else { (0, 0) };
        heads.push(BlockHead { first, last, max_impact, nth_chunk, offset, positions_chunk, positions_offset });
        first = last + 1;
    }
    // Blocks in the first chunk are counted from the header's end.
    let end = (chunk.len() - cursor.n_left()) as u32;
    for head in heads.iter_mut().take_while(|head| head.nth_chunk == 0) {
        head.offset = head.offset.saturating_add(end);
    }
    Ok(heads)
}

/// A list ready to be laid out.
pub(crate) struct EncodedList {
    n_articles: u32,
    is_word: bool,
    blocks: Vec<EncodedBlock>,
}

struct EncodedBlock {
    /// The last article, less the first that could be.
    last: u32,
    max_impact: u8,
    postings: Vec<u8>,
    positions: Vec<u8>,
}

impl EncodedList {
    /// A word's list: rising articles, an impact for each, and all positions one after another, those of the `nth` article from `starts[nth]`
    /// to `starts[nth + 1]`.
    pub(crate) fn of_word(articles: &[u32], impacts: &[u8], starts: &[u32], positions: &[u32]) -> EncodedList {
        let mut list = EncodedList { n_articles: articles.len() as u32, is_word: true, blocks: Vec::new() };
        let mut first = 0;
        let ranges: Vec<&[u32]> =
            starts.windows(2).map(|pair| &positions[pair[0] as usize..pair[1] as usize]).collect();
        for ((articles, impacts), ranges) in articles.chunks(BLOCK).zip(impacts.chunks(BLOCK)).zip(ranges.chunks(BLOCK))
        {
            let (mut postings, mut positions) = (Vec::new(), Vec::new());
            put_block(&mut postings, first, articles, impacts);
            put_positions(&mut positions, ranges.iter().copied());
            let max_impact = impacts.iter().copied().max().unwrap_or(0);
            let last = articles[articles.len() - 1];
            list.blocks.push(EncodedBlock { last: last - first, max_impact, postings, positions });
            first = last + 1;
        }
        list
    }

    /// A facet value's set: rising articles.
    pub(crate) fn of_set(articles: &[u32]) -> EncodedList {
        let mut list = EncodedList { n_articles: articles.len() as u32, is_word: false, blocks: Vec::new() };
        let mut first = 0;
        for articles in articles.chunks(BLOCK) {
            let mut postings = Vec::new();
            put_block(&mut postings, first, articles, &[]);
            let last = articles[articles.len() - 1];
            list.blocks.push(EncodedBlock { last: last - first, max_impact: 0, postings, positions: Vec::new() });
            first = last + 1;
        }
        list
    }

    /// Bytes of the blocks.
    fn n_bytes(&self) -> usize {
        self.blocks.iter().map(|block| block.postings.len() + block.positions.len()).sum()
    }

    /// The bytes of a list that shares a chunk.
    fn shared(&self) -> Vec<u8> {
        let mut out = Vec::new();
        if self.blocks.len() > 1 {
            for block in &self.blocks {
                self.put_head(&mut out, block);
                put_varint(&mut out, (block.postings.len() + block.positions.len()) as u32);
            }
        }
        for block in &self.blocks {
            out.extend_from_slice(&block.postings);
            out.extend_from_slice(&block.positions);
        }
        out
    }

    fn put_head(&self, out: &mut Vec<u8>, block: &EncodedBlock) {
        put_varint(out, block.last);
        if self.is_word {
            out.push(block.max_impact);
        }
    }

    /// The chunks of a list that lies apart: of postings, and of positions, each of which grows to so much.
    fn apart(&self, (postings, positions): (usize, usize)) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
        // Whether a block starts a chunk is a low bit of its length, so the header is as long before as after it is known.
        let header = |starts: &[bool], positions_start: &[bool]| {
            let mut out = Vec::new();
            for ((block, starts), positions_start) in self.blocks.iter().zip(starts).zip(positions_start) {
                self.put_head(&mut out, block);
                put_varint(&mut out, (block.postings.len() as u32) << 1 | u32::from(*starts));
                if self.is_word {
                    put_varint(&mut out, (block.positions.len() as u32) << 1 | u32::from(*positions_start));
                }
            }
            out
        };
        let none = vec![false; self.blocks.len()];
        let n_header = if self.blocks.len() > 1 { header(&none, &none).len() } else { 0 };
        let starts = cuts(self.blocks.iter().map(|block| block.postings.len()), n_header, postings);
        let positions_start = cuts(self.blocks.iter().map(|block| block.positions.len()), 0, positions);
        let mut first = if n_header > 0 { header(&starts, &positions_start) } else { Vec::new() };
        let mut postings = Vec::new();
        let mut positions = vec![Vec::new()];
        for ((block, starts), positions_start) in self.blocks.iter().zip(starts).zip(positions_start) {
            if starts {
                postings.push(std::mem::take(&mut first));
            }
            first.extend_from_slice(&block.postings);
            if positions_start {
                positions.push(Vec::new());
            }
            if let Some(last) = positions.last_mut() {
                last.extend_from_slice(&block.positions);
            }
        }
        postings.push(first);
        (postings, if self.is_word { positions } else { Vec::new() })
    }
}

/// Which blocks begin a chunk, so that none grows beyond `target` by more than it must.
fn cuts(lengths: impl Iterator<Item = usize>, n_header: usize, target: usize) -> Vec<bool> {
    let mut at = n_header;
    let cut = |(nth, length): (usize, usize)| {
        let starts = nth > 0 && at + length > target;
        at = if starts { length } else { at + length };
        starts
    };
    lengths.enumerate().map(cut).collect()
}

/// How large chunks of lists grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListSizes {
    /// A chunk of lists that have their positions beside them.
    pub shared: usize,
    /// Bytes beyond which a word's positions lie apart, so that its articles are read without them.
    pub apart: usize,
    /// A chunk of the postings of such words, or of large sets.
    pub postings: usize,
    /// A chunk of their positions.
    pub positions: usize,
}

/// A chunk of a layout: of lists with their positions, of postings without, or of positions alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Shared,
    Postings,
    Positions,
}

/// Lays lists out in chunks, which it hands out as they are done.
pub(crate) struct Layout {
    sizes: ListSizes,
    /// For each part, the chunk being filled, and how many there are before it.
    filling: [Vec<u8>; 3],
    n_chunks: [u32; 3],
}

impl Layout {
    pub(crate) fn new(sizes: ListSizes) -> Layout {
        Layout { sizes, filling: Default::default(), n_chunks: [0; 3] }
    }

    /// Adds a list of several articles and says where it lies, which is apart from its positions when it is long or `is_frequent` says so; `take` gets each
    /// finished chunk with its number.
    pub(crate) fn add(
        &mut self,
        list: &EncodedList,
        is_frequent: bool,
        take: &mut dyn FnMut(Part, u32, Vec<u8>),
    ) -> Place {
        debug_assert!(list.n_articles > 1, "one article stands inline");
        let sizes = self.sizes;
        if is_frequent || list.n_bytes() > if list.is_word { sizes.apart } else { sizes.postings } {
            let (postings, positions) = list.apart((sizes.postings, sizes.positions));
            let postings = self.lay(Part::Postings, postings, sizes.postings, take);
            let positions = self.lay(Part::Positions, positions, sizes.positions, take);
            return Place::Apart { postings, positions };
        }
        let Stretch { chunk, offset, .. } = self.lay(Part::Shared, vec![list.shared()], sizes.shared, take);
        Place::Shared { chunk, offset }
    }

    /// Lays the chunks of a list out: one goes behind others, of several the first begins anew and the last is filled up by what comes.
    fn lay(
        &mut self,
        part: Part,
        chunks: Vec<Vec<u8>>,
        target: usize,
        take: &mut dyn FnMut(Part, u32, Vec<u8>),
    ) -> Stretch {
        let Some(first) = chunks.first() else { return Stretch::default() };
        if chunks.len() > 1 || self.filling[part as usize].len() + first.len() > target {
            self.give(part, take);
        }
        let offset = self.filling[part as usize].len() as u32;
        let stretch = Stretch { chunk: self.n_chunks[part as usize], n_chunks: chunks.len() as u32, offset };
        for (nth, chunk) in chunks.into_iter().enumerate() {
            if nth > 0 {
                self.give(part, take);
            }
            self.filling[part as usize].extend(chunk);
        }
        stretch
    }

    /// Hands out the chunks being filled.
    pub(crate) fn finish(&mut self, take: &mut dyn FnMut(Part, u32, Vec<u8>)) {
        [Part::Shared, Part::Postings, Part::Positions].into_iter().for_each(|part| self.give(part, take));
    }

    /// Hands out the chunk being filled, if there is something in it.
    fn give(&mut self, part: Part, take: &mut dyn FnMut(Part, u32, Vec<u8>)) {
        let chunk = std::mem::take(&mut self.filling[part as usize]);
        if !chunk.is_empty() {
            let n_chunks = &mut self.n_chunks[part as usize];
            take(part, *n_chunks, chunk);
            *n_chunks += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::blocks::{BODY_START, Block, Positions, read_block};

    type Chunks = BTreeMap<(u8, u32), Vec<u8>>;

    /// Reads a list back the way a reader does.
    fn read_back(chunks: &Chunks, place: &Place, n: usize, is_word: bool) -> (Vec<u32>, Vec<u8>, Vec<Vec<u32>>) {
        let (first, offset) = match place {
            Place::Shared { chunk, offset } => ((Part::Shared as u8, *chunk), (*offset, 0)),
            Place::Apart { postings, positions } => {
                ((Part::Postings as u8, postings.chunk), (postings.offset, positions.offset))
            }
            Place::Inline { .. } => panic!("a list of several articles stands inline"),
        };
        let shape = Shape { is_word, is_apart: place.is_apart() };
        let (mut articles, mut impacts, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for (nth, head) in read_heads(&chunks[&first], offset, n as u32, shape).unwrap().iter().enumerate() {
            let n = BLOCK.min(n - nth * BLOCK);
            let chunk = &chunks[&(first.0, first.1 + head.nth_chunk)];
            let mut block = Block::default();
            let range = (head.first, head.last.min(99_999) + 1);
            let end = read_block(chunk, head.offset as usize, range, n, is_word, &mut block).unwrap();
            articles.extend(&block.articles[..n]);
            impacts.extend(&block.impacts[..n]);
            let (chunk, at) = match place {
                Place::Apart { positions, .. } if is_word => {
                    let number = positions.chunk + head.positions_chunk;
                    (&chunks[&(Part::Positions as u8, number)], head.positions_offset as usize)
                }
                _ => (chunk, end),
            };
            let mut positions = Positions::default();
            if is_word {
                positions.read(chunk, at, n).unwrap();
                assert_eq!(
                    head.max_impact.min(*block.impacts[..n].iter().max().unwrap()),
                    *block.impacts[..n].iter().max().unwrap()
                );
            }
            all.extend((0..n).map(|nth| positions.of(nth).to_vec()));
        }
        (articles, impacts, all)
    }

    proptest! {
        #[test]
        fn lists_come_back_from_chunks_of_any_size(
            lists in prop::collection::vec(prop::collection::btree_map(0u32..100_000, (any::<u8>(), 0u32..4), 2..700), 1..6),
            shared in 16usize..4000, apart in 8usize..1000, postings in 8usize..1000, own in 8usize..1000,
        ) {
            let mut chunks = Chunks::new();
            let mut take = |part: Part, number: u32, chunk: Vec<u8>| assert!(chunks.insert((part as u8, number), chunk).is_none());
            let sizes = ListSizes { shared, apart, postings, positions: own };
            let mut layout = Layout::new(sizes);
            let mut sets = Layout::new(sizes);
            let mut set_chunks = Chunks::new();
            let mut places = Vec::new();
            for list in &lists {
                let articles: Vec<u32> = list.keys().copied().collect();
                let impacts: Vec<u8> = list.values().map(|(impact, _)| *impact).collect();
                let positions: Vec<Vec<u32>> = list.values().map(|(_, n)| (0..*n).map(|nth| BODY_START + nth * 3).collect()).collect();
                let starts: Vec<u32> = std::iter::once(0).chain(positions.iter().scan(0, |at, of| { *at += of.len() as u32; Some(*at) })).collect();
                let word = layout.add(&EncodedList::of_word(&articles, &impacts, &starts, &positions.concat()), places.len() % 3 == 2, &mut take);
                let set = sets.add(&EncodedList::of_set(&articles), false, &mut |part, number, chunk| drop(set_chunks.insert((part as u8, number), chunk)));
                places.push((articles, impacts, positions, word, set));
            }
            layout.finish(&mut take);
            sets.finish(&mut |part, number, chunk| drop(set_chunks.insert((part as u8, number), chunk)));
            for (articles, impacts, positions, word, set) in places {
                prop_assert_eq!(read_back(&chunks, &word, articles.len(), true), (articles.clone(), impacts, positions));
                prop_assert_eq!(read_back(&set_chunks, &set, articles.len(), false).0, articles);
            }
        }

        #[test]
        fn hostile_headers_are_malformed_and_nothing_worse(bytes in prop::collection::vec(any::<u8>(), 0..300), n in 0u32..2000, offset in 0u32..10, is_word: bool, is_apart: bool) {
            if let Ok(heads) = read_heads(&bytes, (offset, offset), n, Shape { is_word, is_apart }) {
                prop_assert_eq!(heads.len(), (n as usize).div_ceil(BLOCK));
            }
        }
    }
}
