//! Facet values: what each is called, and where its articles are listed.

use newsprint_model::EntityNumber;

use super::label::usual_id;
use super::{put_texts, read_texts};
use crate::bytes::{Cursor, Malformed, Parsed, put_varint};
use crate::lists::Place;

/// The articles that have a facet value: how many, and where they are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueSet {
    /// The value's number within its facet.
    pub number: u32,
    /// How many articles of the edition have it.
    pub n_articles: u32,
    /// For each part that has it: which part, how many of its articles, and where they are listed.
    pub(crate) lists: Vec<(u8, u32, Place)>,
}

/// Somebody or something whose name is spelled so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSpelt {
    /// Which kind of value, as an index into [`FACETS`](crate::FACETS).
    pub facet: usize,
    /// Who it is.
    pub entity: EntityNumber,
    /// Whether all words are words of the canonical name: then every article that names them is listed under each of these words.
    pub is_canonical: bool,
    /// The value, and which articles name them.
    pub set: ValueSet,
}

/// A facet value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The value, as a filter gives it.
    pub id: String,
    /// What the reader sees.
    pub label: String,
    /// Its articles.
    pub set: ValueSet,
    /// Who or what it is, where it names somebody or something; unknown in editions before minor version 3.
    pub entity: Option<EntityNumber>,
}

impl ValueSet {
    /// Appends the count and the place of the articles of one part.
    pub(crate) fn put(out: &mut Vec<u8>, n_articles: u32, place: &Place) {
        put_varint(out, n_articles << 1 | u32::from(place.is_apart()));
        place.put(out, false);
    }

    /// Reads what [`ValueSet::put`] wrote, in a part of `n_articles`.
    pub(crate) fn read(cursor: &mut Cursor<'_>, number: u32, part: u8, n_articles: u32) -> Parsed<ValueSet> {
        let head = cursor.varint()?;
        let n_holding = head >> 1;
        if n_holding == 0 || n_holding > n_articles {
            return Err(Malformed("a value is in no article, or in more than there are"));
        }
        let place = Place::read(cursor, (n_holding, n_articles), head & 1 == 1, None)?;
        Ok(ValueSet { number, n_articles: n_holding, lists: vec![(part, n_holding, place)] })
    }

    /// Takes in what a later part says of the same value.
    pub(crate) fn join(&mut self, other: ValueSet) {
        self.n_articles = self.n_articles.saturating_add(other.n_articles);
        self.lists.extend(other.lists);
    }
}

/// How the id of a value is told.
const ID_IS_LABEL: u8 = 0;
const USUAL_ID: u8 = 1;
const OWN_ID: u8 = 2;

impl Value {
    /// The record of a value in one part; `id` and `label` are empty where a part before has them.
    ///
    /// * `gap`: how many numbers before it, in its chunk and since the last that has one, have no record.
    pub(crate) fn encode(
        (id, label): (&str, &str),
        gap: u32,
        (n_articles, place): (u32, &Place),
        entity: Option<u32>,
    ) -> Vec<u8> {
        let mut out = Vec::new();
        let told = match id {
            _ if id == label => ID_IS_LABEL,
            _ if id == usual_id(label) => USUAL_ID,
            _ => OWN_ID,
        };
        put_texts(&mut out, (told == OWN_ID).then_some(id).into_iter().chain([label]));
        put_varint(&mut out, gap);
        out.push(told);
        ValueSet::put(&mut out, n_articles, place);
        entity.iter().for_each(|number| put_varint(&mut out, *number));
        out
    }

    pub(crate) fn decode(cursor: &mut Cursor<'_>, number: u32, part: u8, n_articles: u32) -> Parsed<Value> {
        let mut texts = read_texts(cursor)?;
        cursor.varint()?;
        let label = texts.last()?;
        let id = match cursor.byte()? {
            ID_IS_LABEL => label.clone(),
            USUAL_ID => usual_id(&label),
            _ => texts.last()?,
        };
        let set = ValueSet::read(cursor, number, part, n_articles)?;
        let entity = if cursor.is_at_end() { None } else { Some(EntityNumber(cursor.varint()?)) };
        Ok(Value { id, label, set, entity })
    }
}
