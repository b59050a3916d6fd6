//! A page of a book: all its text, cut where its list of contents points into it.

use std::collections::BTreeMap;

use super::blocks::{blocks, is_unread};
use super::dom::Dom;
use super::tags::Tag;

/// A stretch of a page, from one place that is pointed at to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stretch {
    /// Which of the places it begins at; `None` for what stands before the first.
    pub place: Option<usize>,
    /// Its first heading, if it begins with one.
    pub heading: Option<String>,
    /// Its text; the heading is the first paragraph.
    pub paragraphs: Vec<String>,
    /// How many words of the text there are, and how many of them are links.
    pub n_words: u32,
    /// See `n_words`.
    pub n_linked: u32,
}

/// A page of a book.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct BookPage {
    /// What its head calls it.
    pub title: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// What its body is by the terms of EPUB: `cover`, `toc` ...
    pub kind: Option<String>,
    /// Its text in order.
    pub stretches: Vec<Stretch>,
}

/// Reads a page of a book.
///
/// * Shape: `places` are ids of elements that a new stretch begins at.
/// * Cost: linear.
pub(crate) fn book_page(page: &str, places: &[String]) -> BookPage {
    let page = opened(page);
    let dom = Dom::parse(&page);
    let nth_of: BTreeMap<&str, usize> = places.iter().enumerate().map(|(nth, id)| (id.as_str(), nth)).collect();
    let mut read = BookPage::default();
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for (at, node) in dom.nodes.iter().enumerate() {
        if node.tag == Tag::Text {
            continue;
        }
        if read.title.is_none() && node.tag == Tag::Title {
            read.title = Some(dom.text(at)).filter(|title| !title.is_empty());
        }
        if matches!(node.tag, Tag::Html | Tag::Body) {
            let lang = dom.attribute(at, "xml:lang").or_else(|| dom.attribute(at, "lang"));
            read.lang = read.lang.or(lang.map(|lang| lang.into_owned()));
            read.kind = read.kind.or(dom.attribute(at, "epub:type").map(|kind| kind.into_owned()));
        }
        if !nth_of.is_empty()
            && let Some(&nth) = dom.attribute(at, "id").and_then(|id| nth_of.get(id.as_ref()))
        {
            starts.push((at, nth));
        }
    }
    let skips = |at: usize| is_unread(dom.nodes[at].tag);
    let mut starts = starts.into_iter().peekable();
    let mut stretch = Stretch::default();
    for block in blocks(&dom, 1..dom.nodes.len(), skips) {
        while let Some((_, nth)) = starts.next_if(|(at, _)| *at <= block.node as usize) {
            let ended = std::mem::replace(&mut stretch, Stretch { place: Some(nth), ..Stretch::default() });
            read.stretches.push(ended);
        }
        if stretch.paragraphs.is_empty() && dom.nodes[block.holder as usize].tag.is_heading() {
            stretch.heading = Some(block.text.clone());
        }
        stretch.n_words += block.n_words;
        stretch.n_linked += block.n_linked;
        stretch.paragraphs.push(block.text);
    }
    read.stretches.push(stretch);
    read.stretches.retain(|stretch| !stretch.paragraphs.is_empty());
    read
}

/// The page with elements that hold raw text and end at once, as XML allows, ended as HTML has it.
fn opened(page: &str) -> String {
    const RAW: [&str; 6] = ["title", "script", "style", "iframe", "textarea", "noscript"];
    let mut opened = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(end) = rest.find("/>") {
        let (before, after) = rest.split_at(end);
        opened.push_str(before);
        let name = before.rsplit('<').next().unwrap_or_default();
        let name = name.split(|c: char| c.is_whitespace()).next().unwrap_or_default().to_ascii_lowercase();
        if RAW.contains(&name.as_str()) {
            opened.extend(["></", name.as_str(), ">"]);
        } else {
            opened.push_str("/>");
        }
        rest = &after[2..];
    }
    opened.push_str(rest);
    opened
}
