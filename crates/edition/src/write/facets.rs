//! Facets: values by number, by id and by the words of their labels; sets of articles; columns of values.

use std::collections::{BTreeMap, HashMap, HashSet};

use newsprint_model::{Entity, EntityKind, MergeRule, Variant};
use newsprint_text::{fold, language_names, terms};

use super::WriteError;
use super::emit::{Emitter, ListChunks, inline};
use super::lexicon::Lexicon;
use super::order::Entities;
use super::shelf::{NONE, Rows, Shelf, Strings};
use super::sizes::Sizes;
use super::sparse::Sparse;
use super::spellings::Spellings;
use crate::boot::FACETS;
use crate::bytes::{put_bytes, put_varint};
use crate::columns::put_column;
use crate::lists::{EncodedList, Layout, Part as ListPart, Place};
use crate::part::{ChunkKind, Heads, Part};
use crate::prose::Speller;
use crate::reader::{ID_KEY, Known, WORD_KEY, value_name_key};
use crate::records::{Value, ValueSet};
use crate::table::TableWriter;

/// One facet: its values, and those of each article.
struct Gathered<'a> {
    /// Id and label, those that the base has first.
    values: Vec<(&'a str, &'a str)>,
    /// For each value its number in the edition, rising: the same, unless there is a base.
    globals: Vec<u32>,
    /// How many values the base has, and how many there are with these.
    n_known: u32,
    n_total: u32,
    /// For each article by number, rising values.
    of_articles: Rows,
}

/// What the record of a value takes, about.
const VALUE_BYTES: usize = 48;

/// For each facet, how many articles have each value by number.
pub(super) type Counts = [Vec<(u32, u32)>; FACETS.len()];

/// What of the facets is known once they are written.
pub(super) struct Facets {
    pub counts: Counts,
    /// The spellings that lead to values.
    pub spellings: Spellings,
    /// For each facet, the values of each article, counted among those that are written.
    pub of_articles: [Rows; FACETS.len()],
}

