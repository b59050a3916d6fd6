//! The Persian and the Islamic calendar, counted in days.
//!
//! Persian years are leap by the rule of 33 years (eight leap years in each), which agrees with the equinox from 1178 to 1633. Islamic dates are those of the
//! tabular civil calendar: a month begins by sighting the moon, a day sooner or later, so these days are approximate.

use newsprint_model::Day;

/// A calendar that texts date by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Calendar {
    Gregorian,
    Persian,
    Islamic,
}

impl Calendar {
    /// The day with a year, month and day of the month; `None` where the calendar has none or the rule does not hold.
    pub(super) fn day(self, year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=12).contains(&month) || day < 1 || day > self.month_length(year, month)? {
            return None;
        }
        match self {
            Calendar::Gregorian => Day::from_ymd(year, month, day),
            Calendar::Persian => {
                let before = if month <= 7 { (month - 1) * 31 } else { 186 + (month - 7) * 30 };
                Some(Day(persian_new_year(year) + (before + day) as i32 - 1))
            }
            Calendar::Islamic => Some(Day(islamic_day(year, month, day))),
        }
    }

    /// How many days a month has; `None` for a year that the rule does not hold for.
    pub(super) fn month_length(self, year: i32, month: u32) -> Option<u32> {
        match self {
            Calendar::Gregorian => {
                let first = Day::from_ymd(year, month, 1)?;
                let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                Day::from_ymd(next.0, next.1, 1).map(|next| (next.0 - first.0) as u32)
            }
            Calendar::Persian => (1178..=1633).contains(&year).then(|| match month {
                1..=6 => 31,
                7..=11 => 30,
                _ => (persian_new_year(year + 1) - persian_new_year(year) - 336) as u32,
            }),
            Calendar::Islamic => (1..=1600).contains(&year).then(|| {
                let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                (islamic_day(next.0, next.1, 1) - islamic_day(year, month, 1)) as u32
            }),
        }
    }

    /// A day's year and month here; `None` where the rule does not hold.
    pub(super) fn month_of(self, day: Day) -> Option<(i32, u32)> {
        let (gregorian, ..) = day.ymd();
        let guess = match self {
            Calendar::Gregorian => gregorian,
            Calendar::Persian => gregorian - 621,
            Calendar::Islamic => (gregorian - 622) * 33 / 32 + 1,
        };
        (guess - 2..=guess + 2).find_map(|year| {
            (1..=12).find_map(|month| {
                let first = self.day(year, month, 1)?;
                let last = first.plus(self.month_length(year, month)? as i32 - 1);
                (first <= day && day <= last).then_some((year, month))
            })
        })
    }
}

/// The first day of a Persian year, counted from 1 Farvardin 1403, which was 20 March 2024.
fn persian_new_year(year: i32) -> i32 {
    const OF_1403: i32 = 19_802;
    let n_leap_years = |year: i32| (8 * year + 21).div_euclid(33);
    OF_1403 + 365 * (year - 1403) + n_leap_years(year) - n_leap_years(1403)
}

/// The number of an Islamic day, by the tabular civil calendar.
fn islamic_day(year: i32, month: u32, day: u32) -> i32 {
    // Julian days of the epoch and of 1970.
    const EPOCH: i32 = 1_948_440 - 385;
    const UNIX: i32 = 2_440_588;
    let month = month as i32;
    (11 * year + 3).div_euclid(30) + 354 * year + 30 * month - (month - 1) / 2 + day as i32 + EPOCH - UNIX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_are_met() {
        for (calendar, year, month, day, expected) in [
            (Calendar::Persian, 1402, 8, 15, "2023-11-06"),
            (Calendar::Persian, 1403, 1, 1, "2024-03-20"),
            (Calendar::Persian, 1403, 12, 30, "2025-03-20"),
            (Calendar::Persian, 1404, 1, 1, "2025-03-21"),
            (Calendar::Persian, 1357, 11, 22, "1979-02-11"),
            (Calendar::Persian, 1399, 12, 30, "2021-03-20"),
            (Calendar::Persian, 1332, 5, 28, "1953-08-19"),
            (Calendar::Islamic, 1445, 10, 8, "2024-04-17"),
            (Calendar::Islamic, 1445, 9, 1, "2024-03-11"),
            (Calendar::Islamic, 1, 1, 1, "0622-07-19"),
        ] {
            let found = calendar.day(year, month, day).map(|day| day.to_string());
            assert_eq!(found.as_deref(), Some(expected), "{calendar:?} {year} {month} {day}");
        }
        assert_eq!(Calendar::Persian.day(1402, 12, 30), None);
        assert_eq!(Calendar::Persian.day(1100, 1, 1), None);
    }

    #[test]
    fn every_day_belongs_to_one_month() {
        for calendar in [Calendar::Persian, Calendar::Islamic, Calendar::Gregorian] {
            let start = Calendar::Gregorian.day(1900, 1, 1).expect("a day");
            let mut last = None;
            for n_days in 0..60_000 {
                let day = start.plus(n_days);
                let month = calendar.month_of(day);
                assert!(month.is_some() && month >= last, "{calendar:?} {day}");
                last = month;
            }
        }
    }
}
