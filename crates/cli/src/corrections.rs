//! `entities.tsv` beside the articles: found, read, and refused with every line that is wrong.

use std::path::Path;

use anyhow::bail;
use newsprint_entities::Corrections;
use newsprint_model::Problem;

use crate::{beside, report};

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

impl Found {
    /// Looks beside the sources: in each folder, and in the folder of each file.
    ///
    /// * Errors: two such files; one that cannot be read; lines that cannot, each of them told on standard error.
    pub fn beside<P: AsRef<Path>>(paths: &[P]) -> anyhow::Result<Found> {
        let Some((file, text)) = beside::find(paths, FILE_NAME, "corrections", MAX_FILE_BYTES)? else {
            return Ok(Found::default());
        };
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
