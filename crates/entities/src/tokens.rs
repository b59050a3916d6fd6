//! The tokens that naming rules read: words with their case, the gap before them and what they open.

use newsprint_text::{fold, sentences, words};

use crate::lists::Lists;
use crate::sections::{DEMONYM, GIVEN_NAME, Listings, Section};
use crate::work::step;

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// White space, also after a shortened word's full stop or an ayn's apostrophe.
    Space,
    /// A hyphen or dash without spaces.
    Hyphen,
    /// A comma and white space.
    Comma,
    /// `&`.
    Ampersand,
    /// ` (`.
    Bracket,
    /// Nothing before it, or any other punctuation.
    Other,
}

/// How a token is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// Begins with a lower-case letter.
    Lower,
    /// Begins with a capital: `Tehran`, `McDonald`, `J`.
    Capital,
    /// Two capitals or more and nothing else: `IRGC`, `U.S.`.
    Upper,
    /// Begins with a digit, or belongs to a script without case.
    None,
}

/// A word as naming rules see it.
#[derive(Clone, Debug)]
pub(crate) struct Token<'a> {
    /// The word without its possessive ending.
    pub text: &'a str,
    /// `text` folded, without full stops: what lists are looked up by.
    pub key: String,
    /// First byte in the part's text.
    pub start: usize,
    /// One past the last byte, a shortened word's full stop included, the possessive ending left out.
    pub end: usize,
    /// Whether `'s` or `s'` follows.
    pub possessive: bool,
    /// What stands before it.
    pub gap: Gap,
    /// Its capitals.
    pub case: Case,
    /// Whether its capital may come from its place: first of a sentence or of a quotation.
    pub opens: bool,
    /// Whether it stands in a headline-like sentence, where every word is capitalised.
    pub in_headline: bool,
    /// What the lists have of its key.
    pub listings: Listings,
}

impl Token<'_> {
    /// Whether it belongs to a section of the word lists.
    pub(crate) fn is(&self, section: Section) -> bool {
        step();
        self.listings.whole & section.bit() != 0
    }

    /// Whether it is a nationality, also in the plural.
    pub(crate) fn is_demonym(&self) -> bool {
        step();
        self.listings.whole & DEMONYM != 0
    }

    /// Whether it is a known given name.
    pub(crate) fn is_given_name(&self) -> bool {
        step();
        self.listings.whole & GIVEN_NAME != 0
    }

    /// Whether it begins with a capital letter.
    pub(crate) fn is_capitalised(&self) -> bool {
        step();
        matches!(self.case, Case::Capital | Case::Upper)
    }

    /// Whether a name may run on from the token before to this one.
    pub(crate) fn is_joined(&self) -> bool {
        step();
        matches!(self.gap, Gap::Space | Gap::Hyphen)
    }

    /// Whether it is one letter: an initial.
    pub(crate) fn is_initial(&self) -> bool {
        self.case == Case::Capital && self.text.chars().filter(|c| c.is_alphabetic()).count() == 1
    }
}

/// Shortened words that keep their full stop within a name.
const SHORTENED: &[&str] = &[
    "ltd", "inc", "corp", "co", "bros", "jr", "sr", "st", "mt", "ft", "mr", "mrs", "ms", "dr", "prof", "gen", "col",
    "lt", "maj", "capt", "sgt", "adm", "brig", "gov", "sen", "rep", "rev", "hon", "calif", "fla", "messrs", "cllr",
    "cmdr",
];

/// Cuts a text into tokens and looks them up in the lists, in time linear in its length.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = cut(text);
    let lists = Lists::get();
    tokens.iter_mut().for_each(|token| token.listings = lists.listings_of(&token.key));
    tokens
}

/// Cuts a text into tokens that no list has been asked for: what lists themselves are read by.
pub(crate) fn cut(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut previous_end = 0;
    let mut words = words(text).peekable();
    while let Some(word) = words.next() {
        let (core, possessive) = without_possessive(word.text, &text[word.end..]);
        let key = key(core);
        let mut end = word.start + core.len();
        let dotted = text[word.end..].starts_with('.')
            && (core.contains('.') || core.chars().count() == 1 || SHORTENED.contains(&key.as_str()));
        // A full stop that opens the next word, as before a combining mark, is that word's.
        let free = words.peek().is_none_or(|next| next.start > end);
        if dotted && !possessive && free {
            end += 1;
        }
        let between = &text[previous_end..word.start];
        let gap = if found.is_empty() { Gap::Other } else { gap(between) };
        let opens =
            found.is_empty() || between.contains(['"', '“', '‘', ':', '«', '•', '\n']) || between.contains(" '");
        found.push(Token {
            text: core,
            key,
            start: word.start,
            end,
            possessive,
            gap,
            case: case(core),
            opens,
            in_headline: false,
            listings: Listings::default(),
        });
        // A possessive ending is no gap.
        previous_end = word.end.max(end);
    }
    mark_sentences(text, &mut found);
    found
}

