//! Books and magazines (EPUB): one story for each document of the reading order, or for each place in it that the list of contents names.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use newsprint_model::Span;

use crate::draft::{Draft, Place, one_line};
use crate::html::{BookPage, Stretch, book_page};
use crate::stories::shortened;
use crate::xml::{self, Element};
use crate::{Imported, ReadOptions, encodings, error, note, warning};

/// The longest document read of a book.
///
/// * Unit: bytes.
const MAX_DOCUMENT_BYTES: u64 = 64 << 20;

/// How much is unpacked of a book in all.
///
/// * Unit: bytes.
const MAX_BOOK_BYTES: u64 = 512 << 20;

/// How many documents are read of a book.
const MAX_DOCUMENTS: usize = 50_000;

/// How deep an entry of the list of contents may lie to be a story of its own: sections, and articles in them. What lies deeper is a part of one.
const MAX_DEPTH: usize = 2;

/// What documents are, by the terms of EPUB, that hold no story.
const NO_STORIES: [&str; 16] = [
    "cover",
    "titlepage",
    "title-page",
    "halftitlepage",
    "toc",
    "landmarks",
    "page-list",
    "copyright-page",
    "colophon",
    "index",
    "loi",
    "lot",
    "imprint",
    "frontmatter toc",
    "backmatter toc",
    "masthead",
];

/// Whether a packed file is a book: its first member says so.
pub(crate) fn is_epub(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
        && head.get(30..).is_some_and(|rest| rest.starts_with(b"mimetypeapplication/epub+zip"))
}

/// Reads a book.
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let mut imported = Imported::default();
    match Book::open(file, bytes, &mut imported) {
        Ok(mut book) => book.stories(options, &mut imported),
        Err(message) => imported.problems.push(error(file, None, message)),
    }
    imported
}

/// A document of the reading order.
#[derive(Debug)]
struct Document {
    path: String,
    is_story: bool,
}

/// What the list of contents names.
#[derive(Debug, Default)]
struct Entries {
    /// By document: places in it, by the id of an element or empty for its beginning, with their labels.
    by_document: BTreeMap<String, Vec<(String, String)>>,
}

struct Book<'b> {
    file: &'b str,
    archive: zip::ZipArchive<Cursor<&'b [u8]>>,
    budget: Cell<u64>,
    documents: Vec<Document>,
    entries: Entries,
    /// What is said of the whole.
    about: Draft,
}

