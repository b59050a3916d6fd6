//! Names across articles: what the ladder joins, what gates keep apart, what the publisher orders.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use newsprint_entities::{Corrections, Draft, Tagger};
use newsprint_model::{Article, Entity, MergeRule};
use support::article;

fn settled(texts: &[&str], corrections: &str) -> (Vec<Entity>, Vec<u32>) {
    let corrections = Corrections::parse("entities.tsv", corrections).expect("these are right");
    let mut tagger = Tagger::corrected(corrections);
    for (nth, text) in texts.iter().enumerate() {
        let article: Article = article(&format!("a{nth}"), &[text]);
        tagger.add(Draft::of(&article));
    }
    let settled = tagger.finish();
    (settled.entities, settled.unmatched)
}

fn ids(texts: &[&str], corrections: &str) -> Vec<String> {
    settled(texts, corrections).0.into_iter().map(|entity| entity.id).collect()
}

#[test]
fn spellings_across_articles_meet_by_the_ladder() {
    let texts = [
        "Minister Abdolkarim Rezvani spoke. The lawyer Masoud Tavassoli-Nia left.",
        "Mr Abdul Karim Rezvani spoke. The lawyer Massoud Tavassoli Nia left.",
        "Then Abd al-Karim Rezvani came.",
    ];
    let (entities, _) = settled(&texts, "");
    let people: Vec<&str> = entities.iter().map(|entity| entity.id.as_str()).collect();
    assert_eq!(people.len(), 2, "{entities:?}");
    let rezvani = entities.iter().find(|entity| entity.name.contains("Rezvani")).unwrap();
    assert!(rezvani.variants.iter().any(|variant| variant.rule == MergeRule::Romanisation), "{rezvani:?}");
}

#[test]
fn what_a_shorter_name_leaves_out_joins_the_only_one_that_fits() {
    let full = "Minister Rosa Maria Quillfeather spoke.";
    let short = "Minister Rosa Quillfeather spoke.";
    let other = "Minister Rosa Helena Quillfeather spoke.";
    assert_eq!(ids(&[full, short], ""), ["rosa-maria-quillfeather"]);
    let three = ids(&[full, short, other], "");
    assert_eq!(three, ["rosa-helena-quillfeather", "rosa-maria-quillfeather", "rosa-quillfeather"]);
}

#[test]
fn gates_keep_relatives_and_namesakes_apart() {
    let texts = [
        "Minister Hassan Tavakoli spoke.",
        "Minister Hossein Tavakoli spoke.",
        "Minister Ali Tavakoli spoke.",
        "Mr Pemberton left.",
        "Minister John Pemberton left.",
    ];
    let found = ids(&texts, "");
    assert_eq!(found.len(), 5, "{found:?}");
}

#[test]
fn the_publisher_outranks_the_rules() {
    let texts = ["Minister Mohammad Karimzadeh spoke.", "Minister Mohammed Karimzadeh spoke."];
    assert_eq!(ids(&texts, "").len(), 1);
    let apart = ids(&texts, "different Mohammad Karimzadeh != Mohammed Karimzadeh");
    assert_eq!(apart, ["mohammad-karimzadeh", "mohammed-karimzadeh"]);
    let texts = ["Minister Edda Quill spoke.", "The singer Ruta Solberg sang.", "Mr Vanely left."];
    assert_eq!(ids(&texts, "same Edda Quill = Ruta Solberg\nsame Vanely = Edda Quill").len(), 1);
    assert_eq!(ids(&texts, "wikidata Edda Quill = Q1\nwikidata Ruta Solberg = Q1").len(), 2);
    assert_eq!(ids(&texts, "suppress Vanely"), ["edda-quill", "ruta-solberg"]);
    assert_eq!(ids(&texts, "rename Ruta Solberg = Ruta S."), ["edda-quill", "ruta-s", "vanely"]);
    let (entities, unmatched) = settled(&texts, "kind Edda Quill = place\n\nsuppress Nobody");
    assert_eq!(entities.iter().find(|entity| entity.id == "edda-quill").unwrap().kind.code(), "LOC");
    assert_eq!(unmatched, [3]);
}

#[test]
fn many_names_of_one_sound_are_settled_in_bounded_time() {
    // Every one of these shares its keys with hundreds.
    let texts: Vec<String> = (0..600).map(|n| format!("Minister Ali{} Rezvani spoke.", "ae".repeat(n % 7))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert!(!ids(&texts, "").is_empty());
}

#[test]
fn letters_that_several_bodies_bear_are_the_listed_ones_where_its_name_stands() {
    let paper = "The review was first told by Spotlight PA, an independent newsroom in Pennsylvania.";
    let bare = "The mayor said that the PA had paid the teachers.";
    let named = "The Palestinian Authority met in Ramallah. The PA said that talks went on.";
    let authority = |texts: &[&str]| {
        let (entities, _) = settled(texts, "");
        let found = entities.into_iter().find(|entity| entity.id == "palestinian-authority");
        found.map(|it| it.variants.iter().map(|of| (of.text.clone(), of.n_mentions)).collect::<Vec<_>>())
    };
    assert_eq!(authority(&[paper]), None);
    assert!(ids(&[paper], "").contains(&"spotlight-pa".to_owned()));
    assert_eq!(authority(&[bare]), None);
    let both = vec![("PA".to_owned(), 1), ("Palestinian Authority".to_owned(), 1)];
    let sorted = |found: Option<Vec<(String, u32)>>| {
        let mut found = found.expect("the authority");
        found.sort();
        found
    };
    assert_eq!(sorted(authority(&[named])), both);
    assert_eq!(sorted(authority(&[named, paper])), both);
    // Where a quarter of its articles spell it out, it means the same in the others.
    assert_eq!(sorted(authority(&[named, bare]))[0].1, 2);
    assert_eq!(sorted(authority(&[named, bare, bare, bare, bare, bare]))[0].1, 1);
}

#[test]
fn a_department_is_named_with_what_it_is_of() {
    let text = "The Pennsylvania Department of Human Services said Tuesday that it would review the program. A \
                spokesperson for the Pennsylvania Department of Health declined to comment.";
    let found = ids(&[text], "");
    for id in ["pennsylvania-department-of-human-services", "pennsylvania-department-of-health"] {
        assert!(found.iter().any(|other| other == id), "{id}: {found:?}");
    }
}
