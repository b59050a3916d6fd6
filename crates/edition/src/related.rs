//! Which entities belong together: those that articles name together more often than chance has it.

/// The most entities of an article that are set against each other: those that most articles name. A list of hundreds of names relates nobody.
const MAX_OF_ARTICLE: usize = 64;

/// How many articles must name two entities together.
const LEAST_TOGETHER: u32 = 2;

/// The least significance: by chance, one pair in a hundred has more.
///
/// * Unit: G², as [`significance`] gives it; the 99th percentile of chi-squared with one degree of freedom.
const LEAST_SIGNIFICANCE: f64 = 6.635;

/// How unlikely it is that two things fall together so often by chance.
///
/// * Shape: articles in all, those that name one, those that name the other, those that name both.
/// * Unit: G², twice the logarithm of the likelihood ratio; 0 when they fall together no more often than chance has it.
/// * Source: Dunning, 1993, "Accurate methods for the statistics of surprise and coincidence".
pub fn significance(n_all: u32, n_one: u32, n_other: u32, n_both: u32) -> f64 {
    let [all, one, other, both] = [n_all, n_one, n_other, n_both].map(f64::from);
    if both * all <= one * other {
        return 0.0;
    }
    let cell = |n: f64, row: f64, column: f64| if n > 0.0 { n * libm::log(n * all / (row * column)) } else { 0.0 };
    2.0 * (cell(both, one, other)
        + cell(one - both, one, all - other)
        + cell(other - both, all - one, other)
        + cell(all - one - other + both, all - one, all - other))
}

/// Finds the entities that are related to one another, from the entities of each article.
///
/// Only what some article names together is counted, one entity after another: memory grows with the number of entities and of names in articles, not with
/// that of pairs.
pub struct Relations<'r> {
    /// For each article, its rising entities.
    row: &'r dyn Fn(usize) -> &'r [u32],
    n_articles: u32,
    /// For each entity, how many articles name it.
    n_naming: &'r [u32],
    /// For each entity, how many articles name it together with the one being looked at.
    n_both: Vec<u32>,
    /// Those of which that is not 0.
    met: Vec<u32>,
}

