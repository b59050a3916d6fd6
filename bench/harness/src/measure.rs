//! One engine measured in a browser.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::chromium::Chromium;
use crate::host::{Asked, Host, Network, n_rounds, rounds};
use crate::indexes::{Corpus, Engine, kind_of_file};
use crate::measured::{Counted, FirstPage, Measured, Read, Typos, Visit, quantile};
use crate::queries::{Kind, Query};

/// What is measured in a browser, step by step: each in a browser of its own, and how many seconds it may take.
const STEPS: [(Step, u64); 5] =
    [(Step::FirstPages, 90), (Step::Visits, 150), (Step::Warm, 150), (Step::Counts, 60), (Step::TypoBytes, 40)];
/// How long a timed list may go on, in milliseconds, and the list of typing errors.
const BUDGET_MS: (u32, u32) = (25_000, 12_000);
/// An answer to one request for counts is not waited for longer.
const COUNTS_BOUND: Duration = Duration::from_secs(30);
/// The first pages measured: these kinds of question.
pub const FIRST: [Kind; 4] = [Kind::Common, Kind::Mid, Kind::Rare, Kind::Two];
/// Files of the measuring page itself, which no reader would load.
const HARNESS_FILES: &[&str] =
    &["/bench/", "/bench/index.html", "/bench/bench.js", "/bench/tasks.js", "/bench/worker.js"];

/// Waits for the measuring page's script.
const IS_READY: &str = "while (!window.bench) await new Promise((done) => setTimeout(done, 5));";

/// Something that is measured in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// What first pages ask for.
    FirstPages,
    /// First visits over a phone's network.
    Visits,
    /// Times with everything loaded, memory, typing errors.
    Warm,
    /// Counts of facets' values.
    Counts,
    /// What a typing error makes a page load.
    TypoBytes,
}

impl Step {
    fn name(self) -> &'static str {
        match self {
            Step::FirstPages => "first pages",
            Step::Visits => "first visits over fast 4G",
            Step::Warm => "warm",
            Step::Counts => "counts",
            Step::TypoBytes => "typing errors' bytes",
        }
    }
}

/// An engine to be measured.
pub struct Bench<'a> {
    /// Serves its index at `/` and the pages at `/bench/`.
    pub host: &'a Host,
    /// Which one.
    pub engine: Engine,
    /// What is asked.
    pub corpus: &'a Corpus,
    /// Where browsers' logs go.
    pub logs: PathBuf,
}

/// An engine in front of a browser, until a step's time is over.
struct Sitting<'a> {
    bench: &'a Bench<'a>,
    browser: Chromium,
    until: Instant,
}

impl Bench<'_> {
    /// Measures everything that is measured in a browser; what fails or takes too long is said, and the rest goes on.
    pub fn measure(&self, into: &mut Measured) {
        for (step, bound_s) in STEPS {
            if self.engine.whole_in_memory && matches!(step, Step::Counts | Step::TypoBytes) {
                continue;
            }
            eprintln!("{}: {} …", self.engine.name, step.name());
            let started = Instant::now();
            if let Err(error) = self.step(step, started + Duration::from_secs(bound_s), into) {
                let why = format!("{error:#}");
                into.said.push(format!("{}: {}", step.name(), why.lines().next().unwrap_or_default()));
            }
            eprintln!("{}: … {:.0} s", self.engine.name, started.elapsed().as_secs_f64());
        }
        self.host.set_network(Network::LOCAL);
    }

    fn step(&self, step: Step, until: Instant, into: &mut Measured) -> Result<()> {
        self.host.set_network(Network::LOCAL);
        if step == Step::Visits {
            return self.visits(until, into);
        }
        let sitting = Sitting { bench: self, browser: Chromium::start(&self.logs)?, until };
        match step {
            Step::FirstPages => sitting.first_pages(into),
            Step::Warm => sitting.warm(into),
            Step::Counts => {
                sitting.go().and_then(|()| sitting.ask("open", Value::Null)).and_then(|_| sitting.counts(into))
            }
            _ => sitting.typo_bytes(into),
        }
    }

    /// From the address to ten results shown, with everything that a page loads.
    fn visits(&self, until: Instant, into: &mut Measured) -> Result<()> {
        // Where all is loaded at once, one question is as good as another.
        let kinds = if self.engine.whole_in_memory { &FIRST[..1] } else { &FIRST[..] };
        let n = if self.engine.name == "ours" { 2 } else { 1 };
        for kind in kinds {
            for query in self.corpus.questions.of_kind(*kind).take(n) {
                // A reader's first visit: nothing cached, no service worker, and the browser itself awake.
                let sitting = Sitting { bench: self, browser: Chromium::start(&self.logs)?, until };
                let visit = sitting.visit(query)?;
                into.visits.entry(kind_name(*kind)).or_default().push(visit);
            }
        }
        Ok(())
    }
}

