//! The page of one person, organisation or place, around what the app's components have drawn of it.

use super::article::described;
use super::frame::{Place, view_of};
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
            "<div class=\"supplement\">\n<main class=\"supplement__main\" id=\"text\" tabindex=\"-1\">\n{drawn}\n{}</main>\n</div>\n",
            self.feeds_of(name)
        );
        let html = self.page(&Place { path: &path, title: &name.name, language, head: &tags, view: None }, &main);
        (path, html)
    }

    /// The link from an entity's page to where its articles can be searched, and where there are more than the page lists one to those: where they
    /// lead, and their words.
    pub fn search_links_of(&self, entity: &EntityPage) -> ((String, String), Option<(String, String)>) {
        let to = format!("../?{}", view_of(&entity.name));
        let search = self.words.said(self.language, "search_these").to_owned();
        let n_more = entity.n_articles.saturating_sub(entity.articles.len() as u32);
        let more = self.words.say(self.language, "more_with", &[Gap::Number(n_more)]);
        ((to.clone(), search), (n_more > 0).then_some((to, more)))
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
