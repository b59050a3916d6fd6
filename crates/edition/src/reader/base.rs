//! The base of an edition, read for the sake of articles that are added to it.

use std::collections::HashMap;

use newsprint_model::{DateSpan, EntityKind, EntityNumber, MergeRule, Variant, WikidataNumber};

use super::{Opened, Reader, all};
use crate::boot::{FACETS, Scoring};
use crate::bytes::Cursor;
use crate::part::{ChunkId, ChunkKind, Part};
use crate::records::{Body, Card, Label};
use crate::store::{ChunkError, ChunkStore};
use crate::table::scan;

/// How many records are read at a time.
const STEP: u32 = 4_096;

/// The base of an edition: its first part, without what was added later.
pub struct Base<S> {
    reader: Reader<S>,
    pub(crate) known: Known,
    articles: BaseArticles,
    entities: Vec<BaseEntity>,
}

/// An entity of a base, as much of it as tells whether an added article names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseEntity {
    /// Id, name and kind.
    pub label: Label,
    /// Its full names, those of most mentions first: no surnames alone and no acronyms; at most four.
    pub names: Vec<String>,
    /// Its Wikidata item.
    pub wikidata: Option<WikidataNumber>,
}

/// How many names are kept of each entity.
const MAX_NAMES: usize = 4;

/// The articles of a base, as much of them as tells one from another.
#[derive(Debug, Default)]
pub struct BaseArticles {
    ids: HashMap<Box<str>, u32>,
    spans: Vec<Option<DateSpan>>,
}

impl BaseArticles {
    /// The number of the article with an id.
    pub fn number_of(&self, id: &str) -> Option<u32> {
        self.ids.get(id).copied()
    }

    /// When each article was published, by number.
    pub fn spans(&self) -> &[Option<DateSpan>] {
        &self.spans
    }
}

/// What whoever adds to a base must know of it.
pub(crate) struct Known {
    pub part: Part,
    /// Numbers and kinds of entities by id.
    pub entities: HashMap<Box<str>, (u32, EntityKind)>,
    pub n_by_kind: [u32; 3],
    /// Numbers of facet values by id.
    pub values: [HashMap<Box<str>, u32>; FACETS.len()],
    /// For each value by number, how many articles have it.
    pub n_with_value: [Vec<u32>; FACETS.len()],
    pub scoring: Scoring,
    pub mean_lengths: [f32; 2],
    /// From the earliest to the latest day that some article is certainly known for.
    pub dates: Option<DateSpan>,
    /// The lexicon of its texts, as it is stored; empty when it has none.
    pub lexicon: Vec<u8>,
}

