//! Web archives (WARC): what a crawler was answered, record by record; pages and documents are read by their own importers.

mod answer;

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};

use newsprint_model::{Article, Problem};

use crate::formats::{Format, HEAD_BYTES};
use crate::stories::shortened;
use crate::{Imported, ReadOptions, error, html, note};

use answer::{Answer, Kind};

/// The longest head of a record.
///
/// * Unit: bytes.
const MAX_HEAD_BYTES: usize = 64 << 10;

/// The longest answer that is read.
///
/// * Unit: bytes.
pub(crate) const MAX_RECORD_BYTES: u64 = 64 << 20;

/// How much of an address stands in an article's file name.
///
/// * Unit: code points.
const MAX_SHOWN_ADDRESS: usize = 300;

/// Whether a file begins as a web archive does.
pub(crate) fn is_warc(head: &[u8]) -> bool {
    head.strip_prefix(b"WARC/").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit))
}

/// A record's head.
#[derive(Debug, Default)]
pub(crate) struct Head {
    /// As it stands in the file, with the blank line behind it.
    bytes: Vec<u8>,
    /// What the record is: `response`, `request` ...
    kind: String,
    /// What was asked for.
    address: String,
    /// When, as the digits of year to second.
    stamp: String,
    /// What the block is: `application/http` around an answer.
    content_type: String,
    /// How many bytes follow.
    n_bytes: u64,
}

impl Head {
    /// The next head; `None` at the archive's end.
    ///
    /// * Errors: what stands there is no head of a record.
    fn read(source: &mut impl BufRead) -> io::Result<Option<Head>> {
        let mut head = Head::default();
        let mut line = Vec::new();
        let mut has_length = false;
        loop {
            line.clear();
            let room = (MAX_HEAD_BYTES - head.bytes.len()) as u64;
            let n = source.take(room).read_until(b'\n', &mut line)?;
            let text = String::from_utf8_lossy(line.trim_ascii()).into_owned();
            if head.bytes.is_empty() {
                if n == 0 {
                    return Ok(None);
                }
                // Two line ends stand behind a record; some writers leave more.
                if text.is_empty() {
                    continue;
                }
                if !is_warc(text.as_bytes()) {
                    return Err(damaged("where a record should begin stands something else"));
                }
                head.bytes.extend_from_slice(&line);
                continue;
            }
            if n == 0 {
                return Err(damaged("the head of a record is cut short or longer than 64 KB"));
            }
            head.bytes.extend_from_slice(&line);
            if text.is_empty() {
                break;
            }
            let Some((name, value)) = text.split_once(':') else { continue };
            let value = value.trim();
            match name.trim_end().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                // Some writers put it in angle brackets, as an early draft had it.
                "warc-target-uri" => {
                    value.trim_start_matches('<').trim_end_matches('>').clone_into(&mut head.address);
                }
                "warc-date" => head.stamp = value.chars().filter(char::is_ascii_digit).take(14).collect(),
                "content-type" => head.content_type = value.to_ascii_lowercase(),
                "content-length" => {
                    head.n_bytes = value.parse().map_err(|_| damaged("a record's length is no number"))?;
                    has_length = true;
                }
                _ => {}
            }
        }
        if has_length { Ok(Some(head)) } else { Err(damaged("a record does not say how long it is")) }
    }

    /// The record's name behind that of the archive, as the Wayback Machine writes it: when it was captured, and its address.
    fn name(&self) -> String {
        let address: String = self.address.chars().filter(|c| !c.is_control()).take(MAX_SHOWN_ADDRESS).collect();
        if self.stamp.is_empty() { address } else { format!("{}/{address}", self.stamp) }
    }

    /// What a record holds; why it is passed over.
    fn content<'b>(&self, block: &'b [u8]) -> Result<Answer<'b>, &'static str> {
        match self.kind.as_str() {
            "response" | "resource" | "conversion" => {}
            "request" => return Err("requests"),
            "revisit" => return Err("revisits of unchanged pages"),
            "metadata" | "warcinfo" => return Err("notes of the crawler"),
            "continuation" => return Err("parts of records that were cut into several"),
            _ => return Err("records of unknown types"),
        }
        if self.n_bytes > MAX_RECORD_BYTES {
            return Err("answers above 64 MB");
        }
        let rest = self.address.strip_prefix("https://").or_else(|| self.address.strip_prefix("http://"));
        let path = rest.ok_or("records of no web address")?.split_once('/').map_or("", |(_, path)| path);
        let answer = match self.content_type.split(';').next().unwrap_or_default().trim() {
            "application/http" => Answer::of(block)?,
            _ if self.kind == "response" => return Err("answers that are not of HTTP"),
            content_type => Answer::plain(content_type, block),
        };
        match answer.kind(path) {
            Kind::Other(what) => Err(what),
            _ if path.is_empty() => Err("front pages"),
            _ => Ok(answer),
        }
    }
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

