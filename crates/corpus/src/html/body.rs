//! Which of a page's blocks are the article's text.
//!
//! Four steps, each over the page once. What is beside the text by its kind or name is left out. What JSON-LD gives as the
//! text, the names of elements, and where running text is thickest say which element holds it. Of that element's blocks
//! those that are no text go: links standing alone, headings over nothing, credits, invitations. If nothing is left, what
//! JSON-LD gives is the text.

use std::collections::HashSet;

use super::blocks::{Block, blocks, ends_sentence, fragment_paragraphs, is_unread, n_words};
use super::dom::Dom;
use super::entities::decode_entities;
use super::metadata::Metadata;
use super::signs::{Sign, sign};
use super::tags::Tag;

/// A text of fewer words is no evidence for where the article stands.
const MIN_EVIDENCE_WORDS: u32 = 40;

/// How many words in a row are compared with the text that JSON-LD gives.
const GRAM: usize = 4;

/// An element with fewer words of running text is no more than a headline and its standfirst.
const MIN_HOME_WORDS: u32 = 80;

/// Of the words around a point in the page, how much counts further up, for each level.
const DECAY: f32 = 0.75;

/// What is known of a page's elements.
struct View<'a, 'd> {
    dom: &'d Dom<'a>,
    signs: Vec<Sign>,
    /// Left out with all it holds, by node.
    dropped: Vec<bool>,
    blocks: Vec<Block>,
    /// Words of running text before each node.
    running: Vec<u32>,
}

/// The article's paragraphs.
///
/// * Cost: linear in the page.
pub(crate) fn body(dom: &Dom<'_>, metadata: &Metadata) -> Vec<String> {
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
    let chosen = view.kept(first..last, evidence.as_ref(), metadata);
    let n_chosen: u32 = chosen.iter().map(|text| n_words(text)).sum();
    if n_given >= MIN_EVIDENCE_WORDS && n_chosen * 2 < n_given {
        return given;
    }
    chosen
}

/// The paragraphs of what JSON-LD gives: it may be HTML, or plain with line ends.
fn given_paragraphs(body: &str) -> Vec<String> {
    let has_markup = body.contains("</") || body.contains("<p") || body.contains("<br");
    let text = if has_markup { body.to_owned() } else { decode_entities(body).into_owned() };
    if has_markup || (text.contains("</") && text.contains("<p")) {
        return fragment_paragraphs(&text);
    }
    let paragraphs = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|line| !line.is_empty()).collect()
}

/// What JSON-LD gives as the text, held against the page's blocks.
struct Evidence {
    /// For each block, how much of it stands in the text given, from 0 to 1.
    shares: Vec<f32>,
    /// Whether nearly all of the text given stands in the page.
    is_whole: bool,
}

impl Evidence {
    fn of(given: &[String], blocks: &[Block]) -> Evidence {
        let mut grams: HashSet<u64> = HashSet::new();
        let words: Vec<u64> = given.iter().flat_map(|text| word_hashes(text)).collect();
        grams.extend(words.windows(GRAM).map(gram));
        let mut n_found = 0;
        let shares = blocks
            .iter()
            .map(|block| {
                let words = word_hashes(&block.text);
                if words.len() < GRAM {
                    return 0.0;
                }
                let n_matching = words.windows(GRAM).filter(|words| grams.contains(&gram(words))).count();
                n_found += n_matching;
                n_matching as f32 / (words.len() + 1 - GRAM) as f32
            })
            .collect();
        Evidence { shares, is_whole: n_found * 10 > grams.len() * 7 }
    }
}

/// A hash for each word of a text; case and marks do not count.
fn word_hashes(text: &str) -> Vec<u64> {
    let mut hashes = Vec::new();
    let mut hash = 0_u64;
    for c in text.chars() {
        if c.is_alphanumeric() {
            for c in c.to_lowercase() {
                hash = (hash ^ u64::from(u32::from(c)).wrapping_add(0x9E37_79B9))
                    .wrapping_mul(0x0100_0000_01B3)
                    .rotate_left(7)
                    | 1;
            }
        } else if c.is_whitespace() && hash != 0 {
            hashes.push(hash);
            hash = 0;
        }
    }
    if hash != 0 {
        hashes.push(hash);
    }
    hashes
}

