//! `cargo xtask screenshots`: the built site, photographed for the README and for a look.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::app;
use crate::browsers;
use crate::step;
use crate::tools::Tools;

/// Builds the site and photographs its views into `folder`; the default is `target/screenshots`.
pub fn screenshots(root: &Path, folder: Option<PathBuf>) -> Result<()> {
    let folder = folder.map_or_else(|| Ok(root.join("target/screenshots")), std::path::absolute)?;
    browsers::ensure(root)?;
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    let site = app::site(root, &tools)?;
    let command = app::command(root)?;
    let settings = browsers::settings(root, &mut tools, &site, &command)?;
    tools.tidy();
    let mut cargo = browsers::cargo_with_screen();
    cargo.args(["run", "--quiet", "--locked", "--package", "newsprint-browser-tests", "--bin", "screenshots", "--"]);
    cargo.arg(&folder).envs(settings).current_dir(root);
    print!("{}", step::run(root, "photographing the site", &mut cargo)?);
    Ok(())
}
