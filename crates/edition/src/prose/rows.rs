//! Static tables of chances: for each row, how likely each of its symbols is.

use super::coder::ROW_BITS;

/// How many buckets guide the search within a row.
const GUIDE_BITS: u32 = 6;

/// Rows of symbols, each with a share of the row.
#[derive(Clone, Default)]
pub(super) struct Rows {
    /// Where each row's edges begin.
    starts: Vec<u32>,
    /// For each row, where each symbol's share begins, and the row's end.
    edges: Vec<u16>,
    /// For each row and bucket, the symbol at the bucket's beginning.
    guides: Vec<u16>,
}

impl Rows {
    /// Adds a row of at least one and at most some thousand symbols, each given by its level: 0 is hardly possible, and each step more is
    /// twice as likely, up to 15.
    #[inline(never)]
    pub(super) fn push(&mut self, levels: &[u8]) {
        const WHOLE: u32 = 1 << ROW_BITS;
        self.starts.push(self.edges.len() as u32);
        let weight = |level: u8| (1u32 << level) & !1;
        let (mut total, mut greatest) = (0, 0);
        for level in levels {
            total += weight(*level);
            greatest = greatest.max(*level);
        }
        // Each has one step of the row, and a share of the others.
        let spread = WHOLE.saturating_sub(levels.len() as u32);
        let share = |level: u8| weight(level) * spread / total.max(1) + 1;
        let mut left = WHOLE;
        levels.iter().for_each(|level| left = left.saturating_sub(share(*level)));
        let (mut edge, mut bucket) = (0, 0);
        for (nth, level) in (0u16..).zip(levels) {
            self.edges.push(edge as u16);
            edge += share(*level);
            if *level == greatest {
                // What rounding leaves goes to the first of the likeliest.
                edge += std::mem::take(&mut left);
            }
            while bucket < edge {
                self.guides.push(nth);
                bucket += WHOLE >> GUIDE_BITS;
            }
        }
        self.edges.push(edge as u16);
    }

    /// The symbol whose share holds `at`, and where its share begins and ends.
    pub(super) fn find(&self, row: usize, at: u32) -> (usize, u32, u32) {
        let first = self.starts[row] as usize;
        let mut symbol = usize::from(self.guides[row << GUIDE_BITS | (at >> (ROW_BITS - GUIDE_BITS)) as usize]);
        while u32::from(self.edges[first + symbol + 1]) <= at {
            symbol += 1;
        }
        (symbol, u32::from(self.edges[first + symbol]), u32::from(self.edges[first + symbol + 1]))
    }

    /// Where a symbol's share begins and ends.
    pub(super) fn edges(&self, row: usize, symbol: usize) -> (u32, u32) {
        let first = self.starts[row] as usize + symbol;
        (u32::from(self.edges[first]), u32::from(self.edges[first + 1]))
    }
}
