//! Lines to passages: which line breaks the writer meant, and which the paper's width made.

use newsprint_model::Span;

use crate::lines::{Line, shown};

use super::shapes::{self, Key};

/// The narrowest and widest columns that anything is wrapped to: a phone's bulletin, a wide terminal.
const WRAP_COLUMNS: std::ops::RangeInclusive<usize> = 40..=120;

/// How many of a file's line breaks must be where the next word would not fit, for the file to count as hard-wrapped.
/// Paragraphs of free length end near the widest line only by chance, about one in ten; a wrapper always does, short
/// last lines and headings aside.
const MIN_WRAPPED_SHARE: (usize, usize) = (7, 10);

/// One paragraph, headline or other stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// As a paragraph shows it: one code point for each of the file's.
    pub text: String,
    /// Code points from the file's start.
    pub start: u32,
    /// The line it starts on, counted from 1.
    pub line: u32,
    /// What stands between it and the passage before.
    pub before: Before,
}

/// What stands between a passage and the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Before {
    /// Whether it opens a block: blank lines, a separator or the file's start come before it.
    pub starts_block: bool,
    /// Whether it is the file's first.
    pub opens_file: bool,
    /// How many blank lines.
    pub n_blank: u32,
    /// Whether a separator (`***`, `---`) stands there.
    pub separator: bool,
    /// Whether a line of `===` or `---` stands right under the passage itself.
    pub underlined: bool,
}

/// A metadata line, such as `Date: 3 May 2021`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// What it tells.
    pub key: Key,
    /// What it says.
    pub value: String,
    /// Where the value stands.
    pub value_span: Span,
    /// All of the line.
    pub span: Span,
    /// Its number, counted from 1.
    pub line: u32,
    /// What stands before it.
    pub before: Before,
}

/// What a file is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// Metadata.
    Field(Field),
    /// Anything else.
    Text(Passage),
}

impl Passage {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span { start: self.start, end: self.start.saturating_add(self.text.chars().count() as u32) }
    }
}

impl Item {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Item::Field(field) => field.span,
            Item::Text(passage) => passage.span(),
        }
    }

    /// The line it starts on, counted from 1.
    pub fn line(&self) -> u32 {
        match self {
            Item::Field(field) => field.line,
            Item::Text(passage) => passage.line,
        }
    }

    /// What stands before it.
    pub fn before(&self) -> Before {
        match self {
            Item::Field(field) => field.before,
            Item::Text(passage) => passage.before,
        }
    }

    /// Whether it opens a block.
    pub fn starts_block(&self) -> bool {
        self.before().starts_block
    }

    /// The passage, when it is one.
    pub fn text(&self) -> Option<&Passage> {
        match self {
            Item::Text(passage) => Some(passage),
            Item::Field(_) => None,
        }
    }
}

/// A file's passages and metadata lines, in order.
pub(super) fn items(text: &str, lines: &[Line<'_>]) -> Vec<Item> {
    let width = wrap_width(lines);
    let mut items = Vec::new();
    let mut before = Before { starts_block: true, opens_file: true, ..Before::default() };
    let mut at = 0;
    // Whether metadata may stand here: it opens a block, or follows other metadata or a headline's first line.
    while at < lines.len() {
        let line = &lines[at];
        if line.text.is_empty() {
            before.n_blank += 1;
            before.starts_block = true;
            at += 1;
            continue;
        }
        if shapes::is_separator(line.text) {
            before.separator = true;
            before.starts_block = true;
            at += 1;
            continue;
        }
        if let Some(field) = field(lines, at, before, items.last()) {
            items.push(Item::Field(field));
            before = Before::default();
            at += 1;
            continue;
        }
        let end = paragraph_end(lines, at, width);
        let last = &lines[end - 1];
        let passage = shown(&text[line.byte..last.byte_end()]);
        let underlined = before.starts_block
            && end == at + 1
            && lines.get(end).is_some_and(|next| shapes::is_underline(next.text))
            && shapes::may_be_headline(&passage);
        items.push(Item::Text(Passage {
            text: passage,
            start: line.start,
            line: line.number,
            before: Before { underlined, ..before },
        }));
        before = Before::default();
        at = end + usize::from(underlined);
    }
    items
}

/// The paragraphs of a text without metadata, headlines or separators.
pub(super) fn joined(text: &str, lines: &[Line<'_>]) -> Vec<Passage> {
    let width = wrap_width(lines);
    let mut passages = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].text.is_empty() {
            at += 1;
            continue;
        }
        let end = paragraph_end(lines, at, width);
        passages.push(Passage {
            text: shown(&text[lines[at].byte..lines[end - 1].byte_end()]),
            start: lines[at].start,
            line: lines[at].number,
            before: Before::default(),
        });
        at = end;
    }
    passages
}

