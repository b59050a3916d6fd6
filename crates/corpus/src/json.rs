//! JSON Lines and JSON arrays: one object per article.
//!
//! | field | what it is |
//! |---|---|
//! | `id` | the source's id: text or a number; made from the title when missing |
//! | `title` | the headline; made from the lead when missing |
//! | `date` | `2023-11-19`, a month, a year, a range (EDTF), or an ISO date and time |
//! | `body` | the text; blank lines and line ends separate its paragraphs, hard wraps are joined |
//! | `paragraphs` | the text as a list instead; it wins over `body` |
//! | `byline`, `source`, `lang`, `url` | optional |
//! | `people`, `orgs`, `places` | optional lists of names, which outrank those we find |
//!
//! Fields with other names are left alone: exports are full of them.

use std::fmt;

use newsprint_model::{Article, DateRule, GivenEntities, Paragraph, Problem, Span};
use serde::de::{DeserializeSeed, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::stories::{bad_date, dated, language_tag, paragraphs_of, shortened, web_address};
use crate::{Imported, ReadOptions, dates, error, ids, language, lines, titles, warning};

/// The longest JSON line read.
///
/// * Unit: bytes; with every character escaped it still holds a text of [`crate::MAX_LINE_BYTES`].
pub const MAX_RECORD_BYTES: usize = 6 * lines::MAX_LINE_BYTES;

/// What some editors put before the first line.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How many code points some bytes hold: every byte that does not continue one begins one.
fn n_chars(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
}

/// The fields we know. Values stay untyped so that one odd field costs a warning and not the article.
#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    title: Option<Value>,
    date: Option<Value>,
    body: Option<Value>,
    paragraphs: Option<Value>,
    byline: Option<Value>,
    source: Option<Value>,
    lang: Option<Value>,
    url: Option<Value>,
    people: Option<Value>,
    orgs: Option<Value>,
    places: Option<Value>,
}

/// Where a record stands.
struct Place<'a> {
    file: &'a str,
    line: u32,
    span: Span,
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
        self.position = self.position.saturating_add(n_chars(line));
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
        let span = Span { start, end: start.saturating_add(n_chars(text.as_bytes())) };
        let place = Place { file: &self.file, line: self.n_lines, span };
        match serde_json::from_str::<Record>(text) {
            Ok(record) => into.articles.extend(article(record, &place, &self.options, &mut into.problems)),
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

/// Reads a JSON Lines file.
pub(crate) fn read_lines(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let mut imported = Imported::default();
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        imported.problems.extend(lines::decode(file, bytes).err());
        return imported;
    }
    let mut reader = JsonLines::new(file, options);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        reader.read_line(line, &mut imported);
    }
    reader.finish(&mut imported);
    imported
}

/// Reads a JSON file that holds an array of articles, or a single one.
pub(crate) fn read_array(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let text = match lines::decode(file, bytes) {
        Ok(text) => text,
        Err(problem) => return Imported { articles: Vec::new(), problems: vec![problem] },
    };
    let mut imported = Imported::default();
    if text.trim().is_empty() {
        return Imported::failed(file, None, "holds nothing but blank lines: put the articles in it.".to_owned());
    }
    let mut records: Vec<&RawValue> = Vec::new();
    let mut fault = None;
    if text.trim_start().starts_with('{') {
        match serde_json::from_str(text) {
            Ok(record) => records.push(record),
            Err(found) => fault = Some(found),
        }
    } else {
        let mut parser = serde_json::Deserializer::from_str(text);
        fault = Records(&mut records).deserialize(&mut parser).and_then(|()| parser.end()).err();
    }
    // Records come in order, so positions are counted on from the one before: linear in all.
    let (mut byte, mut position, mut line) = (0, 0_u32, 1_u32);
    for raw in records {
        let at = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        let between = &text[byte..at];
        position = position.saturating_add(between.chars().count() as u32);
        line += between.bytes().filter(|&b| b == b'\n').count() as u32;
        let n_chars = raw.get().chars().count() as u32;
        let place = Place { file, line, span: Span { start: position, end: position.saturating_add(n_chars) } };
        match serde_json::from_str::<Record>(raw.get()) {
            Ok(record) => imported.articles.extend(article(record, &place, options, &mut imported.problems)),
            Err(fault) => {
                let message = format!("this is not an article: {}; it was left out.", without_position(&fault));
                imported.problems.push(error(file, Some(line), message));
            }
        }
        position = place.span.end;
        line += raw.get().bytes().filter(|&b| b == b'\n').count() as u32;
        byte = at + raw.get().len();
    }
    if let Some(fault) = fault {
        let message = format!(
            "column {}: {}, so nothing after it was read. The file must be an array of articles, \
             [{{\"title\": \"…\", \"body\": \"…\"}}, …].",
            fault.column(),
            without_position(&fault)
        );
        imported.problems.push(error(file, u32::try_from(fault.line()).ok(), message));
    } else if imported.articles.is_empty() && imported.problems.is_empty() {
        imported.problems.push(error(file, None, "holds an empty array: put the articles in it.".to_owned()));
    }
    imported
}

