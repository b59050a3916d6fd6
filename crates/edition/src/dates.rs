//! Publication dates of all articles, as runs: neighbours in date order mostly share theirs.

use newsprint_model::{DateSpan, Day};

use crate::bytes::{Cursor, Malformed, Parsed, put_varint, put_zigzag};

/// Consecutive articles of one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRun {
    /// The first article's number.
    pub first: u32,
    /// How many articles.
    pub n_articles: u32,
    /// Their date.
    pub span: DateSpan,
}

/// The dates of all dated articles; those that follow the last run are undated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateTable {
    /// By rising article number, which is by rising earliest day.
    pub runs: Vec<DateRun>,
}

/// The calendar's ends, 0001-01-01 and 9999-12-31: nothing outside can be shown.
const DAYS: std::ops::RangeInclusive<i32> = -719_162..=2_932_896;

impl DateTable {
    /// The table of some articles' dates, given in the order of their numbers.
    pub(crate) fn of(spans: impl Iterator<Item = DateSpan>) -> DateTable {
        let mut runs: Vec<DateRun> = Vec::new();
        for (number, span) in spans.enumerate() {
            match runs.last_mut() {
                Some(run) if run.span == span => run.n_articles += 1,
                _ => runs.push(DateRun { first: number as u32, n_articles: 1, span }),
            }
        }
        DateTable { runs }
    }

    /// How many articles are dated.
    pub fn n_dated(&self) -> u32 {
        self.runs.last().map_or(0, |run| run.first + run.n_articles)
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, self.runs.len() as u32);
        let mut day = 0;
        for run in &self.runs {
            put_zigzag(&mut out, run.span.earliest.0 - day);
            put_varint(&mut out, (run.span.latest.0 - run.span.earliest.0) as u32);
            put_varint(&mut out, run.n_articles);
            day = run.span.earliest.0;
        }
        out
    }

    pub(crate) fn decode(bytes: &[u8], n_articles: u32) -> Parsed<DateTable> {
        let mut cursor = Cursor::new(bytes);
        let n_runs = cursor.count()?;
        let (mut runs, mut day, mut first) = (Vec::new(), 0i32, 0u32);
        for _ in 0..n_runs {
            let span = read_span(&mut cursor, day)?;
            let n_in_run = cursor.varint()?;
            day = span.earliest.0;
            runs.push(DateRun { first, n_articles: n_in_run, span });
            first = first
                .checked_add(n_in_run)
                .filter(|next| *next <= n_articles)
                .ok_or(Malformed("more dates than articles"))?;
        }
        Ok(DateTable { runs })
    }
}

/// Reads a span, its first day counted from `day`.
pub(crate) fn read_span(cursor: &mut Cursor<'_>, day: i32) -> Parsed<DateSpan> {
    let outside = Malformed("a day is not in the calendar");
    let earliest = day.checked_add(cursor.zigzag()?).filter(|day| DAYS.contains(day)).ok_or(outside)?;
    let latest = earliest.checked_add_unsigned(cursor.varint()?).filter(|day| DAYS.contains(day)).ok_or(outside)?;
    Ok(DateSpan { earliest: Day(earliest), latest: Day(latest) })
}

/// Appends a span, its first day counted from the epoch.
pub(crate) fn put_span(out: &mut Vec<u8>, span: DateSpan) {
    put_zigzag(out, span.earliest.0);
    put_varint(out, (span.latest.0 - span.earliest.0) as u32);
}
