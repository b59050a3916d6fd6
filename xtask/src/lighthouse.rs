//! `cargo xtask eval --lighthouse` and `--typing`: what Lighthouse says of the site's views with its own mobile profile, and how soon a key is answered.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::app;
use crate::browsers;
use crate::tools::{Tools, on_path};

/// The views that are looked at, as query strings: one of every kind, the first the front page.
const VIEWS: [&str; 16] = [
    "",
    "?ui=fa",
    "?q=sanctions",
    "?q=gaza&doc=irans-supreme-leader-calls-for-temporary-severance-of-ties",
    "?person=ali-khamenei&page=entity",
    "?person=ali-khamenei&page=together",
    "?person=ali-khamenei&page=compare&vs=q%3Dgaza",
    "?page=map",
    "?page=notebook",
    "?page=batch",
    "?q=gaza&page=export",
    "?doc=irans-supreme-leader-calls-for-temporary-severance-of-ties&page=cite",
    "?doc=irans-supreme-leader-calls-for-temporary-severance-of-ties&page=versions",
    "?q=gaza&doc=irans-supreme-leader-calls-for-temporary-severance-of-ties&page=why",
    "?page=help",
    "?page=about",
];

/// Serves the site as hosts do and prints a line for each view: scores out of 100, times in milliseconds, layout shift, what is objected to.
pub fn lighthouse(root: &Path) -> Result<()> {
    let mut tools = Tools::new(root)?;
    tools.for_building()?;
    let site = app::site(root, &tools)?;
    println!(
        "Promised: accessibility, best practices and SEO 100, performance 95, layout shift below .02; performance is that of this machine while nothing else runs."
    );
    look(root, &mut tools, "lighthouse.mjs", &site, &VIEWS)
}

/// Types words into the search box of a built site, for instance one of `cargo xtask bench`, and prints how soon each key's list is painted, in milliseconds.
pub fn typing(root: &Path, site: &Path) -> Result<()> {
    if !site.join("index.html").is_file() {
        bail!("{} is no built site: it has no index.html", site.display());
    }
    println!(
        "Promised with 23,000 articles: 32 ms (p95), no task above 50 ms; on this machine while nothing else runs."
    );
    look(root, &mut Tools::new(root)?, "typing.mjs", site, &[])
}

/// Runs a script of ours on a site.
fn look(root: &Path, tools: &mut Tools, script: &str, site: &Path, words: &[&str]) -> Result<()> {
    browsers::ensure(root)?;
    let package = tools.lighthouse()?;
    tools.tidy();
    let browser = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path);
    let browser = browser.context("there is no Chromium on PATH")?;
    let mut node = Command::new("node");
    node.arg(root.join("xtask/src").join(script)).arg(package).arg(browser).arg(site).args(words).stdin(Stdio::null());
    let status = node.status().context("cannot start Node.js")?;
    if !status.success() {
        bail!("{script} ended early ({status})");
    }
    Ok(())
}