/// Gathers an array's members as far as they can be read.
struct Records<'r, 'de>(&'r mut Vec<&'de RawValue>);

impl<'de> DeserializeSeed<'de> for Records<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Records<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of articles")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(member) = members.next_element()? {
            self.0.push(member);
        }
        Ok(())
    }
}

/// Makes an article of a record; `None`, with a problem, when it has neither title nor text.
fn article(record: Record, place: &Place<'_>, options: &ReadOptions, problems: &mut Vec<Problem>) -> Option<Article> {
    let mut warn = |message: String| problems.push(warning(place.file, Some(place.line), message));
    let title = text_field("title", record.title, &mut warn);
    let id = match record.id {
        Some(Value::Number(number)) => Some(number.to_string()),
        other => text_field("id", other, &mut warn),
    };
    let date = text_field("date", record.date, &mut warn);
    let byline = text_field("byline", record.byline, &mut warn);
    let source = text_field("source", record.source, &mut warn);
    let url = text_field("url", record.url, &mut warn).and_then(|url| web_address(&url).map_err(&mut warn).ok());
    let lang = text_field("lang", record.lang, &mut warn).and_then(|tag| language_tag(&tag).map_err(&mut warn).ok());
    let given = GivenEntities {
        people: names_field("people", record.people, &mut warn),
        orgs: names_field("orgs", record.orgs, &mut warn),
        places: names_field("places", record.places, &mut warn),
    };
    let date = date.and_then(|written| match dates::written_date(&written) {
        Some(span) => Some(dated(span, DateRule::Metadata, &written, "The source gives this date.")),
        None => {
            warn(bad_date(&written));
            None
        }
    });
    let bodies: Vec<String> = match record.paragraphs {
        Some(Value::Array(members)) => {
            members.into_iter().filter_map(|member| text_field("paragraphs", Some(member), &mut warn)).collect()
        }
        None | Some(Value::Null) => match record.body {
            Some(Value::String(body)) => vec![body],
            None | Some(Value::Null) => Vec::new(),
            Some(other) => {
                warn(wrong_type("body", "text", &other));
                Vec::new()
            }
        },
        Some(other) => {
            warn(wrong_type("paragraphs", "a list of texts", &other));
            Vec::new()
        }
    };
    let paragraphs = paragraphs(&bodies, place, problems);
    if title.is_none() && paragraphs.is_empty() {
        let message = "has neither a title nor a text, so this article was left out: give it `title`, and `body` or \
                       `paragraphs`.";
        problems.push(error(place.file, Some(place.line), message.to_owned()));
        return None;
    }
    let title_derived = title.is_none();
    let title = title.unwrap_or_else(|| titles::derived_title(paragraphs.first().map_or("", |p| &p.text)));
    let mut article = Article {
        id: String::new(),
        lang: lang.unwrap_or_else(|| language(options, &title, &paragraphs)),
        title,
        title_derived,
        title_span: None,
        date,
        byline,
        source,
        url,
        paragraphs,
        repeats: Vec::new(),
        given,
        file: place.file.to_owned(),
        span: place.span,
    };
    article.id = id.as_deref().and_then(ids::safe_id).unwrap_or_else(|| ids::made_id(&article));
    Some(article)
}

/// The paragraphs of a body; problems in it are told with the record's own line.
fn paragraphs(bodies: &[String], place: &Place<'_>, problems: &mut Vec<Problem>) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut paragraphs = Vec::new();
    for body in bodies {
        paragraphs.extend(paragraphs_of(place.file, body, &mut found));
    }
    for mut problem in found {
        problem.line = Some(place.line);
        problems.push(problem);
    }
    paragraphs.into_iter().map(|text| Paragraph { text, start: None }).collect()
}

/// A text field on one line, trimmed; `None` when it is missing, null or blank.
fn text_field(name: &str, value: Option<Value>, warn: &mut impl FnMut(String)) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) => {
            // In a paragraph line ends still mean something; everywhere else they are white space.
            let text = if name == "paragraphs" { text } else { lines::shown(text.trim()) };
            (!text.trim().is_empty()).then_some(text)
        }
        other => {
            warn(wrong_type(name, "text", &other));
            None
        }
    }
}

/// A list of names, blank ones left out.
fn names_field(name: &str, value: Option<Value>, warn: &mut impl FnMut(String)) -> Option<Vec<String>> {
    match value? {
        Value::Null => None,
        Value::Array(members) => {
            Some(members.into_iter().filter_map(|member| text_field(name, Some(member), warn)).collect())
        }
        other => {
            warn(wrong_type(name, "a list of texts", &other));
            None
        }
    }
}

/// What to say when a field holds the wrong kind of value.
fn wrong_type(name: &str, wanted: &str, value: &Value) -> String {
    format!("`{name}` must be {wanted}, not {}, and was left out.", shortened(&value.to_string()))
}

