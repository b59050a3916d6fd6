//! Which articles answer a query, and how well.

use newsprint_edition::Scoring;

use crate::Fallback;
use crate::leaves::Held;
use crate::plan::{Plan, Step};
use crate::set::ArticleSet;

/// From this many words on (function words not counted), a query is read as a description, not as a list of conditions: an article need not
/// hold all of them. A reader types up to six words to narrow; a pasted sentence has more.
const DESCRIPTION_WORDS: usize = 7;

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
pub(crate) fn matches(plan: &Plan, held: &[Held], scoring: Scoring, n_articles: u32) -> Matches {
    let sets: Vec<ArticleSet> = held.iter().map(|held| ArticleSet::of(n_articles, &held.articles)).collect();
    let weights: Vec<f32> = held.iter().map(|held| idf(n_articles, held.articles.len() as u32)).collect();
    let evaluator = Evaluator { plan, sets: &sets, n_articles };
    let Some(root) = &plan.root else {
        let articles = ArticleSet::all(n_articles);
        return Matches { articles, complete: None, fallback: None, scores: Vec::new(), weights };
    };
    let (articles, complete, fallback) = match root {
        Step::All(steps) => evaluator.top(steps),
        step => (evaluator.set(step), None, None),
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
    Matches { articles, complete, fallback, scores, weights }
}

struct Evaluator<'a> {
    plan: &'a Plan,
    sets: &'a [ArticleSet],
    n_articles: u32,
}

/// Articles, those of them that hold all words where not all do, and what was given up.
type Top = (ArticleSet, Option<ArticleSet>, Option<Fallback>);

impl Evaluator<'_> {
    /// The articles that a part of a query asks for, taken at its word.
    fn set(&self, step: &Step) -> ArticleSet {
        match step {
            Step::Leaf(nth) => self.sets[*nth].clone(),
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

    /// The whole query, when it is a list: words may be given up, phrases, groups and exclusions may not.
    fn top(&self, steps: &[Step]) -> Top {
        let mut strict = ArticleSet::all(self.n_articles);
        let mut words = Vec::new();
        for step in self.required(steps) {
            match step {
                Step::Leaf(nth) if self.plan.leaves[*nth].is_word => words.push(*nth),
                step => strict.keep(&self.set(step)),
            }
        }
        let mut complete = strict.clone();
        words.iter().for_each(|nth| complete.keep(&self.sets[*nth]));
        let is_description = words.len() >= DESCRIPTION_WORDS;
        if words.len() < 2 || (!complete.is_empty() && !is_description) {
            return (complete, None, None);
        }
        let mut n_held_by = vec![0u32; self.n_articles as usize];
        for nth in &words {
            self.sets[*nth].iter().for_each(|article| n_held_by[article as usize] += 1);
        }
        let n_held = strict.iter().map(|article| n_held_by[article as usize]).max().unwrap_or(0);
        let wanted = n_wanted(words.len() as u32, n_held);
        let mut articles = ArticleSet::none(self.n_articles);
        if wanted > 0 {
            strict
                .iter()
                .filter(|article| n_held_by[*article as usize] >= wanted)
                .for_each(|article| articles.add(article));
        }
        if !complete.is_empty() {
            return (articles, Some(complete), None);
        }
        let missing = words.iter().filter(|nth| self.sets[**nth].is_empty());
        let missing = missing.map(|nth| self.plan.leaves[*nth].typed.clone()).collect();
        let fallback = Fallback::MostWords { n_words: words.len() as u32, n_held, missing };
        (articles, None, (n_held > 0).then_some(fallback))
    }
}

/// How many of its words an article must hold when none holds them all: of up to four the most that any holds, of more a third,
/// so that a description still finds enough to rank.
fn n_wanted(n_words: u32, n_held: u32) -> u32 {
    if n_words <= 4 { n_held } else { n_held.min(n_words.div_ceil(3)) }
}
