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
    /// Adds a row of at least one and at most some thousand symbols. A weight of 0 still leaves a symbol possible.
    pub(super) fn push(&mut self, weights: &[u32]) {
        const WHOLE: u64 = 1 << ROW_BITS;
        self.starts.push(self.edges.len() as u32);
        let spread = WHOLE.saturating_sub(weights.len() as u64);
        let total = weights.iter().map(|weight| u64::from(*weight)).sum::<u64>().max(1);
        let share = |weight: u32| u64::from(weight) * spread / total + 1;
        // What rounding leaves goes to the likeliest.
        let left = WHOLE.saturating_sub(weights.iter().map(|weight| share(*weight)).sum());
        let likeliest = weights.iter().enumerate().max_by_key(|(nth, weight)| (**weight, usize::MAX - nth));
        let likeliest = likeliest.map_or(0, |(nth, _)| nth);
        let (mut edge, mut bucket) = (0, 0);
        for (nth, weight) in weights.iter().enumerate() {
            self.edges.push(edge as u16);
            edge += share(*weight) + if nth == likeliest { left } else { 0 };
            while bucket << (ROW_BITS - GUIDE_BITS) < edge && bucket < 1 << GUIDE_BITS {
                self.guides.push(nth as u16);
                bucket += 1;
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
