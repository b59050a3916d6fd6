//! Random corpora of any shape.
#![allow(dead_code, reason = "each test file uses what it needs")]

use std::collections::BTreeSet;

use newsprint_edition::{EditionFiles, EditionSource, WriteOptions, write};
use newsprint_model::{
    Article, Coordinates, DateEvidence, DateRule, Entity, EntityKind, EntityNumber, Facts, GivenEntities, Mention,
    MergeRule, MonthMentioned, Paragraph, Part, PublicationDate, Quotation, Span, Tagged, Variant, WikidataNumber,
};
use proptest::prelude::*;

/// Articles and what was found in them.
#[derive(Clone, Debug)]
pub struct Corpus {
    pub articles: Vec<Article>,
    pub tagged: Tagged,
}

impl Corpus {
    pub fn source(&self) -> EditionSource<'_> {
        EditionSource { name: "Invented", articles: &self.articles, tagged: &self.tagged }
    }

    pub fn files(&self, options: &WriteOptions) -> EditionFiles {
        write(&self.source(), options).unwrap()
    }
}

/// Chunks so small that everything is cut and directories have pages, or the usual ones.
pub fn options() -> impl Strategy<Value = WriteOptions> {
    prop_oneof![
        1 => Just(WriteOptions::default()),
        2 => (8usize..300, 1usize..400).prop_map(|(n, batch_bytes)| WriteOptions {
            index_chunk_bytes: n, card_group_bytes: n, body_group_bytes: n, batch_bytes, least_counted: 1, ..WriteOptions::default()
        }),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-d]{1,3}|[a-c]-[a-c]|é|کشتی|東京|[ -~]{0,8}", 0..12).prop_map(|words| words.join(" "))
}

fn date() -> impl Strategy<Value = Option<PublicationDate>> {
    let span = prop::sample::select(vec!["2023-11-18", "2023-11-19", "2023-11", "1999", "2023-11-01/2024-02-03"]);
    let rule =
        prop::sample::select(vec![DateRule::Metadata, DateRule::Dateline, DateRule::WeekdayAndDay, DateRule::Bounds]);
    prop::option::of((span, rule, text()).prop_map(|(span, rule, reason)| PublicationDate {
        span: span.parse().unwrap(),
        evidence: DateEvidence { rule, passages: vec![reason.clone()], reason },
    }))
}

const N_ENTITIES: u32 = 7;

fn entities() -> impl Strategy<Value = Vec<Entity>> {
    let one = (text(), prop::sample::select(EntityKind::ALL.to_vec()));
    prop::collection::vec(one, N_ENTITIES as usize).prop_map(|named| {
        let entity = |(nth, (name, kind)): (usize, (String, EntityKind))| Entity {
            id: format!("entity-{nth}"),
            variants: vec![Variant { text: name.clone(), n_mentions: nth as u32, rule: MergeRule::Folded }],
            facts: Facts {
                coordinates: (nth % 3 == 0).then_some(Coordinates { latitude: 3_569 - nth as i16, longitude: -5_139 }),
                wikidata: (nth % 2 == 0).then_some(WikidataNumber(nth as u32 * 40_000)),
            },
            name,
            kind,
        };
        named.into_iter().enumerate().map(entity).collect()
    })
}

/// Mentions, supplied names, quotations and months of an article.
type OfArticle = (Vec<Mention>, Vec<EntityNumber>, Vec<Quotation>, Vec<MonthMentioned>);

prop_compose! {
    fn article()(
        title in text(), title_derived in any::<bool>(), date in date(), byline in prop::option::of(text()),
        source in prop::option::of(prop::sample::select(vec!["Wire", "Post", ""])), lang in prop::sample::select(vec!["en", "fa", "und"]),
        paragraphs in prop::collection::vec(text(), 0..4),
        mentions in prop::collection::vec((0u32..5, 0u32..40, 0u32..9, 0..N_ENTITIES), 0..5),
        supplied in prop::collection::btree_set(0..N_ENTITIES, 0..3),
        quotations in prop::collection::vec((0u32..4, 0u32..40, 0u32..9, prop::option::of(0..N_ENTITIES)), 0..4),
        months in prop::collection::btree_set((2020u32..2024, 0u32..14), 0..4),
    ) -> (Article, OfArticle) {
        let part = |nth: u32| if nth == 0 { Part::Title } else { Part::Paragraph(nth - 1) };
        let mention = |(at, start, length, entity)| Mention { part: part(at), start, end: start + length, entity: EntityNumber(entity) };
        let article = Article {
            id: String::new(), title, title_derived, title_span: None, date, byline, source: source.map(str::to_owned), lang: lang.to_owned(),
            url: Some("https://example.com/a".to_owned()),
            paragraphs: paragraphs.into_iter().map(|text| Paragraph { text, start: None }).collect(),
            repeats: Vec::new(), given: GivenEntities::default(), file: "invented".to_owned(), span: Span { start: 0, end: 0 }, line: 0,
        };
        let quotation = |(at, start, length, speaker): (u32, u32, u32, Option<u32>)| {
            Quotation { part: part(at), start, end: start + length, speaker: speaker.map(EntityNumber) }
        };
        let months: BTreeSet<_> = months.into_iter().filter_map(|(year, month)| MonthMentioned::of_edtf(&format!("{year}-{month:02}"))).collect();
        let found = (
            mentions.into_iter().map(mention).collect(), supplied.into_iter().map(EntityNumber).collect(),
            quotations.into_iter().map(quotation).collect(), months.into_iter().collect(),
        );
        (article, found)
    }
}

/// Up to `max` articles.
pub fn corpus(max: usize) -> impl Strategy<Value = Corpus> {
    let ids = prop::collection::vec("[a-z]{1,4}", max);
    (prop::collection::vec(article(), 0..max), entities(), ids).prop_map(|(articles, entities, ids)| {
        let mut tagged = Tagged { entities, ..Tagged::default() };
        let mut seen = BTreeSet::new();
        let mut named = Vec::new();
        for ((nth, (mut article, (mentions, supplied, quotations, months))), id) in
            articles.into_iter().enumerate().zip(ids)
        {
            article.id = if seen.insert(id.clone()) { id } else { format!("{id}-{nth}") };
            seen.insert(article.id.clone());
            tagged.mentions.push(mentions);
            tagged.supplied.push(supplied);
            tagged.quotations.push(quotations);
            tagged.months.push(months);
            named.push(article);
        }
        Corpus { articles: named, tagged }
    })
}
