//! `newsprint tag`: the stories of a file, the names in them, and whom they name, as one JSON object.
//!
//! Offsets are code points from the start of the file, any byte order mark left out. In a file that escapes its text
//! (JSON) the text stands nowhere as such: there a mention's `start` and `end` are null, and `story`, `part` and
//! `part_start` say where it stands in the article instead.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use newsprint_model::{Article, Mention, Part, Tagged};
use serde::Serialize;

use crate::args::{TagArgs, TagFormat};
use crate::conll;
use crate::{EXIT_NOTHING, buffered_stdout, report, sources};

/// All of the output; the keys are a promise.
#[derive(Debug, Serialize)]
pub struct TaggedFile {
    stories: Vec<Story>,
    mentions: Vec<NamedStretch>,
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
    entity: String,
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
        let mut mentions = Vec::new();
        for (story, (article, found)) in articles.iter().zip(&tagged.mentions).enumerate() {
            for mention in found {
                let entity = &tagged.entities[mention.entity.0 as usize];
                let (text, starts) = places(article, mention.part);
                let length = mention.end.saturating_sub(mention.start);
                let surface: String = text.chars().skip(mention.start as usize).take(length as usize).collect();
                for start in starts {
                    mentions.push(NamedStretch {
                        start: start.map(|start| start + mention.start),
                        end: start.map(|start| start + mention.end),
                        story,
                        part: part_name(mention),
                        part_start: mention.start,
                        surface: surface.clone(),
                        kind: entity.kind.code(),
                        entity: entity.id.clone(),
                    });
                }
            }
        }
        // Where the file has offsets they alone decide; where it has none, the order is the text's already.
        mentions.sort_by_key(|mention| (mention.start, mention.end));
        let stories = articles.iter().map(story).collect();
        let entities = tagged.entities.iter().map(|entity| {
            let aliases = entity.variants.iter().map(|variant| variant.text.clone()).collect();
            (entity.id.clone(), EntityEntry { name: entity.name.clone(), kind: entity.kind.code(), aliases })
        });
        TaggedFile { stories, mentions, entities: entities.collect() }
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

/// A part's text, and every place of the file where it stands; one unknown place where the file has no offsets.
fn places(article: &Article, part: Part) -> (&str, Vec<Option<u32>>) {
    match part {
        Part::Title => (&article.title, vec![article.title_span.map(|span| span.start)]),
        Part::Paragraph(number) => {
            let Some(paragraph) = article.paragraphs.get(number as usize) else { return ("", Vec::new()) };
            let repeats = article.repeats.iter().filter(|repeat| repeat.paragraph == number);
            let starts = std::iter::once(paragraph.start).chain(repeats.map(|repeat| Some(repeat.start)));
            (&paragraph.text, starts.collect())
        }
    }
}

fn part_name(mention: &Mention) -> String {
    match mention.part {
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
    let tagged = newsprint_entities::tag(&collected.articles);
    let mut out = buffered_stdout();
    serde_json::to_writer_pretty(&mut out, &TaggedFile::of(&collected.articles, &tagged))?;
    out.write_all(b"\n")?;
    out.flush()?;
    report(&collected.problems);
    Ok(if collected.articles.is_empty() { ExitCode::from(EXIT_NOTHING) } else { ExitCode::SUCCESS })
}
