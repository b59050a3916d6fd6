//! The document and the window: focus, scrolling, title, theme, storage, clipboard, timers, the connection. What takes the browser a line is a line of
//! `www/start.js`, which is less to download than the way there by names of the browser's own.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, MouseEvent};
use yew::NodeRef;

use super::listen::Listening;
use super::start;

/// What the ids of headlines in the list begin with; the article's own id follows.
pub const HEADLINE_ID: &str = "headline-";

/// Has the start-up script do something with a text.
#[inline(never)]
pub(super) fn ask(name: &str, text: &str) {
    start::ask(name, &JsValue::from_str(text));
}

/// A text that the start-up script answers with; `None` when it is empty, or there is no script.
#[inline(never)]
pub(crate) fn answer(name: &str, text: &str) -> Option<String> {
    start::call(name, &JsValue::from_str(text))?.as_string().filter(|text| !text.is_empty())
}

/// The element that the app draws into.
pub fn root() -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id("newsprint")
}

/// Where on a page the reader stood: how far it was scrolled, in whole CSS pixels, and the id of what had the focus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place(pub(super) String);

impl Place {
    /// Where the reader stands now.
    pub fn now() -> Place {
        Place(answer("place", "").unwrap_or_default())
    }

    /// Puts the reader back there.
    pub fn restore(&self) {
        ask("restore", &self.0);
    }
}

/// The id of the element that has the focus.
pub fn focused_id() -> Option<String> {
    answer("focused", "")
}

/// Moves the focus to an element, scrolling to it where need be.
pub fn focus(id: &str) {
    ask("focus", id);
}

/// Moves the focus to an element and selects all of its text.
pub fn focus_and_select(id: &str) {
    ask("select", id);
}

/// Moves the focus to an element without scrolling.
pub fn focus_quietly(id: &str) {
    ask("focusQuietly", id);
}

/// Brings an element into sight within a pane, which scrolls by itself or with the page; one that is in sight stays
/// where it is.
pub fn show_in_pane(id: &str, pane: &str) {
    ask("showInPane", &[id, pane].join("\n"));
}

/// Scrolls as little as shows all of an element.
pub fn show_whole(id: &str) {
    ask("showWhole", id);
}

/// Scrolls an element of its own scrolling, and the page when it begins above what is in sight, to its top.
pub fn scroll_to_start(id: &str) {
    ask("showStart", id);
}

/// Moves the focus from one headline of the list to the next (`1`) or the one before (`-1`); into the list when it was
/// elsewhere.
pub fn focus_headline(step: i32) {
    start::ask("step", &JsValue::from(step));
}

/// Whether a click on a link asks for another tab or window, which is the browser's affair.
pub fn opens_elsewhere(event: &MouseEvent) -> bool {
    start::call("elsewhere", event).is_some_and(|it| it.is_truthy())
}

/// A property of the field that an event came from.
#[inline(never)]
fn of_field(event: &Event, name: &str) -> Option<JsValue> {
    Reflect::get(event.target()?.as_ref(), &JsValue::from_str(name)).ok()
}

/// What stands in the field that an event came from.
pub fn field_text(event: &Event) -> String {
    of_field(event, "value").and_then(|text| text.as_string()).unwrap_or_default()
}

/// What stands in the first field of the form that is sent: it may be newer than what is drawn.
pub fn first_field_text(event: &Event) -> String {
    let field = of_field(event, "0").unwrap_or_default();
    js_sys::Reflect::get(&field, &"value".into()).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// Whether the box that an event came from is ticked.
pub fn field_ticked(event: &Event) -> bool {
    of_field(event, "checked").is_some_and(|it| it.is_truthy())
}

/// What a reference of Yew's holds, once it is drawn: only the gallery of components puts anything into it by hand.
#[cfg(debug_assertions)]
pub fn drawn(place: &NodeRef) -> Option<Element> {
    place.cast()
}

/// Opens a dialog over the page; nothing behind it can be reached until it closes.
pub fn show_modal(dialog: &NodeRef) {
    if let Some(dialog) = dialog.get() {
        start::ask("modal", &dialog);
    }
}

/// Whether an event came from the element that listens for it, not from inside.
pub fn came_from_itself(event: &Event) -> bool {
    event.target().is_some() && event.target() == event.current_target()
}

/// The page's title.
pub fn title() -> String {
    answer("title", "").unwrap_or_default()
}

/// Changes the page's title.
pub fn set_title(title: &str) {
    ask("entitle", title);
}

/// Sets or removes an attribute of the document's root, where the stylesheets look.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    ask("dress", &[name, value.unwrap_or_default()].join("\n"));
}

/// The languages that the reader's browser asks for, most wanted first.
pub fn wanted_languages() -> String {
    answer("languages", "").unwrap_or_default()
}

/// What was stored under a name on this device.
pub fn stored(name: &str) -> Option<String> {
    answer("stored", name)
}

/// Stores a text without line breaks under a name on this device, or for this tab where it is the reader's place; does nothing where storage is refused.
pub fn store(name: &str, text: &str) {
    ask("store", &[name, text].join("\n"));
}

/// Puts a text on the clipboard. Whether the browser let us; an insecure address has no clipboard at all.
pub async fn copy(text: String) -> bool {
    start::promised("copy", &JsValue::from_str(&text)).await.is_some()
}

/// Opens the browser's print dialog.
pub fn print() {
    ask("print", "");
}

/// Whether the device believes that it is connected.
pub fn is_online() -> bool {
    start::call("isOnline", &JsValue::UNDEFINED).is_none_or(|it| it.is_truthy())
}

/// Calls `on_change` whenever the device comes online or goes offline.
pub fn on_connection(on_change: impl Fn(bool) + 'static) -> Option<(Listening, Listening)> {
    let window = web_sys::window()?;
    let on_change = Rc::new(on_change);
    let also = Rc::clone(&on_change);
    Some((
        Listening::to(&window, "online", move |_| on_change(true)),
        Listening::to(&window, "offline", move |_| also(false)),
    ))
}

/// Something that happens after a while, unless it is dropped before.
pub struct Timer {
    id: i32,
    is_over: Rc<Cell<bool>>,
    _closure: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `then` after `pause_ms` milliseconds.
    pub fn after(pause_ms: i32, then: impl FnOnce() + 'static) -> Option<Timer> {
        let is_over = Rc::new(Cell::new(false));
        let over = Rc::clone(&is_over);
        let closure = Closure::once(move || {
            over.set(true);
            then();
        });
        let id = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(closure.as_ref().unchecked_ref(), pause_ms)
            .ok()?;
        Some(Timer { id, is_over, _closure: closure })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if !self.is_over.get()
            && let Some(window) = web_sys::window()
        {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Tells whoever looks after the site something, in the browser's console.
pub fn warn(sentence: &str) {
    web_sys::console::warn_1(&sentence.into());
}
