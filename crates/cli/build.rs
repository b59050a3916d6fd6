//! Packs the built app, when there is one, so that the command carries it and a publisher needs no Rust.
//!
//! The app is looked for in `target/app-shell` of the workspace, or where `NEWSPRINT_APP_DIST` says. The pack is the
//! files in order of their names: a count, then for each its path and its bytes, every length as eight bytes, little
//! end first. A count of zero means that no app was there when the command was built.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed=NEWSPRINT_APP_DIST");
    println!("cargo:rerun-if-changed=build.rs");
    let workspace = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../..");
    let app = match std::env::var_os("NEWSPRINT_APP_DIST") {
        Some(folder) => PathBuf::from(folder),
        None => workspace.join("target/app-shell"),
    };
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
