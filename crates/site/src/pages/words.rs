//! The sentences of pages without the app: the app's own catalogues (`www/words/`) and a few more beside this file, in three languages.

use std::collections::BTreeMap;

use newsprint_model::{Coordinates, DateRule, DateSpan, Day, EntityKind, MergeRule};
use newsprint_text::{arabic_plural, filled};

pub use newsprint_text::Gap;

/// A language that pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, which stands in for every language that we do not have.
    #[default]
    En,
    /// Persian.
    Fa,
    /// Arabic.
    Ar,
}

/// The catalogues of each language.
const CATALOGUES: [[&str; 2]; 3] = [
    [include_str!("../../../../www/words/en.txt"), include_str!("words/en.txt")],
    [include_str!("../../../../www/words/fa.txt"), include_str!("words/fa.txt")],
    [include_str!("../../../../www/words/ar.txt"), include_str!("words/ar.txt")],
];

impl Language {
    /// The language of a tag, when pages speak it.
    pub fn of(tag: &str) -> Option<Language> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Language::En),
            "fa" => Some(Language::Fa),
            "ar" => Some(Language::Ar),
            _ => None,
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fa => "fa",
            Language::Ar => "ar",
        }
    }

    /// Which way it is written: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        if self == Language::En { "ltr" } else { "rtl" }
    }

    /// A year or a day of the month: digits alone.
    fn numeral(self, n: u32) -> String {
        let zero = match self {
            Language::En => '0',
            Language::Fa => '۰',
            Language::Ar => '٠',
        };
        let in_script = |digit: char| digit.to_digit(10).and_then(|value| char::from_u32(zero as u32 + value));
        n.to_string().chars().map(|digit| in_script(digit).unwrap_or(digit)).collect()
    }

    /// A number as it is written there.
    pub fn number(self, n: u32) -> String {
        let digits: Vec<char> = self.numeral(n).chars().collect();
        let comma = if self == Language::En { ',' } else { '٬' };
        let mut out = String::new();
        for (i, digit) in digits.iter().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push(comma);
            }
            out.push(*digit);
        }
        out
    }

    /// Which of a noun's forms a number takes.
    ///
    /// * Source: Unicode CLDR, plural rules for `en`, `fa` and `ar`.
    fn form(self, n: u32) -> usize {
        match self {
            Language::En => usize::from(n != 1),
            Language::Fa => usize::from(n != 0),
            Language::Ar => arabic_plural(n) as usize,
        }
    }
}

/// The sentences of all languages, by key.
#[derive(Clone, Debug)]
pub struct Words {
    lines: [BTreeMap<&'static str, &'static str>; 3],
}

impl Words {
    /// Reads the catalogues.
    pub fn new() -> Words {
        let lines_of = |texts: [&'static str; 2]| {
            let lines = texts.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
            lines
                .filter_map(|line| line.split_once(" = "))
                .map(|(key, said)| (key, said.trim_end_matches('$')))
                .collect()
        };
        Words { lines: CATALOGUES.map(lines_of) }
    }

