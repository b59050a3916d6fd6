//! Joins what the reader asks for with what the engine answers and what the browser remembers.

mod answer;
mod effect;
mod history;
mod keys;
mod memory;
mod settings;
mod settled;
mod share;

pub use answer::{Asked, use_article, use_counts, use_facet, use_info, use_results, use_snippets};
pub use effect::{until_undone, use_effect_on};
pub use history::{PlaceKeeper, use_history};
pub use keys::use_keys;
pub use memory::{Remembered, Setter, use_callback, use_memo, use_mut_ref, use_state};
pub use settings::{SettingsHandle, use_settings};
pub use settled::use_settled;
pub use share::use_share;
