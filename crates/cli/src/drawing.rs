//! What pages show, drawn by the app's own components: from the nouns of pages to those of the app, and to HTML.

use std::collections::BTreeMap;

use newsprint_app::prerender::{self, Links};
pub use newsprint_app::prerender::{Headings, Mention, N_READ, mentions};
use newsprint_app::words::Language as Spoken;
use newsprint_model::{ArticleNumber, DateSpan};
use newsprint_search::{ArticleEntity, ArticleView, EntityLabel, Histogram, Hit, Run};
use newsprint_site::pages::{ArticleDrawn, ArticlePage, EntityPage, Frame, Language, Line, Name, names, one_line};

/// A language as the app knows it.
fn spoken(language: Language) -> Spoken {
    Spoken::tagged(language.tag()).unwrap_or_default()
}

/// A text of which nothing is marked.
fn plain(text: &str) -> Vec<Run> {
    let run = |text: &str| Run { text: text.to_owned(), hit: None, entity: None };
    if text.is_empty() { Vec::new() } else { vec![run(text)] }
}

/// An entity as the app knows it.
pub fn label(name: &Name) -> EntityLabel {
    EntityLabel { id: name.id.clone(), name: name.name.clone(), kind: name.kind }
}

/// An article as the app lists it, its headline of a length that lists can show.
fn hit(line: &Line, has_lead: bool) -> Hit {
    Hit {
        article: ArticleNumber(0),
        id: line.id.clone(),
        score: 0.0,
        title: plain(&one_line(&line.title)),
        title_derived: line.title_derived,
        date: line.date,
        source: line.source.clone(),
        byline: line.byline.clone(),
        lang: line.lang.clone(),
        snippet: if has_lead { plain(&line.lead) } else { Vec::new() },
        entities: Vec::new(),
        n_versions: 0,
        versions: Vec::new(),
    }
}

/// Draws with links that lead to where the pages lie.
fn with_links<'n, T>(frame: &Frame, named: impl Iterator<Item = &'n Name>, draw: impl FnOnce(Links<'_>) -> T) -> T {
    let hrefs: BTreeMap<&str, String> = named.map(|name| (name.id.as_str(), frame.href_of(name))).collect();
    draw(Links {
        article: &|id| format!("../{}", names::article(id)),
        entity: &|label| hrefs.get(label.id.as_str()).cloned().unwrap_or_default(),
        app: "../",
    })
}

/// The items of a list of articles.
pub fn results(frame: &Frame, language: Language, lines: &[Line], headings: Headings) -> String {
    let hits: Vec<Hit> = lines.iter().map(|line| hit(line, false)).collect();
    with_links(frame, std::iter::empty(), |links| prerender::results(spoken(language), &hits, links, headings))
}

/// The items of a list of names, each with how many articles name it.
pub fn named(frame: &Frame, named: &[(&Name, u32)]) -> String {
    let labels: Vec<(EntityLabel, u32)> = named.iter().map(|(name, n_articles)| (label(name), *n_articles)).collect();
    with_links(frame, named.iter().map(|(name, _)| *name), |links| {
        prerender::names(spoken(frame.language), &labels, links)
    })
}

/// An article and those of that time.
pub fn article(frame: &Frame, page: &ArticlePage, view: ArticleView, around: &[Line]) -> ArticleDrawn {
    let language = frame.language_for(&page.line.lang);
    let further = [frame.search_link(&page.line)];
    let article = with_links(frame, page.names.iter().map(|(name, _)| name), |links| {
        prerender::article(spoken(language), view, links, &further)
    });
    ArticleDrawn { article, around: results(frame, language, around, Headings::AsInApp) }
}

/// What an entity's page tells of it beside its names and the list of its articles.
#[derive(Default)]
pub struct Told {
    /// The date of its oldest article.
    pub oldest: Option<DateSpan>,
    /// Its articles by date.
    pub by_date: Histogram,
    /// Its mentions in the newest articles, and how many articles that are.
    pub mentions: (Vec<Mention>, u32),
}

/// A person, organisation or place.
pub fn entity(frame: &Frame, page: &EntityPage, told: &Told) -> String {
    let entity = ArticleEntity {
        label: label(&page.name),
        n_mentions: 0,
        n_articles: page.n_articles,
        variants: page.variants.clone(),
        facts: page.name.facts,
        related: page.related.iter().map(label).collect(),
    };
    let newest: Vec<Hit> = page.articles.iter().map(|line| hit(line, true)).collect();
    let more = frame.more_link_of(page);
    let drawn = prerender::Entity {
        entity: &entity,
        dates: [told.oldest, page.articles.first().and_then(|article| article.date)],
        by_date: &told.by_date,
        mentions: (&told.mentions.0, told.mentions.1),
        newest: &newest,
        more: more.as_ref(),
    };
    with_links(frame, page.related.iter(), |links| prerender::entity(spoken(frame.language), &drawn, links))
}
