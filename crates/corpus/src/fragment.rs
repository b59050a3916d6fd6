//! Texts that may be HTML: whether they are, and their paragraphs.

pub(crate) use crate::html::fragment_paragraphs as paragraphs;

/// Whether a text is HTML: it holds a tag that ends a line or a paragraph, or a link.
pub(crate) fn is_html(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name: String = rest
            .strip_prefix('/')
            .unwrap_or(rest)
            .chars()
            .take(11)
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        let after = &rest[name.len() + usize::from(rest.starts_with('/'))..];
        let ends = after.starts_with(['>', '/']) || after.starts_with(char::is_whitespace);
        let known =
            matches!(name.as_str(), "p" | "br" | "div" | "a" | "ul" | "ol" | "blockquote" | "img" | "figure" | "table");
        if known && ends && after.contains('>') {
            return true;
        }
    }
    false
}

/// Whether a short text holds a tag or a named character.
pub(crate) fn has_markup(text: &str) -> bool {
    let tag = text
        .split('<')
        .skip(1)
        .any(|after| after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && after.contains('>'));
    let named = text.split('&').skip(1).any(|after| {
        after.find(';').is_some_and(|end| {
            (2..=10).contains(&end) && after[..end].chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
        })
    });
    tag || named
}

/// A short text that may hold markup and named characters, on one line.
pub(crate) fn line(html: &str) -> String {
    if html.contains(['<', '&']) {
        paragraphs(html).join(" ")
    } else {
        html.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_paragraphs() {
        for (html, wanted) in [
            ("Plain  words\nand more", vec!["Plain words and more"]),
            (
                "<p>One <b>bold</b> word.</p>\n<p>Two&nbsp;&amp; three &eacute;.</p>",
                vec!["One bold word.", "Two & three é."],
            ),
            ("First<br>goes on<br/><br/>Second", vec!["First goes on", "Second"]),
            ("<div>A<div>B</div>C</div>", vec!["A", "B", "C"]),
            ("<ul><li>one</li><li>two</li></ul>", vec!["one", "two"]),
            (
                "<p>Kept</p><script>if (a < b) { x('<p>not</p>') }</script><style>p { }</style><p>Kept too</p>",
                vec!["Kept", "Kept too"],
            ),
            ("<svg><g><svg></svg>hidden</g></svg>shown", vec!["shown"]),
            ("<table><tr><td>Tide</td><td>4 m</td></tr></table>", vec!["Tide 4 m"]),
            ("<p>Unclosed <a href='x'>link", vec!["Unclosed link"]),
            ("<p> </p><p>&nbsp;</p>", vec![]),
            ("a < b and <3", vec!["a < b and <3"]),
        ] {
            assert_eq!(paragraphs(html), wanted, "{html}");
        }
    }

    #[test]
    fn html_is_told_from_text() {
        for (text, html) in [
            ("<p>One</p>", true),
            ("a<BR/>b", true),
            ("see <a href=\"x\">this</a>", true),
            ("5 < 6 and <p", false),
            ("<Ada Quill> wrote", false),
            ("<pigeon>", false),
            ("plain", false),
        ] {
            assert_eq!(is_html(text), html, "{text}");
        }
    }

    #[test]
    fn a_hundred_thousand_nested_tags_cost_no_more_than_as_many_beside_each_other() {
        let nested = format!("{}deep{}", "<div><b>".repeat(100_000), "</b></div>".repeat(100_000));
        assert_eq!(paragraphs(&nested), ["deep"]);
        let hidden = format!("{}x", "<svg>".repeat(100_000));
        assert_eq!(paragraphs(&hidden), [""; 0]);
    }
}
