//! Queries, ranking, facets and snippets over an edition.
//!
//! A query is read (`query`), its words are looked up with all their inflections, the articles that hold them are ranked and
//! counted, and the ten shown are marked: `marks` finds the stretches, `snippet` the passage, `runs` cuts text for the page.

mod api;
mod marks;
pub mod query;
mod runs;
mod snippet;

pub use api::*;
