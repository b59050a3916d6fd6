//! Whether words stand near each other.

/// Whether some stretch of `window` positions holds every word, those asked for twice twice.
///
/// * `words`: for each word its positions in one article, rising. A word asked for twice is listed twice: `n_before` says for each how
///   often it was listed before. Two words may stand at the same place, as a compound and its first part do.
pub(crate) fn stand_within(words: &[&[u64]], n_before: &[usize], window: u64) -> bool {
    let holds = |from: u64| {
        words.iter().zip(n_before).all(|(positions, n_before)| {
            let at = positions.partition_point(|position| *position < from) + n_before;
            positions.get(at).is_some_and(|position| *position - from < window)
        })
    };
    // The best stretch begins with one of the words.
    words.iter().any(|positions| positions.iter().any(|from| holds(*from)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_stretch_is_found_where_there_is_one(
            words in prop::collection::vec(prop::collection::btree_set(0u64..40, 0..5), 1..4), twice in any::<bool>(), window in 1u64..12,
        ) {
            let mut words: Vec<Vec<u64>> = words.into_iter().map(|word| word.into_iter().collect()).collect();
            let n_words = words.len();
            words.extend(words.first().filter(|_| twice).cloned());
            let n_before: Vec<usize> = (0..words.len()).map(|nth| usize::from(nth == n_words)).collect();
            let slices: Vec<&[u64]> = words.iter().map(Vec::as_slice).collect();
            let in_stretch = |from: u64, word: &Vec<u64>| {
                word.iter().filter(|position| (from..from + window).contains(*position)).count()
            };
            let expected = (0..40).any(|from| words.iter().all(|word| {
                in_stretch(from, word) >= 1
            }) && (!twice || in_stretch(from, &words[0]) >= 2));
            prop_assert_eq!(stand_within(&slices, &n_before, window), expected);
        }
    }
}
