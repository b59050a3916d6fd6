//! Finds names in one text: listed ones, ones the article has told before, and ones that their words give away.

mod company;
mod organisations;
mod people;
mod places;

use newsprint_model::EntityKind;

pub(crate) use organisations::matches_initials;

use crate::lists::Lists;
use crate::locals::Locals;
use crate::sections::Section;
use crate::tokens::{Case, Gap, Token};

/// The most words that are looked at as one run of capitals: keeps a text of nothing but capitals linear.
const MAX_RUN: usize = 16;

/// What a stretch of tokens names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// An entity of the built-in lists.
    Listed(usize),
    /// An entity that the article names elsewhere, as an index into its [`Locals`].
    Local(usize),
    /// A name of its own.
    New,
}

/// How much speaks for a name's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// Capitals alone.
    Weak,
    /// The words around it.
    Context,
    /// Its own words: a given name, a head such as `Ministry`.
    Form,
    /// The built-in lists.
    Listed,
}

/// A name found: tokens `start..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub start: usize,
    pub end: usize,
    pub kind: EntityKind,
    pub named: Named,
    pub strength: Strength,
}

/// One text and what its reading leans on.
pub(crate) struct Scan<'s, 't> {
    pub lists: &'s Lists,
    pub tokens: &'s [Token<'t>],
    /// What the article names; empty on the first reading.
    pub locals: &'s Locals,
    /// Whether rules that lean on capitals may be used: they may in English.
    pub reads_capitals: bool,
}

