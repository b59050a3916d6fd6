//! What was measured of one engine over one corpus: plain values, kept as JSON beside the table.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::child::Taken;

/// Everything known of one engine over one corpus. What is missing was not measured, or cannot be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// `ours`, `pagefind`, `minisearch`, `flexsearch`, `orama` or `tantivy`.
    pub engine: String,
    /// Name and version.
    pub version: String,
    /// When, in seconds since 1970.
    pub when: u64,
    /// What its index is made of, as a word that changes with it: figures of another index are not kept.
    pub key: String,
    /// What building its index took.
    pub build: Option<Taken>,
    /// Its files.
    pub files: Option<Stored>,
    /// The code that a page loads to search, in bytes as sent.
    pub code_bytes: Option<u64>,
    /// First pages, cold: one of each question asked.
    pub first_pages: Vec<FirstPage>,
    /// First visits over Chromium's "Fast 4G", for each kind of question.
    pub visits: BTreeMap<String, Vec<Visit>>,
    /// Each question's time once everything is loaded.
    pub warm: Vec<Timed>,
    /// The same for best passages alone, where they are asked for apart.
    pub warm_snippets: Vec<Timed>,
    /// Counting all facets' values.
    pub counts: Vec<Counted>,
    /// No counts came within so many seconds.
    pub counts_over_s: Option<u64>,
    /// Typing errors.
    pub typos: Option<Typos>,
    /// What the page holds after all that, in bytes; and without an engine.
    pub memory: Option<(u64, u64)>,
    /// Of ours: what is measured without a browser.
    pub alone: Option<Alone>,
    /// Why something is missing, in sentences.
    pub said: Vec<String>,
}

/// Files of an index.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// Files, and their bytes as sent, by kind.
    pub kinds: BTreeMap<String, (u64, u64)>,
    /// What is needed to find and rank, positions included, in bytes.
    pub index_bytes: u64,
    /// Everything, in bytes.
    pub all_bytes: u64,
    /// How many files.
    pub n_files: u64,
}

/// What the first page of one question took of an empty browser.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FirstPage {
    /// `common`, `mid`, `rare` or `two`.
    pub kind: String,
    /// The question.
    pub text: String,
    /// Bytes that must be there before any question can be asked.
    pub start_bytes: u64,
    /// Bytes of the index that the question needs.
    pub index_bytes: u64,
    /// Bytes that title and excerpt of ten need.
    pub cards_bytes: u64,
    /// Bytes of their best passages, where they come after.
    pub snippets_bytes: u64,
    /// Requests before any question can be asked.
    pub n_start_requests: usize,
    /// Requests that ranking needs.
    pub n_index_requests: usize,
    /// Requests that title and excerpt of ten need.
    pub n_cards_requests: usize,
    /// Dependent rounds before the first question can be asked.
    pub start_rounds: usize,
    /// Dependent rounds from the question to the last answer that ranking needs.
    pub index_rounds: usize,
    /// Dependent rounds from the question to the ten cards.
    pub rounds: usize,
    /// How many results came.
    pub n_shown: usize,
    /// Each file in order of asking, passages left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reads: Vec<Read>,
}

/// One file read or sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// The dependent round that it belongs to, from 1.
    pub round: usize,
    /// Its name.
    pub file: String,
    /// Its bytes as sent.
    pub n_bytes: u64,
}

/// A first visit: from the address to ten results, in a browser that knows nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// Until they stood, in milliseconds.
    pub ms: f64,
    /// What was asked for until then: code, then index and cards, in order of asking.
    pub reads: Vec<Read>,
    /// Those of them that are code, styles, or pictures: their bytes.
    pub code_bytes: u64,
}

impl Visit {
    /// All bytes.
    pub fn n_bytes(&self) -> u64 {
        self.reads.iter().map(|read| read.n_bytes).sum()
    }

    /// Dependent rounds.
    pub fn rounds(&self) -> usize {
        self.reads.iter().map(|read| read.round).max().unwrap_or(0)
    }
}

/// What is measured of ours without a browser.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alone {
    /// Each question natively.
    pub native: Vec<Timed>,
    /// Best passages for the ten, natively, in milliseconds.
    pub native_snippets: Vec<f64>,
    /// First pages of all questions that `measure::FIRST` names.
    pub first_pages: Vec<FirstPage>,
    /// Typing errors.
    pub typos: Option<Typos>,
    /// As WebAssembly in Node.js.
    pub node: Option<Node>,
}

/// The engine as WebAssembly in Node.js.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Each question.
    pub warm: Vec<Timed>,
    /// Counts of all values for three common words, in milliseconds.
    pub counts_ms: Vec<f64>,
    /// The module's memory after the first question, and after all, in bytes.
    pub memory: (u64, u64),
}

impl FirstPage {
    /// All requests but those for passages.
    pub fn n_requests(&self) -> usize {
        self.n_start_requests + self.n_index_requests + self.n_cards_requests
    }

    /// Everything but code and passages.
    pub fn n_bytes(&self) -> u64 {
        self.start_bytes + self.index_bytes + self.cards_bytes
    }
}

/// One question, timed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timed {
    /// As in `queries::Kind`.
    pub kind: String,
    /// The question.
    pub text: String,
    /// The middle of its times, in milliseconds; `None` when it was not come to, or cannot be asked.
    pub ms: Option<f64>,
    /// How many articles it says match, when it says.
    pub n_hits: Option<u64>,
    /// How many were shown.
    pub n_shown: u64,
}

/// Counting all values of all facets for one word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// The word.
    pub text: String,
    /// The first time, with everything that had to be fetched, in milliseconds.
    pub cold_ms: f64,
    /// The middle of later times, in milliseconds.
    pub ms: f64,
    /// What was fetched beyond what the hits had needed, in bytes.
    pub n_bytes: u64,
    /// How many values have an article.
    pub n_values: u64,
}

/// Questions with a typing error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typos {
    /// How many were asked.
    pub n_asked: u64,
    /// How many found their article among the first ten.
    pub n_found: u64,
    /// How many of the same questions without the error did.
    pub n_found_as_meant: u64,
    /// Bytes fetched for the median question beyond those of the same question without the error; `None` when all of the
    /// index is in memory.
    pub extra_bytes: Option<u64>,
    /// The same for the question of which 95 in a hundred need less.
    #[serde(default)]
    pub most_extra_bytes: Option<u64>,
}

/// A quantile of some times, those that are missing left out; `None` of none.
///
/// * Unit: `share` in 0..=1; nearest rank.
pub fn quantile(times: impl Iterator<Item = f64>, share: f64) -> Option<f64> {
    let mut sorted: Vec<f64> = times.collect();
    sorted.sort_by(f64::total_cmp);
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_nearest_rank() {
        let times = || (1..=100).map(f64::from);
        for (share, expected) in [(0.5, 50.0), (0.95, 95.0), (0.99, 99.0), (1.0, 100.0), (0.0, 1.0)] {
            assert_eq!(quantile(times(), share), Some(expected));
        }
        assert_eq!(quantile(std::iter::empty(), 0.5), None);
    }
}
