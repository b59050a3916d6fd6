//! Citing an article: each format is shown, copied and downloaded as it is shown.

use newsprint_browser_tests::browser::Kind;
use newsprint_browser_tests::host::Host;
use newsprint_browser_tests::in_every_browser;
use newsprint_browser_tests::reader::{Reader, awkward_site};
use serde_json::{Value, json};

in_every_browser! {
    an_article_is_cited_in_four_ways_and_downloaded_as_it_is_shown,
    a_passage_is_cited_with_its_words_where_the_article_has_them,
    what_no_article_is_cannot_be_cited,
}

/// Runs before the page's own scripts: remembers the files that the page makes, and the texts that it copies.
const MEMORY: &str = "window.made = []; const made = URL.createObjectURL; \
    URL.createObjectURL = (blob) => { window.made.push(blob); return made.call(URL, blob); }; \
    window.copied = []; Object.defineProperty(Navigator.prototype, 'clipboard', { get() { \
    return { writeText: (text) => { window.copied.push(text); return Promise.resolve(); } }; } });";

fn an_article_is_cited_in_four_ways_and_downloaded_as_it_is_shown(kind: Kind) {
    let reader = Reader::of(Host::start_with(&awkward_site(), "/", MEMORY), kind, "?page=cite&doc=harm", "cite");
    let browser = &reader.browser;
    browser.the("heading", "Cite this article");
    browser.the("button", "Download RIS");
    let shown = browser.look(
        "return [...document.querySelectorAll('.cite__prose, .cite__lines')].map((one) => one.textContent);",
        json!([]),
    );
    let shown: Vec<&str> = shown.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let [prose, bibtex, ris, csl] = shown[..] else { panic!("four citations, not {shown:?}") };
    assert!(prose.contains("Council votes on") && prose.contains("9 March 2024"), "{prose}");
    assert!(bibtex.contains("{harm,") && bibtex.contains("date = {2024-03-09}"), "{bibtex}");
    assert!(ris.starts_with("TY  - NEWS") && ris.contains("DA  - 2024/03/09/"), "{ris}");
    let items: Value = serde_json::from_str(csl).expect("CSL-JSON is JSON");
    assert_eq!(items[0]["issued"], json!({"date-parts": [[2024, 3, 9]]}));
    let link = items[0]["URL"].as_str().expect("an address");
    assert_eq!(
        link,
        reader.host.url("?doc=harm"),
        "its own address is no web address: the permanent link stands for it"
    );
    for (name, text) in [("In a text", prose), ("BibTeX", bibtex), ("RIS", ris), ("CSL-JSON", csl)] {
        browser.run("window.made.length = 0; window.copied.length = 0;", json!([]));
        browser.click_the("button", &format!("Download {name}"));
        browser.until("a file", || browser.look("return window.made.length;", json!([])).as_u64().filter(|n| *n == 1));
        let file = browser.run_and_wait("return await window.made[0].text();");
        assert_eq!(file.as_str().map(str::trim_end), Some(text), "{name}");
        browser.click_the("button", &format!("Copy {name}"));
        browser.shows("Copied.");
        let copied = browser.look("return window.copied[0];", json!([]));
        assert_eq!(copied.as_str().map(str::trim_end), Some(text), "{name}");
    }
    assert_eq!(browser.look("return window.harmed ?? null;", json!([])), Value::Null);
    // Its headline leads back to it.
    browser.click_the("link", "Council votes on");
    browser.view_is("is the article's", |view| view == "doc=harm");
}

fn a_passage_is_cited_with_its_words_where_the_article_has_them(kind: Kind) {
    let host = Host::start_with(&awkward_site(), "/", MEMORY);
    let reader = Reader::of(host, kind, "?page=cite&doc=tide-23&para=1&vs=of+the+tide+table", "cite-passage");
    let browser = &reader.browser;
    let csl = || -> Value {
        let shown = browser.until("the citation as CSL-JSON", || {
            let last = "return [...document.querySelectorAll('.cite__lines')].pop()?.textContent;";
            browser.look(last, json!([])).as_str().map(str::to_owned)
        });
        serde_json::from_str(&shown).expect("CSL-JSON is JSON")
    };
    browser.shows("paragraph 1: “of the tide table”");
    let item = csl()[0].clone();
    assert_eq!(item["note"], json!("paragraph 1: “of the tide table”"));
    assert_eq!(item["archive_location"], json!(reader.host.url("?doc=tide-23&para=1")));
    // Nobody is made to have written what they have not.
    browser.go(&reader.host.url("?page=cite&doc=tide-23&para=1&vs=the+moon+is+cheese"));
    browser.the("button", "Download RIS");
    browser.shows(", paragraph 1. ");
    assert!(!browser.page_text().contains("cheese"));
    browser.go(&reader.host.url("?page=cite&doc=tide-23&para=77"));
    assert_eq!(csl()[0]["archive_location"], json!(reader.host.url("?doc=tide-23")));
    assert!(!browser.page_text().contains("paragraph"));
}

fn what_no_article_is_cannot_be_cited(kind: Kind) {
    let reader = Reader::of_default_site(kind, "?page=cite&doc=nothing-of-the-kind", "cite-nothing");
    reader.browser.the("heading", "Cite this article");
    let told = reader.browser.the("alert", "");
    assert!(reader.browser.text(&told).contains("article"));
    reader.browser.go(&reader.host.url("?page=cite"));
    reader.browser.the("alert", "");
}
