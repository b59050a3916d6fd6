//! The house rules of `ARCHITECTURE.md` and `CONTRIBUTING.md` that no compiler keeps.

pub mod dependencies;
pub mod documents;
pub mod sources;
pub mod styles;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use crate::app;

/// Where files that people write lie. What is not named here (the corpus, the lock file) is not ours to judge.
const PLACES: &[&str] = &[
    ".cargo",
    ".ci",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "README.md",
    "Trunk.toml",
    "bench",
    "build.rs",
    "clippy.toml",
    "crates",
    "docs",
    "index.html",
    "rust-toolchain.toml",
    "src",
    "tests",
    "trainer",
    "www",
    "xtask",
];

/// Endings of files that are text.
const TEXT: &[&str] = &["css", "html", "js", "json", "lock", "md", "rs", "run", "toml", "tsv", "txt", "webmanifest"];

/// One file of the repository.
pub struct Source {
    /// From the repository's root, with `/`.
    pub name: String,
    /// What it holds; empty for a picture or a font.
    pub text: String,
}

impl Source {
    /// The lines of code with their numbers from 1: without comments, and without the tests at a file's end.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = |line: &&str| line.trim() == "#[cfg(test)]";
        let n_lines = self.text.lines().position(|line| is_test(&line)).unwrap_or(usize::MAX);
        let lines = self.text.lines().take(n_lines).enumerate();
        lines.map(|(idx, line)| (idx + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// All files of the repository that people write.
pub struct Sources(pub Vec<Source>);

impl Sources {
    /// Reads them.
    pub fn read(root: &Path) -> Result<Sources> {
        let mut found = Vec::new();
        for place in PLACES {
            for name in app::files_below(root, place)? {
                if name.contains("/target/") || name.contains("/node_modules/") {
                    continue;
                }
                if !TEXT.contains(&name.rsplit(['.', '/']).next().unwrap_or("")) {
                    // A picture or a font: there, and linked to, but not to be read.
                    found.push(Source { name, text: String::new() });
                    continue;
                }
                // A page that a test reads may be in another encoding on purpose.
                let bytes = fs::read(root.join(&name)).with_context(|| format!("cannot read {name}"))?;
                let text = String::from_utf8_lossy(&bytes).into_owned();
                found.push(Source { name, text });
            }
        }
        Ok(Sources(found))
    }

    /// The file of this name.
    pub fn get(&self, name: &str) -> Option<&Source> {
        self.0.iter().find(|source| source.name == name)
    }

    /// The files below a folder that have this ending.
    pub fn below<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a Source> {
        self.0.iter().filter(move |source| source.name.starts_with(folder) && source.name.ends_with(ending))
    }
}

#[cfg(test)]
pub(crate) fn sources(files: &[(&str, &str)]) -> Sources {
    Sources(files.iter().map(|(name, text)| Source { name: (*name).to_owned(), text: (*text).to_owned() }).collect())
}
