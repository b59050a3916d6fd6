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

/// Chunks by key.
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

    pub(super) fn get(&mut self, key: u64) -> Option<Rc<Chunk>> {
        self.n_uses += 1;
        let kept = self.kept.get(&key)?;
        kept.last_used.set(self.n_uses);
        Some(Rc::clone(&kept.chunk))
    }

    /// Keeps a chunk. Those in use elsewhere stay, whatever the bound: a question counts on what it has loaded.
    pub(super) fn keep(&mut self, key: u64, chunk: Rc<Chunk>, n_bytes: usize) {
        self.n_uses += 1;
        self.n_bytes += n_bytes;
        let kept = Kept { chunk, n_bytes, last_used: Cell::new(self.n_uses) };
        if let Some(before) = self.kept.set(key, kept) {
            self.n_bytes -= before.n_bytes;
        }
        while self.n_bytes > self.max_bytes {
            let unused = self.kept.iter().filter(|(_, kept)| Rc::strong_count(&kept.chunk) == 1);
            let Some(oldest) = unused.min_by_key(|(_, kept)| kept.last_used.get()).map(|(key, _)| *key) else {
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
    use std::cell::OnceCell;

    use super::*;

    #[test]
    fn the_longest_unused_goes_first_and_the_bound_holds() {
        let mut cache = Cache::new(100);
        let chunk =
            || Rc::new(Chunk { file: String::new(), bytes: Vec::new(), n_payload: 0, records: OnceCell::new() });
        for checksum in [1, 2, 3] {
            cache.keep(checksum, chunk(), 33);
        }
        assert!(cache.get(1).is_some());
        cache.keep(4, chunk(), 33);
        let kept: Vec<bool> = (1..=4).map(|checksum| cache.get(checksum).is_some()).collect();
        assert_eq!(kept, [true, false, true, true]);
        assert_eq!(cache.n_bytes, 99);
    }

    #[test]
    fn what_is_in_use_stays_until_it_is_not() {
        let mut cache = Cache::new(100);
        let chunk =
            || Rc::new(Chunk { file: String::new(), bytes: Vec::new(), n_payload: 0, records: OnceCell::new() });
        let in_use = chunk();
        cache.keep(1, Rc::clone(&in_use), 80);
        cache.keep(2, chunk(), 90);
        assert!(cache.get(1).is_some() && cache.get(2).is_none());
        drop(in_use);
        cache.keep(3, chunk(), 90);
        assert!(cache.get(1).is_none() && cache.get(3).is_some());
    }
}
