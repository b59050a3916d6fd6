//! An article opened for reading: its text with hits and entities marked.

use newsprint_edition::{Body, Card, EntityRecord};
use newsprint_model::{ArticleNumber, Part};
use newsprint_text::CodePoints;

use crate::engine::entity_label;
use crate::marks::{Pattern, joined, marks, named};
use crate::runs::{Numbered, runs};
use crate::{ArticleEntity, ArticleView, Run};

/// Puts a view together.
///
/// * `entities`: one for each of the body's, in its order.
/// * `in_title`, `in_body`: what to mark where.
pub(crate) fn view(
    article: u32,
    card: Card,
    body: Body,
    entities: Vec<EntityRecord>,
    in_title: &[Pattern],
    in_body: &[Pattern],
) -> ArticleView {
    let mut n_hits = 0;
    let title = marked(&card.title, in_title, (&body, Part::Title), &mut n_hits);
    let paragraphs = (0u32..)
        .zip(&body.paragraphs)
        .map(|(nth, paragraph)| marked(paragraph, in_body, (&body, Part::Paragraph(nth)), &mut n_hits))
        .collect();
    let entities =
        entities.into_iter().zip(&body.entities).map(|(record, (_, n_mentions))| entity(record, *n_mentions)).collect();
    ArticleView {
        article: ArticleNumber(article),
        id: card.id,
        title,
        title_derived: card.title_derived,
        date: body.date,
        byline: card.byline,
        source: card.source,
        url: body.url,
        lang: card.lang,
        paragraphs,
        n_hits,
        is_extract: body.is_extract,
        entities,
        quotations: body.quotations,
    }
}

/// An entity as an article has it that mentions it so often.
pub(crate) fn entity(record: EntityRecord, n_mentions: u32) -> ArticleEntity {
    ArticleEntity {
        label: entity_label(record.label),
        n_mentions,
        n_articles: record.n_articles,
        variants: record.variants,
        facts: record.facts,
        related: record.related.into_iter().map(entity_label).collect(),
    }
}

/// Cuts a text at its hits, numbered on from `n_hits`, and at its mentions.
fn marked(text: &str, patterns: &[Pattern], (body, part): (&Body, Part), n_hits: &mut u32) -> Vec<Run> {
    let hits: Vec<Numbered> = joined(marks(text, patterns), named(body, part, text, patterns))
        .into_iter()
        .map(|mark| {
            *n_hits += 1;
            (mark.bytes, *n_hits - 1)
        })
        .collect();
    let points = CodePoints::new(text);
    let mut entities: Vec<Numbered> = Vec::new();
    for mention in body.mentions.iter().filter(|mention| mention.part == part) {
        let bytes = points.byte(mention.start as usize)..points.byte(mention.end as usize);
        // Mentions of an article stand in order and never overlap; a damaged one that does is not shown.
        if bytes.start < bytes.end && entities.last().is_none_or(|(last, _)| last.end <= bytes.start) {
            entities.push((bytes, mention.entity));
        }
    }
    runs(text, 0..text.len(), &hits, &entities)
}
