//! Records that are read whole: cards, bodies, entities, facet values.

use newsprint_model::{
    DateEvidence, DateRule, DateSpan, EntityKind, EntityNumber, MergeRule, Part, PublicationDate, Variant,
};

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_optional, put_str, put_varint};
use crate::dates::{put_span, read_span};
use crate::lists::Place;
use crate::sorted::in_order;

/// An entity, as much of it as a list of hits shows.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Label {
    pub id: String,
    pub name: String,
    pub kind: EntityKind,
}

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
    /// The text's beginning, at most 240 code points, cut at a word's end with `…`.
    pub lead: String,
    /// The entities named most, at most eight.
    pub entities: Vec<Label>,
    /// Which chunk has its text.
    pub(crate) body: u32,
}

/// A stretch of an article that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyMention {
    /// Where in the article.
    pub part: Part,
    /// First code point within the part.
    pub start: u32,
    /// One past the last code point within the part.
    pub end: u32,
    /// Which of the body's `entities`.
    pub entity: u32,
}

/// The rest of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The text.
    pub paragraphs: Vec<String>,
    /// The publisher's original.
    pub url: Option<String>,
    /// When it was published, and how that is known.
    pub date: Option<PublicationDate>,
    /// The entities it names, most mentions first and equal ones by number, and how many mentions each has here.
    pub entities: Vec<(EntityNumber, u32)>,
    /// Where they are named, in reading order.
    pub mentions: Vec<BodyMention>,
}

/// An entity of the edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityRecord {
    /// Id, name and kind.
    pub label: Label,
    /// How many articles name it.
    pub n_articles: u32,
    /// Its spellings.
    pub variants: Vec<Variant>,
}

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
}

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

/// Appends a record to a group that need not have all: `gap` numbers without one lie before it.
pub(crate) fn put_sparse(group: &mut Vec<u8>, gap: u32, record: &[u8]) {
    put_varint(group, gap);
    put_bytes(group, record);
}

/// The record of the `nth` number of a group that need not have all.
pub(crate) fn sparse_record(group: &[u8], nth: u32) -> Parsed<Option<Cursor<'_>>> {
    let mut cursor = Cursor::new(group);
    let mut at = 0u32;
    while !cursor.is_at_end() {
        at = at.saturating_add(cursor.varint()?);
        let record = cursor.bytes()?;
        if at >= nth {
            return Ok((at == nth).then(|| Cursor::new(record)));
        }
        at = at.saturating_add(1);
    }
    Ok(None)
}

fn kind_code(kind: EntityKind) -> u8 {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organisation => 1,
        EntityKind::Place => 2,
    }
}

/// The id that most names have: small letters and digits, and hyphens between.
fn usual_id(name: &str) -> String {
    let mut id = String::new();
    let mut is_apart = false;
    for c in name.chars() {
        if c.is_alphanumeric() {
            if is_apart && !id.is_empty() {
                id.push('-');
            }
            id.extend(c.to_lowercase());
        }
        is_apart = !c.is_alphanumeric();
    }
    id
}

fn put_label(out: &mut Vec<u8>, label: &Label) {
    let has_own_id = label.id != usual_id(&label.name);
    out.push(kind_code(label.kind) << 1 | u8::from(has_own_id));
    put_str(out, &label.name);
    if has_own_id {
        put_str(out, &label.id);
    }
}

fn read_label(cursor: &mut Cursor<'_>) -> Parsed<Label> {
    let head = cursor.byte()?;
    let kind = EntityKind::ALL.get(usize::from(head >> 1)).copied();
    let name = cursor.string()?;
    let id = if head & 1 == 1 { cursor.string()? } else { usual_id(&name) };
    Ok(Label { kind: kind.ok_or(Malformed("an entity is of no known kind"))?, id, name })
}

fn put_date(out: &mut Vec<u8>, span: Option<DateSpan>) {
    out.push(u8::from(span.is_some()));
    if let Some(span) = span {
        put_span(out, span);
    }
}

fn read_date(cursor: &mut Cursor<'_>) -> Parsed<Option<DateSpan>> {
    match cursor.byte()? {
        0 => Ok(None),
        _ => read_span(cursor, 0).map(Some),
    }
}

impl Card {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_str(&mut out, &self.id);
        put_str(&mut out, &self.title);
        out.push(u8::from(self.title_derived));
        put_date(&mut out, self.date);
        put_optional(&mut out, self.source.as_deref());
        put_optional(&mut out, self.byline.as_deref());
        put_str(&mut out, &self.lang);
        put_str(&mut out, &self.lead);
        put_varint(&mut out, self.entities.len() as u32);
        self.entities.iter().for_each(|label| put_label(&mut out, label));
        put_varint(&mut out, self.body);
        out
    }

    pub(crate) fn decode(cursor: &mut Cursor<'_>) -> Parsed<Card> {
        Ok(Card {
            id: cursor.string()?,
            title: cursor.string()?,
            title_derived: cursor.byte()? != 0,
            date: read_date(cursor)?,
            source: cursor.optional()?,
            byline: cursor.optional()?,
            lang: cursor.string()?,
            lead: cursor.string()?,
            entities: {
                let n = cursor.count()?;
                (0..n).map(|_| read_label(cursor)).collect::<Parsed<_>>()?
            },
            body: cursor.varint()?,
        })
    }
}

