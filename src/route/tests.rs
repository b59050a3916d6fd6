//! Addresses and views say the same things.

use proptest::prelude::*;

use super::*;

fn span(text: &str) -> DateSpan {
    text.parse().expect("a date span")
}

fn choice(facet: Facet, value: &str, exclude: bool) -> Choice {
    Choice { facet, value: value.to_owned(), exclude }
}

/// A route with this view, plainly dressed.
fn showing(view: View) -> Route {
    Route { view, ..Route::default() }
}

#[test]
fn every_part_of_a_view_has_its_parameter() {
    let plain = View::default;
    for (view, query) in [
        (plain(), ""),
        (View { query: "oil & gas".to_owned(), ..plain() }, "q=oil+%26+gas"),
        (View { query: "خامنه‌ای".to_owned(), ..plain() }, "q=%D8%AE%D8%A7%D9%85%D9%86%D9%87%E2%80%8C%D8%A7%DB%8C"),
        (plain().toggled(Facet::Person, "ali-khamenei".to_owned(), false), "person=ali-khamenei"),
        (
            plain()
                .toggled(Facet::Place, "yemen".to_owned(), true)
                .toggled(Facet::Person, "a".to_owned(), false)
                .toggled(Facet::Person, "b".to_owned(), false),
            "person=a&person=b&place=-yemen",
        ),
        (plain().toggled(Facet::Source, "-The Dash-".to_owned(), false), "source=%5C-The+Dash-"),
        (plain().toggled(Facet::Source, "-x".to_owned(), true), "source=-%5C-x"),
        (View { date: Some(DateFilter::Within(span("2023-11"))), ..plain() }, "date=2023-11"),
        (
            View { date: Some(DateFilter::Within(span("2023-11-03/2023-12-03"))), ..plain() },
            "date=2023-11-03..2023-12-03",
        ),
        (View { date: Some(DateFilter::Possibly(span("2023-11-19"))), ..plain() }, "date=2023-11-19~"),
        (View { date: Some(DateFilter::Undated), ..plain() }, "date=undated"),
        (View { mentioned: true, ..plain().mentioning(Some(span("2023-11"))) }, "mentions=2023-11&dates=mentioned"),
        (plain().mentioning(Some(span("2023-11/2024"))), "mentions=2023-11..2024-12"),
        (plain().mentioning(Some(DateSpan { earliest: FIRST_DAY, ..span("1903") })), "mentions=..1903-12-31"),
        (View { exact: true, strict_names: true, ..plain() }, "exact=1&strict=1"),
        (View { sort: Sort::Newest, page: 2, ..plain() }, "sort=newest&page=3"),
        (View { doc: Some("story-1".to_owned()), hit: 6, ..plain() }, "doc=story-1&hl=7"),
        (View { doc: Some("story-1".to_owned()), paragraph: 3, ..plain() }, "doc=story-1&para=3"),
        (View { leaf: Some("about"), ..plain() }, "page=about"),
        (
            View { leaf: Some("entity"), ..plain().toggled(Facet::Org, "hamas".to_owned(), false) },
            "org=hamas&page=entity",
        ),
    ] {
        let route = showing(view);
        assert_eq!(route.to_query(), query);
        assert_eq!(Route::from_query(query), route, "{query}");
        assert_eq!(Route::from_query(&format!("?{query}")), route, "{query}");
    }
}

#[test]
fn half_open_ranges_are_written_open() {
    let until = DateSpan { earliest: FIRST_DAY, latest: span("2023-11").latest };
    let from = DateSpan { earliest: span("2023-11").earliest, latest: LAST_DAY };
    for (query, read, written) in [
        ("date=..2023-11", until, "date=..2023-11-30"),
        ("date=2023-11..", from, "date=2023-11-01.."),
        ("date=2023..2024", span("2023/2024"), "date=2023..2024"),
        ("date=2023-11..2023-12-03", span("2023-11-01/2023-12-03"), "date=2023-11-01..2023-12-03"),
        ("date=..", DateSpan { earliest: FIRST_DAY, latest: LAST_DAY }, "date=.."),
    ] {
        let route = Route::from_query(query);
        assert_eq!(route.view.date, Some(DateFilter::Within(read)), "{query}");
        assert_eq!(route.to_query(), written);
    }
}

