//! `newsprint serve`: a folder over HTTP on this machine, with the headers a good web space would send.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use newsprint_site::pages::names::escaped;

use crate::args::ServeArgs;
use crate::folder::{self, is_content_named};
use crate::http::{Answer, Ask, Server};

/// A running preview; dropping it ends it.
#[derive(Debug)]
pub struct Preview(Server);

/// What a preview shows, and whether it tells of it.
#[derive(Clone, Debug)]
struct Site {
    root: PathBuf,
    log: bool,
}

impl Preview {
    /// Starts showing a folder on 127.0.0.1.
    ///
    /// * Shape: port 0 takes a free one.
    /// * Errors: the folder cannot be read, or the port is taken.
    pub fn start(folder: &Path, port: u16, log: bool) -> io::Result<Preview> {
        let root = fs::canonicalize(folder)?;
        if !root.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is a file: name the folder of a site"));
        }
        let site = Site { root, log };
        Ok(Preview(Server::start(port, move |ask| answer(ask, &site))?))
    }

    /// The address of the site's front page.
    pub fn url(&self) -> String {
        format!("http://{}/", self.0.address())
    }

    /// Serves until the process ends.
    pub fn wait(self) {
        self.0.wait();
    }
}

/// Runs it, until it is interrupted.
///
/// * Errors: see [`Preview::start`].
pub fn run(args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let dir = args.dir.display();
    let preview = Preview::start(&args.dir, args.port, args.log).map_err(|fault| match fault.kind() {
        io::ErrorKind::AddrInUse => {
            anyhow::anyhow!("port {} is taken: choose another with --port, or --port 0 for any free one", args.port)
        }
        io::ErrorKind::NotFound => anyhow::anyhow!("{dir}: there is no such folder; `newsprint build` makes one"),
        _ => anyhow::anyhow!("{dir}: {fault}"),
    })?;
    if folder::was_cut_short(&args.dir) {
        eprintln!(
            "newsprint: a build was killed while its site took this one's place, and pages of both are here: build the site again"
        );
    }
    let mut out = io::stdout().lock();
    writeln!(out, "Serving {dir} at {}", preview.url()).and_then(|()| out.flush()).context("standard output")?;
    if !args.dir.join("index.html").is_file() {
        eprintln!(
            "newsprint: {dir} has no index.html, so its front page is empty: is it a folder that `newsprint build` wrote?"
        );
    }
    drop(out);
    preview.wait();
    Ok(ExitCode::SUCCESS)
}

/// Answers one request.
fn answer(ask: &Ask, site: &Site) -> Answer {
    if site.log {
        let mut stderr = io::stderr().lock();
        // Without a place to write to, there is nobody to tell.
        let _ = writeln!(stderr, "{} {}", ask.method, ask.target);
    }
    if !matches!(ask.method.as_str(), "GET" | "HEAD") {
        return plain(405, "Only GET and HEAD.", Some(("Allow", "GET, HEAD".to_owned())));
    }
    let nothing = || plain(404, "There is nothing at this address.", None);
    let (path, query) = ask.target.split_once(['?', '#']).unwrap_or((&ask.target, ""));
    let Some(relative) = safe_path(path) else { return nothing() };
    let mut file = site.root.join(&relative);
    if file.is_dir() {
        if !path.ends_with('/') {
            let last = relative.file_name().unwrap_or_default().to_string_lossy();
            let query = if query.is_empty() { String::new() } else { format!("?{query}") };
            // Relative, so that it holds behind any proxy; no name of ours holds what would have to be escaped twice.
            return plain(301, "It is a folder.", Some(("Location", format!("{}/{query}", escaped(&last)))));
        }
        file.push("index.html");
    } else if path.ends_with('/') {
        return nothing();
    }
    // A link may lead out of the folder; what it leads to is not part of the site.
    let inside = fs::canonicalize(&file).is_ok_and(|real| real.starts_with(&site.root));
    let bytes = match fs::read(&file) {
        Ok(bytes) if inside => bytes,
        _ => return nothing(),
    };
    let etag = format!("\"{:016x}\"", fnv(&bytes));
    let name = file.to_string_lossy();
    let keep = if is_content_named(&name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let is_known = ask
        .header("if-none-match")
        .flat_map(|tags| tags.split(','))
        .any(|tag| matches!(tag.trim().trim_start_matches("W/"), tag if tag == etag || tag == "*"));
    let mut headers = vec![
        ("Content-Type", mime_type(&name).to_owned()),
        ("Cache-Control", keep.to_owned()),
        ("Accept-Ranges", "bytes".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
        ("Access-Control-Allow-Origin", "*".to_owned()),
    ];
    let is_same = ask.header("if-range").all(|tag| tag.trim() == etag);
    headers.push(("ETag", etag));
    if is_known {
        return Answer { status: 304, headers, body: Vec::new() };
    }
    match ask
        .header("range")
        .next()
        .filter(|_| is_same && ask.method == "GET")
        .and_then(|range| part(range, bytes.len()))
    {
        None => Answer { status: 200, headers, body: bytes },
        Some(Err(())) => {
            headers.push(("Content-Range", format!("bytes */{}", bytes.len())));
            Answer { status: 416, headers, body: Vec::new() }
        }
        Some(Ok((start, end))) => {
            headers.push(("Content-Range", format!("bytes {start}-{}/{}", end - 1, bytes.len())));
            Answer { status: 206, headers, body: bytes[start..end].to_vec() }
        }
    }
}

/// The one span of a file of `n_bytes` that a `Range` header asks for, its end exclusive; `None` where the header is to be
/// ignored: another unit, several spans, no sense.
///
/// * Errors: the file has nothing there.
fn part(range: &str, n_bytes: usize) -> Option<Result<(usize, usize), ()>> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| match text {
        text if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) => {
            Some(text.parse::<usize>().unwrap_or(usize::MAX))
        }
        _ => None,
    };
    let (start, end) = match (first, last) {
        ("", last) => (n_bytes.saturating_sub(number(last)?), n_bytes),
        (first, "") => (number(first)?, n_bytes),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if last < first {
                return None;
            }
            (first, last.saturating_add(1).min(n_bytes))
        }
    };
    Some(if start < end { Ok((start, end)) } else { Err(()) })
}

