//! Parts: the base edition and what was added to it since, each a set of chunk files that can be found without looking anything up.
//!
//! A part's files lie in a folder named by a hash over all of them, so that whatever changes has a new name. Within it a chunk is found by its kind and its
//! number, and ends with a checksum that knows both: a chunk that is damaged, cut short, renamed or from elsewhere fails.

use crate::boot::{FACETS, N_FIRST_FACETS};
use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_varint};
use crate::checksum::checksum;
use crate::{MAX_ARTICLES, MAX_VALUES};

/// What a chunk holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ChunkKind {
    /// The dictionary: words and families of inflected words.
    Words = 0,
    /// Which articles hold a word, how much it weighs there and where it stands: words of low and middle frequency.
    Lists = 1,
    /// Articles and weights of frequent words.
    Postings = 2,
    /// Where frequent words stand.
    Positions = 3,
    /// Article ids.
    Ids = 4,
    /// Facet values by id and by the words of their labels.
    Names = 5,
    /// Facet values by number.
    Values = 6,
    /// Which articles have a facet value: sets that share chunks.
    Sets = 7,
    /// Large sets, in chunks of their own.
    LargeSets = 8,
    /// Which facet values an article has.
    Columns = 9,
    /// Publication dates.
    Dates = 10,
    /// What a list of hits shows of an article.
    Cards = 11,
    /// The articles' text and what is marked in it.
    Bodies = 12,
    /// People, organisations and places.
    Entities = 13,
    /// Words read backwards, for the correction of typing errors in their first letters.
    Endings = 14,
    /// What is counted beforehand for frequent words.
    Counts = 15,
}

/// How many chunks of one kind a part has at most: a bound on what a damaged count can make a reader do.
const MAX_CHUNKS: u32 = 1 << 16;

/// How many kinds there are.
pub(crate) const N_KINDS: usize = ChunkKind::ALL.len();

impl ChunkKind {
    /// All kinds, by number.
    pub const ALL: [ChunkKind; 16] = [
        ChunkKind::Words,
        ChunkKind::Lists,
        ChunkKind::Postings,
        ChunkKind::Positions,
        ChunkKind::Ids,
        ChunkKind::Names,
        ChunkKind::Values,
        ChunkKind::Sets,
        ChunkKind::LargeSets,
        ChunkKind::Columns,
        ChunkKind::Dates,
        ChunkKind::Cards,
        ChunkKind::Bodies,
        ChunkKind::Entities,
        ChunkKind::Endings,
        ChunkKind::Counts,
    ];

    /// What its files' names begin with.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; N_KINDS] = [
            "words",
            "lists",
            "postings",
            "positions",
            "ids",
            "names",
            "values",
            "sets",
            "largesets",
            "columns",
            "dates",
            "cards",
            "bodies",
            "entities",
            "endings",
            "counts",
        ];
        NAMES[self as usize]
    }

    /// Whether its chunks are groups of records, coded by the lexicon.
    pub(crate) fn is_coded(self) -> bool {
        use ChunkKind::{Bodies, Cards, Endings, Entities, Values};
        matches!(self, Cards | Bodies | Entities | Values | Endings)
    }
}

/// A chunk of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ChunkId {
    /// Which part: 0 the base, 1 what was added.
    pub part: u8,
    pub kind: ChunkKind,
    pub number: u32,
}

impl ChunkId {
    /// A number of its own.
    pub(crate) fn key(self) -> u64 {
        u64::from(self.part) << 40 | u64::from(self.kind as u8) << 32 | u64::from(self.number)
    }
}

/// The name of a chunk's file within the edition.
pub(crate) fn file_name(part_hash: u64, kind: ChunkKind, number: u32) -> String {
    format!("edition/{part_hash:016x}/{}{number}.np", kind.name())
}

