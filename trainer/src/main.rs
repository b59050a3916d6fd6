//! Trains the tagger's model and measures it: `cargo xtask train`, `cargo xtask eval`, and single tries.

mod annotated;
mod chance;
mod copies;
mod data;
mod facets;
mod field;
mod grouping;
mod pairs;
mod persian;
mod rate;
mod scale;
mod score;
mod sports;
mod training;
mod tries;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use newsprint_entities::learnt::trained;

/// Where the tagger carries its model, from the repository's root.
const MODEL: &str = "crates/entities/data/tagger.bin";

/// Where it carries the one for Persian.
const PERSIAN_MODEL: &str = "crates/entities/data/persian.bin";

/// What each try gives is measured the same way; these words make the model that is shipped.
const SHIPPED: &[&str] = &["rounds=4", "sets=0,1:3,2:0.5,3:0.5,4:0.3,5:0.5", "twice=1", "sports=150", "renames=100"];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let data = std::env::var_os("NEWSPRINT_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    match run(&words, &data) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Learns the Persian tagger's weights and writes them where the tagger carries them.
fn train_persian(data: &Path) -> Result<()> {
    let bytes = persian::train_as_told(&[], data)?;
    std::fs::write(PERSIAN_MODEL, &bytes)?;
    println!("{PERSIAN_MODEL}: {} bytes", bytes.len());
    Ok(())
}

/// Does what the words say.
fn run(words: &[String], data: &Path) -> Result<()> {
    let Some((first, rest)) = words.split_first() else {
        bail!("say train, eval, rate, scale, pairs, facets, persian or try")
    };
    if !data.join("ner").is_dir() {
        bail!("there are no annotated texts at {}: name their folder by NEWSPRINT_DATA", data.display());
    }
    match first.as_str() {
        "train" => {
            let words: Vec<String> = SHIPPED.iter().map(|word| (*word).to_owned()).collect();
            let bytes = tries::train_as_told(&words, data)?;
            std::fs::write(MODEL, &bytes)?;
            println!("{MODEL}: {} bytes", bytes.len());
            train_persian(data)
        }
        "eval" => {
            tries::print_figures(trained(), data)?;
            rate::print_rate(data)?;
            scale::print_figures()?;
            persian::print_figures(data)?;
            pairs::print_figures(data)?;
            facets::print_figures(data)
        }
        "facets" => facets::print_figures(data),
        "train-persian" => train_persian(data),
        "persian-try" => persian::try_out(rest, data),
        "persian-policies" => persian::policies(data),
        "persian" => persian::print_figures(data),
        "persian-errors" => persian::print_errors(rest, data),
        "scale" => scale::print_figures(),
        "rate" => rate::print_rate(data),
        "pairs" => pairs::print_figures(data),
        "try" => tries::run(rest, data),
        "errors" => tries::errors(rest, data),
        "policies" => tries::policies(rest, data),
        other => {
            bail!(
                "`{other}` is not known: train, eval, rate, scale, pairs, facets, persian, persian-errors, try, errors or policies"
            )
        }
    }
}