impl<S: ChunkStore> Base<S> {
    /// Reads what the base of an edition says of its articles, entities and facet values.
    ///
    /// * Errors: a file is missing, unreachable, damaged, or of another format.
    /// * Cost: some tens of bytes read and kept for each article, value and entity; no texts.
    pub async fn read(store: S) -> Result<Base<S>, ChunkError> {
        let mut reader = Reader::open(store).await?;
        reader.opened.boot.parts.truncate(1);
        let part = reader.ask(|edition| edition.part(0).cloned()).await?;
        reader.opened.boot.n_articles = part.n_articles;
        reader.opened.boot.n_values = part.n_values;

        let mut ids = HashMap::new();
        for number in 0..part.n_chunks[ChunkKind::Ids as usize] {
            let bucket = reader.ask(|edition| ids_in(edition, number)).await?;
            ids.extend(bucket);
        }
        let dates = reader.ask(Opened::dates).await?;
        let mut spans = vec![None; part.n_articles as usize];
        for run in &dates.runs {
            spans[run.first as usize..][..run.n_articles as usize].fill(Some(run.span));
        }
        let mut values: [HashMap<Box<str>, u32>; FACETS.len()] = Default::default();
        let mut n_with_value: [Vec<u32>; FACETS.len()] = Default::default();
        for facet in 0..FACETS.len() {
            for wanted in steps(part.n_values[facet]) {
                let wanted: Vec<(usize, u32)> = wanted.map(|number| (facet, number)).collect();
                let found = reader.ask(|edition| edition.values(&wanted)).await?;
                for ((_, number), value) in wanted.iter().zip(found) {
                    n_with_value[facet].push(value.set.n_articles);
                    values[facet].insert(value.id.into(), *number);
                }
            }
        }
        let (mut entities, mut n_by_kind, mut named) = (HashMap::new(), [0; 3], Vec::new());
        for wanted in steps(part.n_entities) {
            let wanted: Vec<EntityNumber> = wanted.map(EntityNumber).collect();
            let found = reader.ask(|edition| edition.entities(&wanted)).await?;
            for (number, entity) in wanted.iter().zip(found) {
                let kind = entity.label.kind;
                n_by_kind[EntityKind::ALL.iter().position(|listed| *listed == kind).unwrap_or(0)] += 1;
                entities.insert(entity.label.id.as_str().into(), (number.0, kind));
                let is_full = |variant: &Variant| {
                    !matches!(variant.rule, MergeRule::Surname | MergeRule::Acronym | MergeRule::AlsoCalled)
                };
                let names = entity.variants.into_iter().filter(is_full).take(MAX_NAMES).map(|it| it.text).collect();
                named.push(BaseEntity { label: entity.label, names, wikidata: entity.facts.wikidata });
            }
        }
        let boot = reader.boot();
        let certain = || dates.runs.iter().filter_map(|run| run.span.as_day());
        let dates = certain().min().zip(certain().max()).map(|(earliest, latest)| DateSpan { earliest, latest });
        let (scoring, mean_lengths) = (boot.scoring, boot.mean_lengths);
        // Without articles it has learned nothing: what is there was learned from what was added.
        let lexicon = if part.n_articles > 0 { boot.lexicon.clone() } else { Vec::new() };
        let known = Known { part, entities, n_by_kind, values, n_with_value, scoring, mean_lengths, dates, lexicon };
        Ok(Base { reader, known, articles: BaseArticles { ids, spans }, entities: named })
    }

    /// The collection's name.
    pub fn name(&self) -> &str {
        &self.reader.boot().name
    }

    /// How many articles it has.
    pub fn n_articles(&self) -> u32 {
        self.known.part.n_articles
    }

    /// Its articles.
    pub fn articles(&self) -> &BaseArticles {
        &self.articles
    }

    /// Its entities, those that most articles name first.
    pub fn entities(&self) -> &[BaseEntity] {
        &self.entities
    }

    /// The names of its files, by which they stay: those of the base, and neither the pointer nor the boot file.
    pub fn files(&self) -> Vec<String> {
        self.known.part.files().collect()
    }

    /// What readers see of some articles by number: cards and bodies.
    ///
    /// * Errors: a file is missing, unreachable or damaged.
    pub async fn shown(&self, articles: &[u32]) -> Result<Vec<(Card, Body)>, ChunkError> {
        let cards = self.reader.ask(|edition| edition.cards(articles)).await?;
        let bodies = self.reader.ask(|edition| edition.bodies(articles)).await?;
        Ok(cards.into_iter().zip(bodies).collect())
    }
}

/// Ranges of a few numbers each, up to `n`.
fn steps(n: u32) -> impl Iterator<Item = std::ops::Range<u32>> {
    (0..n).step_by(STEP as usize).map(move |first| first..n.min(first + STEP))
}

/// All ids of a bucket, with their articles' numbers.
fn ids_in(edition: &Opened, number: u32) -> super::Answer<Vec<(Box<str>, u32)>> {
    let chunk = edition.chunk(ChunkId { part: 0, kind: ChunkKind::Ids, number });
    let chunk = all(std::iter::once(chunk))?.pop();
    let mut ids = Vec::new();
    if let Some(chunk) = chunk {
        chunk.read(|bytes| {
            scan(bytes, b"", |key, payload| {
                let article = Cursor::new(payload).varint()?;
                if let Ok(id) = std::str::from_utf8(key) {
                    ids.push((id.into(), article));
                }
                Ok(true)
            })
        })?;
    }
    Ok(ids)
}
