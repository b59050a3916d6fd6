//! Facets: values by number, by id and by the words of their labels; sets of articles; columns of values.

use std::collections::{BTreeMap, BTreeSet};

use newsprint_model::EntityKind;
use newsprint_text::terms;

use super::EditionSource;
use super::emit::Emitter;
use super::order::{Entities, Order};
use super::sizes::Sizes;
use crate::blocks::{ChunkStream, encode_articles};
use crate::boot::FACETS;
use crate::bytes::put_varint;
use crate::directory::{ChunkKind, number_key};
use crate::reader::{ID_KEY, WORD_KEY, value_name_key};
use crate::records::{Value, put_record};
use crate::table::TableWriter;

/// A value before it has a place.
struct Gathered {
    id: String,
    label: String,
    articles: Vec<u32>,
}

/// Writes all facets and returns how many values each has.
pub(super) fn write_facets(
    source: &EditionSource<'_>,
    order: &Order,
    entities: &Entities,
    sizes: &Sizes,
    emitter: &mut Emitter,
) -> [u32; FACETS.len()] {
    let facets: [Vec<Gathered>; FACETS.len()] = [
        of_kind(source, entities, EntityKind::Person),
        of_kind(source, entities, EntityKind::Organisation),
        of_kind(source, entities, EntityKind::Place),
        of_texts(order.articles(source).map(|article| article.source.as_deref())),
        of_texts(order.articles(source).map(|article| Some(article.lang.as_str()).filter(|lang| *lang != "und"))),
    ];
    let mut sets = ChunkStream::new(sizes.index);
    let mut rows: Vec<[Vec<u32>; FACETS.len()]> = vec![Default::default(); source.articles.len()];
    let mut names = BTreeMap::<Vec<u8>, BTreeSet<u32>>::new();
    let mut group = Vec::new();
    let mut head: Option<Vec<u8>> = None;
    for (nth_facet, values) in facets.iter().enumerate() {
        for (number, value) in (0u32..).zip(values) {
            let set = sets.add(&encode_articles(&value.articles, &[]));
            let n_articles = value.articles.len() as u32;
            let record = Value { id: value.id.clone(), label: value.label.clone(), n_articles, set }.encode();
            let key = [&[nth_facet as u8][..], &number_key(number)].concat();
            // Every facet begins a group of its own, so that a value's number is its place after the head's.
            let is_full = number == 0 || group.len() + record.len() > sizes.index;
            if let Some(head) = head.take_if(|_| is_full) {
                emitter.emit(ChunkKind::Values, &head, &group);
                group.clear();
            }
            head.get_or_insert(key);
            put_record(&mut group, &record);
            value.articles.iter().for_each(|article| rows[*article as usize][nth_facet].push(number));
            names.entry(value_name_key(nth_facet, ID_KEY, &value.id)).or_default().insert(number);
            terms(&value.label, |term| {
                names.entry(value_name_key(nth_facet, WORD_KEY, term.text)).or_default().insert(number);
            });
        }
    }
    if let Some(head) = head {
        emitter.emit(ChunkKind::Values, &head, &group);
    }
    emitter.emit_stream(ChunkKind::Sets, sets);
    write_names(&names, sizes, emitter);
    write_columns(&rows, sizes, emitter);
    facets.map(|values| values.len() as u32)
}

/// The entities of a kind, in the order of their numbers: by falling count of articles.
fn of_kind(source: &EditionSource<'_>, entities: &Entities, kind: EntityKind) -> Vec<Gathered> {
    let numbered = entities.originals.iter().zip(&entities.articles);
    numbered
        .map(|(nth, articles)| (&source.tagged.entities[*nth as usize], articles))
        .filter(|(entity, _)| entity.kind == kind)
        .map(|(entity, articles)| Gathered {
            id: entity.id.clone(),
            label: entity.name.clone(),
            articles: articles.clone(),
        })
        .collect()
}

/// The distinct texts of a field, by falling count of articles, then by text.
fn of_texts<'a>(texts: impl Iterator<Item = Option<&'a str>>) -> Vec<Gathered> {
    let mut gathered = BTreeMap::<&str, Vec<u32>>::new();
    for (article, text) in (0u32..).zip(texts) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            gathered.entry(text).or_default().push(article);
        }
    }
    let mut values: Vec<Gathered> = gathered
        .into_iter()
        .map(|(text, articles)| Gathered { id: text.to_owned(), label: text.to_owned(), articles })
        .collect();
    values.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| a.id.cmp(&b.id)));
    values
}

fn write_names(names: &BTreeMap<Vec<u8>, BTreeSet<u32>>, sizes: &Sizes, emitter: &mut Emitter) {
    let mut table = TableWriter::new(sizes.index);
    for (key, numbers) in names {
        let mut payload = Vec::new();
        let mut next = 0;
        for number in numbers {
            put_varint(&mut payload, number - next);
            next = number + 1;
        }
        table.add(key, &payload);
    }
    emitter.emit_table(ChunkKind::ValueNames, table);
}

fn write_columns(rows: &[[Vec<u32>; FACETS.len()]], sizes: &Sizes, emitter: &mut Emitter) {
    let mut chunk = Vec::new();
    let mut first = 0u32;
    for (article, row) in (0u32..).zip(rows) {
        let mut bytes = Vec::new();
        for numbers in row {
            put_varint(&mut bytes, numbers.len() as u32);
            let mut next = 0;
            for number in numbers {
                put_varint(&mut bytes, number - next);
                next = number + 1;
            }
        }
        if !chunk.is_empty() && chunk.len() + bytes.len() > sizes.index {
            emitter.emit(ChunkKind::Columns, &number_key(first), &chunk);
            chunk.clear();
            first = article;
        }
        chunk.extend_from_slice(&bytes);
    }
    if !chunk.is_empty() {
        emitter.emit(ChunkKind::Columns, &number_key(first), &chunk);
    }
}
