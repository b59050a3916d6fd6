//! What a list is called, and several searches at once.

use std::cell::RefCell;
use std::rc::Rc;

use newsprint_search::{Choice, Request, Results};
use yew::prelude::*;

use super::words::{key, said};
use crate::components::{date_label, value_label};
use crate::data::{Answer, Asking, Client, Question};
use crate::hooks::{until_undone, use_effect_on, use_state};
use crate::state::View;
use crate::words::Language;

/// A list in words: what is looked for, who and what is chosen and left out, and when.
///
/// * `results` are of a search that counted facets: they know what chosen values are called.
pub fn list_name(lang: Language, list: &View, results: &Results) -> String {
    let words = lang.words();
    let label = |choice: &Choice| {
        let of_facet = results.facets.iter().filter(|counts| counts.facet == choice.facet);
        let value = of_facet.flat_map(|counts| &counts.values).find(|value| value.value == choice.value);
        let label = value.map_or_else(|| choice.value.clone(), |value| value_label(choice.facet, value));
        if choice.exclude { (words.left_out)(&label) } else { label }
    };
    let query = list.query.trim();
    let query = (!query.is_empty()).then(|| (words.words_chip)(query));
    let date = list.date.map(|date| date_label(lang, date));
    let parts: Vec<String> = query.into_iter().chain(list.choices.iter().map(label)).chain(date).collect();
    if parts.is_empty() { said(key::TO_THE_ARTICLES).to_owned() } else { parts.join(words.comma) }
}

/// What several searches find, as the answers come; nothing is known of one that fails.
#[hook]
pub fn use_searches(client: &Client, requests: Vec<Request>) -> Vec<Option<Rc<Results>>> {
    let known = use_state(|| (Vec::new(), Vec::new()));
    {
        let (known, client) = (known.setter(), client.clone());
        use_effect_on(requests.clone(), move |requests| {
            let found = Rc::new(RefCell::new(vec![None; requests.len()]));
            let asking: Vec<Asking> = requests
                .iter()
                .enumerate()
                .map(|(nth, request)| {
                    let (known, found, requests) = (known.clone(), Rc::clone(&found), requests.clone());
                    client.ask(Question::Search(request.clone()), move |answer| {
                        if let Ok(Answer::Search(results)) = answer {
                            found.borrow_mut()[nth] = Some(results);
                            known.set((requests, found.borrow().clone()));
                        }
                    })
                })
                .collect();
            until_undone(asking)
        });
    }
    let (of, found) = &*known;
    if *of == requests { found.clone() } else { vec![None; requests.len()] }
}
