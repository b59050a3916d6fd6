//! Feeds of the newest articles, of the whole corpus or of those that name one entity: Atom and JSON Feed.
//!
//! Undated articles are in no feed: Atom asks for the time of each entry, and a made-up one would put them at the wrong end.

use std::fmt::Write as _;

use newsprint_model::{DateSpan, Day};
use serde_json::{Value, json};

use super::text::{is_web, line, xml};
use super::{Frame, Line, MAKER, names};

/// What a feed is of.
#[derive(Clone, Copy, Debug)]
pub struct FeedOf<'f> {
    /// The entity whose articles it has; `None` for the corpus.
    pub entity: Option<&'f super::Name>,
    /// Where the feed lies, from the site's root.
    pub path: &'f str,
    /// What the publisher says of the collection.
    pub description: Option<&'f str>,
}

impl FeedOf<'_> {
    fn title(&self, frame: &Frame) -> String {
        match self.entity {
            Some(entity) => line(&format!("{} – {}", entity.name, frame.name)),
            None => line(&frame.name),
        }
    }

    /// The page that the feed is of.
    fn home(&self, frame: &Frame) -> Option<String> {
        frame.absolute(&self.entity.map_or_else(String::new, |entity| names::entity(&entity.id)))
    }
}

/// When an entry counts as new: the last day it can be of.
fn moment(span: DateSpan) -> String {
    instant(span.latest)
}

fn instant(day: Day) -> String {
    format!("{day}T00:00:00Z")
}

/// The whole address of an article: its page, else the app's view of it.
fn address(frame: &Frame, article: &Line) -> Option<String> {
    if frame.has_pages {
        frame.absolute(&names::article(&article.id))
    } else {
        frame.absolute(&format!("?doc={}", names::escaped(&article.id)))
    }
}

/// The dated ones with their addresses.
fn entries<'a>(frame: &'a Frame, articles: &'a [Line]) -> impl Iterator<Item = (&'a Line, DateSpan, String)> {
    articles.iter().filter_map(|article| Some((article, article.date?, address(frame, article)?)))
}

/// An Atom feed; `None` where the site's address is not known, for a feed is read elsewhere.
///
/// * Shape: articles newest first.
/// * Source: RFC 4287.
pub fn atom(frame: &Frame, of: &FeedOf<'_>, articles: &[Line]) -> Option<String> {
    let (own, home) = (frame.absolute(of.path)?, of.home(frame)?);
    let newest = entries(frame, articles).map(|(_, span, _)| span.latest).max().unwrap_or(Day(0));
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<title>{}</title>\n<id>{}</id>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
         <updated>{}</updated>\n<generator>{MAKER}</generator>\n<author><name>{}</name></author>\n",
        xml(&of.title(frame)),
        xml(&own),
        xml(&own),
        xml(&home),
        instant(newest),
        xml(&line(&frame.name))
    );
    if let Some(description) = of.description {
        let _ = writeln!(out, "<subtitle>{}</subtitle>", xml(&line(description)));
    }
    for (article, span, url) in entries(frame, articles) {
        let lang = if article.lang == "und" { String::new() } else { format!(" xml:lang=\"{}\"", xml(&article.lang)) };
        let _ = write!(
            out,
            "<entry{lang}>\n<title>{}</title>\n<id>{}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<updated>{}</updated>\n",
            xml(&line(&article.title)),
            xml(&url),
            xml(&url),
            moment(span)
        );
        if span.as_day().is_some() {
            let _ = writeln!(out, "<published>{}</published>", moment(span));
        }
        if let Some(original) = article.url.as_deref().filter(|url| is_web(url)) {
            let _ = writeln!(out, "<link rel=\"via\" href=\"{}\"/>", xml(original));
        }
        if let Some(byline) = article.byline.as_ref().or(article.source.as_ref()) {
            let _ = writeln!(out, "<author><name>{}</name></author>", xml(&line(byline)));
        }
        for tag in &article.tags {
            let _ = writeln!(out, "<category term=\"{}\"/>", xml(&line(tag)));
        }
        let _ = writeln!(out, "<summary>{}</summary>\n</entry>", xml(&line(&article.lead)));
    }
    Some(out + "</feed>\n")
}

/// A JSON Feed; `None` where the site's address is not known.
///
/// * Source: JSON Feed, version 1.1 (jsonfeed.org).
pub fn json_feed(frame: &Frame, of: &FeedOf<'_>, articles: &[Line]) -> Option<String> {
    let (own, home) = (frame.absolute(of.path)?, of.home(frame)?);
    let items: Vec<Value> = entries(frame, articles)
        .map(|(article, span, url)| {
            let mut item = json!({
                "id": url,
                "url": url,
                "title": line(&article.title),
                "content_text": line(&article.lead),
                "date_modified": moment(span),
                "tags": article.tags.iter().map(|tag| line(tag)).collect::<Vec<_>>(),
            });
            if span.as_day().is_some() {
                item["date_published"] = moment(span).into();
            }
            if let Some(original) = article.url.as_deref().filter(|url| is_web(url)) {
                item["external_url"] = original.into();
            }
            if let Some(byline) = article.byline.as_ref().or(article.source.as_ref()) {
                item["authors"] = json!([{ "name": line(byline) }]);
            }
            if article.lang != "und" {
                item["language"] = article.lang.as_str().into();
            }
            item
        })
        .collect();
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": of.title(frame),
        "home_page_url": home,
        "feed_url": own,
        "language": frame.language.tag(),
        "_maker": { "about": "https://jsonfeed.org/version/1.1#extensions", "name": MAKER },
        "items": items,
    });
    if let Some(description) = of.description {
        feed["description"] = line(description).into();
    }
    Some(format!("{feed:#}\n"))
}
