//! A page as a tree: forgiving as browsers are, flat in memory, and never recursive.
//!
//! Elements and texts stand in one list in the order of the page, so what an element holds is the stretch of the list
//! behind it. Nothing is copied out of the page: texts and attributes are read when they are asked for.

use std::borrow::Cow;

use super::blocks::is_unread;
use super::builder::{Read, nodes};
use super::entities::decode_entities;
use super::tags::Tag;

/// How many nodes are read of a page; a long article has some thousands.
pub(crate) const MAX_NODES: usize = 2_000_000;

/// How deep elements nest before further ones stand beside each other instead; browsers draw the same line.
pub(crate) const MAX_DEPTH: usize = 512;

/// An element or a stretch of text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node<'a> {
    /// What it is.
    pub tag: Tag,
    /// Whether it stands in a link.
    pub linked: bool,
    /// The element that holds it; the first node is its own.
    pub parent: u32,
    /// One past the last node that it holds.
    pub end: u32,
    /// The text as the page has it, or the inside of the start tag: name and attributes.
    pub raw: &'a str,
}

/// A page.
#[derive(Debug)]
pub(crate) struct Dom<'a> {
    /// All nodes in the page's order; the first holds all others.
    pub nodes: Vec<Node<'a>>,
    /// Whether the page had more nodes than are read.
    pub is_cut: bool,
    /// Where the first element stands that lies deeper than [`MAX_DEPTH`], in bytes.
    pub too_deep_at: Option<usize>,
}

impl<'a> Dom<'a> {
    /// Reads a page.
    ///
    /// * Cost: linear.
    pub(crate) fn parse(page: &'a str) -> Dom<'a> {
        let Read { nodes, too_deep_at } = nodes(page);
        // The builder leaves room for the two nodes that one tag may make.
        let is_cut = nodes.len() >= MAX_NODES - 2;
        Dom { nodes, is_cut, too_deep_at }
    }

    /// The nodes that an element holds, at any depth, without itself.
    pub(crate) fn inside(&self, node: usize) -> std::ops::Range<usize> {
        node + 1..self.nodes[node].end as usize
    }

    /// An attribute's value.
    pub(crate) fn attribute(&self, node: usize, name: &str) -> Option<Cow<'a, str>> {
        attributes(self.nodes[node].raw)
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| decode_entities(value))
    }

    /// How many words the page shows, as far as its elements tell what is shown.
    pub(crate) fn n_words(&self) -> u64 {
        let is_shown = |node: &&Node<'_>| {
            let holder = self.nodes[node.parent as usize].tag;
            node.tag == Tag::Text && holder != Tag::Title && !is_unread(holder)
        };
        self.nodes.iter().filter(is_shown).map(|node| node.raw.split_whitespace().count() as u64).sum()
    }

    /// All text of an element, white space as one space each.
    pub(crate) fn text(&self, node: usize) -> String {
        let mut text = String::new();
        for at in std::iter::once(node).chain(self.inside(node)) {
            let node = &self.nodes[at];
            if node.tag == Tag::Text {
                if !matches!(self.nodes[node.parent as usize].tag, Tag::Script | Tag::Style) {
                    push_text(&mut text, &decode_entities(node.raw));
                }
            } else if (node.tag.is_block() || node.tag == Tag::Br) && !text.ends_with(' ') {
                text.push(' ');
            }
        }
        text.trim().to_owned()
    }
}

/// Adds a text to another, every stretch of white space as one space.
pub(crate) fn push_text(to: &mut String, text: &str) {
    if text.starts_with(char::is_whitespace) && !to.is_empty() && !to.ends_with([' ', '\n']) {
        to.push(' ');
    }
    let mut words = text.split_whitespace();
    if let Some(first) = words.next() {
        to.push_str(first);
        for word in words {
            to.push(' ');
            to.push_str(word);
        }
        if text.ends_with(char::is_whitespace) {
            to.push(' ');
        }
    }
}

