//! Dates in words: the browser's, in whatever language and calendar; natively, where there is none, those of the Gregorian calendar from the catalogues.

use newsprint_model::{DateSpan, Day};

use super::Language;
use crate::route::{FIRST_DAY, LAST_DAY};

/// What a date names, from its coarsest part down: how many parts it has.
#[derive(Clone, Copy)]
enum Grain {
    Year = 1,
    Month,
    Day,
}

/// A span in words: `19 November 2023`, `November 2023`, `2023`, `13–19 November 2023`, `April 2023 – March 2024`,
/// `until 19 November 2023`.
pub(super) fn span(language: Language, span: DateSpan) -> String {
    let words = language.words();
    let (open_start, open_end) = (span.earliest == FIRST_DAY, span.latest == LAST_DAY);
    let day = |day: Day| written(language, DateSpan { earliest: day, latest: day }, Grain::Day);
    match (open_start, open_end) {
        (true, true) => return words.any_day.to_owned(),
        (true, false) => return (words.until_day)(&day(span.latest)),
        (false, true) => return (words.from_day)(&day(span.earliest)),
        (false, false) => {}
    }
    written(language, span, grain(span))
}

/// How finely a span is told.
fn grain(span: DateSpan) -> Grain {
    let ((_, m1, d1), (_, m2, _)) = (span.earliest.ymd(), span.latest.ymd());
    let whole_months = d1 == 1 && span.latest.plus(1).ymd().2 == 1;
    match (whole_months, m1 == 1 && m2 == 12) {
        (true, true) => Grain::Year,
        (true, _) => Grain::Month,
        _ => Grain::Day,
    }
}

/// A span in the Persian calendar and in the Islamic one; `None` where an end is open, and where the browser knows no calendars.
pub(super) fn elsewhere(language: Language, span: DateSpan) -> Option<String> {
    if span.earliest == FIRST_DAY || span.latest == LAST_DAY {
        return None;
    }
    let calendars = ["persian", "islamic-umalqura"];
    let [persian, islamic] = calendars.map(|calendar| told(language, calendar, span, grain(span)));
    Some([&*persian?, " · ", &islamic?].concat())
}

/// A span as the browser writes it.
#[cfg(target_arch = "wasm32")]
fn told(language: Language, calendar: &str, span: DateSpan, grain: Grain) -> Option<String> {
    let [first, last] = [span.earliest, span.latest].map(|day| day.0.to_string());
    let grain = (grain as u32).to_string();
    crate::js::page::answer("days", &[language.tag(), calendar, &grain, &first, &last].join(" "))
}

#[cfg(not(target_arch = "wasm32"))]
fn told(_: Language, _: &str, _: DateSpan, _: Grain) -> Option<String> {
    None
}

#[cfg(target_arch = "wasm32")]
fn written(language: Language, span: DateSpan, grain: Grain) -> String {
    told(language, "gregory", span, grain).unwrap_or_else(|| span.to_string())
}

#[cfg(not(target_arch = "wasm32"))]
fn written(language: Language, span: DateSpan, grain: Grain) -> String {
    let ((y1, m1, d1), (y2, m2, _)) = (span.earliest.ymd(), span.latest.ymd());
    let last = one(language, span.latest, grain);
    let same = match grain {
        Grain::Year => y1 == y2,
        Grain::Month => (y1, m1) == (y2, m2),
        Grain::Day => span.earliest == span.latest,
    };
    if same {
        return last;
    }
    let month = |m: u32| language.words().months[(m as usize + 11) % 12];
    match grain {
        // What both ends share is said once, and a dash between bare words stands without spaces.
        Grain::Day if (y1, m1) == (y2, m2) => format!("{}–{last}", language.numeral(i64::from(d1))),
        Grain::Day if y1 == y2 => format!("{} {} – {last}", language.numeral(i64::from(d1)), month(m1)),
        Grain::Month if y1 == y2 => format!("{} – {last}", month(m1)),
        Grain::Year => format!("{}–{last}", one(language, span.earliest, grain)),
        _ => format!("{} – {last}", one(language, span.earliest, grain)),
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn one(language: Language, day: Day, grain: Grain) -> String {
    let (y, m, d) = day.ymd();
    let (year, month) = (language.numeral(i64::from(y)), language.words().months[(m as usize + 11) % 12]);
    match grain {
        Grain::Day => format!("{} {month} {year}", language.numeral(i64::from(d))),
        Grain::Month => format!("{month} {year}"),
        Grain::Year => year,
    }
}
