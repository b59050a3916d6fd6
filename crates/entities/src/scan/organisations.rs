//! Organisations: capitalised runs that end in `Council` or begin with `Ministry of`, and names beside `newspaper` or `party`.

use newsprint_model::EntityKind;

use super::{Named, Scan, Spot, Strength};
use crate::sections::Section;
use crate::tokens::{Case, Gap};

/// The most words an organisation's name has here.
const MAX_WORDS: usize = 10;

impl Scan<'_, '_> {
    /// An organisation's name that begins here.
    pub(super) fn organisation_at(&self, at: usize, taken: usize) -> Option<Spot> {
        let token = &self.tokens[at];
        if !token.is_capitalised() || (at > taken && self.continues_a_run(at) && !self.is_plain(at)) {
            return None;
        }
        let found = [
            self.headed_run(at).map(|end| (end, Strength::Form)),
            self.office_of(at).map(|end| (end, Strength::Form)),
            self.opened_run(at).map(|end| (end, Strength::Form)),
            self.spelled_out(at).map(|end| (end, Strength::Form)),
            self.body_of_a_place(at).map(|end| (end, Strength::Weak)),
            self.prefixed(at).map(|end| (end, Strength::Form)),
            self.team(at).map(|end| (end, Strength::Context)),
            self.dateline_agency(at).map(|end| (end, Strength::Context)),
            self.beside_a_noun(at).map(|end| (end, Strength::Context)),
            self.acting_platform(at).map(|end| (end, Strength::Context)),
            self.acronym(at).map(|end| (end, Strength::Weak)),
        ];
        let (end, strength) = found.into_iter().flatten().max_by_key(|(end, strength)| (*end, *strength))?;
        Some(Spot { start: at, end, kind: EntityKind::Organisation, named: Named::New, strength })
    }

    /// `Iraqi Border Patrol`, `Parliament’s National Security and Foreign Policy Committee`, `Ray Shipping Ltd.`
    fn headed_run(&self, at: usize) -> Option<usize> {
        let first = &self.tokens[at];
        if first.in_headline || !self.may_begin(at) {
            return None;
        }
        let mut end = None;
        let mut n_own = 0;
        let mut next = at;
        while next < self.tokens.len() && next - at < MAX_WORDS {
            let token = &self.tokens[next];
            if next > at && !self.may_continue(next) {
                break;
            }
            if token.is_capitalised() {
                let head = self.lists.phrase_at(Section::OrganisationHeads, self.tokens, next);
                let calendar = token.is(Section::NeverNames) && !token.is_demonym() && !token.is(Section::Directions);
                let person_ahead = next > at && token.is_given_name() && head == 0 && self.begins_full_name(next);
                if (calendar && head == 0 && next > at) || person_ahead {
                    break;
                }
                let weak = token.is(Section::WeakOrganisationHeads);
                // `Executive Director` is an office, whatever `Executive` is alone.
                let office = self.lists.phrase_at(Section::Titles, self.tokens, next) > head;
                if head > 0 && next > at && !office && (!weak || n_own > 0) {
                    end = Some(next + head);
                }
                if !token.is_demonym() && !self.is_title_word(next) && !self.is_plain(next) {
                    n_own += 1;
                }
            }
            next += 1;
        }
        let end = end?;
        // `Israeli Government`: a nationality and a common noun are no name; a place and one are a body only for strong heads.
        let only_title = self.lists.phrase_at(Section::Titles, self.tokens, at) >= end - at;
        (!only_title).then_some(end)
    }

    /// A first word that names begin with: not `The`, `According`, `Former`; not a title unless a body is built on it.
    fn may_begin(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if self.lists.is_function_word(&token.key) {
            return false;
        }
        let opener = token.opens && token.is(Section::SentenceOpeners);
        let calendar = token.is(Section::NeverNames)
            && !token.is_demonym()
            && !token.is(Section::Directions)
            && !token.is(Section::BodyWords);
        let role = token.opens && token.is(Section::Roles);
        !opener && !calendar && !role
    }

