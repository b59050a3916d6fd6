//! Which language a text is in, by its script and its commonest words.

use std::sync::LazyLock;

use crate::fold::fold_onto;
use crate::words;

/// The commonest function words of a language, folded. They tell languages apart, and a long query may drop them.
const FUNCTION_WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the of and to in a is was for that on with as it by at from be an are were this which has had have he his its or not but \
         they their who will would been after she her when there what about into than them then these those you your we our i do does did so \
         if can could may no nor also such me my him how where why all any must might shall should being having did done just very each some most more other \
         only same own too both because while during between",
    ),
    (
        "fr",
        "le la les de des du un une et est en que qui dans pour pas sur avec au aux ce cette ces il elle ils elles par plus ne se sont a ont \
         son sa ses leur ou mais nous vous etre comme dont",
    ),
    (
        "de",
        "der die das und ist in den von zu mit nicht auf fur ein eine einen einem einer des dem im sich auch als an es bei aus nach \
         wird sind war hat dass uber er sie wie oder aber vor zum zur",
    ),
    (
        "es",
        "el la los las de del que y en un una es por con para no se su sus al lo como mas pero fue ha han este esta entre sobre tambien \
         o ser son desde",
    ),
    (
        "pt",
        "o a os as de do da dos das que e em um uma no na nos nas para por com nao se mais como mas foi ao ele ela sao tem pelo pela ou seu sua",
    ),
    (
        "it",
        "il lo la i gli le di del della dei delle che e in un una per non con da dal si sono anche come piu ma nel nella al alla ha questo \
         era o su",
    ),
    (
        "nl",
        "de het een en van in is op te dat die voor met niet zijn aan er ook als door naar bij om uit maar over worden wordt hij ze was",
    ),
    ("sv", "och i att det som en pa ar av for med den till har de inte om ett han men var sig fran vi sa kan nar"),
    ("tr", "ve bir bu da de icin ile olarak olan daha cok gibi en kadar sonra ancak ne ya o ise"),
    ("id", "yang dan di ini itu dengan untuk dari pada tidak dalam akan ke oleh juga adalah telah karena"),
    ("fa", "و در به از كه اين را با است براي ان يك خود تا كرد بر هم نيز شد شده بود مي"),
    ("ar", "في من علي الي ان عن مع هذا هذه التي الذي كان قد لا ما او كما بعد"),
    ("ru", "и в не на что с по как из за от к у о а но для это его он она они был была было все также при"),
];

/// The commonest function words of a language (its primary subtag counts), folded; none where we have no list.
pub fn function_words(lang: &str) -> impl Iterator<Item = &'static str> {
    let primary = lang.split('-').next().unwrap_or_default();
    let list = FUNCTION_WORDS.iter().find(|(code, _)| code.eq_ignore_ascii_case(primary)).map_or("", |(_, list)| list);
    list.split_whitespace()
}

/// Whether a folded word is among a language's function words.
pub fn is_function_word(folded: &str, lang: &str) -> bool {
    function_words(lang).any(|word| word == folded)
}

/// How many words are looked at: enough to be sure, and the cost stays flat.
const N_WORDS: usize = 400;

