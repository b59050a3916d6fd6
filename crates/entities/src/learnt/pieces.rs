//! The words of a text as annotated texts cut them: punctuation stands alone, hyphenated words stay whole.

use newsprint_text::sentences;

/// A word or mark of a text.
///
/// * Unit: bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the type says it")]
pub struct Piece {
    pub start: usize,
    pub end: usize,
}

/// Shortened words that keep their full stop wherever they stand.
const SHORTENED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "cmdr", "adm", "brig", "sgt", "gov", "sen",
    "rep", "rev", "hon", "st", "mt", "ft", "jr", "sr", "inc", "ltd", "corp", "co", "bros", "vs", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Endings that are words of their own.
const ENDINGS: &[&str] =
    &["'s", "’s", "'S", "’S", "n't", "n’t", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"];

/// Cuts a text into sentences of pieces, in time linear in its length.
pub fn pieces(text: &str) -> Vec<Vec<Piece>> {
    let mut found = Vec::new();
    for range in sentences(text) {
        let mut sentence = Vec::new();
        let mut start = range.start;
        for (at, c) in text[range.clone()].char_indices() {
            if c.is_whitespace() || c.is_control() {
                cut(text, start, range.start + at, &mut sentence);
                start = range.start + at + c.len_utf8();
            } else if is_divider(c) {
                cut(text, start, range.start + at, &mut sentence);
                start = range.start + at + c.len_utf8();
                sentence.push(Piece { start: range.start + at, end: start });
            }
        }
        cut(text, start, range.end, &mut sentence);
        if !sentence.is_empty() {
            found.push(sentence);
        }
    }
    found
}

/// Marks that stand alone wherever they are.
fn is_divider(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | ';'
            | '!'
            | '?'
            | '…'
            | '—'
            | '/'
            | '|'
            | '<'
            | '>'
            | '•'
            | '،'
            | '؛'
            | '؟'
    )
}

/// Cuts what stands between two white spaces.
fn cut(text: &str, start: usize, end: usize, into: &mut Vec<Piece>) {
    let (mut start, mut end) = (start, end);
    while let Some(first) = text[start..end].chars().next().filter(|c| !c.is_alphanumeric() && !is_inner_mark(*c)) {
        // A stop or minus before a digit belongs to the number.
        if matches!(first, '.' | '-') && text[start + 1..end].starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        let next = same_marks(text, start, end, first);
        into.push(Piece { start, end: next });
        start = next;
    }
    let mut after: Vec<Piece> = Vec::new();
    while let Some(last) = text[start..end].chars().next_back() {
        let word = &text[start..end];
        let stays = last.is_alphanumeric() || is_inner_mark(last) || (last == '.' && keeps_stop(word));
        if stays {
            break;
        }
        let kept = word.trim_end_matches(last).len().max(if is_run(last) { 0 } else { word.len() - last.len_utf8() });
        after.push(Piece { start: start + kept, end });
        end = start + kept;
    }
    if start < end {
        let word = &text[start..end];
        let ending = ENDINGS.iter().find(|ending| word.len() > ending.len() && word.ends_with(**ending));
        let dashes = word.find("--").filter(|at| *at > 0 && at + 2 < word.len());
        let middle = end - ending.map_or(0, |ending| ending.len());
        match dashes {
            Some(at) => {
                into.push(Piece { start, end: start + at });
                into.push(Piece { start: start + at, end: start + at + 2 });
                into.push(Piece { start: start + at + 2, end: middle });
            }
            None => into.push(Piece { start, end: middle }),
        }
        if middle < end {
            into.push(Piece { start: middle, end });
        }
    }
    into.extend(after.into_iter().rev());
}

/// Marks that words hold: combining characters, `@name`, `#topic`, `a_b`, joiners of Persian words.
fn is_inner_mark(c: char) -> bool {
    matches!(c, '@' | '#' | '_' | '\u{200c}' | '\u{200d}')
        || ('\u{300}'..='\u{36f}').contains(&c)
        || ('\u{64b}'..='\u{652}').contains(&c)
}

/// Marks that run on as one: `...`, `--`.
fn is_run(c: char) -> bool {
    matches!(c, '.' | '-')
}

fn same_marks(text: &str, start: usize, end: usize, mark: char) -> usize {
    let run = text[start..end].len() - text[start..end].trim_start_matches(mark).len();
    start + if is_run(mark) { run } else { mark.len_utf8() }
}

/// Whether a word's full stop is its own: `U.S.`, `J.`, `Mr.`
fn keeps_stop(word: &str) -> bool {
    let core = &word[..word.len() - 1];
    if core.is_empty() || core.ends_with('.') {
        return false;
    }
    let mut chars = core.chars();
    let one_letter = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    let dotted = core.contains('.')
        && core.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    one_letter || dotted || SHORTENED.contains(&core.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_alone_and_words_stay_whole() {
        for (text, expected) in [
            ("He said: \"No.\"", "He|said|:|\"|No|.|\""),
            ("Iran-backed U.S. forces, Mr. Obama's.", "Iran-backed|U.S.|forces|,|Mr.|Obama|'s|."),
            ("wait... no (really)", "wait|...|no|(|really|)"),
            ("$1.5 million; 30%", "$|1.5|million|;|30|%"),
            ("didn't O'Connor the Guards' base--now", "did|n't|O'Connor|the|Guards|'|base|--|now"),
            ("J. Smith in the U.S.", "J.|Smith|in|the|U.S."),
            ("", ""),
        ] {
            let found: Vec<&str> =
                pieces(text).into_iter().flatten().map(|piece| &text[piece.start..piece.end]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
