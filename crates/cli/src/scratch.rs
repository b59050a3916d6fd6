//! A scratch file: room beside memory while an edition is being written, gone when it is done.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use newsprint_edition::Spill;

/// Bytes on disk that nobody else sees.
#[derive(Debug)]
pub struct Scratch {
    file: File,
    path: PathBuf,
    n_bytes: u64,
    /// Where the file's own position is.
    at: u64,
}

impl Scratch {
    /// Makes one in a folder.
    ///
    /// * Errors: what the system says.
    pub fn in_folder(folder: &Path) -> io::Result<Scratch> {
        let path = folder.join("scratch");
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(&path)?;
        // Where a file can go on without a name it does: then not even a killed build leaves it behind.
        if cfg!(unix) {
            fs::remove_file(&path)?;
        }
        Ok(Scratch { file, path, n_bytes: 0, at: 0 })
    }

    fn seek(&mut self, at: u64) -> io::Result<()> {
        if self.at != at {
            self.file.seek(SeekFrom::Start(at))?;
            self.at = at;
        }
        Ok(())
    }
}

impl Spill for Scratch {
    fn append(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let start = self.n_bytes;
        self.seek(start)?;
        // Without a name in any folder, it is told by where it lies.
        let told = |fault: io::Error| io::Error::new(fault.kind(), format!("{}: {fault}", self.path.display()));
        self.file.write_all(bytes).map_err(told)?;
        self.n_bytes += bytes.len() as u64;
        self.at = self.n_bytes;
        Ok(start)
    }

    fn read(&mut self, at: u64, into: &mut [u8]) -> io::Result<()> {
        self.seek(at)?;
        self.file.read_exact(into)?;
        self.at = at + into.len() as u64;
        Ok(())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if cfg!(not(unix)) {
            // Left behind, it goes with the folder it lies in.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_comes_back_and_nothing_is_left_in_the_folder() {
        let folder = std::env::temp_dir().join(format!("newsprint-scratch-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let mut scratch = Scratch::in_folder(&folder).expect("a file");
        let mut places = Vec::new();
        for n in 0..100u8 {
            let bytes = vec![n; usize::from(n) * 3];
            places.push((scratch.append(&bytes).expect("room"), bytes));
            let (at, wanted) = &places[places.len() / 2];
            let mut found = vec![0; wanted.len()];
            scratch.read(*at, &mut found).expect("what was put");
            assert_eq!(found, *wanted);
        }
        assert!(scratch.read(1 << 40, &mut [0]).is_err());
        drop(scratch);
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 0);
        fs::remove_dir(&folder).expect("empty");
    }
}
