//! One engine measured in a browser.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::host::{Asked, Host, Network, n_rounds};
use crate::indexes::{Corpus, Engine, kind_of_file};
use crate::measured::{Counted, FirstPage, Measured, Timed, Typos, quantile};
use crate::queries::{Kind, Query};

/// The longest that one step may take.
const PATIENCE: Duration = Duration::from_secs(240);
/// How long each timed list may go on, in milliseconds.
const BUDGET_MS: u32 = 180_000;
/// The first pages measured: these kinds of question.
const FIRST: [Kind; 4] = [Kind::Common, Kind::Mid, Kind::Rare, Kind::Two];
/// Files of the measuring page itself, which no reader would load.
const HARNESS_FILES: &[&str] =
    &["/bench/", "/bench/index.html", "/bench/bench.js", "/bench/tasks.js", "/bench/worker.js"];

/// Waits for the measuring page's script.
const IS_READY: &str = "while (!window.bench) await new Promise((done) => setTimeout(done, 5));";

/// An engine in front of a browser.
pub struct Bench<'a> {
    /// The browser.
    pub browser: &'a Chromium,
    /// Serves its index at `/` and the pages at `/bench/`.
    pub host: &'a Host,
    /// Which one.
    pub engine: Engine,
    /// What is asked.
    pub corpus: &'a Corpus,
    /// Where browsers' logs go.
    pub logs: PathBuf,
}

