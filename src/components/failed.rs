//! Something that did not come: what, why, and a way to ask again.

use yew::prelude::*;

use crate::data::Trouble;
use crate::words::Language;

/// What is said.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// Why it did not come.
    pub trouble: Trouble,
    /// It is asked for again.
    pub on_retry: Callback<()>,
}

/// The sentence and the button.
#[component]
pub fn Failed(props: &Props) -> Html {
    let words = props.lang.words();
    html! {
        <div class="failed" role="alert">
            <p class="failed__title">{ words.failed }</p>
            <p class="failed__reason" dir="auto">{ (words.trouble)(&props.trouble) }</p>
            <button type="button" class="button" onclick={props.on_retry.reform(|_: MouseEvent| ())}>{ words.retry }</button>
        </div>
    }
}
