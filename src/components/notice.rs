//! A line across the page about the page itself: offline, or a new edition.

use yew::prelude::*;

use super::{Look, button, says};
use crate::markup::html;

/// The line.
pub fn notice(sentence: &'static str, act: Option<(&'static str, Callback<()>)>) -> Html {
    html! {
        <div class="notice" role="status">
            <p class="notice__sentence">{ sentence }</p>
            if let Some((act, on_act)) = act {
                { button(Look::Outlined, act.into(), says(&on_act, ())) }
            }
        </div>
    }
}
