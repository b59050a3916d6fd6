//! Blocks of 128 articles: their numbers, how much a word weighs in each, and where it stands there.

use crate::bits::{BitReader, BitWriter, MAX_RICE, best_rice};
use crate::bytes::{Malformed, Parsed};

/// How many articles a block holds.
pub(crate) const BLOCK: usize = 128;

/// Positions in the body are counted from here; those in the headline from 0.
pub const BODY_START: u32 = 1 << 20;

/// How many positions lie between two paragraphs, so that no phrase reaches across.
pub const PARAGRAPH_GAP: u32 = 2;

/// A block of a list, decoded in place: nothing is allocated for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// How many articles it holds, at most 128.
    pub n: usize,
    /// Rising article numbers; the first `n` mean something.
    pub articles: [u32; BLOCK],
    /// One for each article, in the scale of [`crate::tf_of`]; 0 in a set.
    pub impacts: [u8; BLOCK],
}

impl Default for Block {
    fn default() -> Block {
        Block { n: 0, articles: [0; BLOCK], impacts: [0; BLOCK] }
    }
}

/// A whole list of articles, decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Postings {
    /// Rising article numbers.
    pub articles: Vec<u32>,
    /// One for each article, in the scale of [`crate::tf_of`]; 0 in a set.
    pub impacts: Vec<u8>,
}

/// Positions of a word, decoded, for each article of some of its postings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positions {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Default for Positions {
    fn default() -> Positions {
        Positions { starts: vec![0], values: Vec::new() }
    }
}

