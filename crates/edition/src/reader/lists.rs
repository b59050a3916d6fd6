//! Posting lists and sets of facet values, read block by block: blocks, and whole chunks, that are not needed are passed over.

use std::cell::OnceCell;
use std::rc::Rc;

use super::{Answer, Chunk, Opened, all, refused};
use crate::blocks::{BLOCK, Block, Positions, Postings, read_block};
use crate::lists::{BlockHead, Place, Shape, read_heads};
use crate::part::{ChunkId, ChunkKind};
use crate::records::ValueSet;
use crate::words::WordEntry;

/// A list of several chunks is loaded whole when it has no more than this many: another step would cost more than the chunks that might be passed over.
const MAX_EAGER_CHUNKS: u32 = 4;

/// A list of articles whose headers are in memory: of a word, or of a facet value.
///
/// It borrows nothing and shares the bytes it reads from. What a word of one article says in the dictionary is a list of one block.
#[derive(Debug)]
pub struct List {
    n_articles: u32,
    max_impact: u8,
    segments: Vec<Segment>,
}

/// What one part of the edition has of a list.
#[derive(Debug)]
struct Segment {
    part: u8,
    /// The number of the part's first article, and of the one after its last.
    first: u32,
    end: u32,
    n: u32,
    is_word: bool,
    place: Place,
    heads: Vec<BlockHead>,
    /// For each chunk from the first, its bytes once they are there.
    chunks: Vec<OnceCell<Rc<Chunk>>>,
    /// The same of positions that lie apart.
    positions: Vec<OnceCell<Rc<Chunk>>>,
}

impl Segment {
    fn n_blocks(&self) -> usize {
        (self.n as usize).div_ceil(BLOCK)
    }

    /// How many articles the `nth` block holds.
    fn n_in(&self, nth: usize) -> usize {
        (self.n as usize).saturating_sub(nth * BLOCK).min(BLOCK)
    }

    /// A chunk of its postings, or of its positions.
    fn id(&self, nth: u32, is_positions: bool) -> ChunkId {
        let (kind, number) = match (&self.place, self.is_word) {
            (Place::Apart { positions, .. }, true) if is_positions => (ChunkKind::Positions, &positions.chunk),
            (Place::Apart { postings, .. }, true) => (ChunkKind::Postings, &postings.chunk),
            (Place::Apart { postings, .. }, false) => (ChunkKind::LargeSets, &postings.chunk),
            (Place::Shared { chunk, .. }, true) => (ChunkKind::Lists, chunk),
            (Place::Shared { chunk, .. }, false) => (ChunkKind::Sets, chunk),
            (Place::Inline { .. }, _) => (ChunkKind::Words, &0),
        };
        ChunkId { part: self.part, kind, number: number.saturating_add(nth) }
    }

    /// A chunk, which is noted when it is missing.
    fn chunk(&self, edition: &Opened, nth: u32, is_positions: bool) -> Answer<&Rc<Chunk>> {
        let cells = if is_positions { &self.positions } else { &self.chunks };
        let id = || self.id(nth, is_positions);
        let cell = cells.get(nth as usize);
        let cell = cell.ok_or_else(|| refused(&edition.file(id()), "a list runs past its chunks"))?;
        if let Some(chunk) = cell.get() {
            return Ok(chunk);
        }
        let chunk = edition.chunk(id())?;
        Ok(cell.get_or_init(|| chunk))
    }

    /// Decodes a block; returns its chunk and the byte after it.
    fn block(&self, edition: &Opened, nth: usize, block: &mut Block) -> Answer<Option<(&Rc<Chunk>, usize)>> {
        if let Place::Inline { article, impact, .. } = &self.place {
            block.n = 1;
            (block.articles[0], block.impacts[0]) = (article + self.first, *impact);
            return Ok(None);
        }
        let none = || refused(&edition.file(self.id(0, false)), "a list runs past its chunks");
        let head = self.heads.get(nth).ok_or_else(none)?;
        let chunk = self.chunk(edition, head.nth_chunk, false)?;
        let range = (head.first + self.first, self.end.min(head.last.saturating_add(1).saturating_add(self.first)));
        // The checksum behind the payload is read into, never out of.
        let end = read_block(&chunk.bytes, head.offset as usize, range, self.n_in(nth), self.is_word, block);
        Ok(Some((chunk, end.map_err(|malformed| chunk.damaged(malformed))?)))
    }

