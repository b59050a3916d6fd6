//! Why an article stands where it does.

use newsprint_edition::{Answer, Opened};
use newsprint_model::ArticleNumber;

use crate::leaves::Index;
use crate::matching::{Evaluator, scored, weights};
use crate::plan::Plan;
use crate::score::saturated;
use crate::{Explanation, LeafExplained, WordExplained};

/// Explains the score of an article for a plan.
///
/// * `is_best`: whether it is among those that words near each other add to.
pub(crate) fn explain(edition: &Opened, plan: &Plan, article: u32, is_best: bool) -> Answer<Explanation> {
    let scored = scored(plan);
    let weights = weights(plan, edition.boot().n_articles);
    let index = Index::open(edition, plan, &scored)?;
    let (mut leaves, mut answer) = (Vec::new(), Ok(()));
    for ((leaf, is_scored), weight) in plan.leaves.iter().zip(&scored).zip(&weights) {
        let tf = |held: Answer<crate::leaves::Held>| held.map(|held| held.tfs_of(&[article]).next().unwrap_or(0.0));
        let of_leaf = tf(index.held(leaf, Some(&[article])));
        let mut words = Vec::new();
        for nth in leaf.ways.iter().flatten().flat_map(|slot| &slot.entries) {
            let of_word = tf(index.sum(&[*nth], &[], Some(&[article])));
            let Some(entry) = plan.entries.get(*nth) else { continue };
            match of_word {
                Ok(tf) if tf > 0.0 && words.iter().all(|word: &WordExplained| word.word != entry.word) => {
                    words.push(WordExplained { word: entry.word.clone(), n_articles: entry.n_articles, tf });
                }
                Ok(_) => {}
                Err(refusal) => answer = Err(refusal),
            }
        }
        let tf = match of_leaf {
            Ok(tf) => tf,
            Err(refusal) => {
                answer = Err(refusal);
                continue;
            }
        };
        let counts = *is_scored && tf > 0.0;
        let score = if counts { weight * saturated(tf, edition.boot().scoring) } else { 0.0 };
        leaves.push(LeafExplained { typed: leaf.typed.clone(), is_scored: *is_scored, words, idf: *weight, tf, score });
    }
    answer?;
    let best = [article];
    let near = Evaluator::new(&index, plan, &[], &weights, scored).nearness(if is_best { &best } else { &[] })?;
    let nearness = near.first().copied().unwrap_or(0.0);
    let score = leaves.iter().map(|leaf| leaf.score).sum::<f32>() + nearness;
    Ok(Explanation { article: ArticleNumber(article), score, nearness, leaves })
}
