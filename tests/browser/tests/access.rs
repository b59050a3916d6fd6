//! For everybody: by keyboard alone, with a visible focus, and with nothing that axe-core objects to.

use newsprint_browser_tests::axe::objections;
use newsprint_browser_tests::browser::{Browser, Kind, Taste, key};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::reader::{N_ARTICLES, Reader, SEARCH, awkward_site};
use newsprint_browser_tests::{in_every_browser, places};
use serde_json::{Value, json};

in_every_browser! {
    keys_alone_find_open_read_and_return,
    tab_reaches_everything_and_its_place_can_be_seen,
    axe_objects_to_nothing_in_any_view_light_or_dark,
    a_narrow_screen_shows_everything_without_scrolling_sideways,
}

fn keys_alone_find_open_read_and_return(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "keyboard");
    let browser = &reader.browser;
    reader.sees_articles(N_ARTICLES);
    browser.keys("/");
    browser.until("the search box has the focus", || is_focused(browser, SEARCH));
    browser.keys("Gaza");
    let found = browser.until("some articles are found", || {
        Some(reader.headlines()).filter(|some| (2..N_ARTICLES).contains(&some.len()))
    });
    browser.keys(key::ENTER);
    // Out of the box, down the list, and up again.
    browser.keys(key::ESCAPE);
    reader.sees_articles(N_ARTICLES);
    browser.keys("Gaza");
    reader.sees_articles(found.len());
    browser.run("document.activeElement.blur();", json!([]));
    browser.keys("j");
    browser.until("the first headline has the focus", || is_focused(browser, &found[0]));
    browser.keys(key::DOWN);
    browser.until("the second headline has the focus", || is_focused(browser, &found[1]));
    browser.keys(key::UP);
    browser.until("the first headline has the focus", || is_focused(browser, &found[0]));
    browser.keys(key::ENTER);
    reader.sees_open(&found[0]);
    let hit =
        || browser.view().split('&').find_map(|one| one.strip_prefix("hl=").map(str::to_owned)).unwrap_or_default();
    let first = hit();
    browser.keys("n");
    let second = browser.until("the next match", || Some(hit()).filter(|now| *now != first));
    browser.keys("p");
    browser.until("the match before", || Some(hit()).filter(|now| *now != second));
    browser.keys(key::ESCAPE);
    browser.until("nothing is open", || (!browser.view().contains("doc=")).then_some(()));
    browser.until("the reader is back at the same headline", || is_focused(browser, &found[0]));
}

/// Whether the element with the focus has this name, and shows that it has the focus.
fn is_focused(browser: &Browser, name: &str) -> Option<()> {
    let focused = browser.focused();
    (focused["name"].as_str()?.contains(&name.chars().take(70).collect::<String>())
        && focused["isMarked"] == json!(true))
    .then_some(())
}

fn tab_reaches_everything_and_its_place_can_be_seen(kind: Kind) {
    for view in ["", "?q=helicopter&person=ali-khamenei"] {
        let reader = Reader::of_default_site(kind, view, "tab");
        let browser = &reader.browser;
        reader.sees_articles(if view.is_empty() { N_ARTICLES } else { 1 });
        reader.sees_counts();
        let mut missed: Vec<String> = names(&browser.run(
            "return [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex=\"0\"]')]\
             .filter((one) => isShown(one) && !one.disabled && one.tabIndex >= 0)\
             .map((one, at) => { one.dataset.tabStop = at; return `${at} ${one.tagName} ${plain(nameOf(one)).slice(0, 60)}`; });",
            json!([]),
        ));
        let n_stops = missed.len();
        assert!(n_stops > 20, "{missed:#?}");
        for _ in 0..n_stops + 10 {
            // Beyond the last stop the focus leaves the page for the browser's own buttons.
            if missed.is_empty() {
                break;
            }
            browser.keys(key::TAB);
            let focused = browser.focused();
            if focused.is_null() {
                continue;
            }
            assert_eq!(focused["isShown"], json!(true), "the focus went where nobody can see it: {focused}");
            assert_eq!(focused["isMarked"], json!(true), "nothing shows where the focus is: {focused}");
            let at = browser.run("return document.activeElement.dataset.tabStop ?? '';", json!([]));
            let at = at.as_str().unwrap_or_default().to_owned();
            missed.retain(|stop| stop.split(' ').next() != Some(&at));
        }
        // Of a group of radio buttons Tab reaches one, the arrows the rest.
        assert!(missed.is_empty(), "Tab never reached {missed:#?}");
    }
}

