//! People in Persian and Arabic words: given names, and surnames by their endings or after a title.

use newsprint_model::EntityKind;

use super::{Reading, SURNAME_ENDINGS, has_ending};
use crate::persian::words::Section;
use crate::scan::{Named, Spot, Strength};

/// The most words of a person's name.
const MAX_NAME: usize = 6;

/// Longer endings that only surnames have, of words that no list knows.
const SURE_ENDINGS: [&str; 8] = ["پور", "زاده", "نژاد", "خواه", "پناه", "پرست", "اوغلو", "منش"];

impl Reading<'_, '_> {
    /// Whether a word looks like a surname: listed, or by its ending.
    pub(super) fn is_surname(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        self.is(at, Section::Surnames)
            || (SURNAME_ENDINGS.iter().any(|ending| has_ending(&token.key, ending)) && self.is_open(at))
    }

    pub(super) fn is_sure_surname(&self, at: usize) -> bool {
        self.is_open(at) && SURE_ENDINGS.iter().any(|ending| has_ending(&self.tokens[at].key, ending))
    }

    /// Whether a further surname stands there: `صالحی امیری`.
    pub(super) fn goes_on_as_surname(&self, at: usize) -> bool {
        self.follows(at)
            && (self.is(at, Section::Surnames) || self.is_sure_surname(at))
            && !self.is_any(at, &[Section::Fields, Section::Stops, Section::Norp])
    }

    pub(super) fn person_at(&self, at: usize, free_from: usize) -> Option<Spot> {
        let sacred = self.is(at, Section::Sacred) && self.follows(at + 1) && self.is(at + 1, Section::Given);
        let start = at;
        let mut end = at;
        let mut n_given = 0;
        let mut sure_given = false;
        if sacred {
            end += 1;
        }
        while self.is(end, Section::PreNames)
            && end - start < 2
            && (end == start || self.follows(end))
            && self.follows(end + 1)
        {
            end += 1;
        }
        let n_before = end - start;
        while end < self.tokens.len()
            && (end == start || self.follows(end))
            && self.is(end, Section::Given)
            && n_given < 3
            && !(self.is(end, Section::Stops) || n_given > 0 && self.is_any(end, &[Section::Fields, Section::OrgHeads]))
        {
            sure_given |= !self.is(end, Section::Common);
            n_given += 1;
            end += 1;
        }
        let titled = self.title_before(at) && free_from <= at;
        if n_given == 0 {
            return self.surname_at(at, titled, n_before);
        }
        let mut n_surnames = 0;
        // `بن سلمان`, `آل خلیفه`.
        while end + 1 < self.tokens.len()
            && self.follows(end)
            && self.follows(end + 1)
            && self.is(end, Section::Particles)
            && !self.is_any(end + 1, &[Section::Stops, Section::Fields, Section::OrgHeads])
            && end - start < MAX_NAME
        {
            end += 2;
            n_surnames += 1;
        }
        if self.follows(end) && end - start < MAX_NAME && self.listed_place(end).is_none() {
            let fits = if self.is_surname(end) {
                !self.is_any(end, &[Section::Stops, Section::Fields, Section::Norp])
                    || sure_given && self.is(end, Section::Surnames)
            } else {
                sure_given
                    && n_surnames == 0
                    && self.is_open(end)
                    && !self.is(end, Section::Common)
                    && (titled || self.role_before(at) || self.ends_well(end + 1))
                    && self.lists.name_at(self.tokens, end).is_none()
            };
            if fits {
                end += 1;
                n_surnames += 1;
                if self.goes_on_as_surname(end) && end - start < MAX_NAME {
                    end += 1;
                }
            }
        }
        let n_names = n_given + n_surnames;
        let accepted =
            sacred || (n_names > 1 && (sure_given || n_surnames > 0)) || titled || (n_before > 0 && sure_given);
        if !accepted {
            return None;
        }
        let strength = if sure_given || n_surnames > 0 { Strength::Form } else { Strength::Context };
        Some(Spot { start, end, kind: EntityKind::Person, named: Named::New, strength })
    }

    /// A surname without a given name: after a title, or one that its ending gives away before a verb of saying.
    pub(super) fn surname_at(&self, at: usize, titled: bool, n_before: usize) -> Option<Spot> {
        if n_before > 0 {
            return None;
        }
        let told = self.follows(at + 1) && self.is(at + 1, Section::Speech);
        let is_name = self.is_surname(at) && !self.is_any(at, &[Section::Fields, Section::Stops]);
        let opens = !self.follows(at) || self.is_any(at - 1, &[Section::Stops, Section::Roles]);
        let is_open = self.is_open(at)
            && !self.is(at, Section::Common)
            && self.ends_well(at + 1)
            && self.listed_place(at).is_none();
        let fits = titled && (is_name || is_open)
            || told && opens && (self.is_sure_surname(at) || is_name && !self.is(at, Section::Common));
        if !fits {
            return None;
        }
        let end = if self.goes_on_as_surname(at + 1) { at + 2 } else { at + 1 };
        Some(Spot { start: at, end, kind: EntityKind::Person, named: Named::New, strength: Strength::Context })
    }
}
