//! What crosses between the page and the engine, and how it becomes bytes.
//!
//! Bytes rather than one JavaScript object per value: a page of results crosses as a single array that is handed over, not
//! copied, and the whole protocol can be tested without a browser.

use std::rc::Rc;

use newsprint_model::ArticleNumber;
use newsprint_search::{
    ArticleEntity, ArticleView, EditionInfo, Facet, FacetCounts, FacetRequest, Hit, Reading, Request, Results, Snippet,
    SnippetRequest,
};

use super::Trouble;
use super::wire::{Bytes, Wire};

/// Something the page wants to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// What the edition holds.
    Info,
    /// A page of hits, with counts when the request wants some.
    Search(Request),
    /// The best passages of articles that the list already shows.
    Snippets(SnippetRequest),
    /// One article, marked.
    Article {
        /// Its stable id.
        id: String,
        /// What is marked in it.
        reading: Reading,
    },
    /// A page of one facet's values.
    Facet(FacetRequest),
    /// What a list shows of some articles, as [`newsprint_search::Engine::cards`] has it.
    Cards {
        /// Their numbers in this edition.
        articles: Vec<ArticleNumber>,
        /// Others by their stable ids; those that the edition lacks are left out.
        ids: Vec<String>,
    },
    /// What is known of some people, organisations or places, as [`newsprint_search::Engine::entities`] has it.
    Entities {
        /// Whether they are people, organisations or places.
        facet: Facet,
        /// Their ids; those that the edition lacks are left out.
        ids: Vec<String>,
    },
}

/// The answer to a question of the same name. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// What the edition holds.
    Info(Rc<EditionInfo>),
    /// A page of hits, with counts when the request wanted some.
    Search(Rc<Results>),
    /// The best passages, in the order of the articles asked for.
    Snippets(Rc<Vec<Snippet>>),
    /// The article, unless the edition has none of that id.
    Article(Rc<Option<Rc<ArticleView>>>),
    /// A page of one facet's values.
    Facet(Rc<FacetCounts>),
    /// What a list shows of some articles: those asked for by number, then those by id that there are.
    Cards(Rc<Vec<Hit>>),
    /// What is known of those that there are.
    Entities(Rc<Vec<ArticleEntity>>),
}

/// From the page to the engine.
#[derive(Clone, Debug, PartialEq)]
pub enum ToEngine {
    /// A question, numbered by the page.
    Ask {
        /// The page's number for it.
        id: u32,
        /// The question.
        question: Question,
    },
    /// Nobody waits for this answer any more.
    Withdraw {
        /// The page's number for the question.
        id: u32,
    },
}

/// From the engine to the page.
#[derive(Clone, Debug, PartialEq)]
pub enum FromEngine {
    /// The engine's thread runs and reads questions.
    Ready,
    /// A question's answer.
    Answered {
        /// The page's number for the question.
        id: u32,
        /// What came of it.
        result: Result<Answer, Trouble>,
    },
}

/// A message as bytes.
pub fn encode<T: Wire>(message: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    message.put(&mut bytes);
    bytes
}

/// A message out of its bytes; `None` when they are not exactly one message of that kind.
pub fn decode<T: Wire>(bytes: &[u8]) -> Option<T> {
    let mut bytes = Bytes::new(bytes);
    let message = T::take(&mut bytes);
    bytes.is_done().then_some(message)
}
