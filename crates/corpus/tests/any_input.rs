//! Whatever the bytes, reading ends, and what it says of places in the file is true.

use newsprint_corpus::{Imported, ReadOptions, read, unique_ids};
use proptest::prelude::*;

/// Pieces that text files are made of, the treacherous ones too.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "\n",
        "\n\n",
        "\r\n",
        "\n\n\n",
        "\u{2028}",
        "\t",
        "  ",
        "\u{FEFF}",
        "\u{0}",
        "***",
        "\n---\n",
        "====",
        "-30-",
        "Title: ",
        "Date: ",
        "By ",
        "Source: x",
        "URL: ",
        "2023-11-19",
        "A Headline That Could Be One",
        "He also said so.",
        "VELMORA, May 3 (Agency) - ",
        "The council of Brenning met on Monday and did nothing at all, its mayor said.",
        "Edda Quill",
        "Quill said no.",
        "\"",
        "“",
        "«",
        "(",
        ":",
        ".",
        "?",
        "word ",
        "کتاب ",
        "وی افزود",
        "東京",
        "é",
        "👩‍👩‍👧",
        "Reporting by ",
        "1. ",
        "- ",
    ])
}

/// What must hold of everything read from a text.
fn check(text: &str, imported: &Imported) -> Result<(), TestCaseError> {
    let chars: Vec<char> = text.strip_prefix('\u{FEFF}').unwrap_or(text).chars().collect();
    let at = |start: u32, wanted: &str| {
        let start = start as usize;
        let n = wanted.chars().count();
        let found = chars.get(start..start + n).map(|found| {
            found
                .iter()
                .zip(wanted.chars())
                .all(|(a, b)| *a == b || (b == ' ' && (a.is_control() || a.is_whitespace())))
        });
        prop_assert_eq!(found, Some(true), "{:?} is not at {}", wanted, start);
        Ok(())
    };
    for article in &imported.articles {
        prop_assert!(
            !article.id.is_empty() && article.id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._~-".contains(&b))
        );
        prop_assert!(!article.title.trim().is_empty());
        prop_assert!(article.span.start <= article.span.end && article.span.end as usize <= chars.len());
        for paragraph in &article.paragraphs {
            prop_assert!(!paragraph.text.trim().is_empty() && !paragraph.text.contains(char::is_control));
            if let Some(start) = paragraph.start {
                at(start, &paragraph.text)?;
            }
        }
        for repeat in &article.repeats {
            at(repeat.start, &article.paragraphs[repeat.paragraph as usize].text)?;
        }
    }
    Ok(())
}

proptest! {
    // A case that failed becomes a test in words, not a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_with_true_offsets(pieces in prop::collection::vec(piece(), 0..60), one in any::<bool>()) {
        let text = pieces.concat();
        let options = ReadOptions { one_story_per_file: one, ..ReadOptions::default() };
        let mut imported = read("any.txt", text.as_bytes(), &options);
        check(&text, &imported)?;
        prop_assert_eq!(&imported, &read("any.txt", text.as_bytes(), &options), "the same twice");
        unique_ids(&mut imported.articles);
        let ids: std::collections::BTreeSet<&str> = imported.articles.iter().map(|a| a.id.as_str()).collect();
        prop_assert_eq!(ids.len(), imported.articles.len());
        prop_assert!(imported.articles.is_empty() <= !imported.problems.is_empty(), "nothing read says why");
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for file in ["any.txt", "any.jsonl", "any.json", "any", "any.exe"] {
            let imported = read(file, &bytes, &ReadOptions::default());
            prop_assert!(imported.articles.is_empty() <= !imported.problems.is_empty(), "nothing read says why");
            if file == "any.txt" && let Ok(text) = std::str::from_utf8(&bytes) {
                check(text, &imported)?;
            }
        }
    }

    #[test]
    fn any_json_is_read_or_refused(
        title in prop::option::of("\\PC{0,30}"),
        body in prop::option::of("(\\PC|\n){0,80}"),
        date in prop::option::of("[0-9TZ:/ -]{0,20}"),
        odd in prop::sample::select(vec!["null", "[]", "{}", "7", "true", "\"x\"", "[1, null, \"x\"]"]),
        field in prop::sample::select(vec!["id", "title", "date", "body", "paragraphs", "people", "url", "lang", "other"]),
    ) {
        let mut record = serde_json::json!({ "title": title, "body": body, "date": date });
        record[field] = serde_json::from_str(odd).expect("these are JSON");
        for (file, text) in [("any.jsonl", format!("{record}\n")), ("any.json", format!("[{record}]"))] {
            let imported = read(file, text.as_bytes(), &ReadOptions::default());
            check(&text, &imported)?;
            prop_assert!(imported.articles.is_empty() <= !imported.problems.is_empty(), "nothing read says why");
        }
    }
}
