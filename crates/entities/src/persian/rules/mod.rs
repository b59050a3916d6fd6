//! The rules for people, bodies and places in Persian and Arabic words.

mod bodies;
mod people;

use newsprint_model::EntityKind;

use super::words::{Section, Words};
use crate::lists::Lists;
use crate::locals::{Locals, PartText};
use crate::scan::{Named, Spot, Strength};
use crate::tokens::{Case, Gap, Token};

/// Endings that only surnames have.
const SURNAME_ENDINGS: [&str; 15] =
    ["پور", "زاده", "نژاد", "نيا", "منش", "يان", "لو", "چي", "خواه", "پناه", "پرست", "وند", "فرد", "پوريان", "اوغلو"];

/// One text and what its reading leans on.
pub(super) struct Reading<'r, 't> {
    text: &'r str,
    tokens: &'r [Token<'t>],
    locals: &'r Locals,
    lists: &'r Lists,
    words: &'static Words,
    /// Sections of each token.
    bits: Vec<u32>,
}

impl<'r, 't> Reading<'r, 't> {
    pub(super) fn new(part: &'r PartText<'t>, locals: &'r Locals, lists: &'r Lists) -> Reading<'r, 't> {
        let words = Words::get();
        let bits = part.tokens.iter().map(|token| bits_of(token, words)).collect();
        Reading { text: part.text, tokens: &part.tokens, locals, lists, words, bits }
    }

    /// What the lists and a word's form say of each token, as bits for the trained tagger: sections, then endings, then kinds of listed names.
    pub(super) fn told(&self) -> Vec<u32> {
        const ENDING: u32 = 1 << 21;
        const VERB: u32 = 1 << 22;
        const INFLECTED: u32 = 1 << 23;
        const OPEN: u32 = 1 << 24;
        let mut told: Vec<u32> = self.bits.clone();
        for (at, bits) in told.iter_mut().enumerate() {
            let token = &self.tokens[at];
            for (holds, bit) in [
                (SURNAME_ENDINGS.iter().any(|ending| has_ending(&token.key, ending)), ENDING),
                (is_verb(&token.key), VERB),
                (is_inflected(token), INFLECTED),
                (self.is_open(at), OPEN),
            ] {
                *bits |= if holds { bit } else { 0 };
            }
        }
        for at in 0..self.tokens.len() {
            let titled = self.words.phrase_at(Section::Titles, self.tokens, at);
            let role = self.words.phrase_at(Section::Roles, self.tokens, at);
            told[at..at + titled].iter_mut().for_each(|bits| *bits |= Section::Titles.bit());
            told[at..at + role].iter_mut().for_each(|bits| *bits |= Section::Roles.bit());
            if let Some((entity, n_words)) = self.lists.name_at(self.tokens, at) {
                let kind = match self.lists.entities[entity].kind {
                    EntityKind::Person => 0,
                    EntityKind::Organisation => 1,
                    _ => 2,
                };
                told[at..at + n_words].iter_mut().for_each(|bits| *bits |= 1 << (25 + kind));
            }
        }
        told
    }

