//! `cargo xtask install`: the command `newsprint`, with the app inside it, put where it can be called.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::app;
use crate::tools::Tools;

/// Builds the command and copies it into `folder`, or where cargo puts its own.
pub fn install(root: &Path, folder: Option<PathBuf>) -> Result<()> {
    let folder = match folder {
        Some(folder) => folder,
        None => cargo_bin()?,
    };
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    tools.tidy();
    app::shell(root, &tools)?;
    let command = app::command(root)?;
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let Some(name) = command.file_name() else { bail!("{} has no name", command.display()) };
    let place = folder.join(name);
    // A running program cannot be written over; it can be renamed over.
    let beside = folder.join(".newsprint-unfinished");
    fs::copy(&command, &beside).with_context(|| format!("cannot write {}", beside.display()))?;
    fs::rename(&beside, &place).with_context(|| format!("cannot write {}", place.display()))?;
    println!("\n{} is ready. `newsprint --help` says what it can do.", place.display());
    Ok(())
}

/// Where cargo installs programs.
fn cargo_bin() -> Result<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let user = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"))?;
        Some(PathBuf::from(user).join(".cargo"))
    });
    match home {
        Some(home) => Ok(home.join("bin")),
        None => bail!("no place for programs: name a folder, `cargo xtask install FOLDER`"),
    }
}
