//! The year, out of a weekday and a day of the month that agree; the day, out of the weekday the lead is told from.

use newsprint_model::{DateRule, DateSpan, Day, PublicationDate, Weekday};

use super::{Dated, Expression, When, dated, earliest, latest_past, looks_ahead, month_name};

/// How many years after the latest past year of the text the agreeing year may lie.
///
/// A weekday and a day agree again after 5, 6 or 11 years, so at most one agreeing year lies within this distance; and
/// a story that tells of nothing dated within it gives too little to choose by.
const MAX_YEARS_AFTER: i32 = 4;

/// How many sentences before a day its weekday may stand.
const MAX_SENTENCES_BACK: usize = 2;

/// How many words before a day its weekday may stand: keeps a sentence of millions of words linear.
const MAX_WORDS_BACK: usize = 160;

/// A weekday and a day of the month that mean one day.
struct Pair<'p, 'a> {
    weekday: Weekday,
    month: u32,
    day: u32,
    paragraph: &'p Dated<'a>,
    weekday_expression: &'p Expression,
    day_expression: &'p Expression,
    /// The weekday is named as in talk of the last few days, its date coming only later: so the day lies in the week
    /// before publication.
    recent: bool,
}

pub(super) fn publication_date(paragraphs: &[Dated<'_>]) -> Option<PublicationDate> {
    let pairs: Vec<Pair<'_, '_>> = paragraphs.iter().flat_map(pairs).collect();
    let (past_year, past_paragraph, past_expression) = latest_past(paragraphs)?;
    // What the year of a founding or a war says of the year of the story is nothing.
    if tells_history(past_paragraph, past_expression) {
        return None;
    }
    let past = earliest(past_expression.when)?;
    let (past_year_number, ..) = past_year.ymd();
    let lead = paragraphs.iter().find(|paragraph| paragraph.words.len() > 8)?;
    let lead_weekday = told_from(lead);

    let mut found: Option<(Day, &Pair<'_, '_>)> = None;
    for pair in &pairs {
        let Some(day) = agreeing_day(pair, past) else { continue };
        // Two pairs that put the story into different years settle nothing.
        if found.is_some_and(|(other, _)| (other.0 - day.0).abs() > 183) {
            return None;
        }
        let better = found.is_none_or(|(other, found)| (pair.recent, day) > (found.recent, other));
        if better {
            found = Some((day, pair));
        }
    }
    let (anchored, pair) = found?;
    let mut passages =
        vec![pair.paragraph.passage(pair.weekday_expression), pair.paragraph.passage(pair.day_expression)];
    passages.push(past_paragraph.passage(past_expression));
    let agreed = format!(
        "{:?} and {} {} agree in {} and in no other year up to {}, the latest past year in the text being {past_year_number}",
        pair.weekday,
        month_name(pair.month),
        pair.day,
        anchored.ymd().0,
        past_year_number + MAX_YEARS_AFTER,
    );
    match lead_weekday {
        Some((weekday, expression)) if pair.recent => {
            let ahead = (0..7).find(|n_days| anchored.plus(*n_days).weekday() == weekday)?;
            let published = anchored.plus(ahead);
            passages.insert(0, lead.passage(expression));
            let reason = format!("{agreed}; the lead is told from the {weekday:?} that follows, {published}.");
            Some(dated(DateSpan::day(published), DateRule::WeekdayAndDay, passages, reason))
        }
        _ if pair.recent || std::ptr::eq(pair.paragraph, lead) => {
            let span = DateSpan { earliest: anchored, latest: anchored.plus(6) };
            let reason = format!("{agreed}; the story tells of that day as of the last few.");
            Some(dated(span, DateRule::WeekdayAndDay, passages, reason))
        }
        _ => None,
    }
}

/// The bare weekday that the lead's news happened on: `said on Sunday`, not `next Sunday` and not one with a date.
fn told_from<'p>(lead: &'p Dated<'_>) -> Option<(Weekday, &'p Expression)> {
    let first = lead.expressions.first()?;
    let When::Weekday(weekday) = first.when else { return None };
    let dated_at_once = lead.expressions.get(1).is_some_and(|next| next.words.start == first.words.end);
    let relative = matches!(
        lead.lower(first.words.start, -1).as_str(),
        "last" | "next" | "every" | "each" | "this" | "by" | "until" | "since" | "previous"
    );
    let weekday_alone = !dated_at_once && !relative && !looks_ahead(lead, first);
    weekday_alone.then_some((weekday, first))
}

