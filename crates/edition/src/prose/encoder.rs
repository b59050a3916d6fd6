//! The writing half of the range coder.

use super::coder::{CHANCE_BITS, Coder, NARROW, ROW_BITS};
use super::rows::Rows;
use crate::bytes::Parsed;

/// Gathers decisions.
pub(super) struct Encoder {
    out: Vec<u8>,
    low: u64,
    range: u32,
    /// The last byte that a carry can still change, and how many bytes of ones follow it.
    held: Option<u8>,
    n_ones: usize,
}

impl Encoder {
    pub(super) fn new() -> Encoder {
        Encoder { out: Vec::new(), low: 0, range: u32::MAX, held: None, n_ones: 0 }
    }

    fn shift(&mut self) {
        let top = (self.low >> 24) as u32;
        if top != 0xFF {
            let carry = (top >> 8) as u8;
            if let Some(held) = self.held {
                self.out.push(held.wrapping_add(carry));
            }
            self.out.resize(self.out.len() + self.n_ones, 0xFFu8.wrapping_add(carry));
            self.n_ones = 0;
            self.held = Some(top as u8);
        } else {
            self.n_ones += 1;
        }
        self.low = (self.low & 0x00FF_FFFF) << 8;
    }

    fn narrow(&mut self, low: u32, range: u32) {
        self.low += u64::from(low);
        self.range = range;
        while self.range < NARROW {
            self.range <<= 8;
            self.shift();
        }
    }

    /// The bytes, without the zeros at their end: a reader makes those up.
    pub(super) fn finish(mut self) -> Vec<u8> {
        for _ in 0..5 {
            self.shift();
        }
        while self.out.last() == Some(&0) {
            self.out.pop();
        }
        self.out
    }
}

impl Coder for Encoder {
    fn bit(&mut self, chance: u32, bit: bool) -> bool {
        let bound = (self.range >> CHANCE_BITS) * chance;
        if bit {
            self.narrow(0, bound)
        } else {
            self.narrow(bound, self.range - bound)
        }
        bit
    }

    fn symbol(&mut self, rows: &Rows, row: usize, symbol: usize) -> usize {
        let step = self.range >> ROW_BITS;
        let (from, until) = rows.edges(row, symbol);
        self.narrow(step * from, step * (until - from));
        symbol
    }

    fn check(&self) -> Parsed<()> {
        Ok(())
    }
}
