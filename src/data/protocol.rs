//! What crosses between the page and the engine, and how it becomes bytes.
//!
//! Postcard rather than one JavaScript object per value: a page of results crosses as a single array that is handed
//! over, not copied, and the whole protocol can be tested without a browser.

use newsprint_search::{ArticleView, EditionInfo, FacetCounts, FacetRequest, Request, Results};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Trouble;

/// Something the page wants to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Question {
    /// What the edition holds.
    Info,
    /// A page of hits, with counts.
    Search(Request),
    /// One article, marked.
    Article {
        /// Its stable id.
        id: String,
        /// The query whose hits are marked in it.
        query: String,
        /// Whether the query's last word is still being typed.
        typing: bool,
    },
    /// A page of one facet's values.
    Facet(FacetRequest),
}

/// The answer to a question of the same name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// What the edition holds.
    Info(EditionInfo),
    /// A page of hits, with counts.
    Search(Box<Results>),
    /// The article, unless the edition has none of that id.
    Article(Option<Box<ArticleView>>),
    /// A page of one facet's values.
    Facet(FacetCounts),
}

/// From the page to the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
///
/// * Errors: `Trouble::Broken`; only a bug can cause it, for every message has a fixed shape.
pub fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, Trouble> {
    postcard::to_stdvec(message).map_err(|error| Trouble::Broken(format!("a message could not be written: {error}")))
}

/// A message out of its bytes.
///
/// * Errors: `Trouble::Broken` when the bytes are not exactly one message of that kind.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Trouble> {
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Ok(message),
        Ok((_, rest)) => Err(Trouble::Broken(format!("a message had {} bytes too many", rest.len()))),
        Err(error) => Err(Trouble::Broken(format!("a message could not be read: {error}"))),
    }
}
