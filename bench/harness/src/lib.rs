//! Articles, queries and measurements: ours beside the peers', in one run. `bench/README.md` says what is measured how.

pub mod article;
pub mod child;
pub mod chromium;
pub mod curve;
pub mod dataset;
pub mod generate;
pub mod host;
pub mod indexes;
pub mod measure;
pub mod measured;
pub mod names;
pub mod native;
pub mod news;
pub mod queries;
pub mod random;
pub mod report;
pub mod session;
pub mod tantivy;
