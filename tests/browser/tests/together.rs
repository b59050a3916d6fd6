//! Who is named together: chosen by name, with the nearest passages, within so many words, and as a drawing with its table.

use newsprint_browser_tests::browser::{Kind, key};
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::Reader;
use serde_json::json;

in_every_browser! {
    articles_that_name_two_show_where_they_stand_nearest,
    names_are_chosen_one_by_one_and_taken_back,
    the_drawing_is_links_with_the_same_in_a_table,
}

fn articles_that_name_two_show_where_they_stand_nearest(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?page=together&person=ali-khamenei&org=hamas", "together");
    let browser = &reader.browser;
    browser.the("heading", "Named together");
    let marked = || {
        browser.look(
            "return [...document.querySelectorAll('.together__passage')].map((one) => one.querySelectorAll('.together__mention').length);",
            json!([]),
        )
    };
    browser.until("a passage with both in each of three articles", || (marked() == json!([2, 2, 2])).then_some(()));
    browser.click_the("field", "Within");
    browser.keys("60");
    browser.keys(key::ENTER);
    browser.view_is("has the distance", |view| view.contains("vs=60"));
    browser.until("those within it", || (marked() == json!([2, 2])).then_some(()));
    browser.shows("with at most 60 words between");
}

fn names_are_chosen_one_by_one_and_taken_back(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?page=together", "together-choose");
    let browser = &reader.browser;
    browser.shows("Choose two names or more");
    browser.click_the("field", "A person, an organisation or a place");
    browser.keys("kham");
    browser.click_the("link", "Ali Khamenei");
    browser.click_the("field", "And whom else?");
    browser.keys("raisi");
    browser.click_the("link", "Ebrahim Raisi");
    browser.view_is("names both", |view| view.contains("person=ali-khamenei&person=ebrahim-raisi"));
    // Both are people: values of one kind are alternatives elsewhere, and here all of them are wanted.
    browser.the("link", "The article");
    browser.click_the("link", "Without Ebrahim Raisi");
    browser.view_is("names one", |view| view.contains("person=ali-khamenei") && !view.contains("raisi"));
}

fn the_drawing_is_links_with_the_same_in_a_table(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?page=together&person=ali-khamenei", "together-drawing");
    let browser = &reader.browser;
    browser.the("heading", "Named with Ali Khamenei");
    let drawn = || {
        browser.look(
            "const drawing = [...document.querySelectorAll('.ego__drawing')].find((one) => one.getClientRects().length);
             if (!drawing) return null;
             const boxes = [...drawing.querySelectorAll('.ego__name')].map((one) => one.getBoundingClientRect());
             const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
             return [boxes.length, boxes.some((box, i) => boxes.slice(i + 1).some((other) => meet(box, other))),
               document.querySelectorAll('.ego tbody tr').length];",
            json!([]),
        )
    };
    let drawn = browser.until("the drawing", || Some(drawn()).filter(|found| found[0].as_u64().is_some_and(|n| n > 5)));
    assert_eq!(drawn[1], json!(false), "no name covers another");
    assert!(drawn[0].as_u64() <= Some(29) && drawn[2].as_u64() >= drawn[0].as_u64(), "{drawn}");
    // Reached and followed by key alone.
    browser.run("[...document.querySelectorAll('.ego__drawing')].find((one) => one.getClientRects().length).querySelector('a').focus();", json!([]));
    browser.keys(key::ENTER);
    browser.the("heading", "Articles that name them all");
}