impl<'b> Book<'b> {
    /// Reads everything but the stories.
    ///
    /// * Errors: why it cannot be read at all.
    fn open(file: &'b str, bytes: &'b [u8], imported: &mut Imported) -> Result<Book<'b>, String> {
        let archive =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|fault| format!("could not be unpacked: {fault}."))?;
        let mut book = Book {
            file,
            archive,
            budget: Cell::new(MAX_BOOK_BYTES),
            documents: Vec::new(),
            entries: Entries::default(),
            about: Draft::default(),
        };
        let container = book.xml("META-INF/container.xml", imported)?;
        let package = found(&container, "rootfile").and_then(|root| root.attribute("full-path").map(str::to_owned));
        let path = package.ok_or("is a book whose container names no package: make it again.")?;
        let package = book.xml(&path, imported)?;
        book.read_package(&path, &package, imported);
        if book.documents.is_empty() {
            return Err("is a book without a reading order: nothing says what stands in it.".to_owned());
        }
        Ok(book)
    }

    /// A member's bytes.
    ///
    /// * Errors: a sentence's end.
    fn member(&mut self, path: &str) -> Result<Vec<u8>, String> {
        let member = self.archive.by_name(path);
        let member = member.map_err(|fault| format!("its `{}` could not be unpacked: {fault}.", shortened(path)))?;
        let most = MAX_DOCUMENT_BYTES.min(self.budget.get());
        let mut bytes = Vec::new();
        let read = member.take(most + 1).read_to_end(&mut bytes);
        read.map_err(|fault| format!("its `{}` could not be unpacked: {fault}.", shortened(path)))?;
        if bytes.len() as u64 > most {
            return Err(format!("its `{}` unpacks to far more than a book holds, and was left out.", shortened(path)));
        }
        self.budget.set(self.budget.get() - bytes.len() as u64);
        Ok(bytes)
    }

    /// A member that is XML.
    fn xml(&mut self, path: &str, imported: &mut Imported) -> Result<Element, String> {
        let bytes = self.member(path)?;
        let name = format!("{}/{path}", self.file);
        Ok(xml::read(&name, &bytes, &|_| false, &mut |_, _, _| {}, &mut imported.problems))
    }

    fn read_package(&mut self, path: &str, package: &Element, imported: &mut Imported) {
        let none = Element::default();
        let metadata = child(package, "metadata").unwrap_or(&none);
        let first = |name: &str| named(metadata, name).find_map(Element::text);
        let authors: Vec<String> =
            named(metadata, "creator").filter_map(Element::text).filter(|name| !is_maker(name)).collect();
        self.about = Draft {
            byline: (!authors.is_empty()).then(|| authors.join(", ")),
            source: first("title").or_else(|| first("publisher").filter(|name| !is_maker(name))),
            date: named(metadata, "date").find_map(Element::text),
            lang: first("language"),
            ..Draft::default()
        };
        let manifest = child(package, "manifest").unwrap_or(&none);
        let mut items: BTreeMap<&str, (String, &str)> = BTreeMap::new();
        let (mut list, mut old_list) = (None, None);
        for item in named(manifest, "item") {
            let (Some(id), Some(href)) = (item.attribute("id"), item.attribute("href")) else { continue };
            let target = joined(path, href).0;
            let media = item.attribute("media-type").unwrap_or_default();
            if item.attribute("properties").is_some_and(|all| all.split_whitespace().any(|one| one == "nav")) {
                list = Some(target.clone());
            } else if media == "application/x-dtbncx+xml" {
                old_list = Some(target.clone());
            }
            items.insert(id, (target, media));
        }
        let mut no_stories: BTreeSet<String> = list.iter().cloned().collect();
        for reference in child(package, "guide").map(|guide| named(guide, "reference")).into_iter().flatten() {
            if let (Some(kind), Some(href)) = (reference.attribute("type"), reference.attribute("href"))
                && NO_STORIES.contains(&kind.to_ascii_lowercase().as_str())
            {
                no_stories.insert(joined(path, href).0);
            }
        }
        let mut seen = BTreeSet::new();
        for step in child(package, "spine").map(|spine| named(spine, "itemref")).into_iter().flatten() {
            let Some((target, media)) = step.attribute("idref").and_then(|id| items.get(id)) else { continue };
            let is_text = media.contains("html") || media.is_empty();
            if is_text && seen.insert(target.clone()) && self.documents.len() < MAX_DOCUMENTS {
                let is_story = step.attribute("linear") != Some("no") && !no_stories.contains(target);
                self.documents.push(Document { path: target.clone(), is_story });
            }
        }
        // The newer list outranks the older one; a book whose list cannot be read is read without.
        for target in [list, old_list].into_iter().flatten() {
            match self.xml(&target, imported) {
                Ok(root) => self.entries.read(&target, &root),
                Err(message) => imported.problems.push(warning(self.file, None, message)),
            }
            if !self.entries.by_document.is_empty() {
                break;
            }
        }
    }

    fn stories(&mut self, options: &ReadOptions, imported: &mut Imported) {
        let encrypted = self.member("META-INF/encryption.xml").map(|list| String::from_utf8_lossy(&list).into_owned());
        let encrypted = encrypted.unwrap_or_default();
        let (mut n_left_out, mut n_locked) = (0_usize, 0_usize);
        for document in std::mem::take(&mut self.documents) {
            let is_locked = encrypted.contains(&format!("\"{}\"", document.path));
            if is_locked || !document.is_story {
                n_locked += usize::from(is_locked);
                n_left_out += usize::from(!is_locked);
                continue;
            }
            let bytes = match self.member(&document.path) {
                Ok(bytes) => bytes,
                Err(message) => {
                    imported.problems.push(error(self.file, None, message));
                    continue;
                }
            };
            let path = format!("{}/{}", self.file, document.path);
            let decoded = encodings::decode(&bytes, encodings::declared_in_xml(&bytes));
            imported.problems.extend(decoded.remark.map(|remark| warning(&path, None, remark)));
            let entries = self.entries.by_document.remove(&document.path).unwrap_or_default();
            let places: Vec<String> = match entries.len() {
                0 | 1 => Vec::new(),
                _ => entries.iter().map(|(id, _)| id.clone()).filter(|id| !id.is_empty()).collect(),
            };
            let page = book_page(&decoded.text, &places);
            if page.kind.as_deref().is_some_and(|kind| kind.split_whitespace().any(|kind| NO_STORIES.contains(&kind))) {
                n_left_out += 1;
                continue;
            }
            let label = |stretch: &Stretch| {
                let place = stretch.place.map_or("", |nth| places[nth].as_str());
                let entry = entries.iter().find(|(id, _)| id == place || (entries.len() == 1 && place.is_empty()));
                entry.map(|(_, label)| label.clone())
            };
            let n_chars = u32::try_from(decoded.text.chars().count()).unwrap_or(u32::MAX);
            let place = Place { file: &path, line: 1, span: Span { start: 0, end: n_chars } };
            let n_before = imported.articles.len();
            for stretch in &page.stretches {
                if let Some(draft) = self.draft(&page, stretch, label(stretch)) {
                    imported.articles.extend(draft.finish(&place, options, &mut imported.problems));
                }
            }
            n_left_out += usize::from(imported.articles.len() == n_before);
        }
        let documents = |n: usize| if n == 1 { "1 document".to_owned() } else { format!("{n} documents") };
        if n_locked > 0 {
            let message = format!(
                "{} of it {} encrypted, and left out: give a copy without protection.",
                documents(n_locked),
                if n_locked == 1 { "is" } else { "are" }
            );
            imported.problems.push(error(self.file, None, message));
        }
        if n_left_out > 0 {
            let message = format!(
                "{} passed over: covers, lists of contents and the like, which hold no story.",
                documents(n_left_out)
            );
            imported.problems.push(note(self.file, None, message));
        }
        if imported.articles.is_empty() {
            imported.problems.push(error(self.file, None, "is a book without any text that could be read.".to_owned()));
        }
    }

    /// A story; `None` when there is no text in it but a headline, or mostly links.
    fn draft(&self, page: &BookPage, stretch: &Stretch, label: Option<String>) -> Option<Draft> {
        if stretch.n_linked * 2 > stretch.n_words {
            return None;
        }
        let heading = stretch.heading.clone();
        let is_within = |label: &String| heading.as_ref().is_some_and(|heading| heading.contains(label.as_str()));
        let label = one_line(label).filter(|label| !is_within(label));
        let is_whole = page.stretches.len() == 1;
        let title = label.or(heading.clone()).or_else(|| page.title.clone().filter(|_| is_whole));
        let mut paragraphs = stretch.paragraphs.as_slice();
        if heading.is_some() || (paragraphs.len() > 1 && Some(&paragraphs[0]) == title.as_ref()) {
            paragraphs = &paragraphs[1..];
        }
        (!paragraphs.is_empty()).then(|| Draft {
            title,
            lang: page.lang.clone().or_else(|| self.about.lang.clone()),
            bodies: paragraphs.to_vec(),
            is_text: true,
            ..self.about.clone()
        })
    }
}

