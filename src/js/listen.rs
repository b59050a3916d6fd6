//! Listening to the browser's events, for as long as somebody cares.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener at work. Dropping it ends it.
pub struct Listening {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listening {
    /// Calls `on_event` for every event of that name at the target.
    pub(super) fn to(target: &EventTarget, name: &'static str, on_event: impl FnMut(Event) + 'static) -> Listening {
        let closure = Closure::<dyn FnMut(Event)>::new(on_event);
        // Adding a listener of a known kind cannot be refused.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Listening { target: target.clone(), name, closure }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.name, self.closure.as_ref().unchecked_ref());
    }
}
