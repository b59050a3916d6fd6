//! What labels the words of an article have elsewhere in it: what its second reading goes by.

use super::document::Document;
use super::features::{Feature, fill};
use super::hash;
use super::label::{Kind, Label};
use super::word::Word;
use crate::quick::QuickMap;

/// What labels the words of an article have elsewhere in it, by a first reading.
pub struct Elsewhere {
    /// How often each word has each kind, and none (last).
    counts: QuickMap<u64, [u32; Kind::ALL.len() + 1]>,
    /// The longest name that a pair of words stands in.
    pairs: QuickMap<u64, [u32; Kind::ALL.len() + 1]>,
}

impl Elsewhere {
    /// Counts the labels of a first reading.
    pub fn of(document: &Document, labels: &[Vec<Label>]) -> Elsewhere {
        let mut elsewhere = Elsewhere { counts: QuickMap::default(), pairs: QuickMap::default() };
        for (sentence, labels) in document.sentences.iter().zip(labels) {
            for (at, (word, label)) in sentence.iter().zip(labels).enumerate() {
                if !word.is_capital {
                    continue;
                }
                let kind = column(*label);
                elsewhere.counts.entry(word.lower).or_default()[kind] += 1;
                if let Some(next) = sentence.get(at + 1).filter(|next| next.is_capital) {
                    let next_kind = column(labels[at + 1]);
                    let together = kind == next_kind && labels[at].goes_on();
                    let kind = if together { kind } else { Kind::ALL.len() };
                    elsewhere.pairs.entry(hash::pair(word.lower, next.lower)).or_default()[kind] += 1;
                }
            }
        }
        elsewhere
    }

    /// Hands out the features that a sentence gains by them, its own labels left out.
    pub fn features(&self, sentence: &[Word], labels: &[Label], mut take: impl FnMut(usize, Feature)) {
        let most = |counts: &[u32; 6], own: usize| -> u64 {
            let mut counts = *counts;
            counts[own] = counts[own].saturating_sub(1);
            let total: u32 = counts.iter().sum();
            if total == 0 {
                return 0;
            }
            let best = (0..counts.len()).max_by_key(|kind| (counts[*kind], std::cmp::Reverse(*kind))).unwrap_or(0);
            let all = u64::from(counts[best] * 4 >= total * 3);
            1 + best as u64 * 2 + all
        };
        for (at, word) in sentence.iter().enumerate() {
            if !word.is_capital {
                continue;
            }
            if let Some(counts) = self.counts.get(&word.lower) {
                let best = most(counts, column(labels[at]));
                if best > 0 {
                    take(at, fill(200, best));
                    take(at, fill(201, hash::pair(best, word.shape)));
                    take(at, fill(202, hash::pair(best, u64::from(word.hint.rule))));
                    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
                    let lone = !beside.filter_map(|at| sentence.get(at)).any(|word| word.is_capital);
                    take(at, fill(203, hash::pair(best, u64::from(lone))));
                }
            }
            if let Some(next) = sentence.get(at + 1).filter(|next| next.is_capital)
                && let Some(counts) = self.pairs.get(&hash::pair(word.lower, next.lower))
            {
                let together = column(labels[at]) == column(labels[at + 1]) && labels[at].goes_on();
                let own = if together { column(labels[at]) } else { Kind::ALL.len() };
                let best = most(counts, own);
                if best > 0 {
                    take(at, fill(204, best));
                    take(at + 1, fill(205, best));
                }
            }
        }
    }
}

fn column(label: Label) -> usize {
    label.kind().map_or(Kind::ALL.len(), |kind| kind as usize)
}
