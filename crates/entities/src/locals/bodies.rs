//! Organisations and places within an article: owners, short names and acronyms.

use newsprint_model::EntityKind;

use super::{Candidate, Local, Locals, PartText, Via, surface};
use crate::lists::{Lists, joined, joined_key};
use crate::scan::{Named, Spot, Strength, matches_initials};
use crate::sections::Section;
use crate::tokens::{Case, Gap, Token, tokens};

/// The most bodies of an article among which a fuller name is sought.
const MAX_BODIES: usize = 200;

/// Last words by which a body is another than the one whose name it begins with: `Ford Foundation`.
const OTHER_BODIES: &[&str] = &[
    "foundation",
    "university",
    "institute",
    "college",
    "school",
    "academy",
    "hospital",
    "museum",
    "library",
    "church",
    "ministry",
    "department",
    "council",
    "court",
    "police",
    "army",
    "navy",
    "force",
    "forces",
    "guard",
    "government",
    "parliament",
    "assembly",
    "senate",
    "committee",
    "commission",
    "agency",
    "authority",
    "association",
    "federation",
    "union",
    "league",
    "party",
    "movement",
    "front",
    "office",
    "bureau",
    "centre",
    "center",
    "trust",
    "fund",
    "board",
];

/// Whose a body is: the name right before it, with a possessive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Owner {
    kind: EntityKind,
    name: String,
}

impl Owner {
    /// The owner of the body that a spot names; none where the body's own words set it apart.
    pub(crate) fn of(part: &PartText<'_>, spots: &[Spot], nth: usize, lists: &Lists) -> Option<Owner> {
        let (spot, before) = (spots.get(nth)?, spots.get(nth.checked_sub(1)?)?);
        let words = &part.tokens[spot.start..spot.end];
        let owned = spot.kind == EntityKind::Organisation
            && before.end == spot.start
            && before.kind != EntityKind::Person
            && part.tokens[before.end - 1].possessive
            && words.first().is_some_and(|word| word.gap == Gap::Space)
            && is_common(words, lists)
            && may_be_shared(spot, words, lists);
        let name = match before.named {
            Named::Listed(entity) => lists.entities[entity].name.to_owned(),
            Named::New | Named::Local(_) => surface(part, before.start, before.end),
        };
        owned.then_some(Owner { kind: before.kind, name })
    }

    /// The body's name with its owner's: `Interior Ministry of Iran`, `Hamas Interior Ministry`.
    fn with(&self, body: &str) -> String {
        match self.kind {
            EntityKind::Place => format!("{body} of {}", self.name),
            EntityKind::Person | EntityKind::Organisation => format!("{} {body}", self.name),
        }
    }
}

