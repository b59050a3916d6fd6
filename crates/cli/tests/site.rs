//! From files to a site and back out of it: build, search, serve.

mod support;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use newsprint::serve::Preview;
use support::{Ran, STORIES, app, folder, newsprint_in, write};

fn build(here: &Path, args: &[&str]) -> Ran {
    let mut all = vec!["build"];
    all.extend(args);
    let app = app();
    all.extend(["--app", &app]);
    newsprint_in(here, &all)
}

/// A built site of the three stories.
fn site(name: &str) -> std::path::PathBuf {
    let here = folder(name);
    write(&here, "stories.jsonl", STORIES);
    let ran = build(&here, &["stories.jsonl", "--out", "site", "--name", "The Tarn"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    here
}

#[test]
fn a_site_is_the_app_and_the_edition_and_says_what_is_in_it() {
    let here = folder("whole-site");
    write(&here, "stories.jsonl", STORIES);
    let ran = build(&here, &["stories.jsonl", "nowhere.txt", "--out", "site", "--name", "The Tarn"]);
    assert_eq!(ran.code, 0);
    for said in
        ["The Tarn: site", "3 articles, 2 of them dated", "newsprint serve site", "1 problem, which left something out"]
    {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }
    assert!(ran.err.contains("nowhere.txt: error"));
    let page = fs::read_to_string(here.join("site/index.html")).expect("a page");
    assert!(page.contains("<title>The Tarn</title>") && page.contains("Drought Empties Three Reservoirs"));
    assert!(here.join("site/edition.json").is_file());
    assert!(here.join("site/start-0123456789abcdef.js").is_file());
    let left: Vec<_> = fs::read_dir(here.join("site"))
        .expect("a site")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".part"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn building_again_gives_the_same_bytes_and_another_corpus_leaves_nothing_of_the_first() {
    let here = site("built-again");
    let bytes = |folder: &Path| newsprint::folder::read(folder).expect("a site");
    let first = bytes(&here.join("site"));
    write(&here, "site/CNAME", "news.example.org");
    assert_eq!(build(&here, &["stories.jsonl", "--out", "site", "--name", "The Tarn"]).code, 0);
    let mut second = bytes(&here.join("site"));
    assert_eq!(second.remove("CNAME").as_deref(), Some(&b"news.example.org"[..]), "what is not ours stays");
    assert_eq!(first, second);

    write(&here, "other.jsonl", "{\"title\": \"Something else\", \"body\": \"Quite another text.\"}");
    assert_eq!(build(&here, &["other.jsonl", "--out", "site"]).code, 0);
    let mut third = bytes(&here.join("site"));
    third.remove("CNAME");
    let fresh = here.join("fresh");
    assert_eq!(build(&here, &["other.jsonl", "--out", "fresh"]).code, 0);
    assert_eq!(third, bytes(&fresh));
}

#[test]
fn an_edition_can_be_one_file_with_the_same_bytes_in_it() {
    let here = site("one-file");
    let many = newsprint::folder::read(&here.join("site")).expect("a site");
    assert_eq!(build(&here, &["stories.jsonl", "--out", "one", "--name", "The Tarn", "--one-file"]).code, 0);
    let one = newsprint::folder::read(&here.join("one")).expect("a site");
    let edition: Vec<&String> = one.keys().filter(|name| name.starts_with("edition/")).collect();
    let [pack] = edition[..] else { panic!("more than one file: {edition:?}") };
    assert!(String::from_utf8_lossy(&one["edition.json"]).contains(&format!("\"pack\": \"{pack}\"")));
    let index = newsprint_edition::PackIndex::read(&one[pack]).expect("a packed edition");
    for (name, bytes) in many.iter().filter(|(name, _)| name.starts_with("edition")) {
        let place = index.range(name).unwrap_or_else(|| panic!("{name} is not in it"));
        assert_eq!(&one[pack][place.start as usize..place.end as usize], bytes.as_slice(), "{name}");
    }
    // The command answers from it what it answers from many.
    let search = |site: &str| newsprint_in(&here, &["search", site, "harbour", "--json"]);
    let (of_one, of_many) = (search("one"), search("site"));
    assert_eq!((of_one.code, of_one.err.as_str()), (0, ""));
    assert_eq!(of_one.out, of_many.out);
    // It cannot be added to, and says what to do instead; it stays as it is.
    for (args, reason) in [
        (&["--since", "2023-01-01"][..], "build it anew from all its sources, without --since"),
        (&["--since", "2023-01-01", "--one-file"], "cannot be used with '--one-file'"),
    ] {
        let ran = build(&here, &[&["stories.jsonl", "--out", "one"], args].concat());
        assert_eq!(ran.code, 2, "{}", ran.err);
        assert!(ran.err.contains(reason), "{}", ran.err);
    }
    assert_eq!(newsprint::folder::read(&here.join("one")).expect("a site"), one);
    // Cut short, it is damaged, and the message names a file of it.
    fs::write(here.join("one").join(pack.as_str()), &one[pack][..one[pack].len() / 2]).expect("written");
    let ran = search("one");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("damaged"), "{}", ran.err);
    // Built as many files again, nothing of the one is left.
    assert_eq!(build(&here, &["stories.jsonl", "--out", "one", "--name", "The Tarn"]).code, 0);
    assert_eq!(newsprint::folder::read(&here.join("one")).expect("a site"), many);
}

#[test]
fn what_hosts_are_told_to_keep_for_good_is_named_by_its_content_and_nothing_else_is() {
    let headers = fs::read_to_string(support::root().join("www/_headers")).expect("the file");
    let mut kept: Vec<(String, bool)> = Vec::new();
    for line in headers.lines().filter(|line| !line.trim_start().starts_with('#')) {
        match line.trim().strip_prefix("Cache-Control: ") {
            Some(says) => kept.last_mut().expect("a path before").1 = says.contains("immutable"),
            None if line.starts_with('/') => kept.push((line.trim_start_matches('/').to_owned(), false)),
            None => {}
        }
    }
    let is_for_good = |name: &str| {
        let fits = |rule: &str| match rule.split_once('*') {
            Some((before, after)) => name.starts_with(before) && name.ends_with(after),
            None => name == rule,
        };
        kept.iter().any(|(rule, is_kept)| *is_kept && fits(rule))
    };
    for name in [
        "edition/boot-00f1a2b3c4d5e6f7.np",
        "edition/00f1a2b3c4d5e6f7/words0.np",
        "newsprint-app-1a2b3c4d5e6f7a8b.wasm",
        "newsprint-app-1a2b3c4d5e6f7a8b.js",
        "start-1a2b3c4d5e6f7a8b.js",
        "worker-1a2b3c4d5e6f7a8b.js",
        "css/main-1a2b3c4d5e6f7a8b.css",
        "css/theme-1a2b3c4d5e6f7a8b.css",
        "fonts/text-1a2b3c4d5e6f7a8b.woff2",
        "index.html",
        "sw.js",
        "edition.json",
        "words/fa.txt",
        "manifest.webmanifest",
        "icons/newsprint.svg",
        "robots.txt",
        "provenance.jsonl",
        "sitemap.xml",
    ] {
        assert_eq!(is_for_good(name), newsprint::folder::is_content_named(name), "{name}");
    }
}

#[test]
fn a_site_has_what_servers_and_search_engines_ask_for() {
    let here = site("hosted");
    let files = newsprint::folder::read(&here.join("site")).expect("a site");
    for name in ["_nginx.conf", "_apache.conf", "robots.txt"] {
        assert!(files.contains_key(name), "{name}");
        let script = String::from_utf8_lossy(&files["sw.js"]);
        assert!(!script.contains(name), "readers need no {name}");
    }
}

#[test]
fn a_site_and_its_articles_lie_apart() {
    let here = folder("apart");
    write(&here, "articles/stories.jsonl", STORIES);
    write(&here, "articles/2021/more.jsonl", STORIES);
    for (input, out, said) in [
        ("articles", "articles/site", "articles/site lies in articles, which is read"),
        ("articles", "articles", "articles lies in articles, which is read"),
        (".", "site", "site lies in ., which is read"),
        ("articles", "new/../articles/2021/../site", "which is read"),
        ("articles/stories.jsonl", "articles", "articles/stories.jsonl lies in articles, where the site is to stand"),
        ("articles/2021", "articles", "articles/2021 lies in articles, where the site is to stand"),
        ("articles/stories.jsonl", "articles/2021/more.jsonl", "is a file, and a site is a folder"),
    ] {
        let ran = build(&here, &[input, "--out", out]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{input} {out}");
        assert!(
            ran.err.contains(said) && ran.err.contains("choose another") | ran.err.contains("choose a"),
            "{}",
            ran.err
        );
    }
    assert_eq!(newsprint::folder::list(&here).expect("a folder").len(), 2, "nothing was written");
    // Names that begin alike are no folders of each other.
    assert_eq!(build(&here, &["articles", "--out", "articles-site"]).code, 0);
    // The app that is put beside the articles is no place for the site either.
    let ran = newsprint_in(&here, &["build", "articles", "--out", "articles-site", "--app", "articles-site"]);
    assert!(ran.code == 2 && ran.err.contains("articles-site lies in articles-site"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_link_does_not_hide_that_a_site_would_lie_among_its_articles() {
    let here = folder("apart-by-links");
    write(&here, "articles/stories.jsonl", STORIES);
    std::os::unix::fs::symlink(here.join("articles"), here.join("elsewhere")).expect("a link");
    for (input, out) in [("articles", "elsewhere/site"), ("elsewhere", "articles/site")] {
        let ran = build(&here, &[input, "--out", out]);
        assert!(ran.code == 2 && ran.err.contains("which is read"), "{}", ran.err);
    }
    let ran = build(&here, &["elsewhere/stories.jsonl", "--out", "articles"]);
    assert!(ran.code == 2 && ran.err.contains("where the site is to stand"), "{}", ran.err);
    assert_eq!(newsprint::folder::list(&here.join("articles")).expect("a folder").len(), 1);
}

#[test]
fn a_folder_with_somebodys_files_is_never_written_to() {
    let here = folder("not-ours");
    write(&here, "stories.jsonl", STORIES);
    write(&here, "thesis/chapter-1.txt", "precious");
    let ran = build(&here, &["stories.jsonl", "--out", "thesis"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is not a site that newsprint wrote"), "{}", ran.err);
    assert_eq!(fs::read_dir(here.join("thesis")).expect("a folder").count(), 1);
    // A file is not a folder.
    let ran = build(&here, &["stories.jsonl", "--out", "stories.jsonl"]);
    assert_eq!(ran.code, 2);
    assert_eq!(fs::read_to_string(here.join("stories.jsonl")).expect("untouched"), STORIES);
}

#[test]
fn nothing_to_read_writes_no_site() {
    let here = folder("no-site");
    write(&here, "empty.txt", "");
    let ran = build(&here, &["empty.txt", "--out", "site"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is empty") && ran.err.contains("no site was written"), "{}", ran.err);
    assert!(!here.join("site").exists());
    let ran = newsprint_in(&here, &["build", "empty.txt", "--out", "site", "--app", "nowhere"]);
    assert!(ran.code == 2 && ran.err.contains("nowhere"), "{}", ran.err);
}

#[test]
fn a_built_site_can_be_searched() {
    let here = site("searched");
    let titles = |args: &[&str]| -> Vec<String> {
        let mut all = vec!["search", "site"];
        all.extend(args);
        all.push("--json");
        let ran = newsprint_in(&here, &all);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        let results: serde_json::Value = serde_json::from_str(&ran.out).expect("one object");
        let hits = results["hits"].as_array().expect("a list");
        assert_eq!(results["n_hits"], hits.len());
        hits.iter().map(|hit| hit["id"].as_str().expect("text").to_owned()).collect()
    };
    assert_eq!(titles(&["chess"]), ["chess"]);
    assert_eq!(titles(&["fishing"]).len(), 2);
    assert_eq!(titles(&["fishing", "--place", "velmora"]), ["harbour"]);
    assert_eq!(titles(&["fishing", "--place=-velmora"]), ["drought"]);
    assert_eq!(titles(&["", "--person", "ruta-solberg"]), ["chess"]);
    assert_eq!(titles(&["", "--date", "2021"]).len(), 2);
    assert_eq!(titles(&["", "--date", "2021-05"]), ["harbour"]);
    assert_eq!(titles(&["", "--date", "undated"]), ["chess"]);
    assert_eq!(titles(&["", "--source", "The Tarn Courier"]), ["harbour"]);
    assert_eq!(titles(&["", "--lang", "en-GB"]), ["chess"]);
    assert_eq!(titles(&["", "--sort", "oldest"]), ["harbour", "drought", "chess"]);

    let ran = newsprint_in(&here, &["search", "site", "fishing boats", "--limit", "1"]);
    assert!(
        ran.out.contains("1. Velmora Harbour Reopens") && ran.out.contains("2021-05-04, The Tarn Courier  [harbour]")
    );
    for (args, said) in [
        (vec!["search", "site", "x", "--date", "soon"], "`soon` is not a date"),
        (vec!["search", ".", "x"], "there is no edition here"),
        (vec!["search", "site"], "Usage"),
    ] {
        let ran = newsprint_in(&here, &args);
        assert!(ran.code == 2 && ran.err.contains(said), "{args:?}: {}", ran.err);
    }
}

#[test]
fn many_queries_give_run_lines_in_the_order_of_evaluation_tools() {
    let here = site("run-lines");
    write(
        &here,
        "topics.jsonl",
        "{\"id\": \"q1\", \"text\": \"fishing\"}\n\n{\"id\": 2, \"text\": \"chess\"}\n{\"id\": \"q3\", \"text\": \"zebra\"}\n",
    );
    let ran = newsprint_in(&here, &["search", "site", "--queries", "topics.jsonl"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let lines: Vec<Vec<&str>> = ran.out.lines().map(|line| line.split(' ').collect()).collect();
    assert_eq!(lines.len(), 3);
    let score = |line: &[&str]| line[4].parse::<f32>().expect("a number");
    for line in &lines {
        assert_eq!((line.len(), line[1], line[5]), (6, "Q0", "newsprint"));
        assert!(score(line) > 0.0);
    }
    assert_eq!(lines.iter().map(|line| (line[0], line[3])).collect::<Vec<_>>(), [("q1", "1"), ("q1", "2"), ("2", "1")]);
    assert!(score(&lines[0]) >= score(&lines[1]));
    let limited = newsprint_in(&here, &["search", "site", "--queries", "topics.jsonl", "--limit", "1"]);
    assert_eq!(limited.out.lines().count(), 2);
    write(&here, "bad.jsonl", "{\"id\": \"q1\"}\n");
    let ran = newsprint_in(&here, &["search", "site", "--queries", "bad.jsonl"]);
    assert!(ran.code == 2 && ran.err.contains("bad.jsonl:1: each line must be an object"), "{}", ran.err);
}

#[test]
fn a_damaged_edition_is_named_and_never_a_panic() {
    let here = site("damaged");
    let inside = |folder: &Path| -> Vec<PathBuf> {
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
    };
    let (parts, mut files): (Vec<PathBuf>, Vec<PathBuf>) =
        inside(&here.join("site/edition")).into_iter().partition(|path| path.is_dir());
    assert_eq!((parts.len(), files.len()), (1, 1), "one part, and the boot file");
    files.extend(inside(&parts[0]));
    for path in files {
        let whole = fs::read(&path).expect("a chunk");
        fs::write(&path, &whole[..whole.len() / 2]).expect("cut");
        let ran = newsprint_in(&here, &["search", "site", "fishing"]);
        assert!(ran.code == 0 || (ran.code == 2 && ran.err.contains("edition/")), "{}: {}", ran.code, ran.err);
        fs::write(&path, &whole).expect("mended");
    }
}

#[test]
fn a_site_is_checked_file_by_file() {
    let here = site("checked");
    let ran = newsprint_in(&here, &["check", "site"]);
    assert!(ran.code == 0 && ran.out.contains("Everything is there"), "{}{}", ran.out, ran.err);
    let mut parts = fs::read_dir(here.join("site/edition")).expect("an edition").filter_map(Result::ok);
    let edition = parts.find(|entry| entry.path().is_dir()).expect("a part").path();
    let harms: [(&str, PathBuf, &str); 4] = [
        ("cut", edition.join("bodies0.np"), "bodies0.np is damaged"),
        ("gone", edition.join("cards0.np"), "cards0.np is missing"),
        ("gone", here.join("site/start-0123456789abcdef.js"), "index.html refers to `./start-0123456789abcdef.js`"),
        ("left", edition.join("words999.np"), "words999.np"),
    ];
    for (harm, path, said) in harms {
        let whole = fs::read(&path).unwrap_or_default();
        match harm {
            "cut" => fs::write(&path, &whole[1..]).expect("cut"),
            "gone" => fs::remove_file(&path).expect("removed"),
            _ => fs::write(&path, "left").expect("written"),
        }
        let ran = newsprint_in(&here, &["check", "site"]);
        assert_eq!(ran.code, i32::from(harm != "left"), "{harm} {}: {}{}", path.display(), ran.out, ran.err);
        assert!(format!("{}{}", ran.out, ran.err).contains(said), "{said}: {}{}", ran.out, ran.err);
        if harm == "left" {
            fs::remove_file(&path).expect("removed")
        } else {
            fs::write(&path, &whole).expect("mended")
        }
    }
    let ran = newsprint_in(&here, &["check", "nowhere"]);
    assert!(ran.code == 2 && ran.err.contains("there is no edition here"), "{}", ran.err);
}

/// One request; the answer's head and body.
fn ask(preview: &Preview, request: &str) -> (String, Vec<u8>) {
    let url = preview.url();
    let address = url.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(address).expect("it listens");
    write!(stream, "{request}\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("it reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("it answers");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    (String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec())
}

#[test]
fn the_preview_serves_a_site_as_a_good_web_space_would() {
    let here = site("preview");
    write(&here, "site/کتاب.svg", "<svg/>");
    write(&here, "secret.txt", "outside");
    let preview = Preview::start(&here.join("site"), 0, false).expect("a free port");
    let page = fs::read(here.join("site/index.html")).expect("a page");
    let cases = [
        ("/", 200, "text/html; charset=utf-8", "no-cache"),
        ("/?q=harbour", 200, "text/html; charset=utf-8", "no-cache"),
        ("/index.html", 200, "text/html; charset=utf-8", "no-cache"),
        ("/start-0123456789abcdef.js", 200, "text/javascript; charset=utf-8", "immutable"),
        ("/manifest.webmanifest", 200, "application/manifest+json", "no-cache"),
        ("/edition.json", 200, "application/json", "no-cache"),
        ("/%DA%A9%D8%AA%D8%A7%D8%A8.svg", 200, "image/svg+xml", "no-cache"),
        ("/data/articles.csv", 200, "text/csv; charset=utf-8", "no-cache"),
        ("/edition", 301, "text/plain", "no-cache"),
        ("/edition/", 404, "text/plain", "no-cache"),
        ("/nowhere", 404, "text/plain", "no-cache"),
        ("/../secret.txt", 404, "text/plain", "no-cache"),
        ("/%2e%2e/secret.txt", 404, "text/plain", "no-cache"),
        ("/..%2fsecret.txt", 404, "text/plain", "no-cache"),
    ];
    for (path, status, kind, cache) in cases {
        let (head, body) = ask(&preview, &format!("GET {path} HTTP/1.1"));
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{path}: {head}");
        assert!(head.contains(&format!("Content-Type: {kind}")), "{path}: {head}");
        assert!(head.contains(cache), "{path}: {head}");
        assert!(!String::from_utf8_lossy(&body).contains("outside"), "{path}");
    }
    assert_eq!(ask(&preview, "GET / HTTP/1.1").1, page);
    let (head, body) = ask(&preview, "HEAD / HTTP/1.1");
    assert!(head.contains(&format!("Content-Length: {}", page.len())) && body.is_empty(), "{head}");
    let etag = head.lines().find_map(|line| line.strip_prefix("ETag: ")).expect("a tag");
    let (head, body) = ask(&preview, &format!("GET / HTTP/1.1\r\nIf-None-Match: {etag}"));
    assert!(head.starts_with("HTTP/1.1 304 ") && body.is_empty(), "{head}");
    assert!(ask(&preview, "POST / HTTP/1.1\r\nContent-Length: 0").0.starts_with("HTTP/1.1 405 "));
}

#[test]
fn a_link_out_of_the_site_is_not_followed() {
    #[cfg(unix)]
    {
        let here = site("links-out");
        write(&here, "secret.txt", "outside");
        std::os::unix::fs::symlink(here.join("secret.txt"), here.join("site/link.txt")).expect("a link");
        let preview = Preview::start(&here.join("site"), 0, false).expect("a free port");
        assert!(ask(&preview, "GET /link.txt HTTP/1.1").0.starts_with("HTTP/1.1 404 "));
    }
}

#[test]
fn a_taken_port_is_an_error_and_a_dropped_preview_ends() {
    let here = site("ports");
    let preview = Preview::start(&here.join("site"), 0, false).expect("a free port");
    let port = preview.url().trim_end_matches('/').rsplit(':').next().expect("a port").to_owned();
    let ran = newsprint_in(&here, &["serve", "site", "--port", &port]);
    assert!(ran.code == 2 && ran.err.contains(&format!("port {port} is taken")), "{}", ran.err);
    let ran = newsprint_in(&here, &["serve", "nowhere", "--port", "0"]);
    assert!(ran.code == 2 && ran.err.contains("there is no such folder"), "{}", ran.err);
    // Dropping waits for every thread; were one stuck, this test would never end.
    drop(preview);
}
