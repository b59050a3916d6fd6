//! People within an article: full names first, then the surnames, by-names and kin that stand for them there.

use std::collections::{BTreeSet, HashMap};

use newsprint_model::EntityKind;

use super::bodies::short_name;
use super::{Candidate, Local, Locals, PartText, Via};
use crate::lists::{Lists, MAX_NAME_WORDS, joined_key};
use crate::scan::{Spot, Strength};
use crate::sections::Section;
use crate::tokens::{Case, Gap, Token, tokens};

/// The words of a personal name, particles with the word they lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    /// Keys run together, the particle included.
    pub(super) joined: String,
    /// The same without its particle.
    bare: String,
    is_initial: bool,
    /// Whether its last word begins in lower case after a hyphen: `Jong-il`.
    ends_lower: bool,
}

pub(super) fn groups(words: &[Token<'_>]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut lead = String::new();
    for (nth, word) in words.iter().enumerate() {
        let last = nth + 1 == words.len();
        let given_first = nth == 0 && word.is_given_name();
        let leads = !last && !word.is_initial() && !given_first;
        if leads && word.is(Section::Particles) {
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

pub(super) fn whole(groups: &[Group]) -> String {
    groups.iter().map(|group| group.joined.as_str()).collect()
}

/// A full name of the article, whose it is and what speaks for it.
type Known = (Vec<Group>, usize, Strength);

/// Whether a name says given name and surname: two words or more, and no mere end of a listed person's name, as
/// `Mesbah Yazdi` is.
fn is_full_name(candidate: &Candidate, lists: &Lists) -> bool {
    let is_end = candidate.listed.is_some_and(|entity| {
        let full = groups(&tokens(lists.entities[entity].name));
        full.len() > candidate.groups.len() && ends_with(&full, &candidate.groups)
    });
    candidate.groups.len() > 1 && !is_end
}

/// Whether a name's last words are these, whatever their hyphens.
fn ends_with(full: &[Group], end: &[Group]) -> bool {
    full.len() >= end.len() && full[full.len() - end.len()..].iter().zip(end).all(|(a, b)| a.joined == b.joined)
}

/// The listed person whose full name ends with these words: `Taqi Mesbah Yazdi`.
fn listed_by_its_end(candidate: &Candidate, lists: &Lists) -> Option<usize> {
    (1..candidate.groups.len()).find_map(|start| {
        let entity = lists.named(&whole(&candidate.groups[start..]), EntityKind::Person)?;
        let full = groups(&tokens(lists.entities[entity].name));
        ends_with(&full, &candidate.groups).then_some(entity)
    })
}

/// The most people of one surname that a further name is compared with.
const MAX_NAMESAKES: usize = 64;

fn namesakes<'k>(
    known: &'k [Known],
    by_surname: &HashMap<&str, Vec<usize>>,
    candidate: &Candidate,
) -> impl Iterator<Item = &'k Known> {
    let of_surname = candidate.groups.last().and_then(|last| by_surname.get(last.joined.as_str()));
    let first: Vec<usize> = of_surname.into_iter().flatten().copied().take(MAX_NAMESAKES).collect();
    first.into_iter().filter_map(|nth| known.get(nth))
}

impl Locals {
    pub(super) fn add_people(&mut self, candidates: &[Candidate], lists: &Lists) {
        // `Harlan Freight` beside `Harlan Freight Inc.` is the company, although Harlan is a given name.
        let companies: BTreeSet<String> = candidates
            .iter()
            .filter(|candidate| candidate.kind == EntityKind::Organisation && candidate.listed.is_none())
            .filter_map(|candidate| short_name(&candidate.surface, lists))
            .collect();
        let mut people: Vec<&Candidate> = candidates
            .iter()
            .filter(|candidate| candidate.kind == EntityKind::Person)
            .filter(|candidate| candidate.listed.is_some() || !companies.contains(&whole(&candidate.groups)))
            .collect();
        // Listed people by their full names, then other full names, the longest first; the sort is stable, so names of
        // one length keep the text's order.
        people.sort_by_key(|candidate| (candidate.listed.is_none(), std::cmp::Reverse(candidate.groups.len())));
        let (full, bare): (Vec<&Candidate>, Vec<&Candidate>) =
            people.into_iter().partition(|candidate| is_full_name(candidate, lists));
        let mut known: Vec<Known> = Vec::new();
        // By last name: a person of another surname is never looked at.
        let mut by_surname: HashMap<&str, Vec<usize>> = HashMap::new();
        for candidate in &full {
            let local = match candidate.listed.or_else(|| listed_by_its_end(candidate, lists)) {
                Some(entity) => self.listed_local(entity, lists),
                None => match self.same_person(namesakes(&known, &by_surname, candidate), candidate) {
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
            if let Some(last) = candidate.groups.last() {
                by_surname.entry(&last.joined).or_default().push(known.len());
            }
            known.push((candidate.groups.clone(), local, candidate.strength));
            // `Taqi Mesbah Yazdi` ends like the name that the lists have.
            if let Some(entity) = candidate.listed
                && let Some(last) = candidate.groups.last()
            {
                by_surname.entry(&last.joined).or_default().push(known.len());
                known.push((groups(&tokens(lists.entities[entity].name)), local, Strength::Listed));
            }
        }
        for (groups, local, strength) in &known {
            self.add_person_parts(groups, *local, *strength, lists);
        }
        for candidate in bare {
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
                    is_full: candidate.groups.len() > 1,
                }),
            };
            let via = if candidate.listed.is_some() { Via::Listed } else { Via::Whole };
            self.add_form(key, local, via, true, lists);
        }
    }

    /// The person of the article that a further full name belongs to: the same letters; a name that ends like a longer
    /// one, `Javad Zarif`; one with an initial or middle name more, `George W. Bush`.
    fn same_person<'k>(&self, mut namesakes: impl Iterator<Item = &'k Known>, candidate: &Candidate) -> Option<usize> {
        let key = whole(&candidate.groups);
        if let Some(form) = self.forms.get(&key).filter(|form| form.kind == EntityKind::Person && !form.is_part) {
            return Some(form.local);
        }
        let mut matching = namesakes.by_ref().filter(|(groups, ..)| {
            let ends_alike = groups.ends_with(&candidate.groups);
            let (first, last) = (groups.first() == candidate.groups.first(), groups.last() == candidate.groups.last());
            let middle = |groups: &[Group]| groups.get(1..groups.len() - 1).unwrap_or_default().to_vec();
            let (longer, shorter) = (middle(groups), middle(&candidate.groups));
            let within = shorter.is_empty() && longer.iter().all(|group| group.is_initial)
                || longer.is_empty() && shorter.iter().all(|group| group.is_initial)
                || shorter.is_empty() && longer.len() == 1
                || longer.is_empty() && shorter.len() == 1;
            ends_alike || (first && last && within)
        });
        let local = matching.next()?.1;
        matching.all(|(_, other, _)| *other == local).then_some(local)
    }

    /// Surnames and other parts by which the article may call a person from now on.
    pub(super) fn add_person_parts(&mut self, groups: &[Group], local: usize, strength: Strength, lists: &Lists) {
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
        if let Some(first) = groups.first().filter(|first| lists.has(Section::FamilyNames, &first.joined))
            && (!lists.is_given_name(&first.joined)
                || groups.len() == 3
                || groups.last().is_some_and(|last| last.ends_lower))
        {
            parts.push(first.joined.clone());
        }
        // A name that its capitals alone speak for must not take a country's or a plain word's place.
        let doubtful = |part: &str| {
            strength < Strength::Form
                && (lists.has(Section::Common, part)
                    || EntityKind::ALL.iter().any(|kind| lists.named(part, *kind).is_some()))
        };
        for part in parts.into_iter().filter(|part| part.chars().count() > 1 && !doubtful(part)) {
            // A surname that the lists give to somebody else is his where the article has his full name, else nobody's.
            if let Some(entity) = lists.named(&part, EntityKind::Person)
                && self.list[local].listed != Some(entity)
            {
                self.shared.entry(part.clone()).or_default().push(local);
                if let Some(listed) = self.by_listed.get(&entity).copied() {
                    self.add_form(part, listed, Via::Part, true, lists);
                }
                continue;
            }
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

    /// `Abraham Ungar, who goes by Rami`; `also known as`, `nicknamed`.
    pub(super) fn add_also_called(&mut self, part: &PartText<'_>, spots: &[Spot], lists: &Lists) {
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
            if end > at && !other && !lists.has(Section::Common, &key) {
                let Some(local) = self.local_of(spot, part, lists) else { continue };
                self.forms.remove(&key);
                self.add_form(key, local, Via::AlsoCalled, true, lists);
            }
        }
    }

    /// `Mesbah Yazdi's son, Mojtaba`: a person known by a given name and by whose son he is.
    pub(super) fn add_kin(&mut self, part: &PartText<'_>, lists: &Lists) {
        let tokens = &part.tokens;
        for at in 0..tokens.len().saturating_sub(2) {
            let (noun, name) = (&tokens[at + 1], &tokens[at + 2]);
            let alone = !tokens.get(at + 3).is_some_and(|next| next.is_joined() && next.is_capitalised());
            let fits = tokens[at].possessive
                && noun.gap == Gap::Space
                && noun.is(Section::Kin)
                && matches!(name.gap, Gap::Space | Gap::Comma)
                && name.is_capitalised()
                && alone
                && (name.is_given_name()
                    || !(name.is(Section::Common)
                        || name.is(Section::NeverNames)
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
pub(super) fn in_reading_order(name: &str, kind: EntityKind) -> String {
    match name.split_once(',') {
        Some((surname, given)) if kind == EntityKind::Person && !given.contains(',') && !given.trim().is_empty() => {
            format!("{} {}", given.trim(), surname.trim())
        }
        _ => name.to_owned(),
    }
}
