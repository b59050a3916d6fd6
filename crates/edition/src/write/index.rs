//! The inverted index out of merged runs: postings with impacts, positions, and the dictionary of words and families.

use std::borrow::Cow;
use std::collections::HashMap;

use super::WriteError;
use super::counter::Counter;
use super::emit::{Emitter, ListChunks, inline};
use super::held::Held;
use super::occurrences::Lengths;
use super::outside::{Crew, Line, Spill};
use super::runs::{Merge, Record, Run, Segment, read_record};
use super::shelf::Strings;
use super::sizes::Sizes;
use super::spellings::Spellings;
use super::typing::{beginnings, write_endings};
use super::vocabulary::Vocabulary;
use crate::blocks::{BODY_START, put_positions};
use crate::boot::Scoring;
use crate::bytes::Cursor;
use crate::impact::impact_of;
use crate::lists::{EncodedList, Layout, Part as ListPart, Place};
use crate::part::{ChunkKind, Heads};
use crate::prose::Speller;
use crate::table::TableWriter;
use crate::words::{Family, WordEntry, family_key};

/// How much of the runs' records is encoded in one piece of work, in windows of a run; a longer list is one by itself.
const PIECE_WINDOWS: usize = 8;
/// What an article takes in a word's list, positions included, about.
const ARTICLE_BYTES: usize = 4;
/// The most words of a piece.
const PIECE_WORDS: usize = 16_384;

