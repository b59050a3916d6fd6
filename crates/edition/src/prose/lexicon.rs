//! The lexicon of an edition: its frequent words, the classes they fall into, and which class follows which.

use super::coder::{Coder, Decoder};
use super::letters::{EVEN, Letters, N_LIKELY, number, tree};
use super::rows::Rows;
use crate::bytes::{Malformed, Parsed};

/// A paragraph is over. This and the other signs are words that say what to do; a lexicon spells them by their own number.
pub(super) const PARAGRAPH: u8 = 0;
/// A record's paragraphs are over.
pub(super) const RECORD: u8 = 1;
/// No space before the next word.
pub(super) const JOINED: u8 = 2;
/// A space.
pub(super) const SPACE: u8 = 3;
/// The next word has a capital: at a sentence's beginning, and elsewhere. Both do the same; they are two because different words follow.
pub(super) const CAPITAL: [u8; 2] = [4, 5];
/// The next word is all capitals.
pub(super) const CAPITALS: u8 = 6;
/// The first sign of a word spelled out: small, with a capital, in capitals, a number, or anything else.
pub(super) const SPELLED: u8 = 7;
/// How many signs for spelled words there are. All but the last have a space before them.
pub(super) const N_SPELLED: usize = 5;
/// How many signs there are.
pub(super) const N_SIGNS: u8 = SPELLED + N_SPELLED as u8;

/// The most words a lexicon holds.
pub(super) const MAX_WORDS: usize = 12_000;
/// The most classes.
pub(super) const MAX_CLASSES: usize = 128;

/// A word of a lexicon in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// One byte below [`N_SIGNS`], or UTF-8, with a space in front when it usually has one.
    pub(super) text: Vec<u8>,
    /// How frequent it is within its class: 0 hardly at all, and each step more is twice as frequent.
    pub(super) level: u8,
}

/// What a lexicon is written from.
#[derive(Default)]
pub(super) struct Draft {
    /// The likeliest bytes of words.
    pub(super) likely: [u8; N_LIKELY],
    /// The words of each class, sorted by their bytes.
    pub(super) classes: Vec<Vec<Word>>,
    /// Levels of how often one class follows another, row by row.
    pub(super) followers: Vec<u8>,
}

/// The frequent words of a corpus, by which its bodies are coded.
pub(crate) struct Lexicon {
    /// All words one after another, class by class.
    texts: Vec<u8>,
    /// Where each word ends.
    ends: Vec<u32>,
    /// Each word's class.
    pub(super) classes: Vec<u8>,
    /// The number of each class's first word.
    pub(super) firsts: Vec<u32>,
    /// The number of each sign.
    pub(super) signs: [u32; N_SIGNS as usize],
    /// Which class comes after a class.
    pub(super) class_rows: Rows,
    /// Which word of a class comes.
    pub(super) word_rows: Rows,
    /// How words are spelled.
    pub(super) letters: Letters,
}

impl Lexicon {
    /// Reads a lexicon.
    ///
    /// * Errors: the bytes are not one.
    pub(crate) fn read(bytes: &[u8]) -> Parsed<Lexicon> {
        Lexicon::code(&mut Decoder::new(bytes), &Draft::default())
    }

    /// Codes words and classes, and makes the tables that follow from them.
    pub(super) fn code(coder: &mut impl Coder, draft: &Draft) -> Parsed<Lexicon> {
        let mut bytes = [EVEN; 256];
        let likely = draft.likely.map(|byte| tree(coder, &mut bytes, 8, u32::from(byte)) as u8);
        let mut lexicon = Lexicon {
            texts: Vec::new(),
            ends: Vec::new(),
            classes: Vec::new(),
            firsts: Vec::new(),
            signs: [0; N_SIGNS as usize],
            class_rows: Rows::default(),
            word_rows: Rows::default(),
            letters: Letters::new(likely),
        };
        let mut numbers = [EVEN; 32];
        let n_classes = number(coder, &mut numbers, draft.classes.len() as u32) as usize;
        if n_classes == 0 || n_classes > MAX_CLASSES {
            return Err(Malformed("a lexicon lacks a class or a sign, or has too many"));
        }
        let mut shared = [EVEN; 32];
        let mut levels = [EVEN; 16 * 16];
        for class in 0..n_classes {
            let words = draft.classes.get(class).map_or(&[][..], Vec::as_slice);
            let n = number(coder, &mut numbers, words.len() as u32) as usize;
            if n == 0 || lexicon.ends.len() + n > MAX_WORDS {
                return Err(Malformed("a lexicon has too few or too many words"));
            }
            lexicon.firsts.push(lexicon.ends.len() as u32);
            let levels = &mut levels[(n.ilog2() as usize) << 4..][..16];
            let mut row = Vec::new();
            let mut last = lexicon.texts.len()..lexicon.texts.len();
            for nth in 0..n {
                let (text, level) = words.get(nth).map_or((&[][..], 0), |word| (&word.text, word.level));
                let n_shared = lexicon.texts[last.clone()].iter().zip(text).take_while(|(a, b)| a == b).count().min(31);
                let n_shared = tree(coder, &mut shared, 5, n_shared as u32) as usize;
                let start = lexicon.texts.len();
                lexicon.texts.extend_from_within(last.start..(last.start + n_shared).min(last.end));
                lexicon.letters.word(coder, 0, &mut lexicon.texts, start, text)?;
                last = start..lexicon.texts.len();
                if let [sign @ 0..N_SIGNS] = lexicon.texts[start..] {
                    lexicon.signs[usize::from(sign)] = lexicon.ends.len() as u32;
                }
                lexicon.ends.push(last.end as u32);
                lexicon.classes.push(class as u8);
                row.push(tree(coder, levels, 4, u32::from(level)) as u8);
            }
            lexicon.word_rows.push(&row);
        }
        // A class that follows most classes follows this one.
        let mut chances = [EVEN; 16 * 16 * 16];
        let mut above = [0u8; MAX_CLASSES];
        for class in 0..n_classes {
            let mut row = Vec::new();
            let mut left = 0;
            for (follower, above) in above.iter_mut().enumerate().take(n_classes) {
                let level = draft.followers.get(class * n_classes + follower).copied().unwrap_or(0);
                let context = usize::from(*above) << 4 | left;
                left = tree(coder, &mut chances[context << 4..][..16], 4, u32::from(level)) as usize;
                // A moving mean of the rows so far.
                *above = (*above * 3 + left as u8 + 2) / 4;
                row.push(left as u8);
            }
            coder.check()?;
            lexicon.class_rows.push(&row);
        }
        Ok(lexicon)
    }

    /// How many words there are.
    pub(super) fn n_words(&self) -> usize {
        self.ends.len()
    }

    /// A word by number.
    pub(super) fn word(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[start as usize..self.ends[number] as usize]
    }
}
