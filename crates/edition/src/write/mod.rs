//! Writing an edition: articles and what was found in them become files.

mod emit;
mod facets;
mod index;
mod order;
mod sizes;

use newsprint_model::{Article, DateSpan, Tagged};
use newsprint_text::{CodePoints, words};
use thiserror::Error;

use crate::boot::{Boot, FACETS, Scoring};
use crate::checksum::checksum;
use crate::dates::DateTable;
use crate::directory::{ChunkKind, number_key};
use crate::files::{EditionFiles, POINTER};
use crate::pointer::pointer_to;
use crate::records::{Body, BodyMention, Card, EntityRecord, Label, put_record};
use crate::table::TableWriter;
use emit::Emitter;
use order::{Entities, Order};
use sizes::Sizes;

/// What an edition is made from.
#[derive(Clone, Copy, Debug)]
pub struct EditionSource<'a> {
    /// The collection's name, shown to readers.
    pub name: &'a str,
    /// The articles, in any order; their ids are unique.
    pub articles: &'a [Article],
    /// What the entity pipeline made of them, in the same order.
    pub tagged: &'a Tagged,
}

/// Choices that shape the files, not what they say. The defaults suit news read over a phone network.
#[derive(Clone, Debug, PartialEq)]
pub struct WriteOptions {
    /// How occurrences are weighed.
    pub scoring: Scoring,
    /// How large a chunk of the dictionary, of postings, of sets and the like grows, in a corpus of less than some 60 MB; in a larger one some grow with it,
    /// so that hosts can take the files.
    ///
    /// * Unit: bytes. Range: small chunks make many files; large ones make readers fetch what they do not need. 4,096 to 65,536.
    pub index_chunk_bytes: usize,
    /// How much text goes into a group of cards, before deflating; more in a large corpus.
    ///
    /// * Unit: bytes. Range: as above; deflating pays from about 8,192.
    pub card_group_bytes: usize,
    /// How much text goes into a group of bodies or entities, before deflating; more in a large corpus.
    ///
    /// * Unit: bytes. Range: as above; deflating pays from about 16,384.
    pub body_group_bytes: usize,
}

impl Default for WriteOptions {
    fn default() -> WriteOptions {
        WriteOptions {
            scoring: Scoring::default(),
            index_chunk_bytes: 16_384,
            card_group_bytes: 16_384,
            body_group_bytes: 32_768,
        }
    }
}

/// Why no edition can be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WriteError {
    /// More articles than the format can number.
    #[error("an edition holds at most {} articles, and these are {n_articles}; split the corpus", crate::MAX_ARTICLES)]
    TooManyArticles {
        /// How many there are.
        n_articles: usize,
    },
    /// Two articles with one id.
    #[error("two articles have the id `{id}`; give each article an id of its own")]
    SameId {
        /// The id.
        id: String,
    },
    /// Two entities with one id.
    #[error("two entities have the id `{id}`; ids of entities must be unique across all kinds")]
    SameEntityId {
        /// The id.
        id: String,
    },
    /// The entity pipeline's result does not belong to these articles.
    #[error("the entities do not belong to these articles: {reason}")]
    Mismatch {
        /// What does not fit, as a clause.
        reason: String,
    },
    /// A text longer than the format can measure.
    #[error("the text of article `{id}` is longer than 1 GiB; split it")]
    TooLong {
        /// The article.
        id: String,
    },
}

/// The longest lead on a card, in code points.
const LEAD_CODE_POINTS: usize = 240;
/// How many entities a card names.
const CARD_ENTITIES: usize = 8;

