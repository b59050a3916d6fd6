//! Where in the article the matches stand: a strip along its edge. For pointers only; the arrows above do the same.

use newsprint_search::Run;
use yew::prelude::*;

use super::class;
use crate::markup::html;

/// How tall the strip is, in its own units.
const HEIGHT: usize = 1000;

/// Where each match of the text stands, in thousandths of its length; headline matches are not part of it.
pub fn places(paragraphs: &[Vec<Run>]) -> Vec<(u32, u32)> {
    // A paragraph's last line and the space under it count as so many code points: about one line of the column.
    const LINE: usize = 70;
    let length = |runs: &[Run]| runs.iter().map(|run| run.text.chars().count()).sum::<usize>() + LINE;
    let whole: usize = paragraphs.iter().map(|runs| length(runs)).sum();
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut at = 0;
    for runs in paragraphs {
        let start = at;
        for run in runs {
            if let Some(hit) = run.hit
                && places.last().is_none_or(|(last, _)| *last != hit)
            {
                places.push((hit, (at * HEIGHT / whole.max(1)) as u32));
            }
            at += run.text.chars().count();
        }
        at = start + length(runs);
    }
    places
}

/// The strip; nothing when nothing matches.
pub fn hit_map(paragraphs: &[Vec<Run>], hit: u32, on_hit: &Callback<u32>) -> Html {
    let places = places(paragraphs);
    if places.is_empty() {
        return Html::default();
    }
    html! {
        <svg class="hit-map" viewBox={format!("0 0 10 {HEIGHT}")} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            { for places.into_iter().map(|(other, y)| {
                let on_hit = on_hit.clone();
                let onclick = Callback::from(move |_: MouseEvent| on_hit.emit(other));
                let class = class("hit-map__tick", &[("hit-map__tick--current", other == hit)]);
                html! { <rect {class} x="0" width="10" y={y.to_string()} height="9" {onclick} /> }
            }) }
        </svg>
    }
}
