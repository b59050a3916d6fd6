//! Invented news to draw.

use newsprint_model::{
    ArticleNumber, Coordinates, DateEvidence, DateRule, EntityKind, Facts, MergeRule, PublicationDate, Variant,
    WikidataNumber,
};
use newsprint_search::{ArticleEntity, ArticleView, EditionInfo, EntityLabel, Facet, FacetValue, Hit, Run};

/// Text that would do harm if it were taken for markup.
pub const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=\"alert(2)\">";

/// Plain text as one run.
pub fn plain(text: &str) -> Run {
    Run { text: text.to_owned(), hit: None, entity: None }
}

/// A run that matches.
pub fn matching(text: &str, hit: u32) -> Run {
    Run { text: text.to_owned(), hit: Some(hit), entity: None }
}

/// A run that names an entity.
pub fn naming(text: &str, entity: u32) -> Run {
    Run { text: text.to_owned(), hit: None, entity: Some(entity) }
}

/// An entity by its id, name and kind.
pub fn label(id: &str, name: &str, kind: EntityKind) -> EntityLabel {
    EntityLabel { id: id.to_owned(), name: name.to_owned(), kind }
}

/// A collection of two articles.
pub fn info() -> EditionInfo {
    EditionInfo {
        name: "The Harbour Post".to_owned(),
        n_articles: 2,
        dates: Some("2024-03-09".parse().expect("a date span")),
        n_entities: [1, 1, 1],
        n_bytes: 1_000,
        licence: String::new(),
        hash: "00c0ffee00c0ffee".to_owned(),
    }
}

/// A hit with everything.
pub fn hit() -> Hit {
    Hit {
        article: ArticleNumber(0),
        id: "dues".to_owned(),
        score: 1.0,
        title: vec![plain("Council votes on "), matching("harbour", 0), plain(" dues")],
        title_derived: false,
        date: Some("2024-03-09".parse().expect("a date span")),
        source: Some("Harbour Post".to_owned()),
        byline: Some("Ada Quill".to_owned()),
        lang: "en".to_owned(),
        snippet: vec![plain("The "), matching("harbour", 0), plain(" fee doubles …")],
        entities: vec![
            label("ida-brook", "Ida Brook", EntityKind::Person),
            label("council", "Port Ellery Council", EntityKind::Organisation),
            label("port-ellery", "Port Ellery", EntityKind::Place),
        ],
        n_versions: 0,
        versions: Vec::new(),
    }
}

/// An article with two matches and three names.
pub fn article() -> ArticleView {
    let entity = |label: EntityLabel, n_mentions| ArticleEntity {
        variants: vec![
            Variant { text: label.name.clone(), n_mentions: 2, rule: MergeRule::Same },
            Variant { text: "Brook".to_owned(), n_mentions: 1, rule: MergeRule::Surname },
        ],
        label,
        n_mentions,
        n_articles: 2,
        facts: Facts { coordinates: Coordinates::new(-3_505, 5_139), wikidata: Some(WikidataNumber(794)) },
        related: vec![EntityLabel { id: "tane-orr".to_owned(), name: HOSTILE.to_owned(), kind: EntityKind::Person }],
    };
    let hit = hit();
    let mut labels = hit.entities.into_iter();
    let mut next = |n| entity(labels.next().expect("three names"), n);
    ArticleView {
        article: ArticleNumber(0),
        id: hit.id,
        title: hit.title,
        title_derived: false,
        date: Some(PublicationDate {
            span: "2024-03-09".parse().expect("a date span"),
            evidence: DateEvidence {
                rule: DateRule::WeekdayAndDay,
                passages: vec!["voted on Saturday, 9 March".to_owned()],
                reason: "9 March was a Saturday in 2024.".to_owned(),
            },
        }),
        byline: hit.byline,
        source: hit.source,
        url: Some("https://harbour.example/dues".to_owned()),
        lang: "en".to_owned(),
        paragraphs: vec![
            vec![
                naming("Ida Brook", 0),
                plain(" of the "),
                naming("Council", 1),
                plain(" spoke in "),
                naming("Port Ellery", 2),
            ],
            vec![plain("The "), matching("harbour", 1), plain(" fee doubles.")],
        ],
        n_hits: 2,
        is_extract: false,
        entities: vec![next(2), next(1), next(1)],
        quotations: Vec::new(),
    }
}

/// A value of a facet.
pub fn value(id: &str, n_articles: u32, chosen: Option<bool>) -> FacetValue {
    FacetValue { value: id.to_owned(), label: id.to_uppercase(), n_articles, chosen }
}

/// A facet to draw.
pub const FACET: Facet = Facet::Person;
