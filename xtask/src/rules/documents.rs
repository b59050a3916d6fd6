//! Documents that tell the truth: crates, chores, versions and links that they name exist.

use super::Sources;
use crate::metadata::Workspace;
use crate::{arguments, pinned};

/// Everything found, as a sentence.
pub fn breaches(sources: &Sources, workspace: &Workspace) -> Vec<String> {
    let mut found = Vec::new();
    found.extend(crates_in_the_map(sources, workspace));
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        found.extend(links(sources, name));
        found.extend(chores(sources, name));
    }
    found.extend(format_version(sources));
    found
}

/// Versions that are written in more than one file.
pub fn versions(sources: &Sources) -> Vec<String> {
    let text = |name: &str| sources.get(name).map(|source| source.text.as_str()).unwrap_or_default();
    let wanted = [
        ("Trunk.toml", format!("wasm_bindgen = \"{}\"", pinned::WASM_BINDGEN)),
        ("Cargo.toml", format!("wasm-bindgen = \"={}\"", pinned::WASM_BINDGEN)),
        ("Cargo.lock", format!("name = \"wasm-bindgen\"\nversion = \"{}\"", pinned::WASM_BINDGEN)),
        ("rust-toolchain.toml", format!("\"{}\"", pinned::WASM_TARGET)),
    ];
    let missing = wanted.iter().filter(|(name, line)| !text(name).contains(line.as_str()));
    missing
        .map(|(name, line)| format!("{name}: `{}` is due, after xtask/src/pinned.rs", line.replace('\n', " ")))
        .collect()
}

/// Every crate stands in the map of `ARCHITECTURE.md`, and every crate of the map exists.
fn crates_in_the_map(sources: &Sources, workspace: &Workspace) -> Vec<String> {
    let Some(map) = sources.get("ARCHITECTURE.md") else { return vec!["ARCHITECTURE.md is missing".to_owned()] };
    let folders: Vec<&str> =
        workspace.packages.iter().map(|package| package.folder.as_str()).filter(|folder| !folder.is_empty()).collect();
    let mut found = Vec::new();
    for folder in &folders {
        if !map.text.contains(&format!("`{folder}`")) {
            found.push(format!("ARCHITECTURE.md does not name `{folder}`"));
        }
    }
    for named in in_backquotes(&map.text).filter(|named| named.starts_with("crates/")) {
        let exists = sources.0.iter().any(|source| source.name.starts_with(named.trim_end_matches('/')));
        if !exists {
            found.push(format!("ARCHITECTURE.md names `{named}`, which is not there"));
        }
    }
    found
}

/// Links and paths in backquotes that lead nowhere.
fn links(sources: &Sources, name: &str) -> Vec<String> {
    let Some(document) = sources.get(name) else { return vec![format!("{name} is missing")] };
    let exists =
        |path: &str| sources.0.iter().any(|source| source.name == path || source.name.starts_with(&format!("{path}/")));
    let linked = document.text.split("](").skip(1).filter_map(|after| after.split_once(')')).map(|(target, _)| target);
    let is_ours = |target: &&str| !target.contains("://") && !target.starts_with('#');
    let ending = |target: &str| target.rsplit('.').next().unwrap_or("").to_owned();
    let is_read = |target: &&str| ["md", "rs", "toml", "css", "js", "png", "svg"].contains(&ending(target).as_str());
    let mut found: Vec<String> = linked
        .filter(is_ours)
        .map(|target| target.split('#').next().unwrap_or(""))
        .filter(is_read)
        .filter(|target| !exists(target))
        .map(|target| format!("{name} links to {target}, which is not there"))
        .collect();
    let paths = in_backquotes(&document.text).filter(|path| path.contains('/') && is_read(path));
    let plain = paths.filter(|path| path.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c)));
    found.extend(plain.filter(|path| !exists(path)).map(|path| format!("{name} names {path}, which is not there")));
    found
}

