//! `newsprint build`: articles in, a complete site out.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, bail};
use newsprint_corpus::{Fingerprint, Ids, Versions};
use newsprint_edition::{EditionWriter, EntityTable, WriteOptions};
use newsprint_entities::{Draft, Named, Settled, Tagger};
use newsprint_model::{Article, Entity, EntityKind, Found as FoundIn, Problem, Severity};
use newsprint_site::{About, Files, Newest};

use crate::args::BuildArgs;
use crate::claim::Claim;
use crate::copies::{Copies, Page};
use crate::corrections::Found;
use crate::crew::Threads;
use crate::progress::Bar;
use crate::provenance::{self, Digest, Doubles, Provenance, identity, text_digest};
use crate::scratch::Scratch;
use crate::settings::{FACETS, Settings};
use crate::since::{OldSite, Seen, Unfit};
use crate::sources::Origin;
use crate::summary::{Summary, counted, doubtful};
use crate::withheld::Withheld;
use crate::{EXIT_NOTHING, app, buffered_stdout, explain, folder, pages, sources};

/// Runs it.
///
/// * Errors: no app to put beside the edition, a folder that is not ours to write, an edition or a site that cannot be
///   made, a disk that refuses, a site that cannot be added to.
pub fn run(args: &BuildArgs) -> anyhow::Result<ExitCode> {
    let Some(out) = args.out.as_deref() else {
        return explain::run(args, args.explain.as_deref().unwrap_or_default());
    };
    // What can be refused is refused before the long part.
    folder::lie_apart(out, &args.sources.paths)?;
    folder::lie_apart(out, args.app.as_slice())?;
    let claim = Arc::new(Claim::on(out)?);
    let started = Instant::now();
    let app = app_files(args.app.as_deref())?;
    let settings = Settings::beside(&args.sources.paths)?;
    let job = &Job { args, settings: &settings, app: &app, out, claim, started };
    let Some(since) = args.since else { return build(job, None) };
    if settings.one_file == Some(true) {
        bail!(
            "the settings ask for one file, which cannot be added to: build without --since, or set `one_file = false`"
        );
    }
    let old = OldSite::read(out, since)?;
    match build(job, Some(old)) {
        Err(fault) => match fault.downcast::<Unfit>() {
            Ok(unfit) if unfit.can_build_anew => {
                eprintln!("newsprint: {unfit}; so the whole site is built anew");
                build(job, None)
            }
            Ok(unfit) => bail!("{unfit}; build the whole site anew from all its sources, without --since"),
            Err(fault) => Err(fault),
        },
        done => done,
    }
}

/// What is to be built, and where.
struct Job<'j> {
    args: &'j BuildArgs,
    settings: &'j Settings,
    app: &'j Files,
    out: &'j Path,
    claim: Arc<Claim>,
    started: Instant,
}

