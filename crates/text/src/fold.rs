//! Folding: the one form that all the ways of typing a word share.
//!
//! A small subset of NFKC, case folding and mark stripping, in a few kilobytes instead of the full tables' fifty,
//! since every reader downloads it:
//!
//! * case, in every script that has it;
//! * combining marks (U+0300 to U+036F and the later blocks of them), Hebrew points, Arabic vowel signs: dropped;
//! * Latin (to U+024F and U+1E00 to U+1EFF), Greek and Cyrillic letters: without their marks. Cyrillic `й` stays: it is
//!   a letter of its own, and endings hang on it;
//! * letters that are ligatures or variants: `ß` ss, `æ` ae, `ø` o, `ł` l, `ﬁ` fi, fullwidth forms, superscript digits;
//! * apostrophes, ayn and hamza signs: dropped, so that `Sana'a`, `Sana’a`, `Ṣanʿāʾ` and `Sanaa` nearly meet;
//! * Arabic and Persian: one yeh, one kaf, one heh, alef without hamza or madda, waw and yeh without hamza, no tatweel,
//!   presentation forms as letters;
//! * zero-width joiners, soft hyphens and direction marks: dropped;
//! * digits of Arabic, Persian and the large Indic scripts: ASCII;
//! * Hangul jamo: composed.
//!
//! Not folded: halfwidth katakana, letterlike mathematical alphabets, CJK compatibility ideographs.

use crate::lower::lower;
use crate::tables::{ARABIC_FORMS_A, ARABIC_FORMS_B, GREEK, GREEK_EXTENDED, LATIN, LATIN_ADDITIONAL};

/// The folded form of a text. Folding twice changes nothing more.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// Appends the folded form of `text`.
pub(crate) fn fold_onto(text: &str, out: &mut String) {
    for c in text.chars() {
        fold_char(c, out);
    }
}

/// Whether a character is one of the apostrophes and half rings that romanised names are written with.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2032}' | '\u{FF07}' | '\u{02B9}'
            ..='\u{02BF}' | '\u{02C8}' | '\u{A78B}' | '\u{A78C}' | '\u{055A}' | '\u{05F3}'
    )
}

fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        if !is_apostrophe(c) {
            out.push(c.to_ascii_lowercase());
        }
        return;
    }
    let code = c as u32;
    match code {
        _ if is_apostrophe(c) => {}
        0x00AA => out.push('a'),
        0x00BA => out.push('o'),
        0x00B2 | 0x00B3 => out.push(char::from(b'0' + (code - 0xB0) as u8)),
        0x00B9 => out.push('1'),
        0x00C0..=0x024F => latin(LATIN[(code - 0xC0) as usize], c, out),
        0x1E00..=0x1EFF => latin(LATIN_ADDITIONAL[(code - 0x1E00) as usize], c, out),
        0x0250..=0x02AF => match c {
            'ɐ' | 'ɑ' => out.push('a'),
            'ə' | 'ɛ' | 'ɘ' => out.push('e'),
            'ɓ' => out.push('b'),
            'ɔ' => out.push('o'),
            'ɖ' | 'ɗ' => out.push('d'),
            'ɡ' | 'ɠ' => out.push('g'),
            'ɩ' | 'ɨ' | 'ɪ' => out.push('i'),
            'ɫ' => out.push('l'),
            'ɲ' => out.push('n'),
            'ʉ' => out.push('u'),
            _ => out.push(c),
        },
        // A breve after the bare letter makes `й`, which stays a letter of its own.
        0x0306 if out.ends_with('и') => {
            out.pop();
            out.push('й');
        }
        _ if is_dropped(code) => {}
        0x0370..=0x03FF => greek(GREEK[(code - 0x370) as usize], c, out),
        0x1F00..=0x1FFF => greek(GREEK_EXTENDED[(code - 0x1F00) as usize], c, out),
        0x0400..=0x04FF => cyrillic(c, out),
        0x0600..=0x06FF => arabic(c, out),
        0x0966..=0x0D6F if digit(code).is_some() => out.extend(digit(code)),
        0x1100..=0x11FF => jamo(code, c, out),
        0xFB00..=0xFB06 => out.push_str(["ff", "fi", "fl", "ffi", "ffl", "st", "st"][(code - 0xFB00) as usize]),
        0xFB50..=0xFBFF => {
            let form = ARABIC_FORMS_A.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
            match form {
                Some((_, _, letter)) => arabic(*letter, out),
                None if code >= 0xFBFC => out.push('ي'),
                None if (0xFBE8..=0xFBE9).contains(&code) => out.push('ي'),
                None => out.push(c),
            }
        }
        0xFE80..=0xFEFC => {
            let mut left = code - 0xFE80;
            for (letters, n_forms) in ARABIC_FORMS_B {
                if left < u32::from(n_forms) {
                    letters.chars().for_each(|letter| arabic(letter, out));
                    return;
                }
                left -= u32::from(n_forms);
            }
        }
        0xFF01..=0xFF5E => fold_char(char::from((code - 0xFEE0) as u8), out),
        0x2070 | 0x2074..=0x2079 => out.push(char::from(b'0' + (code - 0x2070) as u8)),
        0x2080..=0x2089 => out.push(char::from(b'0' + (code - 0x2080) as u8)),
        0x2116 => out.push_str("no"),
        _ => {
            let lower = lower(c);
            if lower != c && (0x00C0..=0x03FF).contains(&(lower as u32)) {
                fold_char(lower, out);
            } else {
                out.push(lower);
            }
        }
    }
}

