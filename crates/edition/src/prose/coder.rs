//! The range coder: decisions with known chances become bytes and come back.
//!
//! Source: G. N. N. Martin, "Range encoding", 1979, with the carry kept apart as LZMA does.

use super::rows::Rows;
use crate::bytes::{Malformed, Parsed};

/// How many steps a chance is divided into.
pub(super) const CHANCE_BITS: u32 = 12;
/// How many steps a row of a static table is divided into.
pub(super) const ROW_BITS: u32 = 14;
/// Ranges below this are made wider by a byte.
pub(super) const NARROW: u32 = 1 << 24;

/// Writes or reads decisions: models are written once, for both directions.
///
/// Each call is given what is to be written and returns what was coded; a reader ignores what it is given.
pub(super) trait Coder {
    /// One bit; `chance` is that of a set bit, 1 to 4,095 in 4,096.
    fn bit(&mut self, chance: u32, bit: bool) -> bool;
    /// A symbol of a row of a static table.
    fn symbol(&mut self, rows: &Rows, row: usize, symbol: usize) -> usize;
    /// Whether what was read can still be what was written.
    fn check(&self) -> Parsed<()>;
}

/// The reading half.
pub(super) struct Decoder<'a> {
    rest: std::slice::Iter<'a, u8>,
    range: u32,
    code: u32,
    n_missing: u32,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Decoder<'a> {
        let mut decoder = Decoder { rest: bytes.iter(), range: u32::MAX, code: 0, n_missing: 0 };
        for _ in 0..4 {
            decoder.shift();
        }
        decoder
    }

    fn shift(&mut self) {
        let byte = match self.rest.next() {
            Some(byte) => *byte,
            None => {
                self.n_missing += 1;
                0
            }
        };
        self.code = self.code << 8 | u32::from(byte);
    }

    #[inline(always)]
    fn widen(&mut self) {
        while self.range < NARROW {
            self.range <<= 8;
            self.shift();
        }
    }
}

impl Coder for Decoder<'_> {
    #[inline(always)]
    fn bit(&mut self, chance: u32, _: bool) -> bool {
        let bound = (self.range >> CHANCE_BITS) * chance;
        let bit = self.code < bound;
        if bit {
            self.range = bound;
        } else {
            self.code -= bound;
            self.range -= bound;
        }
        self.widen();
        bit
    }

    fn symbol(&mut self, rows: &Rows, row: usize, _: usize) -> usize {
        let step = self.range >> ROW_BITS;
        let (symbol, from, until) = rows.find(row, (self.code / step).min((1 << ROW_BITS) - 1));
        self.code -= step * from;
        self.range = step * (until - from);
        self.widen();
        symbol
    }

    fn check(&self) -> Parsed<()> {
        // The writer leaves out the zeros that its last bytes would be.
        if self.n_missing > 8 { Err(Malformed("the bytes end early")) } else { Ok(()) }
    }
}