/// Writes all facets, and says in `part` how.
///
/// * Shape: `has_texts` says whether there are facets of sources, of languages and of months mentioned; those of names have what articles name.
pub(super) fn write_facets(
    (shelf, order): (&Shelf, &[u32]),
    entities: &Entities<'_>,
    (base, has_texts): (Option<&Known>, [bool; 3]),
    (sizes, speller): (&Sizes, &Speller),
    emitter: &mut Emitter<'_>,
    part: &mut Part,
) -> Result<Facets, WriteError> {
    let known = |facet: usize| base.map(|base| &base.values[facet]);
    let facets: [Gathered<'_>; FACETS.len()] = [
        of_kind(entities, order.len(), EntityKind::Person, known(0)),
        of_kind(entities, order.len(), EntityKind::Organisation, known(1)),
        of_kind(entities, order.len(), EntityKind::Place, known(2)),
        of_texts((&shelf.source_names, &of_one(&shelf.sources)), order, "", (known(3), has_texts[0])),
        of_texts((&shelf.lang_names, &of_one(&shelf.langs)), order, "und", (known(4), has_texts[1])),
        of_texts((&shelf.month_names, &|nth| shelf.months.row(nth)), order, "", (known(5), has_texts[2])),
    ];
    let mut counts = Counts::default();
    let mut layout = Layout::new(sizes.lists);
    let mut chunks = ListChunks::default();
    let mut names = Names::default();
    let mut spellings = Spellings::default();
    let named =
        (0..entities.originals.len() as u32).map(|number| (entities.entity(number), entities.globals[number as usize]));
    let named: HashMap<&str, (&Entity, u32)> =
        named.map(|(entity, global)| (entity.id.as_str(), (entity, global))).collect();
    for (nth_facet, facet) in facets.iter().enumerate() {
        let kind = (ChunkKind::Values, speller);
        let mut records = Sparse::new(kind, sizes.values / VALUE_BYTES, facet.values.len(), facet.n_total);
        part.n_values[nth_facet] = facet.n_total;
        part.value_strides[nth_facet] = records.stride;
        let articles_of = facet.of_articles.inverted(facet.values.len());
        let mut others = other_ids(facet, &named);
        if let Some(base) = base {
            others.values_mut().for_each(|ids| ids.retain(|id| !base.values[nth_facet].contains_key(id.as_str())));
        }
        for (nth, ((id, label), number)) in facet.values.iter().zip(&facet.globals).enumerate() {
            let articles = articles_of.row(nth);
            let place = match articles {
                [article] => inline(*article, 0, Vec::new()),
                _ => layout.add(&EncodedList::of_set(articles), false, &mut |part, number, chunk| {
                    chunks.take(part, number, chunk)
                }),
            };
            emitter.emit_lists(&mut chunks, kind_of_set)?;
            let n_articles = articles.len() as u32;
            // The base has said what its values are called.
            let told = if *number < facet.n_known { ("", "") } else { (*id, *label) };
            let entity = named.get(id).filter(|_| nth_facet < EntityKind::ALL.len());
            let known = entity.map(|(_, number)| *number);
            records.add(*number, |gap| Value::encode(told, gap, (n_articles, &place), known), emitter)?;
            counts[nth_facet].push((*number, n_articles));
            names.add_value(*number, n_articles, &place);
            if let Some(entity) = entity {
                let mut set = Vec::new();
                ValueSet::put(&mut set, n_articles, &place);
                spellings.add(*entity, nth_facet as u8, *number, &set);
            }
            names.add(&value_name_key(nth_facet, ID_KEY, id));
            for other in others.get(&(nth as u32)).into_iter().flatten() {
                names.add(&value_name_key(nth_facet, ID_KEY, other));
            }
            let mut named =
                |words: &str| terms(words, |term| names.add(&value_name_key(nth_facet, WORD_KEY, term.text)));
            named(label);
            // A language is found by what it is called, too: its label is a tag.
            if let Some(called) = language_names(id).filter(|_| FACETS[nth_facet] == "lang") {
                named(called.own);
                named(called.others);
            }
        }
        records.finish(facet.n_total, emitter)?;
    }
    layout.finish(&mut |part, number, chunk| chunks.take(part, number, chunk));
    emitter.emit_lists(&mut chunks, kind_of_set)?;
    part.name_heads = names.write(sizes, emitter)?;
    part.column_stride = write_columns(&facets, order.len(), sizes, emitter)?;
    Ok(Facets { counts, spellings, of_articles: facets.map(|facet| facet.of_articles) })
}

/// For each new value of a facet, the ids that it would have by its other full spellings, where no other value has them or would: a link that was made when
/// it was called so leads to it still.
fn other_ids(facet: &Gathered<'_>, named: &HashMap<&str, (&Entity, u32)>) -> BTreeMap<u32, Vec<String>> {
    let known: HashSet<&str> = facet.values.iter().map(|(id, _)| *id).collect();
    let mut claims: BTreeMap<String, Option<u32>> = BTreeMap::new();
    for (nth, ((id, _), number)) in (0u32..).zip(facet.values.iter().zip(&facet.globals)) {
        let Some((entity, _)) = named.get(id) else { continue };
        let is_full = |variant: &&Variant| {
            !matches!(variant.rule, MergeRule::Surname | MergeRule::Acronym | MergeRule::AlsoCalled)
        };
        let spellings = entity.variants.iter().filter(is_full).map(|variant| variant.text.as_str());
        for other in spellings.chain([entity.name.as_str()]).map(id_of).filter(|other| !known.contains(other.as_str()))
        {
            // What the base has is found by what the base says of it.
            let claim = Some(nth).filter(|_| *number >= facet.n_known);
            claims.entry(other).and_modify(|who| *who = who.filter(|who| Some(*who) == claim)).or_insert(claim);
        }
    }
    let mut ids: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (other, claim) in claims {
        if let Some(nth) = claim {
            ids.entry(nth).or_default().push(other);
        }
    }
    ids
}

