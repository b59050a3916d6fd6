//! Saved web pages of several makes, read and compared with what a person sees in them.
//!
//! Each fixture `NAME.html` has beside it `NAME.article`, one line per field and one per paragraph. After a change that
//! is meant, run the tests with `NEWSPRINT_BLESS=1` and read the difference.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its fixtures has failed")]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use newsprint_corpus::{Imported, ReadOptions, read};
use proptest::prelude::*;

/// What was read, whole.
fn summary(imported: &Imported) -> String {
    let mut lines = String::new();
    for article in &imported.articles {
        writeln!(lines, "# {} [{}] {}", article.title, article.lang, article.id).unwrap();
        if let Some(date) = &article.date {
            writeln!(lines, "date: {}", date.span).unwrap();
        }
        for (name, value) in [("byline", &article.byline), ("source", &article.source), ("url", &article.url)] {
            if let Some(value) = value {
                writeln!(lines, "{name}: {value}").unwrap();
            }
        }
        for paragraph in &article.paragraphs {
            writeln!(lines, "  {}", paragraph.text).unwrap();
        }
    }
    for problem in &imported.problems {
        writeln!(lines, "! {problem}").unwrap();
    }
    lines
}

#[test]
fn every_page_is_read_as_a_person_reads_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|extension| extension == "html" || extension == "md"));
    pages.sort();
    assert!(pages.len() >= 9, "{pages:?}");
    let mut differing = Vec::new();
    for page in pages {
        let name = page.file_name().unwrap().to_string_lossy().into_owned();
        let found = summary(&read(&name, &fs::read(&page).unwrap(), &ReadOptions::default()));
        let expected = page.with_extension("article");
        if std::env::var_os("NEWSPRINT_BLESS").is_some() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).unwrap() != found {
            differing.push(format!("{name}:\n{found}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// Pieces that pages are made of, the treacherous ones too.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class='article-body'>",
        "</div>",
        "<a href=x>",
        "</a>",
        "<h1>",
        "</h1>",
        "<article>",
        "</article>",
        "<li>",
        "<ul>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<br>",
        "<br/>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<script>",
        "</script>",
        "<title>",
        "</title>",
        "<script type='application/ld+json'>",
        "{\"@type\": \"NewsArticle\", \"articleBody\": \"",
        "\"}",
        "<meta property=og:title content='",
        "'",
        "\"",
        "<",
        ">",
        "/",
        "=",
        "&amp;",
        "&#x0;",
        "&#150;",
        "&",
        "<svg/>",
        "<pre>",
        "</pre>",
        "\n\n",
        "<time datetime=2023-02-29>",
        "<nav>",
        "</nav>",
        "<template>",
        "<div hidden>",
        "The council of Brenning met on Monday and did nothing at all, its mayor said afterwards to everyone.",
        " word ",
        "کتاب ",
        "東京の町",
        "\u{0}",
        "é",
        "<x-y z>",
        "</x-y>",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_the_page_reading_ends_and_says_something(pieces in prop::collection::vec(piece(), 0..60)) {
        let page = format!("<html>{}", pieces.concat());
        let imported = read("page.html", page.as_bytes(), &ReadOptions::default());
        prop_assert!(!imported.articles.is_empty() || !imported.problems.is_empty());
        prop_assert!(imported.articles.len() <= 1);
        for paragraph in imported.articles.iter().flat_map(|article| &article.paragraphs) {
            prop_assert!(!paragraph.text.trim().is_empty());
        }
    }

    #[test]
    fn whatever_the_bytes_reading_ends(bytes in prop::collection::vec(any::<u8>(), 1..400)) {
        for name in ["page.html", "page.md"] {
            let imported = read(name, &bytes, &ReadOptions::default());
            prop_assert!(!imported.articles.is_empty() || !imported.problems.is_empty());
        }
    }
}

#[test]
fn pages_that_were_made_to_hurt_are_read_in_linear_time() {
    let sentence = "The council of Brenning met on Monday and did nothing at all, its mayor said. ";
    for piece in [
        "<div>",
        "<p>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "<h1>x",
        "<title>x",
        "<textarea>",
        "<!--",
        "<a href=\"",
        "<a href='",
        "</p>",
        "</x>",
        "&",
        "<blockquote class=comments>",
        "<div class=article-body>x",
        "<time>x",
        "<span itemprop=author>x",
        "<svg><a/>",
        "<script type=application/ld+json>[",
        "<x ",
    ] {
        let page = format!("<html><p>{sentence}{sentence}</p>{}", piece.repeat(100_000));
        let imported = read("page.html", page.as_bytes(), &ReadOptions::default());
        assert!(imported.articles.len() + imported.problems.len() > 0, "{piece}");
    }
}
