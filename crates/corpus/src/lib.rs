//! Newsroom files in, articles and problems out.
//!
//! What a file is is told by its content and its name ([`Format`]); docs/importing.md says of each kind what becomes what, and what is refused:
//!
//! * plain text: one story or several, told apart by the evidence listed in `stories`;
//! * JSON Lines and JSON, ours and others': see `json`, `columns` and `fields`; a JSON Feed and IPTC ninjs among them;
//! * CSV and TSV: see `tables`;
//! * RSS, Atom and their relatives: see `feeds`; WordPress exports: see `wxr`; NewsML-G2 and NITF: see `newsml`;
//! * books: see `epub`; printed documents: see `pdf`;
//! * archives of any of these: see `archives`, and `warc` for what crawlers kept.
//!
//! Articles that say nearly the same are found by [`Versions`].
//!
//! Nothing here touches a disk. Whatever is wrong with the input becomes a [`Problem`] and the rest is still read.

mod archives;
mod columns;
mod dates;
mod draft;
mod encodings;
mod epub;
mod explained;
mod feeds;
mod fields;
mod formats;
mod fragment;
mod html;
mod ids;
mod json;
mod lines;
mod markdown;
mod newsml;
mod pdf;
mod stories;
mod tables;
mod titles;
mod versions;
mod warc;
mod wxr;
mod xml;

use newsprint_model::{Article, Day, Problem, Severity};

pub use archives::{Unpacked, unpack};
pub use columns::{Column, Columns};
pub use dates::{day_in, written_date};
pub use explained::{Explained, explained};
pub use formats::{Format, HEAD_BYTES};
pub use ids::{Ids, has_made_id, unique_ids};
pub use json::{JsonLines, MAX_RECORD_BYTES};
pub use lines::MAX_LINE_BYTES;
pub use stories::language_tag;
pub use tables::Rows;
pub use titles::derived_title;
pub use versions::{Fingerprint, Versions};

/// What the publisher says about the files that the files do not say themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The language of every article whose source names none, as a BCP 47 tag; `None` to tell it from the text.
    pub lang: Option<String>,
    /// The languages that a text can be in, as BCP 47 tags; what seems to be in none of them is in the first. Empty for any.
    pub among: Vec<String>,
    /// Whether a plain text file always holds one story, whatever its blank lines look like.
    pub one_story_per_file: bool,
    /// Columns of tables and fields of JSON with names that are not known by themselves.
    pub columns: Columns,
    /// The day of the run: what is under an embargo that ended before it is read. `None` leaves out all that ever had one.
    pub today: Option<Day>,
}

/// What came of reading a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The articles, in the file's order. Ids are not yet unique: see [`unique_ids`].
    pub articles: Vec<Article>,
    /// What went wrong, in the file's order.
    pub problems: Vec<Problem>,
    /// How many words of web pages stood around the articles and were left out: menus, teasers, notices.
    pub n_words_around: u64,
}

/// Reads one file.
///
/// * Shape: the file's name as the user gave it, and all its bytes.
/// * Errors: as problems in the answer; a file that cannot be read at all gives no article and at least one problem.
/// * Cost: linear in the number of bytes.
pub fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    if bytes.is_empty() {
        return Imported::failed(file, None, "is empty: put the articles in it, or remove it.".to_owned());
    }
    match Format::of(file, bytes) {
        Some(format) => format.read(file, bytes, options),
        None => Imported::failed(file, None, formats::refusal(file, bytes)),
    }
}

impl Imported {
    /// Nothing but one error.
    fn failed(file: &str, line: Option<u32>, message: String) -> Imported {
        Imported { problems: vec![error(file, line, message)], ..Imported::default() }
    }
}

/// A problem that left something out.
fn error(file: &str, line: Option<u32>, message: String) -> Problem {
    Problem { severity: Severity::Error, file: file.to_owned(), line, message }
}

/// No problem: what was left out as it should be.
fn note(file: &str, line: Option<u32>, message: String) -> Problem {
    Problem { severity: Severity::Note, file: file.to_owned(), line, message }
}

/// A problem that left nothing out but what it names.
fn warning(file: &str, line: Option<u32>, message: String) -> Problem {
    Problem { severity: Severity::Warning, file: file.to_owned(), line, message }
}

/// How much of an article is looked at to tell its language.
///
/// * Unit: bytes, roughly; half as many code points in scripts that need two bytes each.
const LANGUAGE_SAMPLE_BYTES: usize = 600;

/// The language that an article's own words and letters tell, as a BCP 47 primary subtag; `"und"` where they do not.
pub fn told_language(article: &Article) -> &'static str {
    newsprint_text::detect_language(&language_sample(&article.title, &article.paragraphs))
}

/// The beginning of an article: a hundred words settle its language, and the cost stays flat however long it is.
fn language_sample(title: &str, paragraphs: &[newsprint_model::Paragraph]) -> String {
    let mut sample = String::from(title);
    for paragraph in paragraphs.iter().take(4) {
        sample.push('\n');
        let n_left = LANGUAGE_SAMPLE_BYTES.saturating_sub(sample.len());
        let text = &paragraph.text;
        let end = match text.as_bytes().get(..n_left) {
            None => text.len(),
            Some(beginning) if beginning.is_ascii() => n_left,
            Some(_) => text.char_indices().nth(n_left).map_or(text.len(), |(end, _)| end),
        };
        sample.push_str(&text[..end]);
    }
    sample
}

/// The language of an article's text, unless the publisher said.
fn language(options: &ReadOptions, title: &str, paragraphs: &[newsprint_model::Paragraph]) -> String {
    if let Some(lang) = &options.lang {
        return lang.clone();
    }
    let told = newsprint_text::detect_language(&language_sample(title, paragraphs));
    let is_told = |tag: &&String| tag.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case(told));
    options.among.iter().find(is_told).or(options.among.first()).map_or_else(|| told.to_owned(), String::clone)
}
