//! A reader at a site: a host, a browser, and what readers do with an explorer of articles.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::browser::{Browser, Element, Kind, Taste};
use crate::host::Host;
use crate::places;

/// How many articles the default corpus holds.
pub const N_ARTICLES: usize = 6;

/// The words on the search box.
pub const SEARCH: &str = "Search the articles";

/// A reader who has opened a site.
pub struct Reader {
    /// Where the site lies.
    pub host: Host,
    /// What it is read with.
    pub browser: Browser,
}

impl Reader {
    /// Opens a view (`?…` or empty) of the default corpus's site; `name` names the browser's log.
    pub fn of_default_site(kind: Kind, view: &str, name: &str) -> Reader {
        Reader::of(Host::start(&places::site()), kind, view, name)
    }

    /// Opens a view of a site that lies on this host.
    pub fn of(host: Host, kind: Kind, view: &str, name: &str) -> Reader {
        let browser = Browser::start(kind, Taste::default(), name);
        browser.go(&host.url(view));
        Reader { host, browser }
    }

    /// The headlines in the list, in order, now.
    pub fn headlines(&self) -> Vec<String> {
        let script = "return find(null, 'article', '').flatMap((one) => [...one.querySelectorAll('h3')])\
                      .map((title) => plain(title.innerText));";
        let found = self.browser.look(script, json!([]));
        found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Waits until the list holds this many articles, and returns their headlines.
    pub fn sees_articles(&self, n: usize) -> Vec<String> {
        self.browser.until(&format!("the list holds {n} articles"), || {
            let headlines = self.headlines();
            (headlines.len() == n && headlines.iter().all(|title| !title.is_empty())).then_some(headlines)
        })
    }

    /// Waits until the counts are there, which come after the list: values to choose stand in the filters.
    pub fn sees_counts(&self) {
        self.browser
            .until("there are values to choose", || (!self.browser.all("checkbox", "").is_empty()).then_some(()));
    }

    /// The search box, once it is there.
    pub fn search_box(&self) -> Element {
        self.browser.the("field", SEARCH)
    }

    /// What stands in the search box.
    pub fn words(&self) -> String {
        let words = self.browser.property(&self.search_box(), "value");
        words.as_str().unwrap_or_default().to_owned()
    }

    /// Types words into the empty search box.
    pub fn types(&self, words: &str) {
        self.browser.click_the("field", SEARCH);
        self.browser.keys(words);
    }

    /// The words that are marked as matches in the list, in order, now.
    pub fn marked(&self) -> Vec<String> {
        let found = self.browser.look("return find(null, 'mark', '').map((mark) => plain(mark.innerText));", json!([]));
        found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Whether a facet's box is ticked; `None` when there is no such box.
    pub fn is_ticked(&self, value: &str) -> Option<bool> {
        let element = self.browser.all("checkbox", value).into_iter().next()?;
        self.browser.property(&element, "checked").as_bool()
    }

    /// The number that a facet shows beside a value.
    pub fn count_of(&self, value: &str) -> usize {
        self.browser.until(&format!("a count beside {value}"), || {
            let label = self.browser.look(
                "const box = find(null, 'checkbox', arguments[0])[0]; return box ? plain(box.closest('label').innerText) : '';",
                json!([value]),
            );
            label.as_str()?.split_whitespace().next_back()?.parse().ok()
        })
    }

    /// Opens the article with this headline and waits for it.
    pub fn opens(&self, headline: &str) {
        self.browser.click_the("link", headline);
        self.sees_open(headline);
    }

    /// Whether the headline stands over its text.
    fn is_open(&self, headline: &str) -> bool {
        let script = "return find(null, 'heading', arguments[0]).some((one) => one.matches('h1, h2') && one.closest('article, [role=article]'));";
        self.browser.look(script, json!([headline])) == json!(true)
    }

    /// Waits until the article with this headline is open: its headline stands over its text, and the address says so.
    pub fn sees_open(&self, headline: &str) {
        self.browser.until(&format!("“{headline}” is open"), || self.is_open(headline).then_some(()));
        self.browser.view_is("names the article", |view| view.contains("doc="));
    }

    /// Waits until the browser keeps the site, so that it opens without a connection.
    pub fn waits_for_the_offline_copy(&self) {
        let is_kept = self.browser.run_and_wait(
            "await navigator.serviceWorker.ready; \
             if (!navigator.serviceWorker.controller) await new Promise((done) => \
             navigator.serviceWorker.addEventListener('controllerchange', done, { once: true })); return true;",
        );
        assert_eq!(is_kept, json!(true));
    }
}

/// A site built by `newsprint build` from articles that are as awkward as articles come: markup in every field, a
/// script for an address, another script and direction, and enough plain ones to fill three pages.
pub fn awkward_site() -> PathBuf {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let site = own_folder("awkward");
        build_site(&site, &awkward_articles());
        site
    })
    .clone()
}

