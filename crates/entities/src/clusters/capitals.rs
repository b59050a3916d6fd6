//! Names that stand in capitals alone, as in datelines and headlines, written as names are.

use newsprint_model::EntityKind;

/// Words that have no capital within a name.
const SMALL: [&str; 14] = ["of", "the", "and", "for", "in", "on", "de", "del", "la", "da", "van", "von", "bin", "ibn"];

/// The most letters of a word that may be an acronym, or a vowelless one of any length.
const MAX_ACRONYM: usize = 5;

/// Whether a name of some length has capitals only: `TEHRAN`, `UNITED NATIONS`; `U.S.` is no such name.
pub(super) fn is_shouted(name: &str) -> bool {
    let n_letters = name.chars().filter(|c| c.is_alphabetic()).count();
    n_letters > 3 && !name.contains('.') && name.chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
}

/// A name in capitals alone as it would stand in a sentence; any other, and what may be an acronym, as it is.
pub(super) fn in_ordinary_case(name: &str, kind: EntityKind) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let may_be_acronym = kind == EntityKind::Organisation
        && (words.len() == 1 || words.iter().all(|word| word.chars().count() <= MAX_ACRONYM));
    if !is_shouted(name) || may_be_acronym || name.chars().any(|c| c.is_ascii_digit()) {
        return name.to_owned();
    }
    let ordinary = |(nth, word): (usize, &&str)| {
        let lower = word.to_lowercase();
        match () {
            () if nth > 0 && SMALL.contains(&lower.as_str()) => lower,
            () if is_numeral(word) || !lower.chars().any(is_vowel) => (*word).to_owned(),
            () => capitalised(&lower),
        }
    };
    words.iter().enumerate().map(ordinary).collect::<Vec<_>>().join(" ")
}

/// A capital at the word's start and after each hyphen, and after an apostrophe behind one letter: `O'Neil`, `Amir-Abdollahian`.
fn capitalised(lower: &str) -> String {
    let mut found = String::with_capacity(lower.len());
    let mut n_before = 0;
    for c in lower.chars() {
        if n_before == 0 {
            found.extend(c.to_uppercase());
        } else {
            found.push(c);
        }
        n_before = match c {
            '-' | '‐' | '‑' | '–' | '/' | '(' => 0,
            '\'' | '’' if n_before == 1 => 0,
            _ => n_before + 1,
        };
    }
    found
}

fn is_numeral(word: &str) -> bool {
    word.len() <= 4 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

fn is_vowel(c: char) -> bool {
    !c.is_ascii() || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_datelines_and_headlines_are_written_as_in_sentences() {
        for (name, kind, expected) in [
            ("BANDAR-E FOOLAD", EntityKind::Place, "Bandar-E Foolad"),
            ("VELMORA", EntityKind::Place, "Velmora"),
            ("USA", EntityKind::Place, "USA"),
            ("U.S.S.R.", EntityKind::Place, "U.S.S.R."),
            ("TOM O'NEIL", EntityKind::Person, "Tom O'Neil"),
            ("POPE OF ROME II", EntityKind::Person, "Pope of Rome II"),
            ("UNESCO", EntityKind::Organisation, "UNESCO"),
            ("BASF AG", EntityKind::Organisation, "BASF AG"),
            ("HARBOUR COMMISSION OF VELMORA", EntityKind::Organisation, "Harbour Commission of Velmora"),
            ("Tehran", EntityKind::Place, "Tehran"),
            ("تهران", EntityKind::Place, "تهران"),
            ("سازمان CIA", EntityKind::Organisation, "سازمان CIA"),
        ] {
            assert_eq!(in_ordinary_case(name, kind), expected);
        }
    }
}
