//! Places: `Evin Prison`, `Mount Damavand`, `the city of Saqqez`, `Kunduz province`, `Lewes, Sussex`.

use newsprint_model::EntityKind;

use super::{Named, Scan, Spot, Strength};
use crate::sections::Section;
use crate::tokens::{Case, Gap};

impl Scan<'_, '_> {
    /// A place's name that begins here.
    pub(super) fn place_at(&self, at: usize, taken: usize) -> Option<Spot> {
        let token = &self.tokens[at];
        if token.case != Case::Capital || token.in_headline || (at > taken && self.continues_a_run(at)) {
            return None;
        }
        let found = [
            self.headed_place(at).map(|end| (end, Strength::Form)),
            self.opened_place(at).map(|end| (end, Strength::Form)),
            self.place_beside_a_noun(at).map(|end| (end, Strength::Context)),
            self.place_within_a_place(at).map(|end| (end, Strength::Context)),
            self.place_by_preposition(at).map(|end| (end, Strength::Weak)),
            self.known_place(at),
        ];
        let (end, strength) = found.into_iter().flatten().max_by_key(|(end, _)| *end)?;
        Some(Spot { start: at, end, kind: EntityKind::Place, named: Named::New, strength })
    }

    /// A place of the gazetteer; of one word, if it is no plain word, no part of a longer name, and no given name but after `in`.
    fn known_place(&self, at: usize) -> Option<(usize, Strength)> {
        let n_words = self.lists.phrase_at(Section::KnownPlaces, self.tokens, at);
        let end = at + n_words;
        if n_words == 0 || !self.tokens[end - 1].is_capitalised() {
            return None;
        }
        if n_words > 1 {
            return Some((end, Strength::Form));
        }
        let token = &self.tokens[at];
        let surely = !token.is_given_name() || self.stands_as_a_place(at);
        (surely && !self.is_plain(at) && !self.is_inside_a_run(at, end)).then_some((end, Strength::Context))
    }

    /// One to three words and a head: `Evin Prison`, `Azadi Square`.
    fn headed_place(&self, at: usize) -> Option<usize> {
        let mut next = at;
        let mut end = None;
        while next < self.tokens.len() && next - at <= 3 {
            let token = &self.tokens[next];
            if next > at && (!token.is_joined() || self.tokens[next - 1].possessive) || token.case != Case::Capital {
                break;
            }
            let head = self.lists.phrase_at(Section::PlaceHeads, self.tokens, next);
            if next > at && head > 0 {
                end = Some(next + head);
                next += head;
                continue;
            }
            let stop = self.lists.is_function_word(&token.key)
                || self.lists.phrase_at(Section::Titles, self.tokens, next) > 0
                || token.is(Section::OrganisationHeads)
                || (token.is(Section::NeverNames) && !token.is(Section::Directions))
                || (token.is_demonym() && !self.names_a_water(next));
            if stop {
                break;
            }
            next += 1;
        }
        let end = end?;
        // `Harwick Town` plays football as often as it lies somewhere.
        if matches!(self.tokens[end - 1].key.as_str(), "town" | "city") && !self.stands_as_a_place(at) {
            return None;
        }
        let own = (at..end - 1).any(|at| !self.is_plain(at) && !self.tokens[at].is(Section::Directions));
        // `David Lane` is more often a man than a street.
        let person =
            end - at == 2 && self.tokens[at].is_given_name() && self.tokens[end - 1].is(Section::SurnamesAlsoPlaces);
        (own && !person).then_some(end)
    }

    /// `Norwegian Sea`: an adjective of nations before a head of nature's.
    fn names_a_water(&self, at: usize) -> bool {
        self.tokens
            .get(at + 1)
            .is_some_and(|next| next.gap == Gap::Space && next.case == Case::Capital && next.is(Section::NaturalHeads))
    }

