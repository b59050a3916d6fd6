//! Nothing was found: what was tried, and what may be given up to find something, with how much it would find.

use yew::prelude::*;

use crate::state::Action;
use crate::words::Language;

/// What is said.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// The words that were tried; empty when there were none.
    pub query: String,
    /// The filters that were tried, in words.
    pub filters: Vec<String>,
    /// What may be given up: in words, as an action, and how many articles that would find, once known.
    pub ways: Vec<(String, Action, Option<u32>)>,
    /// A way was chosen.
    pub on_action: Callback<Action>,
}

/// The sentences and the buttons.
#[component]
pub fn NoResult(props: &Props) -> Html {
    let words = props.lang.words();
    let mut tried: Vec<String> = Vec::new();
    if !props.query.trim().is_empty() {
        tried.push((words.words_chip)(props.query.trim()));
    }
    tried.extend(props.filters.iter().cloned());
    html! {
        <div class="no-result">
            <p class="no-result__title">{ words.no_result }</p>
            <p class="no-result__tried" dir="auto">{ (words.no_result_for)(&tried.join(words.comma)) }</p>
            if !props.ways.is_empty() {
                <p class="no-result__relax" id="relax">{ words.relax }</p>
                <ul class="no-result__ways" aria-labelledby="relax">
                    { for props.ways.iter().map(|(label, action, n)| {
                        let (on_action, action) = (props.on_action.clone(), action.clone());
                        let onclick = Callback::from(move |_: MouseEvent| on_action.emit(action.clone()));
                        html! {
                            <li>
                                <button type="button" class="button no-result__way" {onclick}>
                                    <bdi>{ label.clone() }</bdi>
                                    if let Some(n) = n {
                                        <span class="no-result__count">{ (words.n_articles)(*n) }</span>
                                    }
                                </button>
                            </li>
                        }
                    }) }
                </ul>
            }
        </div>
    }
}
