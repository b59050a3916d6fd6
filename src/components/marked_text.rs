//! A stretch of corpus text with the words that match marked: headlines and snippets.

use newsprint_search::Run;
use yew::prelude::*;

/// What the text is made of.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The text, in order.
    pub runs: Vec<Run>,
}

/// The text, as text: whatever markup the corpus holds is shown, never obeyed.
#[component]
pub fn MarkedText(props: &Props) -> Html {
    props
        .runs
        .iter()
        .map(|run| match run.hit {
            Some(_) => html! { <mark class="hit">{ run.text.clone() }</mark> },
            None => html! { { run.text.clone() } },
        })
        .collect()
}
