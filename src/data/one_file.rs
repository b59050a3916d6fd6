//! An edition beside the page: as files, or all of it in one file, of which parts are fetched where the host sends parts.
//!
//! Which of the two it is stands in the pointer. Whether the host sends parts is found out by asking for one, and never assumed:
//! a host that answers with anything else gives the whole file, which is then kept in memory.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use newsprint_edition::{ChunkError, ChunkStore, POINTER, PackIndex};

use super::files::{FileStore, Got, Source};

/// How much of the file is asked for first: its head, the pointer and the boot file of most editions.
///
/// * Unit: bytes. Range: less means one more round for large editions; more is fetched in vain for small ones.
const FIRST_BYTES: u64 = 64 << 10;

/// The edition that lies beside the page.
pub struct SiteStore<S> {
    files: FileStore<S>,
    pack: RefCell<Option<Rc<Pack>>>,
}

/// The file that holds all others.
struct Pack {
    name: String,
    index: PackIndex,
    /// All of it, where the host sends no parts.
    whole: RefCell<Option<Rc<[u8]>>>,
}

impl<S: Source> SiteStore<S> {
    /// A store over a source.
    pub fn new(source: S) -> SiteStore<S> {
        SiteStore { files: FileStore::new(source), pack: RefCell::default() }
    }

    /// Opens the file that holds all others.
    async fn open(&self, name: &str) -> Result<Pack, ChunkError> {
        let mut got = self.files.get(name, Some((0, FIRST_BYTES))).await?;
        if let Got::Part(start) = &got {
            let n_head = PackIndex::head_bytes(start)? as u64;
            if n_head > start.len() as u64 {
                got = self.files.get(name, Some((0, n_head))).await?;
            }
        }
        let (Got::Part(head) | Got::Whole(head)) = &got;
        let pack = Pack { name: name.to_owned(), index: PackIndex::read(head)?, whole: RefCell::default() };
        self.slice(&pack, &got, 0..0);
        Ok(pack)
    }

    /// The bytes of a span out of an answer to the question for it; what came whole is kept.
    fn slice(&self, pack: &Pack, got: &Got, span: Range<u64>) -> Option<Vec<u8>> {
        match got {
            Got::Part(bytes) => Some(bytes.to_vec()),
            Got::Whole(bytes) => {
                if pack.whole.borrow().is_none() {
                    self.files.source().warn(
                        "This host sends no parts of a file: all of the edition was loaded. Publish it as files.",
                    );
                    *pack.whole.borrow_mut() = Some(Rc::clone(bytes));
                }
                bytes.get(span.start as usize..span.end as usize).map(<[u8]>::to_vec)
            }
        }
    }
}

/// The file that holds all others, when a pointer names one.
fn pack_named(pointer: &[u8]) -> Option<&str> {
    let mut quoted = std::str::from_utf8(pointer).ok()?.split('"');
    quoted.find(|text| *text == "pack")?;
    quoted.nth(1).filter(|name| name.starts_with("edition/"))
}

impl<S: Source> ChunkStore for SiteStore<S> {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        if file == POINTER {
            let pointer = self.files.read(file).await?;
            let pack = match pack_named(&pointer) {
                Some(name) => Some(Rc::new(self.open(name).await?)),
                None => None,
            };
            *self.pack.borrow_mut() = pack;
            return Ok(pointer);
        }
        let Some(pack) = self.pack.borrow().clone() else { return self.files.read(file).await };
        let missing = || ChunkError::Missing { file: format!("{file} in {}", pack.name) };
        let span = pack.index.range(file).ok_or_else(missing)?;
        let whole = pack.whole.borrow().clone();
        let got = match whole {
            Some(whole) => Got::Whole(whole),
            None => self.files.get(&pack.name, Some((span.start, span.end))).await?,
        };
        self.slice(&pack, &got, span).map(Cow::Owned).ok_or_else(missing)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures::executor::block_on;
    use newsprint_edition::EditionFiles;

    use super::super::files::Span;
    use super::*;
    use crate::js::fetch::Refusal;

    /// A host of one file and a pointer to it.
    #[derive(Clone)]
    struct Host {
        pack: Rc<[u8]>,
        sends_parts: bool,
        asked: Rc<RefCell<Vec<String>>>,
        n_warnings: Rc<Cell<u32>>,
    }

    impl Source for Host {
        async fn get(&self, file: &str, span: Span, _: bool) -> Result<Got, Refusal> {
            self.asked.borrow_mut().push(format!("{file} {span:?}"));
            match (file, span) {
                ("edition.json", _) => Ok(Got::Whole(br#"{"boot": "x", "pack": "edition/all.np"}"#.as_slice().into())),
                ("edition/all.np", Some((start, end))) if self.sends_parts => {
                    let end = (end as usize).min(self.pack.len());
                    Ok(Got::Part(self.pack[start as usize..end].into()))
                }
                ("edition/all.np", _) => Ok(Got::Whole(Rc::clone(&self.pack))),
                _ => Err(Refusal::Status(404)),
            }
        }
        async fn pause(&self, _: u32) {
            futures::future::pending().await
        }
        fn warn(&self, _: &str) {
            self.n_warnings.set(self.n_warnings.get() + 1);
        }
    }

    #[test]
    fn files_come_out_of_one_file_by_part_or_whole_and_nothing_is_asked_for_twice() {
        let boot = "edition/boot-00000000000000aa.np";
        let packed: EditionFiles = EditionFiles {
            files: [("edition.json", b"{}".to_vec()), (boot, vec![7; 90])]
                .map(|(name, bytes)| (name.to_owned(), bytes))
                .into(),
        };
        for sends_parts in [true, false] {
            let host =
                Host { pack: packed.pack().into(), sends_parts, asked: Rc::default(), n_warnings: Rc::default() };
            let store = SiteStore::new(host.clone());
            assert!(block_on(store.read("edition.json")).is_ok());
            assert_eq!(block_on(store.read(boot)).map(Cow::into_owned), Ok(vec![7; 90]), "{sends_parts}");
            let missing = block_on(store.read("edition/0123456789abcdef/cards0.np"));
            assert!(matches!(missing, Err(ChunkError::Missing { .. })), "{missing:?}");
            assert_eq!(host.n_warnings.get(), u32::from(!sends_parts), "said once");
            // The pointer, the head, and the file; or the pointer, and everything at once.
            assert_eq!(host.asked.borrow().len(), if sends_parts { 3 } else { 2 }, "{:?}", host.asked.borrow());
        }
    }

    #[test]
    fn only_a_pointer_that_names_one_has_one() {
        for (pointer, name) in [
            (r#"{"boot": "edition/boot-1.np"}"#, None),
            (r#"{"pack": "edition/pack-1.np", "boot": "edition/boot-1.np"}"#, Some("edition/pack-1.np")),
            (r#"{"pack": "https://elsewhere.example/x"}"#, None),
            (r#"{"pack": 3}"#, None),
            ("", None),
        ] {
            assert_eq!(pack_named(pointer.as_bytes()), name, "{pointer}");
        }
    }
}