/// Builds a site, or adds to an old one.
fn build(job: &Job<'_>, old: Option<OldSite>) -> anyhow::Result<ExitCode> {
    let Job { args, settings, app, out, started, .. } = *job;
    let mut stage = folder::Stage::begin(Arc::clone(&job.claim))?;
    let scratch = Scratch::in_folder(stage.path()).with_context(|| format!("{}", stage.path().display()))?;
    let has_old = old.is_some();
    let corrected = Found::beside(&args.sources.paths)?;
    let provenance = match settings.provenance {
        Some(false) => None,
        _ => Some(
            Provenance::begin(stage.path(), out, &args.sources.paths, crate::today()).context(provenance::FILE_NAME)?,
        ),
    };
    let mut gathered = Gathered {
        writer: match settings.extract_words {
            Some(n_words) => EditionWriter::of_extracts(scratch, n_words),
            None => EditionWriter::new(scratch),
        },
        versions: Versions::default(),
        tagger: Tagger::corrected(corrected.corrections.clone()),
        newest: Newest::default(),
        bar: Bar::on_terminal(),
        n_read: 0,
        seen: old.as_ref().map(Seen::of),
        no_entities: args.no_entities || settings.entities == Some(false),
        withheld: Withheld::of(settings, crate::today()),
        doubles: Doubles::default(),
        copies: Copies::default(),
        provenance,
    };
    let theme = settings.theme()?;
    let crew = args.threads.map_or_else(Threads::of_this_machine, |n| Threads::new(n.get()));
    let options = args.sources.reading.options_under(settings);
    let no_entities = gathered.no_entities;
    let known = old.as_ref().map(OldSite::unread);
    let mut read = sources::read_each(
        &args.sources.paths,
        &options,
        &crew,
        &|mut article: Article, origin: &Origin<'_>| {
            name_source(&mut article, settings);
            newsprint_entities::infer_dates(std::slice::from_mut(&mut article));
            // What the site has from before the date is not looked at further.
            let is_known = known.as_ref().is_some_and(|known| known.has(&article));
            let draft = (!is_known).then(|| draft(&article, no_entities));
            let text = text_digest(&article);
            let print = Fingerprint::of(&article);
            let page = Page::of(&article, origin.format, &text, &print);
            let (identity, format) = (identity(&article, &text), origin.format.name());
            (Worked { identity, print, article, draft, text, format }, page)
        },
        &mut |(worked, page), ids| gathered.add(worked, page, ids),
    )
    .context("the edition")?;
    while let Some(worked) = gathered.copies.leave() {
        let late = gathered.publish(worked, &mut read.ids).context("the edition")?;
        read.problems.extend(late);
    }
    let Gathered {
        mut writer,
        versions,
        tagger,
        mut newest,
        mut bar,
        seen,
        withheld,
        doubles,
        copies,
        mut provenance,
        ..
    } = gathered;
    bar.clear();
    let mut problems = read.problems;
    let nothing_is_new = has_old && problems.n_of(Severity::Error) == 0;
    problems.extend(withheld.unmatched());
    problems.tell();
    if writer.n_articles() == 0 && !nothing_is_new {
        eprintln!("newsprint: no article was read, so no site was written");
        return Ok(ExitCode::from(EXIT_NOTHING));
    }
    let groups = versions.groups();
    let (n_stories, n_versions) = (groups.len(), groups.iter().map(Vec::len).sum::<usize>());
    writer.versions(groups);
    let n_added = writer.n_articles();
    let name = args
        .name
        .clone()
        .or_else(|| settings.title.clone())
        .or_else(|| old.as_ref().map(|old| old.base.name().to_owned()));
    let name = name.unwrap_or_else(|| name_of(&args.sources.paths[0]));
    let has_facet = settings.facets;
    let [.., has_sources, has_languages, has_months] = has_facet;
    let edition = WriteOptions { has_sources, has_languages, has_months, ..WriteOptions::default() };
    writer.licence(settings.licence.as_deref().unwrap_or_default());
    let (read_files, n_words_around) = (read.n_files, read.n_words_around);
    let unsure;
    let mut tell = |progress| bar.wrote(progress);
    let written = match &old {
        None => {
            let Settled { entities, mut settled, unmatched } = tagger.finish();
            problems.extend(corrected.unmatched(&unmatched));
            leave_out(&entities, &mut settled, has_facet);
            unsure = doubtful(&entities);
            let table = EntityTable { entities: &entities, settled: &settled };
            writer.finish((&name, table), &edition, &crew, &mut stage, &mut tell)
        }
        Some(old) => {
            old.check(seen.as_ref(), n_added, &withheld)?;
            old.add_newest(&mut newest)?;
            if let (Some(provenance), Some(seen)) = (&mut provenance, &seen) {
                provenance.keep(&|id| seen.is_unseen(id)).context(provenance::FILE_NAME)?;
            }
            let kept = old.base.files().into_iter().try_for_each(|file| stage.keep(file));
            kept.context("the site lacks files that it needs: build it anew from all its sources, without --since")?;
            let Settled { entities, mut settled, .. } = tagger.finish_beside(&old.standing());
            leave_out(&entities, &mut settled, has_facet);
            unsure = doubtful(&entities);
            let table = EntityTable { entities: &entities, settled: &settled };
            let base = (&old.base, stage.n_bytes_kept());
            writer.finish_added(base, (&name, table), &edition, &crew, &mut stage, &mut tell)
        }
    }
    .context("the edition")?;
    bar.clear();
    let n_faults = problems.n_faults() + settings.n_warnings;
    if args.strict && n_faults > 0 {
        problems.tell();
        eprintln!("newsprint: {}, so nothing was written, for --strict is set", counted(n_faults, "problem"));
        return Ok(ExitCode::from(EXIT_NOTHING));
    }
    let is_one_file = args.one_file || settings.one_file == Some(true);
    let dressed = newsprint_site::dressed(app, &theme).context("the site")?;
    let made = pages::write(&mut stage, &dressed, &name, settings, is_one_file).context("the pages beside the app")?;
    if is_one_file {
        stage.join().context("the edition")?;
    }
    if let Some(provenance) = provenance {
        provenance.finish().context(provenance::FILE_NAME)?;
        stage.put_beside(provenance::FILE_NAME);
    }
    let listing = stage.listing();
    let about = About {
        description: settings.description.clone(),
        licence: settings.licence.clone(),
        base_url: settings.base_url.clone(),
        offline: settings.offline.unwrap_or_default(),
        theme,
        beside: made.beside.clone(),
        ..newest.about(&name)
    };
    let site = newsprint_site::compose(app, &listing, &about).context("the site")?;
    let (n_beside, n_bytes_beside) = stage.n_pages();
    stage.publish(&site)?;

    problems.tell();
    Summary {
        name: &name,
        out,
        written: &written,
        n_files_read: read_files,
        n_added: old.as_ref().map(|old| (n_added, old.base.n_articles())),
        n_doubles: doubles.n,
        n_copies: copies.n,
        n_words_around,
        doubtful: unsure,
        n_app_files: site.len(),
        n_app_bytes: site.values().map(|bytes| bytes.len() as u64).sum(),
        n_edition_files: listing.files.len(),
        n_edition_bytes: listing.files.values().sum(),
        beside: (n_beside, n_bytes_beside),
        made: &made,
        versions: (n_versions, n_stories),
        withheld: &withheld,
        problems: &problems,
        seconds: started.elapsed().as_secs_f64(),
    }
    .print(&mut buffered_stdout())?;
    Ok(ExitCode::SUCCESS)
}