/// What seeds a chunk's checksum.
///
/// * `stamp`: of the part, known before its first chunk is written.
pub(crate) fn seed(stamp: u64, kind: ChunkKind, number: u32) -> u64 {
    stamp ^ (u64::from(kind as u8) << 32 | u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A chunk's file: its payload (coded already, where its kind is) and its checksum behind it.
pub(crate) fn sealed(stamp: u64, kind: ChunkKind, number: u32, mut payload: Vec<u8>) -> (Vec<u8>, u64) {
    let sum = checksum(&payload, seed(stamp, kind, number));
    payload.extend_from_slice(&sum.to_le_bytes());
    (payload, sum)
}

/// The hash that names a part: over the checksums of its chunks, by kind and then by number.
pub(crate) fn part_hash(stamp: u64, checksums: impl Iterator<Item = u64>) -> u64 {
    let bytes: Vec<u8> = checksums.flat_map(u64::to_le_bytes).collect();
    checksum(&bytes, stamp)
}

/// Which of a part's `n_chunks` buckets an article id is in.
pub(crate) fn id_bucket(id: &str, n_chunks: u32) -> u32 {
    (checksum(id.as_bytes(), 0) % u64::from(n_chunks.max(1))) as u32
}

/// Where each chunk of a sorted table begins: a key above all before it and not above its first, as short as can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heads {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Heads {
    /// Adds a head above all before it.
    pub(crate) fn push(&mut self, head: &[u8]) {
        self.bytes.extend_from_slice(head);
        self.ends.push(self.bytes.len() as u32);
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The `nth`; empty when there is none.
    pub(crate) fn get(&self, nth: usize) -> &[u8] {
        let start = nth.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(nth).copied().unwrap_or(start);
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// How many heads are at or below a key.
    fn n_up_to(&self, key: &[u8]) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle) <= key { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// The chunk that would hold a key; `None` when it lies below all.
    pub(crate) fn chunk_for(&self, key: &[u8]) -> Option<u32> {
        self.n_up_to(key).checked_sub(1).map(|nth| nth as u32)
    }

    /// The chunks that may hold keys from `from` up to but not including `until`.
    pub(crate) fn between(&self, from: &[u8], until: Option<&[u8]>) -> std::ops::Range<u32> {
        let first = self.chunk_for(from).unwrap_or(0);
        let end = until.map_or(self.len(), |until| {
            // A head that is `until` itself begins a chunk of keys at or above it.
            let n = self.n_up_to(until);
            if n > 0 && self.get(n - 1) == until { n - 1 } else { n }
        });
        first..(end as u32).max(first)
    }

    fn put(&self, out: &mut Vec<u8>) {
        put_varint(out, self.len() as u32);
        for nth in 0..self.len() {
            let (head, before) = (self.get(nth), if nth > 0 { self.get(nth - 1) } else { &[] });
            let n_shared = head.iter().zip(before).take_while(|(a, b)| a == b).count();
            put_varint(out, n_shared as u32);
            put_bytes(out, &head[n_shared..]);
        }
    }

    fn read(cursor: &mut Cursor<'_>) -> Parsed<Heads> {
        let n_heads = cursor.count()?;
        let (mut heads, mut head) = (Heads::default(), Vec::new());
        for nth in 0..n_heads {
            let n_shared = cursor.varint()? as usize;
            let before = head.clone();
            head.truncate(n_shared);
            head.extend_from_slice(cursor.bytes()?);
            if n_shared > before.len() || (nth > 0 && head <= before) {
                return Err(Malformed("chunks are out of order"));
            }
            heads.push(&head);
        }
        Ok(heads)
    }
}

/// What the boot file says of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// Names its folder.
    pub hash: u64,
    /// Seeds its checksums.
    pub stamp: u64,
    /// The number of its first article; its files count from there. Follows from the parts before.
    pub first: u32,
    pub n_articles: u32,
    /// How many of its articles, the first ones, have a date.
    pub n_dated: u32,
    /// How many chunks of each kind it has.
    pub n_chunks: [u32; N_KINDS],
    /// How many facet values its tables reach up to: for what was added, those of the base too.
    pub n_values: [u32; FACETS.len()],
    /// The same of entities, all kinds together.
    pub n_entities: u32,
    /// How many articles have their card in one chunk.
    pub card_stride: u32,
    /// How many entities have their record in one chunk.
    pub entity_stride: u32,
    /// For each facet, how many values have their record in one chunk.
    pub value_strides: [u32; FACETS.len()],
    /// How many articles have their values in one chunk of columns.
    pub column_stride: u32,
    /// Where the chunks of the dictionary begin.
    pub word_heads: Heads,
    /// Where the chunks of facet values' names begin.
    pub name_heads: Heads,
    /// Where the chunks of words read backwards begin.
    pub ending_heads: Heads,
    /// Where the chunks of what is counted beforehand begin.
    pub count_heads: Heads,
}

impl Part {
    /// The names of its files, by kind and then by number.
    pub(crate) fn files(&self) -> impl Iterator<Item = String> + '_ {
        let of_kind = move |kind: ChunkKind| {
            (0..self.n_chunks[kind as usize]).map(move |number| file_name(self.hash, kind, number))
        };
        ChunkKind::ALL.into_iter().flat_map(of_kind)
    }

    /// The chunk of the values of a facet that has a number, and the number of its first value: the chunks of each facet follow those of the facets before.
    pub(crate) fn value_chunk(&self, facet: usize, number: u32) -> (u32, u32) {
        let (n_values, strides) = (&self.n_values, &self.value_strides);
        let before: u32 =
            n_values.iter().zip(strides).take(facet).map(|(n, stride)| n.div_ceil((*stride).max(1))).sum();
        let stride = strides.get(facet).copied().unwrap_or(1).max(1);
        (before.saturating_add(number / stride), number / stride * stride)
    }

    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.hash.to_le_bytes());
        out.extend_from_slice(&self.stamp.to_le_bytes());
        put_varint(out, self.n_articles);
        put_varint(out, self.n_dated);
        put_varint(out, N_KINDS as u32);
        let numbers = self.n_chunks.iter().chain(&self.n_values[..N_FIRST_FACETS]).chain([
            &self.n_entities,
            &self.card_stride,
            &self.entity_stride,
            &self.column_stride,
        ]);
        numbers.chain(&self.value_strides[..N_FIRST_FACETS]).for_each(|number| put_varint(out, *number));
        self.word_heads.put(out);
        self.name_heads.put(out);
        self.ending_heads.put(out);
        self.count_heads.put(out);
    }

    /// Where the chunks of a table begin.
    pub(crate) fn heads(&self, kind: ChunkKind) -> &Heads {
        match kind {
            ChunkKind::Words => &self.word_heads,
            ChunkKind::Endings => &self.ending_heads,
            ChunkKind::Counts => &self.count_heads,
            _ => &self.name_heads,
        }
    }

    /// Reads a part whose first article has a number.
    pub(crate) fn read(cursor: &mut Cursor<'_>, first: u32) -> Parsed<Part> {
        let mut part = Part {
            hash: u64::from_le_bytes(cursor.array()?),
            stamp: u64::from_le_bytes(cursor.array()?),
            first,
            n_articles: cursor.varint()?,
            n_dated: cursor.varint()?,
            ..Part::default()
        };
        let end = part.first.checked_add(part.n_articles);
        if end.is_none_or(|end| end > MAX_ARTICLES) || part.n_dated > part.n_articles {
            return Err(Malformed("it counts more than there can be"));
        }
        // Kinds that this reader does not know have chunks that it never asks for.
        let n_kinds = cursor.count()?;
        for nth in 0..n_kinds {
            let n_chunks = cursor.varint()?;
            if n_chunks > MAX_CHUNKS {
                return Err(Malformed("it counts more than there can be"));
            }
            if let Some(known) = part.n_chunks.get_mut(nth) {
                *known = n_chunks;
            }
        }
        let Part { n_values, n_entities, card_stride, entity_stride, column_stride, value_strides, .. } = &mut part;
        for number in n_values[..N_FIRST_FACETS].iter_mut().chain([&mut *n_entities]) {
            *number = cursor.varint()?;
            if *number > MAX_VALUES {
                return Err(Malformed("it counts more than there can be"));
            }
        }
        let strides = [card_stride, entity_stride, column_stride].into_iter();
        let strides = strides.chain(&mut value_strides[..N_FIRST_FACETS]);
        for stride in strides {
            *stride = cursor.varint()?;
            if *stride == 0 {
                return Err(Malformed("a chunk holds no records"));
            }
        }
        part.word_heads = Heads::read(cursor)?;
        part.name_heads = Heads::read(cursor)?;
        part.ending_heads = Heads::read(cursor)?;
        part.count_heads = Heads::read(cursor)?;
        let tables = [ChunkKind::Words, ChunkKind::Names, ChunkKind::Endings, ChunkKind::Counts];
        if tables.into_iter().any(|kind| part.n_chunks[kind as usize] as usize != part.heads(kind).len()) {
            return Err(Malformed("a table does not list all its chunks"));
        }
        Ok(part)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn heads_find_the_chunk_of_every_key(heads in prop::collection::btree_set("[a-c]{1,4}", 1..30), key in "[a-c]{0,5}", until in "[a-c]{0,5}") {
            let mut table = Heads::default();
            heads.iter().for_each(|head| table.push(head.as_bytes()));
            let mut bytes = Vec::new();
            table.put(&mut bytes);
            prop_assert_eq!(&Heads::read(&mut Cursor::new(&bytes)).unwrap(), &table);
            let of = |key: &str| heads.iter().rposition(|head| head.as_str() <= key);
            prop_assert_eq!(table.chunk_for(key.as_bytes()), of(&key).map(|nth| nth as u32));
            let range = table.between(key.as_bytes(), Some(until.as_bytes()));
            for (nth, head) in heads.iter().enumerate() {
                let next = heads.iter().nth(nth + 1);
                let may_hold = head < &until && next.is_none_or(|next| next > &key) && key < until;
                prop_assert!(!may_hold || range.contains(&(nth as u32)), "{} of {:?} for {}..{}", nth, heads, key, until);
            }
        }
    }

    #[test]
    fn the_same_payload_elsewhere_has_another_checksum() {
        let sums: Vec<u64> =
            [(1, ChunkKind::Words, 0), (2, ChunkKind::Words, 0), (1, ChunkKind::Ids, 0), (1, ChunkKind::Words, 1)]
                .map(|(stamp, kind, number)| sealed(stamp, kind, number, b"same".to_vec()).1)
                .to_vec();
        assert!((1..4).all(|nth| sums[nth] != sums[0]));
    }
}
