//! Markdown files with fields at their head, as Hugo, Jekyll, Zola and Obsidian keep them: one file, one article.

mod front;
mod loose;

use newsprint_model::{GivenEntities, Span};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::draft::{Draft, Place, line_holding};
use crate::fields::DRAFT;
use crate::html::fragment_paragraphs;
use crate::{Imported, ReadOptions, encodings, error, language_tag, warning, written_date};

/// The longest file read.
///
/// * Unit: bytes.
const MAX_FILE_BYTES: usize = 16 << 20;

/// A shortcode stands on a line or a few; what is longer is text.
const MAX_SHORTCODE_BYTES: usize = 2000;

/// Reads a file as one article.
///
/// * Errors: as problems; a draft is left out with one.
/// * Cost: linear.
pub(crate) fn read(file: &str, bytes: &[u8], options: &ReadOptions) -> Imported {
    if bytes.len() > MAX_FILE_BYTES {
        let message = "is longer than the 16 MB that are read of a Markdown file: cut it into one file per article.";
        return Imported::failed(file, None, message.to_owned());
    }
    let decoded = encodings::decode(bytes, None);
    let mut imported = Imported::default();
    imported.problems.extend(decoded.remark.map(|remark| warning(file, None, remark)));
    let text = decoded.text.as_ref();
    let front = front::front(text);
    imported.problems.extend(front.faults.iter().map(|(line, message)| warning(file, Some(*line), message.clone())));
    let body = Body::of(&plain(&text[front.end..]));
    let name = FileName::of(file);
    let is = |field: &str, truth: &str| front.value(&[field]).is_some_and(|value| value.eq_ignore_ascii_case(truth));
    let address = front.value(&[
        "canonical_url",
        "canonicalurl",
        "canonical",
        "original_url",
        "link",
        "permalink",
        "url",
        "source_url",
    ]);
    let (url, path) = match address {
        Some(address) if address.starts_with("http://") || address.starts_with("https://") => (Some(address), None),
        other => (None, other),
    };
    let names = |field: &[&str]| Some(front.values(field).to_vec()).filter(|names| !names.is_empty());
    let title = front.value(&["title", "headline"]);
    let mut paragraphs = body.paragraphs;
    if title.is_none() || body.heading == title {
        // The first heading is the headline, and stands once.
    } else if let Some(heading) = &body.heading {
        paragraphs.insert(0, heading.clone());
    }
    if paragraphs.is_empty() && title.is_none() && body.heading.is_none() {
        imported.problems.push(error(
            file,
            None,
            "holds no text, so it was left out: write the article in it.".to_owned(),
        ));
        return imported;
    }
    let date = front
        .value(&["date", "published", "publishdate", "pubdate", "date_published", "created"])
        .filter(|date| date != "false" && date != "true");
    let draft = Draft {
        id: front.value(&["id", "slug"]).or(path.filter(|path| !path.contains(':'))).or(name.slug),
        title: title.or(body.heading),
        date_line: date.as_ref().and_then(|date| line_holding(text, date)),
        date: date.or(name.date),
        byline: names(&["authors", "author", "byline", "by"]).map(|names| names.join(", ")),
        source: front.value(&["source", "publisher", "publication"]),
        lang: front.value(&["lang", "language", "locale"]).or(name.lang),
        url,
        bodies: paragraphs,
        given: GivenEntities {
            people: names(&["people", "persons"]),
            orgs: names(&["orgs", "organisations", "organizations"]),
            places: names(&["places", "locations"]),
        },
        embargo: front.value(&["embargo", "embargoed"]),
        is_text: true,
        withheld: (is("draft", "true") || is("published", "false")).then(|| DRAFT.to_owned()),
        unread: Vec::new(),
    };
    let end = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let place = Place { file, line: 1, span: Span { start: 0, end } };
    imported.articles.extend(draft.finish(&place, options, &mut imported.problems));
    imported
}

/// What a file's name says: `2021-03-04-bridge-opens.fa.md`.
#[derive(Default)]
struct FileName {
    date: Option<String>,
    slug: Option<String>,
    lang: Option<String>,
}

impl FileName {
    fn of(file: &str) -> FileName {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let mut parts = name.split('.');
        let (stem, middle, is_last) = (parts.next().unwrap_or(name), parts.next(), parts.next().is_none());
        let lang = middle.filter(|tag| !is_last && tag.len() == 2 && language_tag(tag).is_ok()).map(str::to_owned);
        let dated = stem.get(..10).filter(|day| written_date(day).is_some_and(|span| span.as_day().is_some()));
        let slug = dated.and_then(|_| stem.get(11..)).filter(|slug| !slug.is_empty() && slug.is_ascii());
        FileName { date: dated.map(str::to_owned), slug: slug.map(|slug| slug.replace(' ', "-")), lang }
    }
}