/// What serde says, without the position it puts behind.
fn without_position(fault: &serde_json::Error) -> String {
    let text = fault.to_string();
    match text.rfind(" at line ") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(record: &str) -> (Option<Article>, Vec<String>) {
        let imported = crate::read("f.jsonl", record.as_bytes(), &ReadOptions::default());
        (imported.articles.into_iter().next(), imported.problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn bodies_are_cut_at_line_ends_and_hard_wraps_are_joined() {
        for (body, paragraphs) in [
            (r"One.\n\nTwo.", vec!["One.", "Two."]),
            (r"One.\nTwo.\n \nThree.", vec!["One.", "Two.", "Three."]),
            (
                r"The railway between Brenning and the coast will close for a year from\nAugust so that its tunnels can be widened, the Northern Rail Board said\non Thursday.\n\nBuses will run.",
                vec![
                    "The railway between Brenning and the coast will close for a year from August so that its tunnels can be widened, the Northern Rail Board said on Thursday.",
                    "Buses will run.",
                ],
            ),
            (r"Tab\there and a bell\u0007.", vec!["Tab here and a bell ."]),
        ] {
            let (article, _) = one(&format!(r#"{{"title": "T", "body": "{body}"}}"#));
            let texts: Vec<String> = article.unwrap().paragraphs.into_iter().map(|p| p.text).collect();
            assert_eq!(texts, paragraphs, "{body}");
        }
    }

    #[test]
    fn every_field_is_read_and_unknown_ones_are_left_alone() {
        let (article, problems) = one(
            r#"{"id": "a/1", "title": " Harbour\nReopens ", "date": "2021-05-04T08:00:00Z", "paragraphs": ["One.", "", "Two."],
            "byline": "Ada Quill", "source": "The Courier", "lang": "fa", "url": "https://example.org/1", "people": ["Ada Quill", " "],
            "orgs": [], "tags": {"deep": [1]}, "body": "not this"}"#
                .replace('\n', " ")
                .as_str(),
        );
        let article = article.unwrap();
        assert_eq!(problems, [""; 0]);
        assert_eq!((article.id.as_str(), article.title.as_str()), ("a-1", "Harbour Reopens"));
        assert_eq!(article.date.unwrap().span.to_string(), "2021-05-04");
        assert_eq!(article.paragraphs.len(), 2);
        assert_eq!((article.lang.as_str(), article.url.as_deref()), ("fa", Some("https://example.org/1")));
        assert_eq!(article.given.people, Some(vec!["Ada Quill".to_owned()]));
        assert_eq!((article.given.orgs, article.given.places), (Some(Vec::new()), None));
    }

    #[test]
    fn spans_are_code_points_of_the_file() {
        let text = "\u{FEFF}{\"title\": \"é\", \"body\": \"x\"}\n\n  {\"title\": \"b\", \"body\": \"y\"} \n";
        let imported = crate::read("f.jsonl", text.as_bytes(), &ReadOptions::default());
        let chars: Vec<char> = text.chars().skip(1).collect();
        for article in &imported.articles {
            let record: String = chars[article.span.start as usize..article.span.end as usize].iter().collect();
            assert!(record.starts_with('{') && record.ends_with('}'), "{record}");
        }
        let array = "\u{FEFF}[\n {\"title\": \"é\", \"body\": \"x\"},\n {\"title\": \"b\"}]";
        let imported = crate::read("f.json", array.as_bytes(), &ReadOptions::default());
        let chars: Vec<char> = array.chars().skip(1).collect();
        let span = imported.articles[1].span;
        assert_eq!(chars[span.start as usize..span.end as usize].iter().collect::<String>(), "{\"title\": \"b\"}");
    }

    #[test]
    fn lines_read_apart_are_lines_read_in_order() {
        let text = "\u{FEFF}{\"title\": \"é\", \"body\": \"x\"}\n\n{\"title\": 7}\n  {\"title\": \"b\", \"body\": \"ü\"}\n{oops\n{\"title\": \"c\", \"body\": \"z\"}";
        let whole = crate::read("f.jsonl", text.as_bytes(), &ReadOptions::default());
        let lines: Vec<&[u8]> = text.as_bytes().split_inclusive(|&byte| byte == b'\n').collect();
        for n_lines in 1..=lines.len() {
            let mut reader = JsonLines::new("f.jsonl", &ReadOptions::default());
            let mut imported = Imported::default();
            for block in lines.chunks(n_lines) {
                let mut fork = reader.fork(&block.concat());
                block.iter().for_each(|line| fork.read_line(line, &mut imported));
            }
            reader.finish(&mut imported);
            assert_eq!(imported, whole, "{n_lines} lines at a time");
        }
    }

    #[test]
    fn deep_nesting_is_a_problem_and_no_overflow() {
        let nest =
            |field: &str| format!("{{\"{field}\": {}{}, \"body\": \"x\"}}", "[".repeat(99_999), "]".repeat(99_999));
        let (article, problems) = one(&nest("title"));
        assert!(article.is_none() && problems[0].contains("recursion limit"), "{problems:?}");
        assert!(one(&nest("other")).0.is_some(), "what is left alone may be as deep as it likes");
        let imported = crate::read("f.json", nest("title").as_bytes(), &ReadOptions::default());
        assert_eq!((imported.articles.len(), imported.problems.len()), (0, 1));
    }
}
