//! How large the chunks of an edition grow.

use super::WriteOptions;
use crate::lists::ListSizes;

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
    /// Lists of words.
    pub lists: ListSizes,
    /// Everything else of the index.
    pub index: usize,
    /// Groups of cards.
    pub cards: usize,
    /// Groups of bodies.
    pub bodies: usize,
}

impl Sizes {
    /// Each divisor is a kind's share of the files times how many bytes of text give one byte of it, as measured on news: lists of words are a third of
    /// the text, the dictionary a fiftieth, cards an eighth.
    pub(super) fn of(n_text: u64, options: &WriteOptions) -> Sizes {
        let share = |divisor: u64| usize::try_from(n_text / divisor).unwrap_or(usize::MAX);
        let index = options.index_chunk_bytes;
        Sizes {
            words: (index / 4).max(share(60_000)),
            lists: ListSizes {
                shared: (index * 2).max(share(7_500)),
                apart: index.max(share(15_000)),
                own: (index * 3).max(share(4_000)),
            },
            index,
            cards: options.card_group_bytes.max(share(16_000)),
            bodies: options.body_group_bytes.max(share(4_000)),
        }
    }
}
