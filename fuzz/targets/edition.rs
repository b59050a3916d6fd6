//! An edition with some bytes changed anywhere, and all checksums made to fit.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsprint_edition::MemoryStore;
use newsprint_fuzz::{ask_everything, edition};

fuzz_target!(|data: &[u8]| {
    // Which file, then places and bytes to put there.
    let files = edition();
    let Some((which, edits)) = data.split_first_chunk::<2>() else { return };
    let names: Vec<&String> = files.files.keys().filter(|name| *name != "edition.json").collect();
    let name = names[usize::from(u16::from_le_bytes(*which)) % names.len()];
    let mut bytes = files.files[name].clone();
    for edit in edits.chunks_exact(3).take(16) {
        let at = usize::from(u16::from_le_bytes([edit[0], edit[1]])) % bytes.len();
        bytes[at] = edit[2];
    }
    ask_everything(MemoryStore::new(files.tampered(name, bytes)));
});
