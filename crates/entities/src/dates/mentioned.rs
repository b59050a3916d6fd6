//! Dates that a text speaks of, as EDTF: absolute ones as they stand, others counted from the article's own day.

use newsprint_model::{Article, DateSpan, Day, Part};
use newsprint_text::CodePoints;

use super::expressions::{Dated, Expression, When};
use super::{eastern, is_arabic, is_english, is_persian, looks_ahead};

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateMention {
    /// Where in the article.
    pub part: Part,
    /// First code point within the part.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// EDTF: `2023-11-19`, `2022-09`, `2021`; `XXXX-11-15` where nothing tells the year.
    pub edtf: String,
}

/// The dates that an article's text speaks of, in order, never overlapping.
///
/// * Shape: weekdays, `yesterday`, `last month` and the like count from the article's own day; what it does not settle is written by `X`:
///   `XXXX-XX-XX` for a day, `XXXX` for a year.
///   Dates of the Islamic calendar are approximate and say so: `2024-04-17~`.
/// * Errors: none. English, Persian and Arabic; other languages give none. Time linear in the text.
pub fn dates_in(article: &Article) -> Vec<DateMention> {
    let (english, persian, arabic) = (is_english(&article.lang), is_persian(&article.lang), is_arabic(&article.lang));
    if !(english || persian || arabic) {
        return Vec::new();
    }
    let title = (!article.title_derived).then_some((Part::Title, article.title.as_str()));
    let paragraphs =
        (0_u32..).zip(&article.paragraphs).map(|(nth, paragraph)| (Part::Paragraph(nth), paragraph.text.as_str()));
    let own = article.date.as_ref().map(|date| date.span);
    let mut found = Vec::new();
    for (part, text) in title.into_iter().chain(paragraphs) {
        let points = CodePoints::new(text);
        let eastern = eastern::dates(text, own, persian, arabic);
        if !english {
            found.extend(eastern.into_iter().map(|told| {
                let (start, end) = (points.at_byte(told.start) as u32, points.at_byte(told.end) as u32);
                DateMention { part, start, end, edtf: told.edtf }
            }));
            continue;
        }
        let dated = Dated::new(text);
        let mut spans: Vec<(usize, usize, String)> = Vec::new();
        let mut nth = 0;
        while let Some(expression) = dated.expressions.get(nth) {
            // `Wednesday, November 15` is one date.
            let next = dated.expressions.get(nth + 1).filter(|next| {
                matches!(expression.when, When::Weekday(_))
                    && next.words.start == expression.words.end
                    && matches!(next.when, When::MonthDay(..) | When::Day(_))
            });
            let told = next.unwrap_or(expression);
            nth += 1 + usize::from(next.is_some());
            let (mut first, last) = (&dated.words[expression.words.start], &dated.words[told.words.end - 1]);
            // `last Wednesday`, `next March`; `mid-February`.
            let counts = matches!(expression.when, When::Weekday(_) | When::BareMonth(_));
            let before = expression.words.start.checked_sub(1).and_then(|before| dated.words.get(before));
            let gap = dated.gap_before(expression.words.start);
            if let Some(word) = before.filter(|word| counts && leads_date(word.text, gap)) {
                first = word;
            }
            if let Some(edtf) = edtf(&dated, told, own) {
                spans.push((first.start, first.start.max(last.end), edtf));
            }
        }
        spans.extend(relative(&dated, own));
        // A date of another calendar takes the place of what its number alone looks like.
        spans.retain(|(start, end, _)| {
            let first = eastern.partition_point(|told| told.end <= *start);
            eastern.get(first).is_none_or(|told| told.start >= *end)
        });
        spans.extend(eastern.into_iter().map(|told| (told.start, told.end, told.edtf)));
        spans.sort();
        let mut taken = 0;
        for (start, end, edtf) in spans {
            let end = without_possessive(text, start, end);
            if start >= taken && start < end {
                taken = end;
                let (start, end) = (points.at_byte(start) as u32, points.at_byte(end) as u32);
                found.push(DateMention { part, start, end, edtf });
            }
        }
    }
    found
}

