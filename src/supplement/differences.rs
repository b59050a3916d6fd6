//! What changed from one text to another, word by word: the longest words in common, found within bounds.

/// How a stretch of words came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands in both texts.
    Kept,
    /// It stands in the second text only.
    Added,
    /// It stands in the first text only.
    Removed,
}

/// A stretch of words, with single spaces between.
pub type Stretch = (Change, String);

/// The most pairs of words that are set against each other at a time: 4 MiB of lengths. Longer stretches without a common paragraph are told as
/// replaced.
const MAX_PAIRS: usize = 1 << 21;
/// The most paragraphs of a text that are set against those of the other; what follows them is told as one stretch.
const MAX_PARAGRAPHS: usize = 1_000;

/// The second text's paragraphs, with what the first has otherwise. A paragraph of the first text alone stands by itself.
///
/// * Shape: paragraphs of stretches; neighbours differ in how they came to be; no stretch is empty.
pub fn differences(one: &[String], other: &[String]) -> Vec<Vec<Stretch>> {
    let mut found = Vec::new();
    let (mut at, mut at_other) = (0, 0);
    let (one_few, other_few) = (&one[..one.len().min(MAX_PARAGRAPHS)], &other[..other.len().min(MAX_PARAGRAPHS)]);
    for (next, next_other) in common(one_few, other_few, |_| false).into_iter().chain([(one.len(), other.len())]) {
        between(&one[at..next], &other[at_other..next_other], &mut found);
        if let Some(kept) = one.get(next) {
            found.push(vec![(Change::Kept, words_of(kept).join(" "))]);
        }
        (at, at_other) = (next + 1, next_other + 1);
    }
    found.retain(|paragraph| !paragraph.is_empty());
    found.iter_mut().for_each(|paragraph| paragraph.retain(|(_, text)| !text.is_empty()));
    found.retain(|paragraph| !paragraph.is_empty());
    found
}

/// How many words were added, and how many removed.
pub fn counts(paragraphs: &[Vec<Stretch>]) -> (u32, u32) {
    let count = |change: Change| {
        let stretches = paragraphs.iter().flatten().filter(|(of, _)| *of == change);
        stretches.map(|(_, text)| words_of(text).len() as u32).sum()
    };
    (count(Change::Added), count(Change::Removed))
}

fn words_of(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// What changed between two paragraphs that both texts have.
fn between(one: &[String], other: &[String], found: &mut Vec<Vec<Stretch>>) {
    let whole = |change: Change| move |paragraph: &String| vec![(change, words_of(paragraph).join(" "))];
    match (one, other) {
        (_, []) => found.extend(one.iter().map(whole(Change::Removed))),
        ([], _) => found.extend(other.iter().map(whole(Change::Added))),
        _ => {
            // A paragraph's end is a word of its own, so that where paragraphs were joined or split the words still meet.
            let (before, after) = (with_ends(one), with_ends(other));
            let mut paragraph: Vec<Stretch> = Vec::new();
            for (change, word) in changes(&before, &after) {
                match (word, change) {
                    // An end that only the first text has splits nothing, unless what stands there is of that text alone.
                    (END, Change::Removed) => {
                        if paragraph.iter().all(|(change, _)| *change == Change::Removed) {
                            found.push(std::mem::take(&mut paragraph));
                        }
                    }
                    (END, _) => found.push(std::mem::take(&mut paragraph)),
                    _ => match paragraph.last_mut() {
                        Some((last, text)) if *last == change => {
                            text.push(' ');
                            text.push_str(word);
                        }
                        _ => paragraph.push((change, word.to_owned())),
                    },
                }
            }
            found.push(paragraph);
        }
    }
}

/// No word of a text: it holds a space.
const END: &str = "\n";

fn with_ends(paragraphs: &[String]) -> Vec<&str> {
    paragraphs.iter().flat_map(|paragraph| paragraph.split_whitespace().chain([END])).collect()
}

/// Each word of both, and how it came to be: those removed stand before those added in their place.
fn changes<'t>(one: &[&'t str], other: &[&'t str]) -> Vec<(Change, &'t str)> {
    let mut found = Vec::new();
    let (mut at, mut at_other) = (0, 0);
    for (next, next_other) in common(one, other, |word| *word == END).into_iter().chain([(one.len(), other.len())]) {
        found.extend(one[at..next].iter().map(|word| (Change::Removed, *word)));
        found.extend(other[at_other..next_other].iter().map(|word| (Change::Added, *word)));
        found.extend(one.get(next).map(|word| (Change::Kept, *word)));
        (at, at_other) = (next + 1, next_other + 1);
    }
    found
}

