//! Joins what added articles name to the entities of the collection that they are added to: by the ladder and the gates that hold within a collection.

use std::collections::{BTreeMap, HashMap, HashSet};

use newsprint_model::{EntityKind, MergeRule, WikidataNumber};

use crate::names::{Verdict, candidate_keys, compare_of_kind};
use crate::places::Gazetteer;
use crate::resolve::{Unresolved, judged};

/// The most entities of the collection under one key that a name is set against: those that most articles name.
const MAX_BLOCK: usize = 48;

/// The most names of either side that are compared.
const MAX_NAMES: usize = 4;

/// An entity of the collection that articles are added to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its id.
    pub id: String,
    /// Its canonical name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its other full names, those of most mentions first: no surnames alone and no acronyms.
    pub names: Vec<String>,
    /// Its Wikidata item.
    pub wikidata: Option<WikidataNumber>,
}

impl Standing {
    fn all_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.names.iter().map(String::as_str)).take(MAX_NAMES)
    }

    /// As resolution sees it: nobody whom the built-in lists name, for those have ids of their own.
    fn unresolved(&self) -> Unresolved {
        let wikidata = self.wikidata.map(|WikidataNumber(number)| format!("Q{number}"));
        let names = self.all_names().map(str::to_owned).collect();
        Unresolved {
            cluster: 0,
            kind: self.kind,
            names,
            n_mentions: 0,
            articles: Vec::new(),
            is_listed: false,
            wikidata,
        }
    }
}

/// For each of the clusters, the entity of the collection that it is, and the rule that says so.
///
/// * Shape: `standing` with those that most articles name first; `is_apart` says whether the publisher holds a name of a cluster and one of an entity apart.
/// * Errors: none. Time grows with the number of clusters and of entities: each has few keys, and each key few pairs.
pub(crate) fn met(
    clusters: &[Unresolved],
    standing: &[Standing],
    is_apart: &dyn Fn(&str, &str) -> bool,
) -> BTreeMap<usize, (usize, MergeRule)> {
    let keys_of = |names: &[String], kind: EntityKind| -> Vec<(EntityKind, String)> {
        let keys = names.iter().take(MAX_NAMES).flat_map(|name| candidate_keys(name, kind));
        let mut keys: Vec<_> = keys.map(|key| (kind, key)).collect();
        keys.sort();
        keys.dedup();
        keys
    };
    let wanted: HashSet<(EntityKind, String)> =
        clusters.iter().flat_map(|cluster| keys_of(&cluster.names, cluster.kind)).collect();
    let mut blocks: HashMap<(EntityKind, String), Vec<usize>> = HashMap::new();
    // A place that is told from another of its name is spelled like the other: only an article that tells it meets it.
    let is_open = |entity: &Standing| entity.kind != EntityKind::Place || !Gazetteer::get().is_told_apart(&entity.name);
    for (nth, entity) in standing.iter().enumerate().filter(|(_, entity)| !wanted.is_empty() && is_open(entity)) {
        let names: Vec<String> = entity.all_names().map(str::to_owned).collect();
        for key in keys_of(&names, entity.kind).into_iter().filter(|key| wanted.contains(key)) {
            let block = blocks.entry(key).or_default();
            if block.len() < MAX_BLOCK {
                block.push(nth);
            }
        }
    }
    let mut found = BTreeMap::new();
    for cluster in clusters {
        let keys = keys_of(&cluster.names, cluster.kind);
        let mut near: Vec<usize> = keys.iter().filter_map(|key| blocks.get(key)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let fits: Vec<(usize, MergeRule, bool)> = near
            .into_iter()
            .filter_map(|nth| {
                let entity = standing[nth].unresolved();
                let (rule, is_firm, _) = judged(cluster, &entity)?;
                may_join(cluster, &entity, is_apart).then_some((nth, rule, is_firm))
            })
            .collect();
        // What a shorter name leaves out could be any of several: it joins the one, or none.
        let firm = fits.iter().find(|(.., is_firm)| *is_firm);
        if let Some((nth, rule, _)) = firm.or(if fits.len() == 1 { fits.first() } else { None }) {
            found.insert(cluster.cluster, (*nth, *rule));
        }
    }
    found
}

/// Whether no gate stands between any two names.
fn may_join(a: &Unresolved, b: &Unresolved, is_apart: &dyn Fn(&str, &str) -> bool) -> bool {
    let ids_agree = a.wikidata.is_none() || b.wikidata.is_none() || a.wikidata == b.wikidata;
    ids_agree
        && a.names.iter().take(MAX_NAMES).all(|name| {
            let differs = |other: &String| compare_of_kind(name, other, a.kind).verdict == Verdict::Different;
            b.names.iter().all(|other| !is_apart(name, other) && !differs(other))
        })
}
