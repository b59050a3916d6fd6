//! Entities: what each is called, how often, what is known of it, and who is named with it.

use newsprint_model::{Coordinates, Facts, MergeRule, Variant, WikidataNumber};

use super::label::{Label, label_head, own_id, read_label};
use super::{Texts, put_texts, read_texts};
use crate::bytes::{Cursor, Malformed, Parsed, put_varint};

/// An entity of the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityRecord {
    /// Id, name and kind.
    pub label: Label,
    /// How many articles name it.
    pub n_articles: u32,
    /// Its spellings.
    pub variants: Vec<Variant>,
    /// Where it lies, and what the publisher says that it is.
    pub facts: Facts,
    /// Those that articles name with it more often than chance has it, the most telling first; at most [`MAX_RELATED`].
    pub related: Vec<Label>,
}

/// How many related entities a record names.
pub const MAX_RELATED: usize = 8;

/// The rules in the order their codes count.
pub(super) const MERGE_RULES: [MergeRule; 15] = [
    MergeRule::Same,
    MergeRule::Folded,
    MergeRule::Joined,
    MergeRule::Honorific,
    MergeRule::Inflected,
    MergeRule::Surname,
    MergeRule::BuiltInAlias,
    MergeRule::Acronym,
    MergeRule::Romanisation,
    MergeRule::AlsoCalled,
    MergeRule::Given,
    MergeRule::Omitted,
    MergeRule::Script,
    MergeRule::Form,
    MergeRule::Corrected,
];

pub(super) fn merge_rule_code(rule: MergeRule) -> u8 {
    match rule {
        MergeRule::Same => 0,
        MergeRule::Folded => 1,
        MergeRule::Joined => 2,
        MergeRule::Honorific => 3,
        MergeRule::Inflected => 4,
        MergeRule::Surname => 5,
        MergeRule::BuiltInAlias => 6,
        MergeRule::Acronym => 7,
        MergeRule::Romanisation => 8,
        MergeRule::AlsoCalled => 9,
        MergeRule::Given => 10,
        MergeRule::Omitted => 11,
        MergeRule::Script => 12,
        MergeRule::Form => 13,
        MergeRule::Corrected => 14,
    }
}

/// Facts are told as the characters of a text, so that readers that do not know them pass them by: a number is the character so far behind `0`.
pub(super) const FIRST_CODE: u32 = 0x30;
/// What there is, as one bit each.
pub(super) const COORDINATES: u32 = 1;
pub(super) const WIKIDATA: u32 = 2;
/// The coordinates of a place at the south pole, as far west as can be.
const ORIGIN: (i32, i32) = (-9_000, -18_000);

impl EntityRecord {
    /// What is told besides names and counts; empty when there is nothing.
    fn told(&self) -> String {
        let Facts { coordinates, wikidata } = self.facts;
        if coordinates.is_none() && wikidata.is_none() && self.related.is_empty() {
            return String::new();
        }
        let mut codes = vec![0];
        if let Some(Coordinates { latitude, longitude }) = coordinates {
            codes[0] |= COORDINATES;
            codes.extend([i32::from(latitude) - ORIGIN.0, i32::from(longitude) - ORIGIN.1].map(|code| code as u32));
        }
        if let Some(WikidataNumber(number)) = wikidata {
            codes[0] |= WIKIDATA;
            codes.extend([number >> 15, number & 0x7FFF]);
        }
        // Taken from behind, as their names are.
        codes.extend(self.related.iter().rev().map(|label| u32::from(label_head(label))));
        codes.into_iter().filter_map(|code| char::from_u32(code + FIRST_CODE)).collect()
    }

    /// Reads what [`EntityRecord::told`] gave.
    fn tell(&mut self, told: &str, texts: &mut Texts) -> Parsed<()> {
        let mut codes = told.chars().map(|code| u32::from(code).wrapping_sub(FIRST_CODE));
        let mut next = || codes.next().ok_or(Malformed("a fact is missing"));
        let bits = next()?;
        if bits & COORDINATES != 0 {
            let [latitude, longitude] = [next()? as i32, next()? as i32];
            let coordinates = Coordinates::new(latitude.wrapping_add(ORIGIN.0), longitude.wrapping_add(ORIGIN.1));
            self.facts.coordinates = Some(coordinates.ok_or(Malformed("a place lies off the globe"))?);
        }
        if bits & WIKIDATA != 0 {
            self.facts.wikidata = Some(WikidataNumber(next()?.wrapping_shl(15) | next()?));
        }
        for head in codes {
            self.related.push(read_label(head.min(0xFF) as u8, texts)?);
        }
        self.related.reverse();
        Ok(())
    }

    /// * `gap`: how many numbers before it, in its chunk and since the last that has one, have no record.
    pub(crate) fn encode(&self, gap: u32) -> Vec<u8> {
        let mut out = Vec::new();
        let told = self.told();
        let related = self.related.iter().flat_map(|label| own_id(label).into_iter().chain([label.name.as_str()]));
        let name = own_id(&self.label).into_iter().chain([self.label.name.as_str()]);
        let before = related.chain((!told.is_empty()).then_some(told.as_str()));
        put_texts(&mut out, before.chain(self.variants.iter().map(|variant| variant.text.as_str())).chain(name));
        put_varint(&mut out, gap);
        out.push(label_head(&self.label));
        put_varint(&mut out, self.n_articles);
        for variant in self.variants.iter().rev() {
            put_varint(&mut out, variant.n_mentions);
            out.push(merge_rule_code(variant.rule));
        }
        out
    }

    pub(crate) fn decode(cursor: &mut Cursor<'_>) -> Parsed<EntityRecord> {
        let mut texts = read_texts(cursor)?;
        cursor.varint()?;
        let label = read_label(cursor.byte()?, &mut texts)?;
        let n_articles = cursor.varint()?;
        let mut variants = Vec::new();
        while !cursor.is_at_end() {
            let (text, n_mentions) = (texts.last()?, cursor.varint()?);
            let rule = MERGE_RULES.get(usize::from(cursor.byte()?)).copied().ok_or(Malformed("a code is unknown"))?;
            variants.push(Variant { text, n_mentions, rule });
        }
        variants.reverse();
        let mut record = EntityRecord { label, n_articles, variants, facts: Facts::default(), related: Vec::new() };
        if let Some(told) = texts.0.pop() {
            record.tell(&told, &mut texts)?;
        }
        Ok(record)
    }
}

impl EntityRecord {
    /// Takes in what a later part says of the same entity.
    pub(crate) fn join(&mut self, other: EntityRecord) {
        self.n_articles = self.n_articles.saturating_add(other.n_articles);
        for variant in other.variants {
            match self.variants.iter_mut().find(|known| known.text == variant.text) {
                Some(known) => known.n_mentions = known.n_mentions.saturating_add(variant.n_mentions),
                None => self.variants.push(variant),
            }
        }
        self.facts.coordinates = self.facts.coordinates.or(other.facts.coordinates);
        self.facts.wikidata = self.facts.wikidata.or(other.facts.wikidata);
        for label in other.related {
            if self.related.len() < MAX_RELATED && !self.related.contains(&label) {
                self.related.push(label);
            }
        }
    }
}
