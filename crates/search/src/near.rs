//! Whether words stand near each other.

/// Whether the words stand side by side somewhere, in this order.
///
/// * `words`: for each word its positions in one article, rising.
pub(crate) fn stand_in_sequence(words: &[&[u64]]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let follows = |start: u64| (1..).zip(rest).all(|(after, word)| word.binary_search(&(start + after)).is_ok());
    first.iter().any(|start| follows(*start))
}

/// Whether some stretch of `window` positions holds every word, those asked for twice twice.
///
/// * `words`: for each word its positions in one article, rising. A word asked for twice is listed twice.
pub(crate) fn stand_within(words: &[&[u64]], window: u64) -> bool {
    let holds = |from: u64| {
        words.iter().enumerate().all(|(nth, positions)| {
            let n_before = words[..nth].iter().filter(|other| *other == positions).count();
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
            words in prop::collection::vec(prop::collection::btree_set(0u64..40, 0..5), 1..4), window in 1u64..12,
        ) {
            let words: Vec<Vec<u64>> = words.into_iter().map(|word| word.into_iter().collect()).collect();
            let slices: Vec<&[u64]> = words.iter().map(Vec::as_slice).collect();
            let in_stretch = |from: u64, word: &Vec<u64>| {
                word.iter().filter(|position| (from..from + window).contains(*position)).count()
            };
            let expected = (0..40).any(|from| words.iter().all(|word| {
                let n_asked = words.iter().filter(|other| *other == word).count();
                in_stretch(from, word) >= n_asked
            }));
            prop_assert_eq!(stand_within(&slices, window), expected);
        }
    }
}
