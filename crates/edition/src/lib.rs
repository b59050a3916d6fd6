//! The edition format, both directions: the files that a corpus becomes, and the lazy reader of them.
//!
//! `docs/format.md` describes every byte. The flow: [`write()`] makes [`EditionFiles`]; a [`ChunkStore`] hands files out,
//! wherever they lie; a [`Reader`] asks it for what a question needs, checks every byte count and checksum; and [`Opened`]
//! answers in the types of this crate.

mod bits;
mod blocks;
mod boot;
mod bytes;
mod checksum;
mod columns;
mod counted;
mod dates;
mod files;
mod histogram;
mod impact;
mod join;
mod lists;
mod pack;
mod part;
mod pointer;
mod prose;
mod reader;
mod records;
mod related;
mod seal;
mod sorted;
mod store;
mod table;
mod versions;
mod words;
mod write;

pub use blocks::{BODY_START, Block, PARAGRAPH_GAP, Positions, Postings};
pub use boot::{Boot, FACETS, Scoring};
pub use counted::{Counted, FirstValues, MAX_COUNTED};
pub use dates::{DateRun, DateTable};
pub use files::{EditionFiles, POINTER, by_kind};
pub use histogram::{DateBucket, DateCounts, date_counts};
pub use impact::{MAX_IMPACT, impact_of, tf_of};
pub use pack::PackIndex;
pub use part::ChunkKind;
pub use reader::{Answer, ArticlePlace, Base, BaseArticles, BaseEntity, List, Opened, Reader, Unanswered, Verified};
pub use records::{Body, BodyMention, Card, EntityRecord, Label, MAX_RELATED, NameSpelt, Value, ValueSet};
pub use related::{Relations, significance};
pub use sorted::{SortedMap, add_sorted, in_order};
pub use store::{ChunkError, ChunkStore, MemoryStore, PackedStore};
pub use versions::{MAX_VERSIONS, Versions};
pub use words::{Family, WordEntry};
pub use write::{
    Alone, Crew, EditionSource, EditionWriter, EntityTable, Line, MemorySpill, Progress, Sink, Spill, WriteError,
    WriteOptions, Written, write,
};

/// The format this crate writes, and the newest it reads.
pub const MAJOR: u16 = 2;
/// Additions that older readers of the same major version may ignore.
pub const MINOR: u16 = 3;
/// The most articles an edition can hold: a bound on what a damaged count can make a reader allocate.
pub const MAX_ARTICLES: u32 = 1 << 24;
/// The most values a facet can have, for the same reason.
pub const MAX_VALUES: u32 = 1 << 24;
