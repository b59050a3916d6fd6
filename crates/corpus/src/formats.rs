//! The table of formats: what each is called, how it is recognised by content and name, and what reads it.

use std::io::Cursor;
use std::ops::ControlFlow;

use crate::archives::{self, Unpacked};
use crate::{
    Imported, ReadOptions, encodings, epub, feeds, html, json, markdown, newsml, pdf, stories, tables, warc, wxr,
};

/// How much of a file's beginning is looked at to tell what it is.
///
/// * Unit: bytes; some exports open with remarks of several kilobytes.
pub const HEAD_BYTES: usize = 64 << 10;

/// A kind of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Files packed together and each made smaller.
    Zip,
    /// Files packed together.
    Tar,
    /// One file made smaller.
    Gzip,
    /// What a crawler was answered.
    Warc,
    /// A book or a magazine.
    Epub,
    /// A printed document.
    Pdf,
    /// A WordPress export.
    Wxr,
    /// A wire service's items.
    NewsMl,
    /// Entries of RSS or Atom.
    Feed,
    /// One article per line.
    JsonLines,
    /// An array of articles, an object with such an array, or one article.
    Json,
    /// One article per row.
    Table,
    /// One article on a web page.
    Html,
    /// One article, with fields at its head.
    Markdown,
    /// One story or several.
    PlainText,
}

/// A function that reads all of a file.
type ReadFile = fn(&str, &[u8], &ReadOptions) -> Imported;

/// A row of the table.
struct Row {
    format: Format,
    name: &'static str,
    /// Whether a file with this beginning and this extension is of the format.
    is: fn(&Head<'_>) -> bool,
    read: ReadFile,
}

/// The formats, the surest signs first: the first that recognises a file reads it.
const TABLE: [Row; 15] = [
    Row { format: Format::Warc, name: "web archive", is: is_warc, read: warc::read },
    Row { format: Format::Epub, name: "EPUB", is: is_epub, read: epub::read },
    Row { format: Format::Pdf, name: "PDF", is: is_pdf, read: pdf::read },
    Row { format: Format::Zip, name: "zip archive", is: is_zip, read: read_archive },
    Row { format: Format::Gzip, name: "gzip", is: is_gzip, read: read_archive },
    Row { format: Format::Tar, name: "tar archive", is: is_tar, read: read_archive },
    Row { format: Format::Wxr, name: "WordPress export", is: is_wxr, read: wxr::read },
    Row { format: Format::NewsMl, name: "NewsML-G2", is: is_newsml, read: newsml::read },
    Row { format: Format::Feed, name: "RSS or Atom", is: is_feed, read: feeds::read },
    Row { format: Format::JsonLines, name: "JSON Lines", is: is_json_lines, read: json::read_lines },
    Row { format: Format::Json, name: "JSON", is: is_json, read: json::read_whole },
    Row { format: Format::Table, name: "CSV", is: is_table, read: tables::read },
    Row { format: Format::Html, name: "HTML", is: is_html, read: html::read },
    Row { format: Format::Markdown, name: "Markdown", is: is_markdown, read: markdown::read },
    Row { format: Format::PlainText, name: "plain text", is: is_plain_text, read: stories::read },
];

/// What is known of a file before it is read.
pub(crate) struct Head<'a> {
    /// Its extension in small letters, without the dot; empty when it has none.
    pub extension: String,
    /// Its first bytes, [`HEAD_BYTES`] at most.
    pub bytes: &'a [u8],
    /// The same as text, white space before it left out.
    pub text: String,
    /// The name of the first element, as written but in small letters; empty when the file is no markup.
    pub root: String,
}

impl<'a> Head<'a> {
    fn of(file: &str, bytes: &'a [u8]) -> Head<'a> {
        let bytes = &bytes[..bytes.len().min(HEAD_BYTES)];
        let text = encodings::beginning(bytes);
        let root = root(&text).unwrap_or_default();
        Head { extension: extension(file), bytes, text, root }
    }

    /// Whether the extension is one of these.
    pub fn ends_in(&self, extensions: &[&str]) -> bool {
        extensions.contains(&self.extension.as_str())
    }
}

impl Format {
    /// What a file is, by the beginning of its content (as much as [`HEAD_BYTES`]) and its name; `None` when it is nothing that we read.
    pub fn of(file: &str, head: &[u8]) -> Option<Format> {
        let head = Head::of(file, head);
        TABLE.iter().find(|row| (row.is)(&head)).map(|row| row.format)
    }

    /// Whether it is taken apart, member by member, before any of it is read: see [`crate::unpack`].
    pub fn is_archive(self) -> bool {
        matches!(self, Format::Zip | Format::Tar | Format::Gzip | Format::Warc)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Reads all of a file that is of this format.
    pub(crate) fn read(self, file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
        (self.row().read)(file, bytes, options)
    }

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.format == self).unwrap_or(&TABLE[0])
    }
}

