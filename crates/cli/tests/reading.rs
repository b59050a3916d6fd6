//! What `newsprint parse` reads, what it says of what it cannot read, and how it exits.

mod support;

use std::io::Write as _;

use serde_json::{Value, json};
use support::{STORIES, folder, newsprint_in, write};

const STORY: &str = "The ferry to the islands will run again from Friday, the harbour authority said on Monday.\n";

/// One article per line.
fn articles(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect()
}

#[test]
fn each_line_has_exactly_the_promised_keys() {
    let here = folder("promised-keys");
    write(&here, "ferry.txt", STORY);
    write(&here, "stories.jsonl", STORIES);
    let ran = newsprint_in(&here, &["parse", "ferry.txt", "stories.jsonl"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let articles = articles(&ran.out);
    assert_eq!(articles.len(), 4);
    let promised = [
        "byline",
        "date",
        "date_evidence",
        "file",
        "id",
        "lang",
        "paragraphs",
        "source",
        "span",
        "title",
        "title_derived",
        "url",
    ];
    for article in &articles {
        let mut keys: Vec<&String> = article.as_object().expect("an object").keys().collect();
        keys.sort();
        assert_eq!(keys, promised);
    }
    assert_eq!(articles[0]["file"], "ferry.txt");
    assert_eq!(articles[0]["title_derived"], true);
    assert_eq!(articles[0]["span"], json!([0, STORY.trim_end().chars().count()]));
    let harbour = &articles[1];
    assert_eq!((&harbour["id"], &harbour["date"]), (&json!("harbour"), &json!("2021-05-04")));
    assert_eq!(harbour["date_evidence"]["rule"], "metadata");
    assert_eq!(harbour["paragraphs"].as_array().map(Vec::len), Some(2));
    assert_eq!(articles[2]["date"], "2021-06");
    assert_eq!((&articles[3]["url"], &articles[3]["lang"]), (&json!("https://example.org/chess"), &json!("en-GB")));
}

#[test]
fn each_kind_of_bad_input_is_named_with_a_remedy_and_the_others_are_read() {
    let here = folder("bad-input");
    write(&here, "in/1-good.txt", STORY);
    write(&here, "in/2-empty.txt", "");
    write(&here, "in/3-blank.txt", "\n \n\t\n");
    write(&here, "in/4-latin1.txt", b"Caf\xE9 owners protest.\n");
    write(&here, "in/5-utf16.txt", b"\xFF\xFEh\0i\0");
    write(&here, "in/6-page.docx", "x");
    write(
        &here,
        "in/7-broken.jsonl",
        b"{\"title\": \"Good one\", \"body\": \"Text.\"}\n\n{\"title\": }\n[1]\n{}\n\"\xE9\"\n",
    );
    write(
        &here,
        "in/8-fields.jsonl",
        "{\"title\": \"A\", \"date\": \"soon\", \"url\": \"javascript:alert(1)\", \"people\": 7, \"lang\": 7, \"body\": \"Text.\"}\n",
    );
    write(&here, "in/9-empty.json", "[]");
    write(&here, "in/91-cut.json", "[{\"title\": \"Kept\", \"body\": \"Text.\"}, {\"title\": ");
    write(&here, "in/.hidden.txt", STORY);
    let ran = newsprint_in(&here, &["parse", "in", "nowhere.txt"]);
    assert_eq!(ran.code, 0);
    let titles: Vec<Value> = articles(&ran.out).iter().map(|article| article["title"].clone()).collect();
    assert_eq!(titles.len(), 6, "{titles:?}");
    assert_eq!(titles[1..3], [json!("Café owners protest"), json!("hi")]);
    assert_eq!(titles[3..], [json!("Good one"), json!("A"), json!("Kept")]);
    for expected in [
        "in/2-empty.txt: error: is empty",
        "in/3-blank.txt: error: holds no text, only blank lines",
        "in/4-latin1.txt: warning: is not UTF-8 and does not say what it is; it was read as",
        "in/6-page.docx: error: is not a kind of file that Newsprint reads",
        "in/7-broken.jsonl:3: error: column 11: expected value",
        "in/7-broken.jsonl:4: error: column",
        "in/7-broken.jsonl:5: error: has neither a title nor a text",
        "in/8-fields.jsonl:1: warning: `soon` is not a date",
        "in/8-fields.jsonl:1: warning: the address `javascript:alert(1)` is not linked",
        "in/8-fields.jsonl:1: warning: `people` must be a list of texts",
        "in/8-fields.jsonl:1: warning: `lang` must be text",
        "in/9-empty.json: error: holds an empty array",
        "in/91-cut.json:1: error: column",
        "nowhere.txt: error: there is no such file or folder",
    ] {
        assert!(ran.err.contains(expected), "{expected}\n{}", ran.err);
    }
    assert_eq!(ran.err.lines().count(), 15, "one line each, and none besides:\n{}", ran.err);
}

#[test]
fn nothing_read_exits_with_2() {
    let here = folder("nothing-read");
    write(&here, "empty.txt", "");
    std::fs::create_dir(here.join("folder")).expect("a new folder");
    for (args, said) in [
        (vec!["parse", "empty.txt"], "is empty"),
        (vec!["parse", "folder"], "is a folder without any article"),
        (vec!["parse", "nowhere"], "no such file or folder"),
        (vec!["parse"], "Usage:"),
        (vec!["tag", "empty.txt"], "is empty"),
        (vec!["parse", "empty.txt", "--lang", "old english"], "is not a language tag"),
    ] {
        let ran = newsprint_in(&here, &args);
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_single_line_of_200_megabytes_is_a_problem_and_the_other_file_is_read() {
    let here = folder("one-long-line");
    let long = "word ".repeat(40_000_000);
    write(&here, "long.txt", &long);
    let record = &long[..30_000_000];
    let around = |title: &str| format!("{{\"title\": \"{title}\", \"body\": \"Text.\"}}");
    write(&here, "long.jsonl", format!("{}\n{record}\n{}", around("Before"), around("After")));
    write(&here, "short.txt", STORY);
    drop(long);
    let ran = newsprint_in(&here, &["parse", "."]);
    std::fs::remove_dir_all(&here).expect("200 MB are not left behind");
    assert_eq!(ran.code, 0);
    let titles: Vec<Value> = articles(&ran.out).iter().map(|article| article["title"].clone()).collect();
    assert_eq!(titles[..2], [json!("Before"), json!("After")]);
    assert_eq!(titles.len(), 3);
    assert!(ran.err.contains("./long.txt:1: error: is one line of 200 MB"), "{}", ran.err);
    assert!(ran.err.contains("./long.jsonl:2: error: is one line of 31 MB"), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 2);
}

#[test]
fn ids_are_unique_over_all_files_and_stay_when_files_are_added() {
    let here = folder("unique-ids");
    write(&here, "a.txt", STORY);
    write(&here, "b.txt", STORY.replace("Friday", "Saturday"));
    write(&here, "c.jsonl", "{\"id\": 7, \"body\": \"One.\"}\n{\"id\": \"7\", \"body\": \"Two.\"}\n");
    let ids = |out: &str| articles(out).iter().map(|a| a["id"].as_str().expect("text").to_owned()).collect::<Vec<_>>();
    let all = newsprint_in(&here, &["parse", "a.txt", "b.txt", "c.jsonl"]);
    let two = newsprint_in(&here, &["parse", "a.txt", "b.txt"]);
    assert_eq!(ids(&all.out)[..2], ids(&two.out)[..]);
    assert_eq!(ids(&all.out)[2], "7");
    let distinct: std::collections::BTreeSet<String> = ids(&all.out).into_iter().collect();
    assert_eq!(distinct.len(), 4);
    assert!(all.err.contains("c.jsonl:2: warning: the id `7` was given before"), "{}", all.err);
}

#[test]
fn help_names_every_subcommand() {
    let ran = newsprint_in(&folder("help"), &["--help"]);
    assert_eq!(ran.code, 0);
    for word in ["parse", "tag", "build", "search", "serve", "Examples:"] {
        assert!(ran.out.contains(word), "{word}");
    }
}

/// A .tar of members with their contents.
fn tar_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).expect("it is in memory");
    }
    builder.into_inner().expect("it is in memory")
}

fn gzip_of(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("it is in memory");
    encoder.finish().expect("it is in memory")
}

#[test]
fn archives_give_what_their_members_give() {
    let here = folder("archives");
    let feed = "<rss><channel><title>The Courier</title>\n<item><title>Pier</title><description>It reopened.</description><pubDate>29 Feb 2023 10:00</pubDate></item></channel></rss>";
    let many: String =
        (0..3000).map(|nth| format!("{{\"title\": \"T{nth}\", \"body\": \"{}\"}}\n", "words ".repeat(200))).collect();
    let members: [(&str, &[u8]); 5] = [
        ("a/ferry.txt", STORY.as_bytes()),
        ("a/many.jsonl", many.as_bytes()),
        ("b/feed", feed.as_bytes()),
        ("b/rows.csv", b"Titel;Text\nQuai;Offen.\n"),
        ("b/picture.png", b"\x89PNG\r\n\x1a\n"),
    ];
    let tar = tar_of(&members);
    write(&here, "in/news.tar", &tar);
    write(&here, "in/news.tgz", gzip_of(&tar));
    write(&here, "in/many.jsonl.gz", gzip_of(many.as_bytes()));
    for (path, n_articles, n_problems) in
        [("in/news.tar", 3003, 2), ("in/news.tgz", 3003, 2), ("in/many.jsonl.gz", 3000, 0)]
    {
        let ran = newsprint_in(&here, &["parse", path]);
        assert_eq!((ran.code, ran.out.lines().count()), (0, n_articles), "{path}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), n_problems, "{}", ran.err);
    }
    let ran = newsprint_in(&here, &["parse", "in/news.tar"]);
    let found = articles(&ran.out);
    assert_eq!((&found[0]["file"], &found[3000]["title"]), (&json!("in/news.tar/a/ferry.txt"), &json!("T2999")));
    assert_eq!((&found[3001]["title"], &found[3001]["source"]), (&json!("Pier"), &json!("The Courier")));
    assert_eq!(found[3002]["paragraphs"], json!(["Offen."]));
    assert!(ran.err.contains("in/news.tar/b/feed:2: warning: `29 Feb 2023 10:00` is not a date"), "{}", ran.err);
    assert!(ran.err.contains("in/news.tar: note: 1 file that is no article was passed over: 1 .png."), "{}", ran.err);
}

#[test]
fn columns_that_nobody_knows_are_given() {
    let here = folder("given-columns");
    write(&here, "rows.csv", "Dachzeile,Volltext\nQuai,Offen.\n");
    let ran = newsprint_in(&here, &["parse", "rows.csv"]);
    assert!(ran.code == 2 && ran.err.contains("rows.csv:1: error: names no column"), "{}", ran.err);
    let ran = newsprint_in(&here, &["parse", "rows.csv", "--columns", "title=Dachzeile,body=Volltext"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(articles(&ran.out)[0]["title"], "Quai");
    let ran = newsprint_in(&here, &["parse", "rows.csv", "--columns", "kopf=Dachzeile"]);
    assert!(ran.code == 2 && ran.err.contains("`kopf` is none of id, title"), "{}", ran.err);
}
