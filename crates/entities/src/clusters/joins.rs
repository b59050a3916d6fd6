//! Which clusters are one: by the ladder and its gates, by the publisher's word, by the collection that articles are added to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use newsprint_model::{EntityKind, MergeRule};

use super::Clusters;
use super::cluster::{fullest, slug};
use super::orders::Orders;
use crate::lists::{Lists, joined};
use crate::resolve::{Join, Unresolved, resolve};
use crate::standing::{Standing, met};

impl Clusters {
    /// Joins what the ladder and the publisher hold to be one; says which cluster belongs to which.
    pub(super) fn join_clusters(
        &mut self,
        used: &BTreeSet<usize>,
        orders: &Orders,
        lists: &Lists,
    ) -> BTreeMap<usize, usize> {
        for (cluster, kind) in &orders.kinds {
            self.list[*cluster].kind = Some(*kind);
        }
        self.settle_kinds(used, orders);
        let unresolved = self.unresolved(used, orders, lists);
        let mut joins = BTreeMap::new();
        for Join { from, into, rule } in resolve(&unresolved, &orders.ordered) {
            self.absorb(from, into, rule);
            joins.insert(from, into);
        }
        joins
    }

    /// Finds who is an entity of the collection that articles are added to, and joins those that are the same one.
    ///
    /// * Shape: clusters and what has been joined, in; for each cluster that is left, which of the entities it is, out.
    pub(super) fn join_standing(
        &mut self,
        (used, joins): (&BTreeSet<usize>, &mut BTreeMap<usize, usize>),
        orders: &Orders,
        lists: &Lists,
        (standing, by_id): (&[Standing], &HashMap<&str, usize>),
    ) -> BTreeMap<usize, usize> {
        if standing.is_empty() {
            return BTreeMap::new();
        }
        let roots: BTreeSet<usize> = used.iter().copied().filter(|cluster| !joins.contains_key(cluster)).collect();
        let mut is: BTreeMap<usize, (usize, MergeRule)> = BTreeMap::new();
        for (cluster, nth) in &orders.standing {
            let root = joins.get(cluster).unwrap_or(cluster);
            is.entry(*root).or_insert((*nth, MergeRule::Corrected));
        }
        // Who has a name of it needs no ladder. A bare surname is somebody else's.
        let is_open = |root: &usize| !is.contains_key(root) && !self.list[*root].is_bare;
        let unnamed: Vec<usize> = roots.iter().copied().filter(is_open).collect();
        for root in unnamed {
            let entry = &self.list[root];
            let listed = entry.listed.map(|entity| lists.entities[entity].name.to_owned());
            let own = entry.told_apart().or(listed).or_else(|| fullest(&entry.names, entry.kind));
            let of_kind = |name: &str| {
                by_id.get(slug(name).as_str()).copied().filter(|nth| Some(standing[*nth].kind) == entry.kind)
            };
            let known = own.as_deref().and_then(of_kind).or_else(|| entry.names.keys().find_map(|name| of_kind(name)));
            is.extend(known.map(|nth| (root, (nth, MergeRule::Same))));
        }
        let open = roots.iter().copied().filter(|root| !is.contains_key(root)).collect();
        let open = self.unresolved(&open, orders, lists);
        let apart = self.corrections.different();
        let is_apart = |name: &str, other: &str| {
            !apart.is_empty()
                && (apart.contains(&(joined(name), joined(other))) || apart.contains(&(joined(other), joined(name))))
        };
        is.extend(met(&open, standing, &is_apart));
        let mut firsts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut left = BTreeMap::new();
        for (root, (nth, rule)) in is {
            let first = *firsts.entry(nth).or_insert(root);
            if first == root {
                left.insert(root, nth);
            } else {
                self.absorb(root, first, rule);
                joins.values_mut().filter(|into| **into == root).for_each(|into| *into = first);
                joins.insert(root, first);
            }
        }
        left
    }