/// The attributes of a start tag, from its name on.
pub(crate) fn attributes(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let blank = |c: char| c.is_ascii_whitespace() || c == '/';
    let mut rest = raw.find(blank).map_or("", |end| &raw[end..]);
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(blank);
        if rest.is_empty() {
            return None;
        }
        // A name may begin with an equals sign, so that every turn consumes something.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let n_name = rest[first..].find(|c: char| blank(c) || c == '=').map_or(rest.len(), |end| first + end);
        let (name, behind) = rest.split_at(n_name);
        let Some(value) = behind.trim_ascii_start().strip_prefix('=').map(str::trim_ascii_start) else {
            rest = behind;
            return Some((name, ""));
        };
        let quoted = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, behind) = match quoted {
            Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            None => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        rest = behind;
        Some((name, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree as one line: names and texts, braces around what an element holds.
    fn drawn(page: &str) -> String {
        let dom = Dom::parse(page);
        let (mut drawn, mut ends) = (String::new(), Vec::new());
        for (at, node) in dom.nodes.iter().enumerate().skip(1) {
            while ends.last() == Some(&(at as u32)) {
                ends.pop();
                drawn.push('}');
            }
            if node.tag == Tag::Text {
                drawn.push_str(&format!("[{}]", node.raw));
            } else {
                drawn.push_str(node.raw.split(' ').next().unwrap_or_default());
                if node.end as usize > at + 1 {
                    drawn.push('{');
                    ends.push(node.end);
                }
            }
        }
        drawn.push_str(&"}".repeat(ends.len()));
        drawn
    }

    #[test]
    fn tags_make_the_tree_that_browsers_make() {
        for (page, tree) in [
            ("<p>One<p>Two</p>Three", "p{[One]}p{[Two]}[Three]"),
            ("<p>One<div>Two</div>", "p{[One]}div{[Two]}"),
            ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul{li{[a]}li{[b]ul{li{[c]}}}li{[d]}}"),
            ("<table><tr><td>1<td>2<tr><td>3</table>x", "table{tr{td{[1]}td{[2]}}tr{td{[3]}}}[x]"),
            ("<div><span>a</div>b", "div{span{[a]}}[b]"),
            ("<div>a</span></p>b</div>", "div{[a][b]}"),
            ("a<br>b</br>c<img src=x>d", "[a]br[b]br[c]img[d]"),
            ("<script>if (a < b) '</p>'</script>x", "script{[if (a < b) '</p>']}[x]"),
            ("<title>a <b> c</title>x", "title{[a <b> c]}[x]"),
            ("1 < 2 and 3<4", "[1 < 2 and 3<4]"),
            ("<!-- <p>no</p> --><!doctype html><?php x ?>y", "[y]"),
            ("<!-->a<!-- unclosed <p>b", "[a][b]"),
            ("<a title='>'>x</a>", "a{[x]}"),
            ("<a href=\"x>y</a>", "a{[y]}"),
            ("<title>t<body><p>x", "title{[t]}body{p{[x]}}"),
            ("<h2>a<h2>b</h2>", "h2{[a]}h2{[b]}"),
            ("<p", "p"),
            ("</", ""),
            ("<my-tag><p>a</my-tag>b", "my-tag{p{[a]}}[b]"),
        ] {
            assert_eq!(drawn(page), tree, "{page}");
        }
    }

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let found: Vec<_> = attributes("a href = 'x y' CLASS=b/c hidden data-x=\"1&amp;2\" =odd /").collect();
        assert_eq!(found, [("href", "x y"), ("CLASS", "b/c"), ("hidden", ""), ("data-x", "1&amp;2"), ("=odd", "")],);
        let dom = Dom::parse("<a href='?a&amp;b' HREF=c>x</a>");
        assert_eq!(dom.attribute(1, "href").as_deref(), Some("?a&b"));
        assert_eq!(dom.attribute(1, "rel"), None);
    }

    #[test]
    fn text_outside_a_link_is_not_linked_even_where_the_link_never_ends_properly() {
        let dom = Dom::parse("<a><p>in</a>out</p>");
        let linked: Vec<_> = dom.nodes.iter().filter(|n| n.tag == Tag::Text).map(|n| (n.raw, n.linked)).collect();
        assert_eq!(linked, [("in", true), ("out", false)]);
    }

    #[test]
    fn a_hundred_thousand_nested_tags_cost_no_stack_and_little_time() {
        for tag in ["div", "b", "ul><li", "table><tr><td", "x-y"] {
            let page = format!("{}text", format!("<{tag}>").repeat(100_000));
            let dom = Dom::parse(&page);
            assert_eq!(dom.nodes.last().map(|node| node.raw), Some("text"), "{tag}");
            assert_eq!(dom.text(0), "text");
        }
    }
}
