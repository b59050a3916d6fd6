//! A page as a tree: forgiving as browsers are, flat in memory, and never recursive.
//!
//! Elements and texts stand in one list in the order of the page, so what an element holds is the stretch of the list
//! behind it. Nothing is copied out of the page: texts and attributes are read when they are asked for.
//!
//! The rules are those of the HTML standard that decide where text belongs: void elements, raw texts, implied ends of
//! paragraphs, items, rows and cells, and end tags that match nothing. Two are left out, because they only move
//! formatting about: misnested formatting is not cloned, and stray text in tables stays where it stands.

use std::borrow::Cow;

use super::entities::decode_entities;
use super::tags::{N_TAGS, Tag};

/// How deep elements nest before further ones stand beside each other instead; browsers draw the same line.
const MAX_DEPTH: usize = 512;

/// How many nodes are read of a page; a long article has some thousands.
pub(crate) const MAX_NODES: usize = 2_000_000;

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
}

/// A page being read.
struct Builder<'a> {
    page: &'a str,
    at: usize,
    nodes: Vec<Node<'a>>,
    /// Open elements, outermost first.
    open: Vec<u32>,
    /// How many of each kind are open.
    n_open: [u32; N_TAGS],
    /// Elements beyond the depth allowed whose ends are still to come.
    n_too_deep: u32,
    /// Whether a link is open.
    in_link: bool,
    /// From where on no quotation mark of either kind closes anything (`"`, `'`).
    unclosed: [usize; 2],
    /// Whether no comment ends any more.
    is_open_comment: bool,
    /// Kinds whose raw text ends nowhere any more.
    endless: [bool; N_TAGS],
}

