//! The articles found, by publication date.

use newsprint_edition::{DateRun, DateTable};
use newsprint_model::{DateSpan, Day};

use crate::set::ArticleSet;
use crate::{Bucket, Histogram};

/// The most bars that can be told apart on a phone.
const MAX_BUCKETS: usize = 120;

/// A range longer than this says too little to stretch the axis for.
const AXIS_DAYS: i32 = 366;

/// How wide a bucket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    /// This many years.
    Years(i32),
}

impl Unit {
    /// The bucket that a day lies in.
    fn bucket(self, day: Day) -> DateSpan {
        let (year, month, _) = day.ymd();
        let span = match self {
            Unit::Day => None,
            Unit::Month => DateSpan::month(year, month),
            Unit::Years(n) => {
                let first = (year - year.rem_euclid(n)).max(1);
                let last = (year - year.rem_euclid(n) + n - 1).min(9999);
                DateSpan::year(first)
                    .zip(DateSpan::year(last))
                    .map(|(first, last)| DateSpan { earliest: first.earliest, latest: last.latest })
            }
        };
        span.unwrap_or(DateSpan::day(day))
    }
}

/// Counts the articles of a set by date.
///
/// Buckets are days, or months, or years where days are too many; beyond 120 years, ten or more years each. The axis runs
/// from the first to the last day that an article of the set may be from, ranges of more than a year set aside unless there is nothing else.
pub(crate) fn histogram(dates: &DateTable, set: &ArticleSet) -> Histogram {
    let runs: Vec<(DateSpan, u32)> =
        dates.runs.iter().map(|run| (run.span, n_in(run, set))).filter(|(_, n)| *n > 0).collect();
    let n_undated = set.len() - runs.iter().map(|(_, n)| n).sum::<u32>();
    let is_telling = |span: &DateSpan| span.latest.0 - span.earliest.0 < AXIS_DAYS;
    let axis = axis(runs.iter().map(|(span, _)| *span).filter(is_telling))
        .or_else(|| axis(runs.iter().map(|(span, _)| *span)));
    let Some(axis) = axis else { return Histogram { buckets: Vec::new(), n_undated, n_uncertain: 0 } };
    let (unit, spans) = buckets(axis);
    let mut buckets: Vec<Bucket> =
        spans.into_iter().map(|span| Bucket { span, n_articles: 0, n_possible: 0 }).collect();
    let mut n_uncertain = 0;
    for (span, n_articles) in runs {
        let first = buckets.partition_point(|bucket| bucket.span.latest < span.earliest);
        if span.within(unit.bucket(span.earliest)) {
            if let Some(bucket) = buckets.get_mut(first) {
                bucket.n_articles += n_articles;
            }
            continue;
        }
        n_uncertain += n_articles;
        buckets[first..]
            .iter_mut()
            .take_while(|bucket| bucket.span.earliest <= span.latest)
            .for_each(|bucket| bucket.n_possible += n_articles);
    }
    Histogram { buckets, n_undated, n_uncertain }
}

fn n_in(run: &DateRun, set: &ArticleSet) -> u32 {
    (run.first..run.first + run.n_articles).filter(|article| set.holds(*article)).count() as u32
}

/// From the first to the last day of some spans.
fn axis(spans: impl Iterator<Item = DateSpan>) -> Option<DateSpan> {
    spans
        .reduce(|all, span| DateSpan { earliest: all.earliest.min(span.earliest), latest: all.latest.max(span.latest) })
}

/// The finest buckets that cover an axis in at most 120.
fn buckets(axis: DateSpan) -> (Unit, Vec<DateSpan>) {
    let units = [Unit::Day, Unit::Month, Unit::Years(1), Unit::Years(10), Unit::Years(100)];
    for unit in units {
        let mut spans: Vec<DateSpan> = Vec::new();
        let mut day = axis.earliest;
        while day <= axis.latest && spans.len() <= MAX_BUCKETS {
            let span = unit.bucket(day);
            spans.push(span);
            day = span.latest.plus(1);
        }
        if spans.len() <= MAX_BUCKETS {
            return (unit, spans);
        }
    }
    (Unit::Day, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(spans: &[&str]) -> (Vec<(String, u32, u32)>, u32, u32) {
        let dates = DateTable {
            runs: (0u32..)
                .zip(spans.iter().filter(|span| !span.is_empty()))
                .map(|(first, span)| DateRun { first, n_articles: 1, span: span.parse().unwrap() })
                .collect(),
        };
        let histogram = histogram(&dates, &ArticleSet::all(spans.len() as u32));
        let buckets = histogram.buckets.into_iter().filter(|b| b.n_articles + b.n_possible > 0);
        let buckets = buckets.map(|b| (b.span.to_string(), b.n_articles, b.n_possible)).collect();
        (buckets, histogram.n_undated, histogram.n_uncertain)
    }

    fn bucket(span: &str, n_articles: u32, n_possible: u32) -> (String, u32, u32) {
        (span.to_owned(), n_articles, n_possible)
    }

    #[test]
    fn articles_fall_into_days_months_or_years() {
        for (spans, buckets, n_undated, n_uncertain) in [
            (
                &["2023-11-18", "2023-11-19", "2023-11-19", ""][..],
                vec![bucket("2023-11-18", 1, 0), bucket("2023-11-19", 2, 0)],
                1,
                0,
            ),
            (&["2023-01-05", "2023-11", "2023-11-19"], vec![bucket("2023-01", 1, 0), bucket("2023-11", 2, 0)], 0, 0),
            (
                &["2023-11-18", "2023-11-18/2023-11-19"],
                vec![bucket("2023-11-18", 1, 1), bucket("2023-11-19", 0, 1)],
                0,
                1,
            ),
            (&["1950", "2023-11-19"], vec![bucket("1950", 1, 0), bucket("2023", 1, 0)], 0, 0),
            (&["1700-01-01", "2023-11-19"], vec![bucket("1700/1709", 1, 0), bucket("2020/2029", 1, 0)], 0, 0),
            (&["2020/2023", "2023-11-19"], vec![bucket("2023-11-19", 1, 1)], 0, 1),
            (
                &["2022/2023"],
                (1..=12)
                    .flat_map(|m| [(2022, m), (2023, m)])
                    .map(|(y, m)| bucket(&format!("{y}-{m:02}"), 0, 1))
                    .collect(),
                0,
                1,
            ),
            (&["", ""], vec![], 2, 0),
        ] {
            let mut expected = buckets;
            expected.sort();
            assert_eq!(shown(spans), (expected, n_undated, n_uncertain), "{spans:?}");
        }
    }
}
