//! The open article, its names and its date.

use std::rc::Rc;

use newsprint_app::components::{ArticleView, article_view, hit_nav, hit_places};
use newsprint_app::state::neighbours;
use newsprint_app::words::Language;
use newsprint_model::EntityKind;
use newsprint_search::ArticleView as Article;
use yew::{AttrValue, Callback, Html};

use crate::drawing::{draw, harmful, n_tags, text};
use crate::sample::{HOSTILE, article, matching, plain};

/// The view of an article with nothing chosen or asked about.
pub fn view(lang: Language, article: Article) -> ArticleView {
    ArticleView {
        lang,
        article: Rc::new(article),
        hit: 0,
        paragraph: 0,
        marks: EntityKind::ALL.to_vec(),
        asked: None,
        chosen: Vec::new(),
        links: Html::default(),
        shared: None,
        href_of: Callback::from(|label: newsprint_search::EntityLabel| {
            AttrValue::from(format!("?person={}", label.id))
        }),
        on_hit: Callback::noop(),
        on_mark: Callback::noop(),
        on_ask: Callback::noop(),
        on_filter: Callback::noop(),
        on_only: Some(Callback::noop()),
        on_share: Callback::noop(),
        on_print: Callback::noop(),
    }
}

fn drawn(props: ArticleView) -> String {
    draw(article_view(&props))
}

#[test]
fn article_and_paragraphs_say_which_they_are_and_a_link_leads_to_one() {
    let html = drawn(ArticleView { paragraph: 2, ..view(Language::En, article()) });
    assert_eq!(n_tags(&html, &["article", &format!("data-article=\"{}\"", article().id)]), 1, "{html}");
    assert_eq!(n_tags(&html, &["p ", "id=\"para-1\""]), 1);
    assert_eq!(n_tags(&html, &["p ", "id=\"para-2\"", "aria-current=\"true\""]), 1, "{html}");
    assert_eq!(n_tags(&html, &["aria-current"]), 1);
}

#[test]
fn every_match_has_an_id_and_the_present_one_is_marked() {
    let html = drawn(view(Language::En, article()));
    assert_eq!(n_tags(&html, &["mark", "id=\"hit-0\"", "hit--current"]), 1, "{html}");
    assert_eq!(n_tags(&html, &["mark", "id=\"hit-1\""]), 1);
    assert_eq!(n_tags(&html, &["hit--current"]), 1);
}

#[test]
fn a_match_of_several_runs_carries_its_id_once() {
    let split = Article {
        paragraphs: vec![vec![matching("two", 1), matching("-state", 1), plain(" x"), matching("two", 2)]],
        ..article()
    };
    let html = drawn(view(Language::En, split));
    for id in ["id=\"hit-0\"", "id=\"hit-1\"", "id=\"hit-2\""] {
        assert_eq!(n_tags(&html, &["mark", id]), 1, "{id}");
    }
    assert_eq!(n_tags(&html, &["mark", "class=\"hit"]), 4);
}

#[test]
fn names_are_links_to_their_articles_marked_by_kind() {
    let html = drawn(view(Language::En, article()));
    for (kind, id) in [("name--person", "ida-brook"), ("name--organisation", "council"), ("name--place", "port-ellery")]
    {
        assert_eq!(n_tags(&html, &["a ", kind, id, "aria-expanded=\"false\""]), 1, "{kind}");
    }
}

#[test]
fn a_kind_that_is_switched_off_is_not_marked() {
    let marks = vec![EntityKind::Place];
    let html = drawn(ArticleView { marks, ..view(Language::En, article()) });
    assert_eq!((n_tags(&html, &["name--person"]), n_tags(&html, &["name--place"])), (0, 1));
    assert_eq!(n_tags(&html, &["input", "checkbox", "checked"]), 1);
    assert!(text(&html).contains("Ida Brook of the Council"), "its words are still there");
}

#[test]
fn a_name_that_was_asked_about_shows_its_card_under_its_paragraph() {
    let html = drawn(ArticleView { asked: Some((0, 0)), ..view(Language::En, article()) });
    let seen = text(&html);
    for part in [
        "Named in 2 articles",
        "part of the full name that its article gives",
        "Only articles with Ida Brook",
        "Leave out articles with Ida Brook",
        "Everything with Ida Brook",
        "35.05° S, 51.39° E",
        "Often named together with",
    ] {
        assert!(seen.contains(part), "{part}");
    }
    assert!(html.contains("href=\"geo:-35.05,51.39\"") && html.contains("https://www.wikidata.org/wiki/Q794"));
    let card = html.find("id=\"entity-card\"").expect("a card");
    let second = html.find("fee doubles").expect("the second paragraph");
    assert!(card < second, "the card stands between the paragraphs");
    let bare = drawn(ArticleView { asked: Some((0, 0)), on_only: None, ..view(Language::En, article()) });
    assert!(!text(&bare).contains("Everything with"), "nothing else was asked for, so there is nothing to drop");
}

