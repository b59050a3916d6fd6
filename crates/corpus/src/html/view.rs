//! What is known of a page's elements: which stand beside the text, and how much running text each holds.

use super::blocks::{Block, blocks, ends_sentence, is_unread};
use super::dom::{Dom, attributes};
use super::names::PICTURES;
use super::signs::{Sign, sign, words_of};
use super::tags::Tag;

/// How many nodes an element has at most that holds a picture and nothing else.
const MAX_PICTURE_NODES: usize = 60;

/// What is known of a page's elements.
pub(super) struct View<'a, 'd> {
    pub dom: &'d Dom<'a>,
    pub signs: Vec<Sign>,
    /// Left out with all it holds, by node.
    pub dropped: Vec<bool>,
    pub blocks: Vec<Block>,
    /// Words of running text before each node.
    pub running: Vec<u32>,
}

/// Whether a block reads as running text.
pub(super) fn is_running(dom: &Dom<'_>, block: &Block) -> bool {
    let tag = dom.nodes[block.holder as usize].tag;
    if block.linked_share() > 0.45 || tag.is_heading() {
        return false;
    }
    block.n_words >= 18
        || (block.n_words >= 8 && (tag == Tag::P || tag == Tag::Blockquote) && ends_sentence(&block.text))
        || (block.n_words >= 12 && ends_sentence(&block.text))
}

impl<'a, 'd> View<'a, 'd> {
    pub fn of(dom: &'d Dom<'a>, title_node: Option<usize>) -> View<'a, 'd> {
        let n_nodes = dom.nodes.len();
        let signs: Vec<Sign> = (0..n_nodes)
            .map(|at| if dom.nodes[at].tag == Tag::Text || at == 0 { Sign::None } else { sign(dom, at) })
            .collect();
        // What stands beside the text is told by names; names lie where a container of everything bears them. So first all
        // blocks are seen, and an element that holds much of the running text is kept whatever it is called.
        let all = blocks(dom, 1..n_nodes, |at| is_unread(dom.nodes[at].tag) || signs[at] == Sign::Hidden);
        let running = running_before(dom, &all);
        let total = running[n_nodes];
        let mut dropped = vec![false; n_nodes];
        let mut at = 1;
        while at < n_nodes {
            let node = &dom.nodes[at];
            let held = running[node.end as usize] - running[at];
            let holds_title = title_node.is_some_and(|title| at <= title && title < node.end as usize);
            let drops = is_unread(node.tag)
                || match signs[at] {
                    _ if holds_title => false,
                    Sign::Hidden => true,
                    // Texts for subscribers wait unseen right in the element that is named as the text.
                    Sign::Unseen => signs[node.parent as usize] != Sign::Body && held * 10 < total * 3,
                    Sign::Comments => held * 10 < total * 8 && !holds_article(dom, &signs, at),
                    Sign::Aside => {
                        held * 10 < total * 3 && !matches!(node.tag, Tag::Body | Tag::Html | Tag::Article | Tag::Main)
                    }
                    _ => is_picture(dom, at),
                };
            if drops {
                dropped[at] = true;
                at = node.end as usize;
            } else {
                at += 1;
            }
        }
        let blocks = blocks(dom, 1..n_nodes, |at| dropped[at]);
        let running = running_before(dom, &blocks);
        View { dom, signs, dropped, blocks, running }
    }

    /// Words of running text that an element holds.
    pub fn held(&self, node: usize) -> u32 {
        self.running[self.dom.nodes[node].end as usize] - self.running[node]
    }
}

/// Whether an element holds a picture and, if anything, its caption.
fn is_picture(dom: &Dom<'_>, node: usize) -> bool {
    let is_named = || {
        attributes(dom.nodes[node].raw).any(|(name, value)| {
            name == "class"
                && value
                    .split_ascii_whitespace()
                    .any(|name| words_of(name, |words| words.iter().any(|word| PICTURES.contains(word))))
        })
    };
    let (mut shows, mut tells) = (false, false);
    match dom.nodes[node].tag {
        Tag::Figure => {}
        Tag::Div if is_named() => {}
        _ => return false,
    }
    // Pictures are small; large elements are no longer looked through.
    if dom.inside(node).len() > MAX_PICTURE_NODES {
        return false;
    }
    for at in dom.inside(node) {
        shows |= matches!(dom.nodes[at].tag, Tag::Img | Tag::Picture | Tag::Video | Tag::Iframe);
        tells |= matches!(dom.nodes[at].tag, Tag::P | Tag::Blockquote | Tag::Table) || dom.nodes[at].tag.is_heading();
    }
    shows
        && (!tells
            || dom.nodes[node].tag == Tag::Figure
                && !dom.inside(node).any(|at| matches!(dom.nodes[at].tag, Tag::Blockquote | Tag::Table)))
}

/// Whether an element named as comments holds what is named as the article.
fn holds_article(dom: &Dom<'_>, signs: &[Sign], node: usize) -> bool {
    dom.inside(node).any(|at| signs[at] == Sign::Body || dom.nodes[at].tag == Tag::H1)
}

/// Words of running text before each node.
fn running_before(dom: &Dom<'_>, blocks: &[Block]) -> Vec<u32> {
    let mut before = vec![0_u32; dom.nodes.len() + 1];
    for block in blocks.iter().filter(|block| is_running(dom, block)) {
        before[block.node as usize + 1] += block.n_words;
    }
    for at in 1..before.len() {
        before[at] += before[at - 1];
    }
    before
}
