//! What was measured, as tables for people: each figure beside its target, and whether it is met.

use std::fmt::Write as _;

use crate::indexes::Corpus;
use crate::measured::{FirstPage, Measured, Timed, Typos, quantile};

/// The engines in the order of the columns.
pub const ORDER: [&str; 6] = ["ours", "pagefind", "minisearch", "flexsearch", "orama", "tantivy"];

/// One figure of one engine: as it is shown, and whether the target is met, or by how much it is missed.
struct Figure {
    shown: String,
    missed: Option<String>,
}

/// One row.
struct Row {
    record: &'static str,
    what: String,
    target: String,
    figure: Reading,
}

/// Reads a figure out of what was measured.
type Reading = Box<dyn Fn(&Measured) -> Option<Figure>>;

/// The table of one corpus.
///
/// * `machine`: in a few words. Engines that were not measured have no column.
pub fn table(corpus: &Corpus, machine: &str, measured: &[Measured]) -> String {
    let mut columns: Vec<&Measured> = Vec::new();
    for name in ORDER {
        columns.extend(measured.iter().find(|one| one.engine == name));
    }
    let mut text = format!(
        "# {} articles, {:.1} MB of text\n\n{}. {}\n\n",
        grouped(corpus.n_articles),
        corpus.n_text_bytes as f64 / 1e6,
        capital(&corpus.origin),
        machine
    );
    let names: Vec<&str> = columns.iter().map(|one| one.version.as_str()).collect();
    let _ = writeln!(text, "| | | target | {} | met |", names.join(" | "));
    let _ = writeln!(text, "|---|---|---:|{}---|", "---:|".repeat(names.len()));
    for row in rows(corpus) {
        let figures: Vec<Option<Figure>> = columns.iter().map(|one| (row.figure)(one)).collect();
        if figures.iter().all(Option::is_none) {
            continue;
        }
        let ours = columns.iter().position(|one| one.engine == "ours").and_then(|idx| figures[idx].as_ref());
        let met = match ours {
            Some(figure) if !row.target.is_empty() => {
                figure.missed.as_ref().map_or_else(|| "yes".to_owned(), |by| format!("**missed by {by}**"))
            }
            _ => String::new(),
        };
        let shown: Vec<&str> =
            figures.iter().map(|figure| figure.as_ref().map_or("", |figure| figure.shown.as_str())).collect();
        let _ = writeln!(text, "| {} | {} | {} | {} | {met} |", row.record, row.what, row.target, shown.join(" | "));
    }
    text.push('\n');
    for one in &columns {
        for said in notes(one) {
            let _ = writeln!(text, "- {}: {said}", one.version);
        }
    }
    text.push_str("\nWhat each engine's files are, as sent:\n\n| engine | kind | files | bytes | of the text |\n|---|---|---:|---:|---:|\n");
    for one in &columns {
        let Some(files) = &one.files else { continue };
        let mut kinds: Vec<(&String, &(u64, u64))> = files.kinds.iter().collect();
        kinds.sort_by_key(|(name, (_, n_bytes))| (std::cmp::Reverse(*n_bytes), *name));
        let n_more = kinds.len().saturating_sub(14);
        for (kind, (n_files, n_bytes)) in kinds.iter().take(14) {
            let share = *n_bytes as f64 / corpus.n_text_bytes as f64;
            let _ = writeln!(
                text,
                "| {} | {kind} | {} | {} | {share:.3} |",
                one.engine,
                grouped(*n_files),
                grouped(*n_bytes)
            );
        }
        if n_more > 0 {
            let _ = writeln!(text, "| {} | {n_more} kinds more | | | |", one.engine);
        }
    }
    text.push_str("\nWarm, by kind of question, p50 / p95 in ms:\n\n");
    let mut kinds: Vec<&str> =
        columns.iter().flat_map(|one| one.warm.iter().map(|timed| timed.kind.as_str())).collect();
    let mut seen = std::collections::BTreeSet::new();
    kinds.retain(|kind| seen.insert(*kind));
    let _ = writeln!(text, "| | {} |", names.join(" | "));
    let _ = writeln!(text, "|---|{}", "---:|".repeat(names.len()));
    for kind in kinds {
        let of_kind = |one: &Measured, share: f64| {
            quantile(one.warm.iter().filter(|timed| timed.kind == kind).filter_map(|timed| timed.ms), share)
        };
        let cells: Vec<String> = columns
            .iter()
            .map(|one| match (of_kind(one, 0.5), of_kind(one, 0.95)) {
                (Some(p50), Some(p95)) => format!("{} / {}", milliseconds(p50), milliseconds(p95)),
                _ => String::new(),
            })
            .collect();
        let _ = writeln!(text, "| {kind} | {} |", cells.join(" | "));
    }
    text
}

