//! Reads markup: tokens in, elements, text and gaps out.

use proc_macro::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};

/// What is wrong, and where.
pub type Complaint = (Span, String);

/// One piece of markup.
pub enum Node {
    /// Text as it is written.
    Text(Literal),
    /// An expression.
    Value(TokenStream),
    /// An iterator of expressions.
    Each(TokenStream),
    /// Conditions with what stands under each; an empty condition is the last `else`.
    If(Vec<(TokenStream, Vec<Node>)>),
    /// Several pieces without an element around them.
    Fragment(Vec<Node>),
    /// A component, all its tokens.
    Component(TokenStream),
    /// An element of HTML or SVG.
    Element {
        /// Its name.
        tag: String,
        /// Names and values, in their order; a value is a literal, `true`, or an expression.
        attributes: Vec<(String, TokenStream)>,
        /// What it holds.
        children: Vec<Node>,
    },
}

/// All pieces of a stream of tokens.
pub fn nodes(input: TokenStream) -> Result<Vec<Node>, Complaint> {
    let mut reader = Reader { tokens: input.into_iter().collect(), at: 0 };
    let nodes = reader.nodes()?;
    match reader.peek() {
        None => Ok(nodes),
        Some(token) => Err((token.span(), "this closes nothing".to_owned())),
    }
}

struct Reader {
    tokens: Vec<TokenTree>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Result<TokenTree, Complaint> {
        let token = self.peek().cloned().ok_or_else(|| (Span::call_site(), "the markup ends early".to_owned()))?;
        self.at += 1;
        Ok(token)
    }

    fn is_punct(&self, ahead: usize, wanted: char) -> bool {
        matches!(self.tokens.get(self.at + ahead), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
    }

    fn punct(&mut self, wanted: char) -> Result<(), Complaint> {
        if !self.is_punct(0, wanted) {
            let span = self.peek().map_or_else(Span::call_site, TokenTree::span);
            return Err((span, format!("here `{wanted}` is wanted")));
        }
        self.at += 1;
        Ok(())
    }

    fn is_word(&self, wanted: &str) -> bool {
        matches!(self.peek(), Some(TokenTree::Ident(ident)) if ident.to_string() == wanted)
    }

    /// Pieces up to a closing tag or the end.
    fn nodes(&mut self) -> Result<Vec<Node>, Complaint> {
        let mut nodes = Vec::new();
        while let Some(token) = self.peek() {
            match token {
                TokenTree::Punct(_) if self.is_punct(0, '<') && self.is_punct(1, '/') => break,
                TokenTree::Punct(_) if self.is_punct(0, '<') => nodes.push(self.element()?),
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    nodes.extend(value(group.stream()));
                    self.at += 1;
                }
                TokenTree::Literal(literal) => {
                    nodes.push(Node::Text(literal.clone()));
                    self.at += 1;
                }
                TokenTree::Ident(_) if self.is_word("if") => nodes.push(self.conditions()?),
                other => return Err((other.span(), "neither an element, an expression in braces nor `if`".to_owned())),
            }
        }
        Ok(nodes)
    }

    fn element(&mut self) -> Result<Node, Complaint> {
        let from = self.at;
        self.punct('<')?;
        if self.is_punct(0, '>') {
            self.at += 1;
            let inside = self.nodes()?;
            self.end("")?;
            return Ok(Node::Fragment(inside));
        }
        let tag = self.name()?;
        let mut attributes = Vec::new();
        while !self.is_punct(0, '>') && !self.is_punct(0, '/') {
            if let Some(TokenTree::Group(group)) = self.peek() {
                let short = group.stream();
                attributes.push((short.to_string(), short));
                self.at += 1;
                continue;
            }
            let name = self.name()?;
            self.punct('=')?;
            let value = match self.next()? {
                TokenTree::Group(group) => group.stream(),
                token => TokenStream::from(token),
            };
            attributes.push((name, value));
        }
        let mut children = Vec::new();
        if self.is_punct(0, '/') {
            self.at += 1;
            self.punct('>')?;
        } else {
            self.punct('>')?;
            children = self.nodes()?;
            self.end(&tag)?;
        }
        if tag.starts_with(|c: char| c.is_ascii_uppercase()) {
            return Ok(Node::Component(self.tokens[from..self.at].iter().cloned().collect()));
        }
        Ok(Node::Element { tag, attributes, children })
    }

    /// `</tag>`
    fn end(&mut self, tag: &str) -> Result<(), Complaint> {
        self.punct('<')?;
        self.punct('/')?;
        let span = self.peek().map_or_else(Span::call_site, TokenTree::span);
        let closed = if tag.is_empty() { String::new() } else { self.name()? };
        if closed != tag {
            return Err((span, format!("`{tag}` is still open")));
        }
        self.punct('>')
    }

    /// A tag or the name of an attribute: words joined by hyphens.
    fn name(&mut self) -> Result<String, Complaint> {
        let mut name = String::new();
        loop {
            match self.next()? {
                TokenTree::Ident(ident) => name += &ident.to_string(),
                other => return Err((other.span(), "here a name is wanted".to_owned())),
            }
            if !self.is_punct(0, '-') {
                return Ok(name);
            }
            self.at += 1;
            name.push('-');
        }
    }

    /// `if … { … } else if … { … } else { … }`
    fn conditions(&mut self) -> Result<Node, Complaint> {
        let mut branches = Vec::new();
        loop {
            let mut condition = TokenStream::new();
            if self.is_word("if") {
                self.at += 1;
                while self.block().is_none() {
                    condition.extend([self.next()?]);
                }
            }
            let is_last = condition.is_empty();
            let Some(block) = self.block() else {
                let span = self.peek().map_or_else(Span::call_site, TokenTree::span);
                return Err((span, "here `{` is wanted".to_owned()));
            };
            self.at += 1;
            branches.push((condition, nodes(block.stream())?));
            if is_last || !self.is_word("else") {
                return Ok(Node::If(branches));
            }
            self.at += 1;
        }
    }

    fn block(&self) -> Option<Group> {
        match self.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Some(group.clone()),
            _ => None,
        }
    }
}

/// What stands in braces among children.
fn value(inside: TokenStream) -> Option<Node> {
    let tokens: Vec<TokenTree> = inside.clone().into_iter().collect();
    match tokens.as_slice() {
        [] => None,
        [TokenTree::Literal(literal)] => Some(Node::Text(literal.clone())),
        [TokenTree::Ident(first), rest @ ..] if first.to_string() == "for" => {
            Some(Node::Each(rest.iter().cloned().collect()))
        }
        _ => Some(Node::Value(inside)),
    }
}
