//! Fields of several lines, and of files.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};

/// The most bytes of a file that is taken in.
const MOST_BYTES: f64 = 64e6;

/// What stands in a field of several lines.
pub fn area_text(id: &str) -> String {
    area(id).map(|area| area.value()).unwrap_or_default()
}

/// Puts a text into a field of several lines.
pub fn set_area_text(id: &str, text: &str) {
    if let Some(area) = area(id) {
        area.set_value(text);
    }
}

fn area(id: &str) -> Option<HtmlTextAreaElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// The text of the file that was chosen in the field that an event came from, which may then choose another; `None` when it is too large, or cannot be read.
pub async fn chosen_text(event: &Event) -> Option<String> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0)?;
    let text = if file.size() > MOST_BYTES { None } else { JsFuture::from(file.text()).await.ok()?.as_string() };
    field.set_value("");
    text
}
