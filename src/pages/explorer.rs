//! The one page: search, filters, list and article, arranged by how much room there is.

use std::rc::Rc;

use newsprint_search::{ArticleView, EditionInfo, Facet, Results};
use yew::prelude::*;

use super::answers::{Answers, use_answers};
use super::facet_section::FacetSection;
use super::list::{List, choice_labels};
use super::reading::{PANE_ID, Reading, open_article};
use crate::components::{
    ARTICLE_HEADLINE_ID, FIELD_ID, HIT_ID, Masthead, PARAGRAPH_ID, SearchBox, Sheet, class, failed, failed_part,
    list_in_words, live_count, masthead, notice, search_box, settings_menu, skeleton,
};
use crate::data::{Client, Trouble};
use crate::hooks::{
    Asked, PlaceKeeper, SettingsHandle, use_article, use_effect_on, use_keys, use_mut_ref, use_settled, use_state,
};
use crate::js::keys::Key;
use crate::js::{page, service_worker, start};
use crate::markup::html;
use crate::piece::{drawn_by, piece};
use crate::route::Route;
use crate::state::{Action, Loaded, Panel, Presentation, View};
use crate::words::Language;

/// How long the list holds still before its length is said aloud: a count for every keystroke would talk over the
/// reader.
const COUNT_PAUSE_MS: i32 = 600;

/// What the page works with.
#[derive(Clone, PartialEq)]
pub struct Explorer {
    /// Who answers for the edition.
    pub client: Client,
    /// The interface's language.
    pub lang: Language,
    /// What is asked for, and how the page is dressed.
    pub route: Route,
    /// Whether the reader is typing.
    pub is_typing: bool,
    /// The collection's name as the page was built with it.
    pub name: AttrValue,
    /// What the collection holds.
    pub info: Asked<EditionInfo>,
    /// Where the reader stood in what they left.
    pub places: PlaceKeeper,
    /// The reader's settings.
    pub settings: SettingsHandle,
    /// Whether a newer edition waits.
    pub has_update: bool,
    /// Whether the device is connected.
    pub is_online: bool,
    /// The first list is there: what can wait for it may begin.
    pub on_listed: Callback<()>,
    /// Something was wanted.
    pub on_action: Callback<Action>,
}

drawn_by!(Explorer, use_explorer);

