//! Calendar expressions of English text: weekdays, months, days of a month, years, as written and where.

use std::ops::Range;

use newsprint_model::{Day, Weekday};
use newsprint_text::{Word, sentences, words};

/// What a calendar expression says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// `November 15, 2023`, `15 Nov. 2023`, `2023-11-15`.
    Day(Day),
    /// `November 15`, `the 15th of November`: month and day of the month.
    MonthDay(u32, u32),
    /// `September 2022`: year and month.
    Month(i32, u32),
    /// `September`.
    BareMonth(u32),
    /// `2021`.
    Year(i32),
    /// `Sunday`.
    Weekday(Weekday),
}

/// A calendar expression in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expression {
    /// What it says.
    pub when: When,
    /// The words it is made of, as indices into [`Dated::words`].
    pub words: Range<usize>,
    /// The sentence it stands in, as an index into [`Dated::sentences`].
    pub sentence: usize,
}

/// A paragraph with its words, sentences and calendar expressions.
pub(crate) struct Dated<'a> {
    pub text: &'a str,
    pub words: Vec<Word<'a>>,
    /// Bytes.
    pub sentences: Vec<Range<usize>>,
    /// In order, never overlapping.
    pub expressions: Vec<Expression>,
}

impl<'a> Dated<'a> {
    /// Finds the calendar expressions of a paragraph, in time linear in its length.
    pub(crate) fn new(text: &'a str) -> Dated<'a> {
        let mut dated =
            Dated { text, words: words(text).collect(), sentences: sentences(text), expressions: Vec::new() };
        let mut at = 0;
        let mut sentence = 0;
        while at < dated.words.len() {
            let Some((when, n_words)) = dated.expression_at(at) else {
                at += 1;
                continue;
            };
            let start = dated.words[at].start;
            while dated.sentences.get(sentence).is_some_and(|range| range.end <= start) {
                sentence += 1;
            }
            dated.expressions.push(Expression { when, words: at..at + n_words, sentence });
            at += n_words;
        }
        dated
    }

    /// The word at `at + offset` in lower case; empty outside the paragraph.
    pub(crate) fn lower(&self, at: usize, offset: isize) -> String {
        crate::work::step();
        at.checked_add_signed(offset)
            .and_then(|at| self.words.get(at))
            .map_or_else(String::new, |word| word.text.to_lowercase())
    }

    /// The words of a sentence, as indices into `words`.
    pub(crate) fn words_of(&self, sentence: usize) -> Range<usize> {
        let Some(range) = self.sentences.get(sentence) else { return 0..0 };
        let first = self.words.partition_point(|word| word.start < range.start);
        let last = self.words.partition_point(|word| word.start < range.end);
        first..last
    }

    /// The sentence that holds an expression; a very long one is cut, at spaces, to what surrounds the expression.
    pub(crate) fn passage(&self, expression: &Expression) -> String {
        const MAX_WORDS_EACH_SIDE: usize = 24;
        let whole = self.words_of(expression.sentence);
        if whole.len() <= 2 * MAX_WORDS_EACH_SIDE {
            return self
                .sentences
                .get(expression.sentence)
                .map_or_else(String::new, |range| self.text[range.clone()].to_owned());
        }
        let first = expression.words.start.saturating_sub(MAX_WORDS_EACH_SIDE).max(whole.start);
        let last = (expression.words.end + MAX_WORDS_EACH_SIDE).min(whole.end) - 1;
        self.text[self.words[first].start..self.words[last].end].to_owned()
    }

    /// What stands between a word and the one before it.
    pub(crate) fn gap_before(&self, at: usize) -> &'a str {
        match (at.checked_sub(1).and_then(|before| self.words.get(before)), self.words.get(at)) {
            (Some(before), Some(word)) => &self.text[before.end..word.start],
            _ => "",
        }
    }

    fn expression_at(&self, at: usize) -> Option<(When, usize)> {
        let word = self.words[at].text;
        let first = word.chars().next()?;
        if first.is_ascii_digit() {
            return self.iso_date(at).or_else(|| self.day_first(at)).or_else(|| self.year(at));
        }
        if !first.is_uppercase() {
            return None;
        }
        if let Some(weekday) = weekday(word) {
            return Some((When::Weekday(weekday), 1));
        }
        self.month_first(at)
    }