/// The metadata that a line holds, where metadata may stand: at a block's start, after other metadata, after a short
/// line that opens its block, or as a block's last line. `Title:` may stand anywhere, for nothing else looks like it.
fn field(lines: &[Line<'_>], at: usize, before: Before, previous: Option<&Item>) -> Option<Field> {
    let line = &lines[at];
    let (key, value) = shapes::metadata(line.text)?;
    let after_head = match previous {
        Some(Item::Field(_)) => true,
        Some(Item::Text(passage)) => passage.before.starts_block && shapes::may_be_headline(&passage.text),
        None => true,
    };
    let ends_block = lines.get(at + 1).is_none_or(|next| next.text.is_empty() || shapes::metadata(next.text).is_some());
    if !(before.starts_block || after_head || ends_block || key == Key::Title) {
        return None;
    }
    let value_at = line.text.len() - value.len();
    let start = line.start + line.text[..value_at].chars().count() as u32;
    let end = start + value.chars().count() as u32;
    let before = if key == Key::Title { Before { starts_block: true, ..before } } else { before };
    Some(Field {
        key,
        value: shown(value),
        value_span: Span { start, end },
        span: Span { start: line.start, end },
        line: line.number,
        before,
    })
}

/// One past the last line of the paragraph that starts at a line.
fn paragraph_end(lines: &[Line<'_>], at: usize, width: Option<usize>) -> usize {
    let mut end = at + 1;
    let Some(width) = width else { return end };
    while let Some(next) = lines.get(end) {
        let stops = next.text.is_empty()
            || shapes::is_separator(next.text)
            || shapes::metadata(next.text).is_some_and(|(key, _)| key == Key::Title)
            || next.indent >= lines[end - 1].indent + 2
            || !is_wrap(&lines[end - 1], next, width);
        if stops {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a line break is the paper's and not the writer's: the next word would not have fitted, or the line at least
/// goes most of the way and stops within a sentence (people who break lines by hand are not exact).
fn is_wrap(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let n_chars = columns(line);
    would_not_fit(n_chars, next, width) || (n_chars * 3 >= width * 2 && !shapes::ends_sentence(line.text))
}

/// How wide a line is, its indent included.
fn columns(line: &Line<'_>) -> usize {
    line.indent as usize + line.text.chars().count()
}

/// Whether the next line's first word would have made this line wider than the paper.
fn would_not_fit(n_chars: usize, next: &Line<'_>, width: usize) -> bool {
    let word = next.text.split_whitespace().next().unwrap_or_default();
    n_chars + 1 + word.chars().count() > width
}

/// The width that a file is hard-wrapped to; `None` when its line breaks are the writer's own.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let is_text = |text: &str| !text.is_empty() && !shapes::is_separator(text) && shapes::metadata(text).is_none();
    // Each line that is broken between two lines of text, with its width.
    let mut breaks = Vec::new();
    let mut is_before = lines.first().is_some_and(|first| is_text(first.text));
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        let is_next = is_text(next.text);
        if is_before && is_next && next.indent < line.indent + 2 {
            breaks.push((line, next, columns(line)));
        }
        is_before = is_next;
    }
    // A long address or an unbroken heading says nothing about the paper, as long as there are few of them.
    let on_paper = |n_columns: usize| n_columns <= *WRAP_COLUMNS.end();
    let n_beyond = breaks.iter().filter(|(_, _, n_columns)| !on_paper(*n_columns)).count();
    let width = breaks.iter().map(|(_, _, n_columns)| *n_columns).filter(|n_columns| on_paper(*n_columns)).max()?;
    if width < *WRAP_COLUMNS.start() {
        return None;
    }
    let (mut n_breaks, mut n_wraps, mut n_within) = (n_beyond, 0, 0);
    for (line, next, n_columns) in breaks.into_iter().filter(|(_, _, n_columns)| on_paper(*n_columns)) {
        n_breaks += 1;
        n_wraps += usize::from(would_not_fit(n_columns, next, width));
        n_within += usize::from(!shapes::ends_sentence(line.text));
    }
    // A file of paragraphs that all happen to be of one width still breaks after whole sentences.
    let wrapped = n_wraps * MIN_WRAPPED_SHARE.1 >= n_breaks * MIN_WRAPPED_SHARE.0 && n_within * 2 >= n_breaks;
    (n_breaks > 0 && wrapped).then_some(width)
}
