//! Writing an edition: articles and what was found in them become files.

mod added;
mod articles;
mod batch;
mod counter;
mod emit;
mod entities;
mod facets;
mod held;
mod ids;
mod index;
mod lexicon;
mod occurrences;
mod options;
mod order;
mod outcome;
mod outside;
mod runs;
mod shelf;
mod sizes;
mod sparse;
mod spellings;
mod spool;
mod texts;
mod typing;
mod versions;
mod vocabulary;

use newsprint_model::{Article, Coordinates, DateSpan, Entity, Facts, Found, Tagged, WikidataNumber};

use crate::boot::Boot;
use crate::bytes::{put_str, put_varint, put_zigzag};
use crate::checksum::checksum;
use crate::dates::DateTable;
use crate::files::{EditionFiles, POINTER};
use crate::part::{ChunkKind, Part};
use crate::pointer::pointer_to;
use crate::reader::{Base, Known};
use crate::store::ChunkStore;
use batch::{Batches, Shared};
use counter::Counter;
use emit::Emitter;
use entities::write_entities;
use facets::Facets;
use held::Held;
use ids::write_ids;
pub use options::WriteOptions;
use order::Entities;
pub use outcome::{Progress, WriteError, Written};
pub use outside::{Alone, Crew, Line, MemorySpill, Sink, Spill};
use shelf::{Rows, Shelf};
use sizes::Sizes;
use versions::Groups;

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

/// The table that the entity pipeline ends with.
#[derive(Clone, Copy, Debug)]
pub struct EntityTable<'a> {
    /// People, organisations and places.
    pub entities: &'a [Entity],
    /// For each number that mentions were given with, the entity's index in the table; `None` for one that came to nothing.
    pub settled: &'a [Option<u32>],
}

/// Makes the files of an edition. Same source and options, same bytes.
///
/// Everything is done in memory, on this thread; for a corpus that memory cannot hold there is [`EditionWriter`].
///
/// * Errors: the source contradicts itself, or is larger than the format can hold.
pub fn write(source: &EditionSource<'_>, options: &WriteOptions) -> Result<EditionFiles, WriteError> {
    let (articles, tagged) = (source.articles, source.tagged);
    for (what, n) in [("mentions", tagged.mentions.len()), ("supplied names", tagged.supplied.len())] {
        if n != articles.len() {
            let reason = format!("{what} are given for {n} articles, and there are {}", articles.len());
            return Err(WriteError::Mismatch { reason });
        }
    }
    let mut writer = EditionWriter::new(MemorySpill::default());
    for (nth, article) in articles.iter().enumerate() {
        let found = tagged.found(nth);
        let said = found.quotations.iter().filter_map(|quotation| quotation.speaker);
        let mentioned = found.mentions.iter().map(|mention| mention.entity);
        let mut numbers = mentioned.chain(found.supplied.iter().copied()).chain(said);
        if let Some(number) = numbers.find(|number| number.0 as usize >= tagged.entities.len()) {
            let n_entities = tagged.entities.len();
            let reason = format!("article `{}` names entity {} of {n_entities}", article.id, number.0);
            return Err(WriteError::Mismatch { reason });
        }
        writer.add(article, found)?;
    }
    let settled: Vec<Option<u32>> = (0..tagged.entities.len() as u32).map(Some).collect();
    let table = EntityTable { entities: &tagged.entities, settled: &settled };
    let mut files = EditionFiles::default();
    writer.finish((source.name, table), options, &Alone, &mut files, &mut |_| ())?;
    Ok(files)
}

/// Writes an edition of any size: articles go in one by one, their texts lie in the spill, and files come out as they are done.
///
/// What stays in memory is some tens of bytes for each article, entity and distinct word, and the pieces that the crew is at work on.
pub struct EditionWriter<S> {
    spill: S,
    shelf: Shelf,
    versions: Vec<Vec<u32>>,
    licence: String,
}

impl<S: Spill> EditionWriter<S> {
    /// A writer that uses an empty spill.
    pub fn new(spill: S) -> EditionWriter<S> {
        EditionWriter { spill, shelf: Shelf::default(), versions: Vec::new(), licence: String::new() }
    }

