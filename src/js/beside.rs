//! What the supplement puts beside the app's open article: elements of its own, which neither program takes for the other's.
//!
//! They are made by hand: what two programs of Yew draw into each other, both would listen to.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, MutationObserver, MutationObserverInit};

use super::listen::Listening;
use super::page;

/// The open article, as the app has drawn it.
#[derive(Clone)]
pub struct OpenArticle {
    element: Element,
    /// Its id.
    pub id: String,
}

/// An element made by hand.
#[derive(Clone)]
pub struct Made(Element);

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// What the ids of paragraphs begin with, as a selector.
const PARAGRAPHS: &str = ".article-text__paragraph[id]";

/// The article that is open, if one is.
pub fn open_article() -> Option<OpenArticle> {
    let element = page::root()?.query_selector(".article-view[data-article]").ok()??;
    let id = element.get_attribute("data-article")?;
    Some(OpenArticle { element, id })
}

/// Calls `on_change` whenever the app has drawn something anew, for as long as the page lives.
pub fn on_drawing(on_change: impl Fn() + 'static) {
    let Some(root) = page::root() else { return };
    let told = Closure::<dyn FnMut()>::new(on_change);
    if let Ok(observer) = MutationObserver::new(told.as_ref().unchecked_ref()) {
        let what = MutationObserverInit::new();
        what.set_child_list(true);
        what.set_subtree(true);
        what.set_attribute_filter(&js_sys::Array::of1(&"data-article".into()));
        // Refused only where nothing is asked for.
        let _ = observer.observe_with_options(&root, &what);
    }
    told.forget();
}

/// Calls `on_change` whenever another text is selected, until what this returns is dropped.
pub fn on_selection(on_change: impl Fn() + 'static) -> Option<Listening> {
    Some(Listening::to(document()?.as_ref(), "selectionchange", move |_| on_change()))
}

/// The paragraph of the open article that the selected text begins in, counted from 1, and the selected words.
pub fn selected_passage() -> Option<(u32, String)> {
    let selection = web_sys::window()?.get_selection().ok()??;
    if selection.is_collapsed() {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let node = range.start_container().ok()?;
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    let paragraph = element.closest(PARAGRAPHS).ok()??;
    let nth = paragraph.id().strip_prefix(crate::components::PARAGRAPH_ID)?.parse().ok()?;
    Some((nth, selection.to_string().as_string()?))
}

/// A new element of the page's own, behind all others, to draw into.
pub fn new_root(id: &str) -> Option<Element> {
    let root = Made::new("div")?.0;
    root.set_id(id);
    document()?.body()?.append_child(&root).ok()?;
    Some(root)
}

impl OpenArticle {
    /// In a developer's supplement: an article that the gallery shows.
    #[cfg(debug_assertions)]
    pub fn within(place: &Element) -> Option<OpenArticle> {
        let element = place.query_selector(".article-view").ok()??;
        let id = element.get_attribute("data-article").unwrap_or_default();
        Some(OpenArticle { element, id })
    }

    /// Takes away what stands at its end, and whether anything did for another reason than this one.
    ///
    /// * `reason`: says for what it stands there; the same reason leaves it.
    pub fn is_to_be_furnished(&self, reason: &str) -> bool {
        let here = self.element.query_selector(":scope > .beside").ok().flatten();
        if here.as_ref().and_then(|it| it.get_attribute("data-for")).as_deref() == Some(reason) {
            return false;
        }
        if let Some(here) = here {
            here.remove();
        }
        true
    }

    /// Puts something at its end.
    pub fn furnish(&self, reason: &str, made: &Made) {
        made.set("data-for", reason);
        let _ = self.element.append_child(&made.0);
    }

    /// Its paragraphs, in order.
    pub fn paragraphs(&self) -> Vec<Made> {
        let Ok(found) = self.element.query_selector_all(PARAGRAPHS) else { return Vec::new() };
        (0..found.length()).filter_map(|nth| found.item(nth)?.dyn_into().ok().map(Made)).collect()
    }
}

impl Made {
    /// A new element.
    pub fn new(tag: &str) -> Option<Made> {
        document()?.create_element(tag).ok().map(Made)
    }

    /// Gives it an attribute.
    pub fn set(&self, name: &str, value: &str) {
        // The names are ours and well-formed.
        let _ = self.0.set_attribute(name, value);
    }

    /// Gives it a text in place of what is in it.
    pub fn say(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    /// Puts an element into it, behind what is there.
    pub fn add(&self, made: &Made) {
        let _ = self.0.append_child(&made.0);
    }

    /// Puts an element into it, before what is there.
    pub fn add_first(&self, made: &Made) {
        let _ = self.0.insert_before(&made.0, self.0.first_child().as_ref());
    }

    /// Takes the elements out of it that a selector finds. Whether there were any.
    pub fn take_out(&self, selector: &str) -> bool {
        let found = self.0.query_selector(selector).ok().flatten();
        if let Some(found) = &found {
            found.remove();
        }
        found.is_some()
    }

    /// Calls `on_click` whenever it is pressed, for as long as the page lives; nobody else hears of that.
    pub fn on_click(&self, on_click: impl Fn() + 'static) {
        std::mem::forget(Listening::to(&self.0, "click", move |event| {
            event.prevent_default();
            event.stop_propagation();
            on_click();
        }));
    }
}
