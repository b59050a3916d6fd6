//! Documents of PDF, written here byte by byte, and what is read of them.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its documents has failed")]

use std::fmt::Write as _;
use std::io::Write as _;

use newsprint_corpus::{Imported, ReadOptions, read};
use proptest::prelude::*;

/// A document that is written object by object.
#[derive(Default)]
struct Writer {
    objects: Vec<Vec<u8>>,
}

impl Writer {
    /// Adds an object and gives its number.
    fn add(&mut self, object: impl Into<Vec<u8>>) -> usize {
        self.objects.push(object.into());
        self.objects.len()
    }

    /// Adds a stream, packed or as it is.
    fn stream(&mut self, dictionary: &str, data: &[u8], is_packed: bool) -> usize {
        let (filter, data) = if is_packed {
            let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            encoder.write_all(data).unwrap();
            ("/Filter/FlateDecode", encoder.finish().unwrap())
        } else {
            ("", data.to_vec())
        };
        let head = format!("<<{dictionary}{filter}/Length {}>>\nstream\n", data.len());
        self.add([head.as_bytes(), &data, b"\nendstream"].concat())
    }

    /// The whole, with a table of objects that begins at a true place, and the given entries of the trailer.
    fn finish(self, trailer: &str) -> Vec<u8> {
        let mut bytes = b"%PDF-1.4\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (nth, object) in self.objects.iter().enumerate() {
            writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
            bytes.extend(format!("{} 0 obj\n", nth + 1).bytes());
            bytes.extend(object);
            bytes.extend(b"\nendobj\n");
        }
        let start = bytes.len();
        bytes.extend(table.bytes());
        bytes.extend(
            format!("trailer\n<</Size {}{trailer}>>\nstartxref\n{start}\n%%EOF\n", self.objects.len() + 1).bytes(),
        );
        bytes
    }
}

/// A document with these pages, each what it draws, and one font with these entries.
fn document(pages: &[&str], font: &str, info: &str, is_packed: bool) -> Vec<u8> {
    let mut writer = Writer::default();
    let font = writer.add(format!("<</Type/Font{font}>>"));
    let contents: Vec<usize> = pages.iter().map(|page| writer.stream("", page.as_bytes(), is_packed)).collect();
    let above = writer.objects.len() + contents.len() + 1;
    let mut kids = String::new();
    for content in &contents {
        let page = format!(
            "<</Type/Page/Parent {above} 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F {font} 0 R>>>>/Contents {content} 0 R>>"
        );
        write!(kids, "{} 0 R ", writer.add(page)).unwrap();
    }
    writer.add(format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len()));
    let root = writer.add(format!("<</Type/Catalog/Pages {above} 0 R>>"));
    let info = writer.add(format!("<<{info}>>"));
    writer.finish(&format!("/Root {root} 0 R/Info {info} 0 R"))
}

const HELVETICA: &str = "/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding";

/// Lines under one another, in letters of ten points.
fn lines(x: u32, y: u32, lines: &[&str]) -> String {
    let mut drawn = format!("BT /F 10 Tf 12 TL {x} {y} Td ");
    for line in lines {
        write!(drawn, "({line}) Tj T* ").unwrap();
    }
    drawn + "ET\n"
}

fn texts(imported: &Imported) -> Vec<&str> {
    imported.articles.iter().flat_map(|article| &article.paragraphs).map(|paragraph| paragraph.text.as_str()).collect()
}

fn problems(imported: &Imported) -> Vec<String> {
    imported.problems.iter().map(ToString::to_string).collect()
}

fn read_one(bytes: &[u8]) -> Imported {
    read("mill.pdf", bytes, &ReadOptions::default())
}

