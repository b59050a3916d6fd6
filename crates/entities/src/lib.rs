//! People, organisations and places that articles name, joined across spellings; and publication dates out of text.

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
