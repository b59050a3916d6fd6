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
    property("base").and_then(|base| base.as_string()).unwrap_or_default()
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
    let bring: Function = property("words")?.dyn_into().ok()?;
    let promise: Promise = bring.call1(&JsValue::UNDEFINED, &JsValue::from_str(tag)).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.as_string()
}

/// A new worker that is about to load this module, or `None` where none can start.
pub(super) fn new_worker() -> Option<web_sys::Worker> {
    let start: Function = property("worker")?.dyn_into().ok()?;
    start.call0(&JsValue::UNDEFINED).ok()?.dyn_into().ok()
}

/// Calls one of the start-up script's functions, where there is one.
pub(super) fn ask(name: &str, argument: &JsValue) {
    let function: Option<Function> = property(name).and_then(|function| function.dyn_into().ok());
    if let Some(function) = function {
        // Each of them copes with its own failures; there is nothing to do about one that does not.
        let _ = function.call1(&JsValue::UNDEFINED, argument);
    }
}

/// Gives up: shows the plain list of headlines with a sentence, for the app can no longer draw.
#[cfg(debug_assertions)]
pub fn failed(reason: &str) {
    ask("failed", &JsValue::from_str(reason));
}