/// The page.
#[hook]
fn use_explorer(props: &Explorer) -> Html {
    let Explorer { lang, route, info, places, settings, on_action, .. } = props;
    let words = lang.words();
    let (view, presentation) = (&route.view, &route.presentation);
    let shows_filters = use_state(|| false);

    let answers = use_answers(&props.client, view);
    let results = &answers.results;
    let article = use_article(&props.client, view.open().cloned(), view.request().reading());
    let open = open_article(route, &article);
    let has_leaf = view.leaf.is_some();
    use_effect_on((has_leaf.then(|| route.href()), *lang), |(href, _)| {
        start::show_supplement(href.as_deref().unwrap_or_default());
        None
    });
    let n_hits = open.map_or(0, |article| article.n_hits);

    // Nothing can be asked of an edition that does not open: one failure is said once, for the whole page.
    let broken = match (&info.now, &results.now) {
        (Loaded::Failed(trouble), Loaded::Failed(_)) => Some(trouble.clone()),
        _ => None,
    };
    let retry_all = {
        let (info, results) = (info.retry.clone(), results.retry.clone());
        Callback::from(move |()| {
            info.emit(());
            results.emit(());
        })
    };

    use_place(places, results, route, open.is_some());
    use_effect_on((results.now.ready().is_some(), props.on_listed.clone()), |(is_listed, on_listed)| {
        if *is_listed {
            on_listed.emit(());
        }
        None
    });
    use_title(props, &answers.counts, open.map(|article| article.title.iter().map(|run| run.text.as_str()).collect()));

    let on_key = {
        let help = leaf_href(presentation, View { leaf: Some("help"), ..View::default() });
        let (on_action, has_doc) = (on_action.clone(), view.doc.is_some() || has_leaf);
        Callback::from(move |key: Key| match key {
            Key::Search => {
                page::focus_and_select(FIELD_ID);
                true
            }
            Key::Down | Key::Up => {
                page::focus_headline(if key == Key::Down { 1 } else { -1 });
                true
            }
            Key::NextHit | Key::PreviousHit if n_hits > 0 => {
                // A step from wherever the reader stands by then: keys may come faster than drawings.
                on_action.emit(Action::HitStepped { forward: key == Key::NextHit, n_hits });
                true
            }
            Key::Escape if has_doc => {
                on_action.emit(Action::ArticleClosed);
                true
            }
            Key::Help => {
                start::go(&help);
                true
            }
            Key::NextHit | Key::PreviousHit | Key::Escape => false,
        })
    };
    use_keys(settings.now.shortcuts, on_key);

    let edition = info.now.ready();
    let found = results.now.ready();
    let home = Route { view: Default::default(), presentation: presentation.clone() };
    let problems = found.filter(|_| !results.is_stale).map(|it| it.problems.clone()).unwrap_or_default();
    let said = match (found, edition) {
        (Some(found), Some(edition)) if !results.is_stale && !has_leaf => {
            (words.n_of_articles)(found.n_hits, edition.n_articles)
        }
        _ => String::new(),
    };
    let said = use_settled(said, COUNT_PAUSE_MS);
    let shows_facets = presentation.shows(Panel::Facets);
    let on_skip = Callback::from(|event: MouseEvent| {
        event.prevent_default();
        page::focus("results");
    });
    let on_filters = {
        let shows_filters = shows_filters.setter();
        Callback::from(move |()| shows_filters.set(true))
    };
    let on_filters_closed = {
        let shows_filters = shows_filters.setter();
        Callback::from(move |()| shows_filters.set(false))
    };
    let everything = &home.view;
    let tool = |view: &View, leaf, words: &'static str| leaf_link(presentation, view, leaf, None, words);
    let is_alone = has_leaf || broken.is_some() || edition.is_some_and(|it| it.n_articles == 0);
    let layout = class(
        "explorer",
        &[
            ("explorer--reading", view.open().is_some()),
            ("explorer--without-filters", !shows_facets),
            ("explorer--embedded", presentation.embed),
            ("explorer--alone", is_alone),
        ],
    );
    html! {
        <div class={layout}>
            <a class="skip-link" href="#results" onclick={on_skip}>{ words.skip_to_results }</a>
            if !presentation.embed {
                { masthead(&Masthead {
                    lang: *lang,
                    info: edition.map(|it| (**it).clone()),
                    name: props.name.clone(),
                    home: home.href().into(),
                    on_home: on_action.reform(|()| Action::AllCleared),
                    children: settings_menu(
                        *lang,
                        &settings.now,
                        &settings.set,
                        &on_action.reform(|language| Action::LanguageChosen(Some(language))),
                    ),
                }) }
            }
            if props.has_update {
                { notice(words.new_edition, Some((words.reload, Callback::from(|()| service_worker::apply_update())))) }
            }
            if !props.is_online {
                { notice(words.offline, None) }
            }
            if presentation.shows(Panel::Search) {
                { search_box(&SearchBox {
                    lang: *lang,
                    // The space that finishes a word is not the reader's.
                    query: if props.is_typing { view.query.as_str() } else { view.query.trim_end() }.to_owned(),
                    problems,
                    on_type: on_action.reform(Action::QueryTyped),
                    on_submit: on_action.reform(Action::QuerySubmitted),
                    on_clear: on_action.reform(|()| Action::WordsCleared),
                    children: html! {
                        <p class="search-box__help">
                            { tool(everything, "help", words.help) }
                            { tool(everything, "notebook", words.notebook) }
                            { tool(everything, "batch", words.batch) }
                            { tool(view, "map", words.map) }
                            { tool(view, "compare", words.compare) }
                        </p>
                    },
                }) }
            }
            { live_count(said) }
            if has_leaf {
                // The supplement draws itself; until it does, or when it cannot, the stylesheet shows one of these.
                <main class="explorer__main explorer__awaited">
                    { skeleton(*lang, 3) }
                    { failed(*lang, &Trouble::Unreachable { file: "newsprint-supplement".to_owned() }, &Callback::from(|()| service_worker::apply_update())) }
                </main>
            } else {
            <main class="explorer__main">
                if presentation.embed {
                    <h1 class="visually-hidden">{ edition.map_or(props.name.to_string(), |it| it.name.clone()) }</h1>
                }
                if *shows_filters {
                    { piece("sheet", Sheet {
                        lang: *lang,
                        title: words.filters.into(),
                        done: found.map_or_else(|| words.close.to_owned(), |it| (words.show_results)(it.n_hits)).into(),
                        on_close: on_filters_closed,
                        children: facets(props, &answers.counts),
                    }) }
                } else if shows_facets && !is_alone {
                    <section class="explorer__filters" aria-labelledby="filters-title">
                        <h2 class="visually-hidden" id="filters-title">{ words.filters }</h2>
                        { facets(props, &answers.counts) }
                    </section>
                }
                { body(props, &answers, &article, broken, retry_all, &on_filters) }
            </main>
            if presentation.shows(Panel::Footer) {
                <footer class="explorer__footer">
                    <p>{ words.privacy }{ " " }{ tool(everything, "about", words.about) }</p>
                    if presentation.embed {
                        <p><a href={super::list::shared_href(view)} target="_blank" rel="noopener">{ words.open_whole }</a></p>
                    }
                </footer>
            }
            }
        </div>
    }
}

