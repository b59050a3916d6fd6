//! Dates in Persian and Arabic words, and those of the Persian and Islamic calendars in English ones.

mod names;
mod romanised;

use newsprint_model::{DateSpan, Day, Weekday};
use newsprint_text::{Word, words};

use super::calendars::Calendar;
use crate::tokens::key;
use names::month_named;

/// A date as a text tells it: bytes, EDTF, and the day if it tells one exactly by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub start: usize,
    pub end: usize,
    pub edtf: String,
    pub day: Option<Day>,
}

/// The dates of a text.
///
/// * Shape: `in_persian` and `in_arabic` say how the text is written; with neither, only romanised months of the two calendars count, with
///   a year. In order, never overlapping. `own` is the article's span. Time linear in the text.
pub(super) fn dates(text: &str, own: Option<DateSpan>, in_persian: bool, in_arabic: bool) -> Vec<Told> {
    let words: Vec<Word<'_>> = words(text).collect();
    let keys: Vec<String> = words.iter().map(|word| plain(&key(word.text))).collect();
    let calendar = if in_persian { Calendar::Persian } else { Calendar::Gregorian };
    let this = own.and_then(|own| calendar.month_of(own.latest)).map(|(year, month)| (calendar, year, month));
    let reading = Reading { text, words: &words, keys: &keys, own, this, in_persian, in_arabic };
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match reading.date_at(at) {
            Some((edtf, day, end)) if end > at => {
                found.push(Told { start: words[at].start, end: words[end - 1].end, edtf, day });
                at = end;
            }
            _ => at += 1,
        }
    }
    found
}

/// `آبان‌ماه` is `آبان`; ayn and apostrophes go.
fn plain(key: &str) -> String {
    let key = key.replace(['\'', '’', 'ʿ', 'ʻ', '‘'], "");
    match key.strip_suffix("ماه") {
        Some(month) if month_named(month).is_some() => month.to_owned(),
        _ => key,
    }
}

struct Reading<'r> {
    text: &'r str,
    words: &'r [Word<'r>],
    keys: &'r [String],
    own: Option<DateSpan>,
    /// The year and month of `own` in the calendar that relative dates are counted in.
    this: Option<(Calendar, i32, u32)>,
    in_persian: bool,
    in_arabic: bool,
}

/// EDTF, the day if it is told exactly, and the word after.
type Date = (String, Option<Day>, usize);

