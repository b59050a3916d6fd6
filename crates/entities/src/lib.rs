//! People, organisations and places that articles name, joined across spellings; and publication dates out of text.

mod dates;

pub use dates::infer_dates;
