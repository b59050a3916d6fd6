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

#[test]
fn what_is_found_in_a_folder_is_told_whatever_it_holds_and_the_next_step_works() {
    let here = folder("begun-anywhere");
    let page = "<html lang=\"fa\"><head><title>x</title></head><body><h1>بندر باز شد</h1><p>قایق‌ها روز سه‌شنبه به بندر بازگشتند و همه شاد بودند.</p></body></html>";
    let feed = "<rss><channel><title>The Courier</title><item><title>Pier</title><description>It reopened.</description></item></channel></rss>";
    let cases: [(&str, &str, &str, &str); 5] = [
        ("pages", "a.html", page, "# Languages: fa 1."),
        ("feeds", "a.xml", feed, "# Sources: The Courier 1."),
        (
            "marked",
            "a.md",
            "---\ntitle: A\ndraft: true\n---\nText.\n",
            "#   1 × `A` is a draft, so it was left out (marked/a.md:1)",
        ),
        ("tables", "a.csv", "title,text\nA,B,C\nD,E\n", "# 1 problem; `newsprint parse` tells each"),
        ("nothing", "a.bin", "\u{0}\u{1}", "# Found 0 articles in 0 files"),
    ];
    for (name, file, text, said) in cases {
        write(&here, &format!("{name}/{file}"), text);
        let ran = newsprint_in(&here, &["init", name]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}");
        let written = fs::read_to_string(here.join(name).join("newsprint.toml")).expect("settings");
        assert!(written.contains(said), "{said}: {written}");
        assert_eq!(ran.out.contains("nothing to build a site of yet"), written.contains("Found 0"), "{}", ran.out);
    }
    // From within the folder the site is to stand beside it.
    let inside = here.join("feeds");
    fs::remove_file(inside.join("newsprint.toml")).expect("it is there");
    let ran = newsprint_in(&inside, &["init"]);
    let step =
        ran.out.lines().find_map(|line| line.strip_prefix("To build the site:  newsprint ")).expect("a next step");
    assert_eq!(step, "build . --out ../site");
    let app = app();
    let words: Vec<&str> = step.split(' ').chain(["--app", &app]).collect();
    let ran = newsprint_in(&inside, &words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(here.join("site/index.html").is_file());
}
