//! An article as every engine of a run is given it: one line of JSON, in the form that `newsprint build` imports.

use serde::{Deserialize, Serialize};

/// One article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// Unique in its corpus, and safe in a file's name.
    pub id: String,
    /// The headline.
    pub title: String,
    /// `2011-03-09`; missing when it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who published it.
    pub source: String,
    /// BCP 47.
    pub lang: String,
    /// People named; a facet.
    pub people: Vec<String>,
    /// Organisations named; a facet.
    pub orgs: Vec<String>,
    /// Places named; a facet.
    pub places: Vec<String>,
    /// The text.
    pub paragraphs: Vec<String>,
}

impl Article {
    /// What "the text" means in every ratio: the bytes of the headline and of the paragraphs, one more for each of them.
    pub fn n_text_bytes(&self) -> u64 {
        self.paragraphs.iter().chain([&self.title]).map(|part| part.len() as u64 + 1).sum()
    }
}
