//! Facets: values by number, by id and by the words of their labels; sets of articles; columns of values.

use newsprint_model::EntityKind;
use newsprint_text::terms;

use super::WriteError;
use super::emit::Emitter;
use super::lexicon::Lexicon;
use super::order::Entities;
use super::shelf::{NONE, Rows, Shelf, Strings};
use super::sizes::Sizes;
use crate::blocks::{ChunkStream, encode_articles};
use crate::boot::FACETS;
use crate::bytes::put_varint;
use crate::directory::{ChunkKind, number_key};
use crate::reader::{ID_KEY, WORD_KEY, value_name_key};
use crate::records::{Value, put_record};
use crate::table::TableWriter;

/// One facet: its values by number, and those of each article.
struct Gathered<'a> {
    /// Id and label.
    values: Vec<(&'a str, &'a str)>,
    /// For each article by number, rising values.
    of_articles: Rows,
}

/// Writes all facets and returns how many values each has.
pub(super) fn write_facets(
    shelf: &Shelf,
    order: &[u32],
    entities: &Entities<'_>,
    sizes: &Sizes,
    emitter: &mut Emitter<'_>,
) -> Result<[u32; FACETS.len()], WriteError> {
    let facets: [Gathered<'_>; FACETS.len()] = [
        of_kind(entities, order.len(), EntityKind::Person),
        of_kind(entities, order.len(), EntityKind::Organisation),
        of_kind(entities, order.len(), EntityKind::Place),
        of_texts(&shelf.source_names, &shelf.sources, order, ""),
        of_texts(&shelf.lang_names, &shelf.langs, order, "und"),
    ];
    let mut sets = ChunkStream::new(sizes.index);
    let mut n_emitted = 0;
    let mut names = Names::default();
    let mut group = Vec::new();
    let mut head: Option<Vec<u8>> = None;
    for (nth_facet, facet) in facets.iter().enumerate() {
        let articles_of = facet.of_articles.inverted(facet.values.len());
        for (number, (id, label)) in (0u32..).zip(&facet.values) {
            let articles = articles_of.row(number as usize);
            let set = sets.add(&encode_articles(articles, &[]));
            emitter.emit_stream(ChunkKind::Sets, (&mut sets, &mut n_emitted), false)?;
            let n_articles = articles.len() as u32;
            let record = Value { id: (*id).to_owned(), label: (*label).to_owned(), n_articles, set }.encode();
            // Every facet begins a group of its own, so that a value's number is its place after the head's.
            let is_full = number == 0 || group.len() + record.len() > sizes.index;
            if let Some(head) = head.take_if(|_| is_full) {
                emitter.emit(ChunkKind::Values, &head, &group)?;
                group.clear();
            }
            head.get_or_insert_with(|| [&[nth_facet as u8][..], &number_key(number)].concat());
            put_record(&mut group, &record);
            names.add(&value_name_key(nth_facet, ID_KEY, id), number);
            terms(label, |term| names.add(&value_name_key(nth_facet, WORD_KEY, term.text), number));
        }
    }
    if let Some(head) = head {
        emitter.emit(ChunkKind::Values, &head, &group)?;
    }
    emitter.emit_stream(ChunkKind::Sets, (&mut sets, &mut n_emitted), true)?;
    names.write(sizes, emitter)?;
    write_columns(&facets, order.len(), sizes, emitter)?;
    Ok(facets.map(|facet| facet.values.len() as u32))
}

/// The entities of a kind, in the order of their numbers: by falling count of articles.
fn of_kind<'a>(entities: &Entities<'a>, n_articles: usize, kind: EntityKind) -> Gathered<'a> {
    let mut numbers = vec![NONE; entities.originals.len()];
    let mut values = Vec::new();
    for (number, value) in (0u32..).zip(&mut numbers) {
        let entity = entities.entity(number);
        if entity.kind == kind {
            *value = values.len() as u32;
            values.push((entity.id.as_str(), entity.name.as_str()));
        }
    }
    let mut of_articles = Rows::default();
    for article in 0..n_articles {
        let named = entities.of_articles.row(article).iter();
        of_articles.push(named.map(|entity| numbers[*entity as usize]).filter(|value| *value != NONE));
    }
    Gathered { values, of_articles }
}

