//! What a page says about its article outside the text: `<meta>`, `<link>`, `<time>`, microdata and JSON-LD.

use std::borrow::Cow;

use super::blocks::is_unread;
use super::dom::{Dom, attributes};
use super::entities::decode_entities;
use super::json_ld::{Linked, linked};
use super::tags::Tag;
use crate::dates::written_date;

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

/// `<meta>` names that give the day of publication, surest first.
const DATE_NAMES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "datepublished",
    "date.published",
    "published_time",
    "publish_date",
    "publish-date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dcterms.date",
    "dc.date",
    "citation_publication_date",
    "citation_date",
    "bt:pubdate",
    "rnews:datepublished",
    "originalpublicationdate",
    "article_date_original",
    "displaydate",
    "date",
    "og:published_time",
    "created",
];

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

/// How many first-rank headings are looked at.
const MAX_HEADINGS: usize = 40;

/// What the page's elements say, gathered in one pass.
#[derive(Default)]
struct Gathered<'a> {
    /// Lower-case names and contents of `<meta>`, in order.
    meta: Vec<(String, Cow<'a, str>)>,
    canonical: Option<String>,
    base_lang: Option<String>,
    title_element: Option<String>,
    /// `<h1>`s with their nodes.
    headings: Vec<(usize, String)>,
    /// Headlines by `itemprop`.
    item_headlines: Vec<String>,
    /// Days by `itemprop=datePublished` and by `<time>`, with how sure each is.
    times: Vec<(u32, String)>,
    /// Authors by `itemprop`, `rel` and class, with how sure each is.
    authors: Vec<(u32, String)>,
}

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

/// One pass over the page's elements.
fn gather<'a>(dom: &Dom<'a>) -> Gathered<'a> {
    let mut gathered = Gathered::default();
    let mut after_heading = u32::MAX;
    for at in 1..dom.nodes.len() {
        let node = &dom.nodes[at];
        match node.tag {
            Tag::Text => continue,
            Tag::Meta => {
                let (mut name, mut content) = (None, None);
                for (found, value) in attributes(node.raw) {
                    match found.to_ascii_lowercase().as_str() {
                        "name" | "property" | "itemprop" | "http-equiv" if name.is_none() => {
                            name = Some(value.trim().to_ascii_lowercase());
                        }
                        "content" => content = Some(value),
                        _ => {}
                    }
                }
                if let (Some(name), Some(content)) = (name, content) {
                    gathered.meta.push((name, decode_entities(content)));
                }
                continue;
            }
            Tag::Link => {
                let is_canonical = dom.attribute(at, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical"));
                if is_canonical && gathered.canonical.is_none() {
                    gathered.canonical = dom.attribute(at, "href").map(|href| href.trim().to_owned());
                }
                continue;
            }
            Tag::Html => {
                let lang = dom.attribute(at, "lang").or_else(|| dom.attribute(at, "xml:lang"));
                gathered.base_lang =
                    gathered.base_lang.or(lang.map(|lang| lang.trim().to_owned()).filter(|l| !l.is_empty()));
                continue;
            }
            Tag::Title => {
                if gathered.title_element.is_none() {
                    gathered.title_element = Some(dom.text(at)).filter(|text| !text.is_empty());
                }
                continue;
            }
            tag if is_unread(tag) => continue,
            Tag::H1 => {
                let text = dom.text(at);
                if !text.is_empty() && text.len() < 500 && gathered.headings.len() < MAX_HEADINGS {
                    gathered.headings.push((at, text));
                    after_heading = after_heading.min(at as u32);
                }
            }
            _ => {}
        }
        gather_marked(dom, at, after_heading, &mut gathered);
    }
    gathered
}

