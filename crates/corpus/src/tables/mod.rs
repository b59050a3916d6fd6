//! CSV and TSV: one article by row, the first row naming the columns.
//!
//! A table is read block by block, each block whole rows, so that a file need not be in memory as a whole.

mod whole;

use std::sync::Arc;

use csv::ByteRecord;
use newsprint_model::Span;
use serde_json::Value;

use crate::columns::{Column, Columns};
use crate::draft::Place;
use crate::fields::{Fields, draft};
use crate::stories::shortened;
use crate::{Imported, ReadOptions, encodings, error, json, note, warning};

/// What columns may be separated by, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many rows are looked at to tell what separates columns.
const N_SAMPLED: usize = 20;

/// How far into a table its layout is looked for.
///
/// * Unit: bytes.
const LAYOUT_BYTES: usize = 1 << 20;

/// How a table is laid out.
#[derive(Debug)]
struct Layout {
    delimiter: u8,
    /// Whether any column says something.
    says: bool,
    /// What each column says, where it says anything that we know.
    columns: Vec<Option<(Column, u32)>>,
    /// The names of those that say nothing to us.
    unread: Vec<String>,
}

/// How many such names are told.
const MAX_UNREAD: usize = 12;

/// Reads a table, block by block.
#[derive(Debug)]
pub struct Rows {
    file: String,
    options: ReadOptions,
    layout: Arc<Layout>,
    n_lines: u32,
    position: u32,
    /// How many lines of those passed on hold anything.
    n_rows: u32,
    /// How many bytes have been passed on.
    n_bytes: u64,
    /// Up to which byte a quotation mark that was open is known not to be closed, so that nobody looks for its end again.
    torn_until: u64,
}

impl Rows {
    /// A reader at the start of a file.
    ///
    /// * Shape: `head` is the file's beginning, at least its first row.
    /// * Errors: `None` for UTF-16 and UTF-32, which cannot be read in pieces.
    pub fn begin(file: &str, head: &[u8], options: &ReadOptions) -> Option<Rows> {
        if head.iter().take(512).any(|&byte| byte == 0)
            || head.starts_with(&[0xFF, 0xFE])
            || head.starts_with(&[0xFE, 0xFF])
        {
            return None;
        }
        Some(Rows {
            file: file.to_owned(),
            options: options.clone(),
            layout: Arc::new(layout(file, head, &options.columns)),
            n_lines: 0,
            position: 0,
            n_rows: 0,
            n_bytes: 0,
            torn_until: 0,
        })
    }

    /// A reader for the next block alone, while this one goes on behind it: blocks may then be read apart from each other.
    ///
    /// * Shape: whole rows, as [`Rows::whole`] counts them.
    pub fn fork(&mut self, block: &[u8]) -> Rows {
        let fork = Rows {
            file: self.file.clone(),
            options: self.options.clone(),
            layout: Arc::clone(&self.layout),
            n_lines: self.n_lines,
            position: self.position,
            n_rows: 0,
            n_bytes: self.n_bytes,
            torn_until: self.torn_until,
        };
        self.n_bytes = self.n_bytes.saturating_add(block.len() as u64);
        let counted = if self.n_lines == 0 { block.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(block) } else { block };
        self.position = self.position.saturating_add(json::n_chars(counted));
        self.n_lines = self.n_lines.saturating_add(block.iter().filter(|&&byte| byte == b'\n').count() as u32);
        let n_rows = counted.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
        self.n_rows = self.n_rows.saturating_add(n_rows as u32);
        fork
    }

