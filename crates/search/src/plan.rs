//! What a query asks of the index: its words, looked up with all their forms.

use newsprint_edition::{Answer, NameSpelt, Opened, ValueSet, WordEntry, add_sorted};
use newsprint_model::{DateSpan, EntityNumber};
use newsprint_text::{CodePoints, is_function_word, terms};

use crate::lookup::LookedUp;
use crate::marks::{Pattern, Slot as MarkSlot};
use crate::query::{Ending, Node, Parsed, Place, Typed, is_range, parse};
use crate::suggest::written_as;
use crate::{Begun, Correction, Facet, Reading};

/// A language has a say in what a function word is, and in stems, when one article in this many is written in it.
const LANG_SHARE: u32 = 20;

/// A query as read, and how freely its words are taken.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub parsed: Parsed,
    /// Whether nothing is corrected.
    pub exact: bool,
    /// Whether an article must spell a word out.
    pub strict_names: bool,
}

impl Asked {
    pub(crate) fn of(reading: &Reading) -> Asked {
        let Reading { query, typing, exact, strict_names } = reading;
        Asked { parsed: parse(query, *typing), exact: *exact, strict_names: *strict_names }
    }
}

/// A query, ready to be evaluated.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// What is asked for; `None` when there are no words.
    pub root: Option<Step>,
    /// The words and phrases of the query, in the order typed.
    pub leaves: Vec<Leaf>,
    /// Every dictionary word that a leaf accepts, in order of the word.
    pub entries: Vec<WordEntry>,
    /// For each, what share of an occurrence counts: 1 but for what a mistyped word may stand for.
    pub shares: Vec<f32>,
    /// What is asked for beside words, in the order typed.
    pub conditions: Vec<Condition>,
    /// Words that stand for others than were typed, in the order typed.
    pub corrections: Vec<Correction>,
    /// Whose names some words were read as: first those whose articles are looked up, then those that their words alone lead to.
    pub names: Vec<Named>,
    /// Beginnings that do not stand for all words that begin so, in the order typed.
    pub begun: Vec<Begun>,
}

/// Words read as somebody's name.
#[derive(Debug)]
pub(crate) struct Named {
    /// Code points of the query.
    pub start: u32,
    pub end: u32,
    /// The leaves that were read so.
    leaves: std::ops::Range<usize>,
    /// Which kind of value, as the edition numbers facets.
    pub facet: usize,
    entity: EntityNumber,
    /// Whether the words as typed lead to every article that names them.
    pub is_canonical: bool,
    /// Who it is, and which articles name them.
    pub set: ValueSet,
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
    /// The value of a facet that a filter gives so.
    Is { facet: Facet, id: String },
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
    /// How much of its last word was typed.
    pub ending: Ending,
    /// The words of a way may stand in any order with at most so many others among them; side by side when `None`.
    pub within: Option<u32>,
    /// Whether it must stand in the text itself: an article that holds it only in the name of an entity does not hold it.
    pub in_text: bool,
    /// Names that it is a word of: an article in one of these of the plan's sets holds it, as if by one mention.
    pub names: Vec<usize>,
    /// Ways to write it; each a sequence of words side by side.
    pub ways: Vec<Vec<Slot>>,
}

/// One word of a sequence: any of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Indexes into the plan's entries, rising.
    pub entries: Vec<usize>,
    /// How many articles hold the commonest of the words, or of the families of forms that they make up.
    pub n_articles: u32,
    /// Whether that is how many articles hold any of the words.
    pub is_counted: bool,
    /// The folded word itself and the forms that share its stem; sorted.
    pub forms: Vec<String>,
    /// The folded beginning, where any word that starts so will do.
    prefix: Option<String>,
}

/// A leaf before lookup: ways to write it, as folded words.
pub(crate) struct Wanted {
    typed: String,
    place: Place,
    /// How much of its last word was typed.
    pub ending: Ending,
    pub is_phrase: bool,
    pub is_excluded: bool,
    within: Option<u32>,
    pub ways: Vec<Vec<String>>,
}

