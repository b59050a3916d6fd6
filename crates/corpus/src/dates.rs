//! Dates as sources write them in a field or on a line of their own.

use newsprint_model::{DateSpan, Day};

/// English month names; the first three letters do as well.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// English weekday names; the first three letters do as well.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Whether a lower-cased word is the full English name of a weekday or month: a capital without a name.
pub(crate) fn is_day_or_month(lower: &str) -> bool {
    MONTHS.contains(&lower) || WEEKDAYS.contains(&lower)
}

/// Reads a date field: EDTF (`2023-11-19`, `2023-11`, `2023`, ranges), an ISO date and time, or English words.
///
/// * Unit: the day as written; a time of day and its zone are left aside, since readers search by the source's own day.
/// * Errors: `None` when it is none of these. `03/04/2021` is none: nobody can tell which number is the month.
pub fn written_date(text: &str) -> Option<DateSpan> {
    let text = text.trim();
    if let Ok(span) = text.parse::<DateSpan>() {
        return Some(span);
    }
    iso_date_time(text)
        .or_else(|| day_in(text).map(DateSpan::day))
        .or_else(|| mail_date(text).map(DateSpan::day))
        .or_else(|| month_in_words(text))
}

/// `2023-11-19T10:00:00Z`, `2023-11-19 10:00`, `20231119`, `2023/11/19`.
fn iso_date_time(text: &str) -> Option<DateSpan> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().ok();
        return Day::from_ymd(number(0..4)? as i32, number(4..6)?, number(6..8)?).map(DateSpan::day);
    }
    // ISO 8601 without hyphens, as NITF has it: `20231119T100000Z`.
    if let Some((day, time)) =
        text.split_once('T').filter(|(day, _)| day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()))
    {
        let time_ok = time.len() >= 4 && time.bytes().all(|b| b.is_ascii_digit() || b"+-:.Z".contains(&b));
        return if time_ok { iso_date_time(day) } else { None };
    }
    let (day, rest) = (text.get(..10)?, text.get(10..)?);
    let slashed = day.as_bytes()[4] == b'/' && day.as_bytes()[7] == b'/';
    let day = if slashed { day.replace('/', "-") } else { day.to_owned() };
    if rest.is_empty() && !slashed {
        return None;
    }
    let time = rest.strip_prefix(['T', 't', ' ']);
    let time_ok = rest.is_empty()
        || time.is_some_and(|time| {
            let time = time.trim_start();
            time.as_bytes().first().is_some_and(u8::is_ascii_digit)
                && time.contains(':')
                && time.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || " :.,+-z".contains(c))
        });
    day.parse::<DateSpan>().ok().filter(|span| time_ok && span.as_day().is_some())
}

/// A date as mail headers and `ctime` write it: `Thu, 01 Jan 04 19:48:21 EST`, `Sun Jan  4 16:29:06 PST 2004`.
///
/// * Source: RFC 822 and 2822; two digits of a year mean 1950 to 2049.
fn mail_date(text: &str) -> Option<Day> {
    if text.len() > 60 {
        return None;
    }
    let lower = text.to_lowercase();
    let mut words: Vec<&str> =
        lower.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    // Weekdays are written in any language, and tell nothing that the day does not.
    let is_weekday = |word: &&str| {
        let next_is_day = words.get(1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        named(&WEEKDAYS, word.trim_end_matches('.')).is_some()
            || (next_is_day && word.len() <= 16 && word.trim_end_matches('.').chars().all(char::is_alphabetic))
    };
    if words.first().is_some_and(is_weekday) {
        words.remove(0);
    }
    let dashed: Vec<&str> = words.first()?.split('-').collect();
    if dashed.len() == 3 {
        words.splice(..1, dashed);
    }
    let (first, second) = (words.first()?.trim_end_matches('.'), words.get(1)?.trim_end_matches('.'));
    let (month, day) = match named(&MONTHS, first) {
        Some(month) => (month, day_number(second)?),
        None => (named(&MONTHS, second)?, day_number(first)?),
    };
    let rest = &words[2..];
    // `ctime` puts the year last, behind the time.
    let year = rest.iter().find(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    let year =
        year.or_else(|| rest.first().filter(|word| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit())))?;
    let others = rest.iter().filter(|word| *word != year);
    let is_time = |word: &str| {
        word.bytes().any(|b| b == b':') && word.bytes().all(|b| b.is_ascii_digit() || b":.+-z".contains(&b))
    };
    let is_zone = |word: &str| {
        (word.len() <= 5 && word.bytes().all(|b| b.is_ascii_alphabetic()) && named(&MONTHS, word).is_none())
            || (word.starts_with(['+', '-', '(']) && word.len() <= 8)
    };
    if !others.clone().any(|word| is_time(word)) || !others.clone().all(|word| is_time(word) || is_zone(word)) {
        return None;
    }
    let number: i32 = year.parse().ok()?;
    let number = match number {
        0..50 if year.len() == 2 => 2000 + number,
        50..100 if year.len() == 2 => 1900 + number,
        number => number,
    };
    Day::from_ymd(number, month as u32 + 1, day)
}

/// The day of a count since 1970: seconds, or milliseconds where seconds would lie beyond the year 5000.
pub(crate) fn day_of_epoch(n: f64) -> Option<Day> {
    let seconds = if n.abs() > 1e11 { n / 1000.0 } else { n };
    let day = Day((seconds / 86_400.0).floor() as i32);
    let year = day.0.abs() < 1_000_000;
    (seconds.is_finite() && year).then_some(day)
}

/// The one day that a whole line spells out in English words: `Sunday, November 19, 2023`, `19 Nov. 2023, 10:30 GMT`,
/// `Published on 19 November 2023`.
///
/// * Errors: `None` when anything else stands in it, or when the calendar has no such day.
pub fn day_in(line: &str) -> Option<Day> {
    if line.len() > 80 {
        return None;
    }
    let line = line.trim().trim_end_matches('.').to_lowercase();
    let mut line = line.as_str();
    for prefix in ["first published", "last updated", "published", "updated", "posted", "date"] {
        if let Some(rest) = line.strip_prefix(prefix) {
            line = rest.trim_start_matches(':').trim_start();
            line = line.strip_prefix("on ").or_else(|| line.strip_prefix("at ")).unwrap_or(line).trim_start();
            break;
        }
    }
    if let Ok(span) = line.parse::<DateSpan>() {
        return span.as_day();
    }
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|w| w.trim_matches('.'))
        .filter(|w| !w.is_empty())
        .collect();
    let mut at = usize::from(words.first().is_some_and(|w| named(&WEEKDAYS, w).is_some()));
    let (month, day) = match (words.get(at)?, words.get(at + 1)?) {
        (first, second) if named(&MONTHS, first).is_some() => (named(&MONTHS, first)?, day_number(second)?),
        (first, second) => (named(&MONTHS, second)?, day_number(first)?),
    };
    at += 2;
    let year = words.get(at).filter(|w| w.len() == 4).and_then(|w| w.parse::<i32>().ok())?;
    let clock = |w: &&&str| {
        matches!(**w, "at" | "am" | "pm" | "gmt" | "utc" | "est" | "edt" | "cet" | "bst" | "-" | "–" | "|")
            || (w.as_bytes()[0].is_ascii_digit() && w.contains([':', '.']))
    };
    if words[at + 1..].iter().any(|w| !clock(&w)) {
        return None;
    }
    Day::from_ymd(year, month as u32 + 1, day)
}