/// A short text as an answer.
fn plain(status: u16, text: &str, header: Option<(&'static str, String)>) -> Answer {
    let mut headers =
        vec![("Content-Type", "text/plain; charset=utf-8".to_owned()), ("Cache-Control", "no-cache".to_owned())];
    headers.extend(header);
    Answer { status, headers, body: text.as_bytes().to_vec() }
}

/// The path within the site that an address asks for; `None` for one that would leave it, is hidden, or is malformed.
fn safe_path(path: &str) -> Option<PathBuf> {
    let decoded = unescaped(path.strip_prefix('/')?)?;
    let mut safe = PathBuf::new();
    for part in decoded.split('/') {
        match part {
            "" => {}
            part if part.starts_with('.') || part.contains(['\\', ':', '\0']) => return None,
            part => safe.push(part),
        }
    }
    Some(safe)
}

/// Percent-escapes undone.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let hex = std::str::from_utf8(after.get(..2)?).ok().filter(|hex| !hex.starts_with('+'))?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// The media type that a file's extension promises.
fn mime_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jsonl" => "application/jsonl",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

/// FNV-1a, enough to tell two versions of a file apart.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_file_is_what_the_range_says_or_the_header_is_ignored() {
        for (range, span) in [
            ("bytes=0-3", Some(Ok((0, 4)))),
            ("bytes=4-", Some(Ok((4, 10)))),
            ("bytes=-3", Some(Ok((7, 10)))),
            ("bytes=-30", Some(Ok((0, 10)))),
            ("bytes=8-99999999999999999999999", Some(Ok((8, 10)))),
            ("bytes=10-", Some(Err(()))),
            ("bytes=-0", Some(Err(()))),
            ("bytes=5-4", None),
            ("bytes=0-1,3-4", None),
            ("bytes=-", None),
            ("bytes=+1-2", None),
            ("lines=1-2", None),
        ] {
            assert_eq!(part(range, 10), span, "{range}");
        }
        assert_eq!(part("bytes=0-", 0), Some(Err(())));
    }

    #[test]
    fn an_address_never_leaves_the_site() {
        for path in [
            "/../secret",
            "/a/../../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/%2e%2e%2fsecret",
            "/.git/config",
            "/a\\..\\b",
            "/c:/windows",
            "/%00",
            "/%zz",
            "/%+1",
            "/%",
            "relative",
            "/%ff",
        ] {
            assert_eq!(safe_path(path), None, "{path}");
        }
        for (path, safe) in [("/", ""), ("/a/b.js", "a/b.js"), ("//a//b", "a/b"), ("/%D8%A7", "ا"), ("/a%20b", "a b")]
        {
            assert_eq!(safe_path(path), Some(PathBuf::from(safe)), "{path}");
        }
    }
}
