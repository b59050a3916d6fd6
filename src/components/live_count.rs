//! Says once, politely, to whoever cannot see the list, how long it has become.

use yew::prelude::*;

use crate::markup::html;

/// The live region. It is always on the page: a region that appears together with its words is not spoken.
pub fn live_count(sentence: String) -> Html {
    html! { <p class="visually-hidden" role="status" aria-live="polite" aria-atomic="true">{ sentence }</p> }
}
