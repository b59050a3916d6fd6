//! People, organisations and places that articles name, joined across spellings; and publication dates out of text.

mod clusters;
mod dates;
pub mod learnt;
mod lists;
mod locals;
mod names;
mod scan;
mod tag;
mod tokens;

pub use dates::infer_dates;
pub use names::{Gate, Judgement, Rung, Verdict, compare_names};
pub use tag::{Draft, Named, Settled, Tagger, tag};