/// The weekdays of a paragraph that are given a day of the month.
fn pairs<'p, 'a>(paragraph: &'p Dated<'a>) -> Vec<Pair<'p, 'a>> {
    let mut found = Vec::new();
    for (nth, expression) in paragraph.expressions.iter().enumerate() {
        let When::MonthDay(month, day) = expression.when else { continue };
        if looks_ahead(paragraph, expression) {
            continue;
        }
        let pair = |weekday, weekday_expression, recent| Pair {
            weekday,
            month,
            day,
            paragraph,
            weekday_expression,
            day_expression: expression,
            recent,
        };
        let neighbour = [nth.checked_sub(1), Some(nth + 1)].into_iter().flatten().find_map(|other| {
            let other = paragraph.expressions.get(other)?;
            let When::Weekday(weekday) = other.when else { return None };
            beside(paragraph, other, expression).then_some((weekday, other))
        });
        if let Some((weekday, other)) = neighbour {
            found.push(pair(weekday, other, false));
        } else if let Some((weekday, other)) = told_again(paragraph, nth) {
            found.push(pair(weekday, other, true));
        }
    }
    found
}

/// `Wednesday, November 15`; `Wednesday (November 15)`; `November 15, a Wednesday`.
fn beside(paragraph: &Dated<'_>, one: &Expression, other: &Expression) -> bool {
    let (first, last) = if one.words.start < other.words.start { (one, other) } else { (other, one) };
    match last.words.start - first.words.end {
        0 => matches!(paragraph.gap_before(last.words.start), " " | ", " | " (" | "., " | " — " | " – "),
        1 => {
            matches!(paragraph.lower(first.words.end, 0).as_str(), "the" | "a" | "on")
                && first.sentence == last.sentence
        }
        _ => false,
    }
}

/// A day that dates an event told just before by its weekday: `Last Wednesday ... a drone attack ... the attack on
/// November 15`. The definite noun is what ties the two; without it they may be two days.
fn told_again<'p>(paragraph: &'p Dated<'_>, nth: usize) -> Option<(Weekday, &'p Expression)> {
    let expression = &paragraph.expressions[nth];
    let at = expression.words.start;
    let preposition = matches!(paragraph.lower(at, -1).as_str(), "on" | "of");
    let definite = matches!(paragraph.lower(at, -3).as_str(), "the" | "that" | "this");
    if !preposition || !definite {
        return None;
    }
    let noun = paragraph.lower(at, -2);
    let first_sentence = expression.sentence.saturating_sub(MAX_SENTENCES_BACK);
    let first_word = paragraph.words_of(first_sentence).start.max(at.saturating_sub(MAX_WORDS_BACK));
    let noun_told = (first_word..at.saturating_sub(3)).rev().find(|at| paragraph.lower(*at, 0) == noun)?;
    let mut weekdays = paragraph.expressions[..nth]
        .iter()
        .rev()
        .take_while(|other| other.words.start >= first_word)
        .filter(|other| !looks_ahead(paragraph, other))
        .filter_map(|other| match other.when {
            When::Weekday(weekday) => Some((weekday, other)),
            _ => None,
        });
    let (weekday, mut nearest) = weekdays.next()?;
    for (other, expression) in weekdays {
        if other != weekday {
            return None;
        }
        // The weekday nearest before the noun is the one that dates it.
        if nearest.words.start > noun_told {
            nearest = expression;
        }
    }
    Some((weekday, nearest))
}

/// Whether a year is told as history: of a founding, a birth, a war, or as a `since`.
fn tells_history(paragraph: &Dated<'_>, expression: &Expression) -> bool {
    const HISTORY: &[&str] = &[
        "opened",
        "founded",
        "built",
        "established",
        "born",
        "created",
        "formed",
        "invented",
        "dates",
        "revolution",
        "war",
        "independence",
        "century",
        "since",
        "history",
        "historic",
        "founding",
        "inception",
        "dynasty",
        "empire",
        "occupied",
        "annexed",
        "completed",
        "introduced",
        "signed",
        "treaty",
        "constitution",
    ];
    let sentence = paragraph.words_of(expression.sentence);
    let first = expression.words.start.saturating_sub(8).max(sentence.start);
    let last = (expression.words.end + 3).min(sentence.end);
    (first..last).any(|at| HISTORY.contains(&paragraph.lower(at, 0).as_str()))
}

/// The day that a pair means: in the first year, from the latest past date on, in which the two agree.
fn agreeing_day(pair: &Pair<'_, '_>, past: Day) -> Option<Day> {
    let (past_year, ..) = past.ymd();
    (past_year..=past_year + MAX_YEARS_AFTER)
        .filter_map(|year| Day::from_ymd(year, pair.month, pair.day))
        .find(|day| *day >= past && day.weekday() == pair.weekday)
}
