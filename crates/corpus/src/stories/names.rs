//! A rough idea of the names in a passage, enough to tell whether two passages are about the same people.
//!
//! Only scripts with capitals show names; for the others every answer is empty and other evidence decides.

use crate::dates::is_day_or_month;
use std::collections::{BTreeMap, BTreeSet};

/// Words whose capital says nothing, because they open sentences.
const OPENERS: &[&str] = &[
    "a",
    "after",
    "also",
    "although",
    "an",
    "and",
    "another",
    "as",
    "at",
    "back",
    "before",
    "but",
    "by",
    "despite",
    "during",
    "earlier",
    "either",
    "every",
    "following",
    "for",
    "from",
    "he",
    "her",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "it",
    "its",
    "last",
    "late",
    "many",
    "meanwhile",
    "more",
    "most",
    "no",
    "not",
    "of",
    "on",
    "once",
    "one",
    "or",
    "our",
    "she",
    "since",
    "some",
    "several",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "we",
    "when",
    "while",
    "with",
];

/// The names of a passage, in order: each a run of capitalised words, lower-cased, possessive endings off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names(pub Vec<Vec<String>>);

/// The names that a story has used so far.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownNames {
    words: BTreeSet<String>,
    full: BTreeSet<Vec<String>>,
    /// The last words of full names, which stand for them from then on.
    surnames: BTreeMap<String, u32>,
}

impl Names {
    /// Finds them.
    pub fn of(text: &str) -> Names {
        let mut runs: Vec<Vec<String>> = Vec::new();
        let mut run: Vec<String> = Vec::new();
        let mut opens_sentence = true;
        for raw in text.split_whitespace() {
            let word = raw.trim_start_matches(|c: char| !c.is_alphanumeric());
            let core = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let lower = bare(core);
            let capital = core.chars().next().is_some_and(char::is_uppercase);
            let says_nothing = (opens_sentence || run.is_empty()) && OPENERS.contains(&lower.as_str());
            if word.len() < raw.len() {
                runs.extend(take(&mut run));
            }
            if capital && !says_nothing && !is_day_or_month(&lower) {
                run.push(lower);
            } else {
                runs.extend(take(&mut run));
            }
            // "Iran's President": a possessive ends one name and the next begins.
            if core.len() < word.len() || core.ends_with("'s") || core.ends_with("’s") {
                runs.extend(take(&mut run));
            }
            opens_sentence = super::shapes::ends_sentence(raw);
        }
        runs.extend(take(&mut run));
        Names(runs)
    }

    /// Whether some name has two words or more.
    pub fn has_full(&self) -> bool {
        self.0.iter().any(|name| name.len() > 1)
    }
}

impl KnownNames {
    /// Takes in the names of another passage.
    pub fn add(&mut self, names: &Names) {
        for name in &names.0 {
            self.words.extend(name.iter().cloned());
            if let (Some(last), true) = (name.last(), name.len() > 1) {
                self.full.insert(name.clone());
                *self.surnames.entry(last.clone()).or_default() += 1;
            }
        }
    }

    /// Whether there are at least two names and the story has used every word of them.
    pub fn holds_all(&self, names: &Names) -> bool {
        names.0.len() >= 2 && names.0.iter().flatten().all(|word| self.words.contains(word))
    }

    /// Whether some name has this word.
    pub fn has_word(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether it has this full name.
    pub fn holds_full(&self, name: &[String]) -> bool {
        self.full.contains(name)
    }

    /// Whether the word is the end of a full name that the story gave.
    pub fn is_surname(&self, word: &str) -> bool {
        self.surnames.contains_key(word)
    }
}

/// The run, if it holds anything.
fn take(run: &mut Vec<String>) -> Option<Vec<String>> {
    (!run.is_empty()).then(|| std::mem::take(run))
}

/// Lower case, without a possessive ending.
pub(super) fn bare(word: &str) -> String {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    word.trim_end_matches(['\'', '’']).to_lowercase()
}
