//! Facets, chips and dates.

use newsprint_app::components::{FacetPanel, FacetShown, FilterLabel, bounds, date_chart, filter_chips, spanning};
use newsprint_app::words::Language;
use newsprint_model::DateSpan;
use newsprint_search::{Bucket, Choice, DateFilter, Facet as FacetName, FacetValue, Histogram};
use yew::{Callback, Html};

use crate::drawing::{draw, harmful, n_tags, tags, text};
use crate::sample::{FACET, HOSTILE, value};

fn facet(values: Vec<FacetValue>, n_values: u32, shown: FacetShown) -> FacetPanel {
    FacetPanel {
        lang: Language::En,
        facet: FACET,
        values,
        n_values,
        has_more: false,
        shown,
        is_stale: false,
        on_choose: Callback::noop(),
        on_show: Callback::noop(),
    }
}

fn span(text: &str) -> DateSpan {
    text.parse().expect("a date span")
}

fn draw_facet(panel: FacetPanel) -> String {
    draw(newsprint_app::components::facet(&panel))
}

#[test]
fn a_facet_shows_counts_and_both_ways_to_choose() {
    let html = draw_facet(facet(
        vec![value("ida", 3, Some(false)), value("bo", 0, Some(true)), value("cy", 1, None)],
        2,
        FacetShown::default(),
    ));
    let seen = text(&html);
    assert!(seen.contains("IDA 3") && seen.contains("BO 0") && seen.contains("CY 1"), "{seen}");
    assert_eq!(n_tags(&html, &["input", "type=\"checkbox\"", "checked"]), 1);
    assert_eq!(n_tags(&html, &["button", "facet__exclude", "aria-pressed=\"true\"", "Leave out articles with BO"]), 1);
    assert_eq!(n_tags(&html, &["li", "facet__value--excluded"]), 1);
    assert_eq!(n_tags(&html, &["facet__find"]), 0, "three values need no search of their own");
}

#[test]
fn a_long_facet_can_be_searched_paged_and_put_in_order_of_name() {
    let values: Vec<FacetValue> = ["cy", "bo", "ida"].map(|id| value(id, 1, None)).to_vec();
    let html = draw_facet(facet(values.clone(), 40, FacetShown::default()));
    assert_eq!(n_tags(&html, &["input", "facet__find", "Find a person…"]), 1);
    assert!(text(&html).contains("Show 20 more"));
    assert!(text(&html).find("CY") < text(&html).find("BO"), "as counted");
    let by_name = draw_facet(facet(values, 40, FacetShown { by_name: true, ..FacetShown::default() }));
    assert!(text(&by_name).find("BO") < text(&by_name).find("CY"));
    assert!(text(&by_name).contains("The 3 with the most articles, by name."), "it is not all of them");
    let more = draw_facet(facet(vec![value("a", 1, None)], 1, FacetShown { n_more: 20, ..FacetShown::default() }));
    assert!(text(&more).contains("Show fewer"));
}

#[test]
fn a_search_inside_a_facet_that_finds_nothing_says_so() {
    let html = draw_facet(facet(Vec::new(), 0, FacetShown { prefix: "zz".to_owned(), ..FacetShown::default() }));
    assert!(text(&html).contains("Nobody in these articles has a name that begins with “zz”."));
    assert_eq!(n_tags(&html, &["facet__find"]), 1, "the search stays, to be changed");
}

#[test]
fn languages_are_called_by_their_own_names() {
    let props = FacetPanel {
        facet: FacetName::Lang,
        ..facet(vec![value("fa", 1, None), value("tlh", 1, None)], 2, FacetShown::default())
    };
    let seen = text(&draw_facet(props));
    assert!(seen.contains("فارسی") && seen.contains("tlh"), "{seen}");
}

#[test]
fn names_in_facets_and_chips_stay_text() {
    let hostile = FacetValue { label: HOSTILE.to_owned(), ..value("x", 1, Some(false)) };
    let html = draw_facet(facet(vec![hostile], 1, FacetShown::default()));
    assert!(harmful(&html).is_empty(), "{:?}", harmful(&html));
    let chips = chips(&[chosen(HOSTILE, false)], None);
    assert!(harmful(&chips).is_empty(), "{:?}", harmful(&chips));
}

fn chips(choices: &[FilterLabel], date: Option<DateFilter>) -> String {
    draw(filter_chips(Language::En, choices, date, Html::default(), &Callback::noop()))
}

fn chosen(label: &str, exclude: bool) -> FilterLabel {
    FilterLabel { choice: Choice { facet: FACET, value: label.to_owned(), exclude }, label: label.to_owned() }
}

