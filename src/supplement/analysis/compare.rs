//! Two lists over time: how many articles each has when, how many are in both, and when each begins and ends.

use newsprint_model::DateSpan;
use newsprint_search::{Bucket, Choice, DateFilter, Request, Results, Sort};
use yew::prelude::*;

use super::axis::{axis, on_axis, to_count};
use super::both::{Both, both, n_both, only};
use super::compare_chart::{Panel, chart, table};
use super::named::{list_name, use_searches};
use super::picker::Picker;
use super::words::{key, said, say};
use super::{Leaf, heading, part, use_title};
use crate::components::{failed, skeleton};
use crate::hooks::{use_callback, use_results};
use crate::js::start;
use crate::markup::html;
use crate::piece::{drawn_by, piece};
use crate::route::Route;
use crate::state::{Loaded, View};
use crate::words::Gap;

/// The page.
#[derive(Clone, PartialEq)]
pub struct ComparePage(pub Leaf);

drawn_by!(ComparePage, use_compare);

/// The list that stands beside: an address's parameters, or plain words; `None` when there is none yet.
pub fn beside(text: &str) -> Option<View> {
    if text.is_empty() {
        return None;
    }
    let view = as_compared(&Route::from_query(text).view);
    // Every list has parameters: `q=` is all articles.
    let is_plain = view == View::default() && !text.starts_with("q=");
    Some(if is_plain { as_compared(&View { query: text.to_owned(), ..view }) } else { view })
}

/// What of a view says which articles are in its list. Its last word is no longer being typed, so that it means the same wherever the list's words stand.
pub fn as_compared(view: &View) -> View {
    let query = match view.query.trim() {
        "" => String::new(),
        query => [query, " "].concat(),
    };
    View { query, page: 0, sort: Sort::Relevance, ..view.list() }
}

/// The list as it is written beside another.
pub fn written(list: &View) -> String {
    let query = Route { view: as_compared(list), ..Route::default() }.to_query();
    if query.is_empty() { "q=".to_owned() } else { query }
}

/// The address that sets two lists beside each other.
pub fn comparing(one: &View, other: Option<&View>) -> View {
    View { leaf: Some("compare"), beside: other.map(written).unwrap_or_default(), ..as_compared(one) }
}

/// The list of what one field of the form chooses.
fn chosen(choice: Choice) -> View {
    View { choices: vec![choice], ..View::default() }
}

/// Asks for the newest article of a list, and its counts by date.
fn newest(list: &View) -> Request {
    Request { sort: Sort::Newest, limit: 1, n_facet_values: 1, ..list.request() }
}

/// Asks for its oldest article.
fn oldest(list: &View) -> Request {
    Request { sort: Sort::Oldest, limit: 1, n_facet_values: 0, ..list.request() }
}

/// Asks how many articles of a list are of some days, certainly and perhaps.
fn within(list: &View, span: DateSpan) -> Request {
    Request { limit: 0, n_facet_values: 0, ..View { date: Some(DateFilter::Within(span)), ..list.clone() }.request() }
}