/// The language of a text: a BCP 47 primary subtag, or `"und"` where script and words do not settle it.
///
/// The script decides where it can (Hebrew, Greek, Thai, Korean, Japanese and so on); letters that only one language
/// has decide between Arabic, Persian and Urdu, and between Russian and Ukrainian; function words decide among languages
/// in Latin letters, when one of them has at least a twelfth of the words and more than any other.
pub fn detect_language(text: &str) -> &'static str {
    if text.is_ascii() {
        return if text.bytes().any(|byte| byte.is_ascii_alphabetic()) { by_function_words(text) } else { "und" };
    }
    let mut scripts = [0u32; SCRIPTS.len()];
    let (mut persian, mut arabic, mut urdu, mut ukrainian, mut kana) = (0u32, 0u32, 0u32, 0u32, 0u32);
    for c in text.chars().filter(|c| c.is_alphabetic()).take(N_WORDS * 6) {
        if c.is_ascii() {
            scripts[0] += 1;
            continue;
        }
        if let Some(nth) = SCRIPTS.iter().position(|(first, last, _)| (*first..=*last).contains(&(c as u32))) {
            scripts[nth] += 1;
        }
        match c {
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => persian += 1,
            'ي' | 'ك' | 'ة' | 'أ' | 'إ' => arabic += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں' | 'ھ' => urdu += 1,
            'і' | 'ї' | 'є' | 'ґ' => ukrainian += 1,
            '\u{3040}'..='\u{30FF}' => kana += 1,
            _ => {}
        }
    }
    let most = scripts.iter().copied().max().unwrap_or(0);
    if most == 0 {
        return "und";
    }
    let nth = scripts.iter().position(|count| *count == most).unwrap_or(0);
    match SCRIPTS[nth].2 {
        "latin" => by_function_words(text),
        "arabic" if urdu * 20 > most => "ur",
        "arabic" if persian > arabic => "fa",
        "arabic" if arabic > 0 => "ar",
        "arabic" => by_function_words(text),
        "cyrillic" if ukrainian * 50 > most => "uk",
        "cyrillic" => by_function_words(text),
        "han" if kana * 10 > most => "ja",
        "han" => "zh",
        lang => lang,
    }
}

/// First and last code point, and the language, or the script's name where it has several.
const SCRIPTS: [(u32, u32, &str); 16] = [
    (0x0041, 0x024F, "latin"),
    (0x1E00, 0x1EFF, "latin"),
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x04FF, "cyrillic"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "arabic"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"),
    (0x3040, 0x30FF, "ja"),
    (0x4E00, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "ko"),
    (0x1780, 0x17FF, "km"),
];

/// All function words as numbers, sorted, each once, with the languages that have it: one bit for each of [`FUNCTION_WORDS`].
static SORTED: LazyLock<Vec<(u128, u16)>> = LazyLock::new(|| {
    let lists = FUNCTION_WORDS.iter().enumerate();
    let mut sorted: Vec<(u128, u16)> = lists
        .flat_map(|(nth, (_, list))| {
            list.split_whitespace().filter_map(move |word| Some((number(word.bytes())?, 1_u16 << nth)))
        })
        .collect();
    sorted.sort_unstable();
    sorted.dedup_by(|next, held| {
        let is_same = next.0 == held.0;
        held.1 |= if is_same { next.1 } else { 0 };
        is_same
    });
    sorted
});

/// One bit for each place that a number of [`SORTED`] falls into: most other words fall into none and are not searched for.
static PLACES: LazyLock<[u64; N_PLACES / 64]> = LazyLock::new(|| {
    let mut places = [0; N_PLACES / 64];
    for (number, _) in SORTED.iter() {
        let place = place(*number);
        places[place / 64] |= 1 << (place % 64);
    }
    places
});

/// How many places there are: some thirty for each function word.
const N_PLACES: usize = 1 << 14;

/// Where a number falls.
fn place(number: u128) -> usize {
    let folded = (number as u64) ^ ((number >> 64) as u64).rotate_left(29);
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - N_PLACES.ilog2())) as usize
}

/// A short word's bytes as one number, so that words are compared at once; `None` for a longer one, which no function word is.
fn number(bytes: impl ExactSizeIterator<Item = u8>) -> Option<u128> {
    (bytes.len() <= 16).then(|| bytes.fold(0, |number, byte| number << 8 | u128::from(byte)))
}

