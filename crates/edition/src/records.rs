//! Records that are read whole: cards, bodies, entities, facet values.

use newsprint_model::{
    Coordinates, DateEvidence, DateRule, DateSpan, EntityKind, EntityNumber, Facts, MergeRule, Part, PublicationDate,
    Quoted, Variant, WikidataNumber,
};
use newsprint_text::lowercase;

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_str, put_varint, put_zigzag};
use crate::dates::{put_span, read_span};
use crate::lists::Place;
use crate::sorted::in_order;
use crate::versions::Versions;

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
    /// The text's beginning, at most 160 code points, cut at a word's end with `…`.
    pub lead: String,
    /// The entities named most, at most six.
    pub entities: Vec<Label>,
    /// Articles that say nearly the same.
    pub versions: Versions,
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
    /// What is quoted in it, in reading order; none in editions before minor version 3.
    pub quotations: Vec<Quoted>,
    /// Whether the paragraphs are the beginning of a text that goes on elsewhere.
    pub is_extract: bool,
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
    /// Where it lies, and what the publisher says that it is.
    pub facts: Facts,
    /// Those that articles name with it more often than chance has it, the most telling first; at most [`MAX_RELATED`].
    pub related: Vec<Label>,
}

/// How many related entities a record names.
pub const MAX_RELATED: usize = 8;

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
            id.push(c);
        }
        is_apart = !c.is_alphanumeric();
    }
    lowercase(&id)
}

/// The kind of a label, and whether its id is told: the usual one is not.
fn label_head(label: &Label) -> u8 {
    kind_code(label.kind) << 1 | u8::from(label.id != usual_id(&label.name))
}

/// The id of a label when it is not the usual one.
fn own_id(label: &Label) -> Option<&str> {
    (label_head(label) & 1 == 1).then_some(label.id.as_str())
}

