//! What a lexicon should hold, learned from a sample of the articles.

use std::collections::BinaryHeap;

use super::classes::Classes;
use super::encode::{Numbers, Sentence, Words};
use super::encoder::Encoder;
use super::letters::{N_LIKELY, WORD_END};
use super::lexicon::{Draft, Lexicon, MAX_CLASSES, N_SIGNS, N_SPELLED, RECORD, Word};
use super::pieces::{Piece, pieces};
use crate::bytes::Parsed;

/// How much text a lexicon is learned from.
const SAMPLE_BYTES: usize = 4 << 20;
/// How many words a lexicon holds at most: what the list of ten hits can afford to fetch with their texts.
const MAX_LEARNED: usize = 6_500;
/// The longest word a lexicon holds, in bytes.
const MAX_WORD_BYTES: usize = 40;

/// Which articles a lexicon is learned from: those of the lowest keys, up to a bound or little more, whatever order they come in.
///
/// * Shape: a key for each article that spreads evenly, such as a checksum of its id, and how many bytes of text it has; the places of those chosen,
///   by key.
pub(crate) fn sampled(articles: impl Iterator<Item = (u64, usize)>) -> Vec<u32> {
    let mut kept = BinaryHeap::new();
    let mut n_kept = 0;
    for (nth, (key, n_bytes)) in (0u32..).zip(articles) {
        if n_bytes > SAMPLE_BYTES / 4 {
            // One article says little about the others.
            continue;
        }
        n_kept += n_bytes;
        kept.push((key, nth, n_bytes));
        // The last one kept reaches the bound, so that what is kept does not depend on what came between.
        while kept.peek().is_some_and(|(_, _, n_bytes)| n_kept - n_bytes >= SAMPLE_BYTES) {
            n_kept -= kept.pop().map_or(0, |(_, _, n_bytes)| n_bytes);
        }
    }
    kept.into_sorted_vec().into_iter().map(|(_, nth, _)| nth).collect()
}

/// Numbers of words as they stand in a text.
impl Words for Vec<u32> {
    fn take(&mut self, number: u32) -> Parsed<()> {
        self.push(number);
        Ok(())
    }

    fn spell(&mut self, _: usize, sign: u32, _: &[u8]) -> Parsed<()> {
        self.push(sign);
        Ok(())
    }
}

/// Learns a lexicon from articles, each given by its paragraphs: the bytes that [`Lexicon::read`] takes.
///
/// * Errors: none that a text could cause.
pub(crate) fn train(articles: &[Vec<&str>]) -> Parsed<Vec<u8>> {
    let words = frequent(articles);
    let n_words = words.len();
    let mut numbers = Numbers::default();
    for (number, word) in (0u32..).zip(&words).skip(usize::from(N_SIGNS)) {
        numbers.insert(word.clone(), number);
    }
    let signs: [u32; N_SIGNS as usize] = std::array::from_fn(|sign| sign as u32);
    let mut sentence = Sentence::new(&numbers, signs, vec![u32::from(RECORD)]);
    for article in articles {
        for paragraph in article {
            sentence.paragraph(paragraph)?;
        }
        sentence.sign(RECORD)?;
    }
    let text = sentence.words;
    // Twice as many classes make a table four times as large.
    let n_classes = (text.len().isqrt() / 8).clamp(1, MAX_CLASSES).min(n_words);
    let classes = Classes::of(&text, n_words, n_classes);
    let mut counts = vec![0u32; n_words];
    text.iter().for_each(|word| counts[*word as usize] += 1);

    let mut draft = Draft { likely: likely(&words), classes: vec![Vec::new(); n_classes], followers: Vec::new() };
    let mut totals = vec![0u32; n_classes];
    classes.of_words.iter().zip(&counts).for_each(|(class, count)| totals[*class] += count);
    for ((word, count), class) in words.into_iter().zip(&counts).zip(&classes.of_words) {
        draft.classes[*class].push(Word { text: word, level: level(*count, totals[*class]) });
    }
    for class in &mut draft.classes {
        class.sort_by(|a, b| a.text.cmp(&b.text));
    }
    for row in classes.pairs.chunks(n_classes) {
        let total = row.iter().sum();
        draft.followers.extend(row.iter().map(|count| level(*count, total)));
    }
    let mut coder = Encoder::new();
    Lexicon::code(&mut coder, &draft)?;
    Ok(coder.finish())
}

/// The bytes that words are most spelled with, and the one that ends them.
fn likely(words: &[Vec<u8>]) -> [u8; N_LIKELY] {
    let mut counts: Vec<(usize, u8)> = (0..=255).map(|byte| (0, byte)).collect();
    words.iter().flatten().for_each(|byte| counts[usize::from(*byte)].0 += 1);
    counts[usize::from(WORD_END)].0 = words.len();
    counts.sort_by_key(|(count, byte)| (std::cmp::Reverse(*count), *byte));
    std::array::from_fn(|rank| counts[rank].1)
}

/// The level of a share: 15 for the whole, one less for half of it, 0 for less than 2^-14.
fn level(count: u32, total: u32) -> u8 {
    if count == 0 {
        return 0;
    }
    libm::round(15.0 + libm::log2(f64::from(count) / f64::from(total.max(1)))).clamp(0.0, 15.0) as u8
}

/// The signs, and the words that it pays most to know.
fn frequent(articles: &[Vec<&str>]) -> Vec<Vec<u8>> {
    let mut counts = Numbers::default();
    let mut key = Vec::new();
    for paragraph in articles.iter().flatten() {
        let mut is_start = true;
        for piece in pieces(paragraph) {
            let Piece::Word { has_space, kind, text } = piece else { continue };
            // A word has its space in the lexicon even where a text begins with it; punctuation as it stands.
            let is_other = kind == N_SPELLED - 1;
            key.clear();
            if has_space || is_start && !is_other {
                key.push(b' ');
            }
            key.extend_from_slice(text.as_bytes());
            is_start = false;
            if let Some(count) = counts.get_mut(key.as_slice()) {
                *count += 1;
            } else if key.len() <= MAX_WORD_BYTES && key.first().is_some_and(|first| *first >= b' ') {
                counts.insert(key.clone(), 1);
            }
        }
    }
    let mut sorted: Vec<(&Vec<u8>, u32)> = counts.iter().map(|(word, count)| (word, *count)).collect();
    sorted.sort_unstable();
    let mut worth: Vec<(u64, &Vec<u8>)> = sorted
        .into_iter()
        .filter(|(_, count)| *count >= 3)
        .map(|(word, count)| (u64::from(count) * u64::from(saved(word, count, &counts)), word))
        .collect();
    worth.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
    worth.truncate(MAX_LEARNED);
    (0..N_SIGNS).map(|sign| vec![sign]).chain(worth.into_iter().map(|(_, word)| word.clone())).collect()
}

/// About how many bits a word costs less each time when the lexicon has it.
fn saved(word: &[u8], count: u32, counts: &Numbers) -> u32 {
    let text = String::from_utf8_lossy(word);
    let small = text.to_lowercase();
    if text == small {
        return if word.iter().any(u8::is_ascii_digit) { 14 } else { 22 };
    }
    // A word with a capital can be said by the small one, when that is there.
    match counts.get(small.as_bytes()) {
        Some(small) if *small >= 20 && *small >= count / 4 => 6,
        _ => 22,
    }
}
