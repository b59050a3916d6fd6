//! Names across scripts: Cyrillic and Greek letter by letter, Arabic and Hebrew by their consonants.

use super::form::{MAX_WORD_CHARS, Script, Word};
use super::spelling::{is_vowel, units};

/// A Cyrillic or Greek word in Latin letters; `None` for a word in any other script.
pub(super) fn romanised(raw: &str) -> Option<String> {
    let foreign = |c: char| matches!(c as u32, 0x0370..=0x03FF | 0x0400..=0x052F | 0x1F00..=0x1FFF);
    if !raw.chars().any(foreign) {
        return None;
    }
    let mut out = String::new();
    for c in newsprint_text::fold(raw).chars() {
        match letter(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    Some(out)
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'α' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'е' | 'э' | 'ε' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'й' | 'і' | 'ы' | 'η' | 'ι' => "i",
        'к' | 'κ' => "k",
        'л' | 'λ' => "l",
        'м' | 'μ' => "m",
        'н' | 'ν' => "n",
        'о' | 'ο' | 'ω' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' => "s",
        'т' | 'τ' => "t",
        'у' => "u",
        'υ' => "y",
        'ф' | 'φ' => "f",
        'х' | 'χ' => "kh",
        'ц' => "ts",
        'ч' | 'ћ' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'ј' => "j",
        'љ' => "lj",
        'њ' => "nj",
        'ђ' | 'џ' => "dj",
        'ѕ' => "dz",
        'θ' => "th",
        'ξ' => "ks",
        'ψ' => "ps",
        _ => return None,
    })
}

/// What a letter of a script without short vowels may stand for: consonant units, vowels, and whether it may be silent.
struct Letter {
    consonants: &'static [u8],
    vowels: &'static [u8],
    may_be_silent: bool,
}

fn arabic(c: char, is_last: bool) -> Option<Letter> {
    let sure = |consonants| Some(Letter { consonants, vowels: b"", may_be_silent: false });
    match c {
        'ا' => Some(Letter { consonants: b"", vowels: b"aoei", may_be_silent: true }),
        'و' => Some(Letter { consonants: b"V", vowels: b"uo", may_be_silent: true }),
        'ي' if is_last => Some(Letter { consonants: b"Y", vowels: b"iea", may_be_silent: true }),
        'ي' => Some(Letter { consonants: b"Y", vowels: b"ie", may_be_silent: true }),
        'ع' => Some(Letter { consonants: b"", vowels: b"aeio", may_be_silent: true }),
        'ه' if is_last => Some(Letter { consonants: b"HT", vowels: b"ae", may_be_silent: true }),
        'ح' if is_last => Some(Letter { consonants: b"H", vowels: b"", may_be_silent: true }),
        'ه' | 'ح' => sure(b"H"),
        'ب' => sure(b"B"),
        'پ' => sure(b"P"),
        'ت' | 'ط' => sure(b"T"),
        'ث' => sure(b"S8T"),
        'ج' => sure(b"JG4"),
        'چ' => sure(b"C"),
        'خ' => sure(b"X"),
        'د' => sure(b"D"),
        'ذ' => sure(b"Z9D"),
        'ر' => sure(b"R"),
        'ز' => sure(b"ZJ"),
        'ژ' => sure(b"4JZ"),
        'س' | 'ص' => sure(b"S"),
        'ش' => sure(b"$C"),
        'ض' => sure(b"ZD9"),
        'ظ' => sure(b"ZD9"),
        'غ' => sure(b"QG"),
        'ف' => sure(b"FV"),
        'ق' => sure(b"QKG"),
        'ك' => sure(b"KGQ"),
        'گ' => sure(b"G"),
        'ل' => sure(b"L"),
        'م' => sure(b"M"),
        'ن' => sure(b"N"),
        'ڤ' | 'ڨ' => sure(b"V"),
        _ => None,
    }
}

fn hebrew(c: char, is_last: bool) -> Option<Letter> {
    let sure = |consonants| Some(Letter { consonants, vowels: b"", may_be_silent: false });
    match c {
        'א' | 'ע' => Some(Letter { consonants: b"", vowels: b"aeiou", may_be_silent: true }),
        'ו' => Some(Letter { consonants: b"V", vowels: b"ou", may_be_silent: true }),
        'י' => Some(Letter { consonants: b"YJ", vowels: b"ie", may_be_silent: true }),
        'ה' if is_last => Some(Letter { consonants: b"H", vowels: b"ae", may_be_silent: true }),
        'ה' => sure(b"H"),
        'ב' => sure(b"BV"),
        'ג' => sure(b"GJ"),
        'ד' => sure(b"D"),
        'ז' => sure(b"Z4"),
        'ח' => sure(b"HXC"),
        'ט' | 'ת' => sure(b"T8"),
        'כ' | 'ך' => sure(b"KXC"),
        'ל' => sure(b"L"),
        'מ' | 'ם' => sure(b"M"),
        'נ' | 'ן' => sure(b"N"),
        'ס' => sure(b"S"),
        'פ' | 'ף' => sure(b"PF"),
        'צ' | 'ץ' => sure(b"ZS"),
        'ק' => sure(b"KQ"),
        'ר' => sure(b"R"),
        'ש' => sure(b"$S"),
        _ => None,
    }
}

