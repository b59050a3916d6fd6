//! Views as readers fill them: a comparison of versions, what stands beside an article, a notebook with entries, a list that was searched for. In both
//! lights and both directions axe-core objects to none, and none is wider than a narrow screen.

use newsprint_browser_tests::axe::objections;
use newsprint_browser_tests::browser::{Browser, Kind, Taste};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::reader::{build_site, own_folder};
use newsprint_browser_tests::{in_every_browser, places};
use serde_json::json;

in_every_browser! {
    filled_views_are_whole_in_both_lights_and_directions,
}

const ARTICLE: &str = "doc=irans-supreme-leader-calls-for-temporary-severance-of-ties";

/// Every light with every direction.
const DRESSES: [(&str, &str); 4] = [
    ("light", "theme=light&ui=en"),
    ("dark", "theme=dark&ui=en"),
    ("light, Persian", "theme=light&ui=fa"),
    ("dark, Persian", "theme=dark&ui=fa"),
];

/// Two versions of one story, in which people speak.
fn versions() -> Host {
    let story = "The council of Port Ellery voted on Saturday to double the harbour dues from the first of May, after a debate of six hours in which \
                 the dockers shouted from the gallery and the mayor twice left the room; the money, said the treasurer, will be spent on dredging and on a \
                 new pier. “We cannot wait for another winter,” said Ida Brook, who leads the dockers.";
    let version = |id: &str, date: &str, source: &str, more: &str| {
        json!({ "id": id, "title": format!("Dues double, says the {source}"), "date": date, "source": source, "lang": "en",
            "people": ["Ida Brook"], "paragraphs": [story, format!("A second vote is planned for {more}, the clerk said.")] })
    };
    let articles = [version("early", "2024-03-09", "Post", "June"), version("late", "2024-03-10", "Wire", "July")];
    let site = own_folder("looks");
    build_site(&site, &articles.map(|line| format!("{line}\n")).concat());
    Host::start(&site)
}

/// Waits until something of this selector is shown.
fn sees(browser: &Browser, selector: &str) {
    browser.until(&format!("{selector} is shown"), || {
        let script = "return [...document.querySelectorAll(arguments[0])].some(isShown);";
        (browser.look(script, json!([selector])) == json!(true)).then_some(())
    });
}

/// Presses the first element of this selector, once it is shown.
fn presses(browser: &Browser, selector: &str) {
    sees(browser, selector);
    browser.run("[...document.querySelectorAll(arguments[0])].find(isShown).click();", json!([selector]));
}

fn filled_views_are_whole_in_both_lights_and_directions(kind: Kind) {
    let hosts = [Host::start(&places::site()), versions()];
    let browser = Browser::start(kind, Taste::default(), "looks");
    let writes = |selector: &str, text: &str| {
        sees(&browser, selector);
        browser.run("document.querySelector(arguments[0]).value = arguments[1];", json!([selector, text]));
    };
    let mut all = Vec::new();
    for (dress, parameters) in DRESSES {
        browser.resize(1280, 900);
        let go = |host: &Host, query: &str| browser.go(&host.url(&format!("?{query}&{parameters}")));
        let mut check = |name: &str| {
            all.extend(objections(&browser, &format!("{name}, {dress}"), &[]));
            browser.resize(320, 640);
            let over = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
            let over = browser.run(over, json!([]));
            if over.as_i64() > Some(1) {
                all.push(format!("{name}, {dress}: wider by {over} than a narrow screen"));
            }
            browser.resize(1280, 900);
        };
        for (name, host, query, selector) in [
            ("versions", &hosts[1], "page=versions&doc=early", ".versions__text ins"),
            ("why", &hosts[1], "page=why&doc=early&q=harbour+dues", ".why__table tfoot"),
            ("together", &hosts[0], "page=together&person=ali-khamenei&org=hamas", ".ego__drawing a"),
            ("compare", &hosts[0], "page=compare&person=ali-khamenei&vs=q%3Dgaza", ".compare__share"),
            ("map", &hosts[0], "page=map", ".map__circle"),
            ("somebody", &hosts[0], "page=entity&person=ali-khamenei", ".concordance__row"),
        ] {
            go(host, query);
            sees(&browser, selector);
            check(name);
        }

        go(&hosts[1], "doc=early");
        sees(&browser, ".article-view");
        // With the search box comes what stands beside the article.
        browser.keys("/");
        presses(&browser, ".beside__tools button");
        sees(&browser, ".beside__mark");
        sees(&browser, ".beside__quotes a");
        browser.run(
            "document.activeElement.blur(); getSelection().selectAllChildren(document.querySelector('.article-text__paragraph'));",
            json!([]),
        );
        sees(&browser, ".passage-bar");
        check("beside an article");

        go(&hosts[0], "sort=newest");
        sees(&browser, ".result");
        browser.keys("/");
        browser.until("the search box is a combobox", || {
            let role = browser.look("return document.activeElement.getAttribute('role');", json!([]));
            (role == json!("combobox")).then_some(())
        });
        browser.keys("isra");
        sees(&browser, ".suggestions [role=option]");
        check("suggestions");

        go(&hosts[0], "q=Gaza&page=export");
        presses(&browser, ".export__acts .button--strong");
        sees(&browser, "a.button[download]");
        check("a file that is whole");

        go(&hosts[0], "page=batch");
        writes("#batch-list", "Ali Khamenei\nhelicoptr\nxyzzy nothing\n\"two-state");
        presses(&browser, ".batch__buttons .button--strong");
        browser.until("all lines are searched for", || {
            let script = "return document.querySelectorAll('.batch__table tbody tr').length === 4 && !document.querySelector('.batch__progress');";
            (browser.look(script, json!([])) == json!(true)).then_some(())
        });
        check("a list that was searched for");

        go(&hosts[0], &format!("page=notebook&{ARTICLE}"));
        sees(&browser, ".notebook__star");
        // What was starred in another dress stays so.
        browser.run(
            "if (!document.querySelector('.notebook__noted')) document.querySelector('.notebook__star').click();",
            json!([]),
        );
        writes("#note-text", "Ask the printers.");
        writes("#note-passage", "the ties");
        presses(&browser, ".notebook__form button");
        sees(&browser, ".notebook__noted");
        go(&hosts[0], "page=notebook&q=Gaza");
        sees(&browser, "#notebook-notes ~ .notebook__list .notebook__passage");
        check("a notebook with entries");
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
