//! `cargo xtask eval` and `cargo xtask train`: what is measured and learnt from annotated texts and judged queries.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::app;
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
    run(&mut example(root, "pages"), "comparison with the pages' golds")
}

/// Measures how fast articles are read and how versions of a story are found, and how much memory a large file takes.
pub fn importing(root: &Path) -> Result<()> {
    run(&mut example(root, "importing"), "measurement of importing")?;
    let mut build = Command::new("cargo");
    build.args(["build", "--quiet", "--locked", "--profile", "native", "--package", "newsprint"]).current_dir(root);
    run(&mut build, "building of the command")?;
    let target = app::target_folder(root);
    let file = target.join("large.jsonl");
    for n_bytes in [LARGE_FILE_BYTES / 4, LARGE_FILE_BYTES] {
        let measured =
            write_large(&file, n_bytes).and_then(|()| memory_of_parse(&target.join("native/newsprint"), &file));
        std::fs::remove_file(&file).ok();
        let (told, seconds) = measured?;
        let n = n_bytes as f64 / 1e6;
        let rate = n / seconds;
        match told {
            Some(Told { n_peak, worked }) => println!(
                "newsprint parse, JSON Lines of {n:.0} MB: {:.0} MB of memory at most, {rate:.0} MB/s by the clock, {:.0} MB/s and core",
                n_peak as f64 / 1e6,
                n / worked.max(1e-9)
            ),
            None => println!(
                "newsprint parse, JSON Lines of {n:.0} MB: {rate:.0} MB/s; this system does not say how much memory it took"
            ),
        }
    }
    Ok(())
}

/// How large a file is that memory is measured with.
///
/// * Unit: bytes.
const LARGE_FILE_BYTES: u64 = 5_000_000_000;

/// Writes invented articles as JSON Lines, some three kilobytes each.
fn write_large(file: &Path, n_bytes: u64) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file).with_context(|| format!("{}", file.display()))?);
    let (mut n_written, mut nth) = (0_u64, 0_u64);
    while n_written < n_bytes {
        let sentence = |of: u64| {
            let (a, b, c) = ((nth * 7 + of) % 9_973, (nth + of * 31) % 7_919, nth * of % 6_007);
            format!("Boat {a} left berth {b} with {c} crates of herring and returned on Tuesday evening. ")
        };
        let body: String = (0..36).map(sentence).collect();
        let line = format!(
            "{{\"id\": \"story-{nth}\", \"title\": \"Story {nth} of the harbour\", \"date\": \"2024-01-{:02}\", \"body\": \"{body}\"}}\n",
            nth % 28 + 1
        );
        out.write_all(line.as_bytes())?;
        n_written += line.len() as u64;
        nth += 1;
    }
    Ok(out.flush()?)
}

/// What Linux says of a running program.
#[derive(Clone, Copy, Debug, Default)]
struct Told {
    /// The most memory that it held at once, in bytes.
    n_peak: u64,
    /// How long all processors have worked at it, in seconds.
    worked: f64,
}

/// What the system says of a program while it runs.
fn told(id: u32) -> Option<Told> {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{id}/{name}")).ok();
    let status = read("status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"))?;
    let stat = read("stat")?;
    // Behind the name, which may hold anything: the 12th and 13th fields from there on, in hundredths of a second.
    let ticks = stat.rsplit_once(')')?.1.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>().ok());
    Some(Told { n_peak: peak.trim().parse::<u64>().ok()? * 1024, worked: ticks.sum::<Option<f64>>()? / 100.0 })
}

/// What reading a file takes of memory and of the processors, where the system tells, and for how many seconds.
fn memory_of_parse(command: &Path, file: &Path) -> Result<(Option<Told>, f64)> {
    let start = Instant::now();
    let mut parse = Command::new(command)
        .arg("parse")
        .arg(file)
        .stdout(Stdio::null())
        .spawn()
        .context("the command does not start")?;
    let mut last = None;
    loop {
        if let Some(done) = parse.try_wait()? {
            if !done.success() {
                bail!("newsprint parse ended early ({done})");
            }
            return Ok((last, start.elapsed().as_secs_f64()));
        }
        last = told(parse.id()).or(last);
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A run of an example of the crate of importers.
fn example(root: &Path, name: &str) -> Command {
    let mut example = Command::new("cargo");
    example.args([
        "run",
        "--quiet",
        "--locked",
        "--profile",
        "native",
        "--package",
        "newsprint-corpus",
        "--example",
        name,
    ]);
    example.current_dir(root);
    example
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
