//! The part of HTTP/1.1 that a preview needs: requests without a body come in, whole answers go out, and a connection stays open
//! for the next.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long a connection may say nothing before it is closed; browsers open another without a word.
const SILENCE: Duration = Duration::from_secs(60);

/// The longest head of a request, and how many headers it may have.
///
/// * Unit: bytes. Range: browsers send some hundred bytes; addresses with a long search, a few thousand.
const MAX_HEAD: usize = 32 << 10;
const MAX_HEADERS: usize = 100;

/// Connections open at the same time. A browser opens six; what exceeds this waits until another closes.
const MAX_CONNECTIONS: usize = 128;

/// What a client asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// `GET`, `HEAD` and the like, as the client wrote it.
    pub method: String,
    /// Path and query string, as the client escaped them.
    pub target: String,
    /// Names in small letters; values as text, whatever in them is not UTF-8 replaced.
    pub headers: Vec<(String, String)>,
}

impl Ask {
    /// The values of a header, whose name is given in small letters.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Whether the client wants the connection closed after the answer, or sends a body, which nobody here reads.
    fn is_last(&self) -> bool {
        let says_close = self.header("connection").any(|value| value.to_ascii_lowercase().contains("close"));
        let has_body =
            self.header("content-length").any(|n| n.trim() != "0") || self.header("transfer-encoding").next().is_some();
        says_close || has_body
    }
}

/// What it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// As 200 or 404.
    pub status: u16,
    /// Besides those that follow from the body. Names and values are without line breaks.
    pub headers: Vec<(&'static str, String)>,
    /// All of it; a `HEAD` gets its length only, and a 304 not even that.
    pub body: Vec<u8>,
}

/// A server on a port of this machine; dropping it ends it and every connection.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

/// What the server's threads share.
#[derive(Debug, Default)]
struct Shared {
    is_ending: AtomicBool,
    /// One for each connection, to end it with.
    open: Mutex<Vec<(u64, TcpStream)>>,
}

