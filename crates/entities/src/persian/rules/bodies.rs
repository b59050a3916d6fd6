//! Bodies and places in Persian and Arabic words: a head such as `وزارت` or `خیابان`, and what it is of.

use newsprint_model::EntityKind;

use super::Reading;
use crate::persian::words::Section;
use crate::scan::{Named, Spot, Strength};

/// The most words of a body's name.
const MAX_BODY: usize = 12;

/// Heads that go on with the name of a body: `نیروی زمینی ارتش`.
const INNER_HEADS: [&str; 8] = ["ارتش", "سپاه", "مجلس", "دولت", "وزارت", "دانشگاه", "شهرداري", "سازمان"];

impl Reading<'_, '_> {
    /// A head such as `وزارت` and what it is of.
    pub(super) fn body_at(&self, at: usize) -> Option<Spot> {
        if !self.is(at, Section::SureHeads) {
            return None;
        }
        let mut end = at + 1;
        let (mut n_fields, mut n_tails) = (0, 0);
        while self.tokens.len() > end && end - at < MAX_BODY {
            if !self.follows(end) {
                // `وزارت صنعت، معدن و تجارت`.
                let lists_on =
                    n_fields > 0 && self.comma_before(end) && self.is(end, Section::Fields) && self.and_after(end);
                if !lists_on {
                    break;
                }
                end += 1;
                continue;
            }
            if let Some(tail) = self.tail_at(end) {
                end = tail;
                n_tails += 1;
                break;
            }
            let joins = self.tokens[end].key == "و"
                && n_fields > 0
                && self.follows(end + 1)
                && self.is(end + 1, Section::Fields)
                && self.listed_place(end + 1).is_none();
            if joins {
                end += 2;
                n_fields += 1;
                continue;
            }
            let heads_again = INNER_HEADS.contains(&self.tokens[end].key.as_str());
            if !(self.is(end, Section::Fields) || heads_again) {
                break;
            }
            n_fields += 1;
            end += 1;
        }
        // `کار`, `کشور` and the like end no name by themselves.
        while n_tails == 0 && end > at + 1 && self.is(end - 1, Section::Stops) {
            end -= 1;
        }
        if end == at + 1 || (n_fields == 0 && !self.is(at, Section::Owned)) {
            return None;
        }
        Some(Spot { start: at, end, kind: EntityKind::Organisation, named: Named::New, strength: Strength::Form })
    }

    /// Where the place or body ends that a body's name ends with: `شهرداری کرج`, `محیط زیست استان البرز`.
    pub(super) fn tail_at(&self, at: usize) -> Option<usize> {
        let listed = self.lists.name_at(self.tokens, at);
        if let Some((entity, n_words)) = listed
            && self.lists.entities[entity].kind != EntityKind::Person
        {
            return Some(at + n_words);
        }
        let head = self.is_any(at, &[Section::Inside, Section::SurePlaces]) && self.follows(at + 1);
        head.then(|| self.listed_place(at + 1)).flatten().map(|(_, end)| end)
    }

    pub(super) fn comma_before(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.get(self.tokens[before].end..self.tokens[at].start));
        before.is_some_and(|between| matches!(between.trim(), "،" | ","))
    }

    /// Whether an enumeration that goes on here ends with `و` and one more.
    pub(super) fn and_after(&self, at: usize) -> bool {
        (at + 1..at + 4).any(|next| {
            self.tokens.get(next).is_some_and(|token| token.key == "و") && self.is(next + 1, Section::Fields)
        })
    }

    /// A head such as `خیابان` and its name; a listed place after `شهر` is that place.
    pub(super) fn place_at(&self, at: usize) -> Option<Spot> {
        let head = self.is_any(at, &[Section::PlaceHeads, Section::SurePlaces]);
        if !head || !self.follows(at + 1) {
            return None;
        }
        if let Some((entity, end)) = self.listed_place(at + 1) {
            let named = if self.is(at, Section::Inside) { Named::Listed(entity) } else { Named::New };
            let known = self.is(at, Section::Inside) || self.is(at, Section::SurePlaces);
            let province = self.tokens[at].key == "استان";
            let named = if province { Named::New } else { named };
            return known.then_some(Spot { start: at, end, kind: EntityKind::Place, named, strength: Strength::Form });
        }
        let next = at + 1;
        if !self.is(at, Section::SurePlaces)
            || self.is(at, Section::Inside)
            || self.tokens[at].key == "استان"
            || self.is_number(next)
        {
            return None;
        }
        let mut end = next;
        if self.is(next, Section::Given) || self.is(next, Section::Titles) {
            // `خیابان شهید بهشتی`, `میدان امام حسین`.
            while end < next + 3
                && self.follows(end)
                && self.is_any(end, &[Section::Given, Section::Titles, Section::Surnames, Section::Sacred])
                && !self.is(end, Section::Stops)
            {
                end += 1;
            }
        } else if self.is_open(next) && !is_adjective(&self.tokens[next].key) {
            end += 1;
        }
        if end == next {
            return None;
        }
        if self.follows(end) && self.is(end, Section::Adjectives) {
            end += 1;
        }
        if let Some((_, place_end)) = self.follows(end).then(|| self.listed_place(end)).flatten() {
            end = place_end;
        }
        Some(Spot { start: at, end, kind: EntityKind::Place, named: Named::New, strength: Strength::Context })
    }
}

/// Whether a word is an adjective by its ending, as `صنعتی`: no name of a place by itself.
fn is_adjective(key: &str) -> bool {
    key.ends_with("ترين") || key.ends_with("هاي")
}
