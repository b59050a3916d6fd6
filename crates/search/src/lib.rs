//! Queries, ranking, facets and snippets over an edition.
//!
//! A query is read (`query`), its words are looked up with all their inflections, mistyped ones corrected (`plan`, `lookup`, `typo`), the articles that hold them are found and
//! scored (`leaves`, `matching`, `score`), narrowed (`filter`) and counted (`facets`, `histogram`), and the ten shown are marked: `marks` finds the
//! stretches, `snippet` the passage, `runs` cuts text for the page. `engine` is the door.

mod api;
mod best;
mod engine;
mod explain;
mod facets;
mod filter;
mod histogram;
mod leaves;
pub mod looks;
mod lookup;
mod marks;
mod matching;
mod near;
mod order;
mod plan;
pub mod query;
mod runs;
mod score;
mod set;
mod snippet;
mod suggest;
mod typo;
mod view;

pub use api::*;
pub use engine::{Engine, SearchError};
/// As names are compared in a list.
pub use newsprint_text::lowercase;