/// One hash for words in a row.
fn gram(words: &[u64]) -> u64 {
    words.iter().fold(0, |hash: u64, word| hash.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word)
}

/// Whether a block reads as running text.
fn is_running(dom: &Dom<'_>, block: &Block) -> bool {
    let tag = dom.nodes[block.holder as usize].tag;
    if block.linked_share() > 0.45 || tag.is_heading() {
        return false;
    }
    block.n_words >= 18
        || (block.n_words >= 8 && (tag == Tag::P || tag == Tag::Blockquote) && ends_sentence(&block.text))
        || (block.n_words >= 12 && ends_sentence(&block.text))
}

impl<'a, 'd> View<'a, 'd> {
    fn of(dom: &'d Dom<'a>, title_node: Option<usize>) -> View<'a, 'd> {
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
        let (mut at, mut body_end) = (1, 0);
        while at < n_nodes {
            let node = &dom.nodes[at];
            let held = running[node.end as usize] - running[at];
            let holds_title = title_node.is_some_and(|title| at <= title && title < node.end as usize);
            if signs[at] == Sign::Body {
                body_end = body_end.max(node.end as usize);
            }
            let drops = is_unread(node.tag)
                || match signs[at] {
                    _ if holds_title => false,
                    Sign::Hidden => true,
                    // Texts for subscribers wait unseen where the text stands.
                    Sign::Unseen => at >= body_end && held * 10 < total * 3,
                    Sign::Comments => held * 10 < total * 8 && !holds_article(dom, &signs, at),
                    Sign::Aside => {
                        held * 10 < total * 3 && !matches!(node.tag, Tag::Body | Tag::Html | Tag::Article | Tag::Main)
                    }
                    _ => false,
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
    fn held(&self, node: usize) -> u32 {
        self.running[self.dom.nodes[node].end as usize] - self.running[node]
    }

    /// The element that holds the article's text.
    fn holder(&self, evidence: Option<&Evidence>, title_node: Option<usize>) -> u32 {
        let by_shape = self.holder_by_shape(title_node);
        let Some(by_evidence) = evidence.and_then(|evidence| self.holder_by_evidence(evidence)) else {
            return by_shape;
        };
        // A text cut short for those who have not paid speaks for the beginning only.
        let shape = &self.dom.nodes[by_shape as usize];
        let is_inside = by_shape <= by_evidence && by_evidence < shape.end;
        if is_inside && self.held(by_evidence as usize) * 10 < self.held(by_shape as usize) * 4 {
            by_shape
        } else {
            by_evidence
        }
    }

    /// The same, without what JSON-LD gives.
    fn holder_by_shape(&self, title_node: Option<usize>) -> u32 {
        let total = self.held(0);
        // The element named as the text that holds most of it; of several articles on one page, the first.
        let named = || (1..self.dom.nodes.len()).filter(|at| self.signs[*at] == Sign::Body && !self.dropped[*at]);
        let home = title_node.map_or(0..self.dom.nodes.len(), |title| self.home(title));
        let most = |range: &std::ops::Range<usize>| {
            named().filter(|at| range.contains(at)).map(|at| self.held(at)).max().unwrap_or(0)
        };
        let range = if most(&home) >= MIN_HOME_WORDS { home.clone() } else { 0..self.dom.nodes.len() };
        let most = most(&range);
        let named = named().find(|at| range.contains(at) && self.held(*at) * 10 >= most.max(1) * 4);
        let thick = self.thickest(title_node, home);
        if let Some(named) = named {
            let held = self.held(named);
            if held * 10 >= total * 4 || held * 10 >= self.held(thick) * 6 {
                return self.with_siblings(named);
            }
        }
        self.with_siblings(thick)
    }

    /// The innermost element that holds the headline and some running text.
    fn home(&self, title: usize) -> std::ops::Range<usize> {
        let mut at = title;
        while at != 0 && self.held(at) < MIN_HOME_WORDS {
            at = self.dom.nodes[at].parent as usize;
        }
        at..self.dom.nodes[at].end as usize
    }

    /// The element where running text is thickest: each block counts for what holds it, less the further up.
    fn thickest(&self, title_node: Option<usize>, home: std::ops::Range<usize>) -> usize {
        let mut scores = vec![0.0_f32; self.dom.nodes.len()];
        for block in self.blocks.iter().filter(|block| is_running(self.dom, block)) {
            let mut weight = block.n_words as f32 * (1.0 - block.linked_share());
            // An article stands below its headline.
            if title_node.is_some_and(|title| (block.node as usize) < title) {
                weight *= 0.3;
            }
            if home.contains(&(block.node as usize)) {
                weight *= 4.0;
            }
            let mut at = self.dom.nodes[block.holder as usize].parent as usize;
            // A block right in its container counts for that, a paragraph for what holds it.
            if !matches!(self.dom.nodes[block.holder as usize].tag, Tag::P | Tag::Li | Tag::Blockquote | Tag::Pre) {
                at = block.holder as usize;
            }
            for _ in 0..8 {
                let named = match self.signs[at] {
                    Sign::Body => 1.5,
                    Sign::Article => 1.15,
                    Sign::Aside | Sign::Comments | Sign::Unseen => 0.5,
                    _ => 1.0,
                };
                scores[at] += weight * named;
                if at == 0 {
                    break;
                }
                // Lists and inline elements are no containers of their own.
                if !matches!(self.dom.nodes[at].tag, Tag::Ul | Tag::Ol | Tag::Li | Tag::Blockquote) {
                    weight *= DECAY;
                }
                at = self.dom.nodes[at].parent as usize;
            }
        }
        // What stands in one element with the headline is the article; others follow on the same page.
        let is_home = self.dom.nodes[home.start].tag == Tag::Article;
        let best = scores
            .iter()
            .enumerate()
            .filter(|(at, _)| !is_home || home.contains(at))
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
        best.map_or(0, |(at, _)| at)
    }

    /// The element, or the one around it where that holds much more running text of the same kind: an article cut in pieces.
    fn with_siblings(&self, node: usize) -> u32 {
        let (mut node, mut best) = (node, node);
        for level in 0..7 {
            let parent = self.dom.nodes[node].parent as usize;
            let is_whole =
                |at: usize| matches!(self.dom.nodes[at].tag, Tag::Article | Tag::Main | Tag::Body | Tag::Html);
            if node == 0 || parent == 0 || is_whole(node) || matches!(self.dom.nodes[parent].tag, Tag::Body | Tag::Html)
            {
                break;
            }
            let class = first_class(self.dom, node);
            let same = |at: usize| {
                let (a, b) = (&self.dom.nodes[at], &self.dom.nodes[node]);
                a.tag == b.tag
                    && self.signs[at] == self.signs[node]
                    && class.is_some()
                    && first_class(self.dom, at) == class
            };
            // Siblings are walked by their ends: each once.
            let (mut extra, mut at) = (0, parent + 1);
            while at < self.dom.nodes[parent].end as usize {
                let tag = self.dom.nodes[at].tag;
                if tag != Tag::Text && !self.dropped[at] && at != node && (level == 0 && tag == Tag::P || same(at)) {
                    extra += self.held(at);
                }
                at = self.dom.nodes[at].end as usize;
            }
            if extra * if level == 0 { 10 } else { 4 } >= self.held(best) {
                best = parent;
            }
            node = parent;
        }
        best as u32
    }

    /// The innermost element that holds nearly all blocks which the text given vouches for.
    fn holder_by_evidence(&self, evidence: &Evidence) -> Option<u32> {
        let mut before = vec![0_u32; self.dom.nodes.len() + 1];
        for (block, share) in self.blocks.iter().zip(&evidence.shares) {
            if *share > 0.5 {
                before[block.node as usize + 1] += block.n_words;
            }
        }
        for at in 1..before.len() {
            before[at] += before[at - 1];
        }
        let total = *before.last()?;
        if total < MIN_EVIDENCE_WORDS {
            return None;
        }
        // Preorder: the last element that still holds so much is the innermost.
        let holds = |at: usize| before[self.dom.nodes[at].end as usize] - before[at];
        (0..self.dom.nodes.len())
            .rfind(|at| self.dom.nodes[*at].tag != Tag::Text && holds(*at) * 100 >= total * 92)
            .map(|at| if self.dom.nodes[at].tag == Tag::P { self.dom.nodes[at].parent } else { at as u32 })
    }

    /// The texts among some blocks.
    fn kept(&self, range: std::ops::Range<usize>, evidence: Option<&Evidence>, metadata: &Metadata) -> Vec<String> {
        let blocks = &self.blocks[range.clone()];
        let n_running: u32 = blocks.iter().filter(|block| is_running(self.dom, block)).map(|block| block.n_words).sum();
        let shares: Vec<f32> = match evidence {
            Some(evidence) => evidence.shares[range].to_vec(),
            None => vec![0.0; blocks.len()],
        };
        // A text given in full vouches for all of the article; one that is cut short says nothing of the rest.
        let n_vouched: u32 =
            blocks.iter().zip(&shares).filter(|(_, share)| **share > 0.5).map(|(block, _)| block.n_words).sum();
        let trusts = evidence.is_some_and(|evidence| evidence.is_whole) && n_vouched * 10 >= n_running * 8;
        let mut keeps: Vec<bool> = blocks
            .iter()
            .zip(&shares)
            .map(|(block, share)| {
                if *share > 0.5 {
                    return true;
                }
                let is_long = block.n_words >= 8 && is_running(self.dom, block);
                if trusts && is_long {
                    return false;
                }
                self.is_text(block, metadata)
            })
            .collect();
        self.trim(blocks, &mut keeps, metadata, &shares);
        let mut seen = HashSet::new();
        let mut texts = Vec::new();
        for (block, _) in blocks.iter().zip(&keeps).filter(|(_, keeps)| **keeps) {
            // Long texts that stand twice (for phones and for screens) are read once.
            if block.n_words < 8 || seen.insert(block.text.as_str()) {
                texts.push(block.text.clone());
            }
        }
        texts
    }

    /// Whether a block is text by itself.
    fn is_text(&self, block: &Block, metadata: &Metadata) -> bool {
        let tag = self.dom.nodes[block.holder as usize].tag;
        if !block.text.chars().any(char::is_alphanumeric) {
            return false;
        }
        if is_boilerplate(&block.text, block.n_words) {
            return false;
        }
        let holder = &self.dom.nodes[self.dom.nodes[block.node as usize].parent as usize];
        if holder.tag == Tag::Time && block.n_words <= 6 {
            return false;
        }
        let linked = block.linked_share();
        if linked > 0.8 && (block.n_words > 2 || tag != Tag::P) {
            return block.n_words > 12 && tag == Tag::P && ends_sentence(&block.text);
        }
        if tag == Tag::Li && linked > 0.5 && block.n_words < 25 {
            return false;
        }
        if metadata.titles.contains(&block.text) {
            return false;
        }
        true
    }

    /// Drops what stands before the first and behind the last running text, and headings over nothing.
    fn trim(&self, blocks: &[Block], keeps: &mut [bool], metadata: &Metadata, shares: &[f32]) {
        let sure = |at: usize| shares[at] > 0.5 || is_running(self.dom, &blocks[at]);
        let Some(first) = (0..blocks.len()).find(|at| keeps[*at] && sure(*at)) else { return };
        let last = (0..blocks.len()).rfind(|at| keeps[*at] && sure(*at)).unwrap_or(first);
        for (at, block) in blocks.iter().enumerate() {
            let tag = self.dom.nodes[block.holder as usize].tag;
            if at < first {
                // A short first paragraph is text; a line of a header is not.
                let is_paragraph = tag == Tag::P && ends_sentence(&block.text) && block.n_words >= 4;
                let is_byline = metadata.byline.as_deref().is_some_and(|byline| block.text.contains(byline));
                let is_heading = tag.is_heading() && at + 3 > first;
                keeps[at] &= (is_paragraph || is_heading) && !is_byline;
            } else if at > last {
                let is_paragraph =
                    matches!(tag, Tag::P | Tag::Blockquote) && (ends_sentence(&block.text) || block.n_words >= 6);
                let is_list = tag == Tag::Li && block.linked_share() < 0.3 && at < last + 40 && block.n_words >= 2;
                keeps[at] &= is_paragraph || is_list;
            }
        }
        // Where to write to the author stands at the end, and is no text.
        let mut end = last;
        while end > first && (!keeps[end] || shares[end] > 0.5 || is_contact(&blocks[end])) && last - end < 4 {
            keeps[end] &= !is_contact(&blocks[end]);
            end -= 1;
        }
        // A heading stands over text: the next kept block is no heading of its rank or higher.
        for at in 0..blocks.len() {
            let tag = self.dom.nodes[blocks[at].holder as usize].tag;
            if keeps[at] && tag.is_heading() {
                let next = (at + 1..blocks.len()).find(|next| keeps[*next]);
                let near = next.is_some_and(|next| next <= at + 6);
                keeps[at] = near;
            }
        }
    }
}

/// The first class of an element, which pieces of one article share.
fn first_class(dom: &Dom<'_>, node: usize) -> Option<String> {
    dom.attribute(node, "class").and_then(|class| class.split_whitespace().next().map(str::to_owned))
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

/// Whether a short block says how to reach whoever wrote the article.
fn is_contact(block: &Block) -> bool {
    let text = block.text.to_lowercase();
    let signs = [
        " follow ",
        "follow him",
        "follow her",
        "follow them",
        "follow me",
        "be reached at",
        "email:",
        "e-mail",
        "contact ",
        "on twitter",
        "subscribe",
    ];
    let has_address = text.split_whitespace().any(|word| word.len() > 3 && word.contains('@'));
    block.n_words < 60 && (has_address && signs.iter().any(|sign| text.contains(sign)) || text.starts_with("follow "))
}

/// How short lines begin that are no text, in small letters.
const OPENINGS: &[&str] = &[
    "advertisement",
    "advertising",
    "read more",
    "read also",
    "also read",
    "read next",
    "related:",
    "related stories",
    "related articles",
    "related topics",
    "sign up",
    "subscribe",
    "follow us",
    "follow @",
    "follow ",
    "click here",
    "share this",
    "share on",
    "photo:",
    "photo by",
    "photo credit",
    "image:",
    "image credit",
    "image source",
    "image via",
    "picture:",
    "copyright",
    "©",
    "all rights reserved",
    "most read",
    "most popular",
    "watch:",
    "watch now",
    "listen to this",
    "recommended",
    "loading",
    "story continues",
    "article continues",
    "continue reading",
    "see also",
    "see more",
    "more:",
    "more from",
    "more on",
    "don't miss",
    "don’t miss",
    "like us on",
    "join our",
    "download our",
    "download the",
    "get the latest",
    "get our",
    "sponsored",
    "this article was originally",
    "this story was originally",
    "posted in",
    "filed under",
    "tags:",
    "tagged",
    "topics:",
    "published:",
    "updated:",
    "last updated",
    "comments",
    "leave a comment",
    "have a tip",
    "view comments",
    "thank you for",
    "credit:",
    "editor's note: this",
    "scroll to continue",
    "scroll down",
    "swipe",
    "by signing up",
    "newsletter",
    "email this",
    "print this",
    "have your say",
    "what do you think",
];

/// Whether a short block is one of the lines that surround texts.
fn is_boilerplate(text: &str, n_words: u32) -> bool {
    if n_words > 22 {
        return false;
    }
    let head: String = text.chars().take(40).flat_map(char::to_lowercase).collect();
    OPENINGS.iter().any(|opening| head.starts_with(opening))
        && !(n_words > 10 && head.starts_with("follow ") && !head.contains('@'))
}
