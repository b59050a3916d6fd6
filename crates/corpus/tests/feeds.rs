//! Feeds of many makes, ill-formed ones among them: each is read, or refused with a reason.

use std::path::{Path, PathBuf};

use newsprint_corpus::{ReadOptions, read};

/// The folder of material for development, where there is one.
fn feeds() -> PathBuf {
    let data = std::env::var_os("NEWSPRINT_DATA").map_or_else(|| PathBuf::from("../../../shared/data"), PathBuf::from);
    data.join("feeds")
}

/// How many articles each file of the folders gave, and its problems.
fn all(folder: &Path) -> Vec<(String, usize, Vec<String>)> {
    let Ok(origins) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    let mut files: Vec<PathBuf> = origins
        .flatten()
        .filter_map(|origin| std::fs::read_dir(origin.path()).ok())
        .flatten()
        .flatten()
        .map(|file| file.path())
        .collect();
    files.sort();
    for path in files {
        let file = path.to_string_lossy().into_owned();
        if file.ends_with(".expected.json") {
            continue;
        }
        let imported = read(&file, &std::fs::read(&path).expect("it is listed"), &ReadOptions::default());
        found.push((file, imported.articles.len(), imported.problems.iter().map(ToString::to_string).collect()));
    }
    found
}

#[test]
fn every_feed_is_read_or_refused_with_a_reason() {
    for (file, n_articles, problems) in all(&feeds()) {
        println!("{n_articles}\t{file}\t{}", problems.join("; "));
        assert!(n_articles > 0 || !problems.is_empty(), "{file}");
    }
}