    /// `in Ullapool`: an unknown word after a word that puts things on a map.
    fn place_by_preposition(&self, at: usize) -> Option<usize> {
        let token = &self.tokens[at];
        let inside = at > 0
            && token.gap == Gap::Space
            && matches!(self.tokens[at - 1].key.as_str(), "in" | "near")
            && self.tokens[at - 1].case == Case::Lower;
        let end = self.run_end(at);
        let counted = self.tokens.get(end).is_some_and(|next| next.gap == Gap::Space && next.case == Case::None);
        let unknown = end == at + 1
            && !counted
            && !token.possessive
            && !self.is_plain(at)
            && !self.is_never_a_name(at)
            && !token.is_given_name()
            && self.lists.phrase_at(Section::Titles, self.tokens, at) == 0
            && token.text.chars().count() > 3
            && token.text.chars().skip(1).all(|c| c.is_lowercase() || c == '\'' || c == '’')
            && ![
                Section::OrganisationHeads,
                Section::Things,
                Section::Platforms,
                Section::Roles,
                Section::VehiclePrefixes,
            ]
            .iter()
            .any(|section| token.is(*section));
        (inside && unknown).then_some(end)
    }

    /// `Mount X`, `Lake X`, `Gulf of X`.
    fn opened_place(&self, at: usize) -> Option<usize> {
        let n_opener = self.lists.phrase_at(Section::PlaceOpeners, self.tokens, at);
        let first = at + n_opener;
        let token = self.tokens.get(first)?;
        let name = n_opener > 0
            && token.gap == Gap::Space
            && token.case == Case::Capital
            && !self.tokens[first - 1].possessive
            && !self.is_never_a_name(first)
            && !self.is_plain(first)
            && self.lists.phrase_at(Section::Titles, self.tokens, first) == 0
            && !token.is(Section::OrganisationHeads);
        // Saints and camps also lend their names to people and bodies.
        let clear = !matches!(
            self.tokens[at].key.as_str(),
            "st" | "saint"
                | "san"
                | "santa"
                | "el"
                | "los"
                | "las"
                | "camp"
                | "upper"
                | "lower"
                | "greater"
                | "khan"
                | "port"
                | "cape"
        );
        let located = clear || self.stands_as_a_place(at);
        (name && located).then(|| self.run_end(first).min(first + 2))
    }

    /// `Kunduz province`, `the town of Lewes`.
    fn place_beside_a_noun(&self, at: usize) -> Option<usize> {
        if self.is_plain(at) || self.is_never_a_name(at) || self.lists.phrase_at(Section::Titles, self.tokens, at) > 0 {
            return None;
        }
        let end = self.run_end(at);
        if end - at > 3
            || (at..end).any(|at| self.is_never_a_name(at) || self.tokens[at].is(Section::OrganisationHeads))
        {
            return None;
        }
        let of = at >= 2
            && self.tokens[at].gap == Gap::Space
            && self.tokens[at - 1].key == "of"
            && self.tokens[at - 2].case == Case::Lower
            && !self.tokens[at - 2].possessive
            && self.lists.phrase_before(Section::PlaceNouns, self.tokens, at - 1) > 0;
        let noun_follows = !self.tokens[end - 1].possessive
            && self.tokens.get(end).is_some_and(|noun| noun.gap == Gap::Space && noun.case == Case::Lower)
            && self.lists.phrase_at(Section::PlaceNouns, self.tokens, end) > 0
            && !(self.tokens[at].is_given_name() && end - at > 1);
        // `the Labour state` and `Obama capital`: only after a word that puts things on a map, or `the`.
        let placed = self.stands_as_a_place(at)
            || (at > 0
                && matches!(self.tokens[at - 1].key.as_str(), "the" | "of")
                && self.tokens[at].gap == Gap::Space)
            || (at > 0
                && matches!(
                    self.tokens[at - 1].key.as_str(),
                    "northern" | "southern" | "eastern" | "western" | "central"
                ));
        (of || (noun_follows && placed)).then_some(end)
    }

    /// `in Lewes, Sussex`: an unknown name, a comma and a known place.
    fn place_within_a_place(&self, at: usize) -> Option<usize> {
        if !self.stands_as_a_place(at)
            || self.is_plain(at)
            || self.is_never_a_name(at)
            || self.lists.phrase_at(Section::Titles, self.tokens, at) > 0
        {
            return None;
        }
        let end = self.run_end(at);
        let comma = self.tokens.get(end).is_some_and(|next| next.gap == Gap::Comma) && !self.tokens[end - 1].possessive;
        let within = comma
            && self
                .lists
                .name_at(self.tokens, end)
                .is_some_and(|(entity, _)| self.lists.entities[entity].kind == EntityKind::Place);
        let body = (at..end).any(|at| self.tokens[at].is(Section::OrganisationHeads) || self.is_never_a_name(at));
        (within && !body && end - at <= 3).then_some(end)
    }
}
