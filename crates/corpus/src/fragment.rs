//! A piece of HTML, as feeds and exports carry it, to paragraphs of text.
//!
//! Only the tokenizer of a browser's parser is used, no tree is built: however deeply tags are nested, it costs the same.

use std::cell::RefCell;

use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

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

/// The paragraphs of a piece of HTML, in order, none blank; scripts, styles, forms and the like are left out.
///
/// * Cost: linear, with no recursion.
pub(crate) fn paragraphs(html: &str) -> Vec<String> {
    let sink = Sink::default();
    let input = BufferQueue::default();
    input.push_back(html.into());
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut found = tokenizer.sink.0.into_inner();
    found.close();
    found.paragraphs
}

/// A short text that may hold markup and named characters, on one line.
pub(crate) fn line(html: &str) -> String {
    if html.contains(['<', '&']) {
        paragraphs(html).join(" ")
    } else {
        html.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What has been gathered of a text.
#[derive(Default)]
struct Gathered {
    paragraphs: Vec<String>,
    open: String,
    /// The element that is being left out, and how many of its name are open in it.
    hidden: Option<(String, u32)>,
    /// How many `<pre>` are open.
    n_pre: u32,
}

impl Gathered {
    fn text(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        if self.n_pre > 0 {
            self.open.push_str(text);
            return;
        }
        for c in text.chars() {
            // A no-break space is white space here too: editors scatter them.
            if !c.is_whitespace() {
                self.open.push(c);
            } else if !self.open.is_empty() && !self.open.ends_with([' ', '\n']) {
                self.open.push(' ');
            }
        }
    }

    fn close(&mut self) {
        let text = self.open.trim();
        if !text.is_empty() {
            self.paragraphs.push(text.to_owned());
        }
        self.open.clear();
    }

    fn tag(&mut self, tag: &Tag) {
        let name: &str = &tag.name;
        if let Some((hidden, n_open)) = &mut self.hidden {
            if hidden == name {
                match tag.kind {
                    TagKind::StartTag if !tag.self_closing => *n_open += 1,
                    TagKind::StartTag => {}
                    TagKind::EndTag => *n_open -= 1,
                }
            }
            if *n_open == 0 {
                self.hidden = None;
            }
            return;
        }
        if is_hidden(name) {
            if tag.kind == TagKind::StartTag && !tag.self_closing {
                self.hidden = Some((name.to_owned(), 1));
            }
            return;
        }
        if name == "pre" {
            self.close();
            self.n_pre = if tag.kind == TagKind::StartTag { self.n_pre + 1 } else { self.n_pre.saturating_sub(1) };
        } else if matches!(name, "td" | "th" | "dt") {
            self.text(" ");
        } else if !is_inline(name) {
            self.close();
        }
    }
}

/// Elements whose text nobody reads as part of a story.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "iframe"
            | "object"
            | "svg"
            | "math"
            | "select"
            | "textarea"
            | "button"
            | "form"
            | "title"
    )
}

/// Elements that stand in a line. All others, unknown ones too, begin and end paragraphs.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

#[derive(Default)]
struct Sink(RefCell<Gathered>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut gathered = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => gathered.text(&text),
            Token::TagToken(tag) => {
                gathered.tag(&tag);
                if tag.kind == TagKind::StartTag && !tag.self_closing {
                    // What these hold is no markup, so it must not be read as such.
                    match &*tag.name {
                        "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                        "style" | "iframe" | "noscript" => return TokenSinkResult::RawData(RawKind::Rawtext),
                        "textarea" | "title" => return TokenSinkResult::RawData(RawKind::Rcdata),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
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
            ("First<br>Second<br/><br/>Third", vec!["First", "Second", "Third"]),
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