impl Positions {
    /// The positions in the `nth` article: rising, those of the headline below [`BODY_START`].
    pub fn of(&self, nth: usize) -> &[u32] {
        match (self.starts.get(nth), self.starts.get(nth + 1)) {
            (Some(start), Some(end)) => self.values.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Forgets all, and keeps the memory.
    pub fn clear(&mut self) {
        self.starts.clear();
        self.starts.push(0);
        self.values.clear();
    }
}

/// Impacts are given by how far they lie from one in their middle, near ones first.
fn zigzag(value: u8, middle: u8) -> u32 {
    let distance = i32::from(value) - i32::from(middle);
    ((distance << 1) ^ (distance >> 31)) as u32
}

/// Counts of positions and of values: 1 is the commonest and 2 the next; none at all is rare.
pub(crate) fn put_count(bits: &mut BitWriter<'_>, n: u32, k: u32) {
    bits.put_rice(count_code(n), k);
}

pub(crate) fn count_code(n: u32) -> u32 {
    match n {
        0 => 2,
        1 | 2 => n - 1,
        _ => n,
    }
}

#[inline]
pub(crate) fn read_count(bits: &mut BitReader<'_>, k: u32) -> u32 {
    match bits.rice(k) {
        2 => 0,
        n if n < 2 => n + 1,
        n => n,
    }
}

/// Appends a block of rising articles, none below `first`; `impacts` has one for each, or none in a set.
pub(crate) fn put_block(out: &mut Vec<u8>, first: u32, articles: &[u32], impacts: &[u8]) {
    let mut next = first;
    let gap = |article: &u32| {
        let gap = article - next;
        next = article + 1;
        gap
    };
    let gaps: Vec<u32> = articles.iter().map(gap).collect();
    let k = best_rice(&gaps, MAX_RICE);
    let mut sorted = impacts.to_vec();
    sorted.sort_unstable();
    // The middle that makes the codes shortest lies about the median, mostly a little below.
    let mut best = (u64::MAX, 0, 0, Vec::new());
    let quantiles = [3, 4, 5, 6].map(|tenth| sorted.get(sorted.len() * tenth / 10).copied());
    for middle in quantiles.into_iter().flatten() {
        let codes: Vec<u32> = impacts.iter().map(|impact| zigzag(*impact, middle)).collect();
        let k = best_rice(&codes, 7);
        let n_bits = codes.iter().map(|code| u64::from((code >> k) + k)).sum();
        if n_bits < best.0 {
            best = (n_bits, middle, k, codes);
        }
    }
    let (_, middle, k_impacts, codes) = best;
    out.push((k | k_impacts << 5) as u8);
    if !impacts.is_empty() {
        out.push(middle);
    }
    let mut bits = BitWriter::new(out);
    gaps.iter().for_each(|gap| bits.put_rice(*gap, k));
    codes.iter().for_each(|code| bits.put_rice(*code, k_impacts));
    bits.finish();
}

/// Reads a block of `n` articles, at most 128, none below `first` and all below `end`; returns the byte after it.
pub(crate) fn read_block(
    bytes: &[u8],
    offset: usize,
    (first, end): (u32, u32),
    n: usize,
    has_impacts: bool,
    block: &mut Block,
) -> Parsed<usize> {
    let early = Malformed("the bytes end early");
    let head = *bytes.get(offset).ok_or(early)?;
    let n = n.min(BLOCK);
    let mut bits = BitReader::at(bytes, offset + 1 + usize::from(has_impacts));
    let k = u32::from(head & 31);
    let mut next = u64::from(first);
    for article in &mut block.articles[..n] {
        next += u64::from(bits.rice(k));
        *article = next as u32;
        next += 1;
    }
    if next > u64::from(end) {
        return Err(Malformed("a number is out of range"));
    }
    block.n = n;
    if has_impacts {
        let middle = *bytes.get(offset + 1).ok_or(early)?;
        let k = u32::from(head >> 5);
        for impact in &mut block.impacts[..n] {
            let code = bits.rice(k);
            *impact = middle.wrapping_add((code >> 1) as u8 ^ (code & 1).wrapping_neg() as u8);
        }
    } else {
        block.impacts[..n].fill(0);
    }
    bits.end()
}

/// Appends where a word stands in each article of a block: rising positions, those of the headline below [`BODY_START`].
pub(crate) fn put_positions<'p>(out: &mut Vec<u8>, articles: impl Iterator<Item = &'p [u32]>) {
    let split = |positions: &'p [u32]| positions.split_at(positions.partition_point(|position| *position < BODY_START));
    let articles: Vec<(&[u32], &[u32])> = articles.map(split).collect();
    let gaps = |positions: &[u32], start: u32, all: &mut Vec<u32>| {
        let mut next = start;
        for position in positions {
            all.push(position - next);
            next = position + 1;
        }
    };
    let (mut counts, mut in_body, mut in_titles, mut titled) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut n_untitled = 0;
    for (title, body) in &articles {
        counts.push(count_code(body.len() as u32));
        gaps(body, BODY_START, &mut in_body);
        gaps(title, 0, &mut in_titles);
        if title.is_empty() {
            n_untitled += 1;
        } else {
            titled.push(n_untitled);
            n_untitled = 0;
        }
    }
    let (k, k_counts) = (best_rice(&in_body, MAX_RICE), best_rice(&counts, 7));
    out.push((k | k_counts << 5) as u8);
    out.push(titled.len() as u8);
    let (k_title, k_titled) = (best_rice(&in_titles, MAX_RICE), best_rice(&titled, 7));
    if !titled.is_empty() {
        out.push((k_title | k_titled << 5) as u8);
    }
    let mut bits = BitWriter::new(out);
    titled.iter().for_each(|n| bits.put_rice(*n, k_titled));
    let (mut in_body, mut in_titles) = (in_body.into_iter(), in_titles.into_iter());
    for ((title, body), count) in articles.iter().zip(&counts) {
        bits.put_rice(*count, k_counts);
        if !title.is_empty() {
            bits.put_rice(title.len() as u32 - 1, 0);
        }
        in_titles.by_ref().take(title.len()).for_each(|gap| bits.put_rice(gap, k_title));
        in_body.by_ref().take(body.len()).for_each(|gap| bits.put_rice(gap, k));
    }
    bits.finish();
}

impl Positions {
    /// Adds what [`put_positions`] wrote for a block of `n` articles.
    pub(crate) fn read(&mut self, bytes: &[u8], offset: usize, n: usize) -> Parsed<()> {
        let byte = |nth: usize| bytes.get(offset + nth).copied().ok_or(Malformed("the bytes end early"));
        let (head, n_titled) = (byte(0)?, usize::from(byte(1)?));
        let head_title = if n_titled > 0 { byte(2)? } else { 0 };
        if n_titled > n || n > BLOCK {
            return Err(Malformed("more headlines have a word than there are"));
        }
        let mut bits = BitReader::at(bytes, offset + if n_titled > 0 { 3 } else { 2 });
        let mut is_titled = [false; BLOCK];
        let mut at = 0usize;
        for _ in 0..n_titled {
            at = at.saturating_add(bits.rice(u32::from(head_title >> 5)) as usize);
            *is_titled[..n].get_mut(at).ok_or(Malformed("a number is out of range"))? = true;
            at += 1;
        }
        // No code is shorter than a bit: what does not end holds no more positions than the bytes have bits.
        let most = bytes.len().saturating_sub(offset) * 8;
        let before = self.values.len();
        for is_titled in &is_titled[..n] {
            let n_body = read_count(&mut bits, u32::from(head >> 5)) as usize;
            let n_title = if *is_titled { bits.rice(0) as usize + 1 } else { 0 };
            if self.values.len() - before + n_body.saturating_add(n_title) > most {
                return Err(Malformed("a count is larger than what follows"));
            }
            self.run(&mut bits, n_title, u32::from(head_title & 31), (0, BODY_START))?;
            self.run(&mut bits, n_body, u32::from(head & 31), (BODY_START, u32::MAX))?;
            self.starts.push(self.values.len() as u32);
        }
        bits.end().map(drop)
    }

