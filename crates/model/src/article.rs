//! An article as an importer hands it over, and its place in an edition.

use serde::{Deserialize, Serialize};

use crate::PublicationDate;

/// An article's place in an edition: articles are numbered in date order, so a date range is an interval of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleNumber(pub u32);

/// A stretch of a file.
///
/// * Unit: Unicode code points from the start of the file (after any byte order mark); `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// One paragraph, as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The text: one code point here for each code point of the file's stretch (a line break inside a hard-wrapped
    /// paragraph becomes a space), so offsets in the paragraph and in the file differ by `start` alone.
    pub text: String,
    /// Where it starts in the file, in code points; `None` where the file escapes its text (JSON).
    pub start: Option<u32>,
}

/// A second copy of a paragraph that the file holds and the article does not show twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// Which of the article's paragraphs it repeats.
    pub paragraph: u32,
    /// Where the copy starts in the file, in code points.
    pub start: u32,
}

/// Names that the publisher supplied with an article. They outrank ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenEntities {
    /// People; `None` when the source says nothing of people.
    pub people: Option<Vec<String>>,
    /// Organisations; `None` when the source says nothing of them.
    pub orgs: Option<Vec<String>>,
    /// Places; `None` when the source says nothing of them.
    pub places: Option<Vec<String>>,
}

/// One article, as imported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Stable id: the source's own, else made from the headline or lead; unique within a run; safe in a URL.
    pub id: String,
    /// The headline, or a short display title made from the lead.
    pub title: String,
    /// Whether `title` was made by us.
    pub title_derived: bool,
    /// Where the headline stands in the file, when it does.
    pub title_span: Option<Span>,
    /// When it was published, as far as anything says so.
    pub date: Option<PublicationDate>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// BCP 47 language tag; `"und"` when unknown.
    pub lang: String,
    /// The publisher's original; only `http` and `https` are ever linked.
    pub url: Option<String>,
    /// The body, lead first.
    pub paragraphs: Vec<Paragraph>,
    /// Paragraphs that the file holds more than once.
    pub repeats: Vec<Repeat>,
    /// Names that the publisher supplied.
    pub given: GivenEntities,
    /// The file it came from, as the user named it.
    pub file: String,
    /// All of the article in that file.
    pub span: Span,
    /// The line of the file that it begins on, from 1; 0 when it is in no file.
    pub line: u32,
}

impl Article {
    /// An article that is nothing but its text: no id, headline, date or source, and no place in a file.
    ///
    /// * Shape: `lang` is a BCP 47 tag; one paragraph for each text.
    pub fn of_paragraphs<T: Into<String>>(lang: &str, paragraphs: impl IntoIterator<Item = T>) -> Article {
        Article {
            id: String::new(),
            title: String::new(),
            title_derived: true,
            title_span: None,
            date: None,
            byline: None,
            source: None,
            lang: lang.to_owned(),
            url: None,
            paragraphs: paragraphs.into_iter().map(|text| Paragraph { text: text.into(), start: None }).collect(),
            repeats: Vec::new(),
            given: GivenEntities::default(),
            file: String::new(),
            span: Span { start: 0, end: 0 },
            line: 0,
        }
    }
}
