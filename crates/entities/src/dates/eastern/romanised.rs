//! Dates of the Persian and Islamic calendars in English words: `15 Aban 1402`.

use super::{Date, Reading, edtf_of, edtf_of_month};
use crate::dates::calendars::Calendar;

impl Reading<'_> {
    /// `15 Aban 1402`, `Aban 15, 1402`, `Shahrivar 1401`, `8 Shawwal 1445`, in English: always with a year.
    pub(super) fn romanised_at(&self, at: usize) -> Option<Date> {
        let day_of = |at: usize| {
            let digits = self.key(at);
            let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| digits.strip_suffix(end)).unwrap_or(digits);
            digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
        };
        let year_of = |at: usize| {
            let digits = self.key(at);
            digits
                .parse::<i32>()
                .ok()
                .filter(|year| digits.len() == 4 && (1178..=1633).contains(year) && self.follows(at))
        };
        if let Some(day) = day_of(at).filter(|_| self.follows(at + 1)) {
            let of = usize::from(self.key(at + 1) == "of");
            let (calendar, month, next) = self.romanised_month(at + 1 + of)?;
            let year = year_of(next)?;
            let found = calendar.day(year, month, day)?;
            return Some((edtf_of(calendar, found), None, next + 1));
        }
        let (calendar, month, next) = self.romanised_month(at)?;
        if let (Some(day), Some(year)) = (day_of(next).filter(|_| self.follows(next)), year_of(next + 1)) {
            let found = calendar.day(year, month, day)?;
            return Some((edtf_of(calendar, found), None, next + 2));
        }
        Some((edtf_of_month(calendar, year_of(next)?, month)?, None, next + 1))
    }

    fn romanised_month(&self, at: usize) -> Option<(Calendar, u32, usize)> {
        if !self.words.get(at)?.text.starts_with(char::is_uppercase) {
            return None;
        }
        let mut name = String::new();
        let mut longest = None;
        for n_words in 1..=3 {
            if n_words > 1 && !self.follows(at + n_words - 1) {
                break;
            }
            name.push_str(self.key(at + n_words - 1));
            if let Some((calendar, month)) = romanised(&name) {
                longest = Some((calendar, month, at + n_words));
            }
        }
        longest
    }
}

/// A month of the Persian or Islamic calendar by its romanised name, its words run together.
fn romanised(key: &str) -> Option<(Calendar, u32)> {
    const PERSIAN: [&[&str]; 12] = [
        &["farvardin"],
        &["ordibehesht", "ordibehest"],
        &["khordad"],
        &["tir"],
        &["mordad", "amordad"],
        &["shahrivar"],
        &["mehr"],
        &["aban"],
        &["azar"],
        &["dey", "dei"],
        &["bahman"],
        &["esfand"],
    ];
    const ISLAMIC: [&[&str]; 12] = [
        &["muharram", "moharram"],
        &["safar"],
        &["rabialawwal", "rabiulawwal", "rabii"],
        &["rabialthani", "rabialakhir", "rabiulakhir", "rabiii"],
        &["jumadaalawwal", "jumadaalula", "jumadai"],
        &["jumadaalthani", "jumadaalakhirah", "jumadaalakhira", "jumadaii"],
        &["rajab"],
        &["shaban", "shaaban"],
        &["ramadan", "ramazan", "ramadhan"],
        &["shawwal", "shavval"],
        &["dhualqadah", "dhualqidah", "dhulqadah", "zulqada"],
        &["dhualhijjah", "dhulhijjah", "zulhijjah", "dhualhijja"],
    ];
    let among = |months: &[&[&str]]| months.iter().position(|names| names.contains(&key)).map(|nth| nth as u32 + 1);
    among(&PERSIAN)
        .map(|month| (Calendar::Persian, month))
        .or_else(|| among(&ISLAMIC).map(|month| (Calendar::Islamic, month)))
}
