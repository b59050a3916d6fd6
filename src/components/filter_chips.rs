//! The filters in use, each of which can be taken back.

use newsprint_search::{Choice, DateFilter};
use yew::prelude::*;

use super::{Icon, Shape};
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

/// What the chips show.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// The chosen values.
    pub choices: Vec<FilterLabel>,
    /// The chosen dates.
    pub date: Option<DateFilter>,
    /// What a chip or button stands for was wanted.
    pub on_action: Callback<Action>,
}

/// Chosen dates in words.
pub fn date_label(lang: Language, date: DateFilter) -> String {
    match date {
        DateFilter::Within(span) => lang.span(span),
        DateFilter::Possibly(span) => (lang.words().possibly)(&lang.span(span)),
        DateFilter::Undated => lang.words().undated.to_owned(),
    }
}

/// The chips, with "clear all"; nothing when no filter is in use.
#[component]
pub fn FilterChips(props: &Props) -> Html {
    let words = props.lang.words();
    let chip = |label: Html, spoken: &str, excluded: bool, action: Action| {
        let on_action = props.on_action.clone();
        let onclick = Callback::from(move |_: MouseEvent| on_action.emit(action.clone()));
        html! {
            <li>
                <button type="button" class={classes!("filter-chips__chip", excluded.then_some("filter-chips__chip--excluded"))}
                    aria-label={(words.remove)(spoken)} {onclick}>
                    { label }
                    <Icon shape={Shape::Cross} />
                </button>
            </li>
        }
    };
    let n_chips = props.choices.len() + usize::from(props.date.is_some());
    let act = |action: Action| {
        let on_action = props.on_action.clone();
        Callback::from(move |_: MouseEvent| on_action.emit(action.clone()))
    };
    if n_chips == 0 {
        return Html::default();
    }
    html! {
        <div class="filter-chips" role="group" aria-label={words.current_view}>
            <ul class="filter-chips__list">
                { for props.choices.iter().map(|FilterLabel { choice, label }| {
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
                if let Some(date) = props.date {
                    { chip(html! { <span>{ date_label(props.lang, date) }</span> }, &date_label(props.lang, date), false, Action::DateChosen(None)) }
                }
            </ul>
            <button type="button" class="text-button" onclick={act(Action::FiltersCleared)}>{ words.clear_all }</button>
        </div>
    }
}
