//! Where data meets drawing: pages ask, choose and arrange; components draw.

mod answers;
mod explorer;
mod facet_section;
mod list;
mod reading;
mod reading_notes;
mod relaxing;

pub use explorer::Explorer;
pub use list::choice_labels;
pub use reading_notes::reading_notes;