/// How many articles `awkward_site` holds.
pub const N_AWKWARD: usize = 26;

/// A new folder among the logs, of this test process alone.
pub fn own_folder(name: &str) -> PathBuf {
    static N_FOLDERS: AtomicU32 = AtomicU32::new(0);
    let nth = N_FOLDERS.fetch_add(1, Ordering::Relaxed);
    let folder = places::logs().join(format!("{name}-{}-{nth}", std::process::id()));
    fs::create_dir_all(&folder).expect("a log folder can be written to");
    folder
}

/// Lets `newsprint build` make JSON Lines into a site, in a folder that is empty or holds an earlier one.
pub fn build_site(site: &Path, articles: &str) {
    build_site_with(site, articles, &[]);
}

/// As `build_site`, with further options.
pub fn build_site_with(site: &Path, articles: &str, options: &[&str]) {
    let file = own_folder("articles").join("articles.jsonl");
    fs::write(&file, articles).expect("a log folder can be written to");
    build_site_of(site, &file, options);
}

/// Lets `newsprint build` make a file or a folder into a site.
pub fn build_site_of(site: &Path, source: &Path, options: &[&str]) {
    let built = Command::new(places::command())
        .arg("build")
        .arg(source)
        .arg("--out")
        .arg(site)
        .args(["--name", "<i>The Harbour</i> & \"Co\""])
        .args(options)
        .output()
        .expect("the command newsprint starts");
    assert!(built.status.success(), "newsprint build failed: {}", String::from_utf8_lossy(&built.stderr));
}

/// The articles of `awkward_site` as JSON Lines.
pub fn awkward_articles() -> String {
    // An element that exports do not have in their texts: what those have, the importer takes out, as it does with all markup in headlines.
    let harm = "<svg onload=\"window.harmed=1\">";
    let mut lines = vec![
        json!({
            "id": "harm", "title": "&lt;img src=x onerror=\"window.harmed=1\"&gt; Council votes on &lt;b&gt;harbour&lt;/b&gt; dues", "date": "2024-03-09",
            "byline": format!("{harm} A. Writer"), "source": format!("{harm} Gazette"), "lang": "en",
            "url": "javascript:window.harmed=1",
            "paragraphs": [
                format!("<script>window.harmed=1</script> The council of Port Ellery voted on Saturday. {harm}"),
                "A clerk read out &lt;p&gt; and </section></article></main></body> in a firm voice.",
            ],
            "people": ["<svg onload=window.harmed=1> Zed"], "orgs": ["Harbour \" onmouseover=\"window.harmed=1"],
            "places": ["Port Ellery"],
        }),
        json!({
            "id": "fa-1", "title": "شورای شهر دربارهٔ بندر رأی داد", "date": "2024-03-10", "lang": "fa",
            "paragraphs": ["شورای شهر روز یکشنبه دربارهٔ عوارض بندر رأی داد.", "سخنگو گفت که نتیجه فردا اعلام می‌شود."],
            "people": [], "orgs": [], "places": ["بندر"],
        }),
    ];
    for number in 1..=(N_AWKWARD - lines.len()) {
        lines.push(json!({
            "id": format!("tide-{number}"),
            "title": format!("Tide table number {number} is printed"),
            "date": format!("{}-{:02}-{:02}", 2022 + number / 13, number % 12 + 1, number % 27 + 1),
            "lang": "en",
            "paragraphs": [format!("The printers of Port Ellery finished sheet {number} of the tide table.")],
            "places": ["Port Ellery"],
        }));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}
