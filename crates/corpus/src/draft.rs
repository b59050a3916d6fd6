//! What a record says of an article, and the article that is made of it: the same for every format with fields.

use newsprint_model::{Article, DateRule, GivenEntities, Paragraph, Problem, Span};

use crate::fields::Unread;
use crate::stories::{bad_date, dated, language_tag, paragraphs_of, shortened, web_address};
use crate::{ReadOptions, dates, error, fragment, ids, language, lines, note, titles, warning};

/// Where a record stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The file, as the user named it.
    pub file: &'a str,
    /// Its first line, counted from 1.
    pub line: u32,
    /// All of it, in code points of the file's text.
    pub span: Span,
}

/// What a record says, as it says it: nothing is checked yet, and anything may be blank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// The source's own id.
    pub id: Option<String>,
    /// The headline, without markup.
    pub title: Option<String>,
    /// The day of publication as it is written.
    pub date: Option<String>,
    /// The line that it is written on, where the record has several.
    pub date_line: Option<u32>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// A language tag.
    pub lang: Option<String>,
    /// The publisher's original.
    pub url: Option<String>,
    /// The text, in pieces that each hold one paragraph or several; HTML where it looks like HTML.
    pub bodies: Vec<String>,
    /// Whether `bodies` are text whatever they look like, since their markup has been read already.
    pub is_text: bool,
    /// Names that outrank ours.
    pub given: GivenEntities,
    /// Until when it may not be shown, as it is written.
    pub embargo: Option<String>,
    /// Why it may not be shown at all: withdrawn, a draft.
    pub withheld: Option<String>,
    /// Fields with texts whose names say nothing to us.
    pub unread: Vec<Unread>,
}

impl Draft {
    /// The article; `None`, with a problem, when there is neither title nor text, or when it may not be shown.
    pub fn finish(self, place: &Place<'_>, options: &ReadOptions, problems: &mut Vec<Problem>) -> Option<Article> {
        let title = one_line(self.title);
        let withheld = self.withheld.map(|why| (note as Tell, why));
        if let Some((tell, why)) = withheld.or_else(|| self.embargo.and_then(|until| embargo(&until, options))) {
            let named = shortened(title.as_deref().or(self.id.as_deref()).unwrap_or("an article"));
            problems.push(tell(place.file, Some(place.line), format!("`{named}` {why}, so it was left out.")));
            return None;
        }
        let mut warn = |line: Option<u32>, message: String| {
            problems.push(warning(place.file, line.or(Some(place.line)), message));
        };
        let url = one_line(self.url).and_then(|url| web_address(&url).map_err(|said| warn(None, said)).ok());
        let lang = one_line(self.lang).map(|tag| tag.replace('_', "-"));
        let lang = lang.and_then(|tag| language_tag(&tag).map_err(|said| warn(None, said)).ok());
        let date = one_line(self.date).and_then(|written| match dates::written_date(&written) {
            Some(span) => Some(dated(span, DateRule::Metadata, &written, "The source gives this date.")),
            None => {
                warn(self.date_line, bad_date(&written));
                None
            }
        });
        let paragraphs = paragraphs(&self.bodies, self.is_text, place, problems);
        if title.is_none() && paragraphs.is_empty() {
            problems.push(error(place.file, Some(place.line), nothing_known(&self.unread)));
            return None;
        }
        if paragraphs.is_empty()
            && let Some(text) = text_among(&self.unread, title.as_deref().unwrap_or_default())
        {
            let text = shortened(text);
            let message =
                format!("has a title and no text: if its text is in `{text}`, say so, `--columns body={text}`.");
            problems.push(warning(place.file, Some(place.line), message));
        }
        let title_derived = title.is_none();
        let title = title.unwrap_or_else(|| titles::derived_title(paragraphs.first().map_or("", |p| &p.text)));
        let mut article = Article {
            id: String::new(),
            lang: lang.unwrap_or_else(|| language(options, &title, &paragraphs)),
            title,
            title_derived,
            title_span: None,
            date,
            byline: one_line(self.byline),
            source: one_line(self.source),
            url,
            paragraphs,
            repeats: Vec::new(),
            given: self.given,
            file: place.file.to_owned(),
            span: place.span,
            line: place.line,
        };
        let id = one_line(self.id);
        article.id = id.as_deref().and_then(ids::safe_id).unwrap_or_else(|| ids::made_id(&article));
        Some(article)
    }
}

