//! What a query asks of the index: its words, looked up with all their forms.

use std::collections::{BTreeMap, BTreeSet};

use newsprint_edition::{ChunkError, ChunkStore, Reader, WordEntry, join, join_all};
use newsprint_model::DateSpan;
use newsprint_text::{Stemmer, is_function_word, terms};

use crate::Facet;
use crate::marks::{Pattern, Slot as MarkSlot};
use crate::query::{Ending, Node, Place};

/// How many words of the dictionary a beginning stands for at most: those of most articles.
const MAX_PREFIX_WORDS: usize = 1024;

/// A language has a say in what a function word is, and in stems, when one article in this many is written in it.
const LANG_SHARE: u32 = 20;

/// A query, ready to be evaluated.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// What is asked for; `None` when there are no words.
    pub root: Option<Step>,
    /// The words and phrases of the query, in the order typed.
    pub leaves: Vec<Leaf>,
    /// Every dictionary word that a leaf accepts, in order of the word.
    pub entries: Vec<WordEntry>,
    /// What is asked for beside words, in the order typed.
    pub conditions: Vec<Condition>,
}

/// The query's structure, with its words and phrases by number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Leaf(usize),
    /// One of the plan's conditions.
    Condition(usize),
    All(Vec<Step>),
    Any(Vec<Step>),
    Not(Box<Step>),
}

/// Something that an article has or has not, and that has no score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// A value of a facet whose label has all these folded words.
    Named { facet: Facet, words: Vec<String> },
    /// A date span that lies within.
    Published(DateSpan),
}

/// A word or phrase.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// As typed.
    pub typed: String,
    /// Where it must stand.
    pub place: Place,
    /// Whether it is a word and not a phrase.
    pub is_word: bool,
    /// Whether it is a word that says little, and may be missing when others are asked for.
    pub is_function_word: bool,
    /// Whether articles without it are wanted.
    pub is_excluded: bool,
    /// Ways to write it; each a sequence of words side by side.
    pub ways: Vec<Vec<Slot>>,
}

/// One word of a sequence: any of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Indexes into the plan's entries, rising.
    pub entries: Vec<usize>,
    /// The folded word itself and the forms that share its stem.
    forms: BTreeSet<String>,
    /// The folded beginning, where any word that starts so will do.
    prefix: Option<String>,
}

/// A leaf before lookup: ways to write it, as folded words.
struct Wanted {
    typed: String,
    place: Place,
    ending: Ending,
    is_phrase: bool,
    is_excluded: bool,
    ways: Vec<Vec<String>>,
}