impl<'a> Dom<'a> {
    /// Reads a page.
    ///
    /// * Cost: linear; an element's start or end looks at no more than [`MAX_DEPTH`] open ones.
    pub(crate) fn parse(page: &'a str) -> Dom<'a> {
        let root = Node { tag: Tag::Other, linked: false, parent: 0, end: 0, raw: "" };
        let mut builder = Builder {
            page,
            at: 0,
            nodes: vec![root],
            open: vec![0],
            n_open: [0; N_TAGS],
            n_too_deep: 0,
            in_link: false,
            unclosed: [usize::MAX; 2],
            is_open_comment: false,
            endless: [false; N_TAGS],
        };
        builder.read();
        builder.close_to(0);
        builder.nodes[0].end = builder.nodes.len() as u32;
        let is_cut = builder.nodes.len() >= MAX_NODES;
        Dom { nodes: builder.nodes, is_cut }
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

impl<'a> Builder<'a> {
    /// Reads to the page's end.
    fn read(&mut self) {
        let bytes = self.page.as_bytes();
        let mut text_start = 0;
        while let Some(found) = memchr::memchr(b'<', &bytes[self.at..]) {
            if self.nodes.len() >= MAX_NODES - 2 {
                return;
            }
            let start = self.at + found;
            match bytes.get(start + 1) {
                Some(b'a'..=b'z' | b'A'..=b'Z') => {
                    self.add_text(text_start, start);
                    let end = self.tag_end(start + 1);
                    self.at = (end + 1).min(bytes.len());
                    self.start_tag(&self.page[start + 1..end]);
                }
                Some(b'/') if bytes.get(start + 2).is_some_and(u8::is_ascii_alphabetic) => {
                    self.add_text(text_start, start);
                    let end = memchr::memchr(b'>', &bytes[start..]).map_or(bytes.len(), |n| start + n);
                    self.at = (end + 1).min(bytes.len());
                    self.end_tag(&self.page[start + 2..end]);
                }
                Some(b'!' | b'?' | b'/') => {
                    self.add_text(text_start, start);
                    self.at = self.comment_end(start);
                }
                // A lone angle bracket is text.
                _ => {
                    self.at = start + 1;
                    continue;
                }
            }
            text_start = self.at;
        }
        self.at = bytes.len();
        self.add_text(text_start, bytes.len());
    }

    /// Where a start tag's `>` is, or the page's end.
    fn tag_end(&mut self, start: usize) -> usize {
        let bytes = self.page.as_bytes();
        let mut at = start;
        while let Some(found) = memchr::memchr3(b'>', b'"', b'\'', &bytes[at..]) {
            at += found;
            let (quote, kind) = match bytes[at] {
                b'>' => return at,
                b'"' => (b'"', 0),
                _ => (b'\'', 1),
            };
            // A mark opens a value only behind an equals sign; elsewhere it is a slip.
            let opens = bytes[start..at].trim_ascii_end().ends_with(b"=");
            if opens && at < self.unclosed[kind] {
                match memchr::memchr(quote, &bytes[at + 1..]) {
                    Some(close) => at += close + 1,
                    None => self.unclosed[kind] = at,
                }
            }
            at += 1;
        }
        bytes.len()
    }

    /// Where a comment, a doctype or a processing instruction ends.
    fn comment_end(&mut self, start: usize) -> usize {
        let bytes = self.page.as_bytes();
        if bytes[start..].starts_with(b"<!--") && !self.is_open_comment {
            // `<!-->` is a whole comment.
            if let Some(close) = memchr::memmem::find(&bytes[start + 2..], b"-->") {
                return start + 2 + close + 3;
            }
            self.is_open_comment = true;
        }
        memchr::memchr(b'>', &bytes[start..]).map_or(bytes.len(), |n| start + n + 1)
    }

    /// Adds a stretch of text, unless it is empty.
    fn add_text(&mut self, start: usize, end: usize) {
        if start < end {
            self.add(Tag::Text, start, end);
        }
    }

    /// Adds a node that holds nothing yet.
    fn add(&mut self, tag: Tag, start: usize, end: usize) {
        let parent = *self.open.last().unwrap_or(&0);
        let end_node = self.nodes.len() as u32 + 1;
        let raw = &self.page[start..end];
        self.nodes.push(Node { tag, linked: self.in_link, parent, end: end_node, raw });
    }

    /// Opens an element.
    fn start_tag(&mut self, raw: &'a str) {
        let n_name = raw.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(raw.len());
        let tag = Tag::of(&raw.as_bytes()[..n_name]);
        self.imply_ends(tag);
        if tag == Tag::A {
            self.in_link = true;
        }
        let start = raw.as_ptr() as usize - self.page.as_ptr() as usize;
        self.add(tag, start, start + raw.len());
        if tag.is_void() {
            return;
        }
        let node = self.nodes.len() as u32 - 1;
        if tag.is_raw() {
            let end = self.raw_end(tag, &raw[..n_name]);
            if self.at < end {
                self.open.push(node);
                self.add_text(self.at, end);
                self.open.pop();
                self.nodes[node as usize].end = self.nodes.len() as u32;
            }
            let bytes = self.page.as_bytes();
            let is_closed = bytes[end..].starts_with(b"</") && !self.endless[tag as usize];
            self.at =
                if is_closed { memchr::memchr(b'>', &bytes[end..]).map_or(bytes.len(), |n| end + n + 1) } else { end };
            return;
        }
        // Foreign elements may close themselves; HTML's do not, whatever they say.
        if raw.ends_with('/') && (self.n_open[Tag::Svg as usize] > 0 || self.n_open[Tag::Math as usize] > 0) {
            return;
        }
        if self.open.len() >= MAX_DEPTH {
            self.n_too_deep += 1;
            return;
        }
        self.open.push(node);
        self.n_open[tag as usize] += 1;
    }

    /// Where a raw text ends: before its end tag; where it has none, scripts and styles at the page's end, others at the
    /// next tag, so that a page is not lost in its title.
    fn raw_end(&mut self, tag: Tag, name: &str) -> usize {
        let bytes = self.page.as_bytes();
        let mut at = self.at;
        while !self.endless[tag as usize]
            && let Some(found) = memchr::memmem::find(&bytes[at..], b"</")
        {
            let start = at + found;
            let found = bytes.get(start + 2..start + 2 + name.len());
            if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                return start;
            }
            at = start + 2;
        }
        self.endless[tag as usize] = true;
        if matches!(tag, Tag::Script | Tag::Style) {
            return bytes.len();
        }
        memchr::memchr(b'<', &bytes[self.at..]).map_or(bytes.len(), |n| self.at + n)
    }

    /// Closes what an element's start closes.
    fn imply_ends(&mut self, tag: Tag) {
        use Tag::*;
        if tag.closes_paragraph() {
            self.close(&[P], Tag::is_scope);
        }
        match tag {
            // A heading ends an open one right around it.
            _ if tag.is_heading() => {
                let depth = self.open.len() - 1;
                if depth > 0 && self.nodes[self.open[depth] as usize].tag.is_heading() {
                    self.close_to(depth);
                }
            }
            Li => {
                self.close(&[Li], |tag| tag.is_scope() || matches!(tag, Ul | Ol | Nav));
                self.close(&[P], |tag| tag.is_scope() || matches!(tag, Ul | Ol));
            }
            Dd | Dt => self.close(&[Dd, Dt], |tag| tag.is_scope() || tag == Dl),
            Option => self.close(&[Option], |tag| tag == Select),
            Td | Th => self.close(&[Td, Th], |tag| matches!(tag, Tr | Table)),
            Tr => self.close(&[Tr], |tag| matches!(tag, Table)),
            Tbody | Tfoot | Thead => self.close(&[Tbody, Tfoot, Thead], |tag| tag == Table),
            Body => self.close(&[Head], |_| false),
            _ => {}
        }
    }

    /// Closes the innermost open element of some kinds and all in it, unless a boundary stands between.
    fn close(&mut self, tags: &[Tag], is_boundary: impl Fn(Tag) -> bool) {
        if tags.iter().all(|tag| self.n_open[*tag as usize] == 0) {
            return;
        }
        for depth in (1..self.open.len()).rev() {
            let tag = self.nodes[self.open[depth] as usize].tag;
            if tags.contains(&tag) {
                self.close_to(depth);
                return;
            }
            if is_boundary(tag) {
                return;
            }
        }
    }

    /// Ends an element.
    fn end_tag(&mut self, raw: &'a str) {
        let n_name = raw.find(|c: char| c.is_ascii_whitespace() || c == '/').unwrap_or(raw.len());
        let (name, tag) = (&raw[..n_name], Tag::of(&raw.as_bytes()[..n_name]));
        if tag == Tag::A {
            self.in_link = false;
        }
        if tag == Tag::Br {
            // Browsers read `</br>` as a line break.
            let start = raw.as_ptr() as usize - self.page.as_ptr() as usize;
            self.add(Tag::Br, start, start + n_name);
            return;
        }
        // A page's last words stand behind `</body>` at times: the root closes with the page.
        if self.n_open[tag as usize] == 0 || matches!(tag, Tag::Html | Tag::Body) {
            self.n_too_deep = self.n_too_deep.saturating_sub(1);
            return;
        }
        if self.n_too_deep > 0 {
            self.n_too_deep -= 1;
            return;
        }
        let is_block =
            tag.is_block() || matches!(tag, Tag::Noscript | Tag::Template | Tag::Button | Tag::Object | Tag::Svg);
        for depth in (1..self.open.len()).rev() {
            let open = &self.nodes[self.open[depth] as usize];
            if open.tag == tag && (tag != Tag::Other || is_named(open.raw, name)) {
                self.close_to(depth);
                return;
            }
            let stops = if is_block {
                open.tag.is_scope() && !matches!(tag, Tag::Table | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot)
            } else if tag == Tag::Other {
                open.tag.is_scope()
            } else {
                open.tag.is_block()
            };
            if stops {
                return;
            }
        }
    }

    /// Closes open elements until so many are left.
    fn close_to(&mut self, depth: usize) {
        let end = self.nodes.len() as u32;
        for node in self.open.drain(depth.max(1)..) {
            let node = &mut self.nodes[node as usize];
            node.end = end;
            let n_open = &mut self.n_open[node.tag as usize];
            *n_open = n_open.saturating_sub(1);
            if node.tag == Tag::A {
                self.in_link = false;
            }
        }
        self.n_too_deep = 0;
    }
}

/// Whether a start tag has a name, in any case.
fn is_named(raw: &str, name: &str) -> bool {
    let found = raw.as_bytes().get(..name.len());
    found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && raw.as_bytes().get(name.len()).is_none_or(|b| b.is_ascii_whitespace() || *b == b'/')
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
