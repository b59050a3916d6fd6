//! How a page's tags become its tree.
//!
//! The rules are those of the HTML standard that decide where text belongs: void elements, raw texts, implied ends of
//! paragraphs, items, rows and cells, and end tags that match nothing. Two are left out, because they only move
//! formatting about: misnested formatting is not cloned, and stray text in tables stays where it stands.

use super::dom::{MAX_DEPTH, MAX_NODES, Node};
use super::tags::{N_TAGS, Tag};

/// What came of reading a page.
pub(super) struct Read<'a> {
    /// Its nodes in its order.
    pub nodes: Vec<Node<'a>>,
    /// Where the first element stands that lies deeper than [`MAX_DEPTH`], in bytes.
    pub too_deep_at: Option<usize>,
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
    /// Where the first of them stands.
    too_deep_at: Option<usize>,
    /// Whether a link is open.
    in_link: bool,
    /// From where on no quotation mark of either kind closes anything (`"`, `'`).
    unclosed: [usize; 2],
    /// Whether no comment ends any more.
    is_open_comment: bool,
    /// Kinds whose raw text ends nowhere any more.
    endless: [bool; N_TAGS],
}

/// A page's nodes in its order.
///
/// * Cost: linear; an element's start or end looks at no more than [`MAX_DEPTH`] open ones.
pub(super) fn nodes(page: &str) -> Read<'_> {
    let root = Node { tag: Tag::Other, linked: false, parent: 0, end: 0, raw: "" };
    let mut builder = Builder {
        page,
        at: 0,
        nodes: vec![root],
        open: vec![0],
        n_open: [0; N_TAGS],
        n_too_deep: 0,
        too_deep_at: None,
        in_link: false,
        unclosed: [usize::MAX; 2],
        is_open_comment: false,
        endless: [false; N_TAGS],
    };
    builder.read();
    builder.close_to(0);
    builder.nodes[0].end = builder.nodes.len() as u32;
    Read { nodes: builder.nodes, too_deep_at: builder.too_deep_at }
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
            self.too_deep_at.get_or_insert(start);
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
