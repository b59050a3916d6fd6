//! The best articles for one word, without reading the blocks of its lists that cannot hold one.

use newsprint_edition::{Answer, Block, List, Scoring, in_order};

use crate::leaves::Index;
use crate::order::{DateOrder, Least};
use crate::score::saturated;

/// Articles from `first` to `last`, and a score that none of them exceeds.
struct Stretch {
    first: u32,
    last: u32,
    at_most: f32,
}

/// A bound from more than one list is a sum taken in another order than the score's: this much above it lies what rounding may add.
const SLACK: f32 = 1.0 + 1e-5;

/// The ranks (see [`rank`]) of the `n` best articles of a word, best first.
///
/// * `entries`: the words of the dictionary that count as it; `weight`: its idf.
pub(crate) fn best(
    index: &Index,
    entries: &[usize],
    (weight, scoring): (f32, Scoring),
    order: &DateOrder,
    n: usize,
) -> Answer<Vec<u64>> {
    let lists: Vec<&List> = index.lists_of(entries).collect();
    let score = |tf: f32| weight * saturated(tf, scoring);
    let mut stretches = stretches(&lists, index);
    for stretch in &mut stretches {
        stretch.at_most = score(stretch.at_most) * if lists.len() > 1 { SLACK } else { 1.0 };
    }
    // The best conceivable rank of a stretch's articles: that of its newest, with the most it can have.
    let best_rank = |stretch: &Stretch| rank(stretch.at_most, order.first_turn(stretch.first, stretch.last));
    let ranks: Vec<u64> = stretches.iter().map(best_rank).collect();
    let mut turns: Vec<(u64, usize)> = in_order(&ranks).into_iter().map(|nth| (ranks[nth], nth)).collect();

    // Each block of the longest list holds an article with the block's maximum, so as many of them as wanted bound what is worth reading.
    let longest = lists.iter().max_by_key(|list| list.n_articles());
    let maxima = longest.map_or(Vec::new(), |list| (0..list.n_blocks()).map(|nth| list.max_impact(nth)).collect());
    let maxima = falling(maxima);
    let floor = match (n.checked_sub(1).and_then(|last| maxima.get(last)), longest) {
        (Some(impact), Some(list)) if list.n_blocks() > 1 => score(index.tfs[usize::from(*impact)]),
        _ => 0.0,
    };
    turns.retain(|(_, nth)| stretches[*nth].at_most >= floor);
    let mut answer = Ok(());
    for stretch in turns.iter().map(|(_, nth)| &stretches[*nth]) {
        for list in &lists {
            answer = answer.and(index.edition.want_blocks(list, &blocks_in(list, stretch)));
        }
    }
    answer?;

    let mut least = Least::new(n);
    let (mut block, mut tfs) = (Block::default(), Vec::new());
    for (best, nth) in turns {
        if best >= least.bound() {
            break;
        }
        let stretch = &stretches[nth];
        // In the order of the lists, as a score's sum is taken.
        tfs.clear();
        tfs.resize((stretch.last - stretch.first) as usize + 1, 0.0f32);
        for list in &lists {
            for nth in blocks_in(list, stretch) {
                index.edition.block(list, nth, &mut block)?;
                for (article, impact) in block.articles[..block.n].iter().zip(&block.impacts) {
                    if let Some(tf) = article.checked_sub(stretch.first).and_then(|at| tfs.get_mut(at as usize)) {
                        *tf += index.tfs[usize::from(*impact)];
                    }
                }
            }
        }
        for (article, tf) in (stretch.first..).zip(&tfs).filter(|(_, tf)| **tf > 0.0) {
            least.add(rank(score(*tf), order.turn(article, true)));
        }
    }
    Ok(least.sorted())
}

/// One number that orders everything: the score, then the turn by date. The bits of a score, which is never negative, compare as it
/// does.
pub(crate) fn rank(score: f32, turn: u32) -> u64 {
    u64::from(u32::MAX - score.max(0.0).to_bits()) << 32 | u64::from(turn)
}

/// The score in a rank.
pub(crate) fn score_in(rank: u64) -> f32 {
    f32::from_bits(u32::MAX - (rank >> 32) as u32)
}

/// All articles, cut where the blocks of the longest list end, each with the frequency that its articles have at most.
fn stretches(lists: &[&List], index: &Index) -> Vec<Stretch> {
    let Some(longest) = lists.iter().max_by_key(|list| list.n_articles()) else { return Vec::new() };
    let n_articles = index.edition.boot().n_articles;
    let mut stretches = Vec::new();
    let mut first = 0;
    for nth in 0..longest.n_blocks() {
        let last = longest.last(nth).min(n_articles.saturating_sub(1));
        stretches.push(Stretch { first, last, at_most: 0.0 });
        first = last.saturating_add(1);
    }
    stretches.push(Stretch { first, last: n_articles.saturating_sub(1), at_most: 0.0 });
    stretches.retain(|stretch| stretch.first <= stretch.last);
    for list in lists {
        let mut nth = 0;
        for stretch in &mut stretches {
            while nth < list.n_blocks() && list.last(nth) < stretch.first {
                nth += 1;
            }
            let mut maximum = None;
            while nth < list.n_blocks() {
                maximum = maximum.max(Some(list.max_impact(nth)));
                if list.last(nth) >= stretch.last {
                    break;
                }
                nth += 1;
            }
            stretch.at_most += maximum.map_or(0.0, |impact| index.tfs[usize::from(impact)]);
        }
    }
    stretches.retain(|stretch| stretch.at_most > 0.0);
    stretches
}

/// The blocks of a list that may hold articles of a stretch.
fn blocks_in(list: &List, stretch: &Stretch) -> Vec<usize> {
    let n_before = |article: u32| {
        let (mut low, mut high) = (0, list.n_blocks());
        while low < high {
            let middle = (low + high) / 2;
            if list.last(middle) < article { low = middle + 1 } else { high = middle }
        }
        low
    };
    (n_before(stretch.first)..n_before(stretch.last).saturating_add(1).min(list.n_blocks())).collect()
}

/// Bytes from the greatest to the least.
fn falling(bytes: Vec<u8>) -> Vec<u8> {
    let mut falling: Vec<u64> = bytes.into_iter().map(|byte| u64::from(u8::MAX - byte)).collect();
    falling.sort_unstable();
    falling.into_iter().map(|byte| u8::MAX - byte as u8).collect()
}
