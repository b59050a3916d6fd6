//! An article opened for reading.

use std::rc::Rc;

use newsprint_model::EntityKind;
use newsprint_search::{ArticleView as Article, EntityLabel, Facet};
use yew::prelude::*;

use super::article_text::{Asked, hit};
use super::{
    ArticleText, Look, Shape, article_text, button, class, date_evidence, entity_list, hit_map, icon, kind_class, says,
    share_button,
};
use crate::markup::html;
use crate::words::Language;

/// The id of the article's headline, which takes the focus when the article opens.
pub const HEADLINE_ID: &str = "article-headline";

/// What the view shows.
#[derive(Clone, PartialEq)]
pub struct ArticleView {
    /// The interface's language.
    pub lang: Language,
    /// The article.
    pub article: Rc<Article>,
    /// The match that the reader stands at, from 0.
    pub hit: u32,
    /// The paragraph that a link led to, from 1; 0 for none.
    pub paragraph: u32,
    /// The kinds of name that are marked.
    pub marks: Vec<EntityKind>,
    /// The marked name whose card is open.
    pub asked: Option<Asked>,
    /// The ids of the entities that the list is filtered by.
    pub chosen: Vec<String>,
    /// Further links, at its end.
    pub links: Html,
    /// What came of copying the link, once it was asked for.
    pub shared: Option<bool>,
    /// A link to an entity's page.
    pub href_of: Callback<EntityLabel, AttrValue>,
    /// Another match is wanted.
    pub on_hit: Callback<u32>,
    /// A kind of mark was switched on or off.
    pub on_mark: Callback<EntityKind>,
    /// A marked name was asked about; `None` closes its card.
    pub on_ask: Callback<Option<Asked>>,
    /// Articles with a name are wanted (`false`), or are to be left out (`true`).
    pub on_filter: Callback<(EntityLabel, bool)>,
    /// Every article with a name is wanted, whatever else was asked for; `None` while nothing else is asked for.
    pub on_only: Option<Callback<EntityLabel>>,
    /// A link to the article was asked for.
    pub on_share: Callback<()>,
    /// The article is to be printed.
    pub on_print: Callback<()>,
}

/// The view.
pub fn article_view(props: &ArticleView) -> Html {
    let words = props.lang.words();
    let article = &props.article;
    let text_lang = (article.lang != "und").then(|| article.lang.clone());
    let mut n_named = 0;
    let span = article.date.as_ref().map(|date| date.span);
    // Only what a browser can open as a page: an address of another sort in a corpus is not made into a link.
    let original = article.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    html! {
        <article class="article-view" data-article={article.id.clone()} aria-labelledby={HEADLINE_ID}>
            <header class="article-view__head" lang={text_lang.clone()}>
                <h2 id={HEADLINE_ID} class="article-view__headline" tabindex="-1" dir="auto">
                    { for article.title.iter().map(|run| hit(run, props.hit, &mut n_named)) }
                </h2>
            </header>
            <p class="article-view__meta">
                <span class={class("article-view__date", &[("article-view__date--unknown", span.is_none())])}>{ props.lang.date(span) }</span>
                if let Some(source) = &article.source { <span><bdi>{ source.clone() }</bdi></span> }
                if let Some(byline) = &article.byline { <span><bdi>{ (words.by)(byline) }</bdi></span> }
                if article.title_derived { <span class="article-view__derived">{ words.title_derived }</span> }
                // Last: pages that are drawn where no browser is have room for it there.
                if let Some(elsewhere) = span.and_then(|span| props.lang.elsewhere(span)) { <span>{ elsewhere }</span> }
            </p>
            { date_evidence(props.lang, article.date.as_ref(), text_lang.as_deref()) }
            { marks(props) }
            <div class="article-view__body" lang={text_lang}>
                { article_text(&ArticleText {
                    lang: props.lang,
                    article: Rc::clone(article),
                    marks: props.marks.clone(),
                    hit: props.hit,
                    paragraph: props.paragraph,
                    asked: props.asked,
                    href_of: props.href_of.clone(),
                    on_ask: props.on_ask.clone(),
                    on_filter: props.on_filter.clone(),
                    on_only: props.on_only.clone(),
                }) }
                { hit_map(&article.paragraphs, props.hit, &props.on_hit) }
            </div>
            if article.is_extract { <p class="article-view__derived">{ words.extract }</p> }
            <div class="article-view__acts">
                if let Some(url) = original {
                    <a class="article-view__original" href={url} target="_blank" rel="noopener noreferrer">
                        { words.original }{ icon(Shape::Outward) }
                    </a>
                }
                { share_button(props.lang, props.shared, &props.on_share) }
                { button(Look::Quiet, html! { <>{ icon(Shape::Printer) }{ words.print }</> }, says(&props.on_print, ())) }
                { props.links.clone() }
            </div>
            { entity_list(props.lang, &article.entities, &props.chosen, &props.on_filter.reform(|label: EntityLabel| (label, false))) }
        </article>
    }
}

/// The switches for the marks, one for each kind that the article has; nothing when it names nobody.
fn marks(props: &ArticleView) -> Html {
    let words = props.lang.words();
    let has = |kind: EntityKind| props.article.entities.iter().any(|it| it.label.kind == kind && it.n_mentions > 0);
    let kinds: Vec<EntityKind> = EntityKind::ALL.into_iter().filter(|kind| has(*kind)).collect();
    if kinds.is_empty() {
        return Html::default();
    }
    html! {
        // No fieldset: WebKit sets the legend of one on a line of its own.
        <div class="article-view__marks" role="group" aria-labelledby="marks-title">
            <span class="article-view__legend" id="marks-title">{ words.mark_names }</span>
            { for kinds.into_iter().map(|kind| {
                let onchange = props.on_mark.reform(move |_: Event| kind);
                html! {
                    <label class={kind_class("article-view__mark", kind)}>
                        <input type="checkbox" checked={props.marks.contains(&kind)} {onchange} />
                        <span>{ (words.facet)(Facet::of(kind)) }</span>
                    </label>
                }
            }) }
        </div>
    }
}
