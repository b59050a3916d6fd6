//! Where each article came from: `provenance.jsonl`, a line for each, beside the edition and in nobody's way.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use newsprint_model::{Article, DateRule, Day};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::sources;

/// The file's name in a site.
pub const FILE_NAME: &str = "provenance.jsonl";

/// A SHA-256 digest.
pub type Digest = [u8; 32];

/// One line; the keys are a promise.
#[derive(Debug, Serialize)]
struct Line<'a> {
    id: &'a str,
    sha256: String,
    file: &'a str,
    span: [u32; 2],
    format: &'static str,
    title: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<DateRule>,
    read: String,
    by: &'static str,
}

/// Of a line that was written before, as much as tells whose it is.
#[derive(Deserialize)]
struct Named {
    id: String,
}

/// The digest of an article's text: its paragraphs as UTF-8, an empty line between two. Neither its headline nor anything that we make counts.
pub fn text_digest(article: &Article) -> Digest {
    let mut sha = Sha256::default();
    for (nth, paragraph) in article.paragraphs.iter().enumerate() {
        if nth > 0 {
            sha.update(b"\n\n");
        }
        sha.update(paragraph.text.as_bytes());
    }
    sha.finalize().into()
}

/// A digest in hexadecimal digits.
pub fn hex(digest: &Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What tells an article from all but its exact doubles: id, text, headline, date, byline, source and language; not its address or its file.
///
/// Articles that their source tells apart by ids are different ones, whatever they say; an id that is made of a headline tells nothing apart.
pub fn identity(article: &Article, text: &Digest) -> u128 {
    let mut sha = Sha256::default();
    sha.update(text);
    let date = article.date.as_ref().map(|date| date.span.to_string());
    let fields = [
        Some(&article.id),
        Some(&article.title),
        date.as_ref(),
        article.byline.as_ref(),
        article.source.as_ref(),
        Some(&article.lang),
    ];
    for field in fields {
        sha.update(field.map_or("", String::as_str).as_bytes());
        // No text holds it, so no two fields can look like one.
        sha.update([0xFF]);
    }
    sha.finalize().first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes))
}

/// The articles that have been seen, for telling exact doubles.
#[derive(Debug, Default)]
pub struct Doubles {
    seen: HashSet<u128>,
    /// How many were doubles of one before.
    pub n: usize,
}

impl Doubles {
    /// Whether an article of this identity was seen before, and counts it.
    pub fn is_double(&mut self, identity: u128) -> bool {
        let is_new = self.seen.insert(identity);
        self.n += usize::from(!is_new);
        !is_new
    }
}

/// The file, while it is being written.
#[derive(Debug)]
pub struct Provenance {
    out: BufWriter<File>,
    read: String,
    /// What every file's name begins with that is nobody's business: the folders that the user's paths lie in.
    folders: Vec<String>,
    /// The file that the site has, for what is not written anew.
    old: PathBuf,
}

impl Provenance {
    /// Begins the file in a folder, for articles read on a day from some paths.
    ///
    /// * Errors: what the system says.
    pub fn begin<P: AsRef<Path>>(stage: &Path, site: &Path, paths: &[P], today: Day) -> io::Result<Provenance> {
        let folder = |path: &P| path.as_ref().parent().map(|folder| format!("{}/", sources::shown(folder)));
        let out = BufWriter::with_capacity(1 << 18, File::create(stage.join(FILE_NAME))?);
        let folders = paths.iter().filter_map(folder).filter(|folder| folder != "/").collect();
        Ok(Provenance { out, read: today.to_string(), folders, old: site.join(FILE_NAME) })
    }

    /// Writes an article's line.
    ///
    /// * Errors: what the system says.
    pub fn write(&mut self, article: &Article, text: &Digest, format: &'static str) -> io::Result<()> {
        let file = article.file.trim_start_matches("./");
        let below = self.folders.iter().filter_map(|folder| file.strip_prefix(folder.as_str())).next();
        let line = Line {
            id: &article.id,
            sha256: hex(text),
            file: below.unwrap_or(file).trim_start_matches('/'),
            span: [article.span.start, article.span.end],
            format,
            title: if article.title_derived { "made" } else { "given" },
            date: article.date.as_ref().map(|date| date.evidence.rule),
            read: self.read.clone(),
            by: concat!("newsprint ", env!("CARGO_PKG_VERSION")),
        };
        serde_json::to_writer(&mut self.out, &line)?;
        self.out.write_all(b"\n")
    }

    /// Takes over the lines of the old file that tell of articles which stay and were not read again.
    ///
    /// * Errors: what the system says; an old file that is not there has no lines.
    pub fn keep(&mut self, stays: &dyn Fn(&str) -> bool) -> io::Result<()> {
        let old = match File::open(&self.old) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(()),
            old => old?,
        };
        for line in BufReader::new(old).lines() {
            let line = line?;
            if serde_json::from_str::<Named>(&line).is_ok_and(|named| stays(&named.id)) {
                writeln!(self.out, "{line}")?;
            }
        }
        Ok(())
    }

    /// Ends the file.
    ///
    /// * Errors: what the system says.
    pub fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}
