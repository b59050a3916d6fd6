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
//! Other spellings of these names are known too ([`crate::Columns`]), so a JSON Feed and IPTC ninjs are read by the same means; a field
//! with any other name is left alone: exports are full of them.

mod one_by_one;

use std::fmt;

use newsprint_model::{Article, Problem, Span};
use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

pub(crate) use one_by_one::n_chars;
pub use one_by_one::{JsonLines, MAX_RECORD_BYTES};

use crate::columns::{Column, Columns};
use crate::draft::{Draft, Place};
use crate::fields::{Fields, draft};
use crate::{Imported, ReadOptions, encodings, error, lines, warning};

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

/// Reads a JSON file: an array of articles, an object that holds such an array, as feeds do, or a single article.
pub(crate) fn read_whole(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let decoded = encodings::decode(bytes, None);
    let mut imported = Imported::default();
    imported.problems.extend(decoded.remark.map(|remark| warning(file, None, remark)));
    let text = decoded.text.as_ref();
    if text.trim().is_empty() {
        return Imported::failed(file, None, "holds nothing but blank lines: put the articles in it.".to_owned());
    }
    let mut found = Found { records: Vec::new(), all: Draft::default() };
    let fault = found.look_in(text, &options.columns, 0).err();
    // Records come in order, so positions are counted on from the one before: linear in all.
    let (mut byte, mut position, mut line) = (0, 0_u32, 1_u32);
    for raw in found.records {
        let at = raw.as_ptr() as usize - text.as_ptr() as usize;
        let between = &text[byte..at];
        position = position.saturating_add(between.chars().count() as u32);
        line += between.bytes().filter(|&b| b == b'\n').count() as u32;
        let n_chars = raw.chars().count() as u32;
        let place = Place { file, line, span: Span { start: position, end: position.saturating_add(n_chars) } };
        match record(raw, &options.columns) {
            Ok(fields) => {
                imported.articles.extend(article(fields, Some(&found.all), &place, options, &mut imported.problems));
            }
            Err(fault) => {
                let message = format!("this is not an article: {}; it was left out.", without_position(&fault));
                imported.problems.push(error(file, Some(line), message));
            }
        }
        position = place.span.end;
        line += raw.bytes().filter(|&b| b == b'\n').count() as u32;
        byte = at + raw.len();
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

/// The names of fields that hold the articles of an export or a feed, where the object is no article itself.
const HOLDERS: [&str; 14] = [
    "articles",
    "items",
    "stories",
    "posts",
    "entries",
    "documents",
    "docs",
    "records",
    "results",
    "hits",
    "data",
    "response",
    "feed",
    "channel",
];

/// How deep such fields may lie in each other.
const MAX_HOLDERS: u32 = 4;

/// What a file holds, before any of it is read.
struct Found<'t> {
    /// The text of each record.
    records: Vec<&'t str>,
    /// What is said of all of them: a feed's title, language and author.
    all: Draft,
}

impl<'t> Found<'t> {
    /// Looks for records in a text: the members of an array, those of an array in an object, or the object itself.
    ///
    /// * Errors: where the text is no JSON; what stands before it has been found.
    fn look_in(&mut self, text: &'t str, columns: &Columns, depth: u32) -> serde_json::Result<()> {
        let mut parser = serde_json::Deserializer::from_str(text);
        if !text.trim_start().starts_with('{') {
            let mut members: Vec<&RawValue> = Vec::new();
            let read = Records(&mut members).deserialize(&mut parser).and_then(|()| parser.end());
            self.records.extend(members.into_iter().map(RawValue::get));
            return read;
        }
        let mut fields: Vec<(String, &RawValue)> = Vec::new();
        TopFields(&mut fields).deserialize(&mut parser)?;
        parser.end()?;
        let opens = |raw: &RawValue| raw.get().starts_with(['[', '{']);
        let is_text = |name: &str| matches!(columns.of(name), Some((Column::Body | Column::Paragraphs, rank)) if rank == 0 || name != "description");
        let is_feed = fields.iter().any(|(name, raw)| name == "version" && raw.get().contains("jsonfeed.org"));
        let held = HOLDERS.iter().find_map(|holder| fields.iter().find(|(name, raw)| name == holder && opens(raw)));
        match held {
            Some((_, raw)) if depth < MAX_HOLDERS && (is_feed || !fields.iter().any(|(name, _)| is_text(name))) => {
                if let Ok(said) = record(text, columns) {
                    let said = draft(said, &mut |_| {});
                    let all = &mut self.all;
                    all.source = said.source.or_else(|| said.title.filter(|_| is_feed)).or(all.source.take());
                    all.lang = said.lang.or(all.lang.take());
                    all.byline = said.byline.filter(|_| is_feed).or(all.byline.take());
                }
                self.look_in(raw.get(), columns, depth + 1)
            }
            _ => {
                self.records.push(text.trim());
                Ok(())
            }
        }
    }
}

/// Gathers an object's fields, unread.
struct TopFields<'r, 'de>(&'r mut Vec<(String, &'de RawValue)>);

impl<'de> DeserializeSeed<'de> for TopFields<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for TopFields<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(field) = fields.next_entry()? {
            self.0.push(field);
        }
        Ok(())
    }
}

/// The fields of one record that say something of an article.
fn record(text: &str, columns: &Columns) -> serde_json::Result<Fields> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let fields = OneRecord(columns).deserialize(&mut parser)?;
    parser.end()?;
    Ok(fields)
}

/// Gathers the fields we know. Values stay untyped so that one odd field costs a warning and not the article.
struct OneRecord<'c>(&'c Columns);

impl<'de> DeserializeSeed<'de> for OneRecord<'_> {
    type Value = Fields;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Fields, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OneRecord<'_> {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the fields of an article")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(name) = members.next_key::<std::borrow::Cow<'_, str>>()? {
            match self.0.of(&name) {
                Some((column, rank)) => fields.put(column, rank, members.next_value()?),
                None => {
                    let raw = members.next_value::<&RawValue>()?.get();
                    if raw.len() > 2 && raw.starts_with('"') {
                        fields.pass_by(name.into_owned(), raw.len() - 2);
                    }
                }
            }
        }
        Ok(fields)
    }
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
fn article(
    fields: Fields,
    all: Option<&Draft>,
    place: &Place<'_>,
    options: &ReadOptions,
    problems: &mut Vec<Problem>,
) -> Option<Article> {
    let mut draft = draft(fields, &mut |message| problems.push(warning(place.file, Some(place.line), message)));
    if let Some(all) = all {
        draft.source = draft.source.or_else(|| all.source.clone());
        draft.lang = draft.lang.or_else(|| all.lang.clone());
        draft.byline = draft.byline.or_else(|| all.byline.clone());
    }
    draft.finish(place, options, problems)
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
