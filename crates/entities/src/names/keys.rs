//! Keys under which two forms of one name meet, so that no form need be compared with all others.

use super::form::{Script, Word, is_short_word, words};
use super::lexicon::Lexicon;
use super::people::Person;
use super::spelling::{is_vowel, units};
use newsprint_model::EntityKind;

/// The most keys of a form.
const MAX_KEYS: usize = 12;

/// The keys of a form: two forms that the rules join share at least one, but for what only the built-in table knows.
///
/// * Shape: at most 12 keys, sorted, distinct. They propose and never prove.
pub(crate) fn candidate_keys(form: &str, kind: EntityKind) -> Vec<String> {
    let lexicon = Lexicon::get();
    let cut = words(form);
    let mut keys: Vec<String> = lexicon.known(&cut).into_iter().map(|known| format!("={known}")).collect();
    match kind {
        EntityKind::Person => {
            let person = Person::of(form, lexicon);
            let names: Vec<&Word> = person.words.iter().filter(|word| !word.is_initial()).collect();
            // Any of the last three may be the surname that the other form ends with; hyphens may lie elsewhere.
            for word in names.iter().rev().take(3) {
                keys.push(sounds(&word.text, word.script));
            }
            for pair in names.windows(2).rev().take(2) {
                keys.push(sounds(&format!("{}{}", pair[0].text, pair[1].text), pair[0].script));
            }
        }
        EntityKind::Organisation | EntityKind::Place => {
            let kept: Vec<&Word> = cut.iter().filter(|word| !is_short_word(word, lexicon)).collect();
            let firsts: String = kept.iter().filter_map(|word| word.text.chars().next()).collect();
            if kept.len() > 1 {
                keys.push(format!("#{firsts}"));
            }
            if let [only] = cut.as_slice()
                && only.is_upper
            {
                keys.push(format!("#{}", only.text));
            }
            // The longest words are the ones that tell most.
            let mut telling: Vec<&&Word> = kept.iter().collect();
            telling.sort_by_key(|word| std::cmp::Reverse(word.n_chars()));
            for word in telling.into_iter().take(3) {
                keys.push(sounds(word.text.trim_end_matches('s'), word.script));
            }
            let all: String = kept.iter().map(|word| word.text.as_str()).collect();
            keys.push(sounds(&all, cut.first().map_or(Script::Latin, |word| word.script)));
        }
    }
    keys.sort();
    keys.dedup();
    keys.truncate(MAX_KEYS);
    keys
}

/// Whether a person's form is one name only, titles aside: it is never joined across articles.
pub(crate) fn is_bare_surname(form: &str) -> bool {
    Person::of(form, Lexicon::get()).words.len() < 2
}

/// The consonants of a word by broad classes: spellings of one name share them, in Latin and in Arabic letters.
fn sounds(text: &str, script: Script) -> String {
    let broad = |unit: u8| match unit {
        b'Q' | b'K' | b'G' | b'J' | b'4' | b'X' | b'C' | b'$' => b'K',
        b'8' | b'T' | b'9' | b'D' | b'Z' | b'S' => b'T',
        b'V' | b'F' => b'V',
        b'B' | b'P' => b'B',
        other => other,
    };
    let units: Vec<u8> = match script {
        Script::Latin => units(text),
        Script::Arabic => text.chars().filter_map(broad_arabic).collect(),
        Script::Hebrew | Script::Other => return text.to_owned(),
    };
    let mut key = String::new();
    for unit in units.into_iter().filter(|unit| !is_vowel(*unit) && !matches!(unit, b'H' | b'Y' | b'V')) {
        key.push(char::from(broad(unit)));
    }
    if key.is_empty() { text.to_owned() } else { key }
}

fn broad_arabic(c: char) -> Option<u8> {
    Some(match c {
        'ب' | 'پ' => b'B',
        'ت' | 'ط' | 'ث' | 'د' | 'ذ' | 'ز' | 'س' | 'ص' | 'ض' | 'ظ' => b'T',
        'ج' | 'چ' | 'خ' | 'ژ' | 'ش' | 'غ' | 'ق' | 'ك' | 'گ' => b'K',
        'ر' => b'R',
        'ل' => b'L',
        'م' => b'M',
        'ن' => b'N',
        _ => return None,
    })
}
