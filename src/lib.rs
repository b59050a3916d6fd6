//! The reader's half of Newsprint, in reading order: the app and its routes, what can change, where data comes from,
//! what is drawn.

pub mod data;
pub mod js;

/// Plays this thread's part: draws on a page, answers in a worker.
pub fn start() {
    if js::worker::is_worker() {
        data::serve_page();
    }
}
