//! How good a ranking is: nDCG@10, mean average precision, recall among the first hundred.

use crate::collection::{Collection, Query};

/// Means over the queries of a collection.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measures {
    /// nDCG@10, a relevant document's gain being 1 whatever its grade.
    pub ndcg: f64,
    /// nDCG@10 with linear gain: a document's gain is its grade.
    pub graded_ndcg: f64,
    /// Mean average precision over all that was found.
    pub map: f64,
    /// The share of the relevant documents among the first hundred.
    pub recall: f64,
}

/// Measures a way to answer queries: text in, ids of documents out, best first.
///
/// * Source: Järvelin and Kekäläinen, 2002, with log2 of rank + 1.
pub fn measure<E>(
    collection: &Collection,
    mut answer: impl FnMut(&str) -> Result<Vec<String>, E>,
) -> Result<Measures, E> {
    let mut sum = Measures::default();
    for query in &collection.queries {
        let ranking = answer(&query.text)?;
        sum.ndcg += ndcg(&ranking, query, |_| 1.0);
        sum.graded_ndcg += ndcg(&ranking, query, |grade| grade);
        let (mut n_relevant, mut precisions, mut n_early) = (0.0, 0.0, 0.0);
        for (nth, document) in ranking.iter().enumerate() {
            if query.grades.contains_key(document) {
                n_relevant += 1.0;
                precisions += n_relevant / (nth + 1) as f64;
                n_early += f64::from(u8::from(nth < 100));
            }
        }
        sum.map += precisions / query.grades.len() as f64;
        sum.recall += n_early / query.grades.len() as f64;
    }
    let n = collection.queries.len().max(1) as f64;
    let Measures { ndcg, graded_ndcg, map, recall } = sum;
    Ok(Measures { ndcg: ndcg / n, graded_ndcg: graded_ndcg / n, map: map / n, recall: recall / n })
}

fn ndcg(ranking: &[String], query: &Query, gain: impl Fn(f64) -> f64) -> f64 {
    let discounted = |gains: &mut dyn Iterator<Item = f64>| -> f64 {
        (0..10).zip(gains).map(|(nth, gain)| gain / f64::log2(f64::from(nth) + 2.0)).sum()
    };
    let mut ideal: Vec<f64> = query.grades.values().map(|grade| gain(*grade)).collect();
    ideal.sort_by(|a, b| b.total_cmp(a));
    let mut found = ranking.iter().map(|document| query.grades.get(document).map_or(0.0, |grade| gain(*grade)));
    discounted(&mut found) / discounted(&mut ideal.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ranking_is_measured_as_the_formulas_say() {
        let grades = [("a".to_owned(), 3.0), ("b".to_owned(), 1.0)].into();
        let queries = vec![Query { text: "q".into(), grades }];
        let collection = Collection { documents: Vec::new(), queries };
        let of = |ranking: &[&str]| {
            let ranking: Vec<String> = ranking.iter().map(|id| (*id).to_owned()).collect();
            measure(&collection, |_| Ok::<_, ()>(ranking.clone())).unwrap()
        };
        let perfect = of(&["a", "b"]);
        assert_eq!((perfect.ndcg, perfect.graded_ndcg, perfect.map, perfect.recall), (1.0, 1.0, 1.0, 1.0));
        let half = of(&["x", "b"]);
        let third = 1.0 / 3f64.log2();
        assert!((half.ndcg - third / (1.0 + third)).abs() < 1e-12);
        assert!((half.graded_ndcg - third / (3.0 + third)).abs() < 1e-12);
        assert_eq!((half.map, half.recall), (0.25, 0.5));
        assert_eq!(of(&[]).ndcg, 0.0);
    }
}
