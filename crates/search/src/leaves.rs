//! Words and phrases against the index: which articles hold each, and how often.

use std::cell::RefCell;

use newsprint_edition::{Answer, BODY_START, Block, List, Opened, Positions, in_order, tf_of};

use crate::near::{stand_in_sequence, stand_within};
use crate::plan::{Leaf, Plan, Slot};
use crate::query::Place;

/// The articles that hold a leaf, out of those asked about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Held {
    /// Rising numbers.
    pub articles: Vec<u32>,
    /// For each, the leaf's weighted frequency.
    pub tfs: Vec<f32>,
}

/// The words of a plan in the index.
pub(crate) struct Index<'a> {
    pub edition: &'a Opened,
    /// In the plan's order of entries; `None` for words that no leaf which matters accepts.
    lists: Vec<Option<List>>,
    /// The articles that name somebody, in the plan's order of names.
    names: Vec<List>,
    /// The frequency that each impact stands for: one power of two for each impact, not for each posting.
    pub tfs: [f32; 256],
    /// A place for every article to add up in; all 0 when not in use.
    sums: RefCell<Vec<f32>>,
}

/// Up to so many blocks are added up by sorting what they hold.
///
/// * Range: sorting costs ever more for each further posting; adding up in place costs a look at every article once.
const SORTED_BLOCKS: usize = 12;

/// Up to this many postings altogether, all lists of a query are loaded in one step; beyond, a rare word's articles tell first which blocks
/// of the common ones matter, which costs a step and may spare many files.
///
/// * Unit: postings, somewhat less than a byte each. Range: at 100,000 two common words make a third step where one would do; at
///   1,000,000 a rare word beside a common one loads all of the common one's.
const LOADED_AT_ONCE: u64 = 300_000;

/// How many articles a phrase is looked for in at a time: their positions are in memory together.
const PHRASE_BATCH: usize = 4_096;

