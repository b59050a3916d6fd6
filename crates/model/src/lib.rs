//! The nouns every part of Newsprint shares: articles, entities, mentions, days. No I/O, no siblings.

mod article;
mod date;
mod entity;
mod found;
mod problem;

pub use article::{Article, ArticleNumber, GivenEntities, Paragraph, Repeat, Span};
pub use date::{DateError, DateEvidence, DateRule, DateSpan, Day, PublicationDate, Weekday};
pub use entity::{
    Coordinates, Entity, EntityKind, EntityNumber, Facts, Found, Mention, MergeRule, Part, Tagged, Variant,
    WikidataNumber,
};
pub use found::{MonthMentioned, Quotation, Quoted};
pub use problem::{Problem, Severity};
