//! Two lists by date on one axis: buckets of one size, for both as many.

use newsprint_model::{DateSpan, Day};
use newsprint_search::Bucket;

/// The most bars that can be told apart on a phone.
const MAX_BUCKETS: usize = 120;

/// How wide a bucket is, in the sizes that the engine counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Day,
    Month,
    /// This many years: 1, 10 or 100.
    Years(i32),
}

impl Unit {
    /// From the finest to the coarsest.
    const ALL: [Unit; 5] = [Unit::Day, Unit::Month, Unit::Years(1), Unit::Years(10), Unit::Years(100)];

    /// The size of a bucket. Where the calendar begins and ends, centuries are a year shorter than elsewhere.
    fn of(span: DateSpan) -> Unit {
        let ((first, month, _), (last, ..)) = (span.earliest.ymd(), span.latest.ymd());
        match last - first {
            0 if span.as_day().is_some() => Unit::Day,
            0 if DateSpan::month(first, month) == Some(span) => Unit::Month,
            0 => Unit::Years(1),
            1..10 => Unit::Years(10),
            _ => Unit::Years(100),
        }
    }

    /// The bucket that a day lies in.
    fn bucket(self, day: Day) -> DateSpan {
        let (year, month, _) = day.ymd();
        let span = match self {
            Unit::Day => None,
            Unit::Month => DateSpan::month(year, month),
            Unit::Years(n) => {
                let start = year - year.rem_euclid(n);
                let ends = [start.max(1), (start + n - 1).min(9999)].map(DateSpan::year);
                ends[0].zip(ends[1]).map(|(first, last)| DateSpan { earliest: first.earliest, latest: last.latest })
            }
        };
        span.unwrap_or(DateSpan::day(day))
    }
}

/// The buckets of an axis on which both lists stand: from the first to the last day of either, no finer than either, at most 120; none where nothing is
/// dated.
pub fn axis(lists: [&[Bucket]; 2]) -> Vec<DateSpan> {
    let known = || lists.into_iter().flatten();
    let (Some(earliest), Some(latest), Some(finest)) = (
        known().map(|bucket| bucket.span.earliest).min(),
        known().map(|bucket| bucket.span.latest).max(),
        lists.into_iter().filter_map(|list| list.first()).map(|bucket| Unit::of(bucket.span)).max(),
    ) else {
        return Vec::new();
    };
    for unit in Unit::ALL.into_iter().filter(|unit| *unit >= finest) {
        let (mut spans, mut day) = (Vec::new(), earliest);
        while day <= latest && spans.len() <= MAX_BUCKETS {
            let span = unit.bucket(day);
            spans.push(span);
            day = span.latest.plus(1);
        }
        if spans.len() <= MAX_BUCKETS {
            return spans;
        }
    }
    Vec::new()
}

/// Those parts of an axis for which a list's own buckets do not serve, being finer: they are to be counted anew. An article may certainly be of a month and
/// of none of its days, so what is known of days does not add up to what is known of months.
pub fn to_count(axis: &[DateSpan], own: &[Bucket]) -> Vec<DateSpan> {
    let (Some(first), Some(last)) = (own.first(), own.last()) else { return Vec::new() };
    if axis.first().is_none_or(|span| Unit::of(*span) == Unit::of(first.span)) {
        return Vec::new();
    }
    let whole = DateSpan { earliest: first.span.earliest, latest: last.span.latest };
    axis.iter().copied().filter(|span| span.overlaps(whole)).collect()
}

/// A list on an axis, out of its own buckets or those that were counted anew.
pub fn on_axis(axis: &[DateSpan], known: &[Bucket]) -> Vec<Bucket> {
    let of = |span: &DateSpan| known.iter().find(|bucket| bucket.span == *span).copied();
    axis.iter().map(|span| of(span).unwrap_or(Bucket { span: *span, n_articles: 0, n_possible: 0 })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn buckets(first: &str, last: &str) -> Vec<Bucket> {
        let (first, last): (DateSpan, DateSpan) = (first.parse().unwrap(), last.parse().unwrap());
        let (unit, mut day, mut found) = (Unit::of(first), first.earliest, Vec::new());
        while day <= last.latest {
            let span = unit.bucket(day);
            found.push(Bucket { span, n_articles: 1, n_possible: 0 });
            day = span.latest.plus(1);
        }
        found
    }

    #[test]
    fn an_axis_reaches_from_the_first_to_the_last_and_is_no_finer_than_either() {
        for (one, other, n, first, last) in [
            (("2023-11-03", "2023-11-05"), ("2023-11-04", "2023-11-08"), 6, "2023-11-03", "2023-11-08"),
            (("2023-11-03", "2023-11-05"), ("2023-09", "2023-10"), 3, "2023-09", "2023-11"),
            (("2023-11-03", "2023-11-05"), ("2020", "2020"), 4, "2020", "2023"),
            (("2001-01-01", "2001-01-09"), ("2009-02-01", "2009-02-02"), 98, "2001-01", "2009-02"),
            (("2001-01-01", "2001-01-09"), ("2022-02-01", "2022-02-02"), 22, "2001", "2022"),
            (("1810/1819", "1850/1859"), ("2023-11-03", "2023-11-05"), 22, "1810/1819", "2020/2029"),
        ] {
            let (one, other) = (buckets(one.0, one.1), buckets(other.0, other.1));
            for lists in [[&one[..], &other], [&other, &one]] {
                let axis = axis(lists);
                let ends = [axis[0].to_string(), axis[axis.len() - 1].to_string()];
                assert_eq!((axis.len(), ends), (n, [first.to_owned(), last.to_owned()]));
                assert!(axis.windows(2).all(|pair| pair[0].latest.plus(1) == pair[1].earliest));
            }
            let alone = axis([&one, &[]]);
            assert_eq!(alone, one.iter().map(|bucket| bucket.span).collect::<Vec<_>>());
        }
        assert!(axis([&[], &[]]).is_empty());
    }

    #[test]
    fn a_finer_list_is_counted_anew_where_it_has_articles_and_a_list_of_the_same_size_is_not() {
        let (days, months) = (buckets("2023-10-30", "2023-11-05"), buckets("2023-01", "2023-12"));
        let axis = axis([&days, &months]);
        let anew: Vec<String> = to_count(&axis, &days).iter().map(|span| span.to_string()).collect();
        assert_eq!(anew, ["2023-10", "2023-11"]);
        assert!(to_count(&axis, &months).is_empty() && to_count(&axis, &[]).is_empty());
        let counted = [Bucket { span: "2023-11".parse().unwrap(), n_articles: 4, n_possible: 1 }];
        let drawn = on_axis(&axis, &counted);
        assert_eq!(drawn.len(), 12);
        assert_eq!((drawn[10].n_articles, drawn[10].n_possible, drawn[9].n_articles), (4, 1, 0));
    }

    #[test]
    fn the_first_and_last_years_of_the_calendar_have_buckets() {
        for unit in Unit::ALL {
            for date in ["0001-01-01", "9999-12-31", "0099-12-31", "2000-02-29"] {
                let day = date.parse::<DateSpan>().unwrap().earliest;
                let bucket = unit.bucket(day);
                assert!(bucket.earliest <= day && day <= bucket.latest, "{unit:?} {date}");
                assert_eq!(Unit::of(bucket), unit, "{date}");
            }
        }
    }
}
