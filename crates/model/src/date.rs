//! Days, spans of days, and when an article was published as far as anything says so.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A calendar day.
///
/// * Unit: days since 1970-01-01, proleptic Gregorian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// Not of the shape.
    #[error("`{0}` is not a date: write 2023-11-19, 2023-11, 2023, or two of them with a slash between")]
    Shape(String),
    /// The calendar has no such day.
    #[error("`{0}` is not in the calendar")]
    Calendar(String),
    /// The end comes before the start.
    #[error("`{0}` ends before it starts; write the earlier date first")]
    Order(String),
}

impl Day {
    /// The day of a Gregorian date, or `None` when the calendar has none or the year is outside 1..=9999.
    ///
    /// * Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        let y = if month <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let year_of_era = y.rem_euclid(400);
        let shifted_month = (month as i32 + 9) % 12;
        let day_of_year = (153 * shifted_month + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Day(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u32;
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month, day)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        use Weekday::*;
        // 1970-01-01 was a Thursday.
        [Thursday, Friday, Saturday, Sunday, Monday, Tuesday, Wednesday][self.0.rem_euclid(7) as usize]
    }

    /// The day `n_days` later (earlier when negative).
    pub fn plus(self, n_days: i32) -> Day {
        Day(self.0 + n_days)
    }
}

/// How many days a month has; `month` is 1 to 12.
fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The days something may have happened on: one day, a month, a year, or any range. Both ends belong to it.
///
/// Written and read as EDTF (ISO 8601-2): `2023-11-19`, `2023-11`, `2023`, `2023-11-13/2023-11-19`, `2023-04/2024-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DateSpan {
    /// First possible day.
    pub earliest: Day,
    /// Last possible day; never before `earliest`.
    pub latest: Day,
}

impl DateSpan {
    /// The span of one day.
    pub fn day(day: Day) -> DateSpan {
        DateSpan { earliest: day, latest: day }
    }

    /// A whole month, or `None` when there is none such.
    pub fn month(year: i32, month: u32) -> Option<DateSpan> {
        let earliest = Day::from_ymd(year, month, 1)?;
        Some(DateSpan { earliest, latest: earliest.plus(days_in_month(year, month) as i32 - 1) })
    }

    /// A whole year, or `None` outside 1..=9999.
    pub fn year(year: i32) -> Option<DateSpan> {
        Some(DateSpan { earliest: Day::from_ymd(year, 1, 1)?, latest: Day::from_ymd(year, 12, 31)? })
    }

    /// The one day, when it is one.
    pub fn as_day(self) -> Option<Day> {
        (self.earliest == self.latest).then_some(self.earliest)
    }

    /// Whether every day of `self` belongs to `other`.
    pub fn within(self, other: DateSpan) -> bool {
        other.earliest <= self.earliest && self.latest <= other.latest
    }

    /// Whether some day belongs to both.
    pub fn overlaps(self, other: DateSpan) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((y1, m1, d1), (y2, m2, d2)) = (self.earliest.ymd(), self.latest.ymd());
        let whole_months = d1 == 1 && d2 == days_in_month(y2, m2);
        let whole_years = whole_months && m1 == 1 && m2 == 12;
        if self.earliest == self.latest {
            write!(f, "{}", self.earliest)
        } else if whole_years && y1 == y2 {
            write!(f, "{y1:04}")
        } else if whole_years {
            write!(f, "{y1:04}/{y2:04}")
        } else if whole_months && (y1, m1) == (y2, m2) {
            write!(f, "{y1:04}-{m1:02}")
        } else if whole_months {
            write!(f, "{y1:04}-{m1:02}/{y2:04}-{m2:02}")
        } else {
            write!(f, "{}/{}", self.earliest, self.latest)
        }
    }
}

impl FromStr for DateSpan {
    type Err = DateError;

    fn from_str(text: &str) -> Result<DateSpan, DateError> {
        let Some((first, last)) = text.split_once('/') else { return one_date(text) };
        let span = DateSpan { earliest: one_date(first)?.earliest, latest: one_date(last)?.latest };
        if span.latest < span.earliest { Err(DateError::Order(text.to_owned())) } else { Ok(span) }
    }
}

/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn one_date(text: &str) -> Result<DateSpan, DateError> {
    let shape = || DateError::Shape(text.to_owned());
    let calendar = || DateError::Calendar(text.to_owned());
    let number = |part: &str, n_digits: usize| -> Result<u32, DateError> {
        if part.len() != n_digits || !part.bytes().all(|b| b.is_ascii_digit()) {
            return Err(shape());
        }
        part.parse().map_err(|_| shape())
    };
    let mut parts = text.split('-');
    let year = number(parts.next().unwrap_or_default(), 4)? as i32;
    let Some(month) = parts.next() else { return DateSpan::year(year).ok_or_else(calendar) };
    let month = number(month, 2)?;
    let Some(day) = parts.next() else { return DateSpan::month(year, month).ok_or_else(calendar) };
    let day = number(day, 2)?;
    if parts.next().is_some() {
        return Err(shape());
    }
    Day::from_ymd(year, month, day).map(DateSpan::day).ok_or_else(calendar)
}

/// How a publication date became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateRule {
    /// The source says so in a field of its own.
    Metadata,
    /// A dateline or date line in the text.
    Dateline,
    /// A weekday and a day of the month that agree in one year only, and the weekday the story is told from.
    WeekdayAndDay,
    /// Earliest and latest possible days follow from dates in the text; nothing settles the day.
    Bounds,
}

/// Why we believe a publication date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateEvidence {
    /// The rule that decided.
    pub rule: DateRule,
    /// The passages it rests on, word for word.
    pub passages: Vec<String>,
    /// One sentence for the reader, in English.
    pub reason: String,
}

/// When an article was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationDate {
    /// The day, or the range it lies in.
    pub span: DateSpan,
    /// Why we believe it.
    pub evidence: DateEvidence,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_convert_both_ways() {
        for (ymd, number, weekday) in [
            ((1970, 1, 1), 0, Weekday::Thursday),
            ((2000, 2, 29), 11_016, Weekday::Tuesday),
            ((2023, 11, 15), 19_676, Weekday::Wednesday),
            ((1869, 5, 10), -36_760, Weekday::Monday),
        ] {
            let day = Day::from_ymd(ymd.0, ymd.1, ymd.2).unwrap();
            assert_eq!((day.0, day.ymd(), day.weekday()), (number, ymd, weekday));
        }
        for day in (-800_000..900_000).step_by(37).map(Day).filter(|day| (1..=9999).contains(&day.ymd().0)) {
            let (year, month, of_month) = day.ymd();
            assert_eq!(Day::from_ymd(year, month, of_month), Some(day));
        }
    }

    #[test]
    fn spans_print_as_edtf_and_read_back() {
        for text in
            ["2023-11-19", "2023-11", "2023", "2020/2023", "2023-04/2024-03", "2023-11-13/2023-11-19", "2024-02"]
        {
            assert_eq!(text.parse::<DateSpan>().unwrap().to_string(), text);
        }
        assert_eq!("2023-02-30".parse::<DateSpan>(), Err(DateError::Calendar("2023-02-30".into())));
        assert_eq!("2024/2023".parse::<DateSpan>(), Err(DateError::Order("2024/2023".into())));
        for text in ["", "23", "2023-1", "2023-11-19-4", "yesterday", "2023/", "２０２３"] {
            assert!(text.parse::<DateSpan>().is_err(), "{text}");
        }
    }
}
