//! Bytes one by one, each guessed from the three before it: how words that no lexicon has are spelled.
//!
//! Source of the method: M. Mahoney, "Adaptive weighing of context models for lossless data compression", 2005.

use super::coder::{CHANCE_BITS, Coder};
use crate::bytes::{Malformed, Parsed};

/// A chance that learns: twelve bits of it, and in the low four how often it was met.
pub(super) type Chance = u16;

/// Nothing known.
pub(super) const EVEN: Chance = 0x8000;

/// How far a chance moves towards what comes, by how often it was met before: `2 / (2 n + 3)`, in 65,536ths.
const PACE: [i32; 16] = {
    let mut pace = [0; 16];
    let mut met = 0;
    while met < 16 {
        pace[met] = (1 << 17) / (2 * met as i32 + 3);
        met += 1;
    }
    pace
};

/// A learning chance as the coder takes it.
fn chance_of(chance: Chance) -> u32 {
    u32::from(chance >> 4).clamp(1, 4095)
}

/// Moves a chance towards what came.
#[inline(always)]
fn learn(chance: &mut Chance, bit: bool) {
    let (likely, met) = (i32::from(*chance >> 4), *chance & 15);
    let target = if bit { 4095 } else { 0 };
    let moved = likely + (((target - likely) * PACE[usize::from(met)]) >> 16);
    *chance = (moved as u16) << 4 | (met + 1).min(15);
}

/// Codes a bit whose chance learns.
pub(super) fn bit(coder: &mut impl Coder, chance: &mut Chance, bit: bool) -> bool {
    let bit = coder.bit(chance_of(*chance), bit);
    learn(chance, bit);
    bit
}

/// Codes a number of `n_bits` bits, each bit's chance known by those before it; `chances` are `2^n_bits`.
#[inline(never)]
pub(super) fn tree(coder: &mut impl Coder, chances: &mut [Chance], n_bits: u32, value: u32) -> u32 {
    let mut node = 1usize;
    for at in (0..n_bits).rev() {
        node = node << 1 | usize::from(bit(coder, &mut chances[node], value >> at & 1 == 1));
    }
    node as u32 - (1 << n_bits)
}

/// Codes a number below 2^31 whose magnitude is learned; `chances` are 32.
#[inline(never)]
pub(super) fn number(coder: &mut impl Coder, chances: &mut [Chance], value: u32) -> u32 {
    let n_bits = tree(coder, chances, 5, 31 - (value + 1).leading_zeros());
    let mut number = 1u32;
    for at in (0..n_bits).rev() {
        number = number << 1 | u32::from(coder.bit(1 << (CHANCE_BITS - 1), (value + 1) >> at & 1 == 1));
    }
    number.wrapping_sub(1)
}

/// How many bytes are likely: one less than five bits can tell.
pub(super) const N_LIKELY: usize = 31;
/// Ends a spelled word: no UTF-8 has this byte.
pub(super) const WORD_END: u8 = 0xFF;
/// The longest word that is spelled in one piece, in bytes.
pub(super) const MAX_SPELLED: usize = 255;
/// What is guessed at once: five decisions, or four.
const N_AT_ONCE: usize = 32;
/// How many contexts are told apart for one, two and three bytes before a byte each, as a power of two.
const CONTEXT_BITS: u32 = 11;
/// Odds are kept as logarithms in steps of 1/256, between these bounds.
const MAX_ODDS: i32 = 2047;

/// Logarithms of the odds of chances, and back.
struct Odds {
    of: Vec<i16>,
    back: Vec<u16>,
}

impl Odds {
    fn new() -> Odds {
        let mut odds = Odds { of: Vec::new(), back: Vec::new() };
        for chance in 0..4096 {
            let chance = f64::from(chance) + 0.5;
            odds.of.push(libm::round(256.0 * libm::log(chance / (4096.0 - chance))) as i16);
        }
        let mut chance = 0;
        for wanted in -MAX_ODDS..=MAX_ODDS {
            while chance < 4095 && i32::from(odds.of[chance]) < wanted {
                chance += 1;
            }
            odds.back.push(chance.max(1) as u16);
        }
        odds
    }
}

/// What the bytes before a byte say about it.
#[derive(Clone)]
pub(super) struct Letters {
    /// The likeliest bytes, which take five decisions; the others take eight more.
    likely: [u8; N_LIKELY],
    /// For each number of bytes before and each context, the chances of what is guessed at once.
    chances: Vec<[Chance; N_AT_ONCE]>,
    /// How far each number of bytes is trusted, by how often the longer contexts were met.
    weights: Vec<[i32; 3]>,
    odds: std::sync::Arc<Odds>,
}

