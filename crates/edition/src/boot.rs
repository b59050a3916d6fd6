//! The boot file: all that must be loaded before the first question, and small whatever the edition's size.

use newsprint_model::DateSpan;

use crate::bytes::{Cursor, Malformed, Parsed, put_str, put_varint};
use crate::dates::{put_span, read_span};
use crate::directory::{ChunkKind, Directory};
use crate::{MAJOR, MAX_ARTICLES, MAX_VALUES, MINOR};

/// The first bytes of a boot file.
const MAGIC: [u8; 4] = *b"NPED";

/// The facets of an edition, in the order their numbers count.
pub const FACETS: [&str; 5] = ["person", "org", "place", "source", "lang"];

/// How occurrences are weighed; the edition's impacts were computed with these numbers.
///
/// The defaults were chosen by nDCG@10 over five public test collections (Cranfield, CISI, MED, NPL, LISA); what those cannot tell, the lead's and
/// the names' weight, is set low on purpose.
///
/// * Source: Robertson and Zaragoza, 2009, section 3.6 (BM25F), with a saturation over all fields together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scoring {
    /// How soon more occurrences stop counting: 0 counts presence alone, large values count every one. Usual: 0.9 to 2.
    pub k1: f32,
    /// What an occurrence in the headline weighs, beside 1 in the body. Usual: 1 to 5.
    pub title_weight: f32,
    /// What an occurrence in the first paragraph weighs. Usual: 1 to 2.
    pub lead_weight: f32,
    /// What a word of an entity's canonical name weighs, once for each entity of the article. Usual: 0 to 2.
    pub names_weight: f32,
    /// How much a long headline dilutes: 0 not at all, 1 in proportion.
    pub title_b: f32,
    /// How much a long text dilutes: 0 not at all, 1 in proportion. Usual: 0.3 to 0.9.
    pub body_b: f32,
}

impl Default for Scoring {
    fn default() -> Scoring {
        Scoring { k1: 1.6, title_weight: 3.0, lead_weight: 1.2, names_weight: 0.5, title_b: 0.5, body_b: 0.75 }
    }
}

/// What the boot file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Boot {
    /// The collection's name.
    pub name: String,
    /// How many articles.
    pub n_articles: u32,
    /// How many of them, the first ones, have a date.
    pub n_dated: u32,
    /// From the earliest to the latest day that an article is certainly known for.
    pub dates: Option<DateSpan>,
    /// How many people, organisations and places.
    pub n_entities: [u32; 3],
    /// The languages of the articles, most frequent first, and how many articles each has.
    pub langs: Vec<(String, u32)>,
    /// How many values each facet has, in the order of [`FACETS`].
    pub n_values: [u32; FACETS.len()],
    /// How occurrences were weighed.
    pub scoring: Scoring,
    /// Bytes of all files but the boot file and the pointer.
    pub n_chunk_bytes: u64,
    pub(crate) directories: Vec<Directory>,
}

impl Boot {
    /// The directory of a kind.
    pub(crate) fn directory(&self, kind: ChunkKind) -> &Directory {
        static EMPTY: Directory = Directory { n_chunks: 0, is_paged: false, refs: Vec::new() };
        let nth = ChunkKind::LISTED.iter().position(|listed| *listed == kind);
        nth.and_then(|nth| self.directories.get(nth)).unwrap_or(&EMPTY)
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&MAJOR.to_le_bytes());
        out.extend_from_slice(&MINOR.to_le_bytes());
        put_str(&mut out, &self.name);
        put_varint(&mut out, self.n_articles);
        put_varint(&mut out, self.n_dated);
        out.push(u8::from(self.dates.is_some()));
        if let Some(span) = self.dates {
            put_span(&mut out, span);
        }
        self.n_entities.iter().for_each(|n| put_varint(&mut out, *n));
        put_varint(&mut out, self.langs.len() as u32);
        for (lang, n_articles) in &self.langs {
            put_str(&mut out, lang);
            put_varint(&mut out, *n_articles);
        }
        self.n_values.iter().for_each(|n| put_varint(&mut out, *n));
        let Scoring { k1, title_weight, lead_weight, names_weight, title_b, body_b } = self.scoring;
        for parameter in [k1, title_weight, lead_weight, names_weight, title_b, body_b] {
            out.extend_from_slice(&parameter.to_le_bytes());
        }
        out.extend_from_slice(&self.n_chunk_bytes.to_le_bytes());
        put_varint(&mut out, self.directories.len() as u32);
        self.directories.iter().for_each(|directory| directory.put(&mut out));
        out
    }

    /// Reads a boot file; a newer major version is told apart before anything else is read.
    pub(crate) fn decode(bytes: &[u8]) -> Parsed<Result<Boot, u16>> {
        let mut cursor = Cursor::new(bytes);
        if cursor.array()? != MAGIC {
            return Err(Malformed("it does not begin as a boot file does"));
        }
        let major = u16::from_le_bytes(cursor.array()?);
        if major > MAJOR {
            return Ok(Err(major));
        }
        let _minor = u16::from_le_bytes(cursor.array()?);
        let name = cursor.string()?;
        let n_articles = cursor.varint()?;
        let n_dated = cursor.varint()?;
        if n_articles > MAX_ARTICLES || n_dated > n_articles {
            return Err(Malformed("it counts more articles than there can be"));
        }
        let dates = match cursor.byte()? {
            0 => None,
            _ => Some(read_span(&mut cursor, 0)?),
        };
        let n_entities = [cursor.varint()?, cursor.varint()?, cursor.varint()?];
        let n_langs = cursor.count()?;
        let mut langs = Vec::new();
        for _ in 0..n_langs {
            langs.push((cursor.string()?, cursor.varint()?));
        }
        let mut n_values = [0; FACETS.len()];
        for n in &mut n_values {
            *n = cursor.varint()?;
            if *n > MAX_VALUES {
                return Err(Malformed("it counts more facet values than there can be"));
            }
        }
        let mut parameters = [0f32; 6];
        for parameter in &mut parameters {
            *parameter = f32::from_le_bytes(cursor.array()?);
            if !(0.0..=100.0).contains(parameter) {
                return Err(Malformed("a scoring parameter is out of range"));
            }
        }
        let [k1, title_weight, lead_weight, names_weight, title_b, body_b] = parameters;
        let scoring = Scoring { k1, title_weight, lead_weight, names_weight, title_b, body_b };
        let n_chunk_bytes = u64::from_le_bytes(cursor.array()?);
        let n_directories = cursor.count()?;
        let mut directories = Vec::new();
        for _ in 0..n_directories {
            directories.push(Directory::read(&mut cursor)?);
        }
        Ok(Ok(Boot {
            name,
            n_articles,
            n_dated,
            dates,
            n_entities,
            langs,
            n_values,
            scoring,
            n_chunk_bytes,
            directories,
        }))
    }
}
