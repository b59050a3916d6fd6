//! What the head of a page tells machines: Dublin Core, citation tags, Open Graph.

use std::fmt::Write as _;

use newsprint_model::DateSpan;

use super::text::{is_web, line};
use super::{ArticlePage, EntityPage, Frame, names};
use crate::html::escape;

/// How many names a page's tags list.
const MOST_TAGS: usize = 12;

/// Tags of a head, one a line.
#[derive(Default)]
struct Tags(String);

impl Tags {
    fn meta(&mut self, attribute: &str, name: &str, content: &str) {
        if !content.is_empty() {
            let _ = writeln!(self.0, "<meta {attribute}=\"{name}\" content=\"{}\">", escape(&line(content)));
        }
    }

    fn named(&mut self, name: &str, content: &str) {
        self.meta("name", name, content);
    }

    fn property(&mut self, name: &str, content: &str) {
        self.meta("property", name, content);
    }

    fn link(&mut self, rel: &str, more: &str, href: &str) {
        let _ = writeln!(self.0, "<link rel=\"{rel}\"{more} href=\"{}\">", escape(href));
    }
}

/// The tags of an article.
///
/// * Source: Dublin Core in HTML (DCMI, 2008); Google Scholar's inclusion guidelines; the Open Graph protocol (ogp.me); RFC 6596 for `canonical`.
pub(super) fn of_article(frame: &Frame, article: &ArticlePage, path: &str) -> String {
    let mut tags = Tags::default();
    let it = &article.line;
    let own = frame.absolute(path);
    let original = it.url.as_deref().filter(|url| is_web(url));
    if let Some(canonical) = original.or(own.as_deref()) {
        tags.link("canonical", "", canonical);
    }
    tags.named("description", &it.lead);
    let byline = it.byline.as_deref().unwrap_or_default();
    let source = it.source.as_deref().unwrap_or_default();
    let lang = if it.lang == "und" { "" } else { &it.lang };
    let date = it.date.map(|span| span.to_string()).unwrap_or_default();
    tags.named("author", byline);

    tags.link("schema.DC", "", "http://purl.org/dc/elements/1.1/");
    for (name, content) in [
        ("DC.title", it.title.as_str()),
        ("DC.creator", byline),
        ("DC.publisher", source),
        ("DC.date", &date),
        ("DC.language", lang),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.identifier", own.as_deref().unwrap_or(&it.id)),
        ("DC.source", original.unwrap_or_default()),
        ("DC.description", &it.lead),
        ("DC.relation", &frame.name),
    ] {
        tags.named(name, content);
    }
    let listed = || article.names.iter().take(MOST_TAGS).map(|(name, _)| name.name.as_str());
    listed().for_each(|name| tags.named("DC.subject", name));

    tags.named("citation_title", &it.title);
    tags.named("citation_author", byline);
    tags.named("citation_publisher", source);
    tags.named("citation_publication_date", &citation_date(it.date));
    tags.named("citation_language", lang);
    tags.named("citation_public_url", original.or(own.as_deref()).unwrap_or_default());
    tags.named("citation_fulltext_html_url", own.as_deref().unwrap_or_default());

    open_graph(&mut tags, frame, "article", &it.title, &it.lead, own.as_deref());
    tags.property(
        "article:published_time",
        &it.date.and_then(DateSpan::as_day).map(|day| day.to_string()).unwrap_or_default(),
    );
    tags.property("article:author", byline);
    listed().for_each(|name| tags.property("article:tag", name));
    tags.0
}

/// The tags of an entity, and the discovery links of its feeds.
pub(super) fn of_entity(frame: &Frame, entity: &EntityPage, path: &str, description: &str) -> String {
    let mut tags = Tags::default();
    tags.named("description", description);
    if frame.base_url.is_some() {
        let [atom, json] = names::entity_feeds(&entity.name.id);
        let title = escape(&line(&format!("{} – {}", entity.name.name, frame.name)));
        for (feed, kind) in [(atom, "atom+xml"), (json, "feed+json")] {
            tags.link("alternate", &format!(" type=\"application/{kind}\" title=\"{title}\""), &format!("../{feed}"));
        }
    }
    tags.link("schema.DC", "", "http://purl.org/dc/elements/1.1/");
    tags.named("DC.title", &entity.name.name);
    tags.named("DC.type", "Collection");
    tags.named("DC.relation", &frame.name);
    entity.related.iter().for_each(|other| tags.named("DC.subject", &other.name));
    open_graph(&mut tags, frame, "profile", &entity.name.name, description, frame.absolute(path).as_deref());
    tags.0
}

/// The tags of a list.
pub(super) fn of_list(frame: &Frame, title: &str, path: &str) -> String {
    let mut tags = Tags::default();
    open_graph(&mut tags, frame, "website", title, "", frame.absolute(path).as_deref());
    tags.0
}

/// What previews of a link show.
fn open_graph(tags: &mut Tags, frame: &Frame, kind: &str, title: &str, description: &str, url: Option<&str>) {
    tags.property("og:type", kind);
    tags.property("og:title", title);
    tags.property("og:description", description);
    tags.property("og:site_name", &frame.name);
    tags.property("og:url", url.unwrap_or_default());
    tags.property("og:image", &frame.absolute("icons/newsprint-512.png").unwrap_or_default());
    tags.named("twitter:card", "summary");
}

/// A date as citation tags want it: `2023/11/19`, or as much of it as is sure.
fn citation_date(span: Option<DateSpan>) -> String {
    let Some(DateSpan { earliest, latest }) = span else { return String::new() };
    let ((y1, m1, d1), (y2, m2, d2)) = (earliest.ymd(), latest.ymd());
    match () {
        () if (y1, m1, d1) == (y2, m2, d2) => format!("{y1:04}/{m1:02}/{d1:02}"),
        () if (y1, m1) == (y2, m2) => format!("{y1:04}/{m1:02}"),
        () if y1 == y2 => format!("{y1:04}"),
        () => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_says_as_much_of_a_date_as_is_sure() {
        for (span, expected) in
            [("2023-11-19", "2023/11/19"), ("2023-11", "2023/11"), ("2023-11-01/2023-12-03", "2023"), ("2022/2023", "")]
        {
            assert_eq!(citation_date(Some(span.parse().expect("a span"))), expected);
        }
        assert_eq!(citation_date(None), "");
    }
}
