//! XML read leniently, one record at a time: what can be read of an ill-formed document is, and nothing outside it is ever fetched.

use newsprint_model::{Problem, Span};
use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

use crate::{encodings, error, warning};

/// How deep elements may lie in each other; what lies deeper counts as text of the last.
const MAX_DEPTH: usize = 256;

/// An element and what it holds.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Its name in small letters, with the usual prefix of its namespace; see [`NAMESPACES`].
    pub name: String,
    /// Its attributes, named likewise.
    pub attributes: Vec<(String, String)>,
    /// What it holds, in order.
    pub children: Vec<Node>,
    /// The line it begins on.
    pub line: u32,
    /// All of it, in code points of the file's text.
    pub span: Option<Span>,
}

/// Something in an element.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

/// Namespaces by the beginning of their address, and the prefix under which they are known here whatever a document calls them.
/// Those of feeds, NewsML-G2 and XHTML have none: their names are told apart by where they stand.
const NAMESPACES: [(&str, &str); 26] = [
    ("http://my.netscape.com/rdf/simple/0.9/", ""),
    ("http://channel.netscape.com/rdf/simple/0.9/", ""),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://purl.org/rss/1.0/modules/syndication/", "sy"),
    ("http://purl.org/rss/1.0/modules/", "module"),
    ("http://purl.org/rss/1.0/", ""),
    ("http://purl.org/net/rss1.1", ""),
    ("http://backend.userland.com/rss", ""),
    ("http://blogs.law.harvard.edu/tech/rss", ""),
    ("http://purl.org/atom/ns#", ""),
    ("http://www.w3.org/2005/atom", ""),
    ("http://www.w3.org/1999/xhtml", ""),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://www.w3.org/xml/1998/namespace", "xml"),
    ("http://purl.org/dc/", "dc"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://wordpress.org/export/1.0/excerpt/", "excerpt"),
    ("http://wordpress.org/export/1.1/excerpt/", "excerpt"),
    ("http://wordpress.org/export/1.2/excerpt/", "excerpt"),
    ("http://wordpress.org/export/", "wp"),
    ("http://www.w3.org/2007/app", "app"),
    ("http://purl.org/atom/app", "app"),
    ("http://iptc.org/std/nar/", ""),
    ("http://www.iptc.org/std/nar/", ""),
    ("http://iptc.org/std/nitf/", ""),
];

/// The prefix under which a namespace is known here; `None` when it is none of ours.
fn known(namespace: &str) -> Option<&'static str> {
    let lower = namespace.trim().to_ascii_lowercase();
    if lower.is_empty() {
        return Some("");
    }
    NAMESPACES.iter().find(|(start, _)| lower.starts_with(start)).map(|(_, prefix)| *prefix)
}

impl Element {
    /// The first element of this name directly in it.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| child.name == name)
    }

    /// The elements directly in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of this name directly in it.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |child| child.name == name)
    }

    /// The first element of this name anywhere in it, itself aside.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.elements().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// An attribute that is not blank.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(other, _)| other == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// All text in it, trimmed; `None` when there is none.
    pub fn text(&self) -> Option<String> {
        let mut text = String::new();
        self.add_text(&mut text);
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// The text of the first element of this name that has any.
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.all(name).find_map(Element::text)
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(piece) => text.push_str(piece),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// What it holds as HTML.
    pub fn inner_html(&self) -> String {
        let mut html = String::new();
        self.add_html(&mut html);
        html
    }

    fn add_html(&self, html: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => {
                    for c in text.chars() {
                        match c {
                            '<' => html.push_str("&lt;"),
                            '&' => html.push_str("&amp;"),
                            c => html.push(c),
                        }
                    }
                }
                Node::Element(element) => {
                    html.extend(["<", &element.name, ">"]);
                    element.add_html(html);
                    html.extend(["</", &element.name, ">"]);
                }
            }
        }
    }

    /// Whether it holds elements.
    pub fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }
}

