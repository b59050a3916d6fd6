//! CSL-JSON, which citation processors take in.
//!
//! Members after the schema of the Citation Style Language, `csl-data.json`: a name is `family` and `given`, or `literal`; a date is a list of one or two lists
//! of year, month and day.

use newsprint_model::{DateSpan, Day};

use super::json::{Json, object};
use super::{Name, Record, is_plain, one_line};

/// An item. `accessed` is given where the article has no date.
pub fn item(record: &Record<'_>, accessed: Option<Day>) -> Json {
    let authors: Vec<Json> = record
        .authors()
        .into_iter()
        .map(|name| match name {
            Name::Whole(name) => object([("literal", name.into())]),
            Name::Person { family, given, suffix } => object([
                ("family", family.into()),
                ("given", given.into()),
                ("suffix", Some(suffix).filter(|it| !it.is_empty()).into()),
            ]),
        })
        .collect();
    let source = record.source();
    object([
        ("id", record.article.id.as_str().into()),
        ("type", if source.is_some() { "article-newspaper" } else { "article" }.into()),
        ("title", record.cited_title().into()),
        ("author", Some(authors).filter(|it| !it.is_empty()).into()),
        ("container-title", source.into()),
        ("issued", record.date().map(date).into()),
        ("language", record.lang().into()),
        ("URL", record.address().into()),
        ("archive", one_line(record.collection).into()),
        ("archive_location", record.link.into()),
        ("accessed", accessed.filter(|_| record.date().is_none()).map(|day| date(DateSpan::day(day))).into()),
        ("note", Some(record.note()).filter(|it| !it.is_empty()).into()),
    ])
}

/// A date. A range in which it lies, nobody knows where, is marked as not exact.
fn date(span: DateSpan) -> Json {
    let parts = |day: Day, n_parts: usize| {
        let (year, month, day) = day.ymd();
        Json::List([Json::from(year), month.into(), day.into()].into_iter().take(n_parts).collect())
    };
    // `2023-11-19` has three parts, `2023` has one.
    let written = span.to_string();
    let n_parts = written.split('/').next().map_or(3, |first| first.split('-').count());
    if is_plain(span) {
        return object([("date-parts", vec![parts(span.earliest, n_parts)].into())]);
    }
    object([
        ("date-parts", vec![parts(span.earliest, n_parts), parts(span.latest, n_parts)].into()),
        ("circa", true.into()),
    ])
}
