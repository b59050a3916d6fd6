//! What all pages without the app share: the collection, the app's files, the parts around the text, in the app's own classes.

use std::fmt::Write as _;

use newsprint_model::EntityKind;

use super::text::{is_web, line};
use super::words::{Language, Words};
use super::{Name, names};
use crate::html::{Tag, escape, tags};
use crate::page::{PAGE, local_name, text};
use crate::{Files, SiteError};

/// What all pages of a site share.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The collection's name.
    pub name: String,
    /// Where the site stands, ending in a slash; `None` where nobody knows.
    pub base_url: Option<String>,
    /// The language of pages that have none of their own.
    pub language: Language,
    /// Whether articles and entities have pages.
    pub has_pages: bool,
    /// Whether there are tables for download.
    pub has_tables: bool,
    pub(super) words: Words,
    /// The head's lines that every page has: policy, style, icons.
    head: String,
    /// The attributes of the script by which the app takes a page over; empty where it cannot.
    start: String,
    script: String,
}

/// Where on a site a page stands and what the app would show in its place.
pub(super) struct Place<'p> {
    /// Its path from the site's root.
    pub path: &'p str,
    /// The title, as tabs and results of search engines show it.
    pub title: &'p str,
    pub language: Language,
    /// Tags of its own in the head.
    pub head: &'p str,
    /// The app's view in place of the page; `None` where the page stays.
    pub view: Option<View<'p>>,
}

/// A view of the app.
#[derive(Clone, Copy)]
pub(super) struct View<'p> {
    /// As a query.
    pub query: &'p str,
    /// Whether it is an article's, which stands beside the list.
    pub is_reading: bool,
}

impl Frame {
    /// Takes from a finished app what its pages need of it.
    ///
    /// * Shape: `style` and `script` are the names of the two files that [`pages_files`](super::pages_files) adds.
    /// * Errors: the app has no page, or one without a policy.
    pub fn of(app: &Files, name: &str, base_url: Option<&str>, style: &str, script: &str) -> Result<Frame, SiteError> {
        let tags = tags(text(app, PAGE)?);
        let mut head = String::new();
        for tag in tags.iter().filter(|tag| is_shared(tag)) {
            let _ = write!(head, "<{}", tag.name);
            for attribute in &tag.attributes {
                // Values stand here as they were written: escaped already.
                let is_address = attribute.name == "href";
                let (up, value) =
                    if is_address { ("../", local_name(&attribute.value)) } else { ("", &*attribute.value) };
                let _ = write!(head, " {}=\"{up}{}\"", attribute.name, value.replace('"', "&quot;"));
            }
            head.push_str(">\n");
        }
        let _ = writeln!(head, "<link rel=\"stylesheet\" href=\"../{style}\">");
        let mut start = String::new();
        if let Some(tag) = tags.iter().find(|tag| tag.name == "script" && tag.get("data-glue").is_some()) {
            for attribute in &tag.attributes {
                let name = if attribute.name == "src" { "data-start" } else { &*attribute.name };
                // The boot file is another in every edition, and pages are not: the app asks for it itself.
                if name.starts_with("data-") && name != "data-boot" && !attribute.value.is_empty() {
                    let _ = write!(start, " {name}=\"../{}\"", local_name(&attribute.value));
                }
            }
        }
        let base_url = base_url.filter(|url| is_web(url)).map(|url| {
            let url = url.split(['?', '#']).next().unwrap_or(url);
            format!("{}/", url.trim_end_matches("index.html").trim_end_matches('/'))
        });
        Ok(Frame {
            name: name.to_owned(),
            base_url,
            language: Language::En,
            has_pages: true,
            has_tables: false,
            words: Words::new(),
            head,
            start,
            script: script.to_owned(),
        })
    }

    /// The whole address of a path from the site's root, where that is known.
    pub fn absolute(&self, path: &str) -> Option<String> {
        self.base_url.as_ref().map(|base| format!("{base}{path}"))
    }

    pub(super) fn said(&self, language: Language, key: &'static str) -> String {
        escape(self.words.said(language, key))
    }

