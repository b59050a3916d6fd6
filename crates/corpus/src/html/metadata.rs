//! What a page says about its article outside the text: `<meta>`, `<link>`, `<time>`, microdata and JSON-LD.

use super::days::date;
use super::dom::Dom;
use super::gathered::{Gathered, gather};
use super::json_ld::{Linked, linked};

/// What a page says about its article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Texts that are the headline in other words, to be left out of the body.
    pub titles: Vec<String>,
    /// Where the headline stands in the page.
    pub title_node: Option<usize>,
    /// The day of publication, as written.
    pub date: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The site or publisher.
    pub source: Option<String>,
    /// A language tag, as written.
    pub lang: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// The standfirst, which some pages repeat above the text.
    pub description: Option<String>,
    /// The text that JSON-LD gives, as it stands.
    pub body: Option<String>,
}

/// `<meta>` names that give authors, surest first.
const AUTHOR_NAMES: &[&str] = &[
    "author",
    "parsely-author",
    "article:author",
    "article:author_name",
    "og:article:author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
    "article.author",
    "twitter:data1:author",
];

/// Reads what a page says about its article.
///
/// * Shape: `address` is where the page was found, if that is known.
/// * Cost: linear.
pub(crate) fn metadata(dom: &Dom<'_>, address: Option<&str>) -> Metadata {
    let gathered = gather(dom);
    let linked = linked(dom);
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| {
            let found = gathered.meta.iter().find(|(found, content)| found == name && !content.trim().is_empty());
            found.map(|(_, content)| content.split_whitespace().collect::<Vec<_>>().join(" "))
        })
    };
    let source = meta(&["og:site_name"])
        .or_else(|| linked.publisher.clone())
        .or_else(|| meta(&["application-name", "dc.publisher", "citation_journal_title", "al:android:app_name"]));
    let og_title = meta(&["og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"]);
    let (title, titles) = title(&gathered, &linked, og_title, source.as_deref());
    let url = gathered
        .canonical
        .clone()
        .filter(|url| is_article_address(url))
        .or_else(|| meta(&["og:url"]).filter(|url| is_article_address(url)))
        .or_else(|| linked.url.clone().filter(|url| is_article_address(url)))
        .or_else(|| address.map(str::to_owned).filter(|url| is_article_address(url)));
    let source = source.or_else(|| url.as_deref().and_then(host));
    let date = date(&gathered, &linked, url.as_deref());
    let byline = byline(&gathered, &linked, &meta);
    let lang = gathered
        .base_lang
        .clone()
        .or_else(|| linked.language.clone())
        .or_else(|| meta(&["og:locale", "dc.language", "language", "content-language"]));
    let description = meta(&["og:description", "description", "twitter:description"]);
    let at = |(at, text): &(usize, String)| (Some(text) == title.as_ref()).then_some(*at);
    let title_node = gathered.headings.iter().find_map(at);
    Metadata { title, titles, title_node, date, byline, source, lang, url, description, body: linked.body }
}

/// The headline, and all texts that say it.
///
/// The page shows it in its `<h1>`; what is shared (`og:title`, JSON-LD) is at times another wording, and at times has the
/// site's name behind it. So the heading that one of them vouches for wins.
fn title(
    gathered: &Gathered<'_>,
    linked: &Linked,
    og_title: Option<String>,
    source: Option<&str>,
) -> (Option<String>, Vec<String>) {
    let element = gathered.title_element.as_deref().map(|title| without_site(title, source));
    let og_title = og_title.map(|title| without_site(&title, source));
    let vouchers: Vec<&String> = [&linked.headline, &og_title, &element].into_iter().flatten().collect();
    let headings = || gathered.headings.iter().map(|(_, text)| text).chain(&gathered.item_headlines);
    let vouched = headings()
        .filter_map(|text| vouchers.iter().map(|voucher| shared_words(text, voucher)).max().map(|share| (share, text)))
        .filter(|(share, text)| *share >= 50 && text.len() < 300)
        .fold(None, |best: Option<(u32, &String)>, found| match best {
            Some(best) if best.0 >= found.0 => Some(best),
            _ => Some(found),
        })
        .map(|(_, text)| text.clone());
    let only_heading = || {
        let mut headings = headings();
        headings.next().filter(|text| headings.next().is_none() && text.split_whitespace().count() > 3).cloned()
    };
    let title = vouched
        .or_else(|| linked.headline.clone())
        .or(og_title.clone())
        .or_else(only_heading)
        .or(element.clone())
        .or_else(|| headings().next().cloned());
    // Other headings of the first rank part the text.
    let says_title = |text: &&String| title.as_ref().is_some_and(|title| shared_words(text, title) >= 50);
    let mut titles: Vec<String> = headings().filter(says_title).cloned().collect();
    titles.extend(linked.headline.clone());
    titles.extend(og_title);
    titles.extend(element);
    (title, titles)
}

