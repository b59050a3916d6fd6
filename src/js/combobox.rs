//! The search box's list of suggestions and the underlining of its words: elements that stand in the field's box beside the app's own, drawn without the
//! app's library, which finds its listeners by numbers on elements and would meet another program's there.

use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent};

use super::{page, start};

/// The id of the list.
pub const LIST_ID: &str = "suggestions";
/// What the ids of its rows begin with; a row's place follows.
const ROW_ID: &str = "suggestion-";
/// The id of what lies over the field's words.
const UNDERLINE_ID: &str = "search-underline";
/// The id of what says how many suggestions there are.
const STATUS_ID: &str = "suggestions-status";

/// The code of a key that an input method has taken.
const COMPOSING: u32 = 229;

/// A row of the list, as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it and its neighbours of the same kind stand under.
    pub group: &'static str,
    /// The class that says how its text is set.
    pub look: &'static str,
    /// The class of the marker in front of it; empty for none.
    pub marker: String,
    /// Its text, and which stretches of it are what was typed.
    pub runs: Vec<(String, bool)>,
    /// The language of its text, where it is not the interface's.
    pub lang: Option<String>,
    /// What is said of it where the marker cannot be seen.
    pub spoken: &'static str,
    /// What stands behind it.
    pub note: String,
}

/// What happens in the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard<'a> {
    /// Its words changed by typing.
    Typed,
    /// A key was pressed in it, and whether with Alt.
    Key(&'a str, bool),
    /// It got the focus.
    Entered,
    /// It lost the focus.
    Left,
    /// A row was clicked on, by its place.
    Chosen(usize),
    /// Something was done elsewhere that may have changed its words.
    Elsewhere,
}

/// The field, and what stands in its box.
pub struct Combobox {
    field: HtmlInputElement,
    list: HtmlElement,
    underline: HtmlElement,
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// A new element of a class, below another.
fn below(parent: &Element, tag: &str, class: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document()?.create_element(tag).ok()?.dyn_into().ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    parent.append_child(&element).ok()?;
    Some(element)
}

/// Sets an attribute; the names are ours and well-formed.
fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Whether an event comes from the element of this id, or from within it.
fn is_within(event: &Event, id: &str) -> bool {
    let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target| target.closest(&["#", id].concat()).is_ok_and(|found| found.is_some()))
}

/// Hears of every event of a name before the page's own listeners do, for as long as the page lives.
fn hear(name: &'static str, on_event: impl Fn(Event) + 'static) {
    let (Some(window), Some(document)) = (web_sys::window(), document()) else { return };
    let target: EventTarget = if name == "popstate" { window.into() } else { document.into() };
    let closure = Closure::<dyn FnMut(Event)>::new(on_event);
    // Adding a listener of a known kind cannot be refused.
    let _ = target.add_event_listener_with_callback_and_bool(name, closure.as_ref().unchecked_ref(), true);
    closure.forget();
}

/// Tells of everything that happens in the field of this id, for as long as the page lives. Of a key that is answered with `true` nobody else hears.
pub fn listen(field: &'static str, on_heard: impl Fn(Heard<'_>) -> bool + 'static) {
    let tell = Rc::new(on_heard);
    let on = |name: &'static str, heard: Heard<'static>| {
        let tell = Rc::clone(&tell);
        hear(name, move |event| {
            if is_within(&event, field) {
                tell(heard);
            }
        });
    };
    on("input", Heard::Typed);
    on("focusin", Heard::Entered);
    on("focusout", Heard::Left);
    for name in ["click", "keyup", "popstate"] {
        let tell = Rc::clone(&tell);
        hear(name, move |event| {
            if name == "click"
                && is_within(&event, LIST_ID)
                && let Some(row) = row_of(&event)
            {
                tell(Heard::Chosen(row));
            } else {
                tell(Heard::Elsewhere);
            }
        });
    }
    // The field keeps the focus while a row is clicked on.
    hear("mousedown", |event| {
        if is_within(&event, LIST_ID) {
            event.prevent_default();
        }
    });
    // What lies over the words goes where they go.
    hear("scroll", move |event| {
        if is_within(&event, field)
            && let (Some(field), Some(underline)) = (by_id::<Element>(field), by_id::<Element>(UNDERLINE_ID))
        {
            underline.set_scroll_left(field.scroll_left());
        }
    });
    hear("keydown", move |event| {
        let Some(pressed) = event.dyn_ref::<KeyboardEvent>().filter(|_| is_within(&event, field)) else { return };
        // What an input method does with a key is its own affair, nobody's else; WebKit ends composing before the key that ended it, and tells so by its code.
        if pressed.is_composing() || pressed.key_code() == COMPOSING {
            return event.stop_propagation();
        }
        if pressed.ctrl_key() || pressed.meta_key() || pressed.shift_key() {
            return;
        }
        if tell(Heard::Key(&pressed.key(), pressed.alt_key())) {
            event.prevent_default();
            event.stop_propagation();
        }
    });
}

