//! An article as an object of JSON with everything that the collection knows of it, in members of our own.

use super::csv::kind;
use super::json::{Json, object};
use super::{Record, degrees, wikidata};

/// The object.
pub fn article(record: &Record<'_>, with_text: bool) -> Json {
    let article = record.article;
    let date = record.date();
    let entities = article.entities.iter().map(|entity| {
        let place = entity.facts.coordinates;
        object([
            ("id", entity.label.id.as_str().into()),
            ("name", entity.label.name.as_str().into()),
            ("kind", kind(entity.label.kind).into()),
            ("mentions", entity.n_mentions.into()),
            ("latitude", place.map(|place| Json::Number(degrees(place.latitude))).into()),
            ("longitude", place.map(|place| Json::Number(degrees(place.longitude))).into()),
            ("wikidata", wikidata(entity).into()),
        ])
    });
    let paragraphs = article.paragraphs.iter().map(|paragraph| super::plain(paragraph).into()).collect::<Vec<Json>>();
    object([
        ("id", article.id.as_str().into()),
        ("headline", record.title().into()),
        ("headlineIsMade", article.title_derived.into()),
        ("published", date.map(|span| span.to_string()).into()),
        ("publishedEarliest", date.map(|span| span.earliest.to_string()).into()),
        ("publishedLatest", date.map(|span| span.latest.to_string()).into()),
        ("byline", article.byline.clone().into()),
        ("source", article.source.clone().into()),
        ("language", record.lang().into()),
        ("url", article.url.clone().into()),
        ("link", record.link.into()),
        ("entities", entities.collect::<Vec<Json>>().into()),
        ("isExtract", article.is_extract.into()),
        ("paragraphs", with_text.then_some(paragraphs).into()),
    ])
}
