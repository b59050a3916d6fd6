//! Where rules and the trained tagger disagree: whose word counts.

use newsprint_model::EntityKind;

use super::label::{Kind, Label, Stretch, stretches};
use super::model::{Model, Sums};
use super::pieces::Piece;
use super::{Document, document_of_parts};
use crate::lists::{Lists, joined_key};
use crate::locals::{PartText, is_shared_acronym};
use crate::scan::{Named, Spot, Strength};
use crate::sections::Section;
use crate::tokens::{Case, Gap, Token};

/// How sure the tagger must be to overrule the rules, in steps of its weights.
///
/// * Unit: the least by which a word's score for its label leads over its score for any other kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// To add a name that the rules have not.
    pub adds: i16,
    /// To strike a name of the rules' that it has not at all.
    pub strikes: i16,
    /// To change the kind or the ends of a name of the rules'.
    pub changes: i16,
    /// Names of this strength stand whatever the tagger says: 1 all but capitals alone, 2 by their own words, 3 listed ones only.
    pub protects: u8,
}

impl Policy {
    /// What is best on the texts that it was chosen by (`docs/quality.md`).
    pub const SETTLED: Policy = Policy { adds: 0, strikes: 0, changes: 0, protects: 2 };
}

/// Sections of the word lists whose phrases are never added.
const NO_NAMES: [Section; 5] =
    [Section::NeverNames, Section::Demonyms, Section::Platforms, Section::Titles, Section::Things];

/// A name of the tagger's: bytes of its part, and how sure it is.
pub(crate) struct Found {
    pub start: usize,
    pub end: usize,
    pub kind: EntityKind,
    pub lead: i16,
}

/// A piece that the tagger takes for no part of a name: start, end, and by how much.
pub(crate) type Outside = (usize, usize, i16);

/// An article as the tagger read it.
pub(crate) struct Verdict {
    pieces: Vec<Vec<Vec<Piece>>>,
    labels: Vec<Vec<Label>>,
    sums: Vec<Vec<Sums>>,
}

