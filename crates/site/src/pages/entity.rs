//! The page of one person, organisation or place, around what the app's components have drawn of it.

use super::article::described;
use super::frame::{Place, View, view_of};
use super::words::Gap;
use super::{EntityPage, Frame, Name, head, linked, names};
use crate::html::escape;

impl Frame {
    /// The page of an entity: where it lies, and its HTML.
    ///
    /// * `drawn`: the entity, its articles and all, by the app's components.
    pub fn entity(&self, entity: &EntityPage, drawn: &str) -> (String, String) {
        let (name, language) = (&entity.name, self.language);
        let path = names::entity(&name.id);
        let description = described(self, language, name.kind, entity.n_articles);
        let tags = head::of_entity(self, entity, &path, &description) + &linked::of_entity(self, entity, &path);
        let main = format!(
            "<div class=\"supplement\">\n<main class=\"supplement__main\" id=\"text\" tabindex=\"-1\">\n\
             <p class=\"supplement__back\"><a href=\"../{}\">{}</a></p>\n{drawn}\n{}</main>\n</div>\n",
            names::names(1),
            self.said(language, "all_names"),
            self.feeds_of(name)
        );
        let view = format!("page=entity&{}", view_of(name));
        let view = Some(View { query: &view, is_reading: false });
        let html = self.page(&Place { path: &path, title: &name.name, language, head: &tags, view }, &main);
        (path, html)
    }

    /// The link from an entity's page to where the rest of its articles can be searched, where there are more than the page lists: where it leads,
    /// and its words.
    pub fn more_link_of(&self, entity: &EntityPage) -> Option<(String, String)> {
        let n_more = entity.n_articles.saturating_sub(entity.articles.len() as u32);
        let words = || self.words.say(self.language, "more_with", &[Gap::Number(n_more)]);
        (n_more > 0).then(|| (format!("../?{}", view_of(&entity.name)), words()))
    }

    /// The line with an entity's feeds.
    fn feeds_of(&self, name: &Name) -> String {
        if self.base_url.is_none() {
            return String::new();
        }
        let [atom, json] = names::entity_feeds(&name.id).map(|feed| escape(&feed));
        format!(
            "<p class=\"supplement__note\">{}: <a href=\"../{atom}\" type=\"application/atom+xml\">Atom</a>, \
             <a href=\"../{json}\" type=\"application/feed+json\">JSON Feed</a></p>\n",
            self.said(self.language, "follow")
        )
    }
}
