//! The text that a page's data gives, held against what the page shows.

use std::collections::HashSet;

use super::blocks::{Block, fragment_paragraphs};
use super::entities::decode_entities;

/// How many words in a row are compared with the text that JSON-LD gives.
const GRAM: usize = 4;

/// The paragraphs of what JSON-LD gives: it may be HTML, or plain with line ends.
pub(super) fn given_paragraphs(body: &str) -> Vec<String> {
    let has_markup = body.contains("</") || body.contains("<p") || body.contains("<br");
    let text = if has_markup { body.to_owned() } else { decode_entities(body).into_owned() };
    if has_markup || (text.contains("</") && text.contains("<p")) {
        return fragment_paragraphs(&text);
    }
    let paragraphs = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|line| !line.is_empty()).collect()
}

/// What JSON-LD gives as the text, held against the page's blocks.
pub(super) struct Evidence {
    /// For each block, how much of it stands in the text given, from 0 to 1.
    pub shares: Vec<f32>,
    /// Whether nearly all of the text given stands in the page.
    pub is_whole: bool,
}

impl Evidence {
    pub fn of(given: &[String], blocks: &[Block]) -> Evidence {
        let mut grams: HashSet<u64> = HashSet::new();
        let words: Vec<u64> = given.iter().flat_map(|text| word_hashes(text)).collect();
        grams.extend(words.windows(GRAM).map(gram));
        let mut n_found = 0;
        let shares = blocks
            .iter()
            .map(|block| {
                let words = word_hashes(&block.text);
                if words.len() < GRAM {
                    return 0.0;
                }
                let n_matching = words.windows(GRAM).filter(|words| grams.contains(&gram(words))).count();
                n_found += n_matching;
                n_matching as f32 / (words.len() + 1 - GRAM) as f32
            })
            .collect();
        Evidence { shares, is_whole: n_found * 10 > grams.len() * 7 }
    }
}

/// A hash for each word of a text; case and marks do not count.
pub(super) fn word_hashes(text: &str) -> Vec<u64> {
    let mut hashes = Vec::new();
    let mut hash = 0_u64;
    for c in text.chars() {
        if c.is_alphanumeric() {
            for c in c.to_lowercase() {
                hash = (hash ^ u64::from(u32::from(c)).wrapping_add(0x9E37_79B9))
                    .wrapping_mul(0x0100_0000_01B3)
                    .rotate_left(7)
                    | 1;
            }
        } else if c.is_whitespace() && hash != 0 {
            hashes.push(hash);
            hash = 0;
        }
    }
    if hash != 0 {
        hashes.push(hash);
    }
    hashes
}

/// One hash for words in a row.
fn gram(words: &[u64]) -> u64 {
    words.iter().fold(0, |hash: u64, word| hash.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word)
}
