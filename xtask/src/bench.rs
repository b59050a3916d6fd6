//! `cargo xtask bench`: builds the command, the app and the harness of `bench/`, and lets it measure.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::app;
use crate::browsers;
use crate::finish::{SHRINKING, STRIPPING};
use crate::tools::Tools;

/// Measures; `words` are the harness's own, which `bench/README.md` describes.
pub fn bench(root: &Path, words: &[String]) -> Result<()> {
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    if !words.iter().any(|word| word == "--native-only") {
        browsers::ensure(root)?;
    }
    tools.tidy();
    let shell = app::shell(root, &tools)?;
    let command = app::command(root)?;
    let mut harness = Command::new("cargo");
    harness.args(["run", "--quiet", "--locked", "--release", "--package", "newsprint-bench", "--", "run"]).args(words);
    harness.env("PATH", tools.path()?).env("NEWSPRINT_COMMAND", command).env("NEWSPRINT_APP", shell);
    harness
        .env("NEWSPRINT_WASM_OPT", tools.wasm_opt()?)
        .env("NEWSPRINT_WASM_OPT_WORDS", [SHRINKING, STRIPPING].concat().join(" "));
    // The workspace of the measurements is its own, and so is where it builds.
    harness.current_dir(root.join("bench"));
    let status = harness.status().context("cannot start cargo")?;
    if !status.success() {
        bail!("the measurements ended early ({status})");
    }
    Ok(())
}
