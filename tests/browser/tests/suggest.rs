//! The search box as a combobox: what it suggests, how it is chosen from by keys and clicks, and what is underlined in it.

use newsprint_browser_tests::browser::{Element, Kind, key};
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::{N_ARTICLES, Reader};
use serde_json::{Value, json};

in_every_browser! {
    a_name_is_suggested_and_chosen_by_keys_and_becomes_a_filter,
    a_word_is_completed_and_a_field_leads_to_its_names,
    a_headline_is_suggested_and_opens_its_article,
    escape_closes_the_list_before_it_clears_and_enter_searches_where_nothing_is_active,
    the_list_shifts_nothing_and_speaks_the_language_of_the_page,
    what_was_suggested_for_other_letters_cannot_be_chosen,
    nothing_is_chosen_while_an_input_method_composes,
    what_is_wrong_with_a_query_is_underlined_where_it_stands,
}

/// Goes to the search box, waits until it suggests, and types.
fn typing(reader: &Reader, words: &str) {
    reader.browser.keys("/");
    reader.browser.until("the box is a combobox", || (field(reader, "role") == "combobox").then_some(()));
    reader.browser.keys(words);
}

/// An attribute of the search box; empty without one.
fn field(reader: &Reader, attribute: &str) -> String {
    let found = reader
        .browser
        .look("return document.getElementById('search-field').getAttribute(arguments[0]);", json!([attribute]));
    found.as_str().unwrap_or_default().to_owned()
}

fn is_open(reader: &Reader) -> bool {
    field(reader, "aria-expanded") == "true"
}

/// What is suggested now.
fn suggested(reader: &Reader) -> Vec<String> {
    if !is_open(reader) {
        return Vec::new();
    }
    let found = reader.browser.look("return find(null, 'option', '').filter((one) => one.closest('[role=listbox]')).map((one) => plain(one.innerText));", json!([]));
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// Waits until the list holds a row with this text.
fn suggests(reader: &Reader, text: &str) -> Element {
    let browser = &reader.browser;
    browser.until(&format!("“{text}” is suggested"), || {
        suggested(reader).iter().any(|row| row.contains(text)).then_some(())
    });
    browser.the("option", text)
}

/// Clicks on the row with this text, which what arrives late may have drawn anew.
fn takes(reader: &Reader, text: &str) {
    suggests(reader, text);
    reader.browser.click_the("option", text);
}

/// Moves down to the row with this text.
fn goes_down_to(reader: &Reader, text: &str) {
    suggests(reader, text);
    let browser = &reader.browser;
    for _ in 0..suggested(reader).len() {
        browser.keys(key::DOWN);
        let active = browser.look(
            "const one = document.getElementById(document.getElementById('search-field').getAttribute('aria-activedescendant')); \
             return one?.getAttribute('aria-selected') === 'true' ? plain(one.innerText) : '';",
            json!([]),
        );
        if active.as_str().is_some_and(|active| active.contains(text)) {
            return;
        }
    }
    browser.give_up(&format!("no key led to “{text}” among {:?}", suggested(reader)));
}

fn a_name_is_suggested_and_chosen_by_keys_and_becomes_a_filter(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "suggest-name");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    typing(&reader, "Iran kham");
    goes_down_to(&reader, "Ali Khamenei");
    assert!(suggested(&reader)[0].contains("4 articles"), "{:?}", suggested(&reader));
    assert_eq!(field(&reader, "aria-controls"), "suggestions");
    browser.until("their number is said", || browser.all("status", "suggestion").into_iter().next());
    browser.keys(key::ENTER);
    reader.sees_articles(4);
    browser.view_is("has the filter and what else was typed", |view| {
        view.contains("person=ali-khamenei")
            && view.contains("q=Iran")
            && !view.contains("kham&")
            && !view.contains("q=Iran+kham")
    });
    assert_eq!(reader.words().trim_end(), "Iran");
    assert!(!is_open(&reader), "the list stayed open");
    // Who is chosen already is not suggested again.
    browser.keys("kha");
    suggests(&reader, "Khamenei");
    assert!(!suggested(&reader).iter().any(|row| row.contains("Ali Khamenei")), "{:?}", suggested(&reader));
    browser.back();
    browser.until("the words are back", || reader.words().contains("kham").then_some(()));
}

