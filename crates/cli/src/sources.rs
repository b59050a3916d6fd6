//! Paths on disk to articles and problems, file by file and block by block, so that no corpus need be in memory as a whole.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};

use newsprint_corpus::{Format, HEAD_BYTES, Ids, Imported, ReadOptions};
use newsprint_edition::{Alone, Crew, Line};
use newsprint_model::{Article, Problem, Severity};

use crate::archives::{Member, Unpacking};
use crate::passed::Passed;
use crate::problems::Problems;
use crate::roots::{Root, is_list_page};
use crate::streams::{Block, Stream};

/// The largest file read as a whole: offsets are 32 bits wide, and one file that large is an export that lost its way. JSON Lines, tables and
/// archives have no such bound, for they are read piece by piece.
///
/// * Unit: bytes.
pub const MAX_FILE_BYTES: u64 = 1 << 30;

/// How deep folders may lie in each other before one is taken for a trap.
const MAX_DEPTH: u32 = 64;

/// What is said of a link to a folder, which may lead back to where it stands.
const LINK: &str = "is a link to a folder, which is not followed: name that folder itself if its articles are wanted.";

/// How standard input is named where a path is wanted, and in problems.
const STDIN: &str = "-";
const STDIN_SHOWN: &str = "standard input";

/// What is said of what is neither a file nor a folder.
const NO_FILE: &str = "is a pipe, a socket or a device and no file, and was left out.";

/// What came of reading the paths.
#[derive(Debug, Default)]
pub struct Collected {
    /// The articles, ids unique.
    pub articles: Vec<Article>,
    /// Everything that went wrong, in the order of the files.
    pub problems: Problems,
    /// Files that gave at least one article.
    pub n_files: usize,
}

/// Reads files and folders, all at once.
///
/// Folders are read with all they hold, in the order of names, hidden entries left out; a link to a folder is told of and not
/// followed, since it may lead back.
///
/// * Errors: every one is a problem in the answer; nothing read leaves `articles` empty.
pub fn collect<P: AsRef<Path>>(paths: &[P], options: &ReadOptions) -> Collected {
    let mut articles = Vec::new();
    let read = read_each(paths, options, &Alone, &|article, _| article, &mut |mut article, ids| {
        let problem = ids.settle(&mut article);
        articles.push(article);
        Ok::<_, std::convert::Infallible>(problem)
    });
    let Ok(Read { problems, n_files, .. }) = read;
    Collected { articles, problems, n_files }
}

/// What is left to tell when all articles have been handed over.
#[derive(Debug, Default)]
pub struct Read {
    /// What went wrong in reading, in the order of the files, and what whoever took the articles had to say of them.
    pub problems: Problems,
    /// Files that gave at least one article.
    pub n_files: usize,
    /// How many words of web pages stood around the articles and were left out.
    pub n_words_around: u64,
    /// The ids that have been given, for who still holds articles back.
    pub ids: Ids,
}

/// How an article came to be read.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// What its file is.
    pub format: Format,
    /// All of that file, unless it is read piece by piece.
    pub whole: Option<&'a [u8]>,
}

/// What is done to each article, on any thread.
pub type Work<'w, D> = dyn Fn(Article, &Origin<'_>) -> D + Sync + 'w;

/// What is done with each article in turn: it gets what came of its work and what is known of ids, and may object to it.
pub type Take<'t, D, F> = dyn FnMut(D, &mut Ids) -> Result<Option<Problem>, F> + 't;

/// Reads files and folders as [`collect`] does, and hands the articles over one by one.
///
/// * Shape: `work` is done to each article by the crew, many at once; `take` gets what came of it, in order, and what is known of ids.
/// * Errors: the first that `take` gives; what is wrong with the sources is in the answer.
pub fn read_each<P: AsRef<Path>, D: Send, F>(
    paths: &[P],
    options: &ReadOptions,
    crew: &impl Crew,
    work: &Work<'_, D>,
    take: &mut Take<'_, D, F>,
) -> Result<Read, F> {
    let mut pending: Vec<Pending> = paths.iter().map(|path| Pending::Path(path.as_ref().to_owned())).collect();
    pending.reverse();
    let mut reading = Reading {
        options: options.clone(),
        pending,
        stream: None,
        archive: None,
        passed: Passed::default(),
        passed_in: Passed::default(),
        is_in_folder: false,
        left_out: Vec::new(),
        n_files_begun: 0,
        read: Read::default(),
        n_articles: 0,
        counted: None,
        folders: Vec::new(),
        take,
    };
    crew.work_off(&mut reading, &|piece: Piece| piece.read(options, work))?;
    Ok(reading.read)
}

