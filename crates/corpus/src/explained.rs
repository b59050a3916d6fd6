//! What a file looked like before it was read, for whoever wonders how it was.

use crate::{Format, encodings, fragment, html};

/// A file, as far as it says how it is to be read.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The usual name of its encoding.
    pub encoding: &'static str,
    /// Of a page, all its paragraphs, whether they are its text or stand around it.
    pub page: Vec<String>,
    text: String,
}

/// Looks at all of a file.
pub fn explained(format: Format, bytes: &[u8]) -> Explained {
    let decoded = encodings::decode(bytes, html::declared_encoding(bytes).as_deref());
    let text = decoded.text.into_owned();
    let page = if format == Format::Html { fragment::paragraphs(&text) } else { Vec::new() };
    Explained { encoding: decoded.encoding, page, text }
}

impl Explained {
    /// The line that a code point is on, from 1.
    pub fn line_of(&self, at: u32) -> u32 {
        let before = self.text.chars().take(at as usize);
        before.filter(|c| *c == '\n').count() as u32 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_its_encoding_its_lines_and_all_its_paragraphs() {
        let page = b"<html><head><meta charset=\"iso-8859-1\"></head>\n<body>\n<nav>Men\xFC</nav>\n<p>Gr\xFC\xDFe aus dem Hafen.</p>";
        let explained = explained(Format::Html, page);
        assert_eq!(explained.encoding, "windows-1252");
        assert_eq!((explained.line_of(0), explained.line_of(60)), (1, 3));
        assert!(explained.page.contains(&"Grüße aus dem Hafen.".to_owned()), "{:?}", explained.page);
    }
}
