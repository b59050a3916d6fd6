//! Tables with commas, as RFC 4180 has them, safe to be opened in a spreadsheet.

use newsprint_model::EntityKind;
use newsprint_search::ArticleEntity;

use super::{Record, degrees, wikidata};

/// What a file of this kind begins with: without it, spreadsheets take the file for one of an older encoding, and show Persian and Arabic as rubbish.
pub const MARK: &str = "\u{feff}";

/// The first row of a table of articles; with `text` when the texts are wanted.
pub fn article_heads(with_text: bool) -> String {
    let mut heads = vec![
        "id",
        "headline",
        "headline_is_made",
        "published",
        "published_earliest",
        "published_latest",
        "byline",
        "source",
        "language",
        "url",
        "link",
        "people",
        "organisations",
        "places",
        "is_extract",
    ];
    if with_text {
        heads.push("text");
    }
    row(heads.iter().copied())
}

/// An article's row.
pub fn article(record: &Record<'_>, with_text: bool) -> String {
    let article = record.article;
    let truth = |holds: bool| if holds { "true" } else { "false" }.to_owned();
    let names = |kind| {
        let names: Vec<&str> = record.entities(kind).map(|entity| entity.label.name.as_str()).collect();
        names.join("; ")
    };
    let date = record.date();
    let mut cells = vec![
        article.id.clone(),
        record.title(),
        truth(article.title_derived),
        date.map(|span| span.to_string()).unwrap_or_default(),
        date.map(|span| span.earliest.to_string()).unwrap_or_default(),
        date.map(|span| span.latest.to_string()).unwrap_or_default(),
        article.byline.clone().unwrap_or_default(),
        article.source.clone().unwrap_or_default(),
        record.lang().unwrap_or_default().to_owned(),
        article.url.clone().unwrap_or_default(),
        record.link.to_owned(),
        names(EntityKind::Person),
        names(EntityKind::Organisation),
        names(EntityKind::Place),
        truth(article.is_extract),
    ];
    if with_text {
        cells.push(record.text());
    }
    row(cells.iter().map(String::as_str))
}

/// The first row of a table of entities.
pub fn entity_heads() -> String {
    row([
        "id",
        "name",
        "kind",
        "articles_in_result",
        "articles_in_collection",
        "spellings",
        "latitude",
        "longitude",
        "wikidata",
    ]
    .into_iter())
}

/// An entity's row; `n_articles` is in how many articles of the result it is named.
pub fn entity(entity: &ArticleEntity, n_articles: u32) -> String {
    let spellings: Vec<&str> = entity.variants.iter().map(|variant| variant.text.as_str()).collect();
    let place = entity.facts.coordinates;
    let cells = [
        entity.label.id.clone(),
        entity.label.name.clone(),
        kind(entity.label.kind).to_owned(),
        n_articles.to_string(),
        entity.n_articles.to_string(),
        spellings.join("; "),
        place.map(|place| degrees(place.latitude)).unwrap_or_default(),
        place.map(|place| degrees(place.longitude)).unwrap_or_default(),
        wikidata(entity).unwrap_or_default(),
    ];
    row(cells.iter().map(String::as_str))
}

/// A kind in a word of English, as data has it.
pub fn kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    }
}

/// A row of cells, its line ended.
pub fn row<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for (nth, cell) in cells.enumerate() {
        if nth > 0 {
            out.push(',');
        }
        put(cell, &mut out);
    }
    out += "\r\n";
    out
}

/// Writes a cell. One that a spreadsheet would compute gets an apostrophe before it, a number apart.
fn put(cell: &str, out: &mut String) {
    let is_number = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let first = cell.trim_start_matches([' ', '\u{a0}', '\u{200b}', '\u{feff}']).chars().next();
    let is_formula = matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'))
        && !is_number(cell);
    let is_quoted = cell.contains([',', ';', '"', '\n', '\r', '\t']) || cell.starts_with(' ') || cell.ends_with(' ');
    if is_quoted {
        out.push('"');
    }
    if is_formula {
        out.push('\'');
    }
    // No text needs it, and some readers of tables end a file there.
    let clean = cell.replace('\0', "\u{fffd}");
    if is_quoted {
        *out += &clean.replace('"', "\"\"");
        out.push('"');
    } else {
        *out += &clean;
    }
}
