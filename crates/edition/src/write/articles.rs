//! What an edition shows of its articles: cards and bodies.

use newsprint_model::{Entity, EntityNumber, Part, Quoted};
use newsprint_text::{CodePoints, words};

use super::order::{Entities, UNNAMED};
use super::spool::Spooled;
use crate::records::{Body, BodyMention, Card, Label};
use crate::versions::Versions;

/// The longest lead on a card, in code points.
const LEAD_CODE_POINTS: usize = 160;
/// How many entities a card names.
const CARD_ENTITIES: usize = 6;

/// The entities an article names, most mentions first, and how many mentions each has.
pub(super) fn named(article: &Spooled<'_>, entities: &Entities<'_>, number: u32) -> Vec<(u32, u32)> {
    let mut named: Vec<(u32, u32)> =
        entities.of_articles.row(number as usize).iter().map(|entity| (*entity, 0)).collect();
    for mention in &article.mentions {
        let entity = number_of(entities, mention.entity);
        if let Ok(at) = entities.of_articles.row(number as usize).binary_search(&entity) {
            named[at].1 += 1;
        }
    }
    named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    named
}

fn number_of(entities: &Entities<'_>, given: EntityNumber) -> u32 {
    entities.numbers.get(given.0 as usize).copied().unwrap_or(UNNAMED)
}

/// * Shape: `body` is the chunk that has the article's text.
pub(super) fn card(
    (id, lang, source): (&str, &str, Option<&str>),
    article: &Spooled<'_>,
    (named, entities): (&[(u32, u32)], &Entities<'_>),
    (body, versions): (u32, Versions),
) -> Card {
    Card {
        id: id.to_owned(),
        title: article.title.to_owned(),
        title_derived: article.title_derived,
        date: article.date.as_ref().map(|date| date.span),
        source: source.map(str::to_owned),
        byline: article.byline.clone(),
        lang: lang.to_owned(),
        lead: article.paragraphs.first().map(|paragraph| beginning(paragraph)).unwrap_or_default(),
        entities: named.iter().take(CARD_ENTITIES).map(|(number, _)| label(entities.entity(*number))).collect(),
        versions,
        body,
    }
}

pub(super) fn label(entity: &Entity) -> Label {
    Label { id: entity.id.clone(), name: entity.name.clone(), kind: entity.kind }
}

/// The beginning of a text, cut at a word's end with `…` when it is long.
fn beginning(text: &str) -> String {
    // No word of interest reaches further, and paragraphs may be long.
    let start: usize = text.chars().take(LEAD_CODE_POINTS + 1).map(char::len_utf8).sum();
    if text[..start].chars().count() <= LEAD_CODE_POINTS {
        return text.to_owned();
    }
    let end = CodePoints::new(&text[..start]).byte(LEAD_CODE_POINTS - 1);
    let last_word = words(text).map(|word| word.end).take_while(|word_end| *word_end <= end).last();
    format!("{}…", text[..last_word.unwrap_or(end)].trim_end())
}

pub(super) fn body(article: &Spooled<'_>, named: &[(u32, u32)], entities: &Entities<'_>) -> Body {
    let local = |number: u32| named.iter().position(|(at, _)| *at == number).unwrap_or(0) as u32;
    Body {
        paragraphs: article.paragraphs.iter().map(|paragraph| (*paragraph).to_owned()).collect(),
        url: article.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        date: article.date.clone(),
        entities: named.iter().map(|(number, n)| (EntityNumber(entities.globals[*number as usize]), *n)).collect(),
        mentions: article
            .mentions
            .iter()
            .filter(|mention| number_of(entities, mention.entity) != UNNAMED)
            .map(|mention| BodyMention {
                part: mention.part,
                start: mention.start,
                end: mention.end,
                entity: local(number_of(entities, mention.entity)),
            })
            .collect(),
        quotations: article
            .quotations
            .iter()
            .filter_map(|said| {
                let Part::Paragraph(paragraph) = said.part else { return None };
                let is_speaker =
                    |(number, _): &(u32, u32)| Some(*number) == said.speaker.map(|it| number_of(entities, it));
                let speaker = named.iter().position(is_speaker).map(|at| at as u32);
                Some(Quoted { paragraph, start: said.start, end: said.end, speaker })
            })
            .collect(),
        is_extract: !article.rest.is_empty(),
    }
}
