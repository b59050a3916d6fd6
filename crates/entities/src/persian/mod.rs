//! Names in Persian and Arabic articles: rules that lean on titles, given names, heads and word endings, for letters know no capitals.

mod nobody;
mod rules;
mod verdict;
mod words;

pub(crate) use words::given_names;

use newsprint_model::GivenEntities;

use crate::learnt::{
    Clusters, Document, Model, Piece, Stretch, Verdict, Word, glued, hints_of, in_pieces, trained_persian,
};
use crate::lists::Lists;
use crate::locals::{Locals, PartText};
use crate::reading;
use crate::scan::{Scan, Spot, Strength};
use crate::tokens::{Gap, Token, key, tokens};

use rules::Reading;
pub use verdict::Policy;

/// Whether these rules read an article: it is in Persian, Dari or Arabic.
pub(crate) fn reads(lang: &str) -> bool {
    let main = lang.split('-').next().unwrap_or_default();
    ["fa", "prs", "ar"].iter().any(|other| main.eq_ignore_ascii_case(other))
}

/// Cuts a text into tokens as [`tokens`] does; in Arabic, a prefixed particle before a listed name is a token of its own.
pub(crate) fn cut_for<'a>(text: &'a str, lang: &str) -> Vec<Token<'a>> {
    let found = tokens(text);
    if is_arabic(lang) { without_prefixes(found) } else { found }
}

/// Reads an article in a language that these rules read: Persian by rules and the model, Arabic by rules.
///
/// * Shape: `pieces` are the words that the model sees of each part.
pub(crate) fn read(
    parts: &[PartText<'_>],
    pieces: &dyn Fn() -> Vec<Vec<Vec<Piece>>>,
    given: &GivenEntities,
    lang: &str,
) -> (Locals, Vec<Vec<Spot>>) {
    if is_arabic(lang) {
        return reading::read_twice(parts, given, spots);
    }
    read_together(parts, pieces(), given, trained_persian(), &Policy::SETTLED)
}

pub(crate) fn is_arabic(lang: &str) -> bool {
    lang.split('-').next().is_some_and(|main| main.eq_ignore_ascii_case("ar"))
}

/// Reads an article by rules and by the model: what it names, and the names in each part.
fn read_together(
    parts: &[PartText<'_>],
    pieces: Vec<Vec<Vec<Piece>>>,
    given: &GivenEntities,
    model: &Model,
    policy: &Policy,
) -> (Locals, Vec<Vec<Spot>>) {
    reading::read_together(
        parts,
        given,
        spots,
        |locals, spots| Verdict::on(&document_of_parts(parts, locals, spots, &pieces, &model.clusters), pieces, model),
        |verdict, spots, _| verdict::settle(verdict, parts, spots, policy),
    )
}

/// The people, organisations and places of a Persian article that is cut into words already.
///
/// * Shape: the sentences are one article's: its names agree across them. Stretches in order, never overlapping.
pub fn names_of_words<W: AsRef<str>>(sentences: &[Vec<W>], model: &Model, policy: &Policy) -> Vec<Vec<Stretch>> {
    let (texts, pieces): (Vec<String>, Vec<Vec<Vec<Piece>>>) =
        sentences.iter().map(|words| glued(words)).map(|(text, pieces)| (text, vec![pieces])).unzip();
    let parts: Vec<PartText<'_>> = texts.iter().map(|text| PartText { text, tokens: tokens(text) }).collect();
    let (_, spots) = read_together(&parts, pieces.clone(), &GivenEntities::default(), model, policy);
    parts.iter().zip(&spots).zip(&pieces).map(|((part, spots), pieces)| in_pieces(part, spots, &pieces[0])).collect()
}

/// What is seen of a Persian article that is cut into words already.
pub fn document_of_words<W: AsRef<str>>(sentences: &[Vec<W>], clusters: &Clusters) -> Document {
    let (texts, pieces): (Vec<String>, Vec<Vec<Vec<Piece>>>) =
        sentences.iter().map(|words| glued(words)).map(|(text, pieces)| (text, vec![pieces])).unzip();
    let parts: Vec<PartText<'_>> = texts.iter().map(|text| PartText { text, tokens: tokens(text) }).collect();
    let (locals, spots) = reading::read_twice(&parts, &GivenEntities::default(), spots);
    document_of_parts(&parts, &locals, &spots, &pieces, clusters)
}

/// What is seen of an article: its parts, what rules find in them, and their pieces by sentence.
fn document_of_parts(
    parts: &[PartText<'_>],
    locals: &Locals,
    spots: &[Vec<Spot>],
    pieces: &[Vec<Vec<Piece>>],
    clusters: &Clusters,
) -> Document {
    let mut sentences = Vec::new();
    for ((part, spots), pieces) in parts.iter().zip(spots).zip(pieces) {
        let told = Reading::new(part, locals, Lists::get()).told();
        for (pieces, hints) in pieces.iter().zip(hints_of(part, spots, pieces, &told)) {
            let words = pieces.iter().zip(hints);
            sentences.push(
                words
                    .map(|(piece, hint)| Word::new(&key(&part.text[piece.start..piece.end]), hint, clusters))
                    .collect(),
            );
        }
    }
    Document::new(sentences)
}

/// The names of one part: by the rules of both alphabets, which never meet in a word.
fn spots(part: &PartText<'_>, locals: &Locals) -> Vec<Spot> {
    let lists = Lists::get();
    let mut found = Reading::new(part, locals, lists).spots();
    if part.tokens.iter().any(Token::is_capitalised) {
        let free = |spot: &Spot| {
            part.tokens[spot.start..spot.end].iter().any(Token::is_capitalised) && spot.strength >= Strength::Form
        };
        let latin = Scan { lists, tokens: &part.tokens, locals, reads_capitals: true }.spots();
        let before = found.len();
        for spot in latin.into_iter().filter(free) {
            let at = found[..before].partition_point(|other| other.end <= spot.start);
            if found[..before].get(at).is_none_or(|other| other.start >= spot.end) {
                found.push(spot);
            }
        }
        found.sort_by_key(|spot| spot.start);
    }
    found
}

/// `ببغداد`, `والأمم`: conjunctions and prepositions of one letter, and the article assimilated to them.
fn without_prefixes(tokens: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let lists = Lists::get();
    let known = |key: &str| {
        let listings = lists.listings_of(key);
        listings.begins | listings.whole != 0 || words::Words::get().of(key) != 0
    };
    let mut found: Vec<Token<'_>> = Vec::with_capacity(tokens.len());
    for token in tokens {
        let mut chars = token.text.chars();
        let prefix = chars.next().filter(|first| matches!(first, 'و' | 'ب' | 'ل' | 'ف' | 'ك'));
        let rest = chars.as_str();
        let key = key(rest);
        let (Some(prefix), true) = (prefix, key.chars().count() > 2) else {
            found.push(token);
            continue;
        };
        // `والأمم`: nothing but a listed name begins so.
        let begins_whole = lists.listings_of(&token.key).whole != 0 || words::Words::get().of(&token.key) != 0;
        if begins_whole || !known(&key) {
            found.push(token);
            continue;
        }
        let cut = prefix.len_utf8();
        let listings = lists.listings_of(&key);
        let (start, end) = (token.start + cut, token.end);
        let before = Token { text: &token.text[..cut], key: prefix.to_string(), end: start, ..token.clone() };
        found.push(before);
        found.push(Token { text: rest, key, start, end, gap: Gap::Other, opens: false, listings, ..token });
    }
    found
}