/// Writes words, postings and positions; and returns where the chunks of words begin, and those of words read backwards.
///
/// * Shape: the runs in the order of their articles; lengths by article number; the languages in the order of their bits.
pub(super) fn write_index<S: Spill>(
    (runs, window_bytes): (&[Run], usize),
    (lengths, langs): (&[Lengths], &[&str]),
    (weigher, sizes, spellings, counter): (&Weigher<'_>, &Sizes, Spellings, &mut Counter<'_>),
    spill: &mut S,
    crew: &impl Crew,
    (emitter, speller, held): (&mut Emitter<'_>, &Speller, &mut Held),
    tell: &mut dyn FnMut(u64, u64),
) -> Result<[Heads; 2], WriteError> {
    debug_assert_eq!(weigher.lengths.len(), lengths.len());
    let vocabulary = Vocabulary::of(runs, window_bytes, langs, spill, crew)?;
    held.take(vocabulary.n_bytes() + runs.len() * window_bytes * 2);
    let merge = Merge::of(runs, window_bytes, spill)?;
    let mut lists = Lists {
        held,
        piece_bytes: window_bytes * PIECE_WINDOWS,
        spill,
        merge,
        emitter,
        vocabulary: &vocabulary,
        next: 0,
        n_done: 0,
        layout: Layout::new(sizes.lists),
        least_frequent: (sizes.lists.apart / ARTICLE_BYTES) as u32,
        chunks: ListChunks::default(),
        entries: Strings::default(),
        kin: HashMap::new(),
        n_in_families: vec![0; vocabulary.stems.len()],
        counter,
        tell,
    };
    let least = lists.counter.least;
    crew.work_off(&mut lists, &|piece: Piece| {
        let encoded = encode(&piece, weigher, (&vocabulary, least))?;
        Ok((piece.records.len(), encoded))
    })?;
    let Lists { layout, chunks, .. } = &mut lists;
    layout.finish(&mut |part, number, payload| chunks.take(part, number, payload));
    lists.emit_full()?;
    let Lists { entries, n_in_families, emitter, .. } = lists;
    let beginnings = beginnings(&vocabulary, &entries, langs);
    let others = [&spellings.sorted()[..], &beginnings[..]];
    let words = write_dictionary(&vocabulary, (&entries, &n_in_families), others, sizes, emitter)?;
    Ok([words, write_endings(&vocabulary, &entries, (sizes.words * 2, sizes.endings), speller, emitter)?])
}

/// Some words' records, one after another.
struct Piece {
    first_word: u32,
    /// How many segments each word has.
    n_segments: Vec<u32>,
    segments: Vec<Segment>,
    records: Vec<u8>,
}

/// A word's lists, encoded.
struct Encoded {
    n_articles: u32,
    max_impact: u8,
    list: WordLists,
    /// The articles, where other words share a stem, or there are so many that something is counted.
    articles: Vec<u32>,
}

enum WordLists {
    Inline { article: u32, positions: Vec<u8> },
    Placed(EncodedList),
}

fn encode(
    piece: &Piece,
    weigher: &Weigher<'_>,
    (vocabulary, least): (&Vocabulary, usize),
) -> Result<Vec<Encoded>, WriteError> {
    let torn = |_| WriteError::spill("a list does not come back as it was put");
    let mut encoded = Vec::with_capacity(piece.n_segments.len());
    let mut segments = piece.segments.iter();
    let mut cursor = Cursor::new(&piece.records);
    let mut record = Record::default();
    let (mut articles, mut impacts) = (Vec::new(), Vec::new());
    let (mut positions, mut starts) = (Vec::new(), Vec::new());
    for (word, n_segments) in (piece.first_word..).zip(&piece.n_segments) {
        articles.clear();
        impacts.clear();
        positions.clear();
        starts.clear();
        starts.push(0);
        for segment in segments.by_ref().take(*n_segments as usize) {
            let mut next = 0;
            for _ in 0..segment.n_articles {
                read_record(&mut cursor, next, &mut record).map_err(torn)?;
                next = record.article + 1;
                articles.push(record.article);
                impacts.push(weigher.impact(&record));
                positions.extend_from_slice(&record.positions);
                starts.push(positions.len() as u32);
            }
        }
        let list = match articles.as_slice() {
            [article] => {
                let mut inline = Vec::new();
                put_positions(&mut inline, std::iter::once(positions.as_slice()));
                WordLists::Inline { article: *article, positions: inline }
            }
            _ => WordLists::Placed(EncodedList::of_word(&articles, &impacts, &starts, &positions)),
        };
        encoded.push(Encoded {
            n_articles: articles.len() as u32,
            max_impact: impacts.iter().copied().max().unwrap_or(0),
            list,
            articles: if vocabulary.has_kin(word as usize) || articles.len() >= least {
                articles.clone()
            } else {
                Vec::new()
            },
        });
    }
    Ok(encoded)
}

/// The lists of all words, encoded piece by piece and laid out in order.
struct Lists<'w, 's, 'c, S> {
    piece_bytes: usize,
    spill: &'w mut S,
    merge: Merge,
    emitter: &'w mut Emitter<'s>,
    vocabulary: &'w Vocabulary,
    /// The word that comes next out of the merge.
    next: u32,
    n_done: u32,
    layout: Layout,
    /// In how many articles a word lies apart from its positions, about.
    least_frequent: u32,
    chunks: ListChunks,
    /// What the dictionary says of each word.
    entries: Strings,
    /// Families of which some words have come and others have not: how many are missing, and the articles so far.
    kin: HashMap<u32, (u32, Vec<u32>)>,
    /// For each stem, how many articles hold a word of its family.
    n_in_families: Vec<u32>,
    counter: &'w mut Counter<'c>,
    held: &'w mut Held,
    tell: &'w mut dyn FnMut(u64, u64),
}

