//! Whom somebody is named with: the most telling thirty as a drawing and as a table.

use newsprint_edition::significance;
use newsprint_model::EntityKind;
use newsprint_search::{ArticleEntity, Choice, EntityLabel, Facet, FacetRequest, Request};
use yew::prelude::*;

use super::both::exactly;
use super::circle::{LINE, Place, Shape, cut};
use super::together::together;
use super::words::{key, said, say};
use super::{Leaf, part};
use crate::components::{failed_part, kind_class, kind_marker, skeleton};
use crate::data::{Answer, Question};
use crate::hooks::use_info;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::View;
use crate::supplement::asking::use_answers;
use crate::supplement::help::entity_view;
use crate::words::{Gap, Language};

/// How many of each kind are weighed, those of most articles together.
const N_WEIGHED: u32 = 80;

/// The part of the page.
#[derive(Clone, PartialEq)]
pub struct Ego {
    /// What it works with.
    pub leaf: Leaf,
    /// Whom it is about, as a choice.
    pub choice: Choice,
    /// And by name.
    pub label: EntityLabel,
}

drawn_by!(Ego, use_ego);

/// Somebody named with the one in the middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Who.
    pub label: EntityLabel,
    /// Articles that name both.
    pub n_both: u32,
    /// Articles that name them.
    pub n_articles: u32,
    /// How unlikely that is by chance, as [`significance`] has it.
    pub weight: f64,
    /// Tenths of how many times as often as chance has it.
    pub tenths: u32,
    /// Those that articles name with them more often than chance has it.
    pub related: Vec<String>,
}

/// The neighbours that tell most, first; none that chance has as often.
///
/// * `n_all`, `n_one`: articles in all, and those that name the one in the middle.
/// * `both`: ids, with how many articles name both.
pub fn neighbours(n_all: u32, n_one: u32, both: &[(String, u32)], known: &[&ArticleEntity]) -> Vec<Neighbour> {
    let mut found: Vec<Neighbour> = both
        .iter()
        .filter_map(|(id, n_both)| {
            let entity = known.iter().find(|it| it.label.id == *id)?;
            let weight = significance(n_all, n_one, entity.n_articles, *n_both);
            let chance = (u64::from(n_one) * u64::from(entity.n_articles)).max(1);
            let tenths = u64::from(*n_both) * u64::from(n_all) * 10 / chance;
            (weight > 0.0).then(|| Neighbour {
                label: entity.label.clone(),
                n_both: *n_both,
                n_articles: entity.n_articles,
                weight,
                tenths: tenths.min(u64::from(u32::MAX)) as u32,
                related: entity.related.iter().map(|it| it.id.clone()).collect(),
            })
        })
        .collect();
    let order = |one: &Neighbour, other: &Neighbour| {
        other
            .weight
            .total_cmp(&one.weight)
            .then(other.n_both.cmp(&one.n_both))
            .then(one.label.name.cmp(&other.label.name))
    };
    found.sort_by(order);
    found.truncate(Shape::WIDE.most);
    found
}

