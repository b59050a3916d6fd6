//! Tables of all articles and names as CSV, and the data package that says what their columns mean.

use newsprint_model::EntityKind;
use serde_json::{Value, json};

use super::text::{is_web, line};
use super::{Line, MAKER, Name, names};

/// The most bytes of one file: below what the strictest host takes (25 MB).
const MOST_BYTES: usize = 20_000_000;

/// The columns of a table: name, type, what it means.
///
/// * Source of the types: Frictionless Table Schema.
type Columns = &'static [(&'static str, &'static str, &'static str)];

const ARTICLES: Columns = &[
    ("id", "string", "Stable id, as in the site's addresses."),
    ("title", "string", "Headline."),
    ("title_derived", "boolean", "Whether the headline was made from the first sentence."),
    (
        "date",
        "string",
        "When it was published, in EDTF: a day, a month, a year, or a range with a slash; empty when unknown.",
    ),
    ("source", "string", "Who published it."),
    ("byline", "string", "Who wrote it."),
    ("language", "string", "BCP 47 tag; und when unknown."),
    ("url", "string", "The publisher's original."),
    ("lead", "string", "The text's beginning."),
    ("n_words", "integer", "Words of the text, counted at white space."),
    ("people", "string", "Ids of people named, separated by spaces."),
    ("organisations", "string", "Ids of organisations named, separated by spaces."),
    ("places", "string", "Ids of places named, separated by spaces."),
];
const ENTITIES: Columns = &[
    ("id", "string", "Stable id, as in the site's addresses."),
    ("name", "string", "Canonical name."),
    ("kind", "string", "person, organisation or place."),
    ("n_articles", "integer", "How many articles name it."),
    ("spellings", "string", "Its spellings in the texts, most frequent first, separated by |."),
    ("latitude", "number", "Degrees north, of places whose position is known."),
    ("longitude", "number", "Degrees east."),
    ("wikidata", "string", "Wikidata item."),
    ("related", "string", "Ids of those often named with it, separated by spaces."),
];

/// A row of the table of articles.
#[derive(Clone, Debug)]
pub struct ArticleRow<'r> {
    /// What lists say of it.
    pub line: &'r Line,
    /// Words of its text.
    pub n_words: u32,
    /// Ids of people, organisations and places named.
    pub named: [Vec<&'r str>; 3],
}

/// A row of the table of names.
#[derive(Clone, Debug)]
pub struct EntityRow<'r> {
    /// Who or what.
    pub name: &'r Name,
    /// How many articles name it.
    pub n_articles: u32,
    /// Its spellings.
    pub spellings: Vec<&'r str>,
    /// Ids of those often named with it.
    pub related: Vec<&'r str>,
}

/// A table that grows by rows and comes out as files.
#[derive(Clone, Debug)]
pub struct Table {
    name: &'static str,
    columns: Columns,
    open: String,
    paths: Vec<String>,
    n_bytes: u64,
}

/// A table that is whole: its name, and the files that hold it, by their paths from the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataPackage {
    /// `articles` or `entities`.
    pub name: &'static str,
    /// Its files in order; only the first has a line of names.
    pub paths: Vec<String>,
    /// Bytes of all of them.
    pub n_bytes: u64,
    columns: Columns,
}

impl Table {
    /// The table of articles, without rows.
    pub fn of_articles() -> Table {
        Table::new("articles", ARTICLES)
    }

    /// The table of names, without rows.
    pub fn of_entities() -> Table {
        Table::new("entities", ENTITIES)
    }

    fn new(name: &'static str, columns: Columns) -> Table {
        let mut table = Table { name, columns, open: String::new(), paths: Vec::new(), n_bytes: 0 };
        let head: Vec<String> = columns.iter().map(|(name, ..)| (*name).to_owned()).collect();
        table.put(&head);
        table
    }

