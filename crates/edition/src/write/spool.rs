//! Articles on their way through the spill: as much of each as an edition holds, in a form that is read back without copying texts.

use std::borrow::Cow;

use newsprint_model::{
    Article, DateEvidence, DateRule, DateSpan, Day, EntityNumber, Found, Mention, Part, PublicationDate, Quotation,
};
use newsprint_text::words;

use crate::bytes::{Cursor, Malformed, Parsed, put_bytes, put_optional, put_str, put_varint, put_zigzag};

/// An article as it comes back; its id, language and source are kept apart.
pub(super) struct Spooled<'a> {
    pub title: &'a str,
    pub title_derived: bool,
    pub date: Option<PublicationDate>,
    pub byline: Option<String>,
    pub url: Option<String>,
    pub paragraphs: Vec<&'a str>,
    /// The rest of the text where only an extract is shown: searched, and shipped nowhere.
    pub rest: Vec<&'a str>,
    /// Mentions, by the numbers that entities had when the article was given.
    pub mentions: Vec<Mention>,
    /// Quotations, speakers by the same numbers.
    pub quotations: Vec<Quotation>,
}

const RULES: [DateRule; 4] = [DateRule::Metadata, DateRule::Dateline, DateRule::WeekdayAndDay, DateRule::Bounds];

/// An article's text, cut in two: what readers are shown and what is only searched.
struct Cut<'a> {
    /// The last of these ends with `…` where it goes on in the rest.
    shown: Vec<Cow<'a, str>>,
    rest: Vec<&'a str>,
    /// The last paragraph shown, and how many of its code points are the article's.
    last: (u32, u32),
}

/// Cuts a text behind so many words, at a word's end; `None` shows all.
fn cut(article: &Article, n_shown: Option<u32>) -> Cut<'_> {
    let mut texts = article.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
    let mut cut = Cut { shown: Vec::new(), rest: Vec::new(), last: (u32::MAX, u32::MAX) };
    let mut n_left = n_shown.map_or(usize::MAX, |n| n as usize);
    for (nth, text) in (0u32..).zip(texts.by_ref()) {
        let mut ends = words(text).map(|word| word.end);
        // Counting is left out where nothing is cut.
        let n_words = if n_shown.is_none() { 0 } else { words(text).count() };
        if n_words <= n_left {
            cut.shown.push(Cow::Borrowed(text));
            n_left -= n_words.min(n_left);
            continue;
        }
        if let Some(end) = n_left.checked_sub(1).and_then(|last| ends.nth(last)) {
            cut.last = (nth, text[..end].chars().count() as u32);
            cut.shown.push(Cow::Owned(format!("{}…", &text[..end])));
            cut.rest.push(&text[end..]);
        } else {
            cut.last = (nth, 0);
            cut.rest.push(text);
        }
        break;
    }
    cut.rest.extend(texts);
    cut
}

/// Appends an article, of which the first words are shown, or all.
pub(super) fn put_article(out: &mut Vec<u8>, article: &Article, found: Found<'_>, n_shown: Option<u32>) {
    let Cut { shown, rest, last } = cut(article, n_shown);
    put_str(out, &article.title);
    out.push(u8::from(article.title_derived));
    out.push(u8::from(article.date.is_some()));
    if let Some(PublicationDate { span, evidence }) = &article.date {
        put_zigzag(out, span.earliest.0);
        put_zigzag(out, span.latest.0);
        out.push(RULES.iter().position(|rule| *rule == evidence.rule).unwrap_or(0) as u8);
        // What the date was read from may stand where nothing is shown.
        let is_shown = |passage: &&String| {
            rest.is_empty() || article.title.contains(*passage) || shown.iter().any(|text| text.contains(*passage))
        };
        let passages: Vec<&String> = evidence.passages.iter().filter(is_shown).collect();
        put_varint(out, passages.len() as u32);
        passages.into_iter().for_each(|passage| put_str(out, passage));
        put_str(out, &evidence.reason);
    }
    put_optional(out, article.byline.as_deref());
    put_optional(out, article.url.as_deref());
    put_varint(out, shown.len() as u32);
    shown.iter().for_each(|text| put_str(out, text));
    put_varint(out, rest.len() as u32);
    rest.iter().for_each(|text| put_str(out, text));
    let is_shown = |part: Part, end: u32| match part {
        Part::Title => true,
        Part::Paragraph(nth) => nth < last.0 || (nth == last.0 && end <= last.1),
    };
    let mentions = found.mentions.iter().filter(|mention| is_shown(mention.part, mention.end));
    put_stretches(out, mentions.map(|it| (it.part, it.start, it.end, it.entity.0)));
    let said = found.quotations.iter().filter(|said| is_shown(said.part, said.end));
    put_stretches(out, said.map(|it| (it.part, it.start, it.end, it.speaker.map_or(0, |speaker| speaker.0 + 1))));
}

/// A stretch of an article: where, from and to which code point, and a number.
type Stretch = (Part, u32, u32, u32);

fn put_stretches(out: &mut Vec<u8>, stretches: impl Iterator<Item = Stretch>) {
    let mut list = Vec::new();
    for (part, start, end, number) in stretches {
        let part = match part {
            Part::Title => 0,
            Part::Paragraph(nth) => nth + 1,
        };
        [part, start, end, number].into_iter().for_each(|number| put_varint(&mut list, number));
    }
    put_bytes(out, &list);
}

fn read_stretches(cursor: &mut Cursor<'_>) -> Parsed<Vec<Stretch>> {
    let mut list = Cursor::new(cursor.bytes()?);
    let mut stretches = Vec::new();
    while !list.is_at_end() {
        let part = match list.varint()? {
            0 => Part::Title,
            nth => Part::Paragraph(nth - 1),
        };
        stretches.push((part, list.varint()?, list.varint()?, list.varint()?));
    }
    Ok(stretches)
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
            let rule = *RULES.get(usize::from(cursor.byte()?)).ok_or(Malformed("a code is unknown"))?;
            let n = cursor.count()?;
            let passages = (0..n).map(|_| cursor.string()).collect::<Parsed<_>>()?;
            Some(PublicationDate { span, evidence: DateEvidence { rule, passages, reason: cursor.string()? } })
        }
    };
    let (byline, url) = (cursor.optional()?, cursor.optional()?);
    let n = cursor.count()?;
    let paragraphs = (0..n).map(|_| cursor.str()).collect::<Parsed<_>>()?;
    let n = cursor.count()?;
    let rest = (0..n).map(|_| cursor.str()).collect::<Parsed<_>>()?;
    let mentions = read_stretches(&mut cursor)?.into_iter();
    let mentions =
        mentions.map(|(part, start, end, entity)| Mention { part, start, end, entity: EntityNumber(entity) });
    let mentions = mentions.collect();
    let said = |(part, start, end, speaker): Stretch| {
        let speaker = speaker.checked_sub(1).map(EntityNumber);
        Quotation { part, start, end, speaker }
    };
    let quotations = read_stretches(&mut cursor)?.into_iter().map(said).collect();
    Ok(Spooled { title, title_derived, date, byline, url, paragraphs, rest, mentions, quotations })
}