/// Marks and invisible characters that folding drops.
fn is_dropped(code: u32) -> bool {
    matches!(
        code,
        0x00AD | 0x0300..=0x036F | 0x0483..=0x0487 | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2 | 0x05C4..=0x05C5 | 0x05C7
            | 0x0610..=0x061C | 0x0621 | 0x0640 | 0x064B..=0x065F | 0x066C | 0x0670 | 0x0674 | 0x06D6..=0x06DC | 0x06DF..=0x06E8
            | 0x06EA..=0x06ED | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2069
            | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0xFE70..=0xFE7F | 0xFEFF
    )
}

fn latin(letter: u8, c: char, out: &mut String) {
    if letter != b'.' {
        out.push(char::from(letter));
        return;
    }
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'Æ' | 'æ' | 'Ǽ' | 'ǽ' | 'Ǣ' | 'ǣ' => out.push_str("ae"),
        'Œ' | 'œ' => out.push_str("oe"),
        'Þ' | 'þ' => out.push_str("th"),
        'Ø' | 'ø' | 'Ǿ' | 'ǿ' => out.push('o'),
        'Ĳ' | 'ĳ' => out.push_str("ij"),
        'Ŀ' | 'ŀ' => out.push('l'),
        'Ŋ' | 'ŋ' | 'ŉ' => out.push('n'),
        'Ǆ'..='ǆ' | 'Ǳ'..='ǳ' => out.push_str("dz"),
        'Ǉ'..='ǉ' => out.push_str("lj"),
        'Ǌ'..='ǌ' => out.push_str("nj"),
        'ẚ' => out.push('a'),
        _ => fold_lower(c, out),
    }
}

fn greek(offset: u8, c: char, out: &mut String) {
    match char::from_u32(0x300 + u32::from(offset)) {
        Some(letter) if offset != 0 => out.push(letter),
        _ => fold_lower(c, out),
    }
}

fn cyrillic(c: char, out: &mut String) {
    out.push(match lower(c) {
        'ѐ' | 'ё' | 'ӗ' => 'е',
        'ѓ' => 'г',
        'ї' => 'і',
        'ќ' => 'к',
        'ѝ' | 'ӣ' | 'ӥ' => 'и',
        'ў' | 'ӯ' | 'ӱ' | 'ӳ' => 'у',
        'ѷ' => 'ѵ',
        'ӂ' | 'ӝ' => 'ж',
        'ӑ' | 'ӓ' => 'а',
        'ӛ' => 'ә',
        'ӟ' => 'з',
        'ӧ' => 'о',
        'ӫ' => 'ө',
        'ӭ' => 'э',
        'ӵ' => 'ч',
        'ӹ' => 'ы',
        lower => lower,
    });
}

