//! A site's files on disk: read whole, written one by one, and so that nobody ever sees half a site.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use newsprint_edition::{ChunkError, ChunkStore, EditionFiles, POINTER, Sink};
use newsprint_site::pages::{MAKER, names};
use newsprint_site::{Files, Listing};
use thiserror::Error;

use crate::claim::{Claim, STAGE};

/// Why a folder could not be read or written.
#[derive(Debug, Error)]
pub enum FolderError {
    /// The system refused.
    #[error("{}: {fault}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system says.
        fault: io::Error,
    },
    /// The folder holds somebody's files.
    #[error(
        "{} is not empty and is not a site that newsprint wrote, so nothing was written: choose a new folder with --out, \
         or empty this one yourself",
        .0.display()
    )]
    NotOurs(PathBuf),
    /// The site would stand among the articles.
    #[error(
        "{} lies in {}, which is read: a site among its own articles would be read as articles; choose a folder beside it with --out",
        out.display(), input.display()
    )]
    InsideInput {
        /// Where the site is to stand.
        out: PathBuf,
        /// What is read.
        input: PathBuf,
    },
    /// The articles lie where the site is to stand.
    #[error(
        "{} lies in {}, where the site is to stand: whoever publishes the site would publish it too; choose another folder with --out",
        input.display(), out.display()
    )]
    AroundInput {
        /// Where the site is to stand.
        out: PathBuf,
        /// What is read.
        input: PathBuf,
    },
    /// Another build is at it.
    #[error(
        "another build is writing {}, so this one has not begun: wait until that one is done, or choose another folder with --out",
        .0.display()
    )]
    Busy(PathBuf),
    /// There is a file of that name.
    #[error("{} is a file, and a site is a folder: choose another name with --out", .0.display())]
    NoFolder(PathBuf),
    /// A file's name is not UTF-8.
    #[error("{} has a name that no web address can hold: rename it", .0.display())]
    Name(PathBuf),
}

/// Every file under a folder, hidden ones left out.
///
/// * Errors: what the system says, naming the file.
pub fn read(folder: &Path) -> Result<Files, FolderError> {
    let mut files = Files::new();
    gather(folder, "", &mut files)?;
    Ok(files)
}

fn gather(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), FolderError> {
    for entry in fs::read_dir(folder).map_err(|fault| at(folder, fault))? {
        let entry = entry.map_err(|fault| at(folder, fault))?;
        let path = entry.path();
        let name = entry.file_name().into_string().map_err(|_| FolderError::Name(path.clone()))?;
        if name.starts_with('.') {
            continue;
        }
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            gather(&path, &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(&path).map_err(|fault| at(&path, fault))?);
        }
    }
    Ok(())
}

/// Every file under a folder with its length in bytes, hidden ones left out.
///
/// * Errors: what the system says, naming the file.
pub fn list(folder: &Path) -> Result<BTreeMap<String, u64>, FolderError> {
    fn note(folder: &Path, prefix: &str, files: &mut BTreeMap<String, u64>) -> Result<(), FolderError> {
        for entry in fs::read_dir(folder).map_err(|fault| at(folder, fault))? {
            let path = entry.map_err(|fault| at(folder, fault))?.path();
            let last = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if last.starts_with('.') {
                continue;
            }
            let metadata = fs::metadata(&path).map_err(|fault| at(&path, fault))?;
            if metadata.is_dir() {
                note(&path, &format!("{prefix}{last}/"), files)?;
            } else {
                files.insert(format!("{prefix}{last}"), metadata.len());
            }
        }
        Ok(())
    }
    let mut files = BTreeMap::new();
    note(folder, "", &mut files)?;
    Ok(files)
}

/// Whether a site and what it is made from lie apart, whatever links and dots their paths have.
///
/// * Errors: [`FolderError::InsideInput`], [`FolderError::AroundInput`].
pub fn lie_apart<P: AsRef<Path>>(out: &Path, inputs: &[P]) -> Result<(), FolderError> {
    let site = real(out);
    for input in inputs {
        let (out, input) = (out.to_owned(), input.as_ref().to_owned());
        // One that is not there is told of when it is to be read.
        let Ok(place) = fs::canonicalize(&input) else { continue };
        if site.starts_with(&place) && place.is_dir() {
            return Err(FolderError::InsideInput { out, input });
        }
        if place.starts_with(&site) && place != site {
            return Err(FolderError::AroundInput { out, input });
        }
    }
    Ok(())
}

