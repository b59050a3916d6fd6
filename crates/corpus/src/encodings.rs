//! Bytes to text, whatever encoding they are in: marks first, then what is so, then what is declared, then a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What bytes say.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The encoding's usual name.
    pub encoding: &'static str,
    /// What its publisher should know: a declaration that is not true, a guess, bytes that are in no encoding.
    pub remark: Option<String>,
}

/// Reads bytes as text.
///
/// * Shape: `declared` is what the file itself says of its encoding, as `<?xml encoding="…"?>` or `<meta charset>` do.
/// * Errors: none; what cannot be told is guessed, what cannot be read becomes U+FFFD, and the remark says so.
/// * Cost: linear.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    if let Some(little) = utf32_mark(bytes) {
        let body = &bytes
            [if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) { 4 } else { 0 }..];
        return Decoded { text: Cow::Owned(utf32(body, little)), encoding: "UTF-32", remark: None };
    }
    if let Some((encoding, n_mark)) = Encoding::for_bom(bytes).or_else(|| utf16_by_zeros(bytes)) {
        let (text, lossy) = encoding.decode_without_bom_handling(&bytes[n_mark..]);
        return Decoded { text, encoding: encoding.name(), remark: lossy.then(|| damaged(encoding.name())) };
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // ISO-2022-JP is written in ASCII bytes, so it looks like UTF-8 and is not.
    let shifted = named.is_some_and(|encoding| !encoding.is_ascii_compatible()) && !is_utf16(named);
    if !shifted && let Ok(text) = std::str::from_utf8(bytes) {
        let untrue = named.is_some_and(|encoding| encoding != UTF_8) && !text.is_ascii();
        let remark = untrue.then(|| {
            let declared = crate::stories::shortened(declared.unwrap_or_default());
            format!("says that its encoding is `{declared}`, but it is UTF-8, and was read as that.")
        });
        return Decoded { text: Cow::Borrowed(text), encoding: UTF_8.name(), remark };
    }
    let is_western = named.is_some_and(|encoding| encoding == WINDOWS_1252);
    let named = named.filter(|_| !(is_western && is_beyond_western(bytes)));
    if let Some(encoding) = named.filter(|encoding| *encoding != UTF_8 && !is_utf16(Some(encoding))) {
        let (text, lossy) = encoding.decode_without_bom_handling(bytes);
        if !lossy || shifted {
            return Decoded { text, encoding: encoding.name(), remark: lossy.then(|| damaged(encoding.name())) };
        }
    }
    // A few damaged bytes in a text that is UTF-8 all over: more of it is well-formed beyond ASCII than not.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let mostly_utf8 = is_mostly_utf8(bytes);
    let encoding = if mostly_utf8 { UTF_8 } else { detector.guess(None, Utf8Detection::Deny) };
    let (text, lossy) = encoding.decode_without_bom_handling(bytes);
    let remark = match (mostly_utf8, declared) {
        (true, _) => damaged(UTF_8.name()),
        (false, Some(declared)) => format!(
            "says that its encoding is `{}`, but it is not; it was read as {}, a guess{}. Save it again with the encoding UTF-8.",
            crate::stories::shortened(declared),
            encoding.name(),
            if lossy { ", and what is not in it as U+FFFD" } else { "" },
        ),
        (false, None) => format!(
            "is not UTF-8 and does not say what it is; it was read as {}, a guess. Save it again with the encoding UTF-8.",
            encoding.name()
        ),
    };
    Decoded { text, encoding: encoding.name(), remark: Some(remark) }
}

/// Whether bytes that are declared Latin-1, as old templates do around any text, are words in another script: Western words
/// hardly have four letters beyond ASCII in a row, Arabic and Cyrillic ones have little else.
fn is_beyond_western(bytes: &[u8]) -> bool {
    let (mut n_beyond, mut n_in_runs, mut n_run) = (0_usize, 0_usize, 0_usize);
    for byte in bytes.iter().chain(std::iter::once(&b' ')) {
        if *byte >= 0xC0 {
            n_run += 1;
            continue;
        }
        n_beyond += n_run;
        n_in_runs += if n_run >= 4 { n_run } else { 0 };
        n_run = 0;
    }
    n_beyond >= 40 && n_in_runs * 2 > n_beyond
}

/// What to say of bytes that are not of the encoding which everything else is in.
fn damaged(encoding: &str) -> String {
    format!("holds bytes that are not {encoding}, which the rest of it is; they are shown as U+FFFD.")
}

fn is_utf16(encoding: Option<&Encoding>) -> bool {
    encoding == Some(UTF_16LE) || encoding == Some(UTF_16BE)
}

/// Whether the well-formed sequences beyond ASCII outnumber the bytes that are not UTF-8 ten times.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good > 10 * n_bad
}

/// UTF-16 without a mark: every other byte of the beginning is zero.
fn utf16_by_zeros(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let n_pairs = head.len() / 2;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (n_even, n_odd) = (zeros(0), zeros(1));
    if n_pairs < 2 {
        return None;
    }
    // Markup and English alike: nearly all of it is ASCII.
    match (n_even * 4 > n_pairs * 3, n_odd * 4 > n_pairs * 3) {
        (true, false) => Some((UTF_16BE, 0)),
        (false, true) => Some((UTF_16LE, 0)),
        _ => None,
    }
}

