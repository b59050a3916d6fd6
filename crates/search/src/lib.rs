//! Queries, ranking, facets and snippets over an edition.

mod api;
pub mod query;

pub use api::*;