/// The rules in the order their codes count.
const DATE_RULES: [DateRule; 4] = [DateRule::Metadata, DateRule::Dateline, DateRule::WeekdayAndDay, DateRule::Bounds];

fn date_rule_code(rule: DateRule) -> u8 {
    match rule {
        DateRule::Metadata => 0,
        DateRule::Dateline => 1,
        DateRule::WeekdayAndDay => 2,
        DateRule::Bounds => 3,
    }
}

impl Body {
    /// All texts come first, the paragraphs before the others: a group's texts are coded as words.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let evidence = self.date.as_ref().map(|date| &date.evidence);
        let texts: Vec<&String> = self
            .paragraphs
            .iter()
            .chain(&self.url)
            .chain(evidence.into_iter().flat_map(|evidence| evidence.passages.iter().chain([&evidence.reason])))
            .collect();
        let mut out = Vec::new();
        put_varint(&mut out, texts.len() as u32);
        texts.into_iter().for_each(|text| put_str(&mut out, text));
        out.push(u8::from(self.url.is_some()));
        put_date(&mut out, self.date.as_ref().map(|date| date.span));
        if let Some(evidence) = evidence {
            out.push(date_rule_code(evidence.rule));
            put_varint(&mut out, evidence.passages.len() as u32);
        }
        let mut numbers: Vec<u32> = self.entities.iter().map(|(number, _)| number.0).collect();
        numbers.sort_unstable();
        put_varint(&mut out, numbers.len() as u32);
        let mut last = 0;
        for number in &numbers {
            put_varint(&mut out, number - last);
            last = *number;
        }
        put_varint(&mut out, self.mentions.len() as u32);
        let mut last = (0, 0);
        for mention in &self.mentions {
            let part = match mention.part {
                Part::Title => 0,
                Part::Paragraph(nth) => nth + 1,
            };
            if part == last.0 && mention.start >= last.1 {
                put_varint(&mut out, (mention.start - last.1) << 1);
            } else {
                put_varint(&mut out, part << 1 | 1);
                put_varint(&mut out, mention.start);
            }
            last = (part, mention.start);
            let entity = self.entities.get(mention.entity as usize).map_or(0, |(number, _)| number.0);
            put_varint(&mut out, numbers.partition_point(|number| *number < entity) as u32);
            put_varint(&mut out, mention.end - mention.start);
        }
        out
    }

    pub(crate) fn decode(cursor: &mut Cursor<'_>) -> Parsed<Body> {
        let n = cursor.count()?;
        let mut paragraphs = (0..n).map(|_| cursor.string()).collect::<Parsed<Vec<String>>>()?;
        // The others are behind the paragraphs; the last one first.
        let has_url = cursor.byte()? != 0;
        let mut date = None;
        if let Some(span) = read_date(cursor)? {
            let rule =
                DATE_RULES.get(usize::from(cursor.byte()?)).copied().ok_or(Malformed("a date rule is unknown"))?;
            let n_passages = cursor.varint()? as usize;
            let reason = paragraphs.pop();
            let first = paragraphs.len().checked_sub(n_passages);
            let (Some(reason), Some(first)) = (reason, first) else { return Err(Malformed("a text is missing")) };
            let passages = paragraphs.split_off(first);
            date = Some(PublicationDate { span, evidence: DateEvidence { rule, passages, reason } });
        }
        let url = if has_url { Some(paragraphs.pop().ok_or(Malformed("a text is missing"))?) } else { None };
        let n = cursor.count()?;
        let mut entities = Vec::new();
        let mut last = 0u32;
        for nth in 0..n as u32 {
            last = last.checked_add(cursor.varint()?).ok_or(Malformed("a number is too large"))?;
            // How often, which, and where mentions look for it.
            entities.push((0u32, last, nth));
        }
        let n = cursor.count()?;
        let mut mentions = Vec::new();
        let mut last = (0, 0u32);
        for _ in 0..n {
            let head = cursor.varint()?;
            last = match head & 1 {
                0 => (last.0, last.1.checked_add(head >> 1).ok_or(Malformed("a mention starts too late"))?),
                _ => (head >> 1, cursor.varint()?),
            };
            let part = match last.0 {
                0 => Part::Title,
                nth => Part::Paragraph(nth - 1),
            };
            let entity = cursor.varint()?;
            let end = last.1.checked_add(cursor.varint()?).ok_or(Malformed("a mention ends too late"))?;
            let named =
                entities.get_mut(entity as usize).ok_or(Malformed("a mention names no entity of its article"))?;
            named.0 += 1;
            mentions.push(BodyMention { part, start: last.1, end, entity });
        }
        let turn =
            |(n_mentions, number, _): &(u32, u32, u32)| u64::from(u32::MAX - n_mentions) << 32 | u64::from(*number);
        let turns: Vec<u64> = entities.iter().map(turn).collect();
        let entities: Vec<_> = in_order(&turns).into_iter().map(|nth| entities[nth]).collect();
        let mut places = vec![0; entities.len()];
        for (place, (_, _, nth)) in (0..).zip(&entities) {
            places[*nth as usize] = place;
        }
        mentions.iter_mut().for_each(|mention| mention.entity = places[mention.entity as usize]);
        let entities = entities.into_iter().map(|(n, number, _)| (EntityNumber(number), n)).collect();
        Ok(Body { paragraphs, url, date, entities, mentions })
    }
}