impl Plan {
    /// Looks up a query's words.
    ///
    /// A word stands for all words of the dictionary that share its stem in a language of the edition; a phrase's words for
    /// themselves. A hyphenated word also stands for its solid form, and two words typed side by side for their solid form where the dictionary has it.
    pub(crate) async fn of<S: ChunkStore>(reader: &Reader<S>, node: Option<&Node>) -> Result<Plan, ChunkError> {
        let Some(node) = node else { return Ok(Plan::default()) };
        let mut wanted = Vec::new();
        let mut conditions = Vec::new();
        let root = structure(node, false, &mut wanted, &mut conditions);
        let solids = solids(&root, &wanted);

        let langs = main_langs(reader);
        let stemmers: Vec<Stemmer> = langs.iter().filter_map(|lang| Stemmer::carried(lang)).collect();
        let mut words = BTreeSet::new();
        let mut stems = BTreeSet::new();
        let mut prefixes = BTreeSet::new();
        for leaf in &wanted {
            for way in &leaf.ways {
                words.extend(way.iter().cloned());
                if !leaf.is_phrase {
                    stems.extend(way.iter().flat_map(|word| stems_of(word, &stemmers)));
                }
                prefixes.extend(way.last().filter(|_| leaf.ending != Ending::Whole).cloned());
            }
        }
        words.extend(solids.iter().map(|(_, solid)| solid.clone()));
        // A stem may be a word, and the only form of itself.
        words.extend(stems.iter().cloned());
        let (words, stems): (Vec<String>, Vec<String>) = (words.into_iter().collect(), stems.into_iter().collect());
        let prefixes: Vec<String> = prefixes.into_iter().collect();
        let starting = join_all(prefixes.iter().map(|prefix| reader.words_with_prefix(prefix, MAX_PREFIX_WORDS)));
        let (looked_up, starting) = join(reader.dictionary(&words, &stems), starting).await;
        let (entries, families_found) = looked_up?;
        // Words in other languages bring their stems along. (Maps are filled entry by entry: collecting one sorts first, and
        // every sort of its own weighs some kilobytes on the reader's page.)
        let mut known = BTreeMap::<String, WordEntry>::new();
        known.extend(entries.into_iter().flatten().map(|entry| (entry.word.clone(), entry)));
        let mut stems_of_words = BTreeMap::<String, BTreeSet<String>>::new();
        let mut further = BTreeSet::new();
        for leaf in wanted.iter().filter(|leaf| !leaf.is_phrase) {
            for word in leaf.ways.iter().flatten() {
                let of_word = stems_of_words.entry(word.clone()).or_insert_with(|| stems_of(word, &stemmers));
                of_word.extend(known.get(word).iter().flat_map(|entry| entry.stems.iter().cloned()));
                further.extend(of_word.iter().filter(|stem| stems.binary_search(stem).is_err()).cloned());
            }
        }
        let further: Vec<String> = further.into_iter().collect();
        let (_, more) = reader.dictionary(&[], &further).await?;
        let mut families = BTreeMap::<String, Vec<String>>::new();
        families.extend(families_found.into_iter().chain(more).flatten().map(|family| (family.stem, family.members)));
        for entry in known.values().filter(|entry| entry.stems.contains(&entry.word)) {
            families.entry(entry.word.clone()).or_insert_with(|| vec![entry.word.clone()]);
        }
        let mut of_prefix = BTreeMap::new();
        for (prefix, starting) in prefixes.into_iter().zip(starting) {
            let (starting, _) = starting?;
            of_prefix.insert(prefix, starting.iter().map(|entry| entry.word.clone()).collect::<Vec<_>>());
            known.extend(starting.into_iter().map(|entry| (entry.word.clone(), entry)));
        }
        let members: Vec<String> =
            families.values().flatten().filter(|word| !known.contains_key(*word)).cloned().collect();
        let (members, _) = reader.dictionary(&members, &[]).await?;
        known.extend(members.into_iter().flatten().map(|entry| (entry.word.clone(), entry)));

        let mut numbers = BTreeMap::<&str, usize>::new();
        numbers.extend(known.keys().enumerate().map(|(nth, word)| (word.as_str(), nth)));
        let slot = |leaf: &Wanted, word: &str, is_last: bool| {
            let mut forms = one(word);
            if !leaf.is_phrase {
                let stems = stems_of_words.get(word).into_iter().flatten();
                forms.extend(stems.filter_map(|stem| families.get(stem)).flatten().cloned());
            }
            let prefix = (is_last && leaf.ending != Ending::Whole).then(|| word.to_owned());
            if leaf.ending == Ending::Starred && is_last {
                forms.clear();
            }
            let starting = prefix.as_ref().and_then(|prefix| of_prefix.get(prefix)).into_iter().flatten();
            let mut entries: Vec<usize> =
                forms.iter().chain(starting).filter_map(|form| numbers.get(form.as_str()).copied()).collect();
            entries.sort_unstable();
            entries.dedup();
            Slot { entries, forms, prefix }
        };
        let mut leaves: Vec<Leaf> = wanted
            .iter()
            .map(|leaf| Leaf {
                typed: leaf.typed.clone(),
                place: leaf.place,
                is_word: !leaf.is_phrase,
                is_function_word: !leaf.is_phrase
                    && leaf.ending != Ending::Starred
                    && leaf
                        .ways
                        .iter()
                        .all(|way| way.len() == 1 && langs.iter().any(|lang| is_function_word(&way[0], lang))),
                is_excluded: leaf.is_excluded,
                ways: leaf
                    .ways
                    .iter()
                    .map(|way| {
                        way.iter().enumerate().map(|(nth, word)| slot(leaf, word, nth + 1 == way.len())).collect()
                    })
                    .collect(),
            })
            .collect();
        for (nth, solid) in solids {
            if let Some(number) = numbers.get(solid.as_str()) {
                let slot = Slot { entries: vec![*number], forms: one(&solid), prefix: None };
                [nth, nth + 1].into_iter().for_each(|nth| leaves[nth].ways.push(vec![slot.clone()]));
            }
        }
        drop(numbers);
        let entries = used(known.into_values().collect(), &mut leaves);
        Ok(Plan { root: Some(root), leaves, entries, conditions })
    }

    /// What to mark in a text: everything asked for but function words among others, and in the body nothing that was
    /// wanted in the headline.
    ///
    /// * `weights`: one for each leaf.
    pub(crate) fn patterns(&self, weights: &[f32], place: Place) -> Vec<Pattern> {
        let says_more = self.leaves.iter().any(|leaf| !leaf.is_excluded && !leaf.is_function_word);
        let mut patterns = Vec::new();
        for (nth, leaf) in self.leaves.iter().enumerate() {
            let is_elsewhere = leaf.place == Place::Title && place != Place::Title;
            if leaf.is_excluded || is_elsewhere || (says_more && leaf.is_function_word) {
                continue;
            }
            for way in &leaf.ways {
                let slots = way
                    .iter()
                    .map(|slot| MarkSlot { forms: slot.forms.clone(), prefix: slot.prefix.clone() })
                    .collect();
                patterns.push(Pattern { slots, word: nth, weight: weights.get(nth).copied().unwrap_or(1.0) });
            }
        }
        patterns
    }
}

