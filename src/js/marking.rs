//! Attributes of ours on what the app draws, which the app itself neither sets nor reads.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit};

use super::page;

/// What says of an element which article it shows.
const ARTICLE: &str = "data-article";

/// Sets an attribute on everything that shows an article of which this holds, and removes it elsewhere.
pub fn mark_articles(attribute: &str, holds: &dyn Fn(&str) -> bool) {
    let Some(Ok(shown)) = page::root().map(|root| root.query_selector_all("[data-article]")) else { return };
    for at in 0..shown.length() {
        let Some(element) = shown.item(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let is_wanted = element.get_attribute(ARTICLE).is_some_and(|id| holds(&id));
        // The names are ours and well-formed.
        let _ = match is_wanted {
            true => element.set_attribute(attribute, ""),
            false => element.remove_attribute(attribute),
        };
    }
}

/// Calls `on_drawn` whenever the app has drawn something, for as long as the page lives.
pub fn on_drawn(on_drawn: impl Fn() + 'static) {
    let on_drawn = Closure::<dyn FnMut()>::new(on_drawn);
    let Some(root) = page::root() else { return };
    if let Ok(observer) = MutationObserver::new(on_drawn.as_ref().unchecked_ref()) {
        let wanted = MutationObserverInit::new();
        wanted.set_child_list(true);
        wanted.set_subtree(true);
        // Refused only where nothing is wanted.
        let _ = observer.observe_with_options(&root, &wanted);
        std::mem::forget(observer);
    }
    on_drawn.forget();
}
