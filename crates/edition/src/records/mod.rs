//! Records that are read whole: cards, bodies, entities, facet values. Each begins with its texts, which a group codes as words.

mod body;
mod card;
mod entity;
mod label;
mod value;

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_str, put_varint};

pub use body::{Body, BodyMention};
pub use card::Card;
pub(crate) use card::CardBase;
pub use entity::{EntityRecord, MAX_RELATED};
pub use label::Label;
pub use value::{NameSpelt, Value, ValueSet};

/// Appends a record to a group of them.
pub(crate) fn put_record(group: &mut Vec<u8>, record: &[u8]) {
    put_bytes(group, record);
}

/// The `nth` record of a group.
pub(crate) fn nth_record(group: &[u8], nth: usize) -> Parsed<Cursor<'_>> {
    let mut cursor = Cursor::new(group);
    for _ in 0..nth {
        cursor.bytes()?;
    }
    Ok(Cursor::new(cursor.bytes()?))
}

/// The record of the `nth` number of a group that need not have all: each says, behind its texts, how many numbers before it have none.
pub(crate) fn sparse_record(group: &[u8], nth: u32) -> Parsed<Option<Cursor<'_>>> {
    let mut cursor = Cursor::new(group);
    let mut at = 0u32;
    while !cursor.is_at_end() {
        let record = cursor.bytes()?;
        let mut head = Cursor::new(record);
        for _ in 0..head.count()? {
            head.bytes()?;
        }
        at = at.saturating_add(head.varint()?);
        if at >= nth {
            return Ok((at == nth).then(|| Cursor::new(record)));
        }
        at = at.saturating_add(1);
    }
    Ok(None)
}

/// Appends what every record begins with: its texts, which a group codes as words.
fn put_texts<'a>(out: &mut Vec<u8>, texts: impl IntoIterator<Item = &'a str>) {
    let texts: Vec<&str> = texts.into_iter().collect();
    put_varint(out, texts.len() as u32);
    texts.into_iter().for_each(|text| put_str(out, text));
}

/// Reads the texts of a record, the last one first.
fn read_texts(cursor: &mut Cursor<'_>) -> Parsed<Texts> {
    let n = cursor.count()?;
    Ok(Texts((0..n).map(|_| cursor.string()).collect::<Parsed<_>>()?))
}

/// The texts of a record, to be taken from behind.
struct Texts(Vec<String>);

impl Texts {
    fn last(&mut self) -> Parsed<String> {
        self.0.pop().ok_or(Malformed("a text is missing"))
    }

    /// The last text, when it is said to be there.
    fn last_if(&mut self, is_there: bool) -> Parsed<Option<String>> {
        if is_there { self.last().map(Some) } else { Ok(None) }
    }
}

#[cfg(test)]
mod tests;
