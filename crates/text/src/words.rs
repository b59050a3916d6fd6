//! Words as the Unicode standard (UAX 29) cuts them, and where they stand.

use unicode_segmentation::UnicodeSegmentation;

/// A word of a text.
///
/// * Unit: `start` and `end` are bytes; `text` is what stands between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the type says it")]
pub struct Word<'a> {
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
}

/// The words of a text, in order: stretches between word boundaries that hold a letter or digit.
///
/// Apostrophes and full stops between letters belong to their word (`Israel's`, `U.S`), hyphens divide.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.unicode_word_indices().map(|(start, word)| Word { text: word, start, end: start + word.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_where_readers_would() {
        for (text, expected) in [
            ("Hossein Amir-Abdollahian said:", vec!["Hossein", "Amir", "Abdollahian", "said"]),
            ("Israel’s U.S. allies' 1,200 (52)", vec!["Israel’s", "U.S", "allies", "1,200", "52"]),
            ("می\u{200C}روند به تهران.", vec!["می\u{200C}روند", "به", "تهران"]),
            (" — … ", vec![]),
        ] {
            assert_eq!(words(text).map(|word| word.text).collect::<Vec<_>>(), expected);
            assert!(words(text).all(|word| &text[word.start..word.end] == word.text));
        }
    }
}
