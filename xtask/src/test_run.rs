//! `cargo xtask test`: every test there is, each kind with all of its own set-up.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::app;
use crate::arguments::TestKind;
use crate::browsers;
use crate::metadata::Workspace;
use crate::pinned;
use crate::step::{self, Finished};
use crate::tools::Tools;

/// How one kind of test ended.
struct Outcome {
    kind: TestKind,
    ok: bool,
    n_passed: u32,
    n_failed: u32,
    took: Duration,
}

/// Runs the tests of these kinds, all of them even when one fails, and sums up.
pub fn test(root: &Path, kinds: &[TestKind]) -> Result<()> {
    let mut outcomes = Vec::new();
    for &kind in kinds {
        println!("\n{} tests", kind.name());
        let started = Instant::now();
        let finished = match kind {
            TestKind::Native => native(root, false),
            TestKind::Wasm => wasm(root),
            TestKind::Browser => browser(root),
        };
        let (mut n_passed, mut n_failed, mut ok) = (0, 0, true);
        match finished {
            Ok(runs) => {
                for run in runs {
                    let (passed, failed) = report(&run);
                    n_passed += passed;
                    n_failed += failed;
                    ok &= run.ok;
                }
            }
            // The other kinds may still have something to say.
            Err(error) => {
                println!("FAIL {error:#}");
                ok = false;
            }
        }
        if ok && n_passed == 0 {
            println!("FAIL not one {} test was run", kind.name());
            ok = false;
        }
        outcomes.push(Outcome { kind, ok, n_passed, n_failed, took: started.elapsed() });
    }
    println!();
    for Outcome { kind, ok, n_passed, n_failed, took } in &outcomes {
        let mark = if *ok { "ok  " } else { "FAIL" };
        println!("{mark} {:8}{n_passed} passed, {n_failed} failed ({})", kind.name(), step::seconds(*took));
    }
    if outcomes.iter().any(|outcome| !outcome.ok) {
        bail!("not every test passed");
    }
    Ok(())
}

/// Plain `cargo test`; with `bless`, the golden files are rewritten instead of compared.
pub fn native(root: &Path, bless: bool) -> Result<Vec<Finished>> {
    let mut command = Command::new("cargo");
    command
        .args(["test", "--locked", "--no-fail-fast", "--workspace", "--exclude", "newsprint-browser-tests"])
        .current_dir(root);
    if bless {
        command.env("NEWSPRINT_BLESS", "1");
    }
    let mut finished = vec![step::run_to_end(root, "running the native tests", &mut command)?];
    if !bless {
        // Not what stands beside tantivy: compiling that takes minutes.
        let mut of_bench = cargo_of_bench(root);
        of_bench.args(["test", "--locked", "--package", "newsprint-bench"]).current_dir(root.join("bench"));
        finished.push(step::run_to_end(root, "running the tests of the measurements", &mut of_bench)?);
    }
    Ok(finished)
}

/// Cargo for the workspace of the measurements, which shares with this one what both compile alike.
pub fn cargo_of_bench(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.env("CARGO_TARGET_DIR", app::target_folder(root));
    command
}

/// The pure crates must compile to WebAssembly; those with tests for it run them, in Node.js or headless Chromium as
/// each says.
fn wasm(root: &Path) -> Result<Vec<Finished>> {
    let workspace = Workspace::read(root)?;
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    let runner = tools.test_runner()?;
    tools.tidy();
    browsers::ensure(root)?;
    let mut check = Command::new("cargo");
    check.args(["check", "--locked", "--lib", "--target", pinned::WASM_TARGET]).current_dir(root);
    for package in workspace.pure() {
        check.args(["--package", package]);
    }
    step::run(root, "compiling the pure crates to WebAssembly", &mut check)?;
    let mut test = wasm_tests(root, &tools, &runner)?;
    test.arg("--tests");
    for package in workspace.with_wasm_tests() {
        test.args(["--package", package]);
    }
    // Drivers of other browsers on `PATH` must not be taken up by chance.
    test.env_remove("GECKODRIVER").env_remove("SAFARIDRIVER").env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    if let Some(driver) = browsers::chromedriver() {
        test.env("CHROMEDRIVER", driver);
    }
    Ok(vec![step::run_to_end(root, "running the WebAssembly tests", &mut test)?])
}

/// `cargo test` for WebAssembly.
pub fn wasm_tests(root: &Path, tools: &Tools, runner: &Path) -> Result<Command> {
    let mut test = Command::new("cargo");
    test.args(["test", "--locked", "--target", pinned::WASM_TARGET]).current_dir(root);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).env("PATH", tools.path()?);
    Ok(test)
}

