//! Finishes a folder of app files into a site: names by content, one stylesheet, a strict policy, a plain list of
//! headlines, and the service worker's list of what to keep; and writes what stands beside the app ([`pages`]).
//!
//! Pure: files come in as bytes and go out as bytes. Trunk's hook calls [`finish`] and [`compose`] for the default corpus;
//! `newsprint build` calls [`compose`] to put the same app beside a publisher's edition. docs/pages.md describes the pages.

mod about;
mod css;
mod glue;
mod hosting;
mod html;
mod imports;
mod locations;
mod offline;
mod page;
pub mod pages;
mod panics;
mod policy;
mod script;
mod theme;
mod wasm;

use std::collections::BTreeMap;

use thiserror::Error;

pub use about::{About, Beside, Headline, Newest, Offline, newest};
pub use offline::SERVICE_WORKER;
pub use page::PAGE;
pub use panics::without_panics;
pub use theme::{Colour, Face, Theme};

/// The files of a site or of a part of one, by their path from its root (`css/main.css`), with `/` on every system.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Why a folder cannot become a site.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum SiteError {
    /// A file that every app has is not there.
    #[error("the app has no {0}: build it with `trunk build`")]
    Missing(String),
    /// A text file is not UTF-8.
    #[error("{file} is not UTF-8 at byte {at}; save it as UTF-8")]
    NotText {
        /// Which file.
        file: String,
        /// The first byte that no UTF-8 text has there.
        at: usize,
    },
    /// A page or a stylesheet refers to a file that is not there.
    #[error("{file} refers to `{to}`, which the app does not have; build it anew with `trunk build`")]
    DeadLink {
        /// The referring file.
        file: String,
        /// What it refers to, as written.
        to: String,
    },
    /// The page holds what its own content security policy forbids.
    #[error("{file} holds {what}, which the content security policy forbids: move it to a file of its own")]
    Forbidden {
        /// Which file.
        file: String,
        /// What it holds.
        what: String,
    },
    /// The page has no content security policy, or a weaker one than promised.
    #[error("{file} must have a content security policy with `{directive}`")]
    Policy {
        /// Which file.
        file: String,
        /// The directive that is missing or not so.
        directive: String,
    },
    /// A place in a file that the site fills in is not there.
    #[error("{file} has no `{mark}` to be filled in; build the app anew with `trunk build`")]
    NoMark {
        /// Which file.
        file: String,
        /// What was looked for.
        mark: String,
    },
    /// The edition has a file of a name that the app has too.
    #[error("the edition and the app both have a file named {0}; rename the app's")]
    Clash(String),
    /// The manifest is not JSON.
    #[error("{file} is not JSON: {detail}; mend it and build the app anew")]
    NotJson {
        /// Which file.
        file: String,
        /// What the parser says.
        detail: String,
    },
}

/// Names the app's files by their content, shortens them, makes one stylesheet of many, and checks the page against its own policy.
///
/// * Shape: what Trunk wrote in, the same app out, complete but for an edition; finishing it again changes nothing.
/// * Errors: whatever would be broken in the browser: a dead link, a script in the page, a missing policy.
pub fn finish(app: Files) -> Result<Files, SiteError> {
    let mut app = app;
    // The app carries these itself.
    app.remove("words/en.txt");
    app.remove("words/supplement.en.txt");
    css::bundle_all(&mut app)?;
    page::drop_remarks(&mut app)?;
    page::settle_scripts(&mut app)?;
    offline::shorten(&mut app)?;
    policy::check(page::text(&app, page::PAGE)?)?;
    page::check_links(&app)?;
    offline::list(&mut app, &Listing::default(), Offline::Small)?;
    Ok(app)
}

/// An edition's files as a list: an edition may be too large to be held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Path from the site's root to length in bytes.
    pub files: BTreeMap<String, u64>,
    /// The file that changes in place and names what all others hold, byte by byte.
    pub pointer: Vec<u8>,
}

/// A finished app in a publisher's looks, as [`compose`] will dress it: pages beside the app take their stylesheets from it.
///
/// * Errors: an app that `finish` would refuse.
pub fn dressed(app: &Files, theme: &Theme) -> Result<Files, SiteError> {
    let mut site = app.clone();
    theme::dress(&mut site, theme)?;
    Ok(site)
}

/// Prepares a finished app to stand beside an edition: its name, its headlines for whoever cannot run the app, its offline copy.
///
/// * Shape: the app, the edition's files (none when the app carries it inside), and what the page says of it; out come the site's files without the
///   edition's.
/// * Errors: a name that both have; an app that `finish` would refuse.
pub fn compose(app: &Files, edition: &Listing, about: &About) -> Result<Files, SiteError> {
    let mut site = app.clone();
    if let Some(name) = edition.files.keys().find(|name| app.contains_key(*name)) {
        return Err(SiteError::Clash(name.clone()));
    }
    if let Some(boot) =
        edition.files.keys().find(|name| name.rsplit('/').next().is_some_and(|it| it.starts_with("boot")))
    {
        page::name_boot_file(&mut site, boot)?;
    }
    page::introduce(&mut site, about)?;
    theme::dress(&mut site, &about.theme)?;
    if !edition.files.is_empty() {
        hosting::add(&mut site, about.beside.base_url.as_deref());
    }
    policy::check(page::text(&site, page::PAGE)?)?;
    offline::list(&mut site, edition, about.offline)?;
    Ok(site)
}

/// What a published site refers to and does not have, or says that its own policy forbids.
///
/// * Shape: the page and the service worker as they lie there, and whether a path from the site's root is a file.
pub fn verify(page: &str, service_worker: &str, has: &dyn Fn(&str) -> bool) -> Vec<SiteError> {
    let mut faults: Vec<SiteError> = policy::check(page).err().into_iter().collect();
    faults.extend(page::dead_links(page, has));
    match offline::dead_names(service_worker, has) {
        Ok(dead) => faults.extend(dead),
        Err(fault) => faults.push(fault),
    }
    faults
}

/// What a page beside the app refers to and the site does not have, and what its own policy forbids.
///
/// * Shape: the page's path from the site's root, its HTML, and whether a path is a file.
pub fn verify_page(path: &str, html: &str, has: &dyn Fn(&str) -> bool) -> Vec<SiteError> {
    let mut faults: Vec<SiteError> = policy::check_in(path, html).err().into_iter().collect();
    faults.extend(page::dead_links_of(path, html, has));
    faults
}

/// The collection's name as a page says it: its title.
///
/// * Shape: the page's HTML in, plain text out; empty when the page has no title.
pub fn name_of(html: &str) -> String {
    html::title(html)
}

/// The name by which content is known: 16 hexadecimal digits.
///
/// * Source: FNV-1a, 64 bits (Fowler, Noll and Vo). Against accident, not against attack.
pub(crate) fn content_name(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
