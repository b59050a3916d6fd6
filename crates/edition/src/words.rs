//! Dictionary entries: words as written, and families of words that share a stem.
//!
//! Both stand in one table. A word's key is the word; a family's is the stem and a zero byte, which no word holds, so a
//! family sorts beside its members.

use crate::blocks::Place;
use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_varint};

/// A word of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordEntry {
    /// The word, folded.
    pub word: String,
    /// How many articles hold it.
    pub n_articles: u32,
    /// The greatest of its impacts.
    pub max_impact: u8,
    /// Whether it is its own stem and the only form of it: a family of one, which has no entry of its own.
    pub is_own_stem: bool,
    pub(crate) list: WordList,
}

/// Where a word's articles and positions are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WordList {
    /// One article: all of it stands here.
    Inline { article: u32, positions: Vec<u8> },
    /// Several.
    Placed { postings: Place, positions: Place },
}

/// The inflected forms of one stem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// The stem.
    pub stem: String,
    /// How many articles hold at least one of the forms.
    pub n_articles: u32,
    /// The forms, all of them words of the dictionary, sorted.
    pub members: Vec<String>,
}

/// The key of a family.
pub(crate) fn family_key(stem: &str) -> Vec<u8> {
    let mut key = stem.as_bytes().to_vec();
    key.push(0);
    key
}

impl WordEntry {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, self.n_articles << 1 | u32::from(self.is_own_stem));
        out.push(self.max_impact);
        match &self.list {
            WordList::Inline { article, positions } => {
                put_varint(&mut out, *article);
                out.extend_from_slice(positions);
            }
            WordList::Placed { postings, positions } => {
                postings.put(&mut out);
                positions.put(&mut out);
            }
        }
        out
    }

    pub(crate) fn decode(word: &[u8], payload: &[u8], n_articles: u32) -> Parsed<WordEntry> {
        let mut cursor = Cursor::new(payload);
        let head = cursor.varint()?;
        let (n_holding, is_own_stem) = (head >> 1, head & 1 == 1);
        if n_holding == 0 || n_holding > n_articles {
            return Err(Malformed("a word is in no article, or in more than there are"));
        }
        let max_impact = cursor.byte()?;
        let list = if n_holding == 1 {
            let article = cursor.varint()?;
            if article >= n_articles {
                return Err(Malformed("an article number is out of range"));
            }
            WordList::Inline { article, positions: cursor.take(cursor.n_left())?.to_vec() }
        } else {
            WordList::Placed { postings: Place::read(&mut cursor)?, positions: Place::read(&mut cursor)? }
        };
        let word = std::str::from_utf8(word).map_err(|_| Malformed("a word is not UTF-8"))?;
        Ok(WordEntry { word: word.to_owned(), n_articles: n_holding, max_impact, is_own_stem, list })
    }
}

impl Family {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, self.n_articles);
        put_varint(&mut out, self.members.len() as u32);
        for member in &self.members {
            let n_shared = member.bytes().zip(self.stem.bytes()).take_while(|(a, b)| a == b).count();
            put_varint(&mut out, n_shared as u32);
            put_bytes(&mut out, &member.as_bytes()[n_shared..]);
        }
        out
    }

    pub(crate) fn decode(stem: &str, payload: &[u8]) -> Parsed<Family> {
        let mut cursor = Cursor::new(payload);
        let n_articles = cursor.varint()?;
        let n_members = cursor.count()?;
        let mut members = Vec::new();
        for _ in 0..n_members {
            let n_shared = cursor.varint()? as usize;
            let mut member =
                stem.as_bytes().get(..n_shared).ok_or(Malformed("a form shares more than its stem has"))?.to_vec();
            member.extend_from_slice(cursor.bytes()?);
            members.push(String::from_utf8(member).map_err(|_| Malformed("a word is not UTF-8"))?);
        }
        Ok(Family { stem: stem.to_owned(), n_articles, members })
    }
}
