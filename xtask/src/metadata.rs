//! The workspace as cargo sees it: its packages and which of them name which.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

/// Packages that do no I/O: everything that the reader's browser, or any other host, may run.
const PURE: &[&str] = &[
    "newsprint-model",
    "newsprint-text",
    "newsprint-corpus",
    "newsprint-entities",
    "newsprint-edition",
    "newsprint-search",
    "newsprint-site",
];

/// One package of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder, from the repository's root; empty for the root package.
    pub folder: String,
    /// What it names in its `Cargo.toml`.
    pub dependencies: Vec<Dependency>,
}

/// One line of a `[dependencies]` table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The package named.
    pub name: String,
    /// In which table.
    pub table: Table,
}

/// The tables of a `Cargo.toml` that name packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// `[dependencies]`.
    Normal,
    /// `[build-dependencies]`.
    Build,
    /// `[dev-dependencies]`.
    Dev,
}

/// All packages, sorted by name.
pub struct Workspace {
    /// The packages.
    pub packages: Vec<Package>,
}

impl Workspace {
    /// Asks cargo.
    pub fn read(root: &Path) -> Result<Workspace> {
        let mut command = Command::new("cargo");
        command.args(["metadata", "--no-deps", "--locked", "--format-version", "1"]).current_dir(root);
        let output = command.output().context("cannot start cargo")?;
        if !output.status.success() {
            bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
        Ok(Workspace { packages: packages(&metadata) })
    }

    /// The pure packages, as they are named on a command line.
    pub fn pure(&self) -> impl Iterator<Item = &str> {
        self.packages.iter().map(|package| package.name.as_str()).filter(|name| PURE.contains(name))
    }

    /// Packages that bring tests to be run as WebAssembly.
    pub fn with_wasm_tests(&self) -> impl Iterator<Item = &str> {
        let brings = |package: &&Package| package.dependencies.iter().any(|one| one.name == "wasm-bindgen-test");
        self.packages.iter().filter(brings).map(|package| package.name.as_str())
    }
}

/// The packages in cargo's answer.
fn packages(metadata: &Value) -> Vec<Package> {
    let root = metadata["workspace_root"].as_str().unwrap_or_default();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut found: Vec<Package> = list(&metadata["packages"])
        .iter()
        .map(|package| Package {
            name: text(&package["name"]),
            folder: text(&package["manifest_path"])
                .trim_start_matches(root)
                .trim_end_matches("Cargo.toml")
                .trim_matches(['/', '\\'])
                .replace('\\', "/"),
            dependencies: list(&package["dependencies"])
                .iter()
                .map(|one| Dependency {
                    name: text(&one["name"]),
                    table: match one["kind"].as_str() {
                        Some("build") => Table::Build,
                        Some("dev") => Table::Dev,
                        _ => Table::Normal,
                    },
                })
                .collect(),
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_answer_is_read() {
        let metadata = serde_json::json!({"workspace_root": "/here", "packages": [
            {"name": "b", "manifest_path": "/here/crates/b/Cargo.toml", "dependencies": [
                {"name": "a", "kind": null}, {"name": "c", "kind": "dev"}, {"name": "d", "kind": "build"}]},
            {"name": "a", "manifest_path": "/here/Cargo.toml", "dependencies": []},
        ]});
        let found = packages(&metadata);
        assert_eq!(found[0], Package { name: "a".into(), folder: String::new(), dependencies: Vec::new() });
        assert_eq!(found[1].folder, "crates/b");
        let tables: Vec<Table> = found[1].dependencies.iter().map(|one| one.table).collect();
        assert_eq!(tables, [Table::Normal, Table::Dev, Table::Build]);
    }
}
