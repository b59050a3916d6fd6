//! The entity table: what articles name, joined across the corpus by safe rules only, each join with its rule.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use newsprint_model::{
    Coordinates, Entity, EntityKind, EntityNumber, Facts, Mention, MergeRule, Part, Variant, WikidataNumber,
};
use newsprint_text::fold;

use crate::corrections::{Corrections, Order, wikidata_number};
use crate::lists::{Lists, joined};
use crate::locals::{Local, Locals, Via};
use crate::places::{Gazetteer, SiteNumber};
use crate::resolve::{Join, Ordered, Unresolved, resolve};
use crate::standing::{Standing, met};
use crate::tag::{Named, Settled, rank};
use crate::tokens::tokens;

/// A mention before its entity has a number.
pub(crate) struct Sighting {
    pub part: Part,
    pub start: u32,
    pub end: u32,
    /// As written.
    pub text: String,
    /// Whom the article means, as an index into its [`Locals`].
    pub local: usize,
    /// Whether the built-in lists know this spelling.
    pub is_listed_spelling: bool,
}

/// What makes two articles' names one entity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// The same listed entity.
    Listed(usize),
    /// The same name after folding, joining and settling the romanisation of given names.
    Named(usize, String),
    /// A bare surname: never joined to another article's.
    Bare(usize, usize),
    /// A place that its name alone does not mean.
    Site(SiteNumber),
}

/// A spelling's count, by how it belongs to its entity.
type Spellings = BTreeMap<(String, Option<MergeRule>), u32>;

#[derive(Default)]
struct Cluster {
    kind: Option<EntityKind>,
    listed: Option<usize>,
    /// Whether a bare surname is all there is.
    is_bare: bool,
    /// Which place it is, where an article tells it from others of its name.
    site: Option<SiteNumber>,
    /// Full names and how often articles use them.
    names: BTreeMap<String, u32>,
    spellings: Spellings,
}

/// All articles' names, joined.
#[derive(Default)]
pub(crate) struct Clusters {
    by_key: BTreeMap<Key, usize>,
    list: Vec<Cluster>,
    n_articles: usize,
    /// How many of them are in Arabic letters: names are shown as most articles write them.
    n_in_arabic: usize,
    /// The clusters that some article names, before acronyms are joined.
    used: BTreeSet<usize>,
    /// Acronyms that articles spell out, by what they stand for.
    acronyms: BTreeMap<String, BTreeSet<usize>>,
    corrections: Corrections,
}

impl Clusters {
    /// No clusters yet, and what the publisher orders of them.
    pub(crate) fn corrected(corrections: Corrections) -> Clusters {
        Clusters { corrections, ..Clusters::default() }
    }