/// The places of a longest common subsequence, rising; of what stands between the common beginning and end none, when that is too much.
///
/// * `is_kept`: of what either text could lose as well, the first one does not lose this.
fn common<T: PartialEq>(one: &[T], other: &[T], is_kept: impl Fn(&T) -> bool) -> Vec<(usize, usize)> {
    let n_same = |pairs: &mut dyn Iterator<Item = (&T, &T)>| pairs.take_while(|(a, b)| a == b).count();
    let start = n_same(&mut one.iter().zip(other));
    let end = n_same(&mut one[start..].iter().rev().zip(other[start..].iter().rev()));
    let (inner, inner_other) = (&one[start..one.len() - end], &other[start..other.len() - end]);
    let mut found: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    let (n, m) = (inner.len(), inner_other.len());
    if n > 0 && m > 0 && n.saturating_mul(m) <= MAX_PAIRS {
        let width = m + 1;
        // For each pair of places, how much the rests behind them have in common: at most the shorter one, which fits 16 bits.
        let mut lengths = vec![0_u16; (n + 1) * width];
        for at in (0..n).rev() {
            for at_other in (0..m).rev() {
                lengths[at * width + at_other] = if inner[at] == inner_other[at_other] {
                    lengths[(at + 1) * width + at_other + 1] + 1
                } else {
                    lengths[(at + 1) * width + at_other].max(lengths[at * width + at_other + 1])
                };
            }
        }
        let (mut at, mut at_other) = (0, 0);
        while at < n && at_other < m {
            if inner[at] == inner_other[at_other] {
                found.push((start + at, start + at_other));
                (at, at_other) = (at + 1, at_other + 1);
            } else {
                let loses = lengths[(at + 1) * width + at_other].cmp(&lengths[at * width + at_other + 1]);
                let is_lost = loses.is_gt() || loses.is_eq() && !is_kept(&inner[at]);
                (at, at_other) = (at + usize::from(is_lost), at_other + usize::from(!is_lost));
            }
        }
    }
    found.extend((0..end).map(|nth| (one.len() - end + nth, other.len() - end + nth)));
    found
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(paragraphs: &[&str]) -> Vec<String> {
        paragraphs.iter().map(|text| (*text).to_owned()).collect()
    }

    /// `kept [-removed-] {+added+}`, a line for each paragraph.
    fn shown(one: &[&str], other: &[&str]) -> Vec<String> {
        let stretch = |(change, text): &Stretch| match change {
            Change::Kept => text.clone(),
            Change::Added => format!("{{+{text}+}}"),
            Change::Removed => format!("[-{text}-]"),
        };
        let found = differences(&text(one), &text(other));
        found.iter().map(|paragraph| paragraph.iter().map(stretch).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn what_changed_is_told_word_by_word_and_paragraph_by_paragraph() {
        let table: [(&[&str], &[&str], &[&str]); 10] = [
            (&[], &[], &[]),
            (&["a b"], &["a  b"], &["a b"]),
            (&["the old pier"], &["the new pier"], &["the [-old-] {+new+} pier"]),
            (&["a", "b"], &["a", "x", "b"], &["a", "{+x+}", "b"]),
            (&["a", "x", "b"], &["a", "b"], &["a", "[-x-]", "b"]),
            (&["a b", "c d"], &["a B", "new now", "c D"], &["a [-b-] {+B+}", "{+new now+}", "c [-d-] {+D+}"]),
            (&["a b c d"], &["a b", "c d"], &["a b", "c d"]),
            (&["a b", "c d"], &["a b c d"], &["a b c d"]),
            (&["one two"], &["three four"], &["[-one two-] {+three four+}"]),
            (&["a b", "gone now", "c d"], &["a B", "c D"], &["a [-b-] {+B+}", "[-gone now-]", "c [-d-] {+D+}"]),
        ];
        for (one, other, expected) in table {
            assert_eq!(shown(one, other), expected, "{one:?} {other:?}");
        }
    }

    #[test]
    fn texts_beyond_the_bounds_are_told_as_replaced() {
        let words = |letter: &str| -> String { (0..2_000).map(|n| format!("{letter}{n} ")).collect() };
        let found = differences(&[format!("same {}", words("a"))], &[format!("same {}", words("b"))]);
        assert_eq!(counts(&found), (2_000, 2_000));
        assert_eq!(found[0][0], (Change::Kept, "same".to_owned()));
        let many: Vec<String> = (0..3_000).map(|n| format!("paragraph {n}")).collect();
        assert_eq!(counts(&differences(&many, &many)), (0, 0));
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_out_of_what_changed(
            one in prop::collection::vec("[abc ]{0,12}", 0..6), other in prop::collection::vec("[abc ]{0,12}", 0..6),
        ) {
            let found = differences(&one, &other);
            let read = |gone: Change| -> Vec<String> {
                let kept = found.iter().flatten().filter(|(change, _)| *change != gone);
                kept.flat_map(|(_, text)| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect()
            };
            let words = |text: &[String]| -> Vec<String> {
                text.iter().flat_map(|paragraph| paragraph.split_whitespace().map(str::to_owned)).collect()
            };
            prop_assert_eq!(read(Change::Removed), words(&other));
            prop_assert_eq!(read(Change::Added), words(&one));
        }

        #[test]
        fn what_is_common_is_longest(one in prop::collection::vec(0u8..3, 0..9), other in prop::collection::vec(0u8..3, 0..9)) {
            fn longest(one: &[u8], other: &[u8]) -> usize {
                match (one, other) {
                    ([a, one @ ..], [b, other @ ..]) if a == b => 1 + longest(one, other),
                    ([_, rest @ ..], [_, others @ ..]) => longest(rest, other).max(longest(one, others)),
                    _ => 0,
                }
            }
            let found = common(&one, &other, |number| *number == 0);
            prop_assert!(found.iter().all(|(a, b)| one[*a] == other[*b]));
            prop_assert!(found.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1));
            prop_assert_eq!(found.len(), longest(&one, &other));
        }
    }
}