    /// A writer that ships the first `n_words` words of each article and no more. All words are searched, but where those of the rest stood is not
    /// told: in the index they stand in the order of the alphabet and far from each other, so that the text cannot be put together from it, and
    /// phrases are found where headline and extract have them.
    ///
    /// * Shape: `n_words` is 1 at least.
    pub fn of_extracts(spill: S, n_words: u32) -> EditionWriter<S> {
        let mut shelf = Shelf::default();
        shelf.n_shown = Some(n_words.max(1));
        EditionWriter { spill, shelf, versions: Vec::new(), licence: String::new() }
    }

    /// How many articles it has been given.
    pub fn n_articles(&self) -> u32 {
        self.shelf.len() as u32
    }

    /// How much memory the articles given so far take.
    ///
    /// * Unit: bytes, about.
    pub fn n_bytes_held(&self) -> usize {
        self.shelf.n_bytes()
    }

    /// Takes the next article in.
    ///
    /// * Shape: entities by numbers that [`EntityTable::settled`] resolves at the end.
    /// * Errors: more or longer articles than the format can hold; a mention or quotation that ends before it starts; the spill's.
    pub fn add(&mut self, article: &Article, found: Found<'_>) -> Result<(), WriteError> {
        self.shelf.add(article, found, &mut self.spill)
    }

    /// Says under which licence the collection is published, in the publisher's words; readers are told.
    pub fn licence(&mut self, licence: &str) {
        licence.clone_into(&mut self.licence);
    }

    /// Says which articles are versions of one story.
    ///
    /// * Shape: groups of indices in the order of adding, no index in two; in each the version to be shown first in front. Cards name the first
    ///   [`MAX_VERSIONS`](crate::MAX_VERSIONS) others of a group.
    pub fn versions(&mut self, groups: Vec<Vec<u32>>) {
        self.versions = groups;
    }

