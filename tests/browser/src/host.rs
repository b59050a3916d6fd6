//! A plain host of static files, as a publisher would rent one: no header that helps, no rewriting. It remembers what
//! it was asked for, so that a test can tell what a browser fetched.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::wire;

/// One request that a browser made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What it asked for, query string included.
    pub path: String,
    /// Whether it was a browser looking for a newer service worker, which it does by itself and no site can forbid.
    pub is_worker_update: bool,
    /// Whether it asked for a part of the file, and was sent that part.
    pub is_part: bool,
}

/// A site on a host. Dropping it takes the host down.
pub struct Host {
    address: SocketAddr,
    shared: Arc<Shared>,
}

/// What the host's threads share.
struct Shared {
    folder: PathBuf,
    mount: String,
    first_script: String,
    is_down: AtomicBool,
    sends_parts: AtomicBool,
    asked: Mutex<Vec<Asked>>,
}

/// The file that `Host::start_with` makes up.
const FIRST_SCRIPT: &str = "first-script-of-the-test.js";

impl Host {
    /// Serves a folder at `/`.
    pub fn start(folder: &Path) -> Host {
        Host::start_with(folder, "/", "")
    }

    /// Serves a folder below `mount` (`/` or `/papers/2023/`), with a script that every page runs before its own.
    pub fn start_with(folder: &Path, mount: &str, first_script: &str) -> Host {
        assert!(folder.join("index.html").is_file(), "{} holds no site", folder.display());
        let listener = TcpListener::bind(wire::free_address()).expect("a free port can be listened on");
        let address = listener.local_addr().expect("a bound port has an address");
        let shared = Arc::new(Shared {
            folder: folder.to_owned(),
            mount: mount.to_owned(),
            first_script: first_script.to_owned(),
            is_down: AtomicBool::new(false),
            sends_parts: AtomicBool::new(false),
            asked: Mutex::new(Vec::new()),
        });
        let of_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if of_thread.is_down.load(Ordering::SeqCst) {
                    return;
                }
                let of_request = Arc::clone(&of_thread);
                // A browser that hangs up early is nothing to report.
                thread::spawn(move || of_request.answer(stream));
            }
        });
        Host { address, shared }
    }

    /// The address of the site, or of a view of it: `view` begins with `?` or is empty.
    pub fn url(&self, view: &str) -> String {
        format!("http://{}{}{view}", self.address, self.shared.mount)
    }

    /// From here on, whoever asks for a part of a file gets that part; before, all of it, as from hosts that know no parts.
    pub fn send_parts(&self) {
        self.shared.sends_parts.store(true, Ordering::SeqCst);
    }

    /// What was asked for since the last call.
    pub fn take_asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.shared.asked.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the host down: from here on, connections are refused.
    pub fn go_down(&self) {
        if !self.shared.is_down.swap(true, Ordering::SeqCst) {
            // Wakes the thread that listens, which then lets go of the port.
            drop(TcpStream::connect(self.address));
            while TcpStream::connect_timeout(&self.address, Duration::from_millis(200)).is_ok() {
                thread::yield_now();
            }
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.go_down();
    }
}

impl Shared {
    /// Answers one request and closes the connection.
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        // A browser opens connections ahead of need and may leave them empty.
        let Some(path) = line.split_whitespace().nth(1).map(str::to_owned) else { return Ok(()) };
        let mut is_worker_update = false;
        let mut part = None;
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
                break;
            }
            let line = line.to_ascii_lowercase();
            is_worker_update |= line.starts_with("service-worker: script");
            if let Some(span) = line.strip_prefix("range: bytes=").and_then(|span| span.trim().split_once('-')) {
                part = span.0.parse::<usize>().ok().zip(span.1.parse::<usize>().ok());
            }
        }
        if self.is_down.load(Ordering::SeqCst) {
            return Ok(());
        }
        let (mut status, kind, mut body) = self.file(&path);
        let part = part.filter(|(start, _)| self.sends_parts.load(Ordering::SeqCst) && *start < body.len());
        let mut range = String::new();
        if let Some((start, last)) = part {
            let end = body.len().min(last.saturating_add(1));
            range = format!("Content-Range: bytes {start}-{}/{}\r\n", end - 1, body.len());
            (status, body) = ("206 Partial Content", body[start..end].to_vec());
        }
        let asked = Asked { path, is_worker_update, is_part: part.is_some() };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n{range}Cache-Control: no-cache\r\n\
             Connection: close\r\n\r\n",
            body.len()
        )?;
        stream.write_all(&body)
    }

    /// Status, type and bytes of what lies at a path.
    fn file(&self, path: &str) -> (&'static str, &'static str, Vec<u8>) {
        const NOT_FOUND: &str = "404 Not Found";
        let path = path.split(['?', '#']).next().unwrap_or("");
        let Some(name) = path.strip_prefix(&self.mount) else { return (NOT_FOUND, "text/plain", Vec::new()) };
        let name = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
        if name == FIRST_SCRIPT {
            return ("200 OK", "text/javascript", self.first_script.clone().into_bytes());
        }
        if name.split('/').any(|part| part == "..") {
            return (NOT_FOUND, "text/plain", Vec::new());
        }
        let Ok(mut bytes) = fs::read(self.folder.join(&name)) else { return (NOT_FOUND, "text/plain", Vec::new()) };
        if name.ends_with(".html") && !self.first_script.is_empty() {
            let page = String::from_utf8_lossy(&bytes).into_owned();
            let script = format!("<head><script src=\"{}{FIRST_SCRIPT}\"></script>", self.mount);
            let with_script = page.replacen("<head>", &script, 1);
            assert_ne!(page, with_script, "the page has no <head> to put a script in");
            bytes = with_script.into_bytes();
        }
        ("200 OK", kind_of(&name), bytes)
    }
}

/// The type that any host gives a file by its ending.
fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}
