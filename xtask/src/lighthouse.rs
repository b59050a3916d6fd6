//! `cargo xtask eval --lighthouse`: what Lighthouse says of the site's views, with its own mobile profile, beside what was promised.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::app;
use crate::browsers;
use crate::tools::{Tools, on_path};

/// The views that are looked at, as query strings; the first is the front page.
const VIEWS: [&str; 5] = ["", "?q=sanctions", "?ui=fa", "?person=ali-khamenei&page=entity", "?page=about"];

/// Serves the site as hosts do and prints a line for each view: scores out of 100, times in milliseconds, layout shift, what is objected to.
pub fn lighthouse(root: &Path) -> Result<()> {
    browsers::ensure(root)?;
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    let package = tools.lighthouse()?;
    tools.tidy();
    let site = app::site(root, &tools)?;
    let browser = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path);
    let browser = browser.context("there is no Chromium on PATH")?;
    let script = root.join("xtask/src/lighthouse.mjs");
    let mut node = Command::new("node");
    node.arg(script).arg(package).arg(browser).arg(site).args(VIEWS).stdin(Stdio::null());
    println!(
        "Promised: accessibility, best practices and SEO 100, performance 95, layout shift below .02; performance is that of this machine while nothing else runs."
    );
    let status = node.status().context("cannot start Node.js")?;
    if !status.success() {
        bail!("Lighthouse ended early ({status})");
    }
    Ok(())
}
