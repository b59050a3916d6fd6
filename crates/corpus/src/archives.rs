//! Archives: .zip, .tar, .gz and web archives, in each other too, unpacked member by member into memory, never to a disk.
//!
//! Nothing here trusts an archive: how much may come out of it is bound by how much went in, members whose names lead elsewhere are refused, links
//! are not followed.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Cursor, Read, Seek};
use std::ops::ControlFlow;

use flate2::read::MultiGzDecoder;
use newsprint_model::Problem;

use crate::formats::{Format, HEAD_BYTES, extension};
use crate::stories::shortened;
use crate::{error, warc, warning};

/// How many archives may lie in each other; a `.tar.gz` counts as two.
const MAX_DEPTH: u32 = 5;

/// How much may come out of any archive.
///
/// * Unit: bytes.
const FREE_BYTES: u64 = 256 << 20;

/// How much more may come out for each byte of the archive: text shrinks to a fifth or a tenth, seldom to a hundredth.
const MAX_RATIO: u64 = 250;

/// The largest archive in an archive that has to be held as a whole, which a .zip must, for its table of contents stands at its end.
///
/// * Unit: bytes.
const MAX_HELD_BYTES: u64 = 256 << 20;

/// How many members are looked at.
const MAX_MEMBERS: u64 = 2_000_000;

/// How much of a member is handed over at once.
const PIECE_BYTES: usize = 256 << 10;

/// What comes out of an archive, in its order.
#[derive(Debug)]
pub enum Unpacked<'u> {
    /// A member begins: its name behind the archive's, `news.zip/2021/may.txt`.
    Begin(&'u str),
    /// The member's next bytes, above zero.
    Bytes(&'u [u8]),
    /// The member ends; `false` when it could not be unpacked to its end.
    End(bool),
    /// Something is wrong with the archive or a member of it.
    Trouble(Problem),
}

/// What takes what comes out; it may stop the unpacking.
pub type Take<'t> = dyn FnMut(Unpacked<'_>) -> ControlFlow<()> + 't;

/// A file that can be read from any place.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// Unpacks an archive, and those in it.
///
/// * Shape: `format` is one that [`Format::is_archive`]; `n_bytes` is the archive's own size. A member of a web archive is a record of its own.
/// * Errors: handed over as [`Unpacked::Trouble`], naming archive and member; what can be unpacked is.
/// * Cost: linear in what comes out, of which never more than a piece is held, but for a .zip in another archive.
pub fn unpack(file: &str, format: Format, source: &mut dyn Source, n_bytes: u64, take: &mut Take<'_>) {
    let budget = Cell::new(FREE_BYTES.saturating_add(n_bytes.saturating_mul(MAX_RATIO)));
    let mut unpacking = Unpacking { take, budget: &budget, n_members: 0 };
    // A stop is the taker's own wish, so there is nothing to say of it.
    let _ = match format {
        Format::Zip => unpacking.zip(file, source, 1),
        Format::Tar => unpacking.tar(file, &mut &mut *source, 1),
        Format::Gzip => unpacking.gzip(file, &mut &mut *source, 1),
        Format::Warc => unpacking.warc(file, &mut &mut *source),
        _ => ControlFlow::Continue(()),
    };
}

/// An unpacking, as far as it has come.
struct Unpacking<'u, 't> {
    take: &'u mut Take<'t>,
    /// How many bytes may still come out.
    budget: &'u Cell<u64>,
    n_members: u64,
}

/// What is said of an archive that holds more than it may.
const BOMB: &str = "unpacks to far more than it could honestly hold, so the rest of it was left out.";

impl Unpacking<'_, '_> {
    fn trouble(&mut self, file: &str, message: String) -> ControlFlow<()> {
        (self.take)(Unpacked::Trouble(error(file, None, message)))
    }

    fn zip(&mut self, file: &str, source: &mut dyn Source, depth: u32) -> ControlFlow<()> {
        let mut archive = match zip::ZipArchive::new(source) {
            Ok(archive) => archive,
            Err(fault) => return self.trouble(file, format!("could not be unpacked: {fault}.")),
        };
        let is_collection = is_web_collection(file, archive.file_names());
        for nth in 0..archive.len() {
            let mut member = match archive.by_index(nth) {
                Ok(member) => member,
                Err(fault) => {
                    self.trouble(file, format!("its member number {} could not be unpacked: {fault}.", nth + 1))?;
                    continue;
                }
            };
            if member.is_dir() {
                continue;
            }
            let name = member.name().map_or_else(|_| format!("member-{}", nth + 1), |name| name.into_owned());
            // Indexes and lists of pages lie beside the records.
            if is_collection && !name.starts_with("archive/") {
                continue;
            }
            let is_link = member.is_symlink();
            self.member(file, &name, is_link, &mut member, depth)?;
            if self.is_over() {
                break;
            }
        }
        ControlFlow::Continue(())
    }

