//! Whatever bytes and whatever name, every importer ends, and says why where it read nothing.

use newsprint_corpus::{ReadOptions, read};
use proptest::prelude::*;

/// The beginning of a web archive.
const WARC: &[u8] =
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/x\r\nContent-Type: application/http\r\n\
    Content-Length: 60\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n";

/// Names that lead to each importer.
const NAMES: [&str; 12] =
    ["a.xml", "a.rss", "a.atom", "a.csv", "a.tsv", "a.json", "a.jsonl", "a", "a.zip", "a.tar", "a.gz", "a.txt"];

/// Pieces that documents are made of, the treacherous ones too.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<?xml version='1.0' encoding='",
        "utf-16",
        "iso-8859-1",
        "'?>",
        "<!DOCTYPE rss [<!ENTITY a 'b'>",
        "]>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/'>",
        "<rss version='2.0'>",
        "</rss>",
        "<channel>",
        "<item>",
        "</item>",
        "<entry>",
        "</entry>",
        "<title>",
        "</title>",
        "<description>",
        "<content:encoded>",
        "<wp:status>draft</wp:status>",
        "<pubDate>29 Feb 2023 10:00</pubDate>",
        "<link href='",
        "<link>/x</link>",
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='//'>",
        "<a:b xmlns:a=''>",
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'>",
        "<contentSet><inlineXML>",
        "<embargoed>",
        "<nitf><body><body.content>",
        "&a;",
        "&#0;",
        "&#x110000;",
        "&nbsp;",
        "&",
        "<",
        ">",
        "/>",
        "'",
        "\"",
        "<p>",
        "</p>",
        "<script>",
        "<br",
        "<svg>",
        "</svg>",
        "title",
        "body",
        "date",
        ",",
        ";",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\n\n",
        "\"\"",
        "\u{FEFF}",
        "\0",
        "{",
        "}",
        "[",
        "]",
        ":",
        "\"title\":",
        "\"body\": ",
        "\"items\":",
        "\"version\": \"https://jsonfeed.org/version/1\",",
        "[caption",
        "]",
        "كتاب",
        "é",
        "Text of a story.",
    ])
}

proptest! {
    // A case that failed becomes a test in words, not a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_document_is_read_or_refused(pieces in prop::collection::vec(piece(), 0..40), name in prop::sample::select(NAMES.to_vec())) {
        let text = pieces.concat();
        let imported = read(name, text.as_bytes(), &ReadOptions::default());
        prop_assert!(imported.articles.is_empty() <= !imported.problems.is_empty(), "nothing read says why: {:?}", text);
        let n_chars = text.strip_prefix('\u{FEFF}').unwrap_or(&text).chars().count();
        for article in &imported.articles {
            prop_assert!(!article.title.trim().is_empty());
            prop_assert!(article.span.start <= article.span.end);
            prop_assert!(text.contains('\0') || article.span.end as usize <= n_chars, "{:?} in {}", article.span, n_chars);
            prop_assert!(article.paragraphs.iter().all(|p| !p.text.trim().is_empty() && !p.text.contains(char::is_control)));
        }
        prop_assert_eq!(&imported, &read(name, text.as_bytes(), &ReadOptions::default()), "the same twice");
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"PK\x05\x06", b"\x1F\x8B\x08", b"\xFF\xFE", b"\xFE\xFF", b"\0\0\0<", b"<\0\0\0", b"<\0", b"<rss>", b"\xEF\xBB\xBF", WARC]),
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        name in prop::sample::select(NAMES.to_vec()),
    ) {
        let bytes = [start, &bytes].concat();
        let imported = read(name, &bytes, &ReadOptions::default());
        prop_assert!(imported.articles.is_empty() <= !imported.problems.is_empty(), "nothing read says why");
    }

    #[test]
    fn an_archive_with_damage_is_read_or_refused(at in 0_usize..1200, byte in any::<u8>()) {
        let mut archive = archive();
        let at = at % archive.len();
        archive[at] = byte;
        for (name, bytes) in [("a.tar", &archive[..]), ("a.tar", &archive[..at])] {
            let imported = read(name, bytes, &ReadOptions::default());
            prop_assert!(imported.articles.is_empty() <= !imported.problems.is_empty(), "nothing read says why");
        }
    }
}

/// A .tar with one story, written by hand: a header of 512 bytes, the story, zeros.
fn archive() -> Vec<u8> {
    let story = b"The pier reopened on Monday, the harbour authority said.";
    let mut header = vec![0_u8; 512];
    header[..9].copy_from_slice(b"story.txt");
    header[100..108].copy_from_slice(b"0000644\0");
    header[124..136].copy_from_slice(format!("{:011o}\0", story.len()).as_bytes());
    header[136..148].copy_from_slice(b"00000000000\0");
    header[148..156].copy_from_slice(b"        ");
    header[156] = b'0';
    header[257..265].copy_from_slice(b"ustar\x0000");
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut archive = header;
    archive.extend_from_slice(story);
    archive.resize(512 + 512 + 1024, 0);
    archive
}

#[test]
fn the_archive_that_is_damaged_is_whole_before() {
    let imported = read("a.tar", &archive(), &ReadOptions::default());
    assert_eq!((imported.articles.len(), imported.problems.len()), (1, 0), "{:?}", imported.problems);
}