/// Where a path leads, as far as it exists; what does not yet, stands behind as it is written.
fn real(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            part => real.push(part),
        }
        if let Ok(found) = fs::canonicalize(&real) {
            real = found;
        }
    }
    real
}

/// Whether a site may be written there: nothing is there yet, or an empty folder, or a site of ours, or what is left of a build that was cut short.
///
/// * Errors: [`FolderError::NotOurs`], [`FolderError::NoFolder`].
pub fn may_hold_site(folder: &Path) -> Result<(), FolderError> {
    let is_left_over = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| [STAGE, TAKING_PLACE].iter().any(|own| entry.file_name() == *own))
    };
    let is_empty = match fs::read_dir(folder) {
        Ok(mut entries) => entries.all(is_left_over),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => true,
        Err(_) if folder.is_file() => return Err(FolderError::NoFolder(folder.to_owned())),
        Err(fault) => return Err(at(folder, fault)),
    };
    if is_empty || is_ours(folder) { Ok(()) } else { Err(FolderError::NotOurs(folder.to_owned())) }
}

/// Whether a folder has the pointer of an edition beside a page.
fn is_ours(folder: &Path) -> bool {
    let Ok(pointer) = fs::read(folder.join(POINTER)) else { return false };
    let format = serde_json::from_slice::<serde_json::Value>(&pointer).ok();
    format.is_some_and(|json| json["format"] == "newsprint-edition") && folder.join("index.html").is_file()
}

/// A site that is being written: its edition file by file, out of sight. Whoever looks sees the old site until [`Stage::publish`]; a stage that is
/// dropped, and a process that is killed, leave the old site as it was.
#[derive(Debug)]
pub struct Stage {
    claim: Arc<Claim>,
    folder: PathBuf,
    stage: PathBuf,
    files: BTreeMap<String, u64>,
    /// Files of the old site that stay as they are.
    kept: BTreeMap<String, u64>,
    pointer: Vec<u8>,
    /// Files of the stage that stand beside the edition and are no part of what readers fetch.
    beside: Vec<&'static str>,
    /// What stands beside the app, by name, and whether it is new or the old site's byte for byte.
    pages: BTreeMap<String, bool>,
    n_page_bytes: u64,
}

/// The names of all files that may stand beside an edition.
const BESIDE: [&str; 1] = [crate::provenance::FILE_NAME];

/// An edition as far as a stage has it: its own files, and those of the old site that it keeps.
#[derive(Clone, Debug)]
pub struct StagedEdition {
    folder: PathBuf,
    stage: PathBuf,
    staged: BTreeSet<String>,
    pointer: Vec<u8>,
}

impl ChunkStore for StagedEdition {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        if file == POINTER {
            return Ok(Cow::Borrowed(&self.pointer));
        }
        let root = if self.staged.contains(file) { &self.stage } else { &self.folder };
        match fs::read(root.join(file)) {
            Ok(bytes) => Ok(Cow::Owned(bytes)),
            Err(fault) => Err(ChunkError::Unreachable { file: file.to_owned(), reason: fault.to_string() }),
        }
    }
}

/// What a site's folder holds from when a stage begins to take its place until it has done so.
const TAKING_PLACE: &str = ".newsprint-taking-place";

/// Whether a build was cut short while its site took the old one's place: files of both stand there, and the next build clears up.
pub fn was_cut_short(folder: &Path) -> bool {
    folder.join(TAKING_PLACE).exists()
}

/// Where pages are put together within a stage.
const PAGES: &str = "pages";

/// Where the other files are that change in place.
const IN_PLACE: &str = "in-place";

impl Stage {
    /// Begins a site in a folder that this build has claimed.
    ///
    /// * Errors: what the system says.
    pub fn begin(claim: Arc<Claim>) -> Result<Stage, FolderError> {
        // Left by a build that was cut short.
        claim.clear()?;
        let (folder, stage) = (claim.folder().to_owned(), claim.folder().join(STAGE));
        let (files, kept, pointer, pages) = (BTreeMap::new(), BTreeMap::new(), Vec::new(), BTreeMap::new());
        Ok(Stage { claim, folder, stage, files, kept, pointer, beside: Vec::new(), pages, n_page_bytes: 0 })
    }

    /// A folder on the same disk for whatever is needed meanwhile; it goes with the stage.
    pub fn path(&self) -> &Path {
        &self.stage
    }

    /// Says that a file of this name lies in [`Stage::path`] and is to stand in the site's folder.
    pub fn put_beside(&mut self, name: &'static str) {
        self.beside.push(name);
    }

