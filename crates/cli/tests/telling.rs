//! What a build tells: where each article came from, how one was read, and what it all came to.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Ran, STORIES, app, folder, newsprint_in, write};

fn build(here: &Path, args: &[&str]) -> Ran {
    let app = app();
    newsprint_in(here, &[&["build"], args, &["--app", &app]].concat())
}

fn provenance(here: &Path) -> Vec<Value> {
    let text = fs::read_to_string(here.join("site/provenance.jsonl")).expect("the file");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn line<'v>(lines: &'v [Value], id: &str) -> &'v Value {
    lines.iter().find(|line| line["id"] == id).expect("its line")
}

#[test]
fn each_article_has_a_line_that_says_where_it_came_from() {
    let here = folder("provenance");
    write(&here, "deep/in/stories.jsonl", STORIES);
    write(&here, "deep/in/story.txt", "Mill Sold\n\nThe mill by the lake was sold.\n\nNobody lives there.\n");
    let input = here.join("deep/in").to_string_lossy().into_owned();
    assert_eq!(build(&here, &[&input, "--out", "site"]).code, 0);
    let lines = provenance(&here);
    assert_eq!(lines.len(), 4);
    let chess = line(&lines, "chess");
    // `printf 'Ruta Solberg will play no more tournaments.' | sha256sum`
    assert_eq!(chess["sha256"], "972b199e1cc18559975e3da1cf57afef150a4963eef28805e3678a897bd44523");
    assert_eq!((&chess["file"], &chess["format"]), (&"in/stories.jsonl".into(), &"JSON Lines".into()));
    let mill = line(&lines, "mill-sold");
    assert_eq!(
        (&mill["file"], &mill["format"], &mill["span"][0]),
        (&"in/story.txt".into(), &"plain text".into(), &0.into())
    );
    assert!(lines.iter().all(|line| line["read"].as_str().is_some_and(|day| day.len() == 10)), "{lines:?}");
    // Nobody's folders are told, and no reader fetches the file.
    let site = newsprint::folder::read(&here.join("site")).expect("a site");
    let told = String::from_utf8_lossy(&site["provenance.jsonl"]);
    assert!(!told.contains("deep") && !String::from_utf8_lossy(&site["sw.js"]).contains("provenance"), "{told}");
    assert_eq!(newsprint_in(&here, &["check", "site"]).code, 0);
    // Without, it goes.
    write(&here, "deep/in/newsprint.toml", "provenance = false\n");
    assert_eq!(build(&here, &[&input, "--out", "site"]).code, 0);
    assert!(!here.join("site/provenance.jsonl").exists());
}

