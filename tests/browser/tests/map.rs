//! The places of a list on a map: drawn when it is opened, as links and as a table, near and far, and without the server.

use newsprint_browser_tests::browser::{Kind, key};
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::Reader;
use serde_json::json;

in_every_browser! {
    the_places_of_a_list_are_circles_that_lead_to_their_articles,
    the_outlines_are_fetched_with_the_map_and_kept_for_reading_offline,
    the_map_is_not_mirrored_where_writing_runs_to_the_left,
}

/// How many circles are on the drawing that is shown, and how many coasts and borders are behind them.
fn drawn(reader: &Reader) -> serde_json::Value {
    reader.browser.look(
        "const drawing = [...document.querySelectorAll('.map__drawing')].find((one) => one.getClientRects().length);
         return drawing && [drawing.querySelectorAll('a').length, (document.getElementById('map-land')?.getAttribute('d') ?? '').split('M').length - 1];",
        json!([]),
    )
}

fn sees_the_map(reader: &Reader) -> serde_json::Value {
    reader.browser.the("heading", "Places on the map");
    reader.browser.until("circles over land", || {
        Some(drawn(reader)).filter(|it| it[0].as_u64() > Some(5) && it[1].as_u64() > Some(5))
    })
}

fn the_places_of_a_list_are_circles_that_lead_to_their_articles(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?page=map", "map");
    let browser = &reader.browser;
    let region = sees_the_map(&reader);
    browser.shows("more places lie outside this region.");
    browser.shows("35.69° N, 51.39° E");
    browser.click_the("link", "The whole world");
    browser.view_is("is the world", |view| view.contains("vs=world"));
    browser.until("more places", || (drawn(&reader)[0].as_u64() > region[0].as_u64()).then_some(()));
    browser.click_the("link", "Europe");
    browser.view_is("is a part of the world", |view| view.contains("vs=europe"));
    browser.shows("outside this region.");
    browser.back();
    browser.view_is("is the world again", |view| view.contains("vs=world"));
    browser.back();
    browser.until("the region again", || (drawn(&reader) == region).then_some(()));
    browser.run(
        "[...document.querySelectorAll('.map__drawing')].find((one) => one.getClientRects().length).querySelector('a').focus();",
        json!([]),
    );
    browser.keys(key::ENTER);
    browser.view_is("is the list of the largest", |view| view.contains("place=iran") && !view.contains("page="));
    reader.sees_articles(6);
}

fn the_outlines_are_fetched_with_the_map_and_kept_for_reading_offline(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "map-offline");
    reader.sees_articles(6);
    reader.waits_for_the_offline_copy();
    reader.host.go_down();
    reader.browser.click_the("link", "Map");
    sees_the_map(&reader);
}

fn the_map_is_not_mirrored_where_writing_runs_to_the_left(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?page=map&ui=fa", "map-rtl");
    let places = reader.browser.until("both circles", || {
        let found = reader.browser.look(
            "const drawing = [...document.querySelectorAll('.map__drawing')].find((one) => one.getClientRects().length);
             const left = (name) => [...(drawing?.querySelectorAll('a') ?? [])].find((one) => one.getAttribute('aria-label').startsWith(name))?.getBoundingClientRect().left;
             return [left('Turkey') ?? null, left('Iran') ?? null];",
            json!([]),
        );
        Some(found).filter(|it| it[0].is_number() && it[1].is_number())
    });
    assert!(places[0].as_f64() < places[1].as_f64(), "{places}");
}
