//! Folding, words, sentences, stems and offsets: the same code when an edition is built and when it is searched.

mod english;
mod fold;
mod language;
mod lower;
mod offsets;
mod sentences;
mod stems;
mod tables;
mod terms;
mod words;

pub use fold::fold;
pub use language::{detect_language, function_words, is_function_word};
pub use lower::lowercase;
pub use offsets::CodePoints;
pub use sentences::sentences;
pub use stems::Stemmer;
pub use terms::{MAX_TERM_BYTES, Term, terms};
pub use words::{Word, words};
