//! JSON Lines, one line after the other, so that a file need not be in memory as a whole.

use newsprint_model::Span;

use super::{article, record, without_position};
use crate::draft::Place;
use crate::{Imported, ReadOptions, error, lines};

/// The longest JSON line read.
///
/// * Unit: bytes; with every character escaped it still holds a text of [`crate::MAX_LINE_BYTES`].
pub const MAX_RECORD_BYTES: usize = 6 * lines::MAX_LINE_BYTES;

/// What some editors put before the first line.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How many code points some bytes hold: every byte that does not continue one begins one.
pub(crate) fn n_chars(bytes: &[u8]) -> u32 {
    // Counted in bytes for a stretch at a time, which processors do sixteen at once.
    let n_in = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(byte & 0xC0 != 0x80)).sum::<u8>();
    bytes.chunks(128).map(|bytes| u32::from(n_in(bytes))).sum()
}

/// Reads JSON Lines, line by line, so that a file need not be in memory as a whole.
#[derive(Debug)]
pub struct JsonLines {
    file: String,
    options: ReadOptions,
    n_lines: u32,
    position: u32,
    n_records: u32,
}

impl JsonLines {
    /// A reader at the start of a file.
    pub fn new(file: &str, options: &ReadOptions) -> JsonLines {
        JsonLines { file: file.to_owned(), options: options.clone(), n_lines: 0, position: 0, n_records: 0 }
    }

    /// A reader for the next lines alone, while this one goes on behind them: lines may then be read apart from each other.
    ///
    /// * Shape: whole lines, each with its line end but perhaps the file's last.
    pub fn fork(&mut self, lines: &[u8]) -> JsonLines {
        let fork = JsonLines { n_records: 0, file: self.file.clone(), options: self.options.clone(), ..*self };
        let counted = if self.n_lines == 0 { lines.strip_prefix(BYTE_ORDER_MARK).unwrap_or(lines) } else { lines };
        self.position = self.position.saturating_add(n_chars(counted));
        for line in counted.split_inclusive(|&byte| byte == b'\n') {
            self.n_lines = self.n_lines.saturating_add(1);
            self.n_records += u32::from(!line.trim_ascii().is_empty());
        }
        fork
    }

    /// Reads the next line.
    ///
    /// * Shape: the line's bytes, with or without its line end; the article it holds goes behind `into.articles`.
    /// * Errors: as problems behind `into.problems`, with the line's number; a blank line is none.
    pub fn read_line(&mut self, line: &[u8], into: &mut Imported) {
        let line = if self.n_lines == 0 { line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line) } else { line };
        self.n_lines = self.n_lines.saturating_add(1);
        let start = self.position;
        let n_code_points = n_chars(line);
        self.position = self.position.saturating_add(n_code_points);
        let text = line.trim_ascii();
        if text.is_empty() {
            return;
        }
        self.n_records += 1;
        if text.len() > MAX_RECORD_BYTES {
            self.refuse_long_line(text.len() as u64, into);
            return;
        }
        let text = match std::str::from_utf8(text) {
            Ok(text) => text,
            Err(fault) => {
                let at = fault.valid_up_to();
                let message = format!(
                    "byte 0x{:02X} in column {} is not UTF-8, so this line was left out. Save the file again with the \
                     encoding UTF-8.",
                    text[at],
                    at + 1
                );
                into.problems.push(error(&self.file, Some(self.n_lines), message));
                return;
            }
        };
        let lead = line.len() - line.trim_ascii_start().len();
        let start = start.saturating_add(lead as u32);
        // What was trimmed are single bytes.
        let n_trimmed = (line.len() - text.len()) as u32;
        let span = Span { start, end: start.saturating_add(n_code_points - n_trimmed) };
        let place = Place { file: &self.file, line: self.n_lines, span };
        match record(text, &self.options.columns) {
            Ok(fields) => into.articles.extend(article(fields, None, &place, &self.options, &mut into.problems)),
            Err(fault) => {
                let column = fault.column() + lead;
                let message = format!(
                    "column {column}: {}, so this line was left out. Each line must be one JSON object such as \
                     {{\"title\": \"…\", \"body\": \"…\"}}.",
                    without_position(&fault),
                );
                into.problems.push(error(&self.file, Some(self.n_lines), message));
            }
        }
    }

    /// Tells that the next line is too long to be read; to be called in place of [`JsonLines::read_line`] by a caller
    /// that would rather not hold it.
    ///
    /// * Unit: bytes.
    pub fn skip_line(&mut self, n_bytes: u64, n_chars: u64, into: &mut Imported) {
        self.n_lines = self.n_lines.saturating_add(1);
        self.n_records += 1;
        self.position = self.position.saturating_add(u32::try_from(n_chars).unwrap_or(u32::MAX));
        self.refuse_long_line(n_bytes, into);
    }

    /// Ends the file.
    ///
    /// * Errors: a problem when no line held anything.
    pub fn finish(self, into: &mut Imported) {
        if self.n_records == 0 {
            let message = "holds no article, only blank lines: put one JSON object on each line, or remove it.";
            into.problems.push(error(&self.file, None, message.to_owned()));
        }
    }

    fn refuse_long_line(&self, n_bytes: u64, into: &mut Imported) {
        let message = format!(
            "is one line of {} MB, too long to be one article (the limit is {} MB), and was left out. JSON Lines puts \
             each article on a line of its own.",
            n_bytes.div_ceil(1_000_000),
            MAX_RECORD_BYTES.div_ceil(1_000_000),
        );
        into.problems.push(error(&self.file, Some(self.n_lines), message));
    }
}
