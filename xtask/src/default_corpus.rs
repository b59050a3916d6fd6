//! Reads the default corpus off the disk. The app's `build.rs`, which embeds it, includes this file too, so that what
//! the page lists without the app is what the app finds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use newsprint_corpus::{ReadOptions, read, unique_ids};
use newsprint_entities::infer_dates;
use newsprint_model::{Article, Problem};

/// The folder, from the repository's root.
pub const FOLDER: &str = "corpus";

/// The articles of the default corpus, dated as far as their text dates them, and what was wrong with its files.
///
/// * Errors: the folder or a file in it cannot be read from the disk.
pub fn articles(root: &Path) -> io::Result<(Vec<Article>, Vec<Problem>)> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(root.join(FOLDER))? {
        let path = entry?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_file() && !is_hidden {
            paths.push(path);
        }
    }
    // Folders list their files in any order; the edition must not depend on it.
    paths.sort();
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let imported = read(&format!("{FOLDER}/{name}"), &fs::read(&path)?, &ReadOptions::default());
        articles.extend(imported.articles);
        problems.extend(imported.problems);
    }
    problems.extend(unique_ids(&mut articles));
    infer_dates(&mut articles);
    Ok((articles, problems))
}