impl<'r> Relations<'r> {
    /// * Shape: each article's entities, rising and all of them counted in `n_naming`.
    pub fn new(n_articles: usize, row: &'r dyn Fn(usize) -> &'r [u32], n_naming: &'r [u32]) -> Relations<'r> {
        Relations { row, n_articles: n_articles as u32, n_naming, n_both: vec![0; n_naming.len()], met: Vec::new() }
    }

    /// The entities most significantly related to one, the most significant first; then those that more articles name with it, then by number.
    ///
    /// * Shape: `articles` are those that name the entity; at most `n_most` come out.
    pub fn of(&mut self, entity: u32, articles: &[u32], n_most: usize) -> Vec<u32> {
        if (articles.len() as u32) < LEAST_TOGETHER {
            return Vec::new();
        }
        for article in articles {
            let row = (self.row)(*article as usize).iter().copied();
            let told = row.filter(|other| self.n_naming[*other as usize] >= LEAST_TOGETHER);
            // An entity beyond the bound is set against the others all the same, so that it has relations of its own.
            for other in told.take(MAX_OF_ARTICLE).filter(|other| *other != entity) {
                let n_both = &mut self.n_both[other as usize];
                if *n_both == 0 {
                    self.met.push(other);
                }
                *n_both += 1;
            }
        }
        let mut best: Vec<(f64, u32, u32)> = Vec::with_capacity(n_most + 1);
        for other in self.met.drain(..) {
            let n_both = std::mem::take(&mut self.n_both[other as usize]);
            if n_both < LEAST_TOGETHER {
                continue;
            }
            let told = significance(self.n_articles, articles.len() as u32, self.n_naming[other as usize], n_both);
            if told < LEAST_SIGNIFICANCE {
                continue;
            }
            let turn = |it: &(f64, u32, u32)| {
                it.0.total_cmp(&told).reverse().then(n_both.cmp(&it.1)).then(it.2.cmp(&other)).is_lt()
            };
            let at = best.partition_point(turn);
            if at < n_most {
                best.insert(at, (told, n_both, other));
                best.truncate(n_most);
            }
        }
        best.into_iter().map(|(_, _, other)| other).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is related to `entity` in articles that name these.
    fn related(articles: &[Vec<u32>], entity: u32, n_most: usize) -> Vec<u32> {
        let n_entities = articles.iter().flatten().max().map_or(0, |most| most + 1);
        let mut n_naming = vec![0; n_entities as usize];
        articles.iter().flatten().for_each(|entity| n_naming[*entity as usize] += 1);
        let row = |nth: usize| articles[nth].as_slice();
        let naming: Vec<u32> =
            (0u32..).zip(articles).filter(|(_, row)| row.contains(&entity)).map(|(nth, _)| nth).collect();
        let mut relations = Relations::new(articles.len(), &row, &n_naming);
        let first = relations.of(entity, &naming, n_most);
        assert_eq!(relations.of(entity, &naming, n_most), first, "nothing is left from the question before");
        first
    }

    #[test]
    fn significance_is_that_of_the_likelihood_ratio() {
        // Dunning's bigrams: 110 and 2,442 times, 111 times after another word, 29,114 in neither; and what chance has.
        let near = |a: f64, b: f64| (a - b).abs() < 0.01;
        assert!(near(significance(31_777, 2_552, 221, 110), 270.72), "{}", significance(31_777, 2_552, 221, 110));
        assert_eq!(significance(100, 10, 10, 1), 0.0);
        assert_eq!(significance(100, 50, 50, 10), 0.0);
        assert!(near(significance(6, 2, 2, 2), 7.64));
    }

    #[test]
    fn the_most_frequent_partner_is_not_the_most_significant() {
        // 0, a capital, is everywhere; 1, a minister, is in six of forty articles, always with it, and in five with 2, a ministry.
        let mut articles: Vec<Vec<u32>> = (0..36).map(|nth| vec![0, 3 + nth % 4]).collect();
        articles[..6].iter_mut().for_each(|row| row.insert(1, 1));
        articles[..5].iter_mut().for_each(|row| row.insert(2, 2));
        articles.extend((0..4).map(|_| vec![7]));
        let n_both = |other: u32| articles.iter().filter(|row| row.contains(&1) && row.contains(&other)).count();
        assert_eq!((n_both(0), n_both(2)), (6, 5));
        assert_eq!(related(&articles, 1, 8), [2]);
    }

    #[test]
    fn what_is_named_together_once_or_as_chance_has_it_is_not_related() {
        let once: Vec<Vec<u32>> = (0..50).map(|nth| if nth == 0 { vec![0, 1] } else { vec![2 + nth % 3] }).collect();
        assert_eq!(related(&once, 0, 8), [0; 0]);
        let chance: Vec<Vec<u32>> = (0..64u32).map(|nth| (0..6).filter(|bit| nth >> bit & 1 == 1).collect()).collect();
        assert_eq!(related(&chance, 3, 8), [0; 0]);
    }

    #[test]
    fn the_best_come_first_and_no_more_than_asked_for() {
        // 0 and 1 are always together, 0 and 2 mostly, 0 and 3 as often as 0 and 4.
        let mut articles = vec![vec![0, 1, 2, 3, 4]; 5];
        articles.push(vec![0, 1]);
        articles.push(vec![2]);
        articles.extend([vec![3], vec![4], vec![3], vec![4]]);
        articles.extend((0..60).map(|_| vec![5]));
        assert_eq!(related(&articles, 0, 8), [1, 2, 3, 4]);
        assert_eq!(related(&articles, 0, 2), [1, 2]);
    }

    #[test]
    fn an_article_that_lists_thousands_relates_only_its_first_ones() {
        let mut articles = vec![(0..5_000).collect::<Vec<u32>>(); 3];
        articles.extend((0..400).map(|_| vec![5_000]));
        let found = related(&articles, 4_999, 100);
        assert_eq!(found, (0..64).collect::<Vec<u32>>());
    }
}
