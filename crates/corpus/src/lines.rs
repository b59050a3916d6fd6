//! Bytes to lines: decoding with advice, and lines that know where they stand in the file.

use newsprint_model::Problem;

use crate::{error, warning};

/// The longest line read as text.
///
/// * Unit: bytes. *War and Peace* has some 3,200,000: a longer paragraph is no paragraph but a file whose line breaks
///   were lost, and nobody could read or index it as one.
pub const MAX_LINE_BYTES: usize = 4 << 20;

/// One line, without its surrounding white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// The text; empty for a blank line.
    pub text: &'a str,
    /// Code points from the file's start to the text's first.
    pub start: u32,
    /// Counted from 1.
    pub number: u32,
    /// Bytes from the text's start to the line's first, byte order mark excluded.
    pub byte: usize,
    /// White space before the text, in code points; a tab counts eight.
    pub indent: u32,
}

impl Line<'_> {
    /// One past the last byte.
    pub fn byte_end(&self) -> usize {
        self.byte + self.text.len()
    }
}

/// The text of a UTF-8 file, any byte order mark left out.
///
/// * Errors: not UTF-8 (naming the byte and what to do), UTF-16, or not text at all.
pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Problem> {
    let utf16 = "is UTF-16, not UTF-8: save it again with the encoding UTF-8 (`iconv -f UTF-16 -t UTF-8`).";
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(error(file, None, utf16.to_owned()));
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let n_nul = sample.iter().filter(|&&byte| byte == 0).count();
    if n_nul * 4 >= sample.len() && n_nul > 0 {
        return Err(error(file, None, utf16.to_owned()));
    }
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(body) {
        Ok(text) => Ok(text),
        Err(fault) => {
            let at = fault.valid_up_to();
            let line = 1 + body[..at].iter().filter(|&&byte| byte == b'\n').count();
            let message = format!(
                "is not UTF-8: byte 0x{:02X} at offset {} (counted from 0). Save the file again with the encoding \
                 UTF-8, for example `iconv -f WINDOWS-1252 -t UTF-8`.",
                body[at],
                at + bytes.len() - body.len(),
            );
            Err(error(file, Some(line as u32), message))
        }
    }
}

/// Cuts a text into lines, at every line end that Unicode knows.
///
/// * Errors: a line above [`MAX_LINE_BYTES`] is given back as blank, with a problem; control characters get a warning.
/// * Cost: linear.
pub(crate) fn lines<'a>(file: &str, text: &'a str, problems: &mut Vec<Problem>) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut control: Option<(u32, char)> = None;
    let (mut line_start, mut start_byte, mut position, mut previous) = (0_u32, 0, 0_u32, '\0');
    let bytes = text.as_bytes();
    let mut byte = 0;
    while byte < bytes.len() {
        // A stretch of plain letters means nothing here but its length.
        let n_plain = bytes[byte..].iter().take_while(|b| matches!(b, 0x20..0x7F)).count();
        if n_plain > 0 {
            (byte, position, previous) = (byte + n_plain, position.saturating_add(n_plain as u32), ' ');
            continue;
        }
        let Some(c) = text[byte..].chars().next() else { break };
        let ends = is_line_end(c);
        if ends && !(c == '\n' && previous == '\r') {
            push_line(file, &mut lines, &text[start_byte..byte], start_byte, line_start, problems);
        } else if c.is_control() && !ends && c != '\t' && control.is_none() {
            control = Some((lines.len() as u32 + 1, c));
        }
        position = position.saturating_add(1);
        if ends {
            (line_start, start_byte) = (position, byte + c.len_utf8());
        }
        (byte, previous) = (byte + c.len_utf8(), c);
    }
    if start_byte < text.len() {
        push_line(file, &mut lines, &text[start_byte..], start_byte, line_start, problems);
    }
    if let Some((number, c)) = control {
        let message = format!("holds a control character (U+{:04X}); such characters are read as spaces.", c as u32);
        problems.push(warning(file, Some(number), message));
    }
    lines
}