/// Whether a name says no more than its words: one of the lists' own entities does, but for a few.
pub(super) fn may_be_shared(spot: &Spot, words: &[Token<'_>], lists: &Lists) -> bool {
    !matches!(spot.named, Named::Listed(_)) || lists.has(Section::SharedBodies, &joined_key(words))
}

/// Whether letters that the lists know a body by are another's, too: `PA`.
pub(crate) fn is_shared_acronym(words: &[Token<'_>], lists: &Lists) -> bool {
    matches!(words, [word] if word.case == Case::Upper && lists.has(Section::SharedAcronyms, &word.key))
}

/// Whether a body's name is made of words that any country's or town's may bear.
pub(super) fn is_common(words: &[Token<'_>], lists: &Lists) -> bool {
    words.iter().all(|word| {
        let key = word.key.as_str();
        [
            Section::Common,
            Section::OrganisationHeads,
            Section::OrganisationOpeners,
            Section::Titles,
            Section::NeverNames,
        ]
        .iter()
        .any(|section| word.is(*section))
            && !lists.has(Section::Demonyms, key)
            || lists.is_function_word(key)
            || lists.has(Section::PublicFields, key)
    })
}

impl Locals {
    pub(super) fn add_bodies_and_places(&mut self, candidates: &[Candidate], lists: &Lists) {
        let mut others: Vec<&Candidate> =
            candidates.iter().filter(|candidate| candidate.kind != EntityKind::Person).collect();
        others.sort_by_key(|candidate| std::cmp::Reverse(candidate.groups.len()));
        for candidate in &others {
            let key = joined(&candidate.surface);
            if let Some(owner) = &candidate.owner {
                let name = owner.with(&candidate.surface);
                let local = match lists.named(&name, candidate.kind) {
                    Some(entity) => self.listed_local(entity, lists),
                    None => self.push(Local { kind: candidate.kind, name, listed: None, given: false, is_full: true }),
                };
                self.owned.insert((owner.name.clone(), key.clone()), local);
                self.add_form(key, local, Via::Part, true, lists);
                continue;
            }
            if candidate.is_common
                && let Some(local) = self.fuller(&others, &key, candidate.listed)
            {
                self.add_form(key, local, Via::Part, true, lists);
                continue;
            }
            if candidate.listed.is_none()
                && candidate.kind == EntityKind::Organisation
                && !candidate.is_common
                && !self.forms.contains_key(&key)
                && let Some(local) = self.fuller_from(&candidate.surface, lists)
            {
                self.add_form(key, local, Via::Part, true, lists);
                continue;
            }
            let local = match candidate.listed {
                // Listed spellings are found by the lists; a form of their own would shadow longer ones.
                Some(_) if candidate.is_shared_acronym => continue,
                Some(entity) => {
                    self.listed_local(entity, lists);
                    continue;
                }
                None => match self.forms.get(&key).filter(|form| form.kind == candidate.kind) {
                    Some(form) => form.local,
                    None => self.push(Local {
                        kind: candidate.kind,
                        name: candidate.surface.clone(),
                        listed: None,
                        given: false,
                        is_full: true,
                    }),
                },
            };
            let upper = candidate.strength == Strength::Weak && candidate.is_acronym;
            if lists.has(Section::Platforms, &key) {
                continue;
            }
            self.add_form(key.clone(), local, Via::Whole, false, lists);
            if let Some(form) = self.forms.get_mut(&key).filter(|form| upper && form.local == local) {
                form.needs_capitals = true;
            }
            if candidate.kind == EntityKind::Organisation
                && let Some(short) = short_name(&candidate.surface, lists)
            {
                self.add_form(short, local, Via::Part, true, lists);
            }
        }
    }

    /// The one longer name of the article that a common name ends, as `Pakistan Supreme Court` does `Supreme Court`.
    fn fuller(&self, others: &[&Candidate], key: &str, listed: Option<usize>) -> Option<usize> {
        let mut locals = others
            .iter()
            .take(MAX_BODIES)
            .filter(|other| {
                other.kind == EntityKind::Organisation
                    && other.owner.is_none()
                    && (other.listed != listed || listed.is_none())
            })
            .map(|other| (joined(&other.surface), other.listed))
            .filter(|(other, _)| other.len() > key.len() && other.ends_with(key))
            .filter_map(|(other, listed)| match listed {
                Some(entity) => self.by_listed.get(&entity).copied(),
                None => self.forms.get(&other).map(|form| form.local),
            });
        let local = locals.next()?;
        locals.all(|other| other == local).then_some(local)
    }

    /// The one longer name of the article that a body's name begins, as `Halden` does `Halden Foods Inc.`; not `Ford` and
    /// `Ford Foundation`, where the further words tell a body of its own.
    pub(super) fn fuller_from(&self, surface: &str, lists: &Lists) -> Option<usize> {
        let words = tokens(surface);
        let key = joined(surface);
        let first = words.first()?;
        let plain = lists.has(Section::Common, &key)
            || lists.has(Section::NeverNames, &key)
            || lists.has(Section::Demonyms, &key)
            || lists.is_given_name(&key)
            || lists.named(surface, EntityKind::Place).is_some()
            || words.iter().all(|word| word.case == Case::Upper);
        if plain {
            return None;
        }
        let begins = |(_, local): &(usize, &Local)| {
            if local.kind != EntityKind::Organisation || !local.name.starts_with(first.text) {
                return false;
            }
            let longer = tokens(&local.name);
            let rest = longer.get(words.len()..).unwrap_or_default();
            let own =
                rest.iter().any(|word| lists.is_function_word(&word.key) || OTHER_BODIES.contains(&word.key.as_str()));
            let same = longer.iter().zip(&words).all(|(one, other)| one.key == other.key);
            (1..=3).contains(&rest.len()) && same && !own
        };
        let mut longer = self.list.iter().enumerate().take(MAX_BODIES).filter(begins).map(|(nth, _)| nth);
        let local = longer.next()?;
        longer.next().is_none().then_some(local)
    }

    /// `Kurdistan Regional Government (KRG)`.
    pub(super) fn add_acronyms(&mut self, part: &PartText<'_>, spots: &[Spot], lists: &Lists) {
        for spot in spots.iter().filter(|spot| spot.kind == EntityKind::Organisation) {
            let Some(token) = part.tokens.get(spot.end).filter(|token| token.gap == Gap::Bracket) else { continue };
            let closed = part.text[token.end..].starts_with(')');
            let initials: Vec<char> = part.tokens[spot.start..spot.end]
                .iter()
                .filter(|token| token.is_capitalised())
                .filter_map(|token| token.key.chars().next())
                .collect();
            if token.is_capitalised() && closed && matches_initials(&initials, &token.key) {
                let Some(local) = self.local_of(spot, part, lists) else { continue };
                self.forms.remove(&token.key);
                self.add_form(token.key.clone(), local, Via::Acronym, false, lists);
            }
        }
    }

    /// The body with a common name that an owner right before it settles.
    pub(crate) fn owned_local(&self, owner: &Owner, words: &[Token<'_>]) -> Option<usize> {
        self.owned.get(&(owner.name.clone(), joined_key(words))).copied()
    }
}

/// An organisation's name without its legal form or generic last word: `Ray Shipping`, `Paydari`.
pub(super) fn short_name(name: &str, lists: &Lists) -> Option<String> {
    let words = tokens(name);
    let (last, rest) = words.split_last()?;
    let short = joined_key(rest);
    let first = rest.first()?;
    let clear = rest.len() > 1
        || (!lists.has(Section::Common, &short)
            && !lists.has(Section::NeverNames, &short)
            && !lists.has(Section::Demonyms, &short)
            && !lists.is_given_name(&short)
            && lists.name_at(&words, 0).is_none()
            && first.text.chars().count() > 2);
    let all_known_words = rest.iter().all(|word| word.is(Section::Common) || word.is(Section::Demonyms));
    (last.is(Section::GenericEndings) && clear && !all_known_words).then_some(short)
}
