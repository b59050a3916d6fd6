//! The page of one article, with the app's own elements and classes around its text.

use std::fmt::Write as _;

use super::frame::{Place, kind_name, lang_and_direction, lang_of};
use super::text::{is_web, line};
use super::words::{Gap, Language};
use super::{ArticlePage, Frame, Stretch, head, linked, names};
use crate::html::escape;
use newsprint_model::EntityKind;

impl Frame {
    /// The page of an article: where it lies, and its HTML.
    pub fn article(&self, article: &ArticlePage) -> (String, String) {
        let it = &article.line;
        let (path, language) = (names::article(&it.id), self.language_for(&it.lang));
        let tags = head::of_article(self, article, &path) + &linked::of_article(self, article, &path);
        let view = format!("doc={}", names::escaped(&it.id));
        let mut main = String::from("<div class=\"explorer__main\">\n");
        // The app's filters stand here; where there is room for three columns, the other two are where they will be.
        main.push_str("<div class=\"explorer__filters\" aria-hidden=\"true\"></div>\n");
        main += &self.around(article, language);
        main += &self.reading(article, language);
        main.push_str("</div>\n");
        let place = Place { path: &path, title: &it.title, language, head: &tags, view: Some(&view) };
        let html = self.page(&place, &main);
        (path, html)
    }

    /// Articles of that time.
    fn around(&self, article: &ArticlePage, language: Language) -> String {
        let mut out = format!(
            "<aside class=\"list\" aria-labelledby=\"around\">\n<div class=\"list__bar\"><h2 class=\"list__title\" id=\"around\">{}</h2></div>\n\
             <ol class=\"list__articles\">\n",
            self.said(language, "around")
        );
        for other in &article.around {
            let _ = writeln!(out, "<li>{}</li>", self.result(language, other, "h3", false));
        }
        out + "</ol>\n</aside>\n"
    }

    fn reading(&self, article: &ArticlePage, language: Language) -> String {
        let it = &article.line;
        let mut out = format!(
            "<main class=\"reading beside__reading\" id=\"text\" tabindex=\"-1\">\n<div class=\"reading__bar\">\
             <a class=\"text-button reading__back\" href=\"../{}\">{}</a></div>\n\
             <article class=\"article-view\" aria-labelledby=\"headline\">\n\
             <header class=\"article-view__head\"{}><h1 class=\"article-view__headline\" id=\"headline\" dir=\"auto\">{}</h1></header>\n{}\n",
            names::headlines(1),
            self.said(language, "all_headlines"),
            lang_of(&it.lang),
            // Names in a headline are not links: it is read as one.
            escape(&article.title.iter().map(|stretch| stretch.text.as_str()).collect::<String>()),
            self.meta("article-view", language, it)
        );
        out += &self.date_evidence(article, language);
        out += &self.kinds(article, language);
        let _ = writeln!(
            out,
            "<div class=\"article-view__body\"{}><div class=\"article-text\">",
            lang_and_direction(&it.lang)
        );
        for paragraph in &article.paragraphs {
            out.push_str("<p class=\"article-text__paragraph\" dir=\"auto\">");
            paragraph.iter().for_each(|stretch| self.put_stretch(article, stretch, &mut out));
            out.push_str("</p>\n");
        }
        out.push_str("</div></div>\n");
        if article.is_extract {
            let _ = writeln!(out, "<p class=\"article-view__derived\">{}</p>", self.said(language, "extract"));
        }
        let original = it.url.as_deref().filter(|url| is_web(url));
        out.push_str("<div class=\"article-view__acts\">");
        if let Some(url) = original {
            let _ = write!(
                out,
                "<a class=\"article-view__original\" href=\"{}\" rel=\"noopener noreferrer\">{}</a>",
                escape(url),
                self.said(language, "original")
            );
        }
        let _ = writeln!(
            out,
            "<a href=\"../?doc={}\">{}</a></div>",
            names::escaped(&it.id),
            self.said(language, "search_all")
        );
        out += &self.named_here(article, language);
        out + "</article>\n</main>\n"
    }

