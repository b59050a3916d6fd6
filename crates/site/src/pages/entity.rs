//! The page of one person, organisation or place.

use std::fmt::Write as _;

use newsprint_model::{Coordinates, WikidataNumber};

use super::article::described;
use super::frame::{Place, kind_name, view_of};
use super::words::{Gap, Language};
use super::{EntityPage, Frame, head, linked, names};
use crate::html::escape;

impl Frame {
    /// The page of an entity: where it lies, and its HTML.
    pub fn entity(&self, entity: &EntityPage) -> (String, String) {
        let (name, language) = (&entity.name, self.language);
        let path = names::entity(&name.id);
        let description = described(self, language, name.kind, entity.n_articles);
        let tags = head::of_entity(self, entity, &path, &description) + &linked::of_entity(self, entity, &path);
        let kind = kind_name(name.kind);
        let mut main = format!(
            "<main class=\"explorer__main beside__column\" id=\"text\" tabindex=\"-1\">\n\
             <p class=\"beside__kind beside__kind--{kind}\"><span class=\"kind-marker kind-marker--{kind}\" aria-hidden=\"true\"></span>{}</p>\n\
             <h1 class=\"article-view__headline\"><bdi>{}</bdi></h1>\n",
            escape(self.words.kind(language, name.kind)),
            escape(&name.name)
        );
        main += &self.facts(entity, language);
        main += &self.related(entity, language);
        main += &self.spellings(entity, language);
        let with = self.words.say(language, "articles_with", &[Gap::Text(&name.name)]);
        let _ = write!(
            main,
            "<section class=\"list\" aria-labelledby=\"articles\">\n<div class=\"list__bar\"><h2 class=\"list__title beside__title\" id=\"articles\">{}</h2>\
             <span>{}</span></div>\n<ol class=\"list__articles\">\n",
            escape(&with),
            self.said(language, "newest_first")
        );
        for article in &entity.articles {
            let _ = writeln!(main, "<li>{}</li>", self.result(language, article, "h3", true));
        }
        main.push_str("</ol>\n");
        let n_more = entity.n_articles.saturating_sub(entity.articles.len() as u32);
        if n_more > 0 {
            let more = self.words.say(language, "more_with", &[Gap::Number(n_more)]);
            let _ = writeln!(
                main,
                "<p class=\"beside__more\"><a href=\"../?{}\">{}</a></p>",
                escape(&view_of(name)),
                escape(&more)
            );
        }
        main.push_str("</section>\n</main>\n");
        let html = self.page(&Place { path: &path, title: &name.name, language, head: &tags, view: None }, &main);
        (path, html)
    }

    /// How often it is named, where it lies, where more of it is, and its feeds.
    fn facts(&self, entity: &EntityPage, language: Language) -> String {
        let name = &entity.name;
        let mut parts = vec![escape(&self.words.say(language, "named_in", &[Gap::Number(entity.n_articles)]))];
        if let Some(place) = name.facts.coordinates {
            let shown = escape(&self.words.coordinates(language, place));
            parts.push(format!("<a href=\"{}\"><bdi>{shown}</bdi></a>", geo_uri(place)));
        }
        if let Some(WikidataNumber(item)) = name.facts.wikidata {
            parts.push(format!(
                "<a href=\"https://www.wikidata.org/wiki/Q{item}\" rel=\"noopener noreferrer\"><bdi>Wikidata</bdi></a>"
            ));
        }
        if self.base_url.is_some() {
            let [atom, json] = names::entity_feeds(&name.id);
            parts.push(format!(
                "{}: <a href=\"../{atom}\" type=\"application/atom+xml\">Atom</a>, <a href=\"../{json}\" type=\"application/feed+json\">JSON Feed</a>",
                self.said(language, "follow")
            ));
        }
        let search = self.said(language, "search_these");
        parts.push(format!("<a href=\"../?{}\">{search}</a>", escape(&view_of(name))));
        let items = parts.iter().map(|part| format!("<span>{part}</span>")).collect::<String>();
        format!("<p class=\"article-view__meta\">{items}</p>\n")
    }

    fn related(&self, entity: &EntityPage, language: Language) -> String {
        if entity.related.is_empty() {
            return String::new();
        }
        let chips = entity.related.iter().map(|other| format!("<li>{}</li>", self.chip(language, other)));
        format!(
            "<section class=\"entity-list beside__part\" aria-labelledby=\"related\"><h2 class=\"entity-list__title\" id=\"related\">{}</h2>\
             <ul class=\"entity-list__names\">{}</ul></section>\n",
            self.said(language, "related"),
            chips.collect::<String>()
        )
    }

    /// Its spellings, and why each counts.
    fn spellings(&self, entity: &EntityPage, language: Language) -> String {
        if entity.variants.is_empty() {
            return String::new();
        }
        let mut out = format!(
            "<details class=\"date-evidence beside__part\"><summary class=\"date-evidence__summary\">{} ({})</summary>\
             <table class=\"entity-card__spellings\"><thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th scope=\"col\">{}</th></tr></thead><tbody>\n",
            self.said(language, "spellings"),
            language.number(entity.variants.len() as u32),
            self.said(language, "spelling"),
            self.said(language, "mentions"),
            self.said(language, "why_joined")
        );
        for variant in &entity.variants {
            let _ = writeln!(
                out,
                "<tr><th scope=\"row\"><bdi>{}</bdi></th><td>{}</td><td>{}</td></tr>",
                escape(&variant.text),
                language.number(variant.n_mentions),
                escape(self.words.merge_rule(language, variant.rule))
            );
        }
        out + "</tbody></table></details>\n"
    }
}

/// An address that opens the reader's own map.
///
/// * Source: RFC 5870.
fn geo_uri(place: Coordinates) -> String {
    let (latitude, longitude) = place.degrees();
    format!("geo:{latitude:.2},{longitude:.2}")
}
