//! A star on everything that the app's page shows of an article: a button of ours, behind what the app itself draws there.

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::listen::Listening;
use super::page;

/// What says of an element which article it shows.
const ARTICLE: &str = "data-article";
/// What says of it that the article is starred.
const STARRED: &str = "data-starred";
/// Where there is room for a button.
const ROOM: &str = ".result__meta, .article-view__acts";

/// Shows of every article on the page whether it is starred, and hangs a button there to change that.
///
/// * `word` is what the button does; the headline follows it for whoever does not see where the button stands.
pub fn show_stars(word: &str, is_starred: &dyn Fn(&str) -> bool) {
    let Some(Ok(shown)) = page::root().map(|root| root.query_selector_all("[data-article]")) else { return };
    for at in 0..shown.length() {
        if let Some(element) = shown.item(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            let holds = element.get_attribute(ARTICLE).is_some_and(|id| is_starred(&id));
            // The names are ours and well-formed.
            let _ = match holds {
                true => element.set_attribute(STARRED, ""),
                false => element.remove_attribute(STARRED),
            };
            hang_star(&element, word, holds);
        }
    }
}

/// In a developer's supplement: the star of an article that the gallery shows.
#[cfg(debug_assertions)]
pub fn specimen(place: &Element, word: &str, holds: bool) {
    if let Ok(Some(element)) = place.query_selector("[data-article]") {
        let _ = hang_star(&element, word, holds);
    }
}

/// The button of one of them, made where there is none yet.
fn hang_star(element: &Element, word: &str, holds: bool) -> Option<()> {
    let room = element.query_selector(ROOM).ok()??;
    let star = match room.query_selector(":scope > .star").ok()? {
        Some(star) => star,
        None => {
            let star = room.owner_document()?.create_element("button").ok()?;
            star.set_attribute("type", "button").ok()?;
            star.set_class_name("star");
            room.append_child(&star).ok()?;
            star
        }
    };
    let headline = element.query_selector("h2, h3").ok()?.and_then(|it| it.text_content()).unwrap_or_default();
    star.set_attribute("aria-label", &[word, ": ", headline.trim()].concat()).ok()?;
    star.set_attribute("title", word).ok()?;
    star.set_attribute("aria-pressed", if holds { "true" } else { "false" }).ok()?;
    let sign = if holds { "★" } else { "☆" };
    // What changes is told to those who watch the page, us among them.
    if star.text_content().as_deref() != Some(sign) {
        star.set_text_content(Some(sign));
    }
    Some(())
}

/// Calls `on_press` with the article's id whenever a star is pressed, for as long as the page lives.
pub fn on_star(on_press: impl Fn(String) + 'static) {
    let Some(root) = page::root() else { return };
    std::mem::forget(Listening::to(&root, "click", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let star = target.and_then(|target| target.closest(".star").ok().flatten());
        let article = star.and_then(|star| star.closest("[data-article]").ok().flatten());
        if let Some(id) = article.and_then(|article| article.get_attribute(ARTICLE)) {
            on_press(id);
        }
    }));
}
