//! The gallery, in development builds only: every component in every state, as documentation of the design and for the tests that look at it.

use std::rc::Rc;

use newsprint_search::{Choice, DateFilter, EntityLabel, Facet, Sort};
use yew::prelude::*;

use super::gallery_sample as sample;
use super::{Leaf, heading, use_title};
use crate::components::{
    ArticleView, EntityCard, FacetPanel, FacetShown, FilterLabel, Look, Masthead, ResultCard, SearchBox, Shape, Way,
    article_view, button, date_chart, date_evidence, entity_card, entity_chip, entity_list, facet, failed, failed_part,
    filter_chips, hit_map, hit_nav, icon, icon_button, live_count, marked_text, masthead, no_result, notice, pager,
    result_card, search_box, settings_menu, share_button, skeleton, sort_menu,
};
use crate::data::Trouble;
use crate::hooks::use_effect_on;
use crate::js::supplement;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::route::Route;
use crate::state::{Action, Settings, Theme};
use crate::words::Language;

/// The page.
#[derive(Clone, PartialEq)]
pub struct GalleryPage(pub Leaf);

drawn_by!(GalleryPage, use_gallery);

/// A component in one state, and what that state is.
type Specimen = (&'static str, Html);

/// A component's name and its states.
type Case = (&'static str, Vec<Specimen>);

/// A group of components and its name.
type Group = (&'static str, Vec<Case>);

#[hook]
fn use_gallery(props: &GalleryPage) -> Html {
    let GalleryPage(leaf) = props;
    use_title(Some("Components".to_owned()));
    use_effect_on((), |()| {
        supplement::adopt_style(include_str!("gallery.css"));
        None
    });
    let lang = leaf.lang;
    let groups: [Group; 5] = [
        ("Words and signs", signs(lang)),
        ("Searching", searching(lang)),
        ("The list", list(lang)),
        ("The article", article(lang)),
        ("States of the page", states(lang)),
    ];
    html! {
        <>
            { heading(html! { { "Components" } }) }
            { dresses(leaf) }
            { for groups.into_iter().map(|(name, cases)| html! {
                <section class="gallery__group">
                    <h3 class="gallery__name" lang="en" dir="ltr">{ name }</h3>
                    { for cases.into_iter().map(|(name, specimens)| html! {
                        <div class="gallery__case" data-component={name}>
                            <h4 class="gallery__component" lang="en" dir="ltr"><code>{ name }</code></h4>
                            { for specimens.into_iter().map(|(state, drawn)| html! {
                                <figure class="gallery__specimen">
                                    <figcaption class="gallery__state" lang="en" dir="ltr">{ state }</figcaption>
                                    <div class="gallery__drawing">{ drawn }</div>
                                </figure>
                            }) }
                        </div>
                    }) }
                </section>
            }) }
        </>
    }
}

/// Links to the same page in every dress: light and dark, in each language.
fn dresses(leaf: &Leaf) -> Html {
    let dress = |theme: Theme, language: Language| {
        let mut route = Route { view: leaf.route.view.clone(), presentation: leaf.route.presentation.clone() };
        route.presentation.theme = Some(theme);
        route.presentation.language = Some(language);
        let name = if theme == Theme::Dark { "dark" } else { "light" };
        html! { <li><a href={route.href()}>{ language.own_name() }{ ", " }<span lang="en">{ name }</span></a></li> }
    };
    let all = Language::ALL.into_iter().flat_map(|language| [(Theme::Light, language), (Theme::Dark, language)]);
    html! { <ul class="gallery__dresses">{ for all.map(|(theme, language)| dress(theme, language)) }</ul> }
}

fn nothing<T: 'static>() -> Callback<T> {
    Callback::noop()
}

/// Buttons, icons, marks and names.
fn signs(lang: Language) -> Vec<Case> {
    let words = lang.words();
    let shapes = [
        Shape::Cross,
        Shape::Minus,
        Shape::Back,
        Shape::Up,
        Shape::Down,
        Shape::Lens,
        Shape::Link,
        Shape::Filters,
        Shape::Globe,
        Shape::Printer,
        Shape::Outward,
    ];
    let names = sample::labels();
    let chips = |is_chosen: bool| html! { <>{ for names.iter().map(|name| entity_chip(lang, name, is_chosen, &nothing())) }</> };
    vec![
        (
            "button",
            vec![
                ("outlined", button(Look::Outlined, words.apply.into(), nothing())),
                ("strong", button(Look::Strong, words.search.into(), nothing())),
                ("quiet", button(Look::Quiet, words.clear_all.into(), nothing())),
                ("only a drawing", icon_button("text-button", Shape::Cross, words.close, nothing())),
            ],
        ),
        ("icon", vec![("all", html! { <p class="gallery__icons">{ for shapes.into_iter().map(icon) }</p> })]),
        ("entity-chip", vec![("not chosen", chips(false)), ("chosen", chips(true))]),
        (
            "marked-text",
            vec![("with a match", html! { <p>{ marked_text(&sample::hit("x", "Council votes on", "en").title) }</p> })],
        ),
        (
            "share-button",
            vec![
                ("not asked yet", share_button(lang, None, &nothing())),
                ("copied", share_button(lang, Some(true), &nothing())),
                ("refused", share_button(lang, Some(false), &nothing())),
            ],
        ),
        ("settings-menu", vec![("closed", settings_menu(lang, &Settings::default(), &nothing(), &nothing()))]),
        ("masthead", vec![("waiting", a_masthead(lang, false)), ("with what it holds", a_masthead(lang, true))]),
    ]
}

fn a_masthead(lang: Language, is_known: bool) -> Html {
    masthead(&Masthead {
        lang,
        info: is_known.then(sample::info),
        name: "The Harbour Post".into(),
        home: "./".into(),
        on_home: nothing(),
        children: Html::default(),
    })
}

/// The search box, filters, dates.
fn searching(lang: Language) -> Vec<Case> {
    let words = lang.words();
    let a_box = |query: &str, is_wrong: bool| {
        search_box(&SearchBox {
            lang,
            query: query.to_owned(),
            problems: if is_wrong { sample::problems() } else { Vec::new() },
            on_type: nothing(),
            on_submit: nothing(),
            on_clear: nothing(),
            children: Html::default(),
        })
    };
    let a_facet = |shown: FacetShown, n_values: u32, is_stale: bool| {
        facet(&FacetPanel {
            lang,
            facet: Facet::Person,
            values: if shown.prefix.is_empty() { sample::values() } else { Vec::new() },
            n_values,
            has_more: n_values > 100,
            shown,
            is_stale,
            on_choose: nothing(),
            on_show: nothing(),
        })
    };
    let shown = FacetShown::default;
    let chosen = |value: &str, exclude: bool| FilterLabel {
        choice: Choice { facet: Facet::Person, value: value.to_owned(), exclude },
        label: value.to_owned(),
    };
    let chips = [chosen("Ida Brook", false), chosen(sample::LONG_WORD, true)];
    let within = sample::span("2023-11").map(DateFilter::Within);
    let possibly = sample::span("2023-11").map(DateFilter::Possibly);
    vec![
        (
            "search-box",
            vec![
                ("empty", a_box("", false)),
                ("with words", a_box("harbour strike", false)),
                ("with a problem", a_box("\"two", true)),
            ],
        ),
        (
            "facet",
            vec![
                ("a few values", a_facet(shown(), 4, false)),
                ("many values, an older question's", a_facet(shown(), 26_000, true)),
                ("by name, more shown", a_facet(FacetShown { by_name: true, n_more: 20, ..shown() }, 60, false)),
                ("nothing found in it", a_facet(FacetShown { prefix: "xyz".to_owned(), ..shown() }, 0, false)),
            ],
        ),
        (
            "filter-chips",
            vec![
                ("names", filter_chips(lang, &chips, None, Html::default(), &nothing())),
                ("dates", filter_chips(lang, &[], possibly, Html::default(), &nothing())),
            ],
        ),
        (
            "date-chart",
            vec![
                (
                    "nothing chosen",
                    html! { <div key="a">{ date_chart(lang, &sample::histogram(), None, &nothing()) }</div> },
                ),
                (
                    "a month chosen",
                    html! { <div key="b">{ date_chart(lang, &sample::histogram(), within, &nothing()) }</div> },
                ),
                (
                    "undated",
                    html! { <div key="c">{ date_chart(lang, &sample::histogram(), Some(DateFilter::Undated), &nothing()) }</div> },
                ),
            ],
        ),
        ("sort-menu", vec![("newest first", sort_menu(lang, Sort::Newest, &nothing()))]),
        (
            "live-count",
            vec![(
                "only heard",
                html! { <div>{ live_count((words.n_articles)(12)) }<span lang="en">{ "(nothing to see)" }</span></div> },
            )],
        ),
    ]
}

/// Results and what stands around them.
fn list(lang: Language) -> Vec<Case> {
    let words = lang.words();
    let result = |hit: &newsprint_search::Hit, is_open: bool| {
        let card = ResultCard {
            lang,
            hit,
            passage: &hit.snippet,
            href: "./".into(),
            is_open,
            chosen: &["council".to_owned()],
            links: Html::default(),
            on_open: &nothing(),
            on_pick: &nothing(),
        };
        html! { <div>{ result_card(card) }</div> }
    };
    let way = |label: &str, n_articles: Option<u32>| Way {
        label: label.to_owned(),
        action: Action::QueryTyped(String::new()),
        n_articles,
    };
    vec![
        (
            "result",
            vec![
                ("with everything", result(&sample::hit("dues", "Council votes on", "en"), false)),
                ("open", result(&sample::hit("open", "Council votes again on", "en"), true)),
                ("undated, without a source, one long word", result(&sample::bare_hit(), false)),
            ],
        ),
        (
            "pager",
            vec![
                ("first page", pager(lang, 0, 3, &nothing())),
                ("in between", pager(lang, 1, 3, &nothing())),
                ("last page", pager(lang, 2, 3, &nothing())),
            ],
        ),
        (
            "no-result",
            vec![
                (
                    "with ways out",
                    no_result(
                        lang,
                        "unicorn",
                        vec![words.any_date.to_owned()],
                        vec![way("harbour", Some(12)), way("strike", None)],
                        &nothing(),
                    ),
                ),
                ("without", no_result(lang, "unicorn", Vec::new(), Vec::new(), &nothing())),
            ],
        ),
    ]
}

/// The open article and its parts.
fn article(lang: Language) -> Vec<Case> {
    let article = sample::article();
    let entities = sample::entities();
    let view = article_view(&ArticleView {
        lang,
        article: Rc::clone(&article),
        hit: 1,
        paragraph: 2,
        links: Html::default(),
        marks: newsprint_model::EntityKind::ALL.to_vec(),
        asked: None,
        chosen: vec!["ida-brook".to_owned()],
        shared: None,
        href_of: Callback::from(|_: EntityLabel| AttrValue::from("./")),
        on_hit: nothing(),
        on_mark: nothing(),
        on_ask: nothing(),
        on_filter: nothing(),
        on_only: None,
        on_share: nothing(),
        on_print: nothing(),
    });
    let card = |nth: usize| {
        let Some(entity) = entities.get(nth).cloned() else { return Html::default() };
        entity_card(&EntityCard {
            lang,
            entity,
            href: "./".into(),
            on_filter: nothing(),
            on_only: (nth == 0).then(nothing),
            on_close: nothing(),
        })
    };
    vec![
        ("article-view", vec![("with everything", view)]),
        ("entity-card", vec![("a person", card(0)), ("not spelt out, with a long name", card(3))]),
        ("entity-list", vec![("one chosen", entity_list(lang, &entities, &["ida-brook".to_owned()], &nothing()))]),
        (
            "date-evidence",
            vec![
                ("inferred", date_evidence(lang, article.date.as_ref(), Some("en"))),
                ("unknown", date_evidence(lang, None, None)),
            ],
        ),
        (
            "hit-nav",
            vec![("no match", hit_nav(lang, 0, 0, &nothing())), ("the second of two", hit_nav(lang, 1, 2, &nothing()))],
        ),
        (
            "hit-map",
            vec![(
                "one match",
                html! { <div class="gallery__map">{ hit_map(&article.paragraphs, 1, &nothing()) }</div> },
            )],
        ),
    ]
}

/// Waiting, failed, and what is said about the page itself.
fn states(lang: Language) -> Vec<Case> {
    let words = lang.words();
    let file = || "cards-00c0ffee.bin".to_owned();
    let fails = |trouble: Trouble| failed(lang, &trouble, &nothing());
    vec![
        ("skeleton", vec![("two blocks", skeleton(lang, 2))]),
        (
            "failed",
            vec![
                ("a file that did not come", fails(Trouble::Unreachable { file: file() })),
                ("a damaged file", fails(Trouble::Damaged { file: file(), detail: "it is too short".to_owned() })),
                ("a newer collection", fails(Trouble::TooNew { file: file() })),
                ("something broken", fails(Trouble::Broken(sample::LONG_WORD.to_owned()))),
                (
                    "a part of the page",
                    failed_part(lang, words.counts_failed, &Trouble::Unreachable { file: file() }, &nothing()),
                ),
            ],
        ),
        (
            "notice",
            vec![
                ("offline", notice(words.offline, None)),
                ("a new edition", notice(words.new_edition, Some((words.reload, nothing())))),
            ],
        ),
    ]
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::state::View;

    #[test]
    fn every_component_is_shown() {
        let lang = Language::En;
        let shown: Vec<&str> = [signs(lang), searching(lang), list(lang), article(lang), states(lang)]
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
            .collect();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/components");
        // A part of others, and a dialog that would lie over the page.
        let elsewhere = ["mod", "article-text", "sheet"];
        for entry in std::fs::read_dir(folder).expect("the components") {
            let name = entry.expect("an entry").path().file_stem().map(|it| it.to_string_lossy().replace('_', "-"));
            let name = name.expect("a name");
            assert!(shown.contains(&&*name) || elsewhere.contains(&&*name), "{name} is not in the gallery");
        }
        assert!(View::LEAVES.contains(&"components"));
    }
}
