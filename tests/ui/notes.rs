//! What is said above a list of how its words were read.

use newsprint_app::pages::reading_notes;
use newsprint_app::state::View;
use newsprint_app::words::Language;
use newsprint_model::EntityKind;
use newsprint_search::{Begun, Correction, EntityLabel, NameRead, Results};
use yew::Callback;

use crate::drawing::{draw, harmful, text};
use crate::sample::HOSTILE;

fn said(lang: Language, query: &str, results: &Results) -> String {
    let view = View { query: query.to_owned(), ..View::default() };
    text(&draw(reading_notes(lang, &view, results, &Callback::noop())))
}

#[test]
fn a_query_read_as_it_stands_needs_no_note() {
    assert_eq!(said(Language::En, "harbour", &Results::default()).trim(), "");
}

#[test]
fn what_may_have_been_meant_is_offered_and_not_done() {
    let results = Results { did_you_mean: Some("ceasefire gaza".to_owned()), ..Results::default() };
    for (lang, sentence) in [(Language::En, "Did you mean"), (Language::Fa, "آیا منظورتان"), (Language::Ar, "هل تقصد")]
    {
        let said = said(lang, "cesefire gaza", &results);
        assert!(said.contains(sentence) && said.contains("ceasefire gaza"), "{said}");
    }
    let hostile = Results { did_you_mean: Some(HOSTILE.to_owned()), ..Results::default() };
    let view = View::default();
    assert!(harmful(&draw(reading_notes(Language::En, &view, &hostile, &Callback::noop()))).is_empty());
}

#[test]
fn corrections_names_and_beginnings_are_told_apart() {
    let results = Results {
        corrections: vec![Correction {
            start: 5,
            end: 12,
            typed: "khamnei".to_owned(),
            shown: "Khamenei".to_owned(),
            also: Vec::new(),
        }],
        names: vec![NameRead {
            start: 0,
            end: 4,
            label: EntityLabel { id: "ali-x".to_owned(), name: "Ali X".to_owned(), kind: EntityKind::Person },
        }],
        begun: vec![Begun { start: 13, end: 15, words: vec!["harbour".to_owned(), "hospital".to_owned()] }],
        ..Results::default()
    };
    let said = said(Language::En, "alix khamnei ha", &results);
    for part in ["alix Khamenei ha", "every spelling of Ali X", "“ha”", "harbour, hospital"] {
        assert!(said.contains(part), "{part} in {said}");
    }
}
