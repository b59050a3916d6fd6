//! How a query's words were read where that is not plain: what was put right, whose name it is, what it may have been meant as; each with the way to have
//! it otherwise.

use newsprint_search::{Correction, Results};
use yew::prelude::*;

use crate::components::{Look, button, says};
use crate::markup::html;
use crate::state::{Action, View};
use crate::words::Language;

/// The notes, above what was found.
pub fn reading_notes(lang: Language, view: &View, results: &Results, on_action: &Callback<Action>) -> Html {
    let words = lang.words();
    let note = |sentence: String, act: String, action: Action| {
        html! { <p class="list__note" dir="auto">{ sentence }{ " " }{ button(Look::Quiet, act.into(), says(on_action, action)) }</p> }
    };
    let Results { corrections, names, begun, did_you_mean, .. } = results;
    let as_typed = view.query.trim_end();
    let typed = |start: u32, end: u32| -> String {
        view.query.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
    };
    let mut notes = Vec::new();
    if !corrections.is_empty() {
        // What else a word was searched for as, a word for each.
        let also = corrections.iter().flat_map(|it| &it.also).cloned();
        let read: Vec<String> =
            std::iter::once(corrected(as_typed, corrections)).chain(also).map(|it| (words.words_chip)(&it)).collect();
        notes.push(note(
            (words.read_as)(&read.join(words.comma)),
            (words.search_as_typed)(as_typed),
            Action::ExactChosen(true),
        ));
    }
    if let Some(meant) = did_you_mean {
        notes.push(note(
            words.did_you_mean.to_owned(),
            (words.words_chip)(meant.trim_end()),
            Action::QuerySubmitted(meant.clone()),
        ));
    }
    let mut left = names.as_slice();
    while let Some(first) = left.first() {
        let n_alike = left.iter().take_while(|name| (name.start, name.end) == (first.start, first.end)).count();
        let (alike, rest) = left.split_at(n_alike);
        left = rest;
        let whose: Vec<String> = alike.iter().map(|name| name.label.name.clone()).collect();
        let sentence = (words.name_read)(&typed(first.start, first.end), &whose.join(words.comma));
        notes.push(note(sentence, words.only_these_letters.to_owned(), Action::StrictNamesChosen(true)));
    }
    for beginning in begun {
        let sentence = (words.begun)(&typed(beginning.start, beginning.end), &beginning.words.join(words.comma));
        notes.push(html! { <p class="list__note" dir="auto">{ sentence }</p> });
    }
    if view.exact {
        notes.push(note(words.taken_as_typed.to_owned(), words.put_right.to_owned(), Action::ExactChosen(false)));
    }
    if view.strict_names {
        let act = words.every_spelling.to_owned();
        notes.push(note(words.names_as_typed.to_owned(), act, Action::StrictNamesChosen(false)));
    }
    notes.into_iter().collect()
}

/// A query with some of its words replaced.
fn corrected(query: &str, corrections: &[Correction]) -> String {
    let mut out = String::new();
    let mut letters = query.chars();
    let mut at = 0;
    for Correction { start, end, shown, .. } in corrections {
        while at < *start {
            out.extend(letters.next());
            at += 1;
        }
        while at < *end {
            letters.next();
            at += 1;
        }
        out.push_str(shown);
    }
    out.extend(letters);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_put_right_word_by_word() {
        let word = |start, end, shown: &str| Correction {
            start,
            end,
            typed: String::new(),
            shown: shown.to_owned(),
            also: Vec::new(),
        };
        for (query, corrections, expected) in [
            ("khamanei", vec![word(0, 8, "khamenei")], "khamenei"),
            ("é khamanei -irn", vec![word(2, 10, "khamenei"), word(12, 15, "iran")], "é khamenei -iran"),
            ("as it is", vec![], "as it is"),
            // Places outside the text are an engine's bug and no reason to fall over.
            ("ab", vec![word(1, 9, "x"), word(20, 30, "y")], "axy"),
        ] {
            assert_eq!(corrected(query, &corrections), expected, "{query}");
        }
    }
}
