//! The offline copy: registers the service worker, and tells when a newer edition waits.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use super::start;

/// What `www/sw.js` listens for.
const TAKE_OVER: &str = "take-over";

/// The browser's service workers, or `None` where they are refused: an insecure address, a frame of opaque origin,
/// a private window.
fn container() -> Option<ServiceWorkerContainer> {
    // Merely looking throws in a frame of opaque origin, so it is looked up with care.
    let navigator = Reflect::get(&js_sys::global(), &JsValue::from_str("navigator")).ok()?;
    Reflect::get(&navigator, &JsValue::from_str("serviceWorker")).ok()?.dyn_into().ok()
}

fn text(value: &str) -> JsValue {
    JsValue::from_str(value)
}

/// Registers the service worker that keeps the site for offline reading; does nothing where there can be none.
///
/// * `on_update` is called when a newer edition than the one on show is ready: it is for the reader to say when
///   (`apply_update`). It may be called more than once.
pub fn register(on_update: impl Fn() + 'static) {
    let Some(container) = container() else { return };
    let on_update: Rc<dyn Fn()> = Rc::new(on_update);
    // The first service worker ever to take over a page brings no other edition; each later one does.
    let had_one = Rc::new(Cell::new(container.controller().is_some()));
    let announce = Rc::clone(&on_update);
    let on_change = Closure::<dyn FnMut()>::new(move || {
        if had_one.replace(true) {
            announce();
        }
    });
    container.set_oncontrollerchange(Some(on_change.as_ref().unchecked_ref()));
    on_change.forget();
    spawn_local(async move {
        let promise: Promise = container.register(&format!("{}sw.js", start::base()));
        // A refusal leaves a site that works online only, and nothing the reader could do about it.
        let Ok(registration) = JsFuture::from(promise).await else { return };
        let registration: ServiceWorkerRegistration = registration.unchecked_into();
        if registration.waiting().is_some() && container.controller().is_some() {
            on_update();
        }
        let found = registration.clone();
        let on_found = Closure::<dyn FnMut()>::new(move || {
            if let Some(newer) = found.installing() {
                watch(&newer, Rc::clone(&on_update));
            }
        });
        registration.set_onupdatefound(Some(on_found.as_ref().unchecked_ref()));
        on_found.forget();
    });
}

/// Calls `on_update` once a service worker that is being installed waits for an older one's pages to close.
fn watch(newer: &ServiceWorker, on_update: Rc<dyn Fn()>) {
    let worker = newer.clone();
    let on_change = Closure::<dyn FnMut()>::new(move || {
        let replaces = container().is_some_and(|container| container.controller().is_some());
        if worker.state() == ServiceWorkerState::Installed && replaces {
            on_update();
        }
    });
    newer.set_onstatechange(Some(on_change.as_ref().unchecked_ref()));
    on_change.forget();
}

/// Brings in the newer edition now: the waiting service worker takes over and the page loads anew, keeping its address.
pub fn apply_update() {
    spawn_local(async {
        if let Some(waiting) = waiting_worker().await {
            // Reload when it has taken over, not before: else the old edition would be served again.
            if let Some(container) = container() {
                let reload = Closure::once_into_js(reload);
                container.set_oncontrollerchange(Some(reload.unchecked_ref()));
            }
            if waiting.post_message(&text(TAKE_OVER)).is_ok() {
                return;
            }
        }
        reload();
    });
}

async fn waiting_worker() -> Option<ServiceWorker> {
    let promise = container()?.get_registration();
    let registration = JsFuture::from(promise).await.ok()?;
    registration.dyn_into::<ServiceWorkerRegistration>().ok()?.waiting()
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // A refused reload leaves the reader where they were, which is safe.
        let _ = window.location().reload();
    }
}

/// Whether the page is served by its offline copy, so that it opens without a connection.
pub fn works_offline() -> bool {
    container().is_some_and(|container| container.controller().is_some())
}
