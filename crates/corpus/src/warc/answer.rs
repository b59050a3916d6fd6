//! An answer of HTTP as it was recorded: its head, and its content without what was done to it for the way.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::formats::Format;
use crate::stories::shortened;

use super::MAX_RECORD_BYTES;

/// An answer.
#[derive(Debug, Default)]
pub(crate) struct Answer<'b> {
    /// Its media type in small letters, without parameters.
    media_type: String,
    /// The encoding that its head declares.
    pub charset: Option<String>,
    /// What was done to the content for the way, in the order of doing.
    codings: Vec<String>,
    is_chunked: bool,
    content: &'b [u8],
}

/// What reads a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A web page.
    Page,
    /// A text that is one story.
    Text,
    /// XML of whatever sort.
    Xml,
    /// What is always of this format.
    As(Format),
    /// Nothing that holds articles; in the plural, what it is.
    Other(&'static str),
}

impl<'b> Answer<'b> {
    /// Takes an answer apart.
    ///
    /// * Shape: the whole answer, or its beginning with all of its head.
    /// * Errors: what it is instead, in the plural.
    pub(crate) fn of(block: &'b [u8]) -> Result<Answer<'b>, &'static str> {
        let mut answer = Answer { content: block, ..Answer::default() };
        let mut is_first = true;
        loop {
            let end =
                answer.content.iter().position(|&byte| byte == b'\n').ok_or("answers without an end to their head")?;
            let line = String::from_utf8_lossy(answer.content[..end].trim_ascii()).into_owned();
            answer.content = &answer.content[end + 1..];
            if is_first {
                is_first = false;
                if !line.starts_with("HTTP/") {
                    return Err("answers that are not of HTTP");
                }
                match line.split_whitespace().nth(1) {
                    Some("200" | "203") => continue,
                    Some(status) if status.starts_with('3') => return Err("redirections"),
                    _ => return Err("errors that servers answered"),
                }
            }
            if line.is_empty() {
                return Ok(answer);
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim_end().to_ascii_lowercase().as_str() {
                "content-type" => answer.media(value),
                "content-encoding" => {
                    let codings = value.split(',').map(|coding| coding.trim().to_ascii_lowercase());
                    answer
                        .codings
                        .extend(codings.filter(|coding| !matches!(coding.as_str(), "" | "identity" | "none")));
                }
                "transfer-encoding" => answer.is_chunked |= value.to_ascii_lowercase().contains("chunked"),
                _ => {}
            }
        }
    }

    /// A content that was recorded by itself.
    pub(crate) fn plain(content_type: &str, content: &'b [u8]) -> Answer<'b> {
        let mut answer = Answer { content, ..Answer::default() };
        answer.media(content_type);
        answer
    }

    fn media(&mut self, value: &str) {
        let mut parts = value.split(';');
        self.media_type = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        self.charset = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']);
            (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
        });
    }

    /// What reads it; `path` is its address or the path in it.
    pub(crate) fn kind(&self, path: &str) -> Kind {
        let media = self.media_type.as_str();
        match media {
            "text/html" | "application/xhtml+xml" | "application/vnd.wap.xhtml+xml" => Kind::Page,
            "application/rss+xml" | "application/atom+xml" | "application/rdf+xml" => Kind::As(Format::Feed),
            "application/feed+json" => Kind::As(Format::Json),
            "application/vnd.iptc.g2.newsitem+xml" | "application/vnd.iptc.g2.newsmessage+xml" => {
                Kind::As(Format::NewsMl)
            }
            "application/xml" | "text/xml" => Kind::Xml,
            "application/pdf" => Kind::As(Format::Pdf),
            "application/epub+zip" => Kind::As(Format::Epub),
            "text/markdown" => Kind::As(Format::Markdown),
            // What machines read lies at the root: robots.txt, ads.txt.
            "text/plain" if path.ends_with(".txt") && !path.contains('/') => Kind::Other("texts for machines"),
            "text/plain" => Kind::Text,
            "" => Kind::Other("answers of no stated type"),
            "text/css" => Kind::Other("style sheets"),
            "application/json" | "application/ld+json" | "application/manifest+json" => Kind::Other("data for scripts"),
            _ if media.contains("javascript") || media.contains("ecmascript") => Kind::Other("scripts"),
            _ => match media.split('/').next().unwrap_or_default() {
                "image" => Kind::Other("pictures"),
                "audio" | "video" => Kind::Other("films and sounds"),
                "font" => Kind::Other("fonts"),
                _ if media.contains("font") => Kind::Other("fonts"),
                _ => Kind::Other("answers of other types"),
            },
        }
    }

    /// The content as it was before it was sent.
    ///
    /// * Errors: a sentence's end on why it cannot be had.
    pub(crate) fn body(self) -> Result<Cow<'b, [u8]>, String> {
        let mut body = Cow::Borrowed(self.content);
        // Many recorders undo the chunks and keep the head as it was.
        if self.is_chunked
            && let Some(joined) = joined(&body)
        {
            body = Cow::Owned(joined);
        }
        for coding in self.codings.iter().rev() {
            body = match coding.as_str() {
                "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => unpacked(MultiGzDecoder::new(&body[..]))?,
                "deflate" if body.first().is_some_and(|byte| byte & 0x0F == 8) => {
                    unpacked(ZlibDecoder::new(&body[..]))?
                }
                "deflate" => unpacked(DeflateDecoder::new(&body[..]))?,
                "br" if !is_readable(&body) => unpacked(brotli_decompressor::Decompressor::new(&body[..], 4096))?,
                "zstd" if body.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => {
                    return Err(
                        "is packed with Zstandard, which Newsprint does not unpack, and was left out.".to_owned()
                    );
                }
                // Recorders undo these too.
                "gzip" | "x-gzip" | "br" | "zstd" => body,
                other => {
                    return Err(format!("is packed by `{}`, which is unknown, and was left out.", shortened(other)));
                }
            };
        }
        Ok(body)
    }
}

/// Whether what a head calls packed is text as it stands.
fn is_readable(body: &[u8]) -> bool {
    let head = &body[..body.len().min(512)];
    let start = head.trim_ascii_start();
    start.starts_with(b"<") && head.iter().all(|&byte| byte >= 0x20 || byte.is_ascii_whitespace())
}

/// Chunks joined; `None` when these are none.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.iter().take(1024).position(|&byte| byte == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let n = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        // A chunk that is cut short is the last one.
        joined.extend_from_slice(&rest[..n.min(rest.len())]);
        if n == 0 || n >= rest.len() {
            return Some(joined);
        }
        rest = &rest[n..];
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        if rest.is_empty() {
            return Some(joined);
        }
    }
}

/// Unpacks a content; what is cut short is kept as far as it goes.
fn unpacked<'b>(source: impl Read) -> Result<Cow<'b, [u8]>, String> {
    let mut body = Vec::new();
    let read = source.take(MAX_RECORD_BYTES + 1).read_to_end(&mut body);
    if body.len() as u64 > MAX_RECORD_BYTES {
        return Err("unpacks to more than the 64 MB that are read of a page, and was left out.".to_owned());
    }
    match read {
        Err(fault) if body.is_empty() => Err(format!("could not be unpacked: {fault}; it was left out.")),
        _ => Ok(Cow::Owned(body)),
    }
}
