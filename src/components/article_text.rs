//! The article's own words, with matches and names marked, and the card of the name that was asked about.

use std::collections::BTreeSet;

use newsprint_model::EntityKind;
use newsprint_search::{ArticleEntity, EntityLabel, Run};
use yew::prelude::*;

use super::entity_card::CARD_ID;
use super::{EntityCard, kind_name};
use crate::js::page;
use crate::words::Language;

/// A marked name that was asked about: its paragraph, and its place among that paragraph's runs.
pub type Asked = (usize, usize);

/// What the ids of matches begin with; the number from 0 follows.
pub const HIT_ID: &str = "hit-";

/// What the text shows.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// The text.
    pub paragraphs: Vec<Vec<Run>>,
    /// The names in it.
    pub entities: Vec<ArticleEntity>,
    /// The kinds of name that are marked.
    pub marks: BTreeSet<EntityKind>,
    /// The match that the reader stands at.
    pub hit: u32,
    /// The name whose card is open.
    pub asked: Option<Asked>,
    /// A link to the articles with an entity.
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
#[component]
pub fn ArticleText(props: &Props) -> Html {
    let asked_entity = props.asked.and_then(|(paragraph, run)| {
        let entity = props.paragraphs.get(paragraph)?.get(run)?.entity?;
        props.entities.get(entity as usize)
    });
    // A match may run through several runs; only its first carries its id.
    let mut n_named = 0;
    html! {
        <div class="article-text" dir="auto">
            { for props.paragraphs.iter().enumerate().map(|(paragraph, runs)| html! {
                <>
                    <p class="article-text__paragraph" dir="auto">
                        { for runs.iter().enumerate().map(|(i, run)| {
                            let text = hit(run, props.hit, &mut n_named);
                            name(props, run, (paragraph, i), text)
                        }) }
                    </p>
                    if let Some(entity) = asked_entity.filter(|_| props.asked.is_some_and(|(at, _)| at == paragraph)) {
                        <EntityCard key={entity.label.id.clone()} lang={props.lang} entity={entity.clone()} on_filter={&props.on_filter}
                            on_only={props.on_only.clone()} on_close={props.on_ask.reform(|()| None)} />
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
        <mark id={is_first.then(|| format!("{HIT_ID}{hit}"))} class={classes!("hit", is_current.then_some("hit--current"))}>
            { run.text.clone() }
        </mark>
    }
}

/// A run's text as a name, when it is one of a kind that is marked.
fn name(props: &Props, run: &Run, at: Asked, text: Html) -> Html {
    let entity = run.entity.and_then(|entity| props.entities.get(entity as usize)).map(|it| &it.label);
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
        <a id={name_id(at)} class={classes!("name", format!("name--{}", kind_name(label.kind)))}
            href={props.href_of.emit(label.clone())} title={(props.lang.words().kind)(label.kind)}
            aria-expanded={is_open.to_string()} aria-controls={is_open.then_some(CARD_ID)} {onclick}>{ text }</a>
    }
}
