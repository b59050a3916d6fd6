//! The supplement's sentences, in files of their own (`www/words/supplement.*.txt`): English is carried, the others are fetched when they are spoken.

use std::cell::Cell;

use crate::js::start;
use crate::words::{Gap, Language, Lines, filled, lines, now};

/// The number of each sentence, as `build.rs` counts them in the English catalogue.
#[expect(dead_code, reason = "sentences that follow each other are reached by number")]
pub mod key {
    include!(concat!(env!("OUT_DIR"), "/supplement-keys.rs"));
}

thread_local! {
    static HERE: [Cell<Option<Lines>>; Language::ALL.len()] = const { [const { Cell::new(None) }; 3] };
}

/// Where the sentences of a language stand, when nobody need fetch them.
fn carried(language: Language) -> Option<&'static str> {
    match language {
        Language::En => Some(include_str!(concat!(env!("OUT_DIR"), "/supplement-en.txt"))),
        #[cfg(not(target_arch = "wasm32"))]
        Language::Fa => Some(include_str!("../../www/words/supplement.fa.txt")),
        #[cfg(not(target_arch = "wasm32"))]
        Language::Ar => Some(include_str!("../../www/words/supplement.ar.txt")),
        #[cfg(target_arch = "wasm32")]
        _ => None,
    }
}

/// Takes sentences in, unless they are another version's.
fn take(language: Language, text: &'static str) -> Option<Lines> {
    let lines = lines(text);
    if lines.len() != key::COUNT {
        return None;
    }
    // Once for each language that is spoken, and spoken from then on.
    let lines: Lines = lines.leak();
    HERE.with(|here| here[language as usize].set(Some(lines)));
    Some(lines)
}

fn here(language: Language) -> Option<Lines> {
    HERE.with(|here| here[language as usize].get()).or_else(|| take(language, carried(language)?))
}

/// Fetches a language's sentences, unless they are here. Where that fails, English is spoken in their place.
pub async fn bring(language: Language) {
    if here(language).is_none()
        && let Some(text) = start::words(&["supplement.", language.tag()].concat()).await
    {
        take(language, text.leak());
    }
}

/// A sentence without gaps, in the language that is spoken.
pub fn said(sentence: usize) -> &'static str {
    let lines = here(now()).or_else(|| here(Language::En)).unwrap_or_else(|| unreachable!("English is carried"));
    lines[sentence]
}

/// A sentence with its gaps filled.
pub fn say(sentence: usize, gaps: &[Gap<'_>]) -> String {
    filled(said(sentence), gaps)
}

/// How much room something takes: `640 kilobytes`, `3.2 megabytes`, `1,405 megabytes`.
///
/// * Unit: bytes in; a kilobyte is a thousand of them.
pub fn room(bytes: u64) -> String {
    let rounded = |unit: u64| u32::try_from(bytes.saturating_add(unit / 2) / unit).unwrap_or(u32::MAX);
    if bytes < 1_000_000 {
        return say(key::KILOBYTES, &[Gap::Number(bytes.div_ceil(1_000) as u32)]);
    }
    let megabytes = match rounded(100_000) {
        tenths if tenths < 100 => now().tenths(tenths),
        _ => now().number(rounded(1_000_000)),
    };
    say(key::MEGABYTES, &[Gap::Text(&megabytes)])
}

/// The two halves of a sentence that has two.
pub fn halves(sentence: usize) -> (&'static str, &'static str) {
    said(sentence).split_once(" || ").unwrap_or_default()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn room_is_told_in_megabytes_where_it_is_large() {
        for (bytes, en, fa, ar) in [
            (0, "0 kilobytes", "۰ کیلوبایت", "٠ كيلوبايت"),
            (1, "1 kilobyte", "۱ کیلوبایت", "١ كيلوبايت"),
            (999_999, "1,000 kilobytes", "۱٬۰۰۰ کیلوبایت", "١٬٠٠٠ كيلوبايت"),
            (1_000_000, "1.0 megabytes", "۱٫۰ مگابایت", "١٫٠ ميغابايت"),
            (3_249_999, "3.2 megabytes", "۳٫۲ مگابایت", "٣٫٢ ميغابايت"),
            (9_950_000, "10 megabytes", "۱۰ مگابایت", "١٠ ميغابايت"),
            (14_401_536, "14 megabytes", "۱۴ مگابایت", "١٤ ميغابايت"),
            (1_404_600_000, "1,405 megabytes", "۱٬۴۰۵ مگابایت", "١٬٤٠٥ ميغابايت"),
        ] {
            for (language, told) in [(Language::En, en), (Language::Fa, fa), (Language::Ar, ar)] {
                language.words();
                assert_eq!(room(bytes), told);
            }
        }
        assert!(room(u64::MAX).ends_with("ميغابايت"));
    }
}
