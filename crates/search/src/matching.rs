//! Which articles answer a query, and how well.

use std::borrow::Cow;

use newsprint_edition::{Answer, Scoring, in_order};

use crate::Fallback;
use crate::filter::FilterSets;
use crate::leaves::{Held, Index, READ_AT_ONCE, taken_to};
use crate::plan::{Leaf, Plan, Slot, Step};
use crate::query::Place;
use crate::score::{idf, nearness, repeated, saturated};
use crate::set::ArticleSet;

/// From this many words side by side (function words not counted), a query is read as a description: articles that hold all of it come
/// first, and those that hold a good part of it follow.
///
/// * Range: at 2, every second word only sorts the list and never narrows it; at 7, a reader who types six half-remembered words finds
///   nothing. Measured on the test collections, 4 ranks as well as 2 within a hundredth of nDCG, and 7 loses two to three hundredths.
const DESCRIPTION_WORDS: usize = 4;

/// The share of the best score that an article needs to answer a description.
///
/// * Range: 0 lets every article in that holds one common word; 1 only the best. The first ten are the same anywhere up to 0.3.
const DESCRIPTION_SHARE: f32 = 0.25;

/// Up to this many words, articles that hold all of a description come before all others; beyond, they only score as high as they score.
///
/// * Range: below 4, a typed query that asks for much gets what holds part of it first; 99 loses a hundredth of nDCG on whole sentences, where
///   an article that happens to hold every word is seldom the best.
const COMPLETE_FIRST_WORDS: usize = 5;

/// What the words of a query are found to hold is kept for scoring up to so many articles altogether.
///
/// * Unit: articles of eight bytes. Range: below a list's length, a common word is read twice; a query of 512 common words would keep 400 MB.
const MAX_KEPT: usize = 1 << 20;

/// A word of more forms than this, as a beginning has, is not looked for near others.
const NEAR_FORMS: usize = 32;

/// The answer to the words of a query, filters aside.
#[derive(Debug, Default)]
pub(crate) struct Matches {
    /// Articles that answer; rising.
    pub articles: Vec<u32>,
    /// Articles that hold all words, where others answer too: they come first. Rising.
    pub complete: Option<Vec<u32>>,
    /// How they were found, when not as typed.
    pub fallback: Option<Fallback>,
    /// The score of each, where finding them took them all.
    pub scores: Option<Vec<f32>>,
}

/// Evaluates a query over an index.
pub(crate) struct Evaluator<'a> {
    pub index: &'a Index<'a>,
    pub plan: &'a Plan,
    /// For each condition, the articles that meet it.
    pub met: &'a [ArticleSet],
    /// For each leaf, its idf.
    weights: &'a [f32],
    scoring: Scoring,
    n_articles: u32,
    /// For each leaf that was looked up, who holds it, of all articles that may still answer.
    helds: Vec<Option<Held>>,
    /// How many articles those hold together.
    n_kept: usize,
    /// Whether a leaf is being looked up in one alternative of several, where others may answer than it is looked for in.
    is_aside: bool,
    /// The leaves that count for the score, those of fewest articles first: a score is their sum in this order, whatever was looked up when.
    scored: Vec<usize>,
}

/// The steps of a list that must hold: function words need not, as long as something else is asked for.
fn required<'s>(plan: &Plan, steps: &'s [Step]) -> Vec<&'s Step> {
    let is_optional = |step: &Step| matches!(step, Step::Leaf(nth) if plan.leaves[*nth].is_function_word);
    let says_more = steps.iter().any(|step| !is_optional(step) && !matches!(step, Step::Not(_)));
    steps.iter().filter(|step| !(says_more && is_optional(step))).collect()
}

/// For each leaf, whether it counts for the score: not those that articles are without, nor words that need not be there.
pub(crate) fn scored(plan: &Plan) -> Vec<bool> {
    fn mark(plan: &Plan, step: &Step, scored: &mut [bool]) {
        match step {
            Step::Leaf(nth) => scored[*nth] = !plan.leaves[*nth].is_excluded,
            Step::Condition(_) => {}
            Step::Not(step) => mark(plan, step, scored),
            Step::Any(steps) => steps.iter().for_each(|step| mark(plan, step, scored)),
            Step::All(steps) => required(plan, steps).into_iter().for_each(|step| mark(plan, step, scored)),
        }
    }
    let mut scored = vec![false; plan.leaves.len()];
    plan.root.iter().for_each(|root| mark(plan, root, &mut scored));
    scored
}