#[test]
fn the_time_that_texts_speak_of_is_one_span_or_none() {
    for (query, told) in [
        ("mentions=2023-11", Some("2023-11")),
        ("mentions=2023-11..2024", Some("2023-11/2024-12")),
        ("mentions=2023-11&mentions=-1979", Some("2023-11")),
        ("mentions=2023-11&mentions=1979", None),
        ("mentions=-1979", None),
        ("mentions=soon", None),
        ("", None),
    ] {
        assert_eq!(Route::from_query(query).view.mentions(), told.map(span), "{query}");
    }
}

#[test]
fn what_means_nothing_is_ignored() {
    for query in [
        "utm_source=letter",
        "date=yesterday",
        "date=2023-13",
        "date=2023-02-30",
        "date=2024..2023",
        "date=2023/2024",
        "sort=best",
        "page=0",
        "page=x",
        "page=-3",
        "hl=4",
        "theme=blue",
        "ui=tlh",
        "hide=everything",
        "height=tall",
        "embed=0",
        "person=",
        "person=-",
        "&&=&",
        "?",
    ] {
        assert_eq!(Route::from_query(query), Route::default(), "{query}");
    }
}

#[test]
fn what_stands_in_the_place_of_the_list_has_no_page_and_may_be_about_an_article() {
    for (query, expected) in [
        ("page=3&page=help&doc=a&hl=2", "page=help&doc=a&hl=2"),
        ("page=cite&para=3&doc=a", "page=cite&doc=a&para=3"),
        ("page=cite&para=3", "page=cite"),
        ("page=help&page=3", "page=3"),
        ("page=help&page=x", ""),
        ("doc=a&page=entity&person=b&embed=1", "person=b&page=entity&doc=a&embed=1"),
        ("vs=b&page=compare&q=a", "q=a&page=compare&vs=b"),
        ("vs=b&q=a", "q=a"),
    ] {
        assert_eq!(Route::from_query(query).to_query(), expected, "{query}");
    }
}

#[test]
fn the_first_of_two_contradictory_choices_counts() {
    let route = Route::from_query("person=a&person=-a&person=a");
    assert_eq!(route.view.choices, vec![choice(Facet::Person, "a", false)]);
}

#[test]
fn equal_views_have_equal_addresses_in_whatever_order_they_were_written() {
    let one = Route::from_query("ui=fa&place=gaza&q=oil&org=hamas&hide=dates,facets&page=2&person=-b&person=a&embed=1");
    let other =
        Route::from_query("q=oil&person=a&page=2&org=hamas&person=-b&embed=true&hide=facets,dates&place=gaza&ui=fa-IR");
    assert_eq!(one, other);
    assert_eq!(one.to_query(), other.to_query());
    assert_eq!(one.to_query(), "q=oil&person=a&person=-b&org=hamas&place=gaza&page=2&embed=1&hide=facets,dates&ui=fa");
}

#[test]
fn the_dress_of_the_page_is_kept_and_parameters_for_others_are_carried() {
    let query = "q=x&embed=1&hide=facets&height=auto&theme=dark&ui=ar&accent=%23a00&edition=2&id=frame-7";
    let route = Route::from_query(query);
    assert_eq!(route.presentation.height, Height::Auto);
    assert_eq!(route.presentation.theme, Some(Theme::Dark));
    assert_eq!(route.presentation.language, Some(Language::Ar));
    assert!(!route.presentation.shows(Panel::Facets) && route.presentation.shows(Panel::Dates));
    assert_eq!(route.to_query(), query);
}

#[test]
fn links_are_relative_so_that_a_site_may_lie_in_any_folder() {
    assert_eq!(Route::default().href(), "./");
    assert_eq!(Route::from_query("q=a").href(), "?q=a");
}

#[test]
fn broken_escapes_are_read_as_they_stand() {
    for (query, read) in [("q=%", "%"), ("q=%4", "%4"), ("q=%zz", "%zz"), ("q=%FF", "\u{fffd}"), ("q=a%2Bb+c", "a+b c")]
    {
        assert_eq!(Route::from_query(query).view.query, read);
    }
}

#[test]
fn a_number_too_great_is_brought_back_into_bounds() {
    let view = Route::from_query("page=4294967295&doc=a&hl=4294967295").view;
    assert_eq!((view.page, view.hit), (View::LAST_PAGE, View::LAST_HIT));
    assert_eq!(view.request().offset, View::LAST_PAGE * View::PAGE_SIZE);
    assert_eq!(Route::from_query("page=4294967296").view.page, 0, "no number at all");
}

