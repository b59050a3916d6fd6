//! Feeds: RSS 0.9x, 1.0, 1.1 and 2.0, Atom 0.3 and 1.0, CDF.
//!
//! One mapping for all of them, since what they share they name alike, and what they do not share stands in no other's way. Dates stay the days
//! that the source wrote, whatever its zone.

use newsprint_model::Problem;

use crate::draft::{Draft, Place, one_line};
use crate::fields::{self, DRAFT, is_yes};
use crate::xml::{self, Element};
use crate::{Imported, ReadOptions, error, fragment};

/// Names of the first elements of feeds, without their prefixes.
pub(crate) const ROOTS: [&str; 5] = ["rss", "rdf", "feed", "entry", "channel"];

/// Where an entry may hold its text, the fullest first.
const BODIES: [&str; 8] =
    ["content:encoded", "content", "body", "description", "summary", "media:description", "itunes:summary", "abstract"];

/// Where an entry may hold its day, the first publication first.
const DATES: [&str; 9] =
    ["published", "pubdate", "dc:issued", "dc:date", "issued", "dc:created", "created", "updated", "modified"];

/// Reads a feed.
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    let mut problems = Vec::new();
    let mut found: Vec<(Draft, Element)> = Vec::new();
    let mut note = |entry: Element, around: &[Element], _: &mut Vec<Problem>| {
        let draft = draft(&entry, around);
        // Its place is all that is still needed of it.
        let place = Element { line: entry.line, span: entry.span, ..Element::default() };
        found.push((draft, place));
    };
    let is_entry = |name: &str| matches!(name, "item" | "entry");
    let root = xml::read(file, bytes, &is_entry, &mut note, &mut problems);
    // What a feed says of itself may stand behind its entries.
    let channel = root.child("channel").unwrap_or(&root);
    let source = title(channel);
    let lang = language_of(channel).or_else(|| root.attribute("xml:lang").map(str::to_owned));
    let authors = authors(channel);
    let mut imported = Imported { problems, ..Imported::default() };
    let n_found = found.len();
    for (mut draft, place) in found {
        draft.source = draft.source.or_else(|| source.clone());
        draft.lang = draft.lang.or_else(|| lang.clone());
        draft.byline = draft.byline.or_else(|| authors.clone().filter(|_| root.name == "feed"));
        let place =
            Place { file, line: place.line, span: place.span.unwrap_or(newsprint_model::Span { start: 0, end: 0 }) };
        imported.articles.extend(draft.finish(&place, options, &mut imported.problems));
    }
    if n_found == 0 {
        imported.problems.push(error(file, None, nothing(&root)));
    }
    imported
}

/// What to say of a document without entries.
fn nothing(root: &Element) -> String {
    match root.name.as_str() {
        "" => "is no XML: nothing in it is an element.".to_owned(),
        "rss" | "rdf:rdf" | "feed" | "channel" => {
            "is a feed without any entry: there is nothing to read in it.".to_owned()
        }
        other => {
            format!("is no feed that Newsprint knows: its first element is <{}>.", crate::stories::shortened(other))
        }
    }
}

/// What an entry says.
fn draft(entry: &Element, around: &[Element]) -> Draft {
    let base = base(entry, around);
    let inherited = around.iter().rev().find_map(|element| element.attribute("xml:lang"));
    Draft {
        id: ["guid", "id"]
            .iter()
            .find_map(|name| entry.text_of(name))
            .or_else(|| entry.attribute("rdf:about").map(str::to_owned)),
        title: title(entry),
        date: DATES
            .iter()
            .find_map(|name| entry.text_of(name))
            .or_else(|| entry.attribute("lastmod").map(str::to_owned)),
        byline: authors(entry).or_else(|| authors(entry.child("source")?)),
        source: entry
            .child("source")
            .and_then(|source| title(source).or_else(|| source.text().filter(|_| !source.has_elements()))),
        lang: language_of(entry).or_else(|| inherited.map(str::to_owned)),
        url: link(entry).map(|link| joined(&base, &link)),
        bodies: body(entry),
        withheld: withheld(entry),
        is_text: true,
        ..Draft::default()
    }
}