    /// A whole page around its main part.
    pub(super) fn page(&self, place: &Place<'_>, main: &str) -> String {
        let Place { path, title, language, head, view } = place;
        let (name, title) = (escape(&line(&self.name)), escape(&line(title)));
        let start = match view {
            Some(view) if !self.start.is_empty() => {
                format!(
                    "<script src=\"../{}\" data-view=\"../?{}\"{} defer></script>\n",
                    self.script,
                    escape(view.query),
                    self.start
                )
            }
            _ => String::new(),
        };
        let canonical = if head.contains("rel=\"canonical\"") { None } else { self.absolute(path) };
        let canonical = canonical.map(|url| format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&url)));
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n{shared}<title>{title} – {name}</title>\n\
             <meta name=\"generator\" content=\"{maker}\">\n{canonical}{feeds}{head}{start}</head>\n<body>\n<div id=\"newsprint\">\n",
            lang = language.tag(),
            dir = language.direction(),
            shared = self.head,
            maker = super::MAKER,
            canonical = canonical.unwrap_or_default(),
            feeds = self.feed_links(),
        );
        let is_reading =
            if view.is_some_and(|view| view.is_reading) { " explorer--reading" } else { " explorer--alone" };
        let _ = write!(
            out,
            "<div class=\"explorer{is_reading} offprint\">\n<a class=\"skip-link\" href=\"#text\">{skip}</a>\n\
             <header class=\"masthead\">\n<div class=\"masthead__plate\"><p class=\"masthead__name\">\
             <a class=\"masthead__home\" href=\"../\"><bdi>{name}</bdi></a></p></div>\n\
             <nav class=\"masthead__folio offprint__folio\" aria-label=\"{collection}\">{links}</nav>\n</header>\n\
             <div class=\"search-box\" role=\"search\"><p class=\"search-box__form\"><a class=\"search-box__input offprint__search\" href=\"../\">{search}</a></p><p class=\"offprint__note\">{note}</p></div>\n\
             {main}\
             <footer class=\"explorer__footer\"><p>{privacy}</p></footer>\n</div>\n</div>\n</body>\n</html>\n",
            skip = self.said(*language, "skip_to_text"),
            collection = self.said(*language, "collection"),
            links = self.collection_links(*language, path),
            search = self.said(*language, "search_all"),
            note = self.said(*language, "plain_note"),
            privacy = self.said(*language, "privacy"),
        );
        out
    }

    /// Links to what the whole collection has.
    fn collection_links(&self, language: Language, path: &str) -> String {
        let mut out = String::new();
        let mut link = |to: String, key: &'static str| {
            let here = if to == path { " aria-current=\"page\"" } else { "" };
            let _ = write!(out, "<a href=\"../{to}\"{here}>{}</a>", self.said(language, key));
        };
        link(names::headlines(1), "all_headlines");
        link(names::names(1), "all_names");
        if self.has_tables {
            link(names::DATA_PACKAGE.to_owned(), "tables");
        }
        if self.base_url.is_some() {
            let _ = write!(
                out,
                "<span>{}: <a href=\"../{}\" type=\"application/atom+xml\">Atom</a>, \
                 <a href=\"../{}\" type=\"application/feed+json\">JSON Feed</a></span>",
                self.said(language, "follow"),
                names::ATOM,
                names::JSON_FEED
            );
        }
        out
    }

    /// The discovery links of the corpus's feeds.
    fn feed_links(&self) -> String {
        if self.base_url.is_none() {
            return String::new();
        }
        let title = escape(&line(&self.name));
        [(names::ATOM, "atom+xml"), (names::JSON_FEED, "feed+json")]
            .map(|(file, kind)| {
                format!("<link rel=\"alternate\" type=\"application/{kind}\" title=\"{title}\" href=\"../{file}\">\n")
            })
            .concat()
    }

    /// The address of an entity from a page: its own page, or the app's list of its articles.
    pub fn href_of(&self, name: &Name) -> String {
        if name.has_page { format!("../{}", names::entity(&name.id)) } else { format!("../?{}", view_of(name)) }
    }
}

/// Whether a tag of the app's head is one that pages share.
fn is_shared(tag: &Tag) -> bool {
    match tag.name.as_str() {
        "meta" => {
            tag.get("charset").is_some()
                || tag.get("http-equiv").is_some()
                || matches!(tag.get("name"), Some("viewport" | "referrer" | "color-scheme" | "theme-color"))
        }
        "link" => matches!(tag.get("rel"), Some("stylesheet" | "icon" | "apple-touch-icon" | "manifest")),
        _ => false,
    }
}

/// An entity's articles as a query of the app.
pub(super) fn view_of(name: &Name) -> String {
    let facet = match name.kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "org",
        EntityKind::Place => "place",
    };
    format!("{facet}={}", names::escaped(&name.id))
}
