//! What one article names: full names first, then the surnames, acronyms and by-names that stand for them there.

mod bodies;
mod people;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use newsprint_model::{EntityKind, GivenEntities};

pub(crate) use bodies::{Owner, is_shared_acronym};
use bodies::{is_common, may_be_shared};
use people::{Group, groups, in_reading_order};

use crate::lists::{Lists, MAX_NAME_WORDS, joined_key};
use crate::quick::QuickMap;
use crate::scan::{Named, Spot, Strength};
use crate::sections::Section;
use crate::tokens::{Case, Gap, Token, tokens};

/// One part of an article, read once.
pub(crate) struct PartText<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token<'a>>,
}

/// Somebody or something that the article names.
#[derive(Clone, Debug)]
pub(crate) struct Local {
    pub kind: EntityKind,
    /// The fullest name the article has.
    pub name: String,
    /// The listed entity it is.
    pub listed: Option<usize>,
    /// Whether the publisher supplied it.
    pub given: bool,
    /// Whether `name` is enough to know it again in another article: no bare surname is.
    pub is_full: bool,
}

/// How a spelling belongs to its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    Whole,
    Part,
    Acronym,
    AlsoCalled,
    /// The publisher wrote it so.
    Given,
    /// The built-in lists join it; the article has no fuller name.
    Listed,
}

/// A spelling that stands for a [`Local`] throughout the article.
#[derive(Clone, Debug)]
pub(crate) struct LocalForm {
    pub local: usize,
    pub kind: EntityKind,
    pub via: Via,
    /// Whether it is less than the name: a surname, a short name.
    pub is_part: bool,
    /// Whether it is also a plain English word: `Brown`.
    pub is_plain_word: bool,
    /// Whether it is also a listed place: `Jordan`.
    pub is_place_too: bool,
    /// Whether it is an acronym, a word of another meaning without its capitals.
    pub needs_capitals: bool,
}

/// Everything that an article names.
#[derive(Default)]
pub(crate) struct Locals {
    pub list: Vec<Local>,
    forms: QuickMap<String, LocalForm>,
    /// Bytes of the longest of `forms`' keys: no more words are looked at than fit it.
    longest_form: usize,
    /// A bit for the first letters of each of `forms`' keys: most words begin none.
    openings: u128,
    /// Surnames that people of the article share: nobody's once two of them are met.
    shared: QuickMap<String, Vec<usize>>,
    /// Whom the text has met by a full name so far.
    met: BTreeSet<usize>,
    by_listed: QuickMap<usize, usize>,
    /// Bodies with a common name, by whose they are: `Iran` and `interiorministry`.
    owned: HashMap<(String, String), usize>,
}

/// A name as one reading of the article found it.
struct Candidate {
    kind: EntityKind,
    /// Whose it is, where the text says so of a body with a common name: `Iran's Interior Ministry`.
    owner: Option<Owner>,
    /// Whether the name is made of common words alone: `Interior Ministry`.
    is_common: bool,
    is_acronym: bool,
    /// Whether it is letters of a listed body that others bear, too.
    is_shared_acronym: bool,
    strength: Strength,
    listed: Option<usize>,
    surface: String,
    groups: Vec<Group>,
}

