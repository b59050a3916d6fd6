//! The first pass over the articles by number: each batch of them becomes a sorted run of words, groups of cards and groups of bodies, apart from
//! all other batches.

use super::WriteError;
use super::articles::{body, card, named};
use super::emit::{Emitter, coded};
use super::held::Held;
use super::occurrences::{Gatherer, Lengths};
use super::order::Entities;
use super::outside::{Line, Spill};
use super::runs::{Run, RunBytes};
use super::shelf::{NONE, Shelf};
use super::sizes::Sizes;
use super::spool::{Spooled, read_article};
use super::versions::Groups;
use crate::part::ChunkKind;
use crate::prose::Speller;
use crate::records::{CardBase, put_record};

/// What every batch looks things up in.
pub(super) struct Shared<'a> {
    pub shelf: &'a Shelf,
    /// The place on the shelf of each article by number.
    pub order: &'a [u32],
    pub entities: &'a Entities<'a>,
    /// Which bit stands for a language, by the shelf's number of it.
    pub lang_bits: &'a [u64],
    /// Which articles are versions of one story.
    pub versions: &'a Groups,
    /// What codes the texts.
    pub speller: &'a Speller,
}

/// Which articles go into one group: known before any text is read, so that no batch waits for another.
pub(super) struct Cuts {
    /// Rising first articles of the groups, and behind them the number of articles.
    pub firsts: Vec<u32>,
}

impl Cuts {
    /// Groups of so many articles.
    pub(super) fn by_number(n_articles: usize, stride: usize) -> Cuts {
        Cuts { firsts: (0..n_articles).step_by(stride.max(1)).chain([n_articles]).map(|first| first as u32).collect() }
    }

    /// Groups of about `target` bytes of text.
    pub(super) fn by_text(shelf: &Shelf, order: &[u32], target: usize) -> Cuts {
        let (mut firsts, mut n_bytes) = (Vec::new(), 0usize);
        for (number, nth) in (0u32..).zip(order) {
            let n_text = shelf.n_text[*nth as usize] as usize;
            if number == 0 || n_bytes + n_text > target {
                firsts.push(number);
                n_bytes = 0;
            }
            n_bytes += n_text;
        }
        firsts.push(order.len() as u32);
        Cuts { firsts }
    }

    /// The group of an article.
    pub(super) fn group_of(&self, number: u32) -> u32 {
        (self.firsts.partition_point(|first| *first <= number) as u32).saturating_sub(1)
    }

    /// The groups that begin at or after one article and before another.
    fn beginning_in(&self, first: u32, end: u32) -> &[u32] {
        let groups = &self.firsts[..self.firsts.len() - 1];
        let from = groups.partition_point(|group| *group < first);
        let to = groups.partition_point(|group| *group < end);
        // With the next one's first article, where the last of these ends.
        &self.firsts[from..to + usize::from(to > from)]
    }
}

/// A batch to be worked on.
pub(super) struct Batch {
    first: u32,
    /// Behind the last article that is analysed here; those that follow only complete a group.
    end: u32,
    bytes: Vec<u8>,
    /// Where each article's bytes end.
    ends: Vec<usize>,
}

/// A batch that has been worked on.
pub(super) struct Analysed {
    /// How much the batch was.
    n_batch_bytes: usize,
    run: RunBytes,
    lengths: Vec<Lengths>,
    cards: Vec<Vec<u8>>,
    bodies: Vec<Vec<u8>>,
}

