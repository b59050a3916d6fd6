//! Adding to a site.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use support::{Ran, app, folder, newsprint_in, write};

fn build(here: &Path, args: &[&str]) -> Ran {
    let app = app();
    newsprint_in(here, &[&["build"], args, &["--app", &app]].concat())
}

/// The chunks of a site's edition: when each was written, and what it holds.
fn chunks(site: &Path) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
    let mut chunks = BTreeMap::new();
    for part in fs::read_dir(site.join("edition")).expect("an edition") {
        let part = part.expect("an entry").path();
        for entry in fs::read_dir(&part).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            let written = fs::metadata(&path).and_then(|there| there.modified()).expect("a time");
            chunks.insert(path.to_string_lossy().into_owned(), (written, fs::read(&path).expect("a chunk")));
        }
    }
    chunks
}

/// Forty stories of March 2021, one a day and ten undated.
fn march() -> String {
    let story = |nth: u32| {
        let date = if nth < 30 { format!("\"date\": \"2021-03-{:02}\", ", nth + 1) } else { String::new() };
        format!(
            "{{\"id\": \"m{nth}\", {date}\"title\": \"Report {nth} From The Harbour\", \"body\": \"The fishing boats brought {nth} crates of herring to Velmora.\", \"people\": [\"Edda Quill\"], \"source\": \"The Tarn Courier\"}}\n"
        )
    };
    (0..40).map(story).collect()
}

const APRIL: &str = r#"{"id": "a1", "title": "Fishing Ends For The Year", "date": "2021-04-01", "body": "No herring was brought to Velmora. Edda Quill fished alone.", "people": ["Edda Quill"], "source": "The Tarn Courier"}
{"id": "a2", "title": "Chess In April", "date": "2021-04-02", "body": "The third game was drawn by Ruta Solberg.", "people": ["Ruta Solberg"], "source": "The Evening Tarn"}
"#;