#[hook]
fn use_ego(props: &Ego) -> Html {
    let Ego { leaf, choice, label } = props;
    let info = use_info(&leaf.client);
    // Ids are made of letters and hyphens; of anything else in an address, nobody is named with.
    let query = exactly(choice).unwrap_or_else(|| "person:\"=\"".to_owned());
    let facets = EntityKind::ALL.map(Facet::of);
    let search = Request { query, limit: 0, n_facet_values: 0, ..Request::default() };
    let of_facet = |facet: Facet| {
        let search = search.clone();
        Question::Facet(FacetRequest { search, facet, prefix: String::new(), offset: 0, limit: N_WEIGHED })
    };
    let questions = facets.into_iter().map(of_facet).chain([Question::Search(search.clone())]);
    let counted = use_answers(&leaf.client, questions.collect());
    let both: Vec<Vec<(String, u32)>> = (0..facets.len())
        .map(|nth| match counted.answer(nth) {
            Some(Answer::Facet(counts)) => {
                let others = counts.values.iter().filter(|it| it.value != choice.value && it.n_articles > 0);
                others.map(|it| (it.value.clone(), it.n_articles)).collect()
            }
            _ => Vec::new(),
        })
        .collect();
    let ids = |nth: usize| both[nth].iter().map(|(id, _)| id.clone()).collect::<Vec<String>>();
    let questions = facets.into_iter().enumerate().map(|(nth, facet)| Question::Entities { facet, ids: ids(nth) });
    let known = use_answers(&leaf.client, if counted.is_whole() { questions.collect() } else { Vec::new() });
    let n_one = match counted.answer(facets.len()) {
        Some(Answer::Search(found)) => found.n_hits,
        _ => 0,
    };
    let all: Vec<(String, u32)> = both.into_iter().flatten().collect();
    let entities: Vec<&ArticleEntity> = (0..facets.len())
        .filter_map(|nth| match known.answer(nth) {
            Some(Answer::Entities(found)) => Some(found.iter()),
            _ => None,
        })
        .flatten()
        .collect();
    let is_ready = counted.is_whole() && known.each.len() == facets.len() && known.is_whole();
    let drawn = match (info.now.ready(), counted.trouble().or(known.trouble())) {
        (_, Some(trouble)) => {
            let (one, other) = (counted.retry.clone(), known.retry.clone());
            let retry = Callback::from(move |()| {
                one.emit(());
                other.emit(());
            });
            failed_part(leaf.lang, "", trouble, &retry)
        }
        (Some(info), None) if is_ready => {
            let found = neighbours(info.n_articles, n_one, &all, &entities);
            if found.is_empty() {
                html! { <p class="supplement__note">{ said(key::EGO_NONE) }</p> }
            } else {
                html! {
                    <>
                        <p class="supplement__note">{ say(key::EGO_HINT, &[Gap::Number(found.len() as u32)]) }</p>
                        { drawing(leaf, choice, label, &found, Shape::WIDE) }
                        { drawing(leaf, choice, label, &found, Shape::NARROW) }
                        { table(leaf, choice, &found) }
                    </>
                }
            }
        }
        _ => skeleton(leaf.lang, 4),
    };
    let title: Html = html! { <>{ said(key::EGO_TITLE) }{ " " }<bdi>{ label.name.clone() }</bdi></> };
    html! {
        <section class="supplement__part ego" aria-labelledby="ego">
            <h3 class="supplement__part-title" id="ego">{ title }</h3>
            { drawn }
        </section>
    }
}

/// A number with one decimal, out of its tenths.
fn decimal(lang: Language, tenths: u32) -> String {
    let point = if lang == Language::En { "." } else { "٫" };
    // From ten times on, whole numbers say as much.
    if tenths >= 100 {
        lang.number(tenths / 10)
    } else {
        [&*lang.number(tenths / 10), point, &lang.number(tenths % 10)].concat()
    }
}

/// The view of the one in the middle together with a neighbour.
fn pair(choice: &Choice, other: &EntityLabel) -> View {
    let other = Choice { facet: Facet::of(other.kind), value: other.id.clone(), exclude: false };
    together(&[choice.clone(), other], &View::default())
}

/// A line between two places, drawn towards the middle so that many run together.
fn curve(from: Place, to: Place, middle: Place) -> String {
    let numbers = [from.x, from.y, (from.x + to.x + 2 * middle.x) / 4, (from.y + to.y + 2 * middle.y) / 4, to.x, to.y];
    let [x, y, over_x, over_y, to_x, to_y] = numbers.map(|n| n.to_string());
    ["M", &*x, " ", &y, "Q", &over_x, " ", &over_y, " ", &to_x, " ", &to_y].concat()
}

/// A straight line.
fn line(from: Place, to: Place) -> String {
    let [x, y, to_x, to_y] = [from.x, from.y, to.x, to.y].map(|n| n.to_string());
    ["M", &*x, " ", &y, "L", &to_x, " ", &to_y].concat()
}

