//! `newsprint build`: articles in, a complete site out.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use newsprint_corpus::Ids;
use newsprint_edition::{EditionWriter, EntityTable, WriteError, WriteOptions};
use newsprint_entities::{Draft, Settled, Tagger};
use newsprint_model::{Article, Problem, Severity};
use newsprint_site::{Files, Newest};

use crate::args::BuildArgs;
use crate::crew::Threads;
use crate::progress::Bar;
use crate::scratch::Scratch;
use crate::{EXIT_NOTHING, app, buffered_stdout, folder, report, sources};

/// Runs it.
///
/// * Errors: no app to put beside the edition, a folder that is not ours to write, an edition or a site that cannot be
///   made, a disk that refuses.
pub fn run(args: &BuildArgs) -> anyhow::Result<ExitCode> {
    // What can be refused is refused before the long part.
    folder::may_hold_site(&args.out)?;
    let app = app_files(args.app.as_deref())?;

    let name = args.name.clone().unwrap_or_else(|| name_of(&args.sources.paths[0]));
    let mut stage = folder::Stage::begin(&args.out)?;
    let scratch = Scratch::in_folder(stage.path()).with_context(|| format!("{}", stage.path().display()))?;
    let mut gathered = Gathered {
        writer: EditionWriter::new(scratch),
        tagger: Tagger::default(),
        newest: Newest::default(),
        bar: Bar::on_terminal(),
    };
    let crew = args.threads.map_or_else(Threads::of_this_machine, |n| Threads::new(n.get()));
    let options = args.sources.reading.options();
    let read = sources::read_each(
        &args.sources.paths,
        &options,
        Some(&args.out),
        &crew,
        &|mut article: Article| {
            newsprint_entities::infer_dates(std::slice::from_mut(&mut article));
            let draft = if args.no_entities { Draft::of_given(&article) } else { Draft::of(&article) };
            (article, draft)
        },
        &mut |(article, draft), ids| gathered.add(article, draft, ids),
    )
    .context("the edition")?;
    let Gathered { writer, tagger, newest, mut bar } = gathered;
    bar.clear();
    report(&read.problems);
    report(&read.late);
    if writer.n_articles() == 0 {
        eprintln!("newsprint: no article was read, so no site was written");
        return Ok(ExitCode::from(EXIT_NOTHING));
    }
    let Settled { entities, settled } = tagger.finish();
    let table = EntityTable { entities: &entities, settled: &settled };
    let written = writer
        .finish((&name, table), &WriteOptions::default(), &crew, &mut stage, &mut |progress| bar.wrote(progress))
        .context("the edition")?;
    bar.clear();
    if args.one_file {
        stage.join().context("the edition")?;
    }
    let site = newsprint_site::compose(&app, &stage.listing(), &newest.about(&name)).context("the site")?;
    stage.publish(&site)?;

    let problems: Vec<&Problem> = read.problems.iter().chain(&read.late).collect();
    let n_errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
    let out = args.out.display();
    let mut to = buffered_stdout();
    writeln!(to, "{name}: {out}")?;
    writeln!(
        to,
        "  {}, {} of them dated, from {}",
        counted(written.n_articles as usize, "article"),
        written.n_dated,
        counted(read.n_files, "file")
    )?;
    let [n_people, n_organisations, n_places] = written.n_entities;
    writeln!(to, "  {n_people} people, {n_organisations} organisations, {n_places} places")?;
    let n_bytes: u64 = site.values().map(|bytes| bytes.len() as u64).sum();
    writeln!(
        to,
        "  {}, {}; the collection's part is {}, {}",
        counted(site.len() + written.n_files as usize, "file"),
        size(n_bytes + written.n_bytes),
        counted(written.n_files as usize, "file"),
        size(written.n_bytes)
    )?;
    if !problems.is_empty() {
        writeln!(to, "  {}, {} of them left something out; see above", counted(problems.len(), "problem"), n_errors)?;
    }
    writeln!(to, "To look at it:  newsprint serve {out}")?;
    writeln!(to, "To publish it:  copy the whole folder to any web space that serves files")?;
    to.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// What articles go through as they are read.
struct Gathered {
    writer: EditionWriter<Scratch>,
    tagger: Tagger,
    newest: Newest,
    bar: Bar,
}

impl Gathered {
    fn add(&mut self, mut article: Article, draft: Draft, ids: &mut Ids) -> Result<Option<Problem>, WriteError> {
        let problem = ids.settle(&mut article);
        let named = self.tagger.add(draft);
        self.writer.add(&article, &named.mentions, &named.supplied)?;
        self.newest.add(&article);
        self.bar.read(self.writer.n_articles());
        Ok(problem)
    }
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
