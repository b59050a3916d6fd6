//! `newsprint tag`: the stories of a file, the names in them, and whom they name, as one JSON object.
//!
//! Offsets are code points from the start of the file, any byte order mark left out. In a file that escapes its text
//! (JSON) the text stands nowhere as such: there a mention's `start` and `end` are null, and `story`, `part` and
//! `part_start` say where it stands in the article instead.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use newsprint_entities::{dates_in, peoples_in, quotations, things_in};
use newsprint_model::{Article, EntityNumber, Part, Tagged};
use newsprint_text::CodePoints;
use serde::Serialize;

use crate::args::{TagArgs, TagFormat};
use crate::conll;
use crate::corrections::Found;
use crate::{EXIT_NOTHING, buffered_stdout, report, sources};

/// All of the output; the keys are a promise.
#[derive(Debug, Serialize)]
pub struct TaggedFile {
    stories: Vec<Story>,
    mentions: Vec<NamedStretch>,
    dates: Vec<DatedStretch>,
    quotes: Vec<QuotedStretch>,
    entities: BTreeMap<String, EntityEntry>,
}

/// One story.
#[derive(Debug, Serialize)]
struct Story {
    id: String,
    title: String,
    title_derived: bool,
    /// Where its headline begins; its first paragraph, when it has none.
    start: Option<u32>,
    /// One past its last code point.
    end: Option<u32>,
    /// The first 60 code points of what begins there.
    first60: String,
    /// How many paragraphs it has.
    paragraphs: usize,
    /// EDTF.
    date: Option<String>,
}

/// One stretch of text that names an entity.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct NamedStretch {
    start: Option<u32>,
    end: Option<u32>,
    /// Index into `stories`.
    story: usize,
    /// `title`, or the paragraph's number from 0.
    part: String,
    /// First code point within the part.
    part_start: u32,
    surface: String,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Null for a nation, a creed, a date, an event or a product: these are no entities.
    entity: Option<String>,
}

/// One stretch of text that tells a date.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct DatedStretch {
    start: Option<u32>,
    end: Option<u32>,
    surface: String,
    edtf: String,
}

/// One quotation, its marks left out.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct QuotedStretch {
    start: Option<u32>,
    end: Option<u32>,
    text: String,
    /// The entity that says it; null where the text does not tell.
    speaker: Option<String>,
}

/// One entity.
#[derive(Debug, Serialize)]
struct EntityEntry {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Its spellings in this file.
    aliases: Vec<String>,
}

impl TaggedFile {
    /// Puts what the importer and the tagger found into file offsets.
    ///
    /// A paragraph that the file holds twice has its mentions twice, once at each place.
    pub fn of(articles: &[Article], tagged: &Tagged) -> TaggedFile {
        let (mut mentions, mut dates, mut quotes) = (Vec::new(), Vec::new(), Vec::new());
        for (story, (article, found)) in articles.iter().zip(&tagged.mentions).enumerate() {
            let sheet = Sheet::of(article);
            for mention in found {
                let entity = &tagged.entities[mention.entity.0 as usize];
                for (start, end, surface) in stretches(&sheet, mention.part, mention.start, mention.end) {
                    mentions.push(NamedStretch {
                        start,
                        end,
                        story,
                        part: part_name(mention.part),
                        part_start: mention.start,
                        surface,
                        kind: entity.kind.code(),
                        entity: Some(entity.id.clone()),
                    });
                }
            }
            let told = dates_in(article);
            let free = |part: Part, start: u32, end: u32| {
                let after = found.partition_point(|mention| (mention.part, mention.end) <= (part, start));
                found.get(after).is_none_or(|mention| mention.part != part || mention.start >= end)
            };
            let peoples = peoples_in(article, found).into_iter().map(|(part, start, end)| (part, start, end, "NORP"));
            let days = told.iter().map(|date| (date.part, date.start, date.end, "DATE"));
            let things: Vec<_> = things_in(article, found)
                .into_iter()
                .map(|thing| (thing.part, thing.start, thing.end, thing.kind.code()))
                .collect();
            // A nation's name within an event's is the event's: `Iranian Revolution`.
            let apart = |part: Part, start: u32, end: u32| {
                !things.iter().any(|thing| thing.0 == part && thing.1 < end && thing.2 > start)
            };
            let others = peoples.chain(days).filter(|(part, from, to, _)| apart(*part, *from, *to));
            let others = others.chain(things.iter().copied());
            for (part, from, to, kind) in others.filter(|(part, from, to, _)| free(*part, *from, *to)) {
                for (start, end, surface) in stretches(&sheet, part, from, to) {
                    mentions.push(NamedStretch {
                        start,
                        end,
                        story,
                        part: part_name(part),
                        part_start: from,
                        surface,
                        kind,
                        entity: None,
                    });
                }
            }
            for date in told {
                let places = stretches(&sheet, date.part, date.start, date.end).into_iter();
                dates.extend(places.map(|(start, end, surface)| DatedStretch {
                    start,
                    end,
                    surface,
                    edtf: date.edtf.clone(),
                }));
            }
            let kind = |entity: EntityNumber| tagged.entities.get(entity.0 as usize).map(|entity| entity.kind);
            for quote in quotations(article, found, &kind) {
                let speaker =
                    quote.speaker.and_then(|who| tagged.entities.get(who.0 as usize)).map(|who| who.id.clone());
                let places = stretches(&sheet, quote.part, quote.start, quote.end).into_iter();
                quotes.extend(places.map(|(start, end, text)| QuotedStretch {
                    start,
                    end,
                    text,
                    speaker: speaker.clone(),
                }));
            }
        }
        // Where the file has offsets they alone decide; where it has none, the order is the text's already.
        mentions.sort_by_key(|mention| (mention.start, mention.end));
        dates.sort_by_key(|date| (date.start, date.end));
        quotes.sort_by_key(|quote| (quote.start, quote.end));
        let stories = articles.iter().map(story).collect();
        let entities = tagged.entities.iter().map(|entity| {
            let aliases = entity.variants.iter().map(|variant| variant.text.clone()).collect();
            (entity.id.clone(), EntityEntry { name: entity.name.clone(), kind: entity.kind.code(), aliases })
        });
        TaggedFile { stories, mentions, dates, quotes, entities: entities.collect() }
    }
}