impl Entries {
    /// Reads a list of contents, the new form or the old.
    fn read(&mut self, path: &str, root: &Element) {
        if let Some(map) = found(root, "navmap") {
            self.points(path, map, 0);
            return;
        }
        let is_contents = |nav: &&Element| {
            nav.attribute("epub:type").is_some_and(|kind| kind.split_whitespace().any(|one| one == "toc"))
        };
        let mut navs = Vec::new();
        all(root, "nav", &mut navs);
        if let Some(nav) = navs.iter().copied().find(is_contents).or(navs.first().copied()) {
            for list in named(nav, "ol") {
                self.lines(path, list, 0);
            }
        }
    }

    /// The old form: points in points.
    fn points(&mut self, path: &str, above: &Element, depth: usize) {
        for point in named(above, "navpoint") {
            let label = child(point, "navlabel").and_then(Element::text);
            let target = child(point, "content").and_then(|content| content.attribute("src"));
            self.add(path, target, label, depth);
            self.points(path, point, depth + 1);
        }
    }

    /// The new form: lists in lists.
    fn lines(&mut self, path: &str, list: &Element, depth: usize) {
        for line in named(list, "li") {
            let link = child(line, "a");
            self.add(path, link.and_then(|link| link.attribute("href")), link.and_then(Element::text), depth);
            for list in named(line, "ol") {
                self.lines(path, list, depth + 1);
            }
        }
    }