/// The place of the row that an event comes from.
fn row_of(event: &Event) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[role=option]").ok()??.id().strip_prefix(ROW_ID)?.parse().ok()
}

/// Goes to another view, as by a link. Whether the browser let us: a frame of opaque origin has no history.
pub fn go(href: &str) -> bool {
    start::call("go", &JsValue::from_str(href)).is_some_and(|went| went.is_truthy())
}

impl Combobox {
    /// The field of this id, made a combobox if it is none yet; `None` where the page has no such field.
    pub fn of(field: &'static str) -> Option<Combobox> {
        let field: HtmlInputElement = by_id(field)?;
        let parent = field.parent_element()?;
        let there = by_id(LIST_ID).zip(by_id(UNDERLINE_ID));
        Combobox::around(field, &parent, there)
    }

    /// In a developer's supplement: the one in a place of the gallery's.
    #[cfg(debug_assertions)]
    fn within(place: &Element) -> Option<Combobox> {
        let field: HtmlInputElement = place.query_selector("input").ok()??.dyn_into().ok()?;
        let parent = field.parent_element()?;
        let of = |class: &str| parent.query_selector(class).ok()??.dyn_into().ok();
        Combobox::around(field, &parent, of(".suggestions").zip(of(".search-underline")))
    }

    /// A field made a combobox, with its list and what lies over its words where they are there.
    fn around(
        field: HtmlInputElement,
        parent: &Element,
        there: Option<(HtmlElement, HtmlElement)>,
    ) -> Option<Combobox> {
        let combobox = match there {
            Some((list, underline)) => Combobox { field, list, underline },
            None => {
                let underline = below(parent, "div", "search-underline")?;
                underline.set_id(UNDERLINE_ID);
                underline.set_hidden(true);
                set(&underline, "aria-hidden", "true");
                set(&underline, "dir", "auto");
                let list = below(parent, "div", "suggestions")?;
                list.set_id(LIST_ID);
                list.set_hidden(true);
                set(&list, "role", "listbox");
                Combobox { field, list, underline }
            }
        };
        // The app never sets these.
        for (name, value) in [("role", "combobox"), ("aria-autocomplete", "list"), ("aria-controls", LIST_ID)] {
            set(&combobox.field, name, value);
        }
        if !combobox.field.has_attribute("aria-expanded") {
            set(&combobox.field, "aria-expanded", "false");
        }
        Some(combobox)
    }

    /// What stands in the field.
    pub fn text(&self) -> String {
        self.field.value()
    }

    /// Whether the next letter goes to the end of the field's text.
    pub fn is_at_end(&self) -> bool {
        let n_units = self.field.value().encode_utf16().count() as u32;
        self.field.selection_start().ok().flatten().is_none_or(|at| at == n_units)
    }

    /// Puts a text into the field, as if it had been typed.
    pub fn put(&self, text: &str) {
        self.field.set_value(text);
        if let Ok(event) = InputEvent::new("input") {
            event.init_event_with_bubbles("input", true);
            // Nobody cancels what was typed.
            let _ = self.field.dispatch_event(&event);
        }
        let _ = self.field.focus();
    }

