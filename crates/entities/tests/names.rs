//! The ladder and its gates on pairs written for them: what must unite, what must stay apart, and why.

#![cfg(not(target_arch = "wasm32"))]

use newsprint_entities::{Gate, Rung, Verdict, compare_names};
use proptest::prelude::*;

/// Written for these tests, over the kinds of variation that world news has.
const PAIRS: &str = include_str!("fixtures/name-pairs.tsv");

fn pairs() -> Vec<(&'static str, &'static str, bool)> {
    let columns = PAIRS.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    columns.map(|columns| (columns[0], columns[1], columns[2] == "same")).collect()
}

#[test]
fn pairs_are_told_right_and_no_two_are_joined_that_are_two() {
    let pairs = pairs();
    assert!(pairs.len() > 1000, "{}", pairs.len());
    let is_same = |(a, b, _): &&(&str, &str, bool)| compare_names(a, b).verdict == Verdict::Same;
    let joined_wrongly: Vec<_> = pairs.iter().filter(|pair| !pair.2).filter(is_same).collect();
    assert!(joined_wrongly.is_empty(), "{joined_wrongly:?}");
    let missed: Vec<_> = pairs.iter().filter(|pair| pair.2).filter(|pair| !is_same(pair)).collect();
    assert!(missed.len() * 100 <= pairs.len() * 3, "{} of {}: {missed:?}", missed.len(), pairs.len());
}

#[test]
fn the_verdict_does_not_depend_on_the_order() {
    for (a, b, _) in pairs() {
        assert_eq!(compare_names(a, b), compare_names(b, a), "{a} / {b}");
    }
}

#[test]
fn a_verdict_names_what_decided_it() {
    let mut wrong = Vec::new();
    for (a, b, rungs) in [
        ("Tehran", "Tehran", vec![Rung::Same]),
        ("Sana'a", "SANAA", vec![Rung::Folded]),
        ("Haji-Zadeh", "Hajizadeh", vec![Rung::Joined]),
        ("Dr Ali Rezvani", "Ali Rezvani", vec![Rung::Title]),
        ("Rezvani, Ali", "Ali Rezvani", vec![Rung::SurnameFirst]),
        ("Ali al-Rezvani", "Ali Rezvani", vec![Rung::Particle]),
        ("Masoud Rezvani", "Massoud Rezvani", vec![Rung::Romanisation]),
        ("Robert Quillfeather", "Bob Quillfeather", vec![Rung::GivenName]),
        ("Rosa Maria Quillfeather", "Rosa Quillfeather", vec![Rung::Omitted]),
        ("Rosa M. Quillfeather", "Rosa Maria Quillfeather", vec![Rung::Initial]),
        ("Minister Quillfeather", "Rosa Quillfeather", vec![Rung::TitleAndName]),
        ("رضوانی", "Rezvani", vec![Rung::Script]),
        ("Burma", "Myanmar", vec![Rung::BuiltInAlias]),
        ("Velmora Relief Council", "VRC", vec![Rung::Acronym]),
        ("Quillfeather Ltd", "Quillfeather", vec![Rung::LegalForm]),
        ("Quillon News Agency", "Quillon", vec![Rung::ShortForm]),
        ("Ministry of Fisheries", "Fisheries Ministry", vec![Rung::BodyForm]),
        ("Velmora Defence Council", "Velmora Defense Council", vec![Rung::Inflected]),
        ("Republic of Ghana", "Ghana", vec![Rung::BodyForm, Rung::StateForm]),
    ] {
        let told = compare_names(a, b);
        let expected = (Verdict::Same, rungs, vec![]);
        wrong.extend(((told.verdict, told.rungs, told.gates) != expected).then_some((a, b, compare_names(a, b))));
    }
    for (a, b, verdict, gate) in [
        ("Quillon News Agency", "Quillon Province", Verdict::Different, Gate::Kind),
        ("Ann Quillfeather", "Rosa Quillfeather", Verdict::Different, Gate::GivenName),
        ("Ann B. Quillfeather", "Ann C. Quillfeather", Verdict::Different, Gate::MiddleName),
        ("Ann Quillfeather", "Ann Pemberton", Verdict::Different, Gate::Surname),
        ("Tom Quillfeather", "Tom Quillfeather Jr.", Verdict::Different, Gate::Generation),
        ("Arash-2", "Arash-3", Verdict::Different, Gate::Number),
        ("King Hamad of Bahrain", "King Hamad of Velmora", Verdict::Different, Gate::Realm),
        ("Green Party", "Green Council", Verdict::Different, Gate::Words),
        ("WHO", "who", Verdict::Different, Gate::Case),
        ("Iran", "Iraq", Verdict::Different, Gate::BuiltIn),
        ("Quillfeather", "Ann Quillfeather", Verdict::Unsure, Gate::BareSurname),
        ("Ann Quillfeather", "張三豐", Verdict::Unsure, Gate::Scripts),
    ] {
        let told = compare_names(a, b);
        let expected = (verdict, vec![], vec![gate]);
        wrong.extend(((told.verdict, told.rungs, told.gates) != expected).then_some((a, b, compare_names(a, b))));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

proptest! {
    #[test]
    fn any_two_forms_have_a_verdict_and_it_is_symmetric(a in "\\PC{0,40}", b in "\\PC{0,40}") {
        prop_assert_eq!(compare_names(&a, &b), compare_names(&b, &a));
        prop_assert_eq!(compare_names(&a, &a).verdict, Verdict::Same);
    }

    #[test]
    fn names_of_mixed_scripts_and_signs_have_a_verdict(
        a in "([A-Za-z'’ .,-]|[ا-ی]|[а-я]|[א-ת]|[一-三]|\u{200C}|\u{0}|\u{7}){0,60}",
        b in "([A-Za-z'’ .,-]|[ا-ی]|[а-я]|[א-ת]|[一-三]|\u{200C}|\u{0}|\u{7}){0,60}",
    ) {
        prop_assert_eq!(compare_names(&a, &b), compare_names(&b, &a));
    }
}

#[test]
fn a_form_without_end_is_answered_at_once() {
    let long = "Ali ".repeat(1 << 20);
    assert_eq!(compare_names(&long, "Ali").verdict, Verdict::Different);
    assert_eq!(compare_names(&"a".repeat(400), &"b".repeat(400)).verdict, Verdict::Different);
}
