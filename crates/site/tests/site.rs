//! A small app finished and composed, looked at as a browser would.

use newsprint_model::{DateSpan, Day};
use newsprint_site::{About, Files, Headline, Listing, SiteError, compose, finish, name_of};

const PAGE: &str = r#"<!doctype html><html lang="en"><head>

<!-- For whoever writes this page. -->
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'">
<title>Harbour &amp; Co</title><meta name="description" content="">
<link rel="stylesheet" href="./css/main.css"><link rel="manifest" href="./manifest.webmanifest">
<link rel="modulepreload" href="./app-0123456789abcdef.js">
<script src="./start.js" data-glue="./app-0123456789abcdef.js" data-wasm="./app-0123456789abcdef_bg.wasm" data-worker="./worker.js" data-supplement-glue="./more.js" data-supplement-wasm="./more_bg.wasm" data-supplement-style="./css/more.css" data-boot="" defer></script>
</head><body><div id="newsprint"><main class="plain"><!--plain--><!--/plain--></main></div></body></html>"#;

/// What Trunk would write for a small app.
fn app() -> Files {
    [
        ("index.html", PAGE),
        ("css/main.css", "@import \"masthead.css\";"),
        ("css/masthead.css", ".masthead { margin: 0 }"),
        ("manifest.webmanifest", "{\"name\":\"Newsprint\",\"start_url\":\"./\"}"),
        ("app-0123456789abcdef.js", "export default 1"),
        ("app-0123456789abcdef_bg.wasm", "wasm"),
        ("more.js", "export default 2"),
        ("more_bg.wasm", "more wasm"),
        ("css/more.css", "@import \"headlines.css\";"),
        ("css/headlines.css", ".headlines { margin: 0 }"),
        ("start.js", "start()"),
        ("worker.js", "work()"),
        (
            "sw.js",
            "\"use strict\";\nconst SITE = { \"version\": \"unfinished\", \"keep\": [], \"runs\": {} };\nkeep();",
        ),
        ("_headers", "/*"),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .collect()
}

fn text<'a>(files: &'a Files, name: &str) -> &'a str {
    std::str::from_utf8(&files[name]).expect("the test's own files are whole")
}

/// What the service worker was told: its version, and the files it keeps.
fn kept(files: &Files) -> (String, Vec<String>) {
    let script = text(files, "sw.js");
    let line = script
        .split("const SITE = ")
        .nth(1)
        .expect("the test's own files are whole")
        .split(";\n")
        .next()
        .expect("the test's own files are whole");
    let site: serde_json::Value = serde_json::from_str(line).expect("the test's own files are whole");
    let keep = site["keep"]
        .as_array()
        .expect("the test's own files are whole")
        .iter()
        .map(|name| name.as_str().expect("the test's own files are whole").to_owned())
        .collect();
    (site["version"].as_str().expect("the test's own files are whole").to_owned(), keep)
}

fn headline(title: &str, url: Option<&str>) -> Headline {
    Headline {
        id: "quay".to_owned(),
        title: title.to_owned(),
        date: Some(DateSpan::day(Day::from_ymd(2023, 11, 19).expect("the test's own files are whole"))),
        source: None,
        url: url.map(str::to_owned),
        lang: "en".to_owned(),
    }
}

fn about(headlines: Vec<Headline>) -> About {
    About { name: "Ports <of> \"call\"".to_owned(), n_articles: 412, headlines, ..About::default() }
}

#[test]
fn remarks_in_the_page_are_not_published_and_marks_to_be_filled_in_stay() {
    let site = finish(app()).unwrap();
    let page = text(&site, "index.html");
    assert!(!page.contains("For whoever") && !page.contains("<!-- ") && !page.contains("\n\n"), "{page}");
    assert!(page.contains("<!--plain-->"), "{page}");
}

#[test]
fn the_plain_page_says_what_the_site_is_and_what_it_promises() {
    let app = finish(app()).unwrap();
    let said = |about: &About| text(&compose(&app, &Listing::default(), about).unwrap(), "index.html").to_owned();
    let own = About { description: Some("Every <port> since 1890.".to_owned()), ..about(Vec::new()) };
    for (about, expected) in
        [(about(Vec::new()), "Search 412 articles by word"), (own, "Every &lt;port&gt; since 1890. <span")]
    {
        let page = said(&about);
        let standfirst = page.split_once("<p class=\"plain__standfirst\" dir=\"auto\">").unwrap().1;
        let standfirst = standfirst.split_once("</p>").unwrap().0;
        assert!(standfirst.starts_with(expected), "{standfirst}");
        assert!(standfirst.contains("nothing that you type leaves this device"), "{standfirst}");
    }
}

#[test]
fn a_finished_app_names_scripts_and_style_by_their_content_and_keeps_everything() {
    let site = finish(app()).unwrap();
    let html = text(&site, "index.html");
    let names: Vec<&str> = site.keys().map(String::as_str).collect();
    for (stem, extension) in [
        ("start-", ".js"),
        ("worker-", ".js"),
        ("css/main-", ".css"),
        ("app-", ".js"),
        ("app-", ".wasm"),
        ("more-", ".js"),
        ("more-", ".wasm"),
        ("css/more-", ".css"),
    ] {
        let name = names.iter().find(|name| name.starts_with(stem) && name.ends_with(extension)).unwrap();
        assert!(html.contains(&format!("\"./{name}\"")), "{name} is not referred to");
    }
    let trunks = "app-0123456789abcdef.js";
    for gone in [
        "start.js",
        "worker.js",
        "css/main.css",
        "css/masthead.css",
        "css/more.css",
        "css/headlines.css",
        "more.js",
        trunks,
    ] {
        assert!(!site.contains_key(gone), "{gone} is still there");
    }
    let (_, keep) = kept(&site);
    let expected = names.iter().filter(|name| !["sw.js", "_headers"].contains(name));
    let expected: Vec<String> =
        expected.map(|name| if *name == "index.html" { "./" } else { name }.to_owned()).collect();
    assert_eq!(keep, expected);
}

