//! ninjs 3.2, News in JSON of the International Press Telecommunications Council.
//!
//! Members after the standard's schema of that version: nothing beside them is allowed, `uri` alone is asked for, and times are whole, so a date that is not
//! one day stands in a description.

use newsprint_model::EntityKind;
use newsprint_search::ArticleEntity;

use super::json::{Json, object};
use super::{Record, degrees, wikidata};

/// The schema that the object keeps to.
const SCHEMA: &str = "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#";

/// The object.
pub fn item(record: &Record<'_>, with_text: bool) -> Json {
    let article = record.article;
    let date = record.date();
    let mut descriptions = Vec::new();
    if let Some(span) = date {
        // Of the day, which is all that is known, the first moment.
        descriptions.push(described("published", span.to_string()));
    }
    let headline = object([
        ("role", if article.title_derived { "made" } else { "main" }.into()),
        ("contentType", "text/plain".into()),
        ("value", record.title().into()),
    ]);
    let text = with_text.then(|| record.text());
    let body = text.map(|text| {
        let n_signs = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let n_words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
        vec![object([
            ("role", if article.is_extract { "extract" } else { "main" }.into()),
            ("contentType", "text/plain".into()),
            ("charCount", n_signs.into()),
            ("wordCount", n_words.into()),
            ("value", text.into()),
        ])]
    });
    let named = |kind| {
        let named: Vec<Json> = record.entities(kind).map(concept).collect();
        Some(named).filter(|named| !named.is_empty())
    };
    let is_whole = with_text && !article.is_extract;
    object([
        ("uri", record.link.into()),
        ("standard", object([("name", "ninjs".into()), ("version", "3.2".into()), ("schema", SCHEMA.into())])),
        ("type", "text".into()),
        ("representationType", if is_whole { "full" } else { "partial" }.into()),
        (
            "contentCreated",
            date.and_then(|span| span.as_day()).map(|day| [&day.to_string(), "T00:00:00Z"].concat()).into(),
        ),
        ("language", record.lang().into()),
        ("headlines", vec![headline].into()),
        ("by", article.byline.clone().into()),
        (
            "infoSources",
            article
                .source
                .as_deref()
                .map(|name| vec![object([("name", name.into()), ("role", "publisher".into())])])
                .into(),
        ),
        ("descriptions", Some(descriptions).filter(|it| !it.is_empty()).into()),
        ("people", named(EntityKind::Person).into()),
        ("organisations", named(EntityKind::Organisation).into()),
        ("places", named(EntityKind::Place).into()),
        ("bodies", body.into()),
        (
            "renditions",
            article.url.as_deref().map(|url| vec![object([("name", "original".into()), ("href", url.into())])]).into(),
        ),
        ("altIds", vec![object([("role", "id".into()), ("value", article.id.as_str().into())])].into()),
    ])
}

fn described(role: &'static str, value: String) -> Json {
    object([("role", role.into()), ("contentType", "text/plain".into()), ("value", value.into())])
}

/// Somebody or something that the article names.
fn concept(entity: &ArticleEntity) -> Json {
    let place = entity.facts.coordinates.map(|place| {
        let at = [place.longitude, place.latitude].map(|it| Json::Number(degrees(it)));
        object([("type", "Point".into()), ("coordinates", Json::List(at.into()))])
    });
    object([
        ("name", entity.label.name.as_str().into()),
        ("rel", "mentions".into()),
        ("uri", wikidata(entity).into()),
        ("literal", entity.label.id.as_str().into()),
        ("geoJSON", place.filter(|_| entity.label.kind == EntityKind::Place).into()),
    ])
}