fn story(article: &Article) -> Story {
    let lead = article.paragraphs.first();
    let (start, opening) = match article.title_span {
        Some(span) => (Some(span.start), article.title.as_str()),
        // In a file without offsets the headline comes first all the same.
        None if !article.title_derived => (None, article.title.as_str()),
        None => (lead.and_then(|lead| lead.start), lead.map_or("", |lead| lead.text.as_str())),
    };
    Story {
        id: article.id.clone(),
        title: article.title.clone(),
        title_derived: article.title_derived,
        start,
        end: start.map(|_| article.span.end),
        first60: opening.chars().take(60).collect(),
        paragraphs: article.paragraphs.len(),
        date: article.date.as_ref().map(|date| date.span.to_string()),
    }
}

/// An article whose code points are counted once.
struct Sheet<'a> {
    article: &'a Article,
    title: CodePoints<'a>,
    paragraphs: Vec<CodePoints<'a>>,
}

impl<'a> Sheet<'a> {
    fn of(article: &'a Article) -> Sheet<'a> {
        let paragraphs = article.paragraphs.iter().map(|paragraph| CodePoints::new(&paragraph.text)).collect();
        Sheet { article, title: CodePoints::new(&article.title), paragraphs }
    }
}

/// A stretch of a part at every place of the file where the part stands: its ends, and its text; one unknown place
/// where the file has no offsets.
fn stretches(sheet: &Sheet<'_>, part: Part, start: u32, end: u32) -> Vec<(Option<u32>, Option<u32>, String)> {
    let article = sheet.article;
    let (points, places) = match part {
        Part::Title => (Some(&sheet.title), vec![article.title_span.map(|span| span.start)]),
        Part::Paragraph(number) => {
            let Some(paragraph) = article.paragraphs.get(number as usize) else { return Vec::new() };
            let repeats = article.repeats.iter().filter(|repeat| repeat.paragraph == number);
            let starts = std::iter::once(paragraph.start).chain(repeats.map(|repeat| Some(repeat.start)));
            (sheet.paragraphs.get(number as usize), starts.collect())
        }
    };
    let surface = points.map_or("", |points| points.slice(start as usize, end as usize));
    let at =
        |place: Option<u32>| (place.map(|place| place + start), place.map(|place| place + end), surface.to_owned());
    places.into_iter().map(at).collect()
}

fn part_name(part: Part) -> String {
    match part {
        Part::Title => "title".to_owned(),
        Part::Paragraph(number) => number.to_string(),
    }
}

/// Runs it.
///
/// * Errors: standard output cannot be written.
pub fn run(args: &TagArgs) -> anyhow::Result<ExitCode> {
    if args.format == TagFormat::Conll {
        return conll::run(args);
    }
    if args.pretokenized {
        anyhow::bail!("--pretokenized needs --format conll");
    }
    let mut collected = sources::collect(&[&args.file], &args.reading.options());
    newsprint_entities::infer_dates(&mut collected.articles);
    let found = Found::beside(&[&args.file])?;
    let (tagged, unmatched) = newsprint_entities::tag_corrected(&collected.articles, found.corrections.clone());
    let mut out = buffered_stdout();
    serde_json::to_writer_pretty(&mut out, &TaggedFile::of(&collected.articles, &tagged))?;
    out.write_all(b"\n")?;
    out.flush()?;
    collected.problems.tell();
    report(&found.unmatched(&unmatched));
    Ok(if collected.articles.is_empty() { ExitCode::from(EXIT_NOTHING) } else { ExitCode::SUCCESS })
}
