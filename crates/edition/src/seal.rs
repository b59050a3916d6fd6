//! Checksums made to fit again: what someone who means harm would do, and so do tests.

use crate::boot::Boot;
use crate::files::{EditionFiles, POINTER};
use crate::pack::named;
use crate::part::sealed;
use crate::pointer::{boot_checksum, pointer_to};

impl EditionFiles {
    /// Replaces the bytes of a file and makes every checksum fit what the files hold: checksums find damage, not malice.
    ///
    /// The last eight bytes of a chunk, its checksum, are written over. Untouched bytes give the same files.
    pub fn tampered(&self, name: &str, bytes: Vec<u8>) -> EditionFiles {
        let mut files = self.clone();
        let Some(boot_name) = self.files.keys().find(|name| boot_checksum(name).is_some()) else { return files };
        let mut boot = self.files.get(boot_name).cloned().unwrap_or_default();
        let stamp = |hash: u64| {
            let known = Boot::decode(&boot).ok().and_then(Result::ok);
            known.and_then(|boot| Some(boot.parts.iter().find(|part| part.hash == hash)?.stamp))
        };
        if name == boot_name {
            boot = bytes;
        } else if let Some((hash, kind, number)) = named(name) {
            let n_payload = bytes.len().saturating_sub(8);
            let payload = bytes.get(..n_payload).unwrap_or_default().to_vec();
            let (bytes, _) = sealed(stamp(hash).unwrap_or(0), kind, number, payload);
            files.files.insert(name.to_owned(), bytes);
        }
        files.files.remove(boot_name);
        let (pointer, json) = pointer_to(&boot);
        files.files.insert(pointer.boot, boot);
        files.files.insert(POINTER.to_owned(), json);
        files
    }
}
