//! Which words stand in like places: learnt from unlabelled text, kept as a number of a group for each word.

/// The groups of words, at two grains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clusters {
    /// Rising: the upper 32 bits of a word's number, then its coarse and its fine group.
    pub entries: Vec<(u32, [u16; 2])>,
}

impl Clusters {
    /// The groups of a word; 0 for an unknown one.
    pub fn of(&self, lower: u64) -> [u16; 2] {
        let key = (lower >> 32) as u32;
        let found = self.entries.binary_search_by_key(&key, |entry| entry.0);
        found.map_or([0; 2], |at| self.entries[at].1)
    }
}
