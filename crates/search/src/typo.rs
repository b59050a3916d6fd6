//! Words of the dictionary that a mistyped word may have been meant as.

use newsprint_edition::{Answer, Opened, add_sorted, in_order};

/// Words of fewer letters are not corrected: too many others are one letter away.
const MIN_LETTERS: usize = 3;

/// From this many letters on, two of them may be wrong.
const TWO_EDITS_LETTERS: usize = 8;

/// How many chunks of the dictionary are looked through for one word.
const MAX_CHUNKS: usize = 6;

/// Of so many first letters, one too many or two exchanged is looked for elsewhere in the dictionary.
const N_FIRST: usize = 3;

/// A letter left out or two exchanged leave few ways to be undone, a wrong or additional letter many: any given one of them is that
/// much likelier to be what was meant.
///
/// * Range: at 1, edits of all kinds weigh alike; at 20, a rare word with one letter more beats a common one with another letter.
const FEW_WAYS: u32 = 8;

/// A word within reach of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    pub word: String,
    /// Articles that hold it, weighed by how likely the mistake is.
    pub merit: u64,
    pub n_edits: u8,
}

/// How many letters of a word may be wrong when it is corrected; 0 for what is not corrected: short words, numbers, and scripts without
/// letters or without spaces.
pub(crate) fn n_edits_for(word: &str) -> u8 {
    let n_letters = word.chars().count();
    let is_lettered = word.chars().all(|c| c.is_alphabetic() && alphabet(c).is_some());
    match n_letters {
        _ if !is_lettered || n_letters < MIN_LETTERS => 0,
        _ if n_letters >= TWO_EDITS_LETTERS => 2,
        _ => 1,
    }
}

/// The words of the dictionary within some edits of a word, likeliest first; the word itself is not among them.
///
/// * Source: an edit is an insertion, a deletion, a substitution or an exchange of neighbours; Damerau 1964, each stretch edited once.
pub(crate) fn near(edition: &Opened, word: &str, max_edits: u8) -> Answer<Vec<Near>> {
    let mut found: Vec<Near> = Vec::new();
    let mut edits = Edits::new(word, max_edits);
    // What else a mistake in the first letters can be undone to, where that leaves few words to look up.
    let letters: Vec<char> = word.chars().collect();
    let mut elsewhere = Vec::new();
    for at in 0..N_FIRST.min(letters.len().saturating_sub(1)) {
        let (mut fewer, mut exchanged) = (letters.clone(), letters.clone());
        fewer.remove(at);
        exchanged.swap(at, at + 1);
        [fewer, exchanged].into_iter().for_each(|letters| add_sorted(&mut elsewhere, letters.into_iter().collect()));
    }
    elsewhere.retain(|other: &String| other != word);
    let elsewhere = edition.dictionary(&elsewhere, &[]);
    let prefix_end = letters.first().map_or(0, |first| first.len_utf8());
    let here = edition.each_word(&word[..prefix_end], word, MAX_CHUNKS, &mut |other, n_articles| {
        if let Some(n_edits) = edits.to(other).filter(|n_edits| *n_edits > 0) {
            let merit = merit(word, other, n_articles, n_edits);
            let is_added_to = |near: &&mut Near| !edition.is_one_part() && near.word == other;
            match found.iter_mut().find(is_added_to) {
                Some(near) => near.merit += merit,
                None => found.push(Near { word: other.to_owned(), merit, n_edits }),
            }
        }
    });
    let (elsewhere, ()) = (elsewhere?, here?);
    for entry in elsewhere.0.into_iter().flatten() {
        if found.iter().all(|near| near.word != entry.word) {
            let merit = merit(word, &entry.word, entry.n_articles, 1);
            found.push(Near { word: entry.word, merit, n_edits: 1 });
        }
    }
    // By falling merit; equal ones by word, as they were found.
    // A merit is an article count times a small factor: far below 2^48.
    let turn = |near: &Near| u64::from(near.n_edits) << 48 | ((1 << 48) - 1 - near.merit);
    let order = in_order(&found.iter().map(turn).collect::<Vec<_>>());
    let mut found: Vec<Option<Near>> = found.into_iter().map(Some).collect();
    Ok(order.into_iter().filter_map(|nth| found[nth].take()).collect())
}

/// Articles that hold a word, weighed by how likely it was mistyped so.
fn merit(typed: &str, meant: &str, n_articles: u32, n_edits: u8) -> u64 {
    let n_letters = |word: &str| word.chars().count();
    let has_few_ways = match n_letters(meant).cmp(&n_letters(typed)) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => n_edits == 1 && is_exchange(typed, meant),
        std::cmp::Ordering::Less => false,
    };
    u64::from(n_articles) * u64::from(if has_few_ways { FEW_WAYS } else { 1 })
}

/// Whether two words one edit apart have the same letters.
fn is_exchange(a: &str, b: &str) -> bool {
    let mut differing = a.chars().zip(b.chars()).filter(|(a, b)| a != b);
    match (differing.next(), differing.next()) {
        (Some((a, b)), Some((c, d))) => a == d && b == c,
        _ => false,
    }
}

