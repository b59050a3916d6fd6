//! Folding, words, sentences, stems and offsets: the same code when an edition is built and when it is searched. And how sentences with gaps are
//! filled: the same when pages are written and when the app speaks.

mod english;
mod fold;
mod gaps;
mod language;
mod language_names;
mod lower;
mod offsets;
mod plural;
mod sentences;
mod stems;
mod tables;
mod terms;
mod thousands;
mod words;

pub use fold::fold;
pub use gaps::{Gap, filled};
pub use language::{detect_language, function_words, is_function_word};
pub use language_names::{LanguageNames, language_names};
pub use lower::lowercase;
pub use offsets::CodePoints;
pub use plural::{Plural, arabic_plural};
pub use sentences::sentences;
pub use stems::Stemmer;
pub use terms::{MAX_TERM_BYTES, Term, terms};
pub use thousands::grouped;
pub use words::{Word, words};
