//! Where data meets drawing: pages ask, choose and arrange; components draw.

mod answers;
mod dates;
mod explorer;
mod facet_section;
mod list;
mod mentions;
mod reading;
mod reading_notes;
mod relaxing;

pub use explorer::Explorer;
pub use list::choice_labels;
pub use mentions::{Mentions, mentions};
pub use reading_notes::reading_notes;
