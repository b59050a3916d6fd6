//! Bytes one by one, each guessed from the three before it: how words that no lexicon has are spelled.
//!
//! Source of the method: M. Mahoney, "Adaptive weighing of context models for lossless data compression", 2005.

use super::coder::{CHANCE_BITS, Coder};

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
pub(super) fn tree(coder: &mut impl Coder, chances: &mut [Chance], n_bits: u32, value: u32) -> u32 {
    let mut node = 1usize;
    for at in (0..n_bits).rev() {
        node = node << 1 | usize::from(bit(coder, &mut chances[node], value >> at & 1 == 1));
    }
    node as u32 - (1 << n_bits)
}

/// Codes a number below 2^31 whose magnitude is learned; `chances` are 32.
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
/// How many bytes before a byte are looked at.
const ORDERS: usize = 3;
/// Learned chances of each order.
const SLOTS: usize = 1 << 16;
/// Odds are kept as logarithms in steps of 1/256, between these bounds.
const MAX_ODDS: i32 = 2047;

/// What the bytes before a byte say about it.
#[derive(Clone)]
pub(super) struct Letters {
    /// The likeliest bytes, which take five decisions; the others take eight more.
    likely: [u8; N_LIKELY],
    chances: Vec<Chance>,
    weights: Vec<i32>,
    /// Logarithms of the odds of chances, and back.
    stretched: std::rc::Rc<Vec<i16>>,
    squashed: std::rc::Rc<Vec<u16>>,
}

impl Letters {
    pub(super) fn new(likely: [u8; N_LIKELY]) -> Letters {
        let stretched: Vec<i16> = (0..4096)
            .map(|chance| {
                let chance = f64::from(chance) + 0.5;
                libm::round(256.0 * libm::log(chance / (4096.0 - chance))) as i16
            })
            .collect();
        let squashed = (-MAX_ODDS..=MAX_ODDS)
            .map(|odds| stretched.partition_point(|other| i32::from(*other) < odds).clamp(1, 4095) as u16)
            .collect();
        Letters {
            likely,
            chances: vec![EVEN; ORDERS * SLOTS],
            weights: vec![22_000; 64 * ORDERS],
            stretched: std::rc::Rc::new(stretched),
            squashed: std::rc::Rc::new(squashed),
        }
    }

    /// Codes a byte that follows `before`, the nearest byte lowest.
    pub(super) fn byte(&mut self, coder: &mut impl Coder, before: u32, byte: u8) -> u8 {
        let contexts = [before & 0xFF, before & 0xFFFF | 1 << 24, before & 0xFF_FFFF | 2 << 24]
            .map(|context| context.wrapping_mul(0x9E37_79B1));
        let wanted = match self.likely.iter().position(|likely| *likely == byte) {
            Some(rank) => (rank as u32) << 8,
            None => (N_LIKELY as u32) << 8 | u32::from(byte),
        };
        let mut node = 1u32;
        for at in (0..13).rev() {
            if at == 7 && node != 63 {
                return self.likely[node as usize - 32];
            }
            let mut odds = [0i32; ORDERS];
            let mut places = [0usize; ORDERS];
            let mut set = 0usize;
            for order in 0..ORDERS {
                let hash = (contexts[order] ^ node.wrapping_mul(0x85EB_CA6B)).wrapping_mul(0xC2B2_AE35);
                places[order] = order * SLOTS + (hash >> 16) as usize;
                let chance = self.chances[places[order]];
                odds[order] = i32::from(self.stretched[usize::from(chance >> 4)]);
                if order > 0 {
                    set = set << 3 | usize::from((chance & 15).min(7));
                }
            }
            let weights = &mut self.weights[set * ORDERS..][..ORDERS];
            let sum: i32 = weights.iter().zip(&odds).map(|(weight, odds)| (weight * odds) >> 8).sum::<i32>() >> 8;
            let chance = i32::from(self.squashed[(sum.clamp(-MAX_ODDS, MAX_ODDS) + MAX_ODDS) as usize]);
            let bit = coder.bit(chance as u32, wanted >> at & 1 == 1);
            let error = if bit { 4095 - chance } else { -chance };
            for (weight, odds) in weights.iter_mut().zip(&odds) {
                *weight = (*weight + ((odds * error) >> 11)).clamp(-1 << 18, 1 << 18);
            }
            for place in places {
                learn(&mut self.chances[place], bit);
            }
            node = node << 1 | u32::from(bit);
        }
        node as u8
    }
}
