//! The browser's history: the address of what is shown, and where on it the reader stood.

use wasm_bindgen::JsValue;
use web_sys::History;

use super::listen::Listening;
use super::page::{self, Place};
use super::start;

fn history() -> Option<History> {
    web_sys::window()?.history().ok()
}

/// The query string of the page's address, with its `?`; empty when there is none.
pub fn query() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// The fragment, when it is one that the page around us put there for itself (`#?secret=…`).
fn hosts_fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    if hash.starts_with("#?") { hash } else { String::new() }
}

/// Shows an address and makes a history entry of it.
pub fn push(href: &str) {
    if let Some(history) = history() {
        // Refused in some sandboxed frames: the app works on, without an address of its own.
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&format!("{href}{}", hosts_fragment())));
    }
}

/// Shows an address in place of the present one.
pub fn replace(href: &str) {
    if let Some(history) = history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{href}{}", hosts_fragment())));
    }
}

/// What the reader's place is kept under while the page loads anew. A history entry would be its natural home, but
/// browsers ignore changes to one while its page goes away.
const PLACE: &str = "place";

/// Keeps the reader's place on the page of that address for the next time this tab opens it.
pub fn save_place(href: &str, place: &Place) {
    page::store_for_tab(PLACE, &format!("{href} {}", place.to_text()));
}

/// The place that was kept for that address, once.
pub fn saved_place(href: &str) -> Option<Place> {
    let kept = page::take_from_tab(PLACE)?;
    let (of, place) = kept.split_once(' ')?;
    if of == href { Place::from_text(place) } else { None }
}

/// Calls `on_arrival` whenever the reader goes back or forward.
pub fn on_arrival(on_arrival: impl Fn() + 'static) -> Option<Listening> {
    Some(Listening::to(web_sys::window()?.as_ref(), "popstate", move |_| on_arrival()))
}

/// Calls `on_leaving` when the page may be about to go: another site, a reload, another app on a phone.
pub fn on_leaving(on_leaving: impl Fn() + 'static) -> Option<Listening> {
    Some(Listening::to(web_sys::window()?.as_ref(), "pagehide", move |_| on_leaving()))
}

/// The whole address of a link from this page.
pub fn absolute(href: &str) -> String {
    let whole = start::call("absolute", &JsValue::from_str(href));
    whole.and_then(|whole| whole.as_string()).unwrap_or_else(|| href.to_owned())
}