/// A path as we name it everywhere: as typed, with `/`.
pub fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}

/// What is still to be looked at.
enum Pending {
    /// A path as the user gave it.
    Path(PathBuf),
    File(PathBuf),
    /// How deep it lies in others, and in what.
    Folder(PathBuf, u32, Within),
    /// What lies in a folder and is not read.
    Told(Problem),
    /// The end of a folder that the user gave.
    End(PathBuf),
}

/// What a folder lies in, where that tells what its files are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Anything,
    /// The content of a Hugo site.
    HugoContent,
}

/// Something that can be read apart from everything else.
enum Piece {
    /// Nothing to be read, but something to be told.
    Trouble(Problem),
    /// Some of a file that is read piece by piece.
    Block { nth_file: usize, format: Format, block: Block },
    /// A whole file.
    Whole { nth_file: usize, file: String, bytes: Vec<u8> },
    /// The beginning of a folder that the user gave.
    FolderBegins,
    /// Its end.
    FolderEnds(PathBuf),
}

/// What came of a piece.
struct Done<D> {
    nth_file: usize,
    articles: Vec<D>,
    problems: Vec<Problem>,
    n_words_around: u64,
    folder: Option<Option<PathBuf>>,
}

impl Piece {
    fn read<D>(self, options: &ReadOptions, work: &Work<'_, D>) -> Done<D> {
        let mut done =
            Done { nth_file: 0, articles: Vec::new(), problems: Vec::new(), n_words_around: 0, folder: None };
        let mut imported = Imported::default();
        match self {
            Piece::Trouble(problem) => imported.problems.push(problem),
            Piece::Block { nth_file, format, block } => {
                done.nth_file = nth_file;
                let origin = Origin { format, whole: None };
                let one = |article| work(article, &origin);
                // An article is done with before the next one is read.
                block.read(&mut imported, &mut |read| done.articles.extend(read.articles.drain(..).map(one)));
                done.articles.extend(imported.articles.drain(..).map(one));
            }
            Piece::Whole { nth_file, file, bytes } => {
                done.nth_file = nth_file;
                imported = newsprint_corpus::read(&file, &bytes, options);
                let format = Format::of(&file, &bytes).unwrap_or(Format::PlainText);
                let origin = Origin { format, whole: Some(&bytes) };
                done.articles.extend(imported.articles.drain(..).map(|article| work(article, &origin)));
            }
            Piece::FolderBegins => done.folder = Some(None),
            Piece::FolderEnds(folder) => done.folder = Some(Some(folder)),
        }
        done.problems.extend(imported.problems);
        done.n_words_around = imported.n_words_around;
        done
    }
}

/// A reading of several paths, as far as it has come.
struct Reading<'t, D, F> {
    options: ReadOptions,
    /// The next one last.
    pending: Vec<Pending>,
    /// The file that is being read piece by piece, as the user named it.
    stream: Option<(String, Format, Stream)>,
    /// The archive that is being unpacked.
    archive: Option<(String, Unpacking)>,
    /// What lies among the articles and is none, until it is told: in folders, and in the archive.
    passed: Passed,
    passed_in: Passed,
    /// Whether the file lies in a folder that the user gave, and is not named by itself.
    is_in_folder: bool,
    /// Folders that hold no articles, as what lies around them says.
    left_out: Vec<PathBuf>,
    n_files_begun: usize,
    read: Read,
    n_articles: usize,
    /// The last file that counts as having given articles.
    counted: Option<usize>,
    /// For each folder that the user gave and that has begun, what had been found before.
    folders: Vec<(usize, usize)>,
    take: &'t mut Take<'t, D, F>,
}

