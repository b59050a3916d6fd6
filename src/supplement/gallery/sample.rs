//! Invented news for the gallery: enough of it to show every component in every state.

use std::rc::Rc;

use newsprint_model::{
    ArticleNumber, Coordinates, DateEvidence, DateRule, DateSpan, EntityKind, Facts, MergeRule, PublicationDate,
    Variant, WikidataNumber,
};
use newsprint_search::{
    ArticleEntity, ArticleView, Bucket, EditionInfo, EntityLabel, FacetValue, Histogram, Hit, QueryProblem,
    QueryProblemKind, Run,
};

/// A word that no line is long enough for.
pub const LONG_WORD: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokoll";

/// Names and headlines as nobody means them well: markup, a text that runs backwards, one letter of many signs, nothing but space, a word without end.
pub const HOSTILE: [&str; 6] = [
    LONG_WORD,
    "<script>alert(1)</script> & <b>bold</b>",
    "\u{202e}noitcerid rehto eht",
    "👩‍👩‍👧‍👦 Z̸̢̛a̶͎͝l̵̰̎g̷̰̈́o̶ 🏳️‍🌈",
    "\u{a0} \u{a0}",
    "شورای شهر Port Ellery (۱۴۰۲) تصمیم گرفت",
];

fn run(text: &str, hit: Option<u32>, entity: Option<u32>) -> Run {
    Run { text: text.to_owned(), hit, entity }
}

/// A span of days; nothing else is written here.
pub fn span(text: &str) -> Option<DateSpan> {
    text.parse().ok()
}

fn label(id: &str, name: &str, kind: EntityKind) -> EntityLabel {
    EntityLabel { id: id.to_owned(), name: name.to_owned(), kind }
}

/// One name of each kind, and one that is far too long.
pub fn labels() -> Vec<EntityLabel> {
    vec![
        label("ida-brook", "Ida Brook", EntityKind::Person),
        label("council", "Port Ellery Council", EntityKind::Organisation),
        label("bandar", "بندر عباس", EntityKind::Place),
        label("long", LONG_WORD, EntityKind::Organisation),
    ]
}

/// A hit, with this headline.
pub fn hit(id: &str, title: &str, lang: &str) -> Hit {
    Hit {
        article: ArticleNumber(0),
        id: id.to_owned(),
        score: 1.0,
        title: vec![run(title, None, None), run(" harbour", Some(0), None)],
        title_derived: false,
        date: span("2024-03-09"),
        source: Some("Harbour Post".to_owned()),
        byline: Some("Ada Quill".to_owned()),
        lang: lang.to_owned(),
        snippet: vec![
            run("The dues of the ", None, None),
            run("harbour", Some(0), None),
            run(" double from the first of May, the council decided …", None, None),
        ],
        entities: labels(),
        n_versions: 3,
        versions: Vec::new(),
    }
}

/// A hit of which nearly nothing is known, and whose headline is one word.
pub fn bare_hit() -> Hit {
    let title = vec![run(LONG_WORD, None, None)];
    let snippet = vec![run("شورای شهر روز یکشنبه دربارهٔ عوارض بندر رأی داد.", None, None)];
    Hit {
        title,
        snippet,
        title_derived: true,
        date: None,
        source: None,
        byline: None,
        lang: "fa".to_owned(),
        entities: Vec::new(),
        n_versions: 0,
        ..hit("bare", "", "fa")
    }
}

/// What is known of each of the names.
pub fn entities() -> Vec<ArticleEntity> {
    let entity = |label: EntityLabel| ArticleEntity {
        variants: vec![
            Variant { text: label.name.clone(), n_mentions: 2, rule: MergeRule::Same },
            Variant { text: "Brook".to_owned(), n_mentions: 1, rule: MergeRule::Surname },
        ],
        n_mentions: u32::from(label.id != "long") * 2,
        n_articles: 12,
        facts: Facts { coordinates: Coordinates::new(2_718, 5_627), wikidata: Some(WikidataNumber(132_575)) },
        related: labels(),
        label,
    };
    labels().into_iter().map(entity).collect()
}

/// An article with two matches, names of each kind and a date that was inferred.
pub fn article() -> Rc<ArticleView> {
    let hit = hit("dues", "Council votes on", "en");
    let evidence = DateEvidence {
        rule: DateRule::WeekdayAndDay,
        passages: vec!["voted on Saturday, 9 March".to_owned()],
        reason: "9 March was a Saturday in 2024.".to_owned(),
    };
    Rc::new(ArticleView {
        article: hit.article,
        id: hit.id,
        title: hit.title,
        title_derived: true,
        date: hit.date.map(|span| PublicationDate { span, evidence }),
        byline: hit.byline,
        source: hit.source,
        url: Some("https://harbour.example/dues".to_owned()),
        lang: hit.lang,
        paragraphs: vec![
            vec![
                run("Ida Brook", None, Some(0)),
                run(" of the ", None, None),
                run("Council", None, Some(1)),
                run(" spoke of ", None, None),
                run("بندر عباس", None, Some(2)),
                run(" on Saturday.", None, None),
            ],
            vec![run("The ", None, None), run("harbour", Some(1), None), run(" fee doubles.", None, None)],
        ],
        n_hits: 2,
        is_extract: true,
        entities: entities(),
        quotations: Vec::new(),
    })
}

/// What a collection holds.
pub fn info() -> EditionInfo {
    EditionInfo {
        name: "The Harbour Post".to_owned(),
        n_articles: 1_204,
        dates: span("2022/2024"),
        n_entities: [310, 121, 87],
        n_bytes: 4_000_000,
        hash: "00c0ffee00c0ffee".to_owned(),
        licence: "CC BY 4.0".to_owned(),
    }
}

/// Values of a facet: some chosen, one left out, one with no article, one that is far too long.
pub fn values() -> Vec<FacetValue> {
    let value = |value: &str, label: &str, n_articles, chosen| FacetValue {
        value: value.to_owned(),
        label: label.to_owned(),
        n_articles,
        chosen,
    };
    vec![
        value("a", "Ida Brook", 112, Some(false)),
        value("b", "Tane Orr", 0, Some(true)),
        value("c", "بندر عباس", 31, None),
        value("d", LONG_WORD, 2, None),
    ]
}

/// Articles by month, some of them only perhaps.
pub fn histogram() -> Histogram {
    let months = ["2023-10", "2023-11", "2023-12", "2024-01", "2024-02", "2024-03"];
    let bucket = |(nth, month): (u32, &str)| {
        Some(Bucket { span: span(month)?, n_articles: nth * nth * 3 % 17, n_possible: nth % 3 })
    };
    Histogram { buckets: (0..).zip(months).filter_map(bucket).collect(), n_undated: 4, n_uncertain: 2 }
}

/// A query and what is wrong with it.
pub fn problems() -> Vec<QueryProblem> {
    vec![QueryProblem { start: 0, end: 4, kind: QueryProblemKind::UnclosedQuote }]
}
