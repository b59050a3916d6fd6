//! `cargo xtask check`: all that must hold before a change goes in.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::arguments::TestKind;
use crate::metadata::Workspace;
use crate::pinned;
use crate::rules;
use crate::step;
use crate::test_run;
use crate::tools::Tools;

/// Checks everything, goes on after a failure, and sums up.
pub fn check(root: &Path, with_tests: bool) -> Result<()> {
    let mut failures = Vec::new();
    if let Err(error) = keep_rules(root) {
        println!("FAIL {error:#}");
        failures.push("the house rules".to_owned());
    }
    let wasm = Tools::new(root)?;
    wasm.wasm_target()?;
    let lints: [(&str, &[&str]); 4] = [
        ("checking the format", &["fmt", "--all", "--", "--check", "-l"]),
        ("linting for this machine", &["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        (
            "linting the app for the browser",
            &["clippy", "--locked", "--target", pinned::WASM_TARGET, "-p", "newsprint-app", "--", "-D", "warnings"],
        ),
        (
            "linting the app without a corpus",
            &[
                "clippy",
                "--locked",
                "--target",
                pinned::WASM_TARGET,
                "-p",
                "newsprint-app",
                "--no-default-features",
                "--",
                "-D",
                "warnings",
            ],
        ),
    ];
    let of_bench: [(&str, &[&str]); 3] = [
        ("checking the format of the measurements", &["fmt", "--all", "--", "--check", "-l"]),
        (
            "linting the measurements",
            &[
                "clippy",
                "--locked",
                "-p",
                "newsprint-bench",
                "-p",
                "newsprint-bench-engine",
                "-p",
                "newsprint-typing",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
        ),
        (
            "linting the engine that is measured",
            &[
                "clippy",
                "--locked",
                "--target",
                pinned::WASM_TARGET,
                "-p",
                "newsprint-bench-engine",
                "--",
                "-D",
                "warnings",
            ],
        ),
    ];
    // What stands beside tantivy is not linted: compiling that takes minutes. `bench` and `eval` compile it.
    let lints = lints.map(|(what, arguments)| (what, Command::new("cargo"), root.to_owned(), arguments));
    let of_bench =
        of_bench.map(|(what, arguments)| (what, test_run::cargo_of_bench(root), root.join("bench"), arguments));
    for (what, mut cargo, folder, arguments) in lints.into_iter().chain(of_bench) {
        let finished = step::run_to_end(root, what, cargo.args(arguments).current_dir(folder))?;
        if !finished.ok {
            step::show_the_end(&finished.output);
            failures.push(what.to_owned());
        }
    }
    if with_tests && test_run::test(root, &TestKind::ALL).is_err() {
        failures.push("the tests".to_owned());
    }
    println!();
    if failures.is_empty() {
        println!("ok   everything that was checked holds");
        return Ok(());
    }
    bail!("not in order: {}", failures.join("; "))
}

/// The rules that no compiler knows.
fn keep_rules(root: &Path) -> Result<()> {
    let workspace = Workspace::read(root)?;
    let sources = rules::Sources::read(root)?;
    let mut broken = Vec::new();
    for (name, breaches) in [
        ("who may depend on whom", rules::dependencies::breaches(&workspace)),
        ("what the reader does not download", rules::dependencies::too_heavy(root)?),
        ("who may touch what", rules::sources::breaches(&sources)),
        ("the order of the stylesheets", rules::styles::breaches(&sources)),
        ("documents that tell the truth", rules::documents::breaches(&sources, &workspace)),
        ("versions that agree", rules::documents::versions(&sources)),
    ] {
        if breaches.is_empty() {
            println!("ok   {name}");
        } else {
            println!("FAIL {name}");
            for breach in &breaches {
                println!("     {breach}");
            }
            broken.push(format!("{name} ({})", breaches.len()));
        }
    }
    if broken.is_empty() { Ok(()) } else { bail!("{}", broken.join(", ")) }
}
