//! Nothing was found: what was tried, and what may be given up to find something, with how much it would find.

use yew::prelude::*;

use super::says;
use crate::markup::html;
use crate::state::Action;
use crate::words::Language;

/// Something that may be given up.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// In words.
    pub label: String,
    /// As an action.
    pub action: Action,
    /// How many articles that would find, once known.
    pub n_articles: Option<u32>,
}

/// The sentences and the buttons; `tried` is the list in words.
pub fn no_result(lang: Language, tried: &str, ways: Vec<Way>, on_action: &Callback<Action>) -> Html {
    let words = lang.words();
    html! {
        <div class="no-result">
            <p class="no-result__title">{ words.no_result }</p>
            <p class="no-result__tried" dir="auto">{ (words.no_result_for)(tried) }</p>
            if !ways.is_empty() {
                <p class="no-result__relax" id="relax">{ words.relax }</p>
                <ul class="no-result__ways" aria-labelledby="relax">
                    { for ways.into_iter().map(|Way { label, action, n_articles }| {
                        let onclick = says(on_action, action);
                        html! {
                            <li>
                                <button type="button" class="button no-result__way" {onclick}>
                                    <bdi>{ label }</bdi>
                                    if let Some(n) = n_articles {
                                        <span class="no-result__count">{ (words.n_articles)(n) }</span>
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
