//! Why we believe a date, in words, with the passages it rests on.

use newsprint_model::PublicationDate;
use yew::prelude::*;

use crate::words::Language;

/// What is explained.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The interface's language.
    pub lang: Language,
    /// The date, when anything is known of it.
    pub date: Option<PublicationDate>,
    /// The article's language, in which the passages are.
    pub text_lang: Option<String>,
}

/// The explanation, folded up until asked for.
#[component]
pub fn DateEvidence(props: &Props) -> Html {
    let words = props.lang.words();
    html! {
        <details class="date-evidence">
            <summary class="date-evidence__summary">{ words.why_this_date }</summary>
            <div class="date-evidence__body">
                if let Some(date) = &props.date {
                    <p>{ (words.date_rule)(date.evidence.rule) }</p>
                    <p class="date-evidence__reason" lang="en" dir="auto">{ date.evidence.reason.clone() }</p>
                    if !date.evidence.passages.is_empty() {
                        <p class="date-evidence__rests">{ words.rests_on }</p>
                        <ul class="date-evidence__passages">
                            { for date.evidence.passages.iter().map(|passage| html! {
                                <li><q dir="auto" lang={props.text_lang.clone()}>{ passage.clone() }</q></li>
                            }) }
                        </ul>
                    }
                } else {
                    <p>{ words.why_undated }</p>
                }
            </div>
        </details>
    }
}
