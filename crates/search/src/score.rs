//! How well words fit: what a word of a query tells, what its occurrences count for, and what words near each other add.
//!
//! An article's score is the sum, over the words of the query, of [`repeated`] × [`idf`] × [`saturated`] frequency; the best [`NEAR_ARTICLES`] by that
//! sum are put in order once more with their [`nearness`]. The numbers here were chosen by hand from tables of nDCG@10 over five public
//! test collections (`cargo xtask eval --search`), as round values in the middle of what does well on each.

use newsprint_edition::Scoring;

/// How soon further mentions of one word in a query stop counting.
///
/// * Range: 0 counts a word once however often it is typed, which loses eight hundredths of nDCG on queries that are whole paragraphs; large
///   values count every mention, which lets a question's phrases ("the effect of …, the effect on …") outweigh its subject. 4 to 16 do well.
const REPETITION: f32 = 8.0;

/// So many of the best articles are looked at for words near each other.
///
/// * Range: 10 only puts the first page in order; from 20 to 64 no collection changes by a thousandth, and each costs a look at positions.
pub(crate) const NEAR_ARTICLES: usize = 20;

/// Words farther apart than this are not near.
///
/// * Unit: positions. Range: 1 for neighbours alone; a paragraph's end counts as two. Between 3 and 8 no collection
///   changes by more than two thousandths.
const NEAR_POSITIONS: u64 = 8;

/// Each word of a query is paired with so many of those that follow it (function words are left out).
///
/// * Range: 1 for neighbours alone, which is as good; 4 loses a hundredth where words are many.
const NEAR_WORDS: usize = 2;

/// What two words side by side add, beside what the commoner of them tells.
///
/// * Range: 0 for no bonus, which loses up to a hundredth of nDCG on a collection; 0.3 gains no more, and from 0.5 on one accidental pair
///   outweighs a further word of the query.
const NEARNESS: f32 = 0.15;

/// How much a word tells us, given how many articles contain it.
///
/// * Unit: nats; above 0 whenever `n_matching <= n_articles`.
/// * Source: Robertson and Zaragoza, 2009, section 3.2, in Lucene's form.
pub(crate) fn idf(n_articles: u32, n_matching: u32) -> f32 {
    let (n, df) = (n_articles as f32, n_matching as f32);
    libm::logf(1.0 + (n - df + 0.5).max(0.0) / (df + 0.5))
}

/// How much a frequency counts: ever less with every further occurrence, at most `k1 + 1`.
pub(crate) fn saturated(tf: f32, scoring: Scoring) -> f32 {
    tf * (scoring.k1 + 1.0) / (tf + scoring.k1)
}

/// How much a word counts that a query mentions so often: ever less with every further mention.
///
/// * Source: the query's side of BM25; Robertson and Zaragoza, 2009, section 3.4.
pub(crate) fn repeated(n_mentions: usize) -> f32 {
    let n = n_mentions as f32;
    n * (REPETITION + 1.0) / (n + REPETITION)
}

/// What is added to an article's score for words of the query that stand near each other in it.
///
/// Each word is paired with the next two. A pair adds `0.15 × min(weights) ÷ distance` for the closest that the two come, when that is within
/// eight positions; a word has no nearness to itself.
///
/// * `words`: in the order of the query, for each its weight and its rising positions in the article; none where it is missing, or so
///   frequent that its positions are not looked up.
pub(crate) fn nearness(words: &[(f32, &[u64])]) -> f32 {
    let mut sum = 0.0;
    for (nth, (weight, positions)) in words.iter().enumerate() {
        for (other_weight, others) in words[nth + 1..].iter().take(NEAR_WORDS) {
            if let Some(distance) = distance(positions, others).filter(|_| positions != others) {
                sum += NEARNESS * weight.min(*other_weight) / distance as f32;
            }
        }
    }
    sum
}

/// The closest that two words come, when that is near; a shared position (a compound's) is no distance.
fn distance(positions: &[u64], others: &[u64]) -> Option<u64> {
    let closest_to = |position: &u64| {
        let (before, rest) = others.split_at(others.partition_point(|other| other < position));
        let after = rest.iter().find(|other| *other != position);
        before.last().into_iter().chain(after).map(|other| position.abs_diff(*other)).min()
    };
    positions.iter().filter_map(closest_to).min().filter(|distance| *distance <= NEAR_POSITIONS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn further_mentions_and_occurrences_count_less() {
        let scoring = Scoring::default();
        assert_eq!(repeated(1), 1.0);
        assert!(repeated(2) > 1.7 && repeated(2) < 2.0 && repeated(1_000) < 9.0);
        assert!((saturated(1.0, scoring) - 1.0).abs() < 1e-6 && saturated(1e6, scoring) < scoring.k1 + 1.0);
        assert!(idf(1_000, 1) > idf(1_000, 500) && idf(1_000, 1_000) > 0.0);
    }

    #[test]
    fn words_near_each_other_add_what_the_commoner_tells() {
        let (red, sea, ship): (&[u64], &[u64], &[u64]) = (&[3, 40], &[4, 90], &[6]);
        for (words, expected) in [
            (vec![(2.0, red), (5.0, sea)], 0.15 * 2.0),
            (vec![(5.0, sea), (2.0, red)], 0.15 * 2.0),
            (vec![(2.0, red), (5.0, sea), (4.0, ship)], 0.15 * (2.0 + 4.0 / 2.0 + 2.0 / 3.0)),
            (vec![(2.0, red), (9.0, &[]), (9.0, &[]), (5.0, sea)], 0.0),
            (vec![(2.0, red), (2.0, red)], 0.0),
            (vec![(2.0, &[1]), (2.0, &[9])], 0.15 * 2.0 / 8.0),
            (vec![(2.0, &[1]), (2.0, &[10])], 0.0),
            (vec![], 0.0),
        ] {
            assert!((nearness(&words) - expected).abs() < 1e-6, "{words:?}: {} {expected}", nearness(&words));
        }
    }

    proptest! {
        #[test]
        fn the_closest_two_places_are_found(
            a in prop::collection::btree_set(0u64..60, 0..8), b in prop::collection::btree_set(0u64..60, 0..8),
        ) {
            let (a, b): (Vec<u64>, Vec<u64>) = (a.into_iter().collect(), b.into_iter().collect());
            let pairs = a.iter().flat_map(|a| b.iter().map(move |b| a.abs_diff(*b)));
            let expected = pairs.filter(|apart| (1..=NEAR_POSITIONS).contains(apart)).min();
            prop_assert_eq!(distance(&a, &b), expected);
        }
    }
}