    fn tar(&mut self, file: &str, source: &mut dyn Read, depth: u32) -> ControlFlow<()> {
        let mut archive = tar::Archive::new(source);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(fault) => return self.trouble(file, format!("could not be unpacked: {fault}.")),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(fault) => return self.trouble(file, format!("could not be unpacked further: {fault}.")),
            };
            let kind = entry.header().entry_type();
            let is_link = kind.is_symlink() || kind.is_hard_link();
            if !(is_link || kind.is_file() || kind.is_contiguous() || kind.is_gnu_sparse()) {
                continue;
            }
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            self.member(file, &name, is_link, &mut entry, depth)?;
            if self.is_over() {
                break;
            }
        }
        ControlFlow::Continue(())
    }

    fn gzip(&mut self, file: &str, source: &mut dyn Read, depth: u32) -> ControlFlow<()> {
        let name = file.rsplit('/').next().unwrap_or(file);
        let lower = name.to_ascii_lowercase();
        let inner = match () {
            () if lower.ends_with(".tgz") => format!("{}.tar", &name[..name.len() - 4]),
            () if lower.ends_with(".gz") => name[..name.len() - 3].to_owned(),
            () => name.to_owned(),
        };
        self.content(&format!("{file}/{inner}"), &mut MultiGzDecoder::new(source), depth)
    }

    fn warc(&mut self, file: &str, source: &mut dyn Read) -> ControlFlow<()> {
        let mut passed = warc::Passed::default();
        let cut = warc::cut(source, &mut passed, &mut Records { unpacking: self, file });
        match cut {
            Err(()) => return ControlFlow::Break(()),
            Ok(Err(fault)) => self.trouble(file, format!("could not be read to its end: {}", said(&fault)))?,
            Ok(Ok(())) => {}
        }
        for problem in passed.problems(file) {
            (self.take)(Unpacked::Trouble(problem))?;
        }
        ControlFlow::Continue(())
    }

    /// Whether no more may come out.
    fn is_over(&self) -> bool {
        self.budget.get() == 0 || self.n_members >= MAX_MEMBERS
    }

    /// Looks at a member's name before anything is read of it.
    fn member(&mut self, file: &str, name: &str, is_link: bool, source: &mut dyn Read, depth: u32) -> ControlFlow<()> {
        self.n_members += 1;
        if self.n_members >= MAX_MEMBERS {
            return self.trouble(file, format!("holds more than {MAX_MEMBERS} files; the rest of them was left out."));
        }
        let name = name.replace('\\', "/");
        let mut parts = name.split('/').filter(|part| !part.is_empty() && *part != ".");
        let leads_elsewhere = name.starts_with('/')
            || name.contains(':')
            || name.contains('\0')
            || parts.clone().any(|part| part == "..");
        if leads_elsewhere {
            let message =
                format!("its member `{}` has a name that leads out of the archive, and was refused.", shortened(&name));
            return self.trouble(file, message);
        }
        // Hidden files are left out as they are in folders.
        if parts.clone().next().is_none() || parts.any(|part| part.starts_with('.') || part == "__MACOSX") {
            return ControlFlow::Continue(());
        }
        if is_link {
            let message = format!("its member `{}` is a link, which is not followed.", shortened(&name));
            return (self.take)(Unpacked::Trouble(warning(file, None, message)));
        }
        let path: Vec<&str> = name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        self.content(&format!("{file}/{}", path.join("/")), source, depth)
    }

    /// Hands a member over, or what it holds if it is an archive.
    fn content(&mut self, path: &str, source: &mut dyn Read, depth: u32) -> ControlFlow<()> {
        let mut source = Counted { source, budget: self.budget };
        let mut head = Vec::new();
        if let Err(fault) = (&mut source).take(HEAD_BYTES as u64).read_to_end(&mut head) {
            return self.trouble(path, format!("could not be unpacked: {}", said(&fault)));
        }
        let archive = Format::of(path, &head).filter(|format| format.is_archive());
        if let Some(format) = archive {
            if depth >= MAX_DEPTH {
                return self.trouble(path, format!("lies in {MAX_DEPTH} other archives, too deep to be unpacked."));
            }
            let mut source = Cursor::new(head).chain(source);
            return match format {
                Format::Tar => self.tar(path, &mut source, depth + 1),
                Format::Gzip => self.gzip(path, &mut source, depth + 1),
                Format::Warc => self.warc(path, &mut source),
                _ => {
                    let mut held = Vec::new();
                    if let Err(fault) = (&mut source).take(MAX_HELD_BYTES + 1).read_to_end(&mut held) {
                        return self.trouble(path, format!("could not be unpacked: {}", said(&fault)));
                    }
                    if held.len() as u64 > MAX_HELD_BYTES {
                        let limit = MAX_HELD_BYTES >> 20;
                        return self.trouble(
                            path,
                            format!(
                                "is an archive above {limit} MB in another one, and was left out: unpack it first."
                            ),
                        );
                    }
                    self.zip(path, &mut Cursor::new(held), depth + 1)
                }
            };
        }
        (self.take)(Unpacked::Begin(path))?;
        let mut piece = head;
        loop {
            if piece.is_empty() {
                return (self.take)(Unpacked::End(true));
            }
            (self.take)(Unpacked::Bytes(&piece))?;
            piece.clear();
            if let Err(fault) = (&mut source).take(PIECE_BYTES as u64).read_to_end(&mut piece) {
                (self.take)(Unpacked::End(false))?;
                return self.trouble(path, format!("could not be unpacked to its end: {}", said(&fault)));
            }
        }
    }
}

