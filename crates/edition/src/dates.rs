//! Publication dates of all articles, as runs: neighbours in date order mostly share theirs.

use std::ops::Range;

use newsprint_model::{DateSpan, Day};

use crate::bytes::{Cursor, Malformed, Parsed, put_varint, put_zigzag};
use crate::sorted::in_order;

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

/// The dates of all dated articles; those that lie in no run are undated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateTable {
    /// By rising article number; within a part of the edition that is by rising earliest day.
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

    /// The numbers of undated articles out of `n_articles`: ranges, rising.
    pub fn undated(&self, n_articles: u32) -> Vec<Range<u32>> {
        let mut ranges = Vec::new();
        let mut next = 0;
        for run in &self.runs {
            ranges.push(next..run.first);
            next = run.first + run.n_articles;
        }
        ranges.push(next..n_articles);
        ranges.retain(|range| !range.is_empty());
        ranges
    }

    /// For each of `n_articles`, how many come before it in date order: by earliest day, then latest, then number; undated ones last.
    pub fn turns(&self, n_articles: u32) -> Vec<u32> {
        let mut turns = vec![0; n_articles as usize];
        // Runs stand in the order of their articles, and of equal keys the earlier stays first.
        let shifted = |day: Day| u64::from(day.0 as u32 ^ 0x8000_0000);
        let days: Vec<u64> =
            self.runs.iter().map(|run| shifted(run.span.earliest) << 32 | shifted(run.span.latest)).collect();
        let runs = in_order(&days).into_iter().map(|nth| &self.runs[nth]);
        let ranges = runs.map(|run| run.first..run.first + run.n_articles).chain(self.undated(n_articles));
        ranges.flatten().zip(0..).for_each(|(article, turn)| {
            if let Some(at) = turns.get_mut(article as usize) {
                *at = turn;
            }
        });
        turns
    }

    /// Adds the dates of articles that follow, whose numbers there begin at `first`.
    pub(crate) fn join(&mut self, other: DateTable, first: u32) {
        self.runs.extend(other.runs.into_iter().map(|run| DateRun { first: run.first + first, ..run }));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_takes_its_turn_by_date() {
        let table = |spans: &[&str]| DateTable::of(spans.iter().map(|span| span.parse().unwrap()));
        let mut dates = table(&["2023-11-18", "2023-11-18", "2023-11-20"]);
        // One undated article, then what was added: two days and an undated one.
        dates.join(table(&["2023-11-18", "2023-11-21"]), 4);
        assert_eq!(dates.undated(7), [3..4, 6..7]);
        assert_eq!(dates.turns(7), [0, 1, 3, 5, 2, 4, 6]);
    }
}
