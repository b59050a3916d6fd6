//! What a sentence is as a whole: shouted, a table, quoted in places, with runs of capitals.

use super::word::Word;

/// The most words that are looked at as one run of capitals: keeps a text of nothing but capitals linear.
pub(super) const MAX_RUN: usize = 16;

/// The most words between two quotation marks that are looked at as one.
const MAX_QUOTED: usize = 8;

/// Whether a sentence is all in capitals.
pub(super) fn is_shouted(sentence: &[Word]) -> bool {
    let n_words = sentence.iter().filter(|word| word.is_alphabetic).count();
    let n_upper = sentence.iter().filter(|word| word.is_upper).count();
    n_words >= 3 && n_upper * 10 >= n_words * 6
}

/// How much of a sentence is numbers and capitals: 0 for sentences proper, 2 for most tables.
pub(super) fn tabular(sentence: &[Word]) -> u64 {
    let n_lower = sentence.iter().filter(|word| word.is_alphabetic && !word.is_capital).count();
    let n_numbers = sentence.iter().filter(|word| word.is_number).count();
    match (n_numbers, n_lower) {
        (0, _) => 0,
        (_, 0) => 2,
        (n_numbers, n_lower) => u64::from(n_numbers * 2 > n_lower),
    }
}

/// Which words stand between quotation marks that are close together: titles of works, by-names.
pub(super) fn quoted(sentence: &[Word]) -> Vec<bool> {
    let mut quoted = vec![false; sentence.len()];
    let mut open: Option<usize> = None;
    for (at, word) in sentence.iter().enumerate() {
        if word.is_quote {
            match open {
                Some(start) if at - start <= MAX_QUOTED => {
                    quoted[start + 1..at].iter_mut().for_each(|quoted| *quoted = true);
                    open = None;
                }
                _ => open = Some(at),
            }
        }
    }
    quoted
}

/// The runs of capitalised words, one for each word that stands in one.
pub(super) fn runs(sentence: &[Word]) -> Vec<Option<std::ops::Range<usize>>> {
    let mut runs = vec![None; sentence.len()];
    let mut start = 0;
    while start < sentence.len() {
        if !sentence[start].is_capital {
            start += 1;
            continue;
        }
        let mut end = start + 1;
        while end - start < MAX_RUN && sentence.get(end).is_some_and(|word| word.is_capital) {
            end += 1;
        }
        runs[start..end].iter_mut().for_each(|run| *run = Some(start..end));
        start = end;
    }
    runs
}