impl<D: Send, F> Line for Reading<'_, D, F> {
    type Job = Piece;
    type Done = Done<D>;
    type Fault = F;

    fn next(&mut self) -> Result<Option<Piece>, F> {
        loop {
            if let Some((file, format, stream)) = &mut self.stream {
                let (nth_file, format) = (self.n_files_begun, *format);
                match stream.next_block() {
                    Ok(Some(block)) => return Ok(Some(Piece::Block { nth_file, format, block })),
                    Ok(None) => {}
                    Err(fault) => {
                        let problem = problem_of(file, not_readable(&fault));
                        self.stream = None;
                        return Ok(Some(Piece::Trouble(problem)));
                    }
                }
                if let Some((_, _, stream)) = self.stream.take() {
                    return Ok(Some(Piece::Block { nth_file, format, block: stream.end() }));
                }
            }
            if let Some((file, archive)) = &self.archive {
                let Some(member) = archive.next() else {
                    let told = self.passed_in.told(file);
                    self.archive = None;
                    match told {
                        Some(told) => return Ok(Some(Piece::Trouble(told))),
                        None => continue,
                    }
                };
                match self.begin_member(member) {
                    Some(piece) => return Ok(Some(piece)),
                    None => continue,
                }
            }
            let Some(pending) = self.pending.pop() else { return Ok(None) };
            if let Some(piece) = self.begin(pending) {
                return Ok(Some(piece));
            }
        }
    }

    fn take(&mut self, done: Done<D>) -> Result<(), F> {
        let n_found = (self.n_articles, self.read.problems.n_all());
        match done.folder {
            None => {}
            Some(None) => self.folders.push(n_found),
            Some(Some(folder)) => {
                let n_before = self.folders.pop();
                if n_before == Some(n_found) {
                    let message = "is a folder without any article: put articles into it, as .txt, .jsonl, .csv, feeds or archives.";
                    self.read.problems.push(problem(&folder, message.to_owned()));
                }
            }
        }
        if !done.articles.is_empty() && self.counted != Some(done.nth_file) {
            self.counted = Some(done.nth_file);
            self.read.n_files += 1;
        }
        self.n_articles += done.articles.len();
        self.read.n_words_around += done.n_words_around;
        self.read.problems.extend(done.problems);
        for article in done.articles {
            let late = (self.take)(article, &mut self.read.ids)?;
            self.read.problems.extend(late);
        }
        Ok(())
    }
}

