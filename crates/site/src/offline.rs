//! What the service worker keeps at installation, and the version by which it knows that something changed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::page::{PAGE, text};
use crate::script::squeeze;
use crate::{Files, Listing, Offline, SiteError, content_name};

/// The service worker's name.
pub const SERVICE_WORKER: &str = "sw.js";
/// How the line to be filled in starts.
const MARK: &str = "const SITE = ";
/// An edition up to this size is kept whole at installation; of a larger one, what is read.
///
/// * Unit: bytes, range 0 to some tens of millions: what a reader on a phone may be given without asking.
const KEPT_WITHOUT_ASKING: u64 = 4 << 20;
/// Sentences of other languages than English: a reader keeps those that they have read.
const WORDS: &str = "words/";
/// Pictures for a home screen: who puts the site there fetches them then.
const HOME_SCREEN: &str = "icons/newsprint-";
/// The edition's files that are kept whatever its size: what the first search needs.
const ALWAYS_KEPT: [&str; 2] = ["edition.json", "boot"];

/// Takes comments out of the service worker.
pub fn shorten(app: &mut Files) -> Result<(), SiteError> {
    let script = squeeze(text(app, SERVICE_WORKER)?);
    app.insert(SERVICE_WORKER.to_owned(), script.into_bytes());
    Ok(())
}

/// Names that end in numbers from 0 without a gap, by their beginning and how many there are; and all other names.
///
/// An edition has thousands of such files, and naming each would make the service worker the largest file of the app.
fn in_runs<'a>(names: &[&'a str]) -> (BTreeMap<&'a str, usize>, Vec<&'a str>) {
    let mut runs: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (beginning, number) in names.iter().copied().filter_map(numbered) {
        runs.entry(beginning).or_default().insert(number);
    }
    runs.retain(|_, numbers| numbers.last() == Some(&(numbers.len() - 1)));
    let is_alone = |name: &str| numbered(name).is_none_or(|(beginning, _)| !runs.contains_key(beginning));
    let alone = names.iter().copied().filter(|name| is_alone(name)).collect();
    (runs.iter().map(|(beginning, numbers)| (*beginning, numbers.len())).collect(), alone)
}

/// A name that ends in a number, taken apart.
fn numbered(name: &str) -> Option<(&str, usize)> {
    let stem = name.strip_suffix(".np")?;
    let beginning = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: usize = stem[beginning.len()..].parse().ok()?;
    // `07` is not how a number is written.
    (number.to_string().len() + beginning.len() == stem.len()).then_some((beginning, number))
}

/// Writes the list of what is kept, and a version made of every byte of the site, into the service worker.
pub fn list(site: &mut Files, edition: &Listing, offline: Offline) -> Result<(), SiteError> {
    let n_bytes: u64 = edition.files.values().sum();
    let keeps_all = match offline {
        Offline::Small => n_bytes <= KEPT_WITHOUT_ASKING,
        Offline::All => true,
        Offline::Read => false,
    };
    let is_kept = |name: &str| {
        let in_edition = edition.files.contains_key(name);
        let last = name.rsplit('/').next().unwrap_or(name);
        let for_servers = last.starts_with('_') || last.starts_with('.') || last == "robots.txt";
        !for_servers
            && !name.starts_with(WORDS)
            && !name.starts_with(HOME_SCREEN)
            && name != SERVICE_WORKER
            && (!in_edition || keeps_all || ALWAYS_KEPT.iter().any(|kept| last.starts_with(kept)))
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
    let (runs, keep) = in_runs(&keep);
    let filled = json!({ "version": content_name(&digest), "keep": keep, "runs": runs });
    let script = format!("{}{filled}{}", &script[..start], &script[end..]);
    site.insert(SERVICE_WORKER.to_owned(), script.into_bytes());
    Ok(())
}

/// Every file that the service worker is to keep and that is not there. One that is missing keeps it from being installed at all.
///
/// * Errors: the script has no list, or none that it could read itself.
pub fn dead_names(script: &str, has: &dyn Fn(&str) -> bool) -> Result<Vec<SiteError>, SiteError> {
    let no_mark = || SiteError::NoMark { file: SERVICE_WORKER.to_owned(), mark: MARK.to_owned() };
    let start = script.find(MARK).ok_or_else(no_mark)? + MARK.len();
    let end = script[start..].find(";\n").ok_or_else(no_mark)? + start;
    let not_json = |detail: String| SiteError::NotJson { file: SERVICE_WORKER.to_owned(), detail };
    let kept: serde_json::Value =
        serde_json::from_str(&script[start..end]).map_err(|fault| not_json(fault.to_string()))?;
    let (Some(keep), Some(runs)) = (kept["keep"].as_array(), kept["runs"].as_object()) else {
        return Err(not_json("it has no `keep` and `runs`".to_owned()));
    };
    let n_of = |n: &serde_json::Value| n.as_u64().unwrap_or_default();
    let in_runs = runs.iter().flat_map(|(beginning, n)| (0..n_of(n)).map(move |i| format!("{beginning}{i}.np")));
    let alone = keep.iter().filter_map(|name| name.as_str());
    let names = in_runs.chain(alone.map(|name| if name == "./" { PAGE.to_owned() } else { name.to_owned() }));
    let dead = names.filter(|name| !has(name));
    Ok(dead.map(|to| SiteError::DeadLink { file: SERVICE_WORKER.to_owned(), to }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_files_are_named_by_their_beginning_and_their_number() {
        let names = [
            "edition.json",
            "edition/ab/boot.np",
            "edition/ab/cards0.np",
            "edition/ab/cards1.np",
            "edition/ab/ids0.np",
        ];
        let (runs, alone) = in_runs(&names);
        assert_eq!(runs.into_iter().collect::<Vec<_>>(), [("edition/ab/cards", 2), ("edition/ab/ids", 1)]);
        assert_eq!(alone, ["edition.json", "edition/ab/boot.np"]);
        // With a gap, from another number, written otherwise, or of another kind: named one by one.
        let names = ["a0.np", "a2.np", "b1.np", "c00.np", "d0.txt", "99999999999999999999999.np"];
        let (runs, alone) = in_runs(&names);
        assert!(runs.is_empty(), "{runs:?}");
        assert_eq!(alone, names);
    }
}
