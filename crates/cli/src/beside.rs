//! A file of the publisher's beside the articles: found, and found once.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::sources;

/// The folder that a source is, or lies in.
fn folder_of(path: &Path) -> Option<&Path> {
    if path.is_dir() { Some(path) } else { path.parent() }
}

/// Looks in each folder of the sources, and in the folder of each file, for a file of that name.
///
/// * Shape: its path as people know it, and its text; `None` where there is none. `what` says what it holds, for whoever has two.
/// * Errors: there are two, it has more than `max_bytes`, or it cannot be read as UTF-8.
pub fn find<P: AsRef<Path>>(
    paths: &[P],
    name: &str,
    what: &str,
    max_bytes: u64,
) -> anyhow::Result<Option<(String, String)>> {
    let places: Vec<PathBuf> =
        paths.iter().filter_map(|path| folder_of(path.as_ref())).map(|folder| folder.join(name)).collect();
    let mut seen = BTreeSet::new();
    let mut files = places.iter().filter(|path| path.is_file() && seen.insert(fs::canonicalize(path).ok()));
    let Some(path) = files.next() else { return Ok(None) };
    let file = sources::shown(path);
    if let Some(other) = files.next() {
        bail!("{file} and {} both hold {what}: keep one", sources::shown(other));
    }
    let n_bytes = fs::metadata(path).with_context(|| file.clone())?.len();
    if n_bytes > max_bytes {
        bail!("{file} has {} MB, too many for {what}", n_bytes / 1_000_000);
    }
    let text = fs::read_to_string(path).with_context(|| file.clone())?;
    Ok(Some((file, text)))
}