    /// Reads the block that this reader was made for.
    ///
    /// * Errors: as problems, each with the line its row begins on; the rest is read.
    pub fn read_block(self, block: &[u8], into: &mut Imported) {
        let block = if self.n_lines == 0 { block.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(block) } else { block };
        let decoded = encodings::decode(block, None);
        let first_line = self.n_lines + 1;
        into.problems.extend(decoded.remark.map(|remark| warning(&self.file, Some(first_line), remark)));
        let text = decoded.text.as_ref();
        let layout = Arc::clone(&self.layout);
        let mut rows = reader(text.as_bytes(), layout.delimiter);
        let mut row = ByteRecord::new();
        let mut header_read = false;
        let (mut byte, mut position, mut n_lines) = (0, self.position, self.n_lines);
        // The last row's place is told when the next one begins.
        let mut before: Option<(Fields, usize, u32)> = None;
        loop {
            let more = matches!(rows.read_byte_record(&mut row), Ok(true));
            // Where the crate says that a row begins, the end of the last line and blank lines may still stand.
            let at = if more { row.position().map_or(text.len(), |at| at.byte() as usize) } else { text.len() };
            let rest = text.get(at..).unwrap_or_default();
            let at = at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
            let start = position;
            let passed = text.get(byte..at).unwrap_or_default();
            position = position.saturating_add(passed.chars().count() as u32);
            n_lines = n_lines.saturating_add(passed.bytes().filter(|&byte| byte == b'\n').count() as u32);
            byte = at.max(byte);
            if let Some((fields, n_fields, line)) = before.take() {
                let span = Span { start, end: start.saturating_add(passed.trim_end().chars().count() as u32) };
                self.take(fields, n_fields, line, span, into);
            }
            if !more {
                break;
            }
            let line = n_lines + 1;
            if self.n_lines == 0 && !header_read {
                header_read = true;
                self.check_header(into);
                continue;
            }
            if !self.layout.says || row.iter().all(|field| field.trim_ascii().is_empty()) {
                continue;
            }
            let mut fields = Fields::default();
            for (field, column) in row.iter().zip(&layout.columns) {
                if let Some((column, rank)) = column {
                    // The text is UTF-8, and fields are cut at ASCII bytes.
                    fields.put(*column, *rank, Value::String(String::from_utf8_lossy(field).into_owned()));
                }
            }
            before = Some((fields, row.len(), line));
        }
    }

    /// Makes an article of a row.
    fn take(&self, fields: Fields, n_fields: usize, line: u32, span: Span, into: &mut Imported) {
        let n_columns = self.layout.columns.len();
        if n_fields != n_columns {
            let message = format!(
                "this row has {n_fields} fields where the first row names {n_columns} columns; what could be read of it was. Fields that hold \
                 separators, line ends or quotation marks must stand in quotation marks."
            );
            into.problems.push(warning(&self.file, Some(line), message));
        }
        let place = Place { file: &self.file, line, span };
        let draft = draft(fields, &mut |message| into.problems.push(warning(&self.file, Some(line), message)));
        into.articles.extend(draft.finish(&place, &self.options, &mut into.problems));
    }

    /// Tells what is wrong with the names of the columns.
    fn check_header(&self, into: &mut Imported) {
        let has = |wanted: Column| self.layout.columns.iter().flatten().any(|(column, _)| *column == wanted);
        let unread: Vec<String> = self.layout.unread.iter().map(|name| format!("`{}`", shortened(name))).collect();
        let has_text = has(Column::Body) || has(Column::Paragraphs);
        if !has(Column::Title) && !has_text {
            let message = "names no column that holds a title or a text in its first row, so nothing was read: say which do, \
                           `--columns title=Headline,body=Story`";
            let message = match unread.join(", ") {
                names if names.is_empty() => format!("{message}."),
                names => format!("{message}, with the names that it has: {names}."),
            };
            into.problems.push(error(&self.file, Some(1), message));
        } else if !has_text && !unread.is_empty() {
            let message = format!(
                "names no column that holds a text, so only headlines are read: if one of {} does, say so, \
                 `--columns body=Story`.",
                unread.join(", ")
            );
            into.problems.push(note(&self.file, Some(1), message));
        }
        for (column, theirs) in self.options.columns.given() {
            if !has(column) {
                let message = format!("has no column `{}`, which was to be the {}.", shortened(theirs), column.name());
                into.problems.push(warning(&self.file, Some(1), message));
            }
        }
    }

    /// Ends the file.
    ///
    /// * Errors: a problem when there was no row but the first.
    pub fn finish(self, into: &mut Imported) {
        if self.n_rows < 2 {
            into.problems.push(error(&self.file, None, "holds no row but the names of its columns.".to_owned()));
        }
    }
}