    /// Takes a cluster into another.
    fn absorb(&mut self, from: usize, into: usize, rule: MergeRule) {
        let moved = std::mem::take(&mut self.list[from]);
        // Other scripts' and the table's names do not compete for the name that is shown.
        let competes = matches!(
            rule,
            MergeRule::Folded | MergeRule::Joined | MergeRule::Romanisation | MergeRule::Omitted | MergeRule::Honorific
        ) || (rule == MergeRule::Form && moved.kind == Some(EntityKind::Person));
        let entry = &mut self.list[into];
        entry.site = entry.site.or(moved.site);
        // Whom the publisher gives a full name is shown by it.
        if entry.is_bare && !moved.is_bare && moved.listed.is_none() {
            (entry.is_bare, entry.names) = (false, moved.names.clone());
        }
        // What is spelt out somewhere is shown so.
        if rule == MergeRule::Acronym && entry.listed.is_none() && entry.names.keys().all(|name| is_acronym(name)) {
            entry.names = moved.names.clone();
        }
        for (name, n_uses) in moved.names.into_iter().filter(|_| competes) {
            *entry.names.entry(name).or_default() += n_uses;
        }
        for ((text, told), n_mentions) in moved.spellings {
            let is_plain = matches!(rule, MergeRule::Same | MergeRule::Folded | MergeRule::Joined);
            let told = match told {
                None if !is_plain => Some(rule),
                other => other,
            };
            *entry.spellings.entry((text, told)).or_default() += n_mentions;
        }
    }

    /// What of some clusters resolution sees: those that more than a bare surname is known of.
    fn unresolved(&self, used: &BTreeSet<usize>, orders: &Orders, lists: &Lists) -> Vec<Unresolved> {
        let named: BTreeSet<usize> = orders.ordered.same.iter().flat_map(|(a, b)| [*a, *b]).collect();
        used.iter()
            .filter(|cluster| {
                let entry = &self.list[**cluster];
                let is_apart = entry.is_bare || entry.told_apart().is_some();
                !is_apart || named.contains(cluster)
            })
            .filter_map(|cluster| {
                let entry = &self.list[*cluster];
                let mut names: Vec<(&String, u32)> = entry.names.iter().map(|(name, n)| (name, *n)).collect();
                names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
                let listed = entry.listed.map(|entity| lists.entities[entity].name.to_owned());
                let names: Vec<String> = listed
                    .into_iter()
                    .chain(entry.told_apart())
                    .chain(names.into_iter().map(|(name, _)| name.clone()))
                    .take(4)
                    .collect();
                Some(Unresolved {
                    cluster: *cluster,
                    kind: entry.kind.filter(|_| !names.is_empty())?,
                    names,
                    n_mentions: entry.n_mentions(),
                    is_listed: entry.listed.is_some(),
                    articles: entry.articles.clone(),
                    wikidata: orders.wikidata.get(cluster).cloned(),
                })
            })
            .collect()
    }

    /// One kind for all that bears one full name of several words, where most mentions agree on it.
    fn settle_kinds(&mut self, used: &BTreeSet<usize>, orders: &Orders) {
        const MAJORITY: u32 = 3;
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for cluster in used {
            let entry = &self.list[*cluster];
            let is_open = entry.listed.is_none() && !entry.is_bare && !orders.kinds.contains_key(cluster);
            let name = fullest(&entry.names, entry.kind).filter(|name| is_open && name.contains(' '));
            by_name.entry(name.map_or_else(String::new, |name| joined(&name))).or_default().push(*cluster);
        }
        by_name.remove("");
        for clusters in by_name.into_values().filter(|clusters| clusters.len() > 1) {
            let most = clusters.iter().copied().max_by_key(|cluster| self.list[*cluster].n_mentions());
            let Some(most) = most else { continue };
            let (n_most, kind) = (self.list[most].n_mentions(), self.list[most].kind);
            for cluster in clusters {
                if self.list[cluster].n_mentions() * MAJORITY <= n_most {
                    self.list[cluster].kind = kind;
                }
            }
        }
    }
}

/// One word in capitals, as `NBA`.
fn is_acronym(name: &str) -> bool {
    !name.contains(' ') && name.chars().count() > 1 && name.chars().all(char::is_uppercase)
}
