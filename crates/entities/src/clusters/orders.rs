//! The publisher's corrections as orders to clusters.

use std::collections::{BTreeMap, BTreeSet};

use newsprint_model::{EntityKind, MergeRule};

use super::Clusters;
use crate::corrections::Order;
use crate::lists::{Lists, joined};
use crate::resolve::Ordered;
use crate::standing::Standing;

/// What the publisher orders, by clusters.
#[derive(Default)]
pub(super) struct Orders {
    pub(super) ordered: Ordered,
    pub(super) kinds: BTreeMap<usize, EntityKind>,
    pub(super) wikidata: BTreeMap<usize, String>,
    pub(super) hidden: BTreeSet<usize>,
    pub(super) renamed: Vec<(usize, String)>,
    /// Clusters that the publisher holds to be an entity of the collection that articles are added to.
    pub(super) standing: Vec<(usize, usize)>,
    /// Lines that met nothing.
    pub(super) unmatched: Vec<u32>,
}

impl Clusters {
    /// Finds the clusters that the corrections speak of, by any name or spelling of theirs.
    ///
    /// * Shape: `standing` are the entities of the collection that these articles are added to, if there is one: a `same` may name one of them.
    pub(super) fn orders(&self, used: &BTreeSet<usize>, lists: &Lists, standing: &[Standing]) -> Orders {
        let mut orders = Orders::default();
        if self.corrections.is_empty() {
            return orders;
        }
        let mut by_letters: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for cluster in used {
            let entry = &self.list[*cluster];
            let listed = entry.listed.map(|entity| lists.entities[entity].name);
            // A surname alone means whom its article means; only the full forms are the cluster's own.
            let is_own = |rule: &Option<MergeRule>| entry.is_bare || *rule != Some(MergeRule::Surname);
            let spellings = entry.spellings.keys().filter(|(_, rule)| is_own(rule)).map(|(text, _)| text.as_str());
            let names: BTreeSet<String> =
                spellings.chain(entry.names.keys().map(String::as_str)).chain(listed).map(joined).collect();
            for name in names {
                by_letters.entry(name).or_default().push(*cluster);
            }
        }
        let found = |name: &str| -> Vec<usize> {
            // An id, as addresses show it, is the name's letters with hyphens.
            by_letters.get(&joined(name)).cloned().unwrap_or_default()
        };
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (nth, entity) in standing.iter().enumerate() {
            for name in std::iter::once(&entity.name).chain(&entity.names) {
                known.entry(joined(name)).or_insert(nth);
            }
        }
        let known = |name: &str| known.get(&joined(name)).copied();
        for (line, order) in &self.corrections.orders {
            let is_met = match order {
                Order::Same(a, b) => {
                    let (of_a, of_b) = (found(a), found(b));
                    let all: Vec<usize> = of_a.iter().chain(&of_b).copied().collect();
                    orders.ordered.same.extend(all.windows(2).map(|pair| (pair[0], pair[1])));
                    let standing = known(a).or_else(|| known(b));
                    orders.standing.extend(all.first().zip(standing).map(|(cluster, nth)| (*cluster, nth)));
                    (!of_a.is_empty() || known(a).is_some()) && (!of_b.is_empty() || known(b).is_some())
                }
                Order::Different(a, b) => {
                    let (of_a, of_b) = (found(a), found(b));
                    for a in &of_a {
                        orders.ordered.different.extend(of_b.iter().map(|b| (*a.min(b), *a.max(b))));
                    }
                    !of_a.is_empty() && !of_b.is_empty()
                }
                Order::Rename(a, name) => {
                    orders.renamed.extend(found(a).into_iter().map(|cluster| (cluster, name.clone())));
                    !found(a).is_empty()
                }
                Order::Kind(a, kind) => {
                    orders.kinds.extend(found(a).into_iter().map(|cluster| (cluster, *kind)));
                    !found(a).is_empty()
                }
                Order::Suppress(a) => {
                    orders.hidden.extend(found(a));
                    !found(a).is_empty()
                }
                Order::Wikidata(a, id) => {
                    orders.wikidata.extend(found(a).into_iter().map(|cluster| (cluster, id.clone())));
                    !found(a).is_empty()
                }
            };
            if !is_met {
                orders.unmatched.push(*line);
            }
        }
        orders
    }
}