/// Whether a word belongs to the weekday or month behind it.
fn leads_date(word: &str, gap: &str) -> bool {
    let key = word.to_lowercase();
    match gap {
        " " => matches!(key.as_str(), "last" | "this" | "next" | "coming" | "previous"),
        "-" => matches!(key.as_str(), "mid" | "early" | "late"),
        _ => false,
    }
}

fn without_possessive(text: &str, start: usize, end: usize) -> usize {
    let word = &text[start..end];
    let core = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    start + core.len()
}

/// What an expression comes to.
fn edtf(dated: &Dated<'_>, expression: &Expression, own: Option<DateSpan>) -> Option<String> {
    let ahead = looks_ahead(dated, expression);
    let own_day = own.and_then(DateSpan::as_day);
    Some(match expression.when {
        When::Day(day) => day.to_string(),
        When::Month(year, month) => format!("{year:04}-{month:02}"),
        When::Year(year) => format!("{year:04}"),
        When::MonthDay(month, day) => match own {
            None => format!("XXXX-{month:02}-{day:02}"),
            Some(own) => nearest(own, |year| Day::from_ymd(year, month, day))?.to_string(),
        },
        When::BareMonth(month) => match own {
            None => format!("XXXX-{month:02}"),
            Some(own) => {
                let (year, own_month, _) = own.latest.ymd();
                let year = match (ahead, month.cmp(&own_month)) {
                    (false, std::cmp::Ordering::Greater) => year - 1,
                    (true, std::cmp::Ordering::Less) => year + 1,
                    _ => year,
                };
                format!("{year:04}-{month:02}")
            }
        },
        When::Weekday(weekday) => {
            let Some(day) = own_day else { return Some("XXXX-XX-XX".to_owned()) };
            let before = |word: &str| dated.lower(expression.words.start, -1) == word;
            let mut found = day;
            if ahead || before("next") {
                // From the morrow on.
                found = found.plus(1);
                while found.weekday() != weekday {
                    found = found.plus(1);
                }
            } else {
                if before("last") {
                    found = found.plus(-1);
                }
                while found.weekday() != weekday {
                    found = found.plus(-1);
                }
            }
            found.to_string()
        }
    })
}

/// The day of the year nearest to an article's own.
fn nearest(own: DateSpan, day_in: impl Fn(i32) -> Option<Day>) -> Option<Day> {
    let (year, ..) = own.latest.ymd();
    let distance = |day: &Day| {
        let (after, before) =
            (DateSpan { earliest: own.latest, latest: *day }, DateSpan { earliest: *day, latest: own.latest });
        let span = if *day > own.latest { after } else { before };
        n_days(span)
    };
    (year - 1..=year + 1).filter_map(day_in).min_by_key(distance)
}

/// How many days a span holds, counted by its years first, so that it takes no time.
fn n_days(span: DateSpan) -> i64 {
    let number = |day: Day| {
        let (year, month, day) = day.ymd();
        // The order of days is all that matters here.
        i64::from(year) * 372 + i64::from(month) * 31 + i64::from(day)
    };
    number(span.latest) - number(span.earliest)
}

