//! The page of one article, around what the app's components have drawn of it.

use std::fmt::Write as _;

use super::frame::{Place, View};
use super::text::line;
use super::words::{Gap, Language};
use super::{ArticleDrawn, ArticlePage, Frame, Line, head, linked, names};
use newsprint_model::EntityKind;

impl Frame {
    /// The language that the page of an article in a language speaks.
    pub fn language_for(&self, lang: &str) -> Language {
        Language::of(lang).unwrap_or(self.language)
    }

    /// The page of an article: where it lies, and its HTML.
    pub fn article(&self, article: &ArticlePage, drawn: &ArticleDrawn) -> (String, String) {
        let it = &article.line;
        let (path, language) = (names::article(&it.id), self.language_for(&it.lang));
        let tags = head::of_article(self, article, &path) + &linked::of_article(self, article, &path);
        let view = format!("doc={}", names::escaped(&it.id));
        let mut main = String::from("<div class=\"explorer__main\">\n");
        // The app's filters stand here; where there is room for three columns, the other two are where they will be.
        main.push_str("<div class=\"explorer__filters\" aria-hidden=\"true\"></div>\n");
        let _ = write!(
            main,
            "<aside class=\"list\" aria-labelledby=\"around\">\n<div class=\"list__bar\"><h2 class=\"list__title\" id=\"around\">{}</h2></div>\n\
             <ol class=\"list__articles\">{}</ol>\n</aside>\n\
             <main class=\"reading offprint__reading\" id=\"text\" tabindex=\"-1\">\n<div class=\"reading__bar\">\
             <a class=\"text-button reading__back\" href=\"../{}\">{}</a></div>\n{}\n</main>\n</div>\n",
            self.said(language, "around"),
            drawn.around,
            names::headlines(1),
            self.said(language, "all_headlines"),
            drawn.article,
        );
        let view = Some(View { query: &view, is_reading: true });
        let place = Place { path: &path, title: &it.title, language, head: &tags, view };
        let html = self.page(&place, &main);
        (path, html)
    }

    /// The link at the end of an article: where it leads, and its words.
    pub fn search_link(&self, article: &Line) -> (String, String) {
        let said = self.words.said(self.language_for(&article.lang), "search_all");
        (format!("../?doc={}", names::escaped(&article.id)), said.to_owned())
    }
}

/// What a description of an entity says in one line.
pub(super) fn described(frame: &Frame, language: Language, kind: EntityKind, n_articles: u32) -> String {
    let named = frame.words.say(language, "named_in", &[Gap::Number(n_articles)]);
    line(&format!("{}. {named}. {}", frame.words.kind(language, kind), frame.name))
}
