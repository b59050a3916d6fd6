//! Something that did not come: what, why, and a way to ask again.

use yew::prelude::*;

use super::{Look, button, says};
use crate::data::Trouble;
use crate::js::service_worker;
use crate::markup::html;
use crate::words::Language;

/// The sentence and the button.
pub fn failed(lang: Language, trouble: &Trouble, on_retry: &Callback<()>) -> Html {
    let words = lang.words();
    html! {
        <div class="failed" role="alert">
            <p class="failed__title">{ words.failed }</p>
            <p class="failed__reason" dir="auto">{ (words.trouble)(trouble) }</p>
            { ways_on(lang, trouble, on_retry) }
        </div>
    }
}

/// A part of the page that did not come, while the rest stands: what it is, why, and a way to ask again.
pub fn failed_part(lang: Language, what: &'static str, trouble: &Trouble, on_retry: &Callback<()>) -> Html {
    html! {
        <div class="failed failed--part" role="alert">
            <p class="failed__reason" dir="auto">{ what }{ " " }{ (lang.words().trouble)(trouble) }</p>
            { ways_on(lang, trouble, on_retry) }
        </div>
    }
}

/// The buttons: asking again, and loading the page anew, with the newest edition, where that is what may help.
fn ways_on(lang: Language, trouble: &Trouble, on_retry: &Callback<()>) -> Html {
    let words = lang.words();
    let on_reload = Callback::from(|_: MouseEvent| service_worker::apply_update());
    html! {
        <p class="failed__ways">
            { button(Look::Outlined, words.retry.into(), says(on_retry, ())) }
            if !matches!(trouble, Trouble::Unreachable { .. }) {
                { button(Look::Outlined, words.reload.into(), on_reload) }
            }
        </p>
    }
}
