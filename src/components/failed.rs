//! Something that did not come: what, why, and a way to ask again.

use yew::prelude::*;

use super::{Look, button, says};
use crate::data::Trouble;
use crate::markup::html;
use crate::words::Language;

/// The sentence and the button.
pub fn failed(lang: Language, trouble: &Trouble, on_retry: &Callback<()>) -> Html {
    let words = lang.words();
    html! {
        <div class="failed" role="alert">
            <p class="failed__title">{ words.failed }</p>
            <p class="failed__reason" dir="auto">{ (words.trouble)(trouble) }</p>
            { button(Look::Outlined, words.retry.into(), says(on_retry, ())) }
        </div>
    }
}

/// A part of the page that did not come, while the rest stands: what it is, why, and a way to ask again.
pub fn failed_part(lang: Language, what: &'static str, trouble: &Trouble, on_retry: &Callback<()>) -> Html {
    let words = lang.words();
    html! {
        <div class="failed failed--part" role="alert">
            <p class="failed__reason" dir="auto">{ what }{ " " }{ (words.trouble)(trouble) }</p>
            { button(Look::Outlined, words.retry.into(), says(on_retry, ())) }
        </div>
    }
}