/// What there is to say of an engine's figures.
fn notes(one: &Measured) -> Vec<String> {
    let mut notes = one.said.clone();
    if let Some(build) = &one.build
        && let Some(others) = build.others.filter(|others| *others > 0.3)
    {
        notes.push(format!(
            "its index was built while the rest of the machine kept {others:.1} processors busy: compare the processors' time, not the wall's"
        ));
    }
    let n_timed = one.warm.iter().filter(|timed| timed.ms.is_some()).count();
    if n_timed < one.warm.len() {
        notes.push(format!(
            "{n_timed} of {} questions were timed: the others cannot be asked, or the list's time was over; kinds are mixed, so that each has its share",
            one.warm.len()
        ));
    }
    if let Some(typos) = one.typos.filter(|typos| (1..500).contains(&typos.n_asked)) {
        notes.push(format!("{} typing errors were asked", typos.n_asked));
    }
    notes
}

/// How many of the targets ours meets, and which it misses by how much: one line for the end of a run.
pub fn summary(corpus: &Corpus, measured: &[Measured]) -> String {
    let Some(ours) = measured.iter().find(|one| one.engine == "ours") else {
        return "ours was not measured".to_owned();
    };
    let (mut n_met, mut missed) = (0, Vec::new());
    for row in rows(corpus).iter().filter(|row| !row.target.is_empty()) {
        match (row.figure)(ours) {
            Some(Figure { missed: None, .. }) => n_met += 1,
            Some(Figure { shown, missed: Some(by) }) => {
                missed.push(format!("  {} {}: {shown}, wanted {}, missed by {by}", row.record, row.what, row.target));
            }
            None => {}
        }
    }
    let n = missed.len();
    let lines = missed.iter().map(|line| format!("\n{line}")).collect::<String>();
    format!("{n_met} targets met, {n} missed{lines}")
}