/// Reads a whole table.
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let mut imported = Imported::default();
    if let Some(rows) = Rows::begin(file, bytes, options) {
        return read_rows(rows, bytes, imported);
    }
    let decoded = encodings::decode(bytes, None);
    imported.problems.extend(decoded.remark.map(|remark| warning(file, None, remark)));
    let text = decoded.text.replace('\0', " ");
    match Rows::begin(file, text.as_bytes(), options) {
        Some(rows) => read_rows(rows, text.as_bytes(), imported),
        None => Imported::failed(file, None, "is no text: save it as CSV with the encoding UTF-8.".to_owned()),
    }
}

fn read_rows(mut rows: Rows, mut bytes: &[u8], mut imported: Imported) -> Imported {
    while !bytes.is_empty() {
        // A row is no longer than a record of JSON Lines may be, or what is made of it while reading would know no bound.
        let piece = &bytes[..bytes.len().min(json::MAX_RECORD_BYTES)];
        let n_whole = match rows.whole(piece, piece.len() == bytes.len()) {
            0 => rows.whole(piece, true),
            n_whole => n_whole,
        };
        let (block, rest) = bytes.split_at(n_whole);
        rows.fork(block).read_block(block, &mut imported);
        bytes = rest;
    }
    if imported.articles.is_empty() && imported.problems.is_empty() {
        rows.n_rows = 0;
        rows.finish(&mut imported);
    }
    imported
}

fn reader(text: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text)
}

