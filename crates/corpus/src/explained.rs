//! What a file looked like before it was read, for whoever wonders how it was.

use crate::{Format, encodings, fragment, html};

/// A file, as far as it says how it is to be read.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The usual name of its encoding.
    pub encoding: &'static str,
    /// Of a page, all its paragraphs, whether they are its text or stand around it.
    pub page: Vec<String>,
}

/// Looks at all of a file.
pub fn explained(format: Format, bytes: &[u8]) -> Explained {
    let decoded = encodings::decode(bytes, html::declared_encoding(bytes).as_deref());
    let page = if format == Format::Html { fragment::paragraphs(&decoded.text) } else { Vec::new() };
    Explained { encoding: decoded.encoding, page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_its_encoding_and_all_its_paragraphs() {
        let page = b"<html><head><meta charset=\"iso-8859-1\"></head>\n<body>\n<nav>Men\xFC</nav>\n<p>Gr\xFC\xDFe aus dem Hafen.</p>";
        let explained = explained(Format::Html, page);
        assert_eq!(explained.encoding, "windows-1252");
        assert!(explained.page.contains(&"Grüße aus dem Hafen.".to_owned()), "{:?}", explained.page);
    }
}