#[test]
fn a_document_is_an_article_with_headline_byline_and_date_line() {
    let page = format!(
        "BT /F 24 Tf 50 760 Td (A mill opens) Tj ET\n{}{}",
        lines(50, 730, &["By Ann Bell"]),
        lines(50, 700, &["19 November 2023"])
    ) + &lines(
        50,
        670,
        &[
            "The mill at Brenning was opened on Monday by the mayor, Edda Quill, who praised the",
            "diffi-",
            "culties that had been overcome.",
            "",
            "Bread follows on Tuesday, said its owner, and more of it on Wednesday and on other days.",
        ],
    );
    for is_packed in [false, true] {
        let bytes = document(
            &[&page],
            HELVETICA,
            "/Title(Microsoft Word - mill.doc)/Author(amb)/CreationDate(D:20240101)",
            is_packed,
        );
        let imported = read_one(&bytes);
        assert_eq!(problems(&imported), [""; 0]);
        let article = &imported.articles[0];
        assert_eq!(
            (article.title.as_str(), article.byline.as_deref(), article.lang.as_str()),
            ("A mill opens", Some("Ann Bell"), "en")
        );
        assert_eq!(article.date.as_ref().unwrap().span.to_string(), "2023-11-19");
        assert_eq!(
            texts(&imported),
            [
                "The mill at Brenning was opened on Monday by the mayor, Edda Quill, who praised the difficulties that had been overcome.",
                "Bread follows on Tuesday, said its owner, and more of it on Wednesday and on other days."
            ]
        );
    }
}

#[test]
fn when_a_file_was_made_is_no_day_of_publication() {
    let page = lines(50, 700, &["The mill at Brenning was opened by the mayor."]);
    let imported = read_one(&document(&[&page], HELVETICA, "/CreationDate(D:20240101)/ModDate(D:20240102)", false));
    assert_eq!(imported.articles[0].date, None);
}

#[test]
fn a_page_of_several_articles_is_one_article_and_that_is_told() {
    let story = ["The mill at Brenning was opened on Monday by the mayor, Edda Quill, who praised all those who"; 4];
    let page = |n_stories: u32, n_lines: usize| {
        let one = |nth: u32| {
            let y = 780 - nth * 120;
            format!("BT /F 20 Tf 50 {y} Td (A mill opens here) Tj ET\n{}", lines(50, y - 30, &story[..n_lines]))
        };
        (0..n_stories).map(one).collect::<String>()
    };
    for (n_stories, n_lines, is_told) in [(4, 4, true), (2, 4, false), (4, 1, false)] {
        let imported = read_one(&document(&[&page(n_stories, n_lines)], HELVETICA, "", false));
        assert_eq!(imported.articles.len(), 1);
        let told = problems(&imported);
        assert_eq!(told.iter().any(|problem| problem.contains("has 4 headlines")), is_told, "{told:?}");
        assert_eq!(told.len(), usize::from(is_told));
    }
}

#[test]
fn columns_are_read_one_after_the_other_whatever_the_order_of_drawing() {
    let left = [
        "The bridge over the harbour of the",
        "town was opened again on Monday by",
        "the mayor, who cut a ribbon before",
    ];
    let right = [
        "three hundred people. Work on it had",
        "begun in the spring and stopped two",
        "times, the harbour authority said.",
    ];
    let across = "The bridge over the harbour is open again after six long years of repairs and of much delay";
    let whole = "The bridge over the harbour of the town was opened again on Monday by the mayor, who cut a ribbon before three hundred \
                 people. Work on it had begun in the spring and stopped two times, the harbour authority said.";
    // Column by column, and line by line across both.
    let by_column = lines(50, 700, &left) + &lines(260, 700, &right);
    let by_line: String = (0..3)
        .map(|nth| {
            lines(50, 700 - nth as u32 * 12, &left[nth..=nth]) + &lines(260, 700 - nth as u32 * 12, &right[nth..=nth])
        })
        .collect();
    for body in [by_column, by_line] {
        let page = format!("BT /F 10 Tf 50 730 Td ({across}) Tj ET\n{body}");
        let imported = read_one(&document(&[&page], HELVETICA, "", false));
        assert_eq!(texts(&imported), [across, whole]);
    }
}