/// What to say of a file that is nothing that we read.
pub(crate) fn refusal(file: &str, bytes: &[u8]) -> String {
    let head = Head::of(file, bytes);
    let root = crate::stories::shortened(&head.root);
    match head.extension.as_str() {
        _ if local(&root) == "opml" => "is a list of feeds (OPML) without their entries: save the feeds themselves.".to_owned(),
        _ if local(&root) == "newsml" => "is NewsML 1, which Newsprint does not read: ask for NewsML-G2 or ninjs.".to_owned(),
        "xml" if root.is_empty() => "is no XML: nothing in it is an element.".to_owned(),
        _ if !root.is_empty() => {
            format!("is a document that Newsprint does not know: its first element is <{root}>. Of XML it reads RSS, Atom, NewsML-G2, NITF and WordPress exports.")
        }
        _ => "is not a kind of file that Newsprint reads: rename it to .txt if it is plain text, or convert it to .txt, .jsonl, .json or .csv.".to_owned(),
    }
}

/// A name's extension in small letters; empty for `.hidden` and names without one.
pub(crate) fn extension(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_ascii_lowercase(),
        _ => String::new(),
    }
}

/// Documents that are .zip archives inside, which are no collections of files to those who made them.
const ZIPPED_DOCUMENTS: [&str; 10] = ["docx", "xlsx", "pptx", "odt", "ods", "odp", "jar", "apk", "pages", "numbers"];

fn is_epub(head: &Head<'_>) -> bool {
    epub::is_epub(head.bytes) || (head.bytes.starts_with(b"PK\x03\x04") && head.ends_in(&["epub"]))
}

fn is_warc(head: &Head<'_>) -> bool {
    warc::is_warc(head.bytes)
}

fn is_zip(head: &Head<'_>) -> bool {
    let is_zip = head.bytes.starts_with(b"PK\x03\x04") || head.bytes.starts_with(b"PK\x05\x06");
    is_zip && !head.ends_in(&ZIPPED_DOCUMENTS)
}

fn is_pdf(head: &Head<'_>) -> bool {
    head.bytes.starts_with(b"%PDF-") || (head.ends_in(&["pdf"]) && pdf::is_pdf(head.bytes))
}

fn is_gzip(head: &Head<'_>) -> bool {
    head.bytes.starts_with(&[0x1F, 0x8B, 8])
}

fn is_tar(head: &Head<'_>) -> bool {
    head.bytes.get(257..262) == Some(b"ustar")
}

/// Reads all members of an archive that is held in memory.
fn read_archive(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let mut imported = Imported::default();
    let Some(format) = Format::of(file, bytes) else { return imported };
    let (mut name, mut held) = (String::new(), Vec::new());
    archives::unpack(file, format, &mut Cursor::new(bytes), bytes.len() as u64, &mut |unpacked| {
        match unpacked {
            Unpacked::Begin(member) => {
                name = member.to_owned();
                held.clear();
            }
            Unpacked::Bytes(piece) => held.extend_from_slice(piece),
            Unpacked::End(true) => {
                let member = crate::read(&name, &held, options);
                imported.articles.extend(member.articles);
                imported.problems.extend(member.problems);
            }
            Unpacked::End(false) => {}
            Unpacked::Trouble(problem) => imported.problems.push(problem),
        }
        ControlFlow::Continue(())
    });
    if imported.articles.is_empty() && imported.problems.is_empty() {
        imported.problems.push(crate::error(
            file,
            None,
            "is an archive without any file that could be read.".to_owned(),
        ));
    }
    imported
}

fn is_wxr(head: &Head<'_>) -> bool {
    local(&head.root) == "rss" && head.text.contains("wordpress.org/export")
}

fn is_newsml(head: &Head<'_>) -> bool {
    newsml::ROOTS.contains(&local(&head.root))
}

fn is_feed(head: &Head<'_>) -> bool {
    let holds = |start: &str| head.text.contains(start);
    feeds::ROOTS.contains(&local(&head.root))
        || head.ends_in(&["rss", "atom", "rdf", "cdf"])
        || (head.ends_in(&["xml"]) && (holds("<rss") || holds("<feed") || holds("<rdf:RDF")))
}

