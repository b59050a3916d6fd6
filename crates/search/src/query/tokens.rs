//! Cuts a query into words, phrases and signs, with their places.

use newsprint_model::{DateSpan, Day};
use newsprint_text::{fold, terms};

use crate::Facet;

/// One sign or stretch of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A word; holds at least one term. `at`: where the text itself begins, which stands in the query as it is here.
    Word {
        text: String,
        sign: Sign,
        field: Option<Field>,
        at: u32,
    },
    /// A quoted stretch; may hold no term. `closed` is false when its quotation mark is missing. `typed`: as it stands in the
    /// query from `at` on.
    Phrase {
        text: String,
        within: Option<u32>,
        field: Option<Field>,
        closed: bool,
        typed: String,
        at: u32,
    },
    /// Days, given with `date:`.
    Days(DateSpan),
    Open,
    Close,
    /// `-` before what follows at once.
    Minus,
    Or,
}

/// What stands behind a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    None,
    Star,
    /// A tilde, with how many letters may be wrong.
    Tilde(u8),
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

impl Token {
    /// Whether it may stand for many words, or needs to know where words stand.
    pub(super) fn is_costly(&self) -> bool {
        matches!(&self.kind, TokenKind::Phrase { .. } | TokenKind::Word { sign: Sign::Star | Sign::Tilde(_), .. })
    }
}

/// What stands before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Facet(Facet),
}

const FIELDS: [(&str, Field); 7] = [
    ("title:", Field::Title),
    ("person:", Field::Facet(Facet::Person)),
    ("org:", Field::Facet(Facet::Org)),
    ("place:", Field::Facet(Facet::Place)),
    ("source:", Field::Facet(Facet::Source)),
    ("lang:", Field::Facet(Facet::Lang)),
    ("mentions:", Field::Facet(Facet::Mentioned)),
];

const DATE: &str = "date:";
const MENTIONS: &str = "mentions:";

/// The most other words that may be allowed among those of a phrase.
const MAX_WITHIN: u32 = 100;

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
            _ if is_quote(c) => Some(phrase(query, &mut at, None)),
            _ => match quoted_field(&query[at..]) {
                Some((length, field)) => {
                    at += length;
                    Some(phrase(query, &mut at, Some(field)))
                }
                None => word(query, &mut at),
            },
        };
        if let Some(kind) = kind {
            found.push(Token { kind, start: start as u32, end: at as u32 });
        }
    }
    found
}

/// A field right before a quotation mark, and how long its name is.
fn quoted_field(query: &[char]) -> Option<(usize, Field)> {
    let is_before_quote =
        |name: &str| starts_with(query, name) && query.get(name.len()).is_some_and(|next| is_quote(*next));
    FIELDS.iter().find(|(name, _)| is_before_quote(name)).map(|(name, field)| (name.len(), *field))
}

fn phrase(query: &[char], at: &mut usize, field: Option<Field>) -> TokenKind {
    let start = *at + 1;
    let length = query[start..].iter().position(|c| is_quote(*c));
    let end = length.map_or(query.len(), |length| start + length);
    *at = if length.is_some() { end + 1 } else { end };
    let within = length.and_then(|_| distance(query, at));
    let typed: String = query[start..end].iter().collect();
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    TokenKind::Phrase { text, within, field, closed: length.is_some(), typed, at: start as u32 }
}

/// Reads `~5` right behind a phrase: how many other words may stand among its own.
fn distance(query: &[char], at: &mut usize) -> Option<u32> {
    let digits: Vec<u32> = query[*at..].strip_prefix(&['~'])?.iter().map_while(|c| c.to_digit(10)).take(9).collect();
    let end = *at + 1 + digits.len();
    let is_all = query.get(end).is_none_or(|c| is_end(*c));
    if digits.is_empty() || !is_all {
        return None;
    }
    *at = end;
    let n = digits.into_iter().fold(0, |n, digit| n * 10 + digit);
    (n > 0).then_some(n.min(MAX_WITHIN))
}

/// Whether a word ends before a character.
fn is_end(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')')
}