/// Whether a .zip is a packed web archive (WACZ), by its name or by what lies in it.
fn is_web_collection<'n, E>(file: &str, names: impl Iterator<Item = Result<Cow<'n, str>, E>>) -> bool {
    let (mut has_list, mut has_records) = (false, false);
    for name in names.flatten() {
        has_list |= name == "datapackage.json";
        has_records |= name.starts_with("archive/") && name.contains(".warc");
    }
    has_records && (has_list || extension(file) == "wacz")
}

/// Hands the records of a web archive over as members.
struct Records<'a, 'u, 't> {
    unpacking: &'a mut Unpacking<'u, 't>,
    file: &'a str,
}

impl warc::Take for Records<'_, '_, '_> {
    type Stop = ();

    fn begin(&mut self, name: &str) -> Result<(), ()> {
        self.unpacking.n_members += 1;
        if self.unpacking.n_members >= MAX_MEMBERS {
            let message = format!("holds more than {MAX_MEMBERS} pages; the rest of them was left out.");
            let _ = self.unpacking.trouble(self.file, message);
            return Err(());
        }
        self.hand_over(Unpacked::Begin(&format!("{}/{name}", self.file)))
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), ()> {
        self.hand_over(Unpacked::Bytes(bytes))
    }

    fn end(&mut self, complete: bool) -> Result<(), ()> {
        self.hand_over(Unpacked::End(complete))
    }
}

impl Records<'_, '_, '_> {
    fn hand_over(&mut self, unpacked: Unpacked<'_>) -> Result<(), ()> {
        if (self.unpacking.take)(unpacked).is_break() { Err(()) } else { Ok(()) }
    }
}

/// What went wrong, as a sentence's end.
fn said(fault: &io::Error) -> String {
    if fault.get_ref().is_some_and(|inner| inner.is::<Bomb>()) { BOMB.to_owned() } else { format!("{fault}.") }
}

/// A reader that stops where more comes out than may.
struct Counted<'c> {
    source: &'c mut dyn Read,
    budget: &'c Cell<u64>,
}

/// More comes out than may.
#[derive(Debug)]
struct Bomb;

impl std::fmt::Display for Bomb {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(BOMB)
    }
}

impl std::error::Error for Bomb {}

