//! Words of the dictionary that a mistyped word may have been meant as.

use newsprint_edition::{Answer, Opened, in_order};

/// Words of fewer letters are not corrected: too many others are one letter away.
const MIN_LETTERS: usize = 3;

/// From this many letters on, two of them may be wrong.
const TWO_EDITS_LETTERS: usize = 8;

/// How many chunks of the dictionary are looked through for one word, and how many of words read backwards. A mistake behind the middle of a word leaves it
/// near what was meant in the one, a mistake before it in the other.
const MAX_CHUNKS: usize = 6;
const MAX_ENDING_CHUNKS: usize = 4;

/// A letter left out or two exchanged leave few ways to be undone, a wrong or additional letter many: any given one of them is that
/// much likelier to be what was meant.
///
/// * Range: at 1, edits of all kinds weigh alike; at 26, every letter is as likely to be hit as every other, and people are not like that.
const FEW_WAYS: u64 = 16;

/// A word of more articles than this is no likelier to be meant.
///
/// * Range: at 10, of two words the rare one is searched for as often as a common one; without a bound, words that nobody asks for stand in the way.
const MANY_ARTICLES: u32 = 400;

/// A word within reach of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Near {
    pub word: String,
    /// Articles that hold it, as far as was seen.
    pub n_articles: u32,
    pub n_edits: u8,
    /// Whether few mistakes lead from it to what was typed.
    pub has_few_ways: bool,
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
    let backwards: String = word.chars().rev().collect();
    let mut found: Vec<Near> = Vec::new();
    let mut add = |other: String, n_articles: u32, n_edits: u8, n_known: usize| {
        match found.iter_mut().position(|near| near.word == other) {
            // Told of by both parts of the edition, or by both tables.
            Some(nth) if nth >= n_known => found[nth].n_articles += n_articles,
            Some(_) => {}
            None => {
                let has_few_ways = has_few_ways(word, &other, n_edits);
                found.push(Near { word: other, n_articles, n_edits, has_few_ways });
            }
        }
        found.len()
    };
    // One mistake leaves the first half of a word or what follows its middle as it was; of two, one end or the other where they are close together.
    let n_letters = word.chars().count();
    let n_kept = if max_edits == 1 { n_letters / 2 } else { n_letters / 3 };
    let n_kept_behind = if max_edits == 1 { (n_letters - n_kept).saturating_sub(1) } else { n_kept };
    let mut edits = Edits::new(word, max_edits);
    let mut n_known = 0;
    let here = edition.each_word(beginning(word, n_kept), word, MAX_CHUNKS, &mut |other, n_articles| {
        if let Some(n_edits) = edits.to(other).filter(|n_edits| *n_edits > 0) {
            n_known = add(other.to_owned(), n_articles, n_edits, 0);
        }
    });
    let mut edits = Edits::new(&backwards, max_edits);
    let there = edition.each_ending(
        beginning(&backwards, n_kept_behind),
        &backwards,
        MAX_ENDING_CHUNKS,
        &mut |other, n_articles| {
            if let Some(n_edits) = edits.to(other).filter(|n_edits| *n_edits > 0) {
                add(other.chars().rev().collect(), n_articles, n_edits, n_known);
            }
        },
    );
    let ((), ()) = (here?, there?);
    // Fewest edits first, then by falling merit; equal ones as they were found.
    let turn = |near: &Near| u64::from(near.n_edits) << 48 | ((1 << 48) - 1 - merit(near));
    let order = in_order(&found.iter().map(turn).collect::<Vec<_>>());
    let mut found: Vec<Option<Near>> = found.into_iter().map(Some).collect();
    Ok(order.into_iter().filter_map(|nth| found[nth].take()).collect())
}

/// The first letters of a word: so many, and one in any case.
fn beginning(word: &str, n_letters: usize) -> &str {
    word.char_indices().nth(n_letters.max(1)).map_or(word, |(end, _)| &word[..end])
}

/// How likely a word was meant: by the articles that hold it, weighed by how few mistakes lead from it to what was typed. By the square root of them,
/// for what is searched for is mostly rarer than what is written; below 2^32.
pub(crate) fn merit(near: &Near) -> u64 {
    merit_of(near.n_articles, near.has_few_ways)
}

/// The merit of what so many articles hold.
pub(crate) fn merit_of(n_articles: u32, has_few_ways: bool) -> u64 {
    (u64::from(n_articles.min(MANY_ARTICLES)) << 20).isqrt() * if has_few_ways { FEW_WAYS } else { 1 }
}

/// Whether a word is likely a mistyped other one, even where many words are missing that are spelt rightly: people seldom err at the first letter, and
/// long words have few others beside them.
pub(crate) fn is_likely(near: &Near, typed: &str) -> bool {
    let is_long = typed.chars().count() >= 5 + 3 * usize::from(near.n_edits);
    (near.has_few_ways && near.n_edits == 1 || is_long) && near.word.chars().next() == typed.chars().next()
}

/// Whether few mistakes lead from a word to another: a letter left out or, where one mistake was made, two exchanged or one doubled.
fn has_few_ways(typed: &str, meant: &str, n_edits: u8) -> bool {
    match meant.chars().count().cmp(&typed.chars().count()) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => n_edits == 1 && is_exchange(typed, meant),
        std::cmp::Ordering::Less => n_edits == 1 && is_doubled(typed, meant),
    }
}

/// Whether the letter that a word has beside those of another is the same as the one before it.
fn is_doubled(longer: &str, shorter: &str) -> bool {
    let n_shared = longer.chars().zip(shorter.chars()).take_while(|(a, b)| a == b).count();
    let mut letters = longer.chars().skip(n_shared.wrapping_sub(1));
    n_shared > 0 && letters.next() == letters.next()
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
        let weight = |typed, meant: &str, n_articles| {
            let has_few_ways = has_few_ways(typed, meant, 1);
            merit(&Near { word: meant.to_owned(), n_articles, n_edits: 1, has_few_ways })
        };
        let heavier = |typed, likelier, other| assert!(weight(typed, likelier, 10) > weight(typed, other, 1_000));
        heavier("habour", "harbour", "labour");
        heavier("hrabour", "harbour", "arabour");
        heavier("harboour", "harbour", "harcoour");
        heavier("hharbour", "harbour", "tharbour");
        assert!(weight("hxrbour", "harbour", 10) < weight("hxrbour", "hyrbour", 11));
        assert!(weight("hxrbour", "harbour", u32::MAX) < 1 << 48);
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
