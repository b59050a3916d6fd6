//! Queries, ranking, facets and snippets over an edition.

mod api;

pub use api::*;
