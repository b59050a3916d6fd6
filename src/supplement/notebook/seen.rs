//! What a search found when the reader last looked, and what is new since: told by the articles' ids, which stay the same from edition to edition, not by their
//! dates, for old articles come in late and undated ones have none.
//!
//! Ids are kept as numbers of 60 bits. That a new article's number is that of one among a hundred thousand seen is less likely than one in ten million million.

use newsprint_model::{DateSpan, Day};

use crate::supplement::records::json::{Json, object};

/// The most articles of which it is kept one by one which were seen; of larger results it is kept how many they were.
pub const MOST_IDS: u32 = 5_000;

/// How many signs an id takes.
const N_SIGNS: usize = 10;
/// The signs, six bits each.
const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The edition's hash.
    pub edition: String,
    /// The day.
    pub day: Option<Day>,
    /// How many articles.
    pub n: u32,
    /// Which, in rising order; `None` of a larger result.
    ids: Option<Vec<u64>>,
}

/// What is new since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// So many articles were not there, and so many are there no more.
    Exactly {
        /// Not there then.
        n_new: u32,
        /// Not there now.
        n_gone: u32,
    },
    /// Which were there is not known: so many more than then, or fewer.
    Net(i32),
}

impl Seen {
    /// Of a result whose ids are known by their numbers, whatever their order.
    pub fn of_numbers(edition: &str, day: Option<Day>, mut ids: Vec<u64>) -> Seen {
        ids.sort_unstable();
        ids.dedup();
        Seen { edition: edition.to_owned(), day, n: ids.len() as u32, ids: Some(ids) }
    }

    /// Of a result that is larger than `MOST_IDS`.
    pub fn of_many(edition: &str, day: Option<Day>, n: u32) -> Seen {
        Seen { edition: edition.to_owned(), day, n, ids: None }
    }

    /// The same, seen on another day.
    pub fn on(&self, day: Option<Day>) -> Seen {
        Seen { day, ..self.clone() }
    }

    /// Whether an article was there; `None` when that is not known.
    pub fn has(&self, id: u64) -> Option<bool> {
        Some(self.ids.as_ref()?.binary_search(&id).is_ok())
    }

    /// What is new in a later result.
    pub fn since(&self, now: &Seen) -> Since {
        let (Some(then), Some(ids)) = (&self.ids, &now.ids) else {
            let net = i64::from(now.n) - i64::from(self.n);
            return Since::Net(net.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32);
        };
        let n_new = ids.iter().filter(|id| then.binary_search(id).is_err()).count() as u32;
        let n_both = now.n - n_new;
        Since::Exactly { n_new, n_gone: self.n - n_both }
    }

    /// As a value of JSON.
    pub fn json(&self) -> Json {
        let ids = self.ids.as_ref().map(|ids| {
            let signs = ids.iter().flat_map(|id| (0..N_SIGNS).map(|at| SIGNS[(*id >> (6 * at)) as usize & 63] as char));
            signs.collect::<String>()
        });
        object([
            ("edition", self.edition.as_str().into()),
            ("day", self.day.map(|day| day.to_string()).into()),
            ("n", self.n.into()),
            ("ids", ids.into()),
        ])
    }

    /// What a value says; `None` when it says nothing of the kind.
    pub fn of(json: &Json) -> Option<Seen> {
        let edition = json.text("edition")?;
        let day = json.text("day").and_then(|day| Some(day.parse::<DateSpan>().ok()?.earliest));
        let Some(signs) = json.text("ids") else { return Some(Seen::of_many(edition, day, json.number("n")?)) };
        if !signs.len().is_multiple_of(N_SIGNS) {
            return None;
        }
        let ids = signs.as_bytes().chunks_exact(N_SIGNS).map(|signs| {
            signs.iter().rev().try_fold(0_u64, |id, sign| {
                let six = SIGNS.iter().position(|other| other == sign)?;
                Some(id << 6 | six as u64)
            })
        });
        Some(Seen::of_numbers(edition, day, ids.collect::<Option<Vec<u64>>>()?))
    }
}

/// The number of an article's id: 60 bits. What is stored on readers' devices depends on it.
///
/// * Source: FNV-1a of 64 bits (draft-eastlake-fnv), finished as SplitMix64 finishes (Steele, Lea and Flood, 2014).
pub fn number(id: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in id.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (hash ^ hash >> 31) >> 4
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(ids: &[&str]) -> Seen {
        Seen::of_numbers("e", Some(Day(1)), ids.iter().map(|id| number(id)).collect())
    }

    #[test]
    fn what_is_new_is_told_by_ids_whatever_their_order_and_number() {
        for (then, now, n_new, n_gone) in [
            (&[][..], &[][..], 0, 0),
            (&["a"], &["a"], 0, 0),
            (&["a", "b"], &["b", "a"], 0, 0),
            (&["a"], &["a", "b"], 1, 0),
            (&["a", "b"], &["b"], 0, 1),
            // As many as before, and yet not the same.
            (&["a", "b"], &["b", "c"], 1, 1),
            (&[], &["a", "b", "c"], 3, 0),
        ] {
            assert_eq!(seen(then).since(&seen(now)), Since::Exactly { n_new, n_gone }, "{then:?} {now:?}");
        }
        assert_eq!(Seen::of_many("e", None, 9_000).since(&Seen::of_many("f", None, 9_012)), Since::Net(12));
        assert_eq!(Seen::of_many("e", None, 9_000).since(&seen(&["a"])), Since::Net(-8_999));
        assert_eq!((seen(&["a"]).has(number("a")), seen(&["a"]).has(number("b"))), (Some(true), Some(false)));
    }

    #[test]
    fn numbers_of_ids_stay_what_they_are() {
        // Readers' devices have them.
        let numbers = ["", "a", "harbour-1", "گزارش"].map(number);
        assert_eq!(numbers, NUMBERS);
        assert!(numbers.iter().all(|number| *number < 1 << 60));
    }

    const NUMBERS: [u64; 4] =
        [1_104_122_286_352_064_137, 12_397_938_303_123_983, 732_245_969_052_164_419, 1_079_676_527_383_375_417];

    proptest! {
        #[test]
        fn what_was_seen_is_read_back(ids in prop::collection::vec("[a-z0-9-]{0,20}", 0..50), day in prop::option::of(0..30_000_i32)) {
            let numbers = ids.iter().map(|id| number(id)).collect();
            let seen = Seen::of_numbers("0123", day.map(Day), numbers);
            prop_assert_eq!(Seen::of(&seen.json()), Some(seen.clone()));
            let many = Seen::of_many("0123", day.map(Day), ids.len() as u32);
            prop_assert_eq!(Seen::of(&Json::read(&many.json().line()).expect("JSON")), Some(many));
        }
    }
}
