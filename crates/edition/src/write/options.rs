//! Choices that shape an edition's files.

use crate::boot::Scoring;

/// Choices that shape the files, not what they say. The defaults suit news read over a phone network.
#[derive(Clone, Debug, PartialEq)]
pub struct WriteOptions {
    /// How occurrences are weighed.
    pub scoring: Scoring,
    /// How large a chunk of ids, of sets and the like grows; one of postings half as large, of the dictionary an eighth. In a corpus of more than some 60 MB
    /// some grow with it, so that hosts can take the files.
    ///
    /// * Unit: bytes. Range: small chunks make many files; large ones make readers fetch what they do not need. 4,096 to 65,536.
    pub index_chunk_bytes: usize,
    /// How much text goes into a group of cards, before it is coded by the lexicon; more in a large corpus.
    ///
    /// * Unit: bytes. Range: 2,048 to 65,536. Small groups are coded by the same lexicon: at 4,096 all cards together are an eighth larger than at 16,384, and
    ///   a list of ten, which lie in ten groups, is a third of the bytes.
    pub card_group_bytes: usize,
    /// How much text goes into a group of bodies, before it is coded by the lexicon; more in a large corpus.
    ///
    /// * Unit: bytes. Range: 8,192 to 131,072. At 16,384 all bodies are a fiftieth larger than at 32,768, and the passages of ten hits half the bytes.
    pub body_group_bytes: usize,
    /// How much text is analysed in one piece before its words go to the spill: it bounds the memory that writing takes, and says nothing about the
    /// files.
    ///
    /// * Unit: bytes. Range: each hand of the crew takes some eight times as much; small pieces make many runs to merge. 1,000,000 to 64,000,000.
    pub batch_bytes: usize,
    /// For which words facet values and dates are counted beforehand: those in at least so many articles, and in one of 400.
    ///
    /// * Unit: articles. Range: in a small corpus counting is cheap; less than 64 makes the files of one needlessly large.
    pub least_counted: usize,
    /// Whether readers can filter by source.
    pub has_sources: bool,
    /// Whether readers can filter by language.
    pub has_languages: bool,
    /// Whether readers can filter by the months that texts speak of.
    pub has_months: bool,
}

impl Default for WriteOptions {
    fn default() -> WriteOptions {
        WriteOptions {
            scoring: Scoring::default(),
            index_chunk_bytes: 16_384,
            card_group_bytes: 4_096,
            body_group_bytes: 16_384,
            batch_bytes: 8_000_000,
            least_counted: 64,
            has_sources: true,
            has_languages: true,
            has_months: true,
        }
    }
}
