//! Where answers come from: the engine, in a worker or on the page, behind one handle.

mod client;
pub mod desk;
pub mod engine;
pub mod files;
#[cfg(test)]
mod later;
mod lines;
pub mod one_file;
mod protocol;
mod relay;
mod site_file;
mod trouble;
mod wire;

pub use client::{Asking, Client};
#[cfg(debug_assertions)]
pub use client::{Event, Line, OnEvent};
pub use lines::serve_page;
pub use protocol::{Answer, FromEngine, Question, ToEngine, decode, encode};
pub use relay::serve_supplement;
pub use site_file::site_file;
pub use trouble::Trouble;