#[hook]
fn use_compare(props: &ComparePage) -> Html {
    let ComparePage(leaf) = props;
    let words = leaf.lang.words();
    use_title(leaf, Some(said(key::COMPARE).to_owned()));
    let one = as_compared(&leaf.route.view);
    let other = beside(&leaf.route.view.beside);
    // Without a second list the first stands in for it, and is not drawn twice.
    let lists = [one.clone(), other.clone().unwrap_or_else(|| one.clone())];
    let found = use_results(&leaf.client, newest(&lists[0]), true);
    let found_other = use_results(&leaf.client, newest(&lists[1]), true);
    let both_way = other.as_ref().and_then(|other| both(&one, other));
    let more = [Some(oldest(&lists[0])), Some(oldest(&lists[1])), both_way.as_ref().map(Both::request)];
    let more = use_searches(&leaf.client, more.into_iter().flatten().collect());
    let ready = [found.fresh().cloned(), found_other.fresh().cloned()];
    let own = |nth: usize| ready[nth].as_ref().map(|it| it.dates.buckets.clone()).unwrap_or_default();
    let own = [own(0), own(1)];
    let axis = axis([&own[0], &own[1]]);
    let anew: [Vec<DateSpan>; 2] = [to_count(&axis, &own[0]), to_count(&axis, &own[1])];
    let requests = [0, 1].into_iter().flat_map(|nth| anew[nth].iter().map(move |span| (nth, *span)));
    let counted = use_searches(&leaf.client, requests.map(|(nth, span)| within(&lists[nth], span)).collect());
    let drawn_buckets = |nth: usize| -> Option<Vec<Bucket>> {
        if anew[nth].is_empty() {
            return Some(on_axis(&axis, &own[nth]));
        }
        let before = if nth == 0 { 0 } else { anew[0].len() };
        let known = anew[nth].iter().zip(&counted[before..]).map(|(span, results)| {
            let results = results.as_ref()?;
            Some(Bucket { span: *span, n_articles: results.n_hits, n_possible: results.n_possible })
        });
        Some(on_axis(&axis, &known.collect::<Option<Vec<Bucket>>>()?))
    };
    let forms = [0, 1].map(|nth| {
        let deps = (leaf.clone(), one.clone(), other.clone(), nth);
        let to = |list: View, (leaf, one, other, nth): &(Leaf, View, Option<View>, usize)| {
            leaf.href(if *nth == 0 { comparing(&list, other.as_ref()) } else { comparing(one, Some(&list)) })
        };
        (deps, to)
    });
    let [(deps, to), (other_deps, other_to)] = forms;
    let hrefs = [
        use_callback(deps.clone(), move |choice: Choice, deps| to(chosen(choice), deps)),
        use_callback(other_deps.clone(), move |choice: Choice, deps| other_to(chosen(choice), deps)),
    ];
    let on_words = [
        use_callback(deps, move |query: String, deps| start::go(&to(View { query, ..View::default() }, deps))),
        use_callback(other_deps, move |query: String, deps| {
            start::go(&other_to(View { query, ..View::default() }, deps));
        }),
    ];
    let [href, other_href] = hrefs;
    let [on_words, on_other_words] = on_words;
    let name = |nth: usize| ready[nth].as_ref().map_or_else(String::new, |it| list_name(leaf.lang, &lists[nth], it));
    let field = |nth: usize, href: Callback<Choice, String>, on_words: Callback<String>| {
        let (id, label) = [("compare-a", key::FIRST_LIST), ("compare-b", key::SECOND_LIST)][nth];
        let list = [Some(&one), other.as_ref()][nth];
        let value = match list {
            Some(list) if !list.query.is_empty() => list.query.trim_end().to_owned(),
            Some(list) if list.choices.len() == 1 => name(nth),
            _ => String::new(),
        };
        // A field of its own for each list, so that what was typed goes with the list that it led to.
        let place = format!("{id} {}", list.map(written).unwrap_or_default());
        piece(
            place,
            Picker { leaf: leaf.clone(), id, label: said(label).to_owned(), value, href, on_words: Some(on_words) },
        )
    };
    let retry = {
        let (one, other) = (found.retry.clone(), found_other.retry.clone());
        Callback::from(move |()| {
            one.emit(());
            other.emit(());
        })
    };
    // Once both are known, for those who listen.
    let told: Vec<String> = ready
        .iter()
        .enumerate()
        .take(1 + usize::from(other.is_some()))
        .filter_map(|(nth, results)| Some([&*name(nth), ": ", &(words.n_articles)(results.as_ref()?.n_hits)].concat()))
        .collect();
    let told = if ready.iter().all(Option::is_some) { told.join(words.comma) } else { String::new() };
    let drawn = match (&found.now, &found_other.now) {
        (Loaded::Failed(trouble), _) | (_, Loaded::Failed(trouble)) => failed(leaf.lang, trouble, &retry),
        _ => match (&ready, drawn_buckets(0).zip(drawn_buckets(1))) {
            ([Some(a), Some(b)], Some((of_a, of_b))) => {
                let n_shown = if other.is_some() { 2 } else { 1 };
                let panels: Vec<Panel> = [(a, of_a, 0), (b, of_b, 1)]
                    .into_iter()
                    .take(n_shown)
                    .map(|(results, buckets, nth)| Panel {
                        name: name(nth),
                        list: lists[nth].clone(),
                        n_articles: results.n_hits,
                        seen: seen(leaf, results, more.get(nth).and_then(|it| it.as_deref())),
                        n_undated: results.dates.n_undated,
                        n_uncertain: results.dates.n_uncertain,
                        buckets,
                    })
                    .collect();
                html! {
                    <>
                        { chart(leaf, &panels) }
                        if let Some(other) = &other {
                            { shares(leaf, [&one, other], [a.n_hits, b.n_hits], both_way.as_ref(), more.get(2).and_then(|it| it.as_ref()).map(|it| it.n_hits)) }
                        } else {
                            <p class="supplement__note">{ said(key::CHOOSE_SECOND) }</p>
                        }
                        { table(leaf, &panels) }
                    </>
                }
            }
            _ => skeleton(leaf.lang, 4),
        },
    };
    html! {
        <>
            { heading(html! { { said(key::COMPARE) } }) }
            <div class="compare__form">
                { field(0, href, on_words) }
                if let Some(other) = &other {
                    <p class="compare__swap"><a class="button" href={leaf.href(comparing(other, Some(&one)))}>
                        <span aria-hidden="true">{ "⇄" }</span>{ said(key::SWAP) }
                    </a></p>
                }
                { field(1, other_href, on_other_words) }
            </div>
            { drawn }
            <p class="visually-hidden" role="status">{ told }</p>
        </>
    }
}

