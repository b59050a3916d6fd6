//! Copies of one page in a mirrored folder: with tracking parameters in its name, as `index.html` and without, over http and https, for phones, for
//! print. One of them is published, the fullest.
//!
//! Two pages are copies when they stand at one address and say the same: word for word, or, where one is the form for phones or print, nearly so. Other
//! pages at one address are versions, and all stay. So that the fullest of several can be kept, pages wait until `WINDOW` articles behind them have
//! been read, for a mirror keeps copies near each other; of those further apart the first one read stays.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use newsprint_corpus::{Fingerprint, Format};
use newsprint_model::Article;

use crate::provenance::Digest;

/// How many articles wait at most; each has its text and its names, some ten kilobytes.
const WINDOW: usize = 2_000;

/// From which likeness on the forms of a page for phones and for print are the page.
const NEARLY: f32 = 0.85;

/// What of a page tells its copies.
#[derive(Clone, Debug)]
pub struct Page {
    /// A hash of its address, without what does not matter in it.
    address: u64,
    text: Digest,
    print: Fingerprint,
    /// Whether it is a form for phones or for print.
    is_variant: bool,
    n_letters: usize,
    /// How much of it is known: its headline, day, byline, source.
    n_known: u32,
}

impl Page {
    /// What tells the copies of an article; `None` when it is of no page.
    pub fn of(article: &Article, format: Format, text: &Digest, print: &Fingerprint) -> Option<Page> {
        if format != Format::Html {
            return None;
        }
        // Where a page does not say where it stands, its place in the mirror does.
        let address = plain_address(article.url.as_deref().unwrap_or(&article.file));
        let mut hasher = DefaultHasher::new();
        (article.url.is_some(), address).hash(&mut hasher);
        let known =
            [!article.title_derived, article.date.is_some(), article.byline.is_some(), article.source.is_some()];
        Some(Page {
            address: hasher.finish(),
            text: *text,
            print: print.clone(),
            is_variant: is_variant(&article.file) || article.url.as_deref().is_some_and(is_variant),
            n_letters: article.paragraphs.iter().map(|paragraph| paragraph.text.len()).sum(),
            n_known: known.into_iter().map(u32::from).sum(),
        })
    }

    fn is_copy_of(&self, other: &Page) -> bool {
        self.text == other.text || (self.is_variant || other.is_variant) && self.print.likeness(&other.print) >= NEARLY
    }

    /// Whether it is to be kept rather than one that was read before it: there is more of it, or more is known of it, or it is the page itself.
    fn is_fuller_than(&self, other: &Page) -> bool {
        let (n, of_other) = (self.n_letters, other.n_letters);
        if n * 9 > of_other * 10 || of_other * 9 > n * 10 {
            return n > of_other;
        }
        (self.n_known, !self.is_variant) > (other.n_known, !other.is_variant)
    }
}

/// Articles on their way, pages among them that may have copies.
#[derive(Debug)]
pub struct Copies<T> {
    waiting: VecDeque<(T, Option<Page>)>,
    /// How many have left.
    n_left: usize,
    /// By address, the pages that were seen, and where each stands among all.
    seen: HashMap<u64, Vec<(usize, Page)>>,
    /// How many pages were copies of others.
    pub n: usize,
}

impl<T> Default for Copies<T> {
    fn default() -> Copies<T> {
        Copies { waiting: VecDeque::new(), n_left: 0, seen: HashMap::new(), n: 0 }
    }
}