#[test]
fn every_encoding_says_what_it_draws() {
    let widths = format!("/FirstChar 0/LastChar 255/Widths[{}]", "500 ".repeat(256));
    for (what, font, drawn, said) in [
        ("Windows", HELVETICA.to_owned(), r"(\223caf\351\224 is open) Tj", "“café” is open"),
        (
            "Macintosh",
            format!("/Subtype/TrueType/BaseFont/X/Encoding/MacRomanEncoding{widths}"),
            r"(\322caf\216\323 is open) Tj",
            "“café” is open",
        ),
        (
            "Adobe",
            "/Subtype/Type1/BaseFont/Times-Roman".to_owned(),
            r"(\252the of\256ce\272 isn't) Tj",
            "“the office” isn’t",
        ),
        (
            "names",
            format!(
                "/Subtype/Type1/BaseFont/X/Encoding<</Differences[65/afii10017/afii10066 1/f_f_i/uni0441]>>{widths}"
            ),
            r"(ABab\001\002) Tj",
            "Абabffiс",
        ),
        ("kerning", HELVETICA.to_owned(), "[(W)80(ater)-300(under)-20( the)] TJ", "Water under the"),
        (
            "a text in its stead",
            HELVETICA.to_owned(),
            "/Span<</ActualText(the pier)>>BDC (xx) Tj EMC ( is open) Tj",
            "the pier is open",
        ),
        (
            "running heads",
            HELVETICA.to_owned(),
            "/Artifact<</Type/Pagination>>BDC (Page nine) Tj EMC ( The pier is open) Tj",
            "The pier is open",
        ),
        (
            "another order",
            HELVETICA.to_owned(),
            "1 0 0 1 90 700 Tm (is open) Tj 1 0 0 1 50 700 Tm (The pier) Tj",
            "The pier is open",
        ),
        (
            "letters turned up",
            HELVETICA.to_owned(),
            "(The pier is open) Tj 0 1 -1 0 300 300 Tm (Agency) Tj",
            "The pier is open",
        ),
    ] {
        let page = format!("BT /F 10 Tf 50 700 Td {drawn} ET");
        let imported = read_one(&document(&[&page], &font, "", false));
        let article = imported.articles.first().unwrap_or_else(|| panic!("{what}: {:?}", problems(&imported)));
        assert_eq!(article.paragraphs[0].text, said, "{what}");
    }
}

#[test]
fn composite_fonts_say_what_they_draw_by_their_tables_or_by_their_names() {
    let table = "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0003> <0645> endbfrange 1 beginbfchar <0004> <FEFB> endbfchar";
    for (encoding, table, drawn, said) in [
        ("Identity-H", table, "<0004000300020001>", "منهلا"),
        ("UniJIS-UTF16-H", "", "<67714EAC306E6E2F>", "東京の港"),
        ("90ms-RKSJ-H", "", "<938C8B9E82CC8D604142>", "東京の港AB"),
        ("GBK-EUC-H", "", "<B8DBBFDABFAAB7C5>", "港口开放"),
        ("ETen-B5-H", "", "<B4E4A466>", "港口"),
        ("KSCms-UHC-H", "", "<C7D7B1B8>", "항구"),
    ] {
        let mut writer = Writer::default();
        let table = writer.stream("", table.as_bytes(), true);
        let below = writer.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000>>");
        writer.add(format!("<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/{encoding}/DescendantFonts[{below} 0 R]/ToUnicode {table} 0 R>>"));
        let content = writer.stream("", format!("BT /F 10 Tf 50 700 Td {drawn} Tj ET").as_bytes(), false);
        writer.add(format!("<</Type/Page/Resources<</Font<</F 3 0 R>>>>/Contents {content} 0 R/Parent 6 0 R>>"));
        writer.add("<</Type/Pages/Count 1/Kids[5 0 R]>>");
        writer.add("<</Type/Catalog/Pages 6 0 R>>");
        let imported = read_one(&writer.finish("/Root 7 0 R"));
        let article = imported.articles.first().unwrap_or_else(|| panic!("{encoding}: {:?}", problems(&imported)));
        assert_eq!(article.paragraphs[0].text, said, "{encoding}");
    }
}

