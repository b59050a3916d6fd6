//! A site that ships only the beginnings of its articles.

mod support;

use support::{app, folder, newsprint_in, write};

const LONG: &str = r#"{"id": "harbour", "title": "Harbour Reopens", "date": "2021-05-04", "body": "Boats returned to the harbour of Velmora on Tuesday after nine years.\n\nThe zebra crossing beside the quay was painted, and an aardvark watched. Quill said so.", "url": "https://example.org/harbour"}
{"id": "short", "title": "Chess", "body": "Ruta Solberg retires."}
"#;

#[test]
fn all_words_are_found_and_only_the_beginning_is_shown() {
    let here = folder("extracts");
    write(&here, "articles/stories.jsonl", LONG);
    write(&here, "articles/newsprint.toml", "extract_words = 8\n");
    let ran = newsprint_in(&here, &["build", "articles", "--out", "site", "--app", &app()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(newsprint_in(&here, &["check", "site"]).code, 0);
    let found = |query: &str| newsprint_in(&here, &["search", "site", query, "--exact", "--json"]).out;
    let has = |query: &str| found(query).contains("\"harbour\"");
    for query in ["zebra", "aardvark quay", "crossing velmora", "\"harbour of velmora\"", "title:harbour"] {
        assert!(has(query), "{query}");
    }
    // Where words stood that are not shown nobody can ask, in the order of the text or of the alphabet.
    for query in ["\"zebra crossing\"", "\"aardvark and\"", "\"aardvark an\"~90", "\"quay was\"~90", "\"nine years\""] {
        assert!(!has(query), "{query}");
    }
    for query in ["zebra", "harbour", "years"] {
        let shown = found(query);
        assert!(shown.contains("Velmora") && !shown.contains("aardvark"), "{shown}");
        assert!(!shown.contains("zebra crossing") && !shown.contains("nine years"), "{shown}");
    }
    // The same sources can be added to.
    write(
        &here,
        "articles/more.jsonl",
        "{\"id\": \"late\", \"title\": \"Later\", \"date\": \"2021-06-01\", \"body\": \"One two three four five six seven eight nine.\"}\n",
    );
    let ran = newsprint_in(&here, &["build", "articles", "--out", "site", "--since", "2021-05-01", "--app", &app()]);
    assert!(ran.code == 0 && found("nine").contains("\"late\""), "{}", ran.err);
}