/// What microdata, `rel`, classes and `<time>` say of one element.
fn gather_marked(dom: &Dom<'_>, at: usize, after_heading: u32, gathered: &mut Gathered<'_>) {
    let node = &dom.nodes[at];
    let (mut class, mut item, mut rel, mut datetime) = ("", "", "", "");
    for (name, value) in attributes(node.raw) {
        match name {
            "class" | "id" if class.is_empty() => class = value,
            "itemprop" => item = value,
            "rel" => rel = value,
            "datetime" | "data-datetime" | "content" if datetime.is_empty() => datetime = value,
            _ => {}
        }
    }
    if node.tag != Tag::Time && class.is_empty() && item.is_empty() && rel.is_empty() {
        return;
    }
    let short_text = || Some(dom.text(at)).filter(|text| !text.is_empty() && text.len() <= 120);
    let class = class.to_ascii_lowercase();
    if node.end as usize - at > 60 {
        // A byline or a date is small; reading large elements again and again would not be linear.
        return;
    }
    if item.contains("headline") && node.tag != Tag::H1 {
        gathered.item_headlines.extend(Some(dom.text(at)).filter(|text| !text.is_empty() && text.len() < 500));
    }
    let near = (at as u32) > after_heading && (at as u32) < after_heading.saturating_add(400);
    let says_published = item.contains("datePublished") || class.contains("publish") || class.contains("pubdate");
    let says_updated = item.contains("dateModified") || class.contains("updated") || class.contains("modified");
    if node.tag == Tag::Time || item.contains("datePublished") {
        let sureness = if says_published {
            3
        } else if says_updated {
            0
        } else if near {
            2
        } else {
            1
        };
        let written = if datetime.is_empty() { short_text() } else { Some(decode_entities(datetime).into_owned()) };
        gathered.times.extend(written.map(|written| (sureness, written)));
    } else if near
        && (says_published || ["date", "time", "posted"].iter().any(|word| class.contains(word)))
        && !says_updated
    {
        gathered.times.extend(short_text().map(|written| (if says_published { 2 } else { 1 }, written)));
    }
    let by_class =
        ["byline", "author-name", "author__name", "article-author", "post-author", "entry-author", "authorname"];
    let sureness = if item.contains("author") {
        4
    } else if rel.split_whitespace().any(|rel| rel == "author") {
        3
    } else if class.split_whitespace().any(|class| class == "fn" || class == "author") && near {
        2
    } else if by_class.iter().any(|word| class.contains(word)) {
        1
    } else {
        return;
    };
    gathered.authors.extend(short_text().map(|text| (sureness, text)));
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
    let mut titles: Vec<String> = headings().cloned().collect();
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

/// The day of publication, as the page writes it: the first that can be read.
fn date(gathered: &Gathered<'_>, linked: &Linked, url: Option<&str>) -> Option<String> {
    let mut candidates: Vec<&str> = Vec::new();
    candidates.extend(linked.published.as_deref());
    for name in DATE_NAMES {
        candidates.extend(gathered.meta.iter().filter(|(found, _)| found == name).map(|(_, content)| content.as_ref()));
    }
    for sureness in [3, 2] {
        candidates
            .extend(gathered.times.iter().filter(|(found, _)| *found == sureness).map(|(_, written)| written.as_str()));
    }
    let in_address = url.and_then(date_in_address);
    let late = gathered.times.iter().filter(|(found, _)| *found == 1).map(|(_, written)| written.as_str());
    let read = |written: &str| readable_date(written);
    let found =
        candidates.iter().find_map(|written| read(written)).or(in_address).or_else(|| late.into_iter().find_map(read));
    // What cannot be read is handed on, so that its publisher hears of it.
    found.or_else(|| candidates.first().map(|written| (*written).to_owned()))
}

/// A date in a form that the rest of the crate reads; `None` when it is none.
pub(super) fn readable_date(written: &str) -> Option<String> {
    let written = written.trim();
    if written.is_empty() || written.len() > 120 {
        return None;
    }
    // Seconds or milliseconds since 1970.
    if (10..=13).contains(&written.len()) && written.bytes().all(|b| b.is_ascii_digit()) {
        let number: i64 = written.parse().ok()?;
        let seconds = if written.len() > 10 { number / 1000 } else { number };
        return civil(seconds.div_euclid(86_400));
    }
    if written_date(written).is_some_and(|span| span.as_day().is_some()) {
        return Some(written.to_owned());
    }
    // `Thu, Dec 21, 2023 3:04 PM ET`, `Published: 2023-12-21 (updated …)`: the day is in front, the rest is no matter.
    let iso = written.get(..10).filter(|day| written_date(day).is_some_and(|span| span.as_day().is_some()));
    if let Some(iso) = iso {
        return Some(iso.to_owned());
    }
    let words: Vec<&str> =
        written.split(|c: char| c.is_whitespace() || c == '|' || c == '•').filter(|w| !w.is_empty()).collect();
    for start in 0..words.len().min(8) {
        for n in [4, 3] {
            let Some(some) = words.get(start..start + n) else { continue };
            let some = some.join(" ");
            let some = some.trim_end_matches(|c: char| !c.is_alphanumeric());
            if some.len() >= 10 && written_date(some).is_some_and(|span| span.as_day().is_some()) {
                return Some(some.to_owned());
            }
        }
    }
    american(written)
}

/// `12/21/2023`: months first, as American pages write, and only where the day cannot be the month.
fn american(written: &str) -> Option<String> {
    let mut parts = written.split_whitespace().next()?.split('/');
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    let (a, b): (u32, u32) = (a.parse().ok()?, b.parse().ok()?);
    let year: i32 = year.parse().ok().filter(|_| year.len() == 4 && parts.next().is_none())?;
    let day = if b > 12 { newsprint_model::Day::from_ymd(year, a, b) } else { None };
    let day = day.or_else(|| if a > 12 { newsprint_model::Day::from_ymd(year, b, a) } else { None })?;
    Some(newsprint_model::DateSpan::day(day).to_string())
}

/// A day by its number since 1970, as `2023-12-21`; numbers of the years 1970 to 2200 or so.
fn civil(days: i64) -> Option<String> {
    let n_days = i32::try_from(days).ok().filter(|days| (0..90_000).contains(days))?;
    let day = newsprint_model::Day::from_ymd(1970, 1, 1)?.plus(n_days);
    Some(newsprint_model::DateSpan::day(day).to_string())
}

/// `/2023/12/21/` or `/2023-12-21/` in an address.
fn date_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '?', '#']).collect();
    let from_parts = parts.windows(3).find_map(|three| {
        let shaped = three[0].len() == 4 && three[1].len() <= 2 && three[2].len() <= 2;
        let numbers = three.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        (shaped && numbers).then(|| format!("{}-{:0>2}-{:0>2}", three[0], three[1], three[2]))
    });
    let from_part =
        || parts.iter().find_map(|part| part.get(..10).filter(|day| day.as_bytes()[4] == b'-').map(str::to_owned));
    from_parts.or_else(from_part).filter(|day| written_date(day).is_some_and(|span| span.as_day().is_some()))
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
