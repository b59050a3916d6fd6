//! Names and hits as Web Annotations: the W3C's data model (Recommendation, 23 February 2017), in its JSON-LD.
//!
//! A place in a text is told twice, by position and by the words themselves. Positions count code points, from 0, in the article's paragraphs with a line
//! break between two; the headline is not counted among them, and its mentions are left out.

use newsprint_search::EntityLabel;

use super::json::{Json, object};
use super::{Record, wikidata};

/// How many code points of what surrounds it an exact text is given with on either side, for finding it again.
const N_AROUND: usize = 32;

/// What the file begins with, before the first annotation.
pub const BEGINNING: &str =
    "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[\n";
/// What it ends with.
pub const END: &str = "\n]}\n";

/// The annotations of an article: one for each mention, and one for each hit of the search.
///
/// * `link_of` gives the whole address of an entity's page.
pub fn annotations(record: &Record<'_>, link_of: &dyn Fn(&EntityLabel) -> String) -> Vec<Json> {
    let text: Vec<char> = record.text().chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    for paragraph in &record.article.paragraphs {
        // Runs cut a mention where a hit begins within it, and a hit where a mention does.
        let (mut mention, mut hit) = (Open::default(), Open::default());
        for run in paragraph {
            let end = at + run.text.chars().count();
            mention.take(run.entity, at, end, &mut |entity, start, end| found.push((start, end, Some(entity))));
            hit.take(run.hit, at, end, &mut |_, start, end| found.push((start, end, None)));
            at = end;
        }
        mention.take(None, at, at, &mut |entity, start, end| found.push((start, end, Some(entity))));
        hit.take(None, at, at, &mut |_, start, end| found.push((start, end, None)));
        at += 1;
    }
    found.sort_unstable();
    let part = |start: usize, end: usize| text[start.min(text.len())..end.min(text.len())].iter().collect::<String>();
    let annotations = found.into_iter().enumerate().map(|(nth, (start, end, entity))| {
        let entity = entity.and_then(|entity| record.article.entities.get(entity as usize));
        let body = entity.map(|entity| {
            object([
                ("type", "SpecificResource".into()),
                ("purpose", "identifying".into()),
                ("source", wikidata(entity).unwrap_or_else(|| link_of(&entity.label)).into()),
            ])
        });
        let label = entity.map(|entity| {
            object([
                ("type", "TextualBody".into()),
                ("purpose", "tagging".into()),
                ("format", "text/plain".into()),
                ("value", entity.label.name.as_str().into()),
            ])
        });
        let bodies: Vec<Json> = body.into_iter().chain(label).collect();
        let number = |place: usize| Json::Number(place.to_string());
        let quote = object([
            ("type", "TextQuoteSelector".into()),
            ("exact", part(start, end).into()),
            ("prefix", part(start.saturating_sub(N_AROUND), start).into()),
            ("suffix", part(end, end + N_AROUND).into()),
        ]);
        let position =
            object([("type", "TextPositionSelector".into()), ("start", number(start)), ("end", number(end))]);
        object([
            ("id", [record.link, "#annotation-", &nth.to_string()].concat().into()),
            ("type", "Annotation".into()),
            ("motivation", if entity.is_some() { "identifying" } else { "highlighting" }.into()),
            ("body", Some(bodies).filter(|bodies| !bodies.is_empty()).into()),
            ("target", object([("source", record.link.into()), ("selector", vec![position, quote].into())])),
        ])
    });
    annotations.collect()
}

/// A stretch that has begun and may go on in the next run.
#[derive(Default)]
struct Open {
    now: Option<(u32, usize, usize)>,
}

impl Open {
    /// Goes on with a run; what has ended with it is told.
    fn take(&mut self, number: Option<u32>, start: usize, end: usize, ended: &mut dyn FnMut(u32, usize, usize)) {
        match (&mut self.now, number) {
            (Some((now, _, until)), Some(number)) if *now == number && *until == start => *until = end,
            _ => {
                if let Some((number, start, end)) = self.now.take() {
                    ended(number, start, end);
                }
                self.now = number.map(|number| (number, start, end));
            }
        }
    }
}
