//! Where in the article the matches stand: a strip along its edge. For pointers only; the arrows above do the same.

use newsprint_search::Run;
use yew::prelude::*;

/// How tall the strip is, in its own units.
const HEIGHT: usize = 1000;

/// What the strip shows.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The article's paragraphs.
    pub paragraphs: Vec<Vec<Run>>,
    /// The match that the reader stands at.
    pub hit: u32,
    /// A match was pointed at.
    pub on_hit: Callback<u32>,
}

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
#[component]
pub fn HitMap(props: &Props) -> Html {
    let places = places(&props.paragraphs);
    if places.is_empty() {
        return Html::default();
    }
    html! {
        <svg class="hit-map" viewBox={format!("0 0 10 {HEIGHT}")} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            { for places.into_iter().map(|(hit, y)| {
                let on_hit = props.on_hit.clone();
                let onclick = Callback::from(move |_: MouseEvent| on_hit.emit(hit));
                let current = (hit == props.hit).then_some("hit-map__tick--current");
                html! { <rect class={classes!("hit-map__tick", current)} x="0" width="10" y={y.to_string()} height="9" {onclick} /> }
            }) }
        </svg>
    }
}
