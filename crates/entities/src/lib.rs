//! People, organisations and places that articles name, joined across spellings; who is quoted; and dates out of text.
//!
//! An article is read by rules and lists (`scan`, `persian`), twice, so that a surname belongs to the full name that the article has (`locals`);
//! then a trained tagger overrules them where it knows better (`learnt`). [`Tagger`] joins what all articles name (`clusters`) and, by the
//! ladder of [`compare_names`], what is written otherwise (`resolve`); the publisher's [`Corrections`] outrank it. docs/entities.md says which
//! rules join and which forbid.

mod clusters;
mod corrections;
mod dates;
mod labelled;
pub mod learnt;
mod lists;
mod locals;
mod names;
mod peoples;
mod persian;
mod places;
mod quick;
mod quotes;
mod reading;
mod resolve;
mod scan;
mod sections;
mod standing;
mod tag;
mod things;
mod tokens;
mod work;

pub use corrections::Corrections;
pub use dates::{DateMention, dates_in, infer_dates};
pub use labelled::{label_article, label_words};
pub use names::{Gate, Judgement, Rung, Verdict, compare_names};
pub use peoples::{People, peoples_in};
pub use persian::{
    Policy as PersianPolicy, document_of_words as persian_document_of_words, names_of_words as persian_names_of_words,
};
pub use quotes::quotations;
pub use standing::Standing;
pub use tag::{Draft, Named, Settled, Tagger, tag, tag_corrected};
pub use things::{Thing, ThingKind, things_in};
pub use work::steps;