    /// Adds the positions of a block; `block` is written over.
    fn positions(&self, edition: &Opened, nth: usize, block: &mut Block, into: &mut Positions) -> Answer<()> {
        let n = self.n_in(nth);
        match &self.place {
            Place::Inline { positions, .. } => {
                into.read(positions, 0, n).map_err(|malformed| refused(&edition.file(self.id(0, false)), malformed.0))
            }
            Place::Shared { .. } => {
                let Some((chunk, end)) = self.block(edition, nth, block)? else { return Ok(()) };
                into.read(&chunk.bytes, end, n).map_err(|malformed| chunk.damaged(malformed))
            }
            Place::Apart { .. } => {
                let Some(head) = self.heads.get(nth) else { return Ok(()) };
                let chunk = self.chunk(edition, head.positions_chunk, true)?;
                let read = into.read(&chunk.bytes, head.positions_offset as usize, n);
                read.map_err(|malformed| chunk.damaged(malformed))
            }
        }
    }
}

impl List {
    /// How many articles it holds, at least one.
    pub fn n_articles(&self) -> u32 {
        self.n_articles
    }

    /// How many blocks it has. All but the last hold 128 articles; where articles were added to the edition, the last one of those before
    /// them may hold fewer, too.
    pub fn n_blocks(&self) -> usize {
        self.segments.iter().map(Segment::n_blocks).sum()
    }

    /// The segment of a block, and the block's place there.
    fn locate(&self, nth: usize) -> Option<(&Segment, usize)> {
        let mut nth = nth;
        for segment in &self.segments {
            if nth < segment.n_blocks() {
                return Some((segment, nth));
            }
            nth -= segment.n_blocks();
        }
        None
    }

    /// A number that no article of the `nth` block is above; in a list of several blocks, the block's last article.
    pub fn last(&self, nth: usize) -> u32 {
        self.locate(nth).map_or(u32::MAX, |(segment, nth)| match &segment.place {
            Place::Inline { article, .. } => article + segment.first,
            _ => segment.heads.get(nth).map_or(u32::MAX, |head| head.last.saturating_add(segment.first)),
        })
    }

    /// The greatest impact of the `nth` block; 0 in a set.
    pub fn max_impact(&self, nth: usize) -> u8 {
        self.locate(nth).map_or(0, |(segment, nth)| match &segment.place {
            Place::Inline { impact, .. } => *impact,
            _ => segment.heads.get(nth).map_or(0, |head| head.max_impact).min(self.max_impact),
        })
    }

    /// The greatest impact of all; 0 in a set.
    pub fn max_impact_of_all(&self) -> u8 {
        self.max_impact
    }
}

impl Opened {
    /// Opens the posting lists of some words in one step: their headers, and all their chunks but those of very long ones.
    pub fn lists(&self, entries: &[&WordEntry]) -> Answer<Vec<List>> {
        let open = |entry: &&WordEntry| self.list(&entry.lists, entry.n_articles, Some(entry.max_impact));
        all(entries.iter().map(open))
    }

    /// Opens the sets of articles that have some facet values, in the same way.
    pub fn sets(&self, values: &[&ValueSet]) -> Answer<Vec<List>> {
        all(values.iter().map(|value| self.list(&value.lists, value.n_articles, None)))
    }

    /// Opens a list; only words have impacts.
    fn list(&self, places: &[(u8, u32, Place)], n_articles: u32, max_impact: Option<u8>) -> Answer<List> {
        let open = |(part, n, place): &(u8, u32, Place)| self.segment(*part, *n, place, max_impact.is_some());
        let segments = all(places.iter().map(open))?;
        Ok(List { n_articles, max_impact: max_impact.unwrap_or(0), segments })
    }

    fn segment(&self, nth_part: u8, n: u32, place: &Place, is_word: bool) -> Answer<Segment> {
        let part = self.part(nth_part)?;
        let mut segment = Segment {
            part: nth_part,
            first: part.first,
            end: part.first + part.n_articles,
            n,
            is_word,
            place: place.clone(),
            heads: Vec::new(),
            chunks: Vec::new(),
            positions: Vec::new(),
        };
        let (offsets, n_chunks, n_positions) = match *place {
            Place::Inline { .. } => return Ok(segment),
            Place::Shared { offset, .. } => ((offset, 0), 1, 0),
            Place::Apart { postings, positions } => {
                ((postings.offset, positions.offset), postings.n_chunks, positions.n_chunks)
            }
        };
        // Bounded by what the part has: no count is believed.
        let most = |is_positions| part.n_chunks[segment.id(0, is_positions).kind as usize] as usize;
        let (n_chunks, n_positions) = ((n_chunks as usize).min(most(false)), (n_positions as usize).min(most(true)));
        segment.chunks = vec![OnceCell::new(); n_chunks];
        segment.positions = vec![OnceCell::new(); n_positions];
        let n_eager = if n_chunks as u32 > MAX_EAGER_CHUNKS { 1 } else { n_chunks as u32 };
        all((0..n_eager.max(1)).map(|nth| segment.chunk(self, nth, false).map(drop)))?;
        let shape = Shape { is_word, is_apart: place.is_apart() };
        let heads = segment.chunk(self, 0, false)?.read(|bytes| read_heads(bytes, offsets, n, shape))?;
        segment.heads = heads;
        Ok(segment)
    }

