//! Words and phrases against the index: which articles hold each, and how often.

use std::cell::RefCell;

use newsprint_edition::{Answer, BODY_START, Block, List, Opened, Positions, in_order, tf_of};

use crate::near::stand_within;
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
    /// For each, what share of an occurrence counts.
    shares: &'a [f32],
    /// The articles that name somebody, in the plan's order of names.
    names: Vec<List>,
    /// The frequency that each impact stands for: one power of two for each impact, not for each posting.
    pub tfs: [f32; 256],
    /// Where frequencies are added up; empty when not in use.
    sums: RefCell<Sums>,
}

/// Up to this many postings altogether, all lists of a query are loaded in one step; beyond, a rare word's articles tell first which blocks
/// of the common ones matter, which costs a step and may spare many files.
///
/// * Unit: postings, somewhat less than a byte each. Range: at 100,000 two common words make a third step where one would do; at
///   1,000,000 a rare word beside a common one loads all of the common one's.
pub(crate) const READ_AT_ONCE: u64 = 300_000;

/// How many articles a phrase is looked for in at a time: their positions are in memory together.
const PHRASE_BATCH: usize = 4_096;

/// A place for every article to add up in, and which of them are in use: what is cheap to empty when few are.
#[derive(Default)]
struct Sums {
    tfs: Vec<f32>,
    used: Vec<u64>,
}

impl Sums {
    fn make_room(&mut self, n_articles: u32) {
        self.tfs.resize(n_articles as usize, 0.0);
        self.used.resize((n_articles as usize).div_ceil(64), 0);
    }

    /// Adds a frequency; an article outside the edition is left out.
    #[inline]
    fn add(&mut self, article: u32, tf: f32) {
        if let Some(sum) = self.tfs.get_mut(article as usize) {
            *sum += tf;
            self.used[article as usize / 64] |= 1 << (article % 64);
        }
    }

    /// What was added up, for all articles or some, and empties itself.
    fn taken(&mut self, among: Option<&[u32]>) -> Held {
        let mut held = Held::default();
        for article in among.unwrap_or_default() {
            held.add(*article, self.tfs.get(*article as usize).copied().unwrap_or(0.0));
        }
        for (word, nth) in self.used.iter_mut().zip(0u32..).filter(|(word, _)| **word != 0) {
            while *word != 0 {
                let article = nth * 64 + word.trailing_zeros();
                *word &= *word - 1;
                let sum = &mut self.tfs[article as usize];
                if among.is_none() {
                    held.add(article, *sum);
                }
                *sum = 0.0;
            }
        }
        held
    }
}