    /// Takes in what one article names and where.
    ///
    /// * Shape: its mentions in order, and what is only supplied with it, rising; both by the numbers of clusters.
    pub(crate) fn add_article(
        &mut self,
        (locals, sites): (&Locals, &[Option<SiteNumber>]),
        sightings: Vec<Sighting>,
        is_in_arabic: bool,
        lists: &Lists,
    ) -> Named {
        let article = self.n_articles;
        self.n_in_arabic += usize::from(is_in_arabic);
        self.n_articles += 1;
        let clusters: Vec<usize> = locals
            .list
            .iter()
            .enumerate()
            .map(|(nth, local)| {
                let is_apart = |site: &SiteNumber| Gazetteer::get().told_apart(*site).is_some();
                let apart = sites[nth].filter(is_apart);
                let key = match apart {
                    Some(site) => Key::Site(site),
                    None => key(local, article, nth, lists, &self.corrections),
                };
                let next = self.list.len();
                let cluster = *self.by_key.entry(key).or_insert(next);
                if cluster == next {
                    let (kind, listed) = (Some(local.kind), local.listed.filter(|_| apart.is_none()));
                    let is_bare = listed.is_none() && !local.is_full;
                    self.list.push(Cluster { kind, listed, is_bare, ..Cluster::default() });
                }
                self.list[cluster].site = self.list[cluster].site.or(sites[nth]);
                cluster
            })
            .collect();
        let mut mentions = Vec::with_capacity(sightings.len());
        let mut seen = vec![false; locals.list.len()];
        for sighting in sightings {
            let (local, cluster) = (&locals.list[sighting.local], clusters[sighting.local]);
            seen[sighting.local] = true;
            let key = joined(&sighting.text);
            let via = locals.via(&key, sighting.local);
            let entry = &mut self.list[cluster];
            if matches!(via, Some(Via::Whole | Via::Given))
                && local.is_full
                && local.listed.is_none()
                && !local.name.contains('(')
            {
                *entry.names.entry(sighting.text.clone()).or_default() += 1;
            }
            let rule = match via {
                Some(Via::Acronym) => Some(MergeRule::Acronym),
                Some(Via::AlsoCalled) => Some(MergeRule::AlsoCalled),
                Some(Via::Part) => Some(MergeRule::Surname),
                Some(Via::Given) => Some(MergeRule::Given),
                Some(Via::Listed) => Some(MergeRule::BuiltInAlias),
                _ if sighting.is_listed_spelling => Some(MergeRule::BuiltInAlias),
                _ => None,
            };
            if via == Some(Via::Acronym) {
                self.acronyms.entry(key).or_default().insert(cluster);
            }
            let Sighting { part, start, end, text, .. } = sighting;
            *entry.spellings.entry((text, rule)).or_default() += 1;
            mentions.push(Mention { part, start, end, entity: EntityNumber(cluster as u32) });
        }
        let mut supplied = BTreeSet::new();
        for (nth, local) in locals.list.iter().enumerate() {
            let entry = &mut self.list[clusters[nth]];
            if local.listed.is_none() && (local.given || entry.names.is_empty()) {
                *entry.names.entry(local.name.clone()).or_default() += u32::from(local.given);
            }
            if local.given && !seen[nth] {
                supplied.insert(clusters[nth]);
            }
        }
        // One that only a longer spelling of another mentions is no longer supplied.
        supplied.retain(|cluster| !mentions.iter().any(|mention| mention.entity.0 as usize == *cluster));
        self.used.extend(mentions.iter().map(|mention| mention.entity.0 as usize).chain(supplied.iter().copied()));
        Named { mentions, supplied: supplied.into_iter().map(|cluster| EntityNumber(cluster as u32)).collect() }
    }