/// The rules in the order their codes count.
const MERGE_RULES: [MergeRule; 15] = [
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

fn merge_rule_code(rule: MergeRule) -> u8 {
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

impl EntityRecord {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put_label(&mut out, &self.label);
        put_varint(&mut out, self.n_articles);
        put_varint(&mut out, self.variants.len() as u32);
        for variant in &self.variants {
            put_str(&mut out, &variant.text);
            put_varint(&mut out, variant.n_mentions);
            out.push(merge_rule_code(variant.rule));
        }
        out
    }

    pub(crate) fn decode(cursor: &mut Cursor<'_>) -> Parsed<EntityRecord> {
        let label = read_label(cursor)?;
        let n_articles = cursor.varint()?;
        let n = cursor.count()?;
        let mut variants = Vec::new();
        for _ in 0..n {
            let (text, n_mentions) = (cursor.string()?, cursor.varint()?);
            let rule =
                MERGE_RULES.get(usize::from(cursor.byte()?)).copied().ok_or(Malformed("a merge rule is unknown"))?;
            variants.push(Variant { text, n_mentions, rule });
        }
        Ok(EntityRecord { label, n_articles, variants })
    }
}

impl ValueSet {
    /// Appends the count and the place of the articles of one part.
    pub(crate) fn put(out: &mut Vec<u8>, n_articles: u32, place: &Place) {
        put_varint(out, n_articles << 1 | u32::from(place.is_apart()));
        match place {
            // A set has no positions, so nothing is said of where they lie.
            Place::Apart { chunk, n_chunks, .. } => {
                put_varint(out, *chunk);
                put_varint(out, *n_chunks);
            }
            _ => place.put(out),
        }
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

impl Value {
    /// The record of a value in one part; `id` and `label` are empty where a part before has them.
    pub(crate) fn encode(id: &str, label: &str, n_articles: u32, place: &Place) -> Vec<u8> {
        let mut out = Vec::new();
        put_str(&mut out, id);
        // Most values are their own label.
        put_str(&mut out, if label == id { "" } else { label });
        ValueSet::put(&mut out, n_articles, place);
        out
    }

    pub(crate) fn decode(cursor: &mut Cursor<'_>, number: u32, part: u8, n_articles: u32) -> Parsed<Value> {
        let id = cursor.string()?;
        let label = cursor.string()?;
        let set = ValueSet::read(cursor, number, part, n_articles)?;
        Ok(Value { label: if label.is_empty() { id.clone() } else { label }, id, set })
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_back_whatever_their_ids() {
        let labels = [
            ("u-s-treasury", "U.S. Treasury"),
            ("", ""),
            ("entity", "—"),
            ("علی-رضایی", "علی رضایی"),
            ("orsted", "Ørsted"),
            ("ørsted-2", " Ørsted  2 "),
            ("Mixed", "mixed"),
        ];
        for (id, name) in labels {
            let label = Label { id: id.to_owned(), name: name.to_owned(), kind: EntityKind::Place };
            let mut bytes = Vec::new();
            put_label(&mut bytes, &label);
            assert_eq!(read_label(&mut Cursor::new(&bytes)), Ok(label));
        }
        assert_eq!(usual_id("U.S. Treasury"), "u-s-treasury");
        assert!(read_label(&mut Cursor::new(&[6, 0])).is_err());
    }

    #[test]
    fn sets_of_any_kind_can_follow_each_other() {
        let places = [
            (1, Place::Inline { article: 7, impact: 0, positions: Vec::new() }),
            (9, Place::Apart { chunk: 3, n_chunks: 2, positions: 0, n_positions: 0 }),
            (5, Place::Shared { chunk: 1, offset: 40 }),
        ];
        let mut bytes = Vec::new();
        places.iter().for_each(|(n_articles, place)| ValueSet::put(&mut bytes, *n_articles, place));
        let mut cursor = Cursor::new(&bytes);
        for (number, (n_articles, place)) in (0..).zip(places) {
            let set = ValueSet { number, n_articles, lists: vec![(0, n_articles, place)] };
            assert_eq!(ValueSet::read(&mut cursor, number, 0, 10), Ok(set));
        }
        assert!(cursor.is_at_end());
    }

    #[test]
    fn rules_and_kinds_keep_their_codes() {
        for (code, rule) in MERGE_RULES.into_iter().enumerate() {
            assert_eq!(usize::from(merge_rule_code(rule)), code);
        }
        for (code, rule) in DATE_RULES.into_iter().enumerate() {
            assert_eq!(usize::from(date_rule_code(rule)), code);
        }
        for (code, kind) in EntityKind::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(kind_code(kind)), code);
        }
    }
}
