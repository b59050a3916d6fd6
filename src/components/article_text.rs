//! The article's own words, with matches and names marked, and the card of the name that was asked about.

use std::rc::Rc;

use newsprint_model::EntityKind;
use newsprint_search::{ArticleView as Article, EntityLabel, Run};
use yew::prelude::*;

use super::entity_card::CARD_ID;
use super::{EntityCard, class, entity_card, kind_class};
use crate::js::page;
use crate::markup::html;
use crate::words::Language;

/// A marked name that was asked about: its paragraph, and its place among that paragraph's runs.
pub type Asked = (usize, usize);

/// What the ids of matches begin with; the number from 0 follows.
pub const HIT_ID: &str = "hit-";

/// What the ids of paragraphs begin with; the number from 1 follows.
pub const PARAGRAPH_ID: &str = "para-";

/// What the text shows.
#[derive(Clone, PartialEq)]
pub struct ArticleText {
    /// The interface's language.
    pub lang: Language,
    /// The article, of which the text and the names in it are shown.
    pub article: Rc<Article>,
    /// The kinds of name that are marked.
    pub marks: Vec<EntityKind>,
    /// The match that the reader stands at.
    pub hit: u32,
    /// The paragraph that a link led to, from 1; 0 for none.
    pub paragraph: u32,
    /// The name whose card is open.
    pub asked: Option<Asked>,
    /// A link to an entity's page.
    pub href_of: Callback<EntityLabel, AttrValue>,
    /// A name was asked about; `None` closes its card.
    pub on_ask: Callback<Option<Asked>>,
    /// Articles with a name are wanted (`false`), or are to be left out (`true`).
    pub on_filter: Callback<(EntityLabel, bool)>,
    /// Every article with a name is wanted, whatever else was asked for; `None` while nothing else is asked for.
    pub on_only: Option<Callback<EntityLabel>>,
}

/// The id of a marked name.
pub fn name_id((paragraph, run): Asked) -> String {
    format!("name-{paragraph}-{run}")
}

/// The paragraphs.
pub fn article_text(props: &ArticleText) -> Html {
    let asked_entity = props.asked.and_then(|(paragraph, run)| {
        let entity = props.article.paragraphs.get(paragraph)?.get(run)?.entity?;
        props.article.entities.get(entity as usize)
    });
    // A match may run through several runs; only its first carries its id.
    let mut n_named = 0;
    html! {
        <div class="article-text" dir="auto">
            { for props.article.paragraphs.iter().enumerate().map(|(paragraph, runs)| html! {
                <>
                    <p id={format!("{PARAGRAPH_ID}{}", paragraph + 1)} class="article-text__paragraph" dir="auto"
                        aria-current={(paragraph + 1 == props.paragraph as usize).then_some("true")}>
                        { for runs.iter().enumerate().map(|(i, run)| {
                            let text = hit(run, props.hit, &mut n_named);
                            name(props, run, (paragraph, i), text)
                        }) }
                    </p>
                    if let Some(entity) = asked_entity.filter(|_| props.asked.is_some_and(|(at, _)| at == paragraph)) {
                        { entity_card(&EntityCard {
                            lang: props.lang,
                            entity: entity.clone(),
                            href: props.href_of.emit(entity.label.clone()),
                            on_filter: props.on_filter.clone(),
                            on_only: props.on_only.clone(),
                            on_close: props.on_ask.reform(|()| None),
                        }) }
                    }
                </>
            }) }
        </div>
    }
}

/// A run's text, marked when it matches.
///
/// `n_named` counts the matches that have their id already: they are numbered in reading order.
pub fn hit(run: &Run, current: u32, n_named: &mut u32) -> Html {
    let Some(hit) = run.hit else { return html! { { run.text.clone() } } };
    let is_first = hit >= *n_named;
    if is_first {
        *n_named = hit + 1;
    }
    let is_current = hit == current;
    html! {
        <mark id={is_first.then(|| format!("{HIT_ID}{hit}"))} class={class("hit", &[("hit--current", is_current)])}>
            { run.text.clone() }
        </mark>
    }
}

/// A run's text as a name, when it is one of a kind that is marked.
fn name(props: &ArticleText, run: &Run, at: Asked, text: Html) -> Html {
    let entity = run.entity.and_then(|entity| props.article.entities.get(entity as usize)).map(|it| &it.label);
    let Some(label) = entity.filter(|label| props.marks.contains(&label.kind)) else { return text };
    let is_open = props.asked == Some(at);
    let onclick = {
        let on_ask = props.on_ask.clone();
        Callback::from(move |event: MouseEvent| {
            if !page::opens_elsewhere(&event) {
                event.prevent_default();
                on_ask.emit((!is_open).then_some(at));
            }
        })
    };
    html! {
        <a id={name_id(at)} class={kind_class("name", label.kind)}
            href={props.href_of.emit(label.clone())} title={(props.lang.words().kind)(label.kind)}
            aria-expanded={is_open.to_string()} aria-controls={is_open.then_some(CARD_ID)} {onclick}>{ text }</a>
    }
}
