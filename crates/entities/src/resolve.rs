//! Joins clusters across the corpus: the ladder proposes pairs by candidate keys, gates forbid, the publisher outranks both.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use newsprint_model::{EntityKind, MergeRule};

use crate::lists::{Lists, joined};
use crate::names::{Rung, Verdict, candidate_keys, compare_of_kind, is_bare_name};
use crate::sections::Section;

/// The most clusters under one key that are set against each other: the ones with the most mentions.
const MAX_BLOCK: usize = 48;

/// The most names of a cluster that speak for it.
const MAX_NAMES: usize = 3;

/// The fewest letters of an acronym that tell a body where no article has both beside each other.
const MIN_ACRONYM: usize = 4;

/// A cluster as resolution sees it.
pub(crate) struct Unresolved {
    /// Its place in the list of clusters.
    pub cluster: usize,
    pub kind: EntityKind,
    /// Its full names, the most used first.
    pub names: Vec<String>,
    pub n_mentions: u32,
    /// The first articles that name it, rising.
    pub articles: Vec<u32>,
    /// Whether the built-in lists name it: two of these are two.
    pub is_listed: bool,
    /// Its Wikidata id, where the publisher gives it.
    pub wikidata: Option<String>,
}

/// A cluster that belongs to another, and the rule that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Join {
    pub from: usize,
    pub into: usize,
    pub rule: MergeRule,
}

/// What the publisher says of clusters.
#[derive(Default)]
pub(crate) struct Ordered {
    /// Pairs that are one.
    pub same: Vec<(usize, usize)>,
    /// Pairs that are two.
    pub different: BTreeSet<(usize, usize)>,
}

/// Finds what belongs together.
///
/// * Shape: clusters of full names, in; joins out, each cluster at most once as `from`, never `into` one that is joined itself.
///   A rung that leaves words out joins only where one cluster alone fits.
/// * Errors: none. Time grows with the number of clusters: each has a bounded number of keys, and each key of pairs.
pub(crate) fn resolve(clusters: &[Unresolved], ordered: &Ordered) -> Vec<Join> {
    let mut order: Vec<usize> = (0..clusters.len()).collect();
    let rank = |nth: usize| {
        let cluster = &clusters[nth];
        (!cluster.is_listed, std::cmp::Reverse(cluster.n_mentions), cluster.names.first(), cluster.cluster)
    };
    order.sort_by(|a, b| rank(*a).cmp(&rank(*b)));
    let mut groups = Groups::new(clusters, ordered, &order);
    let place: HashMap<usize, usize> = clusters.iter().enumerate().map(|(nth, it)| (it.cluster, nth)).collect();
    for (a, b) in &ordered.same {
        if let (Some(a), Some(b)) = (place.get(a), place.get(b)) {
            groups.join(*a, *b, MergeRule::Corrected, true);
        }
    }
    let mut by_wikidata: BTreeMap<&str, usize> = BTreeMap::new();
    for (nth, cluster) in clusters.iter().enumerate() {
        let Some(id) = cluster.wikidata.as_deref() else { continue };
        let first = *by_wikidata.entry(id).or_insert(nth);
        groups.join(first, nth, MergeRule::Corrected, true);
    }
    let pairs = proposed(clusters, &order);
    let mut loose: BTreeMap<usize, Vec<(usize, MergeRule)>> = BTreeMap::new();
    for (a, b) in pairs {
        let Some((rule, is_firm, shorter)) = judged(&clusters[a], &clusters[b]) else { continue };
        if is_firm {
            groups.join(a, b, rule, false);
        } else {
            let (short, full) = if shorter { (b, a) } else { (a, b) };
            loose.entry(short).or_default().push((full, rule));
        }
    }
    // What a shorter name leaves out could be any of several: it joins the one, or none.
    for (short, fulls) in loose {
        let mut met: Vec<usize> = fulls.iter().map(|(full, _)| groups.root(*full)).collect();
        met.sort_unstable();
        met.dedup();
        let own = groups.root(short);
        met.retain(|root| *root != own);
        if let ([_], Some((full, rule))) = (met.as_slice(), fulls.iter().find(|(full, _)| groups.root(*full) != own)) {
            groups.join(*full, short, *rule, false);
        }
    }
    groups.joins()
}

