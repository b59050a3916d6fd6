//! Articles on their way through the spill: as much of each as an edition holds, in a form that is read back without copying texts.

use newsprint_model::{Article, DateEvidence, DateRule, DateSpan, Day, EntityNumber, Mention, Part, PublicationDate};

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_optional, put_str, put_varint, put_zigzag};

/// An article as it comes back; its id, language and source are kept apart.
pub(super) struct Spooled<'a> {
    pub title: &'a str,
    pub title_derived: bool,
    pub date: Option<PublicationDate>,
    pub byline: Option<String>,
    pub url: Option<String>,
    pub paragraphs: Vec<&'a str>,
    /// Mentions, by the numbers that entities had when the article was given.
    pub mentions: Vec<Mention>,
}

const RULES: [DateRule; 4] = [DateRule::Metadata, DateRule::Dateline, DateRule::WeekdayAndDay, DateRule::Bounds];

/// Appends an article.
pub(super) fn put_article(out: &mut Vec<u8>, article: &Article, mentions: &[Mention]) {
    put_str(out, &article.title);
    out.push(u8::from(article.title_derived));
    out.push(u8::from(article.date.is_some()));
    if let Some(PublicationDate { span, evidence }) = &article.date {
        put_zigzag(out, span.earliest.0);
        put_zigzag(out, span.latest.0);
        out.push(RULES.iter().position(|rule| *rule == evidence.rule).unwrap_or(0) as u8);
        put_varint(out, evidence.passages.len() as u32);
        evidence.passages.iter().for_each(|passage| put_str(out, passage));
        put_str(out, &evidence.reason);
    }
    put_optional(out, article.byline.as_deref());
    put_optional(out, article.url.as_deref());
    put_varint(out, article.paragraphs.len() as u32);
    article.paragraphs.iter().for_each(|paragraph| put_str(out, &paragraph.text));
    let mut list = Vec::new();
    for mention in mentions {
        let part = match mention.part {
            Part::Title => 0,
            Part::Paragraph(nth) => nth + 1,
        };
        for number in [part, mention.start, mention.end, mention.entity.0] {
            put_varint(&mut list, number);
        }
    }
    put_bytes(out, &list);
}

/// Reads an article back: our own bytes, so a fault is the spill's.
pub(super) fn read_article<'a>(bytes: &'a [u8]) -> Parsed<Spooled<'a>> {
    let mut cursor = Cursor::new(bytes);
    let title = cursor.str()?;
    let title_derived = cursor.byte()? != 0;
    let date = match cursor.byte()? {
        0 => None,
        _ => {
            let span = DateSpan { earliest: Day(cursor.zigzag()?), latest: Day(cursor.zigzag()?) };
            let rule = *RULES.get(usize::from(cursor.byte()?)).ok_or(Malformed("a date rule is unknown"))?;
            let n = cursor.count()?;
            let passages = (0..n).map(|_| cursor.string()).collect::<Parsed<_>>()?;
            Some(PublicationDate { span, evidence: DateEvidence { rule, passages, reason: cursor.string()? } })
        }
    };
    let (byline, url) = (cursor.optional()?, cursor.optional()?);
    let n = cursor.count()?;
    let paragraphs = (0..n).map(|_| cursor.str()).collect::<Parsed<_>>()?;
    let mut list = Cursor::new(cursor.bytes()?);
    let mut mentions = Vec::new();
    while !list.is_at_end() {
        let part = match list.varint()? {
            0 => Part::Title,
            nth => Part::Paragraph(nth - 1),
        };
        let (start, end, entity) = (list.varint()?, list.varint()?, EntityNumber(list.varint()?));
        mentions.push(Mention { part, start, end, entity });
    }
    Ok(Spooled { title, title_derived, date, byline, url, paragraphs, mentions })
}