impl Shared {
    fn with_open<T>(&self, change: impl FnOnce(&mut Vec<(u64, TcpStream)>) -> T) -> T {
        change(&mut self.open.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Server {
    /// Starts to listen on 127.0.0.1; `answer` is called for each request, from several threads at once.
    ///
    /// * Shape: port 0 takes a free one.
    /// * Errors: the port is taken or not allowed.
    pub fn start(port: u16, answer: impl Fn(&Ask) -> Answer + Send + Sync + 'static) -> io::Result<Server> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let (inside, answer) = (Arc::clone(&shared), Arc::new(answer));
        let accepting = thread::spawn(move || {
            let mut number = 0;
            for stream in listener.incoming() {
                if inside.is_ending.load(Ordering::Acquire) {
                    return;
                }
                // One that broke off before it was taken is no fault of ours.
                let Ok(stream) = stream else { continue };
                number += 1;
                take(stream, number, &inside, &answer);
            }
        });
        Ok(Server { address, shared, accepting: Some(accepting) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(accepting) = self.accepting.take() {
            // It ends with the process only.
            let _ = accepting.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_ending.store(true, Ordering::Release);
        let Some(accepting) = self.accepting.take() else { return };
        // It waits for a connection: this is the last. Where none can be made, the listener is gone already.
        let _ = TcpStream::connect(self.address);
        let _ = accepting.join();
        self.shared.with_open(|open| {
            for (_, stream) in open.drain(..) {
                // Closed by the other side meanwhile.
                let _ = stream.shutdown(Shutdown::Both);
            }
        });
    }
}

/// Gives a connection a thread of its own, so that none waits for another that stays open.
fn take(
    stream: TcpStream,
    number: u64,
    shared: &Arc<Shared>,
    answer: &Arc<impl Fn(&Ask) -> Answer + Send + Sync + 'static>,
) {
    let Ok(handle) = stream.try_clone() else { return };
    // Beyond the limit the connection is closed at once, which tells a browser to try again.
    let is_welcome = shared.with_open(|open| {
        let has_room = open.len() < MAX_CONNECTIONS;
        if has_room {
            open.push((number, handle));
        }
        has_room
    });
    if is_welcome {
        let (shared, answer) = (Arc::clone(shared), Arc::clone(answer));
        thread::spawn(move || {
            // A client that went away, or spoke no HTTP, is no fault of ours.
            let _ = converse(stream, &*answer);
            shared.with_open(|open| open.retain(|(other, _)| *other != number));
        });
    }
}

/// Answers one request of a connection after the other.
fn converse(mut stream: TcpStream, answer: &impl Fn(&Ask) -> Answer) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    let mut heard = Vec::new();
    loop {
        let (ask, n_bytes) = match head(&heard) {
            Head::Whole(ask, n_bytes) => (ask, n_bytes),
            Head::Partial => {
                let mut more = [0; 8 << 10];
                match stream.read(&mut more)? {
                    0 => return Ok(()),
                    n => heard.extend_from_slice(&more[..n]),
                }
                continue;
            }
            Head::Refused(status) => return stream.write_all(&written(&refusal(status), false, true)),
        };
        heard.drain(..n_bytes);
        let is_last = ask.is_last();
        stream.write_all(&written(&answer(&ask), ask.method == "HEAD", is_last))?;
        if is_last {
            return stream.shutdown(Shutdown::Write);
        }
    }
}

/// What the first bytes of a request are.
#[derive(Debug, PartialEq, Eq)]
enum Head {
    /// All of a request, and how many bytes it took.
    Whole(Ask, usize),
    /// The beginning of one.
    Partial,
    /// Nothing that will become one; the status to answer with.
    Refused(u16),
}

/// Reads the head of a request.
fn head(bytes: &[u8]) -> Head {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(&bytes[..bytes.len().min(MAX_HEAD)]) {
        Ok(httparse::Status::Complete(n_bytes)) => {
            let headers = request
                .headers
                .iter()
                .map(|header| (header.name.to_ascii_lowercase(), String::from_utf8_lossy(header.value).into_owned()));
            let mut headers: Vec<_> = headers.collect();
            if request.version == Some(0) {
                headers.push(("connection".to_owned(), "close".to_owned()));
            }
            let ask = Ask {
                method: request.method.unwrap_or_default().to_owned(),
                target: request.path.unwrap_or_default().to_owned(),
                headers,
            };
            Head::Whole(ask, n_bytes)
        }
        Ok(httparse::Status::Partial) if bytes.len() < MAX_HEAD => Head::Partial,
        Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => Head::Refused(431),
        Err(_) => Head::Refused(400),
    }
}

/// The answer to what is not a request.
fn refusal(status: u16) -> Answer {
    Answer { status, headers: Vec::new(), body: Vec::new() }
}

/// An answer as it is sent.
fn written(answer: &Answer, is_head: bool, is_last: bool) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status));
    for (name, value) in &answer.headers {
        out += &format!("{name}: {value}\r\n");
    }
    if answer.status != 304 {
        out += &format!("Content-Length: {}\r\n", answer.body.len());
    }
    if is_last {
        out += "Connection: close\r\n";
    }
    out += "\r\n";
    let mut out = out.into_bytes();
    if !is_head && answer.status != 304 {
        out.extend_from_slice(&answer.body);
    }
    out
}

/// What a status means, for people who read along.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        301 => "Moved Permanently",
        304 => "Not Modified",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        416 => "Range Not Satisfiable",
        431 => "Request Header Fields Too Large",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufRead as _;

    use super::*;

    fn echo() -> Server {
        let answer = |ask: &Ask| Answer {
            status: 200,
            headers: vec![("X-Method", ask.method.clone())],
            body: ask.target.clone().into_bytes(),
        };
        Server::start(0, answer).expect("a free port")
    }

    /// Reads one answer with a body, whose lines are all there is.
    fn body_of(stream: &mut io::BufReader<TcpStream>) -> String {
        let mut n_bytes = 0;
        loop {
            let mut line = String::new();
            assert_ne!(stream.read_line(&mut line).expect("it answers"), 0, "it hung up");
            match line.trim_end().split_once(": ") {
                Some(("Content-Length", n)) => n_bytes = n.parse().expect("a number"),
                Some(_) => {}
                None if line == "\r\n" => break,
                None => assert!(line.starts_with("HTTP/1.1 "), "{line}"),
            }
        }
        let mut body = vec![0; n_bytes];
        stream.read_exact(&mut body).expect("all of it");
        String::from_utf8(body).expect("text")
    }

    #[test]
    fn connections_that_stay_open_never_keep_another_waiting() {
        let server = echo();
        // All are open before the first word is said, as a browser does it, and stay so.
        let mut open: Vec<_> =
            (0..40).map(|_| io::BufReader::new(TcpStream::connect(server.address()).expect("it listens"))).collect();
        for round in 0..3 {
            for (i, stream) in open.iter_mut().enumerate() {
                write!(stream.get_mut(), "GET /{round}/{i} HTTP/1.1\r\n\r\n").expect("it reads");
            }
            for (i, stream) in open.iter_mut().enumerate() {
                assert_eq!(body_of(stream), format!("/{round}/{i}"));
            }
        }
    }

    #[test]
    fn requests_sent_together_are_answered_in_their_order() {
        let server = echo();
        let mut stream = io::BufReader::new(TcpStream::connect(server.address()).expect("it listens"));
        write!(stream.get_mut(), "GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nConnection: close\r\n\r\n")
            .expect("it reads");
        assert_eq!([body_of(&mut stream), body_of(&mut stream)], ["/a", "/b"]);
        assert_eq!(stream.read(&mut [0]).expect("it closes"), 0);
    }

    #[test]
    fn a_dropped_server_hangs_up() {
        let server = echo();
        let mut stream = io::BufReader::new(TcpStream::connect(server.address()).expect("it listens"));
        write!(stream.get_mut(), "GET / HTTP/1.1\r\n\r\n").expect("it reads");
        assert_eq!(body_of(&mut stream), "/");
        drop(server);
        assert_eq!(stream.read(&mut [0]).unwrap_or_default(), 0);
    }

    #[test]
    fn what_is_not_http_is_refused() {
        let long = format!("GET /{} HTTP/1.1\r\n", "a".repeat(MAX_HEAD));
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(MAX_HEADERS + 1));
        let cases = [
            ("GET / HT", Head::Partial),
            ("", Head::Partial),
            ("\u{1}\u{2}", Head::Refused(400)),
            ("GET / HTTP/1.1\r\nno colon\r\n\r\n", Head::Refused(400)),
            (&long, Head::Refused(431)),
            (&many, Head::Refused(431)),
        ];
        for (said, is) in cases {
            assert_eq!(head(said.as_bytes()), is, "{}", &said[..said.len().min(40)]);
        }
    }

    #[test]
    fn a_body_nobody_reads_is_not_taken_for_the_next_request() {
        for (said, is_last) in [
            ("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n", true),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", true),
            ("GET / HTTP/1.0\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", false),
            ("GET / HTTP/1.1\r\n\r\n", false),
        ] {
            let Head::Whole(ask, n_bytes) = head(said.as_bytes()) else { panic!("{said}") };
            assert_eq!((ask.is_last(), n_bytes), (is_last, said.len()), "{said}");
        }
    }
}
