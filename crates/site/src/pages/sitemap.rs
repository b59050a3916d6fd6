//! The list of all pages for search engines, cut into files that they take.

use std::fmt::Write as _;

use newsprint_model::{DateSpan, Day};

use super::names::{SITEMAP, escaped};
use super::text::xml;
use super::{Frame, MAKER};

/// The most addresses, and the most bytes, that one file may list.
///
/// * Source: sitemaps.org/protocol.html, where both are limits; the bytes leave room for the last line.
pub const MOST_URLS: u32 = 50_000;
const MOST_BYTES: usize = 50_000_000;

/// The lists so far; addresses come one by one, so only one file of them is held.
#[derive(Clone, Debug)]
pub struct Sitemap {
    base_url: String,
    open: String,
    n_open: u32,
    n_files: u32,
    most_urls: u32,
}

/// What every list begins with.
fn begun(root: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- {MAKER} -->\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    )
}

impl Sitemap {
    /// An empty one; `None` where the site's address is not known.
    ///
    /// * Shape: `most_urls` is [`MOST_URLS`], or fewer for a test.
    pub fn new(frame: &Frame, most_urls: u32) -> Option<Sitemap> {
        let base_url = frame.base_url.clone()?;
        Some(Sitemap {
            base_url,
            open: begun("urlset"),
            n_open: 0,
            n_files: 0,
            most_urls: most_urls.clamp(1, MOST_URLS),
        })
    }

    /// Takes a page in; out comes a full file with its name, when one is full.
    ///
    /// * Shape: the page's path from the site's root, and the day of its newest article.
    pub fn add(&mut self, path: &str, date: Option<DateSpan>) -> Option<(String, String)> {
        let full = (self.n_open >= self.most_urls || self.open.len() > MOST_BYTES).then(|| self.closed());
        let path = path.split('/').map(escaped).collect::<Vec<_>>().join("/");
        let _ = write!(self.open, "<url><loc>{}{path}</loc>", xml(&self.base_url));
        // W3C dates have four digits for the year; an open end is no date.
        if let Some(day) = date.map(|span| span.latest).filter(|day: &Day| (1..9999).contains(&day.ymd().0)) {
            let _ = write!(self.open, "<lastmod>{day}</lastmod>");
        }
        self.open.push_str("</url>\n");
        self.n_open += 1;
        full
    }

    fn closed(&mut self) -> (String, String) {
        self.n_files += 1;
        self.n_open = 0;
        let file = std::mem::replace(&mut self.open, begun("urlset")) + "</urlset>\n";
        (format!("sitemaps/{}.xml", self.n_files), file)
    }

    /// The last files: the one list, or its last part and the list of parts.
    pub fn finish(mut self) -> Vec<(String, String)> {
        if self.n_files == 0 {
            return vec![(SITEMAP.to_owned(), self.open + "</urlset>\n")];
        }
        let last = self.closed();
        let mut index = begun("sitemapindex");
        for nth in 1..=self.n_files {
            let _ = writeln!(index, "<sitemap><loc>{}sitemaps/{nth}.xml</loc></sitemap>", xml(&self.base_url));
        }
        vec![last, (SITEMAP.to_owned(), index + "</sitemapindex>\n")]
    }
}
