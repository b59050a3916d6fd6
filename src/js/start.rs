//! What `www/start.js` leaves for the app: where the site is, how to start a worker, what to do when all fails.

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property of `globalThis.newsprint`, which the start-up scripts of page and worker fill in.
fn property(name: &str) -> Option<JsValue> {
    let scope = Reflect::get(&js_sys::global(), &JsValue::from_str("newsprint")).ok()?;
    Reflect::get(&scope, &JsValue::from_str(name)).ok()
}

/// The address of the folder that the site stands in, ending in a slash; empty when nobody says.
pub fn base() -> String {
    text("base").unwrap_or_default()
}

/// A text among them.
pub(super) fn text(name: &str) -> Option<String> {
    property(name)?.as_string()
}

/// Adds to them.
pub(super) fn set(name: &str, value: &JsValue) {
    if let Ok(scope) = Reflect::get(&js_sys::global(), &JsValue::from_str("newsprint")) {
        // A plain object takes what it is given.
        let _ = Reflect::set(&scope, &JsValue::from_str(name), value);
    }
}

/// The bytes of a file that the start-up script has asked for ahead of us, once.
pub(super) fn early(file: &str) -> Option<Vec<u8>> {
    let files: Object = property("early")?.dyn_into().ok()?;
    let bytes: Uint8Array = Reflect::get(&files, &JsValue::from_str(file)).ok()?.dyn_into().ok()?;
    // Whoever asks again has found it damaged, and wants another.
    let _ = Reflect::set(&files, &JsValue::from_str(file), &JsValue::NULL);
    Some(bytes.to_vec())
}

/// The sentences of a language, as the site's file has them; `None` when they do not come.
pub async fn words(tag: &str) -> Option<String> {
    promised("words", &JsValue::from_str(tag)).await?.as_string()
}

/// What one of the start-up script's functions promises, once it is here; `None` when it does not come.
pub(super) async fn promised(name: &str, argument: &JsValue) -> Option<JsValue> {
    let promise: Promise = call(name, argument)?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// Shows a view of the supplement, a second module that is loaded when the first of them is opened; an empty address shows none. The page's root says in
/// `data-supplement` how it stands.
pub fn show_supplement(href: &str) {
    ask("supplement", &JsValue::from_str(href));
}

/// Goes to another view of the page, as by a link.
pub fn go(href: &str) {
    ask("go", &JsValue::from_str(href));
}

/// A new worker that is about to load this module, or `None` where none can start.
pub(super) fn new_worker() -> Option<web_sys::Worker> {
    call("worker", &JsValue::UNDEFINED)?.dyn_into().ok()
}

/// Calls one of the start-up script's functions, where there is one.
#[inline(never)]
pub(super) fn call(name: &str, argument: &JsValue) -> Option<JsValue> {
    let function: Function = property(name)?.dyn_into().ok()?;
    function.call1(&JsValue::UNDEFINED, argument).ok()
}

/// As `call`, of one that copes with its own failures.
pub(super) fn ask(name: &str, argument: &JsValue) {
    call(name, argument);
}

/// Gives up: shows the plain list of headlines with a sentence, for the app can no longer draw.
#[cfg(debug_assertions)]
pub fn failed(reason: &str) {
    ask("failed", &JsValue::from_str(reason));
}