impl<D, F> Reading<'_, D, F> {
    /// Looks at what is next; what lies in a folder comes after it.
    fn begin(&mut self, pending: Pending) -> Option<Piece> {
        self.is_in_folder = !matches!(pending, Pending::Path(_));
        match pending {
            Pending::Path(path) => match fs::metadata(&path) {
                Err(_) if path == Path::new(STDIN) => self.begin_pipe(STDIN_SHOWN.to_owned(), io::stdin()),
                Err(fault) => Some(trouble(&path, why_not(&path, &fault))),
                Ok(metadata) if metadata.is_dir() => {
                    self.pending.push(Pending::End(path.clone()));
                    self.pending.push(Pending::Folder(path, 0, Within::Anything));
                    Some(Piece::FolderBegins)
                }
                Ok(metadata) if !metadata.is_file() => match File::open(&path) {
                    Ok(source) => self.begin_pipe(shown(&path), source),
                    Err(fault) => Some(trouble(&path, not_readable(&fault))),
                },
                Ok(_) => self.begin_file(path),
            },
            Pending::End(path) => {
                if let Some(told) = self.passed.told(&shown(&path)) {
                    self.pending.push(Pending::Told(told));
                }
                Some(Piece::FolderEnds(path))
            }
            Pending::File(path) => self.begin_file(path),
            Pending::Told(problem) => Some(Piece::Trouble(problem)),
            Pending::Folder(path, depth, within) => self.begin_folder(&path, depth, within),
        }
    }

    fn begin_folder(&mut self, folder: &Path, depth: u32, within: Within) -> Option<Piece> {
        if depth > MAX_DEPTH {
            return Some(trouble(folder, "lies too deep in other folders, and was left out.".to_owned()));
        }
        let entries = match fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>()) {
            Ok(entries) => entries,
            Err(fault) => return Some(trouble(folder, not_readable(&fault))),
        };
        let is_shown = |name: &OsString| {
            let is_ours = [crate::corrections::FILE_NAME, crate::settings::FILE_NAME].iter().any(|own| *name == *own);
            let name = name.to_string_lossy();
            let is_list = within == Within::HugoContent && is_list_page(&name);
            // A font beside the settings is the site's.
            !name.starts_with('.') && !is_ours && !is_list && !name.to_ascii_lowercase().ends_with(".woff2")
        };
        let mut names: Vec<OsString> = entries.iter().map(fs::DirEntry::file_name).filter(is_shown).collect();
        names.sort();
        let mut within = within;
        let mut note = None;
        let known: Vec<String> = names.iter().filter_map(|name| name.to_str().map(str::to_owned)).collect();
        if let Some(root) = Root::of(folder, &known).filter(|_| within == Within::Anything) {
            let (read, left_out) = root.parts(&known);
            note = root.told(folder, &read, &left_out);
            match root {
                Root::Vault(_) => self.left_out.extend(left_out.iter().map(|name| folder.join(name))),
                Root::Jekyll(_) => names = read.into_iter().map(OsString::from).collect(),
                Root::Hugo => {
                    names = read.into_iter().map(OsString::from).collect();
                    within = Within::HugoContent;
                }
            }
        }
        let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink());
        for name in names.into_iter().rev() {
            let path = folder.join(name);
            self.pending.push(match fs::metadata(&path) {
                Ok(found) if found.is_dir() && is_link(&path) => {
                    Pending::Told(problem_that(Severity::Warning, &path, LINK))
                }
                Ok(found) if found.is_dir() && self.left_out.contains(&path) => continue,
                Ok(found) if found.is_dir() && self.passed.takes_folder(&path) => continue,
                Ok(found) if found.is_dir() => Pending::Folder(path, depth + 1, within),
                // Whoever opens a pipe waits until somebody writes to it.
                Ok(found) if !found.is_file() => Pending::Told(problem_that(Severity::Error, &path, NO_FILE)),
                // What cannot be looked at says why when it is read.
                Ok(_) | Err(_) => Pending::File(path),
            });
        }
        self.pending.extend(note.map(Pending::Told));
        None
    }

    fn begin_file(&mut self, path: PathBuf) -> Option<Piece> {
        let file = shown(&path);
        self.n_files_begun += 1;
        let nth_file = self.n_files_begun;
        let head = match beginning(&path) {
            Ok(head) => head,
            Err(fault) => return Some(trouble(&path, why_not(&path, &fault))),
        };
        let begun = match Format::of(&file, &head) {
            // One that somebody names is told of by itself.
            None if self.is_in_folder && self.passed.takes(&file) => return None,
            // What kind of file it is not is said without reading it.
            None => return Some(Piece::Whole { nth_file, file, bytes: head }),
            Some(format) if format.is_archive() => {
                Unpacking::begin(&path, &file, format).map(|archive| self.archive = Some((file.clone(), archive)))
            }
            Some(format) => File::open(&path).map(|source| {
                let source = Box::new(BufReader::with_capacity(1 << 18, source));
                self.stream = Stream::begin(format, &file, &head, source, &self.options)
                    .map(|stream| (file.clone(), format, stream));
            }),
        };
        if let Err(fault) = begun {
            return Some(trouble(&path, not_readable(&fault)));
        }
        if self.archive.is_some() || self.stream.is_some() {
            return None;
        }
        Some(match read_whole(&path) {
            Ok(bytes) => Piece::Whole { nth_file, file, bytes },
            Err(fault) => trouble(&path, not_readable(&fault)),
        })
    }

    /// Looks at what can be read only once, from its beginning to its end.
    fn begin_pipe(&mut self, file: String, mut source: impl io::Read + 'static) -> Option<Piece> {
        let mut head = Vec::new();
        if let Err(fault) = source.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head) {
            return Some(Piece::Trouble(problem_of(&file, not_readable(&fault))));
        }
        self.n_files_begun += 1;
        let nth_file = self.n_files_begun;
        let Some(format) = Format::of(&file, &head) else { return Some(Piece::Whole { nth_file, file, bytes: head }) };
        if format.is_archive() {
            let message =
                "is an archive that comes through a pipe: save it as a file first, for it has to be looked through.";
            return Some(Piece::Trouble(problem_of(&file, message.to_owned())));
        }
        if Stream::can_begin(format, &file, &head, &self.options) {
            let rest = io::Cursor::new(head.clone()).chain(source);
            let source = Box::new(BufReader::with_capacity(1 << 18, rest));
            self.stream =
                Stream::begin(format, &file, &head, source, &self.options).map(|stream| (file, format, stream));
            return None;
        }
        match source.take(MAX_FILE_BYTES).read_to_end(&mut head) {
            Ok(n_bytes) if n_bytes as u64 == MAX_FILE_BYTES => {
                Some(Piece::Trouble(problem_of(&file, not_readable(&too_large(MAX_FILE_BYTES)))))
            }
            Ok(_) => Some(Piece::Whole { nth_file, file, bytes: head }),
            Err(fault) => Some(Piece::Trouble(problem_of(&file, not_readable(&fault)))),
        }
    }

    /// Looks at what came out of an archive.
    fn begin_member(&mut self, member: Member) -> Option<Piece> {
        let (file, head, rest) = match member {
            Member::Trouble(problem) => return Some(Piece::Trouble(problem)),
            Member::File(file, head, rest) => (file, head, rest),
        };
        self.n_files_begun += 1;
        let nth_file = self.n_files_begun;
        let Some(format) = Format::of(&file, &head) else {
            let is_passed = self.passed_in.takes(&file);
            return (!is_passed).then_some(Piece::Whole { nth_file, file, bytes: head });
        };
        // A stream begins with what was looked at already.
        if Stream::can_begin(format, &file, &head, &self.options) {
            let source = Box::new(io::Cursor::new(head.clone()).chain(rest));
            self.stream =
                Stream::begin(format, &file, &head, source, &self.options).map(|stream| (file, format, stream));
            return None;
        }
        match rest.whole(head, MAX_FILE_BYTES) {
            Ok(Some(bytes)) => Some(Piece::Whole { nth_file, file, bytes }),
            Ok(None) => None,
            Err(fault) => Some(Piece::Trouble(problem_of(&file, not_readable(&fault)))),
        }
    }
}

