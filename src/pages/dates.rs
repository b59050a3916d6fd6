//! The list by date: of publication, or as its texts speak of them.

use newsprint_search::{DateFilter, Facet, FacetRequest, Histogram, Request};
use yew::prelude::*;

use super::list::List;
use super::mentions::mentions;
use crate::components::{DateChart, class, dates_drawn, failed_part, says, span_of};
use crate::hooks::{use_counts, use_facet};
use crate::markup::html;
use crate::state::{Action, Loaded, Panel, View};

/// The most months and years asked for: those of most articles.
const MOST_MENTIONED: u32 = 2_000;

/// The chart, with a switch where texts speak of dates at all.
#[hook]
pub fn use_dates(props: &List) -> Html {
    let List { client, lang, route, answers, on_action, .. } = props;
    let words = lang.words();
    let view = &route.view;
    let counts = answers.counts.now.ready();
    let has_mentions = counts.is_some_and(|it| it.facets.iter().any(|counts| counts.facet == Facet::Mentioned));
    let wants_mentions = view.mentioned && has_mentions && route.presentation.shows(Panel::Dates);
    let asked = use_facet(
        client,
        wants_mentions.then(|| FacetRequest {
            search: view.counting(),
            facet: Facet::Mentioned,
            prefix: String::new(),
            offset: 0,
            limit: MOST_MENTIONED,
        }),
    );
    let found = match asked.now.ready() {
        Some(found) if wants_mentions => Some(mentions(&found.values, view.mentions())),
        _ => None,
    };
    let outer = found.iter().flat_map(|it| it.outer).flatten();
    let outer =
        outer.map(|span| Request { limit: 0, ..View { page: 0, ..view.clone() }.mentioning(Some(span)).request() });
    let n_outer = use_counts(client, outer.collect());
    let Some(counts) = counts else {
        // What failed is said where the filters are.
        let is_awaited = answers.counts.now == Loaded::Waiting;
        return html! { if is_awaited { <div class="list__dates list__dates--awaited"></div> } };
    };
    let switch = html! {
        if has_mentions {
            <span class="date-chart__kinds" role="group" aria-labelledby="dates-title">
                { for [(false, words.published), (true, words.mentioned)].into_iter().map(|(kind, name)| html! {
                    <button type="button" class="text-button date-chart__kind" aria-pressed={(kind == view.mentioned).to_string()}
                        onclick={says(on_action, Action::MentionsShown(kind))}>
                        { name }
                    </button>
                }) }
            </span>
        }
    };
    let is_stale = answers.counts.is_stale || wants_mentions && asked.is_stale;
    let trouble = match &asked.now {
        Loaded::Failed(trouble) if wants_mentions => Some(trouble),
        _ => None,
    };
    let is_mentions = found.is_some();
    let found = found.unwrap_or_default().with_outer(&n_outer);
    let (dates, chosen) = match is_mentions {
        true => (&Histogram { buckets: found.years, ..Histogram::default() }, view.mentions().map(DateFilter::Within)),
        false if trouble.is_some() => (&Histogram::default(), view.date),
        false => (&counts.dates, view.date),
    };
    let on_choose = on_action.reform(move |date| match is_mentions {
        true => Action::MentionsChosen(span_of(date)),
        false => Action::DateChosen(date),
    });
    let chart = dates_drawn(&DateChart {
        lang: *lang,
        dates,
        finer: &found.months,
        table: if is_mentions { &found.all } else { &dates.buckets },
        chosen,
        may_be: !is_mentions,
        switch,
        on_choose: &on_choose,
    });
    html! {
        <div class={class("list__dates", &[("list__found--stale", is_stale)])}>
            if let Some(trouble) = trouble {
                { failed_part(*lang, words.counts_failed, trouble, &asked.retry) }
            }
            { chart }
        </div>
    }
}
