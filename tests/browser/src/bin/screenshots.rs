//! Photographs the built site in Chromium: every view, phone and desktop, light and dark, into the folder named.

use std::env;
use std::fs;
use std::path::PathBuf;

use newsprint_browser_tests::base64;
use newsprint_browser_tests::browser::{Browser, Kind, Taste};
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::places;

/// A view, and what is done in it before the picture is taken.
struct Picture {
    name: &'static str,
    view: &'static str,
    prepare: fn(&Browser),
}

const PICTURES: &[Picture] = &[
    Picture { name: "articles", view: "", prepare: has_articles },
    Picture { name: "words", view: "?q=Israel", prepare: has_articles },
    Picture { name: "filters", view: "?q=Gaza&person=ali-khamenei&place=-turkey", prepare: has_articles },
    Picture { name: "article", view: "?q=hijack", prepare: opens_the_first },
    Picture { name: "name", view: "?q=Shariatmadari", prepare: opens_a_name },
    Picture { name: "problem", view: "?q=%22two-state+solution", prepare: has_articles },
    Picture { name: "most-words", view: "?q=helicopter+parliament+unicorn", prepare: has_articles },
    Picture { name: "nothing", view: "?q=unicorn", prepare: |browser| browser.shows("Nothing found") },
    Picture { name: "no-such-article", view: "?doc=none", prepare: |browser| browser.shows("no such article") },
    Picture { name: "embedded", view: "?embed=1", prepare: has_articles },
    Picture { name: "persian", view: "?ui=fa", prepare: has_articles },
    Picture { name: "settings", view: "", prepare: opens_the_settings },
    Picture { name: "filters-open", view: "", prepare: opens_the_filters },
];

fn main() {
    let folder = env::args_os().nth(1).map(PathBuf::from).unwrap_or_else(|| panic!("name a folder for the pictures"));
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
    let host = Host::start(&places::site());
    for (light, is_dark) in [("light", false), ("dark", true)] {
        let browser = Browser::start(Kind::Chromium, Taste { is_dark }, "screenshots");
        for (device, width, height) in [("desktop", 1280, 860), ("phone", 390, 844)] {
            browser.resize(width, height);
            for Picture { name, view, prepare } in PICTURES {
                browser.go(&host.url(view));
                prepare(&browser);
                browser.run("document.getAnimations().forEach((one) => one.finish());", serde_json::json!([]));
                let file = folder.join(format!("{name}-{device}-{light}.png"));
                let bytes = base64::decode(&browser.screenshot()).unwrap_or_default();
                fs::write(&file, bytes).unwrap_or_else(|error| panic!("cannot write {}: {error}", file.display()));
                println!("{}", file.display());
            }
        }
    }
}

fn has_articles(browser: &Browser) {
    browser.until("articles", || browser.all("article", "").into_iter().next());
}

fn opens_the_first(browser: &Browser) {
    has_articles(browser);
    browser.run("find(null, 'article', '')[0].querySelector('h3 a').click();", serde_json::json!([]));
    browser.until("an open article", || {
        browser.all("button", "Close").into_iter().chain(browser.all("button", "Back")).next()
    });
}

fn opens_a_name(browser: &Browser) {
    opens_the_first(browser);
    browser.run("find(null, 'button', 'Hossein Shariatmadari').at(-1)?.click();", serde_json::json!([]));
}

fn opens_the_settings(browser: &Browser) {
    has_articles(browser);
    browser.click_the("button", "Display");
    browser.shows("Text size");
}

/// On a desktop the filters are always open.
fn opens_the_filters(browser: &Browser) {
    has_articles(browser);
    if let Some(button) = browser.all("button", "Filters").first() {
        browser.click(button);
    }
}