/// What is said of a record without title and text: which of its fields may hold them.
fn nothing_known(unread: &[Unread]) -> String {
    let told = "has neither a title nor a text, so this article was left out";
    let mut longest: Vec<&Unread> = unread.iter().collect();
    longest.sort_by_key(|(_, n_bytes)| std::cmp::Reverse(*n_bytes));
    let [(text, _), (title, _), ..] = longest[..] else {
        return format!("{told}: give it `title`, and `body` or `paragraphs`.");
    };
    let names: Vec<String> = unread.iter().map(|(name, _)| format!("`{}`", shortened(name))).collect();
    let (text, title) = (shortened(text), shortened(title));
    format!("{told}: say which of {} hold them, perhaps `--columns title={title},body={text}`.", names.join(", "))
}

/// A field that seems to hold the text of an article that has none: longer than a line, and than its title.
fn text_among<'u>(unread: &'u [Unread], title: &str) -> Option<&'u str> {
    let (name, n_bytes) = unread.iter().max_by_key(|(_, n_bytes)| *n_bytes)?;
    (*n_bytes > title.len().max(MOST_IN_A_LINE)).then_some(name)
}

/// What a field may have that is hardly an article's text.
///
/// * Unit: bytes.
const MOST_IN_A_LINE: usize = 120;

/// A problem, or what is none.
type Tell = fn(&str, Option<u32>, String) -> Problem;

/// What is said of an article under embargo, and how gravely; `None` once it may be shown.
fn embargo(until: &str, options: &ReadOptions) -> Option<(Tell, String)> {
    if until.trim().is_empty() {
        return None;
    }
    let Some(span) = dates::written_date(until) else {
        let why = format!("is under an embargo until `{}`, which is not a date", shortened(until));
        return Some((error, why));
    };
    // The day it ends on counts as embargoed: the hour is not looked at.
    let over = options.today.is_some_and(|today| today > span.latest);
    (!over).then(|| (note as Tell, format!("is under an embargo until {}", shortened(until))))
}

/// The paragraphs of a body; problems in it are told with the record's own line.
fn paragraphs(bodies: &[String], is_text: bool, place: &Place<'_>, problems: &mut Vec<Problem>) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut paragraphs = Vec::new();
    for body in bodies {
        if !is_text && fragment::is_html(body) {
            for text in fragment::paragraphs(body) {
                paragraphs.extend(paragraphs_of(place.file, &text, &mut found));
            }
        } else {
            paragraphs.extend(paragraphs_of(place.file, body, &mut found));
        }
    }
    for mut problem in found {
        problem.line = Some(place.line);
        problems.push(problem);
    }
    paragraphs.into_iter().map(|text| Paragraph { text, start: None }).collect()
}

/// A text on one line, trimmed; `None` when nothing is left.
pub(crate) fn one_line(text: Option<String>) -> Option<String> {
    let text = lines::shown(text?.trim());
    (!text.trim().is_empty()).then_some(text)
}

/// The line of a document that a text is first found on, from 1: where a date or a name stands that was taken out of it.
pub(crate) fn line_holding(document: &str, text: &str) -> Option<u32> {
    let at = document.find(text.trim())?;
    Some(line_at(document, at))
}

/// The line that a byte of a document is on, from 1.
pub(crate) fn line_at(document: &str, at: usize) -> u32 {
    let n_before = memchr::memchr_iter(b'\n', &document.as_bytes()[..at.min(document.len())]).count();
    u32::try_from(n_before).map_or(u32::MAX, |n| n.saturating_add(1))
}
