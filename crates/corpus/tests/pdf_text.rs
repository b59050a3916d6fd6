//! Documents of PDF, written here byte by byte, and what is read of them.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its documents has failed")]

use std::fmt::Write as _;
use std::io::Write as _;

use newsprint_corpus::{Imported, ReadOptions, read};

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
