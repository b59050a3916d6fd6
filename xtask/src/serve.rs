//! `cargo xtask serve`: everything built, and shown.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::app;
use crate::step;
use crate::tools::Tools;

/// Builds the default corpus's site, or one of the articles in `folder`, and serves it until it is interrupted.
pub fn serve(root: &Path, folder: Option<&Path>, port: Option<u16>) -> Result<()> {
    let folder = match folder {
        Some(folder) => Some(folder.canonicalize().with_context(|| format!("{} is not there", folder.display()))?),
        None => None,
    };
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    tools.tidy();
    let (command, site) = match folder {
        None => {
            let site = app::site(root, &tools)?;
            (app::command(root)?, site)
        }
        Some(folder) => {
            app::shell(root, &tools)?;
            let command = app::command(root)?;
            let site = build_site(root, &command, &folder)?;
            (command, site)
        }
    };
    let mut server = Command::new(&command);
    server.arg("serve").arg(&site).current_dir(root);
    if let Some(port) = port {
        server.args(["--port", &port.to_string()]);
    }
    become_the(server)
}

/// Builds a site out of a folder of articles, in `target/site/<name of the folder>`.
fn build_site(root: &Path, command: &Path, folder: &Path) -> Result<PathBuf> {
    let Some(name) = folder.file_name() else { bail!("{} has no name to call its site by", folder.display()) };
    let site = root.join("target/site").join(name);
    let said = step::run(
        root,
        &format!("building the site of {}", name.to_string_lossy()),
        Command::new(command).arg("build").arg(folder).arg("--out").arg(&site).current_dir(root),
    )?;
    print!("{said}");
    Ok(site)
}

/// Puts the server in this process's place, so that whatever ends this one ends the server.
#[cfg(unix)]
fn become_the(mut server: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(server.exec()).with_context(|| format!("cannot start `{}`", step::shown(&server)))
}

/// Waits for the server, which the terminal interrupts together with this process.
#[cfg(not(unix))]
fn become_the(mut server: Command) -> Result<()> {
    let status = server.status().with_context(|| format!("cannot start `{}`", step::shown(&server)))?;
    if !status.success() {
        bail!("the server ended with {status}");
    }
    Ok(())
}
