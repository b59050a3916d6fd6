//! What rules and lists say of each word: given to the trained tagger beside the word itself.

use newsprint_model::EntityKind;

use super::pieces::Piece;
use crate::lists::Lists;
use crate::locals::PartText;
use crate::scan::{Named, Spot, Strength};
use crate::sections::Section;
use crate::tokens::Token;

/// What speaks for and against a word's being in a name, apart from the words beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hint {
    /// The lists that have the word, a bit for each of the first sections, then given names and the kinds of listed names.
    pub lists: u32,
    /// What the rules make of it: 0 nothing, else 1 + 4 * kind + place.
    pub rule: u8,
    /// How sure the rules are: 0 to 3, and 4 for a name that the article tells of elsewhere.
    pub strength: u8,
    /// Whether its capital may come from its place.
    pub opens: bool,
    /// Whether it stands where every word is capitalised.
    pub in_headline: bool,
    /// Whether the rules' name is only a part of the word: `Iran-backed`.
    pub is_partly: bool,
}

/// How many sections of the lists are hints, from the first.
const N_SECTIONS: u32 = 24;

/// Sections whose phrases count as a whole, from the first.
const N_PHRASES: usize = 3;

/// Bits after those of the sections.
const GIVEN_NAME: u32 = N_SECTIONS;
const LISTED: u32 = 25;

/// Which bits the hints use.
pub(crate) const N_LIST_BITS: u32 = 28;

/// Bits of [`Hint::lists`] that features name.
pub(crate) mod bit {
    pub(crate) const TITLE: u32 = 1;
    pub(crate) const ROLE: u32 = 1 << 4;
    pub(crate) const SPEECH: u32 = 1 << 5;
    pub(crate) const BODY_HEAD: u32 = 1 << 6 | 1 << 7;
    pub(crate) const PLACE_HEAD: u32 = 1 << 10;
    pub(crate) const COMMON: u32 = 1 << 13;
    pub(crate) const LOCATIVE: u32 = 1 << 17;
    pub(crate) const GIVEN_NAME: u32 = 1 << super::GIVEN_NAME;
}

/// The hints for the pieces of one text, sentence after sentence.
pub(crate) fn hints(part: &PartText<'_>, spots: &[Spot], pieces: &[Vec<Piece>], lists: &Lists) -> Vec<Vec<Hint>> {
    hints_of(part, spots, pieces, &list_bits(part, lists))
}

/// [`hints`] by what lists have of each token, as bits below [`N_LIST_BITS`].
pub(crate) fn hints_of(part: &PartText<'_>, spots: &[Spot], pieces: &[Vec<Piece>], bits: &[u32]) -> Vec<Vec<Hint>> {
    let mut token = 0;
    let mut spot = 0;
    let mut found = Vec::with_capacity(pieces.len());
    for sentence in pieces {
        let mut hints = vec![Hint::default(); sentence.len()];
        for (piece, hint) in sentence.iter().zip(&mut hints) {
            while part.tokens.get(token).is_some_and(|token| token.start + token.text.len() <= piece.start) {
                token += 1;
            }
            let covered = part.tokens[token..].iter().take_while(|token| token.start < piece.end).count();
            hint.lists = bits[token..token + covered].iter().fold(0, |all, bits| all | bits);
            if covered > 0 {
                hint.opens = part.tokens[token].opens;
                hint.in_headline = part.tokens[token].in_headline;
            }
            while spots.get(spot).is_some_and(|spot| end_of(part, spot) <= piece.start) {
                spot += 1;
            }
            let Some(spot) = spots.get(spot).filter(|spot| part.tokens[spot.start].start < piece.end) else { continue };
            let (start, end) = (part.tokens[spot.start].start, end_of(part, spot));
            let place = match (start >= piece.start, end <= piece.end) {
                (true, true) => 3,
                (true, false) => 0,
                (false, true) => 2,
                (false, false) => 1,
            };
            let kind = match spot.kind {
                EntityKind::Person => 0,
                EntityKind::Organisation => 1,
                _ => 2,
            };
            hint.rule = 1 + 4 * kind + place;
            hint.strength = match (spot.named, spot.strength) {
                (Named::Local(_), _) => 4,
                (_, Strength::Listed) => 3,
                (_, Strength::Form) => 2,
                (_, Strength::Context) => 1,
                (_, Strength::Weak) => 0,
            };
            let outside = |text: &str| text.contains(char::is_alphanumeric);
            hint.is_partly = (start > piece.start && outside(&part.text[piece.start..start]))
                || (end < piece.end && outside(&part.text[end..piece.end]));
        }
        found.push(hints);
    }
    found
}

fn end_of(part: &PartText<'_>, spot: &Spot) -> usize {
    let last = &part.tokens[spot.end - 1];
    last.start + last.text.len()
}

fn list_bits(part: &PartText<'_>, lists: &Lists) -> Vec<u32> {
    let of_word = |token: &Token<'_>| {
        (token.listings.whole as u32 & ((1 << N_SECTIONS) - 1)) | u32::from(token.is_given_name()) << GIVEN_NAME
    };
    let mut bits: Vec<u32> = part.tokens.iter().map(of_word).collect();
    // A phrase counts as a whole, too.
    for at in 0..part.tokens.len() {
        if !part.tokens[at].is_capitalised() {
            continue;
        }
        for section in &Section::ALL[..N_PHRASES] {
            let n_words = lists.phrase_at(*section, &part.tokens, at);
            bits[at..at + n_words].iter_mut().for_each(|bits| *bits |= section.bit() as u32);
        }
        if let Some((entity, n_words)) = lists.name_at(&part.tokens, at) {
            let kind = match lists.entities[entity].kind {
                EntityKind::Person => 0,
                EntityKind::Organisation => 1,
                _ => 2,
            };
            bits[at..at + n_words].iter_mut().for_each(|bits| *bits |= 1 << (LISTED + kind));
        }
    }
    bits
}
