//! English stems: the Porter2 algorithm, as its author describes it, on folded words.
//!
//! It is written out here, and not taken from the crate that stems the other languages, because the reader's page
//! carries it: a few kilobytes instead of all languages' hundred.
//!
//! * Source: Martin Porter, "The English (Porter2) stemming algorithm", Snowball project.

/// Words whose stem no rule finds; those that are their own stem say so.
const EXCEPTIONS: [(&str, &str); 18] = [
    ("skis", "ski"),
    ("skies", "sky"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("idly", "idl"),
    ("gently", "gentl"),
    ("ugly", "ugli"),
    ("early", "earli"),
    ("only", "onli"),
    ("singly", "singl"),
    ("sky", "sky"),
    ("news", "news"),
    ("howe", "howe"),
    ("atlas", "atlas"),
    ("cosmos", "cosmos"),
    ("bias", "bias"),
    ("andes", "andes"),
];

/// Words that step 1a leaves as they should stay.
const KEPT: [&str; 8] = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

/// Endings in the order they are tried, the longest of those that share an end first; each with what takes its place.
const STEP_2: [(&str, &str); 24] = [
    ("ization", "ize"),
    ("ational", "ate"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("iveness", "ive"),
    ("tional", "tion"),
    ("biliti", "ble"),
    ("lessli", "less"),
    ("entli", "ent"),
    ("ation", "ate"),
    ("alism", "al"),
    ("aliti", "al"),
    ("ousli", "ous"),
    ("iviti", "ive"),
    ("fulli", "ful"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("abli", "able"),
    ("izer", "ize"),
    ("ator", "ate"),
    ("alli", "al"),
    ("bli", "ble"),
    ("ogi", "og"),
    ("li", ""),
];

const STEP_3: [(&str, &str); 9] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("alize", "al"),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ative", ""),
    ("ical", "ic"),
    ("ness", ""),
    ("ful", ""),
];

const STEP_4: [&str; 18] = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion",
    "al", "er", "ic",
];

/// The stem of a folded English word. Words that hold anything but ASCII letters are their own stem.
pub(crate) fn english_stem(word: &str) -> String {
    if word.len() <= 2 || !word.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return word.to_owned();
    }
    if let Some((_, stem)) = EXCEPTIONS.iter().find(|(exception, _)| *exception == word) {
        return (*stem).to_owned();
    }
    let mut stem = Stem::of(word);
    stem.step_1a();
    if !KEPT.iter().any(|kept| kept.as_bytes() == stem.letters) {
        stem.step_1b();
        stem.step_1c();
        stem.step_2();
        stem.step_3();
        stem.step_4();
        stem.step_5();
    }
    stem.letters.iter().map(|letter| char::from(letter.to_ascii_lowercase())).collect()
}

/// A word losing its endings. A `y` that sounds as a consonant is written `Y`.
struct Stem {
    letters: Vec<u8>,
    /// Where the regions begin in which endings may be taken off.
    r1: usize,
    r2: usize,
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

impl Stem {
    fn of(word: &str) -> Stem {
        let mut letters = word.as_bytes().to_vec();
        for at in 0..letters.len() {
            if letters[at] == b'y' && (at == 0 || is_vowel(letters[at - 1])) {
                letters[at] = b'Y';
            }
        }
        let special = ["gener", "commun", "arsen"].iter().find(|start| word.starts_with(**start));
        let r1 = special.map_or_else(|| region(&letters, 0), |start| start.len());
        let r2 = region(&letters, r1);
        Stem { letters, r1, r2 }
    }

    fn ends(&self, ending: &str) -> bool {
        self.letters.ends_with(ending.as_bytes())
    }

    /// Whether an ending, which the word has, lies within a region.
    fn lies_in(&self, region: usize, ending: &str) -> bool {
        self.letters.len() - ending.len() >= region
    }

    fn replace(&mut self, ending: &str, by: &str) {
        self.letters.truncate(self.letters.len() - ending.len());
        self.letters.extend_from_slice(by.as_bytes());
    }

    /// The letter `n` before the end.
    fn before_end(&self, n: usize) -> Option<u8> {
        self.letters.len().checked_sub(n + 1).map(|at| self.letters[at])
    }

    /// Whether the letters up to `end` end in a short syllable.
    fn is_short_up_to(&self, end: usize) -> bool {
        match self.letters[..end] {
            [a, b] => is_vowel(a) && !is_vowel(b),
            [.., a, b, c] => !is_vowel(a) && is_vowel(b) && !is_vowel(c) && !matches!(c, b'w' | b'x' | b'Y'),
            _ => false,
        }
    }

    fn step_1a(&mut self) {
        let n = self.letters.len();
        if self.ends("sses") {
            self.replace("es", "");
        } else if self.ends("ied") || self.ends("ies") {
            self.letters.truncate(if n > 4 { n - 2 } else { n - 1 });
        } else if self.ends("s")
            && !self.ends("us")
            && !self.ends("ss")
            && self.letters[..n - 2].iter().copied().any(is_vowel)
        {
            self.letters.truncate(n - 1);
        }
    }

