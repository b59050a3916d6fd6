//! The boot file: all that must be loaded before the first question, and small whatever the edition's size.

use newsprint_model::DateSpan;

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_str, put_varint};
use crate::dates::{put_span, read_span};
use crate::part::Part;
use crate::{MAJOR, MAX_ARTICLES, MAX_VALUES, MINOR};

/// The first bytes of a boot file.
const MAGIC: [u8; 4] = *b"NPED";

/// The facets of an edition, in the order their numbers count.
pub const FACETS: [&str; 6] = ["person", "org", "place", "source", "lang", "mentions"];
/// How many of them every edition tells of among the rest: what came with minor version 3 stands behind it, where older readers do not look.
pub(crate) const N_FIRST_FACETS: usize = 5;

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
        Scoring { k1: 2.0, title_weight: 3.0, lead_weight: 1.2, names_weight: 0.5, title_b: 0.5, body_b: 0.6 }
    }
}

/// What the boot file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Boot {
    /// The collection's name.
    pub name: String,
    /// How many articles.
    pub n_articles: u32,
    /// How many articles of the base, its first ones, have a date.
    pub n_dated: u32,
    /// From the earliest to the latest day that an article is certainly known for.
    pub dates: Option<DateSpan>,
    /// How many people, organisations and places.
    pub n_entities: [u32; 3],
    /// The languages of the articles, most frequent first, and how many articles each has.
    pub langs: Vec<(String, u32)>,
    /// How many values each facet has, in the order of [`FACETS`].
    pub n_values: [u32; FACETS.len()],
    /// For each facet, its values of most articles, most first: where something was added, numbers no longer tell. None in an edition of one part.
    pub first_values: [Vec<u32>; FACETS.len()],
    /// How occurrences were weighed.
    pub scoring: Scoring,
    /// The mean lengths of headlines and of texts, in positions, that impacts were computed with.
    pub mean_lengths: [f32; 2],
    /// Bytes of all files but the boot file and the pointer.
    pub n_chunk_bytes: u64,
    /// The lexicon that records are coded by, as it is stored; none in an edition without articles.
    pub(crate) lexicon: Vec<u8>,
    /// The base, and what was added since.
    pub(crate) parts: Vec<Part>,
    /// Under which licence the collection is published, in the publisher's words; empty where nothing is told.
    pub licence: String,
}

/// How many parts an edition has at most.
pub(crate) const MAX_PARTS: usize = 2;

