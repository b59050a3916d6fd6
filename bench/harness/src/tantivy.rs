//! Tantivy, which runs natively: its program is run over the same articles and questions, and what it prints is kept.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::child;
use crate::indexes::{BUILD_BOUND, Corpus, Places};
use crate::measured::{Measured, Stored, Timed, Typos};
use crate::session::now;

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
    let home = corpus.folder.join("tantivy");
    let index = home.join("index");
    if index.exists() {
        fs::remove_dir_all(&index)?;
    }
    fs::create_dir_all(&index)?;
    let questions = home.join("questions.json");
    fs::write(&questions, serde_json::to_string(&corpus.questions)?)?;
    let run = |task: &str| {
        let mut command = Command::new(crate::indexes::target_folder(&places.bench).join("release/tantivy-peer"));
        command.arg(task).arg(&index);
        command
    };
    eprintln!("tantivy: building its index of {} articles …", corpus.n_articles);
    let taken = child::run(run("build").arg(&corpus.articles), &home.join("build.log"), BUILD_BOUND)?;
    let is_built = taken.failed.is_none();
    into.build = Some(taken);
    if !is_built {
        return Ok(into);
    }
    into.files = Some(stored(&index)?);
    eprintln!("tantivy: asking …");
    let log = home.join("asked.json");
    let asked = child::run(run("ask").arg(&questions), &log, BUILD_BOUND)?;
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