/// The mark of a kind at a place, as elsewhere: a disc, a square, a diamond.
fn mark(kind: EntityKind, at: Place, half: i32) -> String {
    let [x, y] = [at.x, at.y].map(|n| n.to_string());
    let (h, twice) = (half.to_string(), (2 * half).to_string());
    match kind {
        EntityKind::Person => {
            let arc = ["a", &*h, " ", &h, " 0 1 0 "].concat();
            ["M", &*x, " ", &y, "m-", &h, " 0", &arc, &twice, " 0", &arc, "-", &twice, " 0z"].concat()
        }
        EntityKind::Organisation => {
            ["M", &*x, " ", &y, "m-", &h, " -", &h, "h", &twice, "v", &twice, "h-", &twice, "z"].concat()
        }
        EntityKind::Place => {
            let more = (half + 1).to_string();
            [
                "M", &*x, " ", &y, "m0 -", &more, "l", &more, " ", &more, "l-", &more, " ", &more, "l-", &more, " -",
                &more, "z",
            ]
            .concat()
        }
    }
}

/// The drawing, in one of two shapes of which a page shows the one that fits.
fn drawing(leaf: &Leaf, choice: &Choice, label: &EntityLabel, found: &[Neighbour], shape: Shape) -> Html {
    let words = leaf.lang.words();
    // Those that tell most, put by kinds: each kind is a stretch of the circle.
    let mut shown: Vec<&Neighbour> = found.iter().take(shape.most).collect();
    shown.sort_by_key(|it| it.label.kind);
    let (places, middle) = (shape.places(shown.len()), shape.middle(shown.len()));
    let strongest = found.first().map_or(1.0, |it| it.weight);
    let mut between = String::new();
    for (nth, one) in shown.iter().enumerate() {
        for (other_nth, other) in shown.iter().enumerate().skip(nth + 1) {
            if one.related.contains(&other.label.id) || other.related.contains(&one.label.id) {
                between += &curve(places[nth], places[other_nth], middle);
            }
        }
    }
    // How much it tells, in three widths.
    let mut spokes = [String::new(), String::new(), String::new()];
    for (one, at) in shown.iter().zip(&places) {
        let nth = if one.weight * 3.0 > strongest * 2.0 { 2 } else { usize::from(one.weight * 3.0 > strongest) };
        spokes[nth] += &line(middle, *at);
    }
    let view_box = ["0 0 ", &shape.width.to_string(), " ", &shape.height(shown.len()).to_string()].concat();
    let class =
        if shape == Shape::WIDE { "ego__drawing ego__drawing--wide" } else { "ego__drawing ego__drawing--narrow" };
    let name_y = (middle.y + LINE).to_string();
    html! {
        <svg class={class} viewBox={view_box} role="group" aria-label={[said(key::EGO_TITLE), " ", &label.name].concat()}>
            <path class="ego__between" d={between} />
            { for spokes.into_iter().zip(["1", "2", "3.5"]).map(|(d, width)| html! { <path class="ego__spoke" stroke-width={width} d={d} /> }) }
            <g class={kind_class("ego__node", label.kind)}>
                <path class="ego__mark" d={mark(label.kind, middle, 7)} />
                <text class="ego__middle" x={middle.x.to_string()} y={name_y} text-anchor="middle">{ cut(&label.name, shape.letters) }</text>
            </g>
            { for shown.iter().zip(&places).map(|(one, at)| {
                let (x, anchor) = if at.is_right { (at.x + 10, "start") } else { (at.x - 10, "end") };
                let spoken = [&*one.label.name, words.comma, (words.kind)(one.label.kind), words.comma, &(words.n_articles)(one.n_both)].concat();
                let left = if at.is_right { at.x - LINE / 2 } else { 0 };
                let wide = if at.is_right { shape.width - left } else { at.x + LINE / 2 };
                html! {
                    <>
                        <a class={kind_class("ego__node", one.label.kind)} href={leaf.href(pair(choice, &one.label))} aria-label={spoken}>
                            <rect class="ego__target" x={left.to_string()} y={(at.y - LINE / 2 + 1).to_string()} width={wide.to_string()} height={(LINE - 2).to_string()} rx="2" />
                            <path class="ego__mark" d={mark(one.label.kind, *at, 5)} />
                        </a>
                        <text class="ego__name" x={x.to_string()} y={(at.y + 5).to_string()} text-anchor={anchor} aria-hidden="true">{ cut(&one.label.name, shape.letters) }</text>
                    </>
                }
            }) }
        </svg>
    }
}