fn axe_objects_to_nothing_in_any_view_light_or_dark(kind: Kind) {
    let hosts = [Host::start(&places::site()), Host::start(&awkward_site())];
    let mut all = Vec::new();
    for is_dark in [false, true] {
        let browser = Browser::start(kind, Taste { is_dark }, "axe");
        let sees = |text: &str| browser.shows(text);
        let check =
            |name: &str| objections(&browser, &format!("{name}, {}", if is_dark { "dark" } else { "light" }), &[]);
        browser.resize(1280, 900);
        for (name, host, view, text) in [
            ("every article", &hosts[0], "", "6 articles"),
            ("words", &hosts[0], "?q=Gaza", "Gaza"),
            ("a problem in the query", &hosts[0], "?q=%22two-state", "quotation mark is still open"),
            ("filters", &hosts[0], "?person=ali-khamenei&place=-gaza&date=2023-11~", "Clear all"),
            ("dates in the text", &hosts[0], "?mentions=2023&dates=mentioned", "January 2023"),
            ("nothing", &hosts[0], "?q=xyzzy", "Nothing found"),
            ("no such article", &hosts[0], "?doc=none", "no such article"),
            ("embedded", &hosts[0], "?embed=1", "6 articles"),
            ("in Persian", &hosts[0], "?ui=fa", "۶ مقاله"),
            ("in Arabic", &hosts[0], "?ui=ar", "Khamenei"),
            ("pages, markup, two scripts", &hosts[1], "", "Page 1 of 3"),
        ] {
            browser.go(&host.url(view));
            sees(text);
            browser.until("the search has ended", || {
                browser.all("status", "").into_iter().find(|one| !browser.text(one).is_empty())
            });
            all.extend(check(name));
        }
        for (name, host, view, text) in [
            ("how to search", &hosts[0], "?page=help", "person:\"Ali Khamenei\""),
            ("two lists over time", &hosts[0], "?page=compare&person=ali-khamenei&vs=q%3Dgaza", "What the two share"),
            ("named together", &hosts[0], "?page=together&person=ali-khamenei&org=hamas", "As often as by chance"),
            ("the map", &hosts[0], "?page=map", "more places lie outside"),
            ("the map, in Arabic", &hosts[0], "?page=map&vs=world&ui=ar", "الشيء نفسه في جدول"),
            ("about", &hosts[0], "?page=about", "Privacy"),
            ("about, in Persian", &hosts[0], "?page=about&ui=fa", "حریم خصوصی"),
            ("somebody's page", &hosts[0], "?page=entity&person=ali-khamenei", "11 mentions in 4 articles"),
            ("a place's page, in Arabic", &hosts[1], "?page=entity&place=port-ellery&ui=ar", "الاسم في سياقه"),
            ("nobody's page, embedded", &hosts[0], "?page=entity&person=nobody&embed=1", "Nobody by this id"),
            (
                "cite",
                &hosts[0],
                "?page=cite&doc=irans-supreme-leader-calls-for-temporary-severance-of-ties",
                "CSL-JSON",
            ),
            ("export", &hosts[0], "?q=Gaza&page=export", "With the full texts"),
            ("export, in Persian", &hosts[0], "?q=Gaza&page=export&ui=fa", "همراه با متن کامل"),
            (
                "the notebook",
                &hosts[0],
                "?page=notebook&doc=irans-supreme-leader-calls-for-temporary-severance-of-ties",
                "Star this article",
            ),
            ("many names", &hosts[0], "?page=batch", "Search for all"),
            (
                "why",
                &hosts[0],
                "?q=Israel+Gaza&page=why&doc=irans-supreme-leader-calls-for-temporary-severance-of-ties",
                "once in the headline",
            ),
            ("why, in Persian", &hosts[1], "?q=council&page=why&doc=harm&ui=fa", "بار در بند نخست"),
            (
                "why, without words",
                &hosts[0],
                "?page=why&doc=irans-supreme-leader-calls-for-temporary-severance-of-ties",
                "No words were asked for",
            ),
            (
                "versions, of which there is one",
                &hosts[0],
                "?page=versions&doc=irans-supreme-leader-calls-for-temporary-severance-of-ties&ui=en",
                "no other version",
            ),
        ] {
            browser.go(&host.url(view));
            sees(text);
            all.extend(check(name));
        }
        browser.go(&hosts[0].url("?ui=ar"));
        browser.until("articles", || browser.all("article", "").into_iter().next());
        browser.keys("/");
        browser.keys("isra");
        browser.until("suggestions", || browser.all("listbox", "").into_iter().next());
        browser.keys(key::DOWN);
        browser.until("their number is said", || browser.all("status", "اقتراح").into_iter().next());
        all.extend(check("suggestions, in Arabic"));
        browser.go(&hosts[0].url("?q=Gaza"));
        browser.until("articles", || browser.all("article", "").into_iter().next());
        browser.run("find(null, 'article', '')[0].querySelector('h3 a').click();", json!([]));
        browser.the("button", "Close the article");
        all.extend(check("an open article"));
        browser.click_the("button", "Display");
        browser.shows("Text size");
        all.extend(check("the settings"));
        browser.resize(390, 844);
        browser.go(&hosts[0].url(""));
        sees("6 articles");
        all.extend(check("on a phone"));
        if kind == Kind::Chromium {
            // The other two do not make a window as narrow as a phone.
            browser.click_the("button", "Filters");
            browser.the("dialog", "Filters");
            all.extend(check("the filters on a phone"));
        }
    }
    assert!(all.is_empty(), "axe-core objects:\n{}", all.join("\n"));
}

