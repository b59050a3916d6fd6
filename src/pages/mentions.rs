//! The months and years that texts speak of, as bars and as a table.

use newsprint_model::DateSpan;
use newsprint_search::{Bucket, FacetValue};

use crate::route::{FIRST_DAY, LAST_DAY};

/// The most years that have a bar each.
const MOST_YEARS: i32 = 120;
/// The most years whose months have a bar each.
const MOST_YEARS_OF_MONTHS: i32 = 10;

/// The dates that texts speak of. An article may speak of many, so a year's articles are not the sum of its months'.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mentions {
    /// All of them in order of time, each year before its months.
    pub all: Vec<Bucket>,
    /// A bar for each year of those 120 that are spoken of most.
    pub years: Vec<Bucket>,
    /// A bar for each month: of all years where they are ten at most, else of those chosen, if these are.
    pub months: Vec<Bucket>,
    /// What is spoken of before the years that have bars, and after: not counted yet.
    pub outer: [Option<DateSpan>; 2],
}

fn year_of(span: DateSpan) -> i32 {
    span.earliest.ymd().0
}

/// The dates out of the values that an edition counts; `chosen` are those that the list is narrowed to.
pub fn mentions(values: &[FacetValue], chosen: Option<DateSpan>) -> Mentions {
    let mut all: Vec<Bucket> = Vec::new();
    for value in values.iter().filter(|value| value.n_articles > 0) {
        let Ok(span) = value.value.parse::<DateSpan>() else { continue };
        let bucket = Bucket { span, n_articles: value.n_articles, n_possible: 0 };
        // Where it belongs, rather than sorted at the end: a sorting routine is 2 KB of everybody's download.
        let is_before = |other: &Bucket| (other.span.earliest, span.latest) <= (span.earliest, other.span.latest);
        let at = all.partition_point(is_before);
        all.insert(at, bucket);
    }
    let is_year = |bucket: &&Bucket| bucket.span.latest.0 - bucket.span.earliest.0 > 31;
    let years: Vec<&Bucket> = all.iter().filter(is_year).collect();
    let (Some(first), Some(last)) = (years.first(), years.last()) else {
        return Mentions { all, ..Mentions::default() };
    };
    let (mut first, mut last) = (year_of(first.span), year_of(last.span));
    let mut outer = [None, None];
    if last - first >= MOST_YEARS {
        // The stretch that is spoken of most: a lone slip of the pen in the year 3000 moves no bar.
        let n_from = |from: i32| -> u64 {
            let within = years.iter().filter(|year| (from..from + MOST_YEARS).contains(&year_of(year.span)));
            within.map(|year| u64::from(year.n_articles)).sum()
        };
        let mut best = 0;
        for year in &years {
            let from = year_of(year.span).min(last - MOST_YEARS + 1);
            if n_from(from) > best {
                (best, first) = (n_from(from), from);
            }
        }
        let (before, after) = (year_of(years[0].span) < first, first + MOST_YEARS <= last);
        last = first + MOST_YEARS - 1;
        let until = |year| DateSpan::year(year).filter(|_| before).map(|it| DateSpan { earliest: FIRST_DAY, ..it });
        let from = |year| DateSpan::year(year).filter(|_| after).map(|it| DateSpan { latest: LAST_DAY, ..it });
        outer = [until(first - 1), from(last + 1)];
    }
    let count = |span: DateSpan| {
        let n_articles = all.iter().find(|known| known.span == span).map_or(0, |known| known.n_articles);
        Bucket { span, n_articles, n_possible: 0 }
    };
    let chosen = chosen.map(|span| (year_of(span), span.latest.ymd().0));
    let is_few = |(first, last): &(i32, i32)| last - first < MOST_YEARS_OF_MONTHS;
    let (from, to) = Some((first, last)).filter(is_few).or(chosen.filter(is_few)).unwrap_or((1, 0));
    // Plain loops: adapters inside one another are a kilobyte more of everybody's download.
    let (mut years, mut months) = (Vec::new(), Vec::new());
    for year in first..=last {
        if let Some(span) = DateSpan::year(year) {
            years.push(count(span));
        }
    }
    for nth in from * 12..(to + 1) * 12 {
        if let Some(span) = DateSpan::month(nth.div_euclid(12), nth.rem_euclid(12) as u32 + 1) {
            months.push(count(span));
        }
    }
    Mentions { years, months, outer, all }
}

impl Mentions {
    /// Puts a bar for what lies before the others, and one for what lies after, once they are counted.
    pub fn with_outer(mut self, counts: &[Option<u32>]) -> Mentions {
        let mut counts = counts.iter().copied();
        let [before, after] = self.outer.map(|span| {
            let (span, n) = span.map(|span| (span, counts.next().flatten()))?;
            n.map(|n_articles| Bucket { span, n_articles, n_possible: 0 })
        });
        if let Some(before) = before {
            self.years.insert(0, before);
        }
        self.years.extend(after);
        self
    }
}