/// Two letters that look like one sound.
fn halves(sound: u8) -> Option<(u8, u8)> {
    Some(match sound {
        b'$' => (b'S', b'H'),
        b'8' => (b'T', b'H'),
        b'9' => (b'D', b'H'),
        b'X' => (b'K', b'H'),
        b'Q' => (b'G', b'H'),
        b'4' => (b'Z', b'H'),
        _ => return None,
    })
}

/// How far a Latin spelling is from a word in Arabic or Hebrew letters.
///
/// * Shape: a Latin word and a word of the other script, in; `None` when they cannot be one name.
/// * Unit: the cost of spelling edits; 0 is a plain transliteration.
pub(super) fn cost_across(latin: &Word, other: &Word) -> Option<f32> {
    if latin.n_chars() > MAX_WORD_CHARS || other.n_chars() > MAX_WORD_CHARS {
        return None;
    }
    let sounds = units(&latin.text);
    let chars: Vec<char> = other.text.chars().collect();
    let letters: Vec<Letter> = chars
        .iter()
        .enumerate()
        .map(|(nth, c)| match other.script {
            Script::Arabic => arabic(*c, nth + 1 == chars.len()),
            Script::Hebrew => hebrew(*c, nth + 1 == chars.len()),
            Script::Latin | Script::Other => None,
        })
        .collect::<Option<_>>()?;
    const FAR: f32 = 99.0;
    let width = letters.len() + 1;
    let mut best = vec![FAR; (sounds.len() + 1) * width];
    best[0] = 0.0;
    for at in 0..=sounds.len() {
        for nth in 0..width {
            let here = best[at * width + nth];
            if here >= FAR {
                continue;
            }
            let mut offer = |place: usize, cost: f32| best[place] = best[place].min(here + cost);
            let sound = sounds.get(at).copied();
            let letter = letters.get(nth);
            if let Some(sound) = sound.filter(|sound| is_vowel(*sound)) {
                // A short vowel is not written; a long one is.
                let starts_bare = at == 0 && nth == 0;
                let long = matches!(sound, b'i' | b'u') || at + 1 == sounds.len();
                offer(
                    (at + 1) * width + nth,
                    if starts_bare {
                        1.5
                    } else if long {
                        0.35
                    } else {
                        0.0
                    },
                );
            }
            // `sh` in `Eshaq` is an s and an h.
            if let (Some(sound), Some([one, two])) = (sound, letters.get(nth..nth + 2))
                && let Some((first, second)) = halves(sound)
                && one.consonants.contains(&first)
                && two.consonants.contains(&second)
            {
                offer((at + 1) * width + nth + 2, 0.1);
            }
            // `Jumblatt`: an n before a b is heard as an m.
            if sound == Some(b'M') && chars.get(nth..nth + 2) == Some(&['ن', 'ب']) {
                offer((at + 1) * width + nth + 1, 0.0);
            }
            if let (Some(sound), Some(letter)) = (sound, letter) {
                if letter.consonants.contains(&sound) {
                    let first = letter.consonants[0] == sound;
                    offer((at + 1) * width + nth + 1, if first { 0.0 } else { 0.15 });
                } else if letter.vowels.contains(&sound) {
                    let second = letter.vowels.first() != Some(&sound);
                    offer((at + 1) * width + nth + 1, if second { 0.1 } else { 0.0 });
                }
            }
            if let Some(letter) = letter.filter(|letter| letter.may_be_silent) {
                let is_last_h = nth + 1 == letters.len() && letter.consonants.contains(&b'H');
                let is_last = nth + 1 == letters.len();
                let after_kh = nth > 0 && chars[nth - 1] == 'خ';
                let cost = match letter.consonants.is_empty() {
                    _ if is_last_h => 0.2,
                    // `شهرضا` is no Shahrud, اکبری no Akbar.
                    true if is_last && chars[nth] == 'ا' => 1.0,
                    false if is_last && chars[nth] == 'ي' => 2.5,
                    true => 0.3,
                    // `Amr`, `Khansari`; elsewhere a written long vowel is heard: `حسین` is no Hassan.
                    false if is_last || (chars[nth] == 'و' && after_kh) => 0.7,
                    false => 2.5,
                };
                offer(at * width + nth + 1, cost);
            }
            // A letter written twice is heard once.
            if nth > 0 && nth < chars.len() && chars[nth - 1] == chars[nth] {
                offer(at * width + nth + 1, 0.2);
            }
        }
    }
    let cost = best[sounds.len() * width + letters.len()];
    (cost < FAR).then_some(cost)
}
