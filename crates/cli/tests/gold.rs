//! What `newsprint tag` prints beside what a person who reads the articles would write down.

mod scoring;
mod support;

use std::fs;

use scoring::{Figures, gold, printed};
use support::{newsprint_in, root};

/// Scores files of a folder, relative to the root, against golds of the same names.
fn figures(folder: &str, golds: &str) -> Figures {
    let golds = root().join("crates/cli/tests/fixtures/gold").join(golds);
    let mut names: Vec<String> = fs::read_dir(&golds)
        .expect("golds")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_suffix(".tsv").map(str::to_owned))
        .collect();
    names.sort();
    let mut figures = Figures::default();
    for name in names {
        let file = format!("{folder}/{name}.txt");
        let text = fs::read_to_string(root().join(&file)).expect("the article");
        let gold = gold(&name, &text, &fs::read_to_string(golds.join(format!("{name}.tsv"))).expect("its gold"));
        let ran = newsprint_in(&root(), &["tag", &file, "--format", "json"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{file}");
        figures.add(&name, &text, &gold, &printed(&ran.out));
    }
    figures
}

/// Prints a table, and the differences under it; `cargo xtask eval` shows both.
fn show(figures: &Figures, heading: &str) {
    println!("{}", figures.table(heading));
    figures.differences.iter().for_each(|line| println!("    {line}"));
}

#[test]
fn the_default_corpus_is_read_as_a_person_reads_it() {
    let figures = figures("corpus", ".");
    show(&figures, "The default corpus");
    assert!(figures.mentions().f1() >= 0.97, "mentions");
    assert!(figures.b_cubed().2 >= 0.98, "clusters");
    assert_eq!(figures.n_over_merges, 0, "over-merges");
    assert_eq!(figures.n_right_speakers, figures.quotes.gold, "speakers");
    assert_eq!(figures.quotes.right, figures.quotes.found, "quotations");
    assert_eq!(figures.stories.right, 6);
}

#[test]
fn invented_news_of_many_desks_is_read_nearly_as_a_person_reads_it() {
    let figures = figures("crates/cli/tests/fixtures/gold/other", "other");
    show(&figures, "Twelve invented articles of many desks");
    assert!(figures.mentions().f1() >= 0.90, "mentions");
    assert!(figures.b_cubed().2 >= 0.98, "clusters");
    assert_eq!(figures.n_over_merges, 0, "over-merges");
}

/// Written after the rules were mended by the twelve: no rule has been changed for these.
#[test]
fn news_that_no_rule_was_mended_by_is_read_fairly() {
    let figures = figures("crates/cli/tests/fixtures/gold/fresh", "fresh");
    show(&figures, "Four invented articles written last");
    assert!(figures.mentions().f1() >= 0.82, "mentions");
    assert!(figures.b_cubed().2 >= 0.95, "clusters");
    assert_eq!(figures.n_over_merges, 0, "over-merges");
    assert_eq!(figures.n_right_speakers, figures.quotes.gold, "speakers");
}
