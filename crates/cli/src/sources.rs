//! Paths on disk to articles and problems.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use newsprint_corpus::{Format, Imported, JsonLines, MAX_RECORD_BYTES, ReadOptions, unique_ids};
use newsprint_model::{Article, Problem, Severity};

/// The largest plain text or JSON file read: offsets are 32 bits wide, and one file that large is an export that lost
/// its way. JSON Lines have no such bound, for they are read line by line.
///
/// * Unit: bytes.
pub const MAX_FILE_BYTES: u64 = 1 << 30;

/// How deep folders may lie in each other before one is taken for a trap.
const MAX_DEPTH: u32 = 64;

/// What came of reading the paths.
#[derive(Debug, Default)]
pub struct Collected {
    /// The articles, ids unique.
    pub articles: Vec<Article>,
    /// Everything that went wrong, in the order of the files.
    pub problems: Vec<Problem>,
    /// Files that gave at least one article.
    pub n_files: usize,
}

/// Reads files and folders.
///
/// Folders are read with all they hold, in the order of names, hidden entries left out; a link to a folder is not
/// followed, since it may lead back.
///
/// * Errors: every one is a problem in the answer; nothing read leaves `articles` empty.
pub fn collect<P: AsRef<Path>>(paths: &[P], options: &ReadOptions) -> Collected {
    collect_except(paths, options, None)
}

/// Reads files and folders, one folder left out wherever it lies: the site that is being written is no source.
///
/// * Errors: see [`collect`].
pub fn collect_except<P: AsRef<Path>>(paths: &[P], options: &ReadOptions, except: Option<&Path>) -> Collected {
    let mut reading = Reading {
        options: options.clone(),
        except: except.and_then(|folder| fs::canonicalize(folder).ok()),
        collected: Collected::default(),
    };
    for path in paths {
        reading.read_path(path.as_ref());
    }
    let mut collected = reading.collected;
    collected.problems.extend(unique_ids(&mut collected.articles));
    collected
}

/// A path as we name it everywhere: as typed, with `/`.
pub fn shown(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown.into_owned() }
}

/// A reading of several paths, as far as it has come.
struct Reading {
    options: ReadOptions,
    except: Option<PathBuf>,
    collected: Collected,
}

impl Reading {
    fn read_path(&mut self, path: &Path) {
        match fs::metadata(path) {
            Err(fault) => self.trouble(path, not_readable(&fault)),
            Ok(metadata) if metadata.is_dir() => {
                let n_found = |collected: &Collected| (collected.articles.len(), collected.problems.len());
                let n_before = n_found(&self.collected);
                self.read_folder(path, 0);
                if n_found(&self.collected) == n_before {
                    let message = "is a folder without any article: put .txt, .jsonl or .json files into it.";
                    self.trouble(path, message.to_owned());
                }
            }
            Ok(_) => self.read_file(path),
        }
    }

    fn read_folder(&mut self, folder: &Path, depth: u32) {
        if depth > MAX_DEPTH {
            self.trouble(folder, "lies too deep in other folders, and was left out.".to_owned());
            return;
        }
        if self.except.is_some() && fs::canonicalize(folder).ok() == self.except {
            return;
        }
        let entries = match fs::read_dir(folder).and_then(|entries| entries.collect::<io::Result<Vec<_>>>()) {
            Ok(entries) => entries,
            Err(fault) => {
                self.trouble(folder, not_readable(&fault));
                return;
            }
        };
        let is_shown = |entry: &fs::DirEntry| !entry.file_name().to_string_lossy().starts_with('.');
        let mut entries: Vec<_> = entries.into_iter().filter(is_shown).collect();
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if !path.is_dir() {
                self.read_file(&path);
            } else if !is_link {
                self.read_folder(&path, depth + 1);
            }
        }
    }

    fn read_file(&mut self, path: &Path) {
        let file = shown(path);
        let imported = match Format::of(&file) {
            Some(Format::JsonLines) => read_json_lines(path, &file, &self.options),
            // What kind of file it is not is said without reading it.
            None => Ok(newsprint_corpus::read(&file, b"", &self.options)),
            Some(_) => read_whole(path).map(|bytes| newsprint_corpus::read(&file, &bytes, &self.options)),
        };
        match imported {
            Ok(imported) => {
                self.collected.n_files += usize::from(!imported.articles.is_empty());
                self.collected.articles.extend(imported.articles);
                self.collected.problems.extend(imported.problems);
            }
            Err(fault) => self.trouble(path, not_readable(&fault)),
        }
    }

    /// Notes a problem with a whole file or folder.
    fn trouble(&mut self, path: &Path, message: String) {
        self.collected.problems.push(Problem { severity: Severity::Error, file: shown(path), line: None, message });
    }
}

/// All of a file, unless it is too large.
fn read_whole(path: &Path) -> io::Result<Vec<u8>> {
    let n_bytes = fs::metadata(path)?.len();
    if n_bytes > MAX_FILE_BYTES {
        let message = format!("it has {} MB, too many for one file of text; cut it into several", n_bytes / 1_000_000);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    fs::read(path)
}

/// JSON Lines, holding one line at a time and never more of a line than an article can have.
fn read_json_lines(path: &Path, file: &str, options: &ReadOptions) -> io::Result<Imported> {
    let mut source = BufReader::with_capacity(1 << 18, File::open(path)?);
    if source.fill_buf()?.is_empty() || source.fill_buf()?.starts_with(&[0xFF, 0xFE]) {
        return Ok(newsprint_corpus::read(file, source.fill_buf()?, options));
    }
    let mut imported = Imported::default();
    let mut reader = JsonLines::new(file, options);
    let mut line = Vec::new();
    loop {
        let (mut n_bytes, mut n_chars, mut ended) = (0_u64, 0_u64, false);
        line.clear();
        while !ended {
            let part = source.fill_buf()?;
            if part.is_empty() {
                break;
            }
            let end = part.iter().position(|&byte| byte == b'\n');
            ended = end.is_some();
            let part = &part[..end.map_or(part.len(), |end| end + 1)];
            n_bytes += part.len() as u64;
            n_chars += part.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u64;
            if line.len() <= MAX_RECORD_BYTES {
                line.extend_from_slice(part);
            }
            let n_read = part.len();
            source.consume(n_read);
        }
        if n_bytes == 0 {
            break;
        } else if n_bytes > MAX_RECORD_BYTES as u64 {
            reader.skip_line(n_bytes, n_chars, &mut imported);
            line = Vec::new();
        } else {
            reader.read_line(&line, &mut imported);
        }
    }
    reader.finish(&mut imported);
    Ok(imported)
}

/// Why the system would not let us read, and what to do.
fn not_readable(fault: &io::Error) -> String {
    match fault.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder: check the path.".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: give yourself permission, then try again.".to_owned(),
        _ => format!("could not be read: {fault}."),
    }
}