impl Plan {
    /// Looks up a query's words.
    ///
    /// A word stands for all words of the dictionary that share its stem in a language of the edition; a phrase's words for
    /// themselves. A hyphenated word also stands for its solid form, and two words typed side by side for their solid form
    /// where the dictionary has it.
    pub(crate) fn of(edition: &Opened, asked: &Asked) -> Answer<Plan> {
        let Some(node) = &asked.parsed.node else { return Ok(Plan::default()) };
        let mut wanted = Vec::new();
        let mut conditions = Vec::new();
        let root = structure(node, false, &mut wanted, &mut conditions);
        let solids = solids(&root, &wanted);
        let langs = main_langs(edition);
        let runs = if asked.strict_names { Vec::new() } else { runs(&root, &wanted, &langs) };
        let spelt = edition.names_spelt(&runs.iter().map(|run| run.solid.clone()).collect::<Vec<_>>());
        let is_named = |nth: usize| {
            let spelt = spelt.iter().flatten();
            runs.iter().zip(spelt).any(|(run, names)| run.leaves.contains(&nth) && !names.is_empty())
        };
        let looked_up = LookedUp::of(edition, &wanted, &solids, &langs, &|nth| asked.exact || is_named(nth));
        let (spelt, looked_up) = (spelt?, looked_up?);
        let mut leaves = leaves(&wanted, &solids, &looked_up, &langs);
        leaves.iter_mut().for_each(|leaf| leaf.in_text = asked.strict_names);
        let names = read_names(&runs, spelt, &asked.parsed.typed, &mut leaves);
        let corrections = corrections(&wanted, &asked.parsed.typed, &looked_up);
        let begun = begun(&wanted, &asked.parsed.typed, &looked_up);
        let shares = looked_up.known.iter().map(|(word, _)| looked_up.share_of(word)).collect();
        let (leaves, entries, shares) = used(leaves, looked_up.known.into_entries(), shares);
        Ok(Plan { root: Some(root), leaves, entries, shares, conditions, corrections, names, begun })
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
            let weight = weights.get(nth).copied().unwrap_or(1.0);
            for way in &leaf.ways {
                let slots = way.iter().map(|slot| MarkSlot { forms: slot.forms.clone(), prefix: slot.prefix.clone() });
                let slots: Vec<MarkSlot> = slots.collect();
                if leaf.within.is_none() {
                    patterns.push(Pattern { slots, word: nth, weight, entity: None });
                } else {
                    // Words near each other are marked one by one, and count as words of their own.
                    let weight = weight / slots.len() as f32;
                    let each = slots.into_iter().enumerate();
                    patterns.extend(each.map(|(at, slot)| Pattern {
                        slots: vec![slot],
                        word: nth + at * self.leaves.len(),
                        weight,
                        entity: None,
                    }));
                }
            }
        }
        for Named { leaves, entity, .. } in &self.names {
            // Whoever is named is marked however they are spelled, and that says as much as all the words.
            let weight = leaves.clone().map(|nth| weights.get(nth).copied().unwrap_or(1.0)).sum();
            let slots = vec![MarkSlot::default()];
            patterns.push(Pattern { slots, word: leaves.start, weight, entity: Some(*entity) });
        }
        patterns
    }
}

/// The leaves with all forms that the dictionary has for them.
fn leaves(wanted: &[Wanted], solids: &[(usize, String)], looked_up: &LookedUp, langs: &[&str]) -> Vec<Leaf> {
    let is_function = |word: &str| langs.iter().any(|lang| is_function_word(word, lang));
    let mut leaves = Vec::new();
    for leaf in wanted {
        let is_word = !leaf.is_phrase;
        let is_plain = is_word && leaf.ending != Ending::Starred;
        let is_function_word = is_plain && leaf.ways.iter().all(|way| way.len() == 1 && is_function(&way[0]));
        let mut ways = Vec::new();
        for way in &leaf.ways {
            let slots = way.iter().enumerate().map(|(nth, word)| slot(leaf, word, nth + 1 == way.len(), looked_up));
            ways.push(slots.collect());
        }
        let Wanted { place, is_excluded, ending, within, .. } = *leaf;
        let typed = leaf.typed.clone();
        let (in_text, names) = (false, Vec::new());
        leaves.push(Leaf {
            typed,
            place,
            is_word,
            is_function_word,
            is_excluded,
            ending,
            within,
            in_text,
            names,
            ways,
        });
    }
    for (nth, solid) in solids {
        if let Some(number) = looked_up.known.index(solid.as_str()) {
            let n_articles = looked_up.n_articles(solid);
            let (entries, forms) = (vec![number], vec![solid.clone()]);
            let slot = Slot { entries, n_articles, is_counted: true, forms, prefix: None };
            [*nth, nth + 1].into_iter().for_each(|nth| leaves[nth].ways.push(vec![slot.clone()]));
        }
    }
    leaves
}