fn a_narrow_screen_shows_everything_without_scrolling_sideways(kind: Kind) {
    let reader = Reader::of_default_site(kind, "", "narrow");
    reader.sees_articles(N_ARTICLES);
    for (width, height) in [(320, 640), (390, 844), (640, 480), (1000, 700), (1280, 900)] {
        reader.browser.resize(width, height);
        for view in ["", "?q=Gaza", "?embed=1", "?person=ali-khamenei", "?mentions=2023&dates=mentioned"] {
            reader.browser.go(&reader.host.url(view));
            reader.browser.until("articles", || (!reader.headlines().is_empty()).then_some(()));
            let over = reader.browser.run(
                "const wide = document.documentElement.clientWidth; \
                 return [...document.querySelectorAll('body *')].filter((one) => isShown(one) && \
                 one.getBoundingClientRect().right > wide + 1 && !one.closest('.visually-hidden, [class*=strip], dialog'))\
                 .map((one) => `${one.tagName}.${one.className} ${Math.round(one.getBoundingClientRect().right)} of ${wide}`).slice(0, 5);",
                json!([]),
            );
            let scrolls = reader
                .browser
                .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth;", json!([]));
            assert!(scrolls.as_i64() <= Some(1), "{width} wide, {view}: scrolls sideways by {scrolls}: {over}");
        }
        for view in [
            "?page=help",
            "?page=about&ui=ar",
            "?page=entity&person=ali-khamenei",
            "?page=together&person=ali-khamenei&org=hamas",
        ] {
            reader.browser.go(&reader.host.url(view));
            reader.browser.until("the view", || (reader.browser.all("heading", "").len() > 3).then_some(()));
            let scrolls = reader
                .browser
                .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth;", json!([]));
            assert!(scrolls.as_i64() <= Some(1), "{width} wide, {view}: scrolls sideways by {scrolls}");
        }
    }
}

/// A list of texts.
fn names(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}
