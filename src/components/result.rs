//! One article in the list: headline, date, source, the passage that matches, the names in it.

use newsprint_search::{EntityLabel, Hit, Run};
use yew::prelude::*;

use super::{class, entity_chip, marked_text};
use crate::js::page;
use crate::markup::html;
use crate::words::Language;

/// What a result shows.
#[derive(Clone)]
pub struct ResultCard<'a> {
    /// The interface's language.
    pub lang: Language,
    /// The article.
    pub hit: &'a Hit,
    /// What of its text is shown: the best passage, or its beginning.
    pub passage: &'a [Run],
    /// A link to it.
    pub href: AttrValue,
    /// Whether it is open now.
    pub is_open: bool,
    /// The ids of the entities that the list is filtered by.
    pub chosen: &'a [String],
    /// It is to be opened.
    pub on_open: &'a Callback<String>,
    /// Further links, each in an element of its own, behind source and author.
    pub links: Html,
    /// One of its names was picked.
    pub on_pick: &'a Callback<EntityLabel>,
}

/// The result.
pub fn result_card(card: ResultCard) -> Html {
    let ResultCard { lang, hit, passage, href, is_open, chosen, links, on_open, on_pick } = card;
    let words = lang.words();
    let onclick = {
        let (on_open, id) = (on_open.clone(), hit.id.clone());
        Callback::from(move |event: MouseEvent| {
            if !page::opens_elsewhere(&event) {
                event.prevent_default();
                on_open.emit(id.clone());
            }
        })
    };
    let title: String = hit.title.iter().map(|run| run.text.as_str()).collect();
    let text_lang = (hit.lang != "und").then(|| hit.lang.clone());
    html! {
        <article class={class("result", &[("result--open", is_open)])} data-article={hit.id.clone()}>
            <h3 class="result__headline" dir="auto" lang={text_lang.clone()}>
                <a id={format!("{}{}", page::HEADLINE_ID, hit.id)} class="result__link" {href}
                    aria-current={is_open.then_some("true")} {onclick}>
                    { marked_text(&hit.title) }
                </a>
            </h3>
            <p class="result__meta">
                <span class={class("result__date", &[("result__date--unknown", hit.date.is_none())])}>
                    { lang.date(hit.date) }
                </span>
                if let Some(source) = &hit.source {
                    <span><bdi>{ source.clone() }</bdi></span>
                }
                if let Some(byline) = &hit.byline {
                    <span><bdi>{ (words.by)(byline) }</bdi></span>
                }
                if hit.title_derived {
                    <span class="result__derived">{ words.title_derived }</span>
                }
                { links }
            </p>
            if !passage.is_empty() {
                // The passage is another paragraph than the lead, not the lead with its words moved about.
                <p key={if std::ptr::eq(passage, &*hit.snippet) { "lead" } else { "passage" }} class="result__snippet" dir="auto"
                    lang={text_lang}>
                    { marked_text(passage) }
                </p>
            }
            if !hit.entities.is_empty() {
                <ul class="result__names" aria-label={(words.names_in)(&title)}>
                    { for hit.entities.iter().map(|entity| html! {
                        <li key={entity.id.clone()}>
                            { entity_chip(lang, entity, chosen.contains(&entity.id), on_pick) }
                        </li>
                    }) }
                </ul>
            }
        </article>
    }
}
