//! What all fuzz targets share: a small edition with every kind of chunk, and every question there is to ask of one.

use std::sync::OnceLock;

use newsprint_edition::{
    Block, ChunkError, ChunkStore, EditionFiles, EditionSource, Positions, Reader, WriteOptions, write,
};
use newsprint_model::{
    Article, Coordinates, Entity, EntityKind, EntityNumber, Facts, GivenEntities, MergeRule, MonthMentioned, Paragraph,
    Part, Quotation, Span, Tagged, Variant, WikidataNumber,
};
use pollster::block_on;

/// How many articles the edition has: enough for lists of several blocks.
const N_ARTICLES: usize = 300;

/// A small edition, cut into small chunks.
pub fn edition() -> &'static EditionFiles {
    static EDITION: OnceLock<EditionFiles> = OnceLock::new();
    EDITION.get_or_init(|| {
        let articles: Vec<Article> = (0..N_ARTICLES).map(article).collect();
        let entity = |nth: usize| Entity {
            id: format!("entity-{nth}"),
            name: format!("Harbour Master {nth}"),
            kind: EntityKind::ALL[nth % EntityKind::ALL.len()],
            variants: vec![Variant { text: "Master".to_owned(), n_mentions: 2, rule: MergeRule::Surname }],
            facts: Facts {
                coordinates: Some(Coordinates { latitude: 3_569, longitude: 5_139 }),
                wikidata: Some(WikidataNumber(794)),
            },
        };
        let supplied = |nth: usize| (0..12).filter(move |entity| nth % (entity + 1) == 0).map(|entity| EntityNumber(entity as u32));
        let tagged = Tagged {
            entities: (0..12).map(entity).collect(),
            mentions: vec![Vec::new(); N_ARTICLES],
            supplied: (0..N_ARTICLES).map(|nth| supplied(nth).collect()).collect(),
            quotations: (0..N_ARTICLES).map(quotations).collect(),
            months: (0..N_ARTICLES).map(months).collect(),
        };
        let source = EditionSource { name: "Fuzzed", articles: &articles, tagged: &tagged };
        let options = WriteOptions {
            index_chunk_bytes: 256,
            card_group_bytes: 4096,
            body_group_bytes: 4096,
            least_counted: 4,
            ..WriteOptions::default()
        };
        write(&source, &options).unwrap_or_default()
    })
}

/// What some article quotes, its first entity or nobody.
fn quotations(nth: usize) -> Vec<Quotation> {
    let said = |start: u32| {
        let speaker = start.is_multiple_of(2).then_some(EntityNumber(0));
        Quotation { part: Part::Paragraph(0), start, end: start + 9, speaker }
    };
    (0..nth as u32 % 3).map(said).collect()
}

/// The months that some article speaks of.
fn months(nth: usize) -> Vec<MonthMentioned> {
    (0..nth % 4).filter_map(|month| MonthMentioned::of_edtf(&format!("2021-{:02}", month + nth % 9 + 1))).collect()
}

fn article(nth: usize) -> Article {
    let words = ["ferry", "ferries", "pier", "whale", "strike", "striking", "dockers", "kiel", "bay", "the"];
    let word = |at: usize| words[(nth * 7 + at * at) % words.len()];
    let paragraph = |first: usize| {
        let text: Vec<&str> = (first..first + 9).map(word).collect();
        Paragraph { text: format!("{}.", text.join(" ")), start: None }
    };
    Article {
        id: format!("story-{nth}"),
        title: format!("{} {} {nth}", word(1), word(2)),
        title_derived: false,
        title_span: None,
        date: None,
        byline: None,
        source: (nth % 3 == 0).then(|| "The Wire".to_owned()),
        lang: if nth % 2 == 0 { "en" } else { "de" }.to_owned(),
        url: None,
        paragraphs: vec![paragraph(3), paragraph(14)],
        repeats: Vec::new(),
        given: GivenEntities::default(),
        file: "invented".to_owned(),
        span: Span { start: 0, end: 0 },
        line: 0,
    }
}

/// Opens an edition and asks all there is to ask: answers and errors are both well.
pub fn ask_everything(store: impl ChunkStore) {
    let _ = block_on(asked(store));
}

async fn asked(store: impl ChunkStore) -> Result<(), ChunkError> {
    let reader = Reader::open(store).await?;
    let numbers: Vec<u32> = (0..reader.boot().n_articles.min(40)).collect();
    let _ = reader.ask(|edition| edition.cards(&numbers)).await;
    let _ = reader.ask(|edition| edition.dates()).await;
    let _ = reader.ask(|edition| edition.each_value(&numbers, &[true; newsprint_edition::FACETS.len()], &mut |_, _, _| {})).await;
    let _ = reader.ask(|edition| edition.entities(&[EntityNumber(0), EntityNumber(7)])).await;
    let _ = reader.ask(|edition| edition.each_word("", "ferry", 8, &mut |_, _| {})).await;
    let _ = reader.ask(|edition| edition.each_ending("", "yrref", 8, &mut |_, _| {})).await;
    let _ = reader.ask(|edition| edition.words_begun("fe", 8)).await;
    let _ = reader.ask(|edition| edition.names_spelt(&["master".to_owned(), "harbourmaster1".to_owned()])).await;
    let places = reader.ask(|edition| edition.article_place("story-7")).await;
    if let Ok(Some(place)) = places {
        let _ = reader.ask(|edition| edition.bodies_at(&[place])).await;
    }
    for facet in 0..5 {
        let _ = reader.ask(|edition| edition.values_with_word(facet, "m")).await;
        let _ = reader.ask(|edition| edition.values_with_words(facet, &["harbour".to_owned()])).await;
        let wanted: Vec<(usize, u32)> =
            (0..reader.boot().n_values[facet].min(20)).map(|number| (facet, number)).collect();
        if let Ok(values) = reader.ask(|edition| edition.values(&wanted)).await {
            let _ = reader
                .ask(|edition| edition.value_articles(&values.iter().map(|value| &value.set).collect::<Vec<_>>()))
                .await;
        }
    }
    let stems = ["strike".to_owned(), "ferri".to_owned(), "the".to_owned()];
    let _ = reader.ask(|edition| edition.dictionary(&stems, &stems)).await;
    let (entries, _) = reader.ask(|edition| edition.words_with_prefix("", 60)).await?;
    for entry in &entries {
        let _ = reader
            .ask(|edition| {
                let lists = edition.lists(&[entry])?;
                let (mut block, mut positions) = (Block::default(), Positions::default());
                for list in &lists {
                    for nth in 0..list.n_blocks() {
                        edition.block_with_positions(list, nth, &mut block, &mut positions)?;
                        assert!(block.articles[..block.n].windows(2).all(|pair| pair[0] < pair[1]));
                    }
                }
                Ok(())
            })
            .await;
    }
    Ok(())
}