    fn step_1b(&mut self) {
        if let Some(ending) = ["eedly", "eed"].into_iter().find(|ending| self.ends(ending)) {
            if self.lies_in(self.r1, ending) {
                self.replace(ending, "ee");
            }
            return;
        }
        let Some(ending) = ["ingly", "edly", "ing", "ed"].into_iter().find(|ending| self.ends(ending)) else { return };
        if !self.letters[..self.letters.len() - ending.len()].iter().copied().any(is_vowel) {
            return;
        }
        self.replace(ending, "");
        let (last, one_before) = (self.before_end(0), self.before_end(1));
        if self.ends("at") || self.ends("bl") || self.ends("iz") {
            self.letters.push(b'e');
        } else if last == one_before
            && matches!(last, Some(b'b' | b'd' | b'f' | b'g' | b'm' | b'n' | b'p' | b'r' | b't'))
        {
            self.letters.pop();
        } else if self.r1 >= self.letters.len() && self.is_short_up_to(self.letters.len()) {
            self.letters.push(b'e');
        }
    }

    fn step_1c(&mut self) {
        let follows_consonant = self.letters.len() > 2 && self.before_end(1).is_some_and(|letter| !is_vowel(letter));
        if let (Some(last @ (b'y' | b'Y')), true) = (self.before_end(0), follows_consonant) {
            debug_assert!(last == b'y' || last == b'Y');
            self.letters.pop();
            self.letters.push(b'i');
        }
    }

    fn step_2(&mut self) {
        let Some((ending, by)) = STEP_2.iter().find(|(ending, _)| self.ends(ending)) else { return };
        let before = self.before_end(ending.len());
        let fits = match *ending {
            "ogi" => before == Some(b'l'),
            "li" => before.is_some_and(|letter| b"cdeghkmnrt".contains(&letter)),
            _ => true,
        };
        if fits && self.lies_in(self.r1, ending) {
            self.replace(ending, by);
        }
    }

    fn step_3(&mut self) {
        let Some((ending, by)) = STEP_3.iter().find(|(ending, _)| self.ends(ending)) else { return };
        let region = if *ending == "ative" { self.r2 } else { self.r1 };
        if self.lies_in(self.r1, ending) && self.lies_in(region, ending) {
            self.replace(ending, by);
        }
    }

    fn step_4(&mut self) {
        let Some(ending) = STEP_4.iter().find(|ending| self.ends(ending)) else { return };
        let fits = *ending != "ion" || matches!(self.before_end(3), Some(b's' | b't'));
        if fits && self.lies_in(self.r2, ending) {
            self.replace(ending, "");
        }
    }

    fn step_5(&mut self) {
        let n = self.letters.len();
        if self.ends("e") {
            if self.lies_in(self.r2, "e") || (self.lies_in(self.r1, "e") && !self.is_short_up_to(n - 1)) {
                self.letters.pop();
            }
        } else if self.ends("ll") && self.lies_in(self.r2, "l") {
            self.letters.pop();
        }
    }
}

/// Where the region after the first consonant that follows a vowel begins, looking from `start`; the word's end when nowhere.
fn region(letters: &[u8], start: usize) -> usize {
    let found = (start + 1..letters.len()).find(|at| is_vowel(letters[at - 1]) && !is_vowel(letters[*at]));
    found.map_or(letters.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_stemmers::{Algorithm, Stemmer};

    use super::*;

    #[test]
    fn words_lose_their_endings() {
        for (word, stem) in [
            ("attacks", "attack"),
            ("condemned", "condemn"),
            ("hoping", "hope"),
            ("hopping", "hop"),
            ("national", "nation"),
            ("generously", "generous"),
            ("communities", "communiti"),
            ("sayings", "say"),
            ("happy", "happi"),
            ("by", "by"),
            ("say", "say"),
            ("skies", "sky"),
            ("ties", "tie"),
            ("gas", "gas"),
            ("succeeded", "succeed"),
            ("rationally", "ration"),
            ("controlled", "control"),
        ] {
            assert_eq!(english_stem(word), stem, "{word}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn stems_are_those_of_the_reference(
            start in "[a-z]{0,5}|gener|commun|arsen",
            endings in prop::collection::vec(prop::sample::select(vec![
                "s", "sses", "ies", "ied", "us", "ss", "eed", "eedly", "ed", "edly", "ing", "ingly", "y", "at", "bl", "iz", "tt", "tional", "enci",
                "anci", "abli", "entli", "izer", "ization", "ational", "ation", "ator", "alism", "aliti", "alli", "fulness", "ousli", "ousness", "iveness",
                "iviti", "biliti", "bli", "logi", "fulli", "lessli", "li", "alize", "icate", "iciti", "ical", "ful", "ness", "ative", "al", "ance", "ence",
                "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "sion", "tion", "e", "l", "ll",
            ]), 0..3),
        ) {
            let word = format!("{start}{}", endings.concat());
            let reference = Stemmer::create(Algorithm::English).stem(&word).into_owned();
            prop_assert_eq!(english_stem(&word), reference, "{}", word);
        }
    }
}
