//! Articles, indexes and pages made ready in a cache folder: each once, and again only when what it is made of changed.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use newsprint_site::without_panics;

use crate::article::Article;
use crate::child::{self, Taken};
use crate::generate::SEED;
use crate::host::kind_of;
use crate::measured::Stored;
use crate::queries::Questions;
use crate::{dataset, news};

/// No engine may take longer to build its index.
pub const BUILD_BOUND: Duration = Duration::from_secs(60 * 60);
/// Node.js may hold this much, in MB; what it is given by itself ends the builds of large indexes.
const NODE_HEAP_MB: u32 = 18_000;
/// Questions are drawn from so many articles at most.
const N_SAMPLE: usize = 25_000;
/// Typing errors tried.
const N_TYPOS: usize = 500;

/// The engines that run in a browser: name, where they run, what is said of them.
pub const ENGINES: &[Engine] = &[
    Engine { name: "ours", place: "worker", whole_in_memory: false },
    Engine { name: "pagefind", place: "page", whole_in_memory: false },
    Engine { name: "minisearch", place: "worker", whole_in_memory: true },
    Engine { name: "flexsearch", place: "worker", whole_in_memory: true },
    Engine { name: "orama", place: "worker", whole_in_memory: true },
];

/// An engine that runs in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Engine {
    /// Its name in commands and files.
    pub name: &'static str,
    /// `page` or `worker`: Pagefind brings its own worker and wants the page.
    pub place: &'static str,
    /// Whether its whole index is loaded before the first question.
    pub whole_in_memory: bool,
}

/// Where everything lies.
#[derive(Clone, Debug)]
pub struct Places {
    /// This workspace.
    pub bench: PathBuf,
    /// What can be made again.
    pub cache: PathBuf,
    /// The built command `newsprint`.
    pub command: PathBuf,
    /// The built app without a corpus.
    pub app: PathBuf,
    /// Binaryen's `wasm-opt`, and the arguments with which the app is shrunk.
    pub wasm_opt: (PathBuf, Vec<String>),
}

/// The articles of a size, and what is known of them.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// `10k`.
    pub size: String,
    /// Where its indexes lie.
    pub folder: PathBuf,
    /// JSON Lines.
    pub articles: PathBuf,
    /// How many articles.
    pub n_articles: u64,
    /// Bytes of their text.
    pub n_text_bytes: u64,
    /// What is asked.
    pub questions: Questions,
    /// Where the words come from, in a sentence.
    pub origin: String,
}

/// Makes a corpus ready.
pub fn corpus(places: &Places, size: &str) -> Result<Corpus> {
    let folder = places.cache.join(size);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let (articles, facts) = (folder.join("articles.jsonl"), folder.join("articles.json"));
    let data = dataset::news_folder();
    let is_real = data.is_dir();
    let n_wanted = dataset::n_articles(size)?;
    if n_wanted.is_none() && !is_real {
        bail!(
            "{} is not there: the size {size} is of real news; NEWSPRINT_DATA names another data folder",
            data.display()
        );
    }
    let origin = match (n_wanted, is_real) {
        (None, _) => "Reuters-21578 and Spotlight PA",
        (Some(_), true) => "synthesised from the sentences of Reuters-21578 and Spotlight PA",
        (Some(_), false) => {
            "of invented words, for the data folder is missing: a test of the harness, not a measurement"
        }
    };
    let known = fs::read_to_string(&facts).ok().and_then(|text| serde_json::from_str::<Facts>(&text).ok());
    let facts_now = match known {
        Some(known) if known.origin == origin && articles.is_file() => known,
        _ => {
            eprintln!("writing the articles of {size} …");
            let mut to = BufWriter::with_capacity(1 << 20, File::create(&articles)?);
            let (n_articles, n_text_bytes) = match n_wanted {
                None => news::write(&data, &mut to)?,
                Some(n) => (n, dataset::generator(SEED)?.write(0..n, &mut to)?),
            };
            to.flush()?;
            let made = Facts { n_articles, n_text_bytes, origin: origin.to_owned() };
            fs::write(&facts, serde_json::to_string(&made)?)?;
            made
        }
    };
    let sample = sample(&articles, facts_now.n_articles)?;
    let questions = Questions::of(&sample, N_TYPOS, SEED);
    Ok(Corpus {
        size: size.to_owned(),
        folder,
        articles,
        n_articles: facts_now.n_articles,
        n_text_bytes: facts_now.n_text_bytes,
        questions,
        origin: facts_now.origin,
    })
}