/// What was passed over, and how often.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    counts: BTreeMap<&'static str, u64>,
    n_kept: u64,
}

impl Passed {
    /// What is to be told at the archive's end.
    pub(crate) fn problems(self, file: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let n: u64 = self.counts.values().sum();
        let mut counts: Vec<(&str, u64)> = self.counts.into_iter().collect();
        counts.sort_by_key(|&(what, n)| (std::cmp::Reverse(n), what));
        let told: Vec<String> = counts.into_iter().map(|(what, n)| format!("{n} {what}")).collect();
        if n > 0 {
            let records = if n == 1 { "1 record was" } else { &format!("{n} records were") };
            problems.push(note(file, None, format!("{records} passed over: {}.", told.join(", "))));
        }
        if self.n_kept == 0 {
            let message = "is a web archive without any page or document that could be read.";
            problems.push(error(file, None, message.to_owned()));
        }
        problems
    }
}

/// What is done with a record that is read: its name, and then its bytes, piece by piece, the head first.
pub(crate) trait Take {
    /// What ends the reading of the archive.
    type Stop;
    /// A record begins.
    fn begin(&mut self, name: &str) -> Result<(), Self::Stop>;
    /// Its next bytes.
    fn bytes(&mut self, bytes: &[u8]) -> Result<(), Self::Stop>;
    /// It ends; `false` when it is cut short.
    fn end(&mut self, complete: bool) -> Result<(), Self::Stop>;
}

/// Cuts an archive into the records that hold something to be read.
///
/// * Shape: what is kept goes to `take`, what is passed over into `passed`.
/// * Errors: the archive is damaged or cannot be read further, inside; outside, `take` has seen enough.
/// * Cost: linear; no more than a head and a piece is held.
pub(crate) fn cut<T: Take>(
    source: &mut dyn Read,
    passed: &mut Passed,
    take: &mut T,
) -> Result<io::Result<()>, T::Stop> {
    let mut source = BufReader::with_capacity(HEAD_BYTES, source);
    let mut piece = Vec::new();
    loop {
        let head = match Head::read(&mut source) {
            Ok(Some(head)) => head,
            Ok(None) => return Ok(Ok(())),
            Err(fault) => return Ok(Err(fault)),
        };
        let mut left = head.n_bytes;
        let mut is_kept = None;
        loop {
            piece.clear();
            let read = (&mut source).take(left.min(HEAD_BYTES as u64)).read_to_end(&mut piece);
            left -= piece.len() as u64;
            let is_cut = read.is_err() || (piece.is_empty() && left > 0);
            let kept = match is_kept {
                Some(kept) => kept,
                None => match head.content(&piece) {
                    Err(what) => {
                        *passed.counts.entry(what).or_default() += 1;
                        false
                    }
                    Ok(_) => {
                        passed.n_kept += 1;
                        take.begin(&head.name())?;
                        take.bytes(&head.bytes)?;
                        true
                    }
                },
            };
            is_kept = Some(kept);
            if kept && !piece.is_empty() {
                take.bytes(&piece)?;
            }
            if is_cut || left == 0 {
                if kept {
                    take.end(!is_cut)?;
                }
                match read {
                    Err(fault) => return Ok(Err(fault)),
                    Ok(_) if is_cut => return Ok(Err(damaged("its last record is cut short"))),
                    Ok(_) => break,
                }
            }
        }
    }
}

