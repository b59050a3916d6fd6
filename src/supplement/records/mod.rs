//! Articles as records in other programs' formats: pure, a writer for each format.

pub mod annotation;
pub mod bibtex;
pub mod csl;
pub mod csv;
pub mod json;
mod names;
pub mod ndjson;
pub mod ninjs;
pub mod ris;
pub mod text;

use newsprint_model::{DateSpan, EntityKind};
use newsprint_search::{ArticleEntity, ArticleView, Run};

pub use names::{Name, names};

use super::beside::CUT;

/// An article with where it stands.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    /// The article.
    pub article: &'a ArticleView,
    /// Its permanent link in this collection, whole.
    pub link: &'a str,
    /// The collection's name.
    pub collection: &'a str,
    /// Which passage of it is meant, in words; empty for the whole.
    pub passage: &'a str,
}

impl<'a> Record<'a> {
    /// The headline as it stands.
    pub fn title(&self) -> String {
        plain(&self.article.title)
    }

    /// The headline on one line, in square brackets where we made it: that is how catalogues mark a title that the work itself does not bear.
    pub fn cited_title(&self) -> String {
        let title = one_line(&self.title());
        if self.article.title_derived { ["[", &title, "]"].concat() } else { title }
    }

    /// When it was published, as far as known.
    pub fn date(&self) -> Option<DateSpan> {
        self.article.date.as_ref().map(|date| date.span)
    }

    /// Who wrote it, one by one; nobody without a byline.
    pub fn authors(&self) -> Vec<Name> {
        self.article.byline.as_deref().map(|byline| names(&one_line(byline))).unwrap_or_default()
    }

    /// Who published it, on one line.
    pub fn source(&self) -> Option<String> {
        self.article.source.as_deref().map(one_line).filter(|source| !source.is_empty())
    }

    /// The publisher's original where there is one, else the permanent link.
    pub fn address(&self) -> &'a str {
        self.article.url.as_deref().unwrap_or(self.link)
    }

    /// What is to be noted beside: which passage is meant, and that the headline is ours.
    pub fn note(&self) -> String {
        let derived = "The headline in brackets was made from the beginning of the text.";
        let parts = [self.passage, if self.article.title_derived { derived } else { "" }];
        one_line(&parts.join(" "))
    }

    /// The language's tag, unless it is unknown.
    pub fn lang(&self) -> Option<&'a str> {
        Some(self.article.lang.as_str()).filter(|lang| *lang != "und" && !lang.is_empty())
    }

    /// The paragraphs, a line between two.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (nth, paragraph) in self.article.paragraphs.iter().enumerate() {
            if nth > 0 {
                text.push('\n');
            }
            paragraph.iter().for_each(|run| text += &run.text);
        }
        text
    }

    /// The entities of a kind.
    pub fn entities(&self, kind: EntityKind) -> impl Iterator<Item = &'a ArticleEntity> {
        self.article.entities.iter().filter(move |entity| entity.label.kind == kind)
    }
}

/// What of a passage stands in one paragraph: its first line, whole words or not.
pub fn first_line(passage: &str) -> String {
    one_line(passage.trim().lines().next().unwrap_or_default().trim_end_matches(CUT))
}

/// The paragraph of an article that a passage begins in, from 1: the one where it is looked for first, or any; 0 where it stands in none.
pub fn paragraph_of(article: &ArticleView, passage: &str, first: u32) -> u32 {
    let words = first_line(passage);
    let has = |nth: &u32| {
        let runs = (*nth as usize).checked_sub(1).and_then(|at| article.paragraphs.get(at));
        runs.is_some_and(|runs| one_line(&plain(runs)).contains(&words))
    };
    let all = 1..=article.paragraphs.len() as u32;
    if words.is_empty() { 0 } else { [first].into_iter().chain(all).find(has).unwrap_or(0) }
}

/// The text of some runs.
pub fn plain(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

/// Whether a sign turns the direction of what follows, beyond the text that it stands in. Marks without a reach of their own, and the joiners that Persian is
/// spelt with, are not among them.
pub fn turns_direction(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text for a format of lines: one line, nothing that ends a line or turns the direction of what follows.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        let sign = match sign {
            '\u{2028}' | '\u{2029}' => ' ',
            sign if sign.is_control() => ' ',
            sign if turns_direction(sign) || sign == '\u{feff}' => continue,
            sign => sign,
        };
        if sign != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(sign);
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// What is certain of a date, from the year down: the year, the month and the day of the whole span, as far as they are one.
pub fn certain(span: DateSpan) -> (Option<i32>, Option<u32>, Option<u32>) {
    let ((y1, m1, d1), (y2, m2, d2)) = (span.earliest.ymd(), span.latest.ymd());
    let year = (y1 == y2).then_some(y1);
    let month = year.and((m1 == m2).then_some(m1));
    (year, month, month.and((d1 == d2).then_some(d1)))
}

/// Whether a span is one day, one whole month or one whole year: what formats can say without a range.
pub fn is_plain(span: DateSpan) -> bool {
    !span.to_string().contains('/')
}

/// A name for a file, of the letters and digits of an id or a word.
pub fn file_name(name: &str, ending: &str) -> String {
    let mut out = String::new();
    for sign in name.chars() {
        if sign.is_alphanumeric() {
            out.push(sign);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if out.len() >= 60 {
            break;
        }
    }
    let out = out.trim_end_matches('-');
    [if out.is_empty() { "articles" } else { out }, ".", ending].concat()
}

/// An item at Wikidata.
pub fn wikidata(entity: &ArticleEntity) -> Option<String> {
    Some(["http://www.wikidata.org/entity/Q", &entity.facts.wikidata?.0.to_string()].concat())
}

/// Hundredths of a degree as a decimal number with a point, whatever the interface speaks.
pub fn degrees(hundredths: i16) -> String {
    let all = hundredths.unsigned_abs();
    let sign = if hundredths < 0 { "-" } else { "" };
    [sign, &(all / 100).to_string(), ".", &(all / 10 % 10).to_string(), &(all % 10).to_string()].concat()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
pub(crate) mod tests;
