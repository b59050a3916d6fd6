//! From match to match of the open article.

use yew::prelude::*;

use super::{Shape, icon_button, says};
use crate::markup::html;
use crate::state::neighbours;
use crate::words::Language;

/// Two arrows and a count; nothing when nothing matches.
pub fn hit_nav(lang: Language, hit: u32, n_hits: u32, on_hit: &Callback<u32>) -> Html {
    let words = lang.words();
    if n_hits == 0 {
        return Html::default();
    }
    let hit = hit.min(n_hits - 1);
    let (before, after) = neighbours(hit, n_hits);
    html! {
        <div class="hit-nav" role="group" aria-label={words.hits}>
            <span class="hit-nav__label">{ words.hits }</span>
            <span class="hit-nav__place" role="status" aria-live="polite">{ (words.hit_of)(hit + 1, n_hits) }</span>
            { icon_button("", Shape::Up, words.previous_hit, says(on_hit, before)) }
            { icon_button("", Shape::Down, words.next_hit, says(on_hit, after)) }
        </div>
    }
}
