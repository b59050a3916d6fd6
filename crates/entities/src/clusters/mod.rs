//! The entity table: what articles name, joined across the corpus by safe rules only, each join with its rule.

mod capitals;
mod cluster;
mod joins;
mod orders;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use newsprint_model::{Entity, EntityKind, EntityNumber, Mention, MergeRule, Part, Quotation, WikidataNumber};

use cluster::{Cluster, MAX_ARTICLES};

use crate::corrections::{Corrections, wikidata_number};
use crate::lists::{Lists, joined};
use crate::locals::{Local, Locals, Via};
use crate::places::{Gazetteer, SiteNumber};
use crate::sections::Section;
use crate::standing::Standing;
use crate::tag::{Named, Settled, rank};
use crate::tokens::tokens;

/// The most letters of an acronym that many bodies may share.
const MAX_SHORT_ACRONYM: usize = 3;

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
    /// Acronyms that articles spell out, by what they stand for: how many articles do.
    acronyms: BTreeMap<String, BTreeMap<usize, u32>>,
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
        mut quotations: Vec<Quotation>,
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
        let mut spelt_out: BTreeSet<(String, usize)> = BTreeSet::new();
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
                _ if sighting.is_listed_spelling && local.listed.is_some() => Some(MergeRule::BuiltInAlias),
                _ => None,
            };
            // Letters that several bodies share count as spelt out where the article gives their body's name.
            let is_shared =
                sighting.is_listed_spelling && local.listed.is_some() && lists.has(Section::SharedAcronyms, &key);
            if via == Some(Via::Acronym) || is_shared {
                spelt_out.insert((key, cluster));
            }
            let Sighting { part, start, end, text, .. } = sighting;
            *entry.spellings.entry((text, rule)).or_default() += 1;
            mentions.push(Mention { part, start, end, entity: EntityNumber(cluster as u32) });
        }
        for (acronym, cluster) in spelt_out {
            *self.acronyms.entry(acronym).or_default().entry(cluster).or_default() += 1;
        }
        let met: BTreeSet<u32> = mentions.iter().map(|mention: &Mention| mention.entity.0).collect();
        for cluster in met {
            let cluster = &mut self.list[cluster as usize];
            cluster.n_articles += 1;
            if cluster.articles.len() < MAX_ARTICLES {
                cluster.articles.push(article as u32);
            }
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
        for said in &mut quotations {
            let cluster = said.speaker.and_then(|local| clusters.get(local.0 as usize));
            said.speaker = cluster.map(|cluster| EntityNumber(*cluster as u32));
        }
        let supplied = supplied.into_iter().map(|cluster| EntityNumber(cluster as u32)).collect();
        Named { mentions, supplied, quotations, months: Vec::new() }
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
        let orders = self.orders(&used, lists, standing);
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

    /// Acronyms that stand alone in some articles, joined to what every article that spells them out means: few letters only where a good
    /// part of the articles spell them out, for `PAC` and `ABC` mean one thing here and another there.
    fn join_acronyms(&self) -> BTreeMap<usize, usize> {
        let mut joins = BTreeMap::new();
        for (acronym, meanings) in &self.acronyms {
            let alone = self.by_key.get(&Key::Named(rank(EntityKind::Organisation), acronym.clone()));
            let (Some(alone), 1, Some((meaning, n_spelt_out))) = (alone, meanings.len(), meanings.first_key_value())
            else {
                continue;
            };
            let share = if acronym.chars().count() > MAX_SHORT_ACRONYM { 16 } else { 4 };
            if alone != meaning && n_spelt_out * share >= self.list[*alone].n_articles {
                joins.insert(*alone, *meaning);
            }
        }
        joins
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
