//! Writes the records of entities: what each is called, how often, and who is named with it.

use super::emit::Emitter;
use super::order::Entities;
use super::sizes::Sizes;
use super::sparse::Sparse;
use super::{WriteError, articles};
use crate::part::ChunkKind;
use crate::prose::Speller;
use crate::records::{EntityRecord, MAX_RELATED};
use crate::related::Relations;

/// Writes entities, and returns how many are together.
pub(super) fn write_entities(
    entities: &Entities<'_>,
    (sizes, speller): (&Sizes, &Speller),
    emitter: &mut Emitter<'_>,
) -> Result<u32, WriteError> {
    /// What the record of an entity takes, about.
    const ENTITY_BYTES: usize = 96;
    let n_total = entities.n_total();
    let kind = (ChunkKind::Entities, speller);
    let mut records = Sparse::new(kind, sizes.index / ENTITY_BYTES, entities.n_articles.len(), n_total);
    let stride = records.stride;
    let row = |article: usize| entities.of_articles.row(article);
    let mut relations = Relations::new(entities.of_articles.len(), &row, &entities.n_articles);
    let articles_of = entities.of_articles.inverted(entities.n_articles.len());
    for (number, n_articles) in (0u32..).zip(&entities.n_articles) {
        let entity = entities.entity(number);
        let mut label = articles::label(entity);
        if entities.is_known(number) {
            // The base has said what it is called.
            (label.id, label.name) = (String::new(), String::new());
        }
        let related = relations.of(number, articles_of.row(number as usize), MAX_RELATED);
        let record = EntityRecord {
            label,
            n_articles: *n_articles,
            variants: entity.variants.clone(),
            facts: entity.facts,
            related: related.into_iter().map(|other| articles::label(entities.entity(other))).collect(),
        };
        records.add(entities.globals[number as usize], |gap| record.encode(gap), emitter)?;
    }
    records.finish(n_total, emitter)?;
    Ok(stride)
}