impl Scan<'_, '_> {
    /// The names of the text, in order, never overlapping: at each place the longest.
    pub(crate) fn spots(&self) -> Vec<Spot> {
        let mut spots: Vec<Spot> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if let Some(end) = self.vessel_at(at) {
                at = end;
                continue;
            }
            match self.spot_at(at, spots.last().map_or(0, |spot| spot.end)) {
                Some(spot) => {
                    at = spot.end;
                    spots.push(spot);
                }
                None => at += 1,
            }
        }
        spots
    }

    fn spot_at(&self, at: usize, taken: usize) -> Option<Spot> {
        let token = &self.tokens[at];
        if token.case == Case::None && self.reads_capitals {
            return None;
        }
        // `Sri Lankan`, `Roman Catholic`: inside the phrase nothing begins.
        let reads_capitals = self.reads_capitals
            && !(at > 0 && token.is_joined() && self.lists.phrase_at(Section::Demonyms, self.tokens, at - 1) > 1);
        let mut best = self.local_at(at, taken);
        let mut offer = |spot: Option<Spot>| {
            if let Some(spot) = spot
                && best.as_ref().is_none_or(|best| spot.end > best.end)
            {
                best = Some(spot);
            }
        };
        offer(self.listed_at(at));
        if reads_capitals {
            offer(self.organisation_at(at, taken));
            offer(self.place_at(at, taken));
            offer(self.person_at(at, taken));
        }
        best
    }

    /// The longest name of a listed entity here.
    fn listed_at(&self, at: usize) -> Option<Spot> {
        let (entity, n_words) = self.lists.name_at(self.tokens, at)?;
        let end = at + n_words;
        let kind = self.lists.entities[entity].kind;
        let token = &self.tokens[at];
        if n_words == 1 {
            // `Reading` and `Labour` open sentences as plain words; a capital there says nothing.
            let role_follows = self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.gap == Gap::Space && next.case == Case::Lower && next.is(Section::Roles));
            if token.opens && self.is_plain(at) && !role_follows && token.case != Case::Upper && !token.possessive {
                return None;
            }
            if token.in_headline && self.is_plain(at) && token.case != Case::Upper {
                return None;
            }
            // A surname that is joined across articles by the table alone must not be part of another name.
            if kind == EntityKind::Person && self.is_inside_a_run(at, end) {
                return None;
            }
        }
        // `Legia Warsaw`, `Statistics Canada`: a place that ends an unknown name is part of a body's.
        if kind == EntityKind::Place && n_words == 1 && self.reads_capitals && self.ends_a_body(at) {
            return None;
        }
        if kind == EntityKind::Organisation && n_words == 1 && self.is_inside_a_hyphenated_name(at, end) {
            return None;
        }
        // `The Independent Electoral Commission`: a newspaper's name does not go on.
        if kind == EntityKind::Organisation && token.key == "the" && n_words == 2 && self.reads_capitals {
            let next = self.tokens.get(end).filter(|next| next.is_joined() && next.case == Case::Capital);
            if next.is_some_and(|next| !next.in_headline && !self.tokens[end - 1].possessive) && !self.explains(end) {
                return None;
            }
        }
        Some(Spot { start: at, end, kind, named: Named::Listed(entity), strength: Strength::Listed })
    }

    /// The longest name here that the article tells of elsewhere.
    fn local_at(&self, at: usize, taken: usize) -> Option<Spot> {
        let (form, n_words) = self.locals.form_at(self.tokens, at)?;
        let end = at + n_words;
        let token = &self.tokens[at];
        if token.case == Case::Lower && !self.tokens[end - 1].is_capitalised() {
            return None;
        }
        if form.needs_capitals && token.case != Case::Upper {
            return None;
        }
        if n_words == 1 || form.is_part {
            if self.is_inside_a_run(at, end) && !(at > 0 && at == taken && token.is_joined()) {
                return None;
            }
            if form.is_plain_word && (token.opens || token.in_headline) && !self.speaks(end) {
                return None;
            }
            if form.is_place_too && self.stands_as_a_place(at) {
                return None;
            }
        }
        Some(Spot { start: at, end, kind: form.kind, named: Named::Local(form.local), strength: Strength::Listed })
    }

    /// Skips the name of a ship, a missile or a film: `MV Helios Ray`. Gives the token after it.
    fn vessel_at(&self, at: usize) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let prefix = self.tokens.get(at.checked_sub(1)?)?;
        let named_after = token.gap == Gap::Space && !prefix.possessive && token.is_capitalised();
        if !named_after || !prefix.is(Section::VehiclePrefixes) || !self.is_prefix_of_vessels(at - 1) {
            return None;
        }
        // A vessel that a listed name follows is that of a country or force: `the tanker Iran seized`.
        if prefix.case == Case::Lower
            && self.lists.name_at(self.tokens, at).is_some_and(|(_, n)| at + n == self.run_end(at))
        {
            return None;
        }
        Some(self.run_end(at))
    }

    /// Short prefixes are prefixes only in capitals.
    fn is_prefix_of_vessels(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.text.len() > 4
            || token.case == Case::Upper
            || matches!(token.key.as_str(), "ship" | "film" | "song" | "play" | "tank")
    }

    /// Where the capitalised words that begin at a token end; a longer run than any name's is cut.
    pub(crate) fn run_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.tokens.len().min(at + MAX_RUN) {
            let (token, previous) = (&self.tokens[end], &self.tokens[end - 1]);
            let small = token.is(Section::Particles)
                && self.tokens.get(end + 1).is_some_and(|next| next.is_capitalised() && next.is_joined());
            if !token.is_joined() || previous.possessive || !(token.is_capitalised() || small) {
                break;
            }
            end += 1;
        }
        end
    }

    /// Whether unexplained capitalised words stand right beside these: then they are part of a longer name.
    fn is_inside_a_run(&self, start: usize, end: usize) -> bool {
        self.continues_a_run(start)
            || self.tokens.get(end).is_some_and(|next| {
                let last = &self.tokens[end - 1];
                next.is_joined()
                    && !last.possessive
                    && next.is_capitalised()
                    && !next.opens
                    && !next.in_headline
                    && !self.explains(end)
            })
    }

    /// Whether an unknown capitalised word, no title and no given name, stands right before a place.
    fn ends_a_body(&self, at: usize) -> bool {
        self.tokens[at].gap == Gap::Space && self.continues_a_run(at) && self.begins_a_body(at - 1)
    }

    /// Whether a word may begin a club's or office's name: `Legia`, `Dynamo`.
    pub(crate) fn begins_a_body(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.case == Case::Capital
            && !token.opens
            && !token.in_headline
            && !token.is_initial()
            && !self.is_plain(at)
            && !token.is_given_name()
            && !self.is_never_a_name(at)
            && self.lists.name_at(self.tokens, at).is_none()
            && ![Section::PlaceHeads, Section::PlaceOpeners, Section::Particles, Section::Directions]
                .iter()
                .any(|section| token.is(*section))
            && !(at > 0
                && self.tokens[at].is_joined()
                && self.tokens[at - 1].is_capitalised()
                && !self.tokens[at - 1].possessive)
    }

    /// Whether the token before is an unexplained capitalised word of the same run.
    pub(crate) fn continues_a_run(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let (token, previous) = (&self.tokens[at], &self.tokens[before]);
        let says_nothing = previous.in_headline || (previous.opens && self.is_plain(before));
        token.is_joined()
            && !previous.possessive
            && previous.is_capitalised()
            && !says_nothing
            && !self.explains(before)
    }

    /// Whether a capitalised word is no part of a person's name: a title, a nationality, a listed name, a weekday.
    fn explains(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        self.is_never_a_name(at)
            || [Section::Titles, Section::Roles, Section::Demonyms, Section::OrganisationHeads]
                .iter()
                .any(|section| token.is(*section))
            || (0..4).any(|back| {
                at >= back && {
                    let start = at - back;
                    self.lists.phrase_at(Section::Titles, self.tokens, start) > back
                        || self.lists.phrase_at(Section::NeverNames, self.tokens, start) > back
                        || self.lists.phrase_at(Section::Demonyms, self.tokens, start) > back
                        || self.lists.name_at(self.tokens, start).is_some_and(|(_, n_words)| n_words > back)
                        || self.locals.form_at(self.tokens, start).is_some_and(|(_, n_words)| n_words > back)
                }
            })
    }

    /// Whether a word is never a name by itself: `Sunday`, `Islam`, `Iranian`.
    pub(crate) fn is_never_a_name(&self, at: usize) -> bool {
        self.lists.phrase_at(Section::NeverNames, self.tokens, at) > 0
            || self.lists.phrase_at(Section::Demonyms, self.tokens, at) > 0
            || self.tokens[at].is_demonym()
    }

    /// Whether a word is a plain English one.
    pub(crate) fn is_plain(&self, at: usize) -> bool {
        self.tokens[at].is(Section::Common)
    }

    /// `al-Hamas-Lima`: a listed word between two hyphenated capitals is part of somebody's name.
    fn is_inside_a_hyphenated_name(&self, start: usize, end: usize) -> bool {
        let before = start > 0
            && self.tokens[start].gap == Gap::Hyphen
            && self.tokens[start - 1].is_capitalised()
            && self.tokens[start - 1].is_given_name();
        let after = self.tokens.get(end).is_some_and(|next| {
            next.gap == Gap::Hyphen && next.case == Case::Capital && self.tokens[start].is_given_name()
        });
        before || after
    }

    /// Whether a verb of saying follows.
    pub(crate) fn speaks(&self, end: usize) -> bool {
        self.tokens
            .get(end)
            .is_some_and(|next| next.case == Case::Lower && next.gap == Gap::Space && next.is(Section::Speech))
    }

    /// Whether the words before put what follows on a map: `in Jordan`, `to Jordan`.
    pub(crate) fn stands_as_a_place(&self, at: usize) -> bool {
        at > 0 && self.tokens[at].gap == Gap::Space && self.tokens[at - 1].is(Section::Locatives)
    }
}
