//! Two lists over time: set side by side by address and by the form, counted, exchanged, and read as a table.

use newsprint_browser_tests::browser::Kind;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::Reader;
use serde_json::json;

in_every_browser! {
    two_names_stand_over_one_axis_with_what_they_share,
    the_form_finds_a_name_and_sets_it_beside_the_list,
}

fn two_names_stand_over_one_axis_with_what_they_share(kind: Kind) {
    let reader =
        Reader::of_default_site(kind, "?page=compare&person=ali-khamenei&vs=person%3Debrahim-raisi", "compare");
    let browser = &reader.browser;
    browser.the("heading", "Two lists over time");
    browser.the("link", "Ali Khamenei");
    browser.the("link", "Ebrahim Raisi");
    browser.shows("Only the first");
    // As many bars in reach of one as of the other, on one scale.
    let boxes = || {
        browser.look(
            "return [...document.querySelectorAll('.compare__drawing')].map((one) => one.getAttribute('viewBox'));",
            json!([]),
        )
    };
    let boxes = browser
        .until("both drawings", || Some(boxes()).filter(|found| found.as_array().is_some_and(|it| it.len() == 2)));
    assert_eq!(boxes[0], boxes[1]);
    let shares = || {
        browser.look(
            "return [...document.querySelectorAll('.compare__share > :last-child')].map((one) => parseInt(one.textContent));",
            json!([]),
        )
    };
    let before = browser
        .until("what they share", || Some(shares()).filter(|found| found.as_array().is_some_and(|it| it.len() == 3)));
    assert_eq!(before, json!([3, 1, 0]));
    browser.click_the("link", "Exchange the two");
    browser.until("the other way round", || (shares() == json!([0, 1, 3])).then_some(()));
    browser.view_is("names both", |view| {
        view.contains("person=ebrahim-raisi") && view.contains("vs=person%3Dali-khamenei")
    });
    browser.run("document.querySelector('.compare__table summary').click();", json!([]));
    browser.shows("November 2023");
}

fn the_form_finds_a_name_and_sets_it_beside_the_list(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?page=compare&q=Gaza", "compare-form");
    let browser = &reader.browser;
    browser.shows("Choose what to set beside it.");
    browser.click_the("field", "Second: a name, or words");
    browser.keys("kham");
    browser.click_the("link", "Ali Khamenei");
    browser.shows("What the two share");
    browser.view_is("has both", |view| view.contains("q=Gaza") && view.contains("vs=person%3Dali-khamenei"));
    browser.back();
    browser.shows("Choose what to set beside it.");
}