impl Locals {
    /// Gathers what an article names from the spots of its first reading.
    pub(crate) fn gather(parts: &[PartText<'_>], spots: &[Vec<Spot>], given: &GivenEntities, lists: &Lists) -> Locals {
        let mut locals = Locals::default();
        for (kind, names) in given_lists(given) {
            names.iter().flatten().for_each(|name| locals.add_given(kind, name, lists));
        }
        let candidates = candidates(parts, spots, lists);
        locals.add_people(&candidates, lists);
        locals.add_bodies_and_places(&candidates, lists);
        for (part, spots) in parts.iter().zip(spots) {
            locals.add_acronyms(part, spots, lists);
            locals.add_also_called(part, spots, lists);
            locals.add_kin(part, lists);
        }
        locals
    }

    /// The longest spelling here that stands for something the article names, and how many words it has.
    pub(crate) fn form_at(&self, tokens: &[Token<'_>], at: usize) -> Option<(&LocalForm, usize)> {
        crate::work::step();
        if self.forms.is_empty() {
            return None;
        }
        let first = &tokens[at].key;
        if opening(first).is_some_and(|bit| self.openings & bit == 0) {
            return None;
        }
        let mut joined = String::with_capacity(self.longest_form);
        let mut longest = None;
        for n_words in 1..=MAX_NAME_WORDS {
            let Some(token) = tokens.get(at + n_words - 1) else { break };
            if n_words > 1 {
                if !matches!(token.gap, Gap::Space | Gap::Hyphen | Gap::Ampersand) {
                    break;
                }
                if tokens[at + n_words - 2].possessive {
                    joined.push('’');
                }
            }
            joined.push_str(&token.key);
            if joined.len() > self.longest_form {
                break;
            }
            if let Some(form) = self.forms.get(&joined) {
                longest = Some((form, n_words));
            }
        }
        longest
    }

    /// Who of the article bears a surname that several share: the one whom the text has met by then, if it is one.
    ///
    /// `Anthony Russo ... Mr. Russo ... his wife, Maria Russo ... Russo`: the first is his, the last nobody's.
    fn bearer(&self, key: &str) -> Option<usize> {
        // A surname that the lists give to another is never his.
        let sharers = self.shared.get(key).filter(|sharers| sharers.len() > 1)?;
        let mut met = sharers.iter().filter(|local| self.met.contains(local));
        let first = met.next()?;
        met.all(|other| other == first).then_some(*first)
    }

    /// Takes down that the text names somebody by these words.
    pub(crate) fn meet(&mut self, local: usize, key: &str) {
        if !self.shared.is_empty() && !self.shared.contains_key(key) {
            self.met.insert(local);
        }
    }

    /// What a spot of the second reading belongs to; adds it when the first reading did not find it.
    ///
    /// `None` for a listed surname that somebody else of the article has, too: it is nobody's.
    pub(crate) fn local_of(&mut self, spot: &Spot, part: &PartText<'_>, lists: &Lists) -> Option<usize> {
        Some(match spot.named {
            Named::Local(local) => local,
            Named::Listed(entity) => match self.forms.get(&joined_key(&part.tokens[spot.start..spot.end])) {
                // A common listed name that the article has a fuller one for.
                Some(form) if form.kind == spot.kind && form.via == Via::Part => form.local,
                None if self.shared.contains_key(&joined_key(&part.tokens[spot.start..spot.end])) => {
                    return self.bearer(&joined_key(&part.tokens[spot.start..spot.end]));
                }
                // Letters that the article spells out nowhere stand for themselves.
                form if !self.by_listed.contains_key(&entity)
                    && is_shared_acronym(&part.tokens[spot.start..spot.end], lists) =>
                {
                    match form {
                        Some(form) => form.local,
                        None => self.add_new(spot, part, lists),
                    }
                }
                _ => self.listed_local(entity, lists),
            },
            Named::New => {
                let words = &part.tokens[spot.start..spot.end];
                let key = joined_key(words);
                if let Some(form) = self.forms.get(&key).filter(|form| form.kind == spot.kind) {
                    return Some(form.local);
                }
                if self.shared.contains_key(&key) {
                    return self.bearer(&key).filter(|_| spot.kind == EntityKind::Person);
                }
                if spot.kind == EntityKind::Organisation
                    && !is_common(words, lists)
                    && let Some(longer) = self.fuller_from(&surface(part, spot.start, spot.end), lists)
                {
                    self.add_form(key, longer, Via::Part, true, lists);
                    return Some(longer);
                }
                self.add_new(spot, part, lists)
            }
        })
    }

    /// Adds what a spot names, whose words are its whole name.
    fn add_new(&mut self, spot: &Spot, part: &PartText<'_>, lists: &Lists) -> usize {
        let words = &part.tokens[spot.start..spot.end];
        let is_full = spot.kind != EntityKind::Person || groups(words).len() > 1;
        let name = surface(part, spot.start, spot.end);
        let local = self.push(Local { kind: spot.kind, name, listed: None, given: false, is_full });
        self.add_form(joined_key(words), local, Via::Whole, false, lists);
        local
    }

    fn push(&mut self, local: Local) -> usize {
        self.list.push(local);
        self.list.len() - 1
    }

    fn listed_local(&mut self, entity: usize, lists: &Lists) -> usize {
        if let Some(local) = self.by_listed.get(&entity) {
            return *local;
        }
        let listed = &lists.entities[entity];
        let local = self.push(Local {
            kind: listed.kind,
            name: listed.name.to_owned(),
            listed: Some(entity),
            given: false,
            is_full: true,
        });
        self.by_listed.insert(entity, local);
        local
    }

    fn add_form(&mut self, key: String, local: usize, via: Via, is_part: bool, lists: &Lists) {
        let kind = self.list[local].kind;
        let form = LocalForm {
            local,
            kind,
            via,
            is_part,
            is_plain_word: lists.has(Section::Common, &key) || lists.has(Section::NeverNames, &key),
            is_place_too: kind == EntityKind::Person && lists.named(&key, EntityKind::Place).is_some(),
            needs_capitals: via == Via::Acronym,
        };
        self.longest_form = self.longest_form.max(key.len());
        self.openings |= opening(&key).unwrap_or(0);
        match self.forms.get(&key) {
            None => {
                self.forms.insert(key, form);
            }
            Some(other) if other.local != local && !is_part && other.is_part => {
                self.forms.insert(key, form);
            }
            Some(_) => {}
        }
    }

    fn add_given(&mut self, kind: EntityKind, name: &str, lists: &Lists) {
        let name = in_reading_order(name.trim(), kind);
        let words = tokens(&name);
        if words.is_empty() {
            return;
        }
        let key = joined_key(&words);
        if self.forms.contains_key(&key) {
            return;
        }
        let listed = lists.named(&name, kind);
        let local = match listed {
            Some(entity) => self.listed_local(entity, lists),
            None => self.push(Local { kind, name: name.clone(), listed: None, given: true, is_full: true }),
        };
        self.list[local].given = true;
        self.add_form(key, local, Via::Given, false, lists);
        if kind == EntityKind::Person {
            self.add_person_parts(&groups(&words), local, Strength::Listed, lists);
        }
    }

    /// How a spelling of the text belongs to its local, where the article says so.
    pub(crate) fn via(&self, key: &str, local: usize) -> Option<Via> {
        self.forms.get(key).filter(|form| form.local == local).map(|form| form.via)
    }
}

/// A bit for the first two letters of a key, if it has so many.
fn opening(key: &str) -> Option<u128> {
    let [first, second] = key.as_bytes().get(..2)? else { return None };
    Some(1 << (first.wrapping_mul(37).wrapping_add(*second) % 128))
}

fn surface(part: &PartText<'_>, start: usize, end: usize) -> String {
    part.text[part.tokens[start].start..part.tokens[end - 1].end].to_owned()
}

/// The distinct names of a first reading, in the text's order, each with what speaks for it most strongly.
fn candidates(parts: &[PartText<'_>], spots: &[Vec<Spot>], lists: &Lists) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut by_key: BTreeMap<(String, Option<usize>, Option<Owner>), usize> = BTreeMap::new();
    for (part, spots) in parts.iter().zip(spots) {
        for (nth, spot) in spots.iter().enumerate() {
            let words = &part.tokens[spot.start..spot.end];
            let listed = match spot.named {
                Named::Listed(entity) => Some(entity),
                _ => None,
            };
            let owner = Owner::of(part, spots, nth, lists);
            let nth = *by_key.entry((joined_key(words), listed, owner.clone())).or_insert(found.len());
            if nth == found.len() {
                found.push(Candidate {
                    kind: spot.kind,
                    is_common: spot.kind == EntityKind::Organisation
                        && is_common(words, lists)
                        && may_be_shared(spot, words, lists),
                    owner,
                    is_acronym: words.iter().all(|word| word.case == Case::Upper),
                    is_shared_acronym: is_shared_acronym(words, lists),
                    strength: spot.strength,
                    listed,
                    surface: surface(part, spot.start, spot.end),
                    groups: groups(words),
                });
            } else if spot.strength > found[nth].strength {
                found[nth].kind = spot.kind;
                found[nth].strength = spot.strength;
            }
        }
    }
    found
}

/// The publisher's names by kind.
pub(crate) fn given_lists(given: &GivenEntities) -> [(EntityKind, &Option<Vec<String>>); 3] {
    [(EntityKind::Person, &given.people), (EntityKind::Organisation, &given.orgs), (EntityKind::Place, &given.places)]
}