fn rows(corpus: &Corpus) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let is_real = corpus.size == "23k";
    let record = if is_real { "R1" } else { "R2" };
    for (kind, target) in [("common", 100_000.0), ("mid", 100_000.0), ("rare", 100_000.0), ("two", 150_000.0)] {
        let target = if is_real && kind != "two" { 60_000.0 } else { target };
        rows.push(bytes(record, format!("first page, {kind}: index and ten cards"), target, move |one| {
            middle(one, kind, FirstPage::n_bytes)
        }));
        rows.push(bytes(record, format!("… the most of any {kind} question"), target, move |one| {
            most(one, kind, FirstPage::n_bytes)
        }));
        rows.push(bytes(record, format!("… the most of all {kind} questions, read natively"), target, move |one| {
            of_alone(one, |page| page.kind == kind).map(|page| page.n_bytes() as f64).reduce(f64::max)
        }));
    }
    rows.push(bytes(record, "best passages for the ten, the most of any".to_owned(), 120_000.0, |one| {
        one.first_pages.iter().map(|page| page.snippets_bytes as f64).reduce(f64::max).filter(|bytes| *bytes > 0.0)
    }));
    rows.push(bytes(
        "R1",
        "first visit, common: all that is loaded until ten results stand".to_owned(),
        300_000.0,
        |one| quantile(one.visits.get("common")?.iter().map(|visit| visit.n_bytes() as f64), 0.5),
    ));
    rows.push(bytes("R3", "before the first question".to_owned(), 32_768.0, |one| {
        one.first_pages.iter().map(|page| page.start_bytes as f64).reduce(f64::max)
    }));
    rows.push(at_most("R4", "rounds to rank, the most".to_owned(), 2.0, |one| {
        pages_max(one, |page| page.index_rounds)
    }));
    rows.push(at_most("R4", "rounds to the ten cards, the most".to_owned(), 3.0, |one| {
        pages_max(one, |page| page.rounds)
    }));
    rows.push(plain("R4", "… by question, natively".to_owned(), |one| {
        let n_rounds: Vec<usize> = of_alone(one, |_| true).map(|page| page.rounds).collect();
        let shown: Vec<String> = (1..=n_rounds.iter().copied().max()?)
            .filter_map(|n| {
                let n_pages = n_rounds.iter().filter(|other| **other == n).count();
                (n_pages > 0).then(|| format!("{n}: {n_pages}"))
            })
            .collect();
        Some(shown.join(", "))
    }));
    rows.push(at_most("R4", "requests, the most".to_owned(), 8.0, |one| pages_max(one, FirstPage::n_requests)));
    rows.push(plain("R4", "… of that question: to open, to rank, for cards".to_owned(), |one| {
        let pages = one.alone.as_ref().map_or(&one.first_pages, |alone| &alone.first_pages);
        let page = pages.iter().max_by_key(|page| page.n_requests())?;
        Some(format!("{} + {} + {}", page.n_start_requests, page.n_index_requests, page.n_cards_requests))
    }));
    rows.push(at_most("R4", "rounds with the page's own start, the most".to_owned(), 4.0, |one| {
        one.visits.values().flatten().map(|visit| visit.rounds() as f64).reduce(f64::max)
    }));
    rows.push(plain("R4", "requests with the page's own start, the most".to_owned(), |one| {
        one.visits.values().flatten().map(|visit| visit.reads.len()).max().map(|n| n.to_string())
    }));
    let target = if is_real { 800.0 } else { 900.0 };
    for kind in ["common", "mid", "rare", "two"] {
        rows.push(time("R5", format!("first visit over fast 4G, {kind}, ms"), target, move |one| {
            quantile(one.visits.get(kind)?.iter().map(|visit| visit.ms), 0.5)
        }));
    }
    for (share, name, target) in [(0.5, "p50", 1.0), (0.95, "p95", 5.0), (0.99, "p99", 10.0)] {
        rows.push(time("R6", format!("warm question with ten cards, {name}, ms"), target, move |one| {
            quantile(one.warm.iter().filter_map(|timed| timed.ms), share)
        }));
    }
    rows.push(plain("R6", "… in Node.js, p50 / p95 / p99".to_owned(), |one| {
        quantiles(one.alone.as_ref()?.node.as_ref()?.warm.iter().filter_map(|timed| timed.ms))
    }));
    rows.push(plain("R6", "… natively, p50 / p95 / p99".to_owned(), |one| match &one.alone {
        Some(alone) => quantiles(alone.native.iter().filter_map(|timed| timed.ms)),
        None if one.engine == "tantivy" => quantiles(one.warm.iter().filter_map(|timed| timed.ms)),
        None => None,
    }));
    rows.push(plain("R6", "questions timed".to_owned(), |one| {
        let n = one.warm.iter().filter(|timed| timed.ms.is_some()).count();
        (n > 0).then(|| format!("{n} of {}", one.warm.len()))
    }));
    // Every question was drawn from an article, so that each has an answer.
    rows.push(plain("R6", "… of which found anything".to_owned(), |one| {
        let timed = || one.warm.iter().filter(|timed| timed.ms.is_some());
        (timed().count() > 0).then(|| timed().filter(|timed| timed.n_shown > 0).count().to_string())
    }));
    rows.push(time("R6", "best passages for the ten, p95, ms".to_owned(), f64::INFINITY, |one| {
        quantile(one.warm_snippets.iter().filter_map(|timed| timed.ms), 0.95)
    }));
    rows.push(time("R7", "question within a facet's value, p95, ms".to_owned(), 15.0, |one| {
        quantile(one.warm.iter().filter(|timed| timed.kind == "filter").filter_map(|timed| timed.ms), 0.95)
    }));
    rows.push(Row {
        record: "R7",
        what: "counts of all values for a common word, ms".to_owned(),
        target: "≤ 30".to_owned(),
        figure: Box::new(|one| {
            if let Some(bound_s) = one.counts_over_s {
                return Some(Figure { shown: format!("none within {bound_s} s"), missed: Some("all".to_owned()) });
            }
            let ms = one.counts.iter().map(|counted| counted.ms).reduce(f64::max)?;
            Some(Figure { shown: milliseconds(ms), missed: over(ms, 30.0, milliseconds) })
        }),
    });
    rows.push(bytes("R7", "… fetched for them".to_owned(), 40_960.0, |one| {
        one.counts.iter().map(|counted| counted.n_bytes as f64).reduce(f64::max)
    }));
    let n_text = corpus.n_text_bytes as f64;
    rows.push(ratio("R8", "index with positions, of the text".to_owned(), 0.25, move |one| {
        Some(one.files.as_ref()?.index_bytes as f64 / n_text)
    }));
    rows.push(ratio("R8", "everything, of the text".to_owned(), 0.55, move |one| {
        Some(one.files.as_ref()?.all_bytes as f64 / n_text)
    }));
    let most_files = if corpus.n_articles > 100_000 { 20_000.0 } else { 10_000.0 };
    rows.push(at_most("R9", "files".to_owned(), most_files, |one| Some(one.files.as_ref()?.n_files as f64)));
    let target = (60.0 * corpus.n_articles as f64 / 100_000.0).max(5.0).round();
    rows.push(Row {
        record: "R10",
        what: "building, s".to_owned(),
        target: format!("≤ {target}"),
        figure: Box::new(move |one| {
            let build = one.build.as_ref()?;
            if let Some(why) = &build.failed {
                return Some(Figure { shown: format!("fails: {}", shortened(why)), missed: Some("all".to_owned()) });
            }
            let missed = over(build.wall_s, target, |by| format!("{by:.1} s"));
            Some(Figure { shown: format!("{:.1}", build.wall_s), missed })
        }),
    });
    rows.push(plain("R10", "… all processors together, s".to_owned(), |one| {
        one.build.as_ref().map(|build| format!("{:.1}", build.cpu_s))
    }));
    rows.push(bytes("R10", "building, peak memory".to_owned(), 1e9, |one| Some(one.build.as_ref()?.peak_bytes as f64)));
    rows.push(bytes("R11", "code that searches".to_owned(), 90_000.0, |one| Some(one.code_bytes? as f64)));
    rows.push(bytes("R11", "the page's code and styles".to_owned(), 250_000.0, |one| {
        one.visits.values().flatten().map(|visit| visit.code_bytes as f64).reduce(f64::max)
    }));
    rows.push(Row {
        record: "R12",
        what: "a headline with a typing error is found".to_owned(),
        target: "≥ .95".to_owned(),
        figure: Box::new(|one| {
            let typos = typos(one)?;
            let share = typos.n_found as f64 / typos.n_asked as f64;
            let missed = (share < 0.95).then(|| format!("{:.3}", 0.95 - share));
            Some(Figure { shown: format!("{share:.3}"), missed })
        }),
    });
    rows.push(plain("R12", "… without the error".to_owned(), |one| {
        let typos = typos(one)?;
        Some(format!("{:.3} of {}", typos.n_found_as_meant as f64 / typos.n_asked as f64, typos.n_asked))
    }));
    rows.push(bytes("R12", "… fetched because of it, the middle".to_owned(), 60_000.0, |one| {
        Some(typos(one)?.extra_bytes? as f64)
    }));
    rows.push(bytes("R12", "… 95 in a hundred fetch at most".to_owned(), 60_000.0, |one| {
        Some(typos(one)?.most_extra_bytes? as f64)
    }));
    rows.push(Row {
        record: "R14",
        what: "pasted sentences that find anything".to_owned(),
        target: "all".to_owned(),
        figure: Box::new(|one| {
            let asked: Vec<&Timed> =
                one.warm.iter().filter(|timed| timed.kind == "sentence" && timed.ms.is_some()).collect();
            let n_found = asked.iter().filter(|timed| timed.n_shown > 0).count();
            let missed = (n_found < asked.len()).then(|| (asked.len() - n_found).to_string());
            (!asked.is_empty()).then(|| Figure { shown: format!("{n_found} of {}", asked.len()), missed })
        }),
    });
    rows.push(bytes("R17", "the page after all questions".to_owned(), 33_554_432.0, |one| {
        let (now, empty) = one.memory?;
        Some(now.saturating_sub(empty) as f64)
    }));
    rows.push(plain(
        "R17",
        "… the engine's WebAssembly in Node.js: after one question, after all".to_owned(),
        |one| {
            let (first, all) = one.alone.as_ref()?.node.as_ref()?.memory;
            Some(format!("{}, {}", size(first as f64), size(all as f64)))
        },
    ));
    rows
}

