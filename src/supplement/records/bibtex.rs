//! BibTeX: what `BibTeX` itself reads, and the fields beside that its successor biblatex reads.
//!
//! Fields and types after the manuals of both: `btxdoc`, sections 3.1 and 3.2 (`@article` wants a journal and a year, `@misc` wants nothing), and biblatex,
//! sections 2.1 and 2.2 (`date` in the Extended Date/Time Format, `url`, `urldate`, `langid`).

use newsprint_model::Day;

use super::{Name, Record, certain, one_line};

/// Months as every style has them.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// An entry, its lines ended. `accessed` is given where the article has no date.
pub fn entry(record: &Record<'_>, accessed: Option<Day>) -> String {
    let source = record.source();
    let mut out = String::new();
    out += if source.is_some() { "@article{" } else { "@misc{" };
    out += &key(&record.article.id);
    let mut field = |name: &str, value: &str| {
        out += ",\n  ";
        out += name;
        out += " = ";
        out += value;
    };
    let authors: Vec<String> = record
        .authors()
        .iter()
        .map(|name| match name {
            Name::Whole(name) => ["{", &escaped(name), "}"].concat(),
            // A suffix stands in the middle here.
            Name::Person { family, given, suffix } if suffix.is_empty() => [escaped(family), escaped(given)].join(", "),
            Name::Person { family, given, suffix } => [escaped(family), escaped(suffix), escaped(given)].join(", "),
        })
        .collect();
    if !authors.is_empty() {
        field("author", &["{", &authors.join(" and "), "}"].concat());
    }
    // The second braces keep its capitals.
    field("title", &["{{", &escaped(&record.cited_title()), "}}"].concat());
    if let Some(source) = source {
        field("journal", &["{", &escaped(&source), "}"].concat());
    }
    if let Some(span) = record.date() {
        let (year, month, _) = certain(span);
        if let Some(year) = year {
            field("year", &["{", &year.to_string(), "}"].concat());
        }
        if let Some(month) = month {
            field("month", MONTHS[(month as usize + 11) % 12]);
        }
        field("date", &["{", &span.to_string(), "}"].concat());
    }
    field("url", &["{", &verbatim(record.address()), "}"].concat());
    if let Some(day) = accessed.filter(|_| record.date().is_none()) {
        field("urldate", &["{", &day.to_string(), "}"].concat());
    }
    if let Some(lang) = record.lang() {
        field("language", &["{", &escaped(lang), "}"].concat());
    }
    let collection = escaped(record.collection);
    let kept = match &record.article.url {
        Some(_) => [&collection, ": \\url{", &verbatim(record.link), "}"].concat(),
        None => collection,
    };
    let passage = escaped(record.passage);
    field("note", &["{", &kept, if passage.is_empty() { "" } else { ", " }, &passage, "}"].concat());
    out += "\n}\n";
    out
}

/// A citation key: letters, digits and hyphens, another one for every id.
fn key(id: &str) -> String {
    let mut out = String::new();
    for sign in id.chars() {
        match sign {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '.' => out.push(sign),
            sign => out += &["_", &(sign as u32).to_string(), "_"].concat(),
        }
    }
    out
}

/// A text with what TeX would read written out. Braces are written by their names: BibTeX counts those that are escaped, too.
pub fn escaped(text: &str) -> String {
    let mut out = String::new();
    for sign in one_line(text).chars() {
        match sign {
            '\\' => out += "\\textbackslash{}",
            '{' => out += "\\textbraceleft{}",
            '}' => out += "\\textbraceright{}",
            '~' => out += "\\textasciitilde{}",
            '^' => out += "\\textasciicircum{}",
            '%' | '&' | '#' | '$' | '_' => {
                out.push('\\');
                out.push(sign);
            }
            '"' => out += "\\textquotedbl{}",
            sign => out.push(sign),
        }
    }
    out
}

/// An address, which is read as it stands: what would end it is written in percent.
fn verbatim(address: &str) -> String {
    let mut out = String::new();
    for sign in address.chars() {
        match sign {
            '{' => out += "%7B",
            '}' => out += "%7D",
            '\\' => out += "%5C",
            '"' => out += "%22",
            '<' => out += "%3C",
            '>' => out += "%3E",
            sign if sign.is_control() || sign.is_whitespace() || super::turns_direction(sign) => {
                let mut bytes = [0; 4];
                for byte in sign.encode_utf8(&mut bytes).bytes() {
                    out.push('%');
                    for digit in [byte >> 4, byte & 15] {
                        out.push(char::from_digit(u32::from(digit), 16).unwrap_or_default().to_ascii_uppercase());
                    }
                }
            }
            sign => out.push(sign),
        }
    }
    out
}
