//! The list column: what is in use, how many articles, when they are from, and the articles themselves.

use std::rc::Rc;

use newsprint_search::{DateFilter, EntityLabel, Facet, Hit, Results};
use yew::prelude::*;

use super::answers::Answers;
use super::dates::use_dates;
use super::explorer::leaf_link;
use super::reading_notes::reading_notes;
use super::relaxing::Relaxing;
use crate::components::{
    FilterLabel, Look, ResultCard, Shape, button, class, failed, failed_part, filter_chips, icon, pager, result_card,
    says, share_button, skeleton, sort_menu, value_label, value_name,
};
use crate::data::Client;
use crate::hooks::use_share;
use crate::js::history;
use crate::markup::html;
use crate::piece::{drawn_by, piece};
use crate::route::Route;
use crate::state::{Action, Loaded, Panel, Presentation, View};
use crate::words::{Language, now};

/// What the list works with.
#[derive(Clone, PartialEq)]
pub struct List {
    /// Who answers for the edition.
    pub client: Client,
    /// The interface's language.
    pub lang: Language,
    /// What is asked for.
    pub route: Route,
    /// What was found.
    pub answers: Answers,
    /// How many articles the collection has, once known.
    pub n_articles: Option<u32>,
    /// Something was wanted.
    pub on_action: Callback<Action>,
    /// The filters are to be shown over the page.
    pub on_filters: Callback<()>,
}

/// A route's own link, for someone else: without the dress of the page it stands in.
pub fn shared_href(view: &View) -> String {
    history::absolute(&Route { view: view.clone(), presentation: Presentation::default() }.href())
}

/// The chosen values with the names that readers know them by; the bare value where the answer does not name it.
pub fn choice_labels(view: &View, results: Option<&Results>) -> Vec<FilterLabel> {
    let label = |facet: Facet, value: &str| {
        let counts = results?.facets.iter().find(|counts| counts.facet == facet)?;
        let value = counts.values.iter().find(|it| it.value == value)?;
        Some(value_label(facet, value))
    };
    view.choices
        .iter()
        .map(|choice| {
            let name = label(choice.facet, &choice.value)
                .unwrap_or_else(|| value_name(choice.facet, &choice.value, &choice.value));
            // Not to be taken for the dates of publication.
            let label = if choice.facet == Facet::Mentioned { (now().words().mentioning)(&name) } else { name };
            FilterLabel { label, choice: choice.clone() }
        })
        .collect()
}

drawn_by!(List, use_list);

/// The list.
#[hook]
fn use_list(props: &List) -> Html {
    let List { lang, route, answers, on_action, .. } = props;
    let asked = &answers.results;
    let view = &route.view;
    let words = lang.words();
    let results = asked.now.ready();
    // A query of filters alone, as `person:ada`, ranks nothing and marks nothing.
    let is_ranked = !view.query.trim().is_empty()
        && results.is_none_or(|it| it.hits.is_empty() || it.hits.iter().any(|hit| hit.score > 0.0));
    let counts = answers.counts.now.ready();
    let choices = choice_labels(view, counts.map(Rc::as_ref));
    let (outcome, on_share) = use_share(shared_href(&view.list()));
    let count = match (results, props.n_articles) {
        (Some(results), Some(all)) => (words.n_of_articles)(results.n_hits, all),
        (Some(results), None) => (words.n_articles)(results.n_hits),
        (None, _) => words.articles.to_owned(),
    };
    let on_sort = on_action.reform(Action::SortChosen);
    let dates = use_dates(props);
    let shows_facets = route.presentation.shows(Panel::Facets);
    let on_open = on_action.reform(Action::ArticleOpened);
    let on_pick = on_action.reform(|label: EntityLabel| Action::ChoiceToggled {
        facet: Facet::of(label.kind),
        value: label.id,
        exclude: false,
    });
    let n_named = view.choices.iter().filter(|it| !it.exclude && it.facet <= Facet::Place).count();
    let company = html! {
        if n_named > 1 {
            { leaf_link(&route.presentation, view, "together", None, words.together) }
            { leaf_link(&route.presentation, view, "compare", None, words.compare) }
        }
    };
    html! {
        <section class="list" id="results" tabindex="-1" aria-labelledby="list-title" aria-busy={asked.is_stale.to_string()}>
            { filter_chips(*lang, &choices, view.date, company, on_action) }
            <div class="list__bar">
                <h2 class="list__title" id="list-title">{ count }</h2>
                <div class="list__tools">
                    if shows_facets {
                        <button type="button" class="button list__filters" aria-haspopup="dialog" onclick={says(&props.on_filters, ())}>
                            { icon(Shape::Filters) }{ (words.filters_chosen)(view.n_filters()) }
                        </button>
                    }
                    { sort_menu(*lang, view.sort, is_ranked, &on_sort) }
                    { share_button(*lang, outcome, &on_share) }
                    { leaf_link(&route.presentation, view, "export", None, words.export) }
                </div>
            </div>
            if route.presentation.shows(Panel::Dates) {
                { dates }
            }
            { match &asked.now {
                Loaded::Waiting => skeleton(*lang, 4),
                Loaded::Failed(trouble) => failed(*lang, trouble, &asked.retry),
                Loaded::Ready(results) => found(props, results, is_ranked, choices, &on_open, &on_pick),
            } }
        </section>
    }
}