    /// Keeps a file that the folder has: the new site has it too, untouched.
    ///
    /// * Errors: it is not there.
    pub fn keep(&mut self, name: String) -> Result<(), FolderError> {
        let path = self.folder.join(&name);
        let n_bytes = fs::metadata(&path).map_err(|fault| at(&path, fault))?.len();
        self.kept.insert(name, n_bytes);
        Ok(())
    }

    /// Bytes of all files that are kept.
    pub fn n_bytes_kept(&self) -> u64 {
        self.kept.values().sum()
    }

    /// The edition's files so far, as the site lists them.
    pub fn listing(&self) -> Listing {
        let files = self.files.iter().chain(&self.kept).map(|(name, n_bytes)| (name.clone(), *n_bytes)).collect();
        Listing { files, pointer: self.pointer.clone() }
    }

    /// The edition as it is so far, to be read. Not after [`Stage::join`].
    pub fn edition(&self) -> StagedEdition {
        let staged = self.files.keys().cloned().collect();
        StagedEdition { folder: self.folder.clone(), stage: self.stage.clone(), staged, pointer: self.pointer.clone() }
    }

    /// Puts a file beside the app. One that the old site has byte for byte stays as it is, so that uploads by date pass it by.
    ///
    /// * Errors: what the system says.
    pub fn put_page(&mut self, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
        let old = self.folder.join(name);
        let is_same = !self.claim.is_new()
            && fs::symlink_metadata(&old).is_ok_and(|there| there.is_file() && there.len() == bytes.len() as u64)
            && fs::read(&old).is_ok_and(|there| there == bytes);
        self.n_page_bytes += bytes.len() as u64;
        self.pages.insert(name.to_owned(), !is_same);
        if is_same {
            return Ok(());
        }
        let path = self.stage.join(PAGES).join(name);
        match fs::write(&path, bytes) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                let parent = path.parent().unwrap_or(&self.stage);
                fs::create_dir_all(parent).and_then(|()| fs::write(&path, bytes)).map_err(|fault| at(&path, fault))
            }
            done => done.map_err(|fault| at(&path, fault)),
        }
    }

    /// How many files stand beside the app, and their bytes.
    pub fn n_pages(&self) -> (usize, u64) {
        (self.pages.len(), self.n_page_bytes)
    }

    /// Puts all of the edition's files into one, which the pointer then names: for a host with room for few files, of which it sends parts.
    ///
    /// * Errors: what the system says.
    pub fn join(&mut self) -> Result<(), FolderError> {
        let mut files = BTreeMap::from([(POINTER.to_owned(), self.pointer.clone())]);
        for name in self.files.keys().filter(|name| *name != POINTER) {
            let path = self.stage.join(name);
            files.insert(name.clone(), fs::read(&path).map_err(|fault| at(&path, fault))?);
        }
        let boot = files.keys().find_map(|name| name.strip_prefix("edition/boot-")).unwrap_or(".np");
        let name = format!("edition/pack-{boot}");
        let blob = EditionFiles { files }.pack();
        let edition = self.stage.join("edition");
        fs::remove_dir_all(&edition).map_err(|fault| at(&edition, fault))?;
        self.files.clear();
        let pointer =
            String::from_utf8_lossy(&self.pointer).replacen("\n}", &format!(",\n  \"pack\": \"{name}\"\n}}"), 1);
        let put = self.put(&name, blob).and_then(|()| self.put(POINTER, pointer.into_bytes()));
        put.map_err(|fault| at(&edition, fault))
    }

    /// Makes the staged edition the site's, with the other files of the site around it.
    ///
    /// Whatever the old site does not have takes its place first: files whose names tell their content, then pages of what is new. Only then what
    /// changes in place does so, each file by a rename; the edition's pointer last of all. Then content-named files and pages that the new site does
    /// not have are removed. So at every moment each file is whole and whatever it refers to is there, also when the process is killed in the midst of
    /// it: [`was_cut_short`] tells. Anything else in the folder is left alone.
    ///
    /// * Errors: what the system says.
    pub fn publish(self, site: &Files) -> Result<(), FolderError> {
        let (content_named, in_place): (Vec<&String>, Vec<&String>) =
            site.keys().partition(|name| is_content_named(name));
        // A file named by its content, of the right length, is that content.
        let is_there = |name: &&&String| {
            let n_bytes = site[**name].len() as u64;
            fs::metadata(self.folder.join(name)).is_ok_and(|there| there.is_file() && there.len() == n_bytes)
        };
        let content_named: Vec<&String> = content_named.into_iter().filter(|name| !is_there(&name)).collect();
        // Every byte is on the disk before any file takes its place: a disk that is full leaves the old site as it was.
        for name in content_named.iter().chain(&in_place) {
            self.put_in_place(name, &site[*name])?;
        }
        self.put_in_place(POINTER, &self.pointer)?;
        for name in self.files.keys().filter(|name| *name != POINTER) {
            let path = self.folder.join(name);
            let parent = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(parent).map_err(|fault| at(parent, fault))?;
            fs::rename(self.stage.join(name), &path).map_err(|fault| at(&path, fault))?;
        }
        content_named.into_iter().try_for_each(|name| self.take_place(name))?;
        // What changes in place does so from the mark on, and there are only renames.
        let mark = self.folder.join(TAKING_PLACE);
        fs::write(&mark, "").map_err(|fault| at(&mark, fault))?;
        self.publish_pages(&Path::exists)?;
        in_place.into_iter().try_for_each(|name| self.take_place(name))?;
        for name in BESIDE {
            let path = self.folder.join(name);
            if self.beside.contains(&name) {
                fs::rename(self.stage.join(name), &path).map_err(|fault| at(&path, fault))?;
            } else if path.is_file() {
                fs::remove_file(&path).map_err(|fault| at(&path, fault))?;
            }
        }
        self.publish_pages(&|_| false)?;
        self.take_place(POINTER)?;
        let names = self.files.keys().chain(self.kept.keys()).chain(site.keys()).chain(self.pages.keys());
        let names: BTreeSet<&str> = names.map(String::as_str).collect();
        remove_stale(&self.folder, "", &names)?;
        remove_old_pages(&self.folder, &names)?;
        fs::remove_file(&mark).map_err(|fault| at(&mark, fault))
    }

    /// Writes a file of the site out of sight, with the folder where it is to stand.
    fn put_in_place(&self, name: &str, bytes: &[u8]) -> Result<(), FolderError> {
        for folder in [&self.folder, &self.stage.join(IN_PLACE)] {
            let parent = folder.join(name).parent().unwrap_or(folder).to_owned();
            fs::create_dir_all(&parent).map_err(|fault| at(&parent, fault))?;
        }
        let staged = self.stage.join(IN_PLACE).join(name);
        fs::write(&staged, bytes).map_err(|fault| at(&staged, fault))
    }

    /// Renames it into its place.
    fn take_place(&self, name: &str) -> Result<(), FolderError> {
        let path = self.folder.join(name);
        fs::rename(self.stage.join(IN_PLACE).join(name), &path).map_err(|fault| at(&path, fault))
    }

    /// Renames pages into their places, but for those whose places say that they wait.
    fn publish_pages(&self, waits: &dyn Fn(&Path) -> bool) -> Result<(), FolderError> {
        let mut made = "";
        for name in self.pages.iter().filter(|(_, is_new)| **is_new).map(|(name, _)| name) {
            let (folder, path) = (name.rsplit_once('/').map_or("", |(folder, _)| folder), self.folder.join(name));
            if folder != made {
                let parent = self.folder.join(folder);
                fs::create_dir_all(&parent).map_err(|fault| at(&parent, fault))?;
                made = folder;
            }
            let staged = self.stage.join(PAGES).join(name);
            if !waits(&path) && staged.exists() {
                fs::rename(staged, &path).map_err(|fault| at(&path, fault))?;
            }
        }
        Ok(())
    }
}

