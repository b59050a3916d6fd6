//! Cards: what a list of hits shows of an article before its text is loaded.

use newsprint_model::DateSpan;

use super::label::{Label, label_head, own_id, read_label};
use super::{put_texts, read_texts};
use crate::bytes::{Cursor, Parsed, put_varint, put_zigzag};
use crate::dates::read_span;
use crate::versions::Versions;

/// What a list of hits shows of an article before its text is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its stable id.
    pub id: String,
    /// The headline.
    pub title: String,
    /// Whether the headline was made from the lead.
    pub title_derived: bool,
    /// When it was published, as far as known.
    pub date: Option<DateSpan>,
    /// Who published it.
    pub source: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// BCP 47 language tag.
    pub lang: String,
    /// The text's beginning, at most 160 code points, cut at a word's end with `…`.
    pub lead: String,
    /// The entities named most, at most six.
    pub entities: Vec<Label>,
    /// Articles that say nearly the same.
    pub versions: Versions,
    /// Which chunk has its text.
    pub(crate) body: u32,
}

/// What a card says besides texts, as one bit each.
const DERIVED: u8 = 1;
const DATED: u8 = 2;
const SOURCE: u8 = 4;
const BYLINE: u8 = 8;

/// What the cards of a group are told by: the first one's day and body, both 0 for the first one itself.
pub(crate) type CardBase = (i32, u32);

impl Card {
    /// What the other cards of its group are told by.
    pub(crate) fn base(&self) -> CardBase {
        (self.date.map_or(0, |span| span.earliest.0), self.body)
    }

    pub(crate) fn encode(&self, base: CardBase) -> Vec<u8> {
        let mut out = Vec::new();
        let told = self.versions.encode();
        let names = self.entities.iter().flat_map(|label| own_id(label).into_iter().chain([label.name.as_str()]));
        let about = self.byline.as_deref().into_iter().chain(self.source.as_deref()).chain([&*self.lang, &*self.id]);
        let versions = told.as_deref().into_iter();
        put_texts(&mut out, versions.chain([&*self.title, &*self.lead]).chain(names).chain(about));
        let bit = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
        out.push(
            bit(self.title_derived, DERIVED)
                | bit(self.date.is_some(), DATED)
                | bit(self.source.is_some(), SOURCE)
                | bit(self.byline.is_some(), BYLINE),
        );
        put_zigzag(&mut out, self.body.wrapping_sub(base.1) as i32);
        if let Some(span) = self.date {
            put_zigzag(&mut out, span.earliest.0 - base.0);
            put_varint(&mut out, (span.latest.0 - span.earliest.0) as u32);
        }
        // Taken from behind, as their names are.
        self.entities.iter().rev().for_each(|label| out.push(label_head(label)));
        out
    }

    pub(crate) fn decode(cursor: &mut Cursor<'_>, base: CardBase) -> Parsed<Card> {
        let mut texts = read_texts(cursor)?;
        let bits = cursor.byte()?;
        let body = base.1.wrapping_add(cursor.zigzag()? as u32);
        let date = if bits & DATED == 0 { None } else { Some(read_span(cursor, base.0)?) };
        let (id, lang) = (texts.last()?, texts.last()?);
        let source = texts.last_if(bits & SOURCE != 0)?;
        let byline = texts.last_if(bits & BYLINE != 0)?;
        let mut entities = Vec::new();
        while !cursor.is_at_end() {
            entities.push(read_label(cursor.byte()?, &mut texts)?);
        }
        entities.reverse();
        let (lead, title) = (texts.last()?, texts.last()?);
        let versions = texts.0.pop().map(|text| Versions::decode(&text)).unwrap_or_default();
        let title_derived = bits & DERIVED != 0;
        Ok(Card { id, title, title_derived, date, source, byline, lang, lead, entities, versions, body })
    }
}
