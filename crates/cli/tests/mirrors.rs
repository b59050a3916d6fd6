//! A folder that a crawler mirrored: pages that are there several times are published once, in their fullest form.

mod support;

use serde_json::Value;
use support::{app, folder, newsprint_in, write};

const BODY: &str = "<p>The harbour wall was rebuilt on Monday, said the council of Velmora, after a winter of storms.</p>\
                    <p>Some two hundred people came to see the last stone set in the middle of the wall by the mayor.</p>\
                    <p>The work took four years and cost twice what had been thought, the harbour master said.</p>";

fn page(headline: &str, head: &str, body: &str) -> String {
    format!(
        "<html lang=\"en\"><head><title>{headline}</title>{head}</head><body><article><h1>{headline}</h1>{body}</article></body></html>"
    )
}

fn canonical(address: &str) -> String {
    format!("<link rel=\"canonical\" href=\"{address}\">")
}

#[test]
fn what_stands_around_articles_is_left_out_and_counted() {
    let here = folder("around");
    let menu = "<nav><a href=/>Front page</a> <a href=/sport>Sport</a></nav>";
    let html = page("Harbour Wall Rebuilt After Winter", "<script>var words = 'not shown';</script>", BODY);
    write(&here, "in/wall.html", html.replace("<article>", &format!("{menu}<article>")));
    let ran = newsprint_in(&here, &["build", "in", "--out", "site", "--app", &app()]);
    assert!(ran.out.contains("  3 words of web pages left out"), "{}{}", ran.out, ran.err);
    assert!(
        newsprint_in(&here, &["search", "site", "sport", "--exact"]).out.starts_with("No article matches"),
        "{}",
        ran.out
    );
}

#[test]
fn each_page_of_a_mirror_is_published_once_in_its_fullest_form() {
    let here = folder("mirror");
    let wall = "Harbour Wall Rebuilt After Winter";
    let dated =
        "<meta property=\"article:published_time\" content=\"2021-05-04\"><meta name=\"author\" content=\"Ada Finch\">";
    let site = "in/tarn.example";
    // For phones, without day and byline; for print, over http; the page itself; the same with where the reader came from.
    let amp = BODY.replace("by the mayor", "by a mayor");
    write(
        &here,
        &format!("{site}/2021/wall/amp/index.html"),
        page(wall, &canonical("https://tarn.example/2021/wall/"), &amp),
    );
    write(
        &here,
        &format!("{site}/2021/wall/index.html"),
        page(wall, &format!("{}{dated}", canonical("https://www.tarn.example/2021/wall")), BODY),
    );
    write(
        &here,
        &format!("{site}/2021/wall/index.html?utm_source=rss.html"),
        page(wall, &canonical("http://tarn.example/2021/wall/index.html?utm_source=rss"), BODY),
    );
    // No page says where it stands: its place in the mirror does. One was mirrored before its byline was there.
    let mill = BODY.replace("harbour wall", "old mill");
    write(&here, &format!("{site}/mill.html"), page("Mill Sold To The Highest Bidder", "", &mill));
    let with_date = page("Mill Sold To The Highest Bidder", dated, &mill);
    write(&here, &format!("{site}/mill.html?fbclid=a1b2.html"), with_date);
    // At one address and not the same: a correction is a version, and stays.
    let ferry = BODY.replace("harbour wall", "ferry pier");
    let head = canonical("https://tarn.example/pier");
    write(&here, &format!("{site}/pier.html"), page("Ferry Pier Opened By The Mayor", &head, &ferry));
    write(
        &here,
        &format!("{site}/old/pier.html"),
        page("Ferry Pier Opened By The Mayor", &head, &ferry.replace("four years", "three years")),
    );
    // The same words elsewhere are another paper's.
    write(&here, "in/sarn.example/wall.html", page(wall, &canonical("https://sarn.example/wall"), BODY));

    let ran = newsprint_in(&here, &["build", "in", "--out", "site", "--app", &app()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    assert!(ran.out.contains("  5 articles, 2 of them dated"), "{}", ran.out);
    assert!(ran.out.contains("3 copies of pages left out, of each the fullest is in"), "{}", ran.out);
    let provenance = std::fs::read_to_string(here.join("site/provenance.jsonl")).expect("the file");
    let mut files: Vec<String> = provenance
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["file"].as_str().expect("text").to_owned())
        .collect();
    files.sort();
    assert_eq!(
        files,
        [
            "in/sarn.example/wall.html",
            "in/tarn.example/2021/wall/index.html",
            "in/tarn.example/mill.html?fbclid=a1b2.html",
            "in/tarn.example/old/pier.html",
            "in/tarn.example/pier.html",
        ]
    );
    // What is explained is what is published.
    let ran = newsprint_in(&here, &["build", "in", "--explain", "mill-sold-to-the-highest-bidder"]);
    assert!(ran.code == 0 && ran.out.contains("mill.html?fbclid=a1b2.html, line 1"), "{}{}", ran.out, ran.err);
    // Nothing of it depends on how many work at it.
    for threads in ["1", "5"] {
        let out = format!("site-{threads}");
        let app = app();
        let ran =
            newsprint_in(&here, &["build", "in", "--out", &out, "--name", "In", "--threads", threads, "--app", &app]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let [one, other] =
            [out.as_str(), "site"].map(|site| newsprint::folder::read(&here.join(site)).expect("a site"));
        assert_eq!(one, other, "{threads}");
    }
}
