//! Posting lists and sets of facet values, read block by block: blocks, and whole chunks, that are not needed are passed over.

use std::cell::OnceCell;
use std::rc::Rc;

use super::{Answer, Chunk, Opened, Unanswered, refused};
use crate::blocks::{BLOCK, Block, BlockHead, ListKind, Place, Positions, Postings, read_block, read_heads};
use crate::bytes::Cursor;
use crate::directory::{ChunkKind, number_key};
use crate::records::Value;
use crate::words::{WordEntry, WordList};

/// A list of articles whose header is in memory: of a word, or of a facet value.
///
/// It borrows nothing and shares the bytes it reads from. What a word of one article says in the dictionary is a list of one block.
#[derive(Debug)]
pub struct List {
    n_articles: u32,
    max_impact: u8,
    body: ListBody,
}

#[derive(Debug)]
enum ListBody {
    /// One article, which stands in the dictionary.
    Inline { article: u32, positions: Rc<[u8]> },
    /// Chunks of a kind.
    Placed {
        run: Run,
        /// Where the word's positions begin; `None` for a set.
        positions: Option<Place>,
        positions_run: OnceCell<Run>,
    },
}

/// A list's blocks and the chunks they lie in.
#[derive(Debug)]
struct Run {
    kind: ListKind,
    first_chunk: u32,
    heads: Vec<BlockHead>,
    /// For each chunk from the first, its bytes once they are there.
    chunks: Vec<OnceCell<Rc<Chunk>>>,
}

impl ListKind {
    fn chunk_kind(self) -> ChunkKind {
        match self {
            ListKind::Impacts => ChunkKind::Postings,
            ListKind::Set => ChunkKind::Sets,
            ListKind::Positions => ChunkKind::Positions,
        }
    }
}

impl List {
    /// How many articles it holds, at least one.
    pub fn n_articles(&self) -> u32 {
        self.n_articles
    }

    /// How many blocks it has.
    pub fn n_blocks(&self) -> usize {
        (self.n_articles as usize).div_ceil(BLOCK)
    }

    /// A number that no article of the `nth` block is above; in a list of several blocks, the block's last article.
    pub fn last(&self, nth: usize) -> u32 {
        match &self.body {
            ListBody::Inline { article, .. } => *article,
            ListBody::Placed { run, .. } => run.heads.get(nth).map_or(u32::MAX, |head| head.last),
        }
    }

    /// The greatest impact of the `nth` block; 0 in a set.
    pub fn max_impact(&self, nth: usize) -> u8 {
        match &self.body {
            ListBody::Placed { run, .. } => run.heads.get(nth).map_or(0, |head| head.max_impact).min(self.max_impact),
            ListBody::Inline { .. } => self.max_impact,
        }
    }

    /// The greatest impact of all; 0 in a set.
    pub fn max_impact_of_all(&self) -> u8 {
        self.max_impact
    }

    /// How many articles the `nth` block holds.
    fn n_in(&self, nth: usize) -> usize {
        (self.n_articles as usize).saturating_sub(nth * BLOCK).min(BLOCK)
    }
}

impl Run {
    /// The `nth` block's head and chunk; a chunk that is missing is noted.
    fn block(&self, edition: &Opened, nth: usize) -> Answer<(&BlockHead, &Rc<Chunk>)> {
        let none = || refused(self.kind.chunk_kind().name(), "a list has fewer blocks than it should");
        let head = self.heads.get(nth).ok_or_else(none)?;
        let cell = self.chunks.get(head.nth_chunk as usize).ok_or_else(none)?;
        if let Some(chunk) = cell.get() {
            return Ok((head, chunk));
        }
        let number = self.first_chunk.saturating_add(head.nth_chunk);
        let chunk = edition.numbered(self.kind.chunk_kind(), &[number_key(number).to_vec()])?.pop().ok_or_else(none)?;
        Ok((head, cell.get_or_init(|| chunk)))
    }
}

impl Opened {
    /// Opens the posting lists of some words: their headers, and the chunks they begin in, in one step.
    pub fn lists(&self, entries: &[&WordEntry]) -> Answer<Vec<List>> {
        let places: Vec<_> = entries
            .iter()
            .filter_map(|entry| match &entry.list {
                WordList::Placed { postings, .. } => Some((*postings, entry.n_articles)),
                WordList::Inline { .. } => None,
            })
            .collect();
        let mut runs = self.runs(ListKind::Impacts, &places)?.into_iter();
        let mut lists = Vec::new();
        for entry in entries {
            let body = match &entry.list {
                WordList::Inline { article, positions } => {
                    ListBody::Inline { article: *article, positions: positions.as_slice().into() }
                }
                WordList::Placed { positions, .. } => {
                    let Some(run) = runs.next() else { continue };
                    ListBody::Placed { run, positions: Some(*positions), positions_run: OnceCell::new() }
                }
            };
            lists.push(List { n_articles: entry.n_articles, max_impact: entry.max_impact, body });
        }
        Ok(lists)
    }

    /// Opens the sets of articles that have some facet values, in one step.
    pub fn sets(&self, values: &[&Value]) -> Answer<Vec<List>> {
        let places: Vec<_> = values.iter().map(|value| (value.set, value.n_articles)).collect();
        let runs = self.runs(ListKind::Set, &places)?.into_iter();
        let list = |(run, value): (Run, &&Value)| {
            let body = ListBody::Placed { run, positions: None, positions_run: OnceCell::new() };
            List { n_articles: value.n_articles, max_impact: 0, body }
        };
        Ok(runs.zip(values).map(list).collect())
    }