/// Analyses a batch and encodes the groups that begin in it.
pub(super) fn analyse(
    batch: &Batch,
    shared: &Shared<'_>,
    (cards, bodies): (&Cuts, &Cuts),
) -> Result<Analysed, WriteError> {
    let mut articles: Vec<Spooled<'_>> = Vec::with_capacity(batch.ends.len());
    let mut start = 0;
    for end in &batch.ends {
        articles.push(
            read_article(&batch.bytes[start..*end])
                .map_err(|_| WriteError::spill("an article does not come back as it was put"))?,
        );
        start = *end;
    }
    let n_analysed = (batch.end - batch.first) as usize;
    let mut gatherer = Gatherer::default();
    let mut names = Vec::with_capacity(articles.len());
    for (number, article) in (batch.first..).zip(&articles) {
        let named = named(article, shared.entities, number);
        if names.len() < n_analysed {
            let bit = shared.lang_bits[shared.shelf.langs[shared.order[number as usize] as usize] as usize];
            let entities = named.iter().map(|(entity, _)| shared.entities.entity(*entity).name.as_str());
            gatherer.add(article, entities, bit);
        }
        names.push(named);
    }
    let (lengths, run) = gatherer.finish(batch.first);
    let at = |number: u32| (number - batch.first) as usize;
    let groups_of = |cuts: &Cuts, record: &mut dyn FnMut(u32, bool) -> Vec<u8>| -> Result<Vec<Vec<u8>>, WriteError> {
        let firsts = cuts.beginning_in(batch.first, batch.end);
        let one = |ends: &[u32]| {
            let mut group = Vec::new();
            (ends[0]..ends[1]).for_each(|number| put_record(&mut group, &record(number, number == ends[0])));
            coded(shared.speller, ends[0], &group)
        };
        firsts.windows(2).map(one).collect()
    };
    let body_of = |number: u32| bodies.group_of(number);
    let mut base = CardBase::default();
    let cards = groups_of(cards, &mut |number, is_first| {
        let nth = shared.order[number as usize] as usize;
        let shelf = shared.shelf;
        let source = (shelf.sources[nth] != NONE).then(|| shelf.source_names.text(shelf.sources[nth]));
        let known = (shelf.ids.text(nth), shelf.lang_names.text(shelf.langs[nth]), source);
        let card = card(
            known,
            &articles[at(number)],
            (&names[at(number)], shared.entities),
            (body_of(number), shared.versions.of(number)),
        );
        if is_first {
            base = card.base();
        }
        card.encode(if is_first { CardBase::default() } else { base })
    })?;
    let bodies =
        groups_of(bodies, &mut |number, _| body(&articles[at(number)], &names[at(number)], shared.entities).encode())?;
    Ok(Analysed { n_batch_bytes: batch.bytes.len(), run, lengths, cards, bodies })
}

/// All batches, as work in pieces.
pub(super) struct Batches<'w, 's, S> {
    pub shared: &'w Shared<'w>,
    pub cuts: (&'w Cuts, &'w Cuts),
    pub spill: &'w mut S,
    pub emitter: &'w mut Emitter<'s>,
    /// How much text a batch has, about.
    pub batch_bytes: usize,
    pub next: u32,
    pub runs: Vec<Run>,
    pub lengths: Vec<Lengths>,
    pub held: &'w mut Held,
    /// Told how many articles have been analysed.
    pub tell: &'w mut dyn FnMut(u32),
}

impl<S: Spill> Line for Batches<'_, '_, S> {
    type Job = Batch;
    type Done = Result<Analysed, WriteError>;
    type Fault = WriteError;

    fn next(&mut self) -> Result<Option<Batch>, WriteError> {
        let (first, n_articles) = (self.next, self.shared.order.len() as u32);
        if first == n_articles {
            return Ok(None);
        }
        let (mut end, mut n_bytes) = (first, 0usize);
        while end < n_articles && (end == first || n_bytes < self.batch_bytes) {
            n_bytes += self.shared.shelf.n_text[self.shared.order[end as usize] as usize] as usize;
            end += 1;
        }
        let last_of = |cuts: &Cuts| cuts.beginning_in(first, end).last().copied().unwrap_or(end);
        let read_end = end.max(last_of(self.cuts.0)).max(last_of(self.cuts.1));
        let mut bytes = Vec::with_capacity(n_bytes);
        let articles = &self.shared.order[first as usize..read_end as usize];
        let ends = self.shared.shelf.read(articles, self.spill, &mut bytes)?;
        self.next = end;
        self.held.take(bytes.len());
        Ok(Some(Batch { first, end, bytes, ends }))
    }

    fn take(&mut self, done: Result<Analysed, WriteError>) -> Result<(), WriteError> {
        let done = done?;
        let groups = done.cards.iter().chain(&done.bodies);
        let n_made = groups.map(Vec::len).sum::<usize>() + done.run.n_bytes();
        self.held.take(n_made + done.lengths.len() * size_of::<Lengths>());
        self.lengths.extend(done.lengths);
        self.runs.push(done.run.put(self.spill)?);
        for (kind, groups) in [(ChunkKind::Cards, done.cards), (ChunkKind::Bodies, done.bodies)] {
            for bytes in groups {
                self.emitter.emit(kind, bytes)?;
            }
        }
        self.held.give(n_made + done.n_batch_bytes);
        (self.tell)(self.lengths.len() as u32);
        Ok(())
    }
}

/// How many articles have their cards together.
pub(super) fn card_stride(sizes: &Sizes) -> usize {
    /// What a card's record takes, about.
    const CARD_BYTES: usize = 512;
    (sizes.cards / CARD_BYTES).max(1)
}

/// How the groups of an edition are cut.
pub(super) fn cuts(shelf: &Shelf, order: &[u32], sizes: &Sizes) -> (Cuts, Cuts) {
    (Cuts::by_number(order.len(), card_stride(sizes)), Cuts::by_text(shelf, order, sizes.bodies))
}
