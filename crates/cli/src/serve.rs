//! `newsprint serve`: a folder over HTTP on this machine, with the headers a good web space would send.

use std::fs;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use anyhow::Context;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::args::ServeArgs;
use crate::folder::is_content_named;

/// Requests answered at the same time: what a browser opens to one host, and one to spare.
const N_THREADS: usize = 8;

/// A running preview; dropping it ends it.
#[derive(Debug)]
pub struct Preview {
    address: SocketAddr,
    server: Shared,
    stopping: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

/// The server, shared between threads.
#[derive(Clone)]
struct Shared(Arc<Server>);

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Server")
    }
}

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
        let server = Shared(Arc::new(Server::http(("127.0.0.1", port)).map_err(|fault| match fault.downcast() {
            Ok(io) => *io,
            Err(other) => io::Error::other(other),
        })?));
        let address = server.0.server_addr().to_ip().ok_or_else(|| io::Error::other("the server has no address"))?;
        let stopping = Arc::new(AtomicBool::new(false));
        let site = Site { root, log };
        let threads = (0..N_THREADS)
            .map(|_| {
                let (server, stopping, site) = (server.clone(), stopping.clone(), site.clone());
                thread::spawn(move || {
                    while !stopping.load(Ordering::Acquire) {
                        if let Ok(request) = server.0.recv() {
                            // A browser that went away is no fault of ours.
                            let _ = answer(request, &site);
                        }
                    }
                })
            })
            .collect();
        Ok(Preview { address, server, stopping, threads })
    }

    /// The address of the site's front page.
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        for thread in self.threads.drain(..) {
            // A thread that panicked was one request's; the others go on.
            let _ = thread.join();
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::Release);
        for _ in &self.threads {
            self.server.0.unblock();
        }
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
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
fn answer(request: Request, site: &Site) -> io::Result<()> {
    if site.log {
        let mut stderr = io::stderr().lock();
        let _ = writeln!(stderr, "{} {}", request.method(), request.url());
    }
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(plain(405, "Only GET and HEAD.").with_header(header("Allow", "GET, HEAD")));
    }
    let url = request.url().to_owned();
    let (path, query) = url.split_once(['?', '#']).map_or((url.as_str(), ""), |(path, query)| (path, query));
    let Some(relative) = safe_path(path) else {
        return request.respond(plain(404, "There is nothing at this address."));
    };
    let mut file = site.root.join(&relative);
    if file.is_dir() {
        if !path.ends_with('/') {
            let last = relative.file_name().unwrap_or_default().to_string_lossy();
            let query = if query.is_empty() { String::new() } else { format!("?{query}") };
            // Relative, so that it holds behind any proxy; no name of ours holds what would have to be escaped twice.
            let to = format!("{}/{query}", escaped(&last));
            return request.respond(plain(301, "It is a folder.").with_header(header("Location", &to)));
        }
        file.push("index.html");
    } else if path.ends_with('/') {
        return request.respond(plain(404, "There is nothing at this address."));
    }
    // A link may lead out of the folder; what it leads to is not part of the site.
    let inside = fs::canonicalize(&file).is_ok_and(|real| real.starts_with(&site.root));
    let bytes = match fs::read(&file) {
        Ok(bytes) if inside => bytes,
        _ => return request.respond(plain(404, "There is nothing at this address.")),
    };
    let etag = format!("\"{:016x}\"", fnv(&bytes));
    let name = file.to_string_lossy();
    let keep = if is_content_named(&name) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = request.headers().iter().filter(|h| h.field.equiv("If-None-Match")).any(|h| {
        h.value
            .as_str()
            .split(',')
            .any(|tag| matches!(tag.trim().trim_start_matches("W/"), tag if tag == etag || tag == "*"))
    });
    let response =
        if known { Response::from_data(Vec::new()).with_status_code(304) } else { Response::from_data(bytes) };
    request.respond(
        response
            .with_header(header("Content-Type", mime_type(&name)))
            .with_header(header("Cache-Control", keep))
            .with_header(header("ETag", &etag))
            .with_header(header("X-Content-Type-Options", "nosniff")),
    )
}

/// A short text as an answer.
fn plain(status: u16, text: &str) -> Response<io::Cursor<Vec<u8>>> {
    Response::from_string(text)
        .with_status_code(status)
        .with_header(header("Content-Type", "text/plain; charset=utf-8"))
        .with_header(header("Cache-Control", "no-cache"))
}

/// A header; ours are all ASCII.
fn header(field: &str, value: &str) -> Header {
    Header::from_bytes(field, value).unwrap_or_else(|()| unreachable!("{field}: {value} is ASCII"))
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

/// Percent-escapes put in, for whatever is not a letter, digit or plain sign.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
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
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
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
