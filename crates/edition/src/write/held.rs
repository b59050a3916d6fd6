//! How much the writer holds in memory, by its own count: what grows with the texts, piece by piece, and what grows with the articles and words.

/// A count of bytes, and the most it has been.
#[derive(Debug, Default)]
pub(super) struct Held {
    now: usize,
    pub most: usize,
}

impl Held {
    /// So many more are held.
    pub(super) fn take(&mut self, n_bytes: usize) {
        self.now += n_bytes;
        self.most = self.most.max(self.now);
    }

    /// So many are held no longer.
    pub(super) fn give(&mut self, n_bytes: usize) {
        self.now = self.now.saturating_sub(n_bytes);
    }
}