/// The articles, or why there are none.
fn found(
    props: &List,
    results: &Rc<Results>,
    is_ranked: bool,
    choices: Vec<FilterLabel>,
    on_open: &Callback<String>,
    on_pick: &Callback<EntityLabel>,
) -> Html {
    let List { lang, route, answers, on_action, .. } = props;
    let asked = &answers.results;
    let words = lang.words();
    let view = &route.view;
    let n_pages = results.n_hits.saturating_add(results.n_others).div_ceil(View::PAGE_SIZE);
    // Where on this page those begin that are only near what was asked for.
    let first_other = results.n_hits.saturating_sub(view.page * View::PAGE_SIZE) as usize;
    let more_possible = match view.date {
        Some(DateFilter::Within(span)) if results.n_possible > 0 => Some(span),
        _ => None,
    };
    let is_empty_page = results.n_hits + results.n_others > 0 && results.hits.is_empty();
    let included: Vec<String> = view.choices.iter().filter(|it| !it.exclude).map(|it| it.value.clone()).collect();
    let has_words = !view.query.trim().is_empty();
    // Versions of one story stand under the first of them, unless another is being read.
    let is_folded = |nth: usize, hit: &Hit| {
        view.doc.as_deref() != Some(&hit.id)
            && results.hits.iter().take(nth).any(|before| before.versions.contains(&hit.article))
    };
    html! {
        <div class={class("list__found", &[("list__found--stale", asked.is_stale)])}>
            { reading_notes(*lang, view, results, on_action) }
            if let Loaded::Failed(trouble) = &answers.filled.now {
                { failed_part(*lang, words.other_hits, trouble, &answers.filled.retry) }
            }
            if let Loaded::Failed(trouble) = &answers.passages.now {
                { failed_part(*lang, words.passages_failed, trouble, &answers.passages.retry) }
            }
            if let Some(fallback) = &results.fallback {
                <p class="list__note" dir="auto">{ (words.fallback)(fallback) }</p>
            }
            if let Some(span) = more_possible {
                <p class="list__note">
                    { (words.more_possible)(results.n_possible) }{ " " }
                    { button(Look::Quiet, words.include_possible.into(), says(on_action, Action::DateChosen(Some(DateFilter::Possibly(span))))) }
                </p>
            }
            if results.n_hits == 0 {
                if !asked.is_stale {
                    { piece("relaxing", Relaxing {
                        client: props.client.clone(),
                        lang: *lang,
                        view: view.list(),
                        choices,
                        on_action: on_action.clone(),
                    }) }
                }
            }
            if is_empty_page {
                <p class="list__note">
                    { words.past_the_end }{ " " }
                    { button(Look::Quiet, words.first_page.into(), says(on_action, Action::PageChosen(0))) }
                </p>
            } else if !results.hits.is_empty() {
                <ol class={class("list__articles", &[("list__articles--matched", is_ranked)])}>
                    { for results.hits.iter().enumerate().filter(|(nth, hit)| !is_folded(*nth, hit)).flat_map(|(nth, hit)| {
                        let to = Route {
                            view: View { doc: Some(hit.id.clone()), hit: 0, ..view.clone() },
                            presentation: route.presentation.clone(),
                        };
                        let heads_others = nth == first_other && results.n_others > 0;
                        let heading = heads_others.then(|| html! {
                            <li key="others" class="list__note"><h3>{ words.other_hits }</h3></li>
                        });
                        let link = |leaf, words: String| {
                            html! { <span>{ leaf_link(&route.presentation, view, leaf, Some(&hit.id), words) }</span> }
                        };
                        let links = html! {
                            <>
                                if hit.n_versions > 1 {
                                    { link("versions", (words.in_versions)(hit.n_versions)) }
                                }
                                if has_words {
                                    { link("why", words.why_here.to_owned()) }
                                }
                            </>
                        };
                        let article = html! {
                            <li key={hit.id.clone()}>
                                { result_card(ResultCard {
                                    lang: *lang,
                                    hit,
                                    passage: answers.passage(nth, &hit.snippet),
                                    href: to.href().into(),
                                    is_open: view.doc.as_deref() == Some(&hit.id),
                                    chosen: &included,
                                    links,
                                    on_open,
                                    on_pick,
                                }) }
                            </li>
                        };
                        heading.into_iter().chain([article])
                    }) }
                </ol>
            }
            { pager(*lang, view.page, n_pages, &on_action.reform(Action::PageChosen)) }
        </div>
    }
}