    fn add(&mut self, path: &str, target: Option<&str>, label: Option<String>, depth: usize) {
        if depth >= MAX_DEPTH {
            return;
        }
        if let (Some(target), Some(label)) = (target, label) {
            let (document, place) = joined(path, target);
            let entries = self.by_document.entry(document).or_default();
            if let Some((_, standing)) = entries.iter_mut().find(|(id, _)| *id == place) {
                // A section and its first article begin at one place: the article is meant.
                *standing = label;
            } else {
                entries.push((place, label));
            }
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The elements of this name directly in one, whatever their prefix.
fn named<'e>(element: &'e Element, name: &'e str) -> impl Iterator<Item = &'e Element> {
    element.elements().filter(move |child| local(&child.name) == name)
}

fn child<'e>(element: &'e Element, name: &'e str) -> Option<&'e Element> {
    named(element, name).next()
}

/// The first element of this name at any depth, whatever its prefix.
fn found<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element.elements().find_map(|child| if local(&child.name) == name { Some(child) } else { found(child, name) })
}

/// All elements of this name at any depth.
fn all<'e>(element: &'e Element, name: &str, into: &mut Vec<&'e Element>) {
    for child in element.elements() {
        if local(&child.name) == name {
            into.push(child);
        }
        all(child, name, into);
    }
}

/// Whether a name is that of a program which makes books of feeds.
fn is_maker(name: &str) -> bool {
    matches!(name.trim().to_ascii_lowercase().as_str(), "calibre" | "unknown" | "pandoc" | "")
}

/// The path in the archive that a reference means, and the place in it.
fn joined(from: &str, reference: &str) -> (String, String) {
    let (path, place) = reference.split_once('#').unwrap_or((reference, ""));
    let mut parts: Vec<String> = Vec::new();
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = unescaped(path);
    let whole = if path.is_empty() { from.to_owned() } else { format!("{folder}/{path}") };
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part.to_owned()),
        }
    }
    (parts.join("/"), unescaped(place))
}

