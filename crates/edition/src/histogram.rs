//! Articles by publication date, in buckets that a screen has room for.

use newsprint_model::{DateSpan, Day};

use crate::bytes::{Cursor, Parsed, put_varint};
use crate::dates::{DateTable, put_span, read_span};

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

/// The articles of one stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateBucket {
    /// The stretch.
    pub span: DateSpan,
    /// How many articles are certainly of it.
    pub n_articles: u32,
    /// How many more may be.
    pub n_possible: u32,
}

/// Articles by date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateCounts {
    /// From the first to the last day that an article may be from, without gaps.
    pub buckets: Vec<DateBucket>,
    /// How many articles have no date.
    pub n_undated: u32,
    /// How many articles may be of several buckets.
    pub n_uncertain: u32,
}

/// Counts articles by date.
///
/// Buckets are days, or months, or years where days are too many; beyond 120 years, ten or more years each. The axis runs
/// from the first to the last day that an article may be from, ranges of more than a year set aside unless there is nothing else.
///
/// * Shape: for each run of the table how many of its articles are counted, and how many articles there are, those without a date too.
pub fn date_counts(dates: &DateTable, n_in_runs: &[u32], n_articles: u32) -> DateCounts {
    let runs: Vec<(DateSpan, u32)> =
        dates.runs.iter().map(|run| run.span).zip(n_in_runs.iter().copied()).filter(|(_, n)| *n > 0).collect();
    let n_undated = n_articles.saturating_sub(runs.iter().map(|(_, n)| n).sum::<u32>());
    let is_telling = |span: &DateSpan| span.latest.0 - span.earliest.0 < AXIS_DAYS;
    let axis = axis(runs.iter().map(|(span, _)| *span).filter(is_telling))
        .or_else(|| axis(runs.iter().map(|(span, _)| *span)));
    let Some(axis) = axis else { return DateCounts { buckets: Vec::new(), n_undated, n_uncertain: 0 } };
    let (unit, mut buckets) = buckets(axis);
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
    DateCounts { buckets, n_undated, n_uncertain }
}

impl DateCounts {
    /// The axis, and what lies in its buckets; these follow from it.
    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, self.n_undated);
        put_varint(out, self.n_uncertain);
        let (Some(first), Some(last)) = (self.buckets.first(), self.buckets.last()) else { return };
        put_span(out, DateSpan { earliest: first.span.earliest, latest: last.span.latest });
        for bucket in &self.buckets {
            put_varint(out, bucket.n_articles);
            if self.n_uncertain > 0 {
                put_varint(out, bucket.n_possible);
            }
        }
    }

    /// Reads what [`DateCounts::put`] wrote, up to the end.
    pub(crate) fn read(cursor: &mut Cursor<'_>) -> Parsed<DateCounts> {
        let (n_undated, n_uncertain) = (cursor.varint()?, cursor.varint()?);
        let mut counts = DateCounts { buckets: Vec::new(), n_undated, n_uncertain };
        if !cursor.is_at_end() {
            counts.buckets = buckets(read_span(cursor, 0)?).1;
            for bucket in &mut counts.buckets {
                bucket.n_articles = cursor.varint()?;
                if n_uncertain > 0 {
                    bucket.n_possible = cursor.varint()?;
                }
            }
        }
        Ok(counts)
    }
}

/// From the first to the last day of some spans.
fn axis(spans: impl Iterator<Item = DateSpan>) -> Option<DateSpan> {
    spans
        .reduce(|all, span| DateSpan { earliest: all.earliest.min(span.earliest), latest: all.latest.max(span.latest) })
}

/// The finest buckets that cover an axis in at most 120.
fn buckets(axis: DateSpan) -> (Unit, Vec<DateBucket>) {
    let units = [Unit::Day, Unit::Month, Unit::Years(1), Unit::Years(10), Unit::Years(100)];
    for unit in units {
        let mut spans: Vec<DateBucket> = Vec::new();
        let mut day = axis.earliest;
        while day <= axis.latest && spans.len() <= MAX_BUCKETS {
            let span = unit.bucket(day);
            spans.push(DateBucket { span, n_articles: 0, n_possible: 0 });
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
    use crate::dates::DateRun;

    fn shown(spans: &[&str]) -> (Vec<(String, u32, u32)>, u32, u32) {
        let dates = DateTable {
            runs: (0u32..)
                .zip(spans.iter().filter(|span| !span.is_empty()))
                .map(|(first, span)| DateRun { first, n_articles: 1, span: span.parse().unwrap() })
                .collect(),
        };
        let histogram = date_counts(&dates, &vec![1; dates.runs.len()], spans.len() as u32);
        let mut bytes = Vec::new();
        histogram.put(&mut bytes);
        assert_eq!(DateCounts::read(&mut Cursor::new(&bytes)).as_ref(), Ok(&histogram));
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
