//! As much of HTML as our own page needs: its tags with their attributes and places, and escaping.

use std::ops::Range;

/// An opening tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Lower-case name.
    pub name: String,
    /// Where the whole tag stands, in bytes.
    pub range: Range<usize>,
    /// Its attributes, in order.
    pub attributes: Vec<Attribute>,
}

/// An attribute of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Lower-case name.
    pub name: String,
    /// Its value as written; empty when it has none.
    pub value: String,
    /// Where the value stands without its quotes, in bytes.
    pub range: Range<usize>,
}

impl Tag {
    /// The value of an attribute, when the tag has it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|attribute| attribute.name == name).map(|attribute| attribute.value.as_str())
    }
}

/// All opening tags of a page, in order. Comments, closing tags and the insides of scripts and styles are passed over.
pub fn tags(html: &str) -> Vec<Tag> {
    let bytes = html.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|i| at + i) {
        if html[open..].starts_with("<!--") {
            at = html[open..].find("-->").map_or(html.len(), |i| open + i + 3);
            continue;
        }
        if !bytes.get(open + 1).is_some_and(u8::is_ascii_alphabetic) {
            at = open + 1;
            continue;
        }
        let tag = tag(html, open);
        at = tag.range.end;
        if matches!(tag.name.as_str(), "script" | "style") {
            let close = format!("</{}", tag.name);
            at = html[at..].to_ascii_lowercase().find(&close).map_or(html.len(), |i| at + i);
        }
        found.push(tag);
    }
    found
}

/// Reads the opening tag at `open`.
fn tag(html: &str, open: usize) -> Tag {
    let bytes = html.as_bytes();
    let is_space = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_whitespace);
    let mut at = open + 1;
    while at < bytes.len() && !is_space(at) && !matches!(bytes[at], b'>' | b'/') {
        at += 1;
    }
    let name = html[open + 1..at].to_ascii_lowercase();
    let mut attributes = Vec::new();
    loop {
        while is_space(at) || bytes.get(at) == Some(&b'/') {
            at += 1;
        }
        match bytes.get(at) {
            None => break,
            Some(b'>') => {
                at += 1;
                break;
            }
            Some(_) => {}
        }
        let start = at;
        while at < bytes.len() && !is_space(at) && !matches!(bytes[at], b'>' | b'=') {
            at += 1;
        }
        let name = html[start..at].to_ascii_lowercase();
        while is_space(at) {
            at += 1;
        }
        let mut range = at..at;
        if bytes.get(at) == Some(&b'=') {
            at += 1;
            while is_space(at) {
                at += 1;
            }
            let quote = bytes.get(at).copied().filter(|byte| matches!(byte, b'"' | b'\''));
            at += usize::from(quote.is_some());
            let start = at;
            let ends = |i: usize| match quote {
                Some(quote) => bytes[i] == quote,
                None => bytes[i].is_ascii_whitespace() || bytes[i] == b'>',
            };
            while at < bytes.len() && !ends(at) {
                at += 1;
            }
            range = start..at;
            at += usize::from(quote.is_some() && at < bytes.len());
        }
        // A value always starts and ends beside ASCII, so that these are character bounds.
        attributes.push(Attribute { name, value: html[range.clone()].to_owned(), range });
    }
    Tag { name, range: open..at, attributes }
}

/// A page with some stretches replaced.
///
/// * Shape: stretches in order, not overlapping.
pub fn replace(html: &str, edits: &[(Range<usize>, String)]) -> String {
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    for (range, with) in edits {
        out.push_str(&html[at..range.start]);
        out.push_str(with);
        at = range.end;
    }
    out.push_str(&html[at..]);
    out
}

/// Text as HTML, safe between tags and inside a quoted attribute.
pub fn escape(text: &str) -> String {
    // A zero byte is not allowed in HTML at all.
    escaped(text, |c| c == '\0').replace('\'', "&#39;")
}

/// Text safe between tags and inside an attribute in double quotes; forbidden characters become U+FFFD.
pub fn escaped(text: &str, is_forbidden: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if is_forbidden(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// The text between the first `<title>` and its end, unescaped; empty when there is none.
pub fn title(html: &str) -> String {
    let Some(open) = tags(html).into_iter().find(|tag| tag.name == "title") else { return String::new() };
    let rest = &html[open.range.end..];
    unescape(rest.find('<').map_or(rest, |end| &rest[..end]).trim())
}

/// Text that [`escape`] wrote.
pub fn unescape(text: &str) -> String {
    // `&amp;` last, so that what it spells is not unescaped again.
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (entity, c)| text.replace(entity, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_attributes() {
        for (html, expected) in [
            ("<p>", "p"),
            ("a < b <P class=x>", "p class=x"),
            ("<!-- <b> --><i a='1' b=\"2>3\" c>", "i a=1 b=2>3 c="),
            ("<script src=x>if (a <b) {}</script><br/>", "script src=x|br"),
            ("<a href = 'é' ><style>a<b</style ><u>", "a href=é|style|u"),
            ("<a href=\"unfinished", "a href=unfinished"),
            ("<", ""),
            ("</p><!doctype html><", ""),
        ] {
            let found: Vec<String> = tags(html)
                .iter()
                .map(|tag| {
                    let attributes = tag.attributes.iter().map(|a| {
                        assert_eq!(&html[a.range.clone()], a.value);
                        format!(" {}={}", a.name, a.value)
                    });
                    format!("{}{}", tag.name, attributes.collect::<String>())
                })
                .collect();
            assert_eq!(found.join("|"), expected, "{html}");
        }
    }

    #[test]
    fn a_title_reads_as_it_was_written() {
        let text = "Q&A: <\"who\" isn't> &lt;";
        assert_eq!(title(&format!("<head><title>{}</title>", escape(text))), text);
        assert_eq!(title("<p>none"), "");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_a_tag_or_leaves_its_attribute(text in ".*") {
            let html = format!("<p title=\"{0}\">{0}</p>", escape(&text));
            let found = tags(&html);
            proptest::prop_assert_eq!(found.len(), 1);
            proptest::prop_assert_eq!(found[0].attributes.len(), 1);
        }

        #[test]
        fn no_page_makes_the_scanner_panic(html in "[<>!/='\" a-cé-]*") {
            for tag in tags(&html) {
                for attribute in &tag.attributes {
                    proptest::prop_assert_eq!(&html[attribute.range.clone()], attribute.value.as_str());
                }
            }
        }
    }
}
