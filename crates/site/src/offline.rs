//! What the service worker keeps at installation, and the version by which it knows that something changed.

use std::collections::BTreeSet;

use serde_json::json;

use crate::page::{PAGE, text};
use crate::script::squeeze;
use crate::{Files, Listing, SiteError, content_name};

/// The service worker's name.
const SERVICE_WORKER: &str = "sw.js";
/// How the line to be filled in starts.
const MARK: &str = "const SITE = ";
/// An edition up to this size is kept whole at installation; of a larger one, what is read.
///
/// * Unit: bytes, range 0 to some tens of millions: what a reader on a phone may be given without asking.
const KEPT_WITHOUT_ASKING: u64 = 4 << 20;
/// The edition's files that are kept whatever its size: what the first search needs.
const ALWAYS_KEPT: [&str; 2] = ["edition.json", "boot"];

/// Takes comments out of the service worker.
pub fn shorten(app: &mut Files) -> Result<(), SiteError> {
    let script = squeeze(text(app, SERVICE_WORKER)?);
    app.insert(SERVICE_WORKER.to_owned(), script.into_bytes());
    Ok(())
}

/// Writes the list of what is kept, and a version made of every byte of the site, into the service worker.
pub fn list(site: &mut Files, edition: &Listing) -> Result<(), SiteError> {
    let n_bytes: u64 = edition.files.values().sum();
    let is_kept = |name: &str| {
        let in_edition = edition.files.contains_key(name);
        let last = name.rsplit('/').next().unwrap_or(name);
        let for_servers = last.starts_with('_') || last.starts_with('.');
        !for_servers
            && name != SERVICE_WORKER
            && (!in_edition || n_bytes <= KEPT_WITHOUT_ASKING || ALWAYS_KEPT.iter().any(|kept| last.starts_with(kept)))
    };
    // The page is asked for by its folder's address.
    let names: BTreeSet<&String> = site.keys().chain(edition.files.keys()).collect();
    let keep: Vec<&str> = names
        .into_iter()
        .map(|name| if name == PAGE { "./" } else { name.as_str() })
        .filter(|name| is_kept(name))
        .collect();
    let mut digest = Vec::new();
    for (name, bytes) in site.iter().filter(|(name, _)| *name != SERVICE_WORKER) {
        digest.extend_from_slice(format!("{name} {}\n", content_name(bytes)).as_bytes());
    }
    // The pointer tells every byte of an edition apart.
    digest.extend_from_slice(content_name(&edition.pointer).as_bytes());
    let script = text(site, SERVICE_WORKER)?;
    let no_mark = || SiteError::NoMark { file: SERVICE_WORKER.to_owned(), mark: MARK.to_owned() };
    let start = script.find(MARK).ok_or_else(no_mark)? + MARK.len();
    let end = script[start..].find(";\n").ok_or_else(no_mark)? + start;
    // The script's own text counts too: a change to it is a new version like any other.
    digest.extend_from_slice(&script.as_bytes()[..start]);
    digest.extend_from_slice(&script.as_bytes()[end..]);
    let filled = json!({ "version": content_name(&digest), "keep": keep });
    let script = format!("{}{filled}{}", &script[..start], &script[end..]);
    site.insert(SERVICE_WORKER.to_owned(), script.into_bytes());
    Ok(())
}
