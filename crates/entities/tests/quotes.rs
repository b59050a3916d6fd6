//! Who said what: quotations and their speakers, on sentences written for it.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use newsprint_entities::{quotations, tag};
use proptest::prelude::*;
use support::article;

/// Each quotation with its speaker's id.
fn heard(paragraphs: &[&str]) -> Vec<(String, String)> {
    let articles = [article("a", paragraphs)];
    let tagged = tag(&articles);
    let kind = |entity: newsprint_model::EntityNumber| tagged.entities.get(entity.0 as usize).map(|entity| entity.kind);
    let found = quotations(&articles[0], &tagged.mentions[0], &kind);
    let text = |part| match part {
        newsprint_model::Part::Title => "",
        newsprint_model::Part::Paragraph(nth) => paragraphs[nth as usize],
    };
    let shown = found.into_iter().map(|quote| {
        let (start, end) = (quote.start as usize, quote.end as usize);
        let said: String = text(quote.part).chars().skip(start).take(end - start).collect();
        let speaker = quote.speaker.map(|who| tagged.entities[who.0 as usize].id.clone());
        (said, speaker.unwrap_or_default())
    });
    shown.collect()
}

#[test]
fn a_quotation_has_the_speaker_that_its_sentence_tells() {
    for (paragraphs, expected) in [
        (
            vec!["\u{201C}We will not leave the valley,\u{201D} said Minister Sara Quillfeather."],
            vec![("We will not leave the valley,", "sara-quillfeather")],
        ),
        (
            vec!["\"We will not leave the valley,\" Minister Sara Quillfeather said on Sunday."],
            vec![("We will not leave the valley,", "sara-quillfeather")],
        ),
        (
            vec!["Minister Sara Quillfeather said: \"We will not leave.\""],
            vec![("We will not leave.", "sara-quillfeather")],
        ),
        (
            vec!["\"We will not leave,\" Minister Sara Quillfeather said. \"The valley is ours and it stays ours.\""],
            vec![
                ("We will not leave,", "sara-quillfeather"),
                ("The valley is ours and it stays ours.", "sara-quillfeather"),
            ],
        ),
        (
            vec![
                "Minister Sara Quillfeather met Mr Tom Vanely.",
                "\"We will not leave the valley,\" Vanely said. \"Never,\" he added.",
            ],
            vec![("We will not leave the valley,", "tom-vanely"), ("Never,", "tom-vanely")],
        ),
        (vec!["The \"deal of the century\" was a \"joke\" in Velmora."], vec![]),
        (
            vec!["Minister Sara Quillfeather said: \"We will not leave.", "\"We will stay here for ever and a day.\""],
            vec![
                ("We will not leave.", "sara-quillfeather"),
                ("We will stay here for ever and a day.", "sara-quillfeather"),
            ],
        ),
        (
            vec![
                "Quoting Mr Tom Vanely, Minister Sara Quillfeather stood up.",
                "The Velmora Council said in a statement: \"We are sorry for it.\" He left.",
            ],
            vec![("We are sorry for it.", "velmora-council")],
        ),
        (
            vec![
                "Minister Sara Quillfeather met nobody.",
                "Quoting Mr Tom Vanely, the minister said: \"It is over now.\"",
            ],
            vec![("It is over now.", "sara-quillfeather")],
        ),
        (
            vec!["Mr Tom Vanely questioned it, stating, \"How is it that nobody came?\""],
            vec![("How is it that nobody came?", "tom-vanely")],
        ),
        (
            vec![
                "The Velmora Council issued a statement, calling it \"a very grave act of folly\", adding that \"nobody was hurt.\"",
            ],
            vec![("a very grave act of folly", "velmora-council"), ("nobody was hurt.", "velmora-council")],
        ),
        (
            vec![
                "Mr Tom Vanely spoke up against Minister Sara Quillfeather, accusing her of \"a lack of any shame whatsoever\".",
            ],
            vec![("a lack of any shame whatsoever", "tom-vanely")],
        ),
        (
            vec![
                "Mr Tom Vanely said: \"The plan is dead. He went on to quote Minister Sara Quillfeather as saying that \u{201C}it was never alive.\"",
            ],
            vec![("The plan is dead.", "tom-vanely"), ("it was never alive.", "sara-quillfeather")],
        ),
        (
            vec![
                "\u{2018}We won\u{2019}t go,\u{2019} said Minister Sara Quillfeather of the \u{2018}golden\u{2019} valley.",
            ],
            vec![("We won\u{2019}t go,", "sara-quillfeather")],
        ),
        (
            vec!["Minister Sara Quillfeather said the 5\" pipe and the novel \"The Long Road Home Again\" were hers."],
            vec![],
        ),
        (vec!["\"It is a sad day for all of us,\" a witness said."], vec![("It is a sad day for all of us,", "")]),
    ] {
        let expected: Vec<(String, String)> =
            expected.into_iter().map(|(said, who)| (said.to_owned(), who.to_owned())).collect();
        assert_eq!(heard(&paragraphs), expected, "{paragraphs:?}");
    }
}

proptest! {
    #[test]
    fn any_marks_are_read_to_their_end(text in "([a-zA-Z .,!?]|\u{201C}|\u{201D}|\"|«|»|\u{0}|ا){0,200}") {
        let found = heard(&[&text]);
        prop_assert!(found.len() <= text.chars().count());
    }
}

#[test]
fn a_paragraph_without_end_takes_time_in_proportion() {
    let n_heard = |text: &str| {
        let nobody = |_: newsprint_model::EntityNumber| None;
        quotations(&article("a", &[text]), &[], &nobody).len()
    };
    assert_eq!(n_heard(&"\"Never again in our time,\" he said. ".repeat(60_000)), 60_000);
    assert_eq!(n_heard(&"\"a. ".repeat(200_001)), 0);
}
