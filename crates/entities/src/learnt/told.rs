//! What an article says of its own names: that Foo is a village, an actor, a band.

use super::sentence::MAX_RUN;
use super::word::{Word, word_number};
use crate::quick::QuickMap;

/// Notes of what kind a sentence says its capitalised words to be: `Foo is a village`, `Foo (1990), an actor`, `the band Foo`.
pub(super) fn tell(sentence: &[Word], told: &mut QuickMap<u64, [u8; 4]>) {
    let marks = Marks::get();
    let mut at = 0;
    while at < sentence.len() {
        if !sentence[at].is_capital {
            at += 1;
            continue;
        }
        let start = at;
        while at < sentence.len() && sentence[at].is_capital && at - start < MAX_RUN {
            at += 1;
        }
        let mut kinds = start.checked_sub(1).map_or(0, |before| sentence[before].teller);
        let mut next = at;
        if sentence.get(next).is_some_and(|word| word.lower == marks.opening) {
            let closing = sentence[next..].iter().take(16).position(|word| word.lower == marks.closing);
            next += closing.map_or(0, |closing| closing + 1);
        }
        let is = sentence.get(next).is_some_and(|word| word.lower == marks.comma || marks.is.contains(&word.lower));
        if is && sentence.get(next + 1).is_some_and(|word| marks.articles.contains(&word.lower)) {
            // The last of the first nouns that stand together: `a record company executive`.
            let said = &sentence[next + 2..sentence.len().min(next + 10)];
            let stop = said.iter().position(|word| !word.is_alphabetic || marks.ends.contains(&word.lower));
            let said = &said[..stop.unwrap_or(said.len())];
            let first = said.iter().position(|word| word.teller != 0).unwrap_or(said.len());
            let last = said[first..].iter().take_while(|word| word.teller != 0).last();
            kinds |= last.map_or(0, |word| word.teller);
        }
        if kinds != 0 {
            for word in &sentence[start..at] {
                let entry = told.entry(word.lower).or_default();
                (0..entry.len()).for_each(|kind| entry[kind] = entry[kind].saturating_add(kinds >> kind & 1));
            }
        }
    }
}

/// Numbers of the words that [`tell`] goes by.
struct Marks {
    opening: u64,
    closing: u64,
    comma: u64,
    is: [u64; 6],
    articles: [u64; 4],
    ends: [u64; 12],
}

impl Marks {
    fn get() -> &'static Marks {
        static MARKS: std::sync::OnceLock<Marks> = std::sync::OnceLock::new();
        MARKS.get_or_init(|| Marks {
            opening: word_number("("),
            closing: word_number(")"),
            comma: word_number(","),
            is: ["is", "was", "are", "were", "became", "remains"].map(word_number),
            articles: ["a", "an", "the", "one"].map(word_number),
            ends: ["of", "in", "at", "from", "who", "that", "which", "by", "for", "to", "on", "with"].map(word_number),
        })
    }
}
