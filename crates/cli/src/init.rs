//! `newsprint init`: looks at a folder of articles and writes the settings of its collection, ready to be changed.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, bail};
use newsprint_model::Article;

use crate::args::InitArgs;
use crate::settings::{FILE_NAME, commented, quoted};
use crate::summary::counted;
use crate::{buffered_stdout, build, sources};

/// How many languages and sources are told of.
const N_TOLD: usize = 8;

/// Runs it.
///
/// * Errors: the folder is none, has settings already, or cannot be written to.
pub fn run(args: &InitArgs) -> anyhow::Result<ExitCode> {
    if !args.folder.is_dir() {
        bail!("{}: there is no such folder; name the one with the articles", args.folder.display());
    }
    let path = args.folder.join(FILE_NAME);
    if path.exists() {
        bail!("{} is there already: change it, or remove it first", sources::shown(&path));
    }
    let read = sources::collect(std::slice::from_ref(&args.folder), &args.reading.options());
    let title = build::name_of(&args.folder);
    let found = found(&read);
    let settings = commented(&found, &[("title", quoted(&title))]);
    fs::write(&path, settings).with_context(|| sources::shown(&path))?;

    let mut out = buffered_stdout();
    writeln!(out, "{}", sources::shown(&path))?;
    found.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    writeln!(out, "To build the site:  newsprint build {} --out site", args.folder.display())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What there is, in lines.
fn found(read: &sources::Collected) -> Vec<String> {
    let n_dated = read.articles.iter().filter(|article| article.date.is_some()).count();
    let mut lines = vec![format!(
        "Found {} in {}; {n_dated} of them say when they were published.",
        counted(read.articles.len(), "article"),
        counted(read.n_files, "file")
    )];
    lines.extend(most("Languages", &read.articles, |article| match article.lang.as_str() {
        "und" => "unknown",
        lang => lang,
    }));
    lines.extend(most("Sources", &read.articles, |article| article.source.as_deref().unwrap_or("none named")));
    if !read.problems.is_empty() {
        lines.push(format!("{}: `newsprint parse` tells them.", counted(read.problems.len(), "problem")));
    }
    lines
}

/// What most articles have, and how many.
fn most<'a>(title: &str, articles: &'a [Article], of: impl Fn(&'a Article) -> &'a str) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    articles.iter().for_each(|article| *counts.entry(of(article)).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let told: Vec<String> = counts.iter().take(N_TOLD).map(|(name, n)| format!("{} {n}", one_line(name))).collect();
    let n_more = counts.len().saturating_sub(N_TOLD);
    let more = if n_more > 0 { format!(", {n_more} more") } else { String::new() };
    (!told.is_empty()).then(|| format!("{title}: {}{more}.", told.join(", ")))
}

/// A name in a comment of one line, whatever it holds.
fn one_line(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect()
}
