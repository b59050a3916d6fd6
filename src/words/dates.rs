//! Dates in words.

use newsprint_model::{DateSpan, Day};

use super::Language;
use crate::route::{FIRST_DAY, LAST_DAY};

/// What a date names, from its finest part up.
#[derive(Clone, Copy)]
enum Grain {
    Day,
    Month,
    Year,
}

/// A span in words: `19 November 2023`, `November 2023`, `2023`, `13–19 November 2023`, `April 2023 – March 2024`,
/// `until 19 November 2023`.
pub(super) fn span(language: Language, span: DateSpan) -> String {
    let words = language.words();
    let (open_start, open_end) = (span.earliest == FIRST_DAY, span.latest == LAST_DAY);
    match (open_start, open_end) {
        (true, true) => return words.any_day.to_owned(),
        (true, false) => return (words.until_day)(&one(language, span.latest, Grain::Day)),
        (false, true) => return (words.from_day)(&one(language, span.earliest, Grain::Day)),
        (false, false) => {}
    }
    let ((y1, m1, d1), (y2, m2, _)) = (span.earliest.ymd(), span.latest.ymd());
    let whole_months = d1 == 1 && span.latest.plus(1).ymd().2 == 1;
    let whole_years = whole_months && m1 == 1 && m2 == 12;
    let grain = match (whole_years, whole_months) {
        (true, _) => Grain::Year,
        (_, true) => Grain::Month,
        _ => Grain::Day,
    };
    let last = one(language, span.latest, grain);
    let same = match grain {
        Grain::Year => y1 == y2,
        Grain::Month => (y1, m1) == (y2, m2),
        Grain::Day => span.earliest == span.latest,
    };
    if same {
        return last;
    }
    let month = |m: u32| words.months[(m as usize + 11) % 12];
    match grain {
        // What both ends share is said once, and a dash between bare words stands without spaces.
        Grain::Day if (y1, m1) == (y2, m2) => format!("{}–{last}", language.numeral(i64::from(d1))),
        Grain::Day if y1 == y2 => format!("{} {} – {last}", language.numeral(i64::from(d1)), month(m1)),
        Grain::Month if y1 == y2 => format!("{} – {last}", month(m1)),
        Grain::Year => format!("{}–{last}", one(language, span.earliest, grain)),
        _ => format!("{} – {last}", one(language, span.earliest, grain)),
    }
}

fn one(language: Language, day: Day, grain: Grain) -> String {
    let (y, m, d) = day.ymd();
    let (year, month) = (language.numeral(i64::from(y)), language.words().months[(m as usize + 11) % 12]);
    match grain {
        Grain::Day => format!("{} {month} {year}", language.numeral(i64::from(d))),
        Grain::Month => format!("{month} {year}"),
        Grain::Year => year,
    }
}