fn a_word_is_completed_and_a_field_leads_to_its_names(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "suggest-word");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    typing(&reader, "helico");
    takes(&reader, "helicopter");
    browser.until("the word is in the box", || (reader.words() == "helicopter ").then_some(()));
    reader.sees_articles(1);
    browser.until("the box has the focus still", || {
        (browser.look("return document.activeElement.id;", json!([])) == json!("search-field")).then_some(())
    });
    browser.keys(key::ESCAPE);
    reader.sees_articles(N_ARTICLES);
    browser.keys("pers");
    goes_down_to(&reader, "person:");
    browser.keys(key::ENTER);
    browser.until("the field is in the box", || (reader.words() == "person:").then_some(()));
    browser.keys("raisi");
    goes_down_to(&reader, "Ebrahim Raisi");
    assert_eq!(suggested(&reader).len(), 1, "{:?}", suggested(&reader));
    browser.keys(key::ENTER);
    reader.sees_articles(1);
    browser.view_is("is the filter alone", |view| view == "person=ebrahim-raisi");
}

fn a_headline_is_suggested_and_opens_its_article(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "suggest-headline");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    typing(&reader, "tavass");
    let headline = reader.sees_articles(1).remove(0);
    takes(&reader, &headline);
    reader.sees_open(&headline);
    browser.until("the headline has the focus", || {
        browser.focused()["name"]
            .as_str()
            .is_some_and(|name| headline.starts_with(name.trim_end_matches('…')))
            .then_some(())
    });
    browser.keys(key::ESCAPE);
    browser.view_is("is the list of these words", |view| view.starts_with("q=tavass") && !view.contains("doc="));
}

fn escape_closes_the_list_before_it_clears_and_enter_searches_where_nothing_is_active(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "suggest-keys");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    typing(&reader, "gaza");
    suggests(&reader, "Gaza");
    browser.keys(key::ESCAPE);
    browser.until("the list is closed", || (!is_open(&reader)).then_some(()));
    assert_eq!(reader.words(), "gaza");
    browser.keys_with(key::ALT, key::DOWN);
    browser.until("the list is open again", || is_open(&reader).then_some(()));
    assert_eq!(field(&reader, "aria-activedescendant"), "");
    browser.keys(key::UP);
    assert_ne!(field(&reader, "aria-activedescendant"), "", "Up leads to the last row");
    browser.keys(key::END);
    assert_eq!(field(&reader, "aria-activedescendant"), "", "the caret moves in the words again");
    browser.keys(key::ENTER);
    browser.until("the list is closed", || (!is_open(&reader)).then_some(()));
    browser.view_is("has the finished word", |view| view == "q=gaza+" || view == "q=gaza%20");
    // Nothing more to suggest: Down leads to the articles.
    let found = browser.until("fewer articles", || Some(reader.headlines()).filter(|some| some.len() < N_ARTICLES));
    browser.keys(key::DOWN);
    browser.until("the first headline has the focus", || {
        browser.focused()["name"].as_str().is_some_and(|name| found[0].starts_with(name)).then_some(())
    });
    browser.keys("/");
    browser.keys(key::ESCAPE);
    browser.until("the box is empty", || reader.words().is_empty().then_some(()));
    reader.sees_articles(N_ARTICLES);
}

fn the_list_shifts_nothing_and_speaks_the_language_of_the_page(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?ui=fa", "suggest-persian");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    reader.sees_counts();
    let places = || {
        browser.look("return ['.search-box', '.explorer__main'].map((one) => Math.round(document.querySelector(one).getBoundingClientRect().top));", json!([]))
    };
    let before = places();
    typing(&reader, "teh");
    let row = suggests(&reader, "Tehran");
    assert_eq!(places(), before, "something moved");
    assert!(browser.text(&row).contains("مکان") && browser.text(&row).contains("۳ مقاله"), "{}", browser.text(&row));
    let is_mirrored = "const row = document.querySelector('[role=option]'); \
        const [marker, note] = ['.kind-marker', '.suggestions__note'].map((one) => row.querySelector(one).getBoundingClientRect().left); \
        return marker > note;";
    assert_eq!(browser.look(is_mirrored, json!([])), json!(true), "the marker does not stand at the right");
    let fits = "const [list, box] = ['.suggestions', '#search-field'].map((one) => document.querySelector(one).getBoundingClientRect()); \
        return list.top >= box.bottom - 2 && Math.abs(list.left - box.left) < 2 && Math.abs(list.width - box.width) < 2;";
    assert_eq!(browser.look(fits, json!([])), json!(true), "the list is not under its box");
    // Away with it when the reader goes elsewhere.
    browser.keys(key::TAB);
    browser.until("the list is closed", || (!is_open(&reader)).then_some(()));
    assert_eq!(places(), before, "something moved");
}

