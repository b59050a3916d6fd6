//! Headlines with their dates, each a link to its article.

use newsprint_search::Hit;
use yew::prelude::*;

use super::Leaf;
use crate::components::marked_text;
use crate::markup::html;
use crate::state::View;

/// The headlines of some articles; `list` is the list that they open in.
pub fn headlines(leaf: &Leaf, hits: &[Hit], list: &View) -> Html {
    html! {
        <ol class="headlines">
            { for hits.iter().map(|hit| {
                let to = View { doc: Some(hit.id.clone()), ..list.clone() };
                let lang = (hit.lang != "und").then(|| hit.lang.clone());
                html! {
                    <li class="headlines__row">
                        <a class="headlines__link" dir="auto" {lang} href={leaf.href(to)}>{ marked_text(&hit.title) }</a>
                        <span class="headlines__meta">
                            { leaf.lang.date(hit.date) }
                            { for hit.source.iter().map(|source| html! { <>{ " · " }<bdi>{ source.clone() }</bdi></> }) }
                        </span>
                    </li>
                }
            }) }
        </ol>
    }
}