impl<'a> Index<'a> {
    /// Opens the lists of those leaves of a plan that matter; a word that need not be there, and does not score, costs nothing.
    ///
    /// * `scored`: for each leaf, whether it counts for the score.
    pub(crate) fn open(edition: &'a Opened, plan: &Plan, scored: &[bool]) -> Answer<Index<'a>> {
        let mut matters = vec![false; plan.entries.len()];
        for (leaf, is_scored) in plan.leaves.iter().zip(scored) {
            let slots = leaf.ways.iter().flatten().filter(|_| *is_scored || leaf.is_excluded);
            slots.flat_map(|slot| &slot.entries).for_each(|nth| matters[*nth] = true);
        }
        let wanted = plan.entries.iter().zip(&matters).filter(|(_, matters)| **matters).map(|(entry, _)| entry);
        let names = edition
            .sets(&plan.names.iter().filter(|name| !name.is_canonical).map(|name| &name.set).collect::<Vec<_>>());
        let mut lists = edition.lists(&wanted.collect::<Vec<_>>())?.into_iter();
        let lists = matters.into_iter().map(|matters| if matters { lists.next() } else { None }).collect();
        let tfs = std::array::from_fn(|impact| tf_of(impact as u8));
        Ok(Index { edition, lists, names: names?, tfs, sums: RefCell::default() })
    }

    /// The list of one of the plan's entries.
    pub(crate) fn list(&self, nth: usize) -> Option<&List> {
        self.lists.get(nth)?.as_ref()
    }

    /// Asks for all blocks of all lists in one step, where they are few enough.
    pub(crate) fn want_all(&self) -> Answer<()> {
        let lists = || self.lists.iter().flatten().chain(&self.names);
        if lists().map(|list| u64::from(list.n_articles())).sum::<u64>() > LOADED_AT_ONCE {
            return Ok(());
        }
        together(lists().map(|list| self.edition.want_blocks(list, &blocks_with(list, None))))
    }

    /// The articles that hold a leaf, all of them or out of some.
    pub(crate) fn held(&self, leaf: &Leaf, among: Option<&[u32]>) -> Answer<Held> {
        let in_title = leaf.place == Place::Title;
        let (mut entries, mut sequences) = (Vec::new(), Vec::new());
        for way in &leaf.ways {
            match way.as_slice() {
                [slot] if !in_title && !leaf.in_text => entries.extend_from_slice(&slot.entries),
                slots => sequences.push(self.together(slots, among, leaf)),
            }
        }
        sequences.extend(leaf.names.iter().filter_map(|nth| self.names.get(*nth)).map(|list| self.named(list, among)));
        let sequences = sequences.into_iter().collect::<Answer<Vec<Held>>>()?;
        self.sum(&entries, &sequences, among)
    }

    /// The articles that name somebody, out of some or all: as if each held the word in one name.
    fn named(&self, list: &List, among: Option<&[u32]>) -> Answer<Held> {
        let names_weight = self.edition.boot().scoring.names_weight;
        let (mut held, mut block) = (Held::default(), Block::default());
        for nth in blocks_with(list, among) {
            self.edition.block(list, nth, &mut block)?;
            let named = block.articles[..block.n].iter();
            let wanted = named.filter(|article| among.is_none_or(|among| among.binary_search(article).is_ok()));
            wanted.for_each(|article| held.add(*article, names_weight));
        }
        Ok(held)
    }

    /// Adds up words and sequences that stand for one leaf, in their order, out of some articles or all.
    pub(crate) fn sum(&self, entries: &[usize], sequences: &[Held], among: Option<&[u32]>) -> Answer<Held> {
        match (entries, sequences) {
            ([], [held]) => return Ok(held.clone()),
            ([nth], []) if among.is_none() => {
                return self.list(*nth).map_or(Ok(Held::default()), |list| self.whole(list));
            }
            _ => {}
        }
        let lists: Vec<(&List, Vec<usize>)> =
            self.lists_of(entries).map(|list| (list, blocks_with(list, among))).collect();
        let n_blocks: usize = lists.iter().map(|(_, blocks)| blocks.len()).sum();
        if n_blocks <= SORTED_BLOCKS && sequences.is_empty() {
            return self.sum_sorted(&lists, among);
        }
        let mut sums = self.sums.borrow_mut();
        sums.resize(self.edition.boot().n_articles as usize, 0.0);
        let mut block = Block::default();
        for (list, blocks) in &lists {
            for nth in blocks {
                self.edition.block(list, *nth, &mut block)?;
                for (article, impact) in block.articles[..block.n].iter().zip(&block.impacts) {
                    if let Some(sum) = sums.get_mut(*article as usize) {
                        *sum += self.tfs[usize::from(*impact)];
                    }
                }
            }
        }
        for (article, tf) in sequences.iter().flat_map(|held| held.articles.iter().zip(&held.tfs)) {
            if let Some(sum) = sums.get_mut(*article as usize) {
                *sum += tf;
            }
        }
        let mut held = Held::default();
        match among {
            Some(among) => {
                among.iter().for_each(|article| held.add(*article, sums.get(*article as usize).copied().unwrap_or(0.0)))
            }
            None => (0..).zip(sums.iter()).for_each(|(article, tf)| held.add(article, *tf)),
        }
        sums.fill(0.0);
        Ok(held)
    }

    /// Adds up a few blocks without a place for every article.
    fn sum_sorted(&self, lists: &[(&List, Vec<usize>)], among: Option<&[u32]>) -> Answer<Held> {
        // Article above, then the list, then the impact: sorted, an article's impacts stand together and in the order of the lists.
        let mut found: Vec<u64> = Vec::new();
        let mut block = Block::default();
        for ((list, blocks), nth_list) in lists.iter().zip(0u64..) {
            for nth in blocks {
                self.edition.block(list, *nth, &mut block)?;
                let pairs = block.articles[..block.n].iter().zip(&block.impacts);
                found.extend(
                    pairs.map(|(article, impact)| u64::from(*article) << 32 | nth_list << 8 | u64::from(*impact)),
                );
            }
        }
        if lists.len() > 1 {
            found.sort_unstable();
        }
        let mut held = Held::default();
        let mut among = among.map(|among| among.iter().peekable());
        for of_article in found.chunk_by(|a, b| a >> 32 == b >> 32) {
            let article = (of_article[0] >> 32) as u32;
            if let Some(among) = &mut among {
                while among.next_if(|other| **other < article).is_some() {}
                if among.peek() != Some(&&article) {
                    continue;
                }
            }
            held.add(article, of_article.iter().fold(0.0, |tf, key| tf + self.tfs[(key & 0xff) as usize]));
        }
        Ok(held)
    }

    /// The lists of some of the plan's entries.
    pub(crate) fn lists_of<'e>(&'e self, entries: &'e [usize]) -> impl Iterator<Item = &'e List> {
        entries.iter().filter_map(|nth| self.list(*nth))
    }

    /// All of one list.
    fn whole(&self, list: &List) -> Answer<Held> {
        let mut held = Held::default();
        held.articles.reserve(list.n_articles() as usize);
        held.tfs.reserve(list.n_articles() as usize);
        let mut block = Block::default();
        for nth in 0..list.n_blocks() {
            self.edition.block(list, nth, &mut block)?;
            held.articles.extend_from_slice(&block.articles[..block.n]);
            held.tfs.extend(block.impacts[..block.n].iter().map(|impact| self.tfs[usize::from(*impact)]));
        }
        Ok(held)
    }

    /// The articles where some slots stand side by side, or near each other; their frequency is that of the rarest slot.
    fn together(&self, slots: &[Slot], among: Option<&[u32]>, leaf: &Leaf) -> Answer<Held> {
        let in_title = leaf.place == Place::Title;
        // Rarest first: each next one is only looked at where all before it are.
        let sizes: Vec<u64> = slots.iter().map(|slot| u64::from(slot.n_articles)).collect();
        let mut found: Option<Held> = None;
        for nth in in_order(&sizes) {
            let before = found.as_ref().map(|held| held.articles.as_slice()).or(among);
            let mut held = self.sum(&slots[nth].entries, &[], before)?;
            if let Some(found) = &found {
                let mut tfs = found.tfs_of(&held.articles);
                held.tfs.iter_mut().for_each(|tf| *tf = tf.min(tfs.next().unwrap_or(0.0)));
            }
            found = Some(held);
        }
        let found = found.unwrap_or_default();
        self.want_positions(slots.iter().flat_map(|slot| &slot.entries), &found.articles)?;
        let is_same = |a: usize, b: usize| slots[a].entries == slots[b].entries;
        let n_before = |nth: usize| (0..nth).filter(|other| is_same(*other, nth)).count();
        let n_before: Vec<usize> = (0..slots.len()).map(n_before).collect();
        let mut held = Held::default();
        for (articles, tfs) in found.articles.chunks(PHRASE_BATCH).zip(found.tfs.chunks(PHRASE_BATCH)) {
            let stands = slots.iter().map(|slot| self.standing(&slot.entries, articles, in_title));
            let stands = stands.collect::<Answer<Vec<_>>>()?;
            let mut rest: Vec<&[u64]> = stands.iter().map(Vec::as_slice).collect();
            for (article, tf) in articles.iter().zip(tfs) {
                let here = taken_to(&mut rest, *article);
                let is_held = match leaf.within {
                    Some(n_others) => stand_within(&here, &n_before, slots.len() as u64 + u64::from(n_others)),
                    None => stand_in_sequence(&here),
                };
                if is_held {
                    held.articles.push(*article);
                    held.tfs.push(*tf);
                }
            }
        }
        Ok(held)
    }

    /// Asks for the positions of some words in some articles, in one step.
    pub(crate) fn want_positions<'n>(&self, entries: impl Iterator<Item = &'n usize>, articles: &[u32]) -> Answer<()> {
        let lists = entries.filter_map(|nth| self.list(*nth));
        together(lists.map(|list| self.edition.want_positions(list, &blocks_with(list, Some(articles)))))
    }