/// The one word that alone decides which articles answer, where there is one whose articles are counted in the dictionary: its leaf, and what it accepts.
pub(crate) fn only_word(plan: &Plan) -> Option<(usize, &Slot)> {
    let nth = match plan.root.as_ref()? {
        Step::Leaf(nth) => *nth,
        Step::All(steps) => match required(plan, steps)[..] {
            [Step::Leaf(nth)] => *nth,
            _ => return None,
        },
        _ => return None,
    };
    let leaf = &plan.leaves[nth];
    let [way] = leaf.ways.as_slice() else { return None };
    let [slot] = way.as_slice() else { return None };
    let is_plain =
        leaf.names.is_empty() && !leaf.is_excluded && leaf.place == Place::Anywhere && !leaf.in_text && slot.is_counted;
    is_plain.then_some((nth, slot))
}

/// What each leaf counts for: what it tells, by the commonest of its words or families, so that no list need be read whole. What is typed
/// several times shares what its mentions count for together.
pub(crate) fn weights(plan: &Plan, n_articles: u32) -> Vec<f32> {
    let is_same = |a: &Leaf, b: &Leaf| {
        let is_alike = a.is_word == b.is_word && a.place == b.place && a.within == b.within;
        is_alike && a.typed.eq_ignore_ascii_case(&b.typed) && a.ways.first() == b.ways.first()
    };
    let of_leaf = |leaf: &Leaf| {
        let n_mentions = plan.leaves.iter().filter(|other| is_same(leaf, other)).count();
        idf(n_articles, n_articles_of(plan, leaf)) * repeated(n_mentions) / n_mentions as f32
    };
    plan.leaves.iter().map(of_leaf).collect()
}

/// How many articles hold a leaf, about: as many as hold the rarest word of its commonest way.
fn n_articles_of(plan: &Plan, leaf: &Leaf) -> u32 {
    let named = leaf.names.iter().filter_map(|nth| plan.names.get(*nth)).map(|name| name.set.n_articles);
    let of_way = |way: &Vec<Slot>| way.iter().map(|slot| slot.n_articles).min().unwrap_or(0);
    leaf.ways.iter().map(of_way).chain(named).max().unwrap_or(0)
}

/// The words of the dictionary whose places tell whether a leaf is near others: none of a phrase, of what must stand in the headline, and of what
/// is so frequent in any of its forms that its positions would have to be fetched.
fn placed(plan: &Plan, nth: usize) -> Vec<usize> {
    let leaf = &plan.leaves[nth];
    let mut placed = Vec::new();
    if leaf.is_word && leaf.place == Place::Anywhere {
        for nth in leaf.ways.iter().filter(|way| way.len() == 1).flatten().flat_map(|slot| &slot.entries) {
            if !placed.contains(nth) {
                placed.push(*nth);
            }
        }
    }
    let is_beside = |nth: &usize| plan.entries.get(*nth).is_some_and(|entry| entry.has_positions_beside());
    if placed.len() <= NEAR_FORMS && placed.iter().all(is_beside) { placed } else { Vec::new() }
}

