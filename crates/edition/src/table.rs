//! Sorted tables: keys with payloads, front-coded and cut into chunks.

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_varint};

/// Collects rising keys into chunks of about `target` bytes, cut where few letters are shared, so that words that belong together mostly
/// stay together and heads are short.
pub(crate) struct TableWriter {
    target: usize,
    /// Finished chunks: a key that none before reaches and none in it is below, and the bytes. To be taken out at will.
    pub chunks: Vec<(Vec<u8>, Vec<u8>)>,
    /// Entries that are in no chunk yet: how much of the key before each begins with, the rest, the payload.
    pending: Vec<(usize, Vec<u8>, Vec<u8>)>,
    n_pending: usize,
    last_key: Vec<u8>,
}

/// A chunk may be smaller or larger than its target by one part in this many.
const SLACK: usize = 4;

impl TableWriter {
    pub(crate) fn new(target: usize) -> TableWriter {
        TableWriter { target, chunks: Vec::new(), pending: Vec::new(), n_pending: 0, last_key: Vec::new() }
    }

    /// Adds a key above all before it.
    pub(crate) fn add(&mut self, key: &[u8], payload: &[u8]) {
        debug_assert!(self.last_key.as_slice() < key || (self.chunks.is_empty() && self.pending.is_empty()));
        let n_shared = self.last_key.iter().zip(key).take_while(|(a, b)| a == b).count();
        self.n_pending += entry_bytes(key.len() - n_shared, payload.len());
        self.pending.push((n_shared, key.to_vec(), payload.to_vec()));
        self.last_key.clear();
        self.last_key.extend_from_slice(key);
        if self.n_pending > self.target + self.target / SLACK {
            self.cut();
        }
    }

    /// Puts what is left into a last chunk.
    pub(crate) fn finish(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        self.n_pending = 0;
        self.chunk(pending);
    }

    /// Makes a chunk of about the target's size out of what is pending.
    fn cut(&mut self) {
        let mut at = 0;
        let mut best = (usize::MAX, self.pending.len());
        for (nth, (n_shared, key, payload)) in self.pending.iter().enumerate() {
            if nth > 0 && at >= self.target - self.target / SLACK && *n_shared < best.0 {
                best = (*n_shared, nth);
            }
            at += entry_bytes(key.len() - n_shared, payload.len());
        }
        let rest = self.pending.split_off(best.1);
        let chunk = std::mem::replace(&mut self.pending, rest);
        self.n_pending =
            self.pending.iter().map(|(n_shared, key, payload)| entry_bytes(key.len() - n_shared, payload.len())).sum();
        self.chunk(chunk);
    }

    fn chunk(&mut self, entries: Vec<(usize, Vec<u8>, Vec<u8>)>) {
        let Some((n_shared, first, _)) = entries.first() else { return };
        // The first chunk begins with the first key's first byte; the head of every other one tells it from the key before.
        let head = first[..first.len().min(n_shared + 1)].to_vec();
        let mut bytes = Vec::new();
        for (nth, (n_shared, key, payload)) in entries.iter().enumerate() {
            let n_shared = if nth == 0 { 0 } else { *n_shared };
            put_varint(&mut bytes, n_shared as u32);
            put_bytes(&mut bytes, &key[n_shared..]);
            put_bytes(&mut bytes, payload);
        }
        self.chunks.push((head, bytes));
    }
}

/// About how many bytes an entry takes.
fn entry_bytes(n_rest: usize, n_payload: usize) -> usize {
    3 + n_rest + n_payload
}

/// Calls `take` with the entries of a chunk from the first key at or above `from`, until it returns false.
pub(crate) fn scan<'a>(
    chunk: &'a [u8],
    from: &[u8],
    mut take: impl FnMut(&[u8], &'a [u8]) -> Parsed<bool>,
) -> Parsed<()> {
    let mut cursor = Cursor::new(chunk);
    let mut key = Vec::new();
    while !cursor.is_at_end() {
        let n_shared = cursor.varint()? as usize;
        if n_shared > key.len() {
            return Err(Malformed("a key shares more than its neighbour has"));
        }
        key.truncate(n_shared);
        key.extend_from_slice(cursor.bytes()?);
        let payload = cursor.bytes()?;
        if key.as_slice() >= from && !take(&key, payload)? {
            break;
        }
    }
    Ok(())
}

/// The payload of a key.
pub(crate) fn find<'a>(chunk: &'a [u8], key: &[u8]) -> Parsed<Option<&'a [u8]>> {
    let mut found = None;
    scan(chunk, key, |at, payload| {
        found = (at == key).then_some(payload);
        Ok(false)
    })?;
    Ok(found)
}

/// The first key above every key that begins with a prefix; `None` when there is none.
pub(crate) fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut after = prefix.to_vec();
    while let Some(last) = after.pop() {
        if last < u8::MAX {
            after.push(last + 1);
            return Some(after);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_key_is_found_and_no_other(
            entries in prop::collection::btree_map("[a-c]{0,6}", "[x-z]{0,4}", 1..120), target in 1usize..200, other in "[a-c]{0,6}",
        ) {
            let mut writer = TableWriter::new(target);
            entries.iter().for_each(|(key, payload)| writer.add(key.as_bytes(), payload.as_bytes()));
            writer.finish();
            prop_assert!(writer.chunks.windows(2).all(|pair| pair[0].0 < pair[1].0), "heads rise");
            let chunk_of = |key: &[u8]| writer.chunks.iter().rfind(|(head, _)| head.as_slice() <= key);
            for key in entries.keys().chain([&other]) {
                let found = chunk_of(key.as_bytes()).and_then(|(_, bytes)| find(bytes, key.as_bytes()).unwrap());
                prop_assert_eq!(found, entries.get(key).map(|payload| payload.as_bytes()));
            }
            let mut all = BTreeMap::new();
            for (_, bytes) in &writer.chunks {
                scan(bytes, b"", |key, payload| {
                    all.insert(String::from_utf8(key.to_vec()).unwrap(), String::from_utf8(payload.to_vec()).unwrap());
                    Ok(true)
                }).unwrap();
            }
            prop_assert_eq!(all, entries);
        }

        #[test]
        fn hostile_tables_are_malformed_and_nothing_worse(bytes in prop::collection::vec(any::<u8>(), 0..100), key in prop::collection::vec(any::<u8>(), 0..4)) {
            let _ = find(&bytes, &key);
        }
    }

    #[test]
    fn a_prefix_ends_where_the_next_begins() {
        assert_eq!(after_prefix(b"ab"), Some(b"ac".to_vec()));
        assert_eq!(after_prefix(&[b'a', 255]), Some(b"b".to_vec()));
        assert_eq!((after_prefix(&[255]), after_prefix(b"")), (None, None));
    }
}
