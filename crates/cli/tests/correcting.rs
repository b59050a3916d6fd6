//! The publisher's corrections and the list of entities, from the command line.

mod support;

use support::{app, folder, newsprint_in, write};

const STORIES: &str = r#"{"id": "a", "title": "Talks", "lang": "en", "body": "Minister Ali Rezvani met Dr Sara Quillfeather. Rezvani spoke. Ms Nadia Pemberton was hurt."}
{"id": "b", "title": "More talks", "lang": "en", "body": "Minister Aly Rezvani left. Sarah Quillfeather said so, Mr Tom Vanely said."}
"#;

#[test]
fn corrections_beside_the_articles_are_heeded_and_listed() {
    let place = folder("corrections");
    write(&place, "news/articles.jsonl", STORIES);
    let corrections = "# ours\nsame Sara Quillfeather = Sarah Quillfeather\nrename\tAli Rezvani\tAli Rezvani-Fard\nsuppress Nadia Pemberton\nkind Nobody At All = person\n";
    write(&place, "news/entities.tsv", corrections);
    let listed = newsprint_in(&place, &["entities", "news", "--format", "json"]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    assert_eq!(
        listed.err.trim(),
        "news/entities.tsv:5: warning: matches no name in the collection; is it spelt as the articles spell it?"
    );
    let rows: Vec<serde_json::Value> = serde_json::from_str(&listed.out).unwrap();
    let of = |id: &str| rows.iter().find(|row| row["id"] == id);
    assert!(of("nadia-pemberton").is_none(), "{}", listed.out);
    let quillfeather: Vec<_> =
        rows.iter().filter(|row| row["name"].as_str().unwrap().ends_with("Quillfeather")).collect();
    assert_eq!(quillfeather.len(), 1, "{}", listed.out);
    assert_eq!(quillfeather[0]["articles"], 2);
    assert!(
        quillfeather[0]["variants"].as_array().unwrap().iter().any(|variant| variant["rule"] == "corrected"),
        "{}",
        listed.out
    );
    assert_eq!(of("ali-rezvani-fard").unwrap()["name"], "Ali Rezvani-Fard");

    let built = newsprint_in(&place, &["build", "news", "--out", "site", "--app", &app()]);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(built.err.contains("entities.tsv:5: warning"), "{}", built.err);
    let of_site = newsprint_in(&place, &["entities", "site", "--format", "json"]);
    assert_eq!(of_site.out, listed.out);
    let csv = newsprint_in(&place, &["entities", "site", "--format", "csv", "--doubtful"]);
    assert!(
        csv.out.starts_with("id,name,type,articles,mentions,doubtful,variant,variant_mentions,rule,latitude,longitude,wikidata,related\n"),
        "{}",
        csv.out
    );
    let table = newsprint_in(&place, &["entities", "site"]);
    assert!(table.out.contains("PER  Ali Rezvani-Fard"), "{}", table.out);
}

#[test]
fn what_is_known_of_an_entity_besides_its_names_is_listed() {
    let place = folder("facts");
    let mut stories = String::new();
    for nth in 0..24 {
        // Tehran is named most with the minister; the ministry, hardly without him.
        let body = match nth {
            0..5 => "Minister Ali Rezvani spoke in Tehran. The Ministry of Fisheries agreed with Ali Rezvani.",
            5 => "Minister Ali Rezvani spoke in Tehran.",
            6..22 => "Shops in Tehran were shut on Monday.",
            _ => "Nothing was said of it on Monday.",
        };
        stories += &format!("{{\"id\": \"a{nth}\", \"title\": \"Talks\", \"lang\": \"en\", \"body\": \"{body}\"}}\n");
    }
    write(&place, "news/articles.jsonl", &stories);
    write(&place, "news/entities.tsv", "wikidata Tehran = Q3616\n");
    let built = newsprint_in(&place, &["build", "news", "--out", "site", "--app", &app()]);
    assert_eq!(built.code, 0, "{}", built.err);
    let listed = newsprint_in(&place, &["entities", "site", "--format", "json"]);
    assert_eq!(newsprint_in(&place, &["entities", "news", "--format", "json"]).out, listed.out);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&listed.out).unwrap();
    let of = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("{id}: {}", listed.out));
    assert_eq!(of("tehran")["coordinates"], serde_json::json!({ "latitude": 35.69, "longitude": 51.39 }));
    assert_eq!(of("tehran")["wikidata"], "Q3616");
    assert_eq!(of("ali-rezvani")["wikidata"], serde_json::Value::Null);
    assert_eq!(of("ali-rezvani")["coordinates"], serde_json::Value::Null);
    let related = of("ali-rezvani")["related"].as_array().unwrap();
    assert!(related[0]["name"].as_str().unwrap().ends_with("Fisheries"), "{related:?}");
    assert!(related.iter().all(|other| other["id"] != "tehran"), "{related:?}");
    let csv = newsprint_in(&place, &["entities", "site", "--format", "csv"]);
    assert!(csv.out.contains(",same,35.69,51.39,Q3616,\"\"\n"), "{}", csv.out);
    let table = newsprint_in(&place, &["entities", "site"]);
    assert!(table.out.contains("       at 35.69, 51.39\n       wikidata Q3616\n"), "{}", table.out);
}

#[test]
fn wrong_corrections_stop_the_run_and_say_what_was_expected() {
    let place = folder("wrong-corrections");
    write(&place, "news/articles.jsonl", STORIES);
    let corrections = "same Ali Rezvani\nkind Ali Rezvani = planet\nhide Ali Rezvani\nsame A B = C D\nsame C D = E F\ndifferent E F != A B\nwikidata A B = 12\n";
    write(&place, "news/entities.tsv", corrections);
    let ran = newsprint_in(&place, &["build", "news", "--out", "site", "--app", &app()]);
    assert_eq!(ran.code, 2);
    for (line, part) in [
        (1, "expected `same A = B`"),
        (2, "expected person, organisation or place, not `planet`"),
        (3, "expected same, different, rename, kind, suppress, wikidata or alias as the first word"),
        (7, "expected an id such as Q794, not `12`"),
        (6, "line 6 says that `E F` and `A B` are different, but line 5 says that they are the same"),
    ] {
        let told = ran
            .err
            .lines()
            .any(|told| told.starts_with(&format!("news/entities.tsv:{line}: error: ")) && told.contains(part));
        assert!(told, "{line} {part}\n{}", ran.err);
    }
    assert!(!place.join("site").exists());
}

#[test]
fn a_pair_of_names_has_a_verdict_and_a_file_of_pairs_labels() {
    let place = folder("names");
    let said = newsprint_in(&place, &["names", "Sara Quillfeather", "Quillfeather, Sara"]);
    assert_eq!((said.code, said.out.as_str()), (0, "same\tsurname-first\n"));
    write(&place, "pairs.tsv", "form_b\tform_a\tnote\nQuillfeather\tSara Quillfeather\tbare\nBurma\tMyanmar\t\n");
    let said = newsprint_in(&place, &["names", "--pairs", "pairs.tsv"]);
    let expected = "form_a\tform_b\tlabel\nSara Quillfeather\tQuillfeather\tdifferent\nMyanmar\tBurma\tsame\n";
    assert_eq!((said.code, said.out.as_str()), (0, expected));
    write(&place, "no-pairs.tsv", "one\ttwo\n");
    let said = newsprint_in(&place, &["names", "--pairs", "no-pairs.tsv"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("line 1 must name the columns"), "{}", said.err);
}
