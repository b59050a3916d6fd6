//! The query language: what a reader types, read without ever failing, and printed back.
//!
//! Plain words are all wanted. `"exact phrase"`, `"near words"~5`, `-without`, `this OR that`, `( )`, `start*`, `rouhgly~`, `title:word`,
//! `person:name` and its like, and `date:2023-11` say more.
//! Everything else a reader may paste is words: an unknown `field:` prefix, a dash between spaces, a stray sign.
//! What cannot be read as meant is read as nearly as possible and reported with its place.

mod parse;
mod print;
mod tokens;

pub use parse::{MAX_COSTLY, MAX_QUERY_CODE_POINTS, MAX_WORDS, parse};
pub(crate) use tokens::{days, is_range};

use newsprint_model::DateSpan;

use crate::{Facet, QueryProblem};

/// How much of a word was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The whole word.
    Whole,
    /// Its beginning, said so by a star.
    Starred,
    /// Perhaps its beginning: the reader is still typing it.
    Typing,
    /// The whole word, with up to so many letters wrong: 1 or 2.
    Fuzzy(u8),
}

/// Where words must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anywhere in the article.
    Anywhere,
    /// In the headline.
    Title,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// One word as typed; it may hold several terms (`Amir-Abdollahian`), then wanted side by side.
    Word {
        /// The word, without star or field; always holds at least one term.
        text: String,
        /// How much of it was typed.
        ending: Ending,
        /// Where it must stand.
        place: Place,
    },
    /// Words in this order, side by side.
    Phrase {
        /// What stood between the quotation marks; always holds at least one term and no quotation mark.
        text: String,
        /// In any order, with at most so many other words among them (1 to 100), instead of side by side.
        within: Option<u32>,
        /// Where it must stand.
        place: Place,
    },
    /// Articles with a value of a facet: one whose label has all these words; or, where the text begins with `=`, the one that a filter gives as what
    /// follows.
    Named {
        /// Which facet.
        facet: Facet,
        /// The words; always holds at least one term and no quotation mark.
        text: String,
    },
    /// Articles whose whole date span lies within these days.
    Published(DateSpan),
    /// All of these; two or more.
    All(Vec<Node>),
    /// At least one of these; two or more.
    Any(Vec<Node>),
    /// Articles without this. Stands alone or inside `All`, and never directly holds another `Not`.
    Not(Box<Node>),
}

/// A query, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What is asked for; `None` when there are no words at all.
    pub node: Option<Node>,
    /// What could not be read as meant.
    pub problems: Vec<QueryProblem>,
    /// Where the words and phrases of `node` stand in the query, in the order typed: one for each.
    pub typed: Vec<Typed>,
}

/// A word or phrase as it stands in a query, without quotation marks, field or sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// First code point in the query.
    pub start: u32,
    /// What stands there.
    pub text: String,
}

impl Node {
    /// Whether it only says what is not wanted.
    pub fn is_exclusion(&self) -> bool {
        match self {
            Node::Word { .. } | Node::Phrase { .. } | Node::Named { .. } | Node::Published(_) => false,
            Node::Not(_) => true,
            Node::All(nodes) => nodes.iter().all(Node::is_exclusion),
            Node::Any(nodes) => nodes.iter().any(Node::is_exclusion),
        }
    }
}
