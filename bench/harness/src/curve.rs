//! What grows with the number of articles, and how: one table for each engine over all synthesised sizes.

use std::fmt::Write as _;

use crate::dataset::SIZES;
use crate::measured::{FirstPage, Measured, Stored, quantile};
use crate::report::{ORDER, grouped, milliseconds, size};

/// One line of the table.
struct Line {
    what: &'static str,
    /// Whether it is worth a column of growth: how many times more for ten times the articles.
    has_growth: bool,
    shown: fn(f64) -> String,
    figure: fn(&Measured) -> Option<f64>,
}

/// The first pages of a kind, as the engine alone reads them where that is known, else as a browser asked for them.
fn pages<'a>(one: &'a Measured, kind: &'a str) -> impl Iterator<Item = &'a FirstPage> {
    let pages = one.alone.as_ref().map_or(&one.first_pages, |alone| &alone.first_pages);
    let has_kind = pages.iter().any(|page| page.kind == kind);
    pages.iter().filter(move |page| page.kind == kind || !has_kind)
}

fn bytes_of(one: &Measured, kind: &str, share: f64) -> Option<f64> {
    quantile(pages(one, kind).map(|page| page.n_bytes() as f64), share)
}

fn most(one: &Measured, value: fn(&FirstPage) -> usize) -> Option<f64> {
    let pages = one.alone.as_ref().map_or(&one.first_pages, |alone| &alone.first_pages);
    pages.iter().map(|page| value(page) as f64).reduce(f64::max)
}

fn warm(one: &Measured, share: f64) -> Option<f64> {
    quantile(one.warm.iter().filter_map(|timed| timed.ms), share)
}

fn files(one: &Measured, value: fn(&Stored) -> u64) -> Option<f64> {
    one.files.as_ref().map(|files| value(files) as f64)
}

fn counted(value: f64) -> String {
    grouped(value.round() as u64)
}

fn seconds(value: f64) -> String {
    format!("{value:.1} s")
}

fn in_ms(value: f64) -> String {
    format!("{} ms", milliseconds(value))
}

/// What grows and is counted in bytes.
const fn in_bytes(what: &'static str, figure: fn(&Measured) -> Option<f64>) -> Line {
    Line { what, has_growth: true, shown: size, figure }
}

/// What grows and takes time.
const fn in_time(what: &'static str, figure: fn(&Measured) -> Option<f64>) -> Line {
    Line { what, has_growth: true, shown: in_ms, figure }
}

const LINES: &[Line] = &[
    in_bytes("before the first question", |one| {
        pages(one, "common").map(|page| page.start_bytes as f64).reduce(f64::max)
    }),
    in_bytes("to the first page, common word, middle", |one| bytes_of(one, "common", 0.5)),
    in_bytes("… the most of any", |one| bytes_of(one, "common", 1.0)),
    in_bytes("to the first page, mid word, middle", |one| bytes_of(one, "mid", 0.5)),
    in_bytes("to the first page, rare word, middle", |one| bytes_of(one, "rare", 0.5)),
    in_bytes("to the first page, two words, middle", |one| bytes_of(one, "two", 0.5)),
    in_bytes("… the most of any", |one| bytes_of(one, "two", 1.0)),
    Line {
        what: "rounds to the ten cards, the most",
        has_growth: false,
        shown: counted,
        figure: |one| most(one, |page| page.rounds),
    },
    Line {
        what: "requests, the most",
        has_growth: false,
        shown: counted,
        figure: |one| most(one, FirstPage::n_requests),
    },
    in_time("first visit over fast 4G, common word", |one| {
        quantile(one.visits.get("common")?.iter().map(|visit| visit.ms), 0.5)
    }),
    in_time("warm, p50", |one| warm(one, 0.5)),
    in_time("warm, p95", |one| warm(one, 0.95)),
    in_time("warm, p99", |one| warm(one, 0.99)),
    in_time("within a facet's value, p95", |one| {
        quantile(one.warm.iter().filter(|timed| timed.kind == "filter").filter_map(|timed| timed.ms), 0.95)
    }),
    in_time("counts for a common word", |one| one.counts.iter().map(|counted| counted.ms).reduce(f64::max)),
    in_bytes("index with positions", |one| files(one, |files| files.index_bytes)),
    in_bytes("everything", |one| files(one, |files| files.all_bytes)),
    Line { what: "files", has_growth: true, shown: counted, figure: |one| files(one, |files| files.n_files) },
    Line {
        what: "building",
        has_growth: true,
        shown: seconds,
        figure: |one| one.build.as_ref().filter(|build| build.failed.is_none()).map(|build| build.wall_s),
    },
    Line {
        what: "building, processors together",
        has_growth: true,
        shown: seconds,
        figure: |one| one.build.as_ref().filter(|build| build.failed.is_none()).map(|build| build.cpu_s),
    },
    in_bytes("building, peak memory", |one| one.build.as_ref().map(|build| build.peak_bytes as f64)),
    in_bytes("the page after all questions", |one| one.memory.map(|(now, empty)| now.saturating_sub(empty) as f64)),
];