fn word(query: &[char], at: &mut usize) -> Option<TokenKind> {
    let start = *at;
    let length = query[start..].iter().position(|c| is_end(*c)).unwrap_or(query.len() - start);
    *at = start + length;
    let typed: String = query[start..*at].iter().collect();
    match typed.as_str() {
        "OR" => return Some(TokenKind::Or),
        "AND" => return None,
        // Not in a headline that is pasted in capitals.
        "NOT" if query.iter().any(|c| c.is_alphabetic() && !c.is_uppercase()) => return Some(TokenKind::Minus),
        _ => {}
    }
    // Signs around a word say nothing; what they covered may be a field or an operator, but was not meant as one.
    let is_mark = |c: char| !c.is_alphanumeric();
    let mut text = typed.trim_matches(is_mark);
    let mut sign = match typed.chars().next_back() {
        Some('*') => Sign::Star,
        Some('~') => Sign::Tilde(1),
        _ => Sign::None,
    };
    while let Some((rest, n_edits)) = text.rsplit_once('~').filter(|(_, digit)| is_digit(digit)) {
        text = rest.trim_end_matches(is_mark);
        sign = match n_edits {
            "0" => Sign::None,
            "1" => Sign::Tilde(1),
            _ => Sign::Tilde(2),
        };
    }
    let mut field = None;
    loop {
        if let Some(span) = without_prefix(text, DATE).and_then(days) {
            return Some(TokenKind::Days(span));
        }
        if let Some(span) = without_prefix(text, MENTIONS).filter(|rest| is_range(rest)).and_then(days) {
            let field = Some(Field::Facet(Facet::Mentioned));
            return Some(TokenKind::Word { text: span.to_string(), sign: Sign::None, field, at: start as u32 });
        }
        let inner = FIELDS.iter().find_map(|(name, field)| Some((without_prefix(text, name)?, *field)));
        let Some((rest, of_rest)) = inner else { break };
        (text, field) = (rest.trim_start_matches(is_mark), Some(of_rest));
    }
    let n_before = text.as_ptr() as usize - typed.as_ptr() as usize;
    let at = start + typed[..n_before].chars().count();
    let text = match text {
        "OR" | "AND" | "NOT" if field.is_none() => text.to_ascii_lowercase(),
        _ => text.to_owned(),
    };
    has_terms(&text).then_some(TokenKind::Word { text, sign, field, at: at as u32 })
}

/// Whether a word means days and cannot be read as any.
pub(super) fn is_no_date(text: &str) -> bool {
    without_prefix(text, DATE).is_some()
}

/// Whether a text is one ASCII digit.
fn is_digit(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What follows a field's name; `None` when nothing does.
fn without_prefix<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (field, rest) = text.split_at_checked(name.len())?;
    (field.eq_ignore_ascii_case(name) && rest.chars().any(char::is_alphanumeric)).then_some(rest)
}

/// Whether a text that [`days`] reads has an end of its own, or is open at one: neither a day, a month nor a year.
pub(crate) fn is_range(text: &str) -> bool {
    text.contains(['.', '/', '<', '>'])
}

/// Days as a reader writes them: `2023-11`, `2023-10..2023-11-19`, either end of which may be missing, `>2023-10` (after), `>=`, `<`, `<=`; a slash is
/// as good as two dots between two ends. In any digits that folding knows: Persian, Arabic, full-width.
pub(crate) fn days(text: &str) -> Option<DateSpan> {
    let text = &*fold(text);
    let first = DateSpan::year(1)?.earliest;
    let last = DateSpan::year(9999)?.latest;
    let span = |text: &str| text.parse::<DateSpan>().ok();
    let from_to = |earliest: Day, latest: Day| (earliest <= latest).then_some(DateSpan { earliest, latest });
    if let Some(rest) = text.strip_prefix(">=") {
        return from_to(span(rest)?.earliest, last);
    }
    if let Some(rest) = text.strip_prefix('>') {
        return from_to(span(rest)?.latest.plus(1), last);
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return from_to(first, span(rest)?.latest);
    }
    if let Some(rest) = text.strip_prefix('<') {
        return from_to(first, span(rest)?.earliest.plus(-1));
    }
    // A date holds no dot, so the first one begins the two.
    match text.split_once('.') {
        Some((from, rest)) => {
            let to = rest.strip_prefix('.')?;
            let earliest = if from.is_empty() { first } else { span(from)?.earliest };
            from_to(earliest, if to.is_empty() { last } else { span(to)?.latest })
        }
        None => span(text),
    }
}

fn starts_with(query: &[char], ascii_lower: &str) -> bool {
    query.len() >= ascii_lower.len() && query.iter().zip(ascii_lower.chars()).all(|(c, l)| c.to_ascii_lowercase() == l)
}