/// The letters that a folded word of a letter's script is written with; `None` where typing is not by letter.
fn alphabet(c: char) -> Option<std::ops::RangeInclusive<char>> {
    let alphabets = ['a'..='z', 'α'..='ω', 'а'..='я', 'א'..='ת', 'ء'..='ي'];
    let beyond = |c: char| match c as u32 {
        0x61..=0x24F => Some('a'),
        0x370..=0x3FF => Some('α'),
        0x400..=0x52F => Some('а'),
        0x590..=0x5FF => Some('א'),
        0x600..=0x6FF => Some('ء'),
        _ => None,
    };
    let first = beyond(c)?;
    alphabets.into_iter().find(|letters| *letters.start() == first)
}

/// Counts edits between one word and many sorted ones, sharing the work on the letters that neighbours share.
struct Edits {
    typed: Vec<char>,
    max: u8,
    /// The letters of the word looked at last, as far as they were looked at.
    path: Vec<char>,
    /// After each letter of the path, and before the first: edits to each beginning of `typed`.
    rows: Vec<Vec<u8>>,
}

impl Edits {
    fn new(typed: &str, max: u8) -> Edits {
        let typed: Vec<char> = typed.chars().collect();
        let first = (0..=typed.len()).map(|n| n.min(usize::from(u8::MAX)) as u8).collect();
        Edits { typed, max, path: Vec::new(), rows: vec![first] }
    }

    /// Edits to a word; `None` above the most allowed.
    fn to(&mut self, word: &str) -> Option<u8> {
        let n_shared = self.path.iter().zip(word.chars()).take_while(|(a, b)| **a == *b).count();
        self.path.truncate(n_shared);
        self.rows.truncate(n_shared + 1);
        for c in word.chars().skip(n_shared) {
            if self.is_out_of_reach() {
                return None;
            }
            self.push(c);
        }
        self.rows.last().and_then(|row| row.last()).copied().filter(|n_edits| *n_edits <= self.max)
    }

    /// Whether no word that goes on from here can be near.
    fn is_out_of_reach(&self) -> bool {
        self.rows.last().is_some_and(|row| row.iter().all(|n_edits| *n_edits > self.max))
    }

    fn push(&mut self, c: char) {
        let n = self.path.len();
        let (above, before) = (&self.rows[n], n.checked_sub(1).map(|n| (&self.rows[n], self.path[n])));
        let mut row: Vec<u8> = Vec::with_capacity(above.len());
        row.push(above[0].saturating_add(1));
        for (at, typed) in self.typed.iter().enumerate() {
            let mut least = above[at].saturating_add(u8::from(*typed != c));
            least = least.min(above[at + 1].saturating_add(1)).min(row[at].saturating_add(1));
            if let Some((row_before, last)) = before
                && at > 0
                && self.typed[at - 1] == c
                && *typed == last
            {
                least = least.min(row_before[at - 1].saturating_add(1));
            }
            row.push(least);
        }
        self.rows.push(row);
        self.path.push(c);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// By the book, each pair of words on its own.
    fn n_edits(a: &[char], b: &[char]) -> usize {
        match (a, b) {
            ([], rest) | (rest, []) => rest.len(),
            ([.., x], [.., y]) => {
                let (shorter, other) = (&a[..a.len() - 1], &b[..b.len() - 1]);
                let mut least = n_edits(shorter, other) + usize::from(x != y);
                least = least.min(n_edits(shorter, b) + 1).min(n_edits(a, other) + 1);
                if let ([start @ .., p, q], [other @ .., r, s]) = (a, b)
                    && p == s
                    && q == r
                {
                    least = least.min(n_edits(start, other) + 1);
                }
                least
            }
        }
    }

    proptest! {
        #[test]
        fn edits_are_counted_as_by_the_book(typed in "[ab\u{633}]{0,5}", words in prop::collection::btree_set("[ab\u{633}]{0,5}", 0..20), max in 1u8..3) {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            let mut edits = Edits::new(&typed, max);
            for word in words {
                let expected = n_edits(&letters(&typed), &letters(&word));
                prop_assert_eq!(edits.to(&word), Some(expected as u8).filter(|n| *n <= max), "{}", word);
            }
        }
    }

    #[test]
    fn what_is_likelier_weighs_more() {
        let heavier = |typed, likelier, other| assert!(merit(typed, likelier, 10, 1) > merit(typed, other, 10, 1));
        heavier("habour", "harbour", "labour");
        heavier("hrabour", "harbour", "arabour");
        assert!(merit("hxrbour", "harbour", 10, 1) < merit("hxrbour", "hyrbour", 11, 1));
    }

    #[test]
    fn only_lettered_words_are_corrected() {
        for (word, expected) in [
            ("to", 0),
            ("kiel", 1),
            ("2023", 0),
            ("f16s", 0),
            ("harbours", 2),
            ("東京", 0),
            ("خامنه", 1),
            ("κοσμος", 1),
        ] {
            assert_eq!(n_edits_for(word), expected, "{word}");
        }
    }
}
