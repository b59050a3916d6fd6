//! Copies a link to what is shown, and says what came of it.

use yew::prelude::*;

use super::{Look, Shape, button, icon, says};
use crate::markup::html;
use crate::words::Language;

/// The button and the sentence beside it.
pub fn share_button(lang: Language, outcome: Option<bool>, on_share: &Callback<()>) -> Html {
    let words = lang.words();
    html! {
        <span class="share-button">
            { button(Look::Quiet, html! { <>{ icon(Shape::Link) }<span class="share-button__word">{ words.copy_link }</span></> }, says(on_share, ())) }
            <span class="share-button__outcome" role="status">
                { match outcome {
                    Some(true) => words.link_copied,
                    Some(false) => words.link_not_copied,
                    None => "",
                } }
            </span>
        </span>
    }
}