impl<T> Copies<T> {
    /// Takes the next article.
    ///
    /// * Shape: what comes out is the article that has waited longest, where one has waited long enough, and the copy that is not to be published, if
    ///   the article is one or has one.
    pub fn pass(&mut self, article: T, page: Option<Page>) -> (Option<T>, Option<T>) {
        if page.is_none() && self.waiting.is_empty() {
            self.n_left += 1;
            return (Some(article), None);
        }
        if let Some(page) = &page {
            let seen = self.seen.entry(page.address).or_default();
            if let Some((at, held)) = seen.iter_mut().find(|(_, held)| page.is_copy_of(held)) {
                self.n += 1;
                let place = at.checked_sub(self.n_left).filter(|_| page.is_fuller_than(held));
                let Some(waiting) = place.and_then(|nth| self.waiting.get_mut(nth)) else {
                    return (None, Some(article));
                };
                *held = page.clone();
                let (other, _) = std::mem::replace(waiting, (article, Some(page.clone())));
                return (None, Some(other));
            }
            seen.push((self.n_left + self.waiting.len(), page.clone()));
        }
        self.waiting.push_back((article, page));
        let is_long = self.waiting.len() > WINDOW;
        (if is_long { self.leave() } else { None }, None)
    }

    /// The article that has waited longest: to be called until there is none when all have been read.
    pub fn leave(&mut self) -> Option<T> {
        let (article, _) = self.waiting.pop_front()?;
        self.n_left += 1;
        Some(article)
    }
}

/// Parameters of addresses that say where a reader came from and nothing about the page.
const TRACKING: [&str; 21] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "ref",
    "ref_src", "referrer", "cmp", "cmpid", "icid", "ocid", "smid", "ito", "share",
];

/// Beginnings of such parameters.
const TRACKING_BEGINNINGS: [&str; 6] = ["utm_", "at_", "pk_", "mtm_", "hsa_", "ns_"];

/// Names of a folder's own page.
const INDEX_PAGES: [&str; 8] = [
    "index.html",
    "index.htm",
    "index.php",
    "index.shtml",
    "index.xhtml",
    "default.html",
    "default.htm",
    "default.aspx",
];

/// Words in addresses that name a page's form for phones or for print.
const VARIANTS: [&str; 4] = ["amp", "print", "printable", "mobile"];

/// An address without what differs between copies of one page.
fn plain_address(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (scheme, path) = path.split_once("://").map_or(("", path), |(scheme, rest)| (scheme, rest));
    let mut parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    if let Some(host) = parts.first_mut().filter(|_| !scheme.is_empty()) {
        let lower = host.to_ascii_lowercase();
        let bare = lower.strip_suffix(":80").or(lower.strip_suffix(":443")).unwrap_or(&lower);
        let start = ["www.", "m.", "amp.", "mobile."].iter().find_map(|start| bare.strip_prefix(start));
        *host = start.unwrap_or(bare).to_owned();
    }
    let n_before = parts.len();
    let n_fixed = usize::from(!scheme.is_empty());
    let mut nth = 0;
    parts.retain(|part| {
        nth += 1;
        let is_end = nth == n_before;
        nth <= n_fixed || !(is_variant_word(part) || is_end && INDEX_PAGES.contains(&part.as_str()))
    });
    // What stood behind the folder's own page was its form: `story/amp/index.html`.
    if let Some(last) = parts.last_mut().filter(|_| nth > n_fixed) {
        for word in VARIANTS {
            for end in [".html", ".htm", ""] {
                if let Some(stem) = last.strip_suffix(&format!(".{word}{end}")) {
                    *last = format!("{stem}{end}");
                }
            }
        }
    }
    let mut kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_idle(pair)).collect();
    kept.sort_unstable();
    // A mirror ends the names of pages in their kind, behind the parameters too.
    format!("{}?{}", parts.join("/"), kept.join("&").trim_end_matches(".html"))
}

/// Whether a parameter of an address says nothing of what the page holds.
fn is_idle(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let name = name.to_ascii_lowercase();
    TRACKING.contains(&name.as_str())
        || TRACKING_BEGINNINGS.iter().any(|start| name.starts_with(start))
        || is_variant_word(&name)
        || ["outputtype", "output", "view", "format"].contains(&name.as_str()) && is_variant_word(value)
}

fn is_variant_word(word: &str) -> bool {
    VARIANTS.iter().any(|variant| {
        let stem = word.strip_suffix(".html").or(word.strip_suffix(".htm")).unwrap_or(word);
        stem.eq_ignore_ascii_case(variant)
    })
}