/// Pairs that share a key, each once, those with the most mentions first.
fn proposed(clusters: &[Unresolved], order: &[usize]) -> Vec<(usize, usize)> {
    let mut blocks: HashMap<(EntityKind, String), Vec<u32>> = HashMap::new();
    let mut keys_in_order: Vec<(EntityKind, String)> = Vec::new();
    for nth in order {
        let cluster = &clusters[*nth];
        let mut keys: Vec<String> = Vec::new();
        for name in cluster.names.iter().take(MAX_NAMES) {
            keys.extend(candidate_keys(name, cluster.kind));
        }
        keys.sort();
        keys.dedup();
        for key in keys {
            let block = blocks.entry((cluster.kind, key.clone())).or_default();
            if block.is_empty() {
                keys_in_order.push((cluster.kind, key));
            }
            if block.len() < MAX_BLOCK {
                block.push(*nth as u32);
            }
        }
    }
    let mut seen: std::collections::HashSet<(u32, u32)> = std::collections::HashSet::new();
    let mut pairs = Vec::new();
    for key in keys_in_order {
        let Some(block) = blocks.get(&key) else { continue };
        for (at, a) in block.iter().enumerate() {
            for b in &block[at + 1..] {
                if a != b && seen.insert((*a.min(b), *a.max(b))) {
                    pairs.push((*a as usize, *b as usize));
                }
            }
        }
    }
    pairs
}

/// The rule that joins two clusters, whether it holds by itself, and whether the second has the shorter name.
pub(crate) fn judged(a: &Unresolved, b: &Unresolved) -> Option<(MergeRule, bool, bool)> {
    let (name, other) = (a.names.first()?, b.names.first()?);
    if a.is_listed && b.is_listed {
        return None;
    }
    if a.kind == EntityKind::Person && (is_bare_name(name) || is_bare_name(other)) {
        return None;
    }
    let told = compare_of_kind(name, other, a.kind);
    if told.verdict != Verdict::Same {
        return None;
    }
    // Few first letters are anybody's, `PAC`, unless a good part of their articles have the full name as well.
    let n_letters = |cluster: &Unresolved| {
        let name = cluster.names.first().filter(|name| !name.contains(' '));
        name.map_or(usize::MAX, |name| name.chars().filter(|c| c.is_alphabetic()).count())
    };
    let is_shared = |name: &str| Lists::get().has(Section::SharedAcronyms, &joined(name));
    let is_acronym = told.rungs.contains(&Rung::Acronym) || is_shared(name) || is_shared(other);
    if is_acronym && n_letters(a).min(n_letters(b)) < MIN_ACRONYM {
        let (short, full) = if n_letters(a) < n_letters(b) { (a, b) } else { (b, a) };
        let n_shared = short.articles.iter().filter(|article| full.articles.binary_search(article).is_ok()).count();
        if n_shared * 4 < short.articles.len() || n_shared == 0 {
            return None;
        }
    }
    let is_firm = !told.rungs.iter().any(|rung| {
        matches!(
            rung,
            Rung::Omitted | Rung::Initial | Rung::TitleAndName | Rung::ShortForm | Rung::GivenName | Rung::Acronym
        )
    });
    let n_words = |name: &str| name.split([' ', '-', '\u{200C}']).filter(|word| !word.is_empty()).count();
    let shorter = (n_words(other), other.len()) < (n_words(name), name.len());
    Some((rule_of_rungs(&told.rungs), is_firm, shorter))
}

/// The rule that an entity's record keeps: the rung that says most.
pub(crate) fn rule_of_rungs(rungs: &[Rung]) -> MergeRule {
    const BY_WEIGHT: [(Rung, MergeRule); 19] = [
        (Rung::BuiltInAlias, MergeRule::BuiltInAlias),
        (Rung::Acronym, MergeRule::Acronym),
        (Rung::Script, MergeRule::Script),
        (Rung::Omitted, MergeRule::Omitted),
        (Rung::Initial, MergeRule::Omitted),
        (Rung::TitleAndName, MergeRule::Omitted),
        (Rung::GivenName, MergeRule::Form),
        (Rung::Romanisation, MergeRule::Romanisation),
        (Rung::Particle, MergeRule::Romanisation),
        (Rung::ShortForm, MergeRule::Form),
        (Rung::LegalForm, MergeRule::Form),
        (Rung::BodyForm, MergeRule::Form),
        (Rung::StateForm, MergeRule::Form),
        (Rung::SurnameFirst, MergeRule::Form),
        (Rung::Inflected, MergeRule::Inflected),
        (Rung::Title, MergeRule::Honorific),
        (Rung::Joined, MergeRule::Joined),
        (Rung::Folded, MergeRule::Folded),
        (Rung::Same, MergeRule::Same),
    ];
    BY_WEIGHT.iter().find(|(rung, _)| rungs.contains(rung)).map_or(MergeRule::Same, |(_, rule)| *rule)
}

