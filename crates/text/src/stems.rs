//! Stems: the part that a word's inflected forms share.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer as Snowball};

use crate::english::english_stem;
use crate::fold;

/// Words shorter than this have no ending to lose.
const MIN_CHARS: usize = 3;

/// Takes the endings off the folded words of one language.
pub struct Stemmer(Rule);

enum Rule {
    English,
    Snowball(Snowball),
    Arabic,
    Persian,
}

impl Stemmer {
    /// The stemmer of a language (its primary subtag counts), where there is one: for building an edition.
    ///
    /// Snowball's, but for Arabic and Persian: theirs is light, taking off the article or the plural alone, because heavier ones join
    /// words that have nothing to do with each other.
    pub fn of(lang: &str) -> Option<Stemmer> {
        let algorithm = match primary(lang).as_str() {
            "da" => Algorithm::Danish,
            "de" => Algorithm::German,
            "el" => Algorithm::Greek,
            "es" => Algorithm::Spanish,
            "fi" => Algorithm::Finnish,
            "fr" => Algorithm::French,
            "hu" => Algorithm::Hungarian,
            "it" => Algorithm::Italian,
            "nb" | "nn" | "no" => Algorithm::Norwegian,
            "nl" => Algorithm::Dutch,
            "pt" => Algorithm::Portuguese,
            "ro" => Algorithm::Romanian,
            "ru" => Algorithm::Russian,
            "sv" => Algorithm::Swedish,
            "ta" => Algorithm::Tamil,
            "tr" => Algorithm::Turkish,
            _ => return Stemmer::carried(lang),
        };
        Some(Stemmer(Rule::Snowball(Snowball::create(algorithm))))
    }

    /// The stemmer of a language, where the reader's page carries it: English, Arabic, Persian.
    ///
    /// The other languages' stemmers weigh more than all the rest of the engine. Their stems stand in the edition's dictionary beside each
    /// word, so the page only lacks them for a form that no article holds.
    pub fn carried(lang: &str) -> Option<Stemmer> {
        match primary(lang).as_str() {
            "en" => Some(Stemmer(Rule::English)),
            "ar" => Some(Stemmer(Rule::Arabic)),
            "fa" => Some(Stemmer(Rule::Persian)),
            _ => None,
        }
    }

    /// The stem of a folded word, itself folded; never empty unless the word is.
    pub fn stem<'a>(&self, folded: &'a str) -> Cow<'a, str> {
        if folded.chars().take(MIN_CHARS).count() < MIN_CHARS || folded.bytes().any(|b| b.is_ascii_digit()) {
            return Cow::Borrowed(folded);
        }
        match &self.0 {
            Rule::English => Cow::Owned(english_stem(folded)),
            Rule::Snowball(snowball) => {
                let stem = snowball.stem(folded);
                // Some algorithms put a marked letter back (Greek, Swedish), which folding takes off again.
                let refolded = if stem.is_ascii() { stem } else { Cow::Owned(fold(&stem)) };
                if refolded.is_empty() { Cow::Borrowed(folded) } else { refolded }
            }
            Rule::Arabic => Cow::Borrowed(without(folded, &["وال", "بال", "كال", "فال", "ال", "لل"], &[])),
            Rule::Persian => Cow::Borrowed(without(folded, &[], &["هايي", "هاي", "ها"])),
        }
    }
}

/// The primary subtag of a language tag.
fn primary(lang: &str) -> String {
    lang.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// Takes off the first prefix and the first suffix that leave a word of three letters.
fn without<'a>(word: &'a str, prefixes: &[&str], suffixes: &[&str]) -> &'a str {
    let long_enough = |rest: &&str| rest.chars().count() >= MIN_CHARS;
    let word = prefixes.iter().find_map(|prefix| word.strip_prefix(prefix).filter(long_enough)).unwrap_or(word);
    suffixes.iter().find_map(|suffix| word.strip_suffix(suffix).filter(long_enough)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_share_a_stem() {
        for (lang, forms) in [
            ("en", vec!["attack", "attacks", "attacked", "attacking"]),
            ("en-GB", vec!["hijacking", "hijacked", "hijack"]),
            ("de", vec!["angriff", "angriffe", "angriffen"]),
            ("ar", vec!["سفينه", "السفينه", "بالسفينه"]),
            ("fa", vec!["كشتي", "كشتيها", "كشتيهاي"]),
            ("ru", vec!["судно", "судна"]),
        ] {
            let stemmer = Stemmer::of(lang).unwrap();
            let stems: Vec<_> = forms.iter().map(|form| stemmer.stem(form)).collect();
            assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
        }
    }

    #[test]
    fn short_words_numbers_and_unknown_languages_stay() {
        assert!(Stemmer::of("und").is_none());
        let english = Stemmer::of("en").unwrap();
        for word in ["us", "is", "f16s", "2023", ""] {
            assert_eq!(english.stem(word), word);
        }
    }
}
