//! Says once, politely, to whoever cannot see the list, how long it has become.

use yew::prelude::*;

/// What is said.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The sentence; said again only when it changes.
    pub sentence: String,
}

/// The live region. It is always on the page: a region that appears together with its words is not spoken.
#[component]
pub fn LiveCount(props: &Props) -> Html {
    html! { <p class="visually-hidden" role="status" aria-live="polite" aria-atomic="true">{ props.sentence.clone() }</p> }
}
