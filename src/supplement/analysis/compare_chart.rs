//! Two lists over time, drawn one above the other on one axis and one scale, and the same as a table.
//!
//! As in the date chart: a solid bar counts articles certainly of its time; the striped one on top of it, those that may be.

use newsprint_model::DateSpan;
use newsprint_search::{Bucket, DateFilter};
use yew::prelude::*;

use super::Leaf;
use super::words::{key, said, say};
use crate::markup::html;
use crate::state::View;
use crate::words::Gap;

/// How tall a drawing is, in its own units.
const HEIGHT: u32 = 60;
/// How wide a bar is, with the room beside it; the drawing is stretched to its line.
const STEP: u32 = 10;
/// How much of that is bar.
const WIDTH: u32 = 8;
/// The id of the stripes.
const STRIPES: &str = "compare-stripes";

/// One list on the axis.
pub struct Panel {
    /// What it is called.
    pub name: String,
    /// The list.
    pub list: View,
    /// How many articles it has.
    pub n_articles: u32,
    /// When it begins and ends, in words.
    pub seen: String,
    /// How many of its articles have no date.
    pub n_undated: u32,
    /// How many may be of several of its own bars.
    pub n_uncertain: u32,
    /// Its bars, as many as the other's.
    pub buckets: Vec<Bucket>,
}

/// The articles of a bar, those that may be among them.
fn n_of(bucket: &Bucket) -> u32 {
    bucket.n_articles.saturating_add(bucket.n_possible)
}

/// How tall a part of a bar is; whatever is not nothing is seen.
fn height(n: u32, most: u32) -> u32 {
    match n {
        0 => 0,
        n => (u64::from(n) * u64::from(HEIGHT)).div_ceil(u64::from(most.max(1))) as u32,
    }
}

/// The bars of one list as two paths: those that are certain, and those that may be, on top.
fn paths(buckets: &[Bucket], most: u32) -> (String, String) {
    let (mut certain, mut possible) = (String::new(), String::new());
    let bar = |path: &mut String, nth: usize, from: u32, tall: u32| {
        if tall > 0 {
            let left = nth as u32 * STEP + (STEP - WIDTH) / 2;
            let [left, bottom, tall] = [left, HEIGHT - from, tall.min(HEIGHT - from)].map(|n| n.to_string());
            for part in ["M", &*left, " ", &bottom, "h8v-", &tall, "h-8z"] {
                path.push_str(part);
            }
        }
    };
    for (nth, bucket) in buckets.iter().enumerate() {
        let (n, more) = (height(bucket.n_articles, most), height(bucket.n_possible, most));
        bar(&mut certain, nth, 0, n);
        bar(&mut possible, nth, n.min(HEIGHT), more);
    }
    (certain, possible)
}

/// The drawings, the first on top.
pub fn chart(leaf: &Leaf, panels: &[Panel]) -> Html {
    let words = leaf.lang.words();
    let most = panels.iter().flat_map(|panel| &panel.buckets).map(n_of).max().unwrap_or(0);
    let ends = panels.first().and_then(|panel| Some((panel.buckets.first()?.span, panel.buckets.last()?.span)));
    html! {
        <div class="compare__panels">
            <svg class="compare__patterns" width="0" height="0" aria-hidden="true" focusable="false">
                <pattern id={STRIPES} width="10" height="3" patternUnits="userSpaceOnUse">
                    <rect class="compare__stripe" width="10" height="1.5" />
                </pattern>
            </svg>
            { for panels.iter().enumerate().map(|(nth, panel)| {
                let (certain, possible) = paths(&panel.buckets, most);
                let wide = (panel.buckets.len().max(1) as u32 * STEP).to_string();
                let view_box = ["0 0 ", &wide, " ", &HEIGHT.to_string()].concat();
                let described = [&*panel.name, ": ", &(words.n_articles)(panel.n_articles), words.comma, &panel.seen].concat();
                html! {
                    <figure class="compare__panel">
                        <figcaption class="compare__caption">
                            <span class="compare__letter" aria-hidden="true">{ if nth == 0 { "A" } else { "B" } }</span>
                            <a class="compare__name" href={leaf.href(panel.list.clone())}><bdi>{ panel.name.clone() }</bdi></a>
                            <span class="compare__facts">
                                { (words.n_articles)(panel.n_articles) }
                                if !panel.seen.is_empty() { { " · " }{ panel.seen.clone() } }
                                if panel.n_undated > 0 { { " · " }{ (words.n_undated)(panel.n_undated) } }
                                if panel.n_uncertain > 0 {
                                    { " · " }<span class="compare__swatch" aria-hidden="true"></span>{ (words.n_uncertain)(panel.n_uncertain) }
                                }
                            </span>
                        </figcaption>
                        if most > 0 {
                            <div class="compare__plot">
                                <span class="compare__scale" aria-hidden="true">{ leaf.lang.number(most) }</span>
                                <svg class="compare__drawing" viewBox={view_box} preserveAspectRatio="none" role="img" aria-label={described} focusable="false">
                                    <path class="compare__possible" fill={["url(#", STRIPES, ")"].concat()} d={possible} />
                                    <path class="compare__certain" d={certain} />
                                </svg>
                            </div>
                        }
                    </figure>
                }
            }) }
            if let Some((first, last)) = ends {
                <p class="compare__ends" aria-hidden="true">
                    <span>{ leaf.lang.span(first) }</span>
                    if first != last { <span>{ leaf.lang.span(last) }</span> }
                </p>
            }
        </div>
    }
}

