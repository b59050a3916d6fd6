//! Reads a query; always succeeds.

use super::tokens::{Field, Sign, Token, TokenKind, has_terms, is_no_date, tokens};
use super::{Ending, Node, Parsed, Place, Typed};
use crate::{QueryProblem, QueryProblemKind};

/// How much of a query is read; a pasted paragraph fits, a pasted book does not.
///
/// * Unit: code points.
pub const MAX_QUERY_CODE_POINTS: usize = 4096;

/// How many words, phrases and signs of a query are read.
pub const MAX_WORDS: usize = 512;

/// How many phrases, and words with a star or a tilde, are read of a query: each may stand for a thousand words, or for all places of two frequent ones.
pub const MAX_COSTLY: usize = 16;

/// Parentheses nested deeper than this are read as if they were not there.
const MAX_DEPTH: usize = 32;

/// Reads what a reader typed.
///
/// * `typing`: the last word, when nothing stands behind it, may be only its beginning.
/// * Errors: none; `Parsed::problems` says what could not be read as meant.
pub fn parse(query: &str, typing: bool) -> Parsed {
    let mut problems = Vec::new();
    let mut chars: Vec<char> = query.chars().take(MAX_QUERY_CODE_POINTS + 1).collect();
    let n_typed = query.chars().count() as u32;
    if chars.len() > MAX_QUERY_CODE_POINTS {
        chars.truncate(MAX_QUERY_CODE_POINTS);
        problems.push(problem(MAX_QUERY_CODE_POINTS as u32, n_typed, QueryProblemKind::TooLong));
    }
    let mut found = tokens(&chars);
    let mut costly = (0..).zip(&found).filter(|(_, token)| token.is_costly());
    let n_read = costly.nth(MAX_COSTLY).map_or(MAX_WORDS, |(nth, _)| MAX_WORDS.min(nth));
    if let Some(first) = found.get(n_read) {
        problems.push(problem(first.start, n_typed, QueryProblemKind::TooLong));
        found.truncate(n_read);
    }
    let end = chars.len() as u32;
    let mut reader = Reader { tokens: found, at: 0, depth: 0, end, typing, problems, typed: Vec::new() };
    let node = reader.any(0);
    let Reader { mut problems, typed, .. } = reader;
    if node.as_ref().is_some_and(Node::is_exclusion) {
        problems.push(problem(0, end, QueryProblemKind::OnlyExclusions));
    }
    let rank = |problem: &QueryProblem| (problem.start, problem.end);
    let mut in_order: Vec<QueryProblem> = Vec::new();
    for problem in problems {
        in_order.insert(in_order.partition_point(|other| rank(other) <= rank(&problem)), problem);
    }
    Parsed { node, problems: in_order, typed }
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    /// Groups open.
    depth: usize,
    end: u32,
    typing: bool,
    problems: Vec<QueryProblem>,
    typed: Vec<Typed>,
}

impl Reader {
    /// Alternatives up to the end of a group. `level` counts the groups that are read as groups.
    fn any(&mut self, level: usize) -> Option<Node> {
        let mut alternatives = Vec::new();
        loop {
            let all = self.all(level);
            let found_one = all.is_some();
            alternatives.extend(all);
            match self.tokens.get(self.at) {
                Some(Token { kind: TokenKind::Or, start, end }) => {
                    let (start, end) = (*start, *end);
                    self.at += 1;
                    let more = self.tokens.get(self.at).is_some_and(|next| {
                        matches!(
                            next.kind,
                            TokenKind::Word { .. }
                                | TokenKind::Phrase { .. }
                                | TokenKind::Days(_)
                                | TokenKind::Open
                                | TokenKind::Minus
                        )
                    });
                    if !found_one || !more {
                        self.problems.push(problem(start, end, QueryProblemKind::NothingToApply));
                    }
                }
                _ => break,
            }
        }
        one_or(alternatives, Node::Any)
    }

    /// Things that are all wanted, up to `OR` or the end of a group.
    fn all(&mut self, level: usize) -> Option<Node> {
        let mut wanted = Vec::new();
        while let Some(token) = self.tokens.get(self.at).cloned() {
            match token.kind {
                TokenKind::Or => break,
                TokenKind::Close if self.depth > 0 => break,
                TokenKind::Close => {
                    self.at += 1;
                    self.problems.push(problem(token.start, token.end, QueryProblemKind::StrayClose));
                }
                _ => wanted.extend(self.one(level)),
            }
        }
        one_or(flat(wanted), Node::All)
    }

