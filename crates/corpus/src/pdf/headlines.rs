//! Which of a document's paragraphs are headlines, told by the size of their letters.

use std::collections::BTreeMap;

use super::paragraphs::Paragraph;

/// How much larger than the text a headline is.
const HEADLINE: f32 = 1.15;

/// How large another article's headline is, beside the first one's.
const ALIKE: f32 = 0.8;

/// A headline with fewer words below it has no article.
const MIN_STORY_WORDS: usize = 40;

/// The most words of a headline.
const MAX_HEADLINE_WORDS: usize = 32;

/// The headline: the largest paragraph on the first page that could be one; where it stands.
pub(super) fn headline(paragraphs: &[Paragraph]) -> Option<usize> {
    let usual = usual_size(paragraphs)?;
    let may_be = |paragraph: &&Paragraph| paragraph.page == 0 && has_words_of_headline(paragraph);
    let largest = paragraphs.iter().filter(may_be).map(rounded).max()?;
    if (largest as f32) / 2.0 < HEADLINE * usual {
        return None;
    }
    paragraphs.iter().position(|paragraph| may_be(&paragraph) && rounded(paragraph) == largest)
}

/// How many headlines a document has that are nearly as large as its first and have a text of their own below them, that one among them.
pub(super) fn n_headlines(paragraphs: &[Paragraph], first: usize) -> usize {
    let Some(usual) = usual_size(paragraphs) else { return 0 };
    let least = (paragraphs[first].size * ALIKE).max(HEADLINE * usual);
    let is_headline = |paragraph: &Paragraph| paragraph.size >= least && has_words_of_headline(paragraph);
    let mut n_headlines = 0;
    let mut n_words = 0;
    // From the end, so that what stands below a headline has been counted when it comes.
    for paragraph in paragraphs[first..].iter().rev() {
        if is_headline(paragraph) {
            n_headlines += usize::from(n_words >= MIN_STORY_WORDS);
            n_words = 0;
        } else {
            n_words += paragraph.text.split_whitespace().count();
        }
    }
    n_headlines
}

/// The size of most of a document's letters.
fn usual_size(paragraphs: &[Paragraph]) -> Option<f32> {
    let mut by_size: BTreeMap<u32, usize> = BTreeMap::new();
    for paragraph in paragraphs {
        *by_size.entry(rounded(paragraph)).or_default() += paragraph.text.len();
    }
    by_size.iter().max_by_key(|(_, n)| **n).map(|(size, _)| *size as f32 / 2.0)
}

/// A paragraph's size in halves of a point.
fn rounded(paragraph: &Paragraph) -> u32 {
    (paragraph.size * 2.0).round() as u32
}

/// Whether a paragraph has as many words as headlines have.
fn has_words_of_headline(paragraph: &Paragraph) -> bool {
    let n_words = paragraph.text.split_whitespace().count();
    let n_letters = paragraph.text.chars().filter(|c| c.is_alphabetic()).count();
    (2..=MAX_HEADLINE_WORDS).contains(&n_words) && n_letters > 5
}