    /// Reads headers, in one step.
    fn runs(&self, kind: ListKind, places: &[(Place, u32)]) -> Answer<Vec<Run>> {
        let keys: Vec<Vec<u8>> = places.iter().map(|(place, _)| number_key(place.chunk).to_vec()).collect();
        let mut runs = Vec::new();
        for ((place, n), first) in places.iter().zip(self.numbered(kind.chunk_kind(), &keys)?) {
            let heads = first.read(|bytes| read_heads(bytes, *place, *n, kind))?;
            let n_chunks = heads.last().map_or(1, |head| head.nth_chunk as usize + 1);
            let mut chunks: Vec<OnceCell<Rc<Chunk>>> = vec![OnceCell::new(); n_chunks];
            chunks[0] = OnceCell::from(first);
            runs.push(Run { kind, first_chunk: place.chunk, heads, chunks });
        }
        Ok(runs)
    }

    /// Notes which chunks some blocks of a list wait for, so that they come together; an answer when all are there.
    pub fn want_blocks(&self, list: &List, nths: &[usize]) -> Answer<()> {
        let mut answer = Ok(());
        if let ListBody::Placed { run, .. } = &list.body {
            for nth in nths {
                answer = first_refusal(answer, run.block(self, *nth).map(drop));
            }
        }
        answer
    }

    /// Decodes the `nth` block of a list, over what `block` held before.
    pub fn block(&self, list: &List, nth: usize, block: &mut Block) -> Answer<()> {
        match &list.body {
            ListBody::Inline { article, .. } => {
                block.n = 1;
                (block.articles[0], block.impacts[0]) = (*article, list.max_impact);
                Ok(())
            }
            ListBody::Placed { run, .. } => {
                let (head, chunk) = run.block(self, nth)?;
                chunk.read(|bytes| read_block(bytes, head, list.n_in(nth), run.kind, self.boot.n_articles, block))
            }
        }
    }

    /// Notes which chunks the positions of some blocks wait for, as [`Opened::want_blocks`] does for the blocks.
    pub fn want_positions(&self, list: &List, nths: &[usize]) -> Answer<()> {
        let Some(run) = self.positions_run(list)? else { return Ok(()) };
        nths.iter().fold(Ok(()), |answer, nth| first_refusal(answer, run.block(self, *nth).map(drop)))
    }

    /// Decodes the positions of the `nth` block of a word's list, over what `positions` held before: one list for each article of the
    /// block.
    pub fn block_positions(&self, list: &List, nth: usize, positions: &mut Positions) -> Answer<()> {
        positions.clear();
        self.add_positions(list, nth, positions)
    }

    fn add_positions(&self, list: &List, nth: usize, positions: &mut Positions) -> Answer<()> {
        if let ListBody::Inline { positions: record, .. } = &list.body {
            let read = positions.read_record(&mut Cursor::new(record));
            return read.map_err(|malformed| refused(ChunkKind::Words.name(), malformed.0));
        }
        let Some(run) = self.positions_run(list)? else { return Ok(()) };
        let (head, chunk) = run.block(self, nth)?;
        chunk.read(|bytes| positions.read_block(bytes, head, list.n_in(nth)))
    }

    fn positions_run<'l>(&self, list: &'l List) -> Answer<Option<&'l Run>> {
        let ListBody::Placed { positions: Some(place), positions_run, .. } = &list.body else { return Ok(None) };
        if let Some(run) = positions_run.get() {
            return Ok(Some(run));
        }
        let run = self.runs(ListKind::Positions, &[(*place, list.n_articles)])?.pop();
        Ok(run.map(|run| positions_run.get_or_init(|| run)))
    }

    /// Which articles hold some words, and how much each word weighs there: whole lists.
    pub fn postings(&self, entries: &[&WordEntry]) -> Answer<Vec<Postings>> {
        self.whole(&self.lists(entries)?)
    }

    /// The articles that have some facet values: for each, rising numbers.
    pub fn value_articles(&self, values: &[&Value]) -> Answer<Vec<Vec<u32>>> {
        Ok(self.whole(&self.sets(values)?)?.into_iter().map(|postings| postings.articles).collect())
    }

    /// Where some words stand: for each word and each article of its postings, positions rising, those of the headline
    /// below [`crate::BODY_START`]. An article that holds the word in an entity's name only has none.
    pub fn positions(&self, entries: &[&WordEntry]) -> Answer<Vec<Positions>> {
        let places: Vec<_> = entries
            .iter()
            .filter_map(|entry| match &entry.list {
                WordList::Placed { positions, .. } => Some((*positions, entry.n_articles)),
                WordList::Inline { .. } => None,
            })
            .collect();
        let headers = self.runs(ListKind::Positions, &places);
        let lists = self.lists(entries)?;
        headers?;
        let wanted = |list: &List| self.want_positions(list, &(0..list.n_blocks()).collect::<Vec<_>>());
        lists.iter().fold(Ok(()), |answer, list| first_refusal(answer, wanted(list)))?;
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
        lists.iter().fold(Ok(()), |answer, list| first_refusal(answer, wanted(list)))?;
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

/// The first of two answers that failed, else one that waits.
fn first_refusal(first: Answer<()>, second: Answer<()>) -> Answer<()> {
    match (&first, &second) {
        (Err(Unanswered::Failed(_)), _) | (_, Ok(())) => first,
        _ => second,
    }
}
