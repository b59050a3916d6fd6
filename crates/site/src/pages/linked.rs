//! JSON-LD in the words of schema.org: `NewsArticle`, `Person`, `Organization`, `Place`, `Dataset`.

use newsprint_model::{DateSpan, EntityKind, WikidataNumber};
use serde_json::{Map, Value, json};

use super::text::{is_web, line, script_json};
use super::{ArticlePage, EntityPage, Frame, Name, names};
use crate::About;

/// How many names stand under `mentions`.
const MOST_MENTIONS: usize = 30;

/// An object without the members that say nothing.
fn object(members: &[(&str, Value)]) -> Value {
    let says = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => true,
    };
    let kept = members.iter().filter(|(_, value)| says(value));
    Value::Object(kept.map(|(name, value)| ((*name).to_owned(), value.clone())).collect::<Map<_, _>>())
}

/// A data block, which browsers do not run and the policy allows.
fn block(value: &Value) -> String {
    format!("<script type=\"application/ld+json\">{}</script>\n", script_json(value))
}

/// A kind as schema.org calls it.
fn kind_of(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "Person",
        EntityKind::Organisation => "Organization",
        EntityKind::Place => "Place",
    }
}

/// The addresses under which others know an entity.
fn same_as(name: &Name) -> Vec<String> {
    name.facts
        .wikidata
        .map(|WikidataNumber(item)| format!("https://www.wikidata.org/entity/Q{item}"))
        .into_iter()
        .collect()
}

/// An entity in a few words.
fn thing(frame: &Frame, name: &Name) -> Value {
    let page = if name.has_page { frame.absolute(&names::entity(&name.id)) } else { None };
    let members = [
        ("@type", json!(kind_of(name.kind))),
        ("name", json!(line(&name.name))),
        ("url", json!(page)),
        ("sameAs", json!(same_as(name))),
    ];
    object(&members)
}

/// When something was published, as far as ISO 8601 can say it of one date.
fn published(date: Option<DateSpan>) -> Option<String> {
    date.map(|span| span.to_string()).filter(|date| !date.contains('/'))
}

/// An article.
pub(super) fn of_article(frame: &Frame, article: &ArticlePage, path: &str) -> String {
    let it = &article.line;
    let original = it.url.as_deref().filter(|url| is_web(url));
    // What it is about: whom the headline names, else whom the text names most.
    let about = if article.in_headline.is_empty() { &[0] } else { &*article.in_headline };
    let things = |is_wanted: &dyn Fn(usize) -> bool| -> Vec<Value> {
        let wanted = article.names.iter().enumerate().filter(|(nth, _)| is_wanted(*nth)).take(MOST_MENTIONS);
        wanted.map(|(_, (name, _))| thing(frame, name)).collect()
    };
    let party =
        |kind: &str, name: &Option<String>| name.as_ref().map(|name| json!({ "@type": kind, "name": line(name) }));
    let collection =
        object(&[("@type", json!("Dataset")), ("name", json!(line(&frame.name))), ("url", json!(frame.base_url))]);
    let value = object(&[
        ("@context", json!("https://schema.org")),
        ("@type", json!("NewsArticle")),
        ("headline", json!(line(&it.title))),
        ("description", json!(line(&it.lead))),
        ("inLanguage", json!(if it.lang == "und" { "" } else { &it.lang })),
        ("datePublished", json!(published(it.date))),
        ("author", json!(party("Person", &it.byline))),
        ("publisher", json!(party("Organization", &it.source))),
        ("url", json!(original.map(str::to_owned).or_else(|| frame.absolute(path)))),
        ("mainEntityOfPage", json!(frame.absolute(path))),
        ("identifier", json!(it.id)),
        ("isPartOf", collection),
        ("about", json!(things(&|nth| about.contains(&nth)))),
        ("mentions", json!(things(&|nth| !about.contains(&nth)))),
    ]);
    block(&value)
}

/// A person, organisation or place, on a page about it.
pub(super) fn of_entity(frame: &Frame, entity: &EntityPage, path: &str) -> String {
    let name = &entity.name;
    let others = entity.variants.iter().map(|variant| line(&variant.text)).filter(|text| *text != name.name);
    let others: Vec<String> = others.take(MOST_MENTIONS).collect();
    let geo = name.facts.coordinates.map(|place| {
        let (latitude, longitude) = place.degrees();
        json!({ "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude })
    });
    let subject = object(&[
        ("@type", json!(kind_of(name.kind))),
        ("name", json!(line(&name.name))),
        ("alternateName", json!(others)),
        ("identifier", json!(name.id)),
        ("url", json!(frame.absolute(path))),
        ("sameAs", json!(same_as(name))),
        ("geo", json!(geo)),
    ]);
    let articles: Vec<Value> = entity
        .articles
        .iter()
        .take(MOST_MENTIONS)
        .map(|article| {
            object(&[
                ("@type", json!("NewsArticle")),
                ("headline", json!(line(&article.title))),
                ("url", json!(frame.absolute(&names::article(&article.id)))),
                ("datePublished", json!(published(article.date))),
            ])
        })
        .collect();
    // schema.org knows profiles of people and organisations only.
    let page = if name.kind == EntityKind::Place { "CollectionPage" } else { "ProfilePage" };
    let value = object(&[
        ("@context", json!("https://schema.org")),
        ("@type", json!(page)),
        ("name", json!(line(&name.name))),
        ("url", json!(frame.absolute(path))),
        ("mainEntity", subject),
        ("hasPart", json!(articles)),
        ("mentions", json!(entity.related.iter().map(|other| thing(frame, other)).collect::<Vec<_>>())),
    ]);
    block(&value)
}

/// The collection and what can be downloaded of it, for the site's front page.
pub fn dataset(about: &About, description: &str) -> String {
    let base = about.beside.base_url.as_deref().unwrap_or_default();
    let downloads: Vec<Value> = about
        .beside
        .tables
        .iter()
        .flat_map(|table| table.paths.iter().map(move |path| (table, path)))
        .map(|(table, path)| {
            json!({ "@type": "DataDownload", "name": table.name, "encodingFormat": "text/csv", "contentUrl": format!("{base}{path}") })
        })
        .collect();
    let licence = about.licence.as_ref().map(|licence| {
        let licence = line(licence);
        // An address is a licence by itself; words are its name.
        if is_web(&licence) { json!(licence) } else { json!({ "@type": "CreativeWork", "name": licence }) }
    });
    let value = object(&[
        ("@context", json!("https://schema.org")),
        ("@type", json!("Dataset")),
        ("name", json!(line(&about.name))),
        ("description", json!(line(description))),
        ("url", json!(about.beside.base_url)),
        ("inLanguage", json!(about.beside.languages)),
        ("temporalCoverage", json!(about.beside.dates.map(|span| format!("{}/{}", span.earliest, span.latest)))),
        ("isAccessibleForFree", json!(true)),
        ("license", json!(licence)),
        ("distribution", json!(downloads)),
    ]);
    block(&value)
}
