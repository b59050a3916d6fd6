//! The articles found, by publication date.

use newsprint_edition::{DateCounts, DateRun, DateTable, date_counts};

use crate::set::ArticleSet;
use crate::{Bucket, Histogram};

/// Counts the articles of a set by date.
pub(crate) fn histogram(dates: &DateTable, set: &ArticleSet) -> Histogram {
    let n_in_runs: Vec<u32> = dates.runs.iter().map(|run| n_in(run, set)).collect();
    date_counts(dates, &n_in_runs, set.len()).into()
}

/// Counts as they are answered.
impl From<DateCounts> for Histogram {
    fn from(counts: DateCounts) -> Histogram {
        let DateCounts { buckets, n_undated, n_uncertain } = counts;
        let buckets = buckets.into_iter().map(|bucket| Bucket {
            span: bucket.span,
            n_articles: bucket.n_articles,
            n_possible: bucket.n_possible,
        });
        Histogram { buckets: buckets.collect(), n_undated, n_uncertain }
    }
}

fn n_in(run: &DateRun, set: &ArticleSet) -> u32 {
    (run.first..run.first + run.n_articles).filter(|article| set.holds(*article)).count() as u32
}
