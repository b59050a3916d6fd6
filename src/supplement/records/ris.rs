//! RIS, which reference managers exchange: lines of a tag of two signs, two spaces, a hyphen, a space and a value.
//!
//! Tags after Research Information Systems' own description of the format (2011): `TY` first and `ER` last, dates as `YYYY/MM/DD/other` with all three
//! strokes, an author to a line with the family name before a comma.

use newsprint_model::{DateSpan, Day};

use super::{Record, certain, is_plain, one_line};

/// A reference, its lines ended as the format has them, with an empty line after. `accessed` is given where the article has no date.
pub fn reference(record: &Record<'_>, accessed: Option<Day>) -> String {
    let mut out = String::new();
    let mut line = |tag: &str, value: &str| {
        out += tag;
        out += "  - ";
        out += &one_line(value);
        out += "\r\n";
    };
    line("TY", "NEWS");
    line("ID", &record.article.id);
    for name in record.authors() {
        line("AU", &name.turned());
    }
    line("TI", &record.cited_title());
    if let Some(source) = record.source() {
        line("T2", &source);
    }
    if let Some(span) = record.date() {
        if let (Some(year), _, _) = certain(span) {
            line("PY", &year_of(year));
        }
        line("DA", &date(span));
    }
    if let Some(lang) = record.lang() {
        line("LA", lang);
    }
    line("UR", record.address());
    if record.article.url.is_some() {
        line("L2", record.link);
    }
    line("DB", record.collection);
    let note = record.note();
    if !note.is_empty() {
        line("N1", &note);
    }
    if let Some(day) = accessed.filter(|_| record.date().is_none()) {
        line("Y2", &date(DateSpan::day(day)));
    }
    out += "ER  - \r\n\r\n";
    out
}

fn year_of(year: i32) -> String {
    let year = year.to_string();
    ["0000", &year].concat()[year.len().min(4)..].to_owned()
}

/// A date as `YYYY/MM/DD/other`: as much as is certain, and a range in words.
fn date(span: DateSpan) -> String {
    let (year, month, day) = certain(span);
    let two = |n: Option<u32>| {
        n.map_or(String::new(), |n| ["0", &n.to_string()].concat()[n.to_string().len() - 1..].to_owned())
    };
    let other = if is_plain(span) {
        String::new()
    } else {
        ["between ", &span.earliest.to_string(), " and ", &span.latest.to_string()].concat()
    };
    [year.map(year_of).unwrap_or_default(), two(month), two(day), other].join("/")
}