    /// A stretch of text; a link where it names somebody.
    fn put_stretch(&self, article: &ArticlePage, stretch: &Stretch, out: &mut String) {
        let text = escape(&stretch.text);
        match stretch.named.and_then(|nth| article.names.get(nth)) {
            None => out.push_str(&text),
            Some((name, _)) => {
                let (kind, href) = (kind_name(name.kind), escape(&self.href_of(name)));
                let _ = write!(out, "<a class=\"name name--{kind}\" href=\"{href}\">{text}</a>");
            }
        }
    }

    /// Why we believe the date, folded up.
    fn date_evidence(&self, article: &ArticlePage, language: Language) -> String {
        let mut out = format!(
            "<details class=\"date-evidence\"><summary class=\"date-evidence__summary\">{}</summary><div class=\"date-evidence__body\">",
            self.said(language, "why_this_date")
        );
        match &article.date {
            None => {
                let _ = write!(out, "<p>{}</p>", self.said(language, "why_undated"));
            }
            Some(date) => {
                let _ = write!(
                    out,
                    "<p>{}</p><p class=\"date-evidence__reason\" lang=\"en\" dir=\"auto\">{}</p>",
                    escape(self.words.date_rule(language, date.evidence.rule)),
                    escape(&date.evidence.reason)
                );
                if !date.evidence.passages.is_empty() {
                    let _ = write!(
                        out,
                        "<p class=\"date-evidence__rests\">{}</p><ul class=\"date-evidence__passages\">",
                        self.said(language, "rests_on")
                    );
                    for passage in &date.evidence.passages {
                        let lang = lang_of(&article.line.lang);
                        let _ = write!(out, "<li><q dir=\"auto\"{lang}>{}</q></li>", escape(passage));
                    }
                    out.push_str("</ul>");
                }
            }
        }
        out + "</div></details>\n"
    }

    /// What the lines under names mean: in the place of the app's switches for them.
    fn kinds(&self, article: &ArticlePage, language: Language) -> String {
        let has = |kind| article.names.iter().any(|(name, n_mentions)| name.kind == kind && *n_mentions > 0);
        let kinds: Vec<EntityKind> = EntityKind::ALL.into_iter().filter(|kind| has(*kind)).collect();
        if kinds.is_empty() {
            return String::new();
        }
        let mut out = String::from("<div class=\"article-view__marks\">");
        for kind in kinds {
            let _ = write!(
                out,
                "<span class=\"article-view__mark article-view__mark--{}\"><span>{}</span></span>",
                kind_name(kind),
                escape(self.words.kinds(language, kind))
            );
        }
        out + "</div>\n"
    }

    /// The names of the article, by kind.
    fn named_here(&self, article: &ArticlePage, language: Language) -> String {
        if article.names.is_empty() {
            return String::new();
        }
        let mut out = format!(
            "<section class=\"entity-list\" aria-labelledby=\"named-here\"><h2 class=\"entity-list__title\" id=\"named-here\">{}</h2>\n\
             <dl class=\"entity-list__kinds\">\n",
            self.said(language, "named_here")
        );
        for kind in EntityKind::ALL {
            let of_kind: Vec<_> = article.names.iter().filter(|(name, _)| name.kind == kind).collect();
            if of_kind.is_empty() {
                continue;
            }
            let _ = write!(
                out,
                "<div class=\"entity-list__kind\"><dt>{}</dt><dd><ul class=\"entity-list__names\">",
                escape(self.words.kinds(language, kind))
            );
            for (name, n_mentions) in of_kind {
                let _ = write!(out, "<li>{}", self.chip(language, name));
                if *n_mentions > 1 {
                    let said = self.words.say(language, "n_mentions", &[Gap::Number(*n_mentions)]);
                    let _ = write!(
                        out,
                        "<span class=\"entity-list__count\"><span aria-hidden=\"true\">×{}</span><span class=\"visually-hidden\">{}</span></span>",
                        language.number(*n_mentions),
                        escape(&said)
                    );
                }
                out.push_str("</li>");
            }
            out.push_str("</ul></dd></div>\n");
        }
        out + "</dl></section>\n"
    }
}

/// What a description of an entity says in one line.
pub(super) fn described(frame: &Frame, language: Language, kind: EntityKind, n_articles: u32) -> String {
    let named = frame.words.say(language, "named_in", &[Gap::Number(n_articles)]);
    line(&format!("{}. {named}. {}", frame.words.kind(language, kind), frame.name))
}
