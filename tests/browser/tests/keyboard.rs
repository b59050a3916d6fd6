//! Twelve tasks of a reader who has a keyboard and no pointer: nothing here clicks, and every step is seen to have done what it was for.

use newsprint_browser_tests::browser::{Kind, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::reader::{N_ARTICLES, Reader};
use newsprint_browser_tests::{in_every_browser, places};
use serde_json::{Value, json};

in_every_browser! {
    twelve_tasks_are_done_with_keys_alone,
    every_key_of_the_map_does_what_the_help_says,
}

/// Runs before the page's own scripts: what is copied is kept for the test to read, where a browser under test has no clipboard to offer.
const CLIPBOARD: &str = "window.copied = []; \
    Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => ({ writeText: async (text) => { window.copied.push(text); } }) });";

/// The most presses of Tab between two places of the page.
const MOST_TABS: usize = 160;

/// Moves the focus by Tab until it is at something whose tag or role is `kind` and whose name holds `name`, and which shows that it has the focus.
fn tabs_to(reader: &Reader, kind: &str, name: &str) {
    walks_to(reader, kind, name, false);
}

/// The same, the other way.
fn tabs_back_to(reader: &Reader, kind: &str, name: &str) {
    walks_to(reader, kind, name, true);
}

fn walks_to(reader: &Reader, kind: &str, name: &str, is_back: bool) {
    let browser = &reader.browser;
    let mut seen = Vec::new();
    for _ in 0..MOST_TABS {
        if is_back {
            browser.keys_with(key::SHIFT, key::TAB);
        } else {
            browser.keys(key::TAB);
        }
        let is_there = browser.look(
            "const one = document.activeElement; return [one.matches(arguments[0]), plain(nameOf(one)), isShown(one)];",
            json!([kind]),
        );
        let here = is_there[1].as_str().unwrap_or_default().to_owned();
        // Between the last stop and the first the focus is with the browser's own buttons.
        if is_there[0] == json!(true) && here.to_lowercase().contains(&name.to_lowercase()) {
            browser.until(&format!("“{here}” shows that it has the focus"), || {
                (browser.focused()["isMarked"] == json!(true)).then_some(())
            });
            return;
        }
        seen.push(here.chars().take(30).collect::<String>());
    }
    browser.give_up(&format!("Tab never came to {kind} “{name}”, only to {seen:?}"));
}

/// What the focus is at.
fn focus(reader: &Reader) -> String {
    reader.browser.focused()["name"].as_str().unwrap_or_default().to_owned()
}

/// Waits until the focus is at something whose name begins so.
fn has_focus(reader: &Reader, name: &str) {
    let name: String = name.chars().take(70).collect();
    reader.browser.until(&format!("“{name}” has the focus"), || focus(reader).contains(&name).then_some(()));
}

/// What stands in the field with the focus.
fn typed(reader: &Reader) -> String {
    let value = reader.browser.look("return document.activeElement.value ?? '';", json!([]));
    value.as_str().unwrap_or_default().to_owned()
}

fn hit(reader: &Reader) -> String {
    let view = reader.browser.view();
    view.split('&').find_map(|one| one.strip_prefix("hl=").map(str::to_owned)).unwrap_or_default()
}

fn twelve_tasks_are_done_with_keys_alone(kind: Kind) {
    let reader = Reader::of(Host::start_with(&places::site(), "/", CLIPBOARD), kind, "", "twelve-tasks");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    reader.sees_counts();

    // 1. Search.
    browser.keys("/");
    has_focus(&reader, "Search the articles");
    browser.keys("Israel");
    browser.view_is("has the words", |view| view.starts_with("q=Israel"));
    browser.keys(key::ENTER);
    let n_found =
        browser.until("fewer articles", || Some(reader.headlines().len()).filter(|n| (1..N_ARTICLES).contains(n)));
    browser.keys(key::ESCAPE);
    reader.sees_articles(N_ARTICLES);
    assert!(n_found > 1, "a word of several articles");

    // 2. Choose a suggestion.
    browser.until("the box is a combobox", || {
        (browser.look("return document.activeElement.getAttribute('role');", json!([])) == json!("combobox"))
            .then_some(())
    });
    browser.keys("teh");
    browser.until("the place is suggested first", || {
        let first = "return document.activeElement.getAttribute('aria-expanded') === 'true' ? document.getElementById('suggestion-0')?.innerText ?? '' : '';";
        browser.look(first, json!([])).as_str().filter(|name| name.contains("Tehran")).map(str::to_owned)
    });
    browser.keys(key::DOWN);
    browser.keys(key::ENTER);
    browser.view_is("has the place", |view| view == "place=tehran");
    reader.sees_articles(3);
    assert_eq!(typed(&reader), "", "what was typed for it is gone");

    // 3. Filter by a person.
    tabs_to(&reader, "input[type=checkbox]", "Ali Khamenei");
    browser.keys(key::SPACE);
    browser.view_is("has the person", |view| view.contains("person=ali-khamenei") && view.contains("place=tehran"));
    browser.keys(key::SPACE);
    browser.view_is("has the person no more", |view| !view.contains("person="));

    // 4. Exclude one.
    tabs_to(&reader, "button", "Leave out articles with");
    let left_out = focus(&reader);
    browser.keys(key::ENTER);
    browser.view_is("leaves one out", |view| view.contains("person=-"));
    browser.until("fewer articles", || Some(reader.headlines()).filter(|some| some.len() < 3));
    tabs_to(&reader, "button", "Clear all");
    browser.keys(key::ENTER);
    reader.sees_articles(N_ARTICLES);
    assert!(left_out.len() > "Leave out articles with ".len(), "whom it leaves out is said");

    // 5. Set dates by typing.
    reader.sees_counts();
    tabs_to(&reader, "summary", "Type dates");
    browser.keys(key::ENTER);
    for field in ["From", "To"] {
        tabs_to(&reader, "input", field);
        browser.keys("2023-11-19");
        browser.until("the date is in the field", || (typed(&reader) == "2023-11-19").then_some(()));
    }
    browser.keys(key::ENTER);
    browser.view_is("has the dates", |view| view.contains("date=2023-11-19"));
    browser.until("fewer articles", || Some(reader.headlines()).filter(|some| some.len() < N_ARTICLES));
    // Back, not on and round: past the last stop Firefox takes the focus out of the page.
    tabs_back_to(&reader, "button", "Clear all");
    browser.keys(key::ENTER);
    reader.sees_articles(N_ARTICLES);

    // 6. Sort.
    tabs_to(&reader, "select", "Order");
    browser.keys("Old");
    if kind == Kind::Firefox || kind == Kind::Chromium {
        browser.keys(key::TAB);
    } else {
        browser.keys(key::ENTER);
    }
    browser.view_is("has the order", |view| view.contains("sort=oldest"));
    let headlines = reader.sees_articles(N_ARTICLES);

    // 7. Open the third result.
    browser.run("document.activeElement.blur();", json!([]));
    browser.keys("/");
    browser.keys("Iran ");
    browser.view_is("has the words", |view| view.contains("q=Iran"));
    browser.keys(key::ENTER);
    let found =
        browser.until("articles", || Some(reader.headlines()).filter(|some| some.len() > 2 && !some[0].is_empty()));
    browser.keys(key::DOWN);
    has_focus(&reader, &found[0]);
    browser.keys("jjk");
    has_focus(&reader, &found[1]);
    browser.keys("j");
    has_focus(&reader, &found[2]);
    browser.keys(key::ENTER);
    reader.sees_open(&found[2]);
    assert_eq!(headlines.len(), N_ARTICLES);

    // 8. Go through its hits.
    has_focus(&reader, &found[2]);
    let first = hit(&reader);
    browser.keys("n");
    let second = browser.until("the next match", || Some(hit(&reader)).filter(|now| *now != first));
    browser.keys("p");
    browser.until("the match before", || Some(hit(&reader)).filter(|now| *now != second));

    // 9. Open a name's card, and its page.
    tabs_to(&reader, ".article-text a.name", "");
    let name = focus(&reader);
    browser.keys(key::ENTER);
    browser.until("the card is there", || {
        browser
            .look("return document.querySelector('.entity-card')?.innerText ?? '';", json!([]))
            .as_str()
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    });
    tabs_to(&reader, ".entity-card a[href*='page=entity']", "");
    browser.keys(key::ENTER);
    browser.view_is("is the name's page", |view| view.contains("page=entity"));
    browser.shows("Mentions in context");
    assert!(!name.is_empty(), "the name is said");

    // 10. Return to the same place.
    browser.back();
    reader.sees_open(&found[2]);
    browser.keys(key::ESCAPE);
    browser.view_is("is the list", |view| !view.contains("doc=") && !view.contains("page="));
    has_focus(&reader, &found[2]);

    // 11. Copy the link to what is shown.
    tabs_back_to(&reader, "button", "Copy link");
    browser.keys(key::ENTER);
    let copied = browser.until("the link is copied", || {
        browser
            .look("return window.copied[0] ?? '';", json!([]))
            .as_str()
            .filter(|link| !link.is_empty())
            .map(str::to_owned)
    });
    assert!(copied.contains("q=Iran") && copied.contains("sort=oldest"), "{copied}");

    // 12. Read the help, and change the language.
    browser.keys("?");
    has_focus(&reader, "How to search");
    browser.shows("to the search box");
    tabs_back_to(&reader, "select", "Language");
    browser.keys("فا");
    if browser.look("return document.activeElement.value;", json!([])) != json!("fa") {
        // A closed menu that letters do not move is moved by the arrow.
        browser.keys(key::DOWN);
    }
    browser.keys(key::ENTER);
    browser.shows("راهنمای جست‌وجو");
    browser.view_is("speaks Persian", |view| view.contains("ui=fa") && view.contains("page=help"));
}

fn every_key_of_the_map_does_what_the_help_says(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?q=Gaza+", "key-map");
    let browser = &reader.browser;
    let found =
        browser.until("articles", || Some(reader.headlines()).filter(|some| some.len() > 1 && !some[0].is_empty()));
    for (keys, name) in [
        ("j", found[0].as_str()),
        ("j", &found[1]),
        ("k", &found[0]),
        (key::DOWN, &found[1]),
        (key::UP, &found[0]),
        ("/", "Search the articles"),
    ] {
        browser.keys(keys);
        has_focus(&reader, name);
    }
    // In the box they are letters.
    browser.keys("jk?");
    assert_eq!(reader.words(), "jk?", "what stood there was marked, and is typed over");
    browser.keys(key::ENTER);
    browser.keys(key::ESCAPE);
    reader.sees_articles(N_ARTICLES);
    browser.run("document.activeElement.blur();", json!([]));
    browser.keys("?");
    has_focus(&reader, "How to search");
    let told = browser.run("return [...document.querySelectorAll('kbd')].map((one) => one.innerText);", json!([]));
    let told: Vec<&str> = told.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for name in ["/", "j", "k", "n", "p", "Enter", "Esc", "?", "↓", "↑"] {
        assert!(told.contains(&name), "the help does not tell of {name}: {told:?}");
    }
    browser.keys(key::ESCAPE);
    reader.sees_articles(N_ARTICLES);
}
