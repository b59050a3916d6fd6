//! `newsprint check`: whether a published site has all of its files, each as it was written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use newsprint_edition::{ChunkError, POINTER, Reader};
use newsprint_site::{PAGE, SERVICE_WORKER};

use crate::args::CheckArgs;
use crate::search::{FolderStore, wait_for};
use crate::{buffered_stdout, folder};

/// Something is wrong with the site.
const EXIT_FAULTY: u8 = 1;

/// Runs it: each fault is a line on standard error, and the exit code says whether there was one.
///
/// * Errors: there is no site, or its pointer or boot file cannot be used, without which nothing else can be looked at.
pub fn run(args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let store = FolderStore::open(&args.dir)?;
    let (root, is_one_file) = (store.root().to_owned(), store.is_one_file());
    let reader = wait_for(Reader::open(store))?;
    let verified = wait_for(reader.verify());
    let mut faults: Vec<String> = verified.faults.iter().map(ChunkError::to_string).collect();

    let names = folder::list(&root)?;
    let mut n_site_files = 0;
    if names.contains_key(PAGE) {
        let text = |name: &str| match fs::read(root.join(name)) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(fault) => Err(fault).with_context(|| root.join(name).display().to_string()),
        };
        let script = if names.contains_key(SERVICE_WORKER) { text(SERVICE_WORKER)? } else { String::new() };
        let found = newsprint_site::verify(&text(PAGE)?, &script, &|name| names.contains_key(name));
        faults.extend(found.iter().map(ToString::to_string));
        n_site_files = names.keys().filter(|name| !name.starts_with("edition")).count();
    }
    let in_use: BTreeSet<String> = if is_one_file { BTreeSet::new() } else { reader.files().into_iter().collect() };
    let left_over = left_over(&names, &in_use, is_one_file);

    let mut stderr = std::io::stderr().lock();
    for fault in &faults {
        // Standard error gone leaves the exit code.
        let _ = writeln!(stderr, "newsprint: {fault}");
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
    if !left_over.is_empty() {
        let some = left_over.iter().take(3).map(|name| name.as_str()).collect::<Vec<_>>().join(", ");
        writeln!(out, "  {} files of earlier editions may be removed: {some}…", left_over.len())?;
    }
    match faults.len() {
        0 => writeln!(out, "Everything is there and as it was written.")?,
        n => writeln!(out, "{n} of them are missing or damaged; see above. Build the site again, or copy it anew.")?,
    }
    out.flush()?;
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(EXIT_FAULTY) })
}

/// Files in the edition's folder that nothing refers to.
fn left_over<'n>(names: &'n BTreeMap<String, u64>, in_use: &BTreeSet<String>, is_one_file: bool) -> Vec<&'n String> {
    let is_left = |name: &&String| name.starts_with("edition/") && *name != POINTER && !in_use.contains(*name);
    if is_one_file { Vec::new() } else { names.keys().filter(is_left).collect() }
}