impl Sitting<'_> {
    /// What is left of the step's time.
    fn left(&self) -> Duration {
        self.until.saturating_duration_since(Instant::now()).max(Duration::from_secs(1))
    }

    /// Opens the measuring page anew.
    fn go(&self) -> Result<()> {
        let Engine { name, place, .. } = self.bench.engine;
        self.browser.go(&self.bench.host.url(&format!("bench/?engine={name}&where={place}")))?;
        self.browser.run(IS_READY, Value::Null, self.left()).map(drop)
    }

    /// Asks the engine's page for a task.
    fn ask(&self, task: &str, given: Value) -> Result<Value> {
        self.ask_within(task, given, self.left())
    }

    fn ask_within(&self, task: &str, given: Value, bound: Duration) -> Result<Value> {
        self.browser.run("return window.bench.ask(given[0], given[1]);", json!([task, given]), bound)
    }

    fn first_pages(&self, into: &mut Measured) -> Result<()> {
        let (kinds, n) = if self.bench.engine.whole_in_memory { (&FIRST[..1], 1) } else { (&FIRST[..], 3) };
        for kind in kinds {
            for query in self.bench.corpus.questions.of_kind(*kind).take(n) {
                let page = self.first_page(query, into)?;
                into.first_pages.push(page);
            }
        }
        Ok(())
    }

    /// One question, cold, with answers slow enough that rounds can be told apart.
    fn first_page(&self, query: &Query, into: &mut Measured) -> Result<FirstPage> {
        self.bench.host.set_network(Network::ROUNDS);
        self.browser.go("about:blank")?;
        self.bench.host.take_asked();
        self.go()?;
        let mut code = self.bench.host.take_asked();
        self.ask("open", Value::Null)?;
        let opening = self.bench.host.take_asked();
        let answer = self.ask("search", json!(query))?;
        let asked = self.bench.host.take_asked();
        self.ask("prepare_snippets", json!([query]))?;
        self.bench.host.take_asked();
        self.ask("snippets", json!(query))?;
        let after = self.bench.host.take_asked();
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
        let (n_start, n_index, n_cards) = (start.len(), ranking.len(), asked.iter().filter(|one| is_card(one)).count());
        Ok(FirstPage {
            kind: kind_name(query.kind),
            text: query.text.clone(),
            start_bytes: sum(&start, |_| true),
            index_bytes: sum(&ranking, |_| true),
            cards_bytes: sum(&asked, is_card),
            snippets_bytes: sum(&asked, is_body) + sum(&after, |_| true),
            n_start_requests: n_start,
            n_index_requests: n_index,
            n_cards_requests: n_cards,
            start_rounds: n_rounds(&start),
            index_rounds: n_rounds(&ranking),
            rounds: n_rounds(&shown),
            n_shown: answer["hits"].as_array().map_or(0, Vec::len),
            reads: Vec::new(),
        })
    }

    /// A first visit: of our whole app, of the others' barest page.
    fn visit(&self, query: &Query) -> Result<Visit> {
        let host = self.bench.host;
        self.browser.go("about:blank")?;
        host.take_asked();
        host.set_network(Network::FAST_4G);
        let ms = self.shown_after(&query.text)?;
        let asked = host.take_asked();
        host.set_network(Network::LOCAL);
        // The log goes on: best passages, counts and the offline copy come once the list stands.
        let is_card = |one: &&Asked| ["cards", "fragment"].contains(&kind_of_file(&one.path));
        let last = asked.iter().filter(is_card).map(|one| one.end).max();
        let asked: Vec<Asked> =
            asked.into_iter().filter(|one| last.is_none_or(|last| one.start < last) && !is_aside(&one.path)).collect();
        let is_index = |path: &str| path.ends_with(".np") || path.contains("edition") || path.contains(".pf_");
        let code_bytes = sum(&asked, |one| !is_index(&one.path) && !is_whole_index(&one.path));
        let reads = asked.iter().zip(rounds(&asked)).map(|(one, round)| Read {
            round,
            file: one.path.clone(),
            n_bytes: one.n_bytes,
        });
        Ok(Visit { ms, reads: reads.collect(), code_bytes })
    }

    /// Milliseconds from the address to the results.
    fn shown_after(&self, text: &str) -> Result<f64> {
        let words = text.replace(' ', "%20");
        let script = if self.bench.engine.name == "ours" {
            self.browser.go(&self.bench.host.url(&format!("?q={words}")))?;
            "const results = document.querySelectorAll('article h3');
             return results.length > 0 ? performance.now() : null;"
        } else {
            let name = self.bench.engine.name;
            self.browser.go(&self.bench.host.url(&format!("bench/first-{name}.html?query={words}")))?;
            "return window.shown ? window.shown.ms : null;"
        };
        let started = Instant::now();
        loop {
            if let Some(ms) = self.browser.look(script)?.as_f64() {
                return Ok(ms);
            }
            if Instant::now() > self.until {
                bail!("no result for `{text}` within {:.0} s", started.elapsed().as_secs_f64());
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn warm(&self, into: &mut Measured) -> Result<()> {
        self.browser.go(&self.bench.host.url("bench/?engine=none&where=none"))?;
        self.browser.run(IS_READY, Value::Null, self.left())?;
        let empty = self.memory().unwrap_or(0);
        self.go()?;
        self.ask("open", Value::Null)?;
        let queries = self.bench.corpus.questions.mixed();
        self.ask("prepare", json!(queries))?;
        let list = json!({"queries": queries, "n_rounds": 3, "budget_ms": BUDGET_MS.0});
        into.warm = serde_json::from_value(self.ask("warm", list.clone())?)?;
        if self.bench.engine.name == "ours" {
            self.ask("prepare_snippets", json!(queries))?;
            into.warm_snippets = serde_json::from_value(self.ask("warm_snippets", list)?)?;
        }
        into.memory = self.memory().map(|now| (now, empty));
        let typos = json!({"typos": self.bench.corpus.questions.typos, "budget_ms": BUDGET_MS.1});
        let told = self.ask("typos", typos)?;
        let n = |name: &str| told[name].as_u64().unwrap_or(0);
        let (n_asked, n_found, n_found_as_meant) = (n("n_asked"), n("n_found"), n("n_found_as_meant"));
        into.typos = Some(Typos { n_asked, n_found, n_found_as_meant, ..Typos::default() });
        // What has everything in memory has it for counting too.
        if self.bench.engine.whole_in_memory { self.counts(into) } else { Ok(()) }
    }

    /// Counts for common words, in a page that has only their hits.
    fn counts(&self, into: &mut Measured) -> Result<()> {
        for query in self.bench.corpus.questions.of_kind(Kind::Common).take(3) {
            self.ask("search", json!(query))?;
            self.bench.host.take_asked();
            let started = Instant::now();
            let bound = COUNTS_BOUND.min(self.left());
            let Ok(first) = self.ask_within("counts", json!(query), bound) else {
                into.counts_over_s = Some(started.elapsed().as_secs());
                bail!("no answer for `{}` within {} s", query.text, started.elapsed().as_secs());
            };
            let n_bytes = sum(&self.bench.host.take_asked(), |_| true);
            let mut times = Vec::new();
            let cold_ms = first["ms"].as_f64().unwrap_or(0.0);
            // What takes long is not asked five times more.
            let n_more = if cold_ms > 2_000.0 { 1 } else { 5 };
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
        let mut extra = Vec::new();
        for typo in self.bench.corpus.questions.typos.iter().take(5) {
            let mut n_bytes = [0, 0];
            for (text, n) in [&typo.text, &typo.meant].into_iter().zip(&mut n_bytes) {
                self.go()?;
                self.ask("open", Value::Null)?;
                self.bench.host.take_asked();
                let query = Query {
                    kind: Kind::Four,
                    text: text.clone(),
                    words: text.split(' ').map(str::to_owned).collect(),
                    filter: None,
                };
                self.ask("search", json!(query))?;
                let is_index =
                    |one: &Asked| !["cards", "bodies", "texts", "fragment"].contains(&kind_of_file(&one.path));
                *n = sum(&self.bench.host.take_asked(), is_index);
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
        self.browser.run(script, Value::Null, self.left()).ok()?.as_u64()
    }
}

/// Whether a browser runs it.
fn is_code(asked: &Asked) -> bool {
    [".js", ".wasm", ".mjs", ".html", "/"].iter().any(|end| asked.path.ends_with(end))
        || asked.path.ends_with(".pagefind")
}

/// Whether no result waits for a file: best passages and counts, which are asked for when the list stands, and what the
/// browser itself wants of a page.
fn is_aside(path: &str) -> bool {
    ["bodies", "texts", "columns"].contains(&kind_of_file(path))
        || path.ends_with(".webmanifest")
        || path.starts_with("/icons/")
}

/// Whether a peer's page loads it as its index, all of it.
fn is_whole_index(path: &str) -> bool {
    path.ends_with(".json")
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
