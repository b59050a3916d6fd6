//! `cargo xtask eval --search`: how well searches rank, against judged queries, in a table and in `bench/results/ranking.md`.

mod collection;
mod measures;
mod ours;
mod peer;
mod report;
mod sentences;

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context as _, Result, bail};

use collection::Collection;
use measures::{Measures, measure};
use ours::{Ours, VARIANTS};
use peer::{Peer, WAYS};

/// The collections and the best that peers are known to reach on them, as nDCG@10 where a relevant document's gain is 1: Lunr 2.3.9 (its
/// query language's signs taken out, every mention counted), tantivy with English stems, or Pagefind (words joined by OR).
pub const KNOWN: [(&str, f64); 5] =
    [("cranfield", 0.403), ("cisi", 0.406), ("med", 0.704), ("npl", 0.439), ("lisa", 0.480)];

/// How many hits of an answer are looked at.
const LIMIT: u32 = 1_000;

/// One engine's measures, in the order of [`KNOWN`].
pub struct Row {
    /// The engine, or what was left out of ours.
    pub name: String,
    /// A column for each collection.
    pub measures: Vec<Measures>,
}

fn main() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    if words.iter().any(|word| word != "--search") {
        bail!("cargo xtask eval --search takes nothing else");
    }
    let bench = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("this package lies in bench/")?;
    let beside = || bench.join("../../shared/data");
    let data = env::var_os("NEWSPRINT_DATA").map_or_else(beside, PathBuf::from);
    let folder = data.join("ir");
    if !folder.is_dir() {
        bail!(
            "there are no test collections: {} is missing. Set NEWSPRINT_DATA to the folder that holds ir/ and news/",
            folder.display()
        );
    }
    let mut rows: Vec<Row> = Vec::new();
    let names = VARIANTS.iter().map(|variant| variant.name).chain(WAYS.iter().map(|way| way.name));
    rows.extend(names.map(|name| Row { name: name.to_owned(), measures: Vec::new() }));
    let mut counts = Vec::new();
    for (name, _) in KNOWN {
        let collection = Collection::read(&folder.join(name))?;
        counts.push((collection.documents.len(), collection.queries.len()));
        eprintln!("{name}: {} documents, {} judged queries", collection.documents.len(), collection.queries.len());
        let mut measured = Vec::new();
        for variant in VARIANTS {
            let ours = Ours::of(&collection.documents, variant)?;
            measured.push(measure(&collection, |query| ours.answer(query, LIMIT))?);
        }
        let peer = Peer::of(&collection)?;
        for way in WAYS {
            measured.push(measure(&collection, |query| peer.answer(query, way, LIMIT as usize))?);
        }
        rows.iter_mut().zip(measured).for_each(|(row, measures)| row.measures.push(measures));
    }
    let pasted = sentences::paste(&data.join("news"))?;
    let report = report::report(&rows, &counts, &pasted);
    println!("{report}");
    let results = bench.join("results");
    fs::create_dir_all(&results)?;
    let file = results.join("ranking.md");
    fs::write(&file, &report).with_context(|| format!("{}", file.display()))?;
    Ok(())
}