/// The entries that some leaf accepts; the leaves point to them as they now stand.
fn used(entries: Vec<WordEntry>, leaves: &mut [Leaf]) -> Vec<WordEntry> {
    let slots = || leaves.iter().flat_map(|leaf| leaf.ways.iter().flatten());
    let mut used = BTreeSet::new();
    used.extend(slots().flat_map(|slot| slot.entries.iter().copied()));
    let mut numbers = BTreeMap::new();
    numbers.extend(used.into_iter().enumerate().map(|(new, old)| (old, new)));
    for slot in leaves.iter_mut().flat_map(|leaf| leaf.ways.iter_mut().flatten()) {
        slot.entries = slot.entries.iter().filter_map(|old| numbers.get(old).copied()).collect();
    }
    entries.into_iter().enumerate().filter(|(old, _)| numbers.contains_key(old)).map(|(_, entry)| entry).collect()
}

/// Numbers the leaves of a query and keeps its structure.
fn structure(node: &Node, is_excluded: bool, wanted: &mut Vec<Wanted>, conditions: &mut Vec<Condition>) -> Step {
    let mut nested =
        |nodes: &[Node]| nodes.iter().map(|node| structure(node, is_excluded, wanted, conditions)).collect();
    match node {
        Node::All(nodes) => Step::All(nested(nodes)),
        Node::Any(nodes) => Step::Any(nested(nodes)),
        Node::Not(node) => Step::Not(Box::new(structure(node, !is_excluded, wanted, conditions))),
        Node::Named { facet, text } => {
            let words = ways(text).swap_remove(0);
            conditions.push(Condition::Named { facet: *facet, words });
            Step::Condition(conditions.len() - 1)
        }
        Node::Published(span) => {
            conditions.push(Condition::Published(*span));
            Step::Condition(conditions.len() - 1)
        }
        Node::Word { text, ending, place } => {
            let (typed, ways) = (text.clone(), ways(text));
            wanted.push(Wanted { typed, place: *place, ending: *ending, is_phrase: false, is_excluded, ways });
            Step::Leaf(wanted.len() - 1)
        }
        Node::Phrase { text, place } => {
            let (typed, ways) = (text.clone(), ways(text));
            wanted.push(Wanted { typed, place: *place, ending: Ending::Whole, is_phrase: true, is_excluded, ways });
            Step::Leaf(wanted.len() - 1)
        }
    }
}

/// The ways to write a text: word by word, and with its compounds joined when it has some.
fn ways(text: &str) -> Vec<Vec<String>> {
    let (mut apart, mut joined) = (Vec::new(), Vec::<(u32, String)>::new());
    terms(text, |term| {
        if term.n_positions == 1 && apart.last().is_none_or(|(position, _)| *position < term.position) {
            apart.push((term.position, term.text.to_owned()));
            joined.push((term.position, term.text.to_owned()));
        } else {
            // The joined form comes after its first part and covers the others.
            joined.retain(|(position, _)| *position < term.position);
            joined.push((term.position + term.n_positions - 1, term.text.to_owned()));
        }
        joined.dedup_by(|later, earlier| later.0 <= earlier.0);
    });
    let words = |list: Vec<(u32, String)>| list.into_iter().map(|(_, word)| word).collect::<Vec<_>>();
    let mut ways = vec![words(apart)];
    let joined = words(joined);
    if joined != ways[0] {
        ways.push(joined);
    }
    ways
}

/// Words typed side by side, and the solid form that two of them make: `amir abdollahian`, `amirabdollahian`.
fn solids(root: &Step, wanted: &[Wanted]) -> Vec<(usize, String)> {
    let Step::All(steps) = root else { return Vec::new() };
    let word = |nth: usize| {
        let leaf = &wanted[nth];
        let is_plain =
            !leaf.is_phrase && !leaf.is_excluded && leaf.ending == Ending::Whole && leaf.place == Place::Anywhere;
        match leaf.ways.as_slice() {
            [way] if is_plain && way.len() == 1 => Some(way[0].as_str()),
            _ => None,
        }
    };
    let pairs = steps.windows(2).filter_map(|pair| match (&pair[0], &pair[1]) {
        (Step::Leaf(a), Step::Leaf(b)) => Some((*a, word(*a)?, word(*b)?)),
        _ => None,
    });
    pairs.map(|(nth, a, b)| (nth, format!("{a}{b}"))).collect()
}

fn one(word: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    words.insert(word.to_owned());
    words
}

fn stems_of(word: &str, stemmers: &[Stemmer]) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    stems.extend(stemmers.iter().map(|stemmer| stemmer.stem(word).into_owned()));
    stems
}

/// The languages with a share in the edition.
fn main_langs<S: ChunkStore>(reader: &Reader<S>) -> Vec<&str> {
    let n_articles = reader.boot().n_articles;
    let has_share = |n: u32| n.saturating_mul(LANG_SHARE) >= n_articles;
    reader.boot().langs.iter().filter(|(_, n)| has_share(*n)).map(|(lang, _)| lang.as_str()).collect()
}