/// `today`, `yesterday`, `last week`, `this year`, `next month`: words that count from the article's day.
fn relative(dated: &Dated<'_>, own: Option<DateSpan>) -> Vec<(usize, usize, String)> {
    let day = own.and_then(DateSpan::as_day);
    let (year, month) = own.map_or((0, 1), |own| (own.latest.ymd().0, own.latest.ymd().1));
    let one_month = own.is_some_and(|own| (own.earliest.ymd().0, own.earliest.ymd().1) == (year, month));
    let one_year = own.is_some_and(|own| own.earliest.ymd().0 == year);
    let mut found = Vec::new();
    for (at, word) in dated.words.iter().enumerate() {
        let lower = || word.text.to_lowercase();
        let alone = match lower().as_str() {
            // `the youth of today` is no day.
            "today" if at > 0 && dated.words[at - 1].text == "of" => None,
            "today" | "tonight" => Some(0),
            "yesterday" => Some(-1),
            "tomorrow" => Some(1),
            _ => None,
        };
        if let Some(step) = alone {
            let told = day.map_or_else(|| "XXXX-XX-XX".to_owned(), |day| day.plus(step).to_string());
            found.push((word.start, word.end, told));
            continue;
        }
        let Some(next) = dated.words.get(at + 1).filter(|_| dated.gap_before(at + 1) == " ") else { continue };
        let step = match lower().as_str() {
            "last" | "previous" => -1,
            "this" | "current" => 0,
            "next" | "coming" => 1,
            _ => continue,
        };
        let edtf = match next.text.to_lowercase().as_str() {
            "year" if one_year => Some(format!("{:04}", year + step)),
            "year" => Some("XXXX".to_owned()),
            "month" if one_month => {
                let months = year * 12 + month as i32 - 1 + step;
                Some(format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1))
            }
            "month" => Some("XXXX-XX".to_owned()),
            "week" | "weekend" => {
                let monday = day.map(|day| {
                    let mut monday = day;
                    while monday.weekday() != newsprint_model::Weekday::Monday {
                        monday = monday.plus(-1);
                    }
                    monday.plus(7 * step)
                });
                let first = if next.text.eq_ignore_ascii_case("week") { 0 } else { 5 };
                Some(monday.map_or_else(
                    || "XXXX-XX-XX/XXXX-XX-XX".to_owned(),
                    |monday| format!("{}/{}", monday.plus(first), monday.plus(6)),
                ))
            }
            _ => None,
        };
        found.extend(edtf.map(|edtf| (word.start, next.end, edtf)));
    }
    found
}

#[cfg(test)]
mod tests {
    use newsprint_model::{DateEvidence, DateRule, PublicationDate};

    use super::*;

    fn article(text: &str, own: Option<&str>) -> Article {
        let evidence = DateEvidence { rule: DateRule::Metadata, passages: Vec::new(), reason: String::new() };
        Article {
            date: own.map(|own| PublicationDate { span: own.parse().unwrap(), evidence }),
            ..Article::of_paragraphs("en", [text])
        }
    }

    #[test]
    fn dates_in_texts_are_told_as_edtf() {
        // 19 November 2023 was a Sunday.
        let own = Some("2023-11-19");
        for (text, own, expected) in [
            ("It began on November 15, 2023 there.", None, vec![("November 15, 2023", "2023-11-15")]),
            (
                "On Nov. 15 it began; in September 2022 it had not.",
                None,
                vec![("Nov. 15", "XXXX-11-15"), ("September 2022", "2022-09")],
            ),
            ("On Nov. 15 it began.", own, vec![("Nov. 15", "2023-11-15")]),
            ("On January 3 it ended.", own, vec![("January 3", "2024-01-03")]),
            (
                "They said on Sunday that Friday's vote failed.",
                own,
                vec![("Sunday", "2023-11-19"), ("Friday", "2023-11-17")],
            ),
            ("They said on Sunday.", None, vec![("Sunday", "XXXX-XX-XX")]),
            (
                "It came last Wednesday, in mid-February and this weekend.",
                own,
                vec![
                    ("last Wednesday", "2023-11-15"),
                    ("mid-February", "2023-02"),
                    ("this weekend", "2023-11-18/2023-11-19"),
                ],
            ),
            ("He will speak on Tuesday.", own, vec![("Tuesday", "2023-11-21")]),
            (
                "It fell last month, and yesterday again.",
                own,
                vec![("last month", "2023-10"), ("yesterday", "2023-11-18")],
            ),
            ("It was arrested in September, and in 2021.", own, vec![("September", "2023-09"), ("2021", "2021")]),
            ("Since December it is shut.", own, vec![("December", "2022-12")]),
            ("On Wednesday, November 15 it began.", own, vec![("Wednesday, November 15", "2023-11-15")]),
            (
                "Last week it rained; next year it will not.",
                own,
                vec![("Last week", "2023-11-06/2023-11-12"), ("next year", "2024")],
            ),
            ("Theresa May will march.", own, vec![]),
        ] {
            let found = dates_in(&article(text, own));
            let shown: Vec<(String, &str)> = found
                .iter()
                .map(|date| {
                    (
                        text.chars().skip(date.start as usize).take((date.end - date.start) as usize).collect(),
                        date.edtf.as_str(),
                    )
                })
                .collect();
            let shown: Vec<(&str, &str)> = shown.iter().map(|(text, edtf)| (text.as_str(), *edtf)).collect();
            assert_eq!(shown, expected, "{text}");
        }
    }
}