    /// Shows a list under the field.
    ///
    /// * `label` is what the list is called.
    pub fn show(&self, label: &str, rows: &[Row]) {
        self.list.set_text_content(None);
        set(&self.list, "aria-label", label);
        let mut group: Option<(&'static str, HtmlElement)> = None;
        for (place, row) in rows.iter().enumerate() {
            if group.as_ref().is_none_or(|(name, _)| *name != row.group) {
                group = group_below(&self.list, row.group).map(|element| (row.group, element));
            }
            if let Some((_, group)) = &group {
                // Nothing is refused to the elements of a page.
                let _ = row_below(group, place, row);
            }
        }
        self.list.set_hidden(false);
        self.list.set_scroll_top(0);
        set(&self.field, "aria-expanded", "true");
        self.mark(None);
    }

    /// Hides the list.
    pub fn hide(&self) {
        if !self.list.hidden() {
            self.mark(None);
            self.list.set_hidden(true);
            set(&self.field, "aria-expanded", "false");
        }
    }

    /// Shows that a row is the one that Enter chooses; `None` when none is.
    pub fn mark(&self, row: Option<usize>) {
        if let Some(before) = self.field.get_attribute("aria-activedescendant").and_then(|id| by_id::<Element>(&id)) {
            set(&before, "aria-selected", "false");
        }
        match row.map(|row| [ROW_ID, &row.to_string()].concat()) {
            Some(id) => {
                set(&self.field, "aria-activedescendant", &id);
                if let Some(row) = by_id::<Element>(&id) {
                    set(&row, "aria-selected", "true");
                }
                page::show_whole(&id);
            }
            None => {
                let _ = self.field.remove_attribute("aria-activedescendant");
            }
        }
    }

    /// Says something to those who listen to the page.
    pub fn say(&self, sentence: &str) {
        let status = by_id::<HtmlElement>(STATUS_ID).or_else(|| {
            let status = below(document()?.body()?.as_ref(), "div", "visually-hidden")?;
            status.set_id(STATUS_ID);
            set(&status, "role", "status");
            Some(status)
        });
        if let Some(status) = status {
            status.set_text_content(Some(sentence));
        }
    }

    /// Lays stretches over the field's words, each with the class that underlines it or none.
    pub fn underline(&self, runs: &[(&'static str, String)]) {
        let is_plain = runs.iter().all(|(class, _)| class.is_empty());
        self.underline.set_text_content(None);
        self.underline.set_hidden(is_plain);
        if !is_plain {
            for (class, run) in runs {
                if let Some(span) = below(&self.underline, "span", class) {
                    span.set_text_content(Some(run));
                }
            }
            self.underline.set_scroll_left(self.field.scroll_left());
        }
    }
}

/// In a developer's supplement: a list under a field that is not the page's, as it looks while a row is active.
#[cfg(debug_assertions)]
pub fn specimen(place: &Element, label: &str, rows: &[Row], active: Option<usize>) {
    let Some(combobox) = Combobox::within(place) else { return };
    if !rows.is_empty() {
        combobox.show(label, rows);
    }
    let rows = combobox.list.query_selector_all("[role=option]").ok();
    if let Some(row) = rows.zip(active).and_then(|(rows, at)| rows.item(at as u32)?.dyn_into::<Element>().ok()) {
        set(&combobox.field, "aria-activedescendant", &row.id());
        set(&row, "aria-selected", "true");
    }
}

/// In a developer's supplement: the underlining of such a field's words.
#[cfg(debug_assertions)]
pub fn specimen_underlined(place: &Element, runs: &[(&'static str, String)]) {
    if let Some(combobox) = Combobox::within(place) {
        combobox.underline(runs);
    }
}

/// A group of rows and what stands over it.
fn group_below(list: &Element, name: &'static str) -> Option<HtmlElement> {
    let group = below(list, "div", "suggestions__group")?;
    set(&group, "role", "group");
    set(&group, "aria-label", name);
    let heading = below(&group, "div", "suggestions__heading")?;
    set(&heading, "aria-hidden", "true");
    heading.set_text_content(Some(name));
    Some(group)
}

/// A row.
fn row_below(group: &Element, place: usize, row: &Row) -> Option<()> {
    let option = below(group, "div", "suggestions__row")?;
    option.set_id(&[ROW_ID, &place.to_string()].concat());
    set(&option, "role", "option");
    set(&option, "aria-selected", "false");
    if !row.marker.is_empty() {
        set(below(&option, "span", &row.marker)?.as_ref(), "aria-hidden", "true");
    }
    let text = below(&option, "bdi", row.look)?;
    if let Some(lang) = &row.lang {
        set(&text, "lang", lang);
    }
    for (run, is_typed) in &row.runs {
        let part = below(&text, if *is_typed { "b" } else { "span" }, "")?;
        part.set_text_content(Some(run));
    }
    if !row.spoken.is_empty() {
        let spoken = below(&option, "span", "visually-hidden")?;
        spoken.set_text_content(Some(&[" ", row.spoken].concat()));
    }
    if !row.note.is_empty() {
        let note = below(&option, "span", "suggestions__note")?;
        note.set_text_content(Some(&[" ", &*row.note].concat()));
    }
    Some(())
}
