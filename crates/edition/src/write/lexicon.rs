//! The words of a batch of articles, each known by a number: one arena of bytes and one table of hashes, nothing allocated for a word.

/// Words and their numbers, in the order in which they first came.
#[derive(Default)]
pub(super) struct Lexicon {
    bytes: Vec<u8>,
    /// Where each word ends.
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// Open addressing: a word's number plus one, or 0.
    slots: Vec<u32>,
}

impl Lexicon {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Roughly what it holds in memory.
    pub(super) fn n_bytes(&self) -> usize {
        self.bytes.capacity() + (self.ends.capacity() + self.hashes.capacity() + self.slots.capacity()) * 4
    }

    pub(super) fn word(&self, number: u32) -> &[u8] {
        let nth = number as usize;
        let start = nth.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[nth] as usize]
    }

    /// A word that went in as text.
    pub(super) fn text(&self, number: u32) -> &str {
        std::str::from_utf8(self.word(number)).unwrap_or_default()
    }

    /// The number of a word, a new one if it has none.
    pub(super) fn number(&mut self, word: &[u8]) -> u32 {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = hash(word);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            match self.slots[slot] {
                0 => break,
                taken if self.hashes[taken as usize - 1] == hash && self.word(taken - 1) == word => return taken - 1,
                _ => slot = (slot + 1) & mask,
            }
        }
        let number = self.ends.len() as u32;
        self.slots[slot] = number + 1;
        self.bytes.extend_from_slice(word);
        self.ends.push(self.bytes.len() as u32);
        self.hashes.push(hash);
        number
    }

    /// The numbers of all words, by the words' bytes.
    pub(super) fn sorted(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (0..self.ends.len() as u32).collect();
        numbers.sort_unstable_by(|a, b| self.word(*a).cmp(self.word(*b)));
        numbers
    }

    fn grow(&mut self) {
        let n_slots = (self.slots.len() * 2).max(1 << 10);
        self.slots = vec![0; n_slots];
        for (nth, hash) in self.hashes.iter().enumerate() {
            let mut slot = *hash as usize & (n_slots - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (n_slots - 1);
            }
            self.slots[slot] = nth as u32 + 1;
        }
    }
}

/// A quick hash of a short word: eight bytes at a time, multiplied and mixed down.
fn hash(word: &[u8]) -> u32 {
    const K: u64 = 0x9E37_79B1_85EB_CA87;
    let mix = |state: u64, input: u64| (state.rotate_left(5) ^ input).wrapping_mul(K);
    let mut eights = word.chunks_exact(8);
    let mut state = eights.by_ref().fold(word.len() as u64, |state, eight| {
        mix(state, eight.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    });
    state = mix(state, eights.remainder().iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)));
    ((state ^ (state >> 29)).wrapping_mul(K) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_word_has_one_number_and_sorting_is_by_bytes() {
        let mut lexicon = Lexicon::default();
        let mut known = BTreeMap::new();
        for n in 0..20_000u32 {
            let word = format!("{:x}", n.wrapping_mul(2_654_435_761) % 7_000);
            let number = lexicon.number(word.as_bytes());
            assert_eq!(*known.entry(word).or_insert(number), number);
        }
        assert_eq!(lexicon.len(), known.len());
        let sorted: Vec<&[u8]> = lexicon.sorted().into_iter().map(|number| lexicon.word(number)).collect();
        assert_eq!(sorted, known.keys().map(String::as_bytes).collect::<Vec<_>>());
    }
}