/// What one word of a leaf accepts.
fn slot(leaf: &Wanted, word: &str, is_last: bool, looked_up: &LookedUp) -> Slot {
    let prefix = (is_last && matches!(leaf.ending, Ending::Starred | Ending::Typing)).then(|| word.to_owned());
    let near = if leaf.is_phrase { &[] } else { looked_up.near(word) };
    let is_inflected = !leaf.is_phrase && !matches!(leaf.ending, Ending::Fuzzy(_));
    let words = || near.iter().map(String::as_str).chain([word]);
    let mut forms = Vec::new();
    if !(is_last && leaf.ending == Ending::Starred) {
        for word in words() {
            add_sorted(&mut forms, word.to_owned());
            if is_inflected {
                looked_up.relatives(word).for_each(|form| add_sorted(&mut forms, form.clone()));
            }
        }
    }
    let (mut entries, mut n_articles) = (Vec::new(), 0);
    let starting = prefix.as_deref().map_or(&[][..], |prefix| looked_up.starting(prefix));
    for form in forms.iter().chain(starting) {
        if let Some(number) = looked_up.known.index(form.as_str()) {
            add_sorted(&mut entries, number);
            n_articles = n_articles.max(looked_up.n_articles(form));
        }
    }
    let mut is_counted = entries.len() <= 1;
    for word in words().filter(|_| is_inflected && !forms.is_empty()) {
        // All members of a family are words of the dictionary, and so entries.
        let (n_in_family, n_forms) = looked_up.largest_family(word);
        is_counted |= n_forms == entries.len();
        n_articles = n_articles.max(n_in_family);
    }
    Slot { entries, n_articles, is_counted, forms, prefix }
}

/// What was corrected, with its place in the query.
fn corrections(wanted: &[Wanted], typed: &[Typed], looked_up: &LookedUp) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for (leaf, typed) in wanted.iter().zip(typed) {
        if leaf.is_phrase || matches!(leaf.ending, Ending::Fuzzy(_)) {
            continue;
        }
        let points = CodePoints::new(&typed.text);
        terms(&typed.text, |term| {
            let near = if leaf.ways[0].iter().any(|word| word == term.text) { looked_up.near(term.text) } else { &[] };
            let Some((shown, also)) = near.split_first() else { return };
            let place = |byte: usize| typed.start + points.at_byte(byte) as u32;
            let as_typed = &typed.text[term.start..term.end];
            corrections.push(Correction {
                start: place(term.start),
                end: place(term.end),
                typed: as_typed.to_owned(),
                shown: written_as(as_typed, shown.clone()),
                also: also.iter().map(|word| written_as(as_typed, word.clone())).collect(),
            });
        });
    }
    corrections
}

/// The beginnings that stand for the commonest words only, with their places in the query.
fn begun(wanted: &[Wanted], typed: &[Typed], looked_up: &LookedUp) -> Vec<Begun> {
    let mut begun = Vec::new();
    for (leaf, typed) in wanted.iter().zip(typed) {
        let last = leaf.ways[0].last().filter(|_| matches!(leaf.ending, Ending::Starred | Ending::Typing));
        if let Some(words) = last.and_then(|last| looked_up.commonest_begun(last)) {
            let end = typed.start + typed.text.chars().count() as u32;
            begun.push(Begun { start: typed.start, end, words });
        }
    }
    begun
}

