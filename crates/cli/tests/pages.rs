//! What stands beside the app: pages, feeds, sitemap, tables; read back by other readers than those who wrote them.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::{Ran, app, check_golden, folder, newsprint_in, write};

/// Invented news: two that name each other's people, one in Persian, one that would do harm, one of a day to come.
const NEWS: &str = r#"{"id": "harbour", "title": "Velmora Harbour Reopens After Nine Years", "date": "2021-05-04", "body": "Fishing boats returned to the harbour of Velmora on Tuesday.\n\nHarbour master Edda Quill cut a rope at dawn.", "people": ["Edda Quill"], "places": ["Velmora"], "source": "The Tarn Courier", "byline": "Ada Finch", "url": "https://courier.example/harbour?a=1&b=2"}
{"id": "mill", "title": "Mill To Be Sold", "date": "2021-05-02", "body": "The mill of Velmora will be sold, Edda Quill said.", "people": ["Edda Quill"], "places": ["Velmora"], "lang": "en"}
{"id": "bandar", "title": "بازگشت قایق‌ها به بندر", "date": "2021-05", "body": "قایق‌ها روز سه‌شنبه به بندر بازگشتند.", "lang": "fa"}
{"id": "Bad/../Id", "title": "HOSTILE", "body": "</script><img src=x onerror=alert(1)> & ]]> 'quotes' \"too\" \u202eturned \u0000 about", "url": "javascript:alert(1)", "byline": "<b>Mallory</b>"}
{"id": "tomorrow", "title": "What Will Be Announced", "date": "2999-01-01", "body": "It will be announced."}
"#;

const SETTINGS: &str = "title = \"Tarn & \\\"Sea\\\" <News>\"\ndescription = \"What was told.\"\nbase_url = \"https://news.example/tarn\"\nembargo = true\n";

fn news() -> String {
    let title = format!("<script>alert(1)</script> \\u202e\\\"Evil\\\" {}", "long ".repeat(2_000));
    NEWS.replace("HOSTILE", &title)
}

fn build(here: &Path, settings: &str) -> Ran {
    write(here, "in/newsprint.toml", settings);
    newsprint_in(here, &["build", "in", "--out", "site", "--no-entities", "--app", &app()])
}

/// A site of the news.
fn site(name: &str, settings: &str) -> (PathBuf, Ran) {
    let here = folder(name);
    write(&here, "in/news.jsonl", news());
    let ran = build(&here, settings);
    assert_eq!(ran.code, 0, "{}", ran.err);
    (here, ran)
}