/// The same as a table, of the times that have articles; each number leads to its list.
pub fn table(leaf: &Leaf, panels: &[Panel]) -> Html {
    let words = leaf.lang.words();
    let n_rows = panels.first().map_or(0, |panel| panel.buckets.len());
    let rows = (0..n_rows).filter(|row| panels.iter().any(|panel| n_of(&panel.buckets[*row]) > 0));
    let has_possible = panels.iter().flat_map(|panel| &panel.buckets).any(|bucket| bucket.n_possible > 0);
    let number = |panel: &Panel, span: DateSpan, n: u32| {
        let to = View { date: Some(DateFilter::Within(span)), ..panel.list.clone() };
        html! {
            <td class="supplement__number">
                if n > 0 { <a href={leaf.href(to)}>{ leaf.lang.number(n) }</a> } else { { leaf.lang.number(n) } }
            </td>
        }
    };
    html! {
        <details class="compare__table">
            <summary id="compare-table">{ said(key::AS_TABLE) }</summary>
            <div class="supplement__scroller" role="group" aria-labelledby="compare-table" tabindex="0">
                <table class="supplement__table">
                    <thead>
                        <tr>
                            <th scope="col">{ words.period }</th>
                            { for panels.iter().map(|panel| html! {
                                <>
                                    <th scope="col" class="supplement__number"><bdi>{ panel.name.clone() }</bdi></th>
                                    if has_possible {
                                        <th scope="col" class="supplement__number">{ say(key::PERHAPS_OF, &[Gap::Text(&panel.name)]) }</th>
                                    }
                                </>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for rows.map(|row| html! {
                            <tr>
                                <th scope="row">{ panels.first().map(|panel| leaf.lang.span(panel.buckets[row].span)) }</th>
                                { for panels.iter().map(|panel| {
                                    let bucket = panel.buckets[row];
                                    html! {
                                        <>
                                            { number(panel, bucket.span, bucket.n_articles) }
                                            if has_possible { <td class="supplement__number">{ leaf.lang.number(bucket.n_possible) }</td> }
                                        </>
                                    }
                                }) }
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stand_on_one_scale_and_what_may_be_stands_on_what_is() {
        let span: DateSpan = "2023-11".parse().unwrap();
        let bucket = |n_articles, n_possible| Bucket { span, n_articles, n_possible };
        let (certain, possible) = paths(&[bucket(3, 1), bucket(0, 0), bucket(1, 0)], 4);
        assert_eq!(certain, "M1 60h8v-45h-8zM21 60h8v-15h-8z");
        assert_eq!(possible, "M1 15h8v-15h-8z");
        let (tiny, _) = paths(&[bucket(1, 0)], 1_000_000);
        assert_eq!(tiny, "M1 60h8v-1h-8z");
        let (full, over) = paths(&[bucket(u32::MAX, u32::MAX)], u32::MAX);
        assert_eq!((full.as_str(), over.as_str()), ("M1 60h8v-60h-8z", "M1 0h8v-0h-8z"));
    }
}
