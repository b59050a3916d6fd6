//! Pairs of names against their labels: how many are told right, and how many that are two would have been joined.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result};
use newsprint_entities::{Verdict, compare_names};

/// Prints the figures of the pairs in the data folder, and each pair that is told wrong.
///
/// * Errors: the file cannot be read.
pub fn print_figures(data: &Path) -> Result<()> {
    let path = data.join("names").join("pairs-dev.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (mut n_pairs, mut n_right, mut n_joined, mut n_unsure) = (0_u32, 0_u32, 0_u32, 0_u32);
    let begun = Instant::now();
    let mut wrong = Vec::new();
    for line in text.lines().skip(1) {
        let mut columns = line.split('\t');
        let (Some(a), Some(b), Some(label)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let told = compare_names(a, b);
        let is_same = told.verdict == Verdict::Same;
        n_pairs += 1;
        n_unsure += u32::from(told.verdict == Verdict::Unsure);
        n_right += u32::from(is_same == (label == "same"));
        n_joined += u32::from(is_same && label != "same");
        if is_same != (label == "same") {
            wrong.push(format!("  {a} / {b}: {label}, told {told:?}"));
        }
    }
    let share = |n: u32| 100.0 * f64::from(n) / f64::from(n_pairs.max(1));
    println!(
        "Pairs of names ({n_pairs} of names/pairs-dev.tsv): {:.1} % right, {:.1} % joined wrongly, {n_unsure} left unsure",
        share(n_right),
        share(n_joined)
    );
    println!(
        "  {:.0} pairs a second, the first reading of the lists included",
        f64::from(n_pairs) / begun.elapsed().as_secs_f64()
    );
    wrong.iter().for_each(|line| println!("{line}"));
    Ok(())
}
