//! Plain text to stories: where one ends and the next begins, and what stands at the head of each.
//!
//! A text file is a sheet of paper. Nothing marks its stories but the habits of whoever typed it, so nothing here
//! counts lines or knows a file; evidence is weighed, and every piece of it has a reason.
//!
//! **Passages.** Lines are joined to paragraphs where the file is hard-wrapped: where the next word would not have
//! fitted ([`passages`]). Otherwise each line is a paragraph.
//!
//! **Habit.** What a blank line means depends on the file. Where most paragraphs stand in blocks of several, line under
//! line, a blank line separates *stories*. Where paragraphs stand alone between blank lines, as in most single-article
//! files, a blank line separates *paragraphs*, and only something else can start a story ([`habit::Habit`]).
//!
//! **Evidence.** At every block's start the evidence for a new story and for the old one going on is added up
//! ([`evidence::Evidence`], each with its weight and reason): separators, metadata, headline and dateline shape on the
//! one side; "He also said", a bare surname, an unclosed quotation, a repeated lead, known names only on the other.
//!
//! **Heads.** A story opens with any of: metadata lines (`Title:`, `Date:`, `By:`, `Source:`, `URL:`, `Language:`), a
//! headline, a byline, a line that is a date ([`head`]). The rest is its body. A paragraph that the story already
//! holds, word for word, is shown once and the second copy recorded as a repeat.

mod evidence;
mod habit;
mod head;
mod names;
mod opening;
mod passages;
mod shapes;
mod story;

use std::collections::BTreeMap;

use newsprint_model::{
    Article, DateEvidence, DateRule, GivenEntities, Paragraph, Problem, PublicationDate, Repeat, Span,
};

use crate::{Imported, ReadOptions, dates, encodings, ids, language, lines, titles, warning};

use habit::Habit;
use head::{Head, Title};
use passages::{Item, Passage};
use shapes::Key;
pub(crate) use shapes::{after_dateline, is_byline};
use story::Story;

/// Reads a plain text file.
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let mut problems = Vec::new();
    let decoded = encodings::decode(bytes, None);
    let text = decoded.text.as_ref();
    if is_no_text(text) {
        let message = "is no text: its name says so, but its bytes are letters in no encoding; save it as plain text.";
        return Imported::failed(file, None, message.to_owned());
    }
    problems.extend(decoded.remark.map(|remark| warning(file, None, remark)));
    let lines = lines::lines(file, text, &mut problems);
    let items = passages::items(text, &lines);
    if !items.iter().any(|item| matches!(item, Item::Text(_))) {
        if problems.is_empty() {
            let message = "holds no text, only blank lines: put the articles in it, or remove it.";
            problems.push(crate::error(file, None, message.to_owned()));
        }
        return Imported { problems, ..Imported::default() };
    }
    let mut articles = Vec::new();
    for story in story_ranges(&items, options) {
        let line = items[story.start].line();
        match article(file, &items[story], options, &mut problems) {
            Some(article) => articles.push(article),
            None => {
                let message = "a date, byline or source stands here without a story under it, and was left out.";
                problems.push(crate::error(file, Some(line), message.to_owned()));
            }
        }
    }
    Imported { articles, problems, ..Imported::default() }
}

/// Whether these are letters in no language: a tenth of the beginning and more is what no text holds.
fn is_no_text(text: &str) -> bool {
    let is_none = |c: char| (c.is_control() && !c.is_whitespace()) || c == char::REPLACEMENT_CHARACTER;
    let (mut n, mut n_none) = (0_usize, 0_usize);
    for c in text.chars().take(SAMPLE_CODE_POINTS) {
        (n, n_none) = (n + 1, n_none + usize::from(is_none(c)));
    }
    n_none * 10 > n
}

/// How much of a file is looked at to tell that it is text.
///
/// * Unit: code points.
const SAMPLE_CODE_POINTS: usize = 4096;

/// Where the stories lie among the items.
fn story_ranges(items: &[Item], options: &ReadOptions) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    if options.one_story_per_file {
        ranges.push(0..items.len());
        return ranges;
    }
    let habit = Habit::of(items);
    let first_has_headline = Head::read(items).title.is_some();
    let mut story = Story::starting(0, items);
    for at in 1..items.len() {
        if items[at].starts_block() && evidence::starts_story(items, at, &story, &habit, first_has_headline) {
            ranges.push(story.start..at);
            story = Story::starting(at, items);
        } else {
            story.goes_on_with(items, at);
        }
    }
    ranges.push(story.start..items.len());
    ranges
}