/// Gives the box other words as an input method of a telephone does, without any key, and returns what is suggested at that very moment.
fn becomes(reader: &Reader, words: &str) -> Vec<String> {
    let found = reader.browser.run(
        "const field = document.getElementById('search-field'); field.value = arguments[0]; \
         field.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true })); \
         return [...document.querySelectorAll('#suggestions:not([hidden]) [role=option]')].map((one) => plain(one.innerText));",
        json!([words]),
    );
    found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn what_was_suggested_for_other_letters_cannot_be_chosen(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "suggest-stale");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    typing(&reader, "helico");
    suggests(&reader, "helicopter");
    // What goes on as it did stays, and what does not is gone at once.
    let rows = becomes(&reader, "helicopt");
    assert!(rows.iter().any(|row| row == "helicopter"), "{rows:?}");
    let rows = becomes(&reader, "helicoz");
    assert!(!rows.iter().any(|row| row.contains("helicopter")), "{rows:?}");
    browser.keys(key::DOWN);
    assert_eq!(field(&reader, "aria-activedescendant"), "");
    // Words that are put there at once, and a choice without any key.
    becomes(&reader, "Iran kham");
    takes(&reader, "Ali Khamenei");
    reader.sees_articles(4);
    browser.view_is("has the filter", |view| view.contains("person=ali-khamenei"));
    assert_eq!(reader.words().trim_end(), "Iran");
}

fn nothing_is_chosen_while_an_input_method_composes(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "suggest-composing");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    typing(&reader, "helico");
    goes_down_to(&reader, "helicopter");
    let active = field(&reader, "aria-activedescendant");
    // The key that ends composing is one of its own in WebKit, told by its code alone.
    for how in [json!({"isComposing": true}), json!({"keyCode": 229})] {
        for key in ["Enter", "ArrowDown", "Escape", "Unidentified"] {
            browser.run(
                "document.getElementById('search-field').dispatchEvent(new KeyboardEvent('keydown', \
                 { key: arguments[0], bubbles: true, cancelable: true, ...arguments[1] }));",
                json!([key, how]),
            );
            assert!(is_open(&reader), "{key} {how} closed the list");
            assert_eq!(field(&reader, "aria-activedescendant"), active, "{key} {how}");
            assert_eq!(reader.words(), "helico", "{key} {how}");
        }
    }
    browser.keys(key::ENTER);
    browser.until("the word is in the box", || (reader.words() == "helicopter ").then_some(()));
}

fn what_is_wrong_with_a_query_is_underlined_where_it_stands(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "suggest-underline");
    let browser = &reader.browser;
    let underlined = |class: &str| {
        let found = browser.look(
            "return [...document.querySelectorAll(`#search-underline:not([hidden]) .search-underline__${arguments[0]}`)].map((one) => one.textContent);",
            json!([class]),
        );
        found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>()
    };
    reader.sees_articles(N_ARTICLES);
    typing(&reader, "gaza \"two-state");
    browser.until("the open quotation is underlined", || (underlined("problem") == ["\"two-state"]).then_some(()));
    browser.until("and explained", || {
        let described = "return plain(document.getElementById(document.getElementById('search-field').getAttribute('aria-describedby')).innerText);";
        browser.look(described, json!([])).as_str().filter(|text| text.contains("quotation mark is still open")).map(str::to_owned)
    });
    // Letter over letter: the same words in the same face from the same place.
    let lies_over = "const [field, line] = ['#search-field', '#search-underline'].map((one) => document.querySelector(one)); \
        const [a, b] = [field, line].map((one) => getComputedStyle(one)); \
        const [f, l] = [field, line].map((one) => one.getBoundingClientRect()); \
        return ['fontFamily', 'fontSize', 'letterSpacing', 'paddingInlineStart'].every((one) => a[one] === b[one]) \
            && line.textContent === field.value && Math.abs(f.left + 1 - l.left) < 1 && Math.abs(f.top + 1 - l.top) < 1;";
    browser.until("it lies over the words", || browser.look(lies_over, json!([])).as_bool().filter(|it| *it));
    browser.keys("\"");
    browser.until("nothing is wrong any more", || underlined("problem").is_empty().then_some(()));
    browser.keys(key::ENTER);
    browser.keys(key::ESCAPE);
    reader.sees_articles(N_ARTICLES);
    browser.keys("helicoptr ");
    browser
        .until("what was read otherwise is underlined", || (underlined("correction") == ["helicoptr"]).then_some(()));
    // Words that change without anybody typing them.
    browser.keys(key::ENTER);
    browser.click_the("button", "Clear the search");
    browser.until("nothing is underlined", || underlined("correction").is_empty().then_some(()));
    browser.go(&reader.host.url("?q=%22two"));
    reader.browser.shows("quotation mark is still open");
    browser.keys("/");
    browser.until("an address's words are underlined too", || (underlined("problem") == ["\"two"]).then_some(()));
}
