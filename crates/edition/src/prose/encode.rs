//! Groups of records as bytes: texts are cut into words, and each is said as briefly as the lexicon can.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::encoder::Encoder;
use super::group::{Group, MAX_GROWTH, raise};
use super::letters::MAX_SPELLED;
use super::lexicon::{CAPITAL, CAPITALS, JOINED, Lexicon, N_SIGNS, N_SPELLED, PARAGRAPH, RECORD, SPACE, SPELLED};
use super::pieces::{Piece, pieces};
use crate::bytes::{Cursor, Malformed, Parsed, put_varint};

/// A quick hash for words; nobody chooses them to collide but to their own cost.
#[derive(Default)]
pub(super) struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let word = chunk.iter().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
            self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 29
    }
}

/// Words and their numbers.
pub(super) type Numbers = HashMap<Vec<u8>, u32, BuildHasherDefault<WordHasher>>;

/// A lexicon to write with.
pub(crate) struct Speller {
    lexicon: Lexicon,
    numbers: Numbers,
}

impl Speller {
    /// Prepares a lexicon for writing.
    ///
    /// * Errors: it lacks a sign that every text needs.
    pub(crate) fn new(lexicon: Lexicon) -> Parsed<Speller> {
        let mut numbers = Numbers::default();
        for (sign, number) in (0u8..).zip(lexicon.signs) {
            if lexicon.word(number as usize) != [sign] {
                return Err(Malformed("a lexicon lacks a class or a sign, or has too many"));
            }
        }
        for number in 0..lexicon.n_words() {
            if !lexicon.signs.contains(&(number as u32)) {
                numbers.insert(lexicon.word(number).to_vec(), number as u32);
            }
        }
        Ok(Speller { lexicon, numbers })
    }

    /// The lexicon.
    #[cfg(test)]
    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Codes a group of records that begin as bodies do: the number of paragraphs, and each with its length.
    ///
    /// * Errors: the records do not begin so.
    pub(crate) fn encode(&self, payload: &[u8]) -> Parsed<Vec<u8>> {
        let writing = Writing { group: Group::new(&self.lexicon), coder: Encoder::new(), spelled: Default::default() };
        let mut sentence = Sentence::new(&self.numbers, self.lexicon.signs, writing);
        let mut cursor = Cursor::new(payload);
        while !cursor.is_at_end() {
            let mut record = Cursor::new(cursor.bytes()?);
            for _ in 0..record.count()? {
                sentence.paragraph(record.str()?)?;
            }
            sentence.sign(RECORD)?;
            let behind = record.take(record.n_left())?;
            let Writing { group, coder, .. } = &mut sentence.words;
            group.behind(coder, behind, usize::MAX)?;
        }
        let mut coded = sentence.words.coder.finish();
        // What repeats itself without end is padded, so that a reader need not believe every length.
        coded.resize(coded.len().max(payload.len().div_ceil(MAX_GROWTH)), 0);
        let is_shorter = coded.len() < payload.len();
        let mut out = Vec::new();
        put_varint(&mut out, (payload.len() as u32) << 1 | u32::from(is_shorter));
        out.extend_from_slice(if is_shorter { &coded } else { payload });
        Ok(out)
    }
}

/// What takes words as texts are cut into them.
pub(super) trait Words {
    /// A word of the lexicon.
    fn take(&mut self, number: u32) -> Parsed<()>;
    /// A word that is spelled; `sign` is the number of its kind's sign.
    fn spell(&mut self, kind: usize, sign: u32, text: &[u8]) -> Parsed<()>;
}

/// Words being coded.
struct Writing<'s> {
    group: Group<'s>,
    coder: Encoder,
    /// The numbers of words spelled in this group, by kind.
    spelled: [Numbers; N_SPELLED],
}

