//! A page's text as blocks: what stands between two line ends of its own.

use super::dom::{Dom, push_text};
use super::entities::decode_entities;
use super::tags::Tag;

/// A line or paragraph of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    /// What it says, white space as single spaces.
    pub text: String,
    /// The element that it stands in and that makes it a block.
    pub holder: u32,
    /// Its first text.
    pub node: u32,
    /// How many words it has; scripts without spaces count six letters a word.
    pub n_words: u32,
    /// How many of them are links.
    pub n_linked: u32,
}

impl Block {
    /// How much of it is links.
    ///
    /// * Unit: from 0 to 1.
    pub(crate) fn linked_share(&self) -> f32 {
        self.n_linked as f32 / self.n_words.max(1) as f32
    }
}

/// How many words a text has.
pub(crate) fn n_words(text: &str) -> u32 {
    let by_spaces = text.split_whitespace().count();
    // Han, kana and Thai stand without spaces; a letter beyond U+0E00 and outside Hangul is worth as much as two.
    let n_dense =
        text.chars().filter(|c| ('\u{0e00}'..='\u{0eff}').contains(c) || ('\u{3040}'..='\u{9fff}').contains(c)).count();
    by_spaces.max(n_dense / 2) as u32
}

/// Whether nobody reads what an element holds, whatever it says.
pub(crate) fn is_unread(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Script
            | Style
            | Template
            | Noscript
            | Head
            | Title
            | Textarea
            | Iframe
            | Noembed
            | Noframes
            | Svg
            | Math
            | Object
            | Audio
            | Video
            | Canvas
            | Select
            | Button
            | Input
            | Embed
    )
}

/// The blocks in a stretch of a page, in its order.
///
/// * Shape: `skips` says of a node that it and all it holds is left out.
/// * Cost: linear.
pub(crate) fn blocks(dom: &Dom<'_>, range: std::ops::Range<usize>, skips: impl Fn(usize) -> bool) -> Vec<Block> {
    let mut gathered =
        Gathered { blocks: Vec::new(), text: String::new(), holder: 0, node: 0, n_linked: 0, n_breaks: 0 };
    let mut holders = vec![0_u32; range.len() + 1];
    let first = range.start;
    let mut at = range.start;
    while at < range.end {
        let node = &dom.nodes[at];
        let parent = node.parent as usize;
        let above = if parent >= first { holders[parent - first] } else { parent as u32 };
        if skips(at) {
            if node.tag.is_block() {
                gathered.finish();
            }
            at = node.end as usize;
            continue;
        }
        let is_cell = matches!(node.tag, Tag::Td | Tag::Th);
        holders[at - first] = if node.tag.is_block() && !is_cell { at as u32 } else { above };
        match node.tag {
            Tag::Text => {
                gathered.add(above, at as u32, node.raw, node.linked, dom.nodes[above as usize].tag == Tag::Pre)
            }
            Tag::Br => gathered.line_break(),
            _ if is_cell => gathered.space(),
            tag if tag.is_block() => gathered.finish(),
            _ => {}
        }
        at += 1;
    }
    gathered.finish();
    gathered.blocks
}

/// Blocks so far, and the one being gathered.
struct Gathered {
    blocks: Vec<Block>,
    text: String,
    holder: u32,
    node: u32,
    n_linked: u32,
    n_breaks: u32,
}

impl Gathered {
    /// Adds a text.
    fn add(&mut self, holder: u32, node: u32, raw: &str, linked: bool, is_laid_out: bool) {
        if holder != self.holder {
            self.finish();
            self.holder = holder;
        }
        let text = decode_entities(raw);
        if is_laid_out {
            for (i, passage) in text.split("\n\n").enumerate() {
                if i > 0 {
                    self.finish();
                }
                self.add_line(node, passage, linked);
            }
        } else {
            self.add_line(node, &text, linked);
        }
    }

    /// Adds a text to the block.
    fn add_line(&mut self, node: u32, text: &str, linked: bool) {
        if self.text.is_empty() {
            if text.trim().is_empty() {
                return;
            }
            self.node = node;
        }
        if !text.trim().is_empty() {
            self.n_breaks = 0;
        }
        if linked {
            self.n_linked += n_words(text);
        }
        push_text(&mut self.text, text);
    }

    /// Sets what follows apart.
    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Two breaks part paragraphs; one does where a sentence has ended before it.
    fn line_break(&mut self) {
        self.n_breaks += 1;
        let line = self.text.trim_end();
        if self.n_breaks > 1 || (line.len() > 60 && ends_sentence(line)) {
            self.finish();
        } else {
            self.space();
        }
    }

    /// Ends the block.
    fn finish(&mut self) {
        let text = self.text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'));
        if !text.is_empty() {
            let n_words = n_words(text);
            let n_linked = self.n_linked.min(n_words);
            self.blocks.push(Block { text: text.to_owned(), holder: self.holder, node: self.node, n_words, n_linked });
        }
        self.text.clear();
        self.n_linked = 0;
        self.n_breaks = 0;
    }
}

/// Whether a text ends as sentences do, closing marks aside.
pub(crate) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»)]".contains(c))
        .ends_with(['.', '!', '?', '…', '؟', '۔', '。', '！', '？', '।'])
}

/// The paragraphs of a piece of HTML, such as a feed's.
///
/// * Shape: each without markup, white space as single spaces; captions, scripts and controls are left out.
/// * Cost: linear.
pub(crate) fn fragment_paragraphs(html: &str) -> Vec<String> {
    let dom = Dom::parse(html);
    let skips = |at: usize| is_unread(dom.nodes[at].tag) || dom.nodes[at].tag == Tag::Figcaption;
    blocks(&dom, 1..dom.nodes.len(), skips).into_iter().map(|block| block.text).collect()
}

/// A piece of HTML as one line, such as a feed's title.
pub(crate) fn fragment_text(html: &str) -> String {
    fragment_paragraphs(html).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_html_becomes_its_paragraphs() {
        for (html, paragraphs) in [
            ("Plain &amp; simple", vec!["Plain & simple"]),
            ("<p>One <b>bold</b>\n word.</p><p>Two.</p>", vec!["One bold word.", "Two."]),
            ("One.<br><br />Two,<br>still two.", vec!["One.", "Two, still two."]),
            ("<h2>Head</h2>text<ul><li>a<li>b</ul>end", vec!["Head", "text", "a", "b", "end"]),
            ("<table><tr><td>1<td>2<tr><td>3</table>", vec!["1 2", "3"]),
            ("<p>a<script>b</script>c</p><figure><img><figcaption>d</figcaption></figure>", vec!["ac"]),
            ("<pre>One\nline.\n\nTwo.</pre>", vec!["One line.", "Two."]),
            ("<p>\u{a0}</p> \u{200b} ", vec![]),
            ("<blockquote><p>q</p></blockquote><div>x<div>y</div>z</div>", vec!["q", "x", "y", "z"]),
            ("", vec![]),
        ] {
            assert_eq!(fragment_paragraphs(html), paragraphs, "{html}");
        }
        assert_eq!(fragment_text("<b>A</b>&nbsp;title"), "A title");
    }
}