#[test]
fn running_heads_and_numbers_of_pages_are_left_out_and_sentences_go_on_over_pages() {
    let body = [
        "The mill at Brenning was opened on Monday by the mayor of the town, who praised",
        "the difficulties that had been overcome in the works. The council and its engineers",
    ];
    let page = |n: u32| {
        let rows: Vec<String> = (0..7)
            .map(|row| {
                format!(
                    "on day {} of the works found the foundations of the mill weaker than they had",
                    [b'a' + row, b'k' + n as u8].map(char::from).iter().collect::<String>()
                )
            })
            .collect();
        lines(50, 800, &[&format!("The Harbour Weekly, 19 November 2023, page {n}")])
            + &lines(50, 700, &body)
            + &lines(50, 676, &rows.iter().map(String::as_str).collect::<Vec<_>>())
            + &lines(290, 30, &[&n.to_string()])
    };
    let pages: Vec<String> = (1..4).map(page).collect();
    let imported =
        read_one(&document(&pages.iter().map(String::as_str).collect::<Vec<_>>(), HELVETICA, "/Title(The mill)", true));
    assert_eq!(texts(&imported).len(), 1, "{:?}", texts(&imported));
    assert!(!texts(&imported)[0].contains("Weekly"), "{:?}", texts(&imported));
}

#[test]
fn what_cannot_be_read_says_why() {
    let empty = document(&["0 0 m 9 9 l S"], HELVETICA, "", false);
    let scan = document(&["q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"], HELVETICA, "", false);
    let unknown = document(
        &["BT /F 10 Tf 50 700 Td (The pier) Tj ET"],
        "/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]",
        "",
        false,
    );
    let mut locked = Writer::default();
    locked.add("<</Type/Catalog/Pages 2 0 R>>");
    locked.add("<</Type/Pages/Count 0/Kids[]>>");
    let key = "00".repeat(32);
    let locked =
        locked.finish(&format!("/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{key}>/U<{key}>>>"));
    for (bytes, said) in [
        (empty, "without text"),
        (scan, "page images only: it needs OCR"),
        (unknown, "do not say which letters they draw"),
        (locked, "behind a password"),
        (b"%PDF-1.7\nnothing".to_vec(), "damaged"),
    ] {
        let imported = read_one(&bytes);
        assert!(imported.articles.is_empty(), "{said}");
        assert!(
            problems(&imported).iter().any(|problem| problem.starts_with("mill.pdf") && problem.contains(said)),
            "{said}: {:?}",
            problems(&imported)
        );
    }
}

#[test]
fn a_damaged_table_of_objects_is_rebuilt() {
    let sound = document(&[&lines(50, 700, &["The mill at Brenning was opened by the mayor."])], HELVETICA, "", true);
    let start = sound.windows(6).position(|six| six == b"\nxref\n").unwrap();
    let mut wrong = sound.clone();
    // Where each object begins, ten digits of twenty bytes.
    for row in 1..4 {
        let at = start + 6 + "0 8\n".len() + 20 * row;
        wrong[at..at + 10].copy_from_slice(b"0000000007");
    }
    for bytes in [wrong, sound[..start].to_vec(), [b"\r\n garbage \r\n", &sound[..]].concat()] {
        assert_eq!(
            texts(&read_one(&bytes)),
            ["The mill at Brenning was opened by the mayor."],
            "{:?}",
            problems(&read_one(&bytes))
        );
    }
}

