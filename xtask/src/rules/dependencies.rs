//! Who may depend on whom (`ARCHITECTURE.md`).

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::metadata::{Package, Table, Workspace};
use crate::pinned;

/// One package of ours and the packages of ours that it may name.
struct Allowed {
    name: &'static str,
    /// In `[dependencies]` (and so everywhere).
    normal: &'static [&'static str],
    /// In `[build-dependencies]` and `[dev-dependencies]` only.
    aside: &'static [&'static str],
}

const MARKUP: &str = "newsprint-markup";
const MODEL: &str = "newsprint-model";
const TEXT: &str = "newsprint-text";
const CORPUS: &str = "newsprint-corpus";
const ENTITIES: &str = "newsprint-entities";
const EDITION: &str = "newsprint-edition";
const SEARCH: &str = "newsprint-search";
const SITE: &str = "newsprint-site";
const APP: &str = "newsprint-app";

/// The arrows that exist. A new one wants a line here and one in `docs/decisions.md`.
const ALLOWED: &[Allowed] = &[
    Allowed { name: MARKUP, normal: &[], aside: &[] },
    Allowed { name: MODEL, normal: &[], aside: &[] },
    Allowed { name: TEXT, normal: &[MODEL], aside: &[] },
    Allowed { name: CORPUS, normal: &[MODEL, TEXT], aside: &[] },
    Allowed { name: ENTITIES, normal: &[MODEL, TEXT], aside: &[] },
    Allowed { name: EDITION, normal: &[MODEL, TEXT], aside: &[] },
    Allowed { name: SEARCH, normal: &[MODEL, TEXT, EDITION], aside: &[] },
    Allowed { name: SITE, normal: &[MODEL, TEXT], aside: &[] },
    // The app, compiled for this machine, draws the pages beside itself.
    Allowed { name: "newsprint", normal: &[MODEL, TEXT, CORPUS, ENTITIES, EDITION, SEARCH, SITE, APP], aside: &[] },
    // The app's build script makes the embedded edition; in the browser it has no importer.
    Allowed { name: APP, normal: &[MARKUP, MODEL, TEXT, EDITION, SEARCH], aside: &[CORPUS, ENTITIES, SITE] },
    // Trunk calls it to list the default corpus's headlines in the page; its tables write numbers as the command does.
    Allowed { name: "xtask", normal: &[SITE, CORPUS, ENTITIES, MODEL, TEXT], aside: &[] },
    // Learns the weights that `entities` carries; nothing that is shipped knows it.
    Allowed { name: "newsprint-trainer", normal: &[ENTITIES, MODEL], aside: &[] },
    Allowed { name: "newsprint-browser-tests", normal: &[], aside: &[] },
];

/// Crates that would be the greater part of what a reader downloads, or that make the same query rank differently on
/// two machines.
const TOO_HEAVY: &[&str] = &["regex", "regex-automata", "regex-lite", "chrono", "icu_segmenter", "rand", "tokio"];

/// Every arrow that is not allowed, as a sentence.
pub fn breaches(workspace: &Workspace) -> Vec<String> {
    let mut found = Vec::new();
    for package in &workspace.packages {
        match ALLOWED.iter().find(|allowed| allowed.name == package.name) {
            Some(allowed) => found.extend(forbidden_arrows(workspace, package, allowed)),
            None => found.push(format!("{} has no place in the house: give it one in {}", package.name, file!())),
        }
    }
    found
}

/// What the reader's half draws in, of what it must not.
pub fn too_heavy(root: &Path) -> Result<Vec<String>> {
    let mut command = Command::new("cargo");
    command
        .args(["tree", "--locked", "--package", "newsprint-app", "--target", pinned::WASM_TARGET])
        .args(["--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .current_dir(root);
    let output = command.output().context("cannot start cargo")?;
    if !output.status.success() {
        bail!("cargo tree failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut names: Vec<&str> = tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| TOO_HEAVY.contains(name));
    Ok(names.iter().map(|name| format!("newsprint-app draws in {name}, which no reader shall download")).collect())
}

/// The arrows of one package that are not allowed.
fn forbidden_arrows(workspace: &Workspace, package: &Package, allowed: &Allowed) -> Vec<String> {
    let is_ours = |name: &str| workspace.packages.iter().any(|one| one.name == name);
    let ours = package.dependencies.iter().filter(|one| is_ours(&one.name));
    ours.filter(|one| {
        let is_aside = one.table != Table::Normal && allowed.aside.contains(&one.name.as_str());
        !is_aside && !allowed.normal.contains(&one.name.as_str())
    })
    .map(|one| format!("{} must not depend on {}", package.name, one.name))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    fn check(name: &str, table: Table, dependency: &str, is_allowed: bool) {
        let package = |name: &str, dependencies| Package { name: name.to_owned(), folder: String::new(), dependencies };
        let arrow = Dependency { name: dependency.to_owned(), table };
        let workspace = Workspace { packages: vec![package(name, vec![arrow]), package(dependency, Vec::new())] };
        assert_eq!(breaches(&workspace).is_empty(), is_allowed, "{name} -> {dependency} ({table:?})");
    }

    #[test]
    fn importers_entities_and_edition_do_not_know_each_other() {
        check("newsprint-corpus", Table::Normal, "newsprint-text", true);
        check("newsprint-corpus", Table::Normal, "newsprint-entities", false);
        check("newsprint-entities", Table::Dev, "newsprint-edition", false);
        check("newsprint-edition", Table::Normal, "newsprint-search", false);
    }

    #[test]
    fn only_the_apps_build_script_knows_importers() {
        check("newsprint-app", Table::Build, "newsprint-corpus", true);
        check("newsprint-app", Table::Normal, "newsprint-corpus", false);
    }

    #[test]
    fn a_package_without_a_place_is_a_breach() {
        check("newsprint-new", Table::Normal, "newsprint-model", false);
    }
}
