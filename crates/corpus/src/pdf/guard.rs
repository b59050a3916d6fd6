//! What is looked at before a document is opened: whether opening it would cost more than a document is worth.
//!
//! `hayro-syntax` unpacks tables of objects and packed objects by itself and whole, whatever else they may be, looks for
//! the end of a stream whose length is wrong to the end of the file, and keeps something of every page. A file made to
//! abuse that is refused here, in one pass over its bytes and what its streams unpack to.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;

/// How much is done to open a document.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// How much all streams of a document may unpack to, those aside that hold pictures as cameras and scanners pack them.
    ///
    /// * Unit: bytes.
    all: u64,
    /// How much a stream may unpack to that is packed otherwise than by Deflate alone.
    ///
    /// * Unit: bytes.
    odd_stream: usize,
    /// How much may be looked through for ends of streams, beyond the document's own size.
    ///
    /// * Unit: bytes; a sound document is looked through once.
    sought: u64,
}

const LIMITS: Limits = Limits { all: 1 << 30, odd_stream: 64 << 20, sought: 4 << 30 };

/// How many dictionaries a document may hold: every page is one, and costs about a kilobyte.
const MAX_DICTIONARIES: u64 = 1 << 20;

/// How much one byte can be unpacked to, at most.
const MOST_OF_ONE_BYTE: usize = 2600;

/// Too much comes out.
const TOO_MUCH: &str =
    "unpacks to more than the 1 GB that is read of a PDF, and was left out: print it anew with smaller pictures.";

/// A way of packing a stream, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Deflate,
    Lzw,
    RunLength,
    Base85,
    Hex,
    /// A picture, or something unknown: it is never unpacked.
    Picture,
}

/// Why a document may not be opened, as a sentence's end; `None` when it may.
///
/// * Cost: linear in its bytes and in what they unpack to.
pub(super) fn refusal(bytes: &[u8]) -> Option<&'static str> {
    refusal_within(bytes, LIMITS)
}

fn refusal_within(bytes: &[u8], limits: Limits) -> Option<&'static str> {
    let mut n_dictionaries = memmem::find_iter(bytes, b"<<").count() as u64;
    let (mut n_left, mut n_sought) = (limits.all, 0_u64);
    let ends = memmem::Finder::new(b"endstream");
    let (mut end, mut before) = (0, 0);
    for at in memmem::find_iter(bytes, b"stream") {
        let is_end = bytes[..at].ends_with(b"end");
        if is_end || !matches!(bytes.get(at + 6), Some(b'\r' | b'\n')) {
            before = if is_end { at + 6 } else { before };
            continue;
        }
        if end < at {
            end = ends.find(&bytes[at..]).map_or(bytes.len(), |found| at + found);
        }
        n_sought += (end - at) as u64;
        if n_sought > limits.sought + bytes.len() as u64 {
            return Some(
                "is a damaged PDF whose streams do not end, and was left out: open it in a viewer and print it anew.",
            );
        }
        let head = unescaped(&bytes[before..at]);
        before = at + 6;
        let data = bytes[at + 6..end].trim_ascii_start();
        let (n, n_within) = match packings(&head, data) {
            Some(packings) => measured(&packings, data, n_left, limits.odd_stream),
            None => (data.len().saturating_mul(MOST_OF_ONE_BYTE) as u64, 0),
        };
        n_left = n_left.saturating_sub(n);
        n_dictionaries += n_within;
        if n_left == 0 {
            return Some(TOO_MUCH);
        }
    }
    if n_dictionaries > MAX_DICTIONARIES {
        return Some("holds more than a million objects, far more than a PDF honestly does, and was left out.");
    }
    None
}

/// A dictionary with the bytes that names write as `#41`.
fn unescaped(head: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'#', head).is_none() {
        return Cow::Borrowed(head);
    }
    let mut plain = Vec::with_capacity(head.len());
    let mut rest = head;
    while let Some((&byte, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match code.filter(|_| byte == b'#') {
            Some(code) => {
                plain.push(code);
                rest = &after[2..];
            }
            None => {
                plain.push(byte);
                rest = after;
            }
        }
    }
    Cow::Owned(plain)
}

