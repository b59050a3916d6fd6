//! Text for places where HTML's own isolation does not reach: titles, tags of the head, feeds, JSON within a page.

use serde_json::Value;

use crate::html::escaped;

/// The longest headline or lead in a tag of the head or in a feed, in code points. The page itself shows all of it.
pub const LONGEST_LINE: usize = 300;

/// A text as one line of metadata: white space and control characters become single spaces, marks that would turn what follows about are left
/// out, and what is longer than [`LONGEST_LINE`] is cut at a word's end.
pub fn line(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain: String = text
        .chars()
        .filter(|c| !turns(*c))
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(LONGEST_LINE * 4)
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match plain.char_indices().nth(LONGEST_LINE) {
        None => plain,
        Some((end, _)) => {
            let cut = plain[..end].rfind(' ').filter(|cut| *cut > end / 2).unwrap_or(end);
            format!("{}…", &plain[..cut])
        }
    }
}

/// Text as XML, safe between tags and inside a quoted attribute: characters that XML does not allow become U+FFFD.
///
/// * Source: Extensible Markup Language 1.0, section 2.2.
pub fn xml(text: &str) -> String {
    let is_space = |c| matches!(c, '\t' | '\n' | '\r');
    escaped(text, |c| matches!(c, '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}') && !is_space(c))
}

/// JSON that may stand in a page's `<script>`: nothing in it can end the script or begin a comment.
pub fn script_json(value: &Value) -> String {
    let json = value.to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out += &format!("\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out
}

/// Whether an address may be linked.
pub fn is_web(url: &str) -> bool {
    let start = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    start.starts_with("https://") || start.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_no_breaks_no_turns_and_an_end() {
        assert_eq!(line(" a\n\tb\u{0}c \u{202e}d\u{2069} "), "a b c d");
        assert_eq!(line("می\u{200c}شود"), "می\u{200c}شود");
        let long = line(&"word ".repeat(2_000));
        assert!(long.chars().count() <= LONGEST_LINE + 1 && long.ends_with("word…"), "{long}");
        assert_eq!(line(&"x".repeat(10_000)).chars().count(), LONGEST_LINE + 1);
    }

    proptest::proptest! {
        #[test]
        fn no_text_ends_a_script_or_breaks_xml(text in ".*") {
            let json = script_json(&serde_json::json!({ "text": text }));
            proptest::prop_assert!(!json.contains(['<', '>', '&']));
            let back: Value = serde_json::from_str(&json).expect("it is JSON");
            proptest::prop_assert_eq!(back["text"].as_str(), Some(text.as_str()));
            proptest::prop_assert!(!xml(&text).contains(['<', '>', '\0']));
        }
    }
}
