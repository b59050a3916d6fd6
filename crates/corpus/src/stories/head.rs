//! What stands above a story's first paragraph: metadata, headline, byline, date line.

use newsprint_model::Span;

use crate::dates;

use super::passages::{Field, Item, Passage};
use super::shapes::{self, Key};

/// Where a title comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// A `Title:` line.
    Field(Field),
    /// A line of its own that looks like a headline.
    Headline(Passage),
}

impl Title {
    /// What it says.
    pub fn text(&self) -> &str {
        match self {
            Title::Field(field) => &field.value,
            Title::Headline(passage) => &passage.text,
        }
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Title::Field(field) => field.value_span,
            Title::Headline(passage) => passage.span(),
        }
    }
}

/// A story's head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// The title, when the file has one.
    pub title: Option<Title>,
    /// Whether it holds a title or a date in a metadata line.
    pub has_fields: bool,
    /// The writer, when a byline names one.
    pub byline: Option<String>,
    /// The line that is a date, when there is one.
    pub date_line: Option<Passage>,
    /// Index of the first item of the body; the number of items when there is none.
    pub body_start: usize,
}

impl Head {
    /// Reads the head of the story that the items open.
    ///
    /// A headline is a short line that could be one (see [`shapes::may_be_headline`]) *and* has a lead under it, bylines,
    /// dates and metadata between them aside. A line without a stop that stands alone at the top of the file needs
    /// no more than that. Under a `Title:` line no other headline is looked for.
    pub fn read(items: &[Item]) -> Head {
        let mut head = Head::default();
        let mut at = 0;
        while let Some(item) = items.get(at) {
            // A head is a few lines; whatever comes later belongs to the body.
            if at > 8 {
                break;
            }
            match item {
                Item::Field(field) => {
                    head.has_fields |= matches!(field.key, Key::Title | Key::Date);
                    if field.key == Key::Title {
                        if matches!(head.title, Some(Title::Field(_))) {
                            break;
                        }
                        head.title = Some(Title::Field(field.clone()));
                    }
                }
                Item::Text(passage) if head.byline.is_none() && at > 0 && shapes::is_byline(&passage.text) => {
                    head.byline = Some(passage.text[3..].trim().to_owned());
                }
                Item::Text(passage) if head.date_line.is_none() && dates::day_in(&passage.text).is_some() => {
                    head.date_line = Some(passage.clone());
                }
                Item::Text(passage) if head.title.is_none() && is_headline(passage, &items[at + 1..]) => {
                    head.title = Some(Title::Headline(passage.clone()));
                }
                Item::Text(_) => break,
            }
            at += 1;
        }
        head.body_start = at;
        head
    }
}

/// Whether a passage is the headline of what follows.
fn is_headline(passage: &Passage, after: &[Item]) -> bool {
    if passage.before.underlined {
        return true;
    }
    let is_head_line = |next: &Passage| shapes::is_byline(&next.text) || dates::day_in(&next.text).is_some();
    let texts = || after.iter().filter_map(Item::text);
    let below = texts().take(5).find(|next| !is_head_line(next));
    let alone = texts().next().is_some_and(|next| next.before.starts_block || is_head_line(next));
    if passage.before.opens_file && alone && below.is_some() && shapes::may_head_a_file(&passage.text) {
        return true;
    }
    shapes::may_be_headline(&passage.text)
        && below.is_some_and(|next| shapes::may_be_lead(&next.text) || super::same_words(&next.text, &passage.text))
}
