//! `cargo xtask size`: what a reader downloads, raw and compressed as hosts send it, against the budget.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use newsprint_text::grouped;

use crate::app;
use crate::tools::Tools;

/// What the whole app without any corpus is to weigh, in bytes after brotli.
const TARGET: u64 = 250_000;
/// What it may weigh: the target, for it is met.
const BUDGET: u64 = 250_000;

/// What the supplement may weigh, the module with the views that are not needed at first: nobody waits for it before they open one of them.
const SUPPLEMENT_BUDGET: u64 = 257_500;

/// Node.js has brotli built in, at the quality that hosts use for files compressed ahead of time.
const COMPRESS: &str = "
const { readFileSync } = require('node:fs');
const { brotliCompressSync, constants } = require('node:zlib');
for (const file of process.argv.slice(1)) {
  const bytes = readFileSync(file);
  console.log(brotliCompressSync(bytes, { params: {
    [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length);
}";

/// One file of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Weight {
    name: String,
    raw: u64,
    brotli: u64,
}

/// Prints both tables; an error when the app is over its budget.
pub fn size(root: &Path) -> Result<()> {
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    tools.tidy();
    app::site(root, &tools)?;
    app::shell(root, &tools)?;
    println!("\nThe default site, corpus included (dist/):\n");
    let site = weigh(root, "dist")?;
    print!("{}", table(&site));
    println!("\nThe app without a corpus (target/app-shell/), which the budget is for:\n");
    let shell = weigh(root, "target/app-shell")?;
    print!("{}", table(&shell));
    // Read by a host and by no reader; by those who read another language than English; by those who open the map; and by those who put the site on
    // their home screen.
    let apart = ["words/", "map/", "icons/newsprint-"];
    let is_downloaded =
        |weight: &Weight| weight.name != "_headers" && !apart.iter().any(|start| weight.name.starts_with(start));
    let (supplement, downloaded): (Vec<Weight>, Vec<Weight>) =
        shell.into_iter().filter(is_downloaded).partition(|weight| weight.name.contains("supplement"));
    let total = total(&downloaded).brotli;
    println!(
        "\nThe app (without _headers, which only hosts read, without words/, of which each language is fetched by who reads it, without map/, fetched by who opens the map, without the pictures for home screens, and without the supplement) is {} of {} bytes allowed; the target of {} is {}.",
        grouped(total),
        grouped(BUDGET),
        grouped(TARGET),
        if total > TARGET { "missed" } else { "met" }
    );
    let supplement = self::total(&supplement).brotli;
    println!(
        "The supplement, loaded when the first of its views is opened, is {} of {} bytes allowed.",
        grouped(supplement),
        grouped(SUPPLEMENT_BUDGET)
    );
    if supplement > SUPPLEMENT_BUDGET {
        bail!("the supplement is {} bytes over its budget", grouped(supplement - SUPPLEMENT_BUDGET));
    }
    if total > BUDGET {
        bail!("the app is {} bytes over its budget of {} bytes brotli", grouped(total - BUDGET), grouped(BUDGET));
    }
    Ok(())
}

/// The files of a folder with their sizes, largest first.
fn weigh(root: &Path, folder: &str) -> Result<Vec<Weight>> {
    let names = app::files_below(root, folder)?;
    let output = Command::new("node")
        .args(["-e", COMPRESS, "--"])
        .args(&names)
        .current_dir(root)
        .output()
        .context("cannot start node")?;
    if !output.status.success() {
        bail!("node could not compress {folder}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let compressed: Vec<u64> = said.lines().filter_map(|line| line.parse().ok()).collect();
    if compressed.len() != names.len() {
        bail!("node weighed {} of the {} files in {folder}", compressed.len(), names.len());
    }
    let mut weights = Vec::new();
    for (name, brotli) in names.into_iter().zip(compressed) {
        let raw = fs::metadata(root.join(&name)).with_context(|| format!("cannot read {name}"))?.len();
        let name = name.trim_start_matches(folder).trim_start_matches('/').to_owned();
        weights.push(Weight { name, raw, brotli });
    }
    weights.sort_by(|a, b| b.brotli.cmp(&a.brotli).then_with(|| a.name.cmp(&b.name)));
    Ok(weights)
}

/// The sum of all files.
fn total(weights: &[Weight]) -> Weight {
    let sum = |of: fn(&Weight) -> u64| weights.iter().map(of).sum();
    Weight { name: format!("{} files", weights.len()), raw: sum(|w| w.raw), brotli: sum(|w| w.brotli) }
}

/// A table for people.
fn table(weights: &[Weight]) -> String {
    let width = weights.iter().map(|w| w.name.chars().count()).max().unwrap_or(0).max(12);
    let mut text = format!("  {:width$}  {:>11}  {:>11}\n", "file", "raw bytes", "brotli");
    for weight in weights.iter().chain([&total(weights)]) {
        text += &format!("  {:width$}  {:>11}  {:>11}\n", weight.name, grouped(weight.raw), grouped(weight.brotli));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_with_the_sum_of_its_lines() {
        let weight = |name: &str, raw, brotli| Weight { name: name.to_owned(), raw, brotli };
        let text = table(&[weight("app.wasm", 1_000, 400), weight("index.html", 20, 10)]);
        let last: Vec<&str> = text.lines().last().unwrap().split_whitespace().collect();
        assert_eq!(last, ["2", "files", "1,020", "410"]);
    }
}
