//! A run: the corpora asked for, each engine over each, and the tables.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result};

use crate::host::Host;
use crate::indexes::{self, Corpus, ENGINES, Engine, Places};
use crate::measure::{self, Bench};
use crate::measured::Measured;
use crate::{curve, dataset, native, report};

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

/// Runs it: prints the tables and writes `results/SIZE.md`, `results/SIZE.json` and `results/curve.md`.
///
/// Engines that are not asked for keep what an earlier run measured of them over the same corpus.
pub fn run(places: &Places, wanted: &Wanted) -> Result<()> {
    indexes::install_peers(places, &wanted.engines)?;
    let is_drawn = !wanted.native_only && wanted.engines.iter().any(|name| name != "tantivy");
    let with_ours = wanted.engines.iter().any(|name| name == "ours");
    // Node.js runs our engine too.
    let pages = if is_drawn || with_ours { Some(indexes::pages(places, &wanted.engines, is_drawn)?) } else { None };
    let mut sizes = Vec::new();
    for size in &wanted.sizes {
        let corpus = indexes::corpus(places, size)?;
        for name in report::ORDER.iter().filter(|name| wanted.engines.iter().any(|one| one == *name)) {
            let measured = match ENGINES.iter().find(|engine| engine.name == *name) {
                Some(engine) => measured(places, &corpus, *engine, pages.as_deref(), is_drawn)?,
                None => crate::tantivy::measured(places, &corpus)?,
            };
            keep(&corpus, &measured)?;
            // After each, so that a run that is cut short leaves what it has.
            write(places, &corpus)?;
        }
        println!("{}", write(places, &corpus)?);
        sizes.push((corpus.size.clone(), report::summary(&corpus, &kept(&corpus))));
    }
    println!("{}", curve(places)?);
    for (size, summary) in sizes {
        println!("{size}: {summary}");
    }
    Ok(())
}

/// One engine over one corpus. What an earlier run measured of the same index stays where this one measures nothing new.
fn measured(
    places: &Places,
    corpus: &Corpus,
    engine: Engine,
    pages: Option<&Path>,
    is_drawn: bool,
) -> Result<Measured> {
    let versions = indexes::peer_versions(&places.bench);
    let version = versions.get(engine.name).cloned().unwrap_or_else(|| "Newsprint".to_owned());
    let (site, key, taken) = indexes::build(places, corpus, engine.name)?;
    let before = read(corpus, engine.name).filter(|before| before.key == key && !is_drawn);
    let mut into = before.unwrap_or_default();
    into = Measured { engine: engine.name.to_owned(), version, when: now(), key, ..into };
    let is_built = taken.failed.is_none();
    into.build = Some(taken);
    if !is_built {
        return Ok(into);
    }
    into.files = Some(indexes::stored(&site, engine.name)?);
    if is_drawn && let Some(pages) = pages {
        let host = Host::start(&[("/bench/", pages), ("/", &site)]).context("no port is free")?;
        Bench { host: &host, engine, corpus, logs: measure::logs(&places.cache) }.measure(&mut into);
    }
    if engine.name == "ours" {
        eprintln!("ours: natively and in Node.js …");
        let alone = native::measured(places, corpus, &site, pages)?;
        let trace = native::trace(&alone.first_pages, &into.visits);
        fs::write(corpus.folder.join("ours/first-pages.txt"), trace)?;
        into.alone = Some(alone);
    }
    Ok(into)
}

/// What is kept of an engine.
fn read(corpus: &Corpus, engine: &str) -> Option<Measured> {
    let text = fs::read_to_string(corpus.folder.join(format!("{engine}.measured.json"))).ok()?;
    serde_json::from_str(&text).ok()
}

/// What is kept of all engines, in the tables' order.
fn kept(corpus: &Corpus) -> Vec<Measured> {
    report::ORDER.iter().filter_map(|name| read(corpus, name)).collect()
}

/// Keeps what was measured for this run's tables and later ones'.
fn keep(corpus: &Corpus, measured: &Measured) -> Result<()> {
    let file = corpus.folder.join(format!("{}.measured.json", measured.engine));
    fs::write(&file, serde_json::to_string(measured)?).with_context(|| format!("cannot write {}", file.display()))
}

/// Writes the tables of all that is kept, and returns the one for people.
fn write(places: &Places, corpus: &Corpus) -> Result<String> {
    let kept = kept(corpus);
    let results = places.bench.join("results");
    fs::create_dir_all(&results).with_context(|| format!("cannot make {}", results.display()))?;
    let text = report::table(corpus, &machine(), &kept);
    fs::write(results.join(format!("{}.md", corpus.size)), &text)?;
    // One line for each engine: small, and a diff says which was measured anew.
    let lines: Vec<String> = kept.iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
    fs::write(results.join(format!("{}.json", corpus.size)), format!("[\n{}\n]\n", lines.join(",\n")))?;
    Ok(text)
}

/// Writes what grows with the number of articles, and how, from the tables of all synthesised sizes that were measured.
fn curve(places: &Places) -> Result<String> {
    let results = places.bench.join("results");
    let mut points: Vec<(&str, Measured)> = Vec::new();
    for (size, n_articles) in dataset::SIZES {
        let text = fs::read_to_string(results.join(format!("{size}.json"))).unwrap_or_default();
        let of_size: Vec<Measured> = serde_json::from_str(&text).unwrap_or_default();
        // Real news is another text: it is no point of the curve.
        if n_articles.is_some() {
            points.extend(of_size.into_iter().map(|one| (*size, one)));
        }
    }
    let text = curve::table(&points, &machine());
    fs::write(results.join("curve.md"), &text)?;
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