/// By how much a value is above its target, said in its unit; `None` when it is not.
fn over(value: f64, target: f64, shown: impl Fn(f64) -> String) -> Option<String> {
    (value > target).then(|| shown(value - target))
}

fn row_of(
    record: &'static str,
    what: String,
    target: f64,
    shown: fn(f64) -> String,
    value: impl Fn(&Measured) -> Option<f64> + 'static,
) -> Row {
    Row {
        record,
        what,
        target: if target.is_finite() { format!("≤ {}", shown(target)) } else { String::new() },
        figure: Box::new(move |one| {
            value(one).map(|value| Figure { shown: shown(value), missed: over(value, target, shown) })
        }),
    }
}

fn at_most(record: &'static str, what: String, target: f64, value: impl Fn(&Measured) -> Option<f64> + 'static) -> Row {
    row_of(record, what, target, |value| grouped(value as u64), value)
}

fn bytes(record: &'static str, what: String, target: f64, value: impl Fn(&Measured) -> Option<f64> + 'static) -> Row {
    row_of(record, what, target, size, value)
}

fn ratio(record: &'static str, what: String, target: f64, value: impl Fn(&Measured) -> Option<f64> + 'static) -> Row {
    row_of(record, what, target, |value| format!("{value:.3}"), value)
}