impl Verdict {
    /// Lets the tagger read an article; `spots` is what rules found in it.
    pub(crate) fn of(
        parts: &[PartText<'_>],
        spots: &[Vec<Spot>],
        pieces: Vec<Vec<Vec<Piece>>>,
        model: &Model,
    ) -> Verdict {
        Verdict::on(&document_of_parts(parts, spots, &pieces, &model.clusters), pieces, model)
    }

    /// Lets the tagger read what is seen of an article with these pieces.
    pub(crate) fn on(document: &Document, pieces: Vec<Vec<Vec<Piece>>>, model: &Model) -> Verdict {
        let (labels, sums) = model.label_and_score(document);
        Verdict { pieces, labels, sums }
    }

    /// The tagger's names in each part, and the pieces that it takes for no part of one: start, end and by how much.
    pub(crate) fn by_part(&self) -> Vec<(Vec<Found>, Vec<Outside>)> {
        let mut sentence = 0;
        let mut parts = Vec::with_capacity(self.pieces.len());
        for pieces in &self.pieces {
            let of_part = sentence..sentence + pieces.len();
            sentence = of_part.end;
            let read = Read { pieces, labels: &self.labels[of_part.clone()], sums: &self.sums[of_part] };
            parts.push((found(&read), outside(&read)));
        }
        parts
    }

    /// Changes what rules found where the tagger knows better; says whether anything changed.
    ///
    /// Nothing is added where `known` has a name: that is what the article itself tells of somebody.
    pub(crate) fn settle(
        &self,
        parts: &[PartText<'_>],
        spots: &mut [Vec<Spot>],
        known: Option<&[Vec<Spot>]>,
        policy: &Policy,
    ) -> bool {
        let mut sentence = 0;
        let mut changed = false;
        for (nth, ((part, spots), pieces)) in parts.iter().zip(spots).zip(&self.pieces).enumerate() {
            let of_part = sentence..sentence + pieces.len();
            sentence = of_part.end;
            let read = Read { pieces, labels: &self.labels[of_part.clone()], sums: &self.sums[of_part] };
            let settled = settled(part, spots, known.map_or(&[], |known| &known[nth]), &read, policy);
            if settled != *spots {
                *spots = settled;
                changed = true;
            }
        }
        changed
    }
}

/// A part as the tagger read it, by sentence.
struct Read<'r> {
    pieces: &'r [Vec<Piece>],
    labels: &'r [Vec<Label>],
    sums: &'r [Vec<Sums>],
}

fn settled(part: &PartText<'_>, spots: &[Spot], known: &[Spot], read: &Read<'_>, policy: &Policy) -> Vec<Spot> {
    let found = found(read);
    let outside = outside(read);
    let mut settled: Vec<Spot> = Vec::with_capacity(spots.len());
    let mut taken = vec![false; found.len()];
    let mut first = 0;
    for spot in spots {
        let free_from = settled.last().map_or(0, |before| before.end);
        let spot = &in_a_longer_name(part, spot, free_from).unwrap_or(*spot);
        let (start, end) = (part.tokens[spot.start].start, end_of(part, spot));
        while found.get(first).is_some_and(|name| name.end <= start) {
            first += 1;
        }
        let n_beside = found[first..].iter().take_while(|name| name.start < end).count();
        let beside = &found[first..first + n_beside];
        let protected = matches!(spot.named, Named::Local(_)) || strength(part, spot) >= policy.protects;
        if protected {
            taken[first..first + n_beside].iter_mut().for_each(|taken| *taken = true);
            settled.push(beside.iter().find_map(|name| with_its_field(part, spot, name)).unwrap_or(*spot));
            continue;
        }
        if beside.is_empty() {
            let from = outside.partition_point(|piece| piece.1 <= start);
            let sure = outside[from..].iter().take_while(|piece| piece.0 < end).map(|piece| piece.2).min();
            if sure.is_none_or(|sure| sure < policy.strikes) {
                settled.push(*spot);
            }
            continue;
        }
        let overruled = beside.iter().all(|name| name.lead >= policy.changes && aligned(part, name).is_some());
        if !overruled {
            taken[first..first + n_beside].iter_mut().for_each(|taken| *taken = true);
            settled.push(*spot);
        }
    }
    for (name, taken) in found.iter().zip(taken) {
        if taken || name.lead < policy.adds {
            continue;
        }
        let Some((start, end)) = aligned(part, name) else { continue };
        let after = known.partition_point(|spot| spot.end <= start);
        if known.get(after).is_some_and(|spot| spot.start < end) || is_no_name(&part.tokens[start..end]) {
            continue;
        }
        settled.push(Spot { start, end, kind: name.kind, named: Named::New, strength: Strength::Context });
    }
    settled.sort_by_key(|spot| spot.start);
    // What a protected name overlaps yields to it.
    without_overlaps(settled)
}

/// The names, in their order, without those that begin before the one before has ended.
pub(crate) fn without_overlaps(mut names: Vec<Spot>) -> Vec<Spot> {
    let mut last_end = 0;
    names.retain(|name| {
        let free = name.start >= last_end;
        last_end = if free { name.end } else { last_end };
        free
    });
    names
}

/// Words that the lists know as no person, organisation or place, whatever stands beside them.
fn is_no_name(words: &[Token<'_>]) -> bool {
    let lists = Lists::get();
    let is_listed = |section: &Section| lists.has(*section, &joined_key(words));
    let [word] = words else { return NO_NAMES.iter().any(is_listed) };
    // `Labour laws`: a capital at a sentence's start says nothing of a plain word.
    NO_NAMES.iter().any(is_listed) || (word.opens && word.case == Case::Capital && word.is(Section::Common))
}

/// The name that letters which several bodies share end: `Spotlight PA`.
fn in_a_longer_name(part: &PartText<'_>, spot: &Spot, free_from: usize) -> Option<Spot> {
    let lists = Lists::get();
    let is_shared =
        matches!(spot.named, Named::Listed(_)) && is_shared_acronym(&part.tokens[spot.start..spot.end], lists);
    let start = spot.start.checked_sub(1).filter(|start| is_shared && *start >= free_from)?;
    let (before, letters) = (&part.tokens[start], &part.tokens[spot.start]);
    let is_own = before.case == Case::Capital && letters.gap == Gap::Space && !before.opens && !before.in_headline;
    let is_known =
        before.is_demonym() || before.possessive || before.is(Section::Titles) || before.is(Section::NeverNames);
    (is_own && !is_known).then_some(Spot { start, named: Named::New, strength: Strength::Form, ..*spot })
}

/// The name of a body with what it is of, where rules end at its head and the tagger goes on: `Pennsylvania Department of Health`.
fn with_its_field(part: &PartText<'_>, spot: &Spot, name: &Found) -> Option<Spot> {
    let (start, end) = aligned(part, name)?;
    let is_body = spot.kind == EntityKind::Organisation && name.kind == spot.kind && spot.named == Named::New;
    let of = part.tokens.get(spot.end).filter(|token| token.gap == Gap::Space && token.key == "of");
    (is_body && of.is_some() && start == spot.start && end > spot.end + 1).then_some(Spot { end, ..*spot })
}

/// How much rules are sure of a name: letters that several bodies share are no more than a guess.
fn strength(part: &PartText<'_>, spot: &Spot) -> u8 {
    match (spot.named, spot.strength) {
        (Named::Listed(_), _) if is_shared_acronym(&part.tokens[spot.start..spot.end], Lists::get()) => 0,
        (Named::Listed(_), _) | (_, Strength::Listed) => 3,
        (_, Strength::Form) => 2,
        (_, Strength::Context) => 1,
        (_, Strength::Weak) => 0,
    }
}

fn end_of(part: &PartText<'_>, spot: &Spot) -> usize {
    let last = &part.tokens[spot.end - 1];
    last.start + last.text.len()
}

/// The tokens that a name of the tagger's covers exactly, if it begins and ends with a capital.
fn aligned(part: &PartText<'_>, name: &Found) -> Option<(usize, usize)> {
    let (start, end) = covered(part, name)?;
    let is_name = |case: &Token<'_>| case.is_capitalised();
    (is_name(&part.tokens[end - 1]) && part.tokens[start..end].iter().any(is_name)).then_some((start, end))
}

/// The tokens that a name of the tagger's covers exactly.
pub(crate) fn covered(part: &PartText<'_>, name: &Found) -> Option<(usize, usize)> {
    let start = part.tokens.partition_point(|token| token.start < name.start);
    let end = part.tokens.partition_point(|token| token.start < name.end);
    let (first, last) = (part.tokens.get(start)?, part.tokens.get(end.checked_sub(1)?)?);
    let letters =
        |range: std::ops::Range<usize>| part.text.get(range).is_some_and(|text| text.contains(char::is_alphanumeric));
    let whole = start < end
        && !letters(name.start..first.start)
        && last.start + last.text.len() <= name.end
        && !letters(last.start + last.text.len()..name.end)
        && part.tokens.get(start.wrapping_sub(1)).is_none_or(|before| before.start + before.text.len() <= name.start);
    whole.then_some((start, end))
}

/// The tagger's people, organisations and places, in order.
fn found(read: &Read<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for ((pieces, labels), sums) in read.pieces.iter().zip(read.labels).zip(read.sums) {
        for stretch in stretches(labels) {
            let Some(kind) = entity_kind(stretch.kind) else { continue };
            let leads = (stretch.start..stretch.end).map(|at| lead(&sums[at], labels[at]));
            found.push(Found {
                start: pieces[stretch.start].start,
                end: pieces[stretch.end - 1].end,
                kind,
                lead: leads.min().unwrap_or(0),
            });
        }
    }
    found
}

/// Pieces that the tagger takes for no part of a person, organisation or place: start, end and by how much.
fn outside(read: &Read<'_>) -> Vec<Outside> {
    let mut outside = Vec::new();
    for ((pieces, labels), sums) in read.pieces.iter().zip(read.labels).zip(read.sums) {
        for ((piece, label), sums) in pieces.iter().zip(labels).zip(sums) {
            if label.kind().and_then(entity_kind).is_none() {
                outside.push((piece.start, piece.end, lead(sums, *label)));
            }
        }
    }
    outside
}

/// By how much a word's score for its label's kind leads over every other kind's.
fn lead(sums: &Sums, label: Label) -> i16 {
    let best_of = |same: bool| {
        let labels = (0..super::N_LABELS).filter_map(Label::at).filter(|other| (other.kind() == label.kind()) == same);
        labels.map(|other| sums[other.number()]).max().unwrap_or(0)
    };
    best_of(true).saturating_sub(best_of(false))
}

fn entity_kind(kind: Kind) -> Option<EntityKind> {
    match kind {
        Kind::Person => Some(EntityKind::Person),
        Kind::Organisation => Some(EntityKind::Organisation),
        Kind::Place => Some(EntityKind::Place),
        Kind::Other | Kind::Date => None,
    }
}

/// Spots as stretches of pieces: every piece that a spot touches belongs to it.
pub(crate) fn in_pieces(part: &PartText<'_>, spots: &[Spot], pieces: &[Piece]) -> Vec<Stretch> {
    let touched = spots.iter().map(|spot| {
        let (start, end) = (part.tokens[spot.start].start, end_of(part, spot));
        let kind = match spot.kind {
            EntityKind::Person => Kind::Person,
            EntityKind::Organisation => Kind::Organisation,
            _ => Kind::Place,
        };
        let first = pieces.partition_point(|piece| piece.end <= start);
        Stretch { start: first, end: pieces.partition_point(|piece| piece.start < end), kind }
    });
    let mut found: Vec<Stretch> = touched.filter(|stretch| stretch.start < stretch.end).collect();
    // Two names within one word: the first has it.
    found.dedup_by(|next, last| next.start < last.end);
    found
}
