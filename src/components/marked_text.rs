//! A stretch of corpus text with the words that match marked: headlines and snippets.

use newsprint_search::Run;
use yew::prelude::*;

use crate::markup::html;

/// The text, as text: whatever markup the corpus holds is shown, never obeyed.
pub fn marked_text(runs: &[Run]) -> Html {
    runs.iter()
        .map(|run| match run.hit {
            Some(_) => html! { <mark class="hit">{ run.text.clone() }</mark> },
            None => html! { { run.text.clone() } },
        })
        .collect()
}