impl<'a> Index<'a> {
    /// Opens the lists of those leaves of a plan that matter; a word that need not be there, and does not score, costs nothing.
    ///
    /// * `scored`: for each leaf, whether it counts for the score.
    pub(crate) fn open(edition: &'a Opened, plan: &'a Plan, scored: &[bool]) -> Answer<Index<'a>> {
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
        Ok(Index { edition, lists, shares: &plan.shares, names: names?, tfs, sums: RefCell::default() })
    }

    /// The list of one of the plan's entries.
    pub(crate) fn list(&self, nth: usize) -> Option<&List> {
        self.lists.get(nth)?.as_ref()
    }

    /// How many postings the lists of a leaf's words have.
    pub(crate) fn n_postings(&self, leaf: &Leaf) -> u64 {
        let lists = leaf.ways.iter().flatten().flat_map(|slot| self.lists_of(&slot.entries));
        lists.map(|list| u64::from(list.n_articles())).sum()
    }

    /// Asks for all blocks of all lists in one step, where they are few enough.
    pub(crate) fn want_all(&self) -> Answer<()> {
        let lists = || self.lists.iter().flatten().chain(&self.names);
        if lists().map(|list| u64::from(list.n_articles())).sum::<u64>() > READ_AT_ONCE {
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
                return self.whole(*nth);
            }
            _ => {}
        }
        let mut sums = self.sums.borrow_mut();
        sums.make_room(self.edition.boot().n_articles);
        let mut block = Block::default();
        for (list, share) in self.shared(entries) {
            for nth in blocks_with(list, among) {
                self.edition.block(list, nth, &mut block)?;
                for (article, impact) in block.articles[..block.n].iter().zip(&block.impacts) {
                    sums.add(*article, share * self.tfs[usize::from(*impact)]);
                }
            }
        }
        for (article, tf) in sequences.iter().flat_map(|held| held.articles.iter().zip(&held.tfs)) {
            sums.add(*article, *tf);
        }
        Ok(sums.taken(among))
    }

    /// The lists of some of the plan's entries.
    pub(crate) fn lists_of<'e>(&'e self, entries: &'e [usize]) -> impl Iterator<Item = &'e List> {
        entries.iter().filter_map(|nth| self.list(*nth))
    }

    /// As [`Index::lists_of`], and what share of an occurrence counts.
    fn shared<'e>(&'e self, entries: &'e [usize]) -> impl Iterator<Item = (&'e List, f32)> {
        entries.iter().filter_map(|nth| Some((self.list(*nth)?, self.shares[*nth])))
    }

    /// All of one list.
    fn whole(&self, nth: usize) -> Answer<Held> {
        let mut held = Held::default();
        let Some(list) = self.list(nth) else { return Ok(held) };
        held.articles.reserve(list.n_articles() as usize);
        held.tfs.reserve(list.n_articles() as usize);
        let mut block = Block::default();
        for at in 0..list.n_blocks() {
            self.edition.block(list, at, &mut block)?;
            held.articles.extend_from_slice(&block.articles[..block.n]);
            held.tfs.extend(
                block.impacts[..block.n].iter().map(|impact| self.shares[nth] * self.tfs[usize::from(*impact)]),
            );
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
        let mut held = Held::default();
        for (articles, tfs) in found.articles.chunks(PHRASE_BATCH).zip(found.tfs.chunks(PHRASE_BATCH)) {
            let standing = match leaf.within {
                Some(n_others) => self.near_each_other(slots, articles, in_title, n_others)?,
                None => self.side_by_side(slots, &in_order(&sizes), articles, in_title)?,
            };
            let mut standing = standing.iter().peekable();
            for (article, tf) in articles.iter().zip(tfs) {
                while standing.next_if(|other| *other < article).is_some() {}
                if standing.peek() == Some(&article) {
                    held.add(*article, *tf);
                }
            }
        }
        Ok(held)
    }

    /// Those of some articles in which words stand side by side.
    ///
    /// * `order`: the rarest word first: where the others stand is only looked at in articles where those before it are in place.
    fn side_by_side(&self, slots: &[Slot], order: &[usize], articles: &[u32], in_title: bool) -> Answer<Vec<u32>> {
        // Where a phrase may begin: the article above, the position below.
        let mut starts: Option<Vec<u64>> = None;
        let mut left = articles.to_vec();
        for nth in order {
            let standing = self.standing(&slots[*nth].entries, &left, in_title)?;
            let (nth, mut standing) = (*nth as u64, standing.into_iter().peekable());
            match &mut starts {
                None => starts = Some(standing.filter(|at| at & 0xffff_ffff >= nth).map(|at| at - nth).collect()),
                Some(starts) => starts.retain(|start| {
                    while standing.next_if(|at| *at < start + nth).is_some() {}
                    standing.peek() == Some(&(start + nth))
                }),
            }
            left.clear();
            left.extend(starts.iter().flatten().map(|start| (start >> 32) as u32));
            left.dedup();
        }
        Ok(left)
    }

    /// Those of some articles in which words stand near each other, in any order, with at most `n_others` others among them.
    fn near_each_other(&self, slots: &[Slot], articles: &[u32], in_title: bool, n_others: u32) -> Answer<Vec<u32>> {
        let is_same = |a: usize, b: usize| slots[a].entries == slots[b].entries;
        let n_before = |nth: usize| (0..nth).filter(|other| is_same(*other, nth)).count();
        let n_before: Vec<usize> = (0..slots.len()).map(n_before).collect();
        let stands = slots.iter().map(|slot| self.standing(&slot.entries, articles, in_title));
        let stands = stands.collect::<Answer<Vec<_>>>()?;
        let mut rest: Vec<&[u64]> = stands.iter().map(Vec::as_slice).collect();
        let window = slots.len() as u64 + u64::from(n_others);
        let mut is_near = |article: &u32| stand_within(&taken_to(&mut rest, *article), &n_before, window);
        Ok(articles.iter().copied().filter(|article| is_near(article)).collect())
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
                self.edition.block_with_positions(list, nth, &mut block, &mut positions)?;
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
            // A compound stands where its first part does.
            standing.dedup();
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
