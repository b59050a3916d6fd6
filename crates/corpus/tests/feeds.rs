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
fn hostile_feeds_are_read_as_far_as_they_can_be() {
    let nested = format!("<rss><item><title>T{}</title></item>", "<b>".repeat(100_000));
    let bomb = format!(
        "<!DOCTYPE rss [<!ENTITY a0 'ha'>{}]><rss><item><title>&a30;</title></item></rss>",
        (1..=30).map(|n| format!("<!ENTITY a{n} '&a{};&a{};'>", n - 1, n - 1)).collect::<String>()
    );
    let fetched =
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss><item><title>T &x;</title></item></rss>";
    for (text, n_articles, said) in [
        (nested.as_str(), 1, ""),
        (bomb.as_str(), 1, "declares entities of its own"),
        (fetched, 1, "declares entities of its own"),
        ("<rss><item><title>One</title></item><item><title>Two</ti", 2, "is ill-formed XML"),
        ("<rss><item><title>One</item></channel></rss>", 1, ""),
        ("<?xml version='1.0' encoding='utf-16'?><rss><item><title>T</title></item></rss>", 1, ""),
        ("<rss><item/><item><guid>x</guid></item></rss>", 0, "has neither a title nor a text"),
        ("<html><body>Not found</body></html>", 0, ""),
    ] {
        let imported = read("f.rss", text.as_bytes(), &ReadOptions::default());
        let start: String = text.chars().take(80).collect();
        assert_eq!(imported.articles.len(), n_articles, "{start}");
        let problems: Vec<String> = imported.problems.iter().map(ToString::to_string).collect();
        assert!(said.is_empty() || problems.iter().any(|problem| problem.contains(said)), "{start}: {problems:?}");
        assert!(imported.articles.iter().all(|article| article.title.len() < 200), "{start}");
    }
}

#[test]
fn every_feed_is_read_or_refused_with_a_reason() {
    for (file, n_articles, problems) in all(&feeds()) {
        assert!(n_articles > 0 || !problems.is_empty(), "{file}");
    }
}