#[test]
fn each_filter_in_use_can_be_taken_back_by_name() {
    let html =
        chips(&[chosen("Ida Brook", false), chosen("Bo Reed", true)], Some(DateFilter::Possibly(span("2024-03"))));
    for name in [
        "Remove the filter “Ida Brook”",
        "Remove the filter “not Bo Reed”",
        "Remove the filter “March 2024, or perhaps then”",
    ] {
        assert_eq!(n_tags(&html, &["button", name]), 1, "{name} in {html}");
    }
    assert!(text(&html).contains("Clear all"));
    assert_eq!(chips(&[], None), "", "no filter, no chips");
}

fn histogram() -> Histogram {
    let bucket = |text: &str, n_articles, n_possible| Bucket { span: span(text), n_articles, n_possible };
    Histogram {
        buckets: vec![bucket("2024-01", 4, 0), bucket("2024-02", 0, 0), bucket("2024-03", 1, 2)],
        n_undated: 2,
        n_uncertain: 1,
    }
}

fn chart(dates: &Histogram, chosen: Option<DateFilter>) -> String {
    draw(date_chart(Language::En, dates, chosen, &Callback::noop()))
}

#[test]
fn every_bar_says_its_time_and_counts_and_has_a_twin_in_the_table() {
    let html = chart(&histogram(), None);
    for said in ["January 2024: 4 articles", "February 2024: 0 articles", "March 2024: 1 article, perhaps 2 more"] {
        assert_eq!(n_tags(&html, &["button", &format!("aria-label=\"{said}\"")]), 1, "{said}");
    }
    assert_eq!(n_tags(&html, &["button", "tabindex=\"0\""]), 1, "one stop for the Tab key");
    assert_eq!(n_tags(&html, &["rect", "date-chart__certain", "height=\"46\""]), 1, "the highest bar fills the height");
    assert_eq!(n_tags(&html, &["th", "scope=\"row\""]), 2, "the empty month has no row");
    let seen = text(&html);
    assert!(seen.contains("2 undated") && seen.contains("1 of uncertain date"), "{seen}");
    assert!(harmful(&html).is_empty(), "{:?}", harmful(&html));
}

#[test]
fn chosen_dates_are_pressed_and_may_take_in_the_uncertain() {
    let html = chart(&histogram(), Some(DateFilter::Within(span("2024-01/2024-02"))));
    assert_eq!(n_tags(&html, &["button", "date-chart__bar--chosen", "aria-pressed=\"true\""]), 2);
    assert!(text(&html).contains("Also articles that may be from then"));
    assert_eq!(tags(&html, &["input", "type=\"date\"", "2024-01-01"]).len(), 1);
    assert_eq!(tags(&html, &["input", "type=\"date\"", "2024-02-29"]).len(), 1);
    let undated = chart(&histogram(), Some(DateFilter::Undated));
    assert_eq!(n_tags(&undated, &["button", "date-chart__undated", "aria-pressed=\"true\""]), 1);
}

#[test]
fn typed_bounds_are_read_with_either_end_open() {
    let open = |earliest: &str, latest: &str| {
        Ok(Some(DateSpan { earliest: span(earliest).earliest, latest: span(latest).latest }))
    };
    for (from, to, read) in [
        ("", " ", Ok(None)),
        ("2024-01-05", "2024-02-01", open("2024-01-05", "2024-02-01")),
        ("2024-01", "2024", open("2024-01", "2024")),
        ("2024-01-05", "", open("2024-01-05", "9999-12-31")),
        ("", "2024-01-05", open("0001-01-01", "2024-01-05")),
        ("2024-02-01", "2024-01-01", Err(())),
        ("soon", "", Err(())),
        ("", "2024-02-30", Err(())),
    ] {
        assert_eq!(bounds(from, to).map_err(|_| ()), read, "{from:?} {to:?}");
    }
}

#[test]
fn a_stroke_across_the_bars_spans_them_in_either_direction() {
    let (january, march) = (span("2024-01"), span("2024-03"));
    assert_eq!(spanning(january, march), span("2024-01/2024-03"));
    assert_eq!(spanning(march, january), span("2024-01/2024-03"));
}

#[test]
fn a_list_without_dates_has_no_chart() {
    assert_eq!(chart(&Histogram::default(), None), "");
}

#[test]
fn months_that_texts_speak_of_are_folded_until_asked_for_and_said_in_words() {
    let of = |facet| draw_facet(FacetPanel { facet, ..facet_of_months() });
    let html = of(FacetName::Mentioned);
    assert_eq!(n_tags(&html, &["details", "open"]), 0, "{html}");
    assert!(text(&html).contains("November 2023") && text(&html).contains("Months mentioned"), "{html}");
    assert_eq!(n_tags(&of(FacetName::Source), &["details", "open"]), 1, "what is counted anyway is shown");
}

fn facet_of_months() -> FacetPanel {
    facet(vec![value("2023-11", 3, None)], 1, FacetShown::default())
}
