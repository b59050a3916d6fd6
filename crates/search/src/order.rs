//! Articles by date, and the first of many.

use newsprint_edition::{DateRun, DateTable, in_order};
use newsprint_model::Day;

/// Where every article stands by age: from 0, the oldest; articles without a date come after all others, by number.
#[derive(Debug, Default)]
pub(crate) struct DateOrder {
    n_dated: u32,
    /// First articles of stretches, and where those stand; by article. Empty where numbers are in order themselves.
    by_article: Vec<(u32, u32)>,
    /// The same by place.
    by_place: Vec<(u32, u32)>,
}

impl DateOrder {
    /// The order of an edition in which numbers rise with dates, the undated last.
    pub(crate) fn of_numbers(n_dated: u32) -> DateOrder {
        DateOrder { n_dated, ..DateOrder::default() }
    }

    /// The order that a table of dates gives.
    pub(crate) fn of_table(dates: &DateTable, n_articles: u32) -> DateOrder {
        let firsts: Vec<u64> = dates.runs.iter().map(|run| u64::from(run.first)).collect();
        let by_first: Vec<&DateRun> = in_order(&firsts).into_iter().map(|nth| &dates.runs[nth]).collect();
        let days: Vec<u64> = by_first.iter().map(|run| days_of(run)).collect();
        let mut order = DateOrder::default();
        let (mut place, mut next) = (0, None);
        for run in in_order(&days).into_iter().map(|nth| by_first[nth]) {
            order.add(run.first, &mut place, &mut next, run.n_articles);
        }
        order.n_dated = place;
        let mut at = 0;
        for (first, n) in by_first.iter().map(|run| (run.first, run.n_articles)).chain([(n_articles, 0)]) {
            order.add(at, &mut place, &mut next, first.saturating_sub(at));
            at = first.saturating_add(n);
        }
        let mut by_article: Vec<u64> =
            order.by_place.iter().map(|(place, first)| u64::from(*first) << 32 | u64::from(*place)).collect();
        by_article.sort_unstable();
        order.by_article = by_article.into_iter().map(|both| ((both >> 32) as u32, both as u32)).collect();
        order
    }

    /// Puts a stretch of articles in the next places.
    fn add(&mut self, first: u32, place: &mut u32, next: &mut Option<u32>, n: u32) {
        if n > 0 && *next != Some(first) {
            self.by_place.push((*place, first));
        }
        *next = if n > 0 { Some(first.saturating_add(n)) } else { *next };
        *place = place.saturating_add(n);
    }

    /// Where an article stands in a list that begins with the oldest or the newest; undated articles are last in both.
    pub(crate) fn turn(&self, article: u32, newest_first: bool) -> u32 {
        self.flipped(across(&self.by_article, article), newest_first)
    }

    /// A turn that no article of a stretch comes before, newest first.
    pub(crate) fn first_turn(&self, first: u32, last: u32) -> u32 {
        match first < self.n_dated {
            true if self.by_article.is_empty() => self.flipped(last.min(self.n_dated - 1), true),
            false if self.by_article.is_empty() => first,
            _ => 0,
        }
    }

    /// The article that has a turn.
    pub(crate) fn at_turn(&self, turn: u32, newest_first: bool) -> u32 {
        across(&self.by_place, self.flipped(turn, newest_first))
    }

    /// Turns the dated places round. Its own inverse.
    fn flipped(&self, place: u32, newest_first: bool) -> u32 {
        if newest_first && place < self.n_dated { self.n_dated - 1 - place } else { place }
    }
}

/// The first and the last day that a run may be from, in an order that is that of the days.
fn days_of(run: &DateRun) -> u64 {
    let shifted = |day: Day| u64::from(day.0 as u32 ^ 0x8000_0000);
    shifted(run.span.earliest) << 32 | shifted(run.span.latest)
}

/// Maps a number by the stretch it lies in.
fn across(stretches: &[(u32, u32)], number: u32) -> u32 {
    let after = stretches.partition_point(|(first, _)| *first <= number);
    let (first, to) = after.checked_sub(1).and_then(|nth| stretches.get(nth)).copied().unwrap_or_default();
    to.saturating_add(number - first)
}

/// The `n` least of some ranks, rising. A rank that cannot be among them costs one comparison.
pub(crate) fn least(ranks: impl Iterator<Item = u64>, n: usize) -> Vec<u64> {
    let mut least = Least::new(n);
    ranks.for_each(|rank| least.add(rank));
    least.sorted()
}

/// Keeps the least of the ranks it is shown.
pub(crate) struct Least {
    n: usize,
    kept: Vec<u64>,
    /// A rank must be below it to be kept.
    bound: u64,
}

impl Least {
    pub(crate) fn new(n: usize) -> Least {
        Least { n, kept: Vec::new(), bound: if n == 0 { 0 } else { u64::MAX } }
    }

    #[inline]
    pub(crate) fn add(&mut self, rank: u64) {
        if rank < self.bound {
            self.kept.push(rank);
            if self.kept.len() >= self.n.saturating_mul(2).max(256) {
                self.settle();
            }
        }
    }

    /// The bound that a further rank must be below, brought up to date.
    pub(crate) fn bound(&mut self) -> u64 {
        self.settle();
        self.bound
    }

    fn settle(&mut self) {
        if self.kept.len() >= self.n && self.n > 0 {
            self.kept.sort_unstable();
            self.kept.truncate(self.n);
            self.bound = self.kept.last().copied().unwrap_or(self.bound);
        }
    }

    pub(crate) fn sorted(mut self) -> Vec<u64> {
        self.settle();
        self.kept.sort_unstable();
        self.kept
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_least_are_those_of_a_sorted_list(ranks in prop::collection::vec(0u64..500, 0..900), n in 0usize..300) {
            let mut sorted: Vec<u64> = ranks.clone();
            sorted.sort_unstable();
            sorted.truncate(n);
            prop_assert_eq!(least(ranks.into_iter(), n), sorted);
        }

        #[test]
        fn every_article_has_a_turn_by_its_date_wherever_it_stands(
            stretches in prop::collection::vec((1u32..5, prop::option::of(1usize..28)), 0..12),
        ) {
            // Stretches of articles, each of one day or undated.
            let (mut runs, mut dated, mut n_articles) = (Vec::new(), Vec::new(), 0u32);
            for (n, day) in stretches {
                if let Some(day) = day {
                    runs.push(DateRun { first: n_articles, n_articles: n, span: format!("2023-11-{day:02}").parse().unwrap() });
                }
                dated.extend((n_articles..n_articles + n).map(|article| (day.is_none(), day, article)));
                n_articles += n;
            }
            dated.sort();
            let order = DateOrder::of_table(&DateTable { runs }, n_articles);
            for (turn, (is_undated, _, article)) in (0u32..).zip(&dated) {
                prop_assert_eq!(order.turn(*article, false), turn);
                prop_assert_eq!(order.at_turn(turn, false), *article);
                let newest = order.turn(*article, true);
                let n_dated = dated.iter().filter(|(is_undated, ..)| !is_undated).count() as u32;
                prop_assert_eq!(newest, if *is_undated { turn } else { n_dated - 1 - turn });
                prop_assert_eq!(order.at_turn(newest, true), *article);
            }
            let numbers = DateOrder::of_numbers(3);
            prop_assert_eq!([0, 2, 3, 9].map(|article| numbers.turn(article, true)), [2, 0, 3, 9]);
            prop_assert_eq!([2, 0, 3, 9].map(|turn| numbers.at_turn(turn, true)), [0, 2, 3, 9]);
        }
    }
}