/// Reads an archive that is held in memory, or one record that has been cut out of one and is named already.
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    /// Records, each read at its end.
    struct Held<'a> {
        file: &'a str,
        options: &'a ReadOptions,
        name: String,
        held: Vec<u8>,
        imported: Imported,
    }
    impl Take for Held<'_> {
        type Stop = std::convert::Infallible;
        fn begin(&mut self, name: &str) -> Result<(), Self::Stop> {
            self.held.clear();
            self.name = if self.file.ends_with(name) { self.file.to_owned() } else { format!("{}/{name}", self.file) };
            Ok(())
        }
        fn bytes(&mut self, bytes: &[u8]) -> Result<(), Self::Stop> {
            self.held.extend_from_slice(bytes);
            Ok(())
        }
        fn end(&mut self, complete: bool) -> Result<(), Self::Stop> {
            if complete && let Ok(Some(head)) = Head::read(&mut self.held.as_slice()) {
                let record = read_record(&self.name, &head, &self.held[head.bytes.len()..], self.options);
                self.imported.articles.extend(record.articles);
                self.imported.problems.extend(record.problems);
            }
            Ok(())
        }
    }
    let mut take = Held { file, options, name: String::new(), held: Vec::new(), imported: Imported::default() };
    let mut passed = Passed::default();
    let Ok(cut) = cut(&mut &bytes[..], &mut passed, &mut take);
    let mut imported = take.imported;
    if let Err(fault) = cut {
        imported.problems.push(error(file, None, format!("could not be read to its end: {fault}.")));
    }
    imported.problems.extend(passed.problems(file));
    imported
}

/// Reads what one record holds.
fn read_record(file: &str, head: &Head, block: &[u8], options: &ReadOptions) -> Imported {
    let answer = match head.content(block) {
        Ok(answer) => answer,
        Err(what) => return Imported::failed(file, None, format!("is among the {what} that are passed over.")),
    };
    let kind = answer.kind(&head.address);
    let charset = answer.charset.clone();
    let body = match answer.body() {
        Ok(body) => body,
        Err(why) => return Imported::failed(file, None, why),
    };
    if body.trim_ascii().is_empty() {
        return Imported::failed(file, None, "is an empty answer, and was left out.".to_owned());
    }
    let mut imported = match kind {
        Kind::Page => {
            let origin = html::Origin { address: &head.address, charset: charset.as_deref() };
            html::read_from(file, &body, options, Some(&origin))
        }
        Kind::Text => Format::PlainText.read(file, &body, &ReadOptions { one_story_per_file: true, ..options.clone() }),
        Kind::As(format) => format.read(file, &body, options),
        // What is in XML is told by its first element.
        Kind::Xml => match Format::of("answer.xml", &body) {
            Some(Format::Html) => {
                let origin = html::Origin { address: &head.address, charset: charset.as_deref() };
                html::read_from(file, &body, options, Some(&origin))
            }
            Some(format @ (Format::Feed | Format::NewsMl)) => format.read(file, &body, options),
            _ => Imported::failed(file, None, "is XML that holds no articles, and was left out.".to_owned()),
        },
        Kind::Other(_) => Imported::default(),
    };
    for article in &mut imported.articles {
        place(article, &head.address);
    }
    imported
}

