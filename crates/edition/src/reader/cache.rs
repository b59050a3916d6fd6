//! What has been read, kept up to a bound; the longest unused goes first.

use std::cell::Cell;
use std::rc::Rc;

use super::Chunk;
use crate::sorted::SortedMap;

struct Kept {
    chunk: Rc<Chunk>,
    n_bytes: usize,
    last_used: Cell<u64>,
}

/// Chunks by checksum.
pub(super) struct Cache {
    max_bytes: usize,
    n_bytes: usize,
    /// Counts uses, so that age is known without a clock.
    n_uses: u64,
    kept: SortedMap<u64, Kept>,
}

impl Cache {
    pub(super) fn new(max_bytes: usize) -> Cache {
        Cache { max_bytes, n_bytes: 0, n_uses: 0, kept: SortedMap::default() }
    }

    pub(super) fn get(&mut self, checksum: u64) -> Option<Rc<Chunk>> {
        self.n_uses += 1;
        let kept = self.kept.get(&checksum)?;
        kept.last_used.set(self.n_uses);
        Some(Rc::clone(&kept.chunk))
    }

    /// Keeps a chunk; one larger than the whole cache is not kept.
    pub(super) fn keep(&mut self, checksum: u64, chunk: Rc<Chunk>, n_bytes: usize) {
        if n_bytes > self.max_bytes {
            return;
        }
        self.n_uses += 1;
        self.n_bytes += n_bytes;
        let kept = Kept { chunk, n_bytes, last_used: Cell::new(self.n_uses) };
        if let Some(before) = self.kept.set(checksum, kept) {
            self.n_bytes -= before.n_bytes;
        }
        while self.n_bytes > self.max_bytes {
            let Some(oldest) =
                self.kept.iter().min_by_key(|(_, kept)| kept.last_used.get()).map(|(checksum, _)| *checksum)
            else {
                return;
            };
            if let Some(kept) = self.kept.remove(&oldest) {
                self.n_bytes -= kept.n_bytes;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unused_goes_first_and_the_bound_holds() {
        let mut cache = Cache::new(100);
        let chunk = || Rc::new(Chunk { file: String::new(), bytes: Vec::new() });
        for checksum in [1, 2, 3] {
            cache.keep(checksum, chunk(), 33);
        }
        assert!(cache.get(1).is_some());
        cache.keep(4, chunk(), 33);
        cache.keep(5, chunk(), 101);
        let kept: Vec<bool> = (1..=5).map(|checksum| cache.get(checksum).is_some()).collect();
        assert_eq!(kept, [true, false, true, true, false]);
        assert_eq!(cache.n_bytes, 99);
    }
}
