//! Why we believe a date, in words, with the passages it rests on.

use newsprint_model::PublicationDate;
use yew::prelude::*;

use crate::markup::html;
use crate::words::Language;

/// The explanation, folded up until asked for.
pub fn date_evidence(lang: Language, date: Option<&PublicationDate>, text_lang: Option<&str>) -> Html {
    let words = lang.words();
    html! {
        <details class="date-evidence">
            <summary class="date-evidence__summary">{ words.why_this_date }</summary>
            <div class="date-evidence__body">
                if let Some(date) = date {
                    <p>{ (words.date_rule)(date.evidence.rule) }</p>
                    <p class="date-evidence__reason" lang="en" dir="auto">{ date.evidence.reason.clone() }</p>
                    if !date.evidence.passages.is_empty() {
                        <p class="date-evidence__rests">{ words.rests_on }</p>
                        <ul class="date-evidence__passages">
                            { for date.evidence.passages.iter().map(|passage| html! {
                                <li><q dir="auto" lang={text_lang.map(str::to_owned)}>{ passage.clone() }</q></li>
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
