//! Invented people, organisations and places: what facets are made of, and what a test of the harness reads when there
//! is no real news.

use crate::random::Random;

const ONSETS: &[&str] = &[
    "b", "br", "c", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "kl", "l", "m", "n", "p", "pr", "r", "s", "sh",
    "st", "t", "tr", "v", "w", "y", "z",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea", "ou", "ei", "ia"];
const CODAS: &[&str] = &["", "n", "r", "l", "s", "m", "nd", "rk", "st", "th", "ck", "ng"];
const BODIES: &[&str] = &[
    "Authority",
    "Bank",
    "Board",
    "Bureau",
    "Commission",
    "Council",
    "Federation",
    "Foundation",
    "Group",
    "Holdings",
    "Institute",
    "League",
    "Ministry",
    "Office",
    "Society",
    "Trust",
    "Union",
    "University",
];
const PLACE_ENDINGS: &[&str] = &["", " Bay", " Falls", " Heights", " Province", " Valley"];

/// Every name of a kind, commonest first; no two alike.
#[derive(Clone, Debug)]
pub struct Names {
    /// 4,400 people: "Breil Stonark".
    pub people: Vec<String>,
    /// 1,240 organisations: "Drenth Council".
    pub orgs: Vec<String>,
    /// 700 places: "Kloth Valley".
    pub places: Vec<String>,
    /// 60 sources: "The Marend Courier".
    pub sources: Vec<String>,
}

impl Names {
    /// The names of a seed: 6,400 in all.
    pub fn of(seed: u64) -> Names {
        let mut random = Random::of(seed, 0x6E61_6D65);
        let forenames = distinct(240, &mut random, |random| word(random, 1..=2));
        let surnames = distinct(1_500, &mut random, |random| word(random, 2..=3));
        let of = |words: &[String], random: &mut Random| words[random.below(words.len())].clone();
        let people =
            distinct(4_400, &mut random, |random| format!("{} {}", of(&forenames, random), of(&surnames, random)));
        let orgs = distinct(1_240, &mut random, |random| {
            format!("{} {}", word(random, 2..=2), BODIES[random.below(BODIES.len())])
        });
        let places = distinct(700, &mut random, |random| {
            format!("{}{}", word(random, 2..=2), PLACE_ENDINGS[random.below(PLACE_ENDINGS.len())])
        });
        let sources = distinct(60, &mut random, |random| format!("The {} Courier", word(random, 2..=2)));
        Names { people, orgs, places, sources }
    }
}

/// As many different things as asked for.
fn distinct(n: usize, random: &mut Random, make: impl Fn(&mut Random) -> String) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let mut made = Vec::with_capacity(n);
    while made.len() < n {
        let one = make(random);
        if seen.insert(one.clone()) {
            made.push(one);
        }
    }
    made
}

/// An invented word with a capital.
pub fn word(random: &mut Random, n_syllables: std::ops::RangeInclusive<usize>) -> String {
    let mut word = String::new();
    let n_more = random.below(n_syllables.end() - n_syllables.start() + 1);
    for _ in 0..n_syllables.start() + n_more {
        for part in [ONSETS, VOWELS] {
            word.push_str(part[random.below(part.len())]);
        }
    }
    word.push_str(CODAS[random.below(CODAS.len())]);
    let first = word.remove(0).to_ascii_uppercase();
    format!("{first}{word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_6400_names_and_a_seed_gives_the_same_ones_again() {
        let names = Names::of(1);
        let n = names.people.len() + names.orgs.len() + names.places.len() + names.sources.len();
        assert_eq!(n, 6_400);
        assert_eq!(Names::of(1).people, names.people);
        assert_ne!(Names::of(2).people, names.people);
    }
}