impl Bench<'_> {
    /// Measures everything that is measured in a browser; what fails is said and the rest goes on.
    pub fn measure(&self, into: &mut Measured) {
        for what in ["first pages", "over fast 4G", "warm", "typing errors' bytes"] {
            eprintln!("{}: {what} …", self.engine.name);
            let done = match what {
                "first pages" => self.first_pages(into),
                "over fast 4G" => self.over_4g(into),
                "warm" => self.warm(into),
                _ => self.typo_bytes(into),
            };
            if let Err(error) = done {
                let why = format!("{error:#}");
                into.said.push(format!("{what}: {}", why.lines().next().unwrap_or_default()));
            }
        }
        self.host.set_network(Network::LOCAL);
    }

    /// Opens the measuring page anew.
    fn go(&self) -> Result<()> {
        self.browser.go(&self.host.url(&format!("bench/?engine={}&where={}", self.engine.name, self.engine.place)))?;
        self.browser.run(
            "while (!window.bench) await new Promise((done) => setTimeout(done, 5));",
            Value::Null,
            PATIENCE,
        )?;
        Ok(())
    }

    /// Asks the engine's page for a task.
    fn ask(&self, task: &str, given: Value) -> Result<Value> {
        self.browser.run("return window.bench.ask(given[0], given[1]);", json!([task, given]), PATIENCE)
    }

    fn first_pages(&self, into: &mut Measured) -> Result<()> {
        // Where all is loaded at once, one question is as good as another.
        let (kinds, n) = if self.engine.whole_in_memory { (&FIRST[..1], 1) } else { (&FIRST[..], 5) };
        for kind in kinds {
            for query in self.corpus.questions.of_kind(*kind).take(n) {
                let page = self.first_page(query, into)?;
                into.first_pages.push(page);
            }
        }
        Ok(())
    }

    /// One question, cold, with answers slow enough that rounds can be told apart.
    fn first_page(&self, query: &Query, into: &mut Measured) -> Result<FirstPage> {
        self.host.set_network(Network::ROUNDS);
        self.browser.go("about:blank")?;
        self.host.take_asked();
        self.go()?;
        let mut code = self.host.take_asked();
        self.ask("open", Value::Null)?;
        let opening = self.host.take_asked();
        let answer = self.ask("search", json!(query))?;
        let asked = self.host.take_asked();
        self.ask("prepare_snippets", json!([query]))?;
        self.host.take_asked();
        self.ask("snippets", json!(query))?;
        let after = self.host.take_asked();
        let (code_later, start): (Vec<Asked>, Vec<Asked>) = opening.into_iter().partition(is_code);
        code.extend(code_later);
        code.extend(asked.iter().filter(|one| is_code(one)).cloned());
        code.retain(|one| !HARNESS_FILES.contains(&one.path.as_str()));
        into.code_bytes = Some(sum(&code, |_| true));
        let asked: Vec<Asked> = asked.into_iter().filter(|one| !is_code(one)).collect();
        let is_card = |one: &Asked| ["cards", "fragment"].contains(&kind_of_file(&one.path));
        let is_body = |one: &Asked| ["bodies", "texts"].contains(&kind_of_file(&one.path));
        let ranking: Vec<Asked> = asked.iter().filter(|one| !is_card(one) && !is_body(one)).cloned().collect();
        let shown: Vec<Asked> = asked.iter().filter(|one| !is_body(one)).cloned().collect();
        Ok(FirstPage {
            kind: kind_name(query.kind),
            text: query.text.clone(),
            start_bytes: sum(&start, |_| true),
            index_bytes: sum(&ranking, |_| true),
            cards_bytes: sum(&asked, is_card),
            snippets_bytes: sum(&asked, is_body) + sum(&after, |_| true),
            n_requests: start.len() + shown.len(),
            start_rounds: n_rounds(&start),
            index_rounds: n_rounds(&ranking),
            rounds: n_rounds(&shown),
            n_shown: answer["hits"].as_array().map_or(0, Vec::len),
        })
    }

    /// From the address to ten results shown, with everything that a page loads.
    fn over_4g(&self, into: &mut Measured) -> Result<()> {
        let n = if self.engine.whole_in_memory { 1 } else { 3 };
        let kinds = if self.engine.whole_in_memory { &FIRST[..1] } else { &FIRST[..] };
        for kind in kinds {
            let mut times = Vec::new();
            for query in self.corpus.questions.of_kind(*kind).take(n) {
                // A reader's first visit: nothing cached, no service worker, and the browser itself awake.
                let browser = Chromium::start(&self.logs)?;
                browser.go("about:blank")?;
                self.host.take_asked();
                self.host.set_network(Network::FAST_4G);
                times.push(self.shown_after(&browser, &query.text)?);
                // What is asked for once the list stands (best passages, counts, the offline copy) comes later in the log.
                let asked = self.host.take_asked();
                let told = (asked.len(), n_rounds(&asked), sum(&asked, |_| true));
                into.fast_4g_asked.insert(kind_name(*kind), told);
            }
            if let Some(middle) = quantile(times.into_iter(), 0.5) {
                into.fast_4g_ms.insert(kind_name(*kind), middle);
            }
        }
        self.host.set_network(Network::LOCAL);
        Ok(())
    }

    /// Milliseconds from the address to the results: of our whole app, of the others' barest page.
    fn shown_after(&self, browser: &Chromium, text: &str) -> Result<f64> {
        let words = text.replace(' ', "%20");
        let script = if self.engine.name == "ours" {
            browser.go(&self.host.url(&format!("?q={words}")))?;
            "const results = document.querySelectorAll('article h3');
             return results.length > 0 ? performance.now() : null;"
        } else {
            let name = self.engine.name;
            browser.go(&self.host.url(&format!("bench/first-{name}.html?query={words}")))?;
            "return window.shown ? window.shown.ms : null;"
        };
        let started = std::time::Instant::now();
        loop {
            if let Some(ms) = browser.look(script)?.as_f64() {
                return Ok(ms);
            }
            if started.elapsed() > PATIENCE {
                bail!("no result within {} s", PATIENCE.as_secs());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn warm(&self, into: &mut Measured) -> Result<()> {
        self.host.set_network(Network::LOCAL);
        self.browser.go(&self.host.url("bench/?engine=none&where=none"))?;
        self.browser.run(IS_READY, Value::Null, PATIENCE)?;
        let empty = self.memory().unwrap_or(0);
        self.go()?;
        self.ask("open", Value::Null)?;
        let queries = &self.corpus.questions.queries;
        self.ask("prepare", json!(queries))?;
        let list = json!({"queries": queries, "n_rounds": 3, "budget_ms": BUDGET_MS});
        into.warm = serde_json::from_value(self.ask("warm", list.clone())?)?;
        self.ask("prepare_snippets", json!(queries))?;
        if let Ok(timed) = serde_json::from_value::<Vec<Timed>>(self.ask("warm_snippets", list)?) {
            into.warm_snippets = timed;
        }
        into.memory = self.memory().map(|now| (now, empty));
        let typos = json!({"typos": self.corpus.questions.typos, "budget_ms": BUDGET_MS});
        let told = self.ask("typos", typos)?;
        let n = |name: &str| told[name].as_u64().unwrap_or(0);
        let (n_asked, n_found, n_found_as_meant) = (n("n_asked"), n("n_found"), n("n_found_as_meant"));
        into.typos = Some(Typos { n_asked, n_found, n_found_as_meant, extra_bytes: None });
        self.counts(into)
    }

    /// Counts for common words, in a page that has only their hits.
    fn counts(&self, into: &mut Measured) -> Result<()> {
        self.go()?;
        self.ask("open", Value::Null)?;
        for query in self.corpus.questions.of_kind(Kind::Common).take(3) {
            self.ask("search", json!(query))?;
            self.host.take_asked();
            let first = self.ask("counts", json!(query))?;
            let n_bytes = sum(&self.host.take_asked(), |_| true);
            let mut times = Vec::new();
            let cold_ms = first["ms"].as_f64().unwrap_or(0.0);
            // What takes minutes is not asked five times more.
            let n_more = if cold_ms > 20_000.0 { 1 } else { 5 };
            for _ in 0..n_more {
                times.extend(self.ask("counts", json!(query))?["ms"].as_f64());
            }
            let ms = quantile(times.into_iter(), 0.5).unwrap_or(cold_ms);
            let n_values = first["n_values"].as_u64().unwrap_or(0);
            into.counts.push(Counted { text: query.text.clone(), cold_ms, ms, n_bytes, n_values });
        }
        Ok(())
    }

    /// What a typing error costs: each question in an empty page, with the error and without.
    fn typo_bytes(&self, into: &mut Measured) -> Result<()> {
        if self.engine.whole_in_memory {
            return Ok(());
        }
        let mut extra = Vec::new();
        for typo in self.corpus.questions.typos.iter().take(15) {
            let mut n_bytes = [0, 0];
            for (text, n) in [&typo.text, &typo.meant].into_iter().zip(&mut n_bytes) {
                self.go()?;
                self.ask("open", Value::Null)?;
                self.host.take_asked();
                let query = Query {
                    kind: Kind::Four,
                    text: text.clone(),
                    words: text.split(' ').map(str::to_owned).collect(),
                    filter: None,
                };
                self.ask("search", json!(query))?;
                let is_index =
                    |one: &Asked| !["cards", "bodies", "texts", "fragment"].contains(&kind_of_file(&one.path));
                *n = sum(&self.host.take_asked(), is_index);
            }
            extra.push(n_bytes[0].saturating_sub(n_bytes[1]) as f64);
        }
        if let Some(typos) = &mut into.typos {
            typos.extra_bytes = quantile(extra.into_iter(), 0.5).map(|bytes| bytes as u64);
        }
        Ok(())
    }

    /// What the page and its workers hold.
    fn memory(&self) -> Option<u64> {
        let script = "return window.bench.memory();";
        self.browser.run(script, Value::Null, Duration::from_secs(60)).ok()?.as_u64()
    }
}

/// Whether a browser runs it.
fn is_code(asked: &Asked) -> bool {
    [".js", ".wasm", ".mjs", ".html", "/"].iter().any(|end| asked.path.ends_with(end))
        || asked.path.ends_with(".pagefind")
}

/// As JSON names it.
pub fn kind_name(kind: Kind) -> String {
    json!(kind).as_str().unwrap_or_default().to_owned()
}

fn sum(asked: &[Asked], counts: impl Fn(&Asked) -> bool) -> u64 {
    asked.iter().filter(|one| counts(one)).map(|one| one.n_bytes).sum()
}

/// Where a browser's log goes.
pub fn logs(cache: &Path) -> std::path::PathBuf {
    cache.join("logs")
}
