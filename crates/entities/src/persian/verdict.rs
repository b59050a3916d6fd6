//! Where the rules for Persian and the tagger trained on it disagree: whose word counts.

use newsprint_model::EntityKind;

use super::nobody::without_others;
use crate::learnt::{Found, Verdict, covered, without_overlaps};
use crate::locals::PartText;
use crate::scan::{Named, Spot, Strength};

/// The most words of a name of the tagger's: more is a text of one word over and over.
const MAX_WORDS: usize = 16;

/// How sure the tagger must be, in steps of its weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// To add a name that the rules have not.
    pub adds: i16,
    /// To strike a name of the rules' that no list has.
    pub strikes: i16,
    /// To put a longer name in the place of the rules'.
    pub extends: i16,
    /// To put any other name in the place of the rules' that no list has.
    pub changes: i16,
}

impl Policy {
    /// The rules alone.
    pub const RULES: Policy = Policy { adds: i16::MAX, strikes: i16::MAX, extends: i16::MAX, changes: i16::MAX };

    /// What is good on the tweets that were held back without being wrong more often than the rules alone.
    pub const SETTLED: Policy = Policy { adds: 0, strikes: 0, extends: -48, changes: i16::MAX };
}

/// Changes what rules found in each part where the tagger knows better; says whether anything changed.
pub(super) fn settle(verdict: &Verdict, parts: &[PartText<'_>], spots: &mut [Vec<Spot>], policy: &Policy) -> bool {
    let mut changed = false;
    for ((part, spots), (found, outside)) in parts.iter().zip(spots).zip(verdict.by_part()) {
        let settled = settled(part, spots, &found, &outside, policy);
        changed |= settled != *spots;
        *spots = settled;
    }
    changed
}

fn settled(
    part: &PartText<'_>,
    spots: &[Spot],
    found: &[Found],
    outside: &[(usize, usize, i16)],
    policy: &Policy,
) -> Vec<Spot> {
    let names: Vec<(Spot, i16)> = found
        .iter()
        .filter_map(|name| {
            let (start, end) = covered(part, name).filter(|(start, end)| end - start <= MAX_WORDS)?;
            let spot = Spot { start, end, kind: name.kind, named: Named::New, strength: Strength::Context };
            Some((spot, name.lead))
        })
        .collect();
    let mut settled: Vec<Spot> = Vec::with_capacity(spots.len());
    // Whether the rules' name stands in a name's place, or it stands in theirs.
    let mut taken = vec![false; names.len()];
    let mut chosen = vec![false; names.len()];
    let mut first = 0;
    for spot in spots {
        while names.get(first).is_some_and(|(name, _)| name.end <= spot.start) {
            first += 1;
        }
        let n_beside = names[first..].iter().take_while(|(name, _)| name.start < spot.end).count();
        let beside = &names[first..first + n_beside];
        let is_known = matches!(spot.named, Named::Listed(_) | Named::Local(_));
        let keep = match beside {
            [] => {
                let (start, end) = (part.tokens[spot.start].start, part.tokens[spot.end - 1].end);
                let from = outside.partition_point(|piece| piece.1 <= start);
                let sure = outside[from..].iter().take_while(|piece| piece.0 < end).map(|piece| piece.2).min();
                is_known || sure.is_none_or(|sure| sure < policy.strikes)
            }
            [(name, lead)] => {
                let is_same = (name.start, name.end) == (spot.start, spot.end);
                let is_longer = name.start <= spot.start && spot.end <= name.end && !is_same;
                let fits = name.kind == spot.kind || name.kind == EntityKind::Organisation || !is_known;
                let yields = is_longer && fits && *lead >= policy.extends || !is_known && *lead >= policy.changes;
                is_same && (is_known || name.kind == spot.kind) || !yields
            }
            _ => is_known || beside.iter().any(|(_, lead)| *lead < policy.changes),
        };
        if keep {
            taken[first..first + n_beside].iter_mut().for_each(|taken| *taken = true);
            settled.push(*spot);
        } else {
            chosen[first..first + n_beside].iter_mut().for_each(|chosen| *chosen = true);
        }
    }
    let added = names.iter().zip(taken.iter().zip(&chosen));
    let added = added.filter(|((_, lead), (taken, chosen))| !**taken && (**chosen || *lead >= policy.adds));
    settled.extend(added.map(|((name, _), _)| *name));
    settled = settled.into_iter().filter_map(|spot| without_others(part, spot)).collect();
    settled.sort_by_key(|spot| (spot.start, std::cmp::Reverse(spot.end)));
    without_overlaps(settled)
}
