//! `newsprint check`: whether a published site has all of its files, each as it was written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use newsprint_edition::{ChunkError, POINTER, Reader};
use newsprint_model::EntityNumber;
use newsprint_site::pages::names;
use newsprint_site::{PAGE, SERVICE_WORKER};

use crate::args::CheckArgs;
use crate::search::{FolderStore, wait_for};
use crate::{buffered_stdout, folder};

/// Something is wrong with the site.
const EXIT_FAULTY: u8 = 1;

/// How many faults are told one by one: a site that was copied by half has thousands.
const MOST_TOLD: usize = 50;

/// Runs it: each fault is a line on standard error, and the exit code says whether there was one.
///
/// * Errors: there is no site, or its pointer or boot file cannot be used, without which nothing else can be looked at.
pub fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let store = FolderStore::open(&args.dir)?;
    let (root, is_one_file) = (store.root().to_owned(), store.is_one_file());
    let reader = wait_for(Reader::open(store))?;
    let verified = wait_for(reader.verify());
    let mut faults: Vec<String> = verified.faults.iter().map(ChunkError::to_string).collect();

    let files = folder::list(&root)?;
    let mut n_site_files = 0;
    if files.contains_key(PAGE) {
        let text = |name: &str| match fs::read(root.join(name)) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(fault) => Err(fault).with_context(|| root.join(name).display().to_string()),
        };
        let script = if files.contains_key(SERVICE_WORKER) { text(SERVICE_WORKER)? } else { String::new() };
        let found = newsprint_site::verify(&text(PAGE)?, &script, &|name| files.contains_key(name));
        faults.extend(found.iter().map(ToString::to_string));
        n_site_files = files.keys().filter(|name| !name.starts_with("edition")).count();
    }
    let is_cut_short = folder::was_cut_short(&root);
    if is_cut_short {
        faults.push("a build was killed while its site took this one's place, and pages of both are here".to_owned());
    }
    let n_pages = pages(&root, &files, &reader, is_cut_short, &mut faults)?;
    let in_use: BTreeSet<String> = if is_one_file { BTreeSet::new() } else { reader.files().into_iter().collect() };
    let left_over = left_over(&files, &in_use, is_one_file);

    let mut stderr = std::io::stderr().lock();
    for fault in faults.iter().take(MOST_TOLD) {
        // Standard error gone leaves the exit code.
        let _ = writeln!(stderr, "newsprint: {fault}");
    }
    if let n_more @ 1.. = faults.len().saturating_sub(MOST_TOLD) {
        let _ = writeln!(stderr, "newsprint: and {n_more} more");
    }
    let dir = args.dir.display();
    let mut out = buffered_stdout();
    let boot = reader.boot();
    writeln!(
        out,
        "{dir}: “{}”, {} articles; {} files of the edition read, {:.1} MB",
        boot.name,
        boot.n_articles,
        verified.n_files,
        verified.n_bytes as f64 / 1e6
    )?;
    if n_site_files > 0 {
        writeln!(out, "  the page, the app and the offline copy's list: {n_site_files} files")?;
    }
    if n_pages > 0 {
        writeln!(out, "  beside the app {n_pages} pages, every link of them followed within the site")?;
    }
    if !left_over.is_empty() {
        let some = left_over.iter().take(3).map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
        writeln!(out, "  {} files of earlier editions may be removed: {some}…", left_over.len())?;
    }
    match faults.len() {
        0 => writeln!(out, "Everything is there and as it was written.")?,
        1 => writeln!(out, "Something is wrong; see above. Build the site again, or copy it anew.")?,
        n => writeln!(out, "{n} things are wrong; see above. Build the site again, or copy it anew.")?,
    }
    out.flush()?;
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(EXIT_FAULTY) })
}

/// How many records are asked for at once.
const STEP: usize = 128;

/// Looks at the pages beside the app: whether each keeps to its policy, leads nowhere where nothing is, and is of something that the edition has.
fn pages(
    root: &Path,
    files: &BTreeMap<String, u64>,
    reader: &Reader<FolderStore>,
    is_cut_short: bool,
    faults: &mut Vec<String>,
) -> anyhow::Result<usize> {
    let inside = |name: &&String| {
        names::FOLDERS.iter().any(|folder| name.strip_prefix(folder).is_some_and(|it| it.starts_with('/')))
    };
    let found: Vec<&String> = files.keys().filter(inside).collect();
    if found.is_empty() {
        return Ok(0);
    }
    let mut expected = BTreeSet::new();
    let boot = reader.boot();
    let articles: Vec<u32> = (0..boot.n_articles).collect();
    for wanted in articles.chunks(STEP) {
        let cards = wait_for(reader.ask(|edition| edition.cards(wanted)));
        // Damage was told above; what is left is compared.
        expected.extend(cards.into_iter().flatten().map(|card| names::article(&card.id)));
    }
    let entities: Vec<EntityNumber> = (0..boot.n_entities.iter().sum()).map(EntityNumber).collect();
    for wanted in entities.chunks(STEP) {
        let records = wait_for(reader.ask(|edition| edition.entities(wanted)));
        for record in records.into_iter().flatten() {
            expected.insert(names::entity(&record.label.id));
            expected.extend(names::entity_feeds(&record.label.id));
        }
    }
    let mut n_pages = 0;
    for name in found {
        if !expected.contains(name) && !names::is_numbered(name) && !is_cut_short {
            faults.push(format!("{name} is of nothing in the edition: remove it, unless you have put it there"));
        }
        if name.ends_with(".html") {
            let path = root.join(name);
            let html = fs::read(&path).with_context(|| path.display().to_string())?;
            let found =
                newsprint_site::verify_page(name, &String::from_utf8_lossy(&html), &|name| files.contains_key(name));
            faults.extend(found.iter().map(ToString::to_string));
            n_pages += 1;
        }
    }
    Ok(n_pages)
}

/// Files in the edition's folder that nothing refers to.
fn left_over<'n>(names: &'n BTreeMap<String, u64>, in_use: &BTreeSet<String>, is_one_file: bool) -> Vec<&'n String> {
    let is_left = |name: &&String| name.starts_with("edition/") && *name != POINTER && !in_use.contains(*name);
    if is_one_file { Vec::new() } else { names.keys().filter(is_left).collect() }
}
