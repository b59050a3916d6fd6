//! A plain host of static files with a notebook: what was asked for when, and how many bytes went out. It can be as slow
//! as a phone's network.
//!
//! Text, scripts and WebAssembly are sent compressed by brotli when a file of that name with `.br` lies beside them, as
//! hosts do; anything else as it lies.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A browser opens this many connections to one host.
const N_CONNECTIONS: usize = 6;

/// A request that is made so soon after its browser's connections were all busy has waited for one of them.
///
/// * Range: answers end within some milliseconds of each other, a busy machine's within tens; half the time that answers
///   are held back for is too long.
const QUEUED: Duration = Duration::from_millis(40);

/// A network between host and browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// From a request to the first byte of its answer.
    pub latency: Duration,
    /// Bytes a second, all answers together; `None` does not hold them up.
    pub bytes_per_second: Option<u32>,
    /// Whether answers may be kept for a while, as hosts of static files allow; else each page loads all anew.
    pub may_keep: bool,
}

impl Network {
    /// The machine's own.
    pub const LOCAL: Network = Network { latency: Duration::ZERO, bytes_per_second: None, may_keep: false };
    /// Slow enough that requests made together are told from those made after an answer.
    pub const ROUNDS: Network = Network { latency: Duration::from_millis(120), ..Network::LOCAL };
    /// What Chromium's developer tools call "Fast 4G": 9 Mbit/s of which nine tenths arrive, 60 ms times 2.75.
    ///
    /// Files may be kept for ten minutes, as GitHub's pages are: what page and worker both load comes once.
    pub const FAST_4G: Network =
        Network { latency: Duration::from_millis(165), bytes_per_second: Some(1_012_500), may_keep: true };
}

/// One request and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What was asked for, without the query string.
    pub path: String,
    /// The body's bytes as sent.
    pub n_bytes: u64,
    /// When it was asked.
    pub start: Instant,
    /// When the last byte was handed to the machine.
    pub end: Instant,
}

/// A running host. Dropping it leaves its thread to the end of the process.
pub struct Host {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    /// Where each beginning of a path lies, the longest first.
    mounts: Vec<(String, PathBuf)>,
    network: Mutex<Network>,
    asked: Mutex<Vec<Asked>>,
    /// When the line is free again.
    line: Mutex<Option<Instant>>,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Host {
    /// Serves folders on this machine alone: each at its beginning of a path, such as `/` and `/bench/`, the longer first.
    ///
    /// * Errors: no port is free.
    pub fn start(mounts: &[(&str, &Path)]) -> io::Result<Host> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            mounts: mounts.iter().map(|(start, folder)| ((*start).to_owned(), (*folder).to_owned())).collect(),
            network: Mutex::new(Network::LOCAL),
            asked: Mutex::default(),
            line: Mutex::default(),
        });
        let of_thread = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let of_connection = Arc::clone(&of_thread);
                // A browser that hangs up is nothing to report.
                thread::spawn(move || of_connection.serve(&stream));
            }
        });
        Ok(Host { address, shared })
    }

    /// The address of a file.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// Puts another network between.
    pub fn set_network(&self, network: Network) {
        *held(&self.shared.network) = network;
    }

    /// What was asked for since the last call, in order of asking.
    pub fn take_asked(&self) -> Vec<Asked> {
        let mut asked = std::mem::take(&mut *held(&self.shared.asked));
        asked.retain(|one| one.path != "/favicon.ico");
        asked.sort_by_key(|one| one.start);
        asked
    }
}

/// How many requests had to wait for another's answer, one after the other, and one for the last answer.
///
/// * Shape: requests in order of asking, as [`Host::take_asked`] gives them; 0 for none.
///
/// A request belongs to the round after the latest answer that was whole before it was made; unless it only waited for
/// one of the browser's connections, all of which were busy: then it belongs to the round of those that held them.
pub fn n_rounds(asked: &[Asked]) -> usize {
    rounds(asked).into_iter().max().unwrap_or(0)
}

/// The round of each request, from 1; requests in order of asking.
pub fn rounds(asked: &[Asked]) -> Vec<usize> {
    let mut rounds: Vec<usize> = Vec::new();
    for (idx, one) in asked.iter().enumerate() {
        let earlier = || asked[..idx].iter().zip(&rounds);
        let just_before = one.start.checked_sub(QUEUED).unwrap_or(one.start);
        let holding: Vec<usize> = earlier()
            .filter(|(other, _)| other.start <= just_before && other.end > just_before)
            .map(|(_, round)| *round)
            .collect();
        let after =
            earlier().filter(|(other, _)| other.end <= one.start).map(|(_, round)| round + 1).max().unwrap_or(1);
        let queued = holding.len() >= N_CONNECTIONS;
        rounds.push(if queued { holding.into_iter().min().unwrap_or(after).min(after) } else { after });
    }
    rounds
}

