//! A field that finds people, organisations and places by their names: each that is found is a link, to wherever the field is for.

use newsprint_model::EntityKind;
use newsprint_search::{Choice, Facet, FacetCounts, FacetRequest, Request};
use yew::prelude::*;

use super::Leaf;
use super::words::{key, said, say};
use crate::components::kind_marker;
use crate::hooks::{use_facet, use_settled, use_state};
use crate::js::page;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::words::Gap;

/// How many of each kind are shown.
const N_OF_KIND: u32 = 6;
/// How long the field stands still before names are looked for, in milliseconds.
const PAUSE_MS: i32 = 120;

/// The field, and what it finds.
#[derive(Clone, PartialEq)]
pub struct Picker {
    /// What it works with.
    pub leaf: Leaf,
    /// The field's id.
    pub id: &'static str,
    /// What the field is called.
    pub label: String,
    /// What stands in it at first.
    pub value: String,
    /// Where choosing somebody leads.
    pub href: Callback<Choice, String>,
    /// Where the words themselves lead when Enter is pressed; nowhere where only names count.
    pub on_words: Option<Callback<String>>,
}

drawn_by!(Picker, use_picker);

#[hook]
fn use_picker(props: &Picker) -> Html {
    let Picker { leaf, id, label, value, href, on_words } = props;
    let typed = use_state(|| None::<String>);
    let text = (*typed).clone().unwrap_or_else(|| value.clone());
    let settled = use_settled(text.clone(), PAUSE_MS);
    // What stands there from the beginning has been chosen already.
    let prefix = settled.trim();
    let is_asked = typed.is_some() && !prefix.is_empty();
    let request = |facet: Facet| {
        let search = Request { limit: 0, n_facet_values: 0, ..Request::default() };
        is_asked.then(|| FacetRequest { search, facet, prefix: prefix.to_owned(), offset: 0, limit: N_OF_KIND })
    };
    let people = use_facet(&leaf.client, request(Facet::Person));
    let bodies = use_facet(&leaf.client, request(Facet::Org));
    let places = use_facet(&leaf.client, request(Facet::Place));
    let found = [people, bodies, places];
    let is_here = is_asked && found.iter().all(|asked| asked.fresh().is_some());
    let counts = || found.iter().filter_map(|asked| asked.fresh()).filter(|_| is_asked);
    let n_found: usize = counts().map(|counts| counts.values.len()).sum();
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| typed.set(Some(page::field_text(&event))))
    };
    let onsubmit = {
        let (on_words, text) = (on_words.clone(), (*typed).as_deref().unwrap_or_default().trim().to_owned());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(on_words) = &on_words
                && !text.is_empty()
            {
                on_words.emit(text.clone());
            }
        })
    };
    let row = |kind: EntityKind, counts: &FacetCounts| -> Html {
        let rows = counts.values.iter().map(|value| {
            let choice = Choice { facet: counts.facet, value: value.value.clone(), exclude: false };
            html! {
                <li class="picker__row">
                    <a class="picker__name" href={href.emit(choice)}>
                        { kind_marker(kind) }
                        <span class="visually-hidden">{ (leaf.lang.words().kind)(kind) }{ ": " }</span>
                        <bdi>{ value.label.clone() }</bdi>
                    </a>
                    <span class="picker__count">{ (leaf.lang.words().n_articles)(value.n_articles) }</span>
                </li>
            }
        });
        rows.collect()
    };
    html! {
        <form class="picker" {onsubmit}>
            <label class="picker__label" for={*id}>{ label.clone() }</label>
            <span class="picker__line">
                <input class="picker__field" id={*id} type="search" dir="auto" autocomplete="off" spellcheck="false" value={text} {oninput} />
                if on_words.is_some() {
                    <button type="submit" class="button">{ leaf.lang.words().search }</button>
                }
            </span>
            <p class="visually-hidden" role="status">
                if is_here { { say(key::NAMES_FOUND, &[Gap::Number(n_found as u32)]) } }
            </p>
            if n_found > 0 {
                <ul class="picker__names" aria-label={said(key::NAMES)}>
                    { for EntityKind::ALL.into_iter().flat_map(|kind| {
                        counts().filter(move |counts| counts.facet == Facet::of(kind)).map(move |counts| row(kind, counts))
                    }) }
                </ul>
            } else if is_here {
                <p class="picker__none">{ said(key::NO_SUCH_NAME) }</p>
            }
        </form>
    }
}