/// Removes what an earlier build has put beside the app and this one has not: an article that is gone has no page. Files that say nothing of us
/// are somebody's, and stay.
fn remove_old_pages(folder: &Path, files: &BTreeSet<&str>) -> Result<(), FolderError> {
    let mut found: Vec<String> = names::FILES.map(str::to_owned).to_vec();
    for inside in names::FOLDERS {
        let Ok(entries) = fs::read_dir(folder.join(inside)) else { continue };
        let here = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        found.extend(here.map(|name| format!("{inside}/{name}")));
    }
    for name in found.iter().filter(|name| !files.contains(name.as_str())) {
        let path = folder.join(name);
        if fs::symlink_metadata(&path).is_ok_and(|there| there.is_file()) && is_page_of_ours(&path) {
            fs::remove_file(&path).map_err(|fault| at(&path, fault))?;
        }
    }
    // Those that are empty now; one with somebody's file in it stays.
    names::FOLDERS.iter().for_each(|inside| drop(fs::remove_dir(folder.join(inside))));
    Ok(())
}

/// Whether a file names us as its maker near its beginning, or is one of our tables.
fn is_page_of_ours(path: &Path) -> bool {
    const N_LOOKED_AT: u64 = 8_192;
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(N_LOOKED_AT).read_to_end(&mut bytes));
    let is_table = path.extension().is_some_and(|ending| ending == "csv")
        && path.file_stem().is_some_and(|stem| {
            let stem = stem.to_string_lossy();
            ["articles", "entities"]
                .iter()
                .any(|table| stem.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-') == *table)
        });
    read.is_ok() && (is_table || String::from_utf8_lossy(&bytes).contains(MAKER))
}