/// The id that a name gives: folded, everything but letters and digits a hyphen.
fn id_of(name: &str) -> String {
    let folded = fold(name);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

fn kind_of_set(part: ListPart) -> ChunkKind {
    if part == ListPart::Shared { ChunkKind::Sets } else { ChunkKind::LargeSets }
}

/// Values in the order in which they shall be numbered: those of the base keep their numbers, new ones follow.
fn numbered<'a>(
    mut values: Vec<(&'a str, &'a str)>,
    base: Option<&HashMap<Box<str>, u32>>,
    of_articles: impl FnOnce(&dyn Fn(u32) -> u32) -> Rows,
) -> Gathered<'a> {
    let known = |id: &str| base.and_then(|base| base.get(id)).copied();
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    // Stable: new ones stay in the order in which they come.
    order.sort_by_key(|nth| known(values[*nth as usize].0).unwrap_or(NONE));
    let mut places = vec![0; values.len()];
    (0u32..).zip(&order).for_each(|(place, nth)| places[*nth as usize] = place);
    values = order.iter().map(|nth| values[*nth as usize]).collect();
    let n_known = base.map_or(0, HashMap::len) as u32;
    let mut n_total = n_known;
    let globals = values
        .iter()
        .map(|(id, _)| {
            known(id).unwrap_or_else(|| {
                n_total += 1;
                n_total - 1
            })
        })
        .collect();
    let of_articles = of_articles(&|nth| places[nth as usize]);
    Gathered { values, globals, n_known, n_total, of_articles }
}

/// The entities of a kind, in the order of their numbers: by falling count of articles.
fn of_kind<'a>(
    entities: &Entities<'a>,
    n_articles: usize,
    kind: EntityKind,
    base: Option<&HashMap<Box<str>, u32>>,
) -> Gathered<'a> {
    let mut numbers = vec![NONE; entities.originals.len()];
    let mut values = Vec::new();
    for (number, value) in (0u32..).zip(&mut numbers) {
        let entity = entities.entity(number);
        if entity.kind == kind {
            *value = values.len() as u32;
            values.push((entity.id.as_str(), entity.name.as_str()));
        }
    }
    numbered(values, base, |place| {
        let mut of_articles = Rows::default();
        for article in 0..n_articles {
            let named = entities.of_articles.row(article).iter();
            let mut row: Vec<u32> =
                named.map(|entity| numbers[*entity as usize]).filter(|value| *value != NONE).map(place).collect();
            row.sort_unstable();
            of_articles.push(row);
        }
        of_articles
    })
}

/// The texts that an article of the shelf has.
type TextsOf<'t> = dyn Fn(usize) -> &'t [u32] + 't;

/// A field of one text or none.
fn of_one<'t>(texts: &'t [u32]) -> impl Fn(usize) -> &'t [u32] {
    |nth| Some(&texts[nth]).filter(|text| **text != NONE).map_or(&[], std::slice::from_ref)
}

/// The distinct texts of a field, by falling count of articles, then by text; one of them stands for nothing.
fn of_texts<'a>(
    (texts, of_shelf): (&'a Lexicon, &TextsOf<'a>),
    order: &[u32],
    nothing: &str,
    (base, is_wanted): (Option<&HashMap<Box<str>, u32>>, bool),
) -> Gathered<'a> {
    let mut n_articles = vec![0u32; texts.len()];
    order.iter().flat_map(|nth| of_shelf(*nth as usize)).for_each(|text| n_articles[*text as usize] += 1);
    let is_value = |text: &u32| is_wanted && ![nothing, ""].contains(&texts.text(*text));
    let mut listed: Vec<u32> = (0..texts.len() as u32).filter(is_value).collect();
    listed.sort_by(|a, b| {
        let (n_a, n_b) = (n_articles[*a as usize], n_articles[*b as usize]);
        n_b.cmp(&n_a).then_with(|| texts.word(*a).cmp(texts.word(*b)))
    });
    let mut numbers = vec![NONE; texts.len()];
    (0u32..).zip(&listed).for_each(|(number, text)| numbers[*text as usize] = number);
    let values = listed.iter().map(|text| (texts.text(*text), texts.text(*text))).collect();
    numbered(values, base, |place| {
        let mut of_articles = Rows::default();
        for nth in order {
            let known = of_shelf(*nth as usize).iter().map(|text| numbers[*text as usize]);
            let mut row: Vec<u32> = known.filter(|number| *number != NONE).map(place).collect();
            row.sort_unstable();
            of_articles.push(row);
        }
        of_articles
    })
}

