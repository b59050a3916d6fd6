//! The label of an entity: its id, name and kind, as cards and records tell it.

use newsprint_model::EntityKind;
use newsprint_text::lowercase;

use super::Texts;
use crate::bytes::{Malformed, Parsed};

/// An entity, as much of it as a list of hits shows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Label {
    pub id: String,
    pub name: String,
    pub kind: EntityKind,
}

pub(super) fn kind_code(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organisation => 1,
        EntityKind::Place => 2,
    }
}

/// The id that most names have: small letters and digits, and hyphens between.
pub(super) fn usual_id(name: &str) -> String {
    let mut id = String::new();
    let mut is_apart = false;
    for c in name.chars() {
        if c.is_alphanumeric() {
            if is_apart && !id.is_empty() {
                id.push('-');
            }
            id.push(c);
        }
        is_apart = !c.is_alphanumeric();
    }
    lowercase(&id)
}

/// The kind of a label, and whether its id is told: the usual one is not.
pub(super) fn label_head(label: &Label) -> u8 {
    kind_code(label.kind) << 1 | u8::from(label.id != usual_id(&label.name))
}

/// The id of a label when it is not the usual one.
pub(super) fn own_id(label: &Label) -> Option<&str> {
    (label_head(label) & 1 == 1).then_some(label.id.as_str())
}

/// Reads a label's head; its name, and before it the id when there is one, are the last texts.
pub(super) fn read_label(head: u8, texts: &mut Texts) -> Parsed<Label> {
    let kind = EntityKind::ALL.get(usize::from(head >> 1)).copied();
    let kind = kind.ok_or(Malformed("a code is unknown"))?;
    let name = texts.last()?;
    let id = texts.last_if(head & 1 == 1)?.unwrap_or_else(|| usual_id(&name));
    Ok(Label { id, name, kind })
}