fn time(record: &'static str, what: String, target: f64, value: impl Fn(&Measured) -> Option<f64> + 'static) -> Row {
    row_of(record, what, target, milliseconds, value)
}

fn plain(record: &'static str, what: String, value: impl Fn(&Measured) -> Option<String> + 'static) -> Row {
    Row {
        record,
        what,
        target: String::new(),
        figure: Box::new(move |one| value(one).map(|shown| Figure { shown, missed: None })),
    }
}

/// Typing errors: read natively where that was done, for more of them were asked.
fn typos(one: &Measured) -> Option<Typos> {
    let alone = one.alone.as_ref().and_then(|alone| alone.typos);
    alone.or(one.typos).filter(|typos| typos.n_asked > 0)
}

/// First pages that were read natively.
fn of_alone(one: &Measured, is_wanted: impl Fn(&FirstPage) -> bool) -> impl Iterator<Item = &FirstPage> {
    one.alone.iter().flat_map(|alone| &alone.first_pages).filter(move |page| is_wanted(page))
}

fn quantiles(times: impl Iterator<Item = f64>) -> Option<String> {
    let times: Vec<f64> = times.collect();
    let of = |share| quantile(times.iter().copied(), share).map(milliseconds);
    Some(format!("{} / {} / {}", of(0.5)?, of(0.95)?, of(0.99)?))
}

/// The first pages of a kind; where everything is loaded at once, of whatever kind was asked.
fn of_kind<'a>(one: &'a Measured, kind: &'a str) -> impl Iterator<Item = &'a FirstPage> {
    let has_kind = one.first_pages.iter().any(|page| page.kind == kind);
    one.first_pages.iter().filter(move |page| page.kind == kind || !has_kind)
}

fn middle(one: &Measured, kind: &str, value: fn(&FirstPage) -> u64) -> Option<f64> {
    quantile(of_kind(one, kind).map(|page| value(page) as f64), 0.5)
}

