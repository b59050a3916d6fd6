//! An edition with one chunk, or the boot file, that holds anything at all.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsprint_edition::MemoryStore;
use newsprint_fuzz::{ask_everything, edition};

fuzz_target!(|data: &[u8]| {
    let files = edition();
    let Some((which, bytes)) = data.split_first_chunk::<2>() else { return };
    let names: Vec<&String> = files.files.keys().filter(|name| *name != "edition.json").collect();
    let name = names[usize::from(u16::from_le_bytes(*which)) % names.len()];
    // Room for the checksum, which is written over.
    let bytes = [bytes, &[0; 8]].concat();
    ask_everything(MemoryStore::new(files.tampered(name, bytes)));
});
