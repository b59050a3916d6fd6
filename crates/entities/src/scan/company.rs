//! Organisations known by the company they keep: `Paydari party`, `Radio Okapi`, `Harwick manager Steve Bancroft`.

use newsprint_model::EntityKind;

use super::Scan;
use crate::sections::Section;
use crate::tokens::{Case, Gap};

impl Scan<'_, '_> {
    /// `Paydari party`, `the newspaper Etemad`, `news agency ILNA`: an unknown name beside a noun for a body.
    pub(super) fn beside_a_noun(&self, at: usize) -> Option<usize> {
        let token = &self.tokens[at];
        if token.in_headline
            || self.is_plain(at)
            || (self.is_never_a_name(at) && !token.is(Section::BodyWords))
            || self.is_title_word(at)
            || token.is(Section::Platforms)
        {
            return None;
        }
        let mut end = self.run_end(at);
        // `Dawn of the Delta movement`: what `of` joins is one name.
        let of = self.is_of(end);
        let the = of && self.tokens.get(end + 1).is_some_and(|token| token.key == "the");
        let next = end + 1 + usize::from(the);
        if of && self.tokens.get(next).is_some_and(|token| token.is_capitalised() && token.gap == Gap::Space) {
            let further = self.run_end(next);
            if self.lists.phrase_at(Section::OrganisationNouns, self.tokens, further) > 0 && further - at <= 5 {
                end = further;
            }
        }
        let bodily = |at: usize| end - at >= 2 && self.tokens[at].is(Section::BodyWords);
        if end - at > 5 || (at..end).any(|at| self.is_never_a_name(at) && !bodily(at)) {
            return None;
        }
        let joined_by_of = end > self.run_end(at);
        // Places and people have parties and newspapers, too; they stay what they are.
        if self.lists.name_at(self.tokens, at).is_some() || (token.is_given_name() && end - at > 1 && !joined_by_of) {
            return None;
        }
        let last = &self.tokens[end - 1];
        let after = !last.possessive
            && self.lists.phrase_at(Section::OrganisationNouns, self.tokens, end) > 0
            && self.tokens.get(end).is_some_and(|noun| noun.gap == Gap::Space && noun.case == Case::Lower);
        let n_before = self.lists.phrase_before(Section::OrganisationNouns, self.tokens, at);
        let before = n_before > 0
            && token.gap == Gap::Space
            && !self.tokens[at - 1].possessive
            && self.tokens[at - 1].case == Case::Lower
            && !matches!(
                self.tokens[at - 1].key.as_str(),
                "group" | "union" | "bank" | "channel" | "network" | "chain"
            )
            && !token.is_given_name();
        (after && !token.opens || before).then_some(end)
    }

    /// `Radio Okapi`, `Police Scotland`, `Banco Azteca`.
    pub(super) fn prefixed(&self, at: usize) -> Option<usize> {
        let next = self.tokens.get(at + 1)?;
        let fits = self.tokens[at].is(Section::OrganisationPrefixes)
            && !self.tokens[at].possessive
            && !self.tokens[at].in_headline
            && next.gap == Gap::Space
            && next.is_capitalised()
            && !self.is_plain(at + 1)
            && !self.is_never_a_name(at + 1)
            && !self.is_title_word(at + 1)
            && !next.is_given_name()
            && !next.is(Section::OrganisationHeads);
        let end = self.run_end(at + 1);
        (fits && end - at <= 3).then_some(end)
    }

    /// `Harwick manager Steve Bancroft`: an unknown word before a team's role and a name.
    pub(super) fn team(&self, at: usize) -> Option<usize> {
        let (role, name) = (self.tokens.get(at + 1)?, self.tokens.get(at + 2)?);
        let fits = !self.is_plain(at)
            && !self.is_never_a_name(at)
            && !self.is_title_word(at)
            && !self.tokens[at].is_given_name()
            && !self.tokens[at].possessive
            && !self.tokens[at].in_headline
            && !self.tokens[at].is(Section::Roles)
            && role.gap == Gap::Space
            && role.case == Case::Lower
            && role.is(Section::SportsRoles)
            && name.gap == Gap::Space
            && name.case == Case::Capital;
        fits.then_some(at + 1)
    }

    /// `CAIRO (Nile Wire) -`: the agency in a dateline's brackets.
    pub(super) fn dateline_agency(&self, at: usize) -> Option<usize> {
        let token = &self.tokens[at];
        let head = (1..=6).contains(&at) && self.tokens[..at].iter().all(|token| token.case != Case::Lower);
        let end = self.run_end(at);
        let closed = self.tokens.get(end).is_some_and(|next| next.gap == Gap::Other);
        let word = token.text.chars().count() > 1;
        (head && word && token.gap == Gap::Bracket && closed && end - at <= 4 && !self.is_never_a_name(at))
            .then_some(end)
    }

    /// `Legia Warsaw`, `Statistics Canada`: an unknown word and a place, no comma between.
    pub(super) fn body_of_a_place(&self, at: usize) -> Option<usize> {
        let stands_inside = at > 0 && matches!(self.tokens[at - 1].key.as_str(), "in" | "near" | "outside");
        if !self.begins_a_body(at) || self.tokens[at].possessive || stands_inside {
            return None;
        }
        let next = self.tokens.get(at + 1)?;
        let place = next.gap == Gap::Space
            && next.case == Case::Capital
            && !next.is_given_name()
            && self
                .lists
                .name_at(self.tokens, at + 1)
                .is_some_and(|(entity, n_words)| n_words == 1 && self.lists.entities[entity].kind == EntityKind::Place);
        let ends = !self.tokens.get(at + 2).is_some_and(|after| after.is_joined() && after.is_capitalised())
            || next.possessive;
        (place && ends).then_some(at + 2)
    }

    /// A service that people post on is a body only where it acts: `Twitter said`, not `took to Twitter`.
    pub(super) fn acting_platform(&self, at: usize) -> Option<usize> {
        let acts = self.speaks(at + 1)
            || self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.gap == Gap::Space && next.case == Case::Lower && next.is(Section::Roles))
            || self.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::Space && next.is(Section::ActingVerbs));
        (self.tokens[at].is(Section::Platforms) && acts && self.tokens[at].text.len() > 1).then_some(at + 1)
    }

    /// An unknown word in capitals amid a sentence.
    pub(super) fn acronym(&self, at: usize) -> Option<usize> {
        let token = &self.tokens[at];
        let letters = token.text.chars().all(|c| c.is_alphabetic());
        let goes_on = self.tokens.get(at + 1).is_some_and(|next| next.is_joined() && next.case == Case::Upper);
        let went_on = token.is_joined() && at > 0 && self.tokens[at - 1].case == Case::Upper;
        let alone = !goes_on && !went_on;
        let fits = token.case == Case::Upper && letters && (3..=6).contains(&token.text.chars().count());
        let counted = self.tokens.get(at + 1).is_some_and(|next| next.case == Case::None && next.gap != Gap::Comma)
            || (at > 0 && self.tokens[at - 1].case == Case::None);
        // `WIGAN, England`: a dateline's town.
        let town = self.tokens.get(at + 1).is_some_and(|next| {
            next.gap == Gap::Comma && next.is_capitalised() && self.lists.name_at(self.tokens, at + 1).is_some()
        });
        (fits
            && alone
            && !token.in_headline
            && !counted
            && !town
            && !self.is_never_a_name(at)
            && !self.is_plain(at)
            && !token.is(Section::VehiclePrefixes)
            && !self.is_title_word(at))
        .then_some(at + 1)
    }
}