    /// Whether a run goes on at a token: the next capitalised word, or a small word between two.
    fn may_continue(&self, at: usize) -> bool {
        let (token, previous) = (&self.tokens[at], &self.tokens[at - 1]);
        if !matches!(token.gap, Gap::Space | Gap::Hyphen | Gap::Ampersand) || token.in_headline {
            return false;
        }
        // After a possessive only a common word's body goes on: `People's Party`, `Parliament's ... Committee`.
        if previous.possessive && !self.owns_its_body(at - 1) {
            return false;
        }
        if token.is_capitalised() {
            return true;
        }
        let after = self.tokens.get(at + 1).is_some_and(|next| next.is_capitalised() && next.gap == Gap::Space);
        let between = match token.key.as_str() {
            // What `and` joins must not stand by itself: `Hamas and the Security Council` are two.
            "and" => !self.is_entity_before(at),
            "of" | "for" => previous.is(Section::OrganisationOpeners) || previous.is(Section::OrganisationHeads),
            _ => false,
        };
        after && between && token.gap == Gap::Space
    }

    /// Whether a possessive is part of a body's name: `People's`, `Workers'`, `Parliament's`; but `Iran's`, `Hamas's` own.
    fn owns_its_body(&self, at: usize) -> bool {
        self.tokens[at].is(Section::BodyOwners)
    }

    /// Whether a listed entity or a full name ends right before a token.
    fn is_entity_before(&self, at: usize) -> bool {
        let listed = (1..=4usize).any(|n_words| {
            at >= n_words && self.lists.name_at(self.tokens, at - n_words).is_some_and(|(_, found)| found == n_words)
        });
        let head = self.tokens[at - 1].is(Section::OrganisationHeads);
        let person = at >= 2 && self.tokens[at - 2].is_given_name() && self.tokens[at - 1].case == Case::Capital;
        let known = self.locals.form_at(self.tokens, at - 1).is_some();
        listed || head || person || known
    }

