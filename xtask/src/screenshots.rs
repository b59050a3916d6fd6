//! `cargo xtask screenshots`: the built site, photographed for the README and for a look.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::app;
use crate::browsers;
use crate::step;
use crate::tools::Tools;

/// The pictures that the README shows, by their names among all pictures.
const IN_README: &[(&str, &str)] =
    &[("articles-desktop-light.png", "desktop.png"), ("article-phone-dark.png", "phone.png")];

/// Builds the site and photographs its views into `folder`. Without one they go to `target/screenshots`, and the README's
/// are renewed in `docs/images`.
pub fn screenshots(root: &Path, folder: Option<PathBuf>) -> Result<()> {
    let is_for_readme = folder.is_none();
    let folder = folder.map_or_else(|| Ok(root.join("target/screenshots")), std::path::absolute)?;
    browsers::ensure(root)?;
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    let site = app::site(root, &tools)?;
    let command = app::command(root)?;
    let settings = browsers::settings(root, &mut tools, &[("NEWSPRINT_SITE", &site)], &command)?;
    tools.tidy();
    let mut cargo = browsers::cargo_with_screen();
    cargo.args(["run", "--quiet", "--locked", "--package", "newsprint-browser-tests", "--bin", "screenshots", "--"]);
    cargo.arg(&folder).envs(settings).current_dir(root);
    print!("{}", step::run(root, "photographing the site", &mut cargo)?);
    if is_for_readme {
        let images = root.join("docs/images");
        fs::create_dir_all(&images).with_context(|| format!("cannot make {}", images.display()))?;
        for (from, to) in IN_README {
            fs::copy(folder.join(from), images.join(to))
                .with_context(|| format!("cannot copy {from} to docs/images"))?;
        }
    }
    Ok(())
}