/// When a list begins and ends.
fn seen(leaf: &Leaf, newest: &Results, oldest: Option<&Results>) -> String {
    let first = oldest.and_then(|it| it.hits.first()?.date);
    let last = newest.hits.first().and_then(|hit| hit.date);
    match (first, last) {
        (Some(first), Some(last)) if first.latest < last.earliest => {
            say(key::FIRST_AND_LAST, &[Gap::Text(&leaf.lang.span(first)), Gap::Text(&leaf.lang.span(last))])
        }
        // Of ranges that overlap, nobody knows which came first.
        (Some(first), Some(last)) if first != last => {
            let all = DateSpan { earliest: first.earliest, latest: first.latest.max(last.latest) };
            say(key::SEEN_WITHIN, &[Gap::Text(&leaf.lang.span(all))])
        }
        (_, Some(once)) => leaf.lang.span(once),
        _ => String::new(),
    }
}

/// How many articles are in one list only, and in both.
fn shares(leaf: &Leaf, lists: [&View; 2], n: [u32; 2], way: Option<&Both>, n_found: Option<u32>) -> Html {
    let Some(way) = way else { return Html::default() };
    let Some(together) = n_found.map(|n_found| n_both(way, n, n_found)) else { return Html::default() };
    let n_only = n.map(|n| n.saturating_sub(together));
    let all = (n_only[0] + n_only[1] + together).max(1);
    let row = |class: &'static str, label: String, n: u32, to: Option<String>| {
        let share = (u64::from(n) * 1000 / u64::from(all)) as usize;
        html! {
            <li class={class}>
                <span class="compare__share-name">{ label }</span>
                <svg class="compare__share-bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect x="0" y="0" height="10" width={share} />
                </svg>
                if let Some(to) = to {
                    <a href={to}>{ (leaf.lang.words().n_articles)(n) }</a>
                } else {
                    <span>{ (leaf.lang.words().n_articles)(n) }</span>
                }
            </li>
        }
    };
    part(
        "compare-shares",
        said(key::IN_BOTH_TITLE),
        html! {
            <ul class="compare__shares">
                { row("compare__share", said(key::ONLY_FIRST).to_owned(), n_only[0], only(lists[0], lists[1]).map(|view| leaf.href(view))) }
                { row("compare__share", said(key::IN_BOTH).to_owned(), together, way.list().map(|view| leaf.href(view))) }
                { row("compare__share", said(key::ONLY_SECOND).to_owned(), n_only[1], only(lists[1], lists[0]).map(|view| leaf.href(view))) }
            </ul>
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_beside_is_an_address_or_plain_words() {
        let words = |query: &str| View { query: query.to_owned(), ..View::default() };
        let name = |id: &str| View::default().toggled(newsprint_search::Facet::Person, id.to_owned(), false);
        for (text, expected) in [
            ("", None),
            ("nuclear deal", Some(words("nuclear deal "))),
            ("a=b", Some(words("a=b "))),
            ("person=ebrahim-raisi", Some(name("ebrahim-raisi"))),
            ("q=oil&person=a&page=3&sort=newest", Some(View { query: "oil ".to_owned(), ..name("a") })),
            ("q=", Some(View::default())),
        ] {
            assert_eq!(beside(text), expected, "{text}");
        }
    }

    #[test]
    fn a_comparison_stands_in_its_address_and_can_be_turned_round() {
        for (one, other) in [("q=oil", "person=a"), ("person=a&date=2023", ""), ("", "q=gas+prices&org=-b")] {
            let [one, other] = [one, other].map(|query| as_compared(&Route::from_query(query).view));
            let view = comparing(&one, Some(&other));
            let read = Route::from_query(&Route { view, ..Route::default() }.to_query()).view;
            assert_eq!((as_compared(&read), beside(&read.beside)), (one, Some(other)));
        }
    }
}