/// Keys of values, and the values they lead to.
#[derive(Default)]
struct Names {
    keys: Strings,
    /// For each key, which of the values.
    values: Vec<u32>,
    numbers: Vec<u32>,
    /// For each value, how many articles have it and where they are listed.
    sets: Strings,
}

impl Names {
    /// Adds the value that the next keys lead to.
    fn add_value(&mut self, number: u32, n_articles: u32, place: &Place) {
        let mut set = Vec::new();
        ValueSet::put(&mut set, n_articles, place);
        self.sets.push(&set);
        self.numbers.push(number);
    }

    /// Adds a key of the last value.
    fn add(&mut self, key: &[u8]) {
        self.keys.push(key);
        self.values.push(self.numbers.len() as u32 - 1);
    }

    fn write(&self, sizes: &Sizes, emitter: &mut Emitter<'_>) -> Result<Heads, WriteError> {
        let mut sorted: Vec<u32> = (0..self.values.len() as u32).collect();
        let key = |nth: u32| (self.keys.get(nth as usize), self.values[nth as usize]);
        sorted.sort_unstable_by(|a, b| key(*a).cmp(&key(*b)));
        sorted.dedup_by(|a, b| key(*a) == key(*b));
        let mut table = TableWriter::new(sizes.index);
        let mut heads = Heads::default();
        for same in sorted.chunk_by(|a, b| key(*a).0 == key(*b).0) {
            let mut payload = Vec::new();
            let mut next = 0;
            for nth in same {
                let value = key(*nth).1 as usize;
                put_varint(&mut payload, self.numbers[value] - next);
                payload.extend_from_slice(self.sets.get(value));
                next = self.numbers[value] + 1;
            }
            table.add(key(same[0]).0, &payload);
            emitter.emit_table(ChunkKind::Names, (&mut table, &mut heads), false)?;
        }
        emitter.emit_table(ChunkKind::Names, (&mut table, &mut heads), true)?;
        Ok(heads)
    }
}

/// Writes the columns of all facets, and returns how many articles each chunk has.
fn write_columns(
    facets: &[Gathered<'_>; FACETS.len()],
    n_articles: usize,
    sizes: &Sizes,
    emitter: &mut Emitter<'_>,
) -> Result<u32, WriteError> {
    /// What a value takes in an article's row, and the row itself, about.
    const VALUE_BITS: usize = 10;
    const ROW_BITS: usize = 2;
    let n_values: usize = facets.iter().map(|facet| facet.of_articles.n_numbers()).sum();
    let n_bits = n_values * VALUE_BITS + n_articles * ROW_BITS * FACETS.len();
    let stride = (sizes.columns * 8 * n_articles / n_bits.max(1)).max(1);
    for first in (0..n_articles).step_by(stride) {
        let mut chunk = Vec::new();
        for facet in facets {
            let row = |article: usize| -> Vec<u32> {
                facet.of_articles.row(article).iter().map(|value| facet.globals[*value as usize]).collect()
            };
            let rows: Vec<Vec<u32>> = (first..n_articles.min(first + stride)).map(row).collect();
            let mut column = Vec::new();
            if rows.iter().any(|row| !row.is_empty()) {
                put_column(&mut column, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
            }
            put_bytes(&mut chunk, &column);
        }
        emitter.emit(ChunkKind::Columns, chunk)?;
    }
    Ok(stride as u32)
}