fn text(here: &Path, name: &str) -> String {
    fs::read_to_string(here.join("site").join(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

fn json(here: &Path, name: &str) -> Value {
    serde_json::from_str(&text(here, name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// Every file of a site whose name ends so.
fn files(here: &Path, ending: &str) -> Vec<String> {
    let all = newsprint::folder::list(&here.join("site")).expect("a site");
    all.into_keys().filter(|name| name.ends_with(ending)).collect()
}

/// The block of JSON-LD of a page.
fn linked(html: &str) -> Value {
    let (_, rest) = html.split_once("<script type=\"application/ld+json\">").expect("a block of data");
    serde_json::from_str(rest.split_once("</script>").expect("its end").0).expect("JSON")
}

#[test]
fn an_article_has_a_page_with_all_that_readers_and_machines_want() {
    let (here, ran) = site("pages-article", SETTINGS);
    assert!(ran.out.contains("pages of 4 articles and 2 names"), "{}", ran.out);
    let html = text(&here, "article/harbour.html");
    for said in [
        "<html lang=\"en\" dir=\"ltr\">",
        "<title>Velmora Harbour Reopens After Nine Years – Tarn &amp; &quot;Sea&quot; &lt;News&gt;</title>",
        "<link rel=\"canonical\" href=\"https://courier.example/harbour?a=1&amp;b=2\">",
        "<meta name=\"DC.creator\" content=\"Ada Finch\">",
        "<meta name=\"citation_publication_date\" content=\"2021/05/04\">",
        "<meta property=\"og:url\" content=\"https://news.example/tarn/article/harbour.html\">",
        "<meta property=\"article:published_time\" content=\"2021-05-04\">",
        "href=\"../entity/velmora.html\"",
        "<a href=\"../?doc=harbour\">",
        "href=\"../article/mill.html\"",
    ] {
        assert!(html.contains(said), "{said}\n{html}");
    }
    let data = linked(&html);
    assert_eq!((&data["@type"], &data["datePublished"]), (&"NewsArticle".into(), &"2021-05-04".into()));
    assert_eq!(data["publisher"]["name"], "The Tarn Courier");
    let fa = text(&here, "article/bandar.html");
    assert!(fa.contains("<html lang=\"fa\" dir=\"rtl\">") && fa.contains("lang=\"fa\" dir=\"rtl\""), "{fa}");
    // The importer of web pages reads them as any other's.
    let ran = newsprint_in(&here, &["parse", "site/article/harbour.html"]);
    let read: Value = serde_json::from_str(&ran.out).expect("one article");
    assert_eq!(
        (&read["title"], &read["date"]),
        (&"Velmora Harbour Reopens After Nine Years".into(), &"2021-05-04".into())
    );
    let paragraphs = read["paragraphs"].as_array().expect("a list");
    assert!(paragraphs.contains(&"Harbour master Edda Quill cut a rope at dawn.".into()), "{read}");
    for (name, page) in [("beside.article.html", &html), ("beside.entity.html", &text(&here, "entity/velmora.html"))] {
        check_golden(name, &without_hashes(page));
    }
}

/// A page with the hashes in names left out: they change with every rule of style.
fn without_hashes(html: &str) -> String {
    let is_hash = |word: &str| word.len() == 16 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let mut out = String::new();
    for part in html.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        out += if is_hash(word) { "HASH" } else { word };
        out += &part[word.len()..];
    }
    out
}

#[test]
fn no_text_becomes_markup_and_every_page_keeps_to_its_policy_and_leads_somewhere() {
    let (here, _) = site("pages-hostile", SETTINGS);
    let all = newsprint::folder::list(&here.join("site")).expect("a site");
    let pages = files(&here, ".html");
    assert!(pages.len() >= 8, "{pages:?}");
    for name in &pages {
        let html = text(&here, name);
        for harm in ["<script>", "alert(1)</script>", "<img", "<b>Mallory", "href=\"javascript:", "\u{0}"] {
            assert!(!html.contains(harm), "{name} holds {harm}");
        }
        let head = html.split("<body>").next().unwrap_or_default();
        assert!(!head.contains('\u{202e}') && head.len() < 16_000, "{name}");
        if name != "index.html" {
            assert_eq!(newsprint_site::verify_page(name, &html, &|name| all.contains_key(name)), [], "{name}");
            assert_eq!(html.matches("<h1").count(), 1, "{name}");
            assert_eq!(html.matches("<main").count(), 1, "{name}");
        }
    }
    assert!(
        pages
            .iter()
            .all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-./".contains(&b)))
    );
    let ran = newsprint_in(&here, &["check", "site"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("every link of them followed"), "{}", ran.out);
}

#[test]
fn feeds_are_read_by_feed_readers_and_leave_out_what_has_no_date() {
    let (here, _) = site("pages-feeds", SETTINGS);
    for feed in ["feed.xml", "feed.json"] {
        let ran = newsprint_in(&here, &["parse", &format!("site/{feed}")]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{feed}");
        let titles: Vec<Value> = ran
            .out
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("an article")["title"].clone())
            .collect();
        assert_eq!(
            titles,
            ["Velmora Harbour Reopens After Nine Years", "Mill To Be Sold", "بازگشت قایق‌ها به بندر"],
            "{feed}"
        );
    }
    let of_quill = json(&here, "entity/edda-quill.json");
    assert_eq!(of_quill["home_page_url"], "https://news.example/tarn/entity/edda-quill.html");
    assert_eq!(of_quill["items"].as_array().map(Vec::len), Some(2));
    let front = text(&here, "index.html");
    for link in [
        "type=\"application/atom+xml\"",
        "href=\"https://news.example/tarn/oembed.json\"",
        "href=\"./headlines/1.html\"",
    ] {
        assert!(front.contains(link), "{link}: {front}");
    }
    assert_eq!(linked(&front)["@type"], "Dataset");
    let answer = json(&here, "oembed.json");
    assert_eq!((&answer["type"], &answer["version"]), (&"rich".into(), &"1.0".into()));
    assert!(
        answer["html"]
            .as_str()
            .is_some_and(|html| html.starts_with("<iframe src=\"https://news.example/tarn/?embed=1\""))
    );
}

#[test]
fn every_file_that_machines_read_is_well_formed() {
    let (here, _) = site("pages-well-formed", SETTINGS);
    let xml = files(&here, ".xml");
    assert!(xml.len() >= 4 && xml.contains(&"sitemap.xml".to_owned()), "{xml:?}");
    for name in xml {
        let text = text(&here, &name);
        let mut reader = quick_xml::Reader::from_str(&text);
        let (mut depth, mut n_elements) = (0, 0);
        loop {
            match reader.read_event().unwrap_or_else(|fault| panic!("{name}: {fault}")) {
                quick_xml::events::Event::Start(_) => (depth, n_elements) = (depth + 1, n_elements + 1),
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert!(depth == 0 && n_elements > 2, "{name}");
    }
    let json = files(&here, ".json");
    assert!(json.len() >= 4, "{json:?}");
    json.iter().for_each(|name| drop(self::json(&here, name)));
    // Every page with a block of data has one that can be read, and says of what kind it is.
    for name in files(&here, ".html").iter().filter(|name| name.starts_with("article/") || name.starts_with("entity/"))
    {
        let data = linked(&text(&here, name));
        assert_eq!(data["@context"], "https://schema.org", "{name}");
        assert!(data["@type"].is_string(), "{name}");
    }
}

#[test]
fn the_sitemap_lists_every_page_once() {
    let (here, _) = site("pages-sitemap", SETTINGS);
    let sitemap = text(&here, "sitemap.xml");
    let mut listed: Vec<&str> =
        sitemap.split("<loc>").skip(1).filter_map(|rest| rest.split_once('<').map(|(url, _)| url)).collect();
    listed.sort_unstable();
    let mut expected: Vec<String> = files(&here, ".html")
        .iter()
        .map(|name| format!("https://news.example/tarn/{}", name.replace("index.html", "")))
        .collect();
    expected.sort_unstable();
    assert_eq!(listed, expected);
    assert!(sitemap.contains("harbour.html</loc><lastmod>2021-05-04</lastmod>"), "{sitemap}");
}

#[test]
fn tables_hold_every_article_and_name_and_say_what_their_columns_are() {
    let (here, _) = site("pages-tables", SETTINGS);
    let package = json(&here, "datapackage.json");
    let resources = package["resources"].as_array().expect("a list");
    for (resource, n_rows) in resources.iter().zip([4, 2]) {
        let table = text(&here, resource["path"].as_str().expect("a path"));
        assert_eq!(resource["bytes"], table.len());
        let head = table.lines().next().expect("a head");
        let fields = resource["schema"]["fields"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|field| field["name"].as_str().expect("text"));
        assert_eq!(head, fields.collect::<Vec<_>>().join(","));
        assert_eq!(table.split("\r\n").filter(|line| !line.is_empty()).count(), n_rows + 1);
    }
    let ran = newsprint_in(&here, &["parse", "site/data/articles.csv", "--columns", "body=lead"]);
    assert_eq!((ran.code, ran.out.lines().count()), (0, 4), "{}", ran.err);
}

#[test]
fn what_may_not_be_published_has_no_page_and_what_is_gone_loses_its() {
    let (here, _) = site("pages-gone", SETTINGS);
    let has = |name: &str| here.join("site").join(name).exists();
    assert!(!has("article/tomorrow.html") && has("article/mill.html") && has("entity/edda-quill.xml"));
    for name in files(&here, "") {
        let bytes = fs::read(here.join("site").join(&name)).expect("a file");
        assert!(!String::from_utf8_lossy(&bytes).contains("What Will Be Announced"), "{name}");
    }
    write(&here, "site/article/notes.html", "<p>The publisher's own.</p>");
    let before = fs::metadata(here.join("site/article/bandar.html")).and_then(|it| it.modified()).expect("a page");
    write(
        &here,
        "in/news.jsonl",
        news().lines().filter(|line| !line.contains("\"mill\"")).map(|line| format!("{line}\n")).collect::<String>(),
    );
    assert_eq!(build(&here, SETTINGS).code, 0);
    assert!(!has("article/mill.html") && has("article/notes.html"));
    let after = fs::metadata(here.join("site/article/bandar.html")).and_then(|it| it.modified()).expect("a page");
    assert!(has("article/harbour.html") && after >= before);
    let ran = newsprint_in(&here, &["check", "site"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("article/notes.html is of nothing in the edition"), "{}", ran.err);
    // Switched off, nothing of them is left but what is somebody's.
    assert_eq!(build(&here, "prerender = false").code, 0);
    let html = files(&here, ".html");
    assert_eq!(html, ["article/notes.html", "index.html"]);
    assert!(!has("feed.xml") && !has("data") && !has("datapackage.json") && !has("sitemap.xml"));
}

#[test]
fn without_an_address_there_are_pages_but_nothing_that_needs_one_and_the_build_says_so() {
    let (here, ran) = site("pages-no-address", "title = \"Tarn\"");
    assert!(ran.out.contains("no sitemap, feeds and oEmbed"), "{}", ran.out);
    for gone in ["sitemap.xml", "feed.xml", "feed.json", "oembed.json", "entity/velmora.xml"] {
        assert!(!here.join("site").join(gone).exists(), "{gone}");
    }
    let html = text(&here, "article/mill.html");
    assert!(!html.contains("rel=\"canonical\"") && !html.contains("https://news.example"), "{html}");
    assert_eq!(newsprint_in(&here, &["check", "site"]).code, 0);
    // The service worker keeps none of them: a reader fetches what they read.
    let script = text(&here, "sw.js");
    assert!(!script.contains("article/") && !script.contains("beside-"), "{script}");
}