/// A reference with `%20` and the like undone.
fn unescaped(reference: &str) -> String {
    let mut bytes = Vec::with_capacity(reference.len());
    let mut rest = reference.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match code {
            Some(code) if byte == b'%' => {
                bytes.push(code);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn book(members: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file("mimetype", stored).unwrap();
        writer.write_all(b"application/epub+zip").unwrap();
        let container = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>";
        for (name, text) in [("META-INF/container.xml", container)].iter().chain(members) {
            writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    const PACKAGE: &str = "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>
        <dc:title>The Harbour Weekly</dc:title><dc:creator>calibre</dc:creator><dc:date>2023-11-19T00:00:00Z</dc:date><dc:language>en</dc:language></metadata>
        <manifest><item id='cover' href='cover.xhtml' media-type='application/xhtml+xml'/>
        <item id='nav' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>
        <item id='two' href='text/two%20stories.xhtml' media-type='application/xhtml+xml'/>
        <item id='one' href='text/one.xhtml' media-type='application/xhtml+xml'/>
        <item id='list' href='text/list.xhtml' media-type='application/xhtml+xml'/></manifest>
        <spine><itemref idref='cover'/><itemref idref='nav'/><itemref idref='one'/><itemref idref='list'/><itemref idref='two'/></spine></package>";
    const COVER: &str =
        "<html xmlns:epub='x'><body epub:type='cover'><p>The Harbour Weekly, price two pounds</p></body></html>";
    const LIST: &str =
        "<html><body><a href='one.xhtml'>A mill opens</a> <a href='x'>The pier</a> and more</body></html>";
    const ONE: &str = "<html><head><title/></head><body><h1>A mill opens</h1><p>The mill opened on Monday.</p><p>Bread follows.</p></body></html>";
    const TWO: &str = "<html xml:lang='de'><body><div id='a'><h2>Der Steg</h2><p>Der Steg ist gesperrt.</p></div><h2 id='b'>Das Boot</h2><p>Das Boot ist voll.</p></body></html>";
    const NAV: &str = "<html xmlns:epub='http://www.idpf.org/2007/ops'><body><nav epub:type='landmarks'><ol><li><a href='x'>no</a></li></ol></nav>
        <nav epub:type='toc'><ol><li><a href='text/one.xhtml'>Bread again</a></li><li><span>News</span><ol>
        <li><a href='text/two%20stories.xhtml#a'>Steg</a></li><li><a href='text/two%20stories.xhtml#b'>Das Boot</a></li></ol></li></ol></nav></body></html>";
    const NCX: &str = "<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap><navPoint><navLabel><text>Bread again</text></navLabel><content src='text/one.xhtml'/></navPoint>
        <navPoint><navLabel><text>News</text></navLabel><content src='text/two%20stories.xhtml#a'/><navPoint><navLabel><text>Steg</text></navLabel><content src='text/two%20stories.xhtml#a'/></navPoint>
        <navPoint><navLabel><text>Das Boot</text></navLabel><content src='text/two%20stories.xhtml#b'/></navPoint></navPoint></navMap></ncx>";

    #[test]
    fn each_document_or_declared_place_is_a_story_and_covers_and_lists_are_none() {
        let pages = [
            ("OPS/cover.xhtml", COVER),
            ("OPS/text/one.xhtml", ONE),
            ("OPS/text/two stories.xhtml", TWO),
            ("OPS/text/list.xhtml", LIST),
        ];
        let new = [&pages[..], &[("OPS/book.opf", PACKAGE), ("OPS/nav.xhtml", NAV)]].concat();
        let old_package = PACKAGE.replace(
            "href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'",
            "href='toc.ncx' media-type='application/x-dtbncx+xml'",
        );
        let old = [&pages[..], &[("OPS/book.opf", old_package.as_str()), ("OPS/toc.ncx", NCX)]].concat();
        for (members, n_passed) in [(new, "3 documents"), (old, "2 documents")] {
            let imported = crate::read("w.epub", &book(&members), &ReadOptions::default());
            let found: Vec<String> = imported
                .articles
                .iter()
                .map(|article| {
                    let text: Vec<&str> = article.paragraphs.iter().map(|p| p.text.as_str()).collect();
                    format!("{}|{}|{}|{}", article.title, article.lang, text.join("/"), article.file)
                })
                .collect();
            assert_eq!(
                found,
                [
                    "Bread again|en|The mill opened on Monday./Bread follows.|w.epub/OPS/text/one.xhtml",
                    "Der Steg|de|Der Steg ist gesperrt.|w.epub/OPS/text/two stories.xhtml",
                    "Das Boot|de|Das Boot ist voll.|w.epub/OPS/text/two stories.xhtml",
                ]
            );
            assert!(
                imported
                    .articles
                    .iter()
                    .all(|a| a.source.as_deref() == Some("The Harbour Weekly") && a.byline.is_none())
            );
            assert_eq!(
                imported.articles[0].date.as_ref().map(|date| date.span.to_string()).as_deref(),
                Some("2023-11-19")
            );
            let problems: Vec<String> = imported.problems.iter().map(ToString::to_string).collect();
            assert!(problems.len() == 1 && problems[0].contains(n_passed), "{problems:?}");
        }
    }

    #[test]
    fn a_book_that_cannot_be_read_says_why() {
        let locked = "<encryption><CipherReference URI=\"OPS/text/one.xhtml\"/></encryption>";
        let package = PACKAGE.replace("<itemref idref='two'/>", "");
        for (bytes, said) in [
            (book(&[]), "its `OPS/book.opf` could not be unpacked"),
            (book(&[("OPS/book.opf", "<package/>")]), "without a reading order"),
            (
                book(&[
                    ("OPS/book.opf", package.as_str()),
                    ("META-INF/encryption.xml", locked),
                    ("OPS/text/one.xhtml", ONE),
                ]),
                "1 document of it is encrypted",
            ),
            (book(&[("OPS/book.opf", package.as_str()), ("OPS/text/one.xhtml", "")]), "without any text"),
            (book(&[("OPS/book.opf", PACKAGE)])[..200].to_vec(), "could not be unpacked"),
        ] {
            let imported = crate::read("w.epub", &bytes, &ReadOptions::default());
            let problems: Vec<String> = imported.problems.iter().map(ToString::to_string).collect();
            assert!(imported.articles.is_empty(), "{said}");
            assert!(problems.iter().any(|problem| problem.contains(said)), "{said}: {problems:?}");
        }
    }
}
