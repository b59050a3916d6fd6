//! Character references (`&amp;`, `&#8217;`) made into the characters they stand for.

use std::borrow::Cow;

/// Names that pages also write without a semicolon, longest first where one begins another.
const WITHOUT_SEMICOLON: [(&str, &str); 12] = [
    ("nbsp", "\u{a0}"),
    ("quot", "\""),
    ("copy", "©"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("pound", "£"),
    ("amp", "&"),
    ("reg", "®"),
    ("deg", "°"),
    ("shy", "\u{ad}"),
    ("lt", "<"),
    ("gt", ">"),
];

/// The longest name of a reference (`CounterClockwiseContourIntegral`) and its semicolon.
const MAX_NAME: usize = 32;

/// What Windows-1252 has where Latin-1 has control characters: pages that count in it mean these.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A text with its character references read; one that is none stays as it stands.
///
/// * Cost: linear.
pub(crate) fn decode_entities(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(&text[..first]);
    let mut rest = &text[first..];
    loop {
        match reference(rest) {
            Some((characters, n_bytes)) => {
                decoded.push_str(&characters);
                rest = &rest[n_bytes..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
        let Some(next) = memchr::memchr(b'&', rest.as_bytes()) else { break };
        decoded.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

/// The characters that a text's first reference stands for, and its length in bytes.
///
/// * Shape: the text begins with `&`.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        let (radix, from) = if matches!(bytes.get(2), Some(b'x' | b'X')) { (16, 3) } else { (10, 2) };
        let n_digits = bytes[from..].iter().take(8).take_while(|b| char::from(**b).is_digit(radix)).count();
        let code = u32::from_str_radix(&text[from..from + n_digits], radix).ok()?;
        let character = match code {
            0x80..=0x9f => WINDOWS[code as usize - 0x80],
            _ => char::from_u32(code).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER),
        };
        let end = from + n_digits;
        return Some((character.to_string().into(), end + usize::from(bytes.get(end) == Some(&b';'))));
    }
    let n_name = bytes[1..].iter().take(MAX_NAME).take_while(|b| b.is_ascii_alphanumeric()).count();
    if bytes.get(1 + n_name) == Some(&b';')
        && let Some(characters) = quick_xml::escape::resolve_html5_entity(&text[1..1 + n_name])
    {
        return Some((characters.into(), n_name + 2));
    }
    // In an address `&copy=1` is a parameter; in running text nobody writes that.
    let name = &text[1..1 + n_name];
    let (name, characters) = WITHOUT_SEMICOLON.iter().find(|(known, _)| name.starts_with(known))?;
    let next = bytes.get(1 + name.len());
    let is_word = next.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
    (!is_word || *name == "nbsp").then_some(((*characters).into(), 1 + name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_the_characters_they_stand_for() {
        for (written, read) in [
            ("no reference", "no reference"),
            ("Q&amp;A", "Q&A"),
            ("&ldquo;Yes&rdquo; &mdash; she said", "“Yes” — she said"),
            ("it&#8217;s, it&#x2019;s, it&#146;s", "it’s, it’s, it’s"),
            ("AT&T, R&D; & so on &", "AT&T, R&D; & so on &"),
            ("Tom &amp Jerry&nbspagain", "Tom & Jerry\u{a0}again"),
            ("?a=1&copy=2&amplitude=3", "?a=1&copy=2&amplitude=3"),
            ("&#0; &#xD800; &#99999999999;", "\u{fffd} \u{fffd} \u{fffd}999;"),
            ("&#; &#x; &unknown;", "&#; &#x; &unknown;"),
            ("&&amp;", "&&"),
            ("&é", "&é"),
        ] {
            assert_eq!(decode_entities(written), read, "{written}");
        }
    }
}