#[test]
fn finishing_twice_is_finishing_once() {
    let once = finish(app()).unwrap();
    assert_eq!(finish(once.clone()).unwrap(), once);
}

#[test]
fn any_changed_byte_makes_a_new_version() {
    let first = kept(&finish(app()).unwrap()).0;
    for name in ["css/masthead.css", "start.js", "app-0123456789abcdef_bg.wasm", "sw.js"] {
        let mut changed = app();
        changed.get_mut(name).unwrap().extend(b"\nmore();");
        if name.ends_with(".css") {
            changed.insert(name.to_owned(), b".masthead{margin:1px}".to_vec());
        }
        assert_ne!(kept(&finish(changed).unwrap()).0, first, "{name}");
    }
}

#[test]
fn a_composed_site_says_what_it_holds_without_any_script() {
    let app = finish(app()).unwrap();
    let headlines = vec![
        headline("<script>alert(1)</script>", None),
        headline("Quay", Some("https://news.example/?a=1&b=\"")),
        headline("No", Some("javascript:1")),
    ];
    let site = compose(&app, &Listing::default(), &about(headlines)).unwrap();
    let html = text(&site, "index.html");
    assert_eq!(name_of(html), "Ports <of> \"call\"");
    for expected in [
        "<title>Ports &lt;of&gt; &quot;call&quot;</title>",
        "content=\"Ports &lt;of&gt; &quot;call&quot;: search 412 articles",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<a href=\"https://news.example/?a=1&amp;b=&quot;\" rel=\"noopener\">Quay</a>",
        "<time datetime=\"2023-11-19\">",
        "and 409 more",
    ] {
        assert!(html.contains(expected), "{expected} is not in {html}");
    }
    assert!(!html.contains("javascript:"));
    assert!(text(&site, "manifest.webmanifest").contains("Ports <of> \\\"call\\\""));
    let again = compose(&site, &Listing::default(), &about(vec![])).unwrap();
    assert!(!text(&again, "index.html").contains("Quay"), "composing again replaces the headlines");
}

#[test]
fn a_small_edition_is_kept_whole_and_a_large_one_as_it_is_read() {
    let app = finish(app()).unwrap();
    let edition = |n_bytes: u64| Listing {
        files: [("edition.json", 10), ("boot-00aa", 10), ("chunks/b1", n_bytes)]
            .map(|(name, n)| (name.to_owned(), n))
            .into(),
        pointer: b"{}".to_vec(),
    };
    let kept_of = |n_bytes| kept(&compose(&app, &edition(n_bytes), &about(vec![])).unwrap()).1;
    let page_of = |edition: &Listing| text(&compose(&app, edition, &about(vec![])).unwrap(), "index.html").to_owned();
    assert!(page_of(&edition(100)).contains("data-boot=\"boot-00aa\""), "the boot file is asked for early");
    assert!(page_of(&Listing::default()).contains("data-boot=\"\""), "the app carries its edition");
    for name in ["edition.json", "boot-00aa"] {
        assert!(kept_of(100).contains(&name.to_owned()) && kept_of(5 << 20).contains(&name.to_owned()), "{name}");
    }
    assert!(kept_of(100).contains(&"chunks/b1".to_owned()));
    assert!(!kept_of(5 << 20).contains(&"chunks/b1".to_owned()));
    let version = |pointer: &[u8]| {
        let edition = Listing { pointer: pointer.to_vec(), ..edition(100) };
        kept(&compose(&app, &edition, &about(vec![])).unwrap()).0
    };
    assert_ne!(version(b"{\"boot\": 1}"), version(b"{\"boot\": 2}"), "another edition is another version");
}

#[test]
fn what_would_break_in_the_browser_is_refused_by_name() {
    let broken = |change: &dyn Fn(&mut Files)| {
        let mut files = app();
        change(&mut files);
        finish(files).unwrap_err().to_string()
    };
    for (error, expected) in [
        (broken(&|files| drop(files.remove("index.html"))), "the app has no index.html: build it with `trunk build`"),
        (broken(&|files| drop(files.remove("sw.js"))), "the app has no sw.js: build it with `trunk build`"),
        (
            broken(&|files| drop(files.remove("app-0123456789abcdef.js"))),
            "index.html refers to `./app-0123456789abcdef.js`, which the app does not have; build it anew with `trunk build`",
        ),
        (
            broken(&|files| drop(files.insert("index.html".into(), vec![b'<', 0xff]))),
            "index.html is not UTF-8 at byte 1; save it as UTF-8",
        ),
        (
            broken(&|files| {
                drop(files.insert("index.html".into(), PAGE.replace("<title>", "<style>a{}</style><title>").into()))
            }),
            "index.html holds a style in the page, which the content security policy forbids: move it to a file of its own",
        ),
        (
            broken(&|files| drop(files.insert("sw.js".into(), b"keep();".to_vec()))),
            "sw.js has no `const SITE = ` to be filled in; build the app anew with `trunk build`",
        ),
    ] {
        assert_eq!(error, expected);
    }
    let app = finish(app()).unwrap();
    let clash = Listing { files: [("index.html".to_owned(), 0)].into(), ..Listing::default() };
    assert_eq!(compose(&app, &clash, &about(vec![])), Err(SiteError::Clash("index.html".into())));
}
