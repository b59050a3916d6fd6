//! Copies a link to what is shown, and says what came of it.

use yew::prelude::*;

use super::{Icon, Shape};
use crate::words::Language;

/// What the button shows.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// What came of it, once it was pressed: `Some(false)` when the browser refused.
    pub outcome: Option<bool>,
    /// It was pressed.
    pub on_share: Callback<()>,
}

/// The button and the sentence beside it.
#[component]
pub fn ShareButton(props: &Props) -> Html {
    let words = props.lang.words();
    html! {
        <span class="share-button">
            <button type="button" class="text-button" onclick={props.on_share.reform(|_: MouseEvent| ())}>
                <Icon shape={Shape::Link} /><span class="share-button__word">{ words.copy_link }</span>
            </button>
            <span class="share-button__outcome" role="status">
                { match props.outcome {
                    Some(true) => words.link_copied,
                    Some(false) => words.link_not_copied,
                    None => "",
                } }
            </span>
        </span>
    }
}
