//! The page around the app, when there is one: what it is told.

use wasm_bindgen::JsValue;

use super::start;

/// Tells the page around us that the collection is open and how many articles it holds; does nothing when the app is the whole page. Nothing is ever said
/// of what the reader looks for.
pub fn tell_ready(n_articles: u32) {
    start::ask("ready", &JsValue::from(n_articles));
}