/// Groups that grow, and refuse whom a gate keeps apart from any of them.
struct Groups<'c> {
    clusters: &'c [Unresolved],
    ordered: &'c Ordered,
    /// Place in the order of ranks: the least is a group's head.
    rank: Vec<usize>,
    parent: Vec<usize>,
    members: Vec<Vec<usize>>,
    rules: Vec<MergeRule>,
}

impl<'c> Groups<'c> {
    fn new(clusters: &'c [Unresolved], ordered: &'c Ordered, order: &[usize]) -> Groups<'c> {
        let mut rank = vec![0; clusters.len()];
        order.iter().enumerate().for_each(|(place, nth)| rank[*nth] = place);
        Groups {
            clusters,
            ordered,
            rank,
            parent: (0..clusters.len()).collect(),
            members: (0..clusters.len()).map(|nth| vec![nth]).collect(),
            rules: vec![MergeRule::Same; clusters.len()],
        }
    }

    fn root(&self, nth: usize) -> usize {
        let mut root = nth;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        root
    }

    fn join(&mut self, a: usize, b: usize, rule: MergeRule, is_order: bool) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b || !self.may_join(a, b, is_order) {
            return;
        }
        let (into, from) = if self.rank[a] <= self.rank[b] { (a, b) } else { (b, a) };
        self.parent[from] = into;
        let moved = std::mem::take(&mut self.members[from]);
        for nth in &moved {
            if *nth == from || self.rules[*nth] == MergeRule::Same {
                self.rules[*nth] = rule;
            }
        }
        self.members[into].extend(moved);
    }

    /// Whether no member of one group is kept apart from a member of the other.
    fn may_join(&self, a: usize, b: usize, is_order: bool) -> bool {
        const MAX_COMPARED: usize = 8;
        let (of_a, of_b) = (&self.members[a], &self.members[b]);
        let pairs = || of_a.iter().flat_map(|a| of_b.iter().map(move |b| (*a, *b)));
        let is_ordered_apart = pairs().any(|(a, b)| {
            let (a, b) = (self.clusters[a].cluster, self.clusters[b].cluster);
            self.ordered.different.contains(&(a.min(b), a.max(b)))
        });
        if is_ordered_apart {
            return false;
        }
        if is_order {
            return true;
        }
        let ids = |members: &[usize]| -> BTreeSet<&str> {
            members.iter().filter_map(|nth| self.clusters[*nth].wikidata.as_deref()).collect()
        };
        let (a_ids, b_ids) = (ids(of_a), ids(of_b));
        if !a_ids.is_empty() && !b_ids.is_empty() && a_ids.is_disjoint(&b_ids) {
            return false;
        }
        let is_listed = |members: &[usize]| members.iter().any(|nth| self.clusters[*nth].is_listed);
        if is_listed(of_a) && is_listed(of_b) {
            return false;
        }
        of_a.iter().take(MAX_COMPARED).all(|a| {
            of_b.iter().take(MAX_COMPARED).all(|b| {
                let (a, b) = (&self.clusters[*a], &self.clusters[*b]);
                match (a.names.first(), b.names.first()) {
                    (Some(name), Some(other)) => compare_of_kind(name, other, a.kind).verdict != Verdict::Different,
                    _ => false,
                }
            })
        })
    }

    fn joins(&self) -> Vec<Join> {
        (0..self.clusters.len())
            .filter(|nth| self.root(*nth) != *nth)
            .map(|nth| Join {
                from: self.clusters[nth].cluster,
                into: self.clusters[self.root(nth)].cluster,
                rule: self.rules[nth],
            })
            .collect()
    }
}
