//! The places of a list on a map: circles by how many articles name each, and the same as a table. The outlines are fetched when the map is first opened.

use std::rc::Rc;

use newsprint_model::{Coordinates, EntityKind};
use newsprint_search::{Facet, FacetRequest, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::globe::{Globe, WIDTH};
use super::labels::{Size, label_places};
use super::named::list_name;
use super::outlines::{self, Outlines};
use super::words::{key, said, say};
use super::{Leaf, heading, part, use_title};
use crate::components::{Look, button, failed, kind_marker, skeleton};
use crate::data::{Answer, Question, site_file};
use crate::hooks::{use_effect_on, use_facet, use_memo, use_results, use_state};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::{Loaded, View};
use crate::supplement::asking::use_answers;
use crate::words::Gap;

/// Where the outlines lie, from the site's folder.
const FILE: &str = "map/outlines.bin";
/// How many places are asked for: those of most articles.
const N_PLACES: u32 = 200;
/// How many of them one question about what is known of them may name.
const N_ASKED: usize = 100;
/// What an address has beside the list when the whole world is wanted.
const WORLD: &str = "world";

/// The page.
#[derive(Clone, PartialEq)]
pub struct MapPage(pub Leaf);

drawn_by!(MapPage, use_map);

/// A place of the list.
#[derive(Clone, Debug, PartialEq)]
struct Spot {
    id: String,
    name: String,
    n_articles: u32,
    at: Option<Coordinates>,
}

/// What came of the file of outlines.
type Fetched = Option<Rc<Outlines>>;

/// The outlines, fetched once the map is open, and a way to fetch them again.
#[hook]
fn use_outlines() -> (Loaded<Fetched>, Callback<MouseEvent>) {
    let fetched = use_state(|| Loaded::Waiting);
    let n_tries = use_state(|| 0_u32);
    {
        let fetched = fetched.setter();
        use_effect_on(*n_tries, move |n_tries| {
            let is_again = *n_tries > 0;
            spawn_local(async move {
                let bytes = site_file(FILE, is_again).await;
                fetched.set(Loaded::Ready(bytes.and_then(|bytes| outlines::read(&bytes)).map(Rc::new)));
            });
            None
        });
    }
    let again = {
        let (setter, n) = (n_tries.setter(), *n_tries + 1);
        Callback::from(move |_: MouseEvent| setter.set(n))
    };
    ((*fetched).clone(), again)
}

#[hook]
fn use_map(props: &MapPage) -> Html {
    let MapPage(leaf) = props;
    use_title(Some(said(key::MAP_TITLE).to_owned()));
    let list = leaf.route.view.list();
    let counting = list.counting();
    let found = use_results(&leaf.client, counting.clone(), true);
    let search = Request { n_facet_values: 0, ..counting };
    let request = FacetRequest { search, facet: Facet::Place, prefix: String::new(), offset: 0, limit: N_PLACES };
    let counts = use_facet(&leaf.client, Some(request));
    let values = counts.fresh().map(|it| it.values.clone()).unwrap_or_default();
    let ids: Vec<String> = values.iter().map(|it| it.value.clone()).collect();
    let questions = ids.chunks(N_ASKED).map(|ids| Question::Entities { facet: Facet::Place, ids: ids.to_vec() });
    let known = use_answers(&leaf.client, questions.collect());
    let (outlines, again) = use_outlines();
    let at = |id: &str| {
        let mut entities = (0..known.each.len()).filter_map(|nth| match known.answer(nth) {
            Some(Answer::Entities(found)) => Some(found.clone()),
            _ => None,
        });
        entities.find_map(|found| found.iter().find(|it| it.label.id == id)?.facts.coordinates)
    };
    let spots: Vec<Spot> = values
        .iter()
        .filter(|it| it.n_articles > 0)
        .map(|it| Spot { id: it.value.clone(), name: it.label.clone(), n_articles: it.n_articles, at: at(&it.value) })
        .collect();
    let is_world = leaf.route.view.beside == WORLD;
    let on_globe: Vec<(Coordinates, u32)> = spots.iter().filter_map(|it| Some((it.at?, it.n_articles))).collect();
    let globe = if is_world { Globe::World } else { Globe::showing(&on_globe) };
    let is_ready = counts.fresh().is_some() && known.is_whole();
    let drawn_of = (matches!(&outlines, Loaded::Ready(Some(_))) && is_ready, globe);
    let paths = use_memo(drawn_of, {
        let outlines = outlines.clone();
        move |(is_ready, globe)| match outlines {
            Loaded::Ready(Some(outlines)) if *is_ready => {
                Some((globe.path(&outlines.coasts, true), globe.path(&outlines.borders, false)))
            }
            _ => None,
        }
    });
    let retry = {
        let (one, other) = (counts.retry.clone(), known.retry.clone());
        Callback::from(move |()| {
            one.emit(());
            other.emit(());
        })
    };
    let drawn = match (&counts.now, known.trouble()) {
        (Loaded::Failed(trouble), _) | (_, Some(trouble)) => failed(leaf.lang, trouble, &retry),
        _ if !is_ready || matches!(outlines, Loaded::Waiting) => skeleton(leaf.lang, 5),
        _ if spots.is_empty() => html! { <p class="supplement__note">{ said(key::MAP_NONE) }</p> },
        _ => {
            let n_beyond = on_globe.iter().filter(|(at, _)| globe.place(*at).is_none()).count() as u32;
            let is_region = globe != Globe::World;
            html! {
                <>
                    if (*paths).is_none() {
                        <p class="supplement__note" role="alert">{ said(key::MAP_FAILED) }{ " " }{ button(Look::Quiet, leaf.lang.words().retry.into(), again) }</p>
                    }
                    { map(leaf, &list, globe, (*paths).as_ref(), &spots) }
                    <p class="map__line">
                        if is_region {
                            <span>{ said(key::THE_REGION) }</span>
                            <a href={leaf.href(View { beside: WORLD.to_owned(), ..leaf.route.view.clone() })}>{ said(key::THE_WORLD) }</a>
                        } else if is_world {
                            <a href={leaf.href(View { beside: String::new(), ..leaf.route.view.clone() })}>{ said(key::THE_REGION) }</a>
                            <span>{ said(key::THE_WORLD) }</span>
                        }
                        if n_beyond > 0 { <span class="map__beyond">{ say(key::BEYOND, &[Gap::Number(n_beyond)]) }</span> }
                    </p>
                    { table(leaf, &list, &spots) }
                    if counts.now.ready().is_some_and(|it| it.has_more || it.n_values > N_PLACES) {
                        <p class="supplement__note">{ say(key::MOST_PLACES, &[Gap::Number(N_PLACES)]) }</p>
                    }
                    <p class="supplement__note">{ said(key::OUTLINES_FROM) }</p>
                </>
            }
        }
    };
    let lead = found.now.ready().map(|it| {
        let name = list_name(leaf.lang, &list, it);
        html! { <p class="supplement__note map__lead"><bdi>{ name }</bdi>{ " · " }{ (leaf.lang.words().n_articles)(it.n_hits) }</p> }
    });
    html! {
        <>
            { heading(html! { { said(key::MAP_TITLE) } }) }
            { for lead }
            { drawn }
        </>
    }
}

/// The list of the articles that name a place.
fn with(leaf: &Leaf, list: &View, spot: &Spot) -> String {
    let chosen = list.chosen(Facet::Place, &spot.id).is_some();
    leaf.href(if chosen { list.clone() } else { list.clone().toggled(Facet::Place, spot.id.clone(), false) })
}

/// The map, for a wide page and for a phone; a page shows the one that fits.
fn map(leaf: &Leaf, list: &View, globe: Globe, paths: Option<&(String, String)>, spots: &[Spot]) -> Html {
    html! {
        <figure class="map">
            if let Some((coasts, borders)) = paths {
                <svg class="map__source" width="0" height="0" aria-hidden="true" focusable="false">
                    <path id="map-land" class="map__land" fill-rule="evenodd" d={coasts.clone()} />
                    <path id="map-borders" class="map__borders" d={borders.clone()} />
                </svg>
            }
            { drawing(leaf, list, globe, spots, Size::WIDE) }
            { drawing(leaf, list, globe, spots, Size::NARROW) }
        </figure>
    }
}

/// One of the two drawings.
fn drawing(leaf: &Leaf, list: &View, globe: Globe, spots: &[Spot], size: Size) -> Html {
    let words = leaf.lang.words();
    let scaled = |n: i32| n * size.width / WIDTH;
    let tall = scaled(globe.height());
    let most = spots.iter().filter(|it| it.at.is_some()).map(|it| it.n_articles).max().unwrap_or(1);
    // The largest first: smaller ones lie on top of them.
    let mut shown: Vec<(&Spot, (i32, i32), i32)> = spots
        .iter()
        .filter_map(|spot| {
            let (x, y) = globe.place(spot.at?)?;
            Some((spot, (scaled(x), scaled(y)), size.radius(spot.n_articles, most)))
        })
        .collect();
    shown.sort_by_key(|(spot, ..)| std::cmp::Reverse(spot.n_articles));
    let circles: Vec<(&str, (i32, i32), i32)> =
        shown.iter().map(|(spot, at, r)| (spot.name.as_str(), *at, *r)).collect();
    let labels = label_places(&circles, (size.width, tall), size);
    let view_box = ["0 0 ", &size.width.to_string(), " ", &tall.to_string()].concat();
    // Widths of lines do not grow with the drawing.
    let scale = if size == Size::WIDE { "scale(1)" } else { "scale(0.36)" };
    let class =
        if size == Size::WIDE { "map__drawing map__drawing--wide" } else { "map__drawing map__drawing--narrow" };
    html! {
        <svg class={class} viewBox={view_box} role="group" aria-label={said(key::MAP_TITLE)}>
            <use href="#map-land" transform={scale} />
            <use href="#map-borders" transform={scale} />
            { for shown.iter().map(|(spot, (x, y), r)| {
                let spoken = [&*spot.name, words.comma, &(words.n_articles)(spot.n_articles)].concat();
                let [x, y] = [x, y].map(|n| n.to_string());
                html! {
                    <a class="map__place" href={with(leaf, list, spot)} aria-label={spoken.clone()}>
                        <title>{ spoken }</title>
                        <circle class="map__target" cx={x.clone()} cy={y.clone()} r={(*r).max(12).to_string()} />
                        <circle class="map__circle" cx={x} cy={y} r={r.to_string()} />
                    </a>
                }
            }) }
            { for labels.into_iter().map(|label| html! {
                <text class="map__name" x={label.x.to_string()} y={label.y.to_string()} text-anchor={label.anchor} aria-hidden="true">{ label.text }</text>
            }) }
        </svg>
    }
}

/// The same as a table; those whose place nobody knows stand below.
fn table(leaf: &Leaf, list: &View, spots: &[Spot]) -> Html {
    let words = leaf.lang.words();
    let (on, off): (Vec<&Spot>, Vec<&Spot>) = spots.iter().partition(|it| it.at.is_some());
    let name = |spot: &Spot| {
        html! { <a href={with(leaf, list, spot)}>{ kind_marker(EntityKind::Place) }<bdi>{ spot.name.clone() }</bdi></a> }
    };
    html! {
        <>
            if !on.is_empty() {
                { part("map-table", said(key::AS_TABLE), html! {
                    <div class="supplement__scroller" role="group" aria-labelledby="map-table" tabindex="0">
                        <table class="supplement__table map__table">
                            <thead>
                                <tr>
                                    <th scope="col">{ (words.kind)(EntityKind::Place) }</th>
                                    <th scope="col" class="supplement__number">{ words.articles }</th>
                                    <th scope="col">{ said(key::LIES_AT) }</th>
                                </tr>
                            </thead>
                            <tbody>
                                { for on.iter().map(|spot| html! {
                                    <tr>
                                        <th scope="row">{ name(spot) }</th>
                                        <td class="supplement__number">{ leaf.lang.number(spot.n_articles) }</td>
                                        <td>{ spot.at.map(|at| leaf.lang.coordinates(at)) }</td>
                                    </tr>
                                }) }
                            </tbody>
                        </table>
                    </div>
                }) }
            }
            if !off.is_empty() {
                { part("map-off", said(key::OFF_MAP), html! {
                    <>
                        <p class="supplement__note">{ said(key::OFF_MAP_HINT) }</p>
                        <ul class="ranked">
                            { for off.iter().map(|spot| html! {
                                <li class="ranked__row">{ name(spot) }<span class="ranked__count">{ (words.n_articles)(spot.n_articles) }</span></li>
                            }) }
                        </ul>
                    </>
                }) }
            }
        </>
    }
}
