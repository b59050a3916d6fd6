//! A facet that asks for more of its values when the reader wants them.

use newsprint_search::{FacetCounts, FacetRequest, Request};
use yew::prelude::*;

use crate::components::{FacetPanel, FacetShown, facet, failed_part};
use crate::data::Client;
use crate::hooks::{use_callback, use_facet, use_state};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::{Action, Loaded, View};
use crate::words::Language;

/// How many values are put in order by name; beyond, the reader is told that these are the most frequent.
const N_BY_NAME: u32 = 500;

/// What the section works with.
#[derive(Clone, PartialEq)]
pub struct FacetSection {
    /// Who answers for the edition.
    pub client: Client,
    /// The interface's language.
    pub lang: Language,
    /// The search that the values are counted for.
    pub request: Request,
    /// The first values.
    pub counts: FacetCounts,
    /// Whether they belong to an older search.
    pub is_stale: bool,
    /// What a value stands for was wanted.
    pub on_action: Callback<Action>,
}

drawn_by!(FacetSection, use_facet_section);

/// The section.
#[hook]
fn use_facet_section(props: &FacetSection) -> Html {
    let of = props.counts.facet;
    let shown = use_state(FacetShown::default);
    let question =
        (!shown.prefix.trim().is_empty() || shown.n_more > 0 || shown.by_name || shown.is_open).then(|| FacetRequest {
            search: props.request.clone(),
            facet: of,
            prefix: shown.prefix.trim().to_owned(),
            offset: 0,
            limit: if shown.by_name { N_BY_NAME } else { View::N_FACET_VALUES.saturating_add(shown.n_more) },
        });
    let is_asked = question.is_some();
    let asked = use_facet(&props.client, question);
    let mut counts = match asked.now.ready() {
        Some(counts) if is_asked => (**counts).clone(),
        _ => props.counts.clone(),
    };
    // What is chosen is known before anything is counted anew.
    for value in &mut counts.values {
        let choice = props.request.filters.choices.iter().find(|it| it.facet == of && it.value == value.value);
        value.chosen = choice.map(|choice| choice.exclude);
    }
    let on_choose = {
        let on_action = props.on_action.clone();
        use_callback(on_action, move |(value, exclude): (String, bool), on_action| {
            on_action.emit(Action::ChoiceToggled { facet: of, value, exclude });
        })
    };
    let on_show = {
        let shown = shown.setter();
        use_callback((), move |new: FacetShown, ()| shown.set(new))
    };
    let trouble = match &asked.now {
        Loaded::Failed(trouble) if is_asked => Some(trouble),
        _ => None,
    };
    let panel = facet(&FacetPanel {
        lang: props.lang,
        facet: of,
        values: counts.values,
        n_values: counts.n_values,
        has_more: counts.has_more,
        shown: (*shown).clone(),
        is_stale: if is_asked { asked.is_stale || trouble.is_some() } else { props.is_stale },
        on_choose,
        on_show,
    });
    html! {
        <>
            { panel }
            if let Some(trouble) = trouble {
                { failed_part(props.lang, props.lang.words().counts_failed, trouble, &asked.retry) }
            }
        </>
    }
}
