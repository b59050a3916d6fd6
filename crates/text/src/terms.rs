//! Terms: what is put into the index and looked up in it, one rule for both.

use crate::fold::{fold_onto, is_apostrophe};
use crate::words::{Word, words};

/// The longest term, in bytes of its folded form; longer words are cut, so that no text can bloat a dictionary.
pub const MAX_TERM_BYTES: usize = 64;

/// Compounds of more parts than this are not joined: they are lists, not names.
const MAX_JOINED_PARTS: usize = 4;

/// One term of a text.
///
/// * Unit: `start` and `end` are bytes of the text; positions count words from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term<'a> {
    /// The folded word.
    pub text: &'a str,
    /// First byte.
    pub start: usize,
    /// One past the last byte; a possessive `'s` is left out.
    pub end: usize,
    /// Its place among the words.
    pub position: u32,
    /// How many positions it covers: 1, or all parts of a compound joined.
    pub n_positions: u32,
}

/// Calls `take` with every term of a text, by rising position, and returns the number of positions.
///
/// * A word is folded; a possessive `'s` is dropped.
/// * A hyphenated compound gives its parts at positions of their own and, at the first of them, all parts joined:
///   `Amir-Abdollahian` gives `amir`, `amirabdollahian`, `abdollahian`, and so meets all three ways of writing it.
///   Compounds of numbers alone (dates, scores) and of more than four parts are not joined.
/// * `_`, `:` and, beside letters, `.` divide like hyphens; `U.S.` is `us`, `3.5` stays, `1,200` is `1200`.
/// * An elided article (`l'Iran`) is a compound of the word alone: `iran` and `liran`.
/// * Scripts without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give pairs of neighbouring characters, one position each, and
///   the last character alone; so that every character of a run begins one term.
pub fn terms(text: &str, mut take: impl FnMut(Term<'_>)) -> u32 {
    read(text, &mut take)
}

/// One piece of code for all takers, which keeps the reader's download small.
fn read(text: &str, take: &mut dyn FnMut(Term<'_>)) -> u32 {
    let mut reader = Reader { text, position: 0, buffer: String::new(), parts: Vec::new(), run: Vec::new() };
    for word in words(text) {
        reader.word(word, take);
    }
    reader.end_compound(take);
    reader.end_run(take);
    reader.position
}

struct Reader<'t> {
    text: &'t str,
    position: u32,
    buffer: String,
    /// Byte ranges of the compound being read, and whether the part is only there to be joined.
    parts: Vec<Piece>,
    /// Byte ranges of the characters of an undivided run being read.
    run: Vec<(usize, usize)>,
}

#[derive(Clone, Copy)]
struct Piece {
    start: usize,
    end: usize,
    /// An elided article: part of the joined form, no term of its own.
    elided: bool,
}

impl Reader<'_> {
    fn word(&mut self, word: Word<'_>, take: &mut dyn FnMut(Term<'_>)) {
        if word.text.chars().next().is_some_and(is_undivided) {
            self.end_compound(take);
            if self.run.last().is_some_and(|(_, end)| *end != word.start) {
                self.end_run(take);
            }
            self.add_to_run(word);
            return;
        }
        self.end_run(take);
        let joins_last = self.parts.last().is_some_and(|last| is_hyphen(self.text, last.end, word.start));
        if !joins_last {
            self.end_compound(take);
        }
        // `U.N.'s`: the boundary rules leave a lone s behind.
        let before = &self.text[..word.start];
        if word.text.eq_ignore_ascii_case("s")
            && before.ends_with(is_apostrophe)
            && before.trim_end_matches(is_apostrophe).ends_with('.')
        {
            return;
        }
        self.add_pieces(word.text, word.start);
    }

    /// Cuts a word at the marks that hold it together, and adds its pieces to the compound being read.
    fn add_pieces(&mut self, word: &str, start: usize) {
        let word = without_possessive(word);
        let acronym = word.contains('.')
            && word.split('.').all(|piece| piece.chars().count() == 1 && piece.chars().all(char::is_alphabetic));
        let number = word.split(['.', ',']).all(|piece| !piece.is_empty() && piece.chars().all(char::is_numeric));
        if acronym || number {
            self.parts.push(Piece { start, end: start + word.len(), elided: false });
            return;
        }
        let mut at = start;
        for piece in word.split(['_', ':', '.']) {
            match elided_article(piece) {
                Some(n_bytes) => {
                    self.parts.push(Piece { start: at, end: at + n_bytes, elided: true });
                    self.parts.push(Piece { start: at + n_bytes, end: at + piece.len(), elided: false });
                }
                None if !piece.is_empty() => self.parts.push(Piece { start: at, end: at + piece.len(), elided: false }),
                None => {}
            }
            at += piece.len() + 1;
        }
    }

    fn end_compound(&mut self, take: &mut dyn FnMut(Term<'_>)) {
        let parts = std::mem::take(&mut self.parts);
        let first_position = self.position;
        let n_plain = parts.iter().filter(|part| !part.elided).count();
        let first_plain = parts.iter().position(|part| !part.elided);
        for (nth, part) in parts.iter().enumerate() {
            if !part.elided && self.fold_piece(*part) {
                let (position, text) = (self.position, self.buffer.as_str());
                take(Term { text, start: part.start, end: part.end, position, n_positions: 1 });
                self.position += 1;
            }
            if first_plain == Some(nth) && parts.len() > 1 && n_plain <= MAX_JOINED_PARTS && self.fold_joined(&parts) {
                let n_positions = n_plain as u32;
                let (start, end) = (parts[0].start, parts[parts.len() - 1].end);
                take(Term { text: &self.buffer, start, end, position: first_position, n_positions });
            }
        }
        self.parts = parts;
        self.parts.clear();
    }

    /// Folds one piece into the buffer; false when nothing is left of it.
    fn fold_piece(&mut self, piece: Piece) -> bool {
        self.buffer.clear();
        let text = &self.text[piece.start..piece.end];
        fold_onto(text, &mut self.buffer);
        if text.contains(['.', ',']) {
            // The dots of an acronym and the commas of a number; a decimal point stays.
            let number = text.chars().any(char::is_numeric);
            self.buffer.retain(|c| c != ',' && (number || c != '.'));
        }
        cut(&mut self.buffer);
        !self.buffer.is_empty()
    }

    fn fold_joined(&mut self, parts: &[Piece]) -> bool {
        self.buffer.clear();
        for part in parts {
            fold_onto(&self.text[part.start..part.end], &mut self.buffer);
        }
        self.buffer.retain(char::is_alphanumeric);
        self.buffer.len() <= MAX_TERM_BYTES && self.buffer.chars().any(char::is_alphabetic)
    }

    fn add_to_run(&mut self, word: Word<'_>) {
        for (at, c) in word.text.char_indices() {
            let (start, end) = (word.start + at, word.start + at + c.len_utf8());
            // A vowel sign or tone mark belongs to the character before it.
            match self.run.last_mut() {
                Some(last) if at > 0 && !c.is_alphanumeric() => last.1 = end,
                _ => self.run.push((start, end)),
            }
        }
    }

    fn end_run(&mut self, take: &mut dyn FnMut(Term<'_>)) {
        for nth in 0..self.run.len() {
            let (start, end) = (self.run[nth].0, self.run.get(nth + 1).unwrap_or(&self.run[nth]).1);
            if self.fold_piece(Piece { start, end, elided: false }) {
                take(Term { text: &self.buffer, start, end, position: self.position, n_positions: 1 });
                self.position += 1;
            }
        }
        self.run.clear();
    }
}

/// Cuts a term at the longest length, at a character's bound.
fn cut(term: &mut String) {
    if term.len() > MAX_TERM_BYTES {
        let end = (0..=MAX_TERM_BYTES).rev().find(|at| term.is_char_boundary(*at)).unwrap_or(0);
        term.truncate(end);
    }
}

/// Whether all that stands between two places is one hyphen.
fn is_hyphen(text: &str, end: usize, start: usize) -> bool {
    matches!(text.get(end..start), Some("-" | "\u{2010}" | "\u{2011}"))
}

/// A word without its possessive `'s`.
fn without_possessive(word: &str) -> &str {
    match word.strip_suffix(['s', 'S']) {
        Some(rest) if rest.ends_with(is_apostrophe) => {
            let owner = rest.trim_end_matches(is_apostrophe);
            if owner.is_empty() { word } else { owner }
        }
        _ => word,
    }
}

/// The bytes of an elided French or Italian article or preposition with its apostrophe, when the word begins with one.
fn elided_article(word: &str) -> Option<usize> {
    const ELIDED: [&str; 9] = ["l", "d", "qu", "dell", "all", "nell", "sull", "dall", "un"];
    let apostrophe = word.find(is_apostrophe)?;
    let rest = word[apostrophe..].trim_start_matches(is_apostrophe);
    let elided = ELIDED.iter().any(|article| word[..apostrophe].eq_ignore_ascii_case(article));
    (elided && rest.chars().count() > 1).then_some(word.len() - rest.len())
}

/// Whether a character belongs to a script that puts no spaces between words.
pub(crate) fn is_undivided(c: char) -> bool {
    matches!(c as u32,
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3005..=0x3007 | 0x3040..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF
            | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn listed(text: &str) -> String {
        let mut found = Vec::new();
        terms(text, |term| {
            let span = if term.n_positions > 1 { format!("+{}", term.n_positions) } else { String::new() };
            found.push(format!("{}@{}{span}", term.text, term.position));
        });
        found.join(" ")
    }

    #[test]
    fn a_chain_of_a_great_many_parts_ends() {
        // Work that grew with the square of the parts would not.
        let n_parts = 500_000;
        assert_eq!(terms(&"a-".repeat(n_parts), |_| ()), n_parts as u32);
    }

    #[test]
    fn texts_give_the_terms_that_readers_will_type() {
        for (text, expected) in [
            ("Hossein Amir-Abdollahian said", "hossein@0 amir@1 amirabdollahian@1+2 abdollahian@2 said@3"),
            ("Israel’s allies' F-16s", "israel@0 allies@1 f@2 f16s@2+2 16s@3"),
            ("the U.S. and the U.N.'s 1,200 or 3.5", "the@0 us@1 and@2 the@3 un@4 1200@5 or@6 3.5@7"),
            ("2023-11-19", "2023@0 11@1 19@2"),
            ("a-b-c-d-e", "a@0 b@1 c@2 d@3 e@4"),
            ("l'Iran d’Estaing O'Brien", "iran@0 liran@0 estaing@1 destaing@1 obrien@2"),
            ("example.com snake_case", "example@0 examplecom@0+2 com@1 snake@2 snakecase@2+2 case@3"),
            ("東京都 は", "東京@0 京都@1 都@2 は@3"),
            ("iPhone東京", "iphone@0 東京@1 京@2"),
            ("می\u{200C}روند ۱۲", "ميروند@0 12@1"),
            ("U.S.-led Sana'a", "us@0 led@1 sanaa@2"),
            ("''' -- …", ""),
        ] {
            assert_eq!(listed(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn terms_stand_in_order_and_fit(text in "([\\PC]{0,6}|[a-z'.\\-_: 東京]{0,12}|a{60,80}){0,6}") {
            let mut last = 0;
            let mut end = 0;
            let n_positions = terms(&text, |term| {
                assert!(!term.text.is_empty() && term.text.len() <= MAX_TERM_BYTES);
                assert!(term.start < term.end && text.get(term.start..term.end).is_some());
                assert!(term.position >= last && term.n_positions >= 1);
                last = term.position;
                end = end.max(term.position + term.n_positions);
            });
            prop_assert_eq!(n_positions, end);
        }
    }
}