/// The key that a word is looked up by.
pub(crate) fn key(word: &str) -> String {
    step();
    let mut key = fold(word);
    if key.contains('.') {
        key.retain(|c| c != '.');
    }
    // `احمدی_نژاد`: a low line stands for a half-space.
    if key.contains('_') && !key.is_ascii() {
        key.retain(|c| c != '_');
    }
    key
}

fn mark_sentences(text: &str, tokens: &mut [Token<'_>]) {
    let mut first = 0;
    for range in sentences(text) {
        while tokens.get(first).is_some_and(|token| token.start < range.start) {
            first += 1;
        }
        let n_words = tokens[first..].partition_point(|token| token.start < range.end);
        let sentence = &mut tokens[first..first + n_words];
        if let Some(opening) = sentence.first_mut() {
            opening.opens = true;
        }
        let long_words = || sentence.iter().filter(|token| token.text.len() > 3 && token.case != Case::None);
        let (n_long, n_capitalised) =
            (long_words().count(), long_words().filter(|token| token.is_capitalised()).count());
        let n_shouted = long_words().filter(|token| token.case == Case::Upper).count();
        // A full stop ends a sentence; headlines have none, unless they are all in capitals.
        let stops = text[range].trim_end_matches(['"', '”', '’', ')', '\'']).ends_with(['.', ',']);
        if n_long >= 4 && n_capitalised * 10 >= n_long * 7 && (!stops || n_shouted * 2 > n_long) {
            sentence.iter_mut().for_each(|token| token.in_headline = true);
        }
        first += n_words;
    }
}

/// Splits a possessive ending off: `Iran's`, `Hamas’s`, and `Guards'` by what follows it.
fn without_possessive<'a>(word: &'a str, rest: &str) -> (&'a str, bool) {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(core) = word.strip_suffix(ending) {
            return (core, true);
        }
    }
    let plural = word.ends_with(['s', 'S']) && rest.starts_with(['\'', '’']);
    let open = rest.chars().nth(1).is_some_and(|c| c == ' ');
    (word, plural && open)
}

fn gap(between: &str) -> Gap {
    let trimmed = between.trim();
    match trimmed {
        "" if between.is_empty() => Gap::Other,
        "" => Gap::Space,
        "-" | "‐" | "‑" | "–" if trimmed.len() == between.len() => Gap::Hyphen,
        "," if between.starts_with(',') => Gap::Comma,
        "&" => Gap::Ampersand,
        "(" => Gap::Bracket,
        "'" | "’" | "ʼ" | "ʿ" if between.len() > trimmed.len() && between.starts_with(trimmed) => Gap::Space,
        _ => Gap::Other,
    }
}

fn case(word: &str) -> Case {
    let Some(first) = word.chars().next() else { return Case::None };
    if first.is_lowercase() {
        return Case::Lower;
    }
    if !first.is_uppercase() {
        return Case::None;
    }
    let n_upper = word.chars().filter(|c| c.is_uppercase()).count();
    let all_upper = !word.chars().any(char::is_lowercase);
    if all_upper && n_upper > 1 { Case::Upper } else { Case::Capital }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_know_their_ending_gap_and_case() {
        let shown = |text| -> Vec<String> {
            tokens(text)
                .iter()
                .map(|token| {
                    format!(
                        "{}{}{}{:?}{}",
                        &text[token.start..token.end],
                        if token.possessive { "'" } else { "" },
                        match token.gap {
                            Gap::Space => "_",
                            Gap::Hyphen => "-",
                            Gap::Comma => ",",
                            Gap::Ampersand => "&",
                            Gap::Bracket => "(",
                            Gap::Other => "|",
                        },
                        token.case,
                        if token.opens { "!" } else { "" }
                    )
                })
                .collect()
        };
        assert_eq!(shown("Iran’s ally"), ["Iran'|Capital!", "ally_Lower"]);
        assert_eq!(shown("Corps' Aerospace"), ["Corps'|Capital!", "Aerospace_Capital"]);
        assert_eq!(shown("Shia' Al Sudani"), ["Shia|Capital!", "Al_Capital", "Sudani_Capital"]);
        assert_eq!(shown("Iran-backed (KRG)"), ["Iran|Capital!", "backed-Lower", "KRG(Upper"]);
        assert_eq!(shown("U.S. Navy, AT&T"), ["U.S.|Upper!", "Navy_Capital", "AT,Upper", "T&Capital"]);
        assert_eq!(shown("Ray Shipping Ltd., and"), ["Ray|Capital!", "Shipping_Capital", "Ltd._Capital", "and,Lower"]);
        assert_eq!(shown("Go. Now"), ["Go|Capital!", "Now|Capital!"]);
    }

    #[test]
    fn a_headline_is_known_by_its_capitals() {
        assert!(tokens("Iran's Supreme Leader Calls For Severance Of Ties").iter().all(|token| token.in_headline));
        assert!(
            tokens("The Israeli military said on Sunday that Yemen's Houthis").iter().all(|token| !token.in_headline)
        );
    }
}
