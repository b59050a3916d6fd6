//! Looks at every file of an edition: is it there, and is it what was written?

use crate::part::{ChunkId, ChunkKind, file_name, part_hash};
use crate::store::{ChunkError, ChunkStore};

use super::{Reader, damaged, unsealed};

/// What came of looking at every file of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Files that were read, pointer and boot file aside.
    pub n_files: u32,
    /// Their bytes.
    pub n_bytes: u64,
    /// What is wrong, file by file.
    pub faults: Vec<ChunkError>,
}

impl<S: ChunkStore> Reader<S> {
    /// The names of all files of the edition but the pointer.
    pub fn files(&self) -> Vec<String> {
        let chunks = self.opened.parts().flat_map(|(_, part)| part.files());
        std::iter::once(self.boot_file.clone()).chain(chunks).collect()
    }

    /// Reads every file of the edition and compares it with its checksum, and all checksums of a part with the part's name.
    ///
    /// * Errors: as faults in the answer. Whoever has a reader has read the pointer and the boot file already.
    /// * Cost: every byte of the edition is read once, one file at a time.
    pub async fn verify(&self) -> Verified {
        let mut verified = Verified::default();
        for (nth, part) in self.opened.parts() {
            let (mut checksums, n_before) = (Vec::new(), verified.faults.len());
            for kind in ChunkKind::ALL {
                for number in 0..part.n_chunks[kind as usize] {
                    let file = file_name(part.hash, kind, number);
                    let id = ChunkId { part: nth, kind, number };
                    let checked = match self.store().read(&file).await {
                        Ok(bytes) => {
                            verified.n_files += 1;
                            verified.n_bytes += bytes.len() as u64;
                            unsealed(part.stamp, id, &file, &bytes).map(|(_, sum)| sum)
                        }
                        Err(fault) => Err(fault),
                    };
                    match checked {
                        Ok(sum) => checksums.push(sum),
                        Err(fault) => verified.faults.push(fault),
                    }
                }
            }
            let is_whole = verified.faults.len() == n_before;
            if is_whole && part_hash(part.stamp, checksums.into_iter()) != part.hash {
                let folder = format!("edition/{:016x}", part.hash);
                verified.faults.push(damaged(&folder, "its files are not those that it is named after"));
            }
        }
        verified
    }
}
