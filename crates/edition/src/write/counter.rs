//! Counts facet values and dates of the articles that hold frequent words, while the words' lists are at hand.

use super::WriteError;
use super::emit::Emitter;
use super::shelf::{NONE, Rows};
use super::sizes::Sizes;
use crate::boot::FACETS;
use crate::counted::{Counted, FirstValues, MAX_COUNTED};
use crate::dates::DateTable;
use crate::histogram::date_counts;
use crate::part::{ChunkKind, Heads};
use crate::table::TableWriter;

/// A word in so many articles, one in this many, is frequent.
const SHARE: usize = 400;

/// Counts for one word after another.
pub(super) struct Counter<'a> {
    /// From how many articles on words are counted for.
    pub least: usize,
    /// For each facet, the values of each article.
    values: &'a [Rows; FACETS.len()],
    dates: &'a DateTable,
    /// For each dated article, its run of the dates.
    runs: Vec<u32>,
    /// For each facet, a count for each value, all 0 in between.
    counts: [Vec<u32>; FACETS.len()],
    /// Keys and records.
    counted: Vec<(Vec<u8>, Vec<u8>)>,
}

impl<'a> Counter<'a> {
    /// * Shape: for each facet the values of each article, and how many values there are; words are counted for from `least` articles on, or from a share of all.
    pub(super) fn new(
        (values, n_values): (&'a [Rows; FACETS.len()], &[u32; FACETS.len()]),
        dates: &'a DateTable,
        (n_articles, least): (usize, usize),
    ) -> Counter<'a> {
        let runs = (0u32..).zip(&dates.runs).flat_map(|(nth, run)| (0..run.n_articles).map(move |_| nth)).collect();
        let counts = n_values.map(|n| vec![0; n as usize]);
        Counter { least: least.max(n_articles / SHARE), values, dates, runs, counts, counted: Vec::new() }
    }

    /// Counts for the articles that hold a word in some forms; `key` finds it.
    pub(super) fn count(&mut self, key: Vec<u8>, n_forms: u32, articles: &[u32]) {
        if articles.len() < self.least {
            return;
        }
        let mut counted = Counted { n_articles: articles.len() as u32, n_forms, ..Counted::default() };
        for ((values, counts), told) in self.values.iter().zip(&mut self.counts).zip(&mut counted.facets) {
            let mut touched = Vec::new();
            for value in articles.iter().flat_map(|article| values.row(*article as usize)) {
                let count = &mut counts[*value as usize];
                if *count == 0 {
                    touched.push(*value);
                }
                *count += 1;
            }
            let mut first: Vec<(u32, u32)> =
                touched.into_iter().map(|value| (value, std::mem::take(&mut counts[value as usize]))).collect();
            let n_values = first.len() as u32;
            let falling = |(value, n): &(u32, u32)| (std::cmp::Reverse(*n), *value);
            if first.len() > MAX_COUNTED {
                first.select_nth_unstable_by_key(MAX_COUNTED - 1, falling);
                first.truncate(MAX_COUNTED);
            }
            first.sort_unstable_by_key(falling);
            *told = FirstValues { n_values, first };
        }
        let mut n_in_runs = vec![0; self.dates.runs.len()];
        for run in articles.iter().map(|article| self.runs.get(*article as usize).copied().unwrap_or(NONE)) {
            if let Some(n) = n_in_runs.get_mut(run as usize) {
                *n += 1;
            }
        }
        counted.dates = date_counts(self.dates, &n_in_runs, counted.n_articles);
        self.counted.push((key, counted.encode()));
    }

    /// Writes what was counted.
    pub(super) fn write(mut self, sizes: &Sizes, emitter: &mut Emitter<'_>) -> Result<Heads, WriteError> {
        self.counted.sort_unstable();
        let mut table = TableWriter::new(sizes.index);
        let mut heads = Heads::default();
        for (key, record) in &self.counted {
            table.add(key, record);
            emitter.emit_table(ChunkKind::Counts, (&mut table, &mut heads), false)?;
        }
        emitter.emit_table(ChunkKind::Counts, (&mut table, &mut heads), true)?;
        Ok(heads)
    }
}
