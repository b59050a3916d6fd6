//! Keys under which two forms of one name meet, so that no form need be compared with all others.

use super::form::{Script, Word, is_short_word, words};
use super::lexicon::Lexicon;
use super::person::Person;
use super::spelling::{is_vowel, units};
use newsprint_model::EntityKind;

/// The most keys of a form.
const MAX_KEYS: usize = 16;

/// The keys of a form: two forms that the rules join share at least one, but for a few that leave much out.
///
/// * Shape: at most 16 keys, sorted, distinct. They propose and never prove.
pub(crate) fn candidate_keys(form: &str, kind: EntityKind) -> Vec<String> {
    let lexicon = Lexicon::get();
    let cut = words(form);
    let mut keys: Vec<String> = lexicon.known(&cut).into_iter().map(|known| format!("={known}")).collect();
    match kind {
        EntityKind::Person => of_person(&Person::of(form, lexicon), lexicon, &mut keys),
        EntityKind::Organisation | EntityKind::Place => of_body(&cut, lexicon, &mut keys),
    }
    keys.truncate(MAX_KEYS);
    keys.sort();
    keys.dedup();
    keys
}

/// Two names of a person at a time, in any place: what one form leaves out, the other has beside them.
fn of_person(person: &Person, lexicon: &Lexicon, keys: &mut Vec<String>) {
    let names: Vec<&Word> = person.words.iter().filter(|word| !word.is_initial()).take(5).collect();
    let sounds_of = |word: &Word| sounds(&word.text, word.script);
    let all: String = names.iter().map(|word| word.text.as_str()).collect();
    keys.push(format!("*{}", sounds(&all, names.first().map_or(Script::Latin, |word| word.script))));
    for (at, one) in names.iter().enumerate() {
        for other in &names[at + 1..] {
            keys.push(pair(&sounds_of(one), &sounds_of(other)));
        }
    }
    // `Bill` and `William` sound unlike; their line in the list is one.
    if let [first, .., last] = names.as_slice() {
        for class in lexicon.short_classes(&first.text) {
            keys.push(format!("@{class}/{}", sounds_of(last)));
        }
    }
    if let [first, .., before, last] = names.as_slice() {
        let joined = sounds(&format!("{}{}", before.text, last.text), last.script);
        keys.push(pair(&sounds_of(first), &joined));
    }
}

fn of_body(cut: &[Word], lexicon: &Lexicon, keys: &mut Vec<String>) {
    let mut kept: Vec<&Word> = cut.iter().filter(|word| !is_short_word(word, lexicon)).take(8).collect();
    if kept.is_empty() {
        kept = cut.iter().take(8).collect();
    }
    if let [only] = kept.as_slice()
        && only.is_upper
    {
        keys.push(format!("#{}", only.text));
    } else if kept.len() > 1 {
        let firsts = |keeps: &dyn Fn(&Word) -> bool| -> String {
            cut.iter().filter(|word| keeps(word)).filter_map(|word| word.text.chars().next()).collect()
        };
        keys.push(format!("#{}", firsts(&|word| !lexicon.has("stops", &word.text))));
        keys.push(format!("#{}", firsts(&|word| word.text != "the")));
    }
    let sounds_of = |word: &Word| {
        let text = lexicon.country(&word.text).unwrap_or(lexicon.plain(&word.text));
        sounds(text.trim_end_matches('s'), word.script)
    };
    let all: String = kept.iter().map(|word| word.text.as_str()).collect();
    keys.push(format!("*{}", sounds(&all, kept.first().map_or(Script::Latin, |word| word.script))));
    // Without the last words that short forms leave out, in any order.
    while kept.len() > 1 && kept.last().is_some_and(|last| lexicon.has("short-endings", &last.text)) {
        kept.pop();
    }
    if let [only] = kept.as_slice() {
        keys.push(format!("*{}", sounds(&only.text, only.script)));
    }
    let mut telling: Vec<String> = kept.iter().map(|word| sounds_of(word)).collect();
    telling.sort();
    keys.push(format!("+{}", telling.join("/")));
    telling.sort_by_key(|sounds| std::cmp::Reverse(sounds.len()));
    telling.truncate(3);
    for (at, one) in telling.iter().enumerate() {
        for other in &telling[at + 1..] {
            keys.push(pair(one, other));
        }
    }
}

/// Two parts as one key, whatever their order.
fn pair(one: &str, other: &str) -> String {
    format!("{}/{}", one.min(other), one.max(other))
}

/// Whether a person's form is one name only, titles aside: it is never joined across articles.
pub(crate) fn is_bare_name(form: &str) -> bool {
    Person::of(form, Lexicon::get()).words.len() < 2
}

/// The consonants of a word by broad classes: spellings of one name share them, in Latin and in Arabic letters.
fn sounds(text: &str, script: Script) -> String {
    let broad = |unit: u8| match unit {
        b'Q' | b'K' | b'G' | b'J' | b'4' | b'X' | b'C' | b'$' => b'K',
        b'8' | b'T' | b'9' | b'D' | b'Z' | b'S' => b'T',
        b'F' | b'P' => b'B',
        other => other,
    };
    let units: Vec<u8> = match script {
        Script::Latin => units(text),
        Script::Arabic => text.chars().filter_map(broad_arabic).collect(),
        Script::Hebrew | Script::Other => return text.to_owned(),
    };
    let mut key = String::new();
    for unit in units.into_iter().filter(|unit| !is_vowel(*unit) && !matches!(unit, b'H' | b'Y' | b'V')) {
        let broad = char::from(broad(unit));
        if !key.ends_with(broad) {
            key.push(broad);
        }
    }
    if key.is_empty() { text.to_owned() } else { key }
}

fn broad_arabic(c: char) -> Option<u8> {
    Some(match c {
        'ب' | 'پ' | 'ف' => b'B',
        'ت' | 'ط' | 'ث' | 'د' | 'ذ' | 'ز' | 'س' | 'ص' | 'ض' | 'ظ' => b'T',
        'ج' | 'چ' | 'خ' | 'ژ' | 'ش' | 'غ' | 'ق' | 'ك' | 'گ' => b'K',
        'ر' => b'R',
        'ل' => b'L',
        'م' => b'M',
        'ن' => b'N',
        _ => return None,
    })
}
