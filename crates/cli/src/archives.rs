//! Archives on disk, unpacked by a thread of their own while what came out of them is read; nothing is written anywhere.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use newsprint_corpus::{Format, HEAD_BYTES, Unpacked, unpack};
use newsprint_model::Problem;

/// How many pieces may wait to be read; each has a quarter of a megabyte at most.
const MAX_WAITING: usize = 8;

/// What the unpacking thread sends, as [`Unpacked`] has it.
enum Sent {
    Begin(String),
    Bytes(Vec<u8>),
    End(bool),
    Trouble(Problem),
}

/// An archive that is being unpacked; when it is dropped, the thread stops at its next piece.
pub struct Unpacking(Arc<Mutex<Receiver<Sent>>>);

/// What comes out of an archive.
pub enum Member {
    /// Something wrong with it.
    Trouble(Problem),
    /// A file: its name, its beginning, and the rest of it.
    File(String, Vec<u8>, MemberBytes),
}

impl Unpacking {
    /// Begins to unpack a file.
    ///
    /// * Errors: the file cannot be opened, or no thread be had.
    pub fn begin(path: &Path, file: &str, format: Format) -> io::Result<Unpacking> {
        let mut source = File::open(path)?;
        let n_bytes = source.metadata()?.len();
        let (sender, receiver) = sync_channel(MAX_WAITING);
        let name = file.to_owned();
        thread::Builder::new().name("unpacking".to_owned()).spawn(move || {
            unpack(&name, format, &mut source, n_bytes, &mut |unpacked| {
                let sent = sender.send(match unpacked {
                    Unpacked::Begin(name) => Sent::Begin(name.to_owned()),
                    Unpacked::Bytes(bytes) => Sent::Bytes(bytes.to_vec()),
                    Unpacked::End(complete) => Sent::End(complete),
                    Unpacked::Trouble(problem) => Sent::Trouble(problem),
                });
                // Nobody listens any more: the reading has ended.
                if sent.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
        })?;
        Ok(Unpacking(Arc::new(Mutex::new(receiver))))
    }

    /// The next member; `None` at the archive's end. What was left unread of the one before is passed over.
    pub fn next(&self) -> Option<Member> {
        loop {
            match receive(&self.0)? {
                Sent::Trouble(problem) => return Some(Member::Trouble(problem)),
                Sent::Begin(name) => {
                    let mut rest = MemberBytes { source: Arc::clone(&self.0), held: Vec::new(), n_read: 0, end: None };
                    let mut head = Vec::new();
                    while head.len() < HEAD_BYTES && rest.more() {
                        head.append(&mut rest.held);
                    }
                    return Some(Member::File(name, head, rest));
                }
                Sent::Bytes(_) | Sent::End(_) => {}
            }
        }
    }
}

fn receive(source: &Mutex<Receiver<Sent>>) -> Option<Sent> {
    source.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// The bytes of a member, as they come.
pub struct MemberBytes {
    source: Arc<Mutex<Receiver<Sent>>>,
    held: Vec<u8>,
    n_read: usize,
    /// At its end, whether all of it came.
    end: Option<bool>,
}

impl MemberBytes {
    /// Waits for the next bytes; `false` at the end.
    fn more(&mut self) -> bool {
        if self.end.is_some() {
            return false;
        }
        match receive(&self.source) {
            Some(Sent::Bytes(bytes)) => {
                (self.held, self.n_read) = (bytes, 0);
                true
            }
            Some(Sent::End(complete)) => {
                self.end = Some(complete);
                false
            }
            _ => {
                self.end = Some(false);
                false
            }
        }
    }

    /// All of the member, its beginning given; `None` when it did not come to its end, of which the archive tells.
    ///
    /// * Errors: it has more bytes than `most`.
    pub fn whole(mut self, mut head: Vec<u8>, most: u64) -> io::Result<Option<Vec<u8>>> {
        while self.more() {
            if (head.len() + self.held.len()) as u64 > most {
                let message = format!(
                    "it has more than {} MB, too many for one file of text; cut it into several",
                    most / 1_000_000
                );
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
            }
            head.append(&mut self.held);
        }
        Ok((self.end == Some(true)).then_some(head))
    }
}

impl Read for MemberBytes {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let held = self.fill_buf()?;
        let n = held.len().min(to.len());
        to[..n].copy_from_slice(&held[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for MemberBytes {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.n_read >= self.held.len() {
            self.held.clear();
            self.n_read = 0;
            self.more();
        }
        Ok(&self.held[self.n_read..])
    }

    fn consume(&mut self, n: usize) {
        self.n_read = (self.n_read + n).min(self.held.len());
    }
}
