//! What the two modules on a page say to each other, by way of `www/start.js`: questions and answers as bytes, and which view is to be shown.

use js_sys::Uint8Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MessageEvent};

use super::listen::Listening;
use super::start;

/// In the app: `on_question` gets every question of the supplement, for as long as the page lives.
pub fn on_question(on_question: impl Fn(Vec<u8>) + 'static) {
    let Some(window) = web_sys::window() else { return };
    std::mem::forget(Listening::to(&window, "newsprint-ask", move |event| {
        if let Some(event) = event.dyn_ref::<MessageEvent>() {
            on_question(Uint8Array::new(&event.data()).to_vec());
        }
    }));
}

/// In the app: an answer for the supplement.
pub fn answer(bytes: &[u8]) {
    start::ask("answer", &Uint8Array::from(bytes));
}

/// In the supplement: a question for the app.
pub fn ask(bytes: &[u8]) {
    start::ask("ask", &Uint8Array::from(bytes));
}

/// In the supplement: `on_answer` gets every answer of the app, for as long as the page lives.
pub fn on_answer(on_answer: impl Fn(Vec<u8>) + 'static) {
    let on_answer = Closure::<dyn FnMut(JsValue)>::new(move |bytes: JsValue| {
        on_answer(Uint8Array::new(&bytes).to_vec());
    });
    start::set("answer", on_answer.as_ref());
    on_answer.forget();
}

/// In the supplement: the element that it draws into.
pub fn root() -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id("supplement")
}

/// In the supplement: the address of the view that is to be shown; empty for none.
pub fn view() -> String {
    start::text("view").unwrap_or_default()
}

/// In the supplement: calls `on_view` whenever another view is to be shown.
pub fn on_view(on_view: impl Fn() + 'static) -> Option<Listening> {
    let window = web_sys::window()?;
    Some(Listening::to(&window, "newsprint-view", move |_| on_view()))
}

/// In the supplement: the language that the page speaks.
pub fn language() -> String {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    root.and_then(|root| root.get_attribute("lang")).unwrap_or_default()
}

/// In a developer's supplement: a stylesheet that no published build has.
#[cfg(debug_assertions)]
pub fn adopt_style(css: &str) {
    let adopt = || -> Result<(), JsValue> {
        let make: js_sys::Function = js_sys::Reflect::get(&js_sys::global(), &"CSSStyleSheet".into())?.dyn_into()?;
        let sheet = js_sys::Reflect::construct(&make, &js_sys::Array::new())?;
        let replace: js_sys::Function = js_sys::Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
        replace.call1(&sheet, &css.into())?;
        let document = js_sys::Reflect::get(&js_sys::global(), &"document".into())?;
        js_sys::Reflect::set(&document, &"adoptedStyleSheets".into(), &js_sys::Array::of1(&sheet))?;
        Ok(())
    };
    // A browser without such sheets shows the gallery bare.
    let _ = adopt();
}