    /// Adds `n` rising positions from `start` up to `end`.
    fn run(&mut self, bits: &mut BitReader<'_>, n: usize, k: u32, (start, end): (u32, u32)) -> Parsed<()> {
        let mut next = u64::from(start);
        self.values.extend((0..n).map(|_| {
            let position = next + u64::from(bits.rice(k));
            next = position + 1;
            position as u32
        }));
        if next > u64::from(end) { Err(Malformed("a number is out of range")) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn blocks_come_back(
            list in prop::collection::btree_map(5u32..100_000, (any::<u8>(), prop::collection::btree_set((0u32..50, any::<bool>()), 0..9)), 1..=128),
            padding in 0usize..10,
        ) {
            let articles: Vec<u32> = list.keys().copied().collect();
            let impacts: Vec<u8> = list.values().map(|(impact, _)| *impact).collect();
            let positions: Vec<Vec<u32>> = list
                .values()
                .map(|(_, list)| {
                    let mut list: Vec<u32> = list.iter().map(|(at, in_body)| at + u32::from(*in_body) * BODY_START).collect();
                    list.sort_unstable();
                    list
                })
                .collect();
            let mut bytes = vec![0xAB; 3];
            put_block(&mut bytes, 5, &articles, &impacts);
            let after_block = bytes.len();
            put_positions(&mut bytes, positions.iter().map(Vec::as_slice));
            let after_positions = bytes.len();
            put_block(&mut bytes, 5, &articles, &[]);
            let after_set = bytes.len();
            bytes.extend(vec![0xFF; padding]);
            let mut block = Block::default();
            let (last, n) = (articles[articles.len() - 1], articles.len());
            prop_assert_eq!(read_block(&bytes, 3, (5, last + 1), n, true, &mut block), Ok(after_block));
            prop_assert_eq!((&block.articles[..n], &block.impacts[..n]), (articles.as_slice(), impacts.as_slice()));
            prop_assert!(read_block(&bytes, 3, (5, last), n, true, &mut block).is_err());
            prop_assert_eq!(read_block(&bytes, after_positions, (5, last + 1), n, false, &mut block), Ok(after_set));
            prop_assert_eq!((&block.articles[..n], &block.impacts[..n]), (articles.as_slice(), &[0; BLOCK][..n]));
            let mut read = Positions::default();
            prop_assert_eq!(read.read(&bytes, after_block, n), Ok(()));
            for (nth, list) in positions.iter().enumerate() {
                prop_assert_eq!(read.of(nth), list.as_slice());
            }
        }

        #[test]
        fn hostile_blocks_are_malformed_and_nothing_worse(bytes in prop::collection::vec(any::<u8>(), 0..300), n in 0usize..=128, offset in 0usize..10) {
            let mut block = Block::default();
            for has_impacts in [false, true] {
                if read_block(&bytes, offset, (0, 5000), n, has_impacts, &mut block).is_ok() {
                    prop_assert!(block.articles[..n].windows(2).all(|pair| pair[0] < pair[1]));
                    prop_assert!(block.articles[..n].iter().all(|article| *article < 5000));
                }
            }
            let mut positions = Positions::default();
            if positions.read(&bytes, offset, n).is_ok() {
                prop_assert!((0..n).all(|nth| positions.of(nth).windows(2).all(|pair| pair[0] < pair[1])));
            }
            prop_assert!(positions.values.len() <= bytes.len() * 8);
        }
    }
}
