//! Which element of a page holds the article's text.

use super::body::MIN_EVIDENCE_WORDS;
use super::dom::Dom;
use super::evidence::Evidence;
use super::signs::Sign;
use super::tags::Tag;
use super::view::{View, is_running};

/// An element with fewer words of running text is no more than a headline and its standfirst.
const MIN_HOME_WORDS: u32 = 80;

/// Of the words around a point in the page, how much counts further up, for each level.
const DECAY: f32 = 0.75;

impl View<'_, '_> {
    /// The element that holds the article's text.
    pub fn holder(&self, evidence: Option<&Evidence>, title_node: Option<usize>) -> u32 {
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
                return self.with_pieces(named, &range).unwrap_or_else(|| self.with_siblings(named));
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

    /// The element around all that are named as the text, like the one that is taken for it, where it holds little running
    /// text beside them: an article cut in pieces by advertisements.
    fn with_pieces(&self, named: usize, range: &std::ops::Range<usize>) -> Option<u32> {
        let is_piece = |at: &usize| {
            self.signs[*at] == Sign::Body && !self.dropped[*at] && self.dom.nodes[*at].tag == self.dom.nodes[named].tag
        };
        let (mut n_pieces, mut held, mut first, mut end) = (0, 0, named, 0);
        for at in range.clone().filter(is_piece) {
            // A piece in a piece is counted with it.
            if at >= end {
                n_pieces += 1;
                first = first.min(at);
                held += self.held(at);
                end = self.dom.nodes[at].end as usize;
            }
        }
        if n_pieces < 2 {
            return None;
        }
        let mut around = first;
        while (self.dom.nodes[around].end as usize) < end {
            around = self.dom.nodes[around].parent as usize;
        }
        // On a page of several articles each has a headline of its own.
        let parts = |at: usize| matches!(self.dom.nodes[at].tag, Tag::Article | Tag::H1);
        let is_one = self.held(around) * 20 <= held * 21 && !(first..end).any(parts);
        is_one.then_some(around as u32)
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
}

/// The first class of an element, which pieces of one article share.
fn first_class(dom: &Dom<'_>, node: usize) -> Option<String> {
    dom.attribute(node, "class").and_then(|class| class.split_whitespace().next().map(str::to_owned))
}