/// The ids that a query finds, sorted.
fn found(here: &Path, site: &str, args: &[&str]) -> Vec<String> {
    let ran = newsprint_in(here, &[&["search", site], args, &["--json", "--limit", "100"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
    let results: serde_json::Value = serde_json::from_str(&ran.out).expect("one object");
    let hits = results["hits"].as_array().expect("a list");
    let mut ids: Vec<String> = hits.iter().map(|hit| hit["id"].as_str().expect("text").to_owned()).collect();
    assert_eq!(results["n_hits"], ids.len());
    ids.sort();
    ids
}

/// A site of the stories of March.
fn site_of_march(name: &str) -> std::path::PathBuf {
    let here = folder(name);
    write(&here, "march.jsonl", march());
    write(&here, "april.jsonl", APRIL);
    let ran = build(&here, &["march.jsonl", "--out", "site", "--name", "The Tarn"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    here
}

#[test]
fn a_day_is_added_without_touching_what_is_there_and_is_found_like_the_rest() {
    let here = site_of_march("added");
    let before = chunks(&here.join("site"));
    for sources in [&["april.jsonl"][..], &["march.jsonl", "april.jsonl"]] {
        let ran = build(&here, &[sources, &["--out", "site", "--since", "2021-04-01"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        for said in ["The Tarn: site", "42 articles, 32 of them dated", "2 of them added to 40"] {
            assert!(ran.out.contains(said), "{said}: {}", ran.out);
        }
        let after = chunks(&here.join("site"));
        assert!(before.iter().all(|(name, chunk)| after.get(name) == Some(chunk)), "the main part is untouched");
        assert!(after.len() > before.len() && after.len() < 2 * before.len() + 9);
    }
    let added = chunks(&here.join("site"));
    assert_eq!(build(&here, &["march.jsonl", "april.jsonl", "--out", "whole", "--name", "The Tarn"]).code, 0);
    for args in [
        &["herring"][..],
        &["fishing"],
        &["fish"],
        &["chess"],
        &["\"crates of herring\""],
        &["report -harbour"],
        &["", "--person", "edda-quill"],
        &["", "--person", "ruta-solberg"],
        &["", "--source", "The Tarn Courier"],
        &["", "--date", "2021-04"],
        &["", "--date", "undated"],
        &["herring", "--date", "2021-03-29/2021-04-01"],
    ] {
        assert_eq!(found(&here, "site", args), found(&here, "whole", args), "{args:?}");
    }
    let newest = |site: &str| newsprint_in(&here, &["search", site, "", "--sort", "newest", "--limit", "3"]).out;
    assert_eq!(newest("site"), newest("whole"));
    let page = |site: &str| fs::read_to_string(here.join(site).join("index.html")).expect("a page");
    assert_eq!(page("site"), page("whole"), "the plain list of headlines is that of all");

    // The next day: what was added before is written again, and its old part goes.
    write(
        &here,
        "later.jsonl",
        "{\"id\": \"a3\", \"title\": \"Rain\", \"date\": \"2021-04-03\", \"body\": \"It rained on Velmora.\"}",
    );
    let ran = build(&here, &["april.jsonl", "later.jsonl", "--out", "site", "--since", "2021-04-01"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let last = chunks(&here.join("site"));
    assert!(before.iter().all(|(name, chunk)| last.get(name) == Some(chunk)));
    assert!(added.keys().all(|name| before.contains_key(name) || !last.contains_key(name)), "the old part is gone");
    assert_eq!(found(&here, "site", &["rain"]), ["a3"]);
    assert_eq!(found(&here, "site", &["chess"]), ["a2"]);
}

#[test]
fn articles_that_only_share_a_headline_are_not_taken_for_one_another() {
    let here = folder("same-headline");
    let letters = |date: &str, body: &str| {
        format!("{{\"title\": \"Letters To The Editor\", \"date\": \"{date}\", \"body\": \"{body}\"}}\n")
    };
    write(&here, "old.jsonl", format!("{}{}", march(), letters("2021-03-05", "Of parking.")));
    write(&here, "new.jsonl", letters("2021-04-05", "Of herring."));
    assert_eq!(build(&here, &["old.jsonl", "--out", "site"]).code, 0);
    for sources in [&["new.jsonl"][..], &["old.jsonl", "new.jsonl"]] {
        let ran = build(&here, &[sources, &["--out", "site", "--since", "2021-04-01"]].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert_eq!(found(&here, "site", &["letters"]).len(), 2);
    }
}

#[test]
fn what_cannot_be_added_is_said_and_the_whole_is_built_where_the_sources_have_it() {
    let here = site_of_march("unfit");
    let changed = march().replace("brought 29 crates", "lost 29 crates");
    let gone: String =
        march().lines().filter(|line| !line.contains("\"m29\"")).map(|line| format!("{line}\n")).collect();
    write(&here, "changed.jsonl", &changed);
    write(&here, "gone.jsonl", &gone);
    write(&here, "last-changed.jsonl", changed.lines().nth(29).expect("the last day"));
    write(&here, "many.jsonl", march().replace("\"id\": \"m", "\"id\": \"n").replace("brought", "brought home"));
    let before = chunks(&here.join("site"));
    for (sources, said) in [
        (&["last-changed.jsonl"][..], "the article `m29` is another now"),
        (&["april.jsonl"], "the article `m29` of the site, from 2021-03-30 or later, is in none of the sources"),
    ] {
        let ran = build(&here, &[sources, &["--out", "site", "--since", "2021-03-30"]].concat());
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(ran.err.contains(said) && ran.err.contains("without --since"), "{}", ran.err);
        assert_eq!(chunks(&here.join("site")), before);
    }
    let ran = build(&here, &["many.jsonl", "--out", "site", "--since", "2021-05-01"]);
    assert!(ran.code == 2 && ran.err.contains("40 articles are new to a site of 40"), "{}", ran.err);
    // A change before the date is not looked for.
    let ran = build(&here, &["changed.jsonl", "--out", "site", "--since", "2021-04-01"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(found(&here, "site", &["brought"]).len(), 40);
    for (sources, since, said, n_brought) in [
        (&["changed.jsonl"][..], "2021-03-30", "`m29` is another now", 39),
        (&["gone.jsonl"], "2021-03-30", "`m29` of the site", 39),
        (&["march.jsonl", "many.jsonl"], "2021-04-01", "more than a tenth", 80),
    ] {
        assert_eq!(build(&here, &["march.jsonl", "--out", "site"]).code, 0);
        let ran = build(&here, &[sources, &["--out", "site", "--since", since]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains(said) && ran.err.contains("built anew"), "{}", ran.err);
        assert_eq!(found(&here, "site", &["brought"]).len(), n_brought, "{sources:?}");
    }
}

#[test]
fn there_must_be_a_site_to_add_to() {
    let here = folder("nothing-to-add-to");
    write(&here, "april.jsonl", APRIL);
    for (args, said) in [
        (&["--out", "site", "--since", "2021-04-01"][..], "build it once without --since"),
        (&["--out", "site", "--since", "soon"], "`soon` is not a date"),
    ] {
        let ran = build(&here, &[&["april.jsonl"], args].concat());
        assert!(ran.code == 2 && ran.err.contains(said), "{}", ran.err);
        assert!(!here.join("site").exists());
    }
}

#[test]
fn links_to_whom_articles_name_live_through_articles_to_come() {
    let here = folder("links");
    let story = |id: &str, body: &str| {
        format!(
            "{{\"id\": \"{id}\", \"date\": \"2021-03-01\", \"title\": \"Talks\", \"lang\": \"en\", \"body\": \"{body}\"}}\n"
        )
    };
    let mut news = story("a1", "Minister Mahmud Rezvani spoke. Shops in Amman, Jordan, were shut. Mr Vane left.");
    news += &story("a2", "Soldiers entered the Lebanese city of Tripoli at dawn.");
    for nth in 0..30 {
        news += &story(&format!("r{nth}"), "It rained on Monday, and the harbour was shut.");
    }
    write(&here, "news.jsonl", &news);
    assert_eq!(build(&here, &["news.jsonl", "--out", "site"]).code, 0);
    let links =
        [("--person", "mahmud-rezvani"), ("--place", "jordan"), ("--person", "vane"), ("--place", "tripoli-lebanon")];
    let before: Vec<Vec<String>> = links.iter().map(|(facet, id)| found(&here, "site", &["", facet, id])).collect();
    assert_eq!(before, [["a1"], ["a1"], ["a1"], ["a2"]]);
    // The minister gets another name, others the surname, and another Tripoli is told of.
    let more = [
        "Minister Mahmoud Rezvani spoke, and Mahmoud Rezvani left. Mahmoud Rezvani slept.",
        "Mr Vane said so. Mr Vane left, and Vane slept. Fighting broke out in Tripoli, Libya, on Monday.",
    ];
    for (nth, body) in more.iter().enumerate() {
        news += &story(&format!("b{nth}"), body);
    }
    write(&here, "more.jsonl", &news);
    assert_eq!(build(&here, &["more.jsonl", "--out", "whole"]).code, 0);
    assert_eq!(build(&here, &["more.jsonl", "--out", "site", "--since", "2021-03-01"]).code, 0);
    for site in ["whole", "site"] {
        let after: Vec<Vec<String>> = links.iter().map(|(facet, id)| found(&here, site, &["", facet, id])).collect();
        assert_eq!(after, [vec!["a1", "b0"], vec!["a1"], vec!["a1"], vec!["a2"]], "{site}");
    }
}
