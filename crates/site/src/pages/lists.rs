//! Pages of headlines and of names: how whoever does not run the app gets to everything.

use std::fmt::Write as _;

use super::frame::Place;
use super::words::{Gap, Language};
use super::{Frame, head, names};
use crate::html::escape;

impl Frame {
    /// A page of headlines, newest first: where it lies, and its HTML.
    ///
    /// * Shape: `page` counts from 1; `items` are those of a list, as the app draws results.
    pub fn headlines(&self, page: u32, n_pages: u32, items: &str) -> (String, String) {
        let items = format!("<ol class=\"list__articles\">{items}</ol>\n");
        self.list((page, n_pages), ("all_headlines", "newest_first"), &names::headlines, &items)
    }

    /// A page of names, those that most articles name first: where it lies, and its HTML.
    ///
    /// * Shape: `items` are those of a list, as the app draws names.
    pub fn names(&self, page: u32, n_pages: u32, items: &str) -> (String, String) {
        let items = format!("<ol class=\"offprint__names\">{items}</ol>\n");
        self.list((page, n_pages), ("all_names", "names_first"), &names::names, &items)
    }

    fn list(
        &self,
        (page, n_pages): (u32, u32),
        (title, order): (&'static str, &'static str),
        path_of: &dyn Fn(u32) -> String,
        items: &str,
    ) -> (String, String) {
        let (path, language) = (path_of(page), self.language);
        let heading = self.words.said(language, title);
        let place = self.words.say(language, "page_of", &[Gap::Number(page), Gap::Number(n_pages)]);
        let title = if n_pages > 1 { format!("{heading} – {place}") } else { heading.to_owned() };
        let mut tags = head::of_list(self, &title, &path);
        let previous = (page > 1).then(|| path_of(page - 1));
        let next = (page < n_pages).then(|| path_of(page + 1));
        for (rel, to) in [("prev", &previous), ("next", &next)] {
            if let Some(to) = to {
                let _ = writeln!(tags, "<link rel=\"{rel}\" href=\"../{to}\">");
            }
        }
        let mut main = format!(
            "<main class=\"explorer__main offprint__column\" id=\"text\" tabindex=\"-1\">\n<h1 class=\"article-view__headline\">{}</h1>\n\
             <p class=\"offprint__order\">{}</p>\n<div class=\"list\">\n{items}</div>\n",
            escape(heading),
            self.said(language, order)
        );
        if n_pages > 1 {
            main += &self.pager(language, &place, [previous, next]);
        }
        main.push_str("</main>\n");
        let html = self.page(&Place { path: &path, title: &title, language, head: &tags, view: None }, &main);
        (path, html)
    }

    fn pager(&self, language: Language, place: &str, [previous, next]: [Option<String>; 2]) -> String {
        let link = |to: Option<String>, key: &'static str, rel: &str| match to {
            Some(to) => format!("<a class=\"button\" rel=\"{rel}\" href=\"../{to}\">{}</a>", self.said(language, key)),
            None => "<span></span>".to_owned(),
        };
        format!(
            "<nav class=\"pager\" aria-label=\"{}\">{}<span class=\"pager__place\">{}</span>{}</nav>\n",
            self.said(language, "pages"),
            link(previous, "previous", "prev"),
            escape(place),
            link(next, "next", "next")
        )
    }
}