    /// `2023-11-19`.
    fn iso_date(&self, at: usize) -> Option<(When, usize)> {
        let (year, month, day) = (self.words.get(at)?, self.words.get(at + 1)?, self.words.get(at + 2)?);
        let whole = year.text.len() == 4 && month.text.len() == 2 && day.text.len() == 2;
        if !whole || self.gap_before(at + 1) != "-" || self.gap_before(at + 2) != "-" {
            return None;
        }
        let day = Day::from_ymd(year_number(year.text)?, number(month.text)?, number(day.text)?)?;
        Some((When::Day(day), 3))
    }

    /// `15 November 2023`, `15th of November`.
    fn day_first(&self, at: usize) -> Option<(When, usize)> {
        let day = day_number(self.words[at].text)?;
        let n_between = usize::from(self.lower(at, 1) == "of");
        let month_at = at + 1 + n_between;
        let month = month(self.words.get(month_at)?.text)?;
        if !(at + 1..=month_at).all(|at| self.gap_before(at) == " ") {
            return None;
        }
        Some(self.with_year(month, day, at, month_at + 1))
    }

    /// `November 15, 2023`, `Nov. 15`, `September 2022`, `in September`.
    fn month_first(&self, at: usize) -> Option<(When, usize)> {
        let word = self.words[at].text;
        let month = month(word)?;
        let next_is_near = matches!(self.gap_before(at + 1), " " | ". ");
        if let Some(next) = self.words.get(at + 1).filter(|_| next_is_near) {
            if let Some(day) = day_number(next.text) {
                return Some(self.with_year(month, day, at, at + 2));
            }
            if let Some(year) = year_number(next.text) {
                return Some((When::Month(year, month), 2));
            }
        }
        if let (", ", Some(year)) =
            (self.gap_before(at + 1), self.words.get(at + 1).and_then(|next| year_number(next.text)))
        {
            return Some((When::Month(year, month), 2));
        }
        // A verb and a name look like months: alone they count only after a word that times are told with.
        let unmistakable = !matches!(word, "May" | "March" | "April" | "June" | "August" | "Jan" | "Mar" | "Jun");
        let timed = TIME_WORDS.contains(&self.lower(at, -1).as_str());
        (word.len() > 2 && (timed || (unmistakable && word.len() > 4))).then_some((When::BareMonth(month), 1))
    }

    fn with_year(&self, month: u32, day: u32, start: usize, next: usize) -> (When, usize) {
        let near = matches!(self.gap_before(next), " " | ", " | ". " | "., ");
        let year = self.words.get(next).filter(|_| near).and_then(|word| year_number(word.text));
        match year.and_then(|year| Day::from_ymd(year, month, day)) {
            Some(day) => (When::Day(day), next + 1 - start),
            None => (When::MonthDay(month, day), next - start),
        }
    }

    /// `in 2021`, `the 2020 elections`: four digits after a word that years follow.
    fn year(&self, at: usize) -> Option<(When, usize)> {
        let year = year_number(self.words[at].text)?;
        let before = self.lower(at, -1);
        let counted = COUNTED.contains(&self.lower(at, 1).as_str());
        let told = YEAR_WORDS.contains(&before.as_str()) && matches!(self.gap_before(at), " " | " (");
        (told && !counted).then_some((When::Year(year), 1))
    }
}

/// Words before a month that make it one.
const TIME_WORDS: &[&str] = &[
    "in",
    "since",
    "last",
    "next",
    "this",
    "early",
    "late",
    "mid",
    "until",
    "till",
    "by",
    "before",
    "after",
    "during",
    "of",
    "from",
    "to",
    "through",
    "between",
    "coming",
    "previous",
    "each",
    "every",
    "end",
    "beginning",
];

/// Words before a year.
const YEAR_WORDS: &[&str] = &[
    "in", "since", "of", "by", "until", "till", "from", "the", "before", "after", "during", "to", "and", "between",
    "early", "late", "mid", "through", "around", "circa", "spring", "summer", "autumn", "winter", "year", "its", "his",
    "her", "their", "a", "back", "s",
];