/// A word, folded, as a number.
fn folded_number(word: &str, folded: &mut String) -> Option<u128> {
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return number(word.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    // Folding shortens a word, but hardly to a fourth.
    if word.len() > 64 {
        return None;
    }
    folded.clear();
    fold_onto(word, folded);
    number(folded.bytes())
}

/// The next word from a byte on, as [`words`] cuts it: whether it could be a function word, as a number, and where it ends.
///
/// Most words are plain letters with something behind them that joins nothing, and these are cut here.
fn next_word(text: &str, from: usize, folded: &mut String) -> Option<(Option<u128>, usize)> {
    let bytes = text.as_bytes();
    let mut start = from;
    while matches!(bytes.get(start), Some(byte) if byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'_') {
        start += 1;
    }
    let mut number = 0_u128;
    let mut end = start;
    while let Some(byte) = bytes.get(end).filter(|byte| byte.is_ascii_alphabetic()) {
        number = number << 8 | u128::from(byte.to_ascii_lowercase());
        end += 1;
    }
    let ends_word = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && !b"_'\".:".contains(byte);
    if end > start && bytes.get(end).is_none_or(ends_word) {
        return Some(((end - start <= 16).then_some(number), end));
    }
    let word = words(&text[start..]).next()?;
    Some((folded_number(word.text, folded), start + word.end))
}

fn by_function_words(text: &str) -> &'static str {
    let mut best = ("und", 0usize);
    let mut tied = false;
    let mut counts = [0_usize; FUNCTION_WORDS.len()];
    let (mut n_words, mut at, mut folded) = (0, 0, String::new());
    let (places, sorted) = (&*PLACES, &*SORTED);
    while let Some((number, end)) = next_word(text, at, &mut folded).filter(|_| n_words < N_WORDS) {
        (n_words, at) = (n_words + 1, end);
        let Some(number) = number else { continue };
        let place = place(number);
        if places[place / 64] >> (place % 64) & 1 == 0 {
            continue;
        }
        if let Ok(found) = sorted.binary_search_by_key(&number, |(listed, _)| *listed) {
            let mut languages = sorted[found].1;
            while languages != 0 {
                counts[languages.trailing_zeros() as usize] += 1;
                languages &= languages - 1;
            }
        }
    }
    for ((lang, _), n_held) in FUNCTION_WORDS.iter().zip(counts) {
        if n_held > best.1 {
            best = (lang, n_held);
            tied = false;
        } else if n_held == best.1 {
            tied = true;
        }
    }
    if tied || best.1 * 12 < n_words || best.1 == 0 { "und" } else { best.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold;

    #[test]
    fn languages_are_told_apart() {
        for (text, lang) in [
            ("The minister said on Sunday that the ship was seized by the group.", "en"),
            ("Le ministre a déclaré dimanche que le navire est dans les eaux de la région.", "fr"),
            ("Der Minister sagte, dass das Schiff nicht in den Hafen fahren wird.", "de"),
            ("El ministro dijo el domingo que la nave fue atacada por los rebeldes.", "es"),
            ("O ministro disse que a nave não foi atacada e que as pessoas são seguras.", "pt"),
            ("وزیر امور خارجه گفت که کشتی در دریای سرخ توقیف شد", "fa"),
            ("قال وزير الخارجية إن السفينة احتجزت في البحر الأحمر", "ar"),
            ("שר החוץ אמר ביום ראשון", "he"),
            ("Министр сказал, что судно не было захвачено", "ru"),
            ("Міністр сказав, що судно не було захоплене", "uk"),
            ("外務大臣は日曜日に述べた", "ja"),
            ("外交部長周日表示", "han"),
            ("외무장관은 일요일에 말했다", "ko"),
            ("12345 !!", "und"),
            ("Xyzzy plugh", "und"),
        ] {
            let expected = if lang == "han" { "zh" } else { lang };
            assert_eq!(detect_language(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_cut_here_as_anywhere() {
        for text in [
            "The U.S. said: it's 3.5 or a_b, \"so\" he'd go. (No)",
            "a.b.c a.1 1.a x:y x: y _z z_ 'tis --",
            "caf\u{e9} cafe\u{301} e\u{301}a the\u{a0}end \u{5d0}\u{5d1}'x",
            "the\u{200d} of\u{200c}the \u{301}the",
            "\u{4e00}the\u{4e00} \u{30ab}\u{30ab}_a",
            "",
        ] {
            let (mut at, mut folded, mut found) = (0, String::new(), Vec::new());
            while let Some((number, end)) = next_word(text, at, &mut folded) {
                (at, _) = (end, found.push((number, end)));
            }
            let wanted: Vec<_> = words(text).map(|word| (folded_number(word.text, &mut folded), word.end)).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn function_words_are_listed_in_folded_form() {
        for (lang, list) in FUNCTION_WORDS {
            for word in list.split_whitespace() {
                assert_eq!(fold(word), word, "{lang}");
                assert!(number(word.bytes()).is_some(), "{word}");
            }
        }
        assert!(is_function_word("the", "en-GB") && !is_function_word("iran", "en") && !is_function_word("the", "xx"));
    }
}
