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
use crate::hooks::{use_effect_on, use_facet, use_memo, use_results, use_settled, use_state};
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

/// Parts of the world that can be looked at closer, as an address has them and in the order of the sentence that names them: west, south, east, north, in
/// degrees.
const REGIONS: [(&str, [f64; 4]); 7] = [
    ("europe", [-11.0, 37.0, 32.0, 61.0]),
    ("middle-east", [25.0, 13.0, 62.0, 42.0]),
    ("africa", [-18.0, -34.0, 51.0, 37.0]),
    ("asia", [61.0, -8.0, 146.0, 52.0]),
    ("north-america", [-125.0, 15.0, -63.0, 55.0]),
    ("south-america", [-81.0, -48.0, -35.0, 12.0]),
    ("oceania", [112.0, -47.0, 180.0, -4.0]),
];
/// A part of the world in which fewer places lie is not offered.
const LEAST_PLACES: usize = 2;

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
    use_title(leaf, Some(said(key::MAP_TITLE).to_owned()));
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
    let on_globe: Vec<(Coordinates, u32)> = spots.iter().filter_map(|it| Some((it.at?, it.n_articles))).collect();
    let closest = Globe::showing(&on_globe);
    let part_of = |id: &str| Some(Globe::around(REGIONS.iter().find(|(it, _)| *it == id)?.1));
    let beside = &leaf.route.view.beside;
    let globe = if beside == WORLD { Globe::World } else { part_of(beside).unwrap_or(closest) };
    let is_ready = counts.fresh().is_some() && known.is_whole();
    // The table comes after the map, so that neither keeps the page from answering.
    let is_drawn = use_settled(is_ready.to_string(), 0) == "true";
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
            let n_on = |globe: Globe| on_globe.iter().filter(|(at, _)| globe.place(*at).is_some()).count();
            let near = (closest != Globe::World).then_some(("", said(key::THE_REGION), closest));
            let parts = REGIONS.iter().zip(said(key::REGIONS).split(" / "));
            let parts = parts.map(|((id, edges), name)| (*id, name, Globe::around(*edges)));
            let parts = parts.filter(|(.., part)| *part == globe || n_on(*part) >= LEAST_PLACES);
            let views = near.into_iter().chain([(WORLD, said(key::THE_WORLD), Globe::World)]).chain(parts);
            html! {
                <>
                    if (*paths).is_none() {
                        <p class="supplement__note" role="alert">{ said(key::MAP_FAILED) }{ " " }{ button(Look::Quiet, leaf.lang.words().retry.into(), again) }</p>
                    }
                    { map(leaf, &list, globe, (*paths).as_ref(), &spots) }
                    <p class="map__line">
                        { for views.map(|(beside, name, part)| if part == globe {
                            html! { <span>{ name }</span> }
                        } else {
                            html! { <a href={leaf.href(View { beside: beside.to_owned(), ..leaf.route.view.clone() })}>{ name }</a> }
                        }) }
                        if n_beyond > 0 { <span class="map__beyond">{ say(key::BEYOND, &[Gap::Number(n_beyond)]) }</span> }
                    </p>
                    // What stands below the table comes with it, or it would be seen to move.
                    if is_drawn {
                        { table(leaf, &list, &spots) }
                        if counts.now.ready().is_some_and(|it| it.has_more || it.n_values > N_PLACES) {
                            <p class="supplement__note">{ say(key::MOST_PLACES, &[Gap::Number(N_PLACES)]) }</p>
                        }
                        <p class="supplement__note">{ said(key::OUTLINES_FROM) }</p>
                    } else {
                        { skeleton(leaf.lang, 1) }
                    }
                </>
            }
        }
    };
    let lead = found.now.ready().map(|it| {
        let name = list_name(leaf.lang, &list, it);
        html! { <><bdi>{ name }</bdi>{ " · " }{ (leaf.lang.words().n_articles)(it.n_hits) }</> }
    });
    html! {
        <>
            { heading(html! { { said(key::MAP_TITLE) } }) }
            <p class="supplement__note map__lead">{ for lead }</p>
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
        <div key="places" class="supplement__columns supplement__columns--main-first">
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
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_of_the_world_is_closer_than_the_world_and_shows_its_cities() {
        let cities = [
            ("europe", [(5_252, 1_340), (3_872, -914), (5_991, 1_075), (3_798, 2_373)]),
            ("middle-east", [(3_569, 5_139), (3_004, 3_124), (1_535, 4_421), (3_993, 3_286)]),
            ("africa", [(-3_392, 1_842), (3_675, 306), (903, 3_874), (1_469, -1_744)]),
            ("asia", [(2_861, 7_721), (3_568, 13_969), (-621, 10_685), (4_130, 6_924)]),
            ("north-america", [(3_890, -7_704), (4_928, -12_312), (1_943, -9_913), (4_550, -7_357)]),
            ("south-america", [(-3_460, -5_838), (-2_355, -4_663), (1_049, -6_688), (-1_205, -7_704)]),
            ("oceania", [(-3_387, 15_121), (-3_685, 17_476), (-3_195, 11_586), (-944, 14_718)]),
        ];
        assert_eq!(cities.map(|(id, _)| id), REGIONS.map(|(id, _)| id));
        for ((id, cities), (_, edges)) in cities.into_iter().zip(REGIONS) {
            let part = Globe::around(edges);
            assert_ne!(part, Globe::World, "{id}");
            for (north, east) in cities {
                let place = Coordinates::new(north, east).unwrap();
                assert!(part.place(place).is_some(), "{id} {north} {east}");
            }
        }
    }

    #[test]
    fn each_part_of_the_world_has_a_name_in_every_language() {
        for catalogue in [
            include_str!("../../../www/words/supplement.en.txt"),
            include_str!("../../../www/words/supplement.fa.txt"),
            include_str!("../../../www/words/supplement.ar.txt"),
        ] {
            let names = catalogue.lines().find_map(|line| line.strip_prefix("regions = ")).unwrap();
            assert_eq!(names.split(" / ").count(), REGIONS.len(), "{names}");
        }
    }
}