    fn begins_full_name(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| {
            next.is_joined()
                && next.case == Case::Capital
                && !self.is_plain(at + 1)
                && !next.is(Section::OrganisationHeads)
                && !self.tokens.get(at + 2).is_some_and(|head| head.is_joined() && head.is(Section::OrganisationHeads))
        })
    }

    pub(super) fn is_title_word(&self, at: usize) -> bool {
        self.lists.phrase_at(Section::Titles, self.tokens, at) > 0
    }

    /// `Israeli Prime Minister's Office`, `Israeli PM's office`: the office of an office-holder of a nation.
    fn office_of(&self, at: usize) -> Option<usize> {
        let nation = self.tokens[at].is_demonym();
        let start = if nation { at + 1 } else { at };
        let n_title = self
            .lists
            .phrase_at(Section::Titles, self.tokens, start)
            .max(usize::from(self.tokens.get(start)?.key == "pm"));
        if n_title == 0 || !nation && self.tokens[at].key == "pm" {
            return None;
        }
        let office = start + n_title;
        let token = self.tokens.get(office)?;
        let owned = self.tokens[office - 1].possessive && token.gap == Gap::Space;
        let written = token.key == "office" && (nation || token.is_capitalised());
        (owned && written).then_some(office + 1)
    }

    /// `Ministry of Culture and Islamic Guidance`, `University of Tehran`, `Cultural Committee of the Majles`.
    fn opened_run(&self, at: usize) -> Option<usize> {
        if self.tokens[at].in_headline || !self.may_begin(at) {
            return None;
        }
        let mut opener = at;
        while !self.tokens.get(opener)?.is(Section::OrganisationOpeners) || !self.is_of(opener + 1) {
            opener += 1;
            let token = self.tokens.get(opener)?;
            if opener - at > 4 || !token.is_capitalised() || !token.is_joined() || self.tokens[opener - 1].possessive {
                return None;
            }
        }
        let mut next = opener + 2;
        if self.tokens.get(next).is_some_and(|token| token.key == "the") {
            next += 1;
        }
        let first = next;
        let mut end = None;
        while next < self.tokens.len() && next - at < MAX_WORDS + 2 {
            let token = &self.tokens[next];
            if next > first
                && (self.tokens[next - 1].possessive || !matches!(token.gap, Gap::Space | Gap::Hyphen | Gap::Ampersand))
            {
                break;
            }
            if token.is_capitalised() {
                if next > first && token.is_given_name() && self.begins_full_name(next) {
                    break;
                }
                let title_of_person = next > first
                    && self.is_title_word(next)
                    && self.tokens.get(next + 1).is_some_and(|after| after.is_given_name());
                if title_of_person
                    || (next > first
                        && token.is(Section::NeverNames)
                        && !token.is_demonym()
                        && !token.is(Section::Directions)
                        && !token.is(Section::BodyWords))
                {
                    break;
                }
                next += 1;
                end = Some(next);
                continue;
            }
            let goes_on = matches!(token.key.as_str(), "and" | "of" | "for" | "the")
                && self.tokens.get(next + 1).is_some_and(|after| after.is_capitalised() && after.gap == Gap::Space)
                && !(token.key == "and"
                    && (self.is_entity_before(next) || self.lists.name_at(self.tokens, next + 1).is_some()));
            if !goes_on {
                break;
            }
            next += 1;
        }
        let end = end?;
        // `House of Representatives Darin Cole`: a listed name, then another.
        let listed = self.lists.name_at(self.tokens, at).map_or(at, |(_, n_words)| at + n_words);
        if listed > at && listed < end && self.tokens[listed].is_capitalised() {
            return None;
        }
        // A house, party or school of one person or thing is seldom a body; places and fields are.
        let person_only = self.tokens[first].is_given_name()
            && end - first <= 2
            && !self.tokens[end - 1].is(Section::OrganisationHeads);
        (!person_only).then_some(end)
    }

    pub(super) fn is_of(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.gap == Gap::Space && !self.tokens[at - 1].possessive && matches!(token.key.as_str(), "of" | "for")
        })
    }

    /// `Sistan Relief Network (SRN)`: capitalised words whose initials follow in brackets.
    fn spelled_out(&self, at: usize) -> Option<usize> {
        let token = &self.tokens[at];
        if self.lists.is_function_word(&token.key) || token.in_headline || token.possessive || self.is_title_word(at) {
            return None;
        }
        let mut end = at + 1;
        let mut initials: Vec<char> = self.tokens[at].key.chars().take(1).collect();
        while let Some(token) = self.tokens.get(end) {
            if end - at > MAX_WORDS {
                return None;
            }
            if token.gap == Gap::Bracket && token.case == Case::Upper && end - at >= 2 {
                let thing = self.tokens[end - 1].is(Section::Things);
                return (!thing && matches_initials(&initials, &token.key)).then_some(end);
            }
            let small = matches!(token.key.as_str(), "of" | "for" | "and" | "the" | "in" | "on" | "to" | "against");
            let before = &self.tokens[end - 1];
            let owned = before.possessive && !before.key.ends_with('s') && !self.owns_its_body(end - 1);
            if owned
                || !matches!(token.gap, Gap::Space | Gap::Hyphen | Gap::Ampersand)
                || !(token.is_capitalised() || small)
            {
                return None;
            }
            if token.is_capitalised() {
                initials.extend(token.key.chars().take(1));
            }
            end += 1;
        }
        None
    }
}

/// Whether an acronym is made of the words' initials, in order; one word may be left out or one letter be added.
pub(crate) fn matches_initials(initials: &[char], acronym: &str) -> bool {
    let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 2 || initials.first() != letters.first() || initials.len() < 2 {
        return false;
    }
    let mut n_matched = 0;
    let mut rest = initials.iter();
    for letter in &letters {
        if rest.any(|initial| initial == letter) {
            n_matched += 1;
        } else {
            rest = [].iter();
        }
    }
    n_matched + 1 >= letters.len() && n_matched + 2 >= initials.len() && n_matched >= 2
}
