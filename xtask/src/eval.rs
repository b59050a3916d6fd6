//! `cargo xtask eval --search`: how well searches rank, against judged queries.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// Runs the evaluation of `bench/eval`, which prints its tables and writes `bench/results/ranking.md`.
pub fn eval(root: &Path) -> Result<()> {
    let mut eval = Command::new("cargo");
    eval.args(["run", "--quiet", "--locked", "--release", "--package", "newsprint-eval", "--", "--search"]);
    // The workspace of the measurements is its own, and so is where it builds.
    eval.current_dir(root.join("bench"));
    let status = eval.status().context("cannot start cargo")?;
    if !status.success() {
        bail!("the evaluation ended early ({status})");
    }
    Ok(())
}
