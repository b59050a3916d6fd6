//! Draws what pages beside the app show: the app's own components, as HTML, by Yew's server renderer. The publisher's command does this; no reader
//! downloads it.
//!
//! Controls need scripts, which these pages do without: they are taken out of what the components draw, or become links.

mod plain;

use std::collections::BTreeMap;
use std::rc::Rc;

use futures::FutureExt;
use newsprint_model::{DateSpan, EntityKind};
use newsprint_search::{ArticleEntity, ArticleView as Article, EntityLabel, Facet, Histogram, Hit};
use yew::LocalServerRenderer;
use yew::prelude::*;

use crate::components::{ArticleView, ResultCard, article_view, entity_chip, result_card, still_chart};
use crate::markup::html;
use crate::route::Route;
use crate::state::View;
use crate::supplement::concordance;
use crate::supplement::entity::{ACT, ARTICLES_ID, EntityParts, all_articles, arranged, head};
use crate::supplement::entity_parts::{CompanyRow, company_list, spellings};
use crate::supplement::words::{key, said};
use crate::words::Language;
use plain::Plain;

pub use crate::supplement::concordance::{Line as Mention, N_FIRST as N_READ, lines as mentions};
pub use plain::Headings;

/// Where the links of a page lead.
#[derive(Clone, Copy)]
pub struct Links<'a> {
    /// To an article, by its id.
    pub article: &'a dyn Fn(&str) -> String,
    /// To a person, organisation or place.
    pub entity: &'a dyn Fn(&EntityLabel) -> String,
    /// To the app: its address, to which a view is added.
    pub app: &'a str,
}

/// A link to something else: where it leads, and its words.
pub type Further = (String, String);

/// An article with all that its page shows of it: the app's article, its headline the first heading of the page.
///
/// * `further`: links at its end.
pub fn article(lang: Language, article: Article, links: Links<'_>, further: &[Further]) -> String {
    let hrefs = hrefs_of(article.entities.iter().map(|entity| &entity.label), links);
    let href_of = {
        let hrefs = hrefs.clone();
        Callback::from(move |label: EntityLabel| hrefs.get(&label.id).cloned().unwrap_or_default())
    };
    let html = article_view(&ArticleView {
        lang,
        article: Rc::new(article),
        hit: 0,
        paragraph: 0,
        marks: EntityKind::ALL.to_vec(),
        asked: None,
        chosen: Vec::new(),
        links: further.iter().map(further_link).collect(),
        shared: None,
        href_of,
        on_hit: Callback::noop(),
        on_mark: Callback::noop(),
        on_ask: Callback::noop(),
        on_filter: Callback::noop(),
        on_only: None,
        on_share: Callback::noop(),
        on_print: Callback::noop(),
    });
    drawn(Plain { hrefs: &hrefs, headings: Headings::Raised, results: Headings::Raised }.of(&html))
}

/// The items of a list of articles: the app's results.
///
/// * `headings`: the rank of their headlines.
pub fn results(lang: Language, hits: &[Hit], links: Links<'_>, headings: Headings) -> String {
    let hrefs = hrefs_of(hits.iter().flat_map(|hit| &hit.entities), links);
    drawn(Plain { hrefs: &hrefs, headings, results: headings }.of(&results_of(lang, hits, links)))
}

fn results_of(lang: Language, hits: &[Hit], links: Links<'_>) -> Html {
    let (on_open, on_pick) = (Callback::noop(), Callback::noop());
    let items = hits.iter().map(|hit| {
        let card = result_card(ResultCard {
            lang,
            hit,
            passage: &hit.snippet,
            href: (links.article)(&hit.id).into(),
            is_open: false,
            chosen: &[],
            on_open: &on_open,
            links: Html::default(),
            on_pick: &on_pick,
        });
        html! { <li>{ card }</li> }
    });
    items.collect()
}