/// What separates columns, and what they say: the separator that gives the most known columns, and the most rows as wide as the first.
fn layout(file: &str, head: &[u8], columns: &Columns) -> Layout {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = head.get(..LAYOUT_BYTES).map_or(head, |cut| {
        let end = cut.iter().rposition(|&byte| byte == b'\n').map_or(cut.len(), |at| at + 1);
        &cut[..end]
    });
    let decoded = encodings::decode(head, None);
    let text = decoded.text.as_ref();
    let is_tabbed = matches!(crate::formats::extension(file).as_str(), "tsv" | "tab");
    let mut best: Option<((usize, usize, usize, bool), Layout)> = None;
    for delimiter in DELIMITERS {
        let mut rows = reader(text.as_bytes(), delimiter);
        let mut names = ByteRecord::new();
        if !matches!(rows.read_byte_record(&mut names), Ok(true)) {
            continue;
        }
        let known: Vec<Option<(Column, u32)>> =
            names.iter().map(|name| columns.of(&String::from_utf8_lossy(name))).collect();
        let n_known = known.iter().flatten().count();
        let n_even = rows.byte_records().take(N_SAMPLED).flatten().filter(|row| row.len() == names.len()).count();
        let n_even = if names.len() > 1 { n_even } else { 0 };
        let score = (n_known, n_even, names.len(), is_tabbed && delimiter == b'\t');
        if best.as_ref().is_none_or(|(held, _)| score > *held) {
            let names =
                names.iter().zip(&known).filter(|(name, known)| known.is_none() && !name.trim_ascii().is_empty());
            let unread = names.take(MAX_UNREAD).map(|(name, _)| String::from_utf8_lossy(name).into_owned()).collect();
            best = Some((score, Layout { delimiter, says: n_known > 0, columns: known, unread }));
        }
    }
    best.map_or(Layout { delimiter: b',', says: false, columns: Vec::new(), unread: Vec::new() }, |(_, layout)| layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        read_as("t.csv", text.as_bytes(), &ReadOptions::default())
    }

    fn read_as(file: &str, bytes: &[u8], options: &ReadOptions) -> (Vec<String>, Vec<String>) {
        let imported = crate::read(file, bytes, options);
        let shown = imported.articles.iter().map(|article| {
            let texts: Vec<&str> = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
            let date = article.date.as_ref().map(|date| date.span.to_string()).unwrap_or_default();
            format!("{}|{date}|{}", article.title, texts.join("/"))
        });
        (shown.collect(), imported.problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn separators_quotes_and_marks_are_found_out() {
        let utf16: Vec<u8> = b"\xFF\xFE"
            .iter()
            .copied()
            .chain("Title\tText\r\nPier\tIt \u{e9}t\r\n".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for (file, bytes, wanted) in [
            ("t.csv", "title,body,date\nPier,It reopened.,2021-05-04\n".as_bytes(), "Pier|2021-05-04|It reopened."),
            (
                "t.csv",
                "\u{FEFF}Titre;Texte;Date\nQuai;Rouvert, enfin.;4 May 2021".as_bytes(),
                "Quai|2021-05-04|Rouvert, enfin.",
            ),
            ("t.tsv", b"headline\tcontent\r\nPier\t5\" deep\r\n", "Pier||5\" deep"),
            ("t.csv", b"id|headline|text\n1|Pier|Open", "Pier||Open"),
            ("t.csv", b"title,text\n\"Pier, \"\"old\"\"\",\"One.\n\nTwo.\"\n", "Pier, \"old\"||One./Two."),
            ("t.csv", b"title,text\nQuai,Rouvert en \xE9t\xE9.\n", "Quai||Rouvert en été."),
            ("t.tsv", &utf16, "Pier||It ét"),
            ("t.csv", b"title,text\nPier,\"<p>One.</p><p>Two.</p>\"\n", "Pier||One./Two."),
        ] {
            let (found, _) = read_as(file, bytes, &ReadOptions::default());
            assert_eq!(found, [wanted], "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_the_rest_is_read() {
        let (found, problems) = read(
            "title,body,date\nOne,\"a\n\nb\",2023-02-29\nTwo\nThree,c,2023-03-01,extra\n\n,,\n\"Four,d,2023-03-02\nFive,e,2023-03-03\n",
        );
        assert_eq!(found[..3], ["One||a/b", "Two||", "Three|2023-03-01|c"]);
        assert_eq!(found.last().map(String::as_str), Some("Five|2023-03-03|e"));
        let starts: Vec<&str> = problems.iter().map(|problem| &problem[..problem.find(": ").unwrap_or(0)]).collect();
        assert_eq!(starts, ["t.csv:2", "t.csv:5", "t.csv:6", "t.csv:9"], "{problems:?}");
    }

    #[test]
    fn a_table_whose_columns_nobody_knows_can_be_told_what_they_are() {
        let text = "Dachzeile,Volltext\nPier,Offen.\n";
        let (found, problems) = read(text);
        assert!(found.is_empty() && problems.len() == 1 && problems[0].contains("--columns"), "{problems:?}");
        let columns = "title=Dachzeile,body=Volltext,date=Tag".parse().unwrap();
        let (found, problems) = read_as("t.csv", text.as_bytes(), &ReadOptions { columns, ..ReadOptions::default() });
        assert_eq!(found, ["Pier||Offen."]);
        assert!(problems.len() == 1 && problems[0].contains("has no column `tag`"), "{problems:?}");
    }

    #[test]
    fn a_table_that_was_made_to_hurt_is_read_in_linear_time() {
        // Ten thousand columns and as many rows; marks that open anew in each line, whatever stood before it.
        let wide = format!("title{}\n{}", ";".repeat(10_000), "Pier;Open\n".repeat(10_000));
        let (found, problems) = read(&wide);
        assert_eq!((found.len(), problems.len()), (10_000, 10_000));
        let torn = format!("title,body\n{}", "x\",\"\n".repeat(10_000));
        assert_eq!(read(&torn).0.len(), 10_000);
    }

    #[test]
    fn behind_a_mark_that_is_never_closed_each_line_is_a_row() {
        let (found, _) = read("title,body\nA,b\nC,\"d\nE,f\nG\",\"h\nI,j\n");
        assert_eq!(found, ["A||b", "C||d", "E||f", "G\"||h", "I||j"]);
        let (found, _) = read("title,body\nA,\"b\nC,d\nE,f\n");
        assert_eq!(found, ["A||b", "C||d", "E||f"]);
    }

    #[test]
    fn blocks_read_apart_are_rows_read_in_order() {
        let text = "\u{FEFF}title,body\n\"A \"\"1\"\"\",\"x\n\ny\"\nB,é\n\nC,z\nD,\"never closed\nE,w";
        let whole = crate::read("t.csv", text.as_bytes(), &ReadOptions::default());
        for n_bytes in 1..text.len() {
            let mut rows = Rows::begin("t.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
            let mut imported = Imported::default();
            let (mut at, mut end) = (0, 0);
            while at < text.len() {
                end = (end.max(at) + n_bytes).min(text.len());
                let n = rows.whole(&text.as_bytes()[at..end], end == text.len());
                let block = &text.as_bytes()[at..at + n];
                rows.fork(block).read_block(block, &mut imported);
                at += n;
            }
            assert_eq!(imported, whole, "{n_bytes} bytes at a time");
        }
    }
}
