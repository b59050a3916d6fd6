//! Publication dates that the text itself gives away, with the passages they rest on.

mod bounds;
mod calendars;
mod dateline;
mod eastern;
mod expressions;
mod mentioned;
mod weekdays;

use newsprint_model::{Article, DateEvidence, DateRule, DateSpan, Day, PublicationDate};

pub use mentioned::{DateMention, dates_in};

use expressions::{Dated, Expression, When};

/// Fills in the publication date of each article that has none, where its text settles it.
///
/// * Shape: only `date` changes, and only from `None`. Each date found carries its rule, the passages it rests on word
///   for word, and one sentence of reason.
/// * Errors: none. An article whose text settles nothing keeps `None`; the current date is never consulted.
///
/// The rules, in order: a dateline or date line; a weekday and a day of the month that agree in one plausible year,
/// carried to the weekday the lead is told from; earliest and latest days that both follow from the text.
/// They read English; in Persian and Arabic a line of its own or a dateline tells; articles in another language keep `None`.
pub fn infer_dates(articles: &mut [Article]) {
    for article in articles.iter_mut().filter(|article| article.date.is_none()) {
        if is_english(&article.lang) {
            article.date = publication_date(article);
        } else if is_persian(&article.lang) || is_arabic(&article.lang) {
            article.date = eastern_date(article);
        }
    }
}

/// Whether English rules may be tried: English, or nothing is known.
pub(crate) fn is_english(lang: &str) -> bool {
    let main = lang.split('-').next().unwrap_or_default();
    main.is_empty() || main.eq_ignore_ascii_case("en") || main.eq_ignore_ascii_case("und")
}

pub(crate) fn is_persian(lang: &str) -> bool {
    lang.split('-').next().is_some_and(|main| main.eq_ignore_ascii_case("fa") || main.eq_ignore_ascii_case("prs"))
}

pub(crate) fn is_arabic(lang: &str) -> bool {
    lang.split('-').next().is_some_and(|main| main.eq_ignore_ascii_case("ar"))
}

/// The one exact date of a line of its own at the head or foot, or of a dateline that a dash or colon ends.
fn eastern_date(article: &Article) -> Option<PublicationDate> {
    const MAX_LINE: usize = 80;
    const MAX_BEFORE: usize = 60;
    let (persian, arabic) = (is_persian(&article.lang), is_arabic(&article.lang));
    let told = |text: &str| eastern::dates(text, None, persian, arabic);
    let texts = || article.paragraphs.iter().map(|paragraph| paragraph.text.trim());
    let n_paragraphs = article.paragraphs.len();
    let ends = (0..n_paragraphs.min(3)).chain(n_paragraphs.checked_sub(1));
    for text in ends.filter_map(|nth| texts().nth(nth)).filter(|text| text.chars().count() <= MAX_LINE) {
        let [date] = &told(text)[..] else { continue };
        let Some(day) = date.day else { continue };
        let others = [&text[..date.start], &text[date.end..]];
        let n_others: usize = others.iter().map(|rest| newsprint_text::words(rest).count()).sum();
        if n_others <= 5 && !text.ends_with(['.', '؟', '!']) {
            let reason = format!("A line of its own gives the date, {day}.");
            return Some(dated(DateSpan::day(day), DateRule::Dateline, vec![text.to_owned()], reason));
        }
    }
    texts().take(2).find_map(|text| {
        let head: String = text.chars().take(4 * MAX_BEFORE).collect();
        let date = told(&head).into_iter().next()?;
        let day = date.day?;
        let after = head[date.end..].trim_start();
        let ended = after.starts_with(['-', '–', '—', ':', ')', '/']);
        let before = &head[..date.start];
        let opens = before.chars().count() <= MAX_BEFORE
            && !before.contains(['.', '؟'])
            && newsprint_text::words(before).count() <= 6;
        (ended && opens).then(|| {
            let reason = format!("The dateline says {day}.");
            dated(DateSpan::day(day), DateRule::Dateline, vec![head[..date.end].to_owned()], reason)
        })
    })
}

fn publication_date(article: &Article) -> Option<PublicationDate> {
    let paragraphs: Vec<Dated<'_>> = article.paragraphs.iter().map(|paragraph| Dated::new(&paragraph.text)).collect();
    dateline::publication_date(&paragraphs)
        .or_else(|| weekdays::publication_date(&paragraphs))
        .or_else(|| bounds::publication_date(&paragraphs))
}

fn dated(span: DateSpan, rule: DateRule, passages: Vec<String>, reason: String) -> PublicationDate {
    let mut distinct: Vec<String> = Vec::new();
    for passage in passages {
        if !distinct.contains(&passage) {
            distinct.push(passage);
        }
    }
    PublicationDate { span, evidence: DateEvidence { rule, passages: distinct, reason } }
}

/// Whether the sentence around an expression looks ahead: what it dates has not happened yet.
fn looks_ahead(paragraph: &Dated<'_>, expression: &Expression) -> bool {
    const AHEAD: &[&str] = &[
        "will",
        "upcoming",
        "next",
        "coming",
        "scheduled",
        "slated",
        "due",
        "expected",
        "planned",
        "plans",
        "expires",
        "forthcoming",
        "shall",
        "ahead",
        "until",
        "by",
        "deadline",
    ];
    let sentence = paragraph.words_of(expression.sentence);
    let first = expression.words.start.saturating_sub(12).max(sentence.start);
    let last = (expression.words.end + 4).min(sentence.end);
    (first..last).any(|at| AHEAD.contains(&paragraph.lower(at, 0).as_str()))
}

/// The earliest day an expression with a year of its own may mean.
fn earliest(when: When) -> Option<Day> {
    match when {
        When::Day(day) => Some(day),
        When::Month(year, month) => Day::from_ymd(year, month, 1),
        When::Year(year) => Day::from_ymd(year, 1, 1),
        When::MonthDay(..) | When::BareMonth(_) | When::Weekday(_) => None,
    }
}

/// The latest day by its year that the text tells of as past, and where.
fn latest_past<'p, 'a>(paragraphs: &'p [Dated<'a>]) -> Option<(Day, &'p Dated<'a>, &'p Expression)> {
    paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.expressions.iter().map(move |expression| (paragraph, expression)))
        .filter(|(paragraph, expression)| !looks_ahead(paragraph, expression))
        .filter_map(|(paragraph, expression)| Some((earliest(expression.when)?, paragraph, expression)))
        .max_by_key(|(day, ..)| *day)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month's English name; `month` is 1 to 12.
fn month_name(month: u32) -> &'static str {
    MONTHS.get((month as usize).wrapping_sub(1)).copied().unwrap_or("that month")
}