/// What is known of written articles.
#[derive(serde::Serialize, serde::Deserialize)]
struct Facts {
    n_articles: u64,
    n_text_bytes: u64,
    origin: String,
}

/// Articles spread evenly over a file.
fn sample(articles: &Path, n_articles: u64) -> Result<Vec<Article>> {
    let stride = (n_articles as usize).div_ceil(N_SAMPLE).max(1);
    let mut found = Vec::new();
    for line in BufReader::with_capacity(1 << 20, File::open(articles)?).lines().step_by(stride) {
        found.push(serde_json::from_str(&line?)?);
    }
    Ok(found)
}

/// Builds an engine's index, unless it lies there, made of the same by the same; its site's folder, a word for what it is
/// made of, and what it took.
pub fn build(places: &Places, corpus: &Corpus, engine: &str) -> Result<(PathBuf, String, Taken)> {
    let home = corpus.folder.join(engine);
    let (site, kept) = (home.join("site"), home.join("build.json"));
    let key = key_of(places, corpus, engine)?;
    if let Ok(text) = fs::read_to_string(&kept)
        && let Ok((known_key, taken)) = serde_json::from_str::<(String, Taken)>(&text)
        && known_key == key
    {
        return Ok((site, key, taken));
    }
    if home.exists() {
        fs::remove_dir_all(&home).with_context(|| format!("cannot empty {}", home.display()))?;
    }
    fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
    eprintln!("{engine}: building its index of {} articles …", corpus.n_articles);
    let mut command = if engine == "ours" { ours(places, corpus, &site) } else { peer(places, corpus, engine, &site) };
    let taken = child::run(&mut command, &home.join("build.log"), BUILD_BOUND)?;
    if taken.failed.is_none() {
        compress_below(&site)?;
    }
    fs::write(&kept, serde_json::to_string(&(&key, &taken))?)?;
    Ok((site, key, taken))
}

fn ours(places: &Places, corpus: &Corpus, site: &Path) -> Command {
    let mut command = Command::new(&places.command);
    command.arg("build").arg(&corpus.articles).arg("--out").arg(site).arg("--app").arg(&places.app);
    // Names are those that the articles list, as for the peers: none are looked for in the texts.
    command.args(["--name", "Measuring", "--lang", "en", "--no-entities"]);
    command
}

fn peer(places: &Places, corpus: &Corpus, engine: &str, site: &Path) -> Command {
    let mut command = Command::new("node");
    command.arg(format!("--max-old-space-size={NODE_HEAP_MB}")).arg("build.mjs").arg(engine);
    command.arg(&corpus.articles).arg(site).current_dir(places.bench.join("peers"));
    command
}

