//! Real news, read from the data folder and made plain: Reuters-21578 (1987) and Spotlight PA (2019 to 2026).

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::article::Article;

/// The files read, and the source that their articles name.
const FILES: &[(&str, &str)] = &[("reuters21578.jsonl.gz", "Reuters"), ("spotlightpa.jsonl.gz", "Spotlight PA")];

/// One line of either file.
#[derive(Deserialize)]
struct Record {
    id: String,
    date: Option<String>,
    title: Option<String>,
    body: Option<String>,
    section: Option<String>,
    description: Option<String>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    orgs: Vec<String>,
    #[serde(default)]
    places: Vec<String>,
}

/// Writes them as JSON Lines; how many, and the bytes of their text.
///
/// * Errors: those of [`read`], or they cannot be written.
pub fn write(folder: &Path, to: &mut impl Write) -> Result<(u64, u64)> {
    let articles = read(folder)?;
    let mut n_bytes = 0;
    for article in &articles {
        n_bytes += article.n_text_bytes();
        serde_json::to_writer(&mut *to, article)?;
        to.write_all(b"\n")?;
    }
    Ok((articles.len() as u64, n_bytes))
}

/// All articles that have a text, in the files' order.
///
/// * Shape: `folder` is the data folder's `news`.
/// * Errors: a file that is missing or is not gzipped JSON Lines.
pub fn read(folder: &Path) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for (name, source) in FILES {
        let path = folder.join(name);
        let file = File::open(&path).with_context(|| format!("cannot read {}", path.display()))?;
        for (idx, line) in BufReader::new(MultiGzDecoder::new(file)).lines().enumerate() {
            let line = line.with_context(|| format!("{}: cannot be unpacked", path.display()))?;
            let record: Record =
                serde_json::from_str(&line).with_context(|| format!("{}, line {}", path.display(), idx + 1))?;
            articles.extend(article(record, source));
        }
    }
    // A few ids are given twice; every engine needs them to differ.
    let mut seen = BTreeSet::new();
    articles.retain(|article| seen.insert(article.id.clone()));
    Ok(articles)
}

/// Makes an article of a line; `None` when it has no text.
fn article(record: Record, source: &str) -> Option<Article> {
    let description = record.description.into_iter().map(|lead| plain(&lead));
    let paragraphs: Vec<String> = description
        .chain(paragraphs(&record.body?))
        .filter(|paragraph| paragraph.chars().any(char::is_alphanumeric))
        .collect();
    if paragraphs.is_empty() {
        return None;
    }
    let source = match record.section {
        Some(section) if !section.is_empty() => format!("{source} {section}"),
        _ => source.to_owned(),
    };
    Some(Article {
        id: format!("{}-{}", source.to_lowercase().split(' ').next().unwrap_or("x"), safe(&record.id)),
        title: plain(&record.title.unwrap_or_default()),
        date: record.date.and_then(|date| date.get(..10).map(str::to_owned)),
        source,
        lang: "en".to_owned(),
        people: record.people,
        orgs: record.orgs,
        places: record.places,
        paragraphs,
    })
}

/// An id without letters that a file's name does without.
fn safe(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

/// Cuts a text at blank lines and at indented lines, and joins the lines between.
fn paragraphs(body: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for line in body.lines() {
        let starts_one = line.trim().is_empty() || line.starts_with("    ");
        if starts_one && found.last().is_some_and(|last| !last.is_empty()) {
            found.push(String::new());
        }
        if let Some(last) = found.last_mut() {
            last.push(' ');
            last.push_str(line.trim());
        }
    }
    found.iter().map(|paragraph| plain(paragraph)).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// A paragraph without HTML tags, Markdown's links and emphasis; white space as single spaces.
fn plain(text: &str) -> String {
    let text = without_links(&without_tags(text));
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c| c == '*' || c == '#' || c == '_');
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    for (entity, letter) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        if out.contains(entity) {
            out = out.replace(entity, letter);
        }
    }
    out
}

/// Leaves out what stands between `<` and `>` when a tag's name follows; Reuters writes `<SRD>` for a share.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_lowercase() || c == '/' || c == '!');
        match tag.find('>') {
            Some(end) if is_tag => {
                out.push(' ');
                rest = &tag[end + 1..];
            }
            _ => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Keeps the words of `[words](address)`.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        match after.split_once(')') {
            Some((_, after)) => {
                out.push_str(before);
                rest = after;
            }
            None => break,
        }
    }
    out.push_str(rest);
    out.retain(|c| c != '[' && c != ']');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        for (text, expected) in [
            ("<a href=\"x\"><i>Spot</i></a> is <b>on</b>.", "Spot is on ."),
            ("See [the *report*](https://example.org/a) now", "See the report now"),
            ("Standard Oil <SRD> to form", "Standard Oil <SRD> to form"),
            ("profit &lt; loss &amp; more", "profit < loss & more"),
            ("a [b](c", "a b(c"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }

    #[test]
    fn wrapped_lines_are_joined_and_indented_ones_begin_a_paragraph() {
        assert_eq!(paragraphs("One two\nthree.\n    Four\nfive.\n\nSix."), ["One two three.", "Four five.", "Six."]);
    }

    #[test]
    fn a_record_becomes_an_article_and_one_without_text_none() {
        let record = |body: &str| -> Record {
            let line = serde_json::json!({"id": "A/1", "date": "1987-02-26T15:01:01", "title": "T", "body": body,
                "places": ["usa"]});
            serde_json::from_value(line).unwrap()
        };
        let made = article(record("One.\n    Two."), "Reuters").unwrap();
        assert_eq!((made.id.as_str(), made.date.as_deref()), ("reuters-a-1", Some("1987-02-26")));
        assert_eq!((made.paragraphs.len(), made.places.len()), (2, 1));
        assert!(article(record(" \n"), "Reuters").is_none());
    }
}
