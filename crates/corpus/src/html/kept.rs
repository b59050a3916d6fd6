//! Which blocks of the element that holds an article are its text.

use std::collections::HashSet;

use super::blocks::{Block, ends_sentence};
use super::evidence::Evidence;
use super::lines::{is_boilerplate, is_contact};
use super::metadata::{Metadata, host};
use super::signs::Sign;
use super::tags::Tag;
use super::view::{View, is_running};

/// Sites to which articles link so as to be shared or followed.
const SHARING: &[&str] = &[
    "facebook",
    "instagram",
    "linkedin",
    "pinterest",
    "reddit",
    "t",
    "telegram",
    "twitter",
    "whatsapp",
    "x",
    "youtube",
];

impl View<'_, '_> {
    /// Which blocks of the element that holds the text are text, by their numbers.
    pub fn kept(
        &self,
        holder: u32,
        range: std::ops::Range<usize>,
        evidence: Option<&Evidence>,
        metadata: &Metadata,
    ) -> Vec<usize> {
        let start = range.start;
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
                // What is quoted at length is often missing from a text that is given.
                if trusts && is_long && !self.is_quoted(block) {
                    return false;
                }
                self.is_text(block, metadata)
            })
            .collect();
        self.trim(holder, blocks, &mut keeps, metadata, &shares);
        let mut seen = HashSet::new();
        let mut chosen = Vec::new();
        for (at, block) in blocks.iter().enumerate().filter(|(at, _)| keeps[*at]) {
            // Long texts that stand twice (for phones and for screens) are read once.
            if block.n_words < 8 || seen.insert(block.text.as_str()) {
                chosen.push(start + at);
            }
        }
        chosen
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
        // Links to other sites are what a list of goods or sources is made of; those within the site lead to other stories.
        if tag == Tag::Li && linked > 0.5 && block.n_words >= 4 && self.leads_away(block, metadata) {
            return true;
        }
        if linked > 0.8 && (block.n_words > 2 || tag != Tag::P) {
            return block.n_words > 12 && tag == Tag::P && ends_sentence(&block.text);
        }
        // A line of links to other stories, with words such as "Related" between them.
        if linked > 0.55 && block.n_words >= 6 && !ends_sentence(&block.text) && tag != Tag::Li {
            return false;
        }
        if tag == Tag::Li && linked > 0.5 && block.n_words < 25 {
            return false;
        }
        if metadata.titles.contains(&block.text) {
            return false;
        }
        true
    }

    /// Whether a block stands in a quotation set apart.
    fn is_quoted(&self, block: &Block) -> bool {
        let holder = &self.dom.nodes[block.holder as usize];
        holder.tag == Tag::Blockquote || self.dom.nodes[holder.parent as usize].tag == Tag::Blockquote
    }

    /// Whether a block's first link leads to another site, one where people share things aside.
    fn leads_away(&self, block: &Block, metadata: &Metadata) -> bool {
        let Some(own) = metadata.url.as_deref().and_then(host) else { return false };
        let end = self.dom.nodes[block.holder as usize].end as usize;
        let above = self.dom.nodes[block.node as usize].parent as usize;
        let link = std::iter::once(above).chain(block.node as usize..end).find(|at| self.dom.nodes[*at].tag == Tag::A);
        let Some(other) = link.and_then(|at| self.dom.attribute(at, "href")).and_then(|href| host(&href)) else {
            return false;
        };
        site(&own) != site(&other) && !SHARING.contains(&site(&other))
    }

    /// Whether a block stands in something that is named as the text and is, or stands in, the element that holds the text.
    fn is_in_named(&self, block: &Block, holder: u32) -> bool {
        let above = std::iter::successors(Some(block.holder), |at| Some(self.dom.nodes[*at as usize].parent));
        above.take_while(|at| *at >= holder.max(1)).any(|at| self.signs[at as usize] == Sign::Body)
    }

    /// Drops what stands before the first and behind the last running text, and headings over nothing.
    fn trim(&self, holder: u32, blocks: &[Block], keeps: &mut [bool], metadata: &Metadata, shares: &[f32]) {
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
                let is_list =
                    tag == Tag::Li && block.n_linked == 0 && block.n_words >= 2 && self.is_in_named(block, holder);
                keeps[at] &= (is_paragraph || is_heading || is_list) && !is_byline;
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

/// The part of a host that names the site: `example` in `news.example.com` and `example.co.uk`.
fn site(host: &str) -> &str {
    let parts: Vec<&str> = host.split('.').collect();
    let longest = parts.iter().rev().skip(1).find(|part| part.len() > 3);
    longest.or(parts.first()).copied().unwrap_or_default()
}
