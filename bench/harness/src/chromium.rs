//! Headless Chromium by way of its driver: opens a page, lets a script run for as long as it takes.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use newsprint_browser_tests::leash::Leash;
use newsprint_browser_tests::{places, wire};
use serde_json::{Value, json};

/// How often a running script is looked at.
const TICK: Duration = Duration::from_millis(20);
/// How long browser and driver may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser with an empty profile. Dropping it ends it.
pub struct Chromium {
    driver: std::net::SocketAddr,
    session: String,
    /// Its name and version.
    pub version: String,
    _leash: Leash,
}

impl Chromium {
    /// Starts one; what its driver says goes to a file in `logs`.
    ///
    /// * Errors: no Chromium or no driver on this machine, or it does not start.
    pub fn start(logs: &Path) -> Result<Chromium> {
        fs::create_dir_all(logs).with_context(|| format!("cannot make {}", logs.display()))?;
        let driver = wire::free_address();
        let log = logs.join("chromedriver.log");
        let words = vec![places::program(&["chromedriver"]), format!("--port={}", driver.port())];
        let leash = Leash::start(&words, &[("LC_ALL", "C.UTF-8".to_owned())], &log);
        let started = Instant::now();
        while wire::ask(driver, "GET", "/status", None).is_err() {
            if started.elapsed() > PATIENCE {
                bail!("{} does not answer; its log is {}", words[0], log.display());
            }
            thread::sleep(TICK);
        }
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--lang=en-US",
            "--window-size=1280,900",
            // Memory is told when it is asked for, not at the next collection that happens to come.
            "--enable-blink-features=ForceEagerMeasureMemory",
            "--js-flags=--max-old-space-size=8192",
        ];
        let options =
            json!({"binary": places::program(&["chromium", "chromium-browser", "google-chrome"]), "args": args});
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": options, "timeouts": {"script": 60_000, "pageLoad": 120_000}}}});
        let answer = wire::ask(driver, "POST", "/session", Some(&wanted)).map_err(|error| anyhow!(error))?;
        let session = answer["sessionId"].as_str().context("a new session has an id")?.to_owned();
        let version = format!("Chromium {}", answer["capabilities"]["browserVersion"].as_str().unwrap_or("?"));
        Ok(Chromium { driver, session, version, _leash: leash })
    }

    /// Opens an address and waits until the page's own files are loaded.
    pub fn go(&self, url: &str) -> Result<()> {
        self.command("POST", "/url", &json!({"url": url})).map(drop)
    }

    /// Runs a script in the page and returns what it returns.
    pub fn look(&self, script: &str) -> Result<Value> {
        self.command("POST", "/execute/sync", &json!({"script": script, "args": []}))
    }

    /// Runs the body of an asynchronous function in the page, however long it takes up to a bound.
    ///
    /// * Errors: what it threw; that the bound is passed, or that the page is gone.
    pub fn run(&self, body: &str, arguments: Value, bound: Duration) -> Result<Value> {
        let script = format!(
            "const given = arguments[0]; window.outcome = null; (async () => {{ {body} }})().then(\
             (value) => {{ window.outcome = {{ value: value ?? null }}; }}, \
             (error) => {{ window.outcome = {{ error: String(error?.stack ?? error) }}; }});"
        );
        self.command("POST", "/execute/sync", &json!({"script": script, "args": [arguments]}))?;
        let started = Instant::now();
        loop {
            let outcome = self.look("return window.outcome;")?;
            if let Some(error) = outcome["error"].as_str() {
                bail!("{error}");
            }
            if outcome.is_object() {
                return Ok(outcome["value"].clone());
            }
            if started.elapsed() > bound {
                bail!("took longer than {} s", bound.as_secs());
            }
            thread::sleep(TICK);
        }
    }

    fn command(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let path = format!("/session/{}{path}", self.session);
        wire::ask(self.driver, method, &path, Some(body)).map_err(|error| anyhow!(error))
    }
}