/// The distinct texts of a field, by falling count of articles, then by text; one of them stands for nothing.
fn of_texts<'a>(texts: &'a Lexicon, of_shelf: &[u32], order: &[u32], nothing: &str) -> Gathered<'a> {
    let mut n_articles = vec![0u32; texts.len()];
    of_shelf.iter().filter(|text| **text != NONE).for_each(|text| n_articles[*text as usize] += 1);
    let mut listed: Vec<u32> =
        (0..texts.len() as u32).filter(|text| ![nothing, ""].contains(&texts.text(*text))).collect();
    listed.sort_by(|a, b| {
        let (n_a, n_b) = (n_articles[*a as usize], n_articles[*b as usize]);
        n_b.cmp(&n_a).then_with(|| texts.word(*a).cmp(texts.word(*b)))
    });
    let mut numbers = vec![NONE; texts.len()];
    (0u32..).zip(&listed).for_each(|(number, text)| numbers[*text as usize] = number);
    let mut of_articles = Rows::default();
    for nth in order {
        let number = numbers.get(of_shelf[*nth as usize] as usize).copied().filter(|number| *number != NONE);
        of_articles.push(number);
    }
    Gathered { values: listed.iter().map(|text| (texts.text(*text), texts.text(*text))).collect(), of_articles }
}

/// Keys of values, and the values they lead to.
#[derive(Default)]
struct Names {
    keys: Strings,
    numbers: Vec<u32>,
}

impl Names {
    fn add(&mut self, key: &[u8], number: u32) {
        self.keys.push(key);
        self.numbers.push(number);
    }

    fn write(&self, sizes: &Sizes, emitter: &mut Emitter<'_>) -> Result<(), WriteError> {
        let mut sorted: Vec<u32> = (0..self.numbers.len() as u32).collect();
        let key = |nth: u32| (self.keys.get(nth as usize), self.numbers[nth as usize]);
        sorted.sort_unstable_by(|a, b| key(*a).cmp(&key(*b)));
        sorted.dedup_by(|a, b| key(*a) == key(*b));
        let mut table = TableWriter::new(sizes.index);
        for same in sorted.chunk_by(|a, b| key(*a).0 == key(*b).0) {
            let mut payload = Vec::new();
            put_rising(&mut payload, same.iter().map(|nth| key(*nth).1));
            table.add(key(same[0]).0, &payload);
            emitter.emit_table(ChunkKind::ValueNames, &mut table, false)?;
        }
        emitter.emit_table(ChunkKind::ValueNames, &mut table, true)
    }
}

/// Appends rising numbers, each less the one before, less one.
fn put_rising(out: &mut Vec<u8>, numbers: impl Iterator<Item = u32>) {
    let mut next = 0;
    for number in numbers {
        put_varint(out, number - next);
        next = number + 1;
    }
}

fn write_columns(
    facets: &[Gathered<'_>],
    n_articles: usize,
    sizes: &Sizes,
    emitter: &mut Emitter<'_>,
) -> Result<(), WriteError> {
    let mut chunk = Vec::new();
    let mut bytes = Vec::new();
    let mut first = 0u32;
    for article in 0..n_articles {
        bytes.clear();
        for facet in facets {
            let numbers = facet.of_articles.row(article);
            put_varint(&mut bytes, numbers.len() as u32);
            put_rising(&mut bytes, numbers.iter().copied());
        }
        if !chunk.is_empty() && chunk.len() + bytes.len() > sizes.index {
            emitter.emit(ChunkKind::Columns, &number_key(first), &chunk)?;
            chunk.clear();
            first = article as u32;
        }
        chunk.extend_from_slice(&bytes);
    }
    if chunk.is_empty() { Ok(()) } else { emitter.emit(ChunkKind::Columns, &number_key(first), &chunk) }
}
