//! Runs: the words of one batch, sorted, in the spill; and the merge of all runs by word.
//!
//! A run has two parts: its words, each with how much follows for it, and their records, one for each article. So the words can be read
//! without the records.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::WriteError;
use super::outside::Spill;
use crate::blocks::BODY_START;
use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_varint};

/// A run that is being written.
#[derive(Default)]
pub(super) struct RunBytes {
    words: Vec<u8>,
    records: Vec<u8>,
    last: Vec<u8>,
    n_before: usize,
    n_words: u32,
}

impl RunBytes {
    /// Begins a word above the last one.
    pub(super) fn begin(&mut self, word: &[u8]) {
        let n_shared = self.last.iter().zip(word).take_while(|(a, b)| a == b).count();
        put_varint(&mut self.words, n_shared as u32);
        put_bytes(&mut self.words, &word[n_shared..]);
        self.last.clear();
        self.last.extend_from_slice(word);
        self.n_before = self.records.len();
    }

    /// Where the word's records go.
    pub(super) fn records(&mut self) -> &mut Vec<u8> {
        &mut self.records
    }

    /// Ends the word.
    pub(super) fn end(&mut self, n_articles: u32, langs: u64) {
        let n_bytes = (self.records.len() - self.n_before) as u32;
        for number in [n_articles, n_bytes, langs as u32, (langs >> 32) as u32] {
            put_varint(&mut self.words, number);
        }
        self.n_words += 1;
    }

    pub(super) fn n_bytes(&self) -> usize {
        self.words.len() + self.records.len()
    }

    /// Puts the run into the spill.
    pub(super) fn put(self, spill: &mut impl Spill) -> Result<Run, WriteError> {
        let words = spill.append(&self.words).map_err(WriteError::spill)?;
        let records = spill.append(&self.records).map_err(WriteError::spill)?;
        Ok(Run {
            words: (words, words + self.words.len() as u64),
            records: (records, records + self.records.len() as u64),
            n_words: self.n_words,
        })
    }
}

/// A run in the spill.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    words: (u64, u64),
    records: (u64, u64),
    n_words: u32,
}

/// One article's record of a word, read back.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub article: u32,
    /// How many of the article's entities have the word in their name.
    pub n_names: u32,
    /// Rising; those in the headline below [`BODY_START`].
    pub positions: Vec<u32>,
}

/// Appends a record; `delta` counts from the article after the run's last one with the word, the first from 0.
pub(super) fn put_record(out: &mut Vec<u8>, delta: u32, n_names: u32, positions: &[u32]) {
    let n_title = positions.partition_point(|position| *position < BODY_START);
    put_varint(out, delta);
    put_varint(out, (positions.len() as u32) << 2 | u32::from(n_title > 0) << 1 | u32::from(n_names > 0));
    if n_title > 0 {
        put_varint(out, n_title as u32);
    }
    if n_names > 0 {
        put_varint(out, n_names);
    }
    for (part, start) in [(&positions[..n_title], 0), (&positions[n_title..], BODY_START)] {
        let mut next = start;
        for position in part {
            put_varint(out, position - next);
            next = position + 1;
        }
    }
}

/// Reads a record into `record`; its article counts from `next`.
pub(super) fn read_record(cursor: &mut Cursor<'_>, next: u32, record: &mut Record) -> Parsed<()> {
    const TORN: Malformed = Malformed("a record does not come back as it was put");
    record.article = cursor.varint()?.checked_add(next).ok_or(TORN)?;
    let head = cursor.varint()?;
    let n = (head >> 2) as usize;
    let n_title = if head & 2 != 0 { cursor.varint()? as usize } else { 0 };
    record.n_names = if head & 1 != 0 { cursor.varint()? } else { 0 };
    if n > cursor.n_left() || n_title > n {
        return Err(TORN);
    }
    record.positions.clear();
    for (n_in_part, start) in [(n_title, 0), (n - n_title, BODY_START)] {
        let mut next = start;
        for _ in 0..n_in_part {
            let position = cursor.varint()?.checked_add(next).filter(|position| *position < u32::MAX).ok_or(TORN)?;
            record.positions.push(position);
            next = position + 1;
        }
    }
    Ok(())
}

/// A stretch of the spill, read from front to back.
struct Window {
    at: u64,
    end: u64,
    buffer: Vec<u8>,
    read: usize,
    target: usize,
}

impl Window {
    fn new((at, end): (u64, u64), target: usize) -> Window {
        Window { at, end, buffer: Vec::new(), read: 0, target }
    }

    /// At least `n` bytes, or all that are left.
    fn peek(&mut self, n: usize, spill: &mut impl Spill) -> Result<&[u8], WriteError> {
        if self.buffer.len() - self.read < n && self.at < self.end {
            self.buffer.drain(..self.read);
            self.read = 0;
            let n_left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
            let n_more = n.max(self.target).saturating_sub(self.buffer.len()).min(n_left);
            let before = self.buffer.len();
            self.buffer.resize(before + n_more, 0);
            spill.read(self.at, &mut self.buffer[before..]).map_err(WriteError::spill)?;
            self.at += n_more as u64;
        }
        Ok(&self.buffer[self.read..])
    }

