//! What a reading of an article finds beside names: who is quoted, and of which months the text speaks.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{EntityNumber, Part};

/// Words said, and by whom, as the tagger finds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// Where in the article.
    pub part: Part,
    /// First code point within the part, the mark left out.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Who said it, where the text tells.
    pub speaker: Option<EntityNumber>,
}

/// Words said, and by whom, as an article that is shown has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quoted {
    /// In which paragraph, from 0.
    pub paragraph: u32,
    /// First code point within the paragraph, the mark left out.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Who said it, where the text tells: a place among the entities that the article names.
    pub speaker: Option<u32>,
}

/// A month that a text speaks of, or a year of which it names no month. In order of time, a year before its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthMentioned {
    year: u16,
    /// 1 to 12, or 0.
    month: u8,
}

impl MonthMentioned {
    /// The month of a date as EDTF writes it: `2023-11-19` and `2023-11` are of `2023-11`, `2023` stands for itself. `None` where the year is open.
    pub fn of_edtf(edtf: &str) -> Option<MonthMentioned> {
        let mut parts = edtf.trim_end_matches(['~', '?', '%']).split('-');
        let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        let year = parts.next().filter(|year| year.len() == 4).and_then(number)?;
        let month = parts.next().and_then(number).filter(|month| (1..=12).contains(month)).unwrap_or(0);
        Some(MonthMentioned { year, month: month as u8 })
    }

    /// Its year, as one that is named without a month.
    pub fn of_year(self) -> MonthMentioned {
        MonthMentioned { month: 0, ..self }
    }
}

impl fmt::Display for MonthMentioned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            0 => write!(f, "{:04}", self.year),
            month => write!(f, "{:04}-{month:02}", self.year),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_of_their_months_and_years_of_themselves() {
        for (edtf, told) in [
            ("2023-11-19", Some("2023-11")),
            ("2023-11", Some("2023-11")),
            ("2023", Some("2023")),
            ("0794", Some("0794")),
            ("2024-04-17~", Some("2024-04")),
            ("2023-XX-XX", Some("2023")),
            ("2023-13", Some("2023")),
            ("XXXX-11-15", None),
            ("XXXX", None),
            ("+202", None),
            ("", None),
        ] {
            assert_eq!(MonthMentioned::of_edtf(edtf).map(|month| month.to_string()).as_deref(), told, "{edtf}");
        }
    }
}
