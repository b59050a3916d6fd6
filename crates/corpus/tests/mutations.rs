//! Sound documents of every format, damaged: each is read or refused with a reason.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its fixtures has failed")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use newsprint_corpus::{ReadOptions, read};
use proptest::prelude::*;

/// The documents of the other tests, by name, and a few short ones of formats that those have none of.
static DOCUMENTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let mut documents: Vec<(String, Vec<u8>)> = [
        (
            "a.jsonl",
            "{\"title\": \"Mill\", \"body\": \"One.\\n\\nTwo.\", \"date\": \"2021-05-04\"}\n{\"headline\": \"Pier\", \"paragraphs\": [\"a\"]}\n",
        ),
        ("a.json", "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": 1, \"content_html\": \"<p>x</p>\"}]}"),
        ("a.csv", "title;body;date\n\"A \"\"mill\"\"\";\"One.\n\nTwo.\";2021-05-04\nPier;Text;\n"),
        (
            "a.xml",
            "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta/><contentMeta><headline>H</headline></contentMeta>\
             <contentSet><inlineXML><html><body><p>One.</p></body></html></inlineXML></contentSet></newsItem>",
        ),
        (
            "a.rss",
            "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><item><title>x</title>\
             <content:encoded><![CDATA[<p>One.</p>]]></content:encoded><pubDate>1 May 2021</pubDate></item></channel></rss>",
        ),
        (
            "a.warc",
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 71\r\n\r\n\
             HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>One two three.</html>\r\n\r\n",
        ),
    ]
    .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
    .into();
    for folder in ["pages", "fixtures", "pdfs"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        documents.extend(paths.map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(&path).unwrap())
        }));
    }
    documents.sort();
    documents
});

/// One damage: what kind, where, how much, and a byte.
type Damage = (u8, prop::sample::Index, usize, u8);

/// Does a damage to a document.
fn damage(bytes: &mut Vec<u8>, (kind, place, n, byte): &Damage) {
    if bytes.is_empty() {
        return;
    }
    let at = place.index(bytes.len());
    let end = (at + n).min(bytes.len());
    match kind {
        0 => bytes[at] = *byte,
        1 => drop(bytes.drain(at..end)),
        2 => {
            let piece = bytes[at..end].repeat(usize::from(*byte) + 1);
            bytes.splice(at..at, piece);
        }
        3 => bytes.truncate(at),
        4 => {
            let digit = bytes[at..].iter().position(u8::is_ascii_digit);
            if let Some(digit) = digit {
                bytes.splice(at + digit..=at + digit, b"99999999999".iter().copied());
            }
        }
        _ => bytes[at..end].reverse(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_damaged_document_is_read_or_refused(
        nth in any::<prop::sample::Index>(),
        damages in prop::collection::vec((0_u8..6, any::<prop::sample::Index>(), 1_usize..60, any::<u8>()), 1..8),
    ) {
        let (name, bytes) = nth.get(&DOCUMENTS);
        let mut bytes = bytes.clone();
        damages.iter().for_each(|it| damage(&mut bytes, it));
        let imported = read(name, &bytes, &ReadOptions::default());
        prop_assert!(!imported.articles.is_empty() || !imported.problems.is_empty(), "nothing read says why: {}", name);
        for article in &imported.articles {
            prop_assert!(!article.title.trim().is_empty() && !article.id.is_empty());
            prop_assert!(article.paragraphs.iter().all(|paragraph| !paragraph.text.trim().is_empty()));
        }
    }
}
