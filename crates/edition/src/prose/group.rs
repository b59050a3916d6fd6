//! A group of records as words: what is likely to come next, and what the words put together.

use super::coder::{Coder, Decoder};
use super::letters::{Chance, EVEN, Letters, before, bit, number};
use super::lexicon::{CAPITAL, CAPITALS, JOINED, Lexicon, N_SIGNS, N_SPELLED, PARAGRAPH, RECORD, SPACE, SPELLED};
use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_varint};

/// Guesses are kept in `2^GUESS_BITS` places.
const GUESS_BITS: u32 = 15;
/// How often a guess was right at most.
const MAX_SURE: u32 = 15;
/// What letters stand for that follow no text but begin what is behind a record's paragraphs.
const BEHIND: u32 = 0x0F;

/// A payload is at most this many times as long as what it is coded in.
pub(super) const MAX_GROWTH: usize = 2048;

/// Room for so many bytes of a group is made before it is read.
const MAX_RESERVED: usize = 1 << 18;

/// What a group has said so far.
pub(super) struct Group<'l> {
    lexicon: &'l Lexicon,
    letters: Letters,
    /// What is likely to follow two words or one, above how sure that is.
    guesses: Vec<u32>,
    sure: [Chance; 32],
    is_new: [Chance; N_SPELLED],
    distances: [Chance; 32 * N_SPELLED],
    lengths: [Chance; 32],
    /// Words spelled so far; where each ends, and its sign. Their numbers follow the lexicon's.
    spelled: Vec<u8>,
    ends: Vec<(u32, u8)>,
    /// For each kind, the words spelled and repeated, latest last.
    said: [Vec<u32>; N_SPELLED],
    last: u32,
    last_but_one: u32,
    class: u8,
}

