//! What publishers bring as it is: folders with more in them than articles, columns of their own, old encodings, a pipe.

mod support;

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;
use support::{STORIES, app, folder, newsprint_in, write};

fn titles(printed: &str) -> Vec<String> {
    let title = |line: &str| serde_json::from_str::<Value>(line).expect("a line of JSON")["title"].clone();
    printed.lines().map(title).filter_map(|title| title.as_str().map(str::to_owned)).collect()
}

#[test]
fn what_lies_beside_articles_is_passed_over_in_one_note_and_stands_in_nobodys_way() {
    let here = folder("pages-and-parts");
    let page = "<html lang=en><head><title>Mill Sold</title></head><body><h1>Mill Sold</h1><p>The mill by the lake was sold on Friday.</p></body></html>";
    write(&here, "in/mill.html", page);
    write(
        &here,
        "in/mill_files/frame.html",
        "<html><body><p>Buy a mill of your own, today and tomorrow.</p></body></html>",
    );
    write(&here, "in/mill_files/style.css", "p {}");
    write(&here, "in/pier.md", "---\ntitle: Pier Closed\n---\nThe pier is closed.\n");
    write(&here, "in/ferry.md", "---\ntitle: Ferry\ndraft: true\n---\nNot yet.\n");
    write(&here, "in/static/pier.JPG", [0xFF, 0xD8, 0xFF]);
    write(&here, "in/static/mill.jpg", [0xFF, 0xD8, 0xFF]);
    write(&here, "in/config.toml", "title = 'x'");
    let ran = newsprint_in(&here, &["build", "in", "--out", "site", "--strict", "--app", &app()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let passed = "in: note: 3 files that are no articles were passed over: 2 .jpg, 1 .toml; 1 folder was passed over that a \
                  browser saved beside pages.";
    assert!(ran.err.lines().any(|line| line == passed), "{}", ran.err);
    assert!(ran.err.contains("in/ferry.md:1: note: `Ferry` is a draft") && ran.err.lines().count() == 2, "{}", ran.err);
    assert!(ran.out.contains("  2 articles,") && !ran.out.contains("problem"), "{}", ran.out);
    write(&here, "in/newsprint.toml", "titel = \"Mills\"\n");
    let ran = newsprint_in(&here, &["build", "in", "--out", "new", "--strict", "--app", &app()]);
    assert!(
        ran.code == 2 && ran.err.contains("did you mean `title`?") && ran.err.contains("1 problem, so"),
        "{}",
        ran.err
    );
    fs::remove_file(here.join("in/newsprint.toml")).expect("it was written");
    // A file of no such kind may be an article that was meant to be read.
    write(&here, "in/story.docx", "x");
    let ran = newsprint_in(&here, &["build", "in", "--out", "new", "--strict", "--app", &app()]);
    assert!(ran.code == 2 && ran.err.contains("1 problem, so nothing was written"), "{}", ran.err);
    // What is named by itself is told of by itself.
    let ran = newsprint_in(&here, &["parse", "in/config.toml"]);
    assert!(ran.code == 2 && ran.err.contains("in/config.toml: error: is not a kind of file"), "{}", ran.err);
}

#[test]
fn of_a_websites_source_and_a_vault_only_the_articles_are_read_and_a_note_names_the_rest() {
    let here = folder("roots");
    let article = |title: &str| format!("---\ntitle: {title}\n---\n{title}, as the harbour office said on Friday.\n");
    let put = |names: &[&str]| names.iter().for_each(|name| write(&here, name, article(name)));
    put(&["hugo/content/posts/mill.md", "hugo/content/_index.md", "hugo/content/posts/_index.fa.md"]);
    put(&["hugo/README.md", "hugo/archetypes/default.md", "hugo/themes/plain/content/demo.md", "hugo/layouts/a.html"]);
    write(&here, "hugo/hugo.toml", "title = 'x'");
    put(&["zola/content/mill.md", "zola/templates/page.md"]);
    write(&here, "zola/config.toml", "title = 'x'");
    put(&["jekyll/_posts/2021-03-04-mill.md", "jekyll/news/_posts/2021-03-05-pier.md", "jekyll/_recipes/soup.md"]);
    put(&["jekyll/_drafts/secret.md", "jekyll/_layouts/post.html", "jekyll/about.md", "jekyll/_people/ann.md"]);
    write(&here, "jekyll/_config.yml", "title: x\ncollections:\n  recipes:\n    output: true\n  people: {}\n");
    put(&[
        "vault/mill.md",
        "vault/Templates/daily.md",
        "vault/.trash/old.md",
        "vault/Meta/Forms/form.md",
        "vault/Meta/x.md",
    ]);
    write(&here, "vault/.obsidian/app.json", "{}");
    // What only looks a little like one is read as it is.
    put(&["plain/content/a.md", "plain/README.md", "plain/templates/b.md", "plain/_index.md"]);
    write(&here, "plain/config.json.txt", "Settings of the mill were changed on Friday, the office said.");
    put(&["pages/_config.md", "pages/README.md", "pages/_drafts/x.md"]);
    write(&here, "pages/_config.yml", "title: x");
    for (path, expected, note) in [
        (
            "hugo",
            &["hugo/content/posts/mill.md"][..],
            "hugo: note: is the source of a Hugo site, so only `content` was read, without its `_index` pages. Left out: \
             `README.md`, `archetypes`, `hugo.toml`, `layouts`, `themes`. Name what you want of it as a path of its own.",
        ),
        ("zola", &["zola/content/mill.md"], "zola: note: is the source of a Hugo site"),
        (
            "jekyll",
            &["jekyll/_posts/2021-03-04-mill.md", "jekyll/_recipes/soup.md", "jekyll/news/_posts/2021-03-05-pier.md"],
            "of which are read only `_posts`, `_recipes`, `news/_posts`. Left out: `_config.yml`, `_drafts`, `_layouts`, \
             `_people`, `about.md`, `news`.",
        ),
        ("vault", &["vault/Meta/Forms/form.md", "vault/Meta/x.md", "vault/mill.md"], "Left out: `Templates`. Name"),
        ("hugo/archetypes", &["hugo/archetypes/default.md"], ""),
        ("plain", &["plain/README.md", "plain/_index.md", "plain/content/a.md", "plain/templates/b.md"], ""),
        ("pages", &["pages/README.md", "pages/_config.md", "pages/_drafts/x.md"], ""),
    ] {
        let ran = newsprint_in(&here, &["parse", path]);
        let mut found = titles(&ran.out);
        found.retain(|title| title.starts_with(path));
        found.sort();
        assert_eq!(found, expected, "{}", ran.err);
        assert_eq!(ran.err.contains("Left out"), !note.is_empty(), "{}", ran.err);
        assert!(ran.err.contains(note), "{path}: {}", ran.err);
    }
    write(&here, "vault/.obsidian/templates.json", "{\"folder\": \"Meta/Forms\"}");
    let ran = newsprint_in(&here, &["parse", "vault", "vault/Meta/Forms"]);
    let mut found = titles(&ran.out);
    found.sort();
    let expected = ["vault/Meta/Forms/form.md", "vault/Meta/x.md", "vault/Templates/daily.md", "vault/mill.md"];
    assert_eq!(found, expected, "what is named is read");
}

#[test]
fn fields_that_nobody_knows_are_named_and_once_given_stand_in_the_settings() {
    let here = folder("odd-columns");
    let line = |n: usize| {
        let text = "Die Muehle am See wurde am Freitag verkauft. ".repeat(5);
        format!("{{\"Nr\": \"{n}\", \"Dachzeile\": \"Die Muehle {n} wird verkauft\", \"Volltext\": \"{text}\"}}\n")
    };
    let lines: String = (0..300).map(line).collect();
    write(&here, "in/a.jsonl", &lines);
    let ran = newsprint_in(&here, &["init", "in"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let said = "300 × has neither a title nor a text, so this article was left out: say which of `Nr`, `Dachzeile`, `Volltext` hold \
                them, perhaps `--columns title=Dachzeile,body=Volltext` (in/a.jsonl:1)";
    assert!(ran.out.contains(said), "{}", ran.out);
    assert!(ran.out.contains("say in in/newsprint.toml how the files are to be read"), "{}", ran.out);
    // A build tells some of them, and how many more there are.
    let ran = newsprint_in(&here, &["build", "in", "--out", "site", "--app", &app()]);
    let lines_told = ran.err.lines().filter(|line| line.starts_with("in/a.jsonl:")).count();
    assert!(
        ran.code == 2 && lines_told == 50 && ran.err.contains("newsprint: and 250 more such: has neither"),
        "{}",
        ran.err
    );
    assert_eq!(newsprint_in(&here, &["parse", "in"]).err.lines().count(), 300, "each is told where all are asked for");
    fs::remove_file(here.join("in/newsprint.toml")).expect("it was written");
    let ran = newsprint_in(&here, &["init", "in", "--columns", "title=Dachzeile,body=Volltext", "--lang", "de"]);
    assert!(ran.out.contains("Found 300 articles in 1 file"), "{}", ran.out);
    let written = fs::read_to_string(here.join("in/newsprint.toml")).expect("settings");
    assert!(written.contains("\nlanguage = \"de\"\n"), "{written}");
    let ran = newsprint_in(&here, &["parse", "in"]);
    assert_eq!(
        (ran.code, ran.out.lines().count(), ran.err.as_str()),
        (0, 300, ""),
        "the settings have them: {written}"
    );
    // Where only the text goes by another name, a headline alone is worth a warning.
    let named: String = lines.lines().take(3).map(|line| format!("{}\n", line.replace("Dachzeile", "title"))).collect();
    write(&here, "other.jsonl", named);
    let ran = newsprint_in(&here, &["parse", "other.jsonl"]);
    let said = "other.jsonl:2: warning: has a title and no text: if its text is in `Volltext`, say so, `--columns body=Volltext`.";
    assert!(ran.code == 0 && ran.err.contains(said), "{}", ran.err);
    write(&here, "other.csv", "title,Volltext\nMill Sold,The mill was sold.\n");
    let ran = newsprint_in(&here, &["parse", "other.csv"]);
    let said =
        "other.csv:1: note: names no column that holds a text, so only headlines are read: if one of `Volltext` does";
    assert!(ran.code == 0 && ran.err.contains(said), "{}", ran.err);
}

#[test]
fn plain_text_is_read_in_the_encoding_that_it_is_in() {
    let here = folder("old-texts");
    let arabic: &[u8] = b"\xC7\xE1\xD1\xC6\xED\xD3 \xDD\xED \xC8\xDB\xCF\xC7\xCF\n\n\xD2\xC7\xD1 \xC7\xE1\xD1\xC6\xED\xD3 \xC7\xE1\xDA\xD1\xC7\xDE\xED \xE3\xCF\xED\xE4\xC9 \xC7\xE1\xC8\xD5\xD1\xC9 \xED\xE6\xE3 \xC7\xE1\xD3\xC8\xCA.\n";
    write(&here, "in/a.txt", b"Caf\xE9 Opens in K\xF6ln\n\nThe caf\xE9 in K\xF6ln opened on Friday.\n");
    write(&here, "in/b.txt", arabic);
    let wide: Vec<u8> =
        "\u{feff}Pier Closed\r\n\r\nThe pier is closed.\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    write(&here, "in/c.txt", wide);
    write(&here, "in/d.txt", [0_u8, 1, 2, 3, 0xFF, 0xFE, 7, 8]);
    let ran = newsprint_in(&here, &["parse", "in"]);
    assert_eq!(titles(&ran.out), ["Café Opens in Köln", "الرئيس في بغداد", "Pier Closed"], "{}", ran.err);
    let said: Vec<&str> = ran.err.lines().collect();
    assert_eq!(said.len(), 3, "a byte order mark is no guess: {}", ran.err);
    assert!(
        said[0].starts_with("in/a.txt: warning: is not UTF-8 and does not say what it is; it was read as windows-1252")
    );
    assert!(said[1].contains("windows-1256") && said[2].starts_with("in/d.txt: error: is no text"), "{}", ran.err);
}

#[test]
fn articles_may_come_through_a_pipe() {
    let here = folder("piped");
    let piped = |path: &str, bytes: &[u8]| {
        let mut child = Command::new(env!("CARGO_BIN_EXE_newsprint"))
            .args(["parse", path])
            .current_dir(&here)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("a pipe").write_all(bytes).expect("it reads");
        let done = child.wait_with_output().expect("it ends");
        (titles(&String::from_utf8_lossy(&done.stdout)), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    let many: String =
        (0..2_000).map(|n| format!("{{\"title\": \"Mill {n}\", \"body\": \"It was sold.\"}}\n")).collect();
    let (found, said) = piped("-", many.as_bytes());
    assert_eq!((found.len(), found.first().map(String::as_str), said.as_str()), (2_000, Some("Mill 0"), ""));
    let (found, _) = piped("-", b"Mill Sold\n\nThe mill by the lake was sold on Friday.\n");
    assert_eq!(found, [""; 0], "what is plain text is told by a file's name");
    let (found, said) = piped("-", b"PK\x03\x04 and so on");
    assert!(
        found.is_empty() && said.starts_with("standard input: error: is an archive that comes through a pipe"),
        "{said}"
    );
    #[cfg(target_os = "linux")]
    assert_eq!(piped("/dev/stdin", STORIES.as_bytes()).0.len(), 3);
    assert_eq!(STORIES.lines().count(), 3);
}
