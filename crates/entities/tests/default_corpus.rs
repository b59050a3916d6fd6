//! The default corpus against a gold written by reading it line by line: every mention, its kind and its entity.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::collections::BTreeSet;

use newsprint_entities::tag;
use newsprint_model::{Article, MergeRule, Part, Tagged};
use support::{default_corpus, found_names, gold_names};

fn tagged() -> (Vec<Article>, Tagged) {
    let articles = default_corpus();
    let tagged = tag(&articles);
    (articles, tagged)
}

/// Strict: part, both ends, kind and entity must agree. The figure is 1.0 and any difference is shown.
#[test]
fn every_name_of_the_default_corpus_is_found_and_nothing_else() {
    let (articles, tagged) = tagged();
    let gold = gold_names(&articles, include_str!("fixtures/default-corpus.tsv"));
    let found = found_names(&articles, &tagged);
    let missed: Vec<_> = gold.difference(&found).collect();
    let wrong: Vec<_> = found.difference(&gold).collect();
    assert!(missed.is_empty() && wrong.is_empty(), "missed: {missed:#?}\nwrong: {wrong:#?}");
    assert_eq!(gold.len(), 219);
}

#[test]
fn people_of_the_default_corpus_are_one_entity_each_and_the_right_ones() {
    let (_, tagged) = tagged();
    let people: Vec<&str> = tagged
        .entities
        .iter()
        .filter(|entity| entity.kind.code() == "PER")
        .map(|entity| entity.name.as_str())
        .collect();
    assert_eq!(
        people,
        [
            "Abraham Ungar",
            "al-Araji",
            "Ali Khamenei",
            "Ali Shamkhani",
            "Ben Caspit",
            "Ebrahim Raisi",
            "Gholam Ali Haddad Adel",
            "Hanieh Tavassoli",
            "Hossein Amir-Abdollahian",
            "Hossein Shariatmadari",
            "Mahmoud Abbaszadeh-Meshkini",
            "Mahsa Amini",
            "Maryam Kian Ersi",
            "Mohammad Taqi Mesbah Yazdi",
            "Mohammed Shia' Al Sudani",
            "Mojtaba (son of Mohammad Taqi Mesbah Yazdi)",
            "Morteza Aqa-Tehrani",
            "Ruhollah Khomeini",
            "Sadeq Zibakalam",
            "Yahya Sarea",
        ]
    );
}

#[test]
fn spellings_say_why_they_belong() {
    let (_, tagged) = tagged();
    for (id, spelling, n_mentions, rule) in [
        ("hossein-amir-abdollahian", "Hossein Amirabdollahian", 1, MergeRule::Joined),
        ("hossein-amir-abdollahian", "Amir-Abdollahian", 1, MergeRule::Surname),
        ("ali-khamenei", "Khamenei", 7, MergeRule::Surname),
        ("mohammad-taqi-mesbah-yazdi", "Mesbah", 4, MergeRule::Surname),
        ("abraham-ungar", "Rami", 1, MergeRule::AlsoCalled),
        ("houthis", "Houthi", 3, MergeRule::Inflected),
        ("islamic-revolutionary-guard-corps", "Revolutionary Guards", 1, MergeRule::BuiltInAlias),
        ("iran", "Islamic Republic", 3, MergeRule::BuiltInAlias),
        ("kurdistan-regional-government", "KRG", 1, MergeRule::Acronym),
        ("supreme-national-security-council", "SNSC", 1, MergeRule::Acronym),
        ("tel-aviv", "Tel-Aviv", 1, MergeRule::Folded),
        ("gulf-of-oman", "Oman Sea", 1, MergeRule::BuiltInAlias),
    ] {
        let entity = tagged.entities.iter().find(|entity| entity.id == id).unwrap_or_else(|| panic!("no {id}"));
        let variant = entity.variants.iter().find(|variant| variant.text == spelling);
        let variant = variant.unwrap_or_else(|| panic!("{id} has no {spelling}: {:?}", entity.variants));
        assert_eq!((variant.n_mentions, variant.rule), (n_mentions, rule), "{id}: {spelling}");
    }
}

#[test]
fn mentions_stand_in_order_never_overlap_and_are_counted() {
    let (articles, tagged) = tagged();
    let mut n_mentions = vec![0; tagged.entities.len()];
    for (article, mentions) in articles.iter().zip(&tagged.mentions) {
        for pair in mentions.windows(2) {
            assert!(pair[0].part < pair[1].part || (pair[0].part == pair[1].part && pair[0].end <= pair[1].start));
        }
        for mention in mentions {
            let text = match mention.part {
                Part::Title => &article.title,
                Part::Paragraph(nth) => &article.paragraphs[nth as usize].text,
            };
            let surface: String =
                text.chars().skip(mention.start as usize).take((mention.end - mention.start) as usize).collect();
            let entity = &tagged.entities[mention.entity.0 as usize];
            assert!(entity.variants.iter().any(|variant| variant.text == surface), "{surface}: {entity:?}");
            n_mentions[mention.entity.0 as usize] += 1;
        }
    }
    for (entity, n_mentions) in tagged.entities.iter().zip(n_mentions) {
        assert_eq!(entity.variants.iter().map(|variant| variant.n_mentions).sum::<u32>(), n_mentions, "{entity:?}");
    }
    let ids: BTreeSet<&str> = tagged.entities.iter().map(|entity| entity.id.as_str()).collect();
    assert_eq!(ids.len(), tagged.entities.len());
}