/// Takes names of the kinds that readers are not to filter by out of what articles name.
fn leave_out(entities: &[Entity], settled: &mut [Option<u32>], has_facet: [bool; FACETS.len()]) {
    let is_in = |nth: &u32| {
        let kind = entities.get(*nth as usize).map(|entity| entity.kind);
        EntityKind::ALL.iter().zip(has_facet).all(|(it, is_on)| is_on || Some(*it) != kind)
    };
    settled.iter_mut().for_each(|nth| *nth = nth.filter(is_in));
}

/// Whom an article names.
fn draft(article: &Article, no_entities: bool) -> Draft {
    if no_entities { Draft::of_given(article) } else { Draft::of(article) }
}

/// An article with all that was found out about it on its own.
struct Worked {
    article: Article,
    draft: Option<Draft>,
    text: Digest,
    identity: u128,
    format: &'static str,
    /// What its versions are found by.
    print: Fingerprint,
}

/// Gives an article the name of its source that the settings have for it.
pub(crate) fn name_source(article: &mut Article, settings: &Settings) {
    if article.source.is_none() {
        article.source.clone_from(&settings.source);
    }
    if let Some(name) = article.source.as_ref().and_then(|source| settings.sources.get(source)) {
        article.source = Some(name.clone());
    }
}

/// What articles go through as they are read.
struct Gathered<'o> {
    writer: EditionWriter<Scratch>,
    versions: Versions,
    tagger: Tagger,
    newest: Newest,
    bar: Bar,
    n_read: u32,
    /// What the old site has of them.
    seen: Option<Seen<'o>>,
    no_entities: bool,
    withheld: Withheld,
    doubles: Doubles,
    copies: Copies<Worked>,
    provenance: Option<Provenance>,
}

impl Gathered<'_> {
    /// Takes the next article that was read.
    fn add(&mut self, worked: Worked, page: Option<Page>, ids: &mut Ids) -> anyhow::Result<Option<Problem>> {
        self.n_read += 1;
        self.bar.read(self.n_read);
        let (next, left_out) =
            if self.doubles.is_double(worked.identity) { (None, Some(worked)) } else { self.copies.pass(worked, page) };
        if let (Some(seen), Some(left_out)) = (&mut self.seen, left_out) {
            // The site may have it by this id and not by the other's.
            seen.note(&left_out.article)?;
        }
        next.map_or(Ok(None), |worked| self.publish(worked, ids))
    }

    /// Puts an article into the edition, unless it may not be published.
    fn publish(&mut self, worked: Worked, ids: &mut Ids) -> anyhow::Result<Option<Problem>> {
        let Worked { mut article, draft: draft_of, text, format, print, .. } = worked;
        if self.withheld.is_early(&article) {
            return Ok(None);
        }
        if let Some(seen) = &self.seen {
            seen.claim_id(&article, ids);
        }
        // An id stays what it is whatever is left out.
        let problem = ids.settle(&mut article);
        if self.withheld.is_suppressed(&article) {
            self.seen.iter_mut().for_each(|seen| seen.note_suppressed(&article));
            return Ok(None);
        }
        if let Some(provenance) = &mut self.provenance {
            provenance.write(&article, &text, format).context(provenance::FILE_NAME)?;
        }
        if let Some(seen) = &mut self.seen
            && seen.note(&article)?
        {
            return Ok(problem);
        }
        let named = self.tagger.add(draft_of.unwrap_or_else(|| draft(&article, self.no_entities)));
        let Named { mentions, supplied, quotations, months } = &named;
        self.writer.add(&article, FoundIn { mentions, supplied, quotations, months })?;
        self.versions.add(print);
        self.newest.add(&article);
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
pub(crate) fn name_of(path: &Path) -> String {
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
}