    /// The table, its numbers settled: people, organisations, places, each by id.
    ///
    /// * Shape: the entities of the collection that these articles are added to, if there is one.
    pub(crate) fn settle(mut self, lists: &Lists, standing: &[Standing]) -> Settled {
        let by_id: HashMap<&str, usize> = (0..).zip(standing).map(|(nth, entity)| (entity.id.as_str(), nth)).collect();
        let stands_for = self.join_acronyms();
        for (from, to) in &stands_for {
            let spellings = std::mem::take(&mut self.list[*from].spellings);
            for ((text, _), n_mentions) in spellings {
                *self.list[*to].spellings.entry((text, Some(MergeRule::Acronym))).or_default() += n_mentions;
            }
        }
        let alone = |cluster: usize| stands_for.get(&cluster).copied().unwrap_or(cluster);
        let used: BTreeSet<usize> = self.used.iter().map(|cluster| alone(*cluster)).collect();
        let orders = self.orders(&used, lists);
        let mut joins = self.join_clusters(&used, &orders, lists);
        let met = self.join_standing((&used, &mut joins), &orders, lists, (standing, &by_id));
        let resolve = |cluster: usize| {
            let cluster = alone(cluster);
            joins.get(&cluster).copied().unwrap_or(cluster)
        };
        let hidden: BTreeSet<usize> = orders.hidden.iter().map(|cluster| resolve(*cluster)).collect();
        let used: BTreeSet<usize> = used.into_iter().map(resolve).filter(|cluster| !hidden.contains(cluster)).collect();
        let renamed: BTreeMap<usize, &str> =
            orders.renamed.iter().map(|(cluster, name)| (resolve(*cluster), name.as_str())).collect();
        let in_arabic = self.n_in_arabic * 2 > self.n_articles;
        let mut wikidata: BTreeMap<usize, WikidataNumber> = BTreeMap::new();
        for (cluster, id) in &orders.wikidata {
            if let Some(number) = wikidata_number(id) {
                wikidata.entry(resolve(*cluster)).or_insert(number);
            }
        }
        let entity = |cluster: usize| {
            let (name, wikidata) = (renamed.get(&cluster).copied(), wikidata.get(&cluster).copied());
            let known = met.get(&cluster).map(|nth| &standing[*nth]);
            self.list[cluster].entity(name, in_arabic, wikidata, lists, known)
        };
        let mut table: Vec<(usize, Entity)> =
            used.into_iter().filter_map(|cluster| Some((cluster, entity(cluster)?))).collect();
        // Where two share a slug, it is not counts that say who keeps it plain, so that links live through articles to come: whom the lists name, then full
        // names, places first; of bare surnames, whom an earlier article names.
        table.sort_by_cached_key(|(nth, entity)| {
            let cluster = &self.list[*nth];
            (cluster.is_bare, cluster.listed.is_none(), std::cmp::Reverse(rank(entity.kind)), *nth)
        });
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut n_with: BTreeMap<String, u32> = BTreeMap::new();
        for (cluster, entity) in &mut table {
            let is_free = met.contains_key(cluster) || !by_id.contains_key(entity.id.as_str());
            if is_free && taken.insert(entity.id.clone()) {
                continue;
            }
            let slug = entity.id.clone();
            let n_same = n_with.entry(slug.clone()).or_insert(1);
            loop {
                *n_same += 1;
                entity.id = format!("{slug}-{n_same}");
                if !by_id.contains_key(entity.id.as_str()) && taken.insert(entity.id.clone()) {
                    break;
                }
            }
        }
        table.sort_by(|(a_nth, a), (b_nth, b)| (rank(a.kind), &a.id, a_nth).cmp(&(rank(b.kind), &b.id, b_nth)));
        let mut numbers = vec![None; self.list.len()];
        for (number, (cluster, _)) in (0u32..).zip(&table) {
            numbers[*cluster] = Some(number);
        }
        let settled = (0..self.list.len()).map(|cluster| numbers[resolve(cluster)]).collect();
        let entities = table.into_iter().map(|(_, entity)| entity).collect();
        Settled { entities, settled, unmatched: orders.unmatched }
    }

    /// Acronyms that stand alone in some articles, joined to what every article that spells them out means.
    fn join_acronyms(&self) -> BTreeMap<usize, usize> {
        let mut joins = BTreeMap::new();
        for (acronym, meanings) in &self.acronyms {
            let alone = self.by_key.get(&Key::Named(rank(EntityKind::Organisation), acronym.clone()));
            if let (Some(alone), 1, Some(meaning)) = (alone, meanings.len(), meanings.first())
                && alone != meaning
            {
                joins.insert(*alone, *meaning);
            }
        }
        joins
    }
}

/// What the publisher orders, by clusters.
#[derive(Default)]
struct Orders {
    ordered: Ordered,
    kinds: BTreeMap<usize, EntityKind>,
    wikidata: BTreeMap<usize, String>,
    hidden: BTreeSet<usize>,
    renamed: Vec<(usize, String)>,
    unmatched: Vec<u32>,
}

