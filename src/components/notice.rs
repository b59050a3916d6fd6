//! A line across the page about the page itself: offline, or a new edition.

use yew::prelude::*;

/// The line.
pub fn notice(sentence: &'static str, act: Option<(&'static str, Callback<()>)>) -> Html {
    html! {
        <div class="notice" role="status">
            <p class="notice__sentence">{ sentence }</p>
            if let Some((act, on_act)) = act {
                <button type="button" class="button" onclick={on_act.reform(|_: MouseEvent| ())}>{ act }</button>
            }
        </div>
    }
}