impl Letters {
    pub(super) fn new(likely: [u8; N_LIKELY]) -> Letters {
        Letters {
            likely,
            chances: vec![[EVEN; N_AT_ONCE]; 3 << CONTEXT_BITS],
            weights: vec![[22_000; 3]; 64],
            odds: std::sync::Arc::new(Odds::new()),
        }
    }

    /// Codes a byte that follows `before`, the nearest byte lowest.
    #[inline(never)]
    pub(super) fn byte(&mut self, coder: &mut impl Coder, before: u32, byte: u8) -> u8 {
        let rank = self.likely.iter().position(|likely| *likely == byte).unwrap_or(N_LIKELY);
        let rank = self.guess(coder, before, 0, 5, rank as u32);
        if let Some(byte) = self.likely.get(rank as usize) {
            return *byte;
        }
        let high = self.guess(coder, before, 1, 4, u32::from(byte) >> 4);
        (high << 4 | self.guess(coder, before, 2 + high, 4, u32::from(byte) & 15)) as u8
    }

    /// Codes a word that began as words of a kind do: adds its bytes to `text`. What is written is `word`, whose beginning may be there already.
    ///
    /// * Errors: it never ends.
    #[inline(never)]
    pub(super) fn word(
        &mut self,
        coder: &mut impl Coder,
        kind: u32,
        text: &mut Vec<u8>,
        start: usize,
        word: &[u8],
    ) -> Parsed<()> {
        loop {
            let written = &text[start..];
            if written.len() > MAX_SPELLED {
                return Err(Malformed("a word is too long"));
            }
            let byte = word.get(written.len()).copied().unwrap_or(WORD_END);
            let byte = self.byte(coder, before(written, kind), byte);
            if byte == WORD_END {
                return coder.check();
            }
            text.push(byte);
        }
    }

    /// Codes a number of `n_bits` bits; `part` tells it from the byte's other parts.
    #[inline(never)]
    fn guess(&mut self, coder: &mut impl Coder, before: u32, part: u32, n_bits: u32, value: u32) -> u32 {
        let place = |n_bytes: u32| {
            let context = before << (32 - 8 * n_bytes);
            let mixed = (context ^ part.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0x9E37_79B1);
            ((mixed ^ mixed >> 15).wrapping_mul(0xC2B2_AE35) >> (32 - CONTEXT_BITS)) as usize
        };
        let (one, rest) = self.chances.split_at_mut(1 << CONTEXT_BITS);
        let (two, three) = rest.split_at_mut(1 << CONTEXT_BITS);
        let (one, two, three) = (&mut one[place(1)], &mut two[place(2)], &mut three[place(3)]);
        let mut node = 1usize;
        for at in (0..n_bits).rev() {
            let met = [&mut one[node & 31], &mut two[node & 31], &mut three[node & 31]];
            let weights =
                &mut self.weights[usize::from((*met[1] & 15).min(7)) << 3 | usize::from((*met[2] & 15).min(7))];
            let mut odds = [0i32; 3];
            let mut sum = 0;
            for ((odds, met), weight) in odds.iter_mut().zip(&met).zip(&*weights) {
                *odds = i32::from(self.odds.of[usize::from(**met >> 4)]);
                sum += (*odds * weight) >> 8;
            }
            let chance = i32::from(self.odds.back[((sum >> 8).clamp(-MAX_ODDS, MAX_ODDS) + MAX_ODDS) as usize]);
            let bit = coder.bit(chance as u32, value >> at & 1 == 1);
            let error = if bit { 4095 - chance } else { -chance };
            for ((weight, odds), met) in weights.iter_mut().zip(odds).zip(met) {
                *weight = (*weight + ((odds * error) >> 11)).clamp(-1 << 18, 1 << 18);
                learn(met, bit);
            }
            node = node << 1 | usize::from(bit);
        }
        node as u32 - (1 << n_bits)
    }
}

/// The last bytes of a text that began as words of a kind do, for [`Letters::byte`].
pub(super) fn before(text: &[u8], kind: u32) -> u32 {
    let start = text.len().saturating_sub(3);
    text[start..].iter().fold(kind, |before, byte| before << 8 | u32::from(*byte))
}
