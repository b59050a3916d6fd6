//! From match to match of the open article.

use yew::prelude::*;

use super::{Shape, icon};
use crate::words::Language;

/// The match before and after one, round and round.
pub fn neighbours(hit: u32, n_hits: u32) -> (u32, u32) {
    let n = n_hits.max(1);
    ((hit + n - 1) % n, (hit + 1) % n)
}

/// Two arrows and a count; nothing when nothing matches.
pub fn hit_nav(lang: Language, hit: u32, n_hits: u32, on_hit: &Callback<u32>) -> Html {
    let words = lang.words();
    if n_hits == 0 {
        return Html::default();
    }
    let hit = hit.min(n_hits - 1);
    let (before, after) = neighbours(hit, n_hits);
    let to = |hit: u32| {
        let on_hit = on_hit.clone();
        Callback::from(move |_: MouseEvent| on_hit.emit(hit))
    };
    html! {
        <div class="hit-nav" role="group" aria-label={words.hits}>
            <span class="hit-nav__label">{ words.hits }</span>
            <span class="hit-nav__place" role="status" aria-live="polite">{ (words.hit_of)(hit + 1, n_hits) }</span>
            <button type="button" class="icon-button" aria-label={words.previous_hit} title={words.previous_hit}
                aria-keyshortcuts="p" onclick={to(before)}>{ icon(Shape::Up) }</button>
            <button type="button" class="icon-button" aria-label={words.next_hit} title={words.next_hit}
                aria-keyshortcuts="n" onclick={to(after)}>{ icon(Shape::Down) }</button>
        </div>
    }
}
