//! The command behind `cargo xtask bench`: makes the articles.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use newsprint_bench::generate::{Generator, SEED};
use newsprint_bench::news;

const HELP: &str = "\
The articles of Newsprint's measurements, as JSON Lines that `newsprint build` reads.

  newsprint-bench generate --articles N --out FILE [--from N] [--seed N]
      articles synthesised from the sentences of real ones: the numbers FROM (0) to FROM + N
  newsprint-bench news --out FILE
      the real ones, made plain: Reuters-21578 and Spotlight PA

Real news is read from $NEWSPRINT_DATA/news (default ../shared/data/news, from the repository's root). Where it is missing,
`generate` invents its words, which tests the harness and measures nothing.";

fn main() -> ExitCode {
    match run(&std::env::args().skip(1).collect::<Vec<String>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Result<()> {
    let value = |name: &str| words.iter().position(|word| word == name).and_then(|idx| words.get(idx + 1));
    let number = |name: &str, default: u64| -> Result<u64> {
        value(name).map_or(Ok(default), |text| text.parse().with_context(|| format!("{name} {text}: is no number")))
    };
    match words.first().map(String::as_str) {
        Some("generate") => {
            let Some(out) = value("--out") else { bail!("--out FILE is missing") };
            let (n, from, seed) = (number("--articles", 1_000)?, number("--from", 0)?, number("--seed", SEED)?);
            let mut to = create(out)?;
            let n_bytes = generator(seed)?.write(from..from.saturating_add(n), &mut to)?;
            to.flush().with_context(|| format!("cannot write {out}"))?;
            println!("{n} articles, {:.1} MB of text: {out}", n_bytes as f64 / 1e6);
        }
        Some("news") => {
            let Some(out) = value("--out") else { bail!("--out FILE is missing") };
            let articles = news::read(&news_folder())?;
            let mut to = create(out)?;
            let mut n_bytes = 0;
            for article in &articles {
                n_bytes += article.n_text_bytes();
                serde_json::to_writer(&mut to, article)?;
                to.write_all(b"\n")?;
            }
            to.flush().with_context(|| format!("cannot write {out}"))?;
            println!("{} articles, {:.1} MB of text: {out}", articles.len(), n_bytes as f64 / 1e6);
        }
        _ => println!("{HELP}"),
    }
    Ok(())
}

fn create(out: &str) -> Result<BufWriter<File>> {
    if let Some(folder) = Path::new(out).parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    Ok(BufWriter::with_capacity(1 << 20, File::create(out).with_context(|| format!("cannot write {out}"))?))
}

/// Over real news when it is there.
fn generator(seed: u64) -> Result<Generator> {
    let folder = news_folder();
    if folder.is_dir() {
        return Ok(Generator::over(&news::read(&folder)?, seed));
    }
    eprintln!(
        "{} is not there (NEWSPRINT_DATA names another data folder): the words are invented, and figures mean nothing",
        folder.display()
    );
    Ok(Generator::invented(seed))
}

fn news_folder() -> PathBuf {
    let data = std::env::var_os("NEWSPRINT_DATA").filter(|value| !value.is_empty());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new("."));
    data.map_or_else(|| root.join("../shared/data"), |folder| root.join(folder)).join("news")
}
