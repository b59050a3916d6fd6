//! Which of a page's blocks are the article's text.
//!
//! Four steps, each over the page once. What is beside the text by its kind or name is left out. What JSON-LD gives as the
//! text, the names of elements, and where running text is thickest say which element holds it. Of that element's blocks
//! those that are no text go: links standing alone, headings over nothing, credits, invitations. If nothing is left, what
//! JSON-LD gives is the text.

use super::blocks::{Block, n_words};
use super::dom::Dom;
use super::evidence::{Evidence, given_paragraphs};
use super::metadata::Metadata;
use super::standfirst::standfirst;
use super::tags::Tag;
use super::view::View;

/// A text of fewer words is no evidence for where the article stands.
pub(super) const MIN_EVIDENCE_WORDS: u32 = 40;

/// A page in whose text so many headings lead elsewhere is a list of articles.
const MIN_TEASERS: usize = 5;

/// A teaser has fewer words than this, a section of an article mostly more.
///
/// * Unit: words for each heading, on average.
const MAX_TEASER_WORDS: usize = 60;

/// What a page holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    /// The paragraphs of its article; none where it has no text.
    Text(Vec<String>),
    /// Headlines of other pages with a line or two each.
    List,
}

/// The article's paragraphs.
///
/// * Cost: linear in the page.
pub(crate) fn body(dom: &Dom<'_>, metadata: &Metadata) -> Body {
    let view = View::of(dom, metadata.title_node);
    let given = metadata.body.as_deref().map(given_paragraphs).unwrap_or_default();
    let n_given: u32 = given.iter().map(|text| n_words(text)).sum();
    let evidence = (n_given >= MIN_EVIDENCE_WORDS).then(|| Evidence::of(&given, &view.blocks));
    let holder = view.holder(evidence.as_ref(), metadata.title_node);
    let inside = |block: &Block| {
        let node = block.node;
        node > holder && node < dom.nodes[holder as usize].end
    };
    let first = view.blocks.iter().position(inside).unwrap_or(0);
    let last = view.blocks.iter().rposition(inside).map_or(first, |last| last + 1);
    let chosen = view.kept(holder, first..last, evidence.as_ref(), metadata);
    let mut texts: Vec<String> = chosen.iter().map(|at| view.blocks[*at].text.clone()).collect();
    if n_given < MIN_EVIDENCE_WORDS && is_list(&view, first..last, &chosen) {
        return Body::List;
    }
    let n_chosen: u32 = chosen.iter().map(|at| view.blocks[*at].n_words).sum();
    if n_given >= MIN_EVIDENCE_WORDS && n_chosen * 2 < n_given {
        return Body::Text(given);
    }
    let first = chosen.first().map_or(0, |at| view.blocks[*at].node as usize);
    if let Some(standfirst) = standfirst(&view, metadata, first, &texts) {
        texts.insert(0, standfirst);
    }
    Body::Text(texts)
}

/// Whether a stretch of a page is headlines that lead elsewhere, with a teaser each.
fn is_list(view: &View<'_, '_>, range: std::ops::Range<usize>, chosen: &[usize]) -> bool {
    let is_teaser = |block: &Block| {
        let tag = view.dom.nodes[block.holder as usize].tag;
        tag.is_heading() && tag != Tag::H1 && block.n_words >= 3 && block.linked_share() > 0.8
    };
    let n_teasers = view.blocks[range].iter().filter(|block| is_teaser(block)).count();
    let n_words: usize = chosen.iter().map(|at| view.blocks[*at].n_words as usize).sum();
    n_teasers >= MIN_TEASERS && n_words < n_teasers * MAX_TEASER_WORDS
}