/// The built site in three browsers.
fn browser(root: &Path) -> Result<Vec<Finished>> {
    browsers::ensure(root)?;
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    let site = app::site(root, &tools)?;
    let gallery = app::gallery(root, &tools)?;
    app::shell(root, &tools)?;
    let newsprint = app::command(root)?;
    let settings = browsers::settings(
        root,
        &mut tools,
        &[("NEWSPRINT_SITE", &site), ("NEWSPRINT_GALLERY", &gallery)],
        &newsprint,
    )?;
    tools.tidy();
    let mut command = browsers::cargo_with_screen();
    command.args(["test", "--locked", "--no-fail-fast", "--package", "newsprint-browser-tests"]);
    // Two browsers at a time: more of them than cores only makes each slower.
    command.args(["--", "--test-threads=2"]).envs(settings).current_dir(root);
    Ok(vec![step::run_to_end(root, "running the browser tests", &mut command)?])
}

/// Prints a runner's own closing lines, and the end of its output when it failed. Returns how many tests passed and
/// failed.
fn report(run: &Finished) -> (u32, u32) {
    for line in closing_lines(&run.output) {
        println!("     {line}");
    }
    if !run.ok {
        step::show_the_end(&run.output);
        println!("     all of it is in {}", run.log.display());
    }
    counts(&run.output)
}

/// How much of a failed test's reason is said, in characters; the whole is in the log.
const REASON: usize = 300;

/// The lines that say what was run and how it ended: of what failed, the place and the beginning of the reason too. A run without tests has nothing to say.
fn closing_lines(output: &str) -> Vec<String> {
    let mut kept = Vec::new();
    let mut title = String::new();
    let mut lines = output.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if let Some(run) = trimmed.strip_prefix("Running ") {
            title = run_name(run);
        } else if trimmed.starts_with("Doc-tests ") {
            title = trimmed.to_owned();
        } else if trimmed.starts_with("test result:") && !trimmed.contains(" 0 passed; 0 failed;") {
            kept.push(format!("{title}: {trimmed}"));
        } else if trimmed.starts_with("test ") && trimmed.ends_with("FAILED") {
            kept.push(trimmed.to_owned());
        } else if trimmed.starts_with("thread '")
            && let Some((_, place)) = trimmed.split_once(" panicked at ")
        {
            let reason: String = lines.next().unwrap_or_default().chars().take(REASON).collect();
            kept.push(format!("{place} {reason}"));
        }
    }
    kept
}

/// A run as people call it: `unittests src/lib.rs (target/debug/deps/newsprint_text-0f3a…)` is newsprint_text's `src/lib.rs`.
fn run_name(run: &str) -> String {
    let (what, program) = run.split_once(" (").unwrap_or((run, ""));
    let program = program.trim_end_matches(')').rsplit(['/', '\\']).next().unwrap_or("");
    let name = program.rsplit_once('-').map_or(program, |(name, _)| name);
    format!("{name}, {}", what.trim_start_matches("unittests "))
}

/// How many tests passed and failed, by the runners' own count.
fn counts(output: &str) -> (u32, u32) {
    let count = |words: &[&str], name: &str| {
        let place = words.iter().position(|word| word.trim_end_matches(';') == name);
        place.and_then(|idx| words[idx.saturating_sub(1)].parse::<u32>().ok()).unwrap_or(0)
    };
    let mut sum = (0, 0);
    for line in output.lines().filter(|line| line.trim().starts_with("test result:")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        sum.0 += count(&words, "passed");
        sum.1 += count(&words, "failed");
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "
     Running unittests src/lib.rs (target/debug/deps/newsprint_text-1)
running 2 tests
test words::a ... ok
test words::b ... FAILED

failures:

---- words::b stdout ----

thread 'words::b' (4711) panicked at crates/text/src/words.rs:7:9:
two words, not one
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s
     Running tests/none.rs (target/debug/deps/none-1)
test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
   Doc-tests newsprint_text
test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.40s
";

    #[test]
    fn a_runners_own_closing_lines_are_kept_and_its_tests_counted() {
        assert_eq!(counts(OUTPUT), (4, 1));
        let lines = closing_lines(OUTPUT);
        let [failed, reason, result, documents] = &lines[..] else { panic!("four lines, not {lines:#?}") };
        assert_eq!(failed, "test words::b ... FAILED");
        assert_eq!(reason, "crates/text/src/words.rs:7:9: two words, not one");
        assert!(result.starts_with("newsprint_text, src/lib.rs: test result: FAILED. 1 passed; 1 failed"), "{result}");
        assert!(documents.starts_with("Doc-tests") && documents.contains("3 passed"), "{documents}");
    }
}