/// A problem with a whole file or folder.
fn problem(path: &Path, message: String) -> Problem {
    problem_of(&shown(path), message)
}

/// A problem with a whole file that is named already.
fn problem_of(file: &str, message: String) -> Problem {
    Problem { severity: Severity::Error, file: file.to_owned(), line: None, message }
}

fn problem_that(severity: Severity, path: &Path, message: &str) -> Problem {
    Problem { severity, ..problem(path, message.to_owned()) }
}

fn trouble(path: &Path, message: String) -> Piece {
    Piece::Trouble(problem(path, message))
}

/// The first bytes of a file, enough to tell what it is.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// All of a file, unless it is too large.
fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    let n_bytes = fs::metadata(path)?.len();
    if n_bytes > MAX_FILE_BYTES {
        return Err(too_large(n_bytes));
    }
    fs::read(path)
}

fn too_large(n_bytes: u64) -> io::Error {
    let message = format!("it has {} MB, too many for one file of text; cut it into several", n_bytes / 1_000_000);
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

/// Why there is nothing to read, where a link may lead nowhere.
fn why_not(path: &Path, fault: &io::Error) -> String {
    match fault.kind() {
        io::ErrorKind::NotFound if fs::symlink_metadata(path).is_ok() => {
            "is a link to a file that is not there: mend or remove it.".to_owned()
        }
        _ => not_readable(fault),
    }
}

/// Why the system would not let us read, and what to do.
fn not_readable(fault: &io::Error) -> String {
    match fault.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder: check the path.".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: give yourself permission, then try again.".to_owned(),
        _ => format!("could not be read: {fault}."),
    }
}
