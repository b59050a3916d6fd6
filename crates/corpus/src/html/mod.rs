//! HTML pages: one page, one article.
//!
//! What a page states outranks what it looks like: JSON-LD, `<meta>` and `<link>` first ([`metadata`]), then the names of
//! elements and the thickness of running text ([`body`]). No page is fetched, no script is run.

mod blocks;
mod body;
mod builder;
mod chapters;
mod days;
mod dom;
mod entities;
mod evidence;
mod gathered;
mod holder;
mod json_ld;
mod kept;
mod lines;
mod metadata;
mod names;
mod signs;
mod standfirst;
mod tags;
mod view;

use newsprint_model::Span;

use crate::draft::{Draft, Place, line_at, line_holding};
use crate::{Imported, ReadOptions, encodings, error, warning};

pub(crate) use blocks::fragment_paragraphs;
pub(crate) use chapters::{BookPage, Stretch, book_page};
pub(crate) use metadata::host;

use body::Body;
use dom::Dom;
use tags::Tag;

/// The longest page read.
///
/// * Unit: bytes.
const MAX_PAGE_BYTES: usize = 64 << 20;

/// How far into a page its encoding may be declared.
const DECLARATION_BYTES: usize = 4096;

/// Where a page came from, when that is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'o> {
    /// Its address.
    pub address: &'o str,
    /// The encoding that its server declared, which outranks what the page declares.
    pub charset: Option<&'o str>,
}

/// Reads a page as one article.
///
/// * Errors: as problems; a page without text gives none, and a sentence on what to do.
/// * Cost: linear in the page, with no recursion.
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    read_from(file, bytes, options, None)
}

/// Reads a page that came from somewhere: what the page does not say of itself is taken from there.
pub(crate) fn read_from(file: &str, bytes: &[u8], options: &ReadOptions, origin: Option<&Origin<'_>>) -> Imported {
    if bytes.len() > MAX_PAGE_BYTES {
        let message = "is longer than the 64 MB that are read of a page: take the article out of it and save that.";
        return Imported::failed(file, None, message.to_owned());
    }
    let served = origin.and_then(|origin| origin.charset).map(str::to_owned);
    let decoded = encodings::decode(bytes, served.or_else(|| declared_encoding(bytes)).as_deref());
    let mut imported = Imported::default();
    imported.problems.extend(decoded.remark.map(|remark| warning(file, None, remark)));
    let page = decoded.text.as_ref();
    let dom = Dom::parse(page);
    if dom.is_cut {
        let message = format!("has more than {} tags: only its beginning was read.", dom::MAX_NODES);
        imported.problems.push(warning(file, None, message));
    }
    if let Some(at) = dom.too_deep_at {
        let message = format!(
            "has elements in more than {} others; what lies deeper was read as if it stood beside them.",
            dom::MAX_DEPTH
        );
        imported.problems.push(warning(file, Some(line_at(page, at)), message));
    }
    let metadata = metadata::metadata(&dom, origin.map(|origin| origin.address));
    let Body::Text(paragraphs) = body::body(&dom, &metadata) else {
        let message = "lists articles and is none itself, so it was left out: give the articles' own pages.";
        imported.problems.push(warning(file, None, message.to_owned()));
        return imported;
    };
    if paragraphs.is_empty() {
        imported.problems.push(error(file, None, no_text(&dom).to_owned()));
        return imported;
    }
    let kept = paragraphs.iter().chain(&metadata.title);
    let n_kept: u64 = kept.map(|text| text.split_whitespace().count() as u64).sum();
    let lang = metadata.lang.filter(|lang| !is_template_language(lang, &paragraphs));
    let draft = Draft {
        title: metadata.title,
        date_line: metadata.date.as_ref().and_then(|date| line_holding(page, date)),
        date: metadata.date,
        byline: metadata.byline,
        source: metadata.source,
        lang,
        url: metadata.url,
        bodies: paragraphs,
        ..Draft::default()
    };
    let end = u32::try_from(page.chars().count()).unwrap_or(u32::MAX);
    let place = Place { file, line: 1, span: Span { start: 0, end } };
    imported.articles.extend(draft.finish(&place, options, &mut imported.problems));
    if !imported.articles.is_empty() {
        imported.n_words_around = dom.n_words().saturating_sub(n_kept);
    }
    imported
}

/// Why a page without text has none, and what to do.
fn no_text(dom: &Dom<'_>) -> &'static str {
    let has = |tag: Tag| dom.nodes.iter().any(|node| node.tag == tag);
    if has(Tag::Frameset) || has(Tag::Frame) {
        "holds frames and no text of its own, so it was left out: give the page that stands in the frame."
    } else if has(Tag::Script) {
        "holds no text, only scripts that would fetch it, so it was left out: open it in a browser and save the page once it \
         shows the text."
    } else {
        "holds no text that reads as an article, so it was left out: give the article's own page."
    }
}

/// Whether a language tag cannot be true: templates say `en` around texts in another script.
fn is_template_language(lang: &str, paragraphs: &[String]) -> bool {
    if !lang.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en")) {
        return false;
    }
    let letters = || paragraphs.iter().flat_map(|text| text.chars()).filter(|c| c.is_alphabetic()).take(2000);
    letters().filter(|c| *c > '\u{24f}').count() * 2 > letters().count()
}

/// What a page's `<meta charset>` or its older form says of the encoding.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]).to_ascii_lowercase();
    let mut rest = head.as_str();
    while let Some((_, meta)) = rest.split_once("<meta") {
        let (tag, after) = meta.split_once('>').unwrap_or((meta, ""));
        if let Some((_, value)) = tag.split_once("charset") {
            let value =
                value.trim_start().strip_prefix('=').unwrap_or_default().trim_start().trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| c.is_whitespace() || "\"';/>".contains(c)).unwrap_or(value.len());
            if end > 0 {
                return Some(value[..end].to_owned());
            }
        }
        rest = after;
    }
    encodings::declared_in_xml(bytes).map(str::to_owned)
}
