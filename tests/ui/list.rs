//! The list and what stands in its place.

use newsprint_app::components::{
    FilterLabel, ResultCard, Way, failed, failed_part, list_in_words, live_count, no_result, pager, result_card,
    skeleton, sort_menu,
};
use newsprint_app::data::Trouble;
use newsprint_app::state::Action;
use newsprint_app::words::Language;
use newsprint_search::{Choice, DateFilter, Facet, Hit, Sort};
use yew::{Callback, Html};

use crate::drawing::{draw, harmful, n_tags, tags, text};
use crate::sample::{HOSTILE, hit, plain};

fn card(lang: Language, hit: Hit) -> Html {
    shown(lang, hit, false, Vec::new())
}

fn shown(lang: Language, hit: Hit, is_open: bool, chosen: Vec<String>) -> Html {
    result_card(ResultCard {
        lang,
        hit: &hit,
        passage: &hit.snippet,
        href: "?doc=dues".into(),
        is_open,
        chosen: &chosen,
        links: Html::default(),
        on_open: &Callback::noop(),
        on_pick: &Callback::noop(),
    })
}

#[test]
fn a_result_shows_headline_date_source_passage_and_names() {
    let html = draw(card(Language::En, hit()));
    let seen = text(&html);
    for part in
        ["Council votes on harbour dues", "9 March 2024", "Harbour Post", "By Ada Quill", "fee doubles …", "Ida Brook"]
    {
        assert!(seen.contains(part), "{part} in {seen}");
    }
    assert_eq!(n_tags(&html, &["mark ", "hit"]), 2, "one match in the headline, one in the passage");
    assert_eq!(tags(&html, &["a ", "headline-dues"]).len(), 1);
    assert!(!seen.contains("made from"), "the headline is the publisher's own");
    for kind in ["Person: Ida Brook", "Organisation: Port Ellery Council", "Place: Port Ellery"] {
        assert!(seen.contains(kind), "{kind}: the kind is said, not only coloured");
    }
}

#[test]
fn a_result_without_a_date_or_headline_says_so() {
    let bare = Hit { date: None, title_derived: true, source: None, byline: None, entities: Vec::new(), ..hit() };
    let seen = text(&draw(card(Language::En, bare)));
    assert!(seen.contains("Undated") && seen.contains("Headline made from the first sentence"), "{seen}");
}

#[test]
fn a_range_is_shown_as_the_range_it_is() {
    let uncertain = Hit { date: Some("2023-04/2024-03".parse().expect("a date span")), ..hit() };
    assert!(text(&draw(card(Language::En, uncertain))).contains("April 2023 – March 2024"));
}

#[test]
fn the_open_article_and_chosen_names_are_marked_for_every_reader() {
    let html = draw(shown(Language::En, hit(), true, vec!["ida-brook".to_owned()]));
    assert_eq!(n_tags(&html, &["a ", "aria-current=\"true\""]), 1);
    assert_eq!(n_tags(&html, &["button", "aria-pressed=\"true\""]), 1);
    assert_eq!(n_tags(&html, &["button", "aria-pressed=\"false\""]), 2);
}

#[test]
fn markup_in_the_corpus_stays_text() {
    let mut hostile = hit();
    hostile.title = vec![plain(HOSTILE)];
    hostile.snippet = vec![plain(HOSTILE)];
    hostile.source = Some(HOSTILE.to_owned());
    hostile.byline = Some(HOSTILE.to_owned());
    hostile.id = "\" onclick=\"alert(3)".to_owned();
    hostile.lang = "\"><script>".to_owned();
    hostile.entities[0].name = HOSTILE.to_owned();
    let html = draw(card(Language::En, hostile));
    assert!(harmful(&html).is_empty(), "{:?}", harmful(&html));
    assert!(text(&html).contains("alert(1)"), "it is shown, word for word");
}

#[test]
fn a_right_to_left_interface_keeps_each_text_in_its_own_direction() {
    let html = draw(card(Language::Fa, hit()));
    assert!(text(&html).contains("۹ مارس ۲۰۲۴"));
    assert_eq!(n_tags(&html, &["h3", "dir=\"auto\""]), 1);
    assert_eq!(n_tags(&html, &["p", "result__snippet", "dir=\"auto\""]), 1);
    assert_eq!(n_tags(&html, &["bdi"]), 5, "source, byline and three names are kept apart from the words around them");
}

#[test]
fn nothing_found_says_what_was_tried_and_what_would_find_something() {
    let way = |label: &str, action, n_articles| Way { label: label.to_owned(), action, n_articles };
    let html = draw(no_result(
        Language::En,
        "“xyzzy”, Ida Brook, March 2024",
        vec![
            way("without Ida Brook", Action::FiltersCleared, Some(3)),
            way("of any date", Action::DateChosen(None), None),
        ],
        &Callback::noop(),
    ));
    let seen = text(&html);
    assert!(seen.contains("No article matches “xyzzy”, Ida Brook, March 2024."), "{seen}");
    assert!(seen.contains("without Ida Brook 3 articles"), "{seen}");
    assert_eq!(n_tags(&html, &["button"]), 2);
}

