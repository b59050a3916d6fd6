//! Numbers as bits: Rice codes, written one after another and read a word at a time.
//!
//! A Rice code of parameter `k` gives a number as its upper bits in unary (so many zeros, then a one) and its `k` lower bits as they are. Lists of
//! articles and of positions have gaps that fall off as these codes do, so that they come within a few hundredths of a bit of
//! what is possible.

use crate::bytes::{Malformed, Parsed};

/// So many zeros say that the number follows in 32 plain bits.
const ESCAPE: u32 = 24;

/// The largest parameter: a code then still fits what is read at once.
pub(crate) const MAX_RICE: u32 = 31;

/// Appends bits to bytes, least significant first.
pub(crate) struct BitWriter<'o> {
    out: &'o mut Vec<u8>,
    pending: u64,
    n_pending: u32,
}

impl<'o> BitWriter<'o> {
    pub(crate) fn new(out: &'o mut Vec<u8>) -> BitWriter<'o> {
        BitWriter { out, pending: 0, n_pending: 0 }
    }

    /// Appends the lowest `width` bits, at most 32 of them.
    pub(crate) fn put(&mut self, value: u32, width: u32) {
        self.pending |= (u64::from(value) & ((1 << width) - 1)) << self.n_pending;
        self.n_pending += width;
        while self.n_pending >= 8 {
            self.out.push(self.pending as u8);
            self.pending >>= 8;
            self.n_pending -= 8;
        }
    }

    /// Appends a number in the Rice code of parameter `k`.
    pub(crate) fn put_rice(&mut self, value: u32, k: u32) {
        let upper = value >> k;
        if upper < ESCAPE {
            self.put(1 << upper, upper + 1);
            self.put(value, k);
        } else {
            self.put(0, ESCAPE);
            self.put(value, 32);
        }
    }

    /// Fills the last byte up with zeros.
    pub(crate) fn finish(self) {
        if self.n_pending > 0 {
            self.out.push(self.pending as u8);
        }
    }
}

/// How many bits some numbers take in the Rice code of parameter `k`.
fn rice_bits(values: &[u32], k: u32) -> u64 {
    let bits = |value: &u32| {
        let upper = value >> k;
        u64::from(if upper < ESCAPE { upper + 1 + k } else { ESCAPE + 32 })
    };
    values.iter().map(bits).sum()
}

/// The parameter, at most `max`, that makes some numbers shortest; the least of them where several do.
pub(crate) fn best_rice(values: &[u32], max: u32) -> u32 {
    // From here on no number has upper bits, and each further one only lengthens all.
    let enough = values.iter().max().and_then(|most| most.checked_ilog2()).map_or(0, |log| log + 1);
    (0..=enough.min(max)).min_by_key(|k| rice_bits(values, *k)).unwrap_or(0)
}

/// Reads bits. Past the end it reads zeros, which [`BitReader::end`] then refuses.
#[derive(Clone, Copy)]
pub(crate) struct BitReader<'a> {
    bytes: &'a [u8],
    /// In bits.
    at: usize,
}

impl<'a> BitReader<'a> {
    /// Reads from a byte of some bytes. Fastest when at least eight bytes follow the last that is read.
    pub(crate) fn at(bytes: &'a [u8], offset: usize) -> BitReader<'a> {
        BitReader { bytes, at: offset.min(bytes.len()) * 8 }
    }

    /// At least the next 57 bits.
    #[inline(always)]
    fn peek(&self) -> u64 {
        let byte = self.at >> 3;
        let word = match self.bytes.get(byte..byte + 8).and_then(|bytes| bytes.first_chunk::<8>()) {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => self.last_word(byte),
        };
        word >> (self.at & 7)
    }

    #[cold]
    #[inline(never)]
    fn last_word(&self, byte: usize) -> u64 {
        let rest = self.bytes.get(byte..).unwrap_or_default();
        rest.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
    }

    /// The next number in the Rice code of parameter `k`, at most [`MAX_RICE`].
    #[inline(always)]
    pub(crate) fn rice(&mut self, k: u32) -> u32 {
        let word = self.peek();
        let upper = word.trailing_zeros();
        if upper < ESCAPE {
            self.at += (upper + 1 + k) as usize;
            let lower = (word >> (upper + 1)) & ((1 << k) - 1);
            (u64::from(upper) << k | lower) as u32
        } else {
            self.at += (ESCAPE + 32) as usize;
            (word >> ESCAPE) as u32
        }
    }

    /// How many bits are left: a bound on how many numbers can follow.
    pub(crate) fn n_left(&self) -> usize {
        (self.bytes.len() * 8).saturating_sub(self.at)
    }

    /// The byte after the last one that was read from.
    ///
    /// * Errors: more was read than there is.
    pub(crate) fn end(&self) -> Parsed<usize> {
        let end = self.at.div_ceil(8);
        if end <= self.bytes.len() { Ok(end) } else { Err(Malformed("the bytes end early")) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back_in_any_code(values in prop::collection::vec(any::<u32>().prop_map(|v| v >> (v % 32)), 0..200), k in 0..=MAX_RICE) {
            let mut out = vec![7];
            let mut writer = BitWriter::new(&mut out);
            values.iter().for_each(|value| writer.put_rice(*value, k));
            writer.finish();
            let mut reader = BitReader::at(&out, 1);
            for value in &values {
                prop_assert_eq!(reader.rice(k), *value);
            }
            prop_assert_eq!(reader.end(), Ok(out.len()));
            reader.rice(8);
            prop_assert!(reader.end().is_err());
        }

        #[test]
        fn no_parameter_is_better_than_the_best(values in prop::collection::vec(any::<u32>().prop_map(|v| v >> (12 + v % 20)), 1..200)) {
            let found = rice_bits(&values, best_rice(&values, MAX_RICE));
            let best = (0..=MAX_RICE).map(|k| rice_bits(&values, k)).min().unwrap();
            prop_assert_eq!(found, best);
        }
    }
}
