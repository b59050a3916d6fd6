//! `newsprint init`: looks at a folder of articles and writes the settings of its collection, ready to be changed.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use newsprint_corpus::ReadOptions;
use newsprint_model::Article;

use crate::args::{InitArgs, ReadingArgs};
use crate::crew::Threads;
use crate::problems::Problems;
use crate::settings::{FILE_NAME, commented, quoted};
use crate::summary::counted;
use crate::{buffered_stdout, build, sources};

/// What stands in place of the source that an article does not name.
const NO_SOURCE: &str = "none named";

/// How many languages and sources are told of.
const N_TOLD: usize = 8;
/// How much is shown of a name, and of a problem.
///
/// * Unit: code points.
const NAME_CODE_POINTS: usize = 60;
const SHOWN_CODE_POINTS: usize = 200;

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
    let found = Found::in_folder(&args.folder, &args.reading.options());
    let told = found.told();
    let settings = commented(&told, &settled(args, &found));
    fs::write(&path, settings).with_context(|| sources::shown(&path))?;

    let mut out = buffered_stdout();
    writeln!(out, "{}", sources::shown(&path))?;
    told.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    if found.n_articles > 0 {
        let folder = args.folder.display();
        writeln!(out, "To build the site:  newsprint build {folder} --out {}", beside(&args.folder).display())?;
    } else if found.problems.n_faults() > 0 {
        writeln!(
            out,
            "There is nothing to build a site of yet: see to the problems, or say in {} how the files are to be read.",
            sources::shown(&path)
        )?;
    } else {
        writeln!(
            out,
            "There is nothing to build a site of yet: put articles into the folder (docs/importing.md says of what kinds)."
        )?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What is settled from the first: the title, and what was typed to have the articles read.
fn settled(args: &InitArgs, found: &Found) -> Vec<(&'static str, String)> {
    let named: Vec<&String> = found.sources.keys().filter(|name| *name != NO_SOURCE).collect();
    let title = match named[..] {
        // All of one paper: the collection is that paper's.
        [only] if found.sources.len() == 1 => one_line(only, NAME_CODE_POINTS),
        _ => build::name_of(&args.folder),
    };
    let ReadingArgs { lang, one_story_per_file, columns } = &args.reading;
    let mut settled = vec![("title", quoted(&title))];
    settled.extend(lang.as_ref().map(|lang| ("language", quoted(lang))));
    settled.extend(one_story_per_file.then(|| ("one_story_per_file", "true".to_owned())));
    let given: Vec<String> =
        columns.given().map(|(ours, theirs)| format!("{} = {}", ours.name(), quoted(theirs))).collect();
    settled.extend((!given.is_empty()).then(|| ("columns", format!("{{ {} }}", given.join(", ")))));
    settled
}

/// A place for the site of a folder's articles that is not among them.
fn beside(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    let is_inside = fs::canonicalize(folder).is_ok_and(|folder| here.starts_with(folder));
    match (is_inside, folder == Path::new(".")) {
        (false, _) => PathBuf::from("site"),
        (true, true) => PathBuf::from("../site"),
        (true, false) => folder.join("../site"),
    }
}

/// What a folder holds, counted article by article.
#[derive(Debug, Default)]
struct Found {
    n_articles: usize,
    n_dated: usize,
    n_files: usize,
    languages: BTreeMap<String, usize>,
    sources: BTreeMap<String, usize>,
    problems: Problems,
}

impl Found {
    fn in_folder(folder: &Path, options: &ReadOptions) -> Found {
        let mut found = Found::default();
        let read = sources::read_each(
            &[folder],
            options,
            &Threads::of_this_machine(),
            &|article: Article, _| article,
            &mut |mut article, ids| {
                found.n_articles += 1;
                found.n_dated += usize::from(article.date.is_some());
                let lang = if article.lang == "und" { "unknown" } else { article.lang.as_str() };
                *found.languages.entry(lang.to_owned()).or_default() += 1;
                let source = article.source.take().unwrap_or_else(|| NO_SOURCE.to_owned());
                *found.sources.entry(source).or_default() += 1;
                Ok::<_, std::convert::Infallible>(ids.settle(&mut article))
            },
        );
        let Ok(read) = read;
        found.n_files = read.n_files;
        found.problems = read.problems;
        found
    }

    /// What there is, in lines.
    fn told(&self) -> Vec<String> {
        let mut lines = vec![format!(
            "Found {} in {}; {} of them say when they were published.",
            counted(self.n_articles, "article"),
            counted(self.n_files, "file"),
            self.n_dated
        )];
        lines.extend(most("Languages", &self.languages));
        lines.extend(most("Sources", &self.sources));
        let mut tell = |title: String, kinds: Vec<String>| {
            if !kinds.is_empty() {
                lines.push(title);
                lines.extend(kinds.iter().map(|kind| format!("  {}", one_line(kind, SHOWN_CODE_POINTS))));
            }
        };
        tell("Left out, as should be:".to_owned(), self.problems.by_kind(true));
        let n_faults = counted(self.problems.n_faults(), "problem");
        tell(format!("{n_faults}; `newsprint parse` tells each with file and line:"), self.problems.by_kind(false));
        lines
    }
}

/// What most articles have, and how many.
fn most(title: &str, counts: &BTreeMap<String, usize>) -> Option<String> {
    let mut counts: Vec<(&String, &usize)> = counts.iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
    let told: Vec<String> =
        counts.iter().take(N_TOLD).map(|(name, n)| format!("{} {n}", one_line(name, NAME_CODE_POINTS))).collect();
    let n_more = counts.len().saturating_sub(N_TOLD);
    let more = if n_more > 0 { format!(", {n_more} more") } else { String::new() };
    (!told.is_empty()).then(|| format!("{title}: {}{more}.", told.join(", ")))
}

/// A text in a comment of one line, whatever it holds.
fn one_line(text: &str, n_most: usize) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(n_most).collect()
}