    /// The names of the text, in order, never overlapping: at each place the longest.
    pub(super) fn spots(&self) -> Vec<Spot> {
        let mut spots: Vec<Spot> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if self.tokens[at].case != Case::None || self.is_number(at) {
                at += 1;
                continue;
            }
            let free_from = spots.last().map_or(0, |spot| spot.end);
            match self.spot_at(at, free_from) {
                Some(spot) => {
                    at = spot.end;
                    spots.push(spot);
                }
                None => at += 1,
            }
        }
        spots
    }

    fn spot_at(&self, at: usize, free_from: usize) -> Option<Spot> {
        let mut best = self.local_at(at);
        let mut offer = |spot: Option<Spot>| {
            if let Some(spot) = spot
                && best.as_ref().is_none_or(|best| spot.end > best.end)
            {
                best = Some(spot);
            }
        };
        offer(self.listed_at(at));
        offer(self.body_at(at));
        offer(self.place_at(at));
        offer(self.person_at(at, free_from));
        best
    }

    fn is(&self, at: usize, section: Section) -> bool {
        crate::work::step();
        self.bits.get(at).is_some_and(|bits| bits & section.bit() != 0)
    }

    fn is_any(&self, at: usize, sections: &[Section]) -> bool {
        sections.iter().any(|section| self.is(at, *section))
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens[at].key.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the token goes on from the one before without a mark.
    fn follows(&self, at: usize) -> bool {
        crate::work::step();
        self.tokens.get(at).is_some_and(|token| token.gap == Gap::Space && token.case == Case::None)
    }

    fn listed_at(&self, at: usize) -> Option<Spot> {
        let (entity, n_words) = self.lists.name_at(self.tokens, at)?;
        let kind = self.lists.entities[entity].kind;
        let end = at + n_words;
        // A listed surname within somebody's name is not whom the list means.
        if kind == EntityKind::Person && n_words == 1 {
            let beside = at > 0 && self.follows(at) && self.is(at - 1, Section::Given);
            if beside || (self.follows(end) && self.goes_on_as_surname(end)) {
                return None;
            }
        }
        Some(Spot { start: at, end, kind, named: Named::Listed(entity), strength: Strength::Listed })
    }

    fn local_at(&self, at: usize) -> Option<Spot> {
        let (form, n_words) = self.locals.form_at(self.tokens, at)?;
        let end = at + n_words;
        if n_words == 1 || form.is_part {
            let within = form.kind == EntityKind::Person
                && ((at > 0
                    && self.follows(at)
                    && self.is_any(at - 1, &[Section::Given, Section::PreNames, Section::Sacred]))
                    || (self.follows(end) && self.goes_on_as_surname(end)));
            if within {
                return None;
            }
            let plain = self.is_any(at, &[Section::Common, Section::Fields, Section::Stops, Section::Norp]);
            if n_words == 1 && plain && !self.is_told(at, end) {
                return None;
            }
        }
        Some(Spot { start: at, end, kind: form.kind, named: Named::Local(form.local), strength: Strength::Listed })
    }

    /// Whether a title stands before or a verb of saying after: somebody is meant.
    fn is_told(&self, at: usize, end: usize) -> bool {
        self.title_before(at) || (self.follows(end) && self.is(end, Section::Speech))
    }

    fn title_before(&self, at: usize) -> bool {
        at > 0 && self.follows(at) && (self.is(at - 1, Section::Titles) || self.ends_a_phrase(at, Section::Titles))
    }

    /// Whether a role stands before: `وزیر`, `سرمربی`.
    fn role_before(&self, at: usize) -> bool {
        at > 0 && self.follows(at) && (self.is(at - 1, Section::Roles) || self.ends_a_phrase(at, Section::Roles))
    }

    /// Whether what stands at a token seldom follows a plain noun that a name is the subject of: a mark, a preposition, a verb of saying.
    fn ends_well(&self, at: usize) -> bool {
        const AFTER: [&str; 18] = [
            "در", "از", "به", "با", "را", "و", "كه", "نيز", "هم", "براي", "تا", "بر", "في", "من", "الي", "ان", "علي",
            "مع",
        ];
        !self.follows(at) || self.is(at, Section::Speech) || AFTER.contains(&self.tokens[at].key.as_str())
    }

    fn ends_a_phrase(&self, at: usize, section: Section) -> bool {
        (2..=4).any(|n_words| at >= n_words && self.words.phrase_at(section, self.tokens, at - n_words) == n_words)
    }

    /// Whether nothing is known of a word that would keep it out of a name.
    fn is_open(&self, at: usize) -> bool {
        const CLOSED: [Section; 10] = [
            Section::Stops,
            Section::Speech,
            Section::Fields,
            Section::OrgHeads,
            Section::PlaceHeads,
            Section::Titles,
            Section::Roles,
            Section::Norp,
            Section::Directions,
            Section::Months,
        ];
        let token = &self.tokens[at];
        token.case == Case::None
            && !self.is_number(at)
            && !self.is_any(at, &CLOSED)
            && token.key.chars().count() > 1
            && !is_verb(&token.key)
            && !is_inflected(token)
    }

    /// A place that the lists have, whose words begin here.
    fn listed_place(&self, at: usize) -> Option<(usize, usize)> {
        self.tokens.get(at)?;
        let (entity, n_words) = self.lists.name_at(self.tokens, at)?;
        (self.lists.entities[entity].kind == EntityKind::Place).then_some((entity, at + n_words))
    }
}

/// A word's sections.
fn bits_of(token: &Token<'_>, words: &Words) -> u32 {
    let bits = words.of(&token.key);
    // `به‌نام` is no Behnam.
    let parts = token.text.starts_with("به\u{200C}") || token.text.starts_with("به_");
    if parts { bits & !Section::Given.bit() } else { bits }
}

/// Whether a word is a verb by its beginning: `می‌رود`.
fn is_verb(key: &str) -> bool {
    ["مي", "نمي"].iter().any(|head| key.starts_with(head))
        && ["د", "م"].iter().any(|tail| key.ends_with(tail))
        && key.chars().count() > 4
}

/// Whether a key ends so and has two letters more at least.
fn has_ending(key: &str, ending: &str) -> bool {
    key.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= 2)
}

/// Whether a half-space sets an ending of plain words off: `خانه‌ها`, `رفته‌اند`.
fn is_inflected(token: &Token<'_>) -> bool {
    const ENDINGS: [&str; 14] =
        ["ها", "های", "هایی", "ای", "اند", "ایم", "اید", "ام", "اش", "شان", "تر", "ترین", "هایش", "هایشان"];
    let last = token.text.rsplit(['\u{200C}', '_']).next().unwrap_or_default();
    last.len() < token.text.len() && ENDINGS.iter().any(|ending| crate::tokens::key(ending) == crate::tokens::key(last))
}