/// How a stream is packed, by the dictionary before it, the outermost first; `None` when nothing tells.
fn packings(head: &[u8], data: &[u8]) -> Option<Vec<Packing>> {
    memmem::find(head, b"obj")?;
    let mut packings = Vec::new();
    for at in memmem::find_iter(head, b"/F") {
        // The entry is `/Filter`, or `/F` in short; what it leads to is a name, an array of names, or an object elsewhere.
        let rest = &head[at + 2..];
        let Some(value) = rest
            .strip_prefix(b"ilter")
            .or_else(|| rest.first().is_some_and(|byte| b" [/\r\n\t".contains(byte)).then_some(rest))
        else {
            continue;
        };
        let value = value.trim_ascii_start();
        let names = match value.strip_prefix(b"[") {
            Some(list) => &list[..memchr::memchr(b']', list).unwrap_or(list.len())],
            None if value.starts_with(b"/") => {
                let n = value[1..].iter().position(|byte| !byte.is_ascii_alphanumeric()).map_or(value.len(), |n| n + 1);
                &value[..n]
            }
            // It stands elsewhere: most likely what the data look like.
            None if value.first().is_some_and(u8::is_ascii_digit) => b"",
            None => continue,
        };
        let names = names.split(|byte| *byte == b'/').map(<[u8]>::trim_ascii).filter(|name| !name.is_empty());
        packings.extend(names.map(|name| match name {
            b"FlateDecode" | b"Fl" => Packing::Deflate,
            b"LZWDecode" | b"LZW" => Packing::Lzw,
            b"RunLengthDecode" | b"RL" => Packing::RunLength,
            b"ASCII85Decode" | b"A85" => Packing::Base85,
            b"ASCIIHexDecode" | b"AHx" => Packing::Hex,
            _ => Packing::Picture,
        }));
    }
    let is_deflate = matches!(data, [first, second, ..] if first & 0x0F == 8 && (u32::from(*first) << 8 | u32::from(*second)).is_multiple_of(31));
    if packings.is_empty() && is_deflate {
        packings.push(Packing::Deflate);
    }
    Some(packings)
}

/// How much some bytes unpack to, up to a limit, and how many dictionaries begin in that.
fn measured(packings: &[Packing], data: &[u8], most: u64, most_odd: usize) -> (u64, u64) {
    let mut n_dictionaries = 0;
    if let [Packing::Deflate] = packings {
        let mut n_bytes = 0;
        let mut source = ZlibDecoder::new(data).take(most);
        let mut piece = [0; 16 << 10];
        // What is damaged counts as far as it goes.
        while let Ok(n @ 1..) = source.read(&mut piece) {
            n_bytes += n as u64;
            n_dictionaries += memmem::find_iter(&piece[..n], b"<<").count() as u64;
        }
        return (n_bytes, n_dictionaries);
    }
    if packings.is_empty() || packings.contains(&Packing::Picture) {
        return (0, 0);
    }
    let mut bytes = Cow::Borrowed(data);
    for packing in packings {
        bytes = Cow::Owned(match packing {
            Packing::Deflate => {
                let mut unpacked = Vec::new();
                // What is damaged counts as far as it goes.
                let _ = ZlibDecoder::new(&bytes[..]).take(most_odd as u64).read_to_end(&mut unpacked);
                unpacked
            }
            Packing::Lzw => lzw(&bytes, most_odd),
            Packing::RunLength => run_length(&bytes, most_odd),
            Packing::Base85 => base85(&bytes),
            Packing::Hex => hex(&bytes),
            Packing::Picture => Vec::new(),
        });
        if bytes.len() >= most_odd {
            return (most, 0);
        }
    }
    n_dictionaries += memmem::find_iter(&bytes, b"<<").count() as u64;
    (bytes.len() as u64, n_dictionaries)
}