/// The entries that some leaf accepts with their shares, and the leaves, pointing to them as they now stand.
fn used(
    mut leaves: Vec<Leaf>,
    known: Vec<(String, WordEntry)>,
    mut shares: Vec<f32>,
) -> (Vec<Leaf>, Vec<WordEntry>, Vec<f32>) {
    let mut numbers: Vec<Option<usize>> = vec![None; known.len()];
    for slot in leaves.iter().flat_map(|leaf| leaf.ways.iter().flatten()) {
        slot.entries.iter().for_each(|old| numbers[*old] = Some(0));
    }
    let mut is_used = numbers.iter().map(Option::is_some);
    shares.retain(|_| is_used.next().unwrap_or(false));
    let mut entries = Vec::new();
    for ((_, entry), number) in known.into_iter().zip(&mut numbers) {
        if number.is_some() {
            *number = Some(entries.len());
            entries.push(entry);
        }
    }
    for slot in leaves.iter_mut().flat_map(|leaf| leaf.ways.iter_mut().flatten()) {
        slot.entries.iter_mut().for_each(|old| *old = numbers[*old].unwrap_or(0));
    }
    (leaves, entries, shares)
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
            conditions.push(match text.strip_prefix('=') {
                Some(id) => Condition::Is { facet: *facet, id: id.to_owned() },
                None if *facet == Facet::Mentioned && is_range(text) => {
                    Condition::Is { facet: *facet, id: text.clone() }
                }
                None => Condition::Named { facet: *facet, words: ways(text).swap_remove(0) },
            });
            Step::Condition(conditions.len() - 1)
        }
        Node::Published(span) => {
            conditions.push(Condition::Published(*span));
            Step::Condition(conditions.len() - 1)
        }
        Node::Word { text, ending, place } => {
            let (typed, ways) = (text.clone(), ways(text));
            let (is_phrase, within) = (false, None);
            wanted.push(Wanted { typed, place: *place, ending: *ending, is_phrase, is_excluded, within, ways });
            Step::Leaf(wanted.len() - 1)
        }
        Node::Phrase { text, within, place } => {
            let (typed, ways) = (text.clone(), ways(text));
            let (is_phrase, ending, within) = (true, Ending::Whole, *within);
            wanted.push(Wanted { typed, place: *place, ending, is_phrase, is_excluded, within, ways });
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

/// Words typed side by side that may be somebody's name.
struct Run {
    /// The leaves.
    leaves: std::ops::Range<usize>,
    /// Their words as one.
    solid: String,
}

/// How many words of a query a name may have at most, and how many words are looked through for names.
const MAX_NAME_WORDS: usize = 4;
const MAX_NAMED_WORDS: usize = 16;

/// All runs of plain words that are not little words alone; longer ones before the shorter ones that begin with the same word.
fn runs(root: &Step, wanted: &[Wanted], langs: &[&str]) -> Vec<Run> {
    let steps = if let Step::All(steps) = root { steps.as_slice() } else { std::slice::from_ref(root) };
    let word = |step: &Step| {
        let Step::Leaf(nth) = step else { return None };
        let leaf = &wanted[*nth];
        let is_whole = matches!(leaf.ending, Ending::Whole | Ending::Typing) && leaf.place == Place::Anywhere;
        (is_whole && !leaf.is_phrase && !leaf.is_excluded).then_some((*nth, &leaf.ways[0]))
    };
    let words: Vec<_> = steps.iter().take(MAX_NAMED_WORDS).map(word).collect();
    let mut runs = Vec::new();
    for first in 0..words.len() {
        let side_by_side: Vec<_> = words[first..].iter().map_while(|word| *word).take(MAX_NAME_WORDS).collect();
        for n in (1..=side_by_side.len()).rev() {
            let parts: Vec<&String> = side_by_side[..n].iter().flat_map(|(_, parts)| *parts).collect();
            let is_little = n == 1 && parts.iter().all(|part| langs.iter().any(|lang| is_function_word(part, lang)));
            if parts.len() <= MAX_NAME_WORDS && !is_little {
                let solid = parts.iter().map(|part| part.as_str()).collect();
                runs.push(Run { leaves: side_by_side[0].0..side_by_side[n - 1].0 + 1, solid });
            }
        }
    }
    runs
}

/// Reads runs that lead to somebody as their name, the longest first; a word belongs to one name at most.
fn read_names(runs: &[Run], spelt: Vec<Vec<NameSpelt>>, typed: &[Typed], leaves: &mut [Leaf]) -> Vec<Named> {
    let (mut names, mut canonical): (Vec<Named>, Vec<Named>) = (Vec::new(), Vec::new());
    let mut end_of_last = 0;
    for (run, spelt) in runs.iter().zip(spelt) {
        if run.leaves.start < end_of_last || spelt.is_empty() {
            continue;
        }
        end_of_last = run.leaves.end;
        let (Some(first), Some(last)) = (typed.get(run.leaves.start), typed.get(run.leaves.end - 1)) else { continue };
        let (start, end) = (first.start, last.start + last.text.chars().count() as u32);
        for NameSpelt { facet, entity, is_canonical, set } in spelt {
            let named = Named { start, end, leaves: run.leaves.clone(), facet, entity, is_canonical, set };
            if is_canonical {
                canonical.push(named);
                continue;
            }
            leaves[run.leaves.clone()].iter_mut().for_each(|leaf| leaf.names.push(names.len()));
            names.push(named);
        }
    }
    names.extend(canonical);
    names
}

/// The languages with a share in the edition.
fn main_langs(edition: &Opened) -> Vec<&str> {
    let n_articles = edition.boot().n_articles;
    let has_share = |n: u32| n.saturating_mul(LANG_SHARE) >= n_articles;
    edition.boot().langs.iter().filter(|(_, n)| has_share(*n)).map(|(lang, _)| lang.as_str()).collect()
}
