//! The inverted index: words, postings with impacts, positions, and families of inflected words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use newsprint_text::{Stemmer, terms};

use super::EditionSource;
use super::emit::Emitter;
use super::order::{Entities, Order};
use super::sizes::Sizes;
use crate::blocks::{BODY_START, ChunkStream, encode_articles, encode_positions, put_positions};
use crate::boot::Scoring;
use crate::bytes::{Cursor, put_varint};
use crate::directory::ChunkKind;
use crate::impact::impact_of;
use crate::table::TableWriter;
use crate::words::{Family, WordEntry, WordList, family_key};

/// How many positions lie between two paragraphs, so that no phrase and no nearness reaches across.
const PARAGRAPH_GAP: u32 = 16;
/// The most positions a part of an article can have; words beyond keep the last position.
const MAX_POSITION: u32 = BODY_START - 2;

/// Occurrences of one word in one article, by field.
#[derive(Clone, Debug, Default)]
struct Occurrences {
    n_title: u32,
    n_lead: u32,
    n_rest: u32,
    n_names: u32,
    positions: Vec<u32>,
}

/// Lengths of one article's fields, in positions.
#[derive(Clone, Copy, Debug, Default)]
struct Lengths {
    title: u32,
    body: u32,
}

/// A word over all articles so far: records of delta, counts and positions, one for each article.
#[derive(Default)]
struct Accumulated {
    n_articles: u32,
    next_article: u32,
    /// Which stemmers' languages it was seen in, one bit each.
    langs: u64,
    records: Vec<u8>,
}

/// One record, read back.
struct Record {
    article: u32,
    n_title: u32,
    n_lead: u32,
    n_rest: u32,
    n_names: u32,
    positions: Vec<u8>,
}

pub(super) fn write_index(
    source: &EditionSource<'_>,
    order: &Order,
    entities: &Entities,
    (scoring, sizes): (Scoring, &Sizes),
    emitter: &mut Emitter,
) {
    let mut langs: Vec<&str> = Vec::new();
    let mut index: HashMap<Box<str>, Accumulated> = HashMap::new();
    let mut lengths = Vec::with_capacity(source.articles.len());
    for number in 0..source.articles.len() {
        let nth = order.original(number);
        let lang = source.articles[nth].lang.as_str();
        let lang_bit = match langs.iter().position(|known| *known == lang) {
            Some(at) => 1u64.checked_shl(at as u32).unwrap_or(0),
            None => {
                langs.push(lang);
                1u64.checked_shl(langs.len() as u32 - 1).unwrap_or(0)
            }
        };
        let mut words = BTreeMap::new();
        lengths.push(read_article(source, entities, nth, &mut words));
        for (word, occurrences) in words {
            let accumulated = match index.get_mut(word.as_str()) {
                Some(accumulated) => accumulated,
                None => index.entry(word.into_boxed_str()).or_default(),
            };
            accumulated.add(number as u32, &occurrences, lang_bit);
        }
    }
    let mut words: Vec<(Box<str>, Accumulated)> = index.into_iter().collect();
    words.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let (families, stems) = families(&words, &langs);
    emit(&words, &families, &stems, &lengths, (scoring, sizes), emitter);
}

/// Gathers the words of one article.
fn read_article(
    source: &EditionSource<'_>,
    entities: &Entities,
    nth: usize,
    words: &mut BTreeMap<String, Occurrences>,
) -> Lengths {
    let article = &source.articles[nth];
    let mut lengths = Lengths::default();
    // The words of a derived title are the lead's: they count once.
    if !article.title_derived {
        lengths.title = terms(&article.title, |term| {
            let word = occurrences_of(words, term.text);
            word.n_title += 1;
            word.positions.push(term.position.min(MAX_POSITION));
        });
    }
    let mut start = 0u32;
    for (at, paragraph) in article.paragraphs.iter().enumerate() {
        let n_positions = terms(&paragraph.text, |term| {
            let word = occurrences_of(words, term.text);
            *(if at == 0 { &mut word.n_lead } else { &mut word.n_rest }) += 1;
            word.positions.push(BODY_START + start.saturating_add(term.position).min(u32::MAX - BODY_START - 1));
        });
        lengths.body = lengths.body.saturating_add(n_positions);
        start = start.saturating_add(n_positions).saturating_add(PARAGRAPH_GAP);
    }
    for (number, _) in &entities.of_articles[nth] {
        let entity = &source.tagged.entities[entities.originals[*number as usize] as usize];
        terms(&entity.name, |term| occurrences_of(words, term.text).n_names += 1);
    }
    for word in words.values_mut() {
        // Only a text of millions of words, whose last ones share a position, repeats one.
        word.positions.dedup();
    }
    lengths
}

fn occurrences_of<'w>(words: &'w mut BTreeMap<String, Occurrences>, word: &str) -> &'w mut Occurrences {
    if !words.contains_key(word) {
        words.insert(word.to_owned(), Occurrences::default());
    }
    words.entry(word.to_owned()).or_default()
}

impl Accumulated {
    fn add(&mut self, article: u32, occurrences: &Occurrences, lang_bit: u64) {
        put_varint(&mut self.records, article - self.next_article);
        for n in [occurrences.n_title, occurrences.n_lead, occurrences.n_rest, occurrences.n_names] {
            put_varint(&mut self.records, n);
        }
        let mut positions = Vec::new();
        put_positions(&mut positions, &occurrences.positions);
        put_varint(&mut self.records, positions.len() as u32);
        self.records.extend_from_slice(&positions);
        self.next_article = article + 1;
        self.n_articles += 1;
        self.langs |= lang_bit;
    }