impl Read for Counted<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let n = self.source.read(to)?;
        match self.budget.get().checked_sub(n as u64).filter(|left| *left > 0) {
            Some(left) => {
                self.budget.set(left);
                Ok(n)
            }
            None => {
                self.budget.set(0);
                Err(io::Error::other(Bomb))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A .tar of members with their contents.
    fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, bytes) in members {
            let mut header = tar::Header::new_gnu();
            header.set_size(bytes.len() as u64);
            header.set_mode(0o644);
            // Names that the crate would refuse to write are what is tried here.
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            builder.append(&header, *bytes).unwrap();
        }
        builder.into_inner().unwrap()
    }

    fn gzip_of(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// The members with their texts, and what went wrong.
    fn unpacked(file: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        let (mut found, mut problems): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        let format = Format::of(file, bytes).unwrap();
        unpack(file, format, &mut Cursor::new(bytes), bytes.len() as u64, &mut |unpacked| {
            match unpacked {
                Unpacked::Begin(name) => found.push(format!("{name}: ")),
                Unpacked::Bytes(bytes) if found.last().unwrap().len() < 100 => {
                    found.last_mut().unwrap().push_str(&String::from_utf8_lossy(&bytes[..bytes.len().min(100)]));
                }
                Unpacked::Bytes(_) => {}
                Unpacked::End(complete) => found.last_mut().unwrap().push_str(if complete { "." } else { " (broken)" }),
                Unpacked::Trouble(problem) => problems.push(problem.to_string()),
            }
            ControlFlow::Continue(())
        });
        (found, problems)
    }

    #[test]
    fn archives_are_unpacked_in_each_other() {
        let members: [(&str, &[u8]); 3] = [("a.txt", b"one"), ("./b/c.json", b"[]"), (".hidden/d.txt", b"no")];
        let tar = tar_of(&members);
        let nested = zip_of(&[("in/n.tar.gz", &gzip_of(&tar)), ("e.txt.gz", &gzip_of(b"two"))]);
        for (file, bytes, wanted) in [
            ("n.tar", tar.clone(), vec!["n.tar/a.txt: one.", "n.tar/b/c.json: []."]),
            ("n.zip", zip_of(&members), vec!["n.zip/a.txt: one.", "n.zip/b/c.json: []."]),
            ("x/n.tgz", gzip_of(&tar), vec!["x/n.tgz/n.tar/a.txt: one.", "x/n.tgz/n.tar/b/c.json: []."]),
            ("n.jsonl.gz", gzip_of(b"{}"), vec!["n.jsonl.gz/n.jsonl: {}."]),
            (
                "m.zip",
                nested,
                vec![
                    "m.zip/in/n.tar.gz/n.tar/a.txt: one.",
                    "m.zip/in/n.tar.gz/n.tar/b/c.json: [].",
                    "m.zip/e.txt.gz/e.txt: two.",
                ],
            ),
        ] {
            assert_eq!(unpacked(file, &bytes), (wanted.into_iter().map(str::to_owned).collect(), Vec::new()), "{file}");
        }
    }

    #[test]
    fn names_that_lead_elsewhere_and_links_are_refused() {
        for name in ["../out.txt", "a/../../out.txt", "/etc/passwd", "C:/x.txt", "..\\x.txt"] {
            let (found, problems) = unpacked("n.tar", &tar_of(&[(name, b"x"), ("kept.txt", b"y")]));
            assert_eq!(found, ["n.tar/kept.txt: y."], "{name}");
            assert!(problems.len() == 1 && problems[0].contains("leads out of the archive"), "{problems:?}");
        }
        let mut builder = tar::Builder::new(Vec::new());
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Symlink);
        header.set_size(0);
        builder.append_link(&mut header, "loop.txt", "loop.txt").unwrap();
        let (found, problems) = unpacked("n.tar", &builder.into_inner().unwrap());
        assert!(found.is_empty() && problems[0].contains("`loop.txt` is a link"), "{problems:?}");
    }

    #[test]
    fn bombs_end_at_what_an_honest_archive_could_hold() {
        // Four members of 100 MB of zeros: 400 KB of archive in all.
        let zeros = gzip_of(&vec![b'0'; 100 << 20]);
        let members: Vec<(&str, &[u8])> =
            ["a.txt.gz", "b.txt.gz", "c.txt.gz", "d.txt.gz"].map(|name| (name, &zeros[..])).to_vec();
        let bomb = gzip_of(&tar_of(&members));
        assert!(bomb.len() < 1 << 20);
        let (found, problems) = unpacked("bomb.tgz", &bomb);
        assert!(found.len() < 4 && found.last().unwrap().ends_with("(broken)"), "{}", found.len());
        assert!(
            problems.iter().any(|problem| problem.contains("far more than it could honestly hold")),
            "{problems:?}"
        );
        let mut deep = b"x".to_vec();
        for _ in 0..8 {
            deep = gzip_of(&deep);
        }
        let (found, problems) = unpacked("deep.gz", &deep);
        assert!(found.is_empty() && problems.len() == 1 && problems[0].contains("too deep"), "{problems:?}");
    }

    #[test]
    fn what_is_cut_short_is_told_and_what_came_before_is_kept() {
        let tar = tar_of(&[("a.txt", b"one"), ("b.txt", &[b'x'; 3000])]);
        let (found, problems) = unpacked("n.tar", &tar[..2500]);
        assert_eq!((found[0].as_str(), problems.len()), ("n.tar/a.txt: one.", 1), "{found:?} {problems:?}");
        let zip = zip_of(&[("a.txt", b"one")]);
        let (found, problems) = unpacked("n.zip", &zip[..zip.len() - 30]);
        assert!(found.is_empty() && problems.len() == 1, "{problems:?}");
    }
}
