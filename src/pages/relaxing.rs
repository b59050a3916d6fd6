//! Nothing was found: asks how much would be found if something were given up.

use newsprint_search::Request;
use yew::prelude::*;

use crate::components::{FilterLabel, Way, list_in_words, no_result};
use crate::data::Client;
use crate::hooks::use_counts;
use crate::piece::drawn_by;
use crate::route::Route;
use crate::state::{Action, State, View};
use crate::words::Language;

/// What was tried.
#[derive(Clone, PartialEq)]
pub struct Relaxing {
    /// Who answers for the edition.
    pub client: Client,
    /// The interface's language.
    pub lang: Language,
    /// The view that shows nothing.
    pub view: View,
    /// The chosen values by their names.
    pub choices: Vec<FilterLabel>,
    /// A way out was chosen.
    pub on_action: Callback<Action>,
}

/// The ways out, in the order in which they are offered: one thing given up each, and everything last.
fn ways(lang: Language, view: &View, choices: &[FilterLabel]) -> Vec<(String, Action)> {
    let words = lang.words();
    let mut ways = Vec::new();
    for FilterLabel { choice, label } in choices {
        let name = if choice.exclude { (words.left_out)(label) } else { label.clone() };
        let action =
            Action::ChoiceToggled { facet: choice.facet, value: choice.value.clone(), exclude: choice.exclude };
        ways.push(((words.without)(&name), action));
    }
    if view.date.is_some() {
        ways.push((words.any_date.to_owned(), Action::DateChosen(None)));
    }
    let has_words = !view.query.trim().is_empty();
    if has_words && view.n_filters() > 0 {
        ways.push(((words.without)(&(words.words_chip)(view.query.trim())), Action::WordsCleared));
        if view.n_filters() > 1 {
            ways.push((words.clear_all.to_owned(), Action::FiltersCleared));
        }
    }
    if has_words || view.n_filters() > 1 {
        ways.push((words.home.to_owned(), Action::AllCleared));
    }
    ways
}

drawn_by!(Relaxing, use_relaxing);

/// The way out, with counts as they come.
#[hook]
fn use_relaxing(props: &Relaxing) -> Html {
    let ways = ways(props.lang, &props.view, &props.choices);
    let state = State::at(Route { view: props.view.clone(), ..Route::default() });
    let requests: Vec<Request> = ways
        .iter()
        .map(|(_, action)| Request { limit: 0, n_facet_values: 0, ..state.after(action.clone()).route.view.request() })
        .collect();
    let counts = use_counts(&props.client, requests);
    let ways = ways
        .into_iter()
        .enumerate()
        .map(|(i, (label, action))| Way { label, action, n_articles: counts.get(i).copied().flatten() })
        // What would find nothing either is no way out.
        .filter(|way| way.n_articles != Some(0))
        .collect::<Vec<_>>();
    let tried = list_in_words(props.lang, &props.view.query, &props.choices, props.view.date);
    no_result(props.lang, &tried, ways, &props.on_action)
}
