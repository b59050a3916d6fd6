//! The harness itself, on a page that is not Newsprint's: what the scenarios rely on must hold in each browser.

use std::fs;

use newsprint_browser_tests::browser::{Browser, Kind, Taste, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::{in_every_browser, places};
use serde_json::json;

in_every_browser! {
    a_page_is_read_by_role_and_name_and_answers_keys_and_clicks,
    a_dark_screen_is_preferred_when_asked_for,
    what_was_fetched_is_known_and_a_host_can_go_down,
}

/// A page with as strict a policy as Newsprint's own.
const PAGE: &str = "<!doctype html><html lang=en><head><title>t</title><meta http-equiv=Content-Security-Policy
    content=\"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'\"></head><body><main>
    <h1>Hello <b>there</b></h1><label>Name <input id=i></label><button hidden>Gone</button>
    <button id=b>Press  me</button><p role=status></p><img src=none.png></main></body></html>";

const FIRST_SCRIPT: &str = "window.early = document.body === null;
    addEventListener('click', ({ target }) => {
      if (target.id === 'b') document.querySelector('p').textContent = 'pressed by ' + document.querySelector('input').value;
    });";

fn host(name: &str, first_script: &str) -> Host {
    let folder = places::logs().join(name);
    fs::create_dir_all(&folder).expect("a log folder can be written to");
    fs::write(folder.join("index.html"), PAGE).expect("a log folder can be written to");
    Host::start_with(&folder, "/deep/er/", first_script)
}

fn a_page_is_read_by_role_and_name_and_answers_keys_and_clicks(kind: Kind) {
    let host = host(&format!("harness-{}", kind.name()), FIRST_SCRIPT);
    let browser = Browser::start(kind, Taste::default(), "harness");
    browser.go(&host.url("?a=b"));
    assert_eq!(browser.view(), "a=b");
    assert_eq!(browser.run("return window.early;", json!([])), json!(true), "the first script ran late");
    assert_eq!(browser.text(&browser.the("heading", "hello there")), "Hello there");
    assert!(browser.all("button", "Gone").is_empty(), "a hidden button was found");
    browser.click_the("field", "Name");
    browser.keys("Zoë");
    browser.keys(key::TAB);
    assert_eq!(browser.focused()["name"], "Press me");
    browser.keys(key::ENTER);
    browser.shows("pressed by Zoë");
    assert_eq!(browser.run_and_wait("return await Promise.resolve(7);"), json!(7));
    // axe-core runs under the page's policy, and finds the picture that has no words.
    browser.run(&fs::read_to_string(places::axe()).expect("axe-core's script can be read"), json!([]));
    let found = browser.run_and_wait("return (await axe.run()).violations.map((one) => one.id);");
    assert!(found.as_array().is_some_and(|ids| ids.contains(&json!("image-alt"))), "{found}");
}

fn a_dark_screen_is_preferred_when_asked_for(kind: Kind) {
    let host = host(&format!("taste-{}", kind.name()), "");
    for is_dark in [false, true] {
        let browser = Browser::start(kind, Taste { is_dark }, "taste");
        browser.go(&host.url(""));
        let found = browser.run("return matchMedia('(prefers-color-scheme: dark)').matches;", json!([]));
        assert_eq!(found, json!(is_dark));
    }
}

fn what_was_fetched_is_known_and_a_host_can_go_down(kind: Kind) {
    let host = host(&format!("fetched-{}", kind.name()), "");
    let browser = Browser::start(kind, Taste::default(), "fetched");
    browser.go(&host.url(""));
    let asked: Vec<String> = host.take_asked().into_iter().map(|asked| asked.path).collect();
    assert!(asked.contains(&"/deep/er/".to_owned()), "{asked:?}");
    let status = browser.run_and_wait("return (await fetch('../outside')).status;");
    assert_eq!(status, json!(404));
    host.go_down();
    let outcome = browser.run_and_wait("try { await fetch('?again'); return 'up'; } catch { return 'down'; }");
    assert_eq!(outcome, json!("down"));
}
