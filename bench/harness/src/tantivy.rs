//! Tantivy, which runs natively: its program is run over the same articles and questions, and what it prints is kept.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::child::{self, Taken};
use crate::indexes::{BUILD_BOUND, Corpus, Places};
use crate::measured::{Measured, Stored, Timed, Typos};
use crate::session::now;

/// Asking everything may take so long.
const ASK_BOUND: Duration = Duration::from_secs(300);

/// What the program prints after asking.
#[derive(serde::Deserialize)]
struct Told {
    version: String,
    warm: Vec<Timed>,
    typos: Typos,
}

/// Builds its index, asks it everything.
///
/// * Errors: it cannot be built from source or started. That it fails at its work is told in what is returned.
pub fn measured(places: &Places, corpus: &Corpus) -> Result<Measured> {
    let mut into =
        Measured { engine: "tantivy".to_owned(), version: "tantivy".to_owned(), when: now(), ..Measured::default() };
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--locked", "--release", "--quiet", "--package", "tantivy-peer"]).current_dir(&places.bench);
    anyhow::ensure!(cargo.status().context("cannot start cargo")?.success(), "tantivy-peer does not compile");
    let program = crate::indexes::target_folder(&places.bench).join("release/tantivy-peer");
    let home = corpus.folder.join("tantivy");
    let (index, kept) = (home.join("index"), home.join("build.json"));
    fs::create_dir_all(&home)?;
    let questions = home.join("questions.json");
    fs::write(&questions, serde_json::to_string(&corpus.questions)?)?;
    let run = |task: &str| {
        let mut command = Command::new(&program);
        command.arg(task).arg(&index);
        command
    };
    let mut hasher = DefaultHasher::new();
    (corpus.n_articles, corpus.n_text_bytes).hash(&mut hasher);
    fs::read(places.bench.join("Cargo.lock"))?.hash(&mut hasher);
    fs::read(places.bench.join("tantivy-peer/src/main.rs"))?.hash(&mut hasher);
    into.key = format!("{:016x}", hasher.finish());
    let known = fs::read_to_string(&kept).ok().and_then(|text| serde_json::from_str::<(String, Taken)>(&text).ok());
    let taken = match known {
        Some((key, taken)) if key == into.key => taken,
        _ => {
            if index.exists() {
                fs::remove_dir_all(&index)?;
            }
            fs::create_dir_all(&index)?;
            eprintln!("tantivy: building its index of {} articles …", corpus.n_articles);
            let taken = child::run(run("build").arg(&corpus.articles), &home.join("build.log"), BUILD_BOUND)?;
            fs::write(&kept, serde_json::to_string(&(&into.key, &taken))?)?;
            taken
        }
    };
    let is_built = taken.failed.is_none();
    into.build = Some(taken);
    if !is_built {
        return Ok(into);
    }
    into.files = Some(stored(&index)?);
    eprintln!("tantivy: asking …");
    let log = home.join("asked.json");
    let asked = child::run(run("ask").arg(&questions), &log, ASK_BOUND)?;
    match asked.failed {
        Some(why) => into.said.push(format!("asking: {why}")),
        None => {
            let told: Told = serde_json::from_str(&fs::read_to_string(&log)?).context("what tantivy-peer printed")?;
            into.version = format!("{} (native)", told.version);
            into.warm = told.warm;
            into.typos = Some(told.typos);
        }
    }
    Ok(into)
}

/// Its files by their endings: `store` is what was stored to be shown, all else the index.
fn stored(index: &std::path::Path) -> Result<Stored> {
    let mut stored = Stored::default();
    for file in crate::indexes::files_below(index)? {
        let n_bytes = fs::metadata(&file)?.len();
        let kind = file.extension().map_or_else(|| "other".to_owned(), |end| end.to_string_lossy().into_owned());
        stored.n_files += 1;
        stored.all_bytes += n_bytes;
        if kind != "store" {
            stored.index_bytes += n_bytes;
        }
        let of_kind = stored.kinds.entry(kind).or_default();
        of_kind.0 += 1;
        of_kind.1 += n_bytes;
    }
    Ok(stored)
}
