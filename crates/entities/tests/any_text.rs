//! Whatever the text, dates and names come out without a panic, in order, and in work that grows with its length alone.

#![cfg(not(target_arch = "wasm32"))]

mod support;

#[cfg(debug_assertions)]
use newsprint_entities::{dates_in, label_article, peoples_in, quotations, steps, things_in};
use newsprint_entities::{infer_dates, tag};
use newsprint_model::Part;
#[cfg(debug_assertions)]
use newsprint_model::{Article, EntityNumber};
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

/// Everything that is read out of an article, and the steps that it took.
#[cfg(debug_assertions)]
fn steps_of(text: &str, lang: &str) -> u64 {
    let mut articles = [Article { lang: lang.to_owned(), ..article("a", &[text]) }];
    let before = steps();
    infer_dates(&mut articles);
    let tagged = tag(&articles);
    let kind = |entity: EntityNumber| tagged.entities.get(entity.0 as usize).map(|entity| entity.kind);
    dates_in(&articles[0]);
    peoples_in(&articles[0], &tagged.mentions[0]);
    things_in(&articles[0], &tagged.mentions[0]);
    quotations(&articles[0], &tagged.mentions[0], &kind);
    label_article(&articles[0]);
    steps() - before
}

/// Four times the text may take some six times the steps, for short texts hold less; a quadratic rule would take sixteen times as many.
#[cfg(debug_assertions)]
fn assert_linear(unit: &dyn Fn(usize) -> String, lang: &str) {
    let text = |n_bytes: usize| {
        let mut text = String::new();
        for nth in 0.. {
            if text.len() >= n_bytes {
                break;
            }
            text.push_str(&unit(nth));
        }
        text
    };
    let (short, long) = (text(1_000), text(4_000));
    let (n_short, n_long) = (steps_of(&short, lang), steps_of(&long, lang));
    let longer = long.len() as f64 / short.len() as f64;
    assert!(
        (n_long as f64) < n_short as f64 * longer * 1.6 + 1_000.0,
        "{:?} in {lang}: {n_short} steps, then {n_long}",
        unit(0)
    );
}

/// Units of hostile text; `#` is a number that makes each another.
#[cfg(debug_assertions)]
const UNITS: &[&str] = &[
    "Khamenei ",
    "Ali Khamenei and the Council of Ministry ",
    "a ",
    "Xa",
    "Wednesday on November 15 the attack on November 15 ",
    "anniversary of Amini death in September 2022 ",
    "the next election in March 2024 ",
    "Smith's son, Xavi, who goes by Zed. ",
    "\"( ",
    "“‘«\"",
    "\"Never again in our time,\" he said in Iran. ",
    "\u{201C}It was said in Iran\u{201D} \"and \u{201C}again ",
    "\u{0}\u{7}\u{1b}[31m ",
    "\u{202e}Tehran\u{202c} ",
    "Ayatollah رئیسی met Иван in 東京 with Ελλάς. ",
    "دکتر علی رضایی در تهران گفت: «نه» ",
    "وزارت بهداشت، درمان و ",
    "وقال الرئيس الإيراني ",
    "𝒜𝓁𝒾 😀 e\u{301}\u{301}\u{301} ",
    "Mr. Q#v Z#w spoke. ",
    "Minister Ali#n Rezvani#m met the Z#x Relief Network (Z#RN). ",
    "ALI KHAMENEI SPOKE IN TEHRAN ",
    "x\u{200c}\u{200d}\u{feff}",
    "علی ",
    "وزارت بهداشت و ",
    "آقای دکتر ",
    "خیابان شهید ",
    "صنعت، معدن و ",
    "بن ",
    "۱۵ آبان ",
    "محمد رضایی، ",
];

#[cfg(debug_assertions)]
#[test]
fn a_longer_paragraph_takes_steps_by_its_length_and_no_more() {
    // Letters, so that every number makes another name.
    let letters =
        |nth: usize| -> String { nth.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect() };
    for unit in UNITS {
        for lang in ["en", "fa", "ar"] {
            assert_linear(&|nth| unit.replace('#', &letters(nth)), lang);
        }
    }
}

#[cfg(debug_assertions)]
proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_over_and_over_take_steps_by_their_number(
        words in prop::collection::vec((prop::sample::select(WORDS), prop::bool::ANY), 1..12),
        lang in prop::sample::select(&["en", "fa", "ar"][..]),
    ) {
        let unit: String = words.iter().map(|(word, spaced)| format!("{word}{}", if *spaced { " " } else { "" })).collect();
        assert_linear(&|_| format!("{unit} "), lang);
    }
}