    /// Where any of some words stand in some articles: the article above, the position below, rising.
    pub(crate) fn standing(&self, entries: &[usize], articles: &[u32], in_title: bool) -> Answer<Vec<u64>> {
        let (mut block, mut positions) = (Block::default(), Positions::default());
        let mut standing = Vec::new();
        for list in self.lists_of(entries) {
            let mut at = 0;
            for nth in blocks_with(list, Some(articles)) {
                self.edition.block(list, nth, &mut block)?;
                self.edition.block_positions(list, nth, &mut positions)?;
                for (nth, article) in block.articles[..block.n].iter().enumerate() {
                    while articles.get(at).is_some_and(|wanted| wanted < article) {
                        at += 1;
                    }
                    if articles.get(at) == Some(article) {
                        let wanted = positions.of(nth).iter().filter(|position| !in_title || **position < BODY_START);
                        standing.extend(wanted.map(|position| u64::from(*article) << 32 | u64::from(*position)));
                    }
                }
            }
        }
        if entries.len() > 1 {
            standing.sort_unstable();
        }
        Ok(standing)
    }
}

/// Cuts from what is left of several words' places those up to an article.
pub(crate) fn taken_to<'s>(rest: &mut [&'s [u64]], article: u32) -> Vec<&'s [u64]> {
    let mut here = Vec::new();
    for rest in rest {
        let (of_article, others) = rest.split_at(rest.partition_point(|standing| standing >> 32 <= u64::from(article)));
        here.push(of_article);
        *rest = others;
    }
    here
}

/// Whether all of some wishes are met. All are put before the first is looked at, so that what they wait for comes together.
pub(crate) fn together(wishes: impl Iterator<Item = Answer<()>>) -> Answer<()> {
    wishes.collect::<Vec<_>>().into_iter().collect()
}

/// The blocks of a list that may hold some articles, or all of its blocks.
pub(crate) fn blocks_with(list: &List, among: Option<&[u32]>) -> Vec<usize> {
    let Some(mut among) = among else { return (0..list.n_blocks()).collect() };
    let mut blocks = Vec::new();
    for nth in 0..list.n_blocks() {
        let n = among.partition_point(|article| *article <= list.last(nth));
        if n > 0 {
            blocks.push(nth);
        }
        among = &among[n..];
        if among.is_empty() {
            break;
        }
    }
    blocks
}

impl Held {
    /// Adds an article when it has a frequency.
    fn add(&mut self, article: u32, tf: f32) {
        if tf > 0.0 {
            self.articles.push(article);
            self.tfs.push(tf);
        }
    }

    /// The frequencies in some rising articles; 0 where it is not held.
    pub(crate) fn tfs_of<'h>(&'h self, articles: &'h [u32]) -> impl Iterator<Item = f32> + 'h {
        let mut at = 0;
        articles.iter().map(move |article| {
            while self.articles.get(at).is_some_and(|other| other < article) {
                at += 1;
            }
            if self.articles.get(at) == Some(article) { self.tfs[at] } else { 0.0 }
        })
    }
}
