//! Catalogues: the sentences of a language as lines of a file, with gaps that names and numbers fill.
//!
//! A line is `key = sentence`; those that begin with `#` are remarks. All languages have the same keys in the same order. How gaps and plural forms are written stands
//! in `crates/text/src/gaps.rs`. A `$` at the end of a line keeps a space before it.
//!
//! English is carried by the app; the others are fetched when they are spoken.

use std::cell::Cell;

use newsprint_text::arabic_plural;

pub(crate) use newsprint_text::Gap;

use super::table::table;
use super::{Language, Words};
use crate::js::start;

/// The lines of a catalogue, by [`key`].
pub(crate) type Lines = &'static [&'static str];

/// The number of each sentence, as `build.rs` counts them in the English catalogue.
#[expect(dead_code, reason = "sentences that follow each other are reached by number")]
pub(super) mod key {
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// A catalogue that is here.
struct Catalogue {
    lines: Lines,
    words: Words,
}

thread_local! {
    static HERE: [Cell<Option<&'static Catalogue>>; Language::ALL.len()] = const { [const { Cell::new(None) }; 3] };
    static NOW: Cell<Language> = const { Cell::new(Language::En) };
}

/// Where the sentences of a language stand, when nobody need fetch them.
fn carried(language: Language) -> Option<&'static str> {
    match language {
        Language::En => Some(include_str!(concat!(env!("OUT_DIR"), "/words-en.txt"))),
        #[cfg(not(target_arch = "wasm32"))]
        Language::Fa => Some(include_str!("../../www/words/fa.txt")),
        #[cfg(not(target_arch = "wasm32"))]
        Language::Ar => Some(include_str!("../../www/words/ar.txt")),
        #[cfg(target_arch = "wasm32")]
        _ => None,
    }
}

/// The sentences of a file, in their order.
pub(crate) fn lines(text: &'static str) -> Vec<&'static str> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    // By single characters: searching for longer texts is a kilobyte of its own.
    let sentence = |line: &'static str| {
        let (key, sentence) = line.split_once('=')?;
        key.strip_suffix(' ').and(sentence.strip_prefix(' '))
    };
    let sentences = lines.map(|line| sentence(line).unwrap_or(line));
    sentences.map(|sentence| sentence.strip_suffix('$').unwrap_or(sentence)).collect()
}

/// Takes a catalogue in, unless it is another version's.
fn take(language: Language, text: &'static str) -> Option<&'static Catalogue> {
    let lines: Lines = lines(text).leak();
    if lines.len() != key::COUNT {
        return None;
    }
    // Once for each language that is spoken, and spoken from then on.
    let catalogue: &'static Catalogue = Box::leak(Box::new(Catalogue { lines, words: table(lines) }));
    HERE.with(|here| here[language as usize].set(Some(catalogue)));
    Some(catalogue)
}

/// The catalogue of a language, if it is here.
fn catalogue(language: Language) -> Option<&'static Catalogue> {
    HERE.with(|here| here[language as usize].get()).or_else(|| take(language, carried(language)?))
}

/// Whether a language's sentences are here.
pub fn is_here(language: Language) -> bool {
    catalogue(language).is_some()
}

/// Fetches a language's sentences, unless they are here. Where that fails, English is spoken in their place.
pub async fn bring(language: Language) {
    if !is_here(language)
        && let Some(text) = start::words(language.tag()).await
    {
        take(language, text.leak());
    }
}

/// The catalogue of a language, or the English one.
fn spoken(language: Language) -> &'static Catalogue {
    catalogue(language).or_else(|| catalogue(Language::En)).unwrap_or_else(|| unreachable!("the app carries English"))
}

/// A language's table, which is spoken from now on.
pub(super) fn words(language: Language) -> &'static Words {
    NOW.set(language);
    &spoken(language).words
}

/// The language that is spoken.
pub(crate) fn now() -> Language {
    NOW.get()
}

/// A sentence without gaps.
pub(super) fn said(sentence: usize) -> &'static str {
    spoken(now()).lines[sentence]
}

/// A sentence with its gaps filled.
pub(super) fn say(sentence: usize, gaps: &[Gap<'_>]) -> String {
    filled(said(sentence), gaps)
}

/// A line of the language that is spoken, with its gaps filled.
pub(crate) fn filled(line: &str, gaps: &[Gap<'_>]) -> String {
    let language = now();
    newsprint_text::filled(line, gaps, |n| language.number(n), |n| form_of(language, n))
}

/// Which of a gap's forms a number takes.
fn form_of(language: Language, n: u32) -> usize {
    match language {
        Language::En => usize::from(n != 1),
        Language::Fa => usize::from(n != 0),
        Language::Ar => arabic_plural(n) as usize,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &'static str) -> Vec<&'static str> {
        text.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).filter(|key| !key.starts_with('#')).collect()
    }

    #[test]
    fn every_language_has_every_sentence_in_the_same_order_with_the_same_gaps() {
        let gaps = |line: &str| {
            let mut gaps: Vec<char> = line.split('{').skip(1).filter_map(|rest| rest.chars().next()).collect();
            gaps.sort_unstable();
            gaps.dedup();
            gaps
        };
        macro_rules! catalogues {
            ($($name:literal),*) => {[$(
                (include_str!(concat!("../../www/words/", $name, "en.txt")), include_str!(concat!("../../www/words/", $name, "fa.txt"))),
                (include_str!(concat!("../../www/words/", $name, "en.txt")), include_str!(concat!("../../www/words/", $name, "ar.txt"))),
            )*]};
        }
        let optional = "found_nowhere fallback_two";
        for (in_english, text) in catalogues!("", "supplement.") {
            assert_eq!(keys(text), keys(in_english));
            for ((key, line), english) in keys(text).into_iter().zip(lines(text)).zip(lines(in_english)) {
                assert!(!line.trim().is_empty(), "{key}");
                assert_eq!(line.matches('{').count(), line.matches('}').count(), "{key}");
                assert_eq!(line.split(" || ").count(), english.split(" || ").count(), "{key}");
                assert!(gaps(line) == gaps(english) || optional.contains(key), "{key}: {line}");
            }
        }
    }

    #[test]
    fn another_versions_catalogue_is_not_taken() {
        assert!(take(Language::Fa, "retry = again").is_none());
    }

    #[test]
    fn gaps_take_the_form_of_their_number_and_the_last_form_stands_for_the_rest() {
        words(Language::En);
        assert_eq!(say(key::N_ARTICLES, &[Gap::Number(1)]), "1 article");
        assert_eq!(say(key::SHOW_MORE, &[Gap::Number(1_200)]), "Show 1,200 more");
        words(Language::Fa);
        assert_eq!(say(key::N_MENTIONS, &[Gap::Number(0)]), "۰ بار");
        words(Language::Ar);
        assert_eq!(
            say(key::NAMING, &[Gap::Number(11), Gap::Number(100), Gap::Number(2)]),
            "١١ شخصًا، ١٠٠ منظمة، مكانان"
        );
    }
}