fn is_table(head: &Head<'_>) -> bool {
    head.ends_in(&["csv", "tsv", "tab"]) && head.root.is_empty()
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn is_json_lines(head: &Head<'_>) -> bool {
    if head.ends_in(&["jsonl", "ndjson"]) {
        return head.root.is_empty();
    }
    head.ends_in(&["json", "txt", "text", ""]) && is_one_object_by_line(&head.text)
}

/// Whether the first two lines that are not blank are whole objects, or the first is all there is of a file without extension.
fn is_one_object_by_line(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut is_object = || {
        lines.next().is_some_and(|line| {
            line.starts_with('{') && line.ends_with('}') && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok()
        })
    };
    is_object() && is_object()
}

fn is_json(head: &Head<'_>) -> bool {
    if head.ends_in(&["json"]) {
        return head.root.is_empty();
    }
    let mut signs = head.text.chars().filter(|c| !c.is_whitespace());
    let opens = match (signs.next(), signs.next()) {
        (Some('{'), Some('"')) => true,
        (Some('['), Some('{')) => signs.next() == Some('"'),
        _ => false,
    };
    head.ends_in(&["txt", "text", ""]) && opens && head.text.contains("\":")
}

fn is_html(head: &Head<'_>) -> bool {
    // Feeds and other XML have roots of their own.
    let is_page = matches!(head.root.as_str(), "html" | "head" | "body" | "frameset");
    is_page || (head.ends_in(&["html", "htm", "xhtml", "shtml"]) && !head.text.starts_with("<?xml"))
}

fn is_markdown(head: &Head<'_>) -> bool {
    head.ends_in(&["md", "markdown", "mdown", "mkd", "mdx"])
}

fn is_plain_text(head: &Head<'_>) -> bool {
    head.ends_in(&["txt", "text"])
}

/// The name of a document's first element, after declarations, remarks and the document type.
fn root(text: &str) -> Option<String> {
    let mut rest = text.trim_start();
    loop {
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->")?.1.trim_start();
        } else if let Some(after) = rest.strip_prefix("<?") {
            rest = after.split_once("?>")?.1.trim_start();
        } else if rest.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
            // An internal subset stands in brackets, with declarations of its own.
            let end = rest.find('>')?;
            let end = if rest[..end].contains('[') { end_of_subset(rest)? } else { end };
            rest = rest[end + 1..].trim_start();
        } else {
            let name = rest.strip_prefix('<')?;
            let name = &name[..name.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(name.len())];
            let starts = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
            return starts.then(|| name.to_lowercase());
        }
    }
}

/// Where the `>` stands that ends a document type with a subset in brackets.
fn end_of_subset(text: &str) -> Option<usize> {
    let close = text.find(']')?;
    Some(close + text[close..].find('>')?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_content_and_its_name() {
        for (file, head, format) in [
            ("a.txt", "A story.", Some(Format::PlainText)),
            ("A.TXT", "", Some(Format::PlainText)),
            ("a.json", "[]", Some(Format::Json)),
            ("a.json", "{\"title\": \"a\"}\n{\"title\": \"b\"}\n", Some(Format::JsonLines)),
            ("a", "{\"title\": \"a\"}\n\n{\"title\": \"b\"}", Some(Format::JsonLines)),
            ("a", "{\"title\": \"a\"}", Some(Format::Json)),
            ("export", " [\n { \"title\": \"a\"", Some(Format::Json)),
            ("a.txt", "{\"title\": \"a\"}\n{\"title\": \"b\"}", Some(Format::JsonLines)),
            ("a.txt", "[Applause] She said: \"No\": twice.", Some(Format::PlainText)),
            ("a.jsonl", "{}", Some(Format::JsonLines)),
            ("a.ndjson", "", Some(Format::JsonLines)),
            ("a.csv", "title,body", Some(Format::Table)),
            ("a.txt", "<?xml version='1.0'?>\n<rss version='2.0'>", Some(Format::Feed)),
            ("a.xml", "<rss xmlns:wp='http://wordpress.org/export/1.2/'>", Some(Format::Wxr)),
            ("a", "<feed xmlns='http://www.w3.org/2005/Atom'>", Some(Format::Feed)),
            ("a.xml", "<nar:newsItem xmlns:nar='x'>", Some(Format::NewsMl)),
            ("a.xml", "<note/>", None),
            ("a.xml", "{}", None),
            ("a", "A story.", None),
            ("a.html", "<!DOCTYPE html><html lang=en>", Some(Format::Html)),
            ("a.HTM", "A story.", Some(Format::Html)),
            ("page", "\n<!-- saved --><HTML>", Some(Format::Html)),
            ("a.txt", "<html><body>", Some(Format::Html)),
            ("a.md", "---\ntitle: a\n---\n", Some(Format::Markdown)),
            ("a.Markdown", "# A", Some(Format::Markdown)),
            (".txt", "A story.", None),
            ("a.exe", "{\"title\": 1}", None),
            ("a.docx", "PK\u{3}\u{4}", None),
            ("a.pdf", "%PDF-1.7", Some(Format::Pdf)),
            ("download", "%PDF-1.7", Some(Format::Pdf)),
            ("a.pdf", "\r\n%PDF-1.4", Some(Format::Pdf)),
            ("a.pdf", "<html>not found", Some(Format::Html)),
        ] {
            assert_eq!(Format::of(file, head.as_bytes()), format, "{file}: {head}");
        }
    }

    #[test]
    fn the_first_element_is_found_behind_what_may_stand_before_it() {
        for (text, name) in [
            ("<rss version='2.0'>", Some("rss")),
            ("\n<?xml version='1.0'?><!-- <no> --><rdf:RDF\nxmlns='x'>", Some("rdf:rdf")),
            ("<!DOCTYPE rss PUBLIC '-//N//DTD RSS 0.91//EN' 'http://x/rss.dtd'><rss>", Some("rss")),
            ("<!DOCTYPE a [<!ENTITY x 'y>'> ] ><feed/>", Some("feed")),
            ("<!-- never closed", None),
            ("< 5", None),
            ("text <rss>", None),
        ] {
            assert_eq!(root(text).as_deref(), name, "{text}");
        }
    }
}
