//! The days between which a story must have been published, where the text gives both ends.

use newsprint_model::{DateRule, DateSpan, Day, PublicationDate};

use super::{Dated, Expression, When, dated, latest_past, looks_ahead, month_name};

/// The longest range worth showing: beyond it a reader learns nothing.
const MAX_DAYS: i32 = 2 * 366;

/// How many coming events, and how many anniversaries, are looked into: a text of millions stays linear.
const MAX_EVENTS: usize = 16;

/// How far from its date the words that name an event may stand.
const MAX_WORDS_AWAY: usize = 40;

/// One end of the range, and the words it follows from.
struct End {
    day: Day,
    passages: Vec<String>,
    because: String,
}

pub(super) fn publication_date(paragraphs: &[Dated<'_>]) -> Option<PublicationDate> {
    let mut earliest: Vec<End> = Vec::new();
    let mut latest: Vec<End> = Vec::new();
    if let Some((day, paragraph, expression)) = latest_past(paragraphs) {
        earliest.push(End {
            day,
            passages: vec![paragraph.passage(expression)],
            because: format!("it tells of {} as past", in_words(expression.when)),
        });
    }
    for (from, to) in coming_month(paragraphs).into_iter().chain(anniversary(paragraphs)) {
        earliest.extend(from);
        latest.push(to);
    }
    // Between equals the first keeps its place, so that the evidence does not depend on order of discovery alone.
    let first = earliest.into_iter().reduce(|best, end| if end.day > best.day { end } else { best })?;
    let last = latest.into_iter().reduce(|best, end| if end.day < best.day { end } else { best })?;
    if last.day < first.day || last.day.0 - first.day.0 > MAX_DAYS {
        return None;
    }
    let span = DateSpan { earliest: first.day, latest: last.day };
    let reason = format!("Not before {} ({}); not after {} ({}).", first.day, first.because, last.day, last.because);
    let passages = first.passages.into_iter().chain(last.passages).collect();
    Some(dated(span, DateRule::Bounds, passages, reason))
}

fn in_words(when: When) -> String {
    match when {
        When::Day(day) => day.to_string(),
        When::Month(year, month) => format!("{} {year}", month_name(month)),
        When::Year(year) => year.to_string(),
        When::MonthDay(month, day) => format!("{} {day}", month_name(month)),
        When::BareMonth(month) => month_name(month).to_owned(),
        When::Weekday(weekday) => format!("{weekday:?}"),
    }
}

/// `the upcoming election in March 2024` is still to come: the end. Said once more without its year, `the next election
/// in March`, it is the coming March, less than a year away: the start.
fn coming_month(paragraphs: &[Dated<'_>]) -> Vec<(Option<End>, End)> {
    let mut found = Vec::new();
    for (paragraph, expression) in all(paragraphs) {
        if found.len() == MAX_EVENTS {
            break;
        }
        let When::Month(year, month) = expression.when else { continue };
        let Some(noun) = coming_event(paragraph, expression) else { continue };
        let Some(span) = DateSpan::month(year, month) else { continue };
        let because = format!("the {noun} in {} {year} is still to come", month_name(month));
        let to = End { day: span.latest, passages: vec![paragraph.passage(expression)], because };
        let from = all(paragraphs)
            .find(|(paragraph, expression)| {
                expression.when == When::BareMonth(month)
                    && coming_event(paragraph, expression).is_some_and(|other| same_noun(&other, &noun))
            })
            .and_then(|(paragraph, expression)| {
                let (next_year, next_month) = if month == 12 { (year, 1) } else { (year - 1, month + 1) };
                Some(End {
                    day: Day::from_ymd(next_year, next_month, 1)?,
                    passages: vec![paragraph.passage(expression)],
                    because: format!("{} without a year is the coming one", month_name(month)),
                })
            });
        found.push((from, to));
    }
    found
}

/// The noun of `the upcoming NOUN in MONTH`, `the next parliamentary NOUN in MONTH`.
fn coming_event(paragraph: &Dated<'_>, expression: &Expression) -> Option<String> {
    let at = expression.words.start;
    if !matches!(paragraph.lower(at, -1).as_str(), "in" | "of" | "for") {
        return None;
    }
    let noun = paragraph.lower(at, -2);
    let ahead = (3..=5).any(|back| {
        matches!(paragraph.lower(at, -back).as_str(), "next" | "upcoming" | "coming" | "forthcoming" | "approaching")
    });
    (ahead && noun.len() > 2).then_some(noun)
}

fn same_noun(one: &str, other: &str) -> bool {
    one.trim_end_matches('s') == other.trim_end_matches('s')
}

/// `the one-year anniversary of Amini's death`, told as past, beside `the death of Mahsa Amini in September 2022`:
/// the anniversary's month has come. Where the same paragraph names that month without a year, it is that one, and a
/// month without a year lies within the twelve months before publication.
fn anniversary(paragraphs: &[Dated<'_>]) -> Vec<(Option<End>, End)> {
    let mut found = Vec::new();
    let mut n_looked_into = 0;
    for paragraph in paragraphs {
        for at in 0..paragraph.words.len() {
            if !paragraph.words[at].text.eq_ignore_ascii_case("anniversary") || n_looked_into == MAX_EVENTS {
                continue;
            }
            n_looked_into += 1;
            let Some(n_years) = n_years_before(paragraph, at) else { continue };
            let Some(of) = (at + 1..at + 2).find(|at| paragraph.lower(*at, 0) == "of") else { continue };
            let Some((event_paragraph, event, event_year, month)) = event_named(paragraphs, paragraph, of + 1) else {
                continue;
            };
            let Some(year) = event_year.checked_add(n_years) else { continue };
            let Some(bare) = paragraph
                .expressions
                .iter()
                .find(|found| found.when == When::BareMonth(month) && !looks_ahead(paragraph, found))
            else {
                continue;
            };
            let (Some(start), Some(year_later)) = (DateSpan::month(year, month), Day::from_ymd(year + 1, month, 1))
            else {
                continue;
            };
            let sentence =
                paragraph.sentences.iter().position(|range| paragraph.words[at].start < range.end).unwrap_or(0);
            let here = Expression { when: When::BareMonth(month), words: at..at + 1, sentence };
            let name = month_name(month);
            found.push((
                Some(End {
                    day: start.earliest,
                    passages: vec![event_paragraph.passage(event), paragraph.passage(&here)],
                    because: format!("the anniversary, in {name} {year}, is past"),
                }),
                End {
                    day: year_later.plus(-1),
                    passages: vec![paragraph.passage(bare)],
                    because: format!("{name} without a year is the last one, that of {year}"),
                },
            ));
        }
    }
    found
}

/// The number in `one-year anniversary`, `first anniversary`, `10th anniversary`.
fn n_years_before(paragraph: &Dated<'_>, at: usize) -> Option<i32> {
    let before = paragraph.lower(at, -1);
    let counted = if before == "year" { paragraph.lower(at, -2) } else { before };
    const CARDINALS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    const ORDINALS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let listed = |list: [&str; 10]| list.iter().position(|word| *word == counted).map(|nth| nth as i32 + 1);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|suffix| counted.strip_suffix(suffix)).unwrap_or(&counted);
    let number = if digits.len() <= 3 { digits.parse().ok().filter(|n| *n > 0) } else { None };
    listed(CARDINALS).or_else(|| listed(ORDINALS)).or(number)
}

/// The dated event that the words from `from` on name: a sentence with a month and year that holds its name and noun,
/// such as `Amini's death` beside `the death of Mahsa Amini in September 2022`.
fn event_named<'p, 'a>(
    paragraphs: &'p [Dated<'a>],
    here: &Dated<'_>,
    from: usize,
) -> Option<(&'p Dated<'a>, &'p Expression, i32, u32)> {
    let here_words: Vec<String> =
        (from..from + 5).map(|at| stem(&here.lower(at, 0))).filter(|word| word.len() > 3).collect();
    let name = (from..from + 3)
        .filter_map(|at| here.words.get(at))
        .find(|word| word.text.starts_with(char::is_uppercase))
        .map(|word| stem(&word.text.to_lowercase()))?;
    all(paragraphs).find_map(|(paragraph, expression)| {
        let (year, month) = match expression.when {
            When::Month(year, month) => (year, month),
            When::Day(day) => (day.ymd().0, day.ymd().1),
            _ => return None,
        };
        let (mut names, mut others) = (false, false);
        let sentence = paragraph.words_of(expression.sentence);
        let first = expression.words.start.saturating_sub(MAX_WORDS_AWAY).max(sentence.start);
        let last = (expression.words.end + MAX_WORDS_AWAY).min(sentence.end);
        for at in first..last {
            let word = stem(&paragraph.lower(at, 0));
            names |= word == name;
            others |= word != name && here_words.contains(&word);
        }
        (names && others).then_some((paragraph, expression, year, month))
    })
}

/// A word without its possessive.
fn stem(word: &str) -> String {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word).to_owned()
}

fn all<'p, 'a>(paragraphs: &'p [Dated<'a>]) -> impl Iterator<Item = (&'p Dated<'a>, &'p Expression)> {
    paragraphs.iter().flat_map(|paragraph| paragraph.expressions.iter().map(move |expression| (paragraph, expression)))
}
