//! What comes of writing: how far it is, what was written, or why nothing can be.

use thiserror::Error;

/// Why no edition can be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WriteError {
    /// More articles than the format can number.
    #[error("an edition holds at most {} articles, and these are {n_articles}; split the corpus", crate::MAX_ARTICLES)]
    TooManyArticles {
        /// How many there are.
        n_articles: usize,
    },
    /// Two articles with one id.
    #[error("two articles have the id `{id}`; give each article an id of its own")]
    SameId {
        /// The id.
        id: String,
    },
    /// Two entities with one id.
    #[error("two entities have the id `{id}`; ids of entities must be unique across all kinds")]
    SameEntityId {
        /// The id.
        id: String,
    },
    /// The entity pipeline's result does not belong to these articles.
    #[error("the entities do not belong to these articles: {reason}; tag them anew")]
    Mismatch {
        /// What does not fit, as a clause.
        reason: String,
    },
    /// A text longer than the format can measure.
    #[error("the text of article `{id}` is longer than 1 GiB; split it")]
    TooLong {
        /// The article.
        id: String,
    },
    /// The room beside memory failed.
    #[error("the scratch file cannot be used: {fault}; see that the disk has room for twice the text")]
    Spill {
        /// What the system says.
        fault: String,
    },
    /// A file could not be put where it belongs.
    #[error("{file} cannot be written: {fault}; see that the folder can be written to and the disk has room")]
    Refused {
        /// Its name.
        file: String,
        /// What the system says.
        fault: String,
    },
}

impl WriteError {
    pub(super) fn spill(fault: impl ToString) -> WriteError {
        WriteError::Spill { fault: fault.to_string() }
    }
}

/// How far writing has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many articles have been analysed.
    Analysed {
        /// Articles.
        n: u32,
        /// Of how many.
        of: u32,
    },
    /// The lists of so many words have been written.
    Merged {
        /// Words.
        n: u64,
        /// Of how many.
        of: u64,
    },
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// How many articles.
    pub n_articles: u32,
    /// How many of them have a date.
    pub n_dated: u32,
    /// How many people, organisations and places are named.
    pub n_entities: [u32; 3],
    /// How many words the headlines and texts of the part that was written have, a headline made from a text left out.
    pub n_words: u64,
    /// Files, the pointer and the boot file among them.
    pub n_files: u32,
    /// Their bytes.
    pub n_bytes: u64,
    /// The most memory that was held at a time, by the writer's own count: articles, entities, words, and the pieces under way with what comes of them.
    ///
    /// * Unit: bytes, about.
    pub n_bytes_held: usize,
}