/// Makes the files of an edition. Same source and options, same bytes.
///
/// * Errors: the source contradicts itself, or is larger than the format can hold.
pub fn write(source: &EditionSource<'_>, options: &WriteOptions) -> Result<EditionFiles, WriteError> {
    check(source)?;
    let order = Order::of(source.articles);
    let entities = Entities::of(source, &order);
    let sizes = Sizes::of(source, options);
    let mut emitter = Emitter::default();

    index::write_index(source, &order, &entities, (options.scoring, &sizes), &mut emitter);
    write_ids(source, &order, &sizes, &mut emitter);
    let n_values = facets::write_facets(source, &order, &entities, &sizes, &mut emitter);
    let dates = DateTable::of(order.articles(source).filter_map(|article| article.date.as_ref().map(|date| date.span)));
    emitter.emit(ChunkKind::Dates, &number_key(0), &dates.encode());
    write_articles(source, &order, &entities, &sizes, &mut emitter);
    write_entities(source, &entities, &sizes, &mut emitter);

    let (files, directories) = emitter.finish();
    let mut edition = EditionFiles { files };
    let boot = Boot {
        name: source.name.to_owned(),
        n_articles: source.articles.len() as u32,
        n_dated: dates.n_dated(),
        dates: certain_dates(&dates),
        n_entities: entities.n_by_kind,
        langs: langs(source.articles),
        n_values,
        scoring: options.scoring,
        n_chunk_bytes: edition.n_bytes(),
        directories,
    };
    debug_assert_eq!(boot.n_values.len(), FACETS.len());
    let boot = boot.encode();
    let (pointer, json) = pointer_to(&boot);
    debug_assert_eq!(pointer.boot_checksum, checksum(&boot));
    edition.files.insert(pointer.boot, boot);
    edition.files.insert(POINTER.to_owned(), json);
    Ok(edition)
}

fn check(source: &EditionSource<'_>) -> Result<(), WriteError> {
    let (articles, tagged) = (source.articles, source.tagged);
    if articles.len() > crate::MAX_ARTICLES as usize {
        return Err(WriteError::TooManyArticles { n_articles: articles.len() });
    }
    let mismatch = |reason: String| Err(WriteError::Mismatch { reason });
    for (what, n) in [("mentions", tagged.mentions.len()), ("supplied names", tagged.supplied.len())] {
        if n != articles.len() {
            return mismatch(format!("{what} are given for {n} articles, and there are {}", articles.len()));
        }
    }
    if let Some(id) = repeated(articles.iter().map(|article| article.id.as_str())) {
        return Err(WriteError::SameId { id });
    }
    if let Some(id) = repeated(tagged.entities.iter().map(|entity| entity.id.as_str())) {
        return Err(WriteError::SameEntityId { id });
    }
    for (nth, article) in articles.iter().enumerate() {
        let n_bytes =
            article.title.len() + article.paragraphs.iter().map(|paragraph| paragraph.text.len()).sum::<usize>();
        if n_bytes > 1 << 30 {
            return Err(WriteError::TooLong { id: article.id.clone() });
        }
        let numbers =
            tagged.mentions[nth].iter().map(|mention| mention.entity).chain(tagged.supplied[nth].iter().copied());
        for number in numbers {
            if number.0 as usize >= tagged.entities.len() {
                return mismatch(format!(
                    "article `{}` names entity {} of {}",
                    article.id,
                    number.0,
                    tagged.entities.len()
                ));
            }
        }
        if tagged.mentions[nth].iter().any(|mention| mention.end < mention.start) {
            return mismatch(format!("a mention in article `{}` ends before it starts", article.id));
        }
    }
    Ok(())
}

/// A text that occurs twice.
fn repeated<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut sorted: Vec<&str> = texts.collect();
    sorted.sort_unstable();
    sorted.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned())
}

/// The languages of the articles, most frequent first, then by tag.
fn langs(articles: &[Article]) -> Vec<(String, u32)> {
    let mut counts = std::collections::BTreeMap::<&str, u32>::new();
    articles.iter().for_each(|article| *counts.entry(&article.lang).or_default() += 1);
    let mut langs: Vec<(String, u32)> = counts.into_iter().map(|(lang, n)| (lang.to_owned(), n)).collect();
    langs.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    langs
}

fn certain_dates(dates: &DateTable) -> Option<DateSpan> {
    let mut days = dates.runs.iter().filter_map(|run| run.span.as_day());
    let first = days.next()?;
    Some(DateSpan { earliest: first, latest: days.next_back().unwrap_or(first) })
}

fn write_ids(source: &EditionSource<'_>, order: &Order, sizes: &Sizes, emitter: &mut Emitter) {
    let mut ids: Vec<(&str, u32)> =
        order.articles(source).zip(0..).map(|(article, number)| (article.id.as_str(), number)).collect();
    ids.sort_unstable();
    let mut table = TableWriter::new(sizes.index);
    for (id, number) in ids {
        let mut payload = Vec::new();
        crate::bytes::put_varint(&mut payload, number);
        table.add(id.as_bytes(), &payload);
    }
    emitter.emit_table(ChunkKind::Ids, table);
}