    /// A sentence without gaps; its key where there is none, which a test rules out.
    pub fn said<'k>(&self, language: Language, key: &'k str) -> &'k str {
        self.lines[language as usize].get(key).copied().unwrap_or(key)
    }

    /// A sentence with its gaps filled.
    pub fn say(&self, language: Language, key: &str, gaps: &[Gap<'_>]) -> String {
        filled(self.said(language, key), gaps, |n| language.number(n), |n| language.form(n))
    }

    /// When an article was published, in words, or that nobody knows.
    pub fn date(&self, language: Language, span: Option<DateSpan>) -> String {
        let Some(DateSpan { earliest, latest }) = span else { return self.said(language, "undated").to_owned() };
        let (is_open, is_endless) = (earliest.ymd().0 <= 1, latest.ymd().0 >= 9999);
        match (is_open, is_endless) {
            (true, true) => return self.said(language, "any_day").to_owned(),
            (true, false) => return self.say(language, "until_day", &[Gap::Text(&self.day(language, latest, 3))]),
            (false, true) => return self.say(language, "from_day", &[Gap::Text(&self.day(language, earliest, 3))]),
            (false, false) => {}
        }
        let (y1, m1, d1) = earliest.ymd();
        let (y2, m2, _) = latest.ymd();
        let whole_months = d1 == 1 && latest.plus(1).ymd().2 == 1;
        let n_parts = match whole_months {
            true if m1 == 1 && m2 == 12 => 1,
            true => 2,
            false => 3,
        };
        let last = self.day(language, latest, n_parts);
        let is_one = match n_parts {
            1 => y1 == y2,
            2 => (y1, m1) == (y2, m2),
            _ => earliest == latest,
        };
        if is_one {
            return last;
        }
        let (day, month) = (language.numeral(d1), self.month(language, m1));
        match n_parts {
            // What both ends share is said once, and a dash between bare words stands without spaces, as in the app.
            3 if (y1, m1) == (y2, m2) => format!("{day}–{last}"),
            3 if y1 == y2 => format!("{day} {month} – {last}"),
            2 if y1 == y2 => format!("{month} – {last}"),
            1 => format!("{}–{last}", self.day(language, earliest, n_parts)),
            _ => format!("{} – {last}", self.day(language, earliest, n_parts)),
        }
    }

    /// What a month is called, from 1.
    fn month(&self, language: Language, month: u32) -> &'static str {
        self.said(language, "months").split(" || ").nth((month as usize + 11) % 12).unwrap_or_default()
    }

    /// A year, a month of it, or a day.
    fn day(&self, language: Language, day: Day, n_parts: u32) -> String {
        let (year, month, of_month) = day.ymd();
        let year = language.numeral(year.unsigned_abs());
        let month = self.month(language, month);
        match n_parts {
            1 => year,
            2 => format!("{month} {year}"),
            _ => format!("{} {month} {year}", language.numeral(of_month)),
        }
    }

    /// What an entity of a kind is called.
    pub fn kind(&self, language: Language, kind: EntityKind) -> &'static str {
        self.said(
            language,
            match kind {
                EntityKind::Person => "kind.person",
                EntityKind::Organisation => "kind.organisation",
                EntityKind::Place => "kind.place",
            },
        )
    }

    /// What many entities of a kind are called.
    pub fn kinds(&self, language: Language, kind: EntityKind) -> &'static str {
        self.said(
            language,
            match kind {
                EntityKind::Person => "facet.person",
                EntityKind::Organisation => "facet.org",
                EntityKind::Place => "facet.place",
            },
        )
    }

    /// Why a spelling counts as its entity's.
    pub fn merge_rule(&self, language: Language, rule: MergeRule) -> &'static str {
        self.said(
            language,
            match rule {
                MergeRule::Same => "merge_rule.same",
                MergeRule::Folded => "merge_rule.folded",
                MergeRule::Joined => "merge_rule.joined",
                MergeRule::Honorific => "merge_rule.honorific",
                MergeRule::Inflected => "merge_rule.inflected",
                MergeRule::Surname => "merge_rule.surname",
                MergeRule::BuiltInAlias => "merge_rule.built_in_alias",
                MergeRule::Acronym => "merge_rule.acronym",
                MergeRule::Romanisation => "merge_rule.romanisation",
                MergeRule::AlsoCalled => "merge_rule.also_called",
                MergeRule::Given => "merge_rule.given",
                MergeRule::Omitted => "merge_rule.omitted",
                MergeRule::Script => "merge_rule.script",
                MergeRule::Form => "merge_rule.form",
                MergeRule::Corrected => "merge_rule.corrected",
            },
        )
    }

    /// How a date is known.
    pub fn date_rule(&self, language: Language, rule: DateRule) -> &'static str {
        self.said(
            language,
            match rule {
                DateRule::Metadata => "date_rule.metadata",
                DateRule::Dateline => "date_rule.dateline",
                DateRule::WeekdayAndDay => "date_rule.weekday_and_day",
                DateRule::Bounds => "date_rule.bounds",
            },
        )
    }

    /// Where a place lies: `35.69° N, 51.39° E`.
    pub fn coordinates(&self, language: Language, Coordinates { latitude, longitude }: Coordinates) -> String {
        let mut compass = self.said(language, "compass").split(" || ");
        let mut next = || compass.next().unwrap_or_default();
        let (north, south, east, west) = (next(), next(), next(), next());
        let point = if language == Language::En { '.' } else { '٫' };
        let degrees = |hundredths: i16| {
            let all = u32::from(hundredths.unsigned_abs());
            format!(
                "{}{point}{}{}",
                language.number(all / 100),
                language.numeral(all / 10 % 10),
                language.numeral(all % 10)
            )
        };
        let (ns, ew) = (if latitude < 0 { south } else { north }, if longitude < 0 { west } else { east });
        format!("{}{ns}{}{}{ew}", degrees(latitude), self.said(language, "comma"), degrees(longitude))
    }
}

impl Default for Words {
    fn default() -> Words {
        Words::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything_that_english_says() {
        let words = Words::new();
        for key in words.lines[0].keys().filter(|key| !["fallback_two", "found_nowhere"].contains(key)) {
            for language in [Language::Fa, Language::Ar] {
                assert!(words.lines[language as usize].contains_key(key), "{key} in {}", language.tag());
            }
        }
    }

    #[test]
    fn dates_and_numbers_are_written_in_the_language() {
        let words = Words::new();
        for (language, span, expected) in [
            (Language::En, "2023-11-19", "19 November 2023"),
            (Language::En, "2023-11", "November 2023"),
            (Language::En, "2020/2023", "2020–2023"),
            (Language::En, "2023-04/2023-11", "April – November 2023"),
            (Language::En, "2023-11-13/2023-11-19", "13–19 November 2023"),
            (Language::En, "2023-10-30/2023-11-19", "30 October – 19 November 2023"),
            (Language::En, "2022-10-30/2023-11-19", "30 October 2022 – 19 November 2023"),
            (Language::Fa, "2023-11-19", "۱۹ نوامبر ۲۰۲۳"),
        ] {
            let span = Some(span.parse().expect("a span"));
            assert_eq!(words.date(language, span), expected);
        }
        assert_eq!(words.date(Language::En, None), "Undated");
        assert_eq!(words.say(Language::En, "named_in", &[Gap::Number(1)]), "Named in 1 article");
        assert_eq!(words.say(Language::En, "named_in", &[Gap::Number(1234)]), "Named in 1,234 articles");
        let tehran = Coordinates { latitude: 3569, longitude: -5139 };
        assert_eq!(words.coordinates(Language::En, tehran), "35.69° N, 51.39° W");
    }
}
