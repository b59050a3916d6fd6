//! Small maps and sets as sorted vectors.
//!
//! A `BTreeMap` of each kind of key and value weighs five kilobytes or more on the reader's page; these weigh a few hundred bytes. They hold the words of a
//! query and the chunks in memory: hundreds of entries, mostly added in order.

use std::borrow::Borrow;

/// A map by rising key. Adding takes time in proportion to what lies above.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedMap<K, V> {
    entries: Vec<(K, V)>,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> SortedMap<K, V> {
        SortedMap { entries: Vec::new() }
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        // What is added last is mostly the greatest.
        match self.entries.last() {
            Some((last, _)) if last.borrow() < key => Err(self.entries.len()),
            _ => self.entries.binary_search_by(|(at, _)| at.borrow().cmp(key)),
        }
    }

    /// The place of a key among the keys.
    pub fn index<Q: Ord + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok()
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.index(key).map(|at| &self.entries[at].1)
    }

    /// The value of a key, which is added with a first value when it is not there.
    pub fn get_or_add(&mut self, key: K, first: impl FnOnce() -> V) -> &mut V {
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.entries.insert(at, (key, first()));
                at
            }
        };
        &mut self.entries[at].1
    }

    /// Sets the value of a key, and returns the one before.
    pub fn set(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.entries[at].1, value)),
            Err(at) => {
                self.entries.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes a key out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.index(key).map(|at| self.entries.remove(at).1)
    }

    /// The entries by rising key.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &(K, V)> {
        self.entries.iter()
    }

    /// The entries, no longer a map.
    pub fn into_entries(self) -> Vec<(K, V)> {
        self.entries
    }
}

/// Adds to a sorted list without repeats.
pub fn add_sorted<T: Ord>(list: &mut Vec<T>, item: T) {
    let at = match list.last() {
        Some(last) if *last < item => list.len(),
        _ => match list.binary_search(&item) {
            Ok(_) => return,
            Err(at) => at,
        },
    };
    list.insert(at, item);
}

/// Which of some keys comes first, second and so on; of equal ones the earlier.
///
/// * Shape: for each place in the order, the index of the key that belongs there.
///
/// The one way in which things that are no plain
/// numbers are put in order: the library's sorting is four kilobytes of the reader's download for each kind of thing.
///
/// * Source: heapsort, Williams 1964.
pub fn in_order(keys: &[u64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    let is_before = |a: usize, b: usize| (keys[a], a) < (keys[b], b);
    for turn in (0..keys.len() + keys.len() / 2).rev() {
        // First every parent is let sink below its children, the last parent first; then the greatest goes to the end of what is left.
        let (mut at, end) = match turn.checked_sub(keys.len()) {
            Some(parent) => (parent, keys.len()),
            None => {
                order.swap(0, turn);
                (0, turn)
            }
        };
        while 2 * at + 1 < end {
            let mut child = 2 * at + 1;
            if child + 1 < end && is_before(order[child], order[child + 1]) {
                child += 1;
            }
            if !is_before(order[at], order[child]) {
                break;
            }
            order.swap(at, child);
            at = child;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_are_put_in_order_and_equal_ones_keep_theirs() {
        for keys in [vec![], vec![7], vec![2, 1], vec![5, 1, 5, 0, 5, 9, 1], (0..100).map(|n| n * 37 % 11).collect()] {
            let mut expected: Vec<usize> = (0..keys.len()).collect();
            expected.sort_by_key(|nth| keys[*nth]);
            assert_eq!(in_order(&keys), expected, "{keys:?}");
        }
    }

    proptest! {
        #[test]
        fn they_behave_as_the_standard_ones(actions in prop::collection::vec((0u8..3, 0u8..20, any::<u8>()), 0..60)) {
            let (mut map, mut reference) = (SortedMap::default(), BTreeMap::new());
            let (mut list, mut set) = (Vec::new(), BTreeSet::new());
            for (action, key, value) in actions {
                match action {
                    0 => prop_assert_eq!(map.set(key, value), reference.insert(key, value)),
                    1 => prop_assert_eq!(map.remove(&key), reference.remove(&key)),
                    _ => prop_assert_eq!(*map.get_or_add(key, || value), *reference.entry(key).or_insert(value)),
                }
                prop_assert_eq!(map.get(&key), reference.get(&key));
                add_sorted(&mut list, key);
                set.insert(key);
            }
            prop_assert!(map.iter().map(|(key, value)| (key, value)).eq(&reference));
            prop_assert_eq!(map.into_entries(), reference.into_iter().collect::<Vec<_>>());
            prop_assert_eq!(list, set.into_iter().collect::<Vec<_>>());
        }
    }
}