/// Groups records until `target` bytes and emits them under the number of their first.
fn write_groups(records: impl Iterator<Item = Vec<u8>>, target: usize, kind: ChunkKind, emitter: &mut Emitter) {
    let mut group = Vec::new();
    let mut first = 0u32;
    for (number, record) in (0u32..).zip(records) {
        if !group.is_empty() && group.len() + record.len() > target {
            emitter.emit(kind, &number_key(first), &group);
            group.clear();
            first = number;
        }
        put_record(&mut group, &record);
    }
    if !group.is_empty() {
        emitter.emit(kind, &number_key(first), &group);
    }
}

fn write_articles(
    source: &EditionSource<'_>,
    order: &Order,
    entities: &Entities,
    sizes: &Sizes,
    emitter: &mut Emitter,
) {
    let numbered = |number: usize| order.original(number);
    let cards = (0..source.articles.len()).map(|number| {
        let nth = numbered(number);
        card(source, entities, nth).encode()
    });
    write_groups(cards, sizes.cards, ChunkKind::Cards, emitter);
    let bodies = (0..source.articles.len()).map(|number| body(source, entities, numbered(number)).encode());
    write_groups(bodies, sizes.bodies, ChunkKind::Bodies, emitter);
}

fn card(source: &EditionSource<'_>, entities: &Entities, nth: usize) -> Card {
    let article = &source.articles[nth];
    let of_article = &entities.of_articles[nth];
    Card {
        id: article.id.clone(),
        title: article.title.clone(),
        title_derived: article.title_derived,
        date: article.date.as_ref().map(|date| date.span),
        source: article.source.clone(),
        byline: article.byline.clone(),
        lang: article.lang.clone(),
        lead: article.paragraphs.first().map(|paragraph| beginning(&paragraph.text)).unwrap_or_default(),
        entities: of_article.iter().take(CARD_ENTITIES).map(|(number, _)| label(source, entities, *number)).collect(),
    }
}

fn label(source: &EditionSource<'_>, entities: &Entities, number: u32) -> Label {
    let entity = &source.tagged.entities[entities.originals[number as usize] as usize];
    Label { id: entity.id.clone(), name: entity.name.clone(), kind: entity.kind }
}

/// The beginning of a text, cut at a word's end with `…` when it is long.
fn beginning(text: &str) -> String {
    let points = CodePoints::new(text);
    if points.len() <= LEAD_CODE_POINTS {
        return text.to_owned();
    }
    let end = points.byte(LEAD_CODE_POINTS - 1);
    let last_word = words(text).map(|word| word.end).take_while(|word_end| *word_end <= end).last();
    format!("{}…", text[..last_word.unwrap_or(end)].trim_end())
}

fn body(source: &EditionSource<'_>, entities: &Entities, nth: usize) -> Body {
    let article = &source.articles[nth];
    let of_article = &entities.of_articles[nth];
    let local = |number: u32| of_article.iter().position(|(at, _)| *at == number).unwrap_or(0) as u32;
    Body {
        paragraphs: article.paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect(),
        url: article.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        date: article.date.clone(),
        entities: of_article.iter().map(|(number, n)| (newsprint_model::EntityNumber(*number), *n)).collect(),
        mentions: source.tagged.mentions[nth]
            .iter()
            .map(|mention| BodyMention {
                part: mention.part,
                start: mention.start,
                end: mention.end,
                entity: local(entities.numbers[mention.entity.0 as usize]),
            })
            .collect(),
    }
}

fn write_entities(source: &EditionSource<'_>, entities: &Entities, sizes: &Sizes, emitter: &mut Emitter) {
    let records = (0..entities.originals.len() as u32).map(|number| {
        let entity = &source.tagged.entities[entities.originals[number as usize] as usize];
        let n_articles = entities.articles[number as usize].len() as u32;
        EntityRecord { label: label(source, entities, number), n_articles, variants: entity.variants.clone() }.encode()
    });
    write_groups(records, sizes.bodies, ChunkKind::Entities, emitter);
}
