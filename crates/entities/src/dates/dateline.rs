//! The date that stands at the head of a story: `TEHRAN, Nov. 19, 2023 (Agency) —`, or a line of its own.

use newsprint_model::{DateRule, DateSpan, PublicationDate};

use super::{Dated, Expression, When, dated};

/// How many words a dateline or date line may have; more is a sentence.
const MAX_WORDS: usize = 14;

pub(super) fn publication_date(paragraphs: &[Dated<'_>]) -> Option<PublicationDate> {
    // A date line stands above the story or right below it; a dateline opens the lead, which may follow a date line
    // or a byline.
    let head = paragraphs.iter().take(3);
    let foot = paragraphs.iter().rev().take(1);
    head.clone().chain(foot).find_map(date_line).or_else(|| head.clone().find_map(dateline))
}

/// A short paragraph that is a date and little else.
fn date_line(paragraph: &Dated<'_>) -> Option<PublicationDate> {
    if paragraph.words.len() > MAX_WORDS || paragraph.sentences.len() > 2 {
        return None;
    }
    let text = paragraph.text.trim();
    // A line that ends with a full stop or begins in lower case is the rest of a sentence.
    if text.ends_with('.') || text.starts_with(char::is_lowercase) {
        return None;
    }
    let [expression] = with_years(paragraph)[..] else { return None };
    let When::Day(day) = expression.when else { return None };
    let others = (0..paragraph.words.len()).filter(|at| !expression.words.contains(at));
    let only_dates = others.clone().all(|at| is_line_word(paragraph, at));
    only_dates.then(|| {
        let reason = format!("A line of its own gives the date, {day}.");
        dated(DateSpan::day(day), DateRule::Dateline, vec![paragraph.text.trim().to_owned()], reason)
    })
}

fn with_years<'p>(paragraph: &'p Dated<'_>) -> Vec<&'p Expression> {
    paragraph.expressions.iter().filter(|expression| matches!(expression.when, When::Day(_))).collect()
}

/// Words that date lines are made of beside the date: weekdays, clock times, `Published`, `Updated`.
fn is_line_word(paragraph: &Dated<'_>, at: usize) -> bool {
    const LINE_WORDS: &[&str] = &[
        "published",
        "posted",
        "updated",
        "date",
        "dated",
        "on",
        "at",
        "gmt",
        "utc",
        "est",
        "edt",
        "pst",
        "pdt",
        "cet",
        "bst",
        "am",
        "pm",
        "a.m",
        "p.m",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "tehran",
        "time",
        "local",
        "last",
        "the",
        "of",
        "article",
    ];
    let lower = paragraph.lower(at, 0);
    lower.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'h')) || LINE_WORDS.contains(&lower.as_str())
}

/// Where a dateline's dash stands: `TEHRAN, Nov. 19 (Agency) —`. Gives the expression and the byte after the dash.
fn opening<'p>(paragraph: &'p Dated<'_>) -> Option<(&'p Expression, usize)> {
    let expression = paragraph.expressions.iter().find(|found| !matches!(found.when, When::Weekday(_)))?;
    if expression.words.end > MAX_WORDS {
        return None;
    }
    let dash_word = (expression.words.end..(expression.words.end + 6).min(paragraph.words.len()))
        .find(|at| is_dash(paragraph.gap_before(*at)))?;
    let before = (0..expression.words.start).all(|at| {
        let word = paragraph.words[at].text;
        word.starts_with(char::is_uppercase) || word.starts_with(|c: char| c.is_ascii_digit())
    });
    before.then_some((expression, paragraph.words[dash_word].start))
}

fn is_dash(gap: &str) -> bool {
    gap.contains(['—', '–']) || gap.contains("--") || gap.contains(" - ")
}

fn dateline(paragraph: &Dated<'_>) -> Option<PublicationDate> {
    let (expression, end) = opening(paragraph)?;
    let When::Day(day) = expression.when else { return None };
    let reason = format!("The dateline says {day}.");
    Some(dated(DateSpan::day(day), DateRule::Dateline, vec![paragraph.text[..end].trim().to_owned()], reason))
}