/// What an index is made of, as a word that changes with it.
fn key_of(places: &Places, corpus: &Corpus, engine: &str) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    (corpus.n_articles, corpus.n_text_bytes).hash(&mut hasher);
    if engine == "ours" {
        fs::read(&places.command)
            .with_context(|| format!("cannot read {}", places.command.display()))?
            .hash(&mut hasher);
        // The app's own files are named by what they hold.
        files_below(&places.app)?.hash(&mut hasher);
    } else {
        let peers = places.bench.join("peers");
        for name in
            ["package-lock.json", "build.mjs", &format!("engines/{engine}-options.js"), "engines/orama-schema.js"]
        {
            fs::read(peers.join(name)).unwrap_or_default().hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Puts a compressed neighbour beside every file of a type that hosts compress.
pub fn compress_below(folder: &Path) -> Result<()> {
    for file in files_below(folder)? {
        let name = file.to_string_lossy();
        if !kind_of(&name).1 || name.ends_with(".br") {
            continue;
        }
        let bytes = fs::read(&file)?;
        // The highest quality takes a second a megabyte, and longer for nothing on megabytes of JSON.
        let quality = if bytes.len() > 4 << 20 { 9 } else { 11 };
        let mut compressed = file.clone().into_os_string();
        compressed.push(".br");
        let mut writer = brotli::CompressorWriter::new(BufWriter::new(File::create(compressed)?), 1 << 16, quality, 24);
        writer.write_all(&bytes)?;
        writer.flush()?;
    }
    Ok(())
}

/// All files below a folder.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The files of an engine's index, by kind; sizes as sent.
pub fn stored(site: &Path, engine: &str) -> Result<Stored> {
    let mut stored = Stored::default();
    for file in files_below(site)? {
        let name = file.strip_prefix(site).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if name.ends_with(".br") || (engine == "ours" && !name.starts_with("edition")) {
            continue;
        }
        let mut compressed = file.clone().into_os_string();
        compressed.push(".br");
        let n_bytes = fs::metadata(&compressed).or_else(|_| fs::metadata(&file)).map(|found| found.len())?;
        let kind = kind_of_file(&name);
        let of_kind = stored.kinds.entry(kind.to_owned()).or_default();
        of_kind.0 += 1;
        of_kind.1 += n_bytes;
        stored.n_files += 1;
        stored.all_bytes += n_bytes;
        if !["cards", "bodies", "fragment", "texts"].contains(&kind) {
            stored.index_bytes += n_bytes;
        }
    }
    Ok(stored)
}

/// What a file of an index holds: `words` of `edition/0123/words7.np`, `fragment` of `pagefind/fragment/en_x.pf_fragment`.
pub fn kind_of_file(name: &str) -> &str {
    let name = name.trim_start_matches('/');
    let last = name.rsplit('/').next().unwrap_or(name);
    if let Some(kind) = name.strip_prefix("pagefind/").and_then(|rest| rest.split_once('/')).map(|(kind, _)| kind) {
        return kind;
    }
    if name.starts_with("edition") {
        let end = last.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(last.len());
        return &last[..end];
    }
    last
}

/// Builds the pages that measure these engines: ours as WebAssembly, the peers' bundles, all compressed; their folder.
///
/// * `is_drawn`: whether a browser is to open them; Node.js needs our engine alone.
pub fn pages(places: &Places, engines: &[String], is_drawn: bool) -> Result<PathBuf> {
    let pages = places.cache.join("pages");
    let modules = pages.join("engines");
    fs::create_dir_all(&modules).with_context(|| format!("cannot make {}", modules.display()))?;
    for name in ["index.html", "bench.js", "tasks.js", "worker.js"] {
        fs::copy(places.bench.join("pages").join(name), pages.join(name))?;
    }
    if engines.iter().any(|name| name == "ours") {
        fs::copy(places.bench.join("pages/ours.js"), modules.join("ours.js"))?;
        our_engine(places, &pages.join("engine"))?;
    }
    // What Node.js takes these files for.
    fs::write(pages.join("package.json"), "{\"type\":\"module\"}\n")?;
    if !is_drawn {
        return Ok(pages);
    }
    let peers = places.bench.join("peers");
    for engine in peers_among(engines) {
        let bundle = ["--bundle", "--format=esm", "--minify", "--log-level=warning"];
        finish(
            Command::new(peers.join("node_modules/.bin/esbuild"))
                .arg(format!("engines/{}.js", engine.name))
                .args(bundle)
                .arg(format!("--outfile={}", modules.join(format!("{}.js", engine.name)).display()))
                .current_dir(&peers),
        )?;
        // A page that uses Pagefind names its script itself: no round more because a module of ours does.
        let preload = "<link rel=\"modulepreload\" href=\"../pagefind/pagefind.js\">";
        let preload = if engine.name == "pagefind" { preload } else { "" };
        let page = fs::read_to_string(places.bench.join("pages/first.html"))?;
        let page = page.replace("ENGINE", engine.name).replace("<!--preload-->", preload);
        fs::write(pages.join(format!("first-{}.html", engine.name)), page)?;
    }
    compress_below(&pages)?;
    Ok(pages)
}

/// Our engine as WebAssembly with its glue, built as the app is.
fn our_engine(places: &Places, out: &Path) -> Result<()> {
    finish(
        Command::new("cargo")
            .args(["build", "--locked", "--profile", "app", "--package", "newsprint-bench-engine"])
            .args(["--target", "wasm32-unknown-unknown"])
            .current_dir(&places.bench),
    )?;
    let built = target_folder(&places.bench).join("wasm32-unknown-unknown/app/newsprint_bench_engine.wasm");
    let glue = ["--target", "web", "--no-typescript", "--out-dir"];
    finish(Command::new("wasm-bindgen").args(glue).arg(out).arg(&built))?;
    let wasm = out.join("newsprint_bench_engine_bg.wasm");
    let named = fs::read(&wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let quiet = without_panics(&named).with_context(|| format!("{} is no module with names", wasm.display()))?;
    fs::write(&wasm, quiet).with_context(|| format!("cannot write {}", wasm.display()))?;
    finish(Command::new(&places.wasm_opt.0).args(&places.wasm_opt.1).arg(&wasm).arg("-o").arg(&wasm))
}

/// Those of these engines that npm has.
fn peers_among(engines: &[String]) -> impl Iterator<Item = &'static Engine> {
    ENGINES.iter().filter(|engine| engine.name != "ours" && engines.iter().any(|name| name == engine.name))
}

/// Installs the peers among these engines as the lock file pins them, unless that is done.
pub fn install_peers(places: &Places, engines: &[String]) -> Result<()> {
    let peers = places.bench.join("peers");
    let (lock, stamp) = (peers.join("package-lock.json"), peers.join("node_modules/.installed"));
    if peers_among(engines).next().is_none() || fs::read(&stamp).ok() == fs::read(&lock).ok() {
        return Ok(());
    }
    finish(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&peers))?;
    fs::copy(&lock, &stamp).with_context(|| format!("cannot write {}", stamp.display())).map(drop)
}

/// Where cargo puts what it builds of this workspace.
pub fn target_folder(bench: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .filter(|value| !value.is_empty())
        .map_or_else(|| bench.join("target"), |folder| bench.join(folder))
}

/// Runs a program that has nothing to say when it ends well.
fn finish(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot start {command:?}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last: Vec<&str> = said.lines().rev().take(12).collect();
        bail!("{command:?} failed: {}", last.into_iter().rev().collect::<Vec<_>>().join("\n"));
    }
    Ok(())
}

