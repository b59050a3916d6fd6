//! `cargo xtask eval` and `cargo xtask train`: what is measured and learnt from annotated texts and judged queries.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::step;
use crate::test_run;
use crate::tools::Tools;

/// Runs the evaluation of `bench/eval`, which prints its tables and writes `bench/results/ranking.md`.
pub fn search(root: &Path) -> Result<()> {
    let mut eval = Command::new("cargo");
    eval.args(["run", "--quiet", "--locked", "--release", "--package", "newsprint-eval", "--", "--search"]);
    // The workspace of the measurements is its own, and so is where it builds.
    eval.current_dir(root.join("bench"));
    run(&mut eval, "evaluation")
}

/// Measures the tagger on every annotated set of the data folder, how fast it is natively and in Node.js, and what is printed for articles with golds.
pub fn names(root: &Path) -> Result<()> {
    trainer(root, "eval")?;
    rates(root)?;
    gold(root)
}

/// How many words of the default corpus a second are tagged and joined: one test, run natively and as WebAssembly.
fn rates(root: &Path) -> Result<()> {
    let mut tools = Tools::new(root)?;
    tools.wasm_target()?;
    let runner = tools.test_runner()?;
    tools.tidy();
    let mut native = Command::new("cargo");
    native.args(["test", "--locked"]).current_dir(root);
    for (place, mut test) in [("natively", native), ("in WebAssembly", test_run::wasm_tests(root, &tools, &runner)?)] {
        test.args(["--profile", "native", "--package", "newsprint-entities", "--test", "rate", "--", "--nocapture"]);
        let output = step::run(root, &format!("tagging the default corpus {place}"), &mut test)?;
        let told =
            output.lines().find(|line| line.contains("words/s")).context("the test did not say how fast it was")?;
        println!("  {place}: {}", told.trim());
    }
    Ok(())
}

/// Measures what `newsprint tag` prints beside what people who read the articles wrote down: mentions, clusters, dates, quotations.
pub fn gold(root: &Path) -> Result<()> {
    let mut gold = Command::new("cargo");
    gold.args(["test", "--quiet", "--locked", "--package", "newsprint", "--test", "gold", "--"]);
    gold.args(["--nocapture", "--test-threads", "1"]);
    run(gold.current_dir(root), "comparison with the golds")
}

/// Measures how articles are taken out of the saved web pages of the data folder.
pub fn html(root: &Path) -> Result<()> {
    let mut pages = Command::new("cargo");
    pages.args([
        "run",
        "--quiet",
        "--locked",
        "--profile",
        "native",
        "--package",
        "newsprint-corpus",
        "--example",
        "pages",
    ]);
    run(pages.current_dir(root), "comparison with the pages' golds")
}

/// Measures how pairs of names are told.
pub fn pairs(root: &Path) -> Result<()> {
    trainer(root, "pairs")
}

/// Learns the tagger's weights and writes them where `crates/entities` carries them.
pub fn train(root: &Path) -> Result<()> {
    trainer(root, "train")
}

fn trainer(root: &Path, what: &str) -> Result<()> {
    let mut trainer = Command::new("cargo");
    trainer.args(["run", "--quiet", "--locked", "--profile", "native", "--package", "newsprint-trainer", "--", what]);
    run(trainer.current_dir(root), what)
}

fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().context("cannot start cargo")?;
    if !status.success() {
        bail!("the {what} ended early ({status})");
    }
    Ok(())
}