#[test]
fn a_failure_names_the_file_and_offers_to_try_again_and_a_wait_does_not() {
    let troubles = [
        (Trouble::Unreachable { file: "boot-1.bin".to_owned() }, "boot-1.bin"),
        (Trouble::Damaged { file: "dict-2.bin".to_owned(), detail: "cut short".to_owned() }, "cut short"),
        (Trouble::TooNew { file: "edition.json".to_owned() }, "edition.json"),
        (Trouble::Broken("lost".to_owned()), "lost"),
    ];
    for lang in Language::ALL {
        for (trouble, said) in troubles.clone() {
            let html = draw(failed(lang, &trouble, &Callback::noop()));
            assert!(lang != Language::En || text(&html).contains(said), "{html}");
            // Where the page is older than what lies beside it, only loading it anew helps.
            let may_reload = !matches!(trouble, Trouble::Unreachable { .. });
            assert_eq!(n_tags(&html, &["button", "type=\"button\""]), 1 + usize::from(may_reload));
            assert!(!may_reload || text(&html).contains(lang.words().reload), "{html}");
            assert_eq!(n_tags(&html, &["role=\"alert\""]), 1);
        }
    }
    let part = draw(failed_part(Language::En, "The counts did not load.", &troubles[0].0, &Callback::noop()));
    assert!(text(&part).contains("The counts did not load. The file") && text(&part).contains("boot-1.bin"), "{part}");
    assert_eq!((n_tags(&part, &["button"]), n_tags(&part, &["role=\"alert\""])), (1, 1));
    let waiting = draw(skeleton(Language::En, 4));
    assert_eq!((n_tags(&waiting, &["button"]), n_tags(&waiting, &["role=\"alert\""])), (0, 0));
    assert_eq!(n_tags(&waiting, &["skeleton__block"]), 4);
    assert_eq!(text(&waiting), "Looking…");
}

#[test]
fn the_pager_stops_at_both_ends_and_is_absent_from_a_single_page() {
    let pager = |page, n_pages| draw(pager(Language::En, page, n_pages, &Callback::noop()));
    assert_eq!(pager(0, 1), "");
    assert!(text(&pager(1, 3)).contains("Page 2 of 3"));
    for (page, n_disabled) in [(0, 1), (1, 0), (2, 1)] {
        assert_eq!(n_tags(&pager(page, 3), &["button", "disabled"]), n_disabled, "page {page}");
    }
}

#[test]
fn the_order_in_use_is_selected() {
    for (sort, has_words, n_orders, selected) in [
        (Sort::Oldest, true, 3, "oldest"),
        (Sort::Relevance, true, 3, "relevance"),
        (Sort::Oldest, false, 2, "oldest"),
        (Sort::Newest, false, 2, "newest"),
        // Without words no article matches better than another: the list is by date, and says so.
        (Sort::Relevance, false, 2, "newest"),
    ] {
        let html = draw(sort_menu(Language::En, sort, has_words, &Callback::noop()));
        assert_eq!(n_tags(&html, &["option"]), n_orders, "{html}");
        let [option] = &tags(&html, &["option", "selected"])[..] else { panic!("one is selected: {html}") };
        assert!(option.contains(selected), "{sort:?}: {option}");
    }
}

#[test]
fn a_list_is_told_in_words_that_name_what_narrows_it() {
    let of = |value: &str, label: &str, exclude| FilterLabel {
        choice: Choice { facet: Facet::Person, value: value.to_owned(), exclude },
        label: label.to_owned(),
    };
    let year = DateFilter::Within("2023".parse().unwrap());
    let (ida, not_ada) = (of("ida-brook", "Ida Brook", false), of("ada", "Ada", true));
    for (lang, query, choices, date, told) in [
        (Language::En, "  ", vec![], None, ""),
        (Language::En, "", vec![ida.clone()], Some(year), "Ida Brook, 2023"),
        (Language::En, " tide ", vec![ida.clone(), not_ada.clone()], None, "“tide”, Ida Brook, not Ada"),
        (Language::En, "", vec![], Some(DateFilter::Undated), "Undated"),
        (Language::Fa, "", vec![ida], Some(year), "Ida Brook، ۲۰۲۳"),
    ] {
        assert_eq!(list_in_words(lang, query, &choices, date), told);
    }
}

#[test]
fn the_count_is_said_politely_and_whole() {
    let html = draw(live_count("2 of 6 articles".to_owned()));
    assert_eq!(n_tags(&html, &["aria-live=\"polite\"", "aria-atomic=\"true\"", "role=\"status\""]), 1);
    assert_eq!(text(&html), "2 of 6 articles");
}
