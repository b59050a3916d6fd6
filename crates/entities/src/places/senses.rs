//! Which of several places a name means in an article: what stands beside it, then what the article speaks of most.

use newsprint_model::EntityKind;

use super::{Area, Gazetteer, Mark, Site, SiteNumber};
use crate::lists::Lists;
use crate::locals::{Local, PartText};
use crate::tokens::{Case, Gap, Token};

/// How many words beside a name are looked at for its country or region: `Tripoli in northern Lebanon`.
const NEAR: usize = 4;

/// How many stands of a name, and how many places that an article speaks of, are looked at: a text without end is read in a time that grows with its length.
const MAX_STANDS: usize = 32;
const MAX_SPOKEN: usize = 2_000;

/// How much more an article must speak of one place's country or region than of another's.
const MAJORITY: u32 = 2;

/// Where a name stands: in which part, and which of its tokens.
pub(crate) type Stand = (usize, std::ops::Range<usize>);

/// For each thing that an article names, the place it is, where the name is shared and the article tells which.
///
/// * Shape: `stands_of` says where each is named.
/// * Errors: none; `None` for what is no place, has a name of its own, or is left open.
pub(crate) fn senses(
    locals: &[Local],
    stands_of: &[Vec<Stand>],
    parts: &[PartText<'_>],
    lists: &Lists,
) -> Vec<Option<SiteNumber>> {
    let gazetteer = Gazetteer::get();
    let name_of = |local: &Local| match local.listed {
        Some(entity) => lists.entities[entity].name.to_owned(),
        None => local.name.clone(),
    };
    let mut spoken_of: Option<Vec<Spoken>> = None;
    let mut found = vec![None; locals.len()];
    for (nth, local) in locals.iter().enumerate().filter(|(_, local)| local.kind == EntityKind::Place) {
        let name = name_of(local);
        let sites = gazetteer.named(&name);
        if sites.iter().all(|number| gazetteer.site(*number).mark == Mark::Plain) {
            continue;
        }
        // Most articles have no such name.
        let spoken_of = spoken_of.get_or_insert_with(|| {
            let names = locals.iter().zip(stands_of).filter(|(local, _)| local.kind == EntityKind::Place);
            let names = names.flat_map(|(local, stands)| {
                let area = gazetteer.area(&name_of(local));
                stands.iter().filter_map(move |stand| Some((area?, stand.clone())))
            });
            let adjectives = parts.iter().enumerate().flat_map(|(nth, part)| adjectives(nth, part, gazetteer));
            names.chain(adjectives).take(MAX_SPOKEN).collect()
        });
        found[nth] = sense((&name, sites), &stands_of[nth], (spoken_of, parts), gazetteer);
    }
    found
}

/// What a stretch of the article speaks of.
type Spoken = (Area, Stand);

/// `Lebanese`, `South Korean`: where a part has adjectives of countries.
fn adjectives<'a>(
    nth_part: usize,
    part: &'a PartText<'_>,
    gazetteer: &'a Gazetteer,
) -> impl Iterator<Item = Spoken> + 'a {
    let key = |at: usize| part.tokens[at].key.as_str();
    (0..part.tokens.len()).filter(|at| part.tokens[*at].case == Case::Capital).filter_map(move |at| {
        let both = part.tokens.get(at + 1).and_then(|next| {
            let joined = [key(at), &next.key].concat();
            gazetteer.adjectives.get(&joined).map(|country| (*country, at..at + 2))
        });
        let (country, words) = both.or_else(|| Some((*gazetteer.adjectives.get(key(at))?, at..at + 1)))?;
        // `Georgian` is of the country; `South Sudanese` has been read, and `Sudanese` behind it is none.
        let is_second = at > 0 && gazetteer.adjectives.contains_key(&[key(at - 1), key(at)].concat());
        (!is_second).then_some((Area { country, region: None }, (nth_part, words)))
    })
}

fn sense(
    (name, sites): (&str, &[SiteNumber]),
    stands: &[Stand],
    (spoken_of, parts): (&[Spoken], &[PartText<'_>]),
    gazetteer: &Gazetteer,
) -> Option<SiteNumber> {
    let stands = &stands[..stands.len().min(MAX_STANDS)];
    // The name itself speaks for nobody: `Georgia` is both.
    let others = || spoken_of.iter().filter(|(_, stand)| !stands.contains(stand));
    let beside = |site: &Site| {
        let is_near = |(area, other): &&Spoken| {
            let names_it = area.country == site.country && (area.region == site.region || area.region.is_none());
            names_it && stands.iter().any(|stand| is_beside(stand, other, parts, gazetteer))
        };
        others().filter(is_near).count() as u32
    };
    let said = |site: &Site| others().filter(|(area, _)| site.is_in(*area)).count() as u32;
    let clear = |count: &dyn Fn(&Site) -> u32| -> Option<SiteNumber> {
        let mut counts: Vec<(u32, SiteNumber)> =
            sites.iter().map(|number| (count(gazetteer.site(*number)), *number)).collect();
        counts.sort_by_key(|(n, number)| (std::cmp::Reverse(*n), *number));
        let second = counts.get(1).map_or(0, |(n, _)| *n);
        counts.first().filter(|(n, _)| *n > 0 && *n >= second * MAJORITY).map(|(_, number)| *number)
    };
    clear(&beside).or_else(|| match gazetteer.certain(name) {
        Some(plain) => Some(plain),
        None => clear(&said),
    })
}

/// Whether a place or adjective says of a name beside it where it lies: `Tripoli, Lebanon`, `Tripoli in northern Lebanon`, `Lebanon's Tripoli`, `the Lebanese city of Tripoli`.
fn is_beside(name: &Stand, other: &Stand, parts: &[PartText<'_>], gazetteer: &Gazetteer) -> bool {
    if name.0 != other.0 {
        return false;
    }
    let tokens = &parts[name.0].tokens;
    if name.1.end <= other.1.start {
        let between = &tokens[name.1.end..other.1.start];
        let first = &tokens[name.1.end];
        let opens = matches!(first.gap, Gap::Comma | Gap::Bracket) || matches!(first.key.as_str(), "in" | "of");
        between.len() < NEAR && opens && !breaks(between, tokens, other.1.start) && between.iter().all(is_small)
    } else if other.1.end <= name.1.start {
        let between = &tokens[other.1.end..name.1.start];
        let words = &tokens[other.1.clone()];
        let belongs = words.last().is_some_and(|last| last.possessive)
            || gazetteer.adjectives.contains_key(&words.iter().map(|word| word.key.as_str()).collect::<String>());
        let moves =
            between.iter().any(|token| matches!(token.key.as_str(), "in" | "at" | "on" | "near" | "for" | "with"));
        belongs
            && !moves
            && between.len() < NEAR
            && !breaks(between, tokens, name.1.start)
            && between.iter().all(is_small)
    } else {
        false
    }
}

/// Whether a sentence ends, or a list goes on, among some tokens or before the one at `end`: but for a first comma, what stands between belongs together.
fn breaks(between: &[Token<'_>], tokens: &[Token<'_>], end: usize) -> bool {
    let gaps = between.iter().skip(1).chain(tokens.get(end).filter(|_| !between.is_empty()));
    gaps.clone().any(|token| token.gap == Gap::Other)
        || between.iter().any(|token| matches!(token.key.as_str(), "and" | "or" | "to" | "from" | "than" | "but"))
}

/// A word that may stand between a name and where it lies: `northern`, `city`, `of`, and no other name.
fn is_small(token: &Token<'_>) -> bool {
    token.case == Case::Lower
}
