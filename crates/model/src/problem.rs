//! Something wrong with the input, said to the person who can mend it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Nothing is wrong: something was left out as it should be, a draft or a picture.
    Note,
    /// Everything was read; something looks odd.
    Warning,
    /// Part of the input (a line, a file) was left out.
    Error,
}

/// A problem found while reading: a value, gathered; the run goes on.
///
/// Displays as `file:line: message`, the line left out where none applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How much was lost.
    pub severity: Severity,
    /// The file, as the user named it.
    pub file: String,
    /// The line, counted from 1.
    pub line: Option<u32>,
    /// What is wrong and what to do about it: one or two sentences.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        match self.line {
            Some(line) => write!(f, "{}:{line}: {severity}: {}", self.file, self.message),
            None => write!(f, "{}: {severity}: {}", self.file, self.message),
        }
    }
}
