//! The offline copy: asks `www/start.js` to keep one, and to bring in a newer edition when the reader says so.

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::start;

/// Keeps the site for offline reading; does nothing where the browser refuses (an insecure address, a frame of opaque
/// origin, a private window).
///
/// * `on_update` is called when a newer edition than the one on show is ready: it is for the reader to say when
///   (`apply_update`). It may be called more than once.
pub fn register(on_update: impl Fn() + 'static) {
    let on_update = Closure::<dyn FnMut()>::new(on_update);
    start::ask("keep", on_update.as_ref());
    // It is called for as long as the page lives.
    on_update.forget();
}

/// Brings in the newer edition now: the waiting service worker takes over and the page loads anew, keeping its address.
pub fn apply_update() {
    start::ask("update", &JsValue::UNDEFINED);
}