fn arabic(c: char, out: &mut String) {
    match c {
        'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' => out.push('ا'),
        'ؤ' => out.push('و'),
        'ئ' | 'ى' | 'ی' | 'ې' | 'ێ' | 'ۍ' => out.push('ي'),
        'ک' | 'ڪ' => out.push('ك'),
        'ة' | 'ۀ' | 'ە' | 'ہ' | 'ۂ' | 'ھ' | 'ۃ' => out.push('ه'),
        '\u{066B}' => out.push('.'),
        _ if is_dropped(c as u32) => {}
        _ => match digit(c as u32) {
            Some(ascii) => out.push(ascii),
            None => out.push(c),
        },
    }
}

/// The ASCII digit that a digit of another script stands for.
fn digit(code: u32) -> Option<char> {
    const ZEROS: [u32; 11] = [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66];
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| char::from(b'0' + (code - zero) as u8))
}

/// Composes Hangul as the Unicode standard, section 3.12, does.
fn jamo(code: u32, c: char, out: &mut String) {
    let last = out.chars().next_back().map_or(0, |last| last as u32);
    let composed = match code {
        0x1161..=0x1175 if (0x1100..=0x1112).contains(&last) => 0xAC00 + ((last - 0x1100) * 21 + (code - 0x1161)) * 28,
        0x11A8..=0x11C2 if (0xAC00..=0xD7A3).contains(&last) && (last - 0xAC00).is_multiple_of(28) => {
            last + (code - 0x11A7)
        }
        _ => 0,
    };
    match char::from_u32(composed) {
        Some(syllable) if composed != 0 => {
            out.pop();
            out.push(syllable);
        }
        _ => out.push(c),
    }
}

fn fold_lower(c: char, out: &mut String) {
    out.extend(Some(lower(c)).filter(|lower| !is_dropped(*lower as u32)));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_word_fold_to_one_form() {
        for (spellings, folded) in [
            (vec!["ABDOLLAHIAN", "Abdollahian", "abdollahian"], "abdollahian"),
            (vec!["Erdoğan", "ERDOG\u{306}AN", "Erdogan"], "erdogan"),
            (vec!["Sana'a", "Sana’a", "Sanaʿa", "Sanaa", "Şan'ā'a"], "sanaa"),
            (vec!["Straße", "STRASSE", "STRAẞE"], "strasse"),
            (vec!["ﬁeld", "ｆｉｅｌｄ", "field"], "field"),
            (vec!["Łódź", "LODZ", "łódz\u{301}"], "lodz"),
            (vec!["İstanbul", "ISTANBUL", "ıstanbul"], "istanbul"),
            (vec!["Ἀθῆναι", "ΑΘΗΝΑΙ", "Αθήναι"], "αθηναι"),
            (vec!["λόγος", "ΛΟΓΟΣ"], "λογοσ"),
            (vec!["Ёлка", "елка", "Е\u{308}лка"], "елка"),
            (vec!["Йод", "И\u{306}од"], "йод"),
            (vec!["علی", "علي", "على", "عَلِيّ", "عـــلی"], "علي"),
            (vec!["کتاب", "كتاب", "ﮐﺘﺎﺏ"], "كتاب"),
            (vec!["مدرسة", "مدرسه"], "مدرسه"),
            (vec!["آزادی", "ا\u{653}زادی", "ازادي"], "ازادي"),
            (vec!["می\u{200C}روند", "میروند"], "ميروند"),
            (vec!["۱۴۰۲", "١٤٠٢", "1402", "１４０２"], "1402"),
            (vec!["한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"], "한국"),
            (vec!["שָׁלוֹם", "שלום"], "שלום"),
            (vec!["Việt Nam", "Viet Nam"], "viet nam"),
        ] {
            for spelling in spellings {
                assert_eq!(fold(spelling), folded, "{spelling}");
            }
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing_more(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn case_never_matters_in_european_letters(text in "[a-zA-ZÀ-ÖØ-öø-ÿĀ-ňŊ-žА-яΆ-ώ ]{0,40}") {
            prop_assert_eq!(fold(&text.to_lowercase()), fold(&text));
        }
    }
}