    /// One word, phrase, group or exclusion; always moves on by at least one token.
    fn one(&mut self, level: usize) -> Option<Node> {
        let mut negated = false;
        let mut minus: Option<(u32, u32)> = None;
        while let Some(Token { kind: TokenKind::Minus, start, end }) = self.tokens.get(self.at) {
            minus = Some((*start, *end));
            negated = !negated;
            self.at += 1;
        }
        let token = self.tokens.get(self.at).cloned();
        let node = match token.as_ref().map(|token| &token.kind) {
            Some(TokenKind::Days(span)) => {
                self.at += 1;
                Some(Node::Published(*span))
            }
            Some(TokenKind::Word { text, field: Some(Field::Facet(facet)), .. }) => {
                self.at += 1;
                Some(Node::Named { facet: *facet, text: text.clone() })
            }
            Some(TokenKind::Word { text, sign, field, at }) => {
                self.at += 1;
                let is_last = self.at == self.tokens.len() && token.as_ref().is_some_and(|token| token.end == self.end);
                let ending = match sign {
                    Sign::Star => Ending::Starred,
                    Sign::Tilde(n_edits) => Ending::Fuzzy(*n_edits),
                    Sign::None if is_last && self.typing => Ending::Typing,
                    Sign::None => Ending::Whole,
                };
                if let (None, true, Some(token)) = (field, is_no_date(text), &token) {
                    self.problems.push(problem(token.start, token.end, QueryProblemKind::NoDate));
                }
                self.typed.push(Typed { start: *at, text: text.clone() });
                Some(Node::Word { text: text.clone(), ending, place: place(*field) })
            }
            Some(TokenKind::Phrase { text, within, field, closed, typed, at }) => {
                self.at += 1;
                if let (false, Some(token)) = (closed, &token) {
                    self.problems.push(problem(token.start, token.end, QueryProblemKind::UnclosedQuote));
                }
                has_terms(text).then(|| match field {
                    Some(Field::Facet(facet)) => Node::Named { facet: *facet, text: text.clone() },
                    field => {
                        self.typed.push(Typed { start: *at, text: typed.clone() });
                        Node::Phrase { text: text.clone(), within: *within, place: place(*field) }
                    }
                })
            }
            Some(TokenKind::Open) => {
                let start = token.as_ref().map_or(0, |token| token.start);
                self.group(level, start)
            }
            Some(TokenKind::Or | TokenKind::Close | TokenKind::Minus) | None => None,
        };
        match (node, minus) {
            (None, Some((start, end))) => {
                self.problems.push(problem(start, end, QueryProblemKind::NothingToApply));
                None
            }
            (Some(node), _) if negated => Some(not(node)),
            (node, _) => node,
        }
    }

    fn group(&mut self, level: usize, start: u32) -> Option<Node> {
        if level >= MAX_DEPTH {
            // Read on without the group; its closing mark is skipped with it.
            let opened = self.skip_opening_marks();
            let node = self.deep_group(level, opened);
            return node;
        }
        self.at += 1;
        self.depth += 1;
        let node = self.any(level + 1);
        self.depth -= 1;
        self.close(start);
        node
    }

    /// Passes over opening marks without going deeper; returns where each stands.
    fn skip_opening_marks(&mut self) -> Vec<u32> {
        let mut opened = Vec::new();
        while let Some(Token { kind: TokenKind::Open, start, .. }) = self.tokens.get(self.at) {
            opened.push(*start);
            self.at += 1;
        }
        opened
    }

    /// Reads the words inside groups that are too deep, as one list.
    fn deep_group(&mut self, level: usize, mut opened: Vec<u32>) -> Option<Node> {
        let mut wanted = Vec::new();
        while let Some(token) = self.tokens.get(self.at).cloned() {
            match token.kind {
                TokenKind::Close => {
                    self.at += 1;
                    opened.pop();
                    if opened.is_empty() {
                        break;
                    }
                }
                TokenKind::Open => opened.extend(self.skip_opening_marks()),
                TokenKind::Or => self.at += 1,
                TokenKind::Minus
                    if matches!(self.tokens.get(self.at + 1), Some(Token { kind: TokenKind::Open, .. })) =>
                {
                    self.at += 1;
                }
                _ => wanted.extend(self.one(level)),
            }
        }
        for start in opened {
            self.problems.push(problem(start, start + 1, QueryProblemKind::UnclosedGroup));
        }
        one_or(flat(wanted), Node::All)
    }

    fn close(&mut self, start: u32) {
        match self.tokens.get(self.at) {
            Some(Token { kind: TokenKind::Close, .. }) => self.at += 1,
            _ => self.problems.push(problem(start, start + 1, QueryProblemKind::UnclosedGroup)),
        }
    }
}

fn place(field: Option<Field>) -> Place {
    if field == Some(Field::Title) { Place::Title } else { Place::Anywhere }
}

fn problem(start: u32, end: u32, kind: QueryProblemKind) -> QueryProblem {
    QueryProblem { start, end, kind }
}

fn not(node: Node) -> Node {
    match node {
        Node::Not(inner) => *inner,
        node => Node::Not(Box::new(node)),
    }
}

/// Groups of `All` inside `All` say nothing more than their members.
fn flat(nodes: Vec<Node>) -> Vec<Node> {
    let mut flat = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::All(inner) => flat.extend(inner),
            node => flat.push(node),
        }
    }
    flat
}

fn one_or(mut nodes: Vec<Node>, many: fn(Vec<Node>) -> Node) -> Option<Node> {
    if nodes.len() > 1 { Some(many(nodes)) } else { nodes.pop() }
}

#[cfg(test)]
mod tests;
