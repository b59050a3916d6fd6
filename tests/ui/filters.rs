//! Facets, chips and dates.

use newsprint_app::components::{
    DateChart, FacetPanel, FacetShown, FilterLabel, WrongBounds, bounds, date_chart, dates_drawn, filter_chips,
    spanning,
};
use newsprint_app::pages::{Mentions, mentions};
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
    for (id, typed) in [("dates-from", "2024-01"), ("dates-to", "2024-02")] {
        let value = format!("value=\"{typed}\"");
        assert_eq!(
            tags(&html, &["input", "type=\"text\"", id, &value, "aria-describedby=\"dates-hint\""]).len(),
            1,
            "{html}"
        );
    }
    assert_eq!(n_tags(&html, &["p", "id=\"dates-hint\""]), 1, "what may be typed is said");
    let undated = chart(&histogram(), Some(DateFilter::Undated));
    assert_eq!(n_tags(&undated, &["button", "date-chart__kind", "aria-pressed=\"true\""]), 1);
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
        ("2024/1/5", "2024. 2. 1", Err(WrongBounds::NoDate(1))),
        ("2024/1/5", "2024.2.1", open("2024-01-05", "2024-02-01")),
        ("۲۰۲۴/۱/۵", " ٢٠٢٤-٠٢ ", open("2024-01-05", "2024-02")),
        ("２０２４／１／５", "２０２４－０２", open("2024-01-05", "2024-02")),
        ("2024-02-01", "2024-01-01", Err(WrongBounds::Order)),
        ("soon", "", Err(WrongBounds::NoDate(0))),
        ("-", "", Err(WrongBounds::NoDate(0))),
        ("5", "", Err(WrongBounds::NoDate(0))),
        ("2024-1-", "", Err(WrongBounds::NoDate(0))),
        ("2024", "0000", Err(WrongBounds::NoDate(1))),
        ("", "2024-02-30", Err(WrongBounds::NoDate(1))),
        ("2024/2025", "", Err(WrongBounds::NoDate(0))),
    ] {
        assert_eq!(bounds(&[from.to_owned(), to.to_owned()]), read, "{from:?} {to:?}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_in_the_date_fields_is_read_or_refused(from in "\\PC{0,12}", to in "[0-9۰-۹٠-٩./ -]{0,12}") {
        let read = bounds(&[from, to]);
        if let Ok(Some(span)) = read {
            proptest::prop_assert!(span.earliest <= span.latest);
        }
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
    assert!(text(&html).contains("November 2023") && text(&html).contains("Dates mentioned"), "{html}");
    assert_eq!(n_tags(&of(FacetName::Source), &["details", "open"]), 1, "what is counted anyway is shown");
}

fn facet_of_months() -> FacetPanel {
    facet(vec![value("2023-11", 3, None)], 1, FacetShown::default())
}

#[test]
fn a_search_that_finds_no_dates_in_its_articles_says_so_once_it_is_known() {
    let panel = |is_open, is_stale| FacetPanel {
        facet: FacetName::Mentioned,
        is_stale,
        ..facet(Vec::new(), 0, FacetShown { is_open, ..FacetShown::default() })
    };
    let said = "No date is mentioned in these articles.";
    for (is_open, is_stale, is_said) in [(true, false, true), (true, true, false), (false, false, false)] {
        let html = draw_facet(panel(is_open, is_stale));
        assert_eq!(text(&html).contains(said), is_said, "{html}");
    }
}

#[test]
fn dates_by_name_stand_in_order_of_time() {
    let values = ["2023-11", "1979", "2023-04", "2023"].map(|id| value(id, 1, None)).to_vec();
    let html = draw_facet(FacetPanel {
        facet: FacetName::Mentioned,
        ..facet(values, 4, FacetShown { by_name: true, is_open: true, ..FacetShown::default() })
    });
    let seen = text(&html);
    let at = |name: &str| seen.find(name).unwrap_or_else(|| panic!("{name} in {seen}"));
    assert!(at("1979") < at("April 2023") && at("April 2023") < at("November 2023"), "{seen}");
}

fn spoken_of(values: &[(&str, u32)], chosen: Option<&str>) -> Mentions {
    let values: Vec<FacetValue> = values.iter().map(|(id, n)| value(id, *n, None)).collect();
    mentions(&values, chosen.map(span))
}

fn told(buckets: &[Bucket]) -> Vec<(String, u32)> {
    let some = buckets.iter().filter(|it| it.n_articles > 0);
    some.map(|it| (it.span.to_string(), it.n_articles)).collect()
}

#[test]
fn a_few_years_that_texts_speak_of_have_bars_for_years_and_for_months() {
    let values = [("2023-11", 5), ("2023", 6), ("2021", 2), ("2021-04", 1), ("nonsense", 3), ("2022-01", 0)];
    let found = spoken_of(&values, None);
    assert_eq!(
        told(&found.all),
        [("2021", 2), ("2021-04", 1), ("2023", 6), ("2023-11", 5)].map(|(id, n)| (id.to_owned(), n))
    );
    assert_eq!((found.years.len(), found.months.len()), (3, 36));
    assert_eq!(told(&found.months), [("2021-04".to_owned(), 1), ("2023-11".to_owned(), 5)]);
    assert_eq!(spoken_of(&values, Some("2023-11")), found, "they stay while some are chosen");
    assert_eq!(spoken_of(&[], None), Mentions::default());
}

#[test]
fn of_many_years_the_chosen_ones_have_their_months() {
    let values = [("2023", 6), ("2023-11", 5), ("1979", 1), ("1979-02", 1)];
    let found = spoken_of(&values, None);
    assert_eq!((found.years.len(), found.months.len()), (45, 0));
    assert_eq!(told(&found.years), [("1979".to_owned(), 1), ("2023".to_owned(), 6)]);
    for (chosen, n_months) in [("2023", 12), ("2023-11", 12), ("2014/2023", 120), ("2013/2023", 0), ("1979", 12)] {
        assert_eq!(spoken_of(&values, Some(chosen)).months.len(), n_months, "{chosen}");
    }
    assert_eq!(told(&spoken_of(&values, Some("1979-02")).months), [("1979-02".to_owned(), 1)]);
}

#[test]
fn a_stray_year_far_away_moves_no_bar_and_is_counted_with_all_beyond() {
    let values = [("2023", 60), ("1979", 9), ("1492", 1), ("0794", 1), ("1950", 2), ("3000", 1)];
    let found = spoken_of(&values, None);
    assert_eq!(found.years.len(), 120);
    assert_eq!(told(&found.years).iter().map(|(_, n)| n).sum::<u32>(), 71);
    let [before, after] = found.outer;
    let (first, last) = (found.years[0].span, found.years[119].span);
    assert_eq!(before.map(|it| (it.earliest, it.latest.plus(1))), Some((span("0001").earliest, first.earliest)));
    assert_eq!(after.map(|it| (it.earliest.plus(-1), it.latest)), Some((last.latest, span("9999").latest)));
    assert_eq!(found.clone().with_outer(&[None, None]).years.len(), 120, "none until they are counted");
    let with = found.with_outer(&[Some(2), Some(1)]);
    assert_eq!((with.years.len(), with.years[0].n_articles, with.years[121].n_articles), (122, 2, 1));
    let late = spoken_of(&[("2023", 1), ("1700", 1), ("1600", 1)], None);
    assert_eq!((late.years.len(), late.outer[0].is_some() || late.outer[1].is_some()), (120, true));
}

fn mentions_drawn(found: &Mentions, chosen: Option<DateFilter>) -> String {
    let dates = Histogram { buckets: found.years.clone(), n_undated: 0, n_uncertain: 0 };
    draw(dates_drawn(&DateChart {
        lang: Language::En,
        dates: &dates,
        finer: &found.months,
        table: &found.all,
        chosen,
        may_be: false,
        switch: Html::default(),
        on_choose: &Callback::noop(),
    }))
}

#[test]
fn dates_in_the_text_are_bars_with_exact_counts_and_a_table() {
    let found = spoken_of(&[("2023", 6), ("2023-11", 5), ("2021", 2)], None);
    let html = mentions_drawn(&found, Some(DateFilter::Within(span("2023-11"))));
    for said in ["2023: 6 articles", "November 2023: 5 articles", "2021: 2 articles", "2022: 0 articles"] {
        assert_eq!(n_tags(&html, &["button", &format!("aria-label=\"{said}\"")]), 1, "{said}");
    }
    assert_eq!(n_tags(&html, &["button", "tabindex=\"0\""]), 2, "one stop for each row of bars");
    assert_eq!(n_tags(&html, &["button", "date-chart__bar--chosen"]), 2, "the month and its year");
    assert_eq!(n_tags(&html, &["th", "scope=\"row\""]), 3);
    assert_eq!(n_tags(&html, &["th", "scope=\"col\""]), 2, "what is written in a text is certain");
    assert!(!text(&html).contains("Also articles that may be from then"));
    let nothing = mentions_drawn(&Mentions::default(), None);
    assert!(text(&nothing).contains("No date is mentioned in these articles."), "{nothing}");
    assert_eq!(n_tags(&nothing, &["table"]), 0);
}
