//! What a publisher settles in newsprint.toml, and how it comes to be written.

mod support;

use std::fs;

use support::{STORIES, app, folder, newsprint_in, write};

#[test]
fn settings_beside_the_articles_hold_unless_something_else_is_typed() {
    let here = folder("settled");
    write(&here, "articles/stories.jsonl", STORIES);
    write(
        &here,
        "articles/newsprint.toml",
        "title = \"The Tarn Archive\"\ndescription = \"Stories of <one> lake\"\nbase_url = \"https://tarn.example/a/\"\n\
         source = \"The Tarn\"\noffline = \"read\"\ncolour = \"red\"\n",
    );
    let app = app();
    let ran = newsprint_in(&here, &["build", "articles", "--out", "site", "--app", &app]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.err.contains("articles/newsprint.toml:6: warning: `colour` is no setting"), "{}", ran.err);
    let page = fs::read_to_string(here.join("site/index.html")).expect("a page");
    for said in [
        "<title>The Tarn Archive</title>",
        "Stories of &lt;one&gt; lake",
        "<link rel=\"canonical\" href=\"https://tarn.example/a/\">",
        "<meta property=\"og:title\" content=\"The Tarn Archive\">",
        "<span dir=\"auto\">The Tarn</span>",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let script = fs::read_to_string(here.join("site/sw.js")).expect("a service worker");
    assert!(script.contains("edition/boot") && !script.contains("/bodies"), "{script}");
    assert_eq!(newsprint_in(&here, &["check", "site"]).code, 0);

    let ran = newsprint_in(&here, &["build", "articles", "--out", "site", "--name", "Typed", "--app", &app]);
    assert!(ran.out.starts_with("Typed: site"), "{}", ran.out);
    let page = fs::read_to_string(here.join("site/index.html")).expect("a page");
    assert_eq!(page.matches("og:title").count(), 1, "{page}");

    write(&here, "articles/newsprint.toml", "title = 7\nentities = \"no\"\n");
    let ran = newsprint_in(&here, &["build", "articles", "--out", "site", "--app", &app]);
    assert_eq!(ran.code, 2);
    for said in
        [":1: error: `title` must be a text.", ":2: error: `entities` must be true or false.", "mend the lines above"]
    {
        assert!(ran.err.contains(said), "{said}: {}", ran.err);
    }
}

#[test]
fn what_is_dated_after_the_build_is_held_back_on_request() {
    let here = folder("embargoed");
    let late = r#"{"id":"late","title":"Published in the far future","date":"2999-01-01","body":"Nobody may read the word quicksilver yet."}"#;
    write(&here, "articles/stories.jsonl", format!("{STORIES}\n{late}\n"));
    let app = app();
    for (embargo, n_articles) in [("false", 4), ("true", 3)] {
        write(&here, "articles/newsprint.toml", format!("embargo = {embargo}\n"));
        let ran = newsprint_in(&here, &["build", "articles", "--out", "site", "--app", &app]);
        assert!(ran.out.contains(&format!("{n_articles} articles")), "{}{}", ran.out, ran.err);
        assert_eq!(ran.out.contains("1 article held back"), n_articles == 3, "{}", ran.out);
        let page = fs::read_to_string(here.join("site/index.html")).expect("a page");
        assert_eq!(page.contains("far future"), n_articles == 4);
        let found = newsprint_in(&here, &["search", "site", "quicksilver", "--exact"]);
        assert_eq!(found.out.contains("far future"), n_articles == 4, "{}", found.out);
    }
}

#[test]
fn a_strict_build_with_a_problem_leaves_the_old_site() {
    let here = folder("strict");
    write(&here, "articles/stories.jsonl", STORIES);
    let app = app();
    let build = ["build", "articles", "--out", "site", "--strict", "--app", &app];
    assert_eq!(newsprint_in(&here, &build).code, 0);
    let before = newsprint::folder::read(&here.join("site")).expect("a site");
    write(&here, "articles/more.jsonl", "{\"title\": \n");
    let ran = newsprint_in(&here, &build);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("so nothing was written, for --strict is set"), "{}", ran.err);
    assert_eq!(newsprint::folder::read(&here.join("site")).expect("a site"), before);
}

#[test]
fn a_new_file_of_settings_says_what_was_found_and_builds_as_it_stands() {
    let here = folder("begun");
    write(&here, "the-tarn/stories.jsonl", STORIES);
    let ran = newsprint_in(&here, &["init", "the-tarn"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let written = fs::read_to_string(here.join("the-tarn/newsprint.toml")).expect("settings");
    for said in ["title = \"The tarn\"", "# Found 3 articles in 1 file", "# Languages: ", "# offline = \"small\""] {
        assert!(written.contains(said), "{said}: {written}");
    }
    let app = app();
    let ran = newsprint_in(&here, &["build", "the-tarn", "--out", "site", "--app", &app]);
    assert!(ran.code == 0 && ran.err.is_empty() && ran.out.starts_with("The tarn: site"), "{}{}", ran.out, ran.err);
    let ran = newsprint_in(&here, &["init", "the-tarn"]);
    assert!(ran.code == 2 && ran.err.contains("is there already"), "{}", ran.err);
    let ran = newsprint_in(&here, &["init", "nowhere"]);
    assert!(ran.code == 2 && ran.err.contains("there is no such folder"), "{}", ran.err);
}