impl Sink for Stage {
    fn put(&mut self, name: &str, bytes: Vec<u8>) -> io::Result<()> {
        let path = self.stage.join(name);
        self.files.insert(name.to_owned(), bytes.len() as u64);
        if name == POINTER {
            self.pointer = bytes;
            return Ok(());
        }
        let written = match fs::write(&path, &bytes) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                let parent = path.parent().unwrap_or(&self.stage);
                fs::create_dir_all(parent).and_then(|()| fs::write(&path, &bytes))
            }
            done => done,
        };
        written.map_err(|fault| io::Error::new(fault.kind(), at(&path, fault)))
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        match fs::rename(self.stage.join(from), self.stage.join(to)) {
            // No file was put there.
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
            done => done?,
        }
        let inside = format!("{from}/");
        let files = std::mem::take(&mut self.files);
        self.files = files
            .into_iter()
            .map(|(name, n_bytes)| match name.strip_prefix(&inside) {
                Some(rest) => (format!("{to}/{rest}"), n_bytes),
                None => (name, n_bytes),
            })
            .collect();
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next build; the fault that led here says more.
        let _ = self.claim.clear();
    }
}

/// Removes files of an earlier site: those named by a content that is no longer there.
fn remove_stale(folder: &Path, prefix: &str, files: &BTreeSet<&str>) -> Result<(), FolderError> {
    let here = folder.join(prefix);
    for entry in fs::read_dir(&here).map_err(|fault| at(&here, fault))? {
        let entry = entry.map_err(|fault| at(&here, fault))?;
        let path = entry.path();
        let Ok(name) = entry.file_name().into_string() else { continue };
        let name = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(|fault| at(&path, fault))?;
        if kind.is_dir() {
            let inside = format!("{name}/");
            let is_used = files.range(inside.as_str()..).next().is_some_and(|file| file.starts_with(&inside));
            if is_used || is_part(&name) {
                remove_stale(folder, &inside, files)?;
            }
            if !is_used && is_part(&name) {
                // It goes unless somebody has put something of theirs into it.
                let _ = fs::remove_dir(&path);
            }
        } else if kind.is_file() && is_content_named(&name) && is_made_by_us(&name) && !files.contains(name.as_str()) {
            fs::remove_file(&path).map_err(|fault| at(&path, fault))?;
        }
    }
    Ok(())
}

/// Whether a name tells its content: it has a run of 16 hexadecimal digits, as Trunk and our app write, or is in a part of an edition.
pub fn is_content_named(name: &str) -> bool {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    is_part(folder)
        || file
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|part| is_hash(part) && part.bytes().any(|b| b.is_ascii_digit()))
}

/// Whether a folder is a part of an edition, named by a hash of all that is in it.
fn is_part(folder: &str) -> bool {
    folder.strip_prefix("edition/").is_some_and(is_hash)
}

fn is_hash(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Whether a content-named file is of a kind that sites of ours have, and not somebody's photograph.
fn is_made_by_us(name: &str) -> bool {
    [".np", ".js", ".wasm", ".css", ".woff2"].iter().any(|ending| name.ends_with(ending))
}

fn at(path: &Path, fault: io::Error) -> FolderError {
    FolderError::Io { path: path.to_owned(), fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_content_when_they_hold_a_hash() {
        for (name, expected) in [
            ("edition/boot-00f1a2b3c4d5e6f7.np", true),
            ("edition/00f1a2b3c4d5e6f7/words0.np", true),
            ("edition/part/words0.np", false),
            ("newsprint-app-1a2b3c4d5e6f7a8b_bg.wasm", true),
            ("index.html", false),
            ("css/main.css", false),
            ("deadbeefdeadbeef.css", false),
            ("photo-20231119.jpg", false),
            ("1a2b3c4d5e6f7a8b/index.html", false),
        ] {
            assert_eq!(is_content_named(name), expected, "{name}");
        }
    }
}
