//! Bodies: the rest of an article, its text, date, names and quotations.

use newsprint_model::{DateEvidence, DateRule, DateSpan, EntityNumber, Part, PublicationDate, Quoted};

use super::{put_texts, read_texts};
use crate::bytes::{Cursor, Malformed, Parsed, put_varint};
use crate::dates::{put_span, read_span};
use crate::sorted::in_order;

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
pub(super) const DATE_RULES: [DateRule; 4] =
    [DateRule::Metadata, DateRule::Dateline, DateRule::WeekdayAndDay, DateRule::Bounds];

pub(super) fn date_rule_code(rule: DateRule) -> u8 {
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
