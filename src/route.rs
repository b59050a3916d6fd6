//! The whole view as an address, and back: pure, in a stable order, so that equal views have equal addresses.
//!
//! What stands in the query string is a public contract; `docs/embedding.md` has it for those who link here.
//!
//! Unknown parameters and values that mean nothing are ignored. Reading never fails.

use newsprint_model::{DateSpan, Day};
use newsprint_search::{Choice, DateFilter, Facet, Sort};

use crate::state::{Height, Panel, Presentation, Theme, View};
use crate::words::Language;

/// Where the reader is, and how the app is dressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// What is asked for.
    pub view: View,
    /// How it is dressed.
    pub presentation: Presentation,
}

/// The parameters kept word for word.
const CARRIED: [&str; 4] = ["accent", "dir", "edition", "id"];

impl Route {
    /// Reads a query string, with or without its `?`.
    pub fn from_query(query: &str) -> Route {
        let mut route = Route::default();
        let Route { view, presentation } = &mut route;
        for pair in query.strip_prefix('?').unwrap_or(query).split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (key, value) = (decode(key), decode(value));
            if let Some(facet) = Facet::ALL.into_iter().find(|facet| facet.name() == key) {
                let (exclude, value) = read_choice(&value);
                if !value.is_empty() && view.chosen(facet, value).is_none() {
                    *view = std::mem::take(view).toggled(facet, value.to_owned(), exclude);
                }
                continue;
            }
            match key.as_str() {
                "q" => view.query = value,
                "exact" => view.exact = read_switch(&value),
                "strict" => view.strict_names = read_switch(&value),
                "date" => view.date = read_date(&value),
                "dates" => view.mentioned = value == "mentioned",
                "sort" => view.sort = read_sort(&value),
                "page" => {
                    view.page = read_ordinal(&value, View::LAST_PAGE);
                    view.leaf = View::LEAVES.into_iter().find(|leaf| *leaf == value);
                }
                "vs" => view.beside = value,
                "doc" => view.doc = (!value.is_empty()).then_some(value),
                "para" => view.paragraph = value.parse().unwrap_or(0).min(View::LAST_PARAGRAPH),
                "hl" => view.hit = read_ordinal(&value, View::LAST_HIT),
                "embed" => presentation.embed = read_switch(&value),
                "hide" => {
                    presentation.hide = Panel::ALL.into_iter().filter(|panel| lists(&value, panel.name())).collect()
                }
                "height" => presentation.height = if value == "auto" { Height::Auto } else { Height::Fixed },
                "theme" => presentation.theme = Theme::named(&value),
                "ui" => presentation.language = Language::tagged(&value),
                _ => {
                    if let Some(name) = CARRIED.into_iter().find(|name| *name == key)
                        && !presentation.carried.iter().any(|(other, _)| *other == name)
                    {
                        let at = presentation.carried.partition_point(|(other, _)| *other < name);
                        presentation.carried.insert(at, (name, value));
                    }
                }
            }
        }
        if view.leaf.is_none() {
            view.beside.clear();
        }
        if view.doc.is_none() {
            (view.hit, view.paragraph) = (0, 0);
        }
        route
    }

    /// The query string, without its `?`; empty for the plain first page.
    pub fn to_query(&self) -> String {
        let Route { view, presentation } = self;
        let mut out = Vec::new();
        let mut put = |key: &str, value: &str| out.push(format!("{key}={}", encode(value)));
        if !view.query.is_empty() {
            put("q", &view.query);
        }
        if view.exact {
            put("exact", "1");
        }
        if view.strict_names {
            put("strict", "1");
        }
        for choice in &view.choices {
            put(choice.facet.name(), &choice_value(choice));
        }
        if let Some(date) = view.date {
            put("date", &date_value(date));
        }
        if view.mentioned {
            put("dates", "mentioned");
        }
        match view.sort {
            Sort::Relevance => {}
            Sort::Newest => put("sort", "newest"),
            Sort::Oldest => put("sort", "oldest"),
        }
        if let Some(leaf) = view.leaf {
            put("page", leaf);
        } else if view.page > 0 {
            put("page", &(view.page + 1).to_string());
        }
        if !view.beside.is_empty() {
            put("vs", &view.beside);
        }
        if let Some(doc) = &view.doc {
            put("doc", doc);
            if view.hit > 0 {
                put("hl", &(view.hit + 1).to_string());
            }
            if view.paragraph > 0 {
                put("para", &view.paragraph.to_string());
            }
        }
        if presentation.embed {
            put("embed", "1");
        }
        if !presentation.hide.is_empty() {
            let names: Vec<&str> = presentation.hide.iter().map(|panel| panel.name()).collect();
            put("hide", &names.join(","));
        }
        if presentation.height == Height::Auto {
            put("height", "auto");
        }
        if let Some(theme) = presentation.theme {
            put("theme", theme.name());
        }
        if let Some(language) = presentation.language {
            put("ui", language.tag());
        }
        for (key, value) in &presentation.carried {
            put(key, value);
        }
        out.join("&")
    }

    /// A link to this route from the page itself: relative, so that the site may lie in any folder.
    pub fn href(&self) -> String {
        match self.to_query() {
            query if query.is_empty() => "./".to_owned(),
            query => format!("?{query}"),
        }
    }
}

