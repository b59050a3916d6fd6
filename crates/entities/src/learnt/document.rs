//! The words of an article, sentence by sentence, and what it shows of them as a whole.

use super::hints::bit;
use super::sentence::is_shouted;
use super::told::tell;
use super::word::Word;
use crate::quick::QuickMap;

/// The words of an article, sentence by sentence, and what it shows of them as a whole.
pub struct Document {
    /// The sentences.
    pub sentences: Vec<Vec<Word>>,
    pub(super) shown: QuickMap<u64, Shown>,
    /// How often the article says of a capitalised word that it names each of the kinds that `tellers` has.
    pub(super) told: QuickMap<u64, [u8; 4]>,
}

impl Document {
    pub(crate) fn new(sentences: Vec<Vec<Word>>) -> Document {
        let mut shown: QuickMap<u64, Shown> = QuickMap::default();
        for sentence in &sentences {
            let shouted = is_shouted(sentence);
            for (at, word) in sentence.iter().enumerate() {
                if !word.is_alphabetic {
                    continue;
                }
                let mut bits = 0;
                let before = at.checked_sub(1).map_or(0, |before| sentence[before].hint.lists);
                let after = sentence.get(at + 1).map_or(0, |after| after.hint.lists);
                if word.is_capital && !shouted && !word.hint.in_headline {
                    for (list, bit) in [
                        (bit::TITLE, AFTER_TITLE),
                        (bit::ROLE, AFTER_ROLE),
                        (bit::GIVEN_NAME, AFTER_GIVEN_NAME),
                        (bit::LOCATIVE, AFTER_LOCATIVE),
                    ] {
                        bits |= if before & list != 0 { bit } else { 0 };
                    }
                    for (list, bit) in [
                        (bit::BODY_HEAD, BEFORE_BODY_HEAD),
                        (bit::SPEECH, BEFORE_SPEECH),
                        (bit::PLACE_HEAD, BEFORE_PLACE_HEAD),
                    ] {
                        bits |= if after & list != 0 { bit } else { 0 };
                    }
                    bits |= if word.hint.opens { 0 } else { CAPITAL_AMID };
                } else if !word.is_capital {
                    bits |= IN_LOWER_CASE;
                }
                if word.hint.rule > 0 {
                    bits |= 1 << (RULED + u32::from((word.hint.rule - 1) / 4));
                }
                let entry = shown.entry(word.lower).or_default();
                entry.bits |= bits;
                entry.n_times += 1;
            }
        }
        let mut told = QuickMap::default();
        for sentence in &sentences {
            tell(sentence, &mut told);
        }
        Document { sentences, shown, told }
    }
}

/// What an article shows of a capitalised word at all its places.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    pub(super) bits: u32,
    pub(super) n_times: u32,
}

pub(super) const AFTER_TITLE: u32 = 1;
pub(super) const AFTER_ROLE: u32 = 1 << 1;
pub(super) const AFTER_GIVEN_NAME: u32 = 1 << 2;
pub(super) const AFTER_LOCATIVE: u32 = 1 << 3;
pub(super) const BEFORE_BODY_HEAD: u32 = 1 << 4;
pub(super) const BEFORE_SPEECH: u32 = 1 << 5;
pub(super) const IN_LOWER_CASE: u32 = 1 << 6;
pub(super) const CAPITAL_AMID: u32 = 1 << 7;
pub(super) const BEFORE_PLACE_HEAD: u32 = 1 << 8;
pub(super) const RULED: u32 = 9;
pub(super) const N_SHOWN_BITS: u32 = 12;
