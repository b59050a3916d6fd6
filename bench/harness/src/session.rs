//! A run: the corpora asked for, each engine over each, and the tables.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};

use crate::chromium::Chromium;
use crate::host::Host;
use crate::indexes::{self, Corpus, ENGINES, Engine, Places};
use crate::measure::{self, Bench};
use crate::measured::Measured;
use crate::report;

/// What a run is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Sizes, as in `dataset::SIZES`.
    pub sizes: Vec<String>,
    /// Engines, as in `report::ORDER`.
    pub engines: Vec<String>,
    /// Build and look at files only: no browser.
    pub native_only: bool,
}

/// Runs it: prints the tables and writes `results/SIZE.md` and `results/SIZE.json`.
///
/// Engines that are not asked for keep what an earlier run measured of them over the same corpus.
pub fn run(places: &Places, wanted: &Wanted) -> Result<()> {
    let with_peers = wanted.engines.iter().any(|name| name != "ours" && name != "tantivy");
    let is_drawn = !wanted.native_only && wanted.engines.iter().any(|name| name != "tantivy");
    let pages = match (is_drawn, with_peers) {
        (false, false) => None,
        _ => Some(indexes::pages(places, with_peers)?),
    };
    for size in &wanted.sizes {
        let corpus = indexes::corpus(places, size)?;
        for name in report::ORDER.iter().filter(|name| wanted.engines.iter().any(|one| one == *name)) {
            let measured = match ENGINES.iter().find(|engine| engine.name == *name) {
                Some(engine) => measured(places, &corpus, *engine, pages.as_deref().filter(|_| is_drawn))?,
                None => crate::tantivy::measured(places, &corpus)?,
            };
            keep(&corpus, &measured)?;
            // After each, so that a run that is cut short leaves what it has.
            write(places, &corpus)?;
        }
        println!("{}", write(places, &corpus)?);
    }
    Ok(())
}

/// One engine over one corpus.
fn measured(places: &Places, corpus: &Corpus, engine: Engine, pages: Option<&Path>) -> Result<Measured> {
    let versions = indexes::peer_versions(&places.bench);
    let version = versions.get(engine.name).cloned().unwrap_or_else(|| "Newsprint".to_owned());
    let mut into = Measured { engine: engine.name.to_owned(), version, when: now(), ..Measured::default() };
    let (site, taken) = indexes::build(places, corpus, engine.name)?;
    let is_built = taken.failed.is_none();
    into.build = Some(taken);
    if !is_built {
        return Ok(into);
    }
    into.files = Some(indexes::stored(&site, engine.name)?);
    if let Some(pages) = pages {
        let host = Host::start(&[("/bench/", pages), ("/", &site)]).context("no port is free")?;
        let logs = measure::logs(&places.cache);
        let browser = Chromium::start(&logs)?;
        Bench { browser: &browser, host: &host, engine, corpus, logs }.measure(&mut into);
    }
    Ok(into)
}

/// Keeps what was measured for this run's tables and later ones'.
fn keep(corpus: &Corpus, measured: &Measured) -> Result<()> {
    let file = corpus.folder.join(format!("{}.measured.json", measured.engine));
    fs::write(&file, serde_json::to_string(measured)?).with_context(|| format!("cannot write {}", file.display()))
}

/// Writes the tables of all that is kept, and returns the one for people.
fn write(places: &Places, corpus: &Corpus) -> Result<String> {
    let mut kept: Vec<Measured> = Vec::new();
    for name in report::ORDER {
        let file = corpus.folder.join(format!("{name}.measured.json"));
        kept.extend(fs::read_to_string(file).ok().and_then(|text| serde_json::from_str(&text).ok()));
    }
    let results = places.bench.join("results");
    fs::create_dir_all(&results).with_context(|| format!("cannot make {}", results.display()))?;
    let text = report::table(corpus, &machine(), &kept);
    fs::write(results.join(format!("{}.md", corpus.size)), &text)?;
    // One line for each engine: small, and a diff says which was measured anew.
    let lines: Vec<String> = kept.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    fs::write(results.join(format!("{}.json", corpus.size)), format!("[\n{}\n]\n", lines.join(",\n")))?;
    Ok(text)
}

/// Seconds since 1970.
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// This machine in a sentence.
fn machine() -> String {
    let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
    let read = |file: &str| fs::read_to_string(file).unwrap_or_default();
    let model = read("/proc/cpuinfo")
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(':').map(|(_, name)| name.trim().to_owned()))
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let memory_kb: u64 = read("/proc/meminfo")
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB")?.parse().ok())
        .unwrap_or(0);
    format!("Measured on {n_cores} cores ({model}) with {:.0} GB of memory, headless Chromium.", memory_kb as f64 / 1e6)
}
