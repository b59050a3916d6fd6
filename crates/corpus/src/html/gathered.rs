//! What a page's elements say of its article, gathered in one pass: `<meta>`, `<link>`, `<time>`, headings and microdata.

use std::borrow::Cow;

use super::blocks::is_unread;
use super::dom::{Dom, attributes};
use super::entities::decode_entities;
use super::tags::Tag;

/// How many first-rank headings are looked at.
const MAX_HEADINGS: usize = 40;

/// What the page's elements say, gathered in one pass.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    /// Lower-case names and contents of `<meta>`, in order.
    pub meta: Vec<(String, Cow<'a, str>)>,
    pub canonical: Option<String>,
    pub base_lang: Option<String>,
    pub title_element: Option<String>,
    /// `<h1>`s with their nodes.
    pub headings: Vec<(usize, String)>,
    /// Headlines by `itemprop`.
    pub item_headlines: Vec<String>,
    /// Days by `itemprop=datePublished` and by `<time>`, with how sure each is.
    pub times: Vec<(u32, String)>,
    /// Authors by `itemprop`, `rel` and class, with how sure each is.
    pub authors: Vec<(u32, String)>,
}

/// One pass over the page's elements.
pub(super) fn gather<'a>(dom: &Dom<'a>) -> Gathered<'a> {
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
        && (says_published || ["date", "time", "posted", "submitted"].iter().any(|word| class.contains(word)))
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