/// The items of a list of names, each with how many articles name it: the app's chips.
pub fn names(lang: Language, named: &[(EntityLabel, u32)], links: Links<'_>) -> String {
    let on_pick = Callback::noop();
    let items = named.iter().map(|(label, n_articles)| {
        html! {
            <li key={label.id.clone()}>
                { entity_chip(lang, label, false, &on_pick) }
                <span class="entity-list__count">
                    <span aria-hidden="true">{ lang.number(*n_articles) }</span>
                    <span class="visually-hidden">{ (lang.words().named_in)(*n_articles) }</span>
                </span>
            </li>
        }
    });
    let hrefs = hrefs_of(named.iter().map(|(label, _)| label), links);
    drawn(Plain { hrefs: &hrefs, headings: Headings::AsInApp, results: Headings::AsInApp }.of(&items.collect()))
}

/// A person, organisation or place as its page shows it.
pub struct Entity<'a> {
    /// Who or what it is.
    pub entity: &'a ArticleEntity,
    /// The dates of its oldest article, and of its newest.
    pub dates: [Option<DateSpan>; 2],
    /// Its articles by date.
    pub by_date: &'a Histogram,
    /// Its mentions in the newest articles, and how many articles that are: [`N_READ`], or all of them.
    pub mentions: (&'a [Mention], u32),
    /// Its newest articles, newest first.
    pub newest: &'a [Hit],
    /// A link to where the rest of them is, if there is any.
    pub more: Option<&'a Further>,
}

/// A person, organisation or place with all that its page shows of it: the app's page of it without what only the engine knows, its name the first
/// heading of the page.
pub fn entity(lang: Language, it: &Entity<'_>, links: Links<'_>) -> String {
    // It is spoken from here on.
    lang.words();
    let label = &it.entity.label;
    let own = View::default().toggled(Facet::of(label.kind), label.id.clone(), false);
    let of_app = |view: View| [links.app, &Route { view, ..Route::default() }.href()].concat();
    let cards = results_of(lang, it.newest, links);
    let related = &it.entity.related;
    let company = related.iter().map(|label| CompanyRow { label, href: (links.entity)(label), counted: None });
    let together = of_app(View { leaf: Some("together"), ..own });
    let (mentions, n_read) = it.mentions;
    let html = arranged(
        lang,
        label.kind,
        EntityParts {
            head: head(
                lang,
                it.entity,
                it.entity.n_articles,
                it.dates,
                // Further down, where they are listed: the app's list of them needs a script.
                all_articles(ACT, it.entity.n_articles, ["#", ARTICLES_ID].concat()),
            ),
            main: html! {
                <>
                    if it.by_date.buckets.len() > 1 { { still_chart(lang, it.by_date, said(key::AS_TABLE)) } }
                    { concordance::still(lang, mentions, [n_read, it.entity.n_articles], links.article) }
                </>
            },
            side: html! {
                <>
                    { spellings(lang, &it.entity.variants) }
                    if !related.is_empty() { { company_list(lang, company, Some(together)) } }
                </>
            },
            articles: html! {
                <>
                    <div class="list"><ol class="list__articles">{ cards }</ol></div>
                    if let Some(more) = it.more { <p class="supplement__note">{ further_link(more) }</p> }
                </>
            },
        },
    );
    drawn(Plain { hrefs: &Hrefs::new(), headings: Headings::Raised, results: Headings::AsInApp }.of(&html))
}

/// Links to names' pages, by their ids.
type Hrefs = BTreeMap<String, AttrValue>;

fn hrefs_of<'l>(labels: impl Iterator<Item = &'l EntityLabel>, links: Links<'_>) -> Hrefs {
    labels.map(|label| (label.id.clone(), AttrValue::from((links.entity)(label)))).collect()
}

fn further_link((href, words): &Further) -> Html {
    html! { <a href={href.clone()}>{ words.clone() }</a> }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Canvas {
    pub html: Html,
}

/// Holds what is drawn.
#[component]
pub(crate) fn Easel(canvas: &Canvas) -> Html {
    canvas.html.clone()
}

/// What is drawn, as HTML. NUL, which HTML does not have, becomes U+FFFD.
pub fn drawn(html: Html) -> String {
    let drawing = LocalServerRenderer::<Easel>::with_props(Canvas { html }).hydratable(false).render();
    let html = drawing.now_or_never().unwrap_or_else(|| unreachable!("nothing that is drawn here waits for anything"));
    if html.contains('\0') { html.replace('\0', "\u{fffd}") } else { html }
}