/// List and article, or the one thing there is to say instead.
fn body(
    props: &Explorer,
    answers: &Answers,
    article: &Asked<Option<Rc<ArticleView>>>,
    broken: Option<Trouble>,
    on_retry: Callback<()>,
    on_filters: &Callback<()>,
) -> Html {
    let Explorer { lang, route, info, settings, on_action, .. } = props;
    let words = lang.words();
    let n_articles = info.now.ready().map(|it| it.n_articles);
    if let Some(trouble) = broken {
        return html! { <section class="list" id="results" tabindex="-1">{ failed(*lang, &trouble, &on_retry) }</section> };
    }
    if n_articles == Some(0) {
        return html! {
            <section class="list" id="results" tabindex="-1">
                <div class="no-result">
                    <h2 class="no-result__title">{ words.empty_corpus }</h2>
                    <p>{ words.empty_corpus_hint }</p>
                </div>
            </section>
        };
    }
    html! {
        <>
            { piece("list", List {
                client: props.client.clone(),
                lang: *lang,
                route: route.clone(),
                answers: answers.clone(),
                n_articles,
                on_action: on_action.clone(),
                on_filters: on_filters.clone(),
            }) }
            if route.view.open().is_some() {
                { piece("reading", Reading {
                    lang: *lang,
                    route: route.clone(),
                    asked: article.clone(),
                    settings: settings.clone(),
                    on_action: on_action.clone(),
                }) }
            }
        </>
    }
}