/// The versions of the peers, by name, as the lock file pins them.
pub fn peer_versions(bench: &Path) -> BTreeMap<String, String> {
    let mut text = String::new();
    let read = File::open(bench.join("peers/package-lock.json")).and_then(|mut file| file.read_to_string(&mut text));
    let lock: serde_json::Value = read.ok().and_then(|_| serde_json::from_str(&text).ok()).unwrap_or_default();
    let version =
        |package: &str| lock["packages"][format!("node_modules/{package}")]["version"].as_str().unwrap_or("?");
    [("pagefind", "Pagefind", "pagefind"), ("minisearch", "MiniSearch", "minisearch")]
        .into_iter()
        .chain([("flexsearch", "FlexSearch", "flexsearch"), ("orama", "Orama", "@orama/orama")])
        .map(|(name, shown, package)| (name.to_owned(), format!("{shown} {}", version(package))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_says_what_it_holds() {
        for (name, kind) in [
            ("edition.json", "edition"),
            ("edition/words-0c3f.np", "words"),
            ("edition/00ff/cards12.np", "cards"),
            ("pagefind/fragment/en_ab.pf_fragment", "fragment"),
            ("pagefind/pagefind.js", "pagefind.js"),
            ("index.json", "index.json"),
        ] {
            assert_eq!(kind_of_file(name), kind);
        }
    }

    #[test]
    fn the_lock_file_pins_every_peer_and_names_no_host() {
        let bench = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let versions = peer_versions(&bench);
        assert_eq!(versions.len(), 4);
        assert!(versions.values().all(|version| !version.ends_with('?')), "{versions:?}");
        let lock = fs::read_to_string(bench.join("peers/package-lock.json")).unwrap();
        assert!(!lock.contains("\"resolved\""));
    }
}