/// Makes an article of a story's items; `None` when they hold neither headline nor body.
fn article(file: &str, items: &[Item], options: &ReadOptions, problems: &mut Vec<Problem>) -> Option<Article> {
    let head = Head::read(items);
    let title = head.title.as_ref().map(|title| title.text().to_owned());
    let mut article = Article {
        id: String::new(),
        title: String::new(),
        title_derived: false,
        title_span: head.title.as_ref().map(Title::span),
        date: None,
        byline: head.byline.clone(),
        source: None,
        lang: String::new(),
        url: None,
        paragraphs: Vec::new(),
        repeats: Vec::new(),
        given: GivenEntities::default(),
        file: file.to_owned(),
        span: Span { start: items.first()?.span().start, end: items.last()?.span().end },
        line: items.first()?.line(),
    };
    let mut held = BTreeMap::new();
    for passage in items[head.body_start..].iter().filter_map(Item::text) {
        add_paragraph(&mut article, &mut held, passage, title.as_deref());
    }
    if let Some(passage) = &head.date_line
        && let Some(day) = dates::day_in(&passage.text)
    {
        let reason = "The story's date line says so.";
        article.date = Some(dated(newsprint_model::DateSpan::day(day), DateRule::Dateline, &passage.text, reason));
    }
    let mut lang = None;
    for item in items {
        if let Item::Field(field) = item {
            let (value, line) = (field.value.as_str(), Some(field.line));
            match field.key {
                Key::Title => {}
                Key::Date => match dates::written_date(value) {
                    Some(span) => {
                        let reason = "The file gives this date above the story.";
                        article.date = Some(dated(span, DateRule::Metadata, value, reason));
                    }
                    None => problems.push(crate::warning(file, line, bad_date(value))),
                },
                Key::Byline => article.byline = Some(value.to_owned()),
                Key::Source => article.source = Some(value.to_owned()),
                Key::Url => match web_address(value) {
                    Ok(url) => article.url = Some(url),
                    Err(message) => problems.push(warning(file, line, message)),
                },
                Key::Lang => match language_tag(value) {
                    Ok(tag) => lang = Some(tag),
                    Err(message) => problems.push(warning(file, line, message)),
                },
            }
        }
    }
    match title {
        Some(title) => article.title = title,
        None => {
            article.title = titles::derived_title(&article.paragraphs.first()?.text);
            article.title_derived = true;
        }
    }
    article.lang = lang.unwrap_or_else(|| language(options, &article.title, &article.paragraphs));
    article.id = ids::made_id(&article);
    Some(article)
}

/// Adds a passage to the body, unless the article already holds it; `held` says where.
fn add_paragraph<'a>(
    article: &mut Article,
    held: &mut BTreeMap<&'a str, u32>,
    passage: &'a Passage,
    title: Option<&str>,
) {
    if article.paragraphs.is_empty() && title.is_some_and(|title| same_words(title, &passage.text)) {
        return;
    }
    if story::is_long_enough_to_repeat(&passage.text) {
        if let Some(&paragraph) = held.get(passage.text.as_str()) {
            article.repeats.push(Repeat { paragraph, start: passage.start });
            return;
        }
        held.insert(&passage.text, article.paragraphs.len() as u32);
    }
    article.paragraphs.push(Paragraph { text: passage.text.clone(), start: Some(passage.start) });
}

/// Whether two texts have the same words, whatever their case and white space.
fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}

/// A publication date that the source states.
pub(crate) fn dated(span: newsprint_model::DateSpan, rule: DateRule, passage: &str, reason: &str) -> PublicationDate {
    PublicationDate {
        span,
        evidence: DateEvidence { rule, passages: vec![passage.to_owned()], reason: reason.to_owned() },
    }
}

/// What to say about a date nobody can read.
pub(crate) fn bad_date(value: &str) -> String {
    format!(
        "`{}` is not a date that Newsprint can read, so the article stays undated: write 2023-11-19, 2023-11, 2023, \
         or two of them with a slash between.",
        shortened(value)
    )
}

/// A web address that may be linked.
///
/// * Errors: a sentence, when it is not one of http or https.
pub(crate) fn web_address(value: &str) -> Result<String, String> {
    let value = value.trim();
    let lower = value.get(..8).unwrap_or(value).to_ascii_lowercase();
    let rest = if lower.starts_with("http://") {
        &value[7..]
    } else if lower.starts_with("https://") {
        &value[8..]
    } else {
        ""
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let unsafe_in_a_link = |c: char| c.is_whitespace() || c.is_control() || "<>\"`\\".contains(c);
    if host.is_empty() || value.contains(unsafe_in_a_link) {
        return Err(format!(
            "the address `{}` is not linked: only http:// and https:// addresses without spaces are.",
            shortened(value)
        ));
    }
    Ok(value.to_owned())
}

/// A BCP 47 language tag, as far as its shape goes.
///
/// * Errors: a sentence.
pub fn language_tag(value: &str) -> Result<String, String> {
    let mut parts = value.trim().split('-');
    let first_ok = parts
        .next()
        .is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic()));
    let rest_ok = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if first_ok && rest_ok {
        return Ok(value.trim().to_owned());
    }
    let value = shortened(value);
    Err(format!("`{value}` is not a language tag such as en, fa or pt-BR; the language is told from the text instead."))
}

/// A value short enough to quote in a message.
pub(crate) fn shortened(value: &str) -> String {
    let shown: String = value.chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if value.chars().nth(60).is_some() { format!("{shown}…") } else { shown }
}

/// Paragraphs of a text that stands in a field of its own: blank lines and line ends separate them, hard wraps do not.
///
/// * Errors: a line too long to be a paragraph is left out, with a problem that names the field's line as 1.
pub(crate) fn paragraphs_of(file: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<String> {
    let lines = lines::lines(file, text, problems);
    passages::joined(text, &lines).into_iter().map(|passage| passage.text).collect()
}
