//! `cargo xtask dist`: archives to give away, one for each platform that this machine can build for, each with all that a publisher needs.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::app;
use crate::pinned;
use crate::step;
use crate::tools::Tools;

/// What every archive has besides the command: its place there and in the repository.
const TEXTS: [(&str, &str); 10] = [
    ("README.md", "xtask/archive/README.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("docs/embedding.md", "docs/embedding.md"),
    ("docs/entities.md", "docs/entities.md"),
    ("docs/format.md", "docs/format.md"),
    ("docs/importing.md", "docs/importing.md"),
    ("docs/pages.md", "docs/pages.md"),
    ("docs/publishing.md", "docs/publishing.md"),
    ("docs/query.md", "docs/query.md"),
];

/// The list of others' work in every archive.
const THIRD_PARTIES: &str = "THIRD-PARTY.txt";

/// Builds the archives and `SHA256SUMS` in `target/dist`.
pub fn dist(root: &Path) -> Result<()> {
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    tools.tidy();
    app::shell(root, &tools)?;
    let version = env!("CARGO_PKG_VERSION");
    let out = app::target_folder(root).join("dist");
    if out.exists() {
        fs::remove_dir_all(&out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    fs::create_dir_all(&out).with_context(|| format!("cannot make {}", out.display()))?;
    let licences = third_parties(root)?;
    let mut sums = String::new();
    let mut n_failed = 0;
    for target in targets(root)? {
        let command = match command_for(root, &target) {
            Ok(command) => command,
            Err(fault) => {
                // A compiler for a platform may be there and its linker not.
                println!("FAIL {target}: {fault:#}");
                n_failed += 1;
                continue;
            }
        };
        let stem = format!("newsprint-{version}-{target}");
        let mut files = vec![(command_name(&target), read(&command)?, 0o755)];
        for (name, source) in TEXTS {
            files.push((name, read(&root.join(source))?, 0o644));
        }
        files.push((THIRD_PARTIES, licences.clone().into_bytes(), 0o644));
        let bytes = packed(&stem, &files)?;
        let name = format!("{stem}.tar.gz");
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        sums += &format!("{digest}  {name}\n");
        let path = out.join(&name);
        fs::write(&path, &bytes).with_context(|| format!("cannot write {}", path.display()))?;
        println!("ok   {} ({:.1} MB)", path.display(), bytes.len() as f64 / 1e6);
    }
    if sums.is_empty() {
        bail!("no archive could be built");
    }
    let path = out.join("SHA256SUMS");
    let mut file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(sums.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
    println!("\n{} has their checksums: `sha256sum -c` looks whether an archive is whole.", path.display());
    if n_failed > 0 {
        println!("{n_failed} of the targets that rustup has here cannot be linked on this machine, and were left out.");
    }
    Ok(())
}

fn command_name(target: &str) -> &'static str {
    if target.contains("windows") { "newsprint.exe" } else { "newsprint" }
}

/// The platforms that rustup has compilers for here, this machine's own first; WebAssembly aside.
fn targets(root: &Path) -> Result<Vec<String>> {
    let said = |program: &str, words: &[&str]| {
        let output = Command::new(program).args(words).current_dir(root).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let about = said("rustc", &["-vV"]).context("`rustc` is missing: install Rust by rustup")?;
    let host =
        about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say where it runs")?;
    let mut targets = vec![host.to_owned()];
    let installed = said("rustup", &["target", "list", "--installed"]).unwrap_or_default();
    let others =
        installed.lines().map(str::trim).filter(|it| !it.is_empty() && *it != host && *it != pinned::WASM_TARGET);
    targets.extend(others.map(str::to_owned));
    Ok(targets)
}

/// The command, with the app inside it, for a platform.
fn command_for(root: &Path, target: &str) -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--locked", "--profile", "native", "--package", "newsprint", "--target", target]);
    step::run(root, &format!("building the command for {target}"), cargo.current_dir(root))?;
    let file = app::target_folder(root).join(target).join("native").join(command_name(target));
    if !file.is_file() {
        bail!("cargo built `newsprint`, but it is not at {}", file.display());
    }
    Ok(file)
}

/// A .tar.gz of files in one folder. Same files, same bytes: no times, no owners.
fn packed(folder: &str, files: &[(&str, Vec<u8>, u32)]) -> Result<Vec<u8>> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for (name, bytes, mode) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(*mode);
        header.set_mtime(0);
        header.set_entry_type(tar::EntryType::Regular);
        let path = format!("{folder}/{name}");
        archive.append_data(&mut header, &path, bytes.as_slice()).with_context(|| format!("cannot pack {path}"))?;
    }
    let packed = archive.into_inner().and_then(GzEncoder::finish);
    packed.context("cannot pack the archive")
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// What the command and the app inside it are made of, crate by crate, with the licence and the address of each.
fn third_parties(root: &Path) -> Result<String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["metadata", "--locked", "--format-version", "1"]).current_dir(root);
    let output = cargo.output().context("cannot start cargo")?;
    if !output.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
    Ok(listed(&metadata))
}