/// Chores that a document tells the reader to run and that do not exist.
fn chores(sources: &Sources, name: &str) -> Vec<String> {
    let Some(document) = sources.get(name) else { return Vec::new() };
    let typed = document.text.split("cargo xtask ").skip(1);
    let first_word = typed.map(|rest| rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or(""));
    let known = |word: &&str| word.is_empty() || arguments::parse([(*word).to_owned()]).is_ok();
    let mut unknown: Vec<&str> = first_word.filter(|word| !known(word)).collect();
    unknown.dedup();
    unknown.iter().map(|word| format!("{name} speaks of `cargo xtask {word}`, which does not exist")).collect()
}

/// The version of the edition format, in its code and in its description.
fn format_version(sources: &Sources) -> Option<String> {
    let constant = |name: &str| {
        sources.below("crates/edition/src/", ".rs").find_map(|source| {
            let (_, rest) = source.text.split_once(&format!("pub const {name}: u16 = "))?;
            rest.split(';').next().map(str::to_owned)
        })
    };
    let (Some(major), Some(minor)) = (constant("MAJOR"), constant("MINOR")) else {
        return Some("crates/edition has no `pub const MAJOR: u16` and `MINOR`, the version of the format".to_owned());
    };
    let (title, pair) = (format!("The edition format, version {major}"), format!("| {major}, {minor} |"));
    let text = sources.get("docs/format.md").map(|document| document.text.as_str()).unwrap_or_default();
    let is_described = text.lines().any(|line| line.trim_start_matches(['#', ' ']) == title) && text.contains(&pair);
    (!is_described)
        .then(|| format!("docs/format.md does not hold `# {title}` and `{pair}`, which crates/edition writes"))
}

/// What stands in single backquotes on one line.
fn in_backquotes(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Package;
    use crate::rules::sources;

    fn check(files: &[(&str, &str)], part: Option<&str>) {
        let package = Package { name: "a".into(), folder: "crates/a".into(), dependencies: Vec::new() };
        let mut all = vec![
            ("crates/a/src/lib.rs", "//! A."),
            ("crates/edition/src/lib.rs", "pub const MAJOR: u16 = 3;\npub const MINOR: u16 = 1;"),
            ("docs/format.md", "# The edition format, version 3\n\n| 3, 1 |\n"),
        ];
        for (name, text) in
            [("README.md", "Run `cargo xtask serve`."), ("ARCHITECTURE.md", "`crates/a`"), ("CONTRIBUTING.md", "")]
        {
            all.push((name, text));
        }
        for (name, text) in files {
            all.retain(|(other, _)| other != name);
            all.push((name, text));
        }
        let found = breaches(&sources(&all), &Workspace { packages: vec![package] });
        match part {
            Some(part) => assert!(found.iter().any(|one| one.contains(part)), "{files:?}: {found:?}"),
            None => assert!(found.is_empty(), "{files:?}: {found:?}"),
        }
    }

    #[test]
    fn what_the_documents_name_exists() {
        check(&[], None);
        check(&[("ARCHITECTURE.md", "nothing")], Some("does not name `crates/a`"));
        check(&[("ARCHITECTURE.md", "`crates/a` `crates/b`")], Some("names `crates/b`"));
        check(&[("README.md", "[x](docs/none.md)")], Some("links to docs/none.md"));
        check(&[("README.md", "[x](docs/format.md#a) [y](https://example.org/a.md)")], None);
        check(&[("CONTRIBUTING.md", "see `src/none.rs`")], Some("names src/none.rs"));
        check(&[("README.md", "cargo xtask fly")], Some("`cargo xtask fly`"));
    }

    #[test]
    fn the_format_and_its_description_have_one_version() {
        check(
            &[("docs/format.md", "# The edition format, version 3\n\n| 3, 0 |\n")],
            Some("docs/format.md does not hold"),
        );
        check(&[("crates/edition/src/lib.rs", "")], Some("no `pub const MAJOR"));
    }

    #[test]
    fn versions_agree_or_are_named() {
        let found = versions(&sources(&[("Trunk.toml", "wasm_bindgen = \"0.1.0\"")]));
        assert!(found.iter().any(|one| one.starts_with("Trunk.toml") && one.contains("wasm_bindgen")), "{found:?}");
    }
}