#[test]
fn documents_that_mean_harm_end_soon() {
    let with_form = |form: &str, content: &str| {
        let mut writer = Writer::default();
        writer.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        writer.stream(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 2 0 R>>/Font<</F 1 0 R>>>>",
            form.as_bytes(),
            false,
        );
        writer.stream("", content.as_bytes(), false);
        writer.add("<</Type/Page/Resources<</XObject<</X 2 0 R>>/Font<</F 1 0 R>>>>/Contents 3 0 R/Parent 5 0 R>>");
        writer.add("<</Type/Pages/Count 1/Kids[4 0 R]>>");
        writer.add("<</Type/Catalog/Pages 5 0 R>>");
        writer.finish("/Root 6 0 R")
    };
    let mut tree = Writer::default();
    tree.add("<</Type/Pages/Count 9/Kids[1 0 R 1 0 R 2 0 R]/Parent 2 0 R>>");
    tree.add("<</Type/Pages/Count 9/Kids[1 0 R 2 0 R]/Parent 1 0 R>>");
    tree.add("<</Type/Catalog/Pages 1 0 R>>");
    let mut own = Writer::default();
    own.add("1 0 R");
    own.add("<</Length 2 0 R/Filter 2 0 R>>");
    own.add("<</Type/Catalog/Pages 1 0 R>>");
    for (what, bytes) in [
        ("a form that draws itself", with_form(&"/X Do ".repeat(50), "/X Do")),
        ("states without end", with_form("", &"q ".repeat(100_000))),
        ("marks without end", with_form("", &"/S<</ActualText(x)>>BDC ".repeat(20_000))),
        ("arrays without end", with_form("", &format!("{} TJ", "[".repeat(100_000)))),
        (
            "a number of letters",
            with_form("", &format!("BT /F 1 Tf [{}] TJ ET", "(x)-99999999999999999999".repeat(50_000))),
        ),
        (
            "places that are none",
            with_form("", &format!("BT /F 1e38 Tf {} (x) Tj ET", "1e38 0 0 1e38 1e38 1e38 cm ".repeat(40))),
        ),
        ("pages that hold themselves", tree.finish("/Root 3 0 R")),
        ("objects that are themselves", own.finish("/Root 3 0 R")),
        ("a million direct pages", {
            let mut writer = Writer::default();
            writer.add(format!("<</Type/Pages/Kids[{}]>>", "<<>>".repeat(1 << 20)));
            writer.add("<</Type/Catalog/Pages 1 0 R>>");
            writer.finish("/Root 2 0 R")
        }),
    ] {
        let imported = read_one(&bytes);
        assert!(!imported.problems.is_empty() || !imported.articles.is_empty(), "{what}");
    }
}

/// Documents to be damaged.
fn sound_documents() -> Vec<Vec<u8>> {
    let page = lines(
        50,
        700,
        &["The mill at Brenning was opened on Monday by the mayor, Edda Quill, who praised the diffi-", "culties."],
    );
    let mut documents = vec![
        document(&[&page, &page], HELVETICA, "/Title(The mill)/Author(Ann Bell)", false),
        document(
            &[&page],
            "/Subtype/TrueType/BaseFont/X/Encoding<</Differences[65/A/B/eacute]>>/FirstChar 32/Widths[500 500]",
            "",
            false,
        ),
    ];
    for name in ["persian", "plain"] {
        documents.push(std::fs::read(format!("{}/tests/pdfs/{name}.pdf", env!("CARGO_MANIFEST_DIR"))).unwrap());
    }
    documents
}

