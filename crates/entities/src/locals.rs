//! What one article names: full names first, then the surnames, acronyms and by-names that stand for them there.

use std::collections::{BTreeMap, HashMap};

use newsprint_model::{EntityKind, GivenEntities};

use crate::lists::{Lists, MAX_NAME_WORDS, joined, joined_key};
use crate::scan::{Named, Spot, Strength, matches_initials};
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
    forms: HashMap<String, LocalForm>,
    /// Surnames that two people of the article share: nobody's.
    shared: HashMap<String, Vec<usize>>,
    by_listed: HashMap<usize, usize>,
    /// Bodies with a common name, by whose they are: `Iran` and `interiorministry`.
    owned: HashMap<(String, String), usize>,
}

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
fn may_be_shared(spot: &Spot, words: &[Token<'_>], lists: &Lists) -> bool {
    !matches!(spot.named, Named::Listed(_)) || lists.has("shared_bodies", &joined_key(words))
}

/// Whether a body's name is made of words that any country's or town's may bear.
fn is_common(words: &[Token<'_>], lists: &Lists) -> bool {
    words.iter().all(|word| {
        let key = word.key.as_str();
        ["common", "organisation_heads", "organisation_openers", "titles", "never_names"]
            .iter()
            .any(|section| lists.has(section, key))
            && !lists.has("demonyms", key)
            || newsprint_text::is_function_word(key, "en")
            || FIELDS.contains(&key)
    })
}

/// What ministries and committees are for.
const FIELDS: &[&str] = &[
    "interior",
    "justice",
    "culture",
    "guidance",
    "commerce",
    "planning",
    "agriculture",
    "industry",
    "environment",
    "labour",
    "labor",
    "sport",
    "sports",
    "tourism",
    "treasury",
    "intelligence",
    "affairs",
    "aerospace",
    "naval",
    "air",
    "election",
    "electoral",
    "constitutional",
    "criminal",
    "appeal",
    "appeals",
    "cassation",
    "audit",
    "statistics",
    "aviation",
    "maritime",
    "customs",
    "revenue",
    "immigration",
    "veterans",
    "scrutiny",
    "licensing",
    "regeneration",
    "highways",
    "welfare",
    "ministry",
    "assembly",
    "council",
    "committee",
    "national",
    "supreme",
    "high",
    "coast",
    "border",
    "counterterrorism",
];

/// The words of a personal name, particles with the word they lead.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    /// Keys run together, the particle included.
    joined: String,
    /// The same without its particle.
    bare: String,
    is_initial: bool,
    /// Whether its last word begins in lower case after a hyphen: `Jong-il`.
    ends_lower: bool,
}

fn groups(words: &[Token<'_>], lists: &Lists) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut lead = String::new();
    for (nth, word) in words.iter().enumerate() {
        let last = nth + 1 == words.len();
        if !last
            && !word.is_initial()
            && lists.has("particles", &word.key)
            && !(nth == 0 && lists.is_given_name(&word.key))
        {
            // A particle after a hyphen belongs to a compound such as `Bab-el-Mandeb`.
            lead.push_str(&word.key);
            continue;
        }
        match groups.last_mut() {
            Some(group) if word.gap == Gap::Hyphen && lead.is_empty() && nth > 0 => {
                group.ends_lower = word.case == Case::Lower;
                group.joined.push_str(&word.key);
                group.bare.push_str(&word.key);
            }
            _ => groups.push(Group {
                joined: format!("{lead}{}", word.key),
                bare: word.key.clone(),
                is_initial: word.is_initial(),
                ends_lower: false,
            }),
        }
        lead.clear();
    }
    groups
}

fn whole(groups: &[Group]) -> String {
    groups.iter().map(|group| group.joined.as_str()).collect()
}

/// A name as one reading of the article found it.
struct Candidate {
    kind: EntityKind,
    /// Whose it is, where the text says so of a body with a common name: `Iran's Interior Ministry`.
    owner: Option<Owner>,
    /// Whether the name is made of common words alone: `Interior Ministry`.
    is_common: bool,
    is_acronym: bool,
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
        if self.forms.is_empty() {
            return None;
        }
        let mut joined = String::new();
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
            if let Some(form) = self.forms.get(&joined) {
                longest = Some((form, n_words));
            }
        }
        longest
    }

    /// What a spot of the second reading belongs to; adds it when the first reading did not find it.
    pub(crate) fn local_of(&mut self, spot: &Spot, part: &PartText<'_>, lists: &Lists) -> usize {
        match spot.named {
            Named::Local(local) => local,
            Named::Listed(entity) => match self.forms.get(&joined_key(&part.tokens[spot.start..spot.end])) {
                // A common listed name that the article has a fuller one for.
                Some(form) if form.kind == spot.kind && form.via == Via::Part => form.local,
                _ => self.listed_local(entity, lists),
            },
            Named::New => {
                let words = &part.tokens[spot.start..spot.end];
                let key = joined_key(words);
                if let Some(form) = self.forms.get(&key).filter(|form| form.kind == spot.kind) {
                    return form.local;
                }
                let groups = groups(words, lists);
                let is_full = spot.kind != EntityKind::Person || groups.len() > 1;
                let local = self.push(Local {
                    kind: spot.kind,
                    name: surface(part, spot.start, spot.end),
                    listed: None,
                    given: false,
                    is_full,
                });
                self.add_form(key, local, Via::Whole, false, lists);
                local
            }
        }
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
            is_plain_word: lists.has("common", &key) || lists.has("never_names", &key),
            is_place_too: kind == EntityKind::Person && lists.named(&key, EntityKind::Place).is_some(),
            needs_capitals: via == Via::Acronym,
        };
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
        self.add_form(key, local, Via::Whole, false, lists);
        if kind == EntityKind::Person {
            self.add_person_parts(&groups(&words, lists), local, Strength::Listed, lists);
        }
    }

    fn add_people(&mut self, candidates: &[Candidate], lists: &Lists) {
        // `Harlan Freight` beside `Harlan Freight Inc.` is the company, although Harlan is a given name.
        let companies: Vec<String> = candidates
            .iter()
            .filter(|candidate| candidate.kind == EntityKind::Organisation && candidate.listed.is_none())
            .filter_map(|candidate| short_name(&candidate.surface, lists))
            .collect();
        let mut people: Vec<&Candidate> = candidates
            .iter()
            .filter(|candidate| candidate.kind == EntityKind::Person)
            .filter(|candidate| candidate.listed.is_some() || !companies.contains(&whole(&candidate.groups)))
            .collect();
        // Full names first; the sort is stable, so names of one length keep the text's order.
        people.sort_by_key(|candidate| std::cmp::Reverse(candidate.groups.len()));
        let full: Vec<&Candidate> = people.iter().copied().filter(|candidate| candidate.groups.len() > 1).collect();
        let mut known: Vec<(Vec<Group>, usize, Strength)> = Vec::new();
        for candidate in &full {
            let local = match candidate.listed {
                Some(entity) => self.listed_local(entity, lists),
                None => match self.same_person(&known, candidate) {
                    Some(local) => local,
                    None => self.push(Local {
                        kind: EntityKind::Person,
                        name: candidate.surface.clone(),
                        listed: None,
                        given: false,
                        is_full: true,
                    }),
                },
            };
            self.add_form(whole(&candidate.groups), local, Via::Whole, false, lists);
            known.push((candidate.groups.clone(), local, candidate.strength));
        }
        for (groups, local, strength) in &known {
            self.add_person_parts(groups, *local, *strength, lists);
        }
        for candidate in people.iter().filter(|candidate| candidate.groups.len() <= 1) {
            let key = whole(&candidate.groups);
            // A surname that the article has a full name for is in `forms` by now; one that several share is nobody's.
            if self.forms.contains_key(&key) || self.shared.contains_key(&key) {
                continue;
            }
            let local = match candidate.listed {
                Some(entity) => self.listed_local(entity, lists),
                None => self.push(Local {
                    kind: EntityKind::Person,
                    name: candidate.surface.clone(),
                    listed: None,
                    given: false,
                    is_full: false,
                }),
            };
            let via = if candidate.listed.is_some() { Via::Listed } else { Via::Whole };
            self.add_form(key, local, via, true, lists);
        }
    }

    /// The person of the article that a further full name belongs to: the same letters; a name that ends like a longer
    /// one, `Javad Zarif`; one with an initial or middle name more, `George W. Bush`.
    fn same_person(&self, known: &[(Vec<Group>, usize, Strength)], candidate: &Candidate) -> Option<usize> {
        let key = whole(&candidate.groups);
        if let Some(form) = self.forms.get(&key).filter(|form| form.kind == EntityKind::Person && !form.is_part) {
            return Some(form.local);
        }
        let mut matching = known.iter().filter(|(groups, ..)| {
            let ends_alike = groups.ends_with(&candidate.groups);
            let (first, last) = (groups.first() == candidate.groups.first(), groups.last() == candidate.groups.last());
            let middle = |groups: &[Group]| groups.get(1..groups.len() - 1).unwrap_or_default().to_vec();
            let (longer, shorter) = (middle(groups), middle(&candidate.groups));
            let within = shorter.is_empty() && longer.iter().all(|group| group.is_initial)
                || longer.is_empty() && shorter.iter().all(|group| group.is_initial)
                || shorter.is_empty() && longer.len() == 1;
            ends_alike || (first && last && within)
        });
        let local = matching.next()?.1;
        matching.all(|(_, other, _)| *other == local).then_some(local)
    }

    /// Surnames and other parts by which the article may call a person from now on.
    fn add_person_parts(&mut self, groups: &[Group], local: usize, strength: Strength, lists: &Lists) {
        let mut parts: Vec<String> = Vec::new();
        for start in 1..groups.len() {
            parts.push(whole(&groups[start..]));
            if groups[start].bare != groups[start].joined && start + 1 == groups.len() {
                parts.push(groups[start].bare.clone());
            }
        }
        if groups.len() > 2 {
            for group in &groups[1..groups.len() - 1] {
                if !group.is_initial && !lists.is_given_name(&group.joined) {
                    parts.push(group.joined.clone());
                }
            }
        }
        // Family name first: `Kim Jong-il` is `Kim` from then on.
        if let Some(first) = groups.first().filter(|first| lists.has("family_names", &first.joined))
            && (!lists.is_given_name(&first.joined)
                || groups.len() == 3
                || groups.last().is_some_and(|last| last.ends_lower))
        {
            parts.push(first.joined.clone());
        }
        // A name that its capitals alone speak for must not take a country's or a plain word's place.
        let doubtful = |part: &str| {
            strength < Strength::Form
                && (lists.has("common", part) || EntityKind::ALL.iter().any(|kind| lists.named(part, *kind).is_some()))
        };
        for part in parts.into_iter().filter(|part| part.chars().count() > 1 && !doubtful(part)) {
            match self.forms.get(&part).map(|form| (form.local, form.is_part)) {
                Some((other, true)) if other != local => {
                    // Two people of one surname: it is nobody's, unless the lists give it to one of the two.
                    let sharers = self.shared.entry(part.clone()).or_insert_with(|| vec![other]);
                    sharers.push(local);
                    let listed = lists.named(&part, EntityKind::Person).and_then(|entity| self.by_listed.get(&entity));
                    match listed.copied().filter(|listed| sharers.contains(listed)) {
                        Some(listed) => {
                            if let Some(form) = self.forms.get_mut(&part) {
                                form.local = listed;
                            }
                        }
                        None => {
                            self.forms.remove(&part);
                        }
                    }
                }
                None if self.shared.contains_key(&part) => {}
                _ => self.add_form(part, local, Via::Part, true, lists),
            }
        }
    }

    fn add_bodies_and_places(&mut self, candidates: &[Candidate], lists: &Lists) {
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
            let local = match candidate.listed {
                // Listed spellings are found by the lists; a form of their own would shadow longer ones.
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
            if lists.has("platforms", &key) {
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

    /// `Kurdistan Regional Government (KRG)`.
    fn add_acronyms(&mut self, part: &PartText<'_>, spots: &[Spot], lists: &Lists) {
        for spot in spots.iter().filter(|spot| spot.kind == EntityKind::Organisation) {
            let Some(token) = part.tokens.get(spot.end).filter(|token| token.gap == Gap::Bracket) else { continue };
            let closed = part.text[token.end..].starts_with(')');
            let initials: Vec<char> = part.tokens[spot.start..spot.end]
                .iter()
                .filter(|token| token.is_capitalised())
                .filter_map(|token| token.key.chars().next())
                .collect();
            if token.is_capitalised() && closed && matches_initials(&initials, &token.key) {
                let local = self.local_of(spot, part, lists);
                self.forms.remove(&token.key);
                self.add_form(token.key.clone(), local, Via::Acronym, false, lists);
            }
        }
    }

    /// `Abraham Ungar, who goes by Rami`; `also known as`, `nicknamed`.
    fn add_also_called(&mut self, part: &PartText<'_>, spots: &[Spot], lists: &Lists) {
        const MAX_WORDS_BETWEEN: usize = 8;
        for (nth, spot) in spots.iter().enumerate().filter(|(_, spot)| spot.kind == EntityKind::Person) {
            let limit = (spot.end + MAX_WORDS_BETWEEN).min(part.tokens.len());
            let Some(at) = (spot.end..limit).find(|at| tells_another_name(&part.tokens, *at)) else { continue };
            let crosses_sentence = part.tokens[spot.end..at].iter().any(|token| token.opens);
            let other_person =
                spots.get(nth + 1).is_some_and(|next| next.kind == EntityKind::Person && next.start < at);
            if crosses_sentence || other_person {
                continue;
            }
            let mut end = at;
            while end < part.tokens.len()
                && end - at < 3
                && part.tokens[end].is_capitalised()
                && (end == at || part.tokens[end].is_joined())
            {
                end += 1;
            }
            let words = &part.tokens[at..end];
            let key = joined_key(words);
            let other = lists
                .name_at(&part.tokens, at)
                .is_some_and(|(entity, _)| lists.entities[entity].kind != EntityKind::Person);
            if end > at && !other && !lists.has("common", &key) {
                let local = self.local_of(spot, part, lists);
                self.forms.remove(&key);
                self.add_form(key, local, Via::AlsoCalled, true, lists);
            }
        }
    }

    /// `Mesbah Yazdi's son, Mojtaba`: a person known by a given name and by whose son he is.
    fn add_kin(&mut self, part: &PartText<'_>, lists: &Lists) {
        let tokens = &part.tokens;
        for at in 0..tokens.len().saturating_sub(2) {
            let (noun, name) = (&tokens[at + 1], &tokens[at + 2]);
            let alone = !tokens.get(at + 3).is_some_and(|next| next.is_joined() && next.is_capitalised());
            let fits = tokens[at].possessive
                && noun.gap == Gap::Space
                && lists.has("kin", &noun.key)
                && matches!(name.gap, Gap::Space | Gap::Comma)
                && name.is_capitalised()
                && alone
                && (lists.is_given_name(&name.key)
                    || !(lists.has("common", &name.key)
                        || lists.has("never_names", &name.key)
                        || lists.name_at(tokens, at + 2).is_some()));
            if !fits || self.forms.contains_key(&name.key) {
                continue;
            }
            let owner = (1..=MAX_NAME_WORDS.min(at + 1)).rev().find_map(|n_words| {
                let (form, found) = self.form_at(tokens, at + 1 - n_words)?;
                (found == n_words && form.kind == EntityKind::Person).then_some(form.local)
            });
            let Some(owner) = owner else { continue };
            let described = format!("{} ({} of {})", name.text, noun.text, self.list[owner].name);
            let local = self.push(Local {
                kind: EntityKind::Person,
                name: described,
                listed: None,
                given: false,
                is_full: self.list[owner].is_full,
            });
            self.add_form(name.key.clone(), local, Via::Whole, true, lists);
        }
    }

    /// The body with a common name that an owner right before it settles.
    pub(crate) fn owned_local(&self, owner: &Owner, words: &[Token<'_>]) -> Option<usize> {
        self.owned.get(&(owner.name.clone(), joined_key(words))).copied()
    }

    /// How a spelling of the text belongs to its local, where the article says so.
    pub(crate) fn via(&self, key: &str, local: usize) -> Option<Via> {
        self.forms.get(key).filter(|form| form.local == local).map(|form| form.via)
    }
}

/// Whether a name that the text gives as another name of somebody begins at a token.
fn tells_another_name(tokens: &[Token<'_>], at: usize) -> bool {
    let before =
        |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at)).map_or("", |token| token.key.as_str());
    let spaced = tokens[at].is_capitalised() && tokens[at].gap == Gap::Space || tokens[at].opens;
    let told = match before(1) {
        "by" => matches!(before(2), "goes" | "went" | "go" | "known"),
        "as" => {
            before(2) == "known"
                && matches!(
                    before(3),
                    "also" | "better" | "widely" | "commonly" | "simply" | "popularly" | "who" | "is" | "was"
                )
        }
        "nicknamed" | "aka" | "alias" | "dubbed" => true,
        _ => false,
    };
    spaced && told && tokens[at].is_capitalised()
}

/// `Amir-Abdollahian, Hossein` as it is read: `Hossein Amir-Abdollahian`.
fn in_reading_order(name: &str, kind: EntityKind) -> String {
    match name.split_once(',') {
        Some((surname, given)) if kind == EntityKind::Person && !given.contains(',') && !given.trim().is_empty() => {
            format!("{} {}", given.trim(), surname.trim())
        }
        _ => name.to_owned(),
    }
}

/// An organisation's name without its legal form or generic last word: `Ray Shipping`, `Paydari`.
fn short_name(name: &str, lists: &Lists) -> Option<String> {
    const GENERIC: &[&str] = &[
        "ltd",
        "inc",
        "corp",
        "co",
        "plc",
        "llc",
        "llp",
        "gmbh",
        "ag",
        "sa",
        "nv",
        "company",
        "corporation",
        "party",
        "daily",
        "newspaper",
        "group",
        "holdings",
        "movement",
        "foundation",
        "airlines",
        "front",
        "athletic",
        "united",
        "rovers",
        "wanderers",
        "albion",
        "fc",
        "afc",
    ];
    let words = tokens(name);
    let (last, rest) = words.split_last()?;
    let short = joined_key(rest);
    let first = rest.first()?;
    let clear = rest.len() > 1
        || (!lists.has("common", &short)
            && !lists.has("never_names", &short)
            && !lists.has("demonyms", &short)
            && !lists.is_given_name(&short)
            && lists.name_at(&words, 0).is_none()
            && first.text.chars().count() > 2);
    let all_known_words = rest.iter().all(|word| lists.has("common", &word.key) || lists.has("demonyms", &word.key));
    (GENERIC.contains(&last.key.as_str()) && clear && !all_known_words).then_some(short)
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
                    strength: spot.strength,
                    listed,
                    surface: surface(part, spot.start, spot.end),
                    groups: groups(words, lists),
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