#[test]
fn asking_about_a_place_that_is_no_name_shows_no_card() {
    for asked in [(0, 1), (0, 99), (9, 0)] {
        let html = drawn(ArticleView { asked: Some(asked), ..view(Language::En, article()) });
        assert_eq!(n_tags(&html, &["id=\"entity-card\""]), 0, "{asked:?}");
    }
}

#[test]
fn the_date_explains_itself_with_the_passage_it_rests_on() {
    let seen = text(&drawn(view(Language::En, article())));
    for part in
        ["9 March 2024", "How we know the date", "9 March was a Saturday in 2024.", "voted on Saturday, 9 March"]
    {
        assert!(seen.contains(part), "{part}");
    }
    let undated = text(&drawn(view(Language::En, Article { date: None, ..article() })));
    assert!(undated.contains("Undated") && undated.contains("says when it was published"), "{undated}");
}

#[test]
fn only_web_addresses_become_links_out() {
    for (url, n) in [
        (Some("https://harbour.example/dues"), 1),
        (Some("http://harbour.example/dues"), 1),
        (Some("javascript:alert(1)"), 0),
        (Some("data:text/html,x"), 0),
        (None, 0),
    ] {
        let html = drawn(view(Language::En, Article { url: url.map(str::to_owned), ..article() }));
        assert_eq!(n_tags(&html, &["a ", "target=\"_blank\"", "rel=\"noopener noreferrer\""]), n, "{url:?}");
        assert!(!html.contains("href=\"javascript:"));
    }
}

#[test]
fn markup_in_the_corpus_stays_text() {
    let mut hostile = article();
    hostile.title = vec![plain(HOSTILE)];
    hostile.paragraphs = vec![vec![plain(HOSTILE)]];
    hostile.byline = Some(HOSTILE.to_owned());
    hostile.entities[0].label.name = HOSTILE.to_owned();
    hostile.entities[0].label.id = "\" onload=\"alert(3)".to_owned();
    if let Some(date) = &mut hostile.date {
        date.evidence.passages = vec![HOSTILE.to_owned()];
        date.evidence.reason = HOSTILE.to_owned();
    }
    let html = drawn(view(Language::En, hostile));
    assert!(harmful(&html).is_empty(), "{:?}", harmful(&html));
}

#[test]
fn nothing_on_the_page_carries_a_style_of_its_own() {
    let html = drawn(ArticleView { asked: Some((0, 0)), ..view(Language::Ar, article()) });
    assert!(harmful(&html).is_empty(), "the content policy forbids it: {:?}", harmful(&html));
}

#[test]
fn an_entity_number_out_of_range_is_plain_text() {
    let mut broken = article();
    broken.paragraphs[0][0].entity = Some(99);
    assert!(text(&drawn(view(Language::En, broken))).contains("Ida Brook of the"));
}

#[test]
fn matches_are_walked_round_and_round() {
    for (hit, n, before, after) in [(0, 3, 2, 1), (1, 3, 0, 2), (2, 3, 1, 0), (0, 1, 0, 0), (0, 0, 0, 0)] {
        assert_eq!(neighbours(hit, n), (before, after), "{hit} of {n}");
    }
    let nav = |hit, n_hits| draw(hit_nav(Language::En, hit, n_hits, &Callback::noop()));
    assert!(text(&nav(2, 12)).contains("3 of 12"));
    assert!(text(&nav(99, 12)).contains("12 of 12"), "a link to a hit that is gone shows the last");
    assert_eq!(nav(0, 0), "");
}

#[test]
fn the_map_puts_each_match_where_it_stands() {
    let long = plain(&"x".repeat(1_000));
    let places = hit_places(&[vec![matching("a", 0), long.clone()], vec![long, matching("b", 1), matching("c", 1)]]);
    assert_eq!(places.iter().map(|(hit, _)| *hit).collect::<Vec<_>>(), vec![0, 1]);
    assert_eq!(places[0].1, 0);
    assert!((900..1_000).contains(&places[1].1), "{places:?}");
    assert!(hit_places(&[]).is_empty());
}

#[test]
fn the_article_keeps_its_language_and_direction_in_any_interface() {
    let persian = Article { lang: "fa".to_owned(), title: vec![plain("بندر")], ..article() };
    let html = drawn(view(Language::En, persian));
    assert_eq!(n_tags(&html, &["div", "article-view__body", "lang=\"fa\""]), 1);
    assert_eq!(n_tags(&html, &["h2", "dir=\"auto\""]), 1);
    let unknown = Article { lang: "und".to_owned(), ..article() };
    assert_eq!(n_tags(&drawn(view(Language::En, unknown)), &["lang=\"und\""]), 0);
}