impl Reading<'_> {
    fn key(&self, at: usize) -> &str {
        crate::work::step();
        self.keys.get(at).map_or("", String::as_str)
    }

    /// Whether a word follows the one before it after a space, with a comma or without.
    fn follows(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let before = at.checked_sub(1).map_or(0, |before| self.words[before].end);
        self.text.get(before..word.start).is_some_and(|gap| matches!(gap, " " | "، " | ", " | "-" | "\u{200C}" | " ، "))
    }

    fn date_at(&self, at: usize) -> Option<Date> {
        if !(self.in_persian || self.in_arabic) {
            return self.romanised_at(at);
        }
        let mut start = at;
        if matches!(self.key(start), "روز" | "يوم") && self.follows(start + 1) {
            start += 1;
        }
        let weekday = self.weekday_at(start);
        if let Some((_, next)) = weekday
            && self.follows(next)
            && let Some(date) = self.day_and_month(next)
        {
            return Some(date);
        }
        self.numeric(start)
            .or_else(|| self.day_and_month(start))
            .or_else(|| self.month_and_year(start))
            .or_else(|| self.year(start))
            .or_else(|| self.relative(at))
            .or_else(|| self.on_weekday(weekday?))
    }

    /// `1395/01/25`, `2023-11-06`.
    fn numeric(&self, at: usize) -> Option<Date> {
        let number = |at: usize| self.key(at).parse::<u32>().ok();
        let year = number(at).filter(|_| self.key(at).len() == 4)? as i32;
        let divided = |at: usize| {
            let (before, word) = (&self.words[at - 1], self.words.get(at)?);
            matches!(self.text.get(before.end..word.start)?, "/" | "-").then_some(())
        };
        divided(at + 1)?;
        divided(at + 2)?;
        let day = calendar_of_year(year)?.day(year, number(at + 1)?, number(at + 2)?)?;
        Some((day.to_string(), Some(day), at + 3))
    }

    /// `15 آبان 1402`, `بیست و هفتم خرداد ماه سال 66`, `8 شوال`.
    fn day_and_month(&self, at: usize) -> Option<Date> {
        let (day, next) = self.day_number(at)?;
        if !self.follows(next) {
            return None;
        }
        let (calendar, month, next) = self.month_at(next)?;
        let (year, end) = self.year_after(next, calendar);
        let found = match year {
            Some(year) => calendar.day(year, month, day)?,
            None => {
                let own = self.own?;
                let (own_year, _) = calendar.month_of(own.latest)?;
                let days = (own_year - 1..=own_year + 1).filter_map(|year| calendar.day(year, month, day));
                days.min_by_key(|day| (day.0 - own.latest.0).abs())?
            }
        };
        Some((edtf_of(calendar, found), (year.is_some() && calendar != Calendar::Islamic).then_some(found), end))
    }

    /// `آبان 1402`, `ماه اوت`, `اسفند سال 94`.
    fn month_and_year(&self, at: usize) -> Option<Date> {
        let start = if self.key(at) == "ماه" && self.follows(at + 1) { at + 1 } else { at };
        let (calendar, month, next) = self.month_at(start)?;
        let (year, end) = self.year_after(next, calendar);
        let year = match year {
            Some(year) => year,
            // `آبان ماه`, `ماه اوت`: without a day or year a name alone says too little.
            None if start > at || next > start + 1 || self.words[start].text.ends_with("ماه") => {
                let own = self.own?;
                let (own_year, own_month) = calendar.month_of(own.latest)?;
                if month > own_month { own_year - 1 } else { own_year }
            }
            None => return None,
        };
        Some((edtf_of_month(calendar, year, month)?, None, end))
    }

    /// `سال 1402`, `سال 93`, `عام 2016`.
    fn year(&self, at: usize) -> Option<Date> {
        if !matches!(self.key(at), "سال" | "عام" | "سنه") || !self.follows(at + 1) {
            return None;
        }
        let digits = self.key(at + 1);
        let number: i32 = digits.parse().ok()?;
        let (calendar, year) = match digits.len() {
            4 => (calendar_of_year(number)?, number),
            2 if self.in_persian => (Calendar::Persian, short_year(number)),
            _ => return None,
        };
        let (calendar, end) = match self.key(at + 2) {
            "قمري" if calendar != Calendar::Gregorian => (Calendar::Islamic, at + 3),
            "هجري" if self.in_arabic => (Calendar::Islamic, at + 3),
            "شمسي" | "ميلادي" | "خورشيدي" => (calendar, at + 3),
            _ => (calendar, at + 2),
        };
        Some((edtf_of_year(calendar, year)?, None, end))
    }

    /// `امروز`, `روز گذشته`, `هفته گذشته`, `امسال`, `أمس`, `الأسبوع الماضي`.
    fn relative(&self, at: usize) -> Option<Date> {
        let own = self.own?;
        let day = own.as_day();
        let alone = match self.key(at) {
            "امروز" | "امشب" | "اليوم" => Some(0),
            "ديروز" | "ديشب" | "امس" => Some(-1),
            "پريروز" => Some(-2),
            "فردا" | "غدا" => Some(1),
            _ => None,
        };
        if let Some(n_days) = alone {
            return day.map(|day| (day.plus(n_days).to_string(), None, at + 1));
        }
        let (calendar, this_year, this_month) = self.this?;
        match self.key(at) {
            "امسال" => return Some((edtf_of_year(calendar, this_year)?, None, at + 1)),
            "پارسال" => return Some((edtf_of_year(calendar, this_year - 1)?, None, at + 1)),
            _ => {}
        }
        let (unit, step, end) = if self.key(at) == "اين" && self.follows(at + 1) {
            (self.key(at + 1), 0, at + 2)
        } else if self.follows(at + 1) {
            let step = match self.key(at + 1) {
                "گذشته" | "قبل" | "پيش" | "الماضي" | "الماضيه" => -1,
                "جاري" | "الجاري" | "الحالي" => 0,
                "آينده" | "اينده" | "بعد" | "المقبل" | "القادم" | "المقبله" => 1,
                _ => return None,
            };
            (self.key(at), step, at + 2)
        } else {
            return None;
        };
        let edtf = match unit {
            "روز" if step == -1 => day?.plus(-1).to_string(),
            "هفته" | "الاسبوع" => {
                let first = if self.in_persian { Weekday::Saturday } else { Weekday::Monday };
                let mut start = day?;
                while start.weekday() != first {
                    start = start.plus(-1);
                }
                let start = start.plus(7 * step);
                format!("{start}/{}", start.plus(6))
            }
            "ماه" | "الشهر" => {
                let months = this_year * 12 + this_month as i32 - 1 + step;
                edtf_of_month(calendar, months.div_euclid(12), months.rem_euclid(12) as u32 + 1)?
            }
            "سال" | "العام" | "السنه" => edtf_of_year(calendar, this_year + step)?,
            _ => return None,
        };
        Some((edtf, None, end))
    }

    /// `یکشنبه`, `روز یکشنبه گذشته`, `يوم الأحد المقبل`: the last one up to the article's own day, or the next.
    fn on_weekday(&self, (weekday, next): (Weekday, usize)) -> Option<Date> {
        let mut day = self.own?.as_day()?;
        let after = if self.follows(next) { self.key(next) } else { "" };
        let (end, first, step) = match after {
            "اينده" | "المقبل" | "القادم" => (next + 1, 1, 1),
            "گذشته" | "الماضي" => (next + 1, -1, -1),
            _ => (next, 0, -1),
        };
        day = day.plus(first);
        while day.weekday() != weekday {
            day = day.plus(step);
        }
        Some((day.to_string(), None, end))
    }

    /// The year after a month, in the month's own calendar, and the word after it.
    fn year_after(&self, at: usize, calendar: Calendar) -> (Option<i32>, usize) {
        if !self.follows(at) {
            return (None, at);
        }
        let word = matches!(self.key(at), "سال" | "من" | "عام" | "لعام") && self.follows(at + 1);
        let place = at + usize::from(word);
        let digits = self.key(place);
        let Ok(number) = digits.parse::<i32>() else { return (None, at) };
        let year = match (digits.len(), calendar) {
            (4, Calendar::Persian) => (1178..=1633).contains(&number).then_some(number),
            (4, Calendar::Islamic) => (1200..=1600).contains(&number).then_some(number),
            (4, Calendar::Gregorian) => (1500..=2199).contains(&number).then_some(number),
            (2, Calendar::Persian) if self.in_persian && (word || number > 31) => Some(short_year(number)),
            _ => None,
        };
        let end = place + 1;
        let era = year.is_some()
            && self.follows(end)
            && matches!(self.key(end), "شمسي" | "خورشيدي" | "ميلادي" | "قمري" | "هجري" | "هـ" | "م");
        (year, if year.is_some() { end + usize::from(era) } else { at })
    }
}