#[test]
fn what_is_added_has_its_lines_beside_those_of_what_stays() {
    let here = folder("provenance-added");
    let many: String = (0..20)
        .map(|n| format!("{{\"id\": \"a{n}\", \"title\": \"Day {n}\", \"date\": \"2021-03-{:02}\", \"body\": \"Word {n} of it.\"}}\n", n + 1))
        .collect();
    write(&here, "march.jsonl", many);
    write(
        &here,
        "april.jsonl",
        "{\"id\": \"b\", \"title\": \"April\", \"date\": \"2021-04-01\", \"body\": \"It rained.\"}\n",
    );
    assert_eq!(build(&here, &["march.jsonl", "--out", "site"]).code, 0);
    for sources in [&["april.jsonl"][..], &["march.jsonl", "april.jsonl"]] {
        let ran = build(&here, &[sources, &["--out", "site", "--since", "2021-04-01"]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let lines = provenance(&here);
        assert_eq!(lines.len(), 21);
        assert_eq!(line(&lines, "b")["file"], "april.jsonl");
        assert_eq!(line(&lines, "a7")["file"], "march.jsonl");
    }
    // What may no longer be published does not stay because nobody looked.
    write(&here, "newsprint.toml", "suppress = [\"a7\"]\n");
    let ran = build(&here, &["april.jsonl", "--out", "site", "--since", "2021-04-01"]);
    assert!(ran.code == 2 && ran.err.contains("`a7`, which newsprint.toml suppresses"), "{}", ran.err);
    let ran = build(&here, &["march.jsonl", "april.jsonl", "--out", "site", "--since", "2021-03-01"]);
    assert!(ran.code == 0 && ran.err.contains("is built anew"), "{}{}", ran.err, ran.out);
    assert!(!newsprint_in(&here, &["search", "site", "\"day 7\""]).out.contains("[a7]"));
    assert_eq!(provenance(&here).len(), 20);
}

#[test]
fn exact_doubles_are_left_out_with_a_count() {
    let here = folder("doubles");
    write(&here, "a.jsonl", STORIES);
    write(&here, "b/again.jsonl", STORIES);
    // The same words from another paper are another article; so is the same story of another day.
    write(&here, "c.jsonl", STORIES.replace("The Tarn Courier", "The Sarn Post").replace("2021-06", "2021-07"));
    let ran = build(&here, &["a.jsonl", "b", "c.jsonl", "--out", "site"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("5 articles") && ran.out.contains("4 doubles left out"), "{}", ran.out);
    assert!(!ran.err.contains("`chess` was given before"), "{}", ran.err);
    // Adding to it, the doubles stay away.
    let ran = build(&here, &["a.jsonl", "b", "c.jsonl", "--out", "site", "--since", "2021-07-01"]);
    assert!(ran.code == 0 && ran.out.contains("0 of them added to 5"), "{}{}", ran.err, ran.out);
}

#[test]
fn an_article_is_explained_without_anything_being_written() {
    let here = folder("explained");
    write(&here, "in/stories.jsonl", format!("{STORIES}{{\"title\": \n"));
    write(&here, "in/table.csv", "id,title,date,text\nmill,Mill Sold,31 June 2021,The mill by the lake was sold.\n");
    let page = "<html lang=en><head><title>Ferry Aground</title></head><body><nav>Front page</nav><article><h1>Ferry Aground</h1>\
                <p>The ferry ran aground off Velmora on Sunday, and nobody on board was hurt at all.</p>\
                <p>It had left the harbour an hour before, the harbour master said on the radio.</p></article>\
                <aside>Subscribe to our newsletter</aside></body></html>";
    write(&here, "in/ferry.html", page);
    let printed = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/tests/pdfs/plain.pdf");
    std::fs::copy(printed, here.join("in/plain.pdf")).expect("a document of the importer's tests");
    let explain = |id: &str| build(&here, &["in", "--explain", id]);
    for (id, told) in [
        (
            "drought",
            &[
                "in/stories.jsonl, line 2 ",
                "JSON Lines, UTF-8",
                "2021-06 (",
                "2 paragraphs",
                "published yes",
                "stories.jsonl:4: error",
            ][..],
        ),
        ("mill", &["in/table.csv, line 2 ", "CSV", "date      unknown", "table.csv:2: warning", "SHA-256 "]),
        (
            "backerei-zieht-uber-den-fluss",
            &[
                "in/plain.pdf",
                "read as   PDF\n",
                "1 page\n",
                "made on 20",
                "not taken for a day of publication",
                "date      unknown",
            ],
        ),
        ("ferry-aground", &["in/ferry.html, line 1 ", "HTML", "made of the headline", "“Front page”", "en: its words"]),
    ] {
        let ran = explain(id);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for said in told {
            assert!(ran.out.contains(said), "{id}: {said}: {}", ran.out);
        }
    }
    let ran = explain("droug");
    assert!(ran.code == 2 && ran.err.contains("did you mean drought?"), "{}", ran.err);
    write(&here, "in/newsprint.toml", "suppress = [\"drought\"]\n");
    assert!(explain("drought").out.contains("no: newsprint.toml suppresses it"));
    assert_eq!(newsprint::folder::list(&here).expect("a folder").len(), 5, "nothing was written");
    // One or the other.
    let ran = build(&here, &["in", "--explain", "mill", "--out", "site"]);
    assert!(ran.code == 2 && ran.err.contains("cannot be used with"), "{}", ran.err);
    let ran = build(&here, &["in"]);
    assert!(ran.code == 2 && ran.err.contains("--out"), "{}", ran.err);
}

#[test]
fn the_summary_counts_words_problems_by_kind_seconds_and_merges_worth_a_look() {
    let here = folder("summary");
    write(&here, "a.jsonl", STORIES);
    let names = ["Mahmoud Ahmadinejad", "Mahmud Ahmadi-Nejad", "Mahmoud Ahmadinejad"];
    let more: String = names
        .iter()
        .enumerate()
        .map(|(n, name)| format!("{{\"title\": \"Talks {n}\", \"date\": \"{n}1 June\", \"body\": \"President {name} spoke to reporters in Tehran on day {n}.\"}}\n"))
        .collect();
    write(&here, "b.jsonl", more);
    let ran = build(&here, &["a.jsonl", "b.jsonl", "--out", "site"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for said in [" words\n", "3 problems, none of which left anything out:\n    3 × ", "(b.jsonl:1)", " seconds\n"] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
}
