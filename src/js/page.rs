//! The document and the window: focus, scrolling, title, theme, storage, clipboard, timers, the connection.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, FocusOptions, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement,
    MouseEvent, Storage, Window,
};
use yew::NodeRef;

use super::listen::Listening;
use super::start;

/// What the ids of headlines in the list begin with; the article's own id follows.
pub const HEADLINE_ID: &str = "headline-";

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

fn by_id(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The element that the app draws into.
pub fn root() -> Option<Element> {
    document()?.get_element_by_id("newsprint")
}

/// Where on a page the reader stood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// How far it was scrolled, in whole CSS pixels: writing and reading fractions would be 20 KB of everybody's download.
    pub scroll: i32,
    /// The id of the element that had the focus.
    pub focus: Option<String>,
}

impl Place {
    /// Where the reader stands now.
    pub fn now() -> Place {
        let scroll = window().and_then(|window| window.scroll_y().ok()).unwrap_or_default() as i32;
        Place { scroll, focus: focused_id() }
    }

    /// Puts the reader back there.
    pub fn restore(&self) {
        if let Some(window) = window() {
            window.scroll_to_with_x_and_y(0.0, f64::from(self.scroll));
        }
        if let Some(element) = self.focus.as_deref().and_then(by_id) {
            focus_in_place(&element);
        }
    }

    pub(super) fn to_text(&self) -> String {
        format!("{} {}", self.scroll, self.focus.as_deref().unwrap_or_default())
    }

    pub(super) fn from_text(text: &str) -> Option<Place> {
        let (scroll, focus) = text.split_once(' ')?;
        Some(Place { scroll: scroll.parse().ok()?, focus: (!focus.is_empty()).then(|| focus.to_owned()) })
    }
}

fn focus_in_place(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Focus is refused only to what is not shown.
    let _ = element.focus_with_options(&options);
}

/// The id of the element that has the focus.
pub fn focused_id() -> Option<String> {
    document()?.active_element().map(|element| element.id()).filter(|id| !id.is_empty())
}

/// Moves the focus to an element, scrolling to it where need be. Whether it could be done.
pub fn focus(id: &str) -> bool {
    by_id(id).is_some_and(|element| element.focus().is_ok())
}

/// Moves the focus to an element and selects all of its text.
pub fn focus_and_select(id: &str) {
    if let Some(element) = by_id(id) {
        let _ = element.focus();
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    }
}

/// Moves the focus to an element without scrolling.
pub fn focus_quietly(id: &str) {
    if let Some(element) = by_id(id) {
        focus_in_place(&element);
    }
}

/// Brings an element into sight within a pane, which scrolls by itself or with the page; one that is in sight stays
/// where it is.
pub fn show_in_pane(id: &str, pane: &str) {
    let (Some(element), Some(pane), Some(window)) = (by_id(id), by_id(pane), window()) else { return };
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let place = element.get_bounding_client_rect();
    let scrolls_itself = pane.scroll_height() > pane.client_height() + 1;
    let (top, bottom) = if scrolls_itself {
        let frame = pane.get_bounding_client_rect();
        (frame.top().max(0.0), frame.bottom().min(height))
    } else {
        (0.0, height)
    };
    // Room for what stays in place at the top, and for the line after.
    let margin = 72.0;
    if place.top() >= top + margin && place.bottom() <= bottom - margin / 2.0 {
        return;
    }
    let by = place.top() - (top + (bottom - top) / 3.0);
    if scrolls_itself {
        pane.set_scroll_top(pane.scroll_top() + by as i32);
    } else {
        window.scroll_by_with_x_and_y(0.0, by);
    }
}

/// Scrolls as little as shows all of an element.
pub fn show_whole(id: &str) {
    start::ask("showWhole", &JsValue::from_str(id));
}

