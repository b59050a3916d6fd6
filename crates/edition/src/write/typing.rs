//! What the dictionary holds for a reader who is typing, or has mistyped: the commonest words of short beginnings, and words read backwards.

use newsprint_text::is_function_word;

use super::WriteError;
use super::emit::{Emitter, coded};
use super::index::Entry;
use super::shelf::Strings;
use super::vocabulary::Vocabulary;
use crate::bytes::{put_bytes, put_varint};
use crate::part::{ChunkKind, Heads};
use crate::prose::Speller;
use crate::table::TableWriter;
use crate::words::{beginning_key, n_articles_of, put_begun};

/// A beginning that more words share is given its commonest words: looking through so many costs no more than a chunk or two of the dictionary.
///
/// * Range: at 64, the words named take twice the room; at 1,024, a keystroke reads five chunks.
const MANY_WORDS: usize = 256;

/// How many words a beginning is given.
const N_BEGUN: usize = 16;

/// Words of fewer letters are not read backwards: what is one letter away from them is mostly another word.
const MIN_LETTERS: usize = 4;

/// The beginnings that many words share, by rising key, each with its commonest words; little words say nothing of what is being typed and are left out.
///
/// * Shape: the payloads of all words; the languages in the order of their bits.
pub(super) fn beginnings(vocabulary: &Vocabulary, entries: &Strings, langs: &[&str]) -> Vec<Entry> {
    let mut found = Vec::new();
    divide(vocabulary, (entries, langs), 0..entries.len(), 0, &mut found);
    found
}

/// Takes words that share their first letters apart by the next one.
fn divide(
    vocabulary: &Vocabulary,
    (entries, langs): (&Strings, &[&str]),
    words: std::ops::Range<usize>,
    n_shared: usize,
    found: &mut Vec<Entry>,
) {
    let text = |nth: usize| vocabulary.words.text(nth);
    let mut first = words.start;
    while first < words.end {
        let Some(next) = text(first)[n_shared..].chars().next() else {
            // The beginning itself, as a word.
            first += 1;
            continue;
        };
        let beginning = &text(first)[..n_shared + next.len_utf8()];
        let n_alike = (first..words.end).take_while(|nth| text(*nth).starts_with(beginning)).count();
        let alike = first..first + n_alike;
        first = alike.end;
        if n_alike <= MANY_WORDS {
            continue;
        }
        let n_articles = |nth: usize| n_articles_of(entries.get(nth)).unwrap_or(0);
        let is_little = |nth: usize| vocabulary.langs_of(nth, langs).any(|lang| is_function_word(text(nth), lang));
        let mut commonest: Vec<usize> = alike.clone().collect();
        commonest.sort_by_key(|nth| std::cmp::Reverse(n_articles(*nth)));
        let mut commonest: Vec<usize> = commonest.into_iter().filter(|nth| !is_little(*nth)).take(N_BEGUN).collect();
        commonest.sort_unstable();
        let mut payload = Vec::new();
        for nth in commonest {
            put_begun(&mut payload, &vocabulary.words.get(nth)[beginning.len()..], entries.get(nth));
        }
        found.push((beginning_key(beginning), payload));
        divide(vocabulary, (entries, langs), alike, beginning.len(), found);
    }
}

/// Writes the words of letters alone, read backwards: a word whose first letters are mistyped stands near what was meant. Those that many articles hold go
/// first: as many as take `most_bytes`, about.
pub(super) fn write_endings(
    vocabulary: &Vocabulary,
    entries: &Strings,
    (chunk_bytes, most_bytes): (usize, usize),
    speller: &Speller,
    emitter: &mut Emitter<'_>,
) -> Result<Heads, WriteError> {
    /// What a word takes once coded, about.
    const WORD_BYTES: usize = 4;
    let is_told = |word: &str| word.chars().count() >= MIN_LETTERS && word.chars().all(char::is_alphabetic);
    let told = (0..entries.len()).filter(|nth| is_told(vocabulary.words.text(*nth)));
    let mut told: Vec<(u32, usize)> = told.map(|nth| (n_articles_of(entries.get(nth)).unwrap_or(0), nth)).collect();
    let n_most = most_bytes / WORD_BYTES;
    if told.len() > n_most {
        // Words that as many articles hold are all told of or none.
        let mut counts: Vec<u32> = told.iter().map(|(n_articles, _)| *n_articles).collect();
        counts.sort_unstable_by_key(|n_articles| std::cmp::Reverse(*n_articles));
        told.retain(|(n_articles, _)| *n_articles > counts[n_most]);
    }
    let mut backwards: Vec<(String, u32)> = told
        .into_iter()
        .map(|(n_articles, nth)| (vocabulary.words.text(nth).chars().rev().collect(), n_articles))
        .collect();
    backwards.sort_unstable();
    let mut table = TableWriter::new(chunk_bytes);
    let mut heads = Heads::default();
    for (word, n_articles) in backwards {
        let mut payload = Vec::new();
        put_varint(&mut payload, n_articles);
        table.add(word.as_bytes(), &payload);
    }
    table.finish();
    for (head, entries) in table.chunks {
        heads.push(&head);
        // One record, without paragraphs.
        let mut group = Vec::new();
        put_bytes(&mut group, &[&[0], &entries[..]].concat());
        emitter.emit(ChunkKind::Endings, coded(speller, 0, &group)?)?;
    }
    Ok(heads)
}
