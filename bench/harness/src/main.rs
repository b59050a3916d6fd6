//! The command behind `cargo xtask bench`.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use newsprint_bench::generate::SEED;
use newsprint_bench::indexes::Places;
use newsprint_bench::session::{self, Wanted};
use newsprint_bench::{dataset, news, report};

const HELP: &str = "\
Newsprint measured, beside others over the same articles. `cargo xtask bench` builds what this needs and runs it.

  newsprint-bench run [--size 1k|10k|23k|100k|1m]… [--peers] [--only ENGINE]… [--native-only]
      ENGINE is ours, pagefind, minisearch, flexsearch, orama or tantivy; ours alone by default, all with --peers.
      --native-only opens no browser: building, files, what questions read, times natively and in Node.js.
      $NEWSPRINT_COMMAND is the built command, $NEWSPRINT_APP the built app without a corpus,
      $NEWSPRINT_WASM_OPT and its _WORDS what shrinks the engine as it does the app: cargo xtask bench sets all four;
      what can be made again is kept in $NEWSPRINT_BENCH_CACHE (default bench/target/cache).
  newsprint-bench generate --articles N --out FILE [--from N] [--seed N]
      articles synthesised from the sentences of real ones: the numbers FROM (0) to FROM + N
  newsprint-bench news --out FILE
      the real ones, made plain: Reuters-21578 and Spotlight PA

Real news is read from $NEWSPRINT_DATA/news (default ../shared/data/news, from the repository's root). Where it is missing,
words are invented, which tests the harness and measures nothing.";

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
    match words.first().map(String::as_str) {
        Some("run") => session::run(&places()?, &wanted(&words[1..])?),
        Some("generate") => generate(words),
        Some("news") => {
            let (mut to, out) = create(words)?;
            let (n_articles, n_bytes) = news::write(&dataset::news_folder(), &mut to)?;
            to.flush().with_context(|| format!("cannot write {out}"))?;
            println!("{n_articles} articles, {:.1} MB of text: {out}", n_bytes as f64 / 1e6);
            Ok(())
        }
        _ => {
            println!("{HELP}");
            Ok(())
        }
    }
}

fn generate(words: &[String]) -> Result<()> {
    let number = |name: &str, default: u64| -> Result<u64> {
        let value = words.iter().position(|word| word == name).and_then(|idx| words.get(idx + 1));
        value.map_or(Ok(default), |text| text.parse().with_context(|| format!("{name} {text}: is no number")))
    };
    let (n, from, seed) = (number("--articles", 1_000)?, number("--from", 0)?, number("--seed", SEED)?);
    let (mut to, out) = create(words)?;
    let n_bytes = dataset::generator(seed)?.write(from..from.saturating_add(n), &mut to)?;
    to.flush().with_context(|| format!("cannot write {out}"))?;
    println!("{n} articles, {:.1} MB of text: {out}", n_bytes as f64 / 1e6);
    Ok(())
}

/// The file that `--out` names.
fn create(words: &[String]) -> Result<(BufWriter<File>, &String)> {
    let out = words.iter().position(|word| word == "--out").and_then(|idx| words.get(idx + 1));
    let out = out.context("--out FILE is missing")?;
    if let Some(folder) = Path::new(out).parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let file = File::create(out).with_context(|| format!("cannot write {out}"))?;
    Ok((BufWriter::with_capacity(1 << 20, file), out))
}

/// What a run is to do.
fn wanted(words: &[String]) -> Result<Wanted> {
    let mut wanted = Wanted { sizes: Vec::new(), engines: Vec::new(), native_only: false };
    let mut peers = false;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} wants a value")).cloned();
        match word.as_str() {
            "--peers" => peers = true,
            "--native-only" => wanted.native_only = true,
            "--size" => {
                let size = value()?;
                dataset::n_articles(&size)?;
                wanted.sizes.push(size);
            }
            "--only" => {
                let engine = value()?;
                if !report::ORDER.contains(&engine.as_str()) {
                    bail!("--only {engine}: it is one of {}", report::ORDER.join(", "));
                }
                wanted.engines.push(engine);
            }
            other => bail!("what to do with `{other}`?\n\n{HELP}"),
        }
    }
    if wanted.sizes.is_empty() {
        wanted.sizes.push("23k".to_owned());
    }
    if wanted.engines.is_empty() {
        let all = report::ORDER.iter().map(|name| (*name).to_owned());
        wanted.engines = if peers { all.collect() } else { vec!["ours".to_owned()] };
    }
    Ok(wanted)
}

/// Where everything lies.
fn places() -> Result<Places> {
    let named = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let bench = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the crate lies in a folder")?.to_owned();
    let needed = |name: &str| named(name).with_context(|| format!("{name} is not set: run `cargo xtask bench`"));
    let cache = named("NEWSPRINT_BENCH_CACHE").unwrap_or_else(|| bench.join("target/cache"));
    let shrinking = std::env::var("NEWSPRINT_WASM_OPT_WORDS").context("NEWSPRINT_WASM_OPT_WORDS is not set")?;
    fs::create_dir_all(&cache).with_context(|| format!("cannot make {}", cache.display()))?;
    Ok(Places {
        cache: cache.canonicalize()?,
        command: needed("NEWSPRINT_COMMAND")?,
        app: needed("NEWSPRINT_APP")?,
        wasm_opt: (needed("NEWSPRINT_WASM_OPT")?, shrinking.split_whitespace().map(str::to_owned).collect()),
        bench,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_says_what_is_measured() {
        let of = |typed: &str| wanted(&typed.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let none = of("").unwrap();
        assert_eq!((none.sizes, none.engines), (vec!["23k".to_owned()], vec!["ours".to_owned()]));
        assert_eq!(of("--peers").unwrap().engines.len(), 6);
        let two = of("--size 1k --size 10k --only ours --only pagefind --native-only").unwrap();
        assert_eq!((two.sizes.len(), two.engines.len(), two.native_only), (2, 2, true));
        for typed in ["--size 5k", "--only lunr", "--fast", "--size"] {
            assert!(of(typed).is_err(), "{typed}");
        }
    }
}
