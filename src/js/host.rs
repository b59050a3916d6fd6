//! The page around the app, when there is one: what it is told.

use serde::Serialize;
use wasm_bindgen::JsValue;

/// A message to the page around us. Never says what the reader looks for.
///
/// * Shape: a plain object whose `type` is the message's name and whose `v` is the version of its shape.
#[derive(Serialize)]
#[serde(tag = "type")]
pub enum Message {
    /// The collection is open and can be read.
    #[serde(rename = "newsprint:ready")]
    Ready {
        /// 1.
        v: u32,
        /// How many articles it holds.
        articles: u32,
    },
}

/// Tells the page around us; does nothing when the app is the whole page.
pub fn tell(message: &Message) {
    let Some(window) = web_sys::window() else { return };
    let Ok(Some(host)) = window.parent() else { return };
    if AsRef::<JsValue>::as_ref(&host) == AsRef::<JsValue>::as_ref(&window) {
        return;
    }
    if let Ok(value) = serde_wasm_bindgen::to_value(message) {
        // Any host may know: it holds the frame, and the message says nothing of the reader.
        let _ = host.post_message(&value, "*");
    }
}
