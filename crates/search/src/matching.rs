//! Which articles answer a query, and how well.

use newsprint_edition::Scoring;

use crate::Fallback;
use crate::leaves::Held;
use crate::plan::{Plan, Step};
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

/// How much a word tells us, given how many articles contain it.
///
/// * Unit: nats; above 0 whenever `n_matching <= n_articles`.
/// * Source: Robertson and Zaragoza, 2009, section 3.2, in Lucene's form.
pub(crate) fn idf(n_articles: u32, n_matching: u32) -> f32 {
    let (n, df) = (n_articles as f32, n_matching as f32);
    libm::logf(1.0 + (n - df + 0.5).max(0.0) / (df + 0.5))
}

/// The answer to the words of a query, filters aside.
#[derive(Debug)]
pub(crate) struct Matches {
    /// Articles that answer.
    pub articles: ArticleSet,
    /// Articles that hold all words, where others answer too: they come first.
    pub complete: Option<ArticleSet>,
    /// How they were found, when not as typed.
    pub fallback: Option<Fallback>,
    /// For each article of the edition, its score; only that of answers means something. Empty without words.
    pub scores: Vec<f32>,
    /// For each leaf, its idf.
    pub weights: Vec<f32>,
}

/// Evaluates a query.
pub(crate) fn matches(plan: &Plan, held: &[Held], met: &[ArticleSet], scoring: Scoring, n_articles: u32) -> Matches {
    let sets: Vec<ArticleSet> = held.iter().map(|held| ArticleSet::of(n_articles, &held.articles)).collect();
    let weights: Vec<f32> = held.iter().map(|held| idf(n_articles, held.articles.len() as u32)).collect();
    let evaluator = Evaluator { plan, sets: &sets, met, n_articles };
    let Some(root) = &plan.root else {
        let articles = ArticleSet::all(n_articles);
        return Matches { articles, complete: None, fallback: None, scores: Vec::new(), weights };
    };
    let mut scores = vec![0.0f32; n_articles as usize];
    for ((leaf, held), weight) in plan.leaves.iter().zip(held).zip(&weights) {
        if leaf.is_excluded {
            continue;
        }
        for (article, tf) in held.articles.iter().zip(&held.tfs) {
            scores[*article as usize] += weight * (tf * (scoring.k1 + 1.0) / (tf + scoring.k1));
        }
    }
    let (articles, complete, fallback) = match root {
        root if evaluator.describes(root) => evaluator.description(root, &scores),
        Step::All(steps) => evaluator.conditions(steps),
        step => (evaluator.set(step), None, None),
    };
    Matches { articles, complete, fallback, scores, weights }
}

struct Evaluator<'a> {
    plan: &'a Plan,
    sets: &'a [ArticleSet],
    /// For each condition, the articles that meet it.
    met: &'a [ArticleSet],
    n_articles: u32,
}

/// Articles, those of them that hold all words where not all do, and what was given up.
type Top = (ArticleSet, Option<ArticleSet>, Option<Fallback>);

