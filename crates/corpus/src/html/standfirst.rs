//! The standfirst: the line or two under a headline that say what the article is about.

use super::blocks::{Block, blocks, is_unread};
use super::dom::{Dom, attributes};
use super::evidence::word_hashes;
use super::lines::is_boilerplate;
use super::metadata::Metadata;
use super::names::STANDFIRSTS;
use super::signs::{Sign, words_of};
use super::tags::Tag;
use super::view::View;

/// How many words a standfirst has at most.
const MAX_WORDS: u32 = 90;

/// How many elements up a name may say that something is a standfirst.
const MAX_LEVELS: usize = 3;

/// The standfirst, where the page shows one between its headline and its text.
///
/// * Shape: `first` is the first node of the text; `texts` are its paragraphs, which may begin with the standfirst themselves.
pub(super) fn standfirst(view: &View<'_, '_>, metadata: &Metadata, first: usize, texts: &[String]) -> Option<String> {
    let dom = view.dom;
    let title = metadata.title_node.filter(|title| *title < first)?;
    let skips = |at: usize| is_unread(dom.nodes[at].tag) || matches!(view.signs[at], Sign::Hidden | Sign::Comments);
    let between = blocks(dom, dom.nodes[title].end as usize..first, skips);
    let found = between.into_iter().find(|block| {
        (4..=MAX_WORDS).contains(&block.n_words)
            && block.linked_share() < 0.3
            && !metadata.titles.contains(&block.text)
            && !is_boilerplate(&block.text, block.n_words)
            && is_named(dom, block)
    })?;
    // Where the description is the beginning of the text, the text has it.
    let is_repeated = texts.iter().take(3).any(|text| is_beginning(&found.text, text) || holds(text, &found.text));
    (!is_repeated).then_some(found.text)
}

/// Whether a text has nearly all words of another.
fn holds(text: &str, other: &str) -> bool {
    let (text, other) = (word_hashes(text), word_hashes(other));
    other.iter().filter(|word| text.contains(word)).count() * 10 >= other.len() * 8
}

/// Whether one of two texts is the beginning of the other, however it is cut short.
fn is_beginning(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).take(200).collect() };
    let (a, b) = (letters(a), letters(b));
    let n = a.len().min(b.len());
    n >= 20 && a[..n] == b[..n]
}

/// Whether the name of what holds a block calls it a standfirst.
fn is_named(dom: &Dom<'_>, block: &Block) -> bool {
    let mut at = block.holder as usize;
    for _ in 0..MAX_LEVELS {
        let node = &dom.nodes[at];
        if at == 0 || matches!(node.tag, Tag::Body | Tag::Article | Tag::Main) {
            return false;
        }
        let named = attributes(node.raw).any(|(name, value)| {
            matches!(name, "class" | "id" | "data-testid" | "itemprop")
                && value
                    .split_ascii_whitespace()
                    .any(|name| words_of(name, |words| words.iter().any(|word| STANDFIRSTS.contains(word))))
        });
        if named {
            return true;
        }
        at = node.parent as usize;
    }
    false
}
