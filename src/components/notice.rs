//! A line across the page about the page itself: offline, or a new edition.

use yew::prelude::*;

/// What is said.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The sentence.
    pub sentence: AttrValue,
    /// What the reader may do about it, in a word or two.
    #[prop_or_default]
    pub act: Option<AttrValue>,
    /// They did.
    #[prop_or_default]
    pub on_act: Callback<()>,
}

/// The line.
#[component]
pub fn Notice(props: &Props) -> Html {
    html! {
        <div class="notice" role="status">
            <p class="notice__sentence">{ props.sentence.clone() }</p>
            if let Some(act) = &props.act {
                <button type="button" class="button" onclick={props.on_act.reform(|_: MouseEvent| ())}>{ act.clone() }</button>
            }
        </div>
    }
}
