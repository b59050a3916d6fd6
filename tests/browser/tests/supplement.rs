//! The views that are loaded when they are opened: reached and left by links, keys and the browser's own buttons, online and offline.

use std::fs;

use newsprint_browser_tests::browser::{Kind, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::{N_ARTICLES, Reader, awkward_articles, awkward_site, build_site, own_folder};
use serde_json::json;

in_every_browser! {
    a_name_in_an_article_leads_to_its_page_and_back,
    somebodys_page_stands_at_its_address_and_lists_every_mention,
    the_supplement_is_fetched_once_when_one_of_its_views_is_opened_and_not_before,
    the_supplement_comes_ahead_of_its_views_to_a_reader_who_searches_or_stays,
    the_supplement_works_when_the_server_is_gone,
    the_supplement_asks_an_engine_on_the_page_where_there_are_no_workers,
    a_supplement_that_does_not_load_says_so_and_comes_when_asked_again,
    the_question_mark_opens_the_help_whose_examples_search,
    another_language_is_spoken_by_both_modules,
}

/// Runs before the page's own scripts in a browser that has no workers.
const NO_WORKERS: &str =
    "delete window.Worker; Object.defineProperty(window, 'Worker', { get() { return undefined; } });";

/// Runs before the page's own scripts where nothing is to be kept offline, so that each try asks the host.
const NO_COPIES: &str = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get() { return undefined; } });";

const ENTITY: &str = "?page=entity&person=ali-khamenei";

/// Waits until somebody's page is there, with mentions in context.
fn sees_page_of(reader: &Reader, name: &str) {
    reader.browser.the("heading", name);
    reader.browser.shows("Mentions in context");
    reader.browser.until("a mention", || {
        reader.browser.all("status", "").into_iter().find(|one| reader.browser.text(one).contains(" in "))
    });
}

fn a_name_in_an_article_leads_to_its_page_and_back(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?q=Gaza", "entity-and-back");
    let browser = &reader.browser;
    browser.until("articles", || (!reader.headlines().is_empty()).then_some(()));
    let list = reader.headlines();
    reader.opens(&list[0]);
    let name = browser.until("a marked name", || {
        let found = browser.look(
            "const one = document.querySelector('.article-text a.name'); return one && plain(one.innerText);",
            json!([]),
        );
        found.as_str().map(str::to_owned)
    });
    browser.click_the("link", &name);
    let whole = browser.until("its card has a link to its page", || {
        let link = browser.look("const one = document.querySelector('.entity-card a[href*=\"page=entity\"]'); return one && plain(one.innerText);", json!([]));
        link.as_str().map(str::to_owned)
    });
    browser.run("document.querySelector('.entity-card a[href*=\"page=entity\"]').click();", json!([]));
    sees_page_of(&reader, &whole);
    browser.view_is("is the page's", |view| view.contains("page=entity") && !view.contains("doc="));
    browser.until("the heading has the focus", || {
        browser.focused()["name"].as_str().filter(|focused| focused.contains(&whole)).map(str::to_owned)
    });
    browser.until("the tab is named after it", || {
        browser
            .look("return document.title;", json!([]))
            .as_str()
            .filter(|title| title.starts_with(&format!("{whole} – ")))
            .map(str::to_owned)
    });
    browser.back();
    reader.sees_open(&list[0]);
    browser.forward();
    sees_page_of(&reader, &whole);
    browser.keys(key::ESCAPE);
    browser.until("the articles with the name", || (!reader.headlines().is_empty()).then_some(()));
    browser.view_is("is a filtered list", |view| !view.contains("page="));
}

fn somebodys_page_stands_at_its_address_and_lists_every_mention(kind: Kind) {
    let reader = Reader::of_default_site(kind, ENTITY, "entity");
    let browser = &reader.browser;
    sees_page_of(&reader, "Ali Khamenei");
    browser.shows("11 mentions in 4 articles of 4");
    browser.shows("part of the full name that its article gives");
    browser.reload();
    browser.shows("11 mentions in 4 articles of 4");
    let names = || {
        browser.look(
            "return [...document.querySelectorAll('.concordance__after')].map((one) => plain(one.textContent));",
            json!([]),
        )
    };
    let by_date = names();
    browser.run(
        "const menu = find(null, 'field', 'Order')[0]; menu.value = '2'; menu.dispatchEvent(new Event('change', { bubbles: true }));",
        json!([]),
    );
    browser.until("another order", || (names() != by_date).then_some(()));
    browser.click_the("link", "All 4 articles");
    reader.sees_articles(4);
    // A reader who types leaves the page for the list.
    browser.back();
    sees_page_of(&reader, "Ali Khamenei");
    reader.types("helicopter ");
    browser.view_is("is a search", |view| view.contains("q=helicopter") && !view.contains("page="));
}

