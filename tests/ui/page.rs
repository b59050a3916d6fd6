//! Masthead, search box, help, settings and notices.

use newsprint_app::components::{Masthead, SearchBox, masthead, notice, settings_menu, share_button};
use newsprint_app::state::{Settings, TextSize, Theme};
use newsprint_app::words::Language;
use newsprint_search::{QueryProblem, QueryProblemKind};
use yew::{Callback, Html};

use crate::drawing::{draw, harmful, n_tags, tags, text};
use crate::sample::{HOSTILE, info};

fn head(lang: Language) -> Masthead {
    Masthead {
        lang,
        info: Some(info()),
        name: "The Harbour Post".into(),
        home: "./".into(),
        on_home: Callback::noop(),
        children: Html::default(),
    }
}

#[test]
fn the_masthead_says_what_the_collection_holds() {
    let seen = text(&draw(masthead(&head(Language::En))));
    assert_eq!(seen, "The Harbour Post 2 articles, 9 March 2024 1 person, 1 organisation, 1 place");
    assert!(text(&draw(masthead(&head(Language::Fa)))).contains("۲ مقاله، ۹ مارس ۲۰۲۴"));
    assert!(text(&draw(masthead(&head(Language::Ar)))).contains("مقالان، ٩ مارس ٢٠٢٤"));
}

#[test]
fn the_masthead_keeps_its_name_and_its_height_before_anything_is_known() {
    let html = draw(masthead(&Masthead { info: None, ..head(Language::En) }));
    assert!(text(&html).contains("The Harbour Post"));
    assert_eq!(n_tags(&html, &["h1"]), 1);
    assert!(html.contains('\u{a0}'));
}

#[test]
fn a_collection_with_a_hostile_name_is_only_called_so() {
    let mut bad = info();
    bad.name = HOSTILE.to_owned();
    let html = draw(masthead(&Masthead { info: Some(bad), ..head(Language::En) }));
    assert!(harmful(&html).is_empty(), "{:?}", harmful(&html));
}

fn drawn(props: SearchBox) -> String {
    draw(newsprint_app::components::search_box(&props))
}

fn search_box(query: &str, problems: Vec<QueryProblem>) -> SearchBox {
    SearchBox {
        lang: Language::En,
        query: query.to_owned(),
        problems,
        on_type: Callback::noop(),
        on_submit: Callback::noop(),
        on_clear: Callback::noop(),
        children: Html::default(),
    }
}

#[test]
fn the_search_box_is_a_labelled_landmark() {
    let html = drawn(search_box("", Vec::new()));
    assert_eq!(n_tags(&html, &["role=\"search\"", "aria-label=\"Search the articles\""]), 1);
    assert_eq!(n_tags(&html, &["label", "for=\"search-field\""]), 1);
    assert_eq!(n_tags(&html, &["button", "Clear the search"]), 0, "there is nothing to clear");
    assert_eq!(n_tags(&drawn(search_box("x", Vec::new())), &["button", "Clear the search"]), 1);
}

#[test]
fn what_is_wrong_with_a_query_is_said() {
    let problem = |start, end, kind| QueryProblem { start, end, kind };
    let html = drawn(search_box("gäza \"two", vec![problem(5, 9, QueryProblemKind::UnclosedQuote)]));
    assert!(text(&html).contains("A quotation mark is still open"));
    assert_eq!(n_tags(&html, &["input", "aria-describedby=\"search-problems\""]), 1);
    // Places that lie outside the text are an engine's bug and no reason to fall over.
    for (start, end) in [(0, 999), (500, 900), (9, 2)] {
        let html = drawn(search_box("-", vec![problem(start, end, QueryProblemKind::NothingToApply)]));
        assert!(text(&html).contains("has no word to apply to"), "{start}..{end}");
    }
}

#[test]
fn a_query_is_text_in_every_place_it_is_shown() {
    let html =
        drawn(search_box(HOSTILE, vec![QueryProblem { start: 0, end: 9, kind: QueryProblemKind::NothingToApply }]));
    assert!(harmful(&html).is_empty(), "{:?}", harmful(&html));
}

#[test]
fn an_empty_box_is_written_as_the_interface_is_and_a_full_one_as_its_words_are() {
    for (lang, query, dir) in [(Language::En, "", "ltr"), (Language::Fa, "", "rtl"), (Language::Fa, "x", "auto")] {
        let html = drawn(SearchBox { lang, ..search_box(query, Vec::new()) });
        assert_eq!(n_tags(&html, &["input", "id=\"search-field\"", &format!("dir=\"{dir}\"")]), 1, "{query:?}");
    }
}

#[test]
fn the_settings_show_what_is_set_and_every_language_names_itself() {
    let settings = Settings { theme: Theme::Dark, text_size: TextSize::Large, shortcuts: false, ..Settings::default() };
    let html = draw(settings_menu(Language::Ar, &settings, &Callback::noop(), &Callback::noop()));
    let checked: Vec<&str> = tags(&html, &["input", "checked"]);
    assert_eq!(checked.len(), 2, "a theme and a size, and no shortcuts: {checked:?}");
    assert!(checked[0].contains("dark") && checked[1].contains("large"));
    assert!(tags(&html, &["option", "selected"])[0].contains("value=\"ar\""));
    for name in ["English", "فارسی", "العربية"] {
        assert!(text(&html).contains(name));
    }
}

#[test]
fn a_notice_may_offer_something_to_do() {
    let line =
        |act: Option<&'static str>| draw(notice("A new edition is out.", act.map(|act| (act, Callback::noop()))));
    assert_eq!((n_tags(&line(Some("Reload")), &["button"]), n_tags(&line(None), &["button"])), (1, 0));
}

#[test]
fn sharing_says_what_came_of_it() {
    for (outcome, said) in
        [(None, "Copy link"), (Some(true), "Link copied"), (Some(false), "Copy the link from the address bar")]
    {
        let html = draw(share_button(Language::En, outcome, &Callback::noop()));
        assert!(text(&html).contains(said), "{html}");
    }
}
