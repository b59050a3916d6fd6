//! Cuts a query into words, phrases and signs, with their places.

use newsprint_text::terms;

/// One sign or stretch of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A word; holds at least one term.
    Word {
        text: String,
        starred: bool,
        title: bool,
    },
    /// A quoted stretch; may hold no term. `closed` is false when its quotation mark is missing.
    Phrase {
        text: String,
        title: bool,
        closed: bool,
    },
    Open,
    Close,
    /// `-` before what follows at once.
    Minus,
    Or,
}

/// A token and where it stands.
///
/// * Unit: code points of the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) start: u32,
    pub(super) end: u32,
}

const TITLE: &str = "title:";

/// Whether a character opens or closes a phrase: typewriter, English, German and French marks alike.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '«' | '»' | '＂')
}

/// Whether a text holds anything that can be looked up.
pub(super) fn has_terms(text: &str) -> bool {
    let mut found = false;
    terms(text, |_| found = true);
    found
}

/// Cuts a query; never fails. Stretches without a term and without meaning are left out.
pub(super) fn tokens(query: &[char]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&c) = query.get(at) {
        let start = at;
        let at_boundary = start == 0 || query[start - 1].is_whitespace() || query[start - 1] == '(';
        let kind = match c {
            _ if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' | ')' => {
                at += 1;
                Some(if c == '(' { TokenKind::Open } else { TokenKind::Close })
            }
            '-' | '−' if at_boundary && query.get(at + 1).is_some_and(|next| !next.is_whitespace() && *next != '-') =>
            {
                at += 1;
                Some(TokenKind::Minus)
            }
            _ => {
                let title = starts_with(&query[at..], TITLE)
                    && query.get(at + TITLE.len()).is_some_and(|next| !next.is_whitespace());
                if title {
                    at += TITLE.len();
                }
                if is_quote(query[at]) { Some(phrase(query, &mut at, title)) } else { word(query, &mut at, title) }
            }
        };
        if let Some(kind) = kind {
            found.push(Token { kind, start: start as u32, end: at as u32 });
        }
    }
    found
}

fn phrase(query: &[char], at: &mut usize, title: bool) -> TokenKind {
    let start = *at + 1;
    let length = query[start..].iter().position(|c| is_quote(*c));
    let end = length.map_or(query.len(), |length| start + length);
    *at = if length.is_some() { end + 1 } else { end };
    let text = one_spaced(&query[start..end]);
    TokenKind::Phrase { text, title, closed: length.is_some() }
}

fn word(query: &[char], at: &mut usize, title: bool) -> Option<TokenKind> {
    let start = *at;
    let is_end = |c: &char| c.is_whitespace() || is_quote(*c) || matches!(c, '(' | ')');
    let length = query[start..].iter().position(is_end).unwrap_or(query.len() - start);
    // A bracket or mark can only be first here after `title:`, which is then a word of its own.
    *at = start + length;
    let typed: String = query[start..*at].iter().collect();
    if typed.is_empty() {
        return title.then(|| TokenKind::Word { text: "title".to_owned(), starred: false, title: false });
    }
    match typed.as_str() {
        "OR" if !title => return Some(TokenKind::Or),
        "AND" if !title => return None,
        _ => {}
    }
    // Signs around a word say nothing; what they covered may be a field or an operator, but was not meant as one.
    let is_sign = |c: char| !c.is_alphanumeric();
    let (mut text, mut title) = (typed.trim_matches(is_sign), title);
    while let Some(rest) = without_field(text) {
        (text, title) = (rest.trim_start_matches(is_sign), true);
    }
    let text = match text {
        "OR" | "AND" if !title => text.to_lowercase(),
        _ => text.to_owned(),
    };
    has_terms(&text).then(|| TokenKind::Word { text, starred: typed.ends_with('*'), title })
}

fn without_field(text: &str) -> Option<&str> {
    let (field, rest) = text.split_at_checked(TITLE.len())?;
    (field.eq_ignore_ascii_case(TITLE) && !rest.is_empty()).then_some(rest)
}

fn starts_with(query: &[char], ascii_lower: &str) -> bool {
    query.len() >= ascii_lower.len() && query.iter().zip(ascii_lower.chars()).all(|(c, l)| c.to_ascii_lowercase() == l)
}

/// The text with every run of white space made one space.
fn one_spaced(text: &[char]) -> String {
    let text: String = text.iter().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
