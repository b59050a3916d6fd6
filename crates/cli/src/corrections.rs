//! `entities.tsv` beside the articles: found, read, and refused with every line that is wrong.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use newsprint_entities::Corrections;
use newsprint_model::Problem;

use crate::{report, sources};

/// The file's name; importers pass it by.
pub const FILE_NAME: &str = "entities.tsv";

/// The largest file read: ten times what the most careful publisher would write.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// The publisher's corrections and the file that they stand in.
#[derive(Debug, Default)]
pub struct Found {
    /// What it orders; nothing when there is no file.
    pub corrections: Corrections,
    file: String,
}

/// The folder that a source is, or lies in.
fn folder_of(path: &Path) -> Option<&Path> {
    if path.is_dir() { Some(path) } else { path.parent() }
}

impl Found {
    /// Looks beside the sources: in each folder, and in the folder of each file.
    ///
    /// * Errors: two such files; one that cannot be read; lines that cannot, each of them told on standard error.
    pub fn beside<P: AsRef<Path>>(paths: &[P]) -> anyhow::Result<Found> {
        let places: Vec<PathBuf> =
            paths.iter().filter_map(|path| folder_of(path.as_ref())).map(|folder| folder.join(FILE_NAME)).collect();
        let mut seen = BTreeSet::new();
        let mut files = places.iter().filter(|path| path.is_file() && seen.insert(fs::canonicalize(path).ok()));
        let Some(path) = files.next() else { return Ok(Found::default()) };
        let file = sources::shown(path);
        if let Some(other) = files.next() {
            bail!("{file} and {} both hold corrections: keep one", sources::shown(other));
        }
        let n_bytes = fs::metadata(path).with_context(|| file.clone())?.len();
        if n_bytes > MAX_FILE_BYTES {
            bail!("{file} has {} MB, too many for a list of corrections", n_bytes / 1_000_000);
        }
        let text = fs::read_to_string(path).with_context(|| file.clone())?;
        match Corrections::parse(&file, &text) {
            Ok(corrections) => Ok(Found { corrections, file }),
            Err(problems) => {
                report(&problems);
                bail!(
                    "{file}: mend the lines above; nothing was done, for a name that must not be shown may be among them"
                )
            }
        }
    }

    /// Warnings for the lines that met nothing.
    pub fn unmatched(&self, lines: &[u32]) -> Vec<Problem> {
        lines.iter().map(|line| Corrections::unmatched(&self.file, *line)).collect()
    }
}