impl<S: Spill> Line for Lists<'_, '_, '_, S> {
    type Job = Piece;
    type Done = Result<(usize, Vec<Encoded>), WriteError>;
    type Fault = WriteError;

    fn next(&mut self) -> Result<Option<Piece>, WriteError> {
        let mut piece =
            Piece { first_word: self.next, n_segments: Vec::new(), segments: Vec::new(), records: Vec::new() };
        while piece.records.len() < self.piece_bytes
            && piece.n_segments.len() < PIECE_WORDS
            && self.merge.next(self.spill)?
        {
            let n_before = piece.segments.len();
            self.merge.take(self.spill, &mut piece.records, &mut piece.segments)?;
            piece.n_segments.push((piece.segments.len() - n_before) as u32);
            self.next += 1;
        }
        self.held.take(piece.records.len());
        Ok((!piece.n_segments.is_empty()).then_some(piece))
    }

    fn take(&mut self, done: Result<(usize, Vec<Encoded>), WriteError>) -> Result<(), WriteError> {
        let (n_piece_bytes, done) = done?;
        let n_before = self.entries.n_bytes();
        for encoded in done {
            let word = self.n_done;
            self.n_done += 1;
            let place = match &encoded.list {
                WordLists::Inline { article, positions } => inline(*article, encoded.max_impact, positions.clone()),
                WordLists::Placed(list) => self.place(word, list),
            };
            let stems = self.vocabulary.stems(word as usize);
            let text = self.vocabulary.words.text(word as usize);
            let entry = WordEntry::encode(encoded.n_articles, encoded.max_impact, text, &stems, &place);
            self.entries.push(&entry);
            self.add_to_families(word, &encoded);
        }
        self.emit_full()?;
        self.held.take(self.entries.n_bytes() - n_before);
        self.held.give(n_piece_bytes);
        (self.tell)(u64::from(self.n_done), self.vocabulary.words.len() as u64);
        Ok(())
    }
}

impl<S: Spill> Lists<'_, '_, '_, S> {
    /// The forms of a frequent word lie where it does: together they are asked for.
    fn place(&mut self, word: u32, list: &EncodedList) -> Place {
        let is_frequent = self.vocabulary.is_of_frequent_family(word as usize, self.least_frequent);
        let chunks = &mut self.chunks;
        self.layout.add(list, is_frequent, &mut |part, number, payload| chunks.take(part, number, payload))
    }

    fn emit_full(&mut self) -> Result<(), WriteError> {
        self.emitter.emit_lists(&mut self.chunks, |part| match part {
            ListPart::Shared => ChunkKind::Lists,
            ListPart::Postings => ChunkKind::Postings,
            ListPart::Positions => ChunkKind::Positions,
        })
    }

    /// Counts a word's articles for the families it belongs to.
    fn add_to_families(&mut self, word: u32, encoded: &Encoded) {
        let stems = self.vocabulary.stems_of.row(word as usize);
        if stems.is_empty() {
            self.counter.count(self.vocabulary.words.get(word as usize).to_vec(), 1, &encoded.articles);
        }
        for stem in stems {
            let key = || family_key(self.vocabulary.stems.text(*stem));
            let n_members = self.vocabulary.members_of.row(*stem as usize).len() as u32;
            if n_members == 1 {
                self.n_in_families[*stem as usize] = encoded.n_articles;
                self.counter.count(key(), 1, &encoded.articles);
                continue;
            }
            let (n_missing, articles) = self.kin.entry(*stem).or_insert((n_members, Vec::new()));
            articles.extend_from_slice(&encoded.articles);
            *n_missing -= 1;
            if *n_missing == 0
                && let Some((_, mut articles)) = self.kin.remove(stem)
            {
                articles.sort_unstable();
                articles.dedup();
                self.n_in_families[*stem as usize] = articles.len() as u32;
                self.counter.count(key(), n_members, &articles);
            }
        }
    }
}

