//! From articles to mentions: two readings of each article, the second with what the first has found.

use newsprint_model::{Article, EntityKind, Part, Tagged};
use newsprint_text::CodePoints;

use crate::clusters::{Clusters, Sighting};
use crate::dates::is_english;
use crate::lists::Lists;
use crate::locals::{Locals, Owner, PartText, given_lists};
use crate::scan::{Named, Scan, Spot};
use crate::tokens::{Token, tokens};

/// Finds the people, organisations and places that articles name, and joins their spellings.
///
/// * Shape: `mentions` and `supplied` have one list per article, in the order given. A derived title holds no mentions.
/// * Unit: mentions are code points within their part; titles and possessive endings stay outside a span, a name inside
///   a compound counts (`Iran` in `Iran-backed`), no two mentions overlap.
/// * Errors: none; a text without names has no mentions.
///
/// Names that the publisher gave with an article outrank ours: a given list of a kind replaces what we would find of
/// that kind there, and its names are marked wherever the text has them. Rules that lean on capitals read English;
/// in other languages only listed and given names are found. Two readings make a surname found before its full name
/// belong to it.
pub fn tag(articles: &[Article]) -> Tagged {
    let lists = Lists::get();
    let mut clusters = Clusters::default();
    for article in articles {
        tag_article(article, lists, &mut clusters);
    }
    clusters.into_tagged(lists)
}

fn tag_article(article: &Article, lists: &Lists, clusters: &mut Clusters) {
    let title = (!article.title_derived).then_some((Part::Title, article.title.as_str()));
    let paragraphs =
        (0u32..).zip(&article.paragraphs).map(|(nth, paragraph)| (Part::Paragraph(nth), paragraph.text.as_str()));
    let (names, parts): (Vec<Part>, Vec<PartText<'_>>) =
        title.into_iter().chain(paragraphs).map(|(name, text)| (name, PartText { text, tokens: tokens(text) })).unzip();
    let reads_capitals = is_english(&article.lang);
    let read = |locals: &Locals| -> Vec<Vec<Spot>> {
        parts.iter().map(|part| Scan { lists, tokens: &part.tokens, locals, reads_capitals }.spots()).collect()
    };
    let first = read(&Locals::default());
    let mut locals = Locals::gather(&parts, &first, &article.given, lists);
    let second = read(&locals);

    let mut sightings = Vec::new();
    for ((name, part), spots) in names.iter().zip(&parts).zip(&second) {
        let points = CodePoints::new(part.text);
        for (nth, spot) in spots.iter().enumerate() {
            let owned = Owner::of(part, spots, nth, lists)
                .and_then(|owner| locals.owned_local(&owner, &part.tokens[spot.start..spot.end]));
            let Some(local) = owned.or_else(|| locals.local_of(spot, part, lists)) else { continue };
            let kind = locals.list[local].kind;
            let replaced =
                given_lists(&article.given).into_iter().any(|(given, names)| given == kind && names.is_some());
            if replaced && !locals.list[local].given {
                continue;
            }
            let words = &part.tokens[spot.start..spot.end];
            let (start, end) = (words[0].start, span_end(part.text, words));
            sightings.push(Sighting {
                part: *name,
                start: points.at_byte(start) as u32,
                end: points.at_byte(end) as u32,
                text: part.text[start..end].to_owned(),
                local,
                is_listed_spelling: matches!(spot.named, Named::Listed(_)),
            });
        }
    }
    clusters.add_article(&locals, sightings, lists);
}

/// Where a name's span ends: a full stop is part of `Ltd.` and `U.S.`, not of a name's last initial at a sentence's end.
fn span_end(text: &str, words: &[Token<'_>]) -> usize {
    let Some(last) = words.last() else { return 0 };
    let core = last.start + last.text.len();
    let keeps = last.text.contains('.') || last.text.chars().count() > 1;
    if keeps { last.end.min(text.len()) } else { core }
}

/// The kinds, as [`EntityKind::ALL`] has them: what a table is sorted by.
pub(crate) fn rank(kind: EntityKind) -> usize {
    EntityKind::ALL.iter().position(|other| *other == kind).unwrap_or(0)
}
