//! How large the chunks of an edition grow.

use super::WriteOptions;
use crate::lists::ListSizes;

/// Sizes of chunks, for one corpus.
///
/// Small chunks mean few bytes for each question and many files; hosts stop at 20,000 files. So sizes are those of the options until a kind of
/// chunk would make more files than its share, and grow with the corpus from there: from some 80 MB of text on, an edition has as many files as it may.
///
/// * Unit: bytes of payload, before it is coded where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sizes {
    /// The dictionary.
    pub words: usize,
    /// Lists of words.
    pub lists: ListSizes,
    /// Columns of facet values.
    pub columns: usize,
    /// Facet values.
    pub values: usize,
    /// Article ids.
    pub ids: usize,
    /// Everything else of the index.
    pub index: usize,
    /// Groups of cards.
    pub cards: usize,
    /// Groups of bodies.
    pub bodies: usize,
    /// All of the words read backwards, once coded.
    pub endings: usize,
}

/// Of a text, one byte in so many is spent on words read backwards; a small collection spends the least.
const ENDINGS_SHARE: u64 = 128;
const LEAST_ENDINGS: usize = 64 << 10;

/// How much text an edition has that gets by with the first ten thousand files.
///
/// * Unit: bytes: a hundred thousand articles.
const FIRST_TEXT: u64 = 250_000_000;

impl Sizes {
    /// Each divisor is a kind's share of some 9,800 files times how many bytes of text give one byte of it, as measured on news: lists of words are a third
    /// of the text, the dictionary a fiftieth, cards a seventh. A corpus of more than a hundred thousand articles makes up to 19,000 files before its
    /// chunks grow again.
    pub(super) fn of(n_text: u64, options: &WriteOptions) -> Sizes {
        let share = |divisor: u64| {
            let n_bytes = (n_text.min(FIRST_TEXT) / divisor).max(n_text * 10 / (divisor * 19));
            usize::try_from(n_bytes).unwrap_or(usize::MAX)
        };
        let index = options.index_chunk_bytes;
        Sizes {
            words: (index / 8).max(share(40_000)),
            lists: ListSizes {
                shared: (index * 3 / 8).max(share(9_000)),
                apart: (index / 2).max(share(20_000)),
                postings: (index / 2).max(share(9_000)),
                positions: (index * 2).max(share(2_100)),
            },
            columns: (index / 4).max(share(38_000)),
            values: (index / 4).max(share(60_000)),
            ids: index.max(share(15_000)),
            index,
            cards: options.card_group_bytes.max(share(8_500)),
            bodies: options.body_group_bytes.max(share(5_000)),
            endings: usize::try_from(n_text / ENDINGS_SHARE).unwrap_or(usize::MAX).max(LEAST_ENDINGS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stay_below_what_hosts_take_at_any_size() {
        // Files for each kind at a hundred thousand articles, as measured: the dictionary, lists, cards, bodies.
        let n_files = |n_text: u64| {
            let sizes = Sizes::of(n_text, &WriteOptions::default());
            let of = |n_bytes: u64, size: usize| n_bytes.div_ceil(size as u64);
            of(n_text / 140, sizes.words)
                + of(n_text / 10, sizes.lists.shared)
                + of(n_text / 11, sizes.lists.postings)
                + of(n_text / 6, sizes.lists.positions)
                + of(n_text / 210, sizes.columns)
                + of(n_text / 5, sizes.cards)
                + of(n_text, sizes.bodies)
        };
        let mut last = 0;
        for n_articles in [100, 1_000, 10_000, 100_000, 1_000_000, 8_000_000] {
            let n = n_files(n_articles * 2_500);
            assert!(n >= last, "{n_articles} articles: {n} files");
            assert!(n <= if n_articles <= 100_000 { 9_700 } else { 18_600 }, "{n_articles} articles: {n} files");
            last = n;
        }
    }
}