/// Adds one line, trimmed.
fn push_line<'a>(
    file: &str,
    lines: &mut Vec<Line<'a>>,
    raw: &'a str,
    raw_byte: usize,
    raw_start: u32,
    problems: &mut Vec<Problem>,
) {
    let number = lines.len() as u32 + 1;
    let blank = |c: char| c.is_whitespace() || c.is_control() || c == '\u{FEFF}' || c == '\u{200B}';
    let text = raw.trim_start_matches(blank);
    let lead = &raw[..raw.len() - text.len()];
    let text = text.trim_end_matches(blank);
    if text.len() > MAX_LINE_BYTES {
        let message = format!(
            "is one line of {} MB, too long to be a paragraph (the limit is {} MB), and was left out. Put line breaks \
             between the paragraphs.",
            text.len().div_ceil(1_000_000),
            MAX_LINE_BYTES.div_ceil(1_000_000),
        );
        problems.push(error(file, Some(number), message));
        lines.push(Line { text: "", start: raw_start, number, byte: raw_byte, indent: 0 });
        return;
    }
    let n_lead = lead.chars().count() as u32;
    let n_tabs = lead.chars().filter(|&c| c == '\t').count() as u32;
    let start = raw_start.saturating_add(n_lead);
    lines.push(Line { text, start, number, byte: raw_byte + lead.len(), indent: n_lead + 7 * n_tabs });
}

/// Whether a character ends a line: Unicode's mandatory breaks.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A stretch of text as a paragraph shows it: one code point for each, whatever breaks or controls a line now a space.
pub(crate) fn shown(text: &str) -> String {
    // The first byte of every control character and line end, and of some others.
    if text.bytes().all(|b| b >= 0x20 && !matches!(b, 0x7F | 0xC2 | 0xE2)) {
        return text.to_owned();
    }
    text.chars().map(|c| if c.is_control() || is_line_end(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_knows_its_place_in_code_points() {
        let text = "α β\r\n\r\n  γ\t\rδ\u{2028}last";
        let mut problems = Vec::new();
        let found = lines("f.txt", text, &mut problems);
        let got: Vec<_> = found.iter().map(|line| (line.text, line.start, line.number, line.indent)).collect();
        assert_eq!(got, [("α β", 0, 1, 0), ("", 5, 2, 0), ("γ", 9, 3, 2), ("δ", 12, 4, 0), ("last", 14, 5, 0)]);
        for line in &found {
            let at: String = text.chars().skip(line.start as usize).take(line.text.chars().count()).collect();
            assert_eq!(at, line.text);
            assert_eq!(&text[line.byte..line.byte_end()], line.text);
        }
        assert!(problems.is_empty());
    }

    #[test]
    fn bytes_that_are_not_utf8_are_named_with_line_and_offset() {
        let problem = decode("old.txt", b"\xEF\xBB\xBFfirst\nsec\xE9nd").unwrap_err();
        assert_eq!(problem.line, Some(2));
        assert!(problem.message.contains("byte 0xE9 at offset 12"), "{problem}");
        assert!(problem.message.contains("UTF-8"), "{problem}");
        for utf16 in [&b"\xFF\xFEh\0i\0"[..], &b"\xFE\xFF\0h\0i"[..], &b"h\0i\0 \0t\0"[..]] {
            assert!(decode("wide.txt", utf16).unwrap_err().message.contains("UTF-16"));
        }
    }

    #[test]
    fn a_line_longer_than_any_paragraph_is_left_out_and_the_rest_is_kept() {
        let text = format!("before\n{}\nafter", "x".repeat(MAX_LINE_BYTES + 1));
        let mut problems = Vec::new();
        let found = lines("f.txt", &text, &mut problems);
        assert_eq!(found.iter().map(|line| line.text).collect::<Vec<_>>(), ["before", "", "after"]);
        assert_eq!((problems.len(), problems[0].line), (1, Some(2)));
    }

    #[test]
    fn control_characters_become_spaces_and_are_told_once() {
        let mut problems = Vec::new();
        let found = lines("f.txt", "one\ntwo\u{1b}[0m\u{7}three\u{8}", &mut problems);
        assert_eq!(shown(found[1].text), "two [0m three");
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].line, Some(2));
    }
}
