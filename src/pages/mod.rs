//! Where data meets drawing: pages ask, choose and arrange; components draw.

mod answers;
mod explorer;
mod facet_section;
mod list;
mod reading;
mod relaxing;

pub use explorer::Explorer;
