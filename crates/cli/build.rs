//! Packs the built app, when there is one, so that the command carries it and a publisher needs no Rust.
//!
//! The app is looked for in `target/app-shell` of the workspace, or where `NEWSPRINT_APP_DIST` says. The pack is the
//! files in order of their names: a count, then for each its path and its bytes, every length as eight bytes, little
//! end first. A count of zero means that no app was there when the command was built.
//!
//! Where none is there and the command is built as `cargo install --path crates/cli` builds it, in the workspace's release profile, the chores
//! build the app first, so that what is installed is whole. In every other profile a command without an app is built at once: developers and
//! tests name one by `--app`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=NEWSPRINT_APP_DIST");
    println!("cargo:rerun-if-changed=build.rs");
    let workspace = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let app = match std::env::var_os("NEWSPRINT_APP_DIST") {
        Some(folder) => PathBuf::from(folder),
        None => workspace.join("target/app-shell"),
    };
    if std::env::var_os("NEWSPRINT_APP_DIST").is_none() && !app.join("index.html").is_file() && is_to_be_whole() {
        build_app(&workspace)?;
    }
    let mut files = Vec::new();
    if app.join("index.html").is_file() {
        println!("cargo:rerun-if-changed={}", app.display());
        gather(&app, "", &mut files)?;
        files.sort();
    } else {
        // Cargo runs this again on every build as long as the path is missing, and once more when it appears.
        println!("cargo:rerun-if-changed={}", app.join("index.html").display());
    }
    let mut pack = (files.len() as u64).to_le_bytes().to_vec();
    for (name, bytes) in &files {
        for part in [name.as_bytes(), bytes] {
            pack.extend((part.len() as u64).to_le_bytes());
            pack.extend(part);
        }
    }
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("app.pack");
    // Unchanged bytes keep their time stamp, so the command is not compiled again for nothing.
    if fs::read(&out).ok().as_deref() != Some(&pack) {
        fs::write(&out, pack)?;
    }
    Ok(())
}

/// Whether this is the workspace's release profile, which alone asks for smallness.
fn is_to_be_whole() -> bool {
    std::env::var_os("OPT_LEVEL").is_some_and(|level| level == "z")
}

/// Lets the chores build the app, in a target folder of their own: this one's is in use.
fn build_app(workspace: &Path) -> io::Result<()> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--locked", "--package", "xtask", "--", "app"]).current_dir(workspace);
    cargo.env("CARGO_TARGET_DIR", workspace.join("target/app-build"));
    // What cargo says of the package that is being built is not true of those.
    let of_this_package = |name: &String| {
        ["CARGO_CFG_", "CARGO_FEATURE_", "CARGO_PKG_", "CARGO_MANIFEST_", "DEP_"]
            .iter()
            .any(|start| name.starts_with(start))
            || [
                "OUT_DIR",
                "TARGET",
                "HOST",
                "PROFILE",
                "OPT_LEVEL",
                "DEBUG",
                "NUM_JOBS",
                "RUSTC",
                "RUSTDOC",
                "CARGO_ENCODED_RUSTFLAGS",
            ]
            .contains(&name.as_str())
    };
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in names.filter(of_this_package) {
        cargo.env_remove(name);
    }
    if cargo.status()?.success() {
        return Ok(());
    }
    Err(io::Error::other(
        "the reader's app, which the command carries, could not be built; what is said above tells why. `cargo xtask install` builds and \
         installs both and shows how far it is; NEWSPRINT_APP_DIST names the folder of an app that is built already",
    ))
}

/// Every file under a folder, by its path with `/`.
fn gather(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &path, files)?;
        } else {
            files.push((path, fs::read(entry.path())?));
        }
    }
    Ok(())
}