fn the_supplement_is_fetched_once_when_one_of_its_views_is_opened_and_not_before(kind: Kind) {
    let host = Host::start_with(&newsprint_browser_tests::places::site(), "/", NO_COPIES);
    let reader = Reader::of(host, kind, "", "fetched-late");
    reader.sees_articles(N_ARTICLES);
    let is_supplement = |path: &str| path.contains("supplement");
    assert!(!reader.host.take_asked().iter().any(|asked| is_supplement(&asked.path)), "fetched before it was wanted");
    reader.browser.click_the("link", "About this collection");
    reader.browser.shows("Nothing you type leaves this device.");
    let asked = reader.host.take_asked();
    for ending in [".wasm", ".js", ".css"] {
        assert_eq!(
            asked.iter().filter(|it| is_supplement(&it.path) && it.path.ends_with(ending)).count(),
            1,
            "{asked:#?}"
        );
    }
    reader.browser.click_the("link", "All articles");
    reader.sees_articles(N_ARTICLES);
    reader.browser.click_the("link", "How to search");
    reader.browser.shows("either word, or both");
    assert!(!reader.host.take_asked().iter().any(|asked| is_supplement(&asked.path)), "fetched twice");
}

/// Runs before the page's own scripts, so that nobody need wait: what is put off for twenty seconds is kept for the test to do. (WebKit's driver has
/// times of its own in the page.)
const PUT_OFF: &str = "window.putOff = []; const soon = window.setTimeout; \
     window.setTimeout = (then, time, ...rest) => time === 20000 ? window.putOff.push(then) : soon(then, time, ...rest);";

/// And on a connection where every byte counts.
const SAVING: &str = "Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) });";

fn the_supplement_comes_ahead_of_its_views_to_a_reader_who_searches_or_stays(kind: Kind) {
    let is_here = |reader: &Reader| {
        reader.browser.look("return document.documentElement.dataset.supplement ?? '';", json!([])) == json!("here")
    };
    let n_put_off = |reader: &Reader| reader.browser.look("return window.putOff.length;", json!([]));
    for is_saving in [false, true] {
        let script = [PUT_OFF, NO_COPIES, if is_saving { SAVING } else { "" }].concat();
        let host = Host::start_with(&newsprint_browser_tests::places::site(), "/", &script);
        let reader = Reader::of(host, kind, "", "fetched-ahead");
        reader.sees_articles(N_ARTICLES);
        if !is_saving {
            // A reader who stays.
            reader.browser.until("something is put off", || (n_put_off(&reader) == json!(1)).then_some(()));
            assert!(!is_here(&reader), "it came at once");
            reader.browser.run("window.putOff[0]();", json!([]));
        } else {
            reader.browser.keys("/");
        }
        reader.browser.until("the supplement is here", || is_here(&reader).then_some(()));
        let asked = reader.host.take_asked();
        let n_wasm = asked.iter().filter(|it| it.path.contains("supplement") && it.path.ends_with(".wasm")).count();
        assert_eq!((n_wasm, reader.words()), (1, String::new()));
        assert_eq!(n_put_off(&reader), json!(u32::from(!is_saving)), "data are to be saved: {is_saving}");
        assert!(!reader.browser.view().contains("page="), "a view of it was opened");
    }
}

fn the_supplement_works_when_the_server_is_gone(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "supplement-offline");
    reader.sees_articles(N_ARTICLES);
    reader.waits_for_the_offline_copy();
    reader.host.go_down();
    reader.browser.go(&reader.host.url(ENTITY));
    reader.browser.shows("11 mentions in 4 articles of 4");
}

fn the_supplement_asks_an_engine_on_the_page_where_there_are_no_workers(kind: Kind) {
    let host = Host::start_with(&newsprint_browser_tests::places::site(), "/", NO_WORKERS);
    let reader = Reader::of(host, kind, ENTITY, "supplement-no-worker");
    reader.browser.shows("11 mentions in 4 articles of 4");
}

fn a_supplement_that_does_not_load_says_so_and_comes_when_asked_again(kind: Kind) {
    let site = own_folder("half-app");
    build_site(&site, &awkward_articles());
    let wasm = fs::read_dir(&site)
        .expect("a site is a folder")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.to_string_lossy().contains("supplement") && path.extension().is_some_and(|it| it == "wasm"))
        .expect("a site has a supplement");
    let hidden = wasm.with_extension("hidden");
    fs::rename(&wasm, &hidden).expect("a file of a site can be hidden");
    let reader = Reader::of(Host::start_with(&site, "/", NO_COPIES), kind, "?page=about", "supplement-missing");
    reader.browser.shows("This did not load");
    fs::rename(&hidden, &wasm).expect("a hidden file can be shown");
    reader.browser.click_the("button", "Try again");
    reader.browser.shows("Nothing you type leaves this device.");
}

fn the_question_mark_opens_the_help_whose_examples_search(kind: Kind) {
    let reader = Reader::of(Host::start(&awkward_site()), kind, "", "help");
    reader.sees_articles(10);
    reader.browser.keys("?");
    reader.browser.the("heading", "How to search");
    reader.browser.shows("articles with Port Ellery");
    reader.browser.click_the("link", "place:\"Port Ellery\"");
    reader.sees_articles(10);
    assert_eq!(reader.words(), "place:\"Port Ellery\"");
    reader.browser.back();
    reader.browser.the("heading", "How to search");
}

fn another_language_is_spoken_by_both_modules(kind: Kind) {
    let reader = Reader::of_default_site(kind, ENTITY, "supplement-persian");
    sees_page_of(&reader, "Ali Khamenei");
    let chosen = "const menu = find(null, 'field', 'Language')[0]; menu.value = 'fa'; menu.dispatchEvent(new Event('change', { bubbles: true }));";
    reader.browser.run(chosen, json!([]));
    reader.browser.shows("نام در متن");
    reader.browser.view_is("keeps the page", |view| view.contains("page=entity") && view.contains("ui=fa"));
}