    /// Writes the edition into the sink: the boot file last but one, the pointer last.
    ///
    /// * Shape: the collection's name and the entity table.
    /// * Errors: two articles or entities with one id; what spill and sink say.
    pub fn finish(
        self,
        (name, table): (&str, EntityTable<'_>),
        options: &WriteOptions,
        crew: &impl Crew,
        sink: &mut dyn Sink,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Written, WriteError> {
        self.write_part(None, (name, table), options, crew, sink, tell)
    }

    /// Writes what is added to a base, as a part of its own, with the boot file and the pointer of both. No file of the base is written; the part of
    /// an earlier addition is no longer named.
    ///
    /// Every answer is that of an edition written at once of the base's articles and then these, but for two things: lengths are compared with the
    /// base's means, by which its impacts were weighed; and articles are numbered part by part.
    ///
    /// * Shape: `n_base_bytes` is the length of all [`Base::files`]; entities whose id the base knows are the base's. The scoring of the options does not
    ///   count: the base's stays.
    /// * Errors: as above; an article that the base has.
    pub fn finish_added<B: ChunkStore>(
        self,
        (base, n_base_bytes): (&Base<B>, u64),
        (name, table): (&str, EntityTable<'_>),
        options: &WriteOptions,
        crew: &impl Crew,
        sink: &mut dyn Sink,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Written, WriteError> {
        let is_known = |nth: &usize| base.articles().number_of(self.shelf.ids.text(*nth)).is_some();
        if let Some(nth) = (0..self.shelf.len()).find(is_known) {
            return Err(WriteError::SameId { id: self.shelf.ids.text(nth).to_owned() });
        }
        let n_articles = self.shelf.len() + base.n_articles() as usize;
        if n_articles > crate::MAX_ARTICLES as usize {
            return Err(WriteError::TooManyArticles { n_articles });
        }
        self.write_part(Some((&base.known, n_base_bytes)), (name, table), options, crew, sink, tell)
    }

    fn write_part(
        mut self,
        base: Option<(&Known, u64)>,
        (name, table): (&str, EntityTable<'_>),
        options: &WriteOptions,
        crew: &impl Crew,
        sink: &mut dyn Sink,
        tell: &mut dyn FnMut(Progress),
    ) -> Result<Written, WriteError> {
        self.shelf.close(&mut self.spill)?;
        let (shelf, spill) = (&self.shelf, &mut self.spill);
        let mut entity_ids: Vec<&str> = table.entities.iter().map(|entity| entity.id.as_str()).collect();
        entity_ids.sort_unstable();
        if let Some(pair) = entity_ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(WriteError::SameEntityId { id: pair[0].to_owned() });
        }
        drop(entity_ids);
        let known = base.map(|(known, _)| known);
        let order = order::in_date_order(shelf);
        let n_articles = order.len() as u32;
        let entities = Entities::of(shelf, &order, (table.entities, table.settled), known);
        let versions = Groups::numbered(&self.versions, &order);
        let mut emitter = Emitter::new(sink, stamp(shelf, &entities, &versions, known));
        let n_text: u64 = shelf.n_text.iter().map(|n| u64::from(*n)).sum();
        let sizes = Sizes::of(n_text, options);
        let cuts = batch::cuts(shelf, &order, &sizes);
        let cuts = (&cuts.0, &cuts.1);
        // Before the long part: two articles with one id end it.
        write_ids(shelf, &order, (&sizes, cuts.1), &mut emitter)?;
        let mut part = Part { n_articles, card_stride: batch::card_stride(&sizes) as u32, ..Part::default() };
        // What is added is coded by the base's lexicon, so that a reader needs one.
        let (lexicon, speller) = match known.filter(|known| !known.lexicon.is_empty()) {
            Some(known) => (known.lexicon.clone(), texts::known(&known.lexicon)?),
            None => texts::learn(shelf, spill)?,
        };
        let has_texts = [options.has_sources, options.has_languages, options.has_months];
        let Facets { counts, spellings, of_articles } = facets::write_facets(
            (shelf, &order),
            &entities,
            (known, has_texts),
            (&sizes, &speller),
            &mut emitter,
            &mut part,
        )?;
        let dates = DateTable::of(order.iter().filter_map(|nth| shelf.spans[*nth as usize]));
        part.n_dated = shelf.spans.iter().flatten().count() as u32;
        emitter.emit(ChunkKind::Dates, dates.encode())?;
        part.n_entities = entities.n_total();
        part.entity_stride = write_entities(&entities, (&sizes, &speller), &mut emitter)?;
        let (langs, lang_bits) = lang_bits(shelf, &order);
        let shared = Shared {
            shelf,
            order: &order,
            entities: &entities,
            lang_bits: &lang_bits,
            versions: &versions,
            speller: &speller,
        };
        let mut held = Held::default();
        held.take(shelf.n_bytes() + entities.n_bytes() + versions.n_bytes());
        let mut batches = Batches {
            held: &mut held,
            shared: &shared,
            cuts,
            spill,
            emitter: &mut emitter,
            batch_bytes: options.batch_bytes,
            next: 0,
            runs: Vec::new(),
            lengths: Vec::new(),
            tell: &mut |n| tell(Progress::Analysed { n, of: n_articles }),
        };
        crew.work_off(&mut batches, &|batch| batch::analyse(&batch, &shared, cuts))?;
        let Batches { runs, lengths, .. } = batches;
        let window_bytes = (options.batch_bytes / 64).clamp(64, 1 << 17);
        let scoring = known.map_or(options.scoring, |known| known.scoring);
        let n_words = lengths.iter().map(|of| u64::from(of.title) + u64::from(of.body)).sum();
        let weigher = index::Weigher::of(&lengths, scoring, known.map(|known| known.mean_lengths));
        // What is added counts together with its base, and so is not counted beforehand.
        let least = if known.is_some() { usize::MAX } else { options.least_counted };
        let mut counter = Counter::new((&of_articles, &part.n_values), &dates, (order.len(), least));
        held.take(of_articles.iter().map(Rows::n_bytes).sum());
        [part.word_heads, part.ending_heads] = index::write_index(
            (&runs, window_bytes),
            (&lengths, &langs),
            (&weigher, &sizes, spellings, &mut counter),
            spill,
            crew,
            (&mut emitter, &speller, &mut held),
            &mut |n, of| tell(Progress::Merged { n, of }),
        )?;

        part.count_heads = counter.write(&sizes, &mut emitter)?;
        emitter.finish_part(&mut part)?;
        let n_added_dated = part.n_dated;
        let mut boot = Boot {
            name: name.to_owned(),
            n_articles,
            n_dated: part.n_dated,
            dates: certain_dates(&dates),
            n_entities: entities.n_by_kind,
            langs: counted_langs(shelf),
            n_values: part.n_values,
            first_values: Default::default(),
            scoring,
            mean_lengths: [weigher.mean_title, weigher.mean_body],
            n_chunk_bytes: emitter.n_bytes,
            lexicon: if n_articles > 0 || base.is_some() { lexicon } else { Vec::new() },
            parts: vec![part],
            licence: self.licence,
        };
        if let Some((known, n_base_bytes)) = base {
            added::join_boot(&mut boot, known, &counts);
            boot.n_chunk_bytes += n_base_bytes;
        }
        let n_dated = n_added_dated + known.map_or(0, |known| known.part.n_dated);
        let (n_articles, n_entities) = (boot.n_articles, boot.n_entities);
        let boot = boot.encode();
        let (pointer, json) = pointer_to(&boot);
        debug_assert_eq!(pointer.boot_checksum, checksum(&boot, 0));
        emitter.put(&pointer.boot, boot)?;
        emitter.put(POINTER, json)?;
        Ok(Written {
            n_articles,
            n_dated,
            n_entities,
            n_words,
            n_files: emitter.n_files,
            n_bytes: emitter.n_bytes,
            n_bytes_held: held.most,
        })
    }
}

/// The languages in the order in which articles by number first are in them, and each one's bit by the shelf's number. Those behind the 64th have none.
fn lang_bits<'a>(shelf: &'a Shelf, order: &[u32]) -> (Vec<&'a str>, Vec<u64>) {
    let mut langs = Vec::new();
    let mut bits = vec![None; shelf.lang_names.len()];
    for nth in order {
        let lang = shelf.langs[*nth as usize];
        bits[lang as usize].get_or_insert_with(|| {
            langs.push(shelf.lang_names.text(lang));
            1u64.checked_shl(langs.len() as u32 - 1).unwrap_or(0)
        });
    }
    (langs, bits.into_iter().map(Option::unwrap_or_default).collect())
}

/// The languages of the articles, most frequent first, then by tag.
fn counted_langs(shelf: &Shelf) -> Vec<(String, u32)> {
    let mut counts = vec![0; shelf.lang_names.len()];
    shelf.langs.iter().for_each(|lang| counts[*lang as usize] += 1);
    let mut langs: Vec<(String, u32)> =
        (0u32..).zip(counts).map(|(lang, n)| (shelf.lang_names.text(lang).to_owned(), n)).collect();
    langs.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    langs
}

fn certain_dates(dates: &DateTable) -> Option<DateSpan> {
    let mut days = dates.runs.iter().filter_map(|run| run.span.as_day());
    let first = days.next()?;
    Some(DateSpan { earliest: first, latest: days.next_back().unwrap_or(first) })
}

/// What tells this source from others: the articles and the entities they name.
fn stamp(shelf: &Shelf, entities: &Entities<'_>, versions: &Groups, base: Option<&Known>) -> u64 {
    let mut told = shelf.digest.to_le_bytes().to_vec();
    told.extend(base.into_iter().flat_map(|base| base.part.hash.to_le_bytes()));
    for (number, n_articles) in (0u32..).zip(&entities.n_articles) {
        let entity = entities.entity(number);
        put_str(&mut told, &entity.id);
        put_str(&mut told, &entity.name);
        put_varint(&mut told, *n_articles);
        let Facts { coordinates, wikidata } = entity.facts;
        put_varint(&mut told, wikidata.map_or(0, |WikidataNumber(number)| number));
        if let Some(Coordinates { latitude, longitude }) = coordinates {
            put_zigzag(&mut told, i32::from(latitude));
            put_zigzag(&mut told, i32::from(longitude));
        }
    }
    told.extend(versions.told());
    checksum(&told, u64::from(crate::MAJOR) << 16 | u64::from(crate::MINOR))
}
