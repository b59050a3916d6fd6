//! A packed edition that holds anything at all, or a good one with a head that lies.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use newsprint_edition::{PackIndex, PackedStore};
use newsprint_fuzz::{ask_everything, edition};

fuzz_target!(|data: &[u8]| {
    static PACK: OnceLock<Vec<u8>> = OnceLock::new();
    let pack = PACK.get_or_init(|| edition().pack());
    let _ = PackIndex::head_bytes(data);
    if let Ok(index) = PackIndex::read(data) {
        assert!(index.files().take(1000).all(|name| index.range(&name).is_some()));
    }
    if let Ok(store) = PackedStore::new(data.to_vec()) {
        ask_everything(store);
    }
    let mut blob = pack.clone();
    let n_head = PackIndex::head_bytes(pack).unwrap_or(0).max(1);
    for edit in data.chunks_exact(3).take(8) {
        blob[usize::from(u16::from_le_bytes([edit[0], edit[1]])) % n_head] = edit[2];
    }
    if let Ok(store) = PackedStore::new(blob) {
        ask_everything(store);
    }
});