/// What is done with a record: the record, and the elements around it, outermost first, with what stood in them before it.
pub(crate) type OnRecord<'f> = dyn FnMut(Element, &[Element], &mut Vec<Problem>) + 'f;

/// Reads a document, handing over each record as soon as it ends; records are not kept.
///
/// * Shape: `is_record` is asked of names as [`Element::name`] has them; a record in a record is part of it.
/// * Errors: as problems, naming the line; what was read before them stays read, and the answer is the outermost element without its records.
/// * Cost: linear.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    is_record: &dyn Fn(&str) -> bool,
    on_record: &mut OnRecord<'_>,
    problems: &mut Vec<Problem>,
) -> Element {
    let decoded = encodings::decode(bytes, encodings::declared_in_xml(bytes));
    problems.extend(decoded.remark.map(|remark| warning(file, None, remark)));
    let text = decoded.text.as_ref();
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut open = Open {
        elements: Vec::new(),
        raw_names: Vec::new(),
        bindings: Vec::new(),
        n_deeper: 0,
        nth_record: None,
        root: None,
    };
    let mut at = Cursor { text, byte: 0, line: 1, n_chars: 0 };
    let mut told_entities = false;
    loop {
        at.advance(reader.buffer_position() as usize);
        let (line, start) = (at.line, at.n_chars);
        match reader.read_event() {
            Ok(Event::Start(tag)) => open.start(&tag, line, start, is_record),
            Ok(Event::Empty(tag)) => {
                at.advance(reader.buffer_position() as usize);
                if open.start(&tag, line, start, is_record) == Started::Opened {
                    open.close(at.n_chars, on_record, problems);
                } else {
                    open.n_deeper -= 1;
                }
                continue;
            }
            Ok(Event::End(tag)) => {
                at.advance(reader.buffer_position() as usize);
                open.end(tag.name().0, at.n_chars, on_record, problems);
                continue;
            }
            Ok(Event::Text(piece)) => {
                open.text(&piece.into_inner());
                Started::Deeper
            }
            Ok(Event::CData(piece)) => {
                open.text(&piece.into_inner());
                Started::Deeper
            }
            Ok(Event::GeneralRef(named)) => {
                match named.resolve_char_ref() {
                    Ok(Some(c)) => open.text(meant(c).encode_utf8(&mut [0; 4])),
                    _ => {
                        let name = named.into_inner();
                        match resolve_html5_entity(&name) {
                            Some(text) => open.text(text),
                            None => open.text(&format!("&{name};")),
                        }
                    }
                }
                Started::Deeper
            }
            Ok(Event::DocType(declared)) => {
                if declared.into_inner().to_ascii_lowercase().contains("<!entity") && !told_entities {
                    told_entities = true;
                    let message =
                        "declares entities of its own: they are not replaced, and nothing they point at is fetched.";
                    problems.push(warning(file, Some(line), message.to_owned()));
                }
                Started::Deeper
            }
            Ok(Event::Eof) => break,
            Ok(_) => Started::Deeper,
            Err(fault) => {
                at.advance(reader.error_position() as usize);
                let message =
                    format!("is ill-formed XML: {fault}; what stands before it was read, and nothing after it.");
                problems.push(error(file, Some(at.line), message));
                break;
            }
        };
    }
    while !open.elements.is_empty() {
        open.close(at.n_chars, on_record, problems);
    }
    open.root.unwrap_or_default()
}

/// What a numbered character means: those that are control characters by their number were written on Windows.
fn meant(c: char) -> char {
    match u8::try_from(c as u32) {
        Ok(byte @ 0x80..=0x9F) => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(c)
        }
        _ => c,
    }
}

/// A place in a text, moved forward only.
struct Cursor<'t> {
    text: &'t str,
    byte: usize,
    line: u32,
    n_chars: u32,
}

