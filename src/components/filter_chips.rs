//! The filters in use, each of which can be taken back.

use newsprint_search::{Choice, DateFilter};
use yew::prelude::*;

use super::{Look, Shape, button, class, icon, says};
use crate::js::page;
use crate::markup::html;
use crate::state::Action;
use crate::words::Language;

/// A chosen value, and what the reader calls it.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterLabel {
    /// What is chosen.
    pub choice: Choice,
    /// What the reader calls it.
    pub label: String,
}

/// Chosen dates in words.
pub fn date_label(lang: Language, date: DateFilter) -> String {
    match date {
        DateFilter::Within(span) => lang.span(span),
        DateFilter::Possibly(span) => (lang.words().possibly)(&lang.span(span)),
        DateFilter::Undated => lang.words().undated.to_owned(),
    }
}

/// A list in words: what is looked for, what is chosen and left out, and when; empty where everything is shown.
pub fn list_in_words(lang: Language, query: &str, choices: &[FilterLabel], date: Option<DateFilter>) -> String {
    let words = lang.words();
    let query = query.trim();
    let mut parts: Vec<String> = Vec::new();
    if !query.is_empty() {
        parts.push((words.words_chip)(query));
    }
    for FilterLabel { choice, label } in choices {
        parts.push(if choice.exclude { (words.left_out)(label) } else { label.clone() });
    }
    parts.extend(date.map(|date| date_label(lang, date)));
    parts.join(words.comma)
}

/// The chips, with "clear all" and further links; nothing when no filter is in use.
pub fn filter_chips(
    lang: Language,
    choices: &[FilterLabel],
    date: Option<DateFilter>,
    links: Html,
    on_action: &Callback<Action>,
) -> Html {
    let words = lang.words();
    let chip = |label: Html, spoken: &str, excluded: bool, action: Action| {
        let onclick = says(on_action, action);
        html! {
            <li>
                <button type="button" class={class("filter-chips__chip", &[("filter-chips__chip--excluded", excluded)])}
                    aria-label={(words.remove)(spoken)} {onclick}>
                    { label }
                    { icon(Shape::Cross) }
                </button>
            </li>
        }
    };
    let n_chips = choices.len() + usize::from(date.is_some());
    if n_chips == 0 {
        return Html::default();
    }
    let on_clear = {
        let on_action = on_action.clone();
        Callback::from(move |_: MouseEvent| {
            // The button goes with the filters: the focus stays at the list.
            page::focus_quietly("results");
            on_action.emit(Action::FiltersCleared);
        })
    };
    html! {
        <div class="filter-chips" role="group" aria-label={words.current_view}>
            <ul class="filter-chips__list">
                { for choices.iter().map(|FilterLabel { choice, label }| {
                    let action = Action::ChoiceToggled {
                        facet: choice.facet,
                        value: choice.value.clone(),
                        exclude: choice.exclude,
                    };
                    let spoken = if choice.exclude { (words.left_out)(label) } else { label.clone() };
                    let shown = if choice.exclude {
                        html! { <span><span class="visually-hidden">{ (words.left_out)("") }</span><s><bdi>{ label.clone() }</bdi></s></span> }
                    } else {
                        html! { <bdi>{ label.clone() }</bdi> }
                    };
                    chip(shown, &spoken, choice.exclude, action)
                }) }
                if let Some(date) = date {
                    { chip(html! { <span>{ date_label(lang, date) }</span> }, &date_label(lang, date), false, Action::DateChosen(None)) }
                }
            </ul>
            { button(Look::Quiet, words.clear_all.into(), on_clear) }
            { links }
        </div>
    }
}
