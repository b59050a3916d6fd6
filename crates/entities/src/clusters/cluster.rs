//! One entity in the making: its spellings, and the record that they come to.

use std::collections::BTreeMap;

use newsprint_model::{Coordinates, Entity, EntityKind, Facts, MergeRule, Variant, WikidataNumber};
use newsprint_text::fold;

use super::capitals::{in_ordinary_case, is_shouted};
use crate::lists::{Lists, joined};
use crate::names::{Verdict, compare_of_kind};
use crate::places::{Gazetteer, SiteNumber};
use crate::resolve::rule_of_rungs;
use crate::standing::Standing;
use crate::tokens::tokens;

/// A spelling's count, by how it belongs to its entity.
type Spellings = BTreeMap<(String, Option<MergeRule>), u32>;

/// What articles name by one key, and what has been joined to it.
#[derive(Default)]
pub(super) struct Cluster {
    pub(super) kind: Option<EntityKind>,
    pub(super) listed: Option<usize>,
    /// Whether a bare surname is all there is.
    pub(super) is_bare: bool,
    /// Which place it is, where an article tells it from others of its name.
    pub(super) site: Option<SiteNumber>,
    /// Full names and how often articles use them.
    pub(super) names: BTreeMap<String, u32>,
    pub(super) spellings: Spellings,
    /// How many articles name it.
    pub(super) n_articles: u32,
    /// The first of them, by their place in the run.
    pub(super) articles: Vec<u32>,
}

/// How many of the articles that name it a cluster remembers.
pub(super) const MAX_ARTICLES: usize = 64;

impl Cluster {
    /// The fullest of its common spellings in Arabic letters, or in others.
    fn fullest_in(&self, in_arabic: bool) -> Option<String> {
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        let is_part = |rule: &Option<MergeRule>| {
            matches!(rule, Some(MergeRule::Surname | MergeRule::Acronym | MergeRule::AlsoCalled))
        };
        for ((text, rule), n_mentions) in &self.spellings {
            if !is_part(rule) && is_arabic(text) == in_arabic {
                *names.entry(text.clone()).or_default() += n_mentions;
            }
        }
        fullest(&names, self.kind)
    }

    pub(super) fn n_mentions(&self) -> u32 {
        self.spellings.values().sum()
    }

    /// Its name where the name alone means another place.
    pub(super) fn told_apart(&self) -> Option<String> {
        Gazetteer::get().told_apart(self.site?)
    }

    /// Where it lies: by what its articles tell, else by a name of its own.
    fn coordinates(&self, name: &str, lists: &Lists) -> Option<Coordinates> {
        if self.kind != Some(EntityKind::Place) {
            return None;
        }
        let gazetteer = Gazetteer::get();
        let listed = self.listed.map(|entity| lists.entities[entity].name);
        let mut names = listed.into_iter().chain([name]).chain(self.names.keys().map(String::as_str));
        let site = self.site.or_else(|| names.find_map(|name| gazetteer.certain(name)));
        site.map(|site| gazetteer.site(site).coordinates)
    }

    /// Its record, under the name that the publisher orders, that the collection it is added to knows, or that it bears most fully in
    /// the letters of most articles.
    pub(super) fn entity(
        &self,
        renamed: Option<&str>,
        in_arabic: bool,
        wikidata: Option<WikidataNumber>,
        lists: &Lists,
        known: Option<&Standing>,
    ) -> Option<Entity> {
        let kind = self.kind?;
        let name = match (renamed, self.listed) {
            _ if known.is_some() => known?.name.clone(),
            (Some(name), _) => name.to_owned(),
            (None, None) if self.told_apart().is_some() => self.told_apart()?,
            (None, Some(entity)) => lists.entities[entity].name.to_owned(),
            (None, None) => in_ordinary_case(&fullest(&self.names, self.kind)?, kind),
        };
        let settled = renamed.is_some() || known.is_some();
        let name = match self.fullest_in(in_arabic).filter(|_| !settled && is_arabic(&name) != in_arabic) {
            Some(other) => other,
            None => name,
        };
        let mut counts: BTreeMap<&str, (u32, MergeRule)> = BTreeMap::new();
        for ((text, rule), n_mentions) in &self.spellings {
            let rule = rule_of(text, &name, kind, *rule);
            let entry = counts.entry(text).or_insert((0, rule));
            // The rule that says most: earlier in the ladder.
            *entry = (entry.0 + n_mentions, entry.1.min(rule));
        }
        let mut variants: Vec<Variant> = counts
            .into_iter()
            .map(|(text, (n_mentions, rule))| Variant { text: text.to_owned(), n_mentions, rule })
            .collect();
        variants.sort_by(|a, b| b.n_mentions.cmp(&a.n_mentions).then_with(|| a.text.cmp(&b.text)));
        let facts = Facts { coordinates: self.coordinates(&name, lists), wikidata };
        let id = known.map_or_else(|| slug(&name), |known| known.id.clone());
        Some(Entity { id, name, kind, variants, facts })
    }
}