proptest! {
    // A case that failed becomes a test in words, not a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_document_is_read_or_refused(
        nth in 0_usize..4,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..24),
        cut in prop::option::weighted(0.2, any::<prop::sample::Index>()),
        moved in prop::option::weighted(0.3, (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1_usize..200)),
    ) {
        let mut bytes = sound_documents().swap_remove(nth);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some((from, to, n)) = moved {
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            let piece = bytes[from..(from + n).min(bytes.len())].to_vec();
            bytes.splice(to..to, piece);
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()).max(8));
        }
        let imported = read_one(&bytes);
        prop_assert!(imported.articles.is_empty() <= !imported.problems.is_empty(), "nothing read says why");
        for article in &imported.articles {
            prop_assert!(!article.title.trim().is_empty());
            prop_assert!(article.paragraphs.iter().all(|p| !p.text.trim().is_empty() && !p.text.contains(char::is_control)));
        }
        prop_assert_eq!(&imported, &read_one(&bytes), "the same twice");
    }

    #[test]
    fn whatever_a_page_draws_it_is_read_or_refused(pieces in prop::collection::vec(prop::sample::select(vec![
        "BT", "ET", "/F 10 Tf", "/F -3 Tf", "50 700 Td", "0 -12 TD", "T*", "(The pier) Tj", "(is open) '", "1 2 (again) \"", "[(a)-500(b) 3 (c)] TJ", "1 0 0 1 300 400 Tm",
        "1 0 0 -1 0 0 cm", "q", "Q", "90 Tz", "5 Tc", "9 Tw", "14 TL", "/X Do", "/S <</ActualText(\\376\\377\\006\\105)>> BDC", "/Artifact <</Type/Pagination>> BDC", "EMC", "BI ID EI", "(", ">>", "[", "<00", "1e40",
        "(\\330\\262)", "/", "0 1 -1 0 99 99 Tm", "%", "\n",
    ]), 0..60)) {
        let page = pieces.join(" ");
        let imported = read_one(&document(&[&page, &page], HELVETICA, "", false));
        prop_assert!(imported.articles.is_empty() <= !imported.problems.is_empty(), "nothing read says why: {}", page);
    }
}

/// The words of some text, in order.
fn tokens(imported: &Imported) -> Vec<String> {
    // Places where words may be divided are no letters.
    let text = texts(imported).join(" ").replace('\u{ad}', "").to_lowercase();
    let mut tokens: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric() && c != '\u{200c}').map(str::to_owned).collect();
    tokens.retain(|token| !token.is_empty());
    tokens
}

/// What a browser printed is compared with what it printed it from; the order of words counts.
#[test]
fn what_a_browser_printed_says_what_its_page_said() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdfs");
    for (name, n_paragraphs) in [("two-columns", 8), ("persian", 4), ("arabic", 2), ("plain", 7)] {
        let [printed, page] = ["pdf", "html"].map(|extension| {
            let file = format!("{name}.{extension}");
            read(&file, &std::fs::read(folder.join(&file)).unwrap(), &ReadOptions::default())
        });
        assert_eq!(problems(&printed), [""; 0], "{name}");
        assert_eq!(
            (&printed.articles[0].title, &printed.articles[0].lang),
            (&page.articles[0].title, &page.articles[0].lang),
            "{name}"
        );
        assert_eq!(texts(&printed).len(), n_paragraphs, "{name}: {:#?}", texts(&printed));
        assert_eq!(tokens(&printed).join(" "), tokens(&page).join(" "), "{name}");
    }
}

#[test]
fn documents_in_folders_packed_together_and_in_web_archives_are_read() {
    let bytes = document(
        &[&lines(50, 700, &["The mill at Brenning was opened by the mayor."])],
        HELVETICA,
        "/Title(The mill opens)",
        true,
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("2023/mill.pdf", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(&bytes).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    let answer = [b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n", &bytes[..]].concat();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/mill\r\nWARC-Date: 2023-11-19T10:30:00Z\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: {}\r\n\r\n",
        answer.len()
    );
    let warc = [head.as_bytes(), &answer, b"\r\n\r\n"].concat();
    for (name, bytes, file) in [
        ("in/mill.pdf", &bytes, "in/mill.pdf"),
        ("in/download", &bytes, "in/download"),
        ("news.zip", &zip, "news.zip/2023/mill.pdf"),
        ("crawl.warc", &warc, "crawl.warc/20231119103000/https://example.org/mill"),
    ] {
        let imported = read(name, bytes, &ReadOptions::default());
        assert_eq!(problems(&imported), [""; 0], "{name}");
        let article = &imported.articles[0];
        assert_eq!(
            (article.file.as_str(), article.title.as_str(), &article.date),
            (file, "The mill opens", &None),
            "{name}"
        );
        assert_eq!(article.url.as_deref(), name.ends_with("warc").then_some("https://example.org/mill"));
    }
}