/// Whether it is UTF-32, and which end comes first: by its mark, or by the zeros around a first `<`.
fn utf32_mark(bytes: &[u8]) -> Option<bool> {
    match bytes.get(..4)? {
        [0xFF, 0xFE, 0, 0] if bytes.len().is_multiple_of(4) => Some(true),
        [b'<', 0, 0, 0] => Some(true),
        [0, 0, 0xFE, 0xFF] | [0, 0, 0, b'<'] => Some(false),
        _ => None,
    }
}

fn utf32(bytes: &[u8], little: bool) -> String {
    let code = |four: &[u8]| {
        let four = [four[0], four[1], four[2], four[3]];
        if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }
    };
    bytes.chunks_exact(4).map(|four| char::from_u32(code(four)).unwrap_or('\u{FFFD}')).collect()
}

/// A file's beginning as text, roughly, white space before it left out: enough to tell what kind of file it is.
pub(crate) fn beginning(head: &[u8]) -> String {
    let utf16 = Encoding::for_bom(head).is_some() || utf16_by_zeros(head).is_some();
    let text = match utf32_mark(head) {
        Some(_) => decode(head, None).text.into_owned(),
        None if utf16 => decode(head, None).text.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    };
    match text.trim_start() {
        trimmed if trimmed.len() == text.len() => text,
        trimmed => trimmed.to_owned(),
    }
}

/// What an XML declaration says of the encoding; it stands in the first bytes, in ASCII.
pub(crate) fn declared_in_xml(bytes: &[u8]) -> Option<&str> {
    let head = &bytes[..bytes.len().min(256)];
    let start = head.windows(5).position(|five| five == b"<?xml")?;
    let declaration = &head[start..];
    let end = declaration.windows(2).position(|two| two == b"?>")?;
    let declaration = std::str::from_utf8(&declaration[..end]).ok()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_told_and_read() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let marked = [b"\xFF\xFE".to_vec(), utf16("<a>é</a>")].concat();
        let latin = b"<p>Le caf\xE9 de la for\xEAt, o\xF9 l'\xE9t\xE9 s'ach\xE8ve.</p>".as_slice();
        for (bytes, declared, text, encoding, remarked) in [
            ("é".as_bytes(), None, "é", "UTF-8", false),
            (b"\xEF\xBB\xBF\xC3\xA9", Some("iso-8859-1"), "é", "UTF-8", false),
            (&marked, Some("utf-8"), "<a>é</a>", "UTF-16LE", false),
            (&utf16("<feed>"), None, "<feed>", "UTF-16LE", false),
            (b"\0<\0a\0>\0<", None, "<a><", "UTF-16BE", false),
            (b"<\0\0\0\xE9\0\0\0", None, "<é", "UTF-32", false),
            (latin, Some("ISO-8859-1"), "<p>Le café de la forêt, où l'été s'achève.</p>", "windows-1252", false),
            (latin, None, "<p>Le café de la forêt, où l'été s'achève.</p>", "windows-1252", true),
            (latin, Some("utf-8"), "<p>Le café de la forêt, où l'été s'achève.</p>", "windows-1252", true),
            ("é".as_bytes(), Some("iso-8859-1"), "é", "UTF-8", true),
            (b"plain", Some("utf-16"), "plain", "UTF-8", false),
            (b"plain", Some("no-such-thing"), "plain", "UTF-8", false),
            (b"\x1B$B$\"\x1B(B", Some("iso-2022-jp"), "あ", "ISO-2022-JP", false),
        ] {
            let decoded = decode(bytes, declared);
            assert_eq!((decoded.text.as_ref(), decoded.encoding), (text, encoding), "{declared:?}");
            assert_eq!(decoded.remark.is_some(), remarked, "{text} {declared:?}: {:?}", decoded.remark);
        }
    }

    #[test]
    fn one_damaged_byte_does_not_make_a_text_another_encoding() {
        let mut bytes = "کشتی‌ها به بندر بازگشتند. ".repeat(4).into_bytes();
        bytes.push(0xE9);
        let decoded = decode(&bytes, None);
        assert!(decoded.text.ends_with('\u{FFFD}') && decoded.text.starts_with("کشتی"), "{}", decoded.text);
        assert!(decoded.remark.is_some_and(|remark| remark.contains("U+FFFD")));
    }

    #[test]
    fn declarations_are_found_in_the_first_bytes() {
        for (head, declared) in [
            ("<?xml version='1.0' encoding='koi8-r'?><rss/>", Some("koi8-r")),
            ("\n<?xml version=\"1.0\" encoding = \"UTF-8\" ?>", Some("UTF-8")),
            ("<?xml version=\"1.0\"?><a encoding=\"x\"/>", None),
            ("<rss/>", None),
        ] {
            assert_eq!(declared_in_xml(head.as_bytes()), declared, "{head}");
        }
    }
}