/// Whether an address or a file's name is that of a page's form for phones or for print.
fn is_variant(address: &str) -> bool {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut words = path.split(['/', '.']).chain(query.split(['&', '=', '.']));
    words.any(is_variant_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_page_are_one() {
        for same in [
            &[
                "https://www.tarn.example/2021/mill",
                "http://tarn.example/2021/mill/",
                "https://tarn.example:443/2021/mill/index.html",
                "https://m.tarn.example/2021/mill?utm_source=rss&utm_medium=feed",
                "https://tarn.example/2021/mill#comments",
                "https://Tarn.example/2021/mill/amp/",
                "https://amp.tarn.example/2021/mill?amp",
                "https://tarn.example/amp/2021/mill?fbclid=x&outputType=amp",
                "https://tarn.example/2021/mill?print=1",
            ][..],
            &[
                "https://tarn.example/mill.html",
                "https://tarn.example/mill.amp.html",
                "https://tarn.example/mill.html?ref=home",
            ],
            &["https://tarn.example/story?id=7&page=2", "https://tarn.example/story?page=2&id=7&gclid=9"],
            &[
                "in/tarn.example/mill.html",
                "in/tarn.example/mill.html?utm_source=rss.html",
                "in/tarn.example/amp/mill.html",
            ],
            &["in/tarn.example/mill/index.html", "in/tarn.example/mill/amp/index.html"],
        ] {
            for address in same {
                assert_eq!(plain_address(address), plain_address(same[0]), "{address}");
            }
        }
        for (one, other) in [
            ("https://tarn.example/story?id=7", "https://tarn.example/story?id=8"),
            ("https://tarn.example/mill", "https://tarn.example/Mill"),
            ("https://tarn.example/mill", "https://sarn.example/mill"),
            ("https://amp.example/", "https://print.example/"),
            ("https://tarn.example/amplifier", "https://tarn.example/"),
        ] {
            assert_ne!(plain_address(one), plain_address(other), "{one} {other}");
        }
    }

    fn page(address: u64, text: u8, n_letters: usize, n_known: u32) -> Page {
        let print = Fingerprint::of(&Article::of_paragraphs("en", [format!("text {text}")]));
        Page { address, text: [text; 32], print, is_variant: false, n_letters, n_known }
    }

    /// What comes out, in order, and what was left out.
    fn passed(articles: Vec<(usize, Option<Page>)>) -> (Vec<usize>, Vec<usize>) {
        let mut copies = Copies::default();
        let (mut kept, mut left_out) = (Vec::new(), Vec::new());
        for (article, page) in articles {
            let (out, copy) = copies.pass(article, page);
            kept.extend(out);
            left_out.extend(copy);
        }
        kept.extend(std::iter::from_fn(|| copies.leave()));
        assert_eq!(copies.n, left_out.len());
        (kept, left_out)
    }

    #[test]
    fn the_fullest_copy_takes_the_place_of_the_first() {
        let articles = vec![
            (0, None),
            (1, Some(page(1, 1, 900, 2))),
            (2, None),
            (3, Some(page(1, 1, 900, 3))),
            (4, Some(page(1, 1, 900, 1))),
            // Another text at that address is another version, and the same text elsewhere another page.
            (5, Some(page(1, 2, 900, 4))),
            (6, Some(page(2, 1, 900, 4))),
        ];
        assert_eq!(passed(articles), (vec![0, 3, 2, 5, 6], vec![1, 4]));
    }

    #[test]
    fn copies_far_from_each_other_are_told_too_and_the_first_stays() {
        let mut articles = vec![(0, Some(page(1, 1, 10, 0)))];
        articles.extend((1..=WINDOW).map(|nth| (nth, None)));
        articles.push((WINDOW + 1, Some(page(1, 1, 10, 4))));
        let (kept, left_out) = passed(articles);
        assert_eq!((kept, left_out), ((0..=WINDOW).collect(), vec![WINDOW + 1]));
    }
}