impl Words for Writing<'_> {
    fn take(&mut self, number: u32) -> Parsed<()> {
        self.group.word(&mut self.coder, number, &[]).map(|_| ())
    }

    fn spell(&mut self, kind: usize, sign: u32, text: &[u8]) -> Parsed<()> {
        if let Some(number) = self.spelled[kind].get(text) {
            return self.take(*number);
        }
        let number = self.group.word(&mut self.coder, sign, text)?;
        self.spelled[kind].insert(text.to_vec(), number);
        Ok(())
    }
}

/// Texts becoming words.
pub(super) struct Sentence<'n, W> {
    numbers: &'n Numbers,
    signs: [u32; N_SIGNS as usize],
    key: Vec<u8>,
    /// Where the words go.
    pub(super) words: W,
}

impl<'n, W: Words> Sentence<'n, W> {
    pub(super) fn new(numbers: &'n Numbers, signs: [u32; N_SIGNS as usize], words: W) -> Sentence<'n, W> {
        Sentence { numbers, signs, key: Vec::new(), words }
    }

    fn number(&mut self, has_space: bool, text: &[u8]) -> Option<u32> {
        self.key.clear();
        if has_space {
            self.key.push(b' ');
        }
        self.key.extend_from_slice(text);
        self.numbers.get(self.key.as_slice()).copied()
    }

    fn word(&mut self, number: u32) -> Parsed<()> {
        self.words.take(number)
    }

    /// Says a sign.
    pub(super) fn sign(&mut self, sign: u8) -> Parsed<()> {
        self.words.take(self.signs[usize::from(sign)])
    }

    fn spell(&mut self, kind: usize, text: &[u8]) -> Parsed<()> {
        self.words.spell(kind, self.signs[usize::from(SPELLED) + kind], text)
    }

    /// Says a paragraph.
    pub(super) fn paragraph(&mut self, text: &str) -> Parsed<()> {
        // Whether nothing was written that a word would stand off from, and whether a sentence begins.
        let (mut is_start, mut begins) = (true, true);
        for piece in pieces(text) {
            match piece {
                Piece::Space => self.sign(SPACE)?,
                Piece::Word { has_space, kind, text } => {
                    self.piece(has_space, kind, text, is_start, begins)?;
                    begins = matches!(text, "." | "!" | "?" | ":" | "\"" | "“");
                }
            }
            is_start = false;
        }
        self.sign(PARAGRAPH)
    }

    fn piece(&mut self, has_space: bool, kind: usize, text: &str, is_start: bool, begins: bool) -> Parsed<()> {
        let bytes = text.as_bytes();
        let is_other = kind == N_SPELLED - 1;
        if is_start && has_space {
            self.sign(SPACE)?;
            return self.piece(false, kind, text, false, begins);
        }
        let usual = if is_start { !is_other } else { has_space };
        let mut found = self.number(usual, bytes);
        if is_start && found.is_none() {
            found = self.number(!usual, bytes);
        }
        if let Some(number) = found {
            return self.word(number);
        }
        if is_other {
            if has_space {
                self.sign(SPACE)?;
                if let Some(number) = self.number(false, bytes) {
                    return self.word(number);
                }
            }
            return self.spell(kind, bytes);
        }
        if !has_space && !is_start {
            self.sign(JOINED)?;
            if let Some(number) = self.number(true, bytes) {
                return self.word(number);
            }
        }
        if kind == 1 || kind == 2 {
            let small = text.to_lowercase();
            if let Some(number) = self.number(true, small.as_bytes()) {
                let (sign, n_letters) =
                    if kind == 2 { (CAPITALS, usize::MAX) } else { (CAPITAL[usize::from(!begins)], 1) };
                let mut raised = small.into_bytes();
                raise(&mut raised, n_letters);
                if raised == bytes {
                    self.sign(sign)?;
                    return self.word(number);
                }
            }
        }
        let mut rest = text;
        while rest.len() > MAX_SPELLED {
            let (first, after) = rest.split_at(rest.floor_char_boundary(MAX_SPELLED));
            self.spell(kind, first.as_bytes())?;
            self.sign(JOINED)?;
            rest = after;
        }
        self.spell(kind, rest.as_bytes())
    }
}