/// Why an entry may not be shown: Atom's publishing protocol marks drafts, and some feeds of agencies give a status.
fn withheld(entry: &Element) -> Option<String> {
    let draft = entry.child("app:control").and_then(|control| control.text_of("app:draft"));
    if draft.is_some_and(|draft| is_yes(&draft)) {
        return Some(DRAFT.to_owned());
    }
    ["status", "pubstatus"].iter().find_map(|name| fields::withheld(&entry.text_of(name)?))
}

/// The text of an entry, from the fullest element that holds any.
pub(crate) fn body(entry: &Element) -> Vec<String> {
    let texts = BODIES.iter().flat_map(|name| entry.all(name));
    let mut texts =
        texts.chain(entry.child("media:group").into_iter().flat_map(|group| group.all("media:description")));
    texts.find_map(paragraphs_of).unwrap_or_default()
}

/// The paragraphs of an element whose text may be HTML: escaped, in CDATA, or as elements; `None` when it holds none.
pub(crate) fn paragraphs_of(element: &Element) -> Option<Vec<String>> {
    if element.attribute("mode") == Some("base64") {
        return None;
    }
    let paragraphs = if element.has_elements() {
        fragment::paragraphs(&element.inner_html())
    } else {
        let text = element.text()?;
        let plain = matches!(element.attribute("type"), Some("text" | "text/plain"));
        if !plain && fragment::has_markup(&text) { fragment::paragraphs(&text) } else { vec![text] }
    };
    (!paragraphs.is_empty()).then_some(paragraphs)
}

/// The title of a feed or an entry, on one line and without markup.
fn title(of: &Element) -> Option<String> {
    ["title", "dc:title", "media:title"]
        .iter()
        .flat_map(|name| of.all(name))
        .find_map(|title| one_line(Some(paragraphs_of(title)?.join(" "))))
}

/// Who wrote an entry, or all of a feed.
fn authors(of: &Element) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for element in ["author", "dc:creator"].iter().flat_map(|name| of.all(name)) {
        let name = element.text_of("name").or_else(|| element.text().filter(|_| !element.has_elements()));
        names.extend(name.map(|name| person(&name)).filter(|name| !name.is_empty() && !names.contains(name)));
    }
    if names.is_empty() {
        names.extend(of.text_of("itunes:author"));
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// A name without the address that RSS asks for: `quill@example.org (Ada Quill)`, `Ada Quill <quill@example.org>`.
fn person(text: &str) -> String {
    let text = fragment::line(text);
    if !text.contains('@') {
        return text;
    }
    if let Some((_, rest)) = text.split_once('(')
        && let Some((name, _)) = rest.split_once(')')
        && !name.contains('@')
    {
        return name.trim().to_owned();
    }
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.contains('@')).collect();
    words.join(" ").trim_matches(['<', '>', '"', ',', ' ']).to_owned()
}

/// The language that an element names itself.
fn language_of(element: &Element) -> Option<String> {
    let named = element.text_of("language").or_else(|| element.text_of("dc:language"));
    named.or_else(|| element.attribute("xml:lang").map(str::to_owned))
}

/// The address of an entry's page.
fn link(entry: &Element) -> Option<String> {
    let alternate = entry.all("link").filter(|link| matches!(link.attribute("rel"), None | Some("alternate")));
    let href = alternate.filter_map(|link| link.attribute("href").map(str::to_owned)).next();
    let text = entry.all("link").find_map(|link| link.text().filter(|_| link.attribute("href").is_none()));
    let guid =
        entry.child("guid").filter(|guid| guid.attribute("ispermalink") != Some("false")).and_then(Element::text);
    let is_address = |text: &String| text.starts_with("http://") || text.starts_with("https://");
    let found = href.or(text).or_else(|| guid.filter(is_address));
    found
        .or_else(|| entry.attribute("href").map(str::to_owned))
        .or_else(|| entry.attribute("rdf:about").map(str::to_owned).filter(is_address))
}

