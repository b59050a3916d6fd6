//! Sets of article numbers, one bit each.

/// A set of articles of one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ArticleSet {
    n_articles: u32,
    bits: Vec<u64>,
}

impl ArticleSet {
    /// No article of an edition of `n_articles`.
    pub(crate) fn none(n_articles: u32) -> ArticleSet {
        ArticleSet { n_articles, bits: vec![0; (n_articles as usize).div_ceil(64)] }
    }

    /// Every article.
    pub(crate) fn all(n_articles: u32) -> ArticleSet {
        let mut set = ArticleSet::none(n_articles);
        set.add_range(0, n_articles);
        set
    }

    /// These articles; numbers outside the edition are left out.
    pub(crate) fn of(n_articles: u32, articles: &[u32]) -> ArticleSet {
        let mut set = ArticleSet::none(n_articles);
        articles.iter().for_each(|article| set.add(*article));
        set
    }

    pub(crate) fn add(&mut self, article: u32) {
        if article < self.n_articles {
            self.bits[article as usize / 64] |= 1 << (article % 64);
        }
    }

    /// Adds the articles from `start` up to `end`.
    pub(crate) fn add_range(&mut self, start: u32, end: u32) {
        let end = end.min(self.n_articles);
        for nth in start / 64..end.div_ceil(64) {
            let (before, after) = (start.saturating_sub(nth * 64), (nth * 64 + 64).saturating_sub(end));
            if before < 64 {
                self.bits[nth as usize] |= u64::MAX << before & u64::MAX >> after;
            }
        }
    }

    pub(crate) fn holds(&self, article: u32) -> bool {
        self.bits.get(article as usize / 64).is_some_and(|word| word >> (article % 64) & 1 == 1)
    }

    pub(crate) fn len(&self) -> u32 {
        self.bits.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether it holds every article.
    pub(crate) fn is_full(&self) -> bool {
        self.len() == self.n_articles
    }

    /// Keeps only what `other` holds too.
    pub(crate) fn keep(&mut self, other: &ArticleSet) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(word, other)| *word &= other);
    }

    /// Takes out what `other` holds.
    pub(crate) fn remove(&mut self, other: &ArticleSet) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(word, other)| *word &= !other);
    }

    /// Adds what `other` holds.
    pub(crate) fn add_all(&mut self, other: &ArticleSet) {
        self.bits.iter_mut().zip(&other.bits).for_each(|(word, other)| *word |= other);
    }

    /// The articles, rising.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.bits.iter().zip(0u32..).flat_map(|(word, nth)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                Some(nth * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sets_behave_as_sets(a in prop::collection::btree_set(0u32..200, 0..50), b in prop::collection::btree_set(0u32..200, 0..50)) {
            let set = |from: &BTreeSet<u32>| ArticleSet::of(200, &from.iter().copied().collect::<Vec<_>>());
            let read = |set: &ArticleSet| set.iter().collect::<BTreeSet<u32>>();
            let (mut kept, mut removed, mut added) = (set(&a), set(&a), set(&a));
            kept.keep(&set(&b));
            removed.remove(&set(&b));
            added.add_all(&set(&b));
            prop_assert_eq!(read(&kept), &a & &b);
            prop_assert_eq!(read(&removed), &a - &b);
            prop_assert_eq!(added.len() as usize, (&a | &b).len());
            prop_assert_eq!(kept.len() as usize, (&a & &b).len());
            prop_assert!(a.iter().all(|article| added.holds(*article)) && !added.holds(200));
        }
    }

    #[test]
    fn all_ends_with_the_last_article() {
        assert_eq!((ArticleSet::all(65).len(), ArticleSet::all(0).len(), ArticleSet::none(9).len()), (65, 0, 0));
    }
}