impl Shared {
    /// Answers the requests of one connection until the browser closes it.
    fn serve(&self, stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let start = Instant::now();
            let Some(path) = line.split_whitespace().nth(1).map(str::to_owned) else { return Ok(()) };
            loop {
                line.clear();
                if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
                    break;
                }
            }
            let path = path.split(['?', '#']).next().unwrap_or("/").to_owned();
            let (status, head, body) = self.file(&path);
            let network = *held(&self.network);
            thread::sleep(network.latency);
            let mut writer = stream;
            let keeping = if network.may_keep { "max-age=600" } else { "no-store" };
            write!(
                writer,
                "HTTP/1.1 {status}\r\n{head}Content-Length: {}\r\nCache-Control: {keeping}\r\n\
                 Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n\r\n",
                body.len()
            )?;
            match network.bytes_per_second {
                None => writer.write_all(&body)?,
                Some(rate) => {
                    for part in body.chunks(8 << 10) {
                        self.wait_for_line(part.len(), rate);
                        writer.write_all(part)?;
                    }
                }
            }
            let asked = Asked { path, n_bytes: body.len() as u64, start, end: Instant::now() };
            held(&self.asked).push(asked);
        }
    }

    /// Takes the line for as long as so many bytes take.
    fn wait_for_line(&self, n_bytes: usize, rate: u32) {
        let needed = Duration::from_secs_f64(n_bytes as f64 / f64::from(rate));
        let now = Instant::now();
        let free = {
            let mut line = held(&self.line);
            let free = line.filter(|free| *free > now).unwrap_or(now) + needed;
            *line = Some(free);
            free
        };
        thread::sleep(free.saturating_duration_since(now));
    }

    /// Status, headers and bytes of what lies at a path.
    fn file(&self, path: &str) -> (&'static str, String, Vec<u8>) {
        let missing = || ("404 Not Found", String::new(), Vec::new());
        let Some((folder, name)) =
            self.mounts.iter().find_map(|(start, folder)| Some((folder, path.strip_prefix(start.as_str())?)))
        else {
            return missing();
        };
        if name.split('/').any(|part| part == "..") {
            return missing();
        }
        let name = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
        let file = folder.join(&name);
        let (kind, is_compressed) = kind_of(&name);
        let mut compressed = file.clone().into_os_string();
        compressed.push(".br");
        let found = match fs::read(compressed) {
            Ok(bytes) if is_compressed => Some((bytes, "Content-Encoding: br\r\n")),
            _ => fs::read(&file).ok().map(|bytes| (bytes, "")),
        };
        match found {
            Some((bytes, encoding)) => ("200 OK", format!("Content-Type: {kind}\r\n{encoding}"), bytes),
            None => missing(),
        }
    }
}

/// The type that a host gives a file by its ending, and whether hosts compress that type.
pub fn kind_of(name: &str) -> (&'static str, bool) {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => ("text/html; charset=utf-8", true),
        "js" | "mjs" => ("text/javascript", true),
        "css" => ("text/css", true),
        "wasm" => ("application/wasm", true),
        "json" => ("application/json", true),
        "webmanifest" => ("application/manifest+json", true),
        "svg" => ("image/svg+xml", true),
        "png" => ("image/png", false),
        "txt" => ("text/plain", true),
        _ => ("application/octet-stream", false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    fn asked(times: &[(u64, u64)]) -> Vec<Asked> {
        let zero = Instant::now();
        let at = |ms: u64| zero + Duration::from_millis(1_000 + ms);
        times
            .iter()
            .map(|(start, end)| Asked { path: String::new(), n_bytes: 1, start: at(*start), end: at(*end) })
            .collect()
    }

    #[test]
    fn rounds_are_counted_by_what_was_there_when_a_request_was_made() {
        for (times, rounds) in [
            (&[][..], 0),
            (&[(0, 50), (1, 60)], 1),
            (&[(0, 50), (51, 90)], 2),
            (&[(0, 50), (1, 200), (60, 100), (110, 150)], 3),
            // Seven at once: the last waits for a connection and for nobody's answer.
            (&[(0, 50), (0, 50), (0, 50), (0, 50), (0, 50), (0, 50), (51, 100)], 1),
            (&[(0, 50), (0, 50), (0, 50), (0, 50), (0, 50), (51, 100)], 2),
        ] {
            assert_eq!(n_rounds(&asked(times)), rounds, "{times:?}");
        }
    }

    #[test]
    fn a_compressed_neighbour_is_sent_in_a_files_place_and_noted() {
        let folder = std::env::temp_dir().join(format!("newsprint-bench-host-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.js"), "long, long, long").unwrap();
        fs::write(folder.join("a.js.br"), "short").unwrap();
        fs::write(folder.join("a.np"), "bytes").unwrap();
        let host = Host::start(&[("/", &folder)]).unwrap();
        let get = |path: &str| {
            let mut stream = TcpStream::connect(host.address).unwrap();
            write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        let script = get("/a.js?v=1");
        assert!(script.contains("Content-Encoding: br") && script.ends_with("short"), "{script}");
        assert!(get("/a.np").ends_with("bytes"));
        assert!(get("/../a.np").starts_with("HTTP/1.1 404"));
        let log = host.take_asked();
        assert_eq!(log.iter().map(|one| one.n_bytes).collect::<Vec<_>>(), [5, 5, 0]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
