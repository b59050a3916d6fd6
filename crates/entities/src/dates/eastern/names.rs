//! Weekdays, days of the month and months in Persian and Arabic words.

use newsprint_model::Weekday;

use super::Reading;
use crate::dates::calendars::Calendar;

impl Reading<'_> {
    /// A weekday's name, and the word after it.
    pub(super) fn weekday_at(&self, at: usize) -> Option<(Weekday, usize)> {
        let solid = match self.key(at) {
            "شنبه" | "السبت" => Weekday::Saturday,
            "يكشنبه" | "الاحد" => Weekday::Sunday,
            "دوشنبه" | "الاثنين" | "الإثنين" => Weekday::Monday,
            "سهشنبه" | "الثلاثاء" => Weekday::Tuesday,
            "چهارشنبه" | "الاربعاء" => Weekday::Wednesday,
            "پنجشنبه" | "الخميس" => Weekday::Thursday,
            "جمعه" | "الجمعه" => Weekday::Friday,
            "سه" if self.key(at + 1) == "شنبه" && self.follows(at + 1) => {
                return Some((Weekday::Tuesday, at + 2));
            }
            "پنج" if self.key(at + 1) == "شنبه" && self.follows(at + 1) => {
                return Some((Weekday::Thursday, at + 2));
            }
            _ => return None,
        };
        // In Arabic the plain words are numbers and nouns: `الأحد` alone counts only after `يوم`.
        let told = !self.in_arabic || (at > 0 && self.key(at - 1) == "يوم");
        told.then_some((solid, at + 1))
    }

    /// A day of the month in digits or words, and the word after it.
    pub(super) fn day_number(&self, at: usize) -> Option<(u32, usize)> {
        let digits = self.key(at);
        if digits.len() <= 2
            && let Ok(day) = digits.parse()
        {
            return (1..=31).contains(&day).then_some((day, at + 1));
        }
        let ordinal = |key: &str| {
            const ORDINALS: [&str; 20] = [
                "يكم",
                "دوم",
                "سوم",
                "چهارم",
                "پنجم",
                "ششم",
                "هفتم",
                "هشتم",
                "نهم",
                "دهم",
                "يازدهم",
                "دوازدهم",
                "سيزدهم",
                "چهاردهم",
                "پانزدهم",
                "شانزدهم",
                "هفدهم",
                "هجدهم",
                "نوزدهم",
                "بيستم",
            ];
            match key {
                "اول" => Some(1),
                "سيام" => Some(30),
                _ => ORDINALS.iter().position(|other| *other == key).map(|nth| nth as u32 + 1),
            }
        };
        let tens = match self.key(at) {
            "بيست" => 20,
            "سي" => 30,
            other => return ordinal(other).map(|day| (day, at + 1)),
        };
        let more = (self.key(at + 1) == "و").then(|| ordinal(self.key(at + 2))).flatten();
        more.filter(|day| tens + day <= 31 && *day < 10).map(|day| (tens + day, at + 3))
    }

    /// A month's name, and the word after it and a further `ماه`.
    pub(super) fn month_at(&self, at: usize) -> Option<(Calendar, u32, usize)> {
        let one = self.key(at);
        let two = || format!("{one}{}", self.key(at + 1));
        let (calendar, month, end) = if self.follows(at + 1) && month_named(&two()).is_some() {
            let (calendar, month) = month_named(&two())?;
            (calendar, month, at + 2)
        } else {
            let (calendar, month) = month_named(one)?;
            (calendar, month, at + 1)
        };
        // August in the Levant, water in Persian.
        if one == "اب" && !self.in_arabic || self.in_arabic && calendar == Calendar::Persian && one == "اذار" {
            return None;
        }
        let month_word = self.key(end) == "ماه" && self.follows(end);
        Some((calendar, month, end + usize::from(month_word)))
    }
}

/// A month by its folded Persian or Arabic name, its words run together.
pub(super) fn month_named(key: &str) -> Option<(Calendar, u32)> {
    const PERSIAN: [&str; 12] =
        ["فروردين", "ارديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "ابان", "اذر", "دي", "بهمن", "اسفند"];
    const GREGORIAN: [&[&str]; 12] = [
        &["ژانويه", "يناير", "كانونالثاني"],
        &["فوريه", "فبراير", "شباط"],
        &["مارس", "اذار"],
        &["اوريل", "ابريل", "نيسان"],
        &["مه", "مي", "مايو", "ايار"],
        &["ژوين", "يونيو", "حزيران"],
        &["ژوييه", "جولاي", "يوليو", "تموز"],
        &["اوت", "اگوست", "اغسطس", "اب"],
        &["سپتامبر", "سبتمبر", "ايلول"],
        &["اكتبر", "اكتوبر", "تشرينالاول"],
        &["نوامبر", "نوفمبر", "تشرينالثاني"],
        &["دسامبر", "ديسمبر", "كانونالاول"],
    ];
    const ISLAMIC: [&[&str]; 12] = [
        &["محرم", "محرمالحرام", "المحرم"],
        &["صفر"],
        &["ربيعالاول"],
        &["ربيعالثاني", "ربيعالاخر"],
        &["جماديالاول", "جماديالاولي"],
        &["جماديالثاني", "جماديالثانيه", "جماديالاخره", "جماديالاخر"],
        &["رجب"],
        &["شعبان"],
        &["رمضان"],
        &["شوال"],
        &["ذيالقعده", "ذيقعده", "ذوالقعده"],
        &["ذيالحجه", "ذيحجه", "ذوالحجه"],
    ];
    let among = |months: &[&[&str]]| months.iter().position(|names| names.contains(&key)).map(|nth| nth as u32 + 1);
    let persian = PERSIAN.iter().position(|name| *name == key).map(|nth| (Calendar::Persian, nth as u32 + 1));
    persian
        .or_else(|| among(&GREGORIAN).map(|month| (Calendar::Gregorian, month)))
        .or_else(|| among(&ISLAMIC).map(|month| (Calendar::Islamic, month)))
}