/// The text without what generators and editors put between: shortcodes, template tags, remarks, anchors of blocks.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '%', '=']) {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let window = &rest[..rest.floor_char_boundary(MAX_SHORTCODE_BYTES)];
        let marks = [("{{", "}}"), ("{%", "%}"), ("%%", "%%"), ("{:", "}")];
        let end = marks.iter().find(|(start, _)| window.starts_with(start)).and_then(|(start, close)| {
            let end = window[start.len()..].find(close)?;
            Some(start.len() + end + close.len())
        });
        if let Some(end) = end {
            rest = &rest[end..];
            continue;
        }
        // Marked words stand right within their marks.
        let n_equal = rest.bytes().take_while(|b| *b == b'=').count();
        let is_apart = plain.ends_with(char::is_whitespace) && rest[n_equal..].starts_with(char::is_whitespace);
        let is_mark = n_equal == 2 && !is_apart;
        if !is_mark {
            plain.push_str(&rest[..n_equal.max(1)]);
        }
        rest = &rest[n_equal.max(1)..];
    }
    plain.push_str(rest);
    plain
}

/// A Markdown text as paragraphs.
#[derive(Default)]
struct Body {
    /// A heading of the first rank above all text.
    heading: Option<String>,
    paragraphs: Vec<String>,
    text: String,
    html: String,
    /// How many pictures are open: what they hold is no text.
    n_images: u32,
    is_heading: bool,
}

impl Body {
    fn of(markdown: &str) -> Body {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_WIKILINKS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut body = Body::default();
        for event in Parser::new_ext(markdown, options) {
            body.add(event);
        }
        body.finish();
        body
    }

    fn add(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text)
                if self.n_images == 0 =>
            {
                self.text.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => self.text.push(' '),
            Event::Start(Tag::Image { .. }) => self.n_images += 1,
            Event::End(TagEnd::Image) => self.n_images = self.n_images.saturating_sub(1),
            Event::Start(Tag::Heading { level, .. }) => {
                self.finish();
                self.is_heading = level == HeadingLevel::H1 && self.paragraphs.is_empty() && self.heading.is_none();
            }
            Event::Start(Tag::TableCell) if !self.text.is_empty() => self.text.push(' '),
            Event::End(TagEnd::TableCell) | Event::Start(Tag::TableCell) => {}
            Event::Start(tag) if !is_inline(&tag) => self.finish(),
            Event::End(tag) if !is_inline_end(tag) => self.finish(),
            Event::Rule => self.finish(),
            _ => {}
        }
    }

    /// Ends the paragraph.
    fn finish(&mut self) {
        if !self.html.is_empty() {
            self.paragraphs.extend(fragment_paragraphs(&std::mem::take(&mut self.html)));
        }
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text.clear();
        let text = without_marks(&text);
        if !text.is_empty() {
            if self.is_heading {
                self.heading = Some(text.to_owned());
            } else {
                self.paragraphs.push(text.to_owned());
            }
        }
        self.is_heading = false;
    }
}

/// A paragraph without Obsidian's marks: the kind of a callout before it (`[!note]`), a block's anchor behind it (`^a1b2`).
fn without_marks(text: &str) -> &str {
    let text = text
        .strip_prefix("[!")
        .and_then(|rest| rest.split_once(']'))
        .map_or(text, |(_, rest)| rest.trim_start_matches(['+', '-']).trim());
    match text.rsplit_once(" ^") {
        Some((before, anchor))
            if !anchor.is_empty() && anchor.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') =>
        {
            before
        }
        _ => text,
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Superscript | Tag::Subscript
    )
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_paragraphs_of_plain_text() {
        for (markdown, paragraphs) in [
            ("One *two*\nthree.\n\nFour.", vec!["One two three.", "Four."]),
            ("- a\n- b\n\n  c\n1. d", vec!["a", "b", "c", "d"]),
            ("> quoted\n\n## Head\ntext", vec!["quoted", "Head", "text"]),
            ("See [[Long Name|it]] and [[Other]], [this](http://x).", vec!["See it and Other, this."]),
            ("![A picture](x.jpg)\n\n![[x.png]]\n\ntext", vec!["text"]),
            ("{{< figure src=\"x\" >}}\nText {{% mark %}}here{{% /mark %}}.", vec!["Text here."]),
            ("{% include x.html %}\n\nText.{: .lead}", vec!["Text."]),
            ("a[^1] b\n\n[^1]: A note.", vec!["a b", "A note."]),
            ("| a | b |\n|---|---|\n| 1 | 2 |", vec!["a b", "1 2"]),
            ("```rust\nlet x = 1;\n```\ntext", vec!["let x = 1;", "text"]),
            ("<div class=x><p>html &amp; so</p></div>\n\nThen <b>bold</b>.", vec!["html & so", "Then bold."]),
            ("> [!note] Title\n> inside", vec!["Title inside"]),
            ("A block. ^a1b2\n\n%% a remark %%\n\n==marked== word, a == b", vec!["A block.", "marked word, a == b"]),
            ("{{ never closed\n\n{{ nor this", vec!["{{ never closed", "{{ nor this"]),
        ] {
            assert_eq!(Body::of(&plain(markdown)).paragraphs, paragraphs, "{markdown}");
        }
    }

    #[test]
    fn deep_and_endless_marks_cost_no_stack() {
        for piece in [">", "[", "*a", "- ", "![[", "{{", "%%", "==", "`", "<div>", "[^1]: "] {
            let text = piece.repeat(20_000);
            assert!(Body::of(&plain(&text)).paragraphs.len() <= 20_001, "{piece}");
        }
    }
}
