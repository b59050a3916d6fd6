//! Whatever the text, dates and names come out without a panic, in order, and in time that grows with its length alone.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::time::{Duration, Instant};

use newsprint_entities::{infer_dates, tag};
use newsprint_model::Part;
use proptest::prelude::*;
use support::article;

/// Words that rules look out for, in every kind of company.
const WORDS: &[&str] = &[
    "Khamenei",
    "Ali",
    "al-",
    "Ministry",
    "of",
    "the",
    "Council",
    "Mr.",
    "President",
    "\"",
    "(",
    "KRG",
    ")",
    "Iran's",
    "Iran",
    "-backed",
    "'",
    "’s",
    "U.S.",
    "November",
    "15",
    ",",
    "2023",
    "Wednesday",
    "on",
    "Last",
    "son",
    "anniversary",
    "goes",
    "by",
    "Sunday",
    "MV",
    "Gulf",
    "in",
    "and",
    "next",
    "election",
    "March",
    "2024",
    "تهران",
    "\u{200C}",
    "\u{0}",
    "\u{202E}",
    "é",
    "…",
    "—",
    "Party",
    "Daily",
    "J.",
    "\n",
    "ﷺ",
    "𝒜",
    "Ltd.",
    "known",
    "as",
    "Jordan",
    "Amir",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec((prop::sample::select(WORDS), prop::bool::ANY), 0..80).prop_map(|words| words
            .iter()
            .map(|(word, spaced)| format!("{word}{}", if *spaced { " " } else { "" }))
            .collect()),
        "\\PC{0,120}",
        any::<String>(),
    ]
}

fn assert_sound(paragraphs: &[&str]) {
    let mut articles = [article("a", paragraphs), article("b", paragraphs)];
    articles[1].title = paragraphs.first().copied().unwrap_or_default().to_owned();
    articles[1].title_derived = false;
    articles[1].given.people = Some(vec![paragraphs.last().copied().unwrap_or_default().to_owned()]);
    infer_dates(&mut articles);
    let tagged = tag(&articles);
    assert_eq!((tagged.mentions.len(), tagged.supplied.len()), (2, 2));
    for (article, mentions) in articles.iter().zip(&tagged.mentions) {
        let mut last = (Part::Title, 0);
        for mention in mentions {
            let text = match mention.part {
                Part::Title => &article.title,
                Part::Paragraph(nth) => &article.paragraphs[nth as usize].text,
            };
            assert!(mention.start < mention.end && mention.end as usize <= text.chars().count());
            assert!(mention.part > last.0 || (mention.part == last.0 && mention.start >= last.1));
            assert!((mention.entity.0 as usize) < tagged.entities.len());
            last = (mention.part, mention.end);
        }
    }
    assert_eq!(tag(&articles), tagged, "the same text gives the same names");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_sound_names_and_dates(one in text(), other in text()) {
        assert_sound(&[&one, &other]);
    }
}

#[test]
fn a_longer_paragraph_takes_longer_by_its_length_and_no_more() {
    for unit in [
        "Khamenei ",
        "Ali Khamenei and the Council of Ministry ",
        "a ",
        "Xa",
        "Wednesday on November 15 the attack on November 15 ",
        "anniversary of Amini death in September 2022 ",
        "the next election in March 2024 ",
        "Smith's son, Xavi, who goes by Zed. ",
        "\"( ",
    ] {
        let timed = |n_bytes: usize| {
            let text = unit.repeat(n_bytes / unit.len());
            // The best of three: other work on the machine only ever slows it down.
            (0..3)
                .map(|_| {
                    let start = Instant::now();
                    let mut articles = [article("a", &[&text])];
                    infer_dates(&mut articles);
                    tag(&articles);
                    start.elapsed()
                })
                .min()
                .unwrap_or_default()
        };
        // Eight times the text may take at most some twenty times as long: a quadratic rule would take sixty-four.
        let (short, long) = (timed(1_500), timed(12_000));
        assert!(long < short * 20 + Duration::from_millis(400), "{unit:?}: {short:?}, then {long:?}");
    }
}