/// Where an article comes from, if it does not say so itself.
fn place(article: &mut Article, address: &str) {
    if article.url.is_none() {
        article.url = crate::stories::web_address(address).ok();
    }
    if article.source.is_none() {
        article.source = html::host(address).map(|host| shortened(&host));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A record with its head.
    fn record(kind: &str, address: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
        let mut record = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-11-19T10:30:00Z\r\n\
             Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
            block.len()
        )
        .into_bytes();
        record.extend_from_slice(block);
        record.extend_from_slice(b"\r\n\r\n");
        record
    }

    /// An answer of HTTP in a record.
    fn answer(address: &str, head: &str, content: &[u8]) -> Vec<u8> {
        let mut block = format!("HTTP/1.1 {head}\r\n\r\n").into_bytes();
        block.extend_from_slice(content);
        record("response", address, "application/http;msgtype=response", &block)
    }

    fn page(title: &str, charset: &str) -> String {
        let text = "<p>The mill by the river opened its doors on Monday, the first time in forty years that anyone has baked there.</p>";
        format!("<html><head>{charset}<title>{title}</title></head><body><h1>{title}</h1>{text}{text}</body></html>")
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// Titles with addresses, and problems.
    fn imported(file: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        let imported = crate::read(file, bytes, &ReadOptions::default());
        let shown = |article: &Article| {
            let url = article.url.as_deref().unwrap_or("-");
            format!("{} {url} {} {}", article.title, article.source.as_deref().unwrap_or("-"), article.file)
        };
        (imported.articles.iter().map(shown).collect(), imported.problems.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn pages_are_read_with_their_address_and_everything_else_is_counted() {
        let html = "200 OK\r\nContent-Type: text/html; charset=UTF-8";
        let mut archive = record("warcinfo", "", "application/warc-fields", b"software: x\r\n");
        archive.extend(record("request", "https://a.example/mill", "application/http", b"GET /mill HTTP/1.1\r\n\r\n"));
        archive.extend(answer("https://a.example/mill", html, page("A mill opens", "").as_bytes()));
        archive.extend(record("revisit", "https://a.example/mill", "application/http", b"HTTP/1.1 200 OK\r\n\r\n"));
        archive.extend(answer("https://a.example/", html, page("Front page", "").as_bytes()));
        archive.extend(answer("https://a.example/a.png", "200 OK\r\nContent-Type: image/png", b"PNG"));
        archive.extend(answer("https://a.example/old", "301 Moved\r\nLocation: /mill", b""));
        archive.extend(record(
            "resource",
            "https://a.example/note",
            "text/plain",
            b"A note\n\nThe bridge was closed for repairs.",
        ));
        archive.extend(record("resource", "https://a.example/robots.txt", "text/plain", b"User-agent: *"));
        let articles = [
            "A mill opens https://a.example/mill a.example c.warc/20231119103000/https://a.example/mill",
            "A note https://a.example/note a.example c.warc/20231119103000/https://a.example/note",
        ];
        let problem = "c.warc: note: 7 records were passed over: 1 front pages, 1 notes of the crawler, 1 pictures, 1 redirections, \
                       1 requests, 1 revisits of unchanged pages, 1 texts for machines.";
        assert_eq!(imported("c.warc", &archive), (articles.map(str::to_owned).to_vec(), vec![problem.to_owned()]));
        // The usual form: each record a member of one .gz, and the same in a packed web archive.
        let (found, problems) = imported("c.warc.gz", &gzip(&archive));
        assert!(
            found.len() == 2 && found[0].ends_with("c.warc.gz/c.warc/20231119103000/https://a.example/mill"),
            "{found:?}"
        );
        assert_eq!(problems, [problem.replace("c.warc:", "c.warc.gz/c.warc:")]);
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let members: [(&str, &[u8]); 3] = [
            ("datapackage.json", b"{\"title\": \"A crawl\"}"),
            ("pages/pages.jsonl", b"{\"title\": \"No article\", \"text\": \"x\"}"),
            ("archive/c.warc.gz", &gzip(&archive)),
        ];
        for (name, bytes) in members {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        let wacz = writer.finish().unwrap().into_inner();
        for file in ["c.wacz", "c.zip"] {
            let (found, problems) = imported(file, &wacz);
            assert_eq!((found.len(), problems.len()), (2, 1), "{found:?} {problems:?}");
        }
    }

    #[test]
    fn answers_are_read_however_they_were_sent() {
        let html = page("A mill opens", "");
        let chunked = format!("5\r\n{}\r\n{:x};x=y\r\n{}\r\n0\r\n\r\n", &html[..5], html.len() - 5, &html[5..]);
        let deflated = |zlib: bool| {
            let mut packed = Vec::new();
            if zlib {
                flate2::read::ZlibEncoder::new(html.as_bytes(), flate2::Compression::fast()).read_to_end(&mut packed)
            } else {
                flate2::read::DeflateEncoder::new(html.as_bytes(), flate2::Compression::fast()).read_to_end(&mut packed)
            }
            .unwrap();
            packed
        };
        let in_1256 = encoding_rs::WINDOWS_1256.encode(&page("آسیاب", "<meta charset=utf-8>")).0.into_owned();
        for (head, content, title) in [
            ("Content-Encoding: gzip", gzip(html.as_bytes()), "A mill opens"),
            ("Content-Encoding: gzip", html.clone().into_bytes(), "A mill opens"),
            ("Content-Encoding: deflate", deflated(true), "A mill opens"),
            ("Content-Encoding: deflate", deflated(false), "A mill opens"),
            ("Content-Encoding: br", html.clone().into_bytes(), "A mill opens"),
            ("Transfer-Encoding: chunked", chunked.clone().into_bytes(), "A mill opens"),
            ("Transfer-Encoding: chunked", html.clone().into_bytes(), "A mill opens"),
            ("X: y\r\ncontent-type: text/html; charset=\"windows-1256\"", in_1256, "آسیاب"),
        ] {
            let head = format!("200 OK\r\nContent-Type: text/html\r\n{head}");
            let (found, problems) = imported("c.warc", &answer("https://a.example/x", &head, &content));
            assert_eq!(problems, [] as [String; 0], "{head}");
            assert!(found[0].starts_with(title), "{head}: {found:?}");
        }
        let zstd = answer(
            "https://a.example/x",
            "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd",
            &[0x28, 0xB5, 0x2F, 0xFD, 0],
        );
        let (found, problems) = imported("c.warc", &zstd);
        assert!(found.is_empty() && problems[0].contains("Zstandard"), "{problems:?}");
    }

    #[test]
    fn what_is_damaged_is_told_and_what_came_before_is_kept() {
        let mut archive =
            answer("https://a.example/x", "200 OK\r\nContent-Type: text/html", page("A mill opens", "").as_bytes());
        let whole = archive.len();
        archive.extend_from_slice(&archive.clone());
        for (bytes, said) in [
            (&archive[..whole * 2 - 300], "its last record is cut short"),
            (&archive[..whole + 40], "the head of a record is cut short"),
            (&[&archive[..whole], b"nonsense\n"].concat()[..], "stands something else"),
            (&[&archive[..whole], b"WARC/1.0\nContent-Length: many\n\n"].concat()[..], "is no number"),
            (&[&archive[..whole], b"WARC/1.0\nWARC-Type: response\n\n"].concat()[..], "how long it is"),
        ] {
            let (found, problems) = imported("c.warc", bytes);
            assert_eq!(found.len(), 1, "{said}");
            assert!(problems[0].contains(said), "{said}: {problems:?}");
            let (found, problems) = imported("c.warc.gz", &gzip(bytes));
            assert!(found.len() == 1 && problems.iter().any(|problem| problem.contains(said)), "{said}: {problems:?}");
        }
        let bomb = answer(
            "https://a.example/x",
            "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip",
            &gzip(&vec![b' '; 80 << 20]),
        );
        let (found, problems) = imported("c.warc", &bomb);
        assert!(found.is_empty() && problems[0].contains("more than the 64 MB"), "{problems:?}");
    }
}
