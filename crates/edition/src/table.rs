//! Sorted tables: keys with payloads, front-coded and cut into chunks.

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_varint};

/// Collects rising keys into chunks of about `target` bytes.
pub(crate) struct TableWriter {
    target: usize,
    /// The first key and the bytes of each chunk.
    pub chunks: Vec<(Vec<u8>, Vec<u8>)>,
    last_key: Vec<u8>,
}

impl TableWriter {
    pub(crate) fn new(target: usize) -> TableWriter {
        TableWriter { target, chunks: Vec::new(), last_key: Vec::new() }
    }

    /// Adds a key above all before it.
    pub(crate) fn add(&mut self, key: &[u8], payload: &[u8]) {
        debug_assert!(self.chunks.is_empty() || self.last_key.as_slice() < key, "keys must rise");
        let is_full = self.chunks.last().is_none_or(|(_, bytes)| bytes.len() + key.len() + payload.len() > self.target);
        if is_full {
            self.chunks.push((key.to_vec(), Vec::new()));
            self.last_key.clear();
        }
        let n_shared = self.last_key.iter().zip(key).take_while(|(a, b)| a == b).count();
        if let Some((_, out)) = self.chunks.last_mut() {
            put_varint(out, n_shared as u32);
            put_bytes(out, &key[n_shared..]);
            put_bytes(out, payload);
        }
        self.last_key.clear();
        self.last_key.extend_from_slice(key);
    }
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
