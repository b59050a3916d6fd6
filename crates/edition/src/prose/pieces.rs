//! Texts cut into words, numbers and single characters, so that the same ones come again.

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A space that stands before another, or at the end.
    Space,
    /// Anything else, with the space before it.
    Word {
        /// Whether one space stands before it.
        has_space: bool,
        /// 0 small letters, 1 letters after a capital, 2 capitals, 3 a number, 4 anything else.
        kind: usize,
        /// The text, without the space.
        text: &'a str,
    },
}

/// Cuts a text. The pieces, put together, are the text.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let mut has_space = false;
        if first == ' ' {
            rest = &rest[1..];
            if rest.is_empty() || rest.starts_with(' ') {
                return Some(Piece::Space);
            }
            has_space = true;
        }
        let (n_bytes, kind) = piece(rest);
        let (text, after) = rest.split_at(n_bytes);
        rest = after;
        Some(Piece::Word { has_space, kind, text })
    })
}

/// Whether a character is part of a word: letters and marks of scripts that put spaces between words, and the joiners within them.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    match c {
        '\u{E00}'..'\u{F00}'
        | '\u{1000}'..'\u{10A0}'
        | '\u{1780}'..'\u{1800}'
        | '\u{3000}'..'\u{A000}'
        | '\u{20000}'.. => false,
        '\u{300}'..'\u{370}' | '\u{64B}'..'\u{660}' | '\u{900}'..'\u{E00}' | '\u{200C}' | '\u{200D}' => true,
        _ => c.is_alphabetic(),
    }
}

fn is_apostrophe(c: char) -> bool {
    c == '\'' || c == '’'
}

/// How long the piece is that a text begins with, and its kind.
fn piece(text: &str) -> (usize, usize) {
    let mut chars = text.char_indices().peekable();
    let Some((_, first)) = chars.next() else { return (0, 4) };
    let after = |at: usize, c: char| text[at + c.len_utf8()..].chars().next();
    // A trailing 's is a piece of its own.
    let is_possessive = |at: usize, c: char| {
        let mut behind = text[at + c.len_utf8()..].chars();
        behind.next() == Some('s') && !behind.next().is_some_and(is_letter)
    };
    if is_letter(first) {
        let mut n_capitals = 0;
        let mut n_letters = 0;
        let mut end = 0;
        for (at, c) in std::iter::once((0, first)).chain(chars) {
            let is_within =
                is_letter(c) || is_apostrophe(c) && after(at, c).is_some_and(is_letter) && !is_possessive(at, c);
            if !is_within {
                break;
            }
            n_letters += 1;
            n_capitals += usize::from(c.is_uppercase());
            end = at + c.len_utf8();
        }
        let kind = if !first.is_uppercase() {
            0
        } else if n_capitals == n_letters && n_letters > 1 {
            2
        } else {
            1
        };
        return (end, kind);
    }
    if first.is_numeric() {
        let mut end = first.len_utf8();
        for (at, c) in chars {
            let is_within =
                c.is_numeric() || matches!(c, '.' | ',' | ':' | '/') && after(at, c).is_some_and(char::is_numeric);
            if !is_within {
                break;
            }
            end = at + c.len_utf8();
        }
        return (end, 3);
    }
    if is_apostrophe(first) && is_possessive(0, first) {
        return (first.len_utf8() + 1, 4);
    }
    (first.len_utf8(), 4)
}
