//! What writing needs and a pure crate may not have: room beside memory, hands to work with, a place for the files.

use std::collections::BTreeMap;
use std::io;

use crate::files::EditionFiles;

/// Room for what need not stay in memory while an edition is being written.
pub trait Spill {
    /// Puts bytes behind everything put before, and says where they begin.
    ///
    /// * Unit: bytes from the beginning.
    /// * Errors: what the system says, a full disk above all.
    fn append(&mut self, bytes: &[u8]) -> io::Result<u64>;

    /// Fills `into` with what was put at a place.
    ///
    /// * Errors: what the system says; a place that nothing was put at.
    fn read(&mut self, at: u64, into: &mut [u8]) -> io::Result<()>;
}

/// A spill that stays in memory, for small corpora.
#[derive(Debug, Default)]
pub struct MemorySpill(Vec<u8>);

impl Spill for MemorySpill {
    fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let at = self.0.len() as u64;
        self.0.extend_from_slice(bytes);
        Ok(at)
    }

    fn read(&mut self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let bytes = start.checked_add(into.len()).and_then(|end| self.0.get(start..end));
        into.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

/// Where the files of an edition go.
pub trait Sink {
    /// Takes a file in. Files come in an order that depends on nothing but the source and the options; no name comes twice.
    ///
    /// * Shape: path from the edition's root, with `/`.
    /// * Errors: what the system says.
    fn put(&mut self, name: &str, bytes: Vec<u8>) -> io::Result<()>;

    /// Gives a folder of files another name: a part of an edition is named after what is in it, which is known last. Nothing has the new
    /// name yet, or the same files.
    ///
    /// * Errors: what the system says.
    fn rename(&mut self, from: &str, to: &str) -> io::Result<()>;
}

impl Sink for EditionFiles {
    fn put(&mut self, name: &str, bytes: Vec<u8>) -> io::Result<()> {
        self.files.put(name, bytes)
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        self.files.rename(from, to)
    }
}

impl Sink for BTreeMap<String, Vec<u8>> {
    fn put(&mut self, name: &str, bytes: Vec<u8>) -> io::Result<()> {
        self.insert(name.to_owned(), bytes);
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        let renamed = |name: &String| Some(format!("{to}/{}", name.strip_prefix(from)?.strip_prefix('/')?));
        let moved: Vec<(String, String)> =
            self.keys().filter_map(|name| Some((name.clone(), renamed(name)?))).collect();
        for (before, after) in moved {
            if let Some(bytes) = self.remove(&before) {
                self.insert(after, bytes);
            }
        }
        Ok(())
    }
}

/// Work that comes in pieces: fetched one by one, done apart from each other, taken in again in order.
pub trait Line {
    /// A piece of work, complete in itself.
    type Job: Send;
    /// What comes of a piece.
    type Done: Send;
    /// What ends the work early.
    type Fault;

    /// The next piece; `None` when there is none left.
    fn next(&mut self) -> Result<Option<Self::Job>, Self::Fault>;

    /// Takes in what came of the pieces, in the order in which they were fetched.
    fn take(&mut self, done: Self::Done) -> Result<(), Self::Fault>;
}

/// Who does the work: one hand or several.
pub trait Crew {
    /// How many pieces are worked on at a time.
    fn n_hands(&self) -> usize;

    /// Works a line off. Pieces may be worked on at once; everything is taken in as if they were not.
    ///
    /// * Errors: the line's own first fault.
    fn work_off<L: Line>(&self, line: &mut L, work: &(dyn Fn(L::Job) -> L::Done + Sync)) -> Result<(), L::Fault>;
}

/// A crew of one: the caller's own thread.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone;

impl Crew for Alone {
    fn n_hands(&self) -> usize {
        1
    }

    fn work_off<L: Line>(&self, line: &mut L, work: &(dyn Fn(L::Job) -> L::Done + Sync)) -> Result<(), L::Fault> {
        while let Some(job) = line.next()? {
            line.take(work(job))?;
        }
        Ok(())
    }
}