/// A choice as written: `-` in front leaves out, `\` in front of a value that begins with either sign.
fn choice_value(choice: &Choice) -> String {
    let minus = if choice.exclude { "-" } else { "" };
    let escape = if choice.value.starts_with(['-', '\\']) { "\\" } else { "" };
    format!("{minus}{escape}{}", choice.value)
}

fn read_choice(text: &str) -> (bool, &str) {
    let (exclude, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    (exclude, rest.strip_prefix('\\').unwrap_or(rest))
}

/// The first day an address can name; a range that starts here is written open.
pub const FIRST_DAY: Day = Day(-719_162);
/// The last day an address can name; a range that ends here is written open.
pub const LAST_DAY: Day = Day(2_932_896);

fn date_value(date: DateFilter) -> String {
    match date {
        DateFilter::Undated => "undated".to_owned(),
        DateFilter::Within(span) => span_value(span),
        DateFilter::Possibly(span) => format!("{}~", span_value(span)),
    }
}

/// `2023-11`, `2023-11-03..2023-12`, `2023-11-03..`.
pub fn span_value(span: DateSpan) -> String {
    match (span.earliest == FIRST_DAY, span.latest == LAST_DAY) {
        (true, true) => "..".to_owned(),
        (true, false) => format!("..{}", span.latest),
        (false, true) => format!("{}..", span.earliest),
        (false, false) => span.to_string().replace('/', ".."),
    }
}

fn read_date(text: &str) -> Option<DateFilter> {
    if text == "undated" {
        return Some(DateFilter::Undated);
    }
    let (text, possibly) = match text.strip_suffix('~') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let span = read_span(text)?;
    Some(if possibly { DateFilter::Possibly(span) } else { DateFilter::Within(span) })
}

/// Undoes [`span_value`].
pub fn read_span(text: &str) -> Option<DateSpan> {
    let one = |text: &str| -> Option<DateSpan> { if text.contains('/') { None } else { text.parse().ok() } };
    match text.split_once('.') {
        None => one(text),
        Some((first, last)) => {
            let last = last.strip_prefix('.')?;
            let earliest = if first.is_empty() { FIRST_DAY } else { one(first)?.earliest };
            let latest = if last.is_empty() { LAST_DAY } else { one(last)?.latest };
            (earliest <= latest).then_some(DateSpan { earliest, latest })
        }
    }
}

fn read_switch(text: &str) -> bool {
    !matches!(text, "" | "0" | "false")
}

fn read_sort(text: &str) -> Sort {
    match text {
        "newest" => Sort::Newest,
        "oldest" => Sort::Oldest,
        _ => Sort::Relevance,
    }
}

/// A number counted from 1 in an address and from 0 here; anything else is the first.
fn read_ordinal(text: &str, last: u32) -> u32 {
    text.parse::<u32>().map_or(0, |n| n.saturating_sub(1).min(last))
}

fn lists(text: &str, name: &str) -> bool {
    text.split(',').any(|item| item.trim() == name)
}

/// Percent-encodes what may not stand in a query string's value; a space becomes `+`, as forms write it.
fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' | b':' => out.push(byte as char),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)] as char);
                out.push(HEX[usize::from(byte & 15)] as char);
            }
        }
    }
    out
}

/// Undoes `encode`, and whatever other writers of query strings do; a broken escape stays as it is written, and bytes
/// that are not UTF-8 become replacement characters.
fn decode(text: &str) -> String {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| (*byte as char).to_digit(16));
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'+' => out.push(b' '),
            b'%' => match (digit(bytes.get(at)), digit(bytes.get(at + 1))) {
                (Some(high), Some(low)) => {
                    out.push((high * 16 + low) as u8);
                    at += 2;
                }
                _ => out.push(b'%'),
            },
            _ => out.push(byte),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
