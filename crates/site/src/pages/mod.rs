//! What a site has beside the app, for whoever does not run it: pages of articles, entities and headlines, feeds, a sitemap, tables, and how to
//! embed the site.
//!
//! Pure, and one file at a time: whoever calls hands in one article or entity and writes what comes back. `docs/pages.md` tells every file and tag.

mod article;
mod assets;
mod entity;
mod feeds;
mod frame;
mod head;
mod linked;
mod lists;
pub mod names;
mod oembed;
mod sitemap;
mod tables;
mod text;
mod words;

use newsprint_model::{DateSpan, EntityKind, Facts, Variant};

pub use assets::{PagesFiles, pages_files};
pub use feeds::{FeedOf, atom, json_feed};
pub use frame::Frame;
pub use linked::dataset;
pub use oembed::oembed;
pub use sitemap::{MOST_URLS, Sitemap};
pub use tables::{ArticleRow, DataPackage, EntityRow, Table, described};
pub(crate) use text::is_web;
pub use text::line as one_line;
pub use words::{Language, Words};

/// What every file made here says of its maker, so that a later build knows its own.
pub const MAKER: &str = "Newsprint";

/// An entity as pages name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its id, unique across all kinds.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// What else is known of it.
    pub facts: Facts,
    /// Whether it has a page of its own; one that has none is linked into the app.
    pub has_page: bool,
}

/// An article with what its page tells machines of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticlePage {
    /// What lists say of it.
    pub line: Line,
    /// Whom and what it names, most mentions first, and how often. Those that the source supplied and the text does not spell have no mentions.
    pub names: Vec<(Name, u32)>,
    /// Which of them the headline names.
    pub in_headline: Vec<usize>,
}

/// What the app's components have drawn of an article, as HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleDrawn {
    /// The article.
    pub article: String,
    /// Articles of that time, the items of a list.
    pub around: String,
}

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Whether the headline was made from the lead.
    pub title_derived: bool,
    /// When it was published, as far as known.
    pub date: Option<DateSpan>,
    /// Who published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// BCP 47 language tag; `"und"` when unknown.
    pub lang: String,
    /// The text's beginning.
    pub lead: String,
    /// The publisher's original; only `http` and `https` become links.
    pub url: Option<String>,
    /// Names of those that it names most.
    pub tags: Vec<String>,
}

/// An entity with all that its page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityPage {
    /// Who or what.
    pub name: Name,
    /// How many articles name it.
    pub n_articles: u32,
    /// Its spellings.
    pub variants: Vec<Variant>,
    /// Those often named with it.
    pub related: Vec<Name>,
    /// The newest articles that name it, newest first.
    pub articles: Vec<Line>,
}