impl Clusters {
    /// Finds the clusters that the corrections speak of, by any name or spelling of theirs.
    fn orders(&self, used: &BTreeSet<usize>, lists: &Lists) -> Orders {
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
        for (line, order) in &self.corrections.orders {
            let is_met = match order {
                Order::Same(a, b) => {
                    let (of_a, of_b) = (found(a), found(b));
                    let all: Vec<usize> = of_a.iter().chain(&of_b).copied().collect();
                    orders.ordered.same.extend(all.windows(2).map(|pair| (pair[0], pair[1])));
                    !of_a.is_empty() && !of_b.is_empty()
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

    /// Joins what the ladder and the publisher hold to be one; says which cluster belongs to which.
    fn join_clusters(&mut self, used: &BTreeSet<usize>, orders: &Orders, lists: &Lists) -> BTreeMap<usize, usize> {
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
    fn join_standing(
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
        // Who has a name of it needs no ladder. A bare surname is somebody else's.
        for root in roots.iter().filter(|root| !self.list[**root].is_bare) {
            let entry = &self.list[*root];
            let listed = entry.listed.map(|entity| lists.entities[entity].name.to_owned());
            let own = entry.told_apart().or(listed).or_else(|| fullest(&entry.names));
            let of_kind = |name: &str| {
                by_id.get(slug(name).as_str()).copied().filter(|nth| Some(standing[*nth].kind) == entry.kind)
            };
            let known = own.as_deref().and_then(of_kind).or_else(|| entry.names.keys().find_map(|name| of_kind(name)));
            is.extend(known.map(|nth| (*root, (nth, MergeRule::Same))));
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
        );
        let entry = &mut self.list[into];
        entry.site = entry.site.or(moved.site);
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
            let name = fullest(&entry.names).filter(|name| is_open && name.contains(' '));
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
        fullest(&names)
    }

    fn n_mentions(&self) -> u32 {
        self.spellings.values().sum()
    }

    /// Its name where the name alone means another place.
    fn told_apart(&self) -> Option<String> {
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
    fn entity(
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
            (None, None) => fullest(&self.names)?,
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

fn key(local: &Local, article: usize, nth: usize, lists: &Lists, corrections: &Corrections) -> Key {
    if let Some(entity) = local.listed {
        return Key::Listed(entity);
    }
    if !local.is_full {
        return Key::Bare(article, nth);
    }
    let name = match local.kind {
        EntityKind::Person if corrections.holds_apart(&joined(&local.name)) => joined(&local.name),
        EntityKind::Person => person_key(&local.name, lists),
        EntityKind::Organisation | EntityKind::Place => {
            let key = joined(&local.name);
            key.strip_prefix("the")
                .map(str::to_owned)
                .filter(|rest| rest.len() > 3 && local.name.starts_with("The "))
                .unwrap_or(key)
        }
    };
    Key::Named(rank(local.kind), name)
}

/// A person's name as one key: given names by one romanisation each, an article before the surname left out.
fn person_key(name: &str, lists: &Lists) -> String {
    let words = tokens(name);
    let mut key = String::new();
    for (nth, word) in words.iter().enumerate() {
        let last = nth + 1 == words.len();
        if !last && nth > 0 && matches!(word.key.as_str(), "al" | "el") {
            continue;
        }
        key.push_str(if last { &word.key } else { lists.romanised(&word.key) });
    }
    key
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
        _ if spelling.trim_end_matches('s') == full.trim_end_matches('s') => MergeRule::Inflected,
        Some(rule) => rule,
        None if kind == EntityKind::Person => MergeRule::Romanisation,
        None => MergeRule::Folded,
    }
}

/// The fullest of the common forms: the most words among those used at least a quarter as often as the commonest;
/// then the commoner, then the one that shows its joints, then by letters.
fn fullest(names: &BTreeMap<String, u32>) -> Option<String> {
    let most = names.values().max()?;
    names
        .iter()
        .filter(|(_, n_uses)| **n_uses * 4 >= *most)
        .max_by(|(a, a_uses), (b, b_uses)| {
            let n_words = |name: &str| tokens(name).len();
            let spaced = |name: &str| name.split_whitespace().count();
            (spaced(a), *a_uses, n_words(a)).cmp(&(spaced(b), *b_uses, n_words(b))).then_with(|| b.cmp(a))
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
fn slug(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "entity".to_owned() } else { words.join("-") }
}