/// The facets that have something to choose between.
fn facets(props: &Explorer, counts: &Asked<Results>) -> Html {
    let found = match &counts.now {
        Loaded::Ready(found) => found,
        Loaded::Waiting => return skeleton(props.lang, 2),
        Loaded::Failed(trouble) => {
            return failed_part(props.lang, props.lang.words().counts_failed, trouble, &counts.retry);
        }
    };
    let request = props.route.view.counting();
    let is_stale = counts.is_stale;
    let chosen = |facet: Facet| choice_labels(&props.route.view, None).iter().any(|it| it.choice.facet == facet);
    found
        .facets
        .iter()
        // One source or one language is nothing to choose from.
        .filter(|it| match it.facet {
            Facet::Source | Facet::Lang => it.n_values > 1 || chosen(it.facet),
            // Not counted with the others: its section asks once the reader opens it.
            Facet::Mentioned => found.n_hits > 0 || chosen(it.facet),
            Facet::Person | Facet::Org | Facet::Place => it.n_values > 0 || !it.values.is_empty(),
        })
        .map(|counts| {
            let section = FacetSection {
                client: props.client.clone(),
                lang: props.lang,
                request: request.clone(),
                counts: counts.clone(),
                is_stale,
                on_action: props.on_action.clone(),
            };
            piece(counts.facet as u32, section)
        })
        .collect()
}

/// Puts the reader where they belong once things are drawn: where they stood, at the article's first match, or at the
/// match they asked for.
#[hook]
fn use_place(places: &PlaceKeeper, results: &Asked<Results>, route: &Route, is_open: bool) {
    let is_listed = results.now.ready().is_some() && !results.is_stale;
    let before = use_mut_ref(|| (None::<String>, String::new()));
    let places = places.clone();
    let doc = route.view.open().cloned();
    let is_listed = is_listed && route.view.leaf.is_none();
    let spot = match route.view.paragraph {
        0 => format!("{HIT_ID}{}", route.view.hit),
        paragraph => format!("{PARAGRAPH_ID}{paragraph}"),
    };
    use_effect_on((is_listed, doc, is_open, spot), move |(is_listed, doc, is_open, spot)| {
        if !is_listed || (doc.is_some() && !is_open) {
            return None;
        }
        let (doc_before, spot_before) = before.replace((doc.clone(), spot.clone()));
        let is_back = places.drawn();
        match doc {
            Some(_) if *doc != doc_before && !is_back => {
                page::scroll_to_start(PANE_ID);
                page::focus_quietly(ARTICLE_HEADLINE_ID);
                page::show_in_pane(spot, PANE_ID);
            }
            Some(_) if *doc == doc_before && *spot != spot_before => {
                page::show_in_pane(spot, PANE_ID);
            }
            // The article that had the focus is gone: back to its headline in the list.
            None if !is_back && page::focused_id().is_none() => {
                if let Some(id) = doc_before {
                    page::focus(&format!("{}{id}", page::HEADLINE_ID));
                }
            }
            _ => {}
        }
        None
    });
}

/// A link to a view of the supplement about a list, or about one article of it.
#[inline(never)]
pub fn leaf_link(
    presentation: &Presentation,
    list: &View,
    leaf: &'static str,
    doc: Option<&String>,
    words: impl Into<AttrValue>,
) -> Html {
    let view = View { leaf: Some(leaf), doc: doc.cloned(), ..list.list() };
    html! { <a href={leaf_href(presentation, view)}>{ words.into() }</a> }
}

/// A link to a view, dressed as this one is.
pub fn leaf_href(presentation: &Presentation, view: View) -> String {
    Route { view, presentation: presentation.clone() }.href()
}

/// Keeps the title of the browser's tab: the article, else what the list is of, then the collection.
#[hook]
fn use_title(props: &Explorer, counts: &Asked<Results>, article: Option<String>) {
    let Explorer { lang, route: Route { view, .. }, info, .. } = props;
    // The supplement's views have titles of their own.
    let edition = info.now.ready().filter(|_| view.leaf.is_none());
    let title = edition.map(|edition| {
        let choices = choice_labels(view, counts.now.ready().map(Rc::as_ref));
        let what = article.unwrap_or_else(|| list_in_words(*lang, &view.query, &choices, view.date));
        if what.is_empty() { edition.name.clone() } else { [&*what, " – ", &edition.name].concat() }
    });
    use_effect_on(title, |title| {
        page::set_title(title.as_deref()?);
        None
    });
}