    /// Notes which chunks some blocks of a list wait for, so that they come together; an answer when all are there.
    pub fn want_blocks(&self, list: &List, nths: &[usize]) -> Answer<()> {
        self.want(list, nths, false)
    }

    /// Notes which chunks the positions of some blocks wait for, as [`Opened::want_blocks`] does for the blocks. A word that is not frequent has them beside its
    /// blocks, so that nothing is waited for.
    pub fn want_positions(&self, list: &List, nths: &[usize]) -> Answer<()> {
        self.want(list, nths, true)
    }

    fn want(&self, list: &List, nths: &[usize], is_positions: bool) -> Answer<()> {
        let wanted = nths.iter().filter_map(|nth| list.locate(*nth)).map(|(segment, nth)| {
            let Some(head) = segment.heads.get(nth) else { return Ok(()) };
            match is_positions && segment.place.is_apart() {
                true => segment.chunk(self, head.positions_chunk, true).map(drop),
                false => segment.chunk(self, head.nth_chunk, false).map(drop),
            }
        });
        all(wanted).map(drop)
    }

    /// Decodes the `nth` block of a list, over what `block` held before.
    pub fn block(&self, list: &List, nth: usize, block: &mut Block) -> Answer<()> {
        block.n = 0;
        match list.locate(nth) {
            Some((segment, nth)) => segment.block(self, nth, block).map(drop),
            None => Ok(()),
        }
    }

    /// Decodes the `nth` block of a word's list with its positions, over what `block` and `positions` held before: one list for each
    /// article, rising, those of the headline below [`crate::BODY_START`]. An article that holds the word in an entity's name only has none.
    pub fn block_with_positions(
        &self,
        list: &List,
        nth: usize,
        block: &mut Block,
        positions: &mut Positions,
    ) -> Answer<()> {
        block.n = 0;
        positions.clear();
        let Some((segment, nth)) = list.locate(nth) else { return Ok(()) };
        // Where both lie side by side, one is read on the way to the other.
        if !matches!(segment.place, Place::Shared { .. }) {
            segment.block(self, nth, block)?;
        }
        segment.positions(self, nth, block, positions)
    }

    fn add_positions(&self, list: &List, nth: usize, positions: &mut Positions) -> Answer<()> {
        match list.locate(nth) {
            Some((segment, nth)) => segment.positions(self, nth, &mut Block::default(), positions),
            None => Ok(()),
        }
    }

    /// Which articles hold some words, and how much each word weighs there: whole lists.
    pub fn postings(&self, entries: &[&WordEntry]) -> Answer<Vec<Postings>> {
        self.whole(&self.lists(entries)?)
    }

    /// The articles that have some facet values: for each, rising numbers.
    pub fn value_articles(&self, values: &[&ValueSet]) -> Answer<Vec<Vec<u32>>> {
        Ok(self.whole(&self.sets(values)?)?.into_iter().map(|postings| postings.articles).collect())
    }

    /// Where some words stand: for each word and each article of its postings, positions.
    pub fn positions(&self, entries: &[&WordEntry]) -> Answer<Vec<Positions>> {
        // Positions that lie apart need no header to be asked for.
        let apart = entries.iter().flat_map(|entry| &entry.lists).flat_map(|(part, _, place)| {
            let numbers = match place {
                Place::Apart { positions: at, .. } => at.chunk..at.chunk.saturating_add(at.n_chunks),
                _ => 0..0,
            };
            numbers.map(|number| ChunkId { part: *part, kind: ChunkKind::Positions, number })
        });
        let apart = all(apart.map(|id| self.chunk(id)));
        let lists = self.lists(entries)?;
        apart?;
        let mut found = Vec::new();
        for list in &lists {
            let mut positions = Positions::default();
            for nth in 0..list.n_blocks() {
                self.add_positions(list, nth, &mut positions)?;
            }
            found.push(positions);
        }
        Ok(found)
    }

    /// All blocks of some lists, in one step.
    fn whole(&self, lists: &[List]) -> Answer<Vec<Postings>> {
        let wanted = |list: &List| self.want_blocks(list, &(0..list.n_blocks()).collect::<Vec<_>>());
        all(lists.iter().map(wanted))?;
        let mut block = Block::default();
        let mut found = Vec::new();
        for list in lists {
            let mut postings = Postings::default();
            for nth in 0..list.n_blocks() {
                self.block(list, nth, &mut block)?;
                postings.articles.extend_from_slice(&block.articles[..block.n]);
                postings.impacts.extend_from_slice(&block.impacts[..block.n]);
            }
            found.push(postings);
        }
        Ok(found)
    }
}