/// Unpacks what is packed by the method of Lempel, Ziv and Welch, up to the limit.
fn lzw(data: &[u8], most: usize) -> Vec<u8> {
    // Each code beyond the signs is a stretch of what stands already: where it begins, and its length.
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    let mut unpacked = Vec::new();
    let mut before: Option<(usize, usize)> = None;
    let (mut bits, mut n_bits) = (0_u32, 0_u32);
    for &byte in data {
        bits = bits << 8 | u32::from(byte);
        n_bits += 8;
        let width = match stretches.len() + 259 {
            ..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        if n_bits < width {
            continue;
        }
        n_bits -= width;
        let code = (bits >> n_bits & ((1 << width) - 1)) as usize;
        bits &= (1 << n_bits) - 1;
        let start = unpacked.len();
        match code {
            0..=255 => unpacked.push(code as u8),
            256 => {
                stretches.clear();
                before = None;
                continue;
            }
            257 => break,
            _ => {
                let Some((from, n)) = stretches.get(code - 258).copied().or(before.map(|(from, n)| (from, n + 1)))
                else {
                    break;
                };
                for at in from..from + n {
                    let byte = unpacked[at.min(unpacked.len() - 1)];
                    unpacked.push(byte);
                }
            }
        }
        // The next code is what stood before and one sign more.
        if let Some((from, n)) = before
            && stretches.len() < 4096 - 258
        {
            stretches.push((from, n + 1));
        }
        before = Some((start, unpacked.len() - start));
        if unpacked.len() >= most {
            break;
        }
    }
    unpacked
}

/// Unpacks runs of bytes, up to the limit.
fn run_length(data: &[u8], most: usize) -> Vec<u8> {
    let (mut unpacked, mut rest) = (Vec::new(), data);
    while let Some((&n, after)) = rest.split_first() {
        let n = usize::from(n);
        rest = match n {
            128 => break,
            0..128 => {
                let (these, after) = after.split_at((n + 1).min(after.len()));
                unpacked.extend_from_slice(these);
                after
            }
            _ => {
                let Some((&byte, after)) = after.split_first() else { break };
                unpacked.extend(std::iter::repeat_n(byte, 257 - n));
                after
            }
        };
        if unpacked.len() >= most {
            break;
        }
    }
    unpacked
}

/// Undoes the writing of four bytes as five signs; nothing grows by it but zeros written as `z`.
fn base85(data: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let (mut word, mut n) = (0_u32, 0);
    for &byte in data {
        match byte {
            b'z' if n == 0 => unpacked.extend([0; 4]),
            b'!'..=b'u' => {
                word = word.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                n += 1;
                if n == 5 {
                    unpacked.extend(word.to_be_bytes());
                    (word, n) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if n > 1 {
        for _ in n..5 {
            word = word.wrapping_mul(85).wrapping_add(84);
        }
        unpacked.extend(&word.to_be_bytes()[..n - 1]);
    }
    unpacked
}

/// Undoes the writing of a byte as two signs.
fn hex(data: &[u8]) -> Vec<u8> {
    let digits = data.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn what_is_packed_in_any_way_is_measured() {
        let sentence = b"The pier, the pier, the pier and the pier again.".repeat(9);
        let packed = deflated(&sentence);
        for (head, data, n) in [
            ("1 0 obj<</Filter/FlateDecode>>", packed.clone(), sentence.len()),
            ("1 0 obj<</Filter/Fl#61teDecode>>", packed.clone(), sentence.len()),
            ("1 0 obj<</Filter 7 0 R>>", packed.clone(), sentence.len()),
            ("1 0 obj<</Filter[/FlateDecode /Fl]>>", deflated(&packed), sentence.len()),
            ("1 0 obj<</Filter [ /ASCIIHexDecode ]>>", b"4142 4>".to_vec(), 3),
            ("1 0 obj<</F /A85>>", b"87cURD]i,\"Ebo80~>".to_vec(), 12),
            ("1 0 obj<</Filter /RunLengthDecode>>", vec![2, b'a', b'b', b'c', 255, b'd', 128], 5),
            // The example of ISO 32000: 45 45 45 45 45 65 45 45 45 66.
            ("1 0 obj<</Filter /LZWDecode>>", vec![0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01], 10),
            ("1 0 obj<</Filter/DCTDecode>>", vec![0xFF, 0xD8], 0),
            ("1 0 obj<</Length 5>>", b"plain".to_vec(), 0),
        ] {
            let head = unescaped(head.as_bytes());
            let packings = packings(&head, &data).unwrap();
            assert_eq!(measured(&packings, &data, 1 << 20, 1 << 20).0, n as u64, "{}", String::from_utf8_lossy(&head));
        }
        assert_eq!(packings(b"(obj", b"").map(|packings| packings.len()), Some(0));
        assert_eq!(packings(b"<</Filter/LZWDecode>>", b""), None);
    }

    #[test]
    fn bombs_are_refused_and_sound_streams_are_not() {
        let stream = |dictionary: &str, data: &[u8]| {
            [format!("1 0 obj\n<<{dictionary}>>\nstream\n").as_bytes(), data, b"\nendstream\nendobj\n"].concat()
        };
        let limits = Limits { all: 1 << 20, odd_stream: 1 << 18, sought: 1 << 20 };
        let zeros = deflated(&vec![0; 1 << 18]);
        let sound = stream("/Filter/FlateDecode", &zeros);
        assert_eq!(refusal_within(&sound, limits), None);
        assert_eq!(refusal_within(&sound.repeat(3), limits), None);
        assert_eq!(refusal_within(&sound.repeat(4), limits), Some(TOO_MUCH));
        let twice = "/Filter[/FlateDecode/FlateDecode]";
        assert_eq!(refusal_within(&stream(twice, &deflated(&zeros[..200])), limits), None);
        assert_eq!(refusal_within(&stream(twice, &deflated(&zeros)), limits), Some(TOO_MUCH));
        let endless = b"1 0 obj<</Length 9>>stream\n".repeat(1000);
        assert!(refusal_within(&endless, limits).is_some_and(|why| why.contains("do not end")));
        assert!(refusal(&b"<<>>".repeat(1 << 21)).is_some_and(|why| why.contains("objects")));
    }
}