/// Which calendar a year of four digits belongs to, in news.
fn calendar_of_year(year: i32) -> Option<Calendar> {
    match year {
        1200..=1449 => Some(Calendar::Persian),
        1700..=2199 => Some(Calendar::Gregorian),
        _ => None,
    }
}

/// A Persian year of two digits: of the last century unless it has not been long begun.
fn short_year(digits: i32) -> i32 {
    if digits < 20 { 1400 + digits } else { 1300 + digits }
}

fn edtf_of(calendar: Calendar, day: Day) -> String {
    if calendar == Calendar::Islamic { format!("{day}~") } else { day.to_string() }
}

fn edtf_of_month(calendar: Calendar, year: i32, month: u32) -> Option<String> {
    if calendar == Calendar::Gregorian {
        return Some(format!("{year:04}-{month:02}"));
    }
    let first = calendar.day(year, month, 1)?;
    let last = first.plus(calendar.month_length(year, month)? as i32 - 1);
    Some(format!("{}/{}", edtf_of(calendar, first), edtf_of(calendar, last)))
}

fn edtf_of_year(calendar: Calendar, year: i32) -> Option<String> {
    if calendar == Calendar::Gregorian {
        return Some(format!("{year:04}"));
    }
    let last = calendar.day(year + 1, 1, 1)?.plus(-1);
    Some(format!("{}/{}", edtf_of(calendar, calendar.day(year, 1, 1)?), edtf_of(calendar, last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, own: Option<&str>, persian: bool, arabic: bool, expected: &[(&str, &str)]) {
        let own = own.map(|own| own.parse().expect("a date"));
        let found = dates(text, own, persian, arabic);
        let shown: Vec<(&str, &str)> =
            found.iter().map(|told| (&text[told.start..told.end], told.edtf.as_str())).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn persian_dates_become_gregorian_ones() {
        // 19 November 2023 was a Sunday, 28 Aban 1402.
        let own = Some("2023-11-19");
        for (text, own, expected) in [
            ("در ۱۵ آبان ۱۴۰۲ آغاز شد.", None, vec![("۱۵ آبان ۱۴۰۲", "2023-11-06")]),
            ("دوشنبه ۱۵ آبان‌ماه ۱۴۰۲ بود.", None, vec![("دوشنبه ۱۵ آبان‌ماه ۱۴۰۲", "2023-11-06")]),
            ("شنبه ۲۷ آبان رخ داد.", own, vec![("شنبه ۲۷ آبان", "2023-11-18")]),
            ("شنبه ۲۷ آبان رخ داد.", None, vec![]),
            ("بیست و هفتم خرداد ماه سال ۱۳۶۶ بود", None, vec![("بیست و هفتم خرداد ماه سال ۱۳۶۶", "1987-06-17")]),
            ("تاریخ 1395/01/25 ثبت شد", None, vec![("1395/01/25", "2016-04-13")]),
            ("در سال ۱۴۰۱ و سال 2016", None, vec![("سال ۱۴۰۱", "2022-03-21/2023-03-20"), ("سال 2016", "2016")]),
            ("روز یکشنبه گفت که دیروز رفت.", own, vec![("روز یکشنبه", "2023-11-19"), ("دیروز", "2023-11-18")]),
            ("روز گذشته و هفته گذشته", own, vec![("روز گذشته", "2023-11-18"), ("هفته گذشته", "2023-11-11/2023-11-17")]),
            ("ماه گذشته باران آمد", own, vec![("ماه گذشته", "2023-09-23/2023-10-22")]),
            ("سه‌شنبه آینده می‌آید", own, vec![("سه‌شنبه آینده", "2023-11-21")]),
            ("در ۲۸ ژوئن ۲۰۱۶ بود", None, vec![("۲۸ ژوئن ۲۰۱۶", "2016-06-28")]),
            ("۸ شوال ۱۴۴۵ بود", None, vec![("۸ شوال ۱۴۴۵", "2024-04-17~")]),
            ("مهر و دی و تیر نام‌اند؛ ۱۲ تیر خورد", None, vec![]),
            ("دیروز", None, vec![]),
        ] {
            check(text, own, true, false, &expected);
        }
    }

    #[test]
    fn arabic_dates_are_read() {
        let own = Some("2023-11-19");
        for (text, own, expected) in [
            ("في 15 نوفمبر 2023 بدأ", None, vec![("15 نوفمبر 2023", "2023-11-15")]),
            ("في 8 شوال 1445 هـ", None, vec![("8 شوال 1445", "2024-04-17~")]),
            ("قال أمس إن يوم الأحد مهم", own, vec![("أمس", "2023-11-18"), ("يوم الأحد", "2023-11-19")]),
            ("في 3 تشرين الثاني 2023", None, vec![("3 تشرين الثاني 2023", "2023-11-03")]),
            ("الشهر الماضي", own, vec![("الشهر الماضي", "2023-10")]),
        ] {
            let expected: Vec<(&str, &str)> = expected;
            let found = {
                let own = own.map(|own: &str| own.parse().expect("a date"));
                dates(text, own, false, true)
            };
            let shown: Vec<(&str, &str)> = found
                .iter()
                .map(|told| (text[told.start..told.end].trim_end_matches(" هـ"), told.edtf.as_str()))
                .collect();
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn romanised_months_count_with_a_year() {
        for (text, expected) in [
            ("On 15 Aban 1402 it began.", vec![("15 Aban 1402", "2023-11-06")]),
            ("On Aban 15, 1402 it began.", vec![("Aban 15, 1402", "2023-11-06")]),
            ("since Shahrivar 1401", vec![("Shahrivar 1401", "2022-08-23/2022-09-22")]),
            ("on 8 Shawwal 1445", vec![("8 Shawwal 1445", "2024-04-17~")]),
            ("on 1 Dhu al-Hijjah 1445", vec![("1 Dhu al-Hijjah 1445", "2024-06-08~")]),
            ("the 22nd of Bahman 1357", vec![("22nd of Bahman 1357", "1979-02-11")]),
            ("Mehr News and 15 Azar people, Ramadan begins", vec![]),
        ] {
            check(text, None, false, false, &expected);
        }
    }
}
