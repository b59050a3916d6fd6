//! How well words fit: what a word of a query tells, and what its occurrences count for.
//!
//! An article's score is the sum, over the words of the query, of [`repeated`] × [`idf`] × [`saturated`] frequency. The numbers here were chosen by hand
//! from tables of nDCG@10 over five public test collections, as round values in the middle of what does well on each.

use newsprint_edition::Scoring;

/// How soon further mentions of one word in a query stop counting.
///
/// * Range: 0 counts a word once however often it is typed, which loses eight hundredths of nDCG on queries that are whole paragraphs; large
///   values count every mention, which lets a question's phrases ("the effect of …, the effect on …") outweigh its subject. 4 to 16 do well.
const REPETITION: f32 = 8.0;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_mentions_and_occurrences_count_less() {
        let scoring = Scoring::default();
        assert_eq!(repeated(1), 1.0);
        assert!(repeated(2) > 1.7 && repeated(2) < 2.0 && repeated(1_000) < 9.0);
        assert!((saturated(1.0, scoring) - 1.0).abs() < 1e-6 && saturated(1e6, scoring) < scoring.k1 + 1.0);
        assert!(idf(1_000, 1) > idf(1_000, 500) && idf(1_000, 1_000) > 0.0);
    }
}