/// Why a spelling belongs to a name, where the article does not say it.
fn rule_of(text: &str, name: &str, kind: EntityKind, told: Option<MergeRule>) -> MergeRule {
    let spaced = |text: &str| fold(text).replace(['-', '‐', '‑', '–'], " ");
    if text == name || (name.starts_with(text) && name[text.len()..].starts_with(" (")) {
        return MergeRule::Same;
    }
    if spaced(text) == spaced(name) {
        return MergeRule::Folded;
    }
    let (spelling, full) = (joined(text), joined(name));
    if spelling == full {
        return MergeRule::Joined;
    }
    match told {
        Some(
            rule @ (MergeRule::Acronym
            | MergeRule::AlsoCalled
            | MergeRule::Surname
            | MergeRule::Given
            | MergeRule::Omitted
            | MergeRule::Script
            | MergeRule::Form
            | MergeRule::Corrected),
        ) => rule,
        None if full.contains(&spelling) => MergeRule::Surname,
        None if kind == EntityKind::Person && spelling.contains(&full) => MergeRule::Omitted,
        _ if spelling.trim_end_matches('s') == full.trim_end_matches('s') => MergeRule::Inflected,
        Some(rule) => rule,
        // What joined the two may have been said of another spelling: the ladder says it of this one.
        None => match compare_of_kind(text, name, kind) {
            told if told.verdict == Verdict::Same => match rule_of_rungs(&told.rungs) {
                // Letters differ, as has been seen above.
                MergeRule::Same | MergeRule::Folded | MergeRule::Joined => MergeRule::Romanisation,
                rule => rule,
            },
            _ if kind == EntityKind::Person => MergeRule::Romanisation,
            _ => MergeRule::Folded,
        },
    }
}

/// The fullest of the common forms: the most words among those used at least a quarter as often as the commonest (spellings of one name
/// together; a person's full name needs a sixteenth of what a single word has); then the commoner, then the one that shows its joints, then by
/// letters. Datelines and headlines in capitals count where there is nothing else.
pub(super) fn fullest(names: &BTreeMap<String, u32>, kind: Option<EntityKind>) -> Option<String> {
    let plain: Vec<(&String, &u32)> = names.iter().filter(|(name, _)| !is_shouted(name)).collect();
    let names: Vec<(&String, &u32)> = if plain.is_empty() { names.iter().collect() } else { plain };
    let mut by_letters: BTreeMap<String, u32> = BTreeMap::new();
    for (name, n_uses) in &names {
        *by_letters.entry(joined(name)).or_default() += **n_uses;
    }
    let n_together = |name: &str| by_letters.get(&joined(name)).copied().unwrap_or(0);
    let commonest = names.iter().max_by_key(|(name, _)| n_together(name))?.0;
    let most = n_together(commonest);
    // A lengthening stroke is no word.
    let is_word = |word: &&str| word.chars().any(|c| c.is_alphanumeric() && c != 'ـ');
    let n_spaced = |name: &str| name.split_whitespace().filter(is_word).count();
    // Half-spaces are right where most have them.
    let is_one_in_arabic = |a: &str, b: &str| is_arabic(a) && joined(a) == joined(b);
    let share = |name: &str| {
        let is_fuller = kind == Some(EntityKind::Person) && n_spaced(commonest) == 1 && n_spaced(name) > 1;
        if is_fuller { 16 } else { 4 }
    };
    names
        .into_iter()
        .filter(|(name, _)| n_together(name) * share(name) >= most)
        .max_by(|(a, a_uses), (b, b_uses)| {
            let n_words = |name: &str| tokens(name).len();
            if is_one_in_arabic(a, b) {
                return a_uses.cmp(b_uses).then_with(|| a.len().cmp(&b.len())).then_with(|| b.cmp(a));
            }
            (n_spaced(a), *a_uses, n_words(a)).cmp(&(n_spaced(b), *b_uses, n_words(b))).then_with(|| b.cmp(a))
        })
        .map(|(name, _)| name.clone())
}

/// Whether a name is written in Arabic letters.
fn is_arabic(name: &str) -> bool {
    name.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(|c| matches!(c as u32, 0x0600..=0x077F | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC))
}

/// A name as an id: folded, everything but letters and digits a hyphen.
pub(super) fn slug(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "entity".to_owned() } else { words.join("-") }
}