fn any_span() -> impl Strategy<Value = DateSpan> {
    let whole = (1900..2100_i32, 0..13_u32).prop_map(|(year, month)| match month {
        0 => DateSpan::year(year).expect("a year"),
        month => DateSpan::month(year, month).expect("a month"),
    });
    let days = (FIRST_DAY.0..=LAST_DAY.0, 0..100_000_i32).prop_map(|(first, length)| DateSpan {
        earliest: Day(first),
        latest: Day(first.saturating_add(length).min(LAST_DAY.0)),
    });
    prop_oneof![whole, days]
}

fn any_view() -> impl Strategy<Value = View> {
    let choices = prop::collection::vec((0..5_usize, "[-\\\\ a-zé&=%+]{1,5}", any::<bool>()), 0..5);
    let date = prop_oneof![
        Just(None),
        Just(Some(DateFilter::Undated)),
        any_span().prop_map(|span| Some(DateFilter::Within(span))),
        any_span().prop_map(|span| Some(DateFilter::Possibly(span))),
    ];
    let sort = prop_oneof![Just(Sort::Relevance), Just(Sort::Newest), Just(Sort::Oldest)];
    let doc = prop::option::of(("\\PC{1,8}", 0..=View::LAST_HIT, 0..=View::LAST_PARAGRAPH));
    let leaf = prop::option::of((0..View::LEAVES.len()).prop_map(|nth| View::LEAVES[nth]));
    let mentions = (any::<bool>(), prop::option::of(any_span()));
    ("\\PC{0,20}", choices, date, mentions, sort, 0..=View::LAST_PAGE, "\\PC{0,8}", doc, leaf).prop_map(
        |(query, choices, date, (mentioned, mentions), sort, page, beside, doc, leaf)| {
            let (doc, hit, paragraph) = doc.map_or((None, 0, 0), |(doc, hit, paragraph)| (Some(doc), hit, paragraph));
            let page = if leaf.is_some() { 0 } else { page };
            let beside = if leaf.is_some() { beside } else { String::new() };
            let view =
                View { query, date, mentioned, sort, page, leaf, beside, doc, hit, paragraph, ..View::default() }
                    .mentioning(mentions);
            choices
                .into_iter()
                .fold(view, |view, (facet, value, exclude)| view.toggled(Facet::ALL[facet], value, exclude))
        },
    )
}

fn any_presentation() -> impl Strategy<Value = Presentation> {
    let hide = prop::collection::btree_set(0..Panel::ALL.len(), 0..Panel::ALL.len());
    let theme = prop::option::of((0..3_usize).prop_map(|i| Theme::ALL[i]));
    let language = prop::option::of((0..3_usize).prop_map(|i| Language::ALL[i]));
    let carried = prop::collection::btree_map(0..CARRIED.len(), "\\PC{0,8}", 0..CARRIED.len());
    (any::<bool>(), hide, any::<bool>(), theme, language, carried).prop_map(
        |(embed, hide, auto, theme, language, carried)| Presentation {
            embed,
            hide: hide.into_iter().map(|i| Panel::ALL[i]).collect(),
            height: if auto { Height::Auto } else { Height::Fixed },
            theme,
            language,
            carried: carried.into_iter().map(|(i, value)| (CARRIED[i], value)).collect(),
        },
    )
}

proptest! {
    #[test]
    fn every_route_comes_back_from_its_address(view in any_view(), presentation in any_presentation()) {
        let route = Route { view, presentation };
        let query = route.to_query();
        prop_assert!(query.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#'), "{}", query);
        let back = Route::from_query(&query);
        prop_assert_eq!(&back, &route);
        prop_assert_eq!(back.to_query(), query);
    }

    #[test]
    fn any_text_is_read_as_some_route_which_is_stable(query in "\\PC{0,60}") {
        let route = Route::from_query(&query);
        prop_assert_eq!(&Route::from_query(&route.to_query()), &route);
    }

    #[test]
    fn parameters_that_look_right_never_break_reading(query in "((q|person|org|source|date|sort|page|doc|hl|hide|theme)=[-\\\\0-9a-z.~%+/,]{0,12}&){0,6}") {
        let route = Route::from_query(&query);
        prop_assert_eq!(&Route::from_query(&route.to_query()), &route);
    }
}