impl Cursor<'_> {
    fn advance(&mut self, byte: usize) {
        let passed = &self.text.as_bytes()[self.byte..byte.clamp(self.byte, self.text.len())];
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u32;
        self.n_chars += passed.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32;
        self.byte += passed.len();
    }
}

/// Whether an element that begins is kept.
#[derive(PartialEq, Eq)]
enum Started {
    Opened,
    Deeper,
}

/// The elements that have begun and not ended.
struct Open {
    elements: Vec<Element>,
    /// Their names as written, and how many namespaces were known before each.
    raw_names: Vec<(String, usize)>,
    /// Prefixes as written, and as they are known here.
    bindings: Vec<(String, String)>,
    /// How many are open beyond [`MAX_DEPTH`].
    n_deeper: usize,
    /// Which of them is a record.
    nth_record: Option<usize>,
    root: Option<Element>,
}

impl Open {
    fn start(&mut self, tag: &BytesStart<'_>, line: u32, start: u32, is_record: &dyn Fn(&str) -> bool) -> Started {
        if self.elements.len() >= MAX_DEPTH {
            self.n_deeper += 1;
            return Started::Deeper;
        }
        let n_bindings = self.bindings.len();
        let mut attributes = Vec::new();
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let name = attribute.key.0;
            let value = attribute.value;
            if let Some(prefix) = name.strip_prefix("xmlns:").or((name == "xmlns").then_some("")) {
                let known = known(&value).map_or_else(|| prefix.to_lowercase(), str::to_owned);
                self.bindings.push((prefix.to_owned(), known));
                continue;
            }
            let value = match unescape_with(&value, resolve_html5_entity) {
                Ok(value) => value.into_owned(),
                Err(_) => value.into_owned(),
            };
            attributes.push((name.to_owned(), value));
        }
        for (name, _) in &mut attributes {
            *name = if name.contains(':') { self.known_name(name) } else { name.to_lowercase() };
        }
        let raw = tag.name().0.to_owned();
        let name = self.known_name(&raw);
        if self.nth_record.is_none() && is_record(&name) {
            self.nth_record = Some(self.elements.len());
        }
        self.elements.push(Element {
            name,
            attributes,
            children: Vec::new(),
            line,
            span: Some(Span { start, end: start }),
        });
        self.raw_names.push((raw, n_bindings));
        Started::Opened
    }

    /// A name with the prefix under which its namespace is known here.
    fn known_name(&self, raw: &str) -> String {
        let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
        let bound = self.bindings.iter().rev().find(|(bound, _)| bound == prefix).map(|(_, known)| known.as_str());
        let prefix = match bound {
            Some(known) => known.to_owned(),
            // Prefixes that nobody declared mean what they usually mean.
            None => prefix.to_lowercase().replace("dcterms", "dc"),
        };
        let local = local.to_lowercase();
        if prefix.is_empty() || matches!(prefix.as_str(), "atom" | "rss" | "xhtml") {
            local
        } else {
            format!("{prefix}:{local}")
        }
    }

    fn text(&mut self, text: &str) {
        let Some(last) = self.elements.last_mut() else { return };
        match last.children.last_mut() {
            Some(Node::Text(open)) => open.push_str(text),
            _ => last.children.push(Node::Text(text.to_owned())),
        }
    }

    fn end(&mut self, raw: &str, end: u32, on_record: &mut OnRecord<'_>, problems: &mut Vec<Problem>) {
        if self.n_deeper > 0 {
            self.n_deeper -= 1;
            return;
        }
        // An end without a beginning is passed over; one that ends others too ends them.
        let raw = raw.trim_end();
        let Some(nth) = self.raw_names.iter().rposition(|(name, _)| name == raw) else { return };
        while self.elements.len() > nth {
            self.close(end, on_record, problems);
        }
    }

    fn close(&mut self, end: u32, on_record: &mut OnRecord<'_>, problems: &mut Vec<Problem>) {
        let (Some(mut element), Some((_, n_bindings))) = (self.elements.pop(), self.raw_names.pop()) else { return };
        self.bindings.truncate(n_bindings);
        if let Some(span) = &mut element.span {
            span.end = end;
        }
        if self.nth_record == Some(self.elements.len()) {
            self.nth_record = None;
            on_record(element, &self.elements, problems);
        } else if let Some(parent) = self.elements.last_mut() {
            parent.children.push(Node::Element(element));
        } else if self.root.is_none() {
            self.root = Some(element);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names and texts of the records, and what was found wrong.
    fn records(text: &str) -> (Vec<String>, Vec<String>) {
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        let mut note = |record: Element, around: &[Element], _: &mut Vec<Problem>| {
            let names: Vec<&str> = around.iter().map(|element| element.name.as_str()).collect();
            found.push(format!("{}/{}@{}: {}", names.join("/"), record.name, record.line, record.inner_html().trim()));
        };
        read("f.xml", text.as_bytes(), &|name| name == "item", &mut note, &mut problems);
        (found, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn records_are_found_whatever_their_prefixes() {
        for (text, wanted) in [
            ("<rss>\n<item>a<b>c</b></item></rss>", "rss/item@2: a<b>c</b>"),
            ("<r:rss xmlns:r='http://purl.org/rss/1.0/'><r:item>a</r:item></r:rss>", "rss/item@1: a"),
            (
                "<rss><item xmlns:x='http://purl.org/dc/elements/1.1/'><x:date>d</x:date></item></rss>",
                "rss/item@1: <dc:date>d</dc:date>",
            ),
            ("<rss><item><dc:date>d</dc:date></item></rss>", "rss/item@1: <dc:date>d</dc:date>"),
            ("<rss><item>&eacute;&#233;&lt;&unknown; A & B</item></rss>", "rss/item@1: éé&lt;&amp;unknown; A &amp; B"),
            ("<rss><item>it&#146;s</item></rss>", "rss/item@1: it’s"),
            ("<rss><item><![CDATA[<p>x</p>]]></item></rss>", "rss/item@1: &lt;p>x&lt;/p>"),
            ("<rss><item>a</b><c>d</item></rss>", "rss/item@1: a<c>d</c>"),
            ("<rss><item>never ended", "rss/item@1: never ended"),
        ] {
            let (found, problems) = records(text);
            assert_eq!((found, problems), (vec![wanted.to_owned()], Vec::new()), "{text}");
        }
    }

    #[test]
    fn what_is_ill_formed_is_named_with_its_line_and_what_stood_before_is_kept() {
        let (found, problems) = records("<rss>\n<item>one</item>\n<item>two<!-- never closed");
        assert_eq!(found, ["rss/item@2: one", "rss/item@3: two"]);
        assert!(problems.len() == 1 && problems[0].starts_with("f.xml:3: error: is ill-formed XML"), "{problems:?}");
    }

    #[test]
    fn entities_of_a_document_are_never_replaced() {
        let bomb = "<!DOCTYPE rss [\n<!ENTITY a 'aaaaaaaaaa'>\n<!ENTITY b '&a;&a;&a;&a;&a;&a;'>\n<!ENTITY x SYSTEM 'file:///etc/passwd'>\n]>\n\
                    <rss><item>&b; and &x;</item></rss>";
        let (found, problems) = records(bomb);
        assert_eq!(found, ["rss/item@6: &amp;b; and &amp;x;"]);
        assert!(problems.len() == 1 && problems[0].contains("declares entities"), "{problems:?}");
    }

    #[test]
    fn deep_nesting_neither_overflows_nor_loses_what_follows() {
        let deep =
            format!("<rss><item>{}x{}</item><item>after</item></rss>", "<b>".repeat(100_000), "</b>".repeat(100_000));
        let (found, problems) = records(&deep);
        assert_eq!((found.len(), found[1].as_str(), problems.len()), (2, "rss/item@1: after", 0));
    }
}
