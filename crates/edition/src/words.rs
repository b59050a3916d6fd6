//! Dictionary entries: words as written, and families of words that share a stem.
//!
//! Both stand in one table. A word's key is the word; a family's is the stem and a zero byte, which no word holds, so a
//! family sorts beside its members. Keys whose last byte is another below a space are of other kinds.

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_varint};
use crate::lists::Place;
use crate::sorted::add_sorted;

/// A word of the dictionary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordEntry {
    /// The word, folded.
    pub word: String,
    /// How many articles hold it.
    pub n_articles: u32,
    /// The greatest of its impacts.
    pub max_impact: u8,
    /// Its stems in the languages of the articles that hold it: none where there is no stemmer, and mostly one.
    pub stems: Vec<String>,
    /// For each part that has the word: which part, how many of its articles hold it, and where its list is.
    pub(crate) lists: Vec<(u8, u32, Place)>,
}

impl WordEntry {
    /// Whether its positions lie beside its articles, and come with them: so it is with all but the most frequent words, whose positions have files of their own.
    pub fn has_positions_beside(&self) -> bool {
        self.lists.iter().all(|(_, _, place)| !place.is_apart())
    }
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

/// How long a file of lists is that words share, about: the writer's usual size. A list in files of its own takes about a byte for each article.
const SHARED_BYTES: u32 = 32_000;

/// How a word's stems are given: not at all, by being the word, or written out.
const NO_STEM: u32 = 0;
const OWN_STEM: u32 = 1;
const STEMS: u32 = 2;

/// Appends a word as how much of another it begins with, and the rest.
fn put_beside(out: &mut Vec<u8>, word: &str, other: &str) {
    let n_shared = word.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    put_varint(out, n_shared as u32);
    put_bytes(out, &word.as_bytes()[n_shared..]);
}

/// Reads a count, and as many words written beside another.
fn read_beside(cursor: &mut Cursor<'_>, other: &str) -> Parsed<Vec<String>> {
    let n_words = cursor.count()?;
    let mut words = Vec::new();
    for _ in 0..n_words {
        let n_shared = cursor.varint()? as usize;
        let shared = other.as_bytes().get(..n_shared).ok_or(Malformed("a key shares more than its neighbour has"))?;
        let word = [shared, cursor.bytes()?].concat();
        words.push(String::from_utf8(word).map_err(|_| Malformed("a word is not UTF-8"))?);
    }
    Ok(words)
}

/// How many articles hold a word, out of its payload.
pub(crate) fn n_articles_of(payload: &[u8]) -> Parsed<u32> {
    Ok(Cursor::new(payload).varint()? >> 3)
}

/// Whether a key of the dictionary is a word's: the others end in a byte that no word holds.
pub(crate) fn is_word_key(key: &[u8]) -> bool {
    key.last().is_some_and(|last| *last >= b' ')
}

/// The key of a spelling of somebody's name: all its words as one.
pub(crate) fn spelling_key(solid: &str) -> Vec<u8> {
    let mut key = solid.as_bytes().to_vec();
    key.push(1);
    key
}

/// The key of the commonest words that begin so.
pub(crate) fn beginning_key(beginning: &str) -> Vec<u8> {
    let mut key = beginning.as_bytes().to_vec();
    key.push(2);
    key
}

/// Appends a word that begins so, less its beginning, and its payload.
pub(crate) fn put_begun(out: &mut Vec<u8>, rest: &[u8], payload: &[u8]) {
    put_bytes(out, rest);
    put_bytes(out, payload);
}

/// Reads the commonest words of a part that begin so.
pub(crate) fn read_begun(beginning: &str, payload: &[u8], part: u8, n_articles: u32) -> Parsed<Vec<WordEntry>> {
    let (mut cursor, mut entries) = (Cursor::new(payload), Vec::<WordEntry>::new());
    while !cursor.is_at_end() {
        let word = [beginning.as_bytes(), cursor.bytes()?].concat();
        let entry = WordEntry::decode(&word, cursor.bytes()?, part, n_articles)?;
        if entries.last().is_some_and(|last| last.word >= entry.word) {
            return Err(Malformed("words are out of order"));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// The key of a family.
pub(crate) fn family_key(stem: &str) -> Vec<u8> {
    let mut key = stem.as_bytes().to_vec();
    key.push(0);
    key
}

impl WordEntry {
    /// The payload of a word of one part.
    pub(crate) fn encode(n_articles: u32, max_impact: u8, word: &str, stems: &[String], place: &Place) -> Vec<u8> {
        let mut out = Vec::new();
        let code = match stems {
            [] => NO_STEM,
            [stem] if *stem == word => OWN_STEM,
            _ => STEMS,
        };
        put_varint(&mut out, n_articles << 3 | u32::from(place.is_apart()) << 2 | code);
        out.push(max_impact);
        if code == STEMS {
            put_varint(&mut out, stems.len() as u32);
            stems.iter().for_each(|stem| put_beside(&mut out, stem, word));
        }
        place.put(&mut out, true);
        out
    }

    /// Reads the payload of a word in a part of `n_articles`.
    pub(crate) fn decode(word: &[u8], payload: &[u8], part: u8, n_articles: u32) -> Parsed<WordEntry> {
        let mut cursor = Cursor::new(payload);
        let head = cursor.varint()?;
        let n_holding = head >> 3;
        if n_holding == 0 || n_holding > n_articles {
            return Err(Malformed("a word is in no article, or in more than there are"));
        }
        let word = std::str::from_utf8(word).map_err(|_| Malformed("a word is not UTF-8"))?;
        let max_impact = cursor.byte()?;
        let stems = match head & 3 {
            NO_STEM => Vec::new(),
            OWN_STEM => vec![word.to_owned()],
            STEMS => read_beside(&mut cursor, word)?,
            _ => return Err(Malformed("a word's stems are of no known shape")),
        };
        let place = Place::read(&mut cursor, (n_holding, n_articles), head >> 2 & 1 == 1, Some(max_impact))?;
        let lists = vec![(part, n_holding, place)];
        Ok(WordEntry { word: word.to_owned(), n_articles: n_holding, max_impact, stems, lists })
    }

    /// About how many bytes its lists cost a reader who has some files already; the files that it shares with other words are added to them.
    ///
    /// * Shape: `files` are sorted, each a number that no other file has.
    pub fn n_bytes_beside(&self, files: &mut Vec<u64>) -> u32 {
        let mut n_bytes = 0u32;
        for (part, n_articles, place) in &self.lists {
            n_bytes = n_bytes.saturating_add(match place {
                Place::Inline { .. } => 0,
                Place::Apart { .. } => *n_articles,
                Place::Shared { chunk, .. } => {
                    let n_before = files.len();
                    add_sorted(files, u64::from(*part) << 32 | u64::from(*chunk));
                    if files.len() > n_before { SHARED_BYTES } else { 0 }
                }
            });
        }
        n_bytes
    }

    /// Takes in what a later part says of the same word.
    pub(crate) fn join(&mut self, other: WordEntry) {
        self.n_articles = self.n_articles.saturating_add(other.n_articles);
        self.max_impact = self.max_impact.max(other.max_impact);
        for stem in other.stems {
            if !self.stems.contains(&stem) {
                self.stems.push(stem);
            }
        }
        self.lists.extend(other.lists);
    }
}

impl Family {
    /// Takes in what a later part says of the same stem: its articles are others.
    pub(crate) fn join(&mut self, other: Family) {
        self.n_articles = self.n_articles.saturating_add(other.n_articles);
        other.members.into_iter().for_each(|member| add_sorted(&mut self.members, member));
    }

    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_varint(&mut out, self.n_articles);
        put_varint(&mut out, self.members.len() as u32);
        self.members.iter().for_each(|member| put_beside(&mut out, member, &self.stem));
        out
    }

    pub(crate) fn decode(stem: &str, payload: &[u8]) -> Parsed<Family> {
        let mut cursor = Cursor::new(payload);
        let n_articles = cursor.varint()?;
        Ok(Family { stem: stem.to_owned(), n_articles, members: read_beside(&mut cursor, stem)? })
    }
}