impl<'a> Evaluator<'a> {
    /// * `weights`, `scored`: what [`weights`] and [`scored`] say of the plan.
    pub(crate) fn new(
        index: &'a Index<'a>,
        plan: &'a Plan,
        met: &'a [ArticleSet],
        weights: &'a [f32],
        scored: Vec<bool>,
    ) -> Evaluator<'a> {
        let boot = index.edition.boot();
        let scored: Vec<usize> = (0..scored.len()).filter(|nth| scored[*nth]).collect();
        let sizes: Vec<u64> = scored.iter().map(|nth| u64::from(n_articles_of(plan, &plan.leaves[*nth]))).collect();
        Evaluator {
            index,
            plan,
            met,
            weights,
            scoring: boot.scoring,
            n_articles: boot.n_articles,
            helds: plan.leaves.iter().map(|_| None).collect(),
            n_kept: 0,
            is_aside: false,
            scored: in_order(&sizes).into_iter().map(|nth| scored[nth]).collect(),
        }
    }

    /// The one word that alone decides which articles answer, where there is one whose articles are counted in the dictionary; and
    /// its idf.
    pub(crate) fn only_word(&self) -> Option<(&'a Slot, f32)> {
        only_word(self.plan).map(|(nth, slot)| (slot, self.weights[nth]))
    }

    /// Finds the articles that answer.
    pub(crate) fn matches(&mut self) -> Answer<Matches> {
        match &self.plan.root {
            None => Ok(Matches { articles: (0..self.n_articles).collect(), ..Matches::default() }),
            Some(root) if self.describes(root) => self.description(root),
            Some(Step::All(steps)) => self.conditions(steps),
            Some(step) => Ok(Matches { articles: self.set(step, None)?, ..Matches::default() }),
        }
    }

    /// The scores of articles that answer.
    ///
    /// * Shape: rising articles in, a score for each out.
    pub(crate) fn scores(&mut self, articles: &[u32]) -> Answer<Vec<f32>> {
        let mut scores = vec![0.0; articles.len()];
        for nth in self.scored.clone() {
            // What was not kept is looked up again, in the articles that answer alone.
            let held = match &self.helds[nth] {
                Some(held) => Cow::Borrowed(held),
                None => Cow::Owned(self.index.held(&self.plan.leaves[nth], Some(articles))?),
            };
            for (score, tf) in scores.iter_mut().zip(held.tfs_of(articles)) {
                if tf > 0.0 {
                    *score += self.weights[nth] * saturated(tf, self.scoring);
                }
            }
        }
        Ok(scores)
    }

    /// What words of the query that stand near each other add to the scores of some articles.
    ///
    /// * Shape: rising articles in, a summand for each out.
    pub(crate) fn nearness(&self, articles: &[u32]) -> Answer<Vec<f32>> {
        let scored = (0..self.weights.len()).filter(|nth| self.scored.contains(nth));
        let words: Vec<(f32, Vec<usize>)> = scored.map(|nth| (self.weights[nth], placed(self.plan, nth))).collect();
        if articles.is_empty() || words.iter().filter(|(_, entries)| !entries.is_empty()).count() < 2 {
            return Ok(vec![0.0; articles.len()]);
        }
        let places = words.iter().map(|(_, entries)| self.index.standing(entries, articles, false));
        let places = places.collect::<Vec<_>>().into_iter().collect::<Answer<Vec<_>>>()?;
        let mut rest: Vec<&[u64]> = places.iter().map(Vec::as_slice).collect();
        let of_article = |article: &u32| {
            let here = taken_to(&mut rest, *article);
            nearness(&words.iter().zip(here).map(|((weight, _), places)| (*weight, places)).collect::<Vec<_>>())
        };
        Ok(articles.iter().map(of_article).collect())
    }

    /// Forgets what words were found to hold.
    fn forget(&mut self) {
        self.helds.fill(None);
        self.n_kept = 0;
    }

    /// The articles that hold a leaf, out of some or all. What it was found to hold is kept for scoring.
    fn leaf(&mut self, nth: usize, among: Option<&[u32]>) -> Answer<Vec<u32>> {
        let held = self.index.held(&self.plan.leaves[nth], among)?;
        let articles = held.articles.clone();
        if !self.is_aside && self.n_kept + articles.len() <= MAX_KEPT {
            self.n_kept += articles.len();
            self.helds[nth] = Some(held);
        }
        Ok(articles)
    }

    /// As [`Evaluator::set`], of a step beside which others may answer.
    fn set_aside(&mut self, step: &Step, among: Option<&[u32]>) -> Answer<Vec<u32>> {
        let before = self.is_aside;
        self.is_aside |= !matches!(step, Step::Leaf(_));
        let set = self.set(step, among);
        self.is_aside = before;
        set
    }

    /// The articles that a part of a query asks for, taken at its word; out of some or all. Rising.
    fn set(&mut self, step: &Step, among: Option<&[u32]>) -> Answer<Vec<u32>> {
        match step {
            Step::Leaf(nth) => self.leaf(*nth, among),
            Step::Condition(nth) => {
                let met = &self.met[*nth];
                Ok(match among {
                    Some(among) => among.iter().copied().filter(|article| met.holds(*article)).collect(),
                    None => met.iter().collect(),
                })
            }
            Step::Not(step) => {
                let without = self.set_aside(step, among)?;
                let all = among.map_or_else(|| Cow::Owned((0..self.n_articles).collect()), Cow::Borrowed);
                Ok(difference(&all, &without))
            }
            Step::Any(steps) => {
                let mut set = ArticleSet::none(self.n_articles);
                for step in steps {
                    self.set_aside(step, among)?.into_iter().for_each(|article| set.add(article));
                }
                Ok(set.iter().collect())
            }
            Step::All(steps) => {
                let required = required(self.plan, steps);
                self.all(required, among)
            }
        }
    }

    /// The articles that all of some steps ask for: the rarest first, each next one only looked at where all before it are.
    fn all(&mut self, steps: Vec<&Step>, among: Option<&[u32]>) -> Answer<Vec<u32>> {
        let sizes: Vec<u64> = steps.iter().map(|step| self.n_at_most(step)).collect();
        let mut found: Option<Vec<u32>> = None;
        for step in in_order(&sizes).into_iter().map(|nth| steps[nth]) {
            let set = self.set(step, found.as_deref().or(among))?;
            found = Some(set);
        }
        Ok(match (found, among) {
            (Some(found), _) => found,
            (None, Some(among)) => among.to_vec(),
            (None, None) => (0..self.n_articles).collect(),
        })
    }

    /// About how many articles a step asks for.
    fn n_at_most(&self, step: &Step) -> u64 {
        match step {
            Step::Leaf(nth) => u64::from(n_articles_of(self.plan, &self.plan.leaves[*nth])),
            Step::Condition(nth) => u64::from(self.met[*nth].len()),
            Step::Not(_) => u64::MAX,
            Step::Any(steps) => steps.iter().map(|step| self.n_at_most(step)).fold(0, u64::saturating_add),
            Step::All(steps) => steps.iter().map(|step| self.n_at_most(step)).min().unwrap_or(u64::MAX),
        }
    }

    /// Whether a query is a description: many words side by side, however a pasted `OR` may divide them.
    fn describes(&self, step: &Step) -> bool {
        match step {
            Step::All(steps) => self.words(steps).len() >= DESCRIPTION_WORDS,
            Step::Any(steps) => steps.iter().any(|step| self.describes(step)),
            Step::Leaf(_) | Step::Condition(_) | Step::Not(_) => false,
        }
    }

    /// The words of a list that must hold.
    fn words(&self, steps: &[Step]) -> Vec<usize> {
        let required = required(self.plan, steps).into_iter();
        let words = required.filter_map(|step| match step {
            Step::Leaf(nth) if self.plan.leaves[*nth].is_word => Some(*nth),
            _ => None,
        });
        words.collect()
    }

    /// A description: what holds a good part of it, the whole of it first; only names, dates and exclusions stand.
    fn description(&mut self, root: &Step) -> Answer<Matches> {
        let complete = self.set(root, None)?;
        // Those were looked up among fewer than may answer.
        self.forget();
        let mut allowed = ArticleSet::all(self.n_articles);
        self.narrow(root, &mut allowed)?;
        let Candidates { articles, scores, n_held_by } = self.candidates(&complete, &allowed)?;
        let n_held = articles.iter().filter_map(|article| n_held_by.get(*article as usize)).max();
        let fallback = match n_held {
            Some(n_held) if complete.is_empty() => Some(self.most_words(&self.scored, u32::from(*n_held))?),
            _ => None,
        };
        let comes_first = !complete.is_empty() && self.scored.len() <= COMPLETE_FIRST_WORDS;
        let complete = Some(complete).filter(|_| comes_first);
        Ok(Matches { articles, complete, fallback, scores: Some(scores) })
    }

    /// Who holds a good part of a description.
    ///
    /// Rare words first. Once what is left to look up cannot lift an article that holds nothing so far over the bound, no more are taken
    /// in; from then on, common words are looked up in those alone, and those that can no longer reach the bound are dropped.
    ///
    /// Nor are more taken in once so many postings were read as are read at once: who holds nothing but the commonest words then does not answer.
    ///
    /// * `complete`: articles that answer in any case. `allowed`: those that others must be among.
    fn candidates(&mut self, complete: &[u32], allowed: &ArticleSet) -> Answer<Candidates> {
        /// Bounds are sums taken in another order than scores, and differ from them in their last bits.
        const SLACK: f32 = 1.0 - 1e-4;
        let at_most: Vec<f32> = self.scored.iter().map(|nth| self.at_most(*nth)).collect();
        let mut sums = vec![0.0f32; self.n_articles as usize];
        let mut n_held_by = vec![0u16; if complete.is_empty() { sums.len() } else { 0 }];
        let mut touched = ArticleSet::of(self.n_articles, complete);
        let mut candidates: Option<Vec<u32>> = None;
        let mut best = 0.0f32;
        let mut n_read = 0;
        for (at, nth) in self.scored.iter().enumerate() {
            let bound = best * DESCRIPTION_SHARE * SLACK;
            let left: f32 = at_most[at..].iter().rev().sum();
            n_read += self.index.n_postings(&self.plan.leaves[*nth]);
            if candidates.is_none() && (left < bound * SLACK || at > 0 && n_read > READ_AT_ONCE) {
                candidates = Some(touched.iter().collect());
            }
            if let Some(candidates) = &mut candidates {
                candidates.retain(|article| sums[*article as usize] + left >= bound || is_in(complete, *article));
            }
            let held = self.index.held(&self.plan.leaves[*nth], candidates.as_deref())?;
            for (article, tf) in held.articles.iter().zip(&held.tfs) {
                let sum = &mut sums[*article as usize];
                *sum += self.weights[*nth] * saturated(*tf, self.scoring);
                if let Some(n_held) = n_held_by.get_mut(*article as usize) {
                    *n_held += 1;
                }
                if allowed.holds(*article) {
                    best = best.max(*sum);
                    touched.add(*article);
                }
            }
        }
        let mut articles = candidates.unwrap_or_else(|| touched.iter().collect());
        let is_good = |article: u32| allowed.holds(article) && sums[article as usize] >= best * DESCRIPTION_SHARE;
        articles.retain(|article| sums[*article as usize] > 0.0 && is_good(*article) || is_in(complete, *article));
        let scores = articles.iter().map(|article| sums[*article as usize]).collect();
        Ok(Candidates { articles, scores, n_held_by })
    }

    /// A score that no article exceeds for a leaf.
    fn at_most(&self, nth: usize) -> f32 {
        let tf_of_entry = |nth: &usize| {
            self.index.list(*nth).map_or(0.0, |list| self.index.tfs[usize::from(list.max_impact_of_all())])
        };
        let of_slot = |slot: &Slot| slot.entries.iter().map(tf_of_entry).sum::<f32>();
        let of_way = |way: &Vec<Slot>| way.iter().map(of_slot).reduce(f32::min).unwrap_or(0.0);
        let leaf = &self.plan.leaves[nth];
        let tf: f32 = leaf.ways.iter().map(of_way).sum::<f32>() + leaf.names.len() as f32 * self.scoring.names_weight;
        self.weights[nth] * saturated(tf, self.scoring)
    }

    /// Takes out what the lists of a description exclude, and what does not meet the conditions of all of it.
    fn narrow(&mut self, step: &Step, set: &mut ArticleSet) -> Answer<()> {
        match step {
            Step::Not(_) => self.exclude(step, set)?,
            Step::Condition(nth) => set.keep(&self.met[*nth]),
            Step::All(steps) => {
                for step in steps {
                    self.narrow(step, set)?;
                }
            }
            Step::Any(steps) => {
                for step in steps {
                    self.exclude(step, set)?;
                }
            }
            Step::Leaf(_) => {}
        }
        Ok(())
    }

    /// Takes out what a list excludes.
    fn exclude(&mut self, step: &Step, set: &mut ArticleSet) -> Answer<()> {
        match step {
            Step::Not(step) => set.remove(&ArticleSet::of(self.n_articles, &self.set(step, None)?)),
            Step::All(steps) | Step::Any(steps) => {
                for step in steps {
                    self.exclude(step, set)?;
                }
            }
            Step::Leaf(_) | Step::Condition(_) => {}
        }
        Ok(())
    }

    /// A list of conditions: when no article holds all its words, those that hold most; phrases, groups and exclusions stand.
    fn conditions(&mut self, steps: &[Step]) -> Answer<Matches> {
        let required = required(self.plan, steps);
        let articles = self.all(required, None)?;
        let words = self.words(steps);
        if words.len() < 2 || !articles.is_empty() {
            return Ok(Matches { articles, ..Matches::default() });
        }
        self.forget();
        let strict = self.standing(steps)?;
        // Who holds any of the words: nobody else can hold most of them.
        let mut some = ArticleSet::none(self.n_articles);
        for nth in &words {
            self.leaf(*nth, strict.as_deref())?.into_iter().for_each(|article| some.add(article));
        }
        let some: Vec<u32> = some.iter().collect();
        let mut n_held_by = vec![0u16; some.len()];
        for held in words.iter().filter_map(|nth| self.helds[*nth].as_ref()) {
            n_held_by.iter_mut().zip(held.tfs_of(&some)).for_each(|(n, tf)| *n += u16::from(tf > 0.0));
        }
        let Some(n_held) = n_held_by.iter().copied().max() else { return Ok(Matches::default()) };
        let most = some.iter().zip(&n_held_by).filter(|(_, n)| **n == n_held);
        let articles = most.map(|(article, _)| *article).collect();
        let fallback = Some(self.most_words(&words, u32::from(n_held))?);
        Ok(Matches { articles, fallback, ..Matches::default() })
    }

    /// Articles that hold a good part of a list of words, where those found are too few to fill a page: they follow. Phrases, groups and
    /// exclusions stand.
    ///
    /// * Shape: rising, with their scores. `found`: what answers. `filters`: what they must pass, too.
    pub(crate) fn others(&mut self, found: &[u32], filters: &FilterSets) -> Answer<(Vec<u32>, Vec<f32>)> {
        let Some(Step::All(steps)) = &self.plan.root else { return Ok(Default::default()) };
        let n_words = self.words(steps).len();
        if !(2..DESCRIPTION_WORDS).contains(&n_words) {
            return Ok(Default::default());
        }
        let stands = self.standing(steps)?;
        let allowed =
            stands.map_or_else(|| ArticleSet::all(self.n_articles), |of| ArticleSet::of(self.n_articles, &of));
        let mut allowed = filters.narrowed(&allowed, None);
        filters.keep_dated(&mut allowed);
        let Candidates { articles, scores, .. } = self.candidates(found, &allowed)?;
        Ok(articles.into_iter().zip(scores).filter(|(article, _)| !is_in(found, *article)).unzip())
    }

    /// The articles that meet all of a list that is no word; `None` where there is nothing but words.
    fn standing(&mut self, steps: &[Step]) -> Answer<Option<Vec<u32>>> {
        let is_word = |step: &&Step| matches!(step, Step::Leaf(nth) if self.plan.leaves[*nth].is_word);
        let others: Vec<&Step> = required(self.plan, steps).into_iter().filter(|step| !is_word(step)).collect();
        Ok(if others.is_empty() { None } else { Some(self.all(others, None)?) })
    }

    /// What is said when no article holds all of some words, and those shown `n_held`.
    fn most_words(&self, words: &[usize], n_held: u32) -> Answer<Fallback> {
        let mut missing: Vec<String> = Vec::new();
        let asked = self.plan.leaves.iter().enumerate().filter(|(nth, _)| words.contains(nth));
        for leaf in asked.map(|(_, leaf)| leaf) {
            // One word that some article holds is held by the articles of its lists.
            let is_held = leaf.ways.iter().any(|way| matches!(way.as_slice(), [slot] if !slot.entries.is_empty()))
                && leaf.place == Place::Anywhere
                && !leaf.in_text;
            if !is_held && !missing.contains(&leaf.typed) && self.index.held(leaf, None)?.articles.is_empty() {
                missing.push(leaf.typed.clone());
            }
        }
        Ok(Fallback::MostWords { n_words: words.len() as u32, n_held, missing })
    }
}

/// The articles that hold a good part of a description.
struct Candidates {
    /// Rising.
    articles: Vec<u32>,
    /// One for each.
    scores: Vec<f32>,
    /// Where none is known to hold all words: for each article of the edition how many it holds, wrong for those that cannot answer.
    n_held_by: Vec<u16>,
}

/// Whether a rising list has an article.
fn is_in(articles: &[u32], article: u32) -> bool {
    articles.binary_search(&article).is_ok()
}

/// What is in one rising list and not in another.
fn difference(all: &[u32], without: &[u32]) -> Vec<u32> {
    let mut without = without.iter().peekable();
    let mut rest = Vec::new();
    for article in all {
        while without.next_if(|other| *other < article).is_some() {}
        if without.peek() != Some(&article) {
            rest.push(*article);
        }
    }
    rest
}
