//! What the trained tagger sees of each word of an article, as numbers.

use super::document::{CAPITAL_AMID, Document, IN_LOWER_CASE, N_SHOWN_BITS, RULED};
use super::hash;
use super::hints::{N_LIST_BITS, bit};
use super::sentence::{is_shouted, quoted, runs, tabular};
use super::word::Word;

/// A feature of a word: the template in the upper eight bits, the rest a number of what fills it.
pub type Feature = u64;

/// Templates that tell the word itself: hidden now and then in training, lest it is all that is learnt.
pub const WORD_TEMPLATES: std::ops::RangeInclusive<u64> = 1..=15;

/// Templates that tell what rules and lists say.
pub const LIST_TEMPLATES: std::ops::RangeInclusive<u64> = 16..=39;

/// Templates that tell the labels of the same word elsewhere in the article.
pub const ELSEWHERE_TEMPLATES: std::ops::RangeInclusive<u64> = 200..=209;

/// The template of a feature.
pub fn template(feature: Feature) -> u64 {
    feature >> 56
}

pub(super) fn fill(template: u64, value: u64) -> Feature {
    (template << 56) | (hash::finish(hash::pair(value, template)) >> 8)
}

/// The feature that says which annotated set a word comes from, alone or beside another value.
pub fn of_set(set: u64, nth: u64, value: u64) -> Feature {
    fill(220 + nth, hash::pair(set, value))
}