/// Scrolls an element of its own scrolling, and the page when it begins above what is in sight, to its top.
pub fn scroll_to_start(id: &str) {
    if let Some(element) = by_id(id) {
        element.set_scroll_top(0);
        if element.get_bounding_client_rect().top() < 0.0 {
            element.scroll_into_view_with_bool(true);
        }
    }
}

/// Moves the focus from one headline of the list to the next (`1`) or the one before (`-1`); into the list when it was
/// elsewhere.
pub fn focus_headline(step: i32) {
    let Some(document) = document() else { return };
    let Ok(list) = document.query_selector_all(&format!("[id^='{HEADLINE_ID}']")) else { return };
    let focused = focused_id();
    let at = (0..list.length()).find(|&i| {
        let id = list.item(i).and_then(|node| node.dyn_into::<Element>().ok()).map(|element| element.id());
        id.is_some() && id == focused
    });
    let next = match at {
        Some(at) => at.saturating_add_signed(step).min(list.length().saturating_sub(1)),
        None => 0,
    };
    if let Some(element) = list.item(next).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether a click on a link asks for another tab or window, which is the browser's affair.
pub fn opens_elsewhere(event: &MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0
}

/// What stands in the field that an event came from.
pub fn field_text(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    target.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value).unwrap_or_default()
}

/// Whether the box that an event came from is ticked.
pub fn field_ticked(event: &Event) -> bool {
    event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked())
}

/// Opens a dialog over the page; nothing behind it can be reached until it closes.
pub fn show_modal(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>()
        && !dialog.open()
    {
        // Refused only when it is open already or not in the page.
        let _ = dialog.show_modal();
    }
}

/// Whether an event came from the element that listens for it, not from inside.
pub fn came_from_itself(event: &Event) -> bool {
    event.target().is_some() && event.target() == event.current_target()
}

/// The page's title.
pub fn title() -> String {
    document().map(|document| document.title()).unwrap_or_default()
}

/// Changes the page's title.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets or removes an attribute of the document's root, where the stylesheets look.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // The names are ours and well-formed.
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// The languages that the reader's browser asks for, most wanted first.
pub fn wanted_languages() -> Vec<String> {
    let Some(window) = window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// The browser's storage; `None` where it is refused.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}

/// What was stored under a name on this device.
pub fn stored(name: &str) -> Option<String> {
    storage()?.get_item(&format!("newsprint:{name}")).ok()?
}

/// Stores a text under a name on this device; does nothing where storage is refused.
pub fn store(name: &str, text: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("newsprint:{name}"), text);
    }
}

/// Stores a text for as long as this tab is open; does nothing where storage is refused.
pub(super) fn store_for_tab(name: &str, text: &str) {
    if let Some(Ok(Some(storage))) = window().map(|window| window.session_storage()) {
        let _ = storage.set_item(&format!("newsprint:{name}"), text);
    }
}

/// Takes out what was stored for this tab.
pub(super) fn take_from_tab(name: &str) -> Option<String> {
    let storage = window()?.session_storage().ok()??;
    let name = format!("newsprint:{name}");
    let text = storage.get_item(&name).ok()?;
    let _ = storage.remove_item(&name);
    text
}

/// Puts a text on the clipboard. Whether the browser let us; an insecure address has no clipboard at all.
pub async fn copy(text: String) -> bool {
    start::promised("copy", &JsValue::from_str(&text)).await.is_some()
}

/// Opens the browser's print dialog.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Loads the page anew, keeping its address.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}

/// Whether the device believes that it is connected.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Calls `on_change` whenever the device comes online or goes offline.
pub fn on_connection(on_change: impl Fn(bool) + 'static) -> Option<(Listening, Listening)> {
    let window = window()?;
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
        let id = window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(closure.as_ref().unchecked_ref(), pause_ms)
            .ok()?;
        Some(Timer { id, is_over, _closure: closure })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if !self.is_over.get()
            && let Some(window) = window()
        {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Tells whoever looks after the site something, in the browser's console.
pub fn warn(sentence: &str) {
    web_sys::console::warn_1(&sentence.into());
}