/// Reads a label's head; its name, and before it the id when there is one, are the last texts.
fn read_label(head: u8, texts: &mut Texts) -> Parsed<Label> {
    let kind = EntityKind::ALL.get(usize::from(head >> 1)).copied();
    let kind = kind.ok_or(Malformed("a code is unknown"))?;
    let name = texts.last()?;
    let id = texts.last_if(head & 1 == 1)?.unwrap_or_else(|| usual_id(&name));
    Ok(Label { id, name, kind })
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
        let passages = evidence.into_iter().flat_map(|evidence| evidence.passages.iter().chain([&evidence.reason]));
        let mut out = Vec::new();
        put_texts(&mut out, self.paragraphs.iter().chain(&self.url).chain(passages).map(String::as_str));
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
        if self.is_extract || !self.quotations.is_empty() {
            out.push(u8::from(self.is_extract));
        }
        let mut last = 0u32;
        for Quoted { paragraph, start, end, speaker } in &self.quotations {
            let speaker = speaker.and_then(|speaker| self.entities.get(speaker as usize));
            let place = speaker.map_or(0, |(number, _)| numbers.partition_point(|other| *other < number.0) + 1);
            for number in [paragraph.wrapping_sub(last), *start, end - start, place as u32] {
                put_varint(&mut out, number);
            }
            last = *paragraph;
        }
        out
    }

    pub(crate) fn decode(cursor: &mut Cursor<'_>) -> Parsed<Body> {
        let mut texts = read_texts(cursor)?;
        // The others are behind the paragraphs; the last one first.
        let has_url = cursor.byte()? != 0;
        let mut date = None;
        if let Some(span) = read_date(cursor)? {
            let rule = DATE_RULES.get(usize::from(cursor.byte()?)).copied().ok_or(Malformed("a code is unknown"))?;
            let n_passages = cursor.varint()? as usize;
            let reason = texts.last()?;
            let first = texts.0.len().checked_sub(n_passages).ok_or(Malformed("a text is missing"))?;
            let passages = texts.0.split_off(first);
            date = Some(PublicationDate { span, evidence: DateEvidence { rule, passages, reason } });
        }
        let url = texts.last_if(has_url)?;
        let paragraphs = texts.0;
        let n = cursor.count()?;
        let mut entities = Vec::new();
        let mut last = 0u32;
        for nth in 0..n as u32 {
            last = last.checked_add(cursor.varint()?).ok_or(Malformed("a number is out of range"))?;
            // How often, which, and where mentions look for it.
            entities.push((0u32, last, nth));
        }
        let n = cursor.count()?;
        let mut mentions = Vec::new();
        let mut last = (0, 0u32);
        for _ in 0..n {
            let head = cursor.varint()?;
            last = match head & 1 {
                0 => (last.0, last.1.checked_add(head >> 1).ok_or(Malformed("a mention is out of range"))?),
                _ => (head >> 1, cursor.varint()?),
            };
            let part = match last.0 {
                0 => Part::Title,
                nth => Part::Paragraph(nth - 1),
            };
            let entity = cursor.varint()?;
            let end = last.1.checked_add(cursor.varint()?).ok_or(Malformed("a mention is out of range"))?;
            let named = entities.get_mut(entity as usize).ok_or(Malformed("a mention is out of range"))?;
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
        // Readers that do not know of extracts end before this.
        let is_extract = !cursor.is_at_end() && cursor.byte()? == 1;
        // Those that do not know of quotations end before these.
        let (mut quotations, mut paragraph) = (Vec::new(), 0u32);
        while !cursor.is_at_end() {
            paragraph = paragraph.wrapping_add(cursor.varint()?);
            let (start, n, place) = (cursor.varint()?, cursor.varint()?, cursor.varint()? as usize);
            let speaker = place.checked_sub(1).and_then(|place| places.get(place)).copied();
            quotations.push(Quoted { paragraph, start, end: start.saturating_add(n), speaker });
        }
        Ok(Body { paragraphs, url, date, entities, mentions, quotations, is_extract })
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

/// Facts are told as the characters of a text, so that readers that do not know them pass them by: a number is the character so far behind `0`.
const FIRST_CODE: u32 = 0x30;
/// What there is, as one bit each.
const COORDINATES: u32 = 1;
const WIKIDATA: u32 = 2;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::Stretch;

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
        let label =
            |(id, name): (&str, &str)| Label { id: id.to_owned(), name: name.to_owned(), kind: EntityKind::Place };
        for (gap, told) in (0..).zip(labels) {
            let variants = vec![Variant { text: "X".to_owned(), n_mentions: 9, rule: MergeRule::Form }];
            let (facts, related) = (Facts::default(), Vec::new());
            let record = EntityRecord { label: label(told), n_articles: 3, variants, facts, related };
            assert_eq!(EntityRecord::decode(&mut Cursor::new(&record.encode(gap))).as_ref(), Ok(&record));
            let facts = Facts {
                coordinates: Coordinates::new(-9_000 + gap as i32 * 3_000, 18_000 - gap as i32 * 6_000),
                wikidata: (gap % 2 == 0).then_some(WikidataNumber(WikidataNumber::MAX.0 - gap)),
            };
            for related in [labels.map(label).to_vec(), Vec::new()] {
                let record = EntityRecord { facts, related, ..record.clone() };
                assert_eq!(EntityRecord::decode(&mut Cursor::new(&record.encode(gap))).as_ref(), Ok(&record));
            }
            let place = Place::Inline { article: 7, impact: 0, positions: Vec::new() };
            for entity in [None, Some(gap * 1_000)] {
                let value = Value::encode(told, gap, (1, &place), entity);
                let value = Value::decode(&mut Cursor::new(&value), 5, 0, 10).unwrap();
                assert_eq!(
                    (value.id.as_str(), value.label.as_str(), value.entity),
                    (told.0, told.1, entity.map(EntityNumber))
                );
            }
        }
        let card = Card {
            id: "a1".to_owned(),
            title: "Title".to_owned(),
            title_derived: true,
            date: None,
            source: None,
            byline: Some("By".to_owned()),
            lang: "en".to_owned(),
            lead: String::new(),
            entities: labels.map(label).to_vec(),
            versions: Versions { n_others: 2, others: vec![7, 1], is_first: false },
            body: 3,
        };
        let dated = Card { date: "2023-11".parse().ok(), source: Some("S".to_owned()), byline: None, ..card.clone() };
        for (card, base) in
            [(&card, (0, 0)), (&dated, (0, 0)), (&dated, dated.base()), (&card, dated.base()), (&card, (9, 7))]
        {
            assert_eq!(Card::decode(&mut Cursor::new(&card.encode(base)), base).as_ref(), Ok(card));
        }
        assert_eq!(usual_id("U.S. Treasury"), "u-s-treasury");
        assert!(read_label(6, &mut Texts(vec![String::new()])).is_err());
    }

    #[test]
    fn facts_that_cannot_be_are_refused() {
        let record = |told: &str| {
            let mut out = Vec::new();
            put_texts(&mut out, ["Somebody", told, "Name"]);
            out.extend([0, 0, 1]);
            EntityRecord::decode(&mut Cursor::new(&out))
        };
        let text =
            |codes: &[u32]| -> String { codes.iter().filter_map(|it| char::from_u32(it + FIRST_CODE)).collect() };
        let near = record(&text(&[0, 2])).unwrap();
        assert_eq!(
            near.related,
            [Label { id: "somebody".into(), name: "Somebody".into(), kind: EntityKind::Organisation }]
        );
        for (told, expected) in [
            (text(&[COORDINATES, 18_000, 36_000]), Ok(Coordinates::new(9_000, 18_000))),
            (text(&[COORDINATES, 18_001, 36_000]), Err(Malformed("a place lies off the globe"))),
            (text(&[COORDINATES, 18_000, 36_001]), Err(Malformed("a place lies off the globe"))),
            ("1\u{1}\u{1}".to_owned(), Err(Malformed("a place lies off the globe"))),
            (text(&[COORDINATES, 18_000]), Err(Malformed("a fact is missing"))),
            (text(&[WIKIDATA, 18_000]), Err(Malformed("a fact is missing"))),
            (String::new(), Err(Malformed("a fact is missing"))),
            (text(&[0, 6]), Err(Malformed("a code is unknown"))),
            (text(&[0, 0x1_0000]), Err(Malformed("a code is unknown"))),
            (text(&[0, 0, 0]), Err(Malformed("a text is missing"))),
        ] {
            assert_eq!(record(&told).map(|record| record.facts.coordinates), expected, "{told:?}");
        }
    }

    #[test]
    fn sets_of_any_kind_can_follow_each_other() {
        let places = [
            (1, Place::Inline { article: 7, impact: 0, positions: Vec::new() }),
            (9, Place::Apart { postings: Stretch { chunk: 3, n_chunks: 2, offset: 0 }, positions: Stretch::default() }),
            (
                8,
                Place::Apart { postings: Stretch { chunk: 3, n_chunks: 1, offset: 70 }, positions: Stretch::default() },
            ),
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