/// What relative addresses in an entry are relative to; empty when nothing says so.
fn base(entry: &Element, around: &[Element]) -> String {
    let mut base = String::new();
    for element in around.iter().chain([entry]) {
        if base.is_empty()
            && let Some(link) = element.text_of("link")
        {
            base = link;
        }
        if let Some(given) = element.attribute("xml:base") {
            base = joined(&base, given);
        }
    }
    base
}

/// An address, made whole where it is relative.
///
/// * Source: RFC 3986, section 5.2, without the removal of dots.
pub(crate) fn joined(base: &str, address: &str) -> String {
    let address = address.trim();
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    let Some((base_scheme, rest)) = base.split_once("://").filter(|_| !scheme && !address.is_empty()) else {
        return address.to_owned();
    };
    if let Some(rest) = address.strip_prefix("//") {
        return format!("{base_scheme}://{rest}");
    }
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(host_end);
    if address.starts_with('/') {
        return format!("{base_scheme}://{host}{address}");
    }
    let path = &path[..path.find(['?', '#']).unwrap_or(path.len())];
    let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
    let folder = if folder.is_empty() { "/" } else { folder };
    format!("{base_scheme}://{host}{folder}{address}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles(feed: &str) -> Vec<newsprint_model::Article> {
        let imported = crate::read("f.xml", feed.as_bytes(), &ReadOptions::default());
        assert_eq!(imported.problems, [], "{feed}");
        imported.articles
    }

    #[test]
    fn each_kind_of_feed_gives_the_same_article() {
        for feed in [
            "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
             <channel><title>The Courier</title><link>https://courier.example/</link><language>en-GB</language>\
             <item><title>Harbour &amp;amp; Pier Reopen</title><link>/2021/harbour</link><guid isPermaLink='false'>c-17</guid>\
             <description>Short.</description><content:encoded><![CDATA[<p>The harbour <b>reopened</b>.</p><p>So did the pier.</p>]]></content:encoded>\
             <dc:creator>Ada Quill</dc:creator><pubDate>Tue, 04 May 2021 23:30:00 -0800</pubDate></item></channel></rss>",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:d='http://purl.org/dc/elements/1.1/'>\
             <channel><title>The Courier</title><link>https://courier.example</link><d:language>en-GB</d:language></channel>\
             <item><title>Harbour &amp; Pier Reopen</title><link>https://courier.example/2021/harbour</link><guid>c-17</guid>\
             <description>&lt;p&gt;The harbour reopened.&lt;/p&gt;&lt;p&gt;So did the pier.&lt;/p&gt;</description>\
             <d:creator>Ada Quill</d:creator><d:date>2021-05-04T23:30:00-08:00</d:date></item></rdf:RDF>",
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en-GB' xml:base='https://courier.example/2021/'><title>The Courier</title>\
             <author><name>Ada Quill</name></author>\
             <entry><title type='html'>Harbour &amp;amp; Pier Reopen</title><id>c-17</id><link rel='self' href='x'/><link href='harbour'/>\
             <updated>2021-05-06T00:00:00Z</updated><published>2021-05-04T23:30:00-08:00</published><summary>Short.</summary>\
             <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>The harbour <b>reopened</b>.</p><p>So did the pier.</p></div></content>\
             </entry></feed>",
            "<a:feed version='0.3' xmlns:a='http://purl.org/atom/ns#' xml:lang='en-GB'><a:title>The Courier</a:title>\
             <a:entry><a:title mode='escaped'>Harbour &amp;amp; Pier Reopen</a:title><a:id>c-17</a:id><a:link rel='alternate' href='https://courier.example/2021/harbour'/>\
             <a:issued>2021-05-04</a:issued><a:author><a:name>Ada Quill</a:name></a:author>\
             <a:content mode='escaped' type='text/html'>&lt;p>The harbour reopened.&lt;/p>&lt;p>So did the pier.&lt;/p></a:content></a:entry></a:feed>",
        ] {
            let found = articles(feed);
            assert_eq!(found.len(), 1, "{feed}");
            let article = &found[0];
            assert_eq!((article.id.as_str(), article.title.as_str()), ("c-17", "Harbour & Pier Reopen"), "{feed}");
            assert_eq!((article.source.as_deref(), article.lang.as_str()), (Some("The Courier"), "en-GB"), "{feed}");
            assert_eq!(article.byline.as_deref(), Some("Ada Quill"), "{feed}");
            assert_eq!(article.url.as_deref(), Some("https://courier.example/2021/harbour"), "{feed}");
            assert_eq!(
                article.date.as_ref().map(|date| date.span.to_string()).as_deref(),
                Some("2021-05-04"),
                "{feed}"
            );
            let texts: Vec<&str> = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
            assert_eq!(texts, ["The harbour reopened.", "So did the pier."], "{feed}");
        }
    }

    #[test]
    fn markup_that_is_told_of_is_no_markup() {
        let feed = "<rss><channel><item><title>T</title><description><![CDATA[<p>Write &lt;br /> at the end.</p>]]></description></item></channel></rss>";
        assert_eq!(articles(feed)[0].paragraphs[0].text, "Write <br /> at the end.");
    }

    #[test]
    fn people_are_named_without_their_addresses() {
        for (text, name) in [
            ("Ada Quill", "Ada Quill"),
            ("quill@example.org (Ada Quill)", "Ada Quill"),
            ("Ada Quill <quill@example.org>", "Ada Quill"),
            ("quill@example.org", ""),
        ] {
            assert_eq!(person(text), name);
        }
    }

    #[test]
    fn addresses_are_made_whole() {
        for (base, address, whole) in [
            ("https://a.example/b/c?d", "e", "https://a.example/b/e"),
            ("https://a.example", "e", "https://a.example/e"),
            ("https://a.example/b/c", "/e", "https://a.example/e"),
            ("https://a.example/b", "//f.example/g", "https://f.example/g"),
            ("https://a.example/b", "http://f.example/g", "http://f.example/g"),
            ("", "e", "e"),
            ("https://a.example/b", "", ""),
        ] {
            assert_eq!(joined(base, address), whole);
        }
    }

    #[test]
    fn a_day_that_the_calendar_lacks_is_a_problem_with_its_line_and_the_article_stays() {
        let feed = "<rss><channel>\n<item><title>Leap</title>\n<pubDate>Wed, 29 Feb 2023 10:00:00 GMT</pubDate></item></channel></rss>";
        let imported = crate::read("f.rss", feed.as_bytes(), &ReadOptions::default());
        assert_eq!((imported.articles.len(), imported.articles[0].date.is_none()), (1, true));
        assert!(
            imported.problems[0].to_string().starts_with("f.rss:2: warning: `Wed, 29 Feb 2023"),
            "{:?}",
            imported.problems
        );
    }

    #[test]
    fn what_holds_no_entry_says_what_it_is() {
        for (text, said) in [
            ("<rss><channel><title>Empty</title></channel></rss>", "a feed without any entry"),
            ("<feed/>", "a feed without any entry"),
            ("<rss", "nothing in it is an element"),
        ] {
            let imported = crate::read("f.rss", text.as_bytes(), &ReadOptions::default());
            assert!(imported.articles.is_empty());
            assert!(
                imported.problems.iter().any(|problem| problem.message.contains(said)),
                "{text}: {:?}",
                imported.problems
            );
        }
    }
}
