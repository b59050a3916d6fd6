//! Articles, queries and measurements: ours beside the peers', in one run. `bench/README.md` says what is measured how.

pub mod article;
pub mod generate;
pub mod names;
pub mod news;
pub mod random;