/// Words after a number that say it counts something.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "troops",
    "soldiers",
    "workers",
    "homes",
    "houses",
    "jobs",
    "miles",
    "metres",
    "meters",
    "feet",
    "tons",
    "tonnes",
    "dollars",
    "pounds",
    "euros",
    "years",
    "members",
    "votes",
    "seats",
    "others",
    "percent",
    "kilometers",
    "kilometres",
    "civilians",
    "prisoners",
    "students",
    "acres",
    "hours",
];

fn number(text: &str) -> Option<u32> {
    if text.len() > 4 || !text.bytes().all(|b| b.is_ascii_digit()) { None } else { text.parse().ok() }
}

/// `15`, `15th`, `1st`.
fn day_number(text: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|suffix| text.strip_suffix(suffix)).unwrap_or(text);
    if digits.len() > 2 {
        return None;
    }
    number(digits).filter(|day| (1..=31).contains(day))
}

/// A year that news speaks of by number.
fn year_number(text: &str) -> Option<i32> {
    if text.len() != 4 {
        return None;
    }
    number(text).map(|year| year as i32).filter(|year| (1500..=2199).contains(year))
}

/// A month by its English name or usual short form; capitalised.
pub(crate) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "January" | "Jan" | "JANUARY" => 1,
        "February" | "Feb" | "FEBRUARY" => 2,
        "March" | "Mar" | "MARCH" => 3,
        "April" | "Apr" | "APRIL" => 4,
        "May" | "MAY" => 5,
        "June" | "Jun" | "JUNE" => 6,
        "July" | "Jul" | "JULY" => 7,
        "August" | "Aug" | "AUGUST" => 8,
        "September" | "Sept" | "Sep" | "SEPTEMBER" => 9,
        "October" | "Oct" | "OCTOBER" => 10,
        "November" | "Nov" | "NOVEMBER" => 11,
        "December" | "Dec" | "DECEMBER" => 12,
        _ => return None,
    })
}

/// A weekday by its English name, with or without a plural or possessive ending left out by the caller.
fn weekday(word: &str) -> Option<Weekday> {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    Some(match word {
        "Monday" | "Mon" => Weekday::Monday,
        "Tuesday" | "Tue" | "Tues" => Weekday::Tuesday,
        "Wednesday" | "Wed" => Weekday::Wednesday,
        "Thursday" | "Thu" | "Thurs" => Weekday::Thursday,
        "Friday" | "Fri" => Weekday::Friday,
        "Saturday" | "Sat" => Weekday::Saturday,
        "Sunday" | "Sun" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_expressions_are_read_as_readers_read_them() {
        let day = |y, m, d| When::Day(Day::from_ymd(y, m, d).unwrap());
        for (text, expected) in [
            ("on November 15, 2023 he", vec![day(2023, 11, 15)]),
            ("on 15 November 2023 he", vec![day(2023, 11, 15)]),
            ("TEHRAN, Nov. 19, 2023 (Agency)", vec![day(2023, 11, 19)]),
            ("2023-11-19 10:30", vec![day(2023, 11, 19)]),
            ("the attack on Nov. 15 was", vec![When::MonthDay(11, 15)]),
            ("the 15th of November", vec![When::MonthDay(11, 15)]),
            ("died in September 2022 there", vec![When::Month(2022, 9)]),
            ("arrested in September, and", vec![When::BareMonth(9)]),
            ("In 2021, the 2020 elections", vec![When::Year(2021), When::Year(2020)]),
            ("said on Sunday. Sunday's vote", vec![When::Weekday(Weekday::Sunday), When::Weekday(Weekday::Sunday)]),
            ("Wednesday, November 15", vec![When::Weekday(Weekday::Wednesday), When::MonthDay(11, 15)]),
            ("in May 2024 and in March", vec![When::Month(2024, 5), When::BareMonth(3)]),
            ("Theresa May will march. March on!", vec![]),
            ("killed 1,200 people, 2000 homes, the 2000 workers", vec![]),
            ("February 30, 2023", vec![When::MonthDay(2, 30)]),
            ("sat in the sun, an April shower", vec![]),
        ] {
            let found: Vec<When> = Dated::new(text).expressions.into_iter().map(|found| found.when).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