impl Boot {
    /// The value of a facet that comes `nth` by falling number of articles: exact in an edition of one part, and to the end of `first_values` in others.
    pub fn value_at(&self, facet: usize, nth: u32) -> u32 {
        let first = self.first_values.get(facet).map_or(&[][..], Vec::as_slice);
        match first.get(nth as usize) {
            Some(number) => *number,
            None => {
                // As many of the first ones as lie below a number have moved to before it.
                let mut sorted: Vec<u64> = first.iter().map(|number| u64::from(*number)).collect();
                sorted.sort_unstable();
                let mut number = nth - first.len() as u32;
                for moved in sorted {
                    number += u32::from(moved <= u64::from(number));
                }
                number
            }
        }
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&MAJOR.to_le_bytes());
        out.extend_from_slice(&MINOR.to_le_bytes());
        put_str(&mut out, &self.name);
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
        let (first, later) = self.first_values.split_at(N_FIRST_FACETS);
        let put_values = |out: &mut Vec<u8>, values: &Vec<u32>| {
            put_varint(out, values.len() as u32);
            values.iter().for_each(|value| put_varint(out, *value));
        };
        first.iter().for_each(|values| put_values(&mut out, values));
        let Scoring { k1, title_weight, lead_weight, names_weight, title_b, body_b } = self.scoring;
        let [mean_title, mean_body] = self.mean_lengths;
        for parameter in [k1, title_weight, lead_weight, names_weight, title_b, body_b, mean_title, mean_body] {
            out.extend_from_slice(&parameter.to_le_bytes());
        }
        out.extend_from_slice(&self.n_chunk_bytes.to_le_bytes());
        put_bytes(&mut out, &self.lexicon);
        out.push(self.parts.len() as u8);
        self.parts.iter().for_each(|part| part.put(&mut out));
        put_str(&mut out, &self.licence);
        later.iter().for_each(|values| put_values(&mut out, values));
        for part in &self.parts {
            let numbers = part.n_values.iter().zip(&part.value_strides).skip(N_FIRST_FACETS);
            numbers.flat_map(|(n, stride)| [*n, *stride]).for_each(|number| put_varint(&mut out, number));
        }
        out
    }

    /// Reads a boot file; a newer major version is told apart before anything else is read.
    pub(crate) fn decode(bytes: &[u8]) -> Parsed<Result<Boot, u16>> {
        let mut cursor = Cursor::new(bytes);
        if cursor.array()? != MAGIC {
            return Err(Malformed("it does not begin as a boot file does"));
        }
        let major = u16::from_le_bytes(cursor.array()?);
        if major != MAJOR {
            return if major > MAJOR { Ok(Err(major)) } else { Err(Malformed("it is of an older edition format")) };
        }
        let _minor = u16::from_le_bytes(cursor.array()?);
        let name = cursor.string()?;
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
        let mut first_values: [Vec<u32>; FACETS.len()] = Default::default();
        let (first, later) = first_values.split_at_mut(N_FIRST_FACETS);
        read_values(&mut cursor, first)?;
        let mut parameters = [0f32; 8];
        for (nth, parameter) in parameters.iter_mut().enumerate() {
            *parameter = f32::from_le_bytes(cursor.array()?);
            if !(0.0..=if nth < 6 { 100.0 } else { 1e9 }).contains(parameter) {
                return Err(Malformed("a number is out of range"));
            }
        }
        let [k1, title_weight, lead_weight, names_weight, title_b, body_b, mean_title, mean_body] = parameters;
        let scoring = Scoring { k1, title_weight, lead_weight, names_weight, title_b, body_b };
        let n_chunk_bytes = u64::from_le_bytes(cursor.array()?);
        let lexicon = cursor.bytes()?.to_vec();
        let n_parts = usize::from(cursor.byte()?);
        if !(1..=MAX_PARTS).contains(&n_parts) {
            return Err(Malformed("it has no part, or more than there can be"));
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut n_articles = 0;
        for _ in 0..n_parts {
            let part = Part::read(&mut cursor, n_articles)?;
            n_articles += part.n_articles;
            parts.push(part);
        }
        debug_assert!(n_articles <= MAX_ARTICLES);
        // Readers of older minor versions end here, and so do their editions.
        let mut licence = String::new();
        if !cursor.is_at_end() {
            licence = cursor.string()?;
            read_values(&mut cursor, later)?;
            for part in &mut parts {
                let numbers = part.n_values.iter_mut().zip(&mut part.value_strides).skip(N_FIRST_FACETS);
                for (n_values, stride) in numbers {
                    (*n_values, *stride) = (cursor.varint()?, cursor.varint()?);
                    if *n_values > MAX_VALUES {
                        return Err(Malformed("it counts more than there can be"));
                    }
                }
            }
        }
        let (Some(base), Some(last)) = (parts.first(), parts.last()) else {
            return Err(Malformed("it has no part, or more than there can be"));
        };
        let is_within = |(values, n_values): (&Vec<u32>, &u32)| values.iter().all(|value| value < n_values);
        let reaches_up = base.n_values.iter().zip(&last.n_values).all(|(base, last)| base <= last);
        if !reaches_up || !first_values.iter().zip(&last.n_values).all(is_within) {
            return Err(Malformed("a number is out of range"));
        }
        Ok(Ok(Boot {
            name,
            n_articles,
            n_dated: base.n_dated,
            dates,
            n_entities,
            langs,
            n_values: last.n_values,
            first_values,
            scoring,
            mean_lengths: [mean_title, mean_body],
            n_chunk_bytes,
            lexicon,
            parts,
            licence,
        }))
    }
}

/// Reads values of some facets.
fn read_values(cursor: &mut Cursor<'_>, facets: &mut [Vec<u32>]) -> Parsed<()> {
    for values in facets {
        for _ in 0..cursor.count()? {
            values.push(cursor.varint()?);
        }
    }
    Ok(())
}
