//! The trained tagger: the same labels on every machine, native or WebAssembly, and nothing that a file or a text can break.

mod support;

use newsprint_entities::learnt::{Label, Model, label_article, label_words, stretches, trained};
use support::{article, default_corpus};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MODEL: &[u8] = include_bytes!("../data/tagger.bin");

/// FNV-1a, 64 bits.
fn digest(bytes: impl IntoIterator<Item = u8>) -> String {
    let hash = bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    format!("{hash:016x}")
}

#[test]
fn the_model_that_is_carried_can_be_read_and_is_small() {
    assert!(MODEL.len() <= 4 << 20, "{} bytes", MODEL.len());
    assert!(Model::read(MODEL).expect("a model").n_features() > 10_000);
}

/// The digest is that of every label of the default corpus; it changes with the model, the rules and the lists.
#[test]
fn labels_are_the_same_on_every_machine() {
    let articles = default_corpus();
    let labels = articles.iter().flat_map(|article| label_article(article, trained())).collect::<Vec<_>>();
    let numbers = labels.iter().flat_map(|(_, labels)| labels.iter().map(|label| label.number() as u8));
    assert_eq!(digest(numbers), include_str!("fixtures/tagger-digest.txt").trim());
}

#[test]
fn labels_make_whole_names() {
    for article in &default_corpus() {
        for (words, labels) in label_article(article, trained()) {
            assert_eq!(words.len(), labels.len());
            assert!(labels.first().is_none_or(|label| label.may_open()));
            assert!(labels.last().is_none_or(|label| label.may_close()));
            assert!(labels.windows(2).all(|pair| pair[0].may_precede(pair[1])), "{words:?} {labels:?}");
        }
    }
}

#[test]
fn names_of_world_news_are_found() {
    for (text, expected) in [
        (
            "Prime Minister Benjamin Netanyahu arrived in Paris on Monday .",
            "PER Benjamin Netanyahu; LOC Paris; DATE Monday",
        ),
        ("The World Bank approved a loan for Kenya in 2009 .", "ORG World Bank; LOC Kenya; DATE 2009"),
        ("Nothing of note happened .", ""),
    ] {
        let words: Vec<&str> = text.split(' ').collect();
        let labels = label_words(std::slice::from_ref(&words), trained());
        let names: Vec<String> = stretches(&labels[0])
            .iter()
            .map(|name| format!("{} {}", name.kind.code(), words[name.start..name.end].join(" ")))
            .collect();
        assert_eq!(names.join("; "), expected);
    }
}

#[test]
fn a_damaged_model_is_refused_or_read_but_breaks_nothing() {
    for length in [0, 3, 4, 300, 500, MODEL.len() / 2, MODEL.len() - 1] {
        assert!(Model::read(&MODEL[..length]).is_err(), "{length}");
    }
    let longer = [MODEL, &[0]].concat();
    assert!(Model::read(&longer).is_err());
    for at in [0, 5, 445, 446, 447, 450, 2000, MODEL.len() / 2, MODEL.len() - 7] {
        let mut damaged = MODEL.to_vec();
        damaged[at] ^= 0xff;
        if let Ok(model) = Model::read(&damaged) {
            let labels = label_words(&[vec!["Tehran", "said", "."]], &model);
            assert_eq!(labels[0].len(), 3);
        }
    }
}

#[test]
fn odd_texts_are_labelled_in_time_that_grows_with_their_length() {
    for text in [
        "A ".repeat(8_000),
        "Aa".repeat(8_000),
        "\u{0}\u{7}\u{200f}\u{202e} \u{1f600}".repeat(1_000),
        "“".repeat(4_000),
        "John's-and---Mary...".repeat(1_000),
        "تهران Tehran 東京".repeat(1_000),
        "\u{301}a\u{301}".repeat(2_000),
    ] {
        for (words, labels) in label_article(&article("odd", &[&text]), trained()) {
            assert_eq!(words.len(), labels.len());
        }
    }
    assert!(label_words(&Vec::<Vec<&str>>::new(), trained()).is_empty());
    let blank: Vec<Vec<Label>> = label_words(&[vec![""], vec![], vec![" ", "\u{ad}"]], trained());
    assert_eq!(blank.iter().map(Vec::len).collect::<Vec<_>>(), [1, 0, 2]);
}