    /// Adds a row.
    ///
    /// * Source: RFC 4180.
    fn put(&mut self, cells: &[String]) {
        for (nth, cell) in cells.iter().enumerate() {
            if nth > 0 {
                self.open.push(',');
            }
            if cell.contains([',', '"', '\n', '\r']) {
                self.open += &format!("\"{}\"", cell.replace('"', "\"\""));
            } else {
                self.open += cell;
            }
        }
        self.open.push_str("\r\n");
    }

    /// Adds an article; out comes a full file with its name, when one is full.
    pub fn add_article(&mut self, row: &ArticleRow<'_>) -> Option<(String, String)> {
        let it = row.line;
        let [people, organisations, places] = row.named.each_ref().map(|ids| ids.join(" "));
        let cells = [
            it.id.clone(),
            it.title.clone(),
            it.title_derived.to_string(),
            it.date.map(|span| span.to_string()).unwrap_or_default(),
            it.source.clone().unwrap_or_default(),
            it.byline.clone().unwrap_or_default(),
            it.lang.clone(),
            it.url.clone().filter(|url| is_web(url)).unwrap_or_default(),
            it.lead.clone(),
            row.n_words.to_string(),
            people,
            organisations,
            places,
        ];
        self.put(&cells);
        self.full()
    }

    /// Adds a name; out comes a full file with its name, when one is full.
    pub fn add_entity(&mut self, row: &EntityRow<'_>) -> Option<(String, String)> {
        let degrees = row.name.facts.coordinates.map(newsprint_model::Coordinates::degrees);
        let (latitude, longitude) =
            degrees.map_or_else(Default::default, |(north, east)| (format!("{north:.2}"), format!("{east:.2}")));
        let cells = [
            row.name.id.clone(),
            row.name.name.clone(),
            kind_name(row.name.kind).to_owned(),
            row.n_articles.to_string(),
            row.spellings.join("|"),
            latitude,
            longitude,
            row.name.facts.wikidata.map(|item| format!("Q{}", item.0)).unwrap_or_default(),
            row.related.join(" "),
        ];
        self.put(&cells);
        self.full()
    }

    fn full(&mut self) -> Option<(String, String)> {
        (self.open.len() > MOST_BYTES).then(|| self.closed())
    }

    fn closed(&mut self) -> (String, String) {
        let nth = self.paths.len() + 1;
        let path = if nth == 1 { format!("data/{}.csv", self.name) } else { format!("data/{}-{nth}.csv", self.name) };
        self.paths.push(path.clone());
        let file = std::mem::take(&mut self.open);
        self.n_bytes += file.len() as u64;
        (path, file)
    }

    /// The last file, when there is more, and what the whole table is.
    pub fn finish(mut self) -> (Option<(String, String)>, DataPackage) {
        let last = (!self.open.is_empty()).then(|| self.closed());
        let Table { name, columns, paths, n_bytes, .. } = self;
        (last, DataPackage { name, paths, n_bytes, columns })
    }
}

/// What the tables hold, for whoever downloads them.
///
/// * Source: Data Package, version 2.0 (datapackage.org).
pub fn described(name: &str, description: Option<&str>, base_url: Option<&str>, tables: &[DataPackage]) -> String {
    let resources: Vec<Value> = tables
        .iter()
        .map(|table| {
            let fields: Vec<Value> = table
                .columns
                .iter()
                .map(|(name, kind, about)| json!({ "name": name, "type": kind, "description": about }))
                .collect();
            let path = match &table.paths[..] {
                [path] => json!(path),
                paths => json!(paths),
            };
            json!({
                "name": table.name,
                "type": "table",
                "path": path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": table.n_bytes,
                "schema": { "fields": fields, "primaryKey": ["id"], "missingValues": [""] },
            })
        })
        .collect();
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // A name in another script gives a hash of its own.
    let slug = names::stem(&if words.is_empty() { lower.clone() } else { words.join("-") });
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug,
        "title": line(name),
        "generator": MAKER,
        "resources": resources,
    });
    if let Some(description) = description {
        package["description"] = line(description).into();
    }
    if let Some(base) = base_url {
        package["homepage"] = base.into();
    }
    format!("{package:#}\n")
}

/// A kind as the table of entities calls it.
fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    }
}