/// A title without the site's name behind or before it.
fn without_site(title: &str, source: Option<&str>) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · "] {
        parts.extend(title.match_indices(mark).map(|(at, mark)| (at, mark.len())));
    }
    parts.sort_unstable();
    let is_site = |part: &str| {
        let part = plain(part);
        source.is_some_and(|source| {
            let source = plain(source);
            !part.is_empty() && !source.is_empty() && (part.contains(&source) || source.contains(&part))
        })
    };
    // A site's name may itself hold such a mark: the longest end of the title that says no more than the name goes.
    for &(at, n_mark) in &parts {
        if at > 0 && is_site(&title[at + n_mark..]) && title[at + n_mark..].len() < 60 {
            return title[..at].trim().to_owned();
        }
    }
    if let Some(&(at, n_mark)) = parts.first()
        && is_site(&title[..at])
    {
        return title[at + n_mark..].trim().to_owned();
    }
    // An upright bar parts nothing else; other marks only cut a short end off a long title.
    if let Some((start, end)) = title.rsplit_once(" | ")
        && end.split_whitespace().count() <= 4
        && start.split_whitespace().count() >= 3
    {
        return start.split(" | ").next().unwrap_or(start).trim().to_owned();
    }
    title
}

/// Letters and digits in small letters.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How much of the shorter of two texts' words stand in the other.
///
/// * Unit: of a hundred.
fn shared_words(a: &str, b: &str) -> u32 {
    let words = |text: &str| {
        let mut words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (a, b) = (words(a), words(b));
    let n_shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    // Both ways, so that a heading of one common word is not vouched for by a long title.
    (100 * 2 * n_shared / (a.len() + b.len()).max(1)) as u32
}

/// Who wrote it.
fn byline(gathered: &Gathered<'_>, linked: &Linked, meta: &dyn Fn(&[&str]) -> Option<String>) -> Option<String> {
    let linked_names: Vec<String> = linked.authors.iter().filter_map(|name| author(name)).collect();
    if !linked_names.is_empty() {
        return Some(linked_names.join(", "));
    }
    for name in AUTHOR_NAMES {
        let mut names: Vec<String> = Vec::new();
        for (_, content) in gathered.meta.iter().filter(|(found, _)| found == name) {
            names.extend(author(content).filter(|name| !names.contains(name)));
        }
        if !names.is_empty() {
            return Some(names.join(", "));
        }
    }
    for sureness in [4, 3, 2, 1] {
        let mut names: Vec<String> = Vec::new();
        for (_, text) in gathered.authors.iter().filter(|(found, _)| *found == sureness) {
            names.extend(author(text).filter(|name| !names.iter().any(|other| other.contains(name.as_str()))));
        }
        if !names.is_empty() {
            names.truncate(6);
            return Some(names.join(", "));
        }
    }
    meta(&["twitter:data1"]).filter(|name| name.split_whitespace().count() <= 4).and_then(|name| author(&name))
}

/// A name without what stands around it in a byline; `None` for an address or a whole sentence.
fn author(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut name = text.as_str();
    for prefix in [
        "written by",
        "posted by",
        "reported by",
        "story by",
        "by:",
        "by",
        "author:",
        "نویسنده:",
        "نویسنده",
        "بقلم",
        "par",
        "von",
        "por",
    ] {
        if name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            && name[prefix.len()..].starts_with([' ', ':', '\u{a0}'])
        {
            name = name[prefix.len()..].trim_start_matches([' ', ':']);
            break;
        }
    }
    let name =
        name.split(" | ").next().unwrap_or(name).trim_matches(|c: char| c.is_whitespace() || ",;|-–—".contains(c));
    let lower = name.to_lowercase();
    let is_address =
        lower.contains("http") || lower.contains("www.") || lower.starts_with(['@', '/']) || lower.contains(".com/");
    let is_nobody =
        matches!(lower.as_str(), "" | "admin" | "author" | "administrator" | "staff" | "null" | "undefined" | "editor");
    (!is_address && !is_nobody && name.split_whitespace().count() <= 16).then(|| name.to_owned())
}

/// Whether an address is a whole one and of a page, not of the site's front.
fn is_article_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        rest.split_once('/').is_some_and(|(host, path)| host.contains('.') && !path.trim_matches('/').is_empty())
    })
}

/// The host of an address, without `www.`.
pub(crate) fn host(url: &str) -> Option<String> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned()).filter(|host| !host.is_empty())
}
