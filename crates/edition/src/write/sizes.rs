//! How large the chunks of an edition grow.

use super::{EditionSource, WriteOptions};

/// Sizes of chunks, for one corpus.
///
/// Small chunks mean few bytes for each question and many files; hosts stop at 20,000 files. So sizes are those of the options until a kind of
/// chunk would make more files than its share, and grow with the corpus from there.
///
/// * Unit: bytes of payload before deflating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sizes {
    /// The dictionary.
    pub words: usize,
    /// Articles and impacts of words.
    pub postings: usize,
    /// Positions of words: read for phrases only, so they may be larger.
    pub positions: usize,
    /// Everything else of the index.
    pub index: usize,
    /// Groups of cards.
    pub cards: usize,
    /// Groups of bodies.
    pub bodies: usize,
}

impl Sizes {
    /// Each divisor is a kind's share of the files times how many bytes of text give one byte of it, as measured on news: postings are a seventh of
    /// the text, positions a third, the dictionary a seventeenth, cards an eighth.
    pub(super) fn of(source: &EditionSource<'_>, options: &WriteOptions) -> Sizes {
        let of_article = |article: &newsprint_model::Article| -> usize {
            article.title.len() + article.paragraphs.iter().map(|paragraph| paragraph.text.len()).sum::<usize>()
        };
        let n_text: usize = source.articles.iter().map(of_article).sum();
        let index = options.index_chunk_bytes;
        Sizes {
            words: index.max(n_text / 40_000),
            postings: index.max(n_text / 14_000),
            positions: index.max(n_text / 4_500),
            index,
            cards: options.card_group_bytes.max(n_text / 16_000),
            bodies: options.body_group_bytes.max(n_text / 4_000),
        }
    }
}