/// The tables, the engines in their usual order; an engine that was measured over fewer than two sizes has none.
///
/// * `points`: a size's name and what was measured of one engine over it.
pub fn table(points: &[(&str, Measured)], machine: &str) -> String {
    let mut text = format!(
        "# What grows with the number of articles, and how\n\nThe same synthesised articles, more of them. {machine} The last column \
         is the factor for ten times the articles, from the smallest to the largest size that has the figure: 1 is flat, 10 \
         grows as the articles do.\n"
    );
    for name in ORDER {
        let of_engine: Vec<(&str, &Measured)> = SIZES
            .iter()
            .filter_map(|(size, _)| points.iter().find(|(other, one)| other == size && one.engine == name))
            .map(|(size, one)| (*size, one))
            .collect();
        let Some((_, last)) = of_engine.last().filter(|_| of_engine.len() > 1) else { continue };
        let sizes: Vec<&str> = of_engine.iter().map(|(size, _)| *size).collect();
        let _ = writeln!(text, "\n## {}\n", last.version);
        let _ = writeln!(text, "| | {} | ×10 |", sizes.join(" | "));
        let _ = writeln!(text, "|---|{}---:|", "---:|".repeat(sizes.len()));
        for line in LINES {
            let figures: Vec<Option<f64>> = of_engine.iter().map(|(_, one)| (line.figure)(one)).collect();
            if figures.iter().all(Option::is_none) {
                continue;
            }
            let growth = if line.has_growth { growth(&sizes, &figures) } else { None };
            let cells: Vec<String> = figures.iter().map(|figure| figure.map(line.shown).unwrap_or_default()).collect();
            let growth = growth.map(|factor| format!("{factor:.2}")).unwrap_or_default();
            let _ = writeln!(text, "| {} | {} | {growth} |", line.what, cells.join(" | "));
        }
    }
    text
}

/// How many times more it is for ten times the articles, in the geometric mean between the ends.
fn growth(sizes: &[&str], figures: &[Option<f64>]) -> Option<f64> {
    let n_articles = |name: &str| SIZES.iter().find(|(size, _)| *size == name).and_then(|(_, n)| *n);
    let known: Vec<(f64, f64)> = sizes
        .iter()
        .zip(figures)
        .filter_map(|(size, figure)| Some((n_articles(size)? as f64, figure.filter(|value| *value > 0.0)?)))
        .collect();
    let ((n_first, first), (n_last, last)) = (*known.first()?, *known.last()?);
    (n_last > n_first).then(|| (last / first).powf(1.0 / (n_last / n_first).log10()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_told_for_ten_times_the_articles() {
        for (figures, expected) in [
            ([Some(5.0), Some(5.0)], Some(1.0)),
            ([Some(1.0), Some(100.0)], Some(10.0)),
            ([Some(2.0), Some(8.0)], Some(2.0)),
            ([Some(2.0), None], None),
        ] {
            let found = growth(&["1k", "100k"], &figures);
            assert_eq!(found.map(|factor| (factor * 1e6).round() / 1e6), expected);
        }
    }

    #[test]
    fn sizes_stand_side_by_side_in_their_order() {
        let one = |n_files| Measured {
            engine: "ours".to_owned(),
            version: "Newsprint".to_owned(),
            files: Some(Stored { n_files, ..Stored::default() }),
            ..Measured::default()
        };
        let text = table(&[("10k", one(3_000)), ("1k", one(300))], "A machine.");
        assert!(text.contains("| | 1k | 10k | ×10 |"), "{text}");
        assert!(text.contains("| files | 300 | 3,000 | 10.00 |"), "{text}");
    }
}
