//! Searching: the box, what narrows a list, its dates; results and what stands around them.

use newsprint_search::{Choice, DateFilter, Facet, Sort};
use yew::prelude::*;

use super::{Case, Specimen, nothing, sample};
use crate::components::{
    FacetPanel, FacetShown, FilterLabel, ResultCard, SearchBox, Way, date_chart, facet, filter_chips, list_in_words,
    live_count, no_result, pager, result_card, search_box, sort_menu,
};
use crate::markup::html;
use crate::piece::piece;
use crate::state::Action;
use crate::supplement::notebook::specimen::Starred;
use crate::supplement::suggest::{Mark, Suggestion};
use crate::supplement::suggest_box::specimen::Suggesting;
use crate::words::Language;

/// The search box, filters, dates.
pub fn searching(lang: Language) -> Vec<Case> {
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
        ("suggestions", suggestions(lang)),
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
        ("sort-menu", vec![("newest first", sort_menu(lang, Sort::Newest, true, &nothing()))]),
        (
            "live-count",
            vec![(
                "only heard",
                html! { <div>{ live_count((words.n_articles)(12)) }<span lang="en">{ "(nothing to see)" }</span></div> },
            )],
        ),
    ]
}

/// What is suggested for what is typed.
fn suggestions(lang: Language) -> Vec<Specimen> {
    let of_names = sample::labels().into_iter().zip([112, 40, 9, 1]);
    let names = of_names.map(|(label, n_articles)| Suggestion::Name { label, n_articles, from: 0 });
    let headline = |title: &str, lang: &str| Suggestion::Headline {
        id: "x".to_owned(),
        title: sample::hit("x", title, lang).title,
        lang: Some(lang.to_owned()),
        date: sample::span("2024-03-09"),
    };
    let many = names.chain([
        Suggestion::Word { word: "harbour".to_owned(), from: 0 },
        Suggestion::Field { nth: 0, from: 0 },
        headline("Council votes on", "en"),
        headline(sample::HOSTILE[5], "fa"),
    ]);
    let suggesting = |text: &'static str, suggestions: Vec<Suggestion>, active: Option<usize>| Suggesting {
        lang,
        text,
        problems: Vec::new(),
        marks: Vec::new(),
        suggestions,
        active,
    };
    let hostile = sample::HOSTILE.map(|title| headline(title, "en"));
    let mark = |start, end, is_problem| Mark { start, end, is_problem };
    vec![
        ("closed: nothing is suggested", piece("closed", suggesting("harbour", Vec::new(), None))),
        ("one", piece("one", suggesting("harb", vec![Suggestion::Word { word: "harbour".to_owned(), from: 0 }], None))),
        ("many, the second active", piece("many", suggesting("har", many.collect(), Some(1)))),
        ("hostile texts", piece("hostile", suggesting("<b>", hostile.to_vec(), None))),
        (
            "a problem and a correction underlined",
            piece(
                "marks",
                Suggesting {
                    problems: sample::problems(),
                    marks: vec![mark(0, 4, true), mark(5, 11, false)],
                    ..suggesting("\"two harbor strike", Vec::new(), None)
                },
            ),
        ),
    ]
}

/// Results and what stands around them.
pub fn list(lang: Language) -> Vec<Case> {
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
        ("star", {
            let starred = |holds: bool| {
                piece("star", Starred { drawn: result(&sample::hit("star", "Council votes on", "en"), false), holds })
            };
            vec![("not starred", starred(false)), ("starred", starred(true))]
        }),
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
                        &list_in_words(lang, "unicorn", &[], Some(DateFilter::Undated)),
                        vec![way("harbour", Some(12)), way("strike", None)],
                        &nothing(),
                    ),
                ),
                ("without", no_result(lang, &(words.words_chip)("unicorn"), Vec::new(), &nothing())),
            ],
        ),
    ]
}