fn most(one: &Measured, kind: &str, value: fn(&FirstPage) -> u64) -> Option<f64> {
    quantile(of_kind(one, kind).map(|page| value(page) as f64), 1.0)
}

/// The most of any first page: of those read natively where there are such, for they are more, and what is made together is
/// known there, not guessed from times.
fn pages_max(one: &Measured, value: fn(&FirstPage) -> usize) -> Option<f64> {
    let pages = one.alone.as_ref().map_or(&one.first_pages, |alone| &alone.first_pages);
    pages.iter().map(|page| value(page) as f64).reduce(f64::max)
}

fn shortened(text: &str) -> String {
    let text = text.replace('|', "/");
    if text.chars().count() <= 70 { text } else { format!("{}…", text.chars().take(70).collect::<String>()) }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Milliseconds with as many digits as mean something.
pub fn milliseconds(value: f64) -> String {
    if value < 10.0 {
        format!("{value:.2}")
    } else if value < 100.0 {
        format!("{value:.1}")
    } else {
        grouped(value.round() as u64)
    }
}

/// Bytes in the unit that people read, a thousand each.
pub fn size(n_bytes: f64) -> String {
    if n_bytes < 1e3 {
        format!("{n_bytes:.0} B")
    } else if n_bytes < 1e6 {
        format!("{:.1} KB", n_bytes / 1e3)
    } else if n_bytes < 1e9 {
        format!("{:.1} MB", n_bytes / 1e6)
    } else {
        format!("{:.2} GB", n_bytes / 1e9)
    }
}

/// A number with a comma between thousands.
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::Questions;

    #[test]
    fn every_figure_stands_beside_its_target() {
        let corpus = Corpus {
            size: "100k".to_owned(),
            folder: "x".into(),
            articles: "x".into(),
            n_articles: 100_000,
            n_text_bytes: 249_000_000,
            questions: Questions { queries: Vec::new(), typos: Vec::new() },
            origin: "synthesised".to_owned(),
        };
        let page = |kind: &str, index_bytes| FirstPage {
            kind: kind.to_owned(),
            index_bytes,
            rounds: 3,
            ..FirstPage::default()
        };
        let ours = Measured {
            engine: "ours".to_owned(),
            version: "Newsprint 1".to_owned(),
            first_pages: vec![page("common", 99_000), page("rare", 130_000)],
            ..Measured::default()
        };
        let peer = Measured {
            engine: "minisearch".to_owned(),
            version: "MiniSearch 7".to_owned(),
            first_pages: vec![page("common", 74_000_000)],
            ..Measured::default()
        };
        let measured = [peer, ours];
        let text = table(&corpus, "A machine.", &measured);
        let line = |part: &str| text.lines().find(|line| line.contains(part)).unwrap_or_default().to_owned();
        assert!(line("target").contains("| Newsprint 1 | MiniSearch 7 |"), "{text}");
        assert_eq!(
            line("first page, common: index"),
            "| R2 | first page, common: index and ten cards | ≤ 100.0 KB | 99.0 KB | 74.0 MB | yes |"
        );
        assert!(line("first page, rare: index").ends_with("| 130.0 KB | 74.0 MB | **missed by 30.0 KB** |"), "{text}");
        let summary = summary(&corpus, &measured);
        assert!(
            summary
                .contains("R2 first page, rare: index and ten cards: 130.0 KB, wanted ≤ 100.0 KB, missed by 30.0 KB"),
            "{summary}"
        );
        assert!(!text.contains("R10"), "rows that nobody has a figure for are left out: {text}");
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(
            (grouped(999), grouped(1_000), grouped(1_234_567)),
            ("999".into(), "1,000".into(), "1,234,567".into())
        );
        assert_eq!((size(999.0), size(1.6e6), size(2.0e9)), ("999 B".into(), "1.6 MB".into(), "2.00 GB".into()));
        assert_eq!(
            (milliseconds(0.123), milliseconds(23.45), milliseconds(24_343.2)),
            ("0.12".into(), "23.4".into(), "24,343".into())
        );
    }
}