impl Evaluator<'_> {
    /// The articles that a part of a query asks for, taken at its word.
    fn set(&self, step: &Step) -> ArticleSet {
        match step {
            Step::Leaf(nth) => self.sets[*nth].clone(),
            Step::Condition(nth) => self.met[*nth].clone(),
            Step::Not(step) => {
                let mut set = ArticleSet::all(self.n_articles);
                set.remove(&self.set(step));
                set
            }
            Step::Any(steps) => {
                let mut set = ArticleSet::none(self.n_articles);
                steps.iter().for_each(|step| set.add_all(&self.set(step)));
                set
            }
            Step::All(steps) => {
                let mut set = ArticleSet::all(self.n_articles);
                self.required(steps).into_iter().for_each(|step| set.keep(&self.set(step)));
                set
            }
        }
    }

    /// The steps that must hold: function words need not, as long as something else is asked for.
    fn required<'s>(&self, steps: &'s [Step]) -> Vec<&'s Step> {
        let is_optional = |step: &Step| matches!(step, Step::Leaf(nth) if self.plan.leaves[*nth].is_function_word);
        let says_more = steps.iter().any(|step| !is_optional(step) && !matches!(step, Step::Not(_)));
        steps.iter().filter(|step| !(says_more && is_optional(step))).collect()
    }

    /// Whether a query is a description: many words side by side, however a pasted `OR` may divide them.
    fn describes(&self, step: &Step) -> bool {
        match step {
            Step::All(steps) => self.words(steps).count() >= DESCRIPTION_WORDS,
            Step::Any(steps) => steps.iter().any(|step| self.describes(step)),
            Step::Leaf(_) | Step::Condition(_) | Step::Not(_) => false,
        }
    }

    /// The words of a list that must hold.
    fn words<'s>(&'s self, steps: &'s [Step]) -> impl Iterator<Item = usize> + 's {
        self.required(steps).into_iter().filter_map(|step| match step {
            Step::Leaf(nth) if self.plan.leaves[*nth].is_word => Some(*nth),
            _ => None,
        })
    }

    /// A description: what holds a good part of it, the whole of it first; only names, dates and exclusions stand.
    fn description(&self, root: &Step, scores: &[f32]) -> Top {
        let complete = self.set(root);
        let leaves = self.plan.leaves.iter().enumerate();
        let asked: Vec<usize> =
            leaves.filter(|(_, leaf)| !leaf.is_excluded && !leaf.is_function_word).map(|(nth, _)| nth).collect();
        let mut some = ArticleSet::none(self.n_articles);
        asked.iter().for_each(|nth| some.add_all(&self.sets[*nth]));
        self.narrow(root, &mut some);
        let best = some.iter().map(|article| scores[article as usize]).fold(0.0, f32::max);
        let mut articles = complete.clone();
        some.iter()
            .filter(|article| scores[*article as usize] >= best * DESCRIPTION_SHARE)
            .for_each(|article| articles.add(article));
        if !complete.is_empty() {
            return (articles, Some(complete), None);
        }
        let fallback = self.most_words(&asked, &some).map(|(_, fallback)| fallback);
        (articles, None, fallback)
    }

    /// Takes out what the lists of a description exclude, and what does not meet the conditions of all of it.
    fn narrow(&self, step: &Step, set: &mut ArticleSet) {
        match step {
            Step::Not(step) => set.remove(&self.set(step)),
            Step::Condition(nth) => set.keep(&self.met[*nth]),
            Step::All(steps) => steps.iter().for_each(|step| self.narrow(step, set)),
            Step::Any(steps) => {
                let lists = steps.iter().filter(|step| !matches!(step, Step::Condition(_)));
                lists.for_each(|step| self.exclude(step, set));
            }
            Step::Leaf(_) => {}
        }
    }

    /// Takes out what a list excludes.
    fn exclude(&self, step: &Step, set: &mut ArticleSet) {
        match step {
            Step::Not(step) => set.remove(&self.set(step)),
            Step::All(steps) | Step::Any(steps) => steps.iter().for_each(|step| self.exclude(step, set)),
            Step::Leaf(_) | Step::Condition(_) => {}
        }
    }

    /// A list of conditions: when no article holds all its words, those that hold most; phrases, groups and exclusions stand.
    fn conditions(&self, steps: &[Step]) -> Top {
        let words: Vec<usize> = self.words(steps).collect();
        let mut strict = ArticleSet::all(self.n_articles);
        let others = self.required(steps).into_iter();
        let others = others.filter(|step| !matches!(step, Step::Leaf(nth) if self.plan.leaves[*nth].is_word));
        others.for_each(|step| strict.keep(&self.set(step)));
        let mut complete = strict.clone();
        words.iter().for_each(|nth| complete.keep(&self.sets[*nth]));
        if words.len() < 2 || !complete.is_empty() {
            return (complete, None, None);
        }
        match self.most_words(&words, &strict) {
            Some((articles, fallback)) => (articles, None, Some(fallback)),
            None => (complete, None, None),
        }
    }

    /// Those of some articles that hold the most of some words; `None` when none holds any.
    fn most_words(&self, words: &[usize], among: &ArticleSet) -> Option<(ArticleSet, Fallback)> {
        let mut n_held_by = vec![0u32; self.n_articles as usize];
        for nth in words {
            self.sets[*nth].iter().for_each(|article| n_held_by[article as usize] += 1);
        }
        let n_held = among.iter().map(|article| n_held_by[article as usize]).max().filter(|n_held| *n_held > 0)?;
        let mut articles = ArticleSet::none(self.n_articles);
        among.iter().filter(|article| n_held_by[*article as usize] == n_held).for_each(|article| articles.add(article));
        let mut missing: Vec<String> = Vec::new();
        for nth in words.iter().filter(|nth| self.sets[**nth].is_empty()) {
            let typed = &self.plan.leaves[*nth].typed;
            if !missing.contains(typed) {
                missing.push(typed.clone());
            }
        }
        Some((articles, Fallback::MostWords { n_words: words.len() as u32, n_held, missing }))
    }
}
