//! The day on which a page says its article was published.

use super::gathered::Gathered;
use super::json_ld::Linked;
use crate::dates::written_date;

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

/// The day of publication, as the page writes it: the first that can be read.
pub(super) fn date(gathered: &Gathered<'_>, linked: &Linked, url: Option<&str>) -> Option<String> {
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
fn readable_date(written: &str) -> Option<String> {
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
    let mut parts = written.split_whitespace().find(|word| word.contains('/'))?.split('/');
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