/// Lists the crates of others that the command and the app are linked with.
fn listed(metadata: &Value) -> String {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = list(&metadata["resolve"]["nodes"]);
    let packages = list(&metadata["packages"]);
    let is_ours = |package: &Value| package["source"].is_null();
    let shipped = ["newsprint", "newsprint-app"];
    let mut pending: Vec<String> = packages
        .iter()
        .filter(|it| is_ours(it) && shipped.contains(&text(&it["name"]).as_str()))
        .map(|it| text(&it["id"]))
        .collect();
    let mut linked: BTreeSet<String> = pending.iter().cloned().collect();
    while let Some(id) = pending.pop() {
        let Some(node) = nodes.iter().find(|node| text(&node["id"]) == id) else { continue };
        for other in list(&node["deps"]) {
            // Of those that only tests need nothing is given away.
            let is_linked = list(&other["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            if is_linked && linked.insert(text(&other["pkg"])) {
                pending.push(text(&other["pkg"]));
            }
        }
    }
    let mut lines: Vec<String> = packages
        .iter()
        .filter(|package| !is_ours(package) && linked.contains(&text(&package["id"])))
        .map(|package| {
            let of = |key: &str| text(&package[key]);
            format!("{} {}: {}; {}", of("name"), of("version"), of("license"), of("repository"))
        })
        .collect();
    lines.sort();
    format!(
        "Newsprint is made with the work of others. Crates that the command, or the app inside it, is linked with:\n\n{}\n",
        lines.join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn an_archive_holds_its_files_in_one_folder_and_is_the_same_every_time() {
        let files = [("newsprint", b"command".to_vec(), 0o755), ("docs/a.md", b"# A".to_vec(), 0o644)];
        let bytes = packed("newsprint-1", &files).expect("it can be packed");
        assert_eq!(packed("newsprint-1", &files).expect("again"), bytes);
        let mut archive = tar::Archive::new(flate2::read::GzDecoder::new(bytes.as_slice()));
        let mut found = Vec::new();
        for entry in archive.entries().expect("entries") {
            let mut entry = entry.expect("an entry");
            let path = entry.path().expect("a path").to_string_lossy().into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).expect("its bytes");
            found.push((path, text, entry.header().mode().expect("a mode")));
        }
        assert_eq!(
            found,
            [
                ("newsprint-1/newsprint".to_owned(), "command".to_owned(), 0o755),
                ("newsprint-1/docs/a.md".to_owned(), "# A".to_owned(), 0o644)
            ]
        );
    }

    #[test]
    fn every_link_of_an_archives_texts_leads_to_another_of_them() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository");
        let mut n_links = 0;
        for (name, source) in TEXTS.iter().filter(|(name, _)| name.ends_with(".md")) {
            let text = fs::read_to_string(root.join(source)).expect("a text");
            let folder = Path::new(name).parent().expect("a folder");
            for link in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
                if link.is_empty() || link.contains("://") {
                    continue;
                }
                n_links += 1;
                let place = folder.join(link);
                let is_there =
                    TEXTS.iter().map(|(name, _)| *name).chain([THIRD_PARTIES]).any(|it| Path::new(it) == place);
                assert!(is_there, "{name} leads to {link}, which no archive has");
            }
        }
        assert!(n_links > 8, "only {n_links} links were found");
    }

    #[test]
    fn crates_of_others_are_listed_with_their_licences_unless_only_tests_need_them() {
        let normal = serde_json::json!([{"kind": null}]);
        let dev = serde_json::json!([{"kind": "dev"}]);
        let metadata = serde_json::json!({
            "packages": [
                {"id": "n", "name": "newsprint", "source": null},
                {"id": "m", "name": "newsprint-model", "source": null},
                {"id": "s", "name": "serde", "version": "1.0.0", "source": "r", "license": "MIT", "repository": "https://s.example"},
                {"id": "t", "name": "tar", "version": "0.4.0", "source": "r", "license": "MIT", "repository": ""},
            ],
            "resolve": {"nodes": [
                {"id": "n", "deps": [{"pkg": "m", "dep_kinds": normal}, {"pkg": "t", "dep_kinds": dev}]},
                {"id": "m", "deps": [{"pkg": "s", "dep_kinds": normal}]},
            ]},
        });
        let said = listed(&metadata);
        assert!(said.contains("serde 1.0.0: MIT; https://s.example\n") && !said.contains("tar"), "{said}");
    }
}
