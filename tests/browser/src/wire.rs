//! The little of HTTP that a WebDriver needs: one request, one JSON answer.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// Longer than any command may take; a page that hangs ends here.
const PATIENCE: Duration = Duration::from_secs(90);

/// Asks a driver, and returns the `value` of its answer.
///
/// * Errors: a sentence with what the driver said (`error` and `message`), or with why it could not be reached.
pub fn ask(driver: SocketAddr, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
    let (status, text) = exchange(driver, method, path, body).map_err(|error| format!("{method} {path}: {error}"))?;
    let mut answer: Value = serde_json::from_str(&text)
        .map_err(|error| format!("{method} {path}: {status}, not JSON ({error}): {text}"))?;
    let value = answer["value"].take();
    if status == 200 {
        return Ok(value);
    }
    Err(format!(
        "{method} {path}: {}: {}",
        value["error"].as_str().unwrap_or("?"),
        value["message"].as_str().unwrap_or("?")
    ))
}

/// A port that was free a moment ago, on this machine alone.
pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("this machine has a free port");
    listener.local_addr().expect("a bound port has an address")
}

/// Sends one request on a connection of its own and reads the whole answer.
fn exchange(driver: SocketAddr, method: &str, path: &str, body: Option<&Value>) -> io::Result<(u16, String)> {
    let mut stream = TcpStream::connect_timeout(&driver, Duration::from_secs(5))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let body = body.map(Value::to_string).unwrap_or_default();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {driver}\r\nContent-Type: application/json; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split_whitespace().nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| io::Error::other(format!("not HTTP: {line:?}")))?;
    let (mut length, mut is_chunked) = (None, false);
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse::<usize>().ok(),
            "transfer-encoding" => is_chunked = value.trim().eq_ignore_ascii_case("chunked"),
            _ => {}
        }
    }
    let bytes = match length {
        _ if is_chunked => chunks(&mut reader)?,
        Some(length) => {
            let mut bytes = vec![0; length];
            reader.read_exact(&mut bytes)?;
            bytes
        }
        None => {
            let mut bytes = Vec::new();
            reader.read_to_end(&mut bytes)?;
            bytes
        }
    };
    Ok((status, String::from_utf8_lossy(&bytes).into_owned()))
}

/// A body sent in chunks.
fn chunks(reader: &mut BufReader<TcpStream>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        if size == 0 {
            return Ok(bytes);
        }
        let start = bytes.len();
        bytes.resize(start + size, 0);
        reader.read_exact(&mut bytes[start..])?;
        reader.read_line(&mut line)?;
    }
}
