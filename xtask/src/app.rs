//! Building the site, the app without its corpus, and the command; each only when something that it reads changed.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::finish;
use crate::step;
use crate::tools::Tools;

/// What the app is made of. The command and the chores are not: changing them rebuilds no app.
const INPUTS: &[&str] = &[
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "corpus",
    "crates",
    "index.html",
    "rust-toolchain.toml",
    "src",
    "www",
    "xtask/src/default_corpus.rs",
    "xtask/src/finish.rs",
];

/// Below the inputs, what no build of the app reads.
const NOT_INPUTS: &[&str] = &["crates/cli", "tests", "examples", "benches"];

/// The site of the default corpus: `dist/`.
pub fn site(root: &Path, tools: &Tools) -> Result<PathBuf> {
    build(root, tools, "building the app with the default corpus", "dist", &[RELEASE])
}

/// As it is published: without it, it is a developer's build, which has the gallery of components.
const RELEASE: &str = "--release";

/// The app as developers build it, with the gallery of components: `target/app-gallery/`.
pub fn gallery(root: &Path, tools: &Tools) -> Result<PathBuf> {
    build(root, tools, "building the app with the gallery of components", "target/app-gallery", &[])
}

/// Leaves the default corpus out of what is compiled.
const WITHOUT_CORPUS: &str = "--no-default-features";

/// The app without a corpus, which `newsprint build` writes beside a publisher's: `target/app-shell/`.
pub fn shell(root: &Path, tools: &Tools) -> Result<PathBuf> {
    build(root, tools, "building the app without a corpus", "target/app-shell", &[RELEASE, WITHOUT_CORPUS])
}

/// The publisher's command.
pub fn command(root: &Path) -> Result<PathBuf> {
    step::run(
        root,
        "building the command newsprint",
        Command::new("cargo")
            .args(["build", "--locked", "--profile", "native", "--package", "newsprint"])
            .current_dir(root),
    )?;
    let file = target_folder(root).join("native").join(format!("newsprint{}", std::env::consts::EXE_SUFFIX));
    if !file.is_file() {
        bail!("cargo built `newsprint`, but it is not at {}", file.display());
    }
    Ok(file)
}

/// Where cargo puts what it builds.
pub fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .filter(|value| !value.is_empty())
        .map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// All files below a folder (or the file itself), sorted, as paths from `root`. What is not there gives none.
pub fn files_below(root: &Path, name: &str) -> Result<Vec<String>> {
    let path = root.join(name);
    if path.is_file() {
        return Ok(vec![name.to_owned()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(&path).with_context(|| format!("cannot list {}", path.display()))? {
        let entry = entry.with_context(|| format!("cannot list {}", path.display()))?;
        found.extend(files_below(root, &format!("{name}/{}", entry.file_name().to_string_lossy()))?);
    }
    found.sort();
    Ok(found)
}

/// Lets Trunk build, unless what it reads and what it wrote are as they were the last time.
fn build(root: &Path, tools: &Tools, what: &str, dist: &str, options: &[&str]) -> Result<PathBuf> {
    let out = root.join(dist);
    let stamp_file = root.join("target/xtask").join(format!("{}.stamp", dist.replace('/', "-")));
    let inputs = inputs_hash(root, options)?;
    if let Ok(stamp) = fs::read_to_string(&stamp_file)
        && stamp == format!("{inputs:016x} {:016x}\n", outputs_hash(root, dist)?)
    {
        step::skipped(what, "nothing that it reads has changed");
        return Ok(out);
    }
    let mut trunk = Command::new("trunk");
    trunk.args(["build", "--locked", "--dist", dist]).args(options);
    // Trunk 0.21 takes the usual `NO_COLOR=1` for a malformed answer to its own option, and stops.
    trunk.env("PATH", tools.path()?).env_remove("NO_COLOR").current_dir(root);
    if options.contains(&WITHOUT_CORPUS) {
        trunk.env(finish::SHELL, "1");
    }
    if let Some(flag) = without_home() {
        // Joined to those of `.cargo/config.toml`.
        trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flag);
    }
    step::run(root, what, &mut trunk)?;
    if !out.join("index.html").is_file() {
        bail!("Trunk ended well and wrote no {}", out.join("index.html").display());
    }
    let stamp = format!("{inputs:016x} {:016x}\n", outputs_hash(root, dist)?);
    fs::write(&stamp_file, stamp).with_context(|| format!("cannot write {}", stamp_file.display()))?;
    Ok(out)
}

/// Keeps the builder's home out of what readers download: panics name source files, and libraries lie in the home.
fn without_home() -> Option<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let sources = home.join("registry/src").to_str()?.to_owned();
    // Cargo cuts the variable at white space.
    (!sources.contains(char::is_whitespace)).then(|| format!("--remap-path-prefix={sources}=crates"))
}

/// A number that changes when any input does.
fn inputs_hash(root: &Path, options: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    options.hash(&mut hasher);
    for input in INPUTS {
        for name in files_below(root, input)? {
            let below = |part: &str| name.starts_with(&format!("{part}/")) || name.contains(&format!("/{part}/"));
            if NOT_INPUTS.iter().any(|part| below(part)) {
                continue;
            }
            let bytes = fs::read(root.join(&name)).with_context(|| format!("cannot read {name}"))?;
            (name, bytes).hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// A number that changes when an output is removed, added or cut short.
fn outputs_hash(root: &Path, dist: &str) -> Result<u64> {
    let mut sizes = BTreeMap::new();
    for name in files_below(root, dist)? {
        let length = fs::metadata(root.join(&name)).map(|file| file.len()).unwrap_or(0);
        sizes.insert(name, length);
    }
    let mut hasher = DefaultHasher::new();
    sizes.hash(&mut hasher);
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, name: &str, text: &str) {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn the_app_is_built_again_when_what_it_reads_changes_and_only_then() {
        let root = std::env::temp_dir().join(format!("newsprint-inputs-{}", std::process::id()));
        write(&root, "src/main.rs", "one");
        let before = inputs_hash(&root, &[RELEASE]).unwrap();
        for (name, changes_the_app) in [
            ("README.md", false),
            ("crates/cli/src/main.rs", false),
            ("crates/search/tests/brute.rs", false),
            ("xtask/src/main.rs", false),
            ("crates/search/src/lib.rs", true),
            ("www/css/tokens.css", true),
            ("corpus/news.txt", true),
            ("build.rs", true),
        ] {
            write(&root, name, "two");
            assert_eq!(inputs_hash(&root, &[RELEASE]).unwrap() != before, changes_the_app, "{name}");
            fs::remove_file(root.join(name)).unwrap();
        }
        for options in [&[RELEASE, WITHOUT_CORPUS][..], &[]] {
            assert_ne!(inputs_hash(&root, options).unwrap(), before, "{options:?}");
        }
        fs::remove_dir_all(root).unwrap();
    }
}