    /// Appends the next `n` bytes to `out`.
    fn take(&mut self, n: usize, spill: &mut impl Spill, out: &mut Vec<u8>) -> Result<(), WriteError> {
        let taken = self.peek(n, spill)?.get(..n).ok_or_else(torn)?;
        out.extend_from_slice(taken);
        self.read += n;
        // What one long list needed is not kept for the short ones.
        if self.buffer.capacity() > 4 * self.target && self.buffer.len() - self.read < self.target {
            self.buffer = self.buffer.split_off(self.read);
            self.read = 0;
        }
        Ok(())
    }
}

fn torn() -> WriteError {
    WriteError::spill("a run does not come back as it was put")
}

/// What one run has of a word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Segment {
    pub n_articles: u32,
    pub n_bytes: u32,
}

struct Reader {
    words: Window,
    records: Window,
    n_left: u32,
    segment: Segment,
    langs: u64,
}

/// The longest entry of a run's words: shared length, a word, four numbers.
const MAX_ENTRY_BYTES: usize = 6 * 5 + newsprint_text::MAX_TERM_BYTES + 2;

/// All runs, read word by word.
pub(super) struct Merge {
    readers: Vec<Reader>,
    /// Each run's next word.
    heap: BinaryHeap<Reverse<(Vec<u8>, u32)>>,
    /// The word being merged.
    pub word: Vec<u8>,
    pub langs: u64,
    /// The runs that hold it, in order, and what they have of it.
    found: Vec<(u32, Segment)>,
}

impl Merge {
    /// * Unit: `window_bytes` is how much of each part of a run is read at a time.
    pub(super) fn of(runs: &[Run], window_bytes: usize, spill: &mut impl Spill) -> Result<Merge, WriteError> {
        let mut merge =
            Merge { readers: Vec::new(), heap: BinaryHeap::new(), word: Vec::new(), langs: 0, found: Vec::new() };
        for run in runs {
            merge.readers.push(Reader {
                words: Window::new(run.words, window_bytes),
                records: Window::new(run.records, window_bytes),
                n_left: run.n_words,
                segment: Segment::default(),
                langs: 0,
            });
        }
        for nth in 0..merge.readers.len() as u32 {
            merge.refill(nth, Vec::new(), spill)?;
        }
        Ok(merge)
    }

    /// Puts a run's next word on the heap.
    fn refill(&mut self, nth: u32, mut word: Vec<u8>, spill: &mut impl Spill) -> Result<(), WriteError> {
        let reader = &mut self.readers[nth as usize];
        if reader.n_left == 0 {
            return Ok(());
        }
        let bytes = reader.words.peek(MAX_ENTRY_BYTES, spill)?;
        let n_before = bytes.len();
        let mut cursor = Cursor::new(bytes);
        let mut entry = || -> Parsed<(Segment, u64)> {
            word.truncate(cursor.varint()? as usize);
            word.extend_from_slice(cursor.bytes()?);
            let segment = Segment { n_articles: cursor.varint()?, n_bytes: cursor.varint()? };
            Ok((segment, u64::from(cursor.varint()?) | u64::from(cursor.varint()?) << 32))
        };
        let (segment, langs) = entry().map_err(|_| torn())?;
        let n_read = n_before - cursor.n_left();
        reader.words.read += n_read;
        reader.n_left -= 1;
        (reader.segment, reader.langs) = (segment, langs);
        self.heap.push(Reverse((word, nth)));
        Ok(())
    }

    /// Goes on to the next word; false when there is none. The records of the last one must have been taken, or none of any.
    pub(super) fn next(&mut self, spill: &mut impl Spill) -> Result<bool, WriteError> {
        self.found.clear();
        self.langs = 0;
        while let Some(Reverse((word, _))) = self.heap.peek() {
            if self.found.is_empty() {
                self.word.clear();
                self.word.extend_from_slice(word);
            } else if *word != self.word {
                break;
            }
            let Some(Reverse((word, nth))) = self.heap.pop() else { break };
            let reader = &self.readers[nth as usize];
            self.found.push((nth, reader.segment));
            self.langs |= reader.langs;
            self.refill(nth, word, spill)?;
        }
        Ok(!self.found.is_empty())
    }

    /// How many articles hold the word.
    pub(super) fn n_articles(&self) -> u32 {
        self.found.iter().map(|(_, segment)| segment.n_articles).sum()
    }

    /// Appends the word's records to `out`, and what each run has of them to `segments`.
    pub(super) fn take(
        &mut self,
        spill: &mut impl Spill,
        out: &mut Vec<u8>,
        segments: &mut Vec<Segment>,
    ) -> Result<(), WriteError> {
        for (nth, segment) in &self.found {
            self.readers[*nth as usize].records.take(segment.n_bytes as usize, spill, out)?;
            segments.push(*segment);
        }
        Ok(())
    }
}