/// `November 2023`.
fn month_in_words(text: &str) -> Option<DateSpan> {
    let text = text.to_lowercase();
    let (month, year) = text.split_once(char::is_whitespace)?;
    let year = year.trim();
    let month = named(&MONTHS, month.trim_end_matches([',', '.']))?;
    DateSpan::month(year.parse().ok().filter(|_| year.len() == 4)?, month as u32 + 1)
}

/// Which of the names it is, in full or by its first three letters (`sept` too).
fn named(names: &[&str], word: &str) -> Option<usize> {
    names.iter().position(|name| *name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word)))
}

/// `3`, `03`, `3rd`.
fn day_number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if !matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th") || digits.len() > 2 {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_sources_write_them() {
        for (written, edtf) in [
            ("2023-11-19", "2023-11-19"),
            (" 2023-11 ", "2023-11"),
            ("2023-11-13/2023-11-19", "2023-11-13/2023-11-19"),
            ("2023-11-19T10:00:00Z", "2023-11-19"),
            ("2023-11-19T23:59:59.123+03:30", "2023-11-19"),
            ("2023-11-19 10:00", "2023-11-19"),
            ("20231119", "2023-11-19"),
            ("2023/11/19", "2023-11-19"),
            ("Sunday, November 19, 2023", "2023-11-19"),
            ("Sun, 19 Nov 2023 10:00:00 GMT", "2023-11-19"),
            ("Sept. 3rd, 2021", "2021-09-03"),
            ("Published on 3 May 2021 at 10:30 GMT", "2021-05-03"),
            ("November 2023", "2023-11"),
            ("20231119T100000+0100", "2023-11-19"),
            ("Thu, 01 Jan 04 19:48:21 EST", "2004-01-01"),
            ("mer, 16 nov 2022 00:38:15 +0100", "2022-11-16"),
            ("01 Jan 1999 19:48 +0100", "1999-01-01"),
            ("Sun Jan  4 16:29:06 PST 2004", "2004-01-04"),
            ("Thursday, 31-Dec-99 23:59:59 GMT", "1999-12-31"),
            ("Thu, 5 Sept 2019 08:00:00 (UTC)", "2019-09-05"),
        ] {
            assert_eq!(written_date(written).map(|span| span.to_string()).as_deref(), Some(edtf), "{written}");
        }
    }

    #[test]
    fn what_is_no_date_or_could_be_two_is_none() {
        for text in [
            "",
            "yesterday",
            "03/04/2021",
            "2023-13-01",
            "2023-02-30",
            "31 November 2023",
            "2023-11-19Tea",
            "May 2",
            "Wed, 29 Feb 2023 10:00:00 GMT",
            "Thu, 01 Jan 04",
            "On May 3 2021 the council met",
            "19 Nov 2023 in Oslo",
            "۲۰۲۳",
            "1402-08-28-1",
            "é023-11-19x",
        ] {
            assert_eq!(written_date(text), None, "{text}");
        }
    }
}
