//! The browser's history: the address of what is shown, and where on it the reader stood.

use wasm_bindgen::JsValue;

use super::listen::Listening;
use super::page::{self, Place, answer, ask};
use super::start;

/// The query string of the page's address, with its `?`; empty when there is none.
pub fn query() -> String {
    answer("query", "").unwrap_or_default()
}

/// Shows an address and makes a history entry of it.
pub fn push(href: &str) {
    ask("push", href);
}

/// Shows an address in place of the present one.
pub fn replace(href: &str) {
    ask("replace", href);
}

/// What the reader's place is kept under while the page loads anew. A history entry would be its natural home, but
/// browsers ignore changes to one while its page goes away.
const PLACE: &str = "place";

/// Keeps the reader's place on the page of that address for the next time this tab opens it.
pub fn save_place(href: &str, place: &Place) {
    page::store(PLACE, &[href, &place.0].join(" "));
}

/// The place that was kept for that address, once.
pub fn saved_place(href: &str) -> Option<Place> {
    let kept = page::stored(PLACE)?;
    page::store(PLACE, "");
    let (of, place) = kept.split_once(' ')?;
    (of == href).then(|| Place(place.to_owned()))
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