/// The same as a table.
fn table(leaf: &Leaf, choice: &Choice, found: &[Neighbour]) -> Html {
    let words = leaf.lang.words();
    part(
        "ego-table",
        said(key::AS_TABLE),
        html! {
            <div class="supplement__scroller" role="group" aria-labelledby="ego-table" tabindex="0">
                <table class="supplement__table">
                    <thead>
                        <tr>
                            <th scope="col">{ said(key::WHO) }</th>
                            <th scope="col">{ said(key::KIND) }</th>
                            <th scope="col" class="supplement__number">{ said(key::TOGETHER_IN) }</th>
                            <th scope="col" class="supplement__number">{ said(key::NAMED_AT_ALL) }</th>
                            <th scope="col" class="supplement__number">{ said(key::THAN_CHANCE) }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for found.iter().map(|it| html! {
                            <tr>
                                <th scope="row"><a href={leaf.href(entity_view(&it.label))}>{ kind_marker(it.label.kind) }<bdi>{ it.label.name.clone() }</bdi></a></th>
                                <td>{ (words.kind)(it.label.kind) }</td>
                                <td class="supplement__number"><a href={leaf.href(pair(choice, &it.label))}>{ leaf.lang.number(it.n_both) }</a></td>
                                <td class="supplement__number">{ leaf.lang.number(it.n_articles) }</td>
                                <td class="supplement__number">{ "×" }{ decimal(leaf.lang, it.tenths) }</td>
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
        },
    )
}

#[cfg(test)]
mod tests {
    use newsprint_model::Facts;

    use super::*;

    fn entity(id: &str, n_articles: u32) -> ArticleEntity {
        ArticleEntity {
            label: EntityLabel { id: id.to_owned(), name: id.to_owned(), kind: EntityKind::Person },
            n_mentions: 0,
            n_articles,
            variants: Vec::new(),
            facts: Facts::default(),
            related: Vec::new(),
        }
    }

    #[test]
    fn the_most_telling_come_first_and_what_chance_has_is_left_out() {
        let known = [entity("capital", 90), entity("ministry", 5), entity("passer-by", 40)];
        let known: Vec<&ArticleEntity> = known.iter().collect();
        let both =
            [("capital", 10), ("ministry", 4), ("passer-by", 4), ("nobody", 3)].map(|(id, n)| (id.to_owned(), n));
        let found = neighbours(100, 10, &both, &known);
        let shown: Vec<(&str, u32, u32)> =
            found.iter().map(|it| (it.label.id.as_str(), it.n_both, it.tenths)).collect();
        assert_eq!(shown, [("ministry", 4, 80), ("capital", 10, 11)]);
    }

    #[test]
    fn no_more_than_thirty_are_drawn() {
        let known: Vec<ArticleEntity> = (0..70).map(|n| entity(&format!("e{n}"), 2)).collect();
        let both: Vec<(String, u32)> = known.iter().map(|it| (it.label.id.clone(), 2)).collect();
        assert_eq!(neighbours(1_000, 10, &both, &known.iter().collect::<Vec<_>>()).len(), 29);
    }

    #[test]
    fn times_are_written_as_short_as_they_tell() {
        for (tenths, written) in [(15, "1.5"), (99, "9.9"), (100, "10"), (12_345, "1,234")] {
            assert_eq!(decimal(Language::En, tenths), written);
        }
    }
}