impl<'l> Group<'l> {
    pub(super) fn new(lexicon: &'l Lexicon) -> Group<'l> {
        Group {
            lexicon,
            letters: lexicon.letters.clone(),
            guesses: vec![0; 1 << GUESS_BITS],
            sure: [EVEN; 32],
            is_new: [EVEN; N_SPELLED],
            distances: [EVEN; 32 * N_SPELLED],
            lengths: [EVEN; 32],
            spelled: Vec::new(),
            ends: Vec::new(),
            said: Default::default(),
            last: 0,
            last_but_one: 0,
            class: 0,
        }
    }

    /// The text of a word that was spelled, by its number among those.
    fn spelled(&self, nth: usize) -> &[u8] {
        let start = nth.checked_sub(1).map_or(0, |before| self.ends[before].0);
        &self.spelled[start as usize..self.ends[nth].0 as usize]
    }

    /// Codes the next word and returns its number: the lexicon's, and above those the ones spelled in this group. What is written with the
    /// number of a sign for spelled words is spelled as `text`.
    #[inline(never)]
    pub(super) fn word(&mut self, coder: &mut impl Coder, word: u32, text: &[u8]) -> Parsed<u32> {
        coder.check()?;
        let places = [hash(self.last, self.last_but_one), hash(self.last, u32::MAX)];
        let mut foreseen = None;
        for (order, place) in places.into_iter().enumerate() {
            let (guess, sure) = (self.guesses[place] >> 4, self.guesses[place] & MAX_SURE);
            if sure == 0 {
                continue;
            }
            if bit(coder, &mut self.sure[order << 4 | sure as usize], word == guess) {
                foreseen = Some(guess);
            }
            break;
        }
        let word = match foreseen {
            Some(word) => word,
            None => self.unforeseen(coder, word, text)?,
        };
        for place in places {
            let (guess, sure) = (self.guesses[place] >> 4, self.guesses[place] & MAX_SURE);
            self.guesses[place] = if guess == word {
                word << 4 | (sure + 1).min(MAX_SURE)
            } else if sure > 2 {
                (guess << 4) | (sure / 2)
            } else {
                word << 4 | 1
            };
        }
        let sign = match (word as usize).checked_sub(self.lexicon.n_words()) {
            None => word,
            Some(nth) => self.lexicon.signs[usize::from(self.ends[nth].1)],
        };
        self.class = self.lexicon.classes[sign as usize];
        (self.last_but_one, self.last) = (self.last, word);
        Ok(word)
    }

    /// Codes a word that no guess was right about.
    fn unforeseen(&mut self, coder: &mut impl Coder, word: u32, text: &[u8]) -> Parsed<u32> {
        let lexicon = self.lexicon;
        let n_words = lexicon.n_words() as u32;
        let known = word.checked_sub(n_words);
        let written = known.map_or(word, |nth| lexicon.signs[usize::from(self.ends[nth as usize].1)]);
        let class = usize::from(lexicon.classes[written as usize]);
        let class = coder.symbol(&lexicon.class_rows, usize::from(self.class), class);
        let first = lexicon.firsts[class];
        let coded = first + coder.symbol(&lexicon.word_rows, class, written.wrapping_sub(first) as usize) as u32;
        let [sign @ SPELLED..N_SIGNS] = *lexicon.word(coded as usize) else { return Ok(coded) };
        let kind = usize::from(sign - SPELLED);
        let number = if bit(coder, &mut self.is_new[kind], known.is_none()) {
            let start = self.spelled.len();
            self.letters.word(coder, kind as u32 + 1, &mut self.spelled, start, text)?;
            self.ends.push((self.spelled.len() as u32, sign));
            n_words + self.ends.len() as u32 - 1
        } else {
            let said = &self.said[kind];
            let distance = said.iter().rev().position(|other| *other == word).unwrap_or(0);
            let distance = number(coder, &mut self.distances[32 * kind..][..32], distance as u32) as usize;
            let place = said.len().checked_sub(distance + 1).ok_or(Malformed("a word repeats none"))?;
            said[place]
        };
        self.said[kind].push(number);
        Ok(number)
    }

    /// Codes what lies behind a record's paragraphs.
    pub(super) fn behind(&mut self, coder: &mut impl Coder, bytes: &[u8], max: usize) -> Parsed<Vec<u8>> {
        let n = number(coder, &mut self.lengths, bytes.len() as u32) as usize;
        if n > max {
            return Err(Malformed("a record is longer than its group"));
        }
        let mut coded = Vec::new();
        while coded.len() < n {
            coder.check()?;
            let byte = bytes.get(coded.len()).copied().unwrap_or(0);
            let byte = self.letters.byte(coder, before(&coded, BEHIND), byte);
            coded.push(byte);
        }
        Ok(coded)
    }
}

/// Where guesses about what follows two words are kept.
fn hash(last: u32, last_but_one: u32) -> usize {
    let mixed = last.wrapping_mul(0x9E37_79B1) ^ last_but_one.wrapping_mul(0x85EB_CA6B).rotate_left(15);
    (mixed.wrapping_mul(0xC2B2_AE35) >> (32 - GUESS_BITS)) as usize
}

/// Words put together to paragraphs.
struct Writing {
    text: Vec<u8>,
    /// Whether the next word has no space before it.
    is_joined: bool,
    /// How many letters of the next word become capitals.
    n_capitals: usize,
}

impl Writing {
    /// Adds a word, with a space before it when it begins with one and nothing speaks against it.
    #[inline(never)]
    fn put(&mut self, has_space: bool, word: &[u8]) {
        if has_space && !self.is_joined {
            self.text.push(b' ');
        }
        let start = self.text.len();
        self.text.extend_from_slice(word);
        raise(&mut self.text[start..], self.n_capitals);
        self.is_joined = false;
        self.n_capitals = 0;
    }
}

/// Makes the first letters of a text capitals, as far as their capitals lie where most alphabets have them.
pub(super) fn raise(text: &mut [u8], n_letters: usize) {
    let mut rest = text;
    for _ in 0..n_letters {
        rest = match rest {
            [first @ b'a'..=b'z', rest @ ..] => {
                *first -= 32;
                rest
            }
            [0xC3 | 0xCE | 0xD0, second @ 0xA0..=0xBF, rest @ ..] => {
                *second -= 32;
                rest
            }
            [first @ (0xCF | 0xD1), second @ 0x80..=0x8F, rest @ ..] => {
                *first -= 1;
                *second += 32;
                rest
            }
            [_, rest @ ..] => rest,
            [] => return,
        };
    }
}

/// How long a group is when it is read, as it says itself.
pub(crate) fn n_decoded(mut cursor: Cursor<'_>) -> usize {
    cursor.varint().map_or(0, |head| (head >> 1) as usize).min(cursor.n_left().saturating_mul(MAX_GROWTH))
}

/// Reads a group: the payload that [`super::Speller::encode`] was given.
///
/// * Errors: the bytes are not a group, or were written with another lexicon.
pub(crate) fn decode(lexicon: &Lexicon, bytes: &[u8]) -> Parsed<Vec<u8>> {
    let mut cursor = Cursor::new(bytes);
    let head = cursor.varint()?;
    let n_bytes = (head >> 1) as usize;
    if head & 1 == 0 {
        return cursor.take(n_bytes).map(<[u8]>::to_vec);
    }
    if n_bytes > cursor.n_left().saturating_mul(MAX_GROWTH) {
        return Err(Malformed("its texts are longer than it says"));
    }
    // What stays is allocated before what goes, and at once: WebAssembly's memory never shrinks, and holes that something
    // small has settled in make it grow. A claim is not believed further than any honest group goes.
    let mut out = Vec::with_capacity(n_bytes.min(MAX_RESERVED));
    let mut decoder = Decoder::new(cursor.take(cursor.n_left())?);
    let mut group = Group::new(lexicon);
    while out.len() < n_bytes {
        record(&mut group, &mut decoder, &mut out, n_bytes)?;
    }
    if out.len() == n_bytes { Ok(out) } else { Err(Malformed("its texts are longer than it says")) }
}

/// Reads one record.
fn record(group: &mut Group<'_>, decoder: &mut Decoder<'_>, out: &mut Vec<u8>, max: usize) -> Parsed<()> {
    let lexicon = group.lexicon;
    let mut writing = Writing { text: Vec::new(), is_joined: true, n_capitals: 0 };
    let mut paragraphs = Vec::new();
    let mut n_paragraphs = 0;
    let mut n_silent = 0;
    loop {
        let word = group.word(decoder, 0, &[])? as usize;
        let n_before = writing.text.len() + paragraphs.len();
        match word.checked_sub(lexicon.n_words()) {
            Some(nth) => writing.put(group.ends[nth].1 != N_SIGNS - 1, group.spelled(nth)),
            None => match *lexicon.word(word) {
                [PARAGRAPH] => {
                    put_bytes(&mut paragraphs, &writing.text);
                    writing = Writing { text: Vec::new(), is_joined: true, n_capitals: 0 };
                    n_paragraphs += 1;
                }
                [RECORD] => break,
                [JOINED] => writing.is_joined = true,
                [SPACE] => {
                    writing.text.push(b' ');
                    writing.is_joined = false;
                }
                [sign] if CAPITAL.contains(&sign) => writing.n_capitals = 1,
                [CAPITALS] => writing.n_capitals = usize::MAX,
                [b' ', ref word @ ..] => writing.put(true, word),
                ref word => writing.put(false, word),
            },
        }
        // Signs alone make no text; a record that is nothing but signs would never end.
        let n_now = writing.text.len() + paragraphs.len();
        n_silent = if n_now > n_before { 0 } else { n_silent + 1 };
        if n_silent > 3 || n_now > max {
            return Err(Malformed("its texts are longer than it says"));
        }
    }
    let behind = group.behind(decoder, &[], max)?;
    let mut record = Vec::new();
    put_varint(&mut record, n_paragraphs);
    record.extend(paragraphs);
    record.extend(behind);
    put_bytes(out, &record);
    Ok(())
}