/// Writes the dictionary: words, families, spellings of names and beginnings, by their keys.
fn write_dictionary(
    vocabulary: &Vocabulary,
    (entries, n_in_families): (&Strings, &[u32]),
    others: [&[Entry]; 2],
    sizes: &Sizes,
    emitter: &mut Emitter<'_>,
) -> Result<Heads, WriteError> {
    let mut table = TableWriter::new(sizes.words);
    let mut heads = Heads::default();
    let stems = vocabulary.stems.sorted();
    let families = stems.iter().copied().filter(|stem| vocabulary.is_family(*stem));
    let families = families.map(|stem| {
        let members = vocabulary.members_of.row(stem as usize);
        let family = Family {
            stem: vocabulary.stems.text(stem).to_owned(),
            n_articles: n_in_families[stem as usize],
            members: members.iter().map(|word| vocabulary.words.text(*word as usize).to_owned()).collect(),
        };
        (Cow::Owned(family_key(vocabulary.stems.text(stem))), Cow::Owned(family.encode()))
    });
    let words =
        (0..entries.len()).map(|nth| (Cow::Borrowed(vocabulary.words.get(nth)), Cow::Borrowed(entries.get(nth))));
    let [spellings, beginnings] =
        others.map(|keyed| keyed.iter().map(|(key, payload)| (Cow::Borrowed(&key[..]), Cow::Borrowed(&payload[..]))));
    for (key, payload) in merged(words, merged(families, merged(spellings, beginnings))) {
        table.add(&key, &payload);
        emitter.emit_table(ChunkKind::Words, (&mut table, &mut heads), false)?;
    }
    emitter.emit_table(ChunkKind::Words, (&mut table, &mut heads), true)?;
    Ok(heads)
}

/// A key and its payload.
pub(super) type Entry = (Vec<u8>, Vec<u8>);

/// A key with what it leads to.
type Keyed<'a> = (Cow<'a, [u8]>, Cow<'a, [u8]>);

/// Two sequences of rising keys as one.
fn merged<'a>(
    left: impl Iterator<Item = Keyed<'a>>,
    right: impl Iterator<Item = Keyed<'a>>,
) -> impl Iterator<Item = Keyed<'a>> {
    let (mut left, mut right) = (left.peekable(), right.peekable());
    std::iter::from_fn(move || match (left.peek(), right.peek()) {
        (Some((of_left, _)), Some((of_right, _))) if of_right < of_left => right.next(),
        (Some(_), _) => left.next(),
        (None, _) => right.next(),
    })
}

/// Turns counts into impacts.
pub(super) struct Weigher<'a> {
    lengths: &'a [Lengths],
    scoring: Scoring,
    pub mean_title: f32,
    pub mean_body: f32,
}

impl<'a> Weigher<'a> {
    /// * Shape: the means of another edition, when articles are added to it: what it weighed stays as it is, and new articles are weighed alike.
    pub(super) fn of(lengths: &'a [Lengths], scoring: Scoring, means: Option<[f32; 2]>) -> Weigher<'a> {
        let mean = |length: fn(&Lengths) -> u32| {
            // Articles without the field say nothing about how long it usually is.
            let n_with = lengths.iter().filter(|lengths| length(lengths) > 0).count();
            let total: u64 = lengths.iter().map(|lengths| u64::from(length(lengths))).sum();
            if n_with == 0 { 1.0 } else { total as f32 / n_with as f32 }
        };
        let of_these = || [mean(|lengths| lengths.title), mean(|lengths| lengths.body)];
        let [mean_title, mean_body] = means.unwrap_or_else(of_these);
        Weigher { lengths, scoring, mean_title, mean_body }
    }

    fn impact(&self, record: &Record) -> u8 {
        let scoring = &self.scoring;
        let lengths = self.lengths.get(record.article as usize).copied().unwrap_or_default();
        let n_title = record.positions.partition_point(|position| *position < BODY_START);
        let lead_end = BODY_START.saturating_add(lengths.lead);
        let n_lead = record.positions.partition_point(|position| *position < lead_end) - n_title;
        let n_rest = record.positions.len() - n_title - n_lead;
        let dilution = |length: u32, mean: f32, b: f32| 1.0 - b + b * (length as f32 / mean);
        let title = scoring.title_weight * n_title as f32 / dilution(lengths.title, self.mean_title, scoring.title_b);
        let body = scoring.lead_weight * n_lead as f32 + n_rest as f32;
        let body = body / dilution(lengths.body, self.mean_body, scoring.body_b);
        // A length of nothing with full dilution divides nothing by nothing.
        let tf: f32 = [title, body].into_iter().filter(|part| part.is_finite()).sum();
        impact_of(tf + scoring.names_weight * record.n_names as f32)
    }
}
