//! What a file looked like before it was read, for whoever wonders how it was.

use crate::{Format, encodings, fragment, html, pdf};

/// A file, as far as it says how it is to be read.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The usual name of its encoding; `None` for what is no text.
    pub encoding: Option<&'static str>,
    /// What a document says of itself that is not taken over, each as a sentence's part.
    pub remarks: Vec<String>,
    /// Of a page, all its paragraphs, whether they are its text or stand around it.
    pub page: Vec<String>,
}

/// Looks at all of a file.
pub fn explained(format: Format, bytes: &[u8]) -> Explained {
    if matches!(format, Format::Pdf | Format::Epub) {
        let remarks = if format == Format::Pdf { pdf::remarks(bytes) } else { Vec::new() };
        return Explained { encoding: None, remarks, page: Vec::new() };
    }
    let decoded = encodings::decode(bytes, html::declared_encoding(bytes).as_deref());
    let page = if format == Format::Html { fragment::paragraphs(&decoded.text) } else { Vec::new() };
    Explained { encoding: Some(decoded.encoding), remarks: Vec::new(), page }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_tells_its_encoding_and_all_its_paragraphs() {
        let page = b"<html><head><meta charset=\"iso-8859-1\"></head>\n<body>\n<nav>Men\xFC</nav>\n<p>Gr\xFC\xDFe aus dem Hafen.</p>";
        let explained = explained(Format::Html, page);
        assert_eq!(explained.encoding, Some("windows-1252"));
        assert!(explained.page.contains(&"Grüße aus dem Hafen.".to_owned()), "{:?}", explained.page);
    }
}
