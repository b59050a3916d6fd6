//! `newsprint build`: articles in, a complete site out.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use newsprint_edition::{EditionSource, WriteOptions};
use newsprint_model::{EntityKind, Severity};
use newsprint_site::{About, Files};

use crate::args::BuildArgs;
use crate::{EXIT_NOTHING, app, buffered_stdout, folder, report, sources};

/// Runs it.
///
/// * Errors: no app to put beside the edition, a folder that is not ours to write, an edition or a site that cannot be
///   made, a disk that refuses.
pub fn run(args: &BuildArgs) -> anyhow::Result<ExitCode> {
    // What can be refused is refused before the long part.
    folder::may_hold_site(&args.out)?;
    let app = app_files(args.app.as_deref())?;

    let options = args.sources.reading.options();
    let mut collected = sources::collect_except(&args.sources.paths, &options, Some(&args.out));
    report(&collected.problems);
    if collected.articles.is_empty() {
        eprintln!("newsprint: no article was read, so no site was written");
        return Ok(ExitCode::from(EXIT_NOTHING));
    }
    newsprint_entities::infer_dates(&mut collected.articles);
    let tagged = newsprint_entities::tag(&collected.articles);
    let name = args.name.clone().unwrap_or_else(|| name_of(&args.sources.paths[0]));
    let source = EditionSource { name: &name, articles: &collected.articles, tagged: &tagged };
    let edition = newsprint_edition::write(&source, &WriteOptions::default()).context("the edition")?;
    let about = About::of(&name, &collected.articles);
    let site = newsprint_site::compose(&app, &edition.files, &about).context("the site")?;
    folder::write_site(&args.out, &site)?;

    let n_of = |kind: EntityKind| tagged.entities.iter().filter(|entity| entity.kind == kind).count();
    let n_dated = collected.articles.iter().filter(|article| article.date.is_some()).count();
    let n_errors = collected.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let out = args.out.display();
    let mut to = buffered_stdout();
    writeln!(to, "{name}: {out}")?;
    writeln!(
        to,
        "  {}, {n_dated} of them dated, from {}",
        counted(collected.articles.len(), "article"),
        counted(collected.n_files, "file")
    )?;
    writeln!(
        to,
        "  {} people, {} organisations, {} places",
        n_of(EntityKind::Person),
        n_of(EntityKind::Organisation),
        n_of(EntityKind::Place)
    )?;
    let n_bytes: usize = site.values().map(Vec::len).sum();
    writeln!(
        to,
        "  {}, {}; the collection's part is {}, {}",
        counted(site.len(), "file"),
        size(n_bytes as u64),
        counted(edition.files.len(), "file"),
        size(edition.n_bytes())
    )?;
    if !collected.problems.is_empty() {
        writeln!(
            to,
            "  {}, {} of them left something out; see above",
            counted(collected.problems.len(), "problem"),
            n_errors
        )?;
    }
    writeln!(to, "To look at it:  newsprint serve {out}")?;
    writeln!(to, "To publish it:  copy the whole folder to any web space that serves files")?;
    to.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The app's files: from a folder, else those that this command carries.
fn app_files(folder: Option<&Path>) -> anyhow::Result<Files> {
    match folder {
        Some(folder) => {
            let files = folder::read(folder).context("the app")?;
            if !files.contains_key("index.html") {
                bail!("{}: holds no app, for it has no index.html", folder.display());
            }
            Ok(files)
        }
        None => app::carried().context(
            "this command was built without the reader's app inside: install it with `cargo xtask install`, or name a \
             folder with a built app by --app DIR",
        ),
    }
}

/// A collection's name made from a path: `harbour-archive.jsonl` gives `Harbour archive`.
fn name_of(path: &Path) -> String {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let words: Vec<&str> = stem.split(['-', '_', ' ', '.']).filter(|word| !word.is_empty()).collect();
    let name = words.join(" ");
    let mut chars = name.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Articles".to_owned(),
    }
}

/// "1 file", "2 files".
fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// Bytes in the unit that people read.
fn size(n_bytes: u64) -> String {
    match n_bytes {
        0..1_000 => format!("{n_bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} KB", n_bytes as f64 / 1e3),
        _ => format!("{:.1} MB", n_bytes as f64 / 1e6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collection_without_a_name_is_named_after_its_path() {
        for (path, name) in [
            ("nowhere/harbour-archive.jsonl", "Harbour archive"),
            ("nowhere/articles", "Articles"),
            ("nowhere/اخبار.txt", "اخبار"),
            ("nowhere/---", "Articles"),
        ] {
            assert_eq!(name_of(Path::new(path)), name);
        }
    }

    #[test]
    fn counts_and_sizes_read_well() {
        assert_eq!((counted(1, "file"), counted(0, "file")), ("1 file".to_owned(), "0 files".to_owned()));
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_500), "1.5 KB");
        assert_eq!(size(25_000_000), "25.0 MB");
    }
}