    fn records(&self) -> Vec<Record> {
        let mut cursor = Cursor::new(&self.records);
        let mut next = 0;
        let mut read = || -> crate::bytes::Parsed<Record> {
            let article = next + cursor.varint()?;
            next = article + 1;
            let (n_title, n_lead, n_rest, n_names) =
                (cursor.varint()?, cursor.varint()?, cursor.varint()?, cursor.varint()?);
            Ok(Record { article, n_title, n_lead, n_rest, n_names, positions: cursor.bytes()?.to_vec() })
        };
        // Our own bytes, written above, read back whole.
        (0..self.n_articles).map_while(|_| read().ok()).collect()
    }

    fn articles(&self) -> Vec<u32> {
        self.records().into_iter().map(|record| record.article).collect()
    }
}

/// Families by stem, as indexes of words; and each word's stems. A word that is its own stem and alone in it needs no family.
fn families(
    words: &[(Box<str>, Accumulated)],
    langs: &[&str],
) -> (BTreeMap<String, BTreeSet<usize>>, Vec<Vec<String>>) {
    let stemmers: Vec<Option<Stemmer>> = langs.iter().map(|lang| Stemmer::of(lang)).collect();
    let mut families = BTreeMap::<String, BTreeSet<usize>>::new();
    let mut stems = vec![Vec::new(); words.len()];
    for (nth, (word, accumulated)) in words.iter().enumerate() {
        let stemmers = stemmers.iter().enumerate().filter(|(bit, _)| *bit < 64 && accumulated.langs >> bit & 1 == 1);
        for stemmer in stemmers.filter_map(|(_, stemmer)| stemmer.as_ref()) {
            let stem = stemmer.stem(word).into_owned();
            if !stems[nth].contains(&stem) {
                stems[nth].push(stem.clone());
            }
            families.entry(stem).or_default().insert(nth);
        }
    }
    families.retain(|stem, members| members.len() > 1 || members.first().is_some_and(|only| *words[*only].0 != **stem));
    (families, stems)
}

fn emit(
    words: &[(Box<str>, Accumulated)],
    families: &BTreeMap<String, BTreeSet<usize>>,
    stems: &[Vec<String>],
    lengths: &[Lengths],
    (scoring, sizes): (Scoring, &Sizes),
    emitter: &mut Emitter,
) {
    let weigh = Weigher::of(lengths, scoring);
    let mut postings = ChunkStream::new(sizes.postings);
    let mut positions = ChunkStream::new(sizes.positions);
    let mut entries: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    for ((word, accumulated), stems) in words.iter().zip(stems) {
        let records = accumulated.records();
        let articles: Vec<u32> = records.iter().map(|record| record.article).collect();
        let impacts: Vec<u8> =
            records.iter().map(|record| weigh.impact(record, lengths[record.article as usize])).collect();
        let list = match records.as_slice() {
            [record] => WordList::Inline { article: record.article, positions: record.positions.clone() },
            _ => WordList::Placed {
                postings: postings.add(&encode_articles(&articles, &impacts)),
                positions: positions.add(&encode_positions(
                    &records.iter().map(|record| record.positions.as_slice()).collect::<Vec<_>>(),
                )),
            },
        };
        let max_impact = impacts.iter().copied().max().unwrap_or(0);
        let entry = WordEntry {
            word: word.to_string(),
            n_articles: records.len() as u32,
            max_impact,
            stems: stems.clone(),
            list,
        };
        entries.push((word.as_bytes().to_vec(), entry.encode()));
    }
    for (stem, members) in families {
        let mut articles: Vec<u32> = members.iter().flat_map(|nth| words[*nth].1.articles()).collect();
        articles.sort_unstable();
        articles.dedup();
        let members = members.iter().map(|nth| words[*nth].0.to_string()).collect();
        let family = Family { stem: stem.clone(), n_articles: articles.len() as u32, members };
        entries.push((family_key(stem), family.encode()));
    }
    entries.sort_unstable();
    let mut table = TableWriter::new(sizes.words);
    entries.iter().for_each(|(key, payload)| table.add(key, payload));
    emitter.emit_table(ChunkKind::Words, table);
    emitter.emit_stream(ChunkKind::Postings, postings);
    emitter.emit_stream(ChunkKind::Positions, positions);
}

/// Turns counts into impacts.
struct Weigher {
    scoring: Scoring,
    mean_title: f32,
    mean_body: f32,
}

impl Weigher {
    fn of(lengths: &[Lengths], scoring: Scoring) -> Weigher {
        let mean = |length: fn(&Lengths) -> u32| {
            // Articles without the field say nothing about how long it usually is.
            let n_with = lengths.iter().filter(|lengths| length(lengths) > 0).count();
            let total: u64 = lengths.iter().map(|lengths| u64::from(length(lengths))).sum();
            if n_with == 0 { 1.0 } else { total as f32 / n_with as f32 }
        };
        Weigher { scoring, mean_title: mean(|lengths| lengths.title), mean_body: mean(|lengths| lengths.body) }
    }

    fn impact(&self, record: &Record, lengths: Lengths) -> u8 {
        let scoring = &self.scoring;
        let dilution = |length: u32, mean: f32, b: f32| 1.0 - b + b * (length as f32 / mean);
        let title =
            scoring.title_weight * record.n_title as f32 / dilution(lengths.title, self.mean_title, scoring.title_b);
        let body = scoring.lead_weight * record.n_lead as f32 + record.n_rest as f32;
        let body = body / dilution(lengths.body, self.mean_body, scoring.body_b);
        // A length of nothing with full dilution divides nothing by nothing.
        let tf: f32 = [title, body].into_iter().filter(|part| part.is_finite()).sum();
        impact_of(tf + scoring.names_weight * record.n_names as f32)
    }
}