impl Document {
    /// Hands out the features of every word of a sentence: `take(word, feature)`.
    pub fn features(&self, nth: usize, mut take: impl FnMut(usize, Feature)) {
        let sentence = &self.sentences[nth];
        let runs = runs(sentence);
        let quoted = quoted(sentence);
        let tabular = tabular(sentence);
        let shouted = u64::from(is_shouted(sentence));
        let edge = Word::edge();
        for at in 0..sentence.len() {
            let word = &sentence[at];
            let get = |offset: isize| at.checked_add_signed(offset).and_then(|at| sentence.get(at)).unwrap_or(&edge);
            let (w1, w2, n1, n2) = (get(-1), get(-2), get(1), get(2));
            let mut put = |template: u64, value: u64| take(at, fill(template, value));
            let p = hash::pair;

            // Plain words mostly stand outside of names: less of them is looked at.
            let full = word.is_capital || !word.is_plain || word.hint.rule != 0;

            // The word itself.
            if full {
                put(1, word.exact);
            }
            put(2, word.lower);
            put(3, p(w1.lower, word.lower));
            put(4, p(word.lower, n1.lower));
            if full {
                put(5, p(word.lower, word.shape));
            }
            for (length, (prefix, suffix)) in (0u64..).zip(word.prefixes.iter().zip(&word.suffixes)) {
                if *prefix != 0 && (full || length == 2) {
                    put(6, p(length, *prefix));
                    put(7, p(length, *suffix));
                }
            }
            if full && word.suffixes[2] != 0 {
                put(8, p(word.suffixes[2], word.shape));
            }
            if full {
                put(9, p(word.lower, u64::from(word.hint.rule)));
            }

            // Rules and lists.
            let rule = |word: &Word| u64::from(word.hint.rule) * 8 + u64::from(word.hint.strength);
            let kind = |word: &Word| u64::from(word.hint.rule.div_ceil(4));
            put(16, rule(word) * 2 + u64::from(word.hint.is_partly));
            put(17, u64::from(word.hint.rule));
            put(18, rule(w1));
            put(19, rule(n1));
            put(20, p(p(u64::from(w1.hint.rule), u64::from(word.hint.rule)), u64::from(n1.hint.rule)));
            put(21, p(u64::from(word.hint.rule), word.shape));
            put(22, p(p(kind(w2), kind(w1)), p(kind(n1), kind(n2))));
            put(23, u64::from(word.hint.lists));
            put(24, p(u64::from(w1.hint.lists), u64::from(word.hint.lists)));
            put(25, p(u64::from(word.hint.lists), u64::from(n1.hint.lists)));
            if full {
                put(26, p(u64::from(word.hint.rule), u64::from(word.hint.lists)));
            }
            for (offset, template) in [(0isize, 27), (-1, 28), (1, 29), (-2, 30), (2, 31)] {
                let lists = get(offset).hint.lists;
                for bit in (0..N_LIST_BITS).filter(|bit| lists >> bit & 1 == 1) {
                    put(template, u64::from(bit));
                    if full && offset.abs() == 1 {
                        put(template + 4, p(u64::from(bit), word.shape));
                    }
                }
            }

            // The words around it.
            put(50, w1.lower);
            put(51, n1.lower);
            put(52, w2.lower);
            put(53, n2.lower);
            put(54, p(w1.lower, n1.lower));
            put(55, p(w2.lower, w1.lower));
            put(56, p(n1.lower, n2.lower));
            if full {
                put(57, p(w1.lower, word.shape));
                put(58, p(word.shape, n1.lower));
                put(59, p(w1.suffixes[2], word.shape));
                put(60, p(n1.suffixes[2], word.shape));
                put(61, p(p(w2.lower, w1.lower), word.shape));
                put(62, p(word.shape, p(n1.lower, n2.lower)));
            }

            // Shapes.
            put(80, word.shape);
            if full {
                put(81, word.long_shape);
            }
            put(82, p(w1.shape, word.shape));
            put(83, p(word.shape, n1.shape));
            put(84, p(p(w1.shape, word.shape), n1.shape));
            put(85, p(p(w2.shape, w1.shape), p(word.shape, p(n1.shape, n2.shape))));
            let opens = u64::from(word.hint.opens) * 2 + u64::from(word.hint.in_headline);
            put(86, p(word.shape, opens * 2 + shouted));
            if full {
                put(87, p(word.lower, opens * 2 + shouted));
                put(88, p(u64::from(at == 0), word.shape));
            }

            if quoted[at] {
                put(89, word.shape);
                put(90, p(u64::from(word.hint.rule), w1.shape));
            }

            // Clusters.
            for (set, (template, of)) in [(100, 0usize), (110, 1)].into_iter().enumerate() {
                let c = |word: &Word| u64::from(word.clusters[of]);
                put(template, c(word));
                put(template + 1, c(w1));
                put(template + 2, c(n1));
                if full {
                    put(template + 3, p(c(w1), word.shape));
                    put(template + 4, p(word.shape, c(n1)));
                }
                put(template + 5, p(c(w1), c(word)));
                put(template + 6, p(c(word), c(n1)));
                if full && set == 0 {
                    put(template + 7, p(p(c(w2), c(w1)), word.shape));
                    put(template + 8, p(word.shape, p(c(n1), c(n2))));
                }
            }

            // The run of capitals that it stands in.
            if let Some(run) = &runs[at] {
                let (first, last) = (&sentence[run.start], &sentence[run.end - 1]);
                let before = run.start.checked_sub(1).map_or(&edge, |before| &sentence[before]);
                let after = sentence.get(run.end).unwrap_or(&edge);
                let length = (run.end - run.start).min(6) as u64;
                let place = ((at - run.start).min(3) * 4 + (run.end - 1 - at).min(3)) as u64;
                put(120, length * 16 + place);
                put(121, last.lower);
                put(122, first.lower);
                put(123, p(before.lower, place.min(1)));
                put(124, p(after.lower, place % 4));
                put(125, p(u64::from(last.hint.lists), place));
                put(126, p(u64::from(first.hint.lists & bit::GIVEN_NAME), length * 16 + place));
                put(127, p(before.lower, after.lower));
                put(128, p(u64::from(before.clusters[0]), length));
                put(129, p(u64::from(after.clusters[0]), length));
                put(130, p(last.lower, place));
                let any = sentence[run.start..run.end].iter().fold(0, |bits, word| bits | word.hint.lists);
                put(131, p(u64::from(any & !bit::COMMON), place));
            }

            // What the plain words beside its run tell.
            if let Some(run) = &runs[at] {
                let behind = sentence[..run.start].iter().rev().take(7).filter(|word| word.may_tell);
                for (nth, teller) in (0u64..).zip(behind.take(2)) {
                    put(63 + nth, teller.lower);
                    put(65, p(nth, u64::from(teller.clusters[1])));
                }
                let ahead = sentence[run.end..].iter().take(9).filter(|word| word.may_tell);
                for (nth, teller) in (0u64..).zip(ahead.take(2)) {
                    put(66 + nth, teller.lower);
                    put(68, p(nth, u64::from(teller.clusters[1])));
                }
                let at_or = |at: usize| sentence.get(at).unwrap_or(&edge);
                put(69, p(at_or(run.end).lower, at_or(run.end + 1).lower));
                put(70, p(at_or(run.end).lower, at_or(run.end + 1).long_shape));
                let behind = |back: usize| run.start.checked_sub(back).map_or(&edge, |at| &sentence[at]);
                put(71, p(behind(2).lower, behind(1).lower));
                if let Some(told) = self.told.get(&word.lower) {
                    let kinds = (0..told.len()).filter(|kind| told[*kind] > 0).fold(0, |kinds, kind| kinds | 1 << kind);
                    put(144, kinds);
                    put(145, p(kinds, u64::from(word.hint.rule)));
                    let lone = u64::from(run.end - run.start == 1);
                    put(146, p(kinds, p(word.shape, lone)));
                    put(147, p(p(kinds, n1.shape), p(w1.shape, word.shape)));
                    for (kind, times) in (0u64..).zip(told).filter(|(_, times)| **times > 0) {
                        put(148, kind * 2 + u64::from(*times > 1));
                    }
                }
            }

            // Tables of results: names and numbers, no sentence.
            if tabular > 0 {
                put(91, p(tabular, word.shape));
                put(92, p(tabular, u64::from(word.hint.rule)));
                put(93, p(tabular * 4 + (at.min(2)) as u64, word.shape));
                put(94, p(p(tabular, n1.shape), word.shape));
            }

            // The article as a whole.
            if word.is_capital
                && let Some(shown) = self.shown.get(&word.lower)
            {
                for bit in (0..N_SHOWN_BITS).filter(|bit| shown.bits >> bit & 1 == 1) {
                    put(140, u64::from(bit));
                }
                put(141, p(u64::from(shown.bits & (IN_LOWER_CASE | CAPITAL_AMID)), opens));
                put(142, p(u64::from(shown.bits >> RULED), u64::from(word.hint.rule)));
                put(143, u64::from(shown.n_times.min(4)));
            }
            if shouted == 1 {
                put(150, p(word.lower, 1));
                put(151, u64::from(word.hint.rule));
            }
        }
    }
}
