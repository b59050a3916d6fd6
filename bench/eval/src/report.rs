//! The measures as a page of tables.

use std::fmt::Write as _;

use crate::measures::Measures;
use crate::ours::VARIANTS;
use crate::peer::WAYS;
use crate::sentences::{N_SENTENCES, Pasted};
use crate::{KNOWN, Row};

/// Writes the page.
///
/// * `counts`: documents and judged queries of each collection.
pub fn report(rows: &[Row], counts: &[(usize, usize)], pasted: &Pasted) -> String {
    let mut page = String::from("# How well searches rank (`cargo xtask eval --search`)\n\n");
    page += "Five classic test collections, one setting for all. A query counts when some document is judged relevant to it. Ours are typed into the \
        product's search as they are, signs included; tantivy gets the words its own analyser finds in them.\n\n";
    table(&mut page, "nDCG@10, a relevant document's gain being 1", rows, |measures| measures.ndcg);
    let known = KNOWN.iter().map(|(_, known)| format!("{known:.3}"));
    let _ =
        writeln!(page, "| best peer known (Lunr, tantivy, Pagefind) | {} | |", known.collect::<Vec<_>>().join(" | "));
    let best_peer = |nth: usize| {
        let of_run =
            rows[VARIANTS.len()..].iter().filter_map(|row| row.measures.get(nth)).map(|measures| measures.ndcg);
        of_run.fold(KNOWN[nth].1, f64::max)
    };
    let margins = rows.first().into_iter().flat_map(|ours| ours.measures.iter().enumerate());
    let margins = margins.map(|(nth, measures)| format!("{:+.3}", measures.ndcg - best_peer(nth)));
    let _ = writeln!(page, "| ours above the best of them all | {} | |", margins.collect::<Vec<_>>().join(" | "));
    page += "\nOn a collection, half a hundredth is chance: so much moves when impacts are rounded otherwise.\n\n";
    table(
        &mut page,
        "nDCG@10 with linear gain (Cranfield's documents are graded 1 to 4, the others' are not)",
        rows,
        |measures| measures.graded_ndcg,
    );
    page.push('\n');
    table(&mut page, "Mean average precision, over the first 1,000", rows, |measures| measures.map);
    page.push('\n');
    table(&mut page, "Recall among the first 100", rows, |measures| measures.recall);
    page += "\n| collection | documents | judged queries |\n|---|---|---|\n";
    for ((name, _), (n_documents, n_queries)) in KNOWN.iter().zip(counts) {
        let _ = writeln!(page, "| {name} | {n_documents} | {n_queries} |");
    }
    let Pasted { n_articles, n_unanswered, n_first, n_in_ten } = pasted;
    let _ = writeln!(
        page,
        "\n## Pasted sentences\n\n{N_SENTENCES} sentences out of the middle of {n_articles} news articles, each typed into the search as it stands: \
         {n_in_ten} find their article among the first ten, {n_first} as the first hit, {n_unanswered} find nothing.",
    );
    page
}

fn table(page: &mut String, title: &str, rows: &[Row], of: impl Fn(&Measures) -> f64) {
    let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
    let _ = writeln!(page, "## {title}\n\n| | {} | mean |\n|---|{}---|", names.join(" | "), "---|".repeat(names.len()));
    for (nth, row) in rows.iter().enumerate() {
        let figures: Vec<f64> = row.measures.iter().map(&of).collect();
        let mean = figures.iter().sum::<f64>() / figures.len().max(1) as f64;
        let cells: Vec<String> = figures.iter().map(|figure| format!("{figure:.3}")).collect();
        let name = if nth == 0 { format!("**{}**", row.name) } else { row.name.clone() };
        let _ = writeln!(page, "| {name} | {} | {mean:.3} |", cells.join(" | "));
    }
    debug_assert_eq!(rows.len(), VARIANTS.len() + WAYS.len());
}
