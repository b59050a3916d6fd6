//! The same questions answered by looking at every article: slow, plain, and sharing no index with the engine.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use newsprint_edition::{Scoring, impact_of, tf_of};
use newsprint_model::{Article, DateSpan, EntityKind, Tagged};
use newsprint_search::query::{Ending, Node, Place};
use newsprint_search::{DateFilter, Facet, Filters};
use newsprint_text::{Stemmer, is_function_word, terms};

use super::Corpus;

/// A paragraph's end counts as so many words: no phrase reaches across, but words near each other may.
const APART: u32 = 2;
const BODY: u32 = 1_000_000;

/// Every article, read.
pub struct Brute {
    pub articles: Vec<Article>,
    tagged: Tagged,
    texts: Vec<Text>,
    mean_title: f32,
    mean_body: f32,
    /// Words so frequent that their positions lie apart: they are not looked for near others.
    pub hot: BTreeSet<String>,
    /// How often the query being answered asks for each word and phrase.
    mentions: RefCell<BTreeMap<String, usize>>,
    /// Weight and places in every article of each word and phrase that counts, in the order typed.
    placed: RefCell<Vec<(f32, Vec<BTreeSet<u32>>)>>,
}

#[derive(Default)]
struct Text {
    /// Word to positions; those of the headline are below `BODY`. A word of an entity's name has an entry too.
    positions: BTreeMap<String, BTreeSet<u32>>,
    n_lead: BTreeMap<String, u32>,
    n_names: BTreeMap<String, u32>,
    title_length: u32,
    body_length: u32,
}

/// An answer: the articles of the corpus by index, and which of them hold all words.
pub struct Answer {
    pub articles: BTreeSet<usize>,
    pub complete: BTreeSet<usize>,
    pub is_description: bool,
    pub fell_back: bool,
    pub scores: Vec<f32>,
    /// What words near each other add to the scores of the best.
    pub nearness: Vec<f32>,
    /// How many words and phrases count.
    pub n_scored: usize,
    /// Of a list of two or three words, the articles that meet all else that it asks for.
    pub stands: Option<BTreeSet<usize>>,
    /// Whether an article is so near the bound of a description that rounding decides.
    pub is_close: bool,
}

impl Brute {
    pub fn new(corpus: &Corpus) -> Brute {
        let (articles, tagged) = (corpus.articles(), corpus.tagged());
        let texts: Vec<Text> = (0..articles.len()).map(|nth| read(&articles[nth], &tagged, nth)).collect();
        let mean = |lengths: Vec<u32>| {
            let lengths: Vec<u32> = lengths.into_iter().filter(|length| *length > 0).collect();
            if lengths.is_empty() { 1.0 } else { lengths.iter().sum::<u32>() as f32 / lengths.len() as f32 }
        };
        let mean_title = mean(texts.iter().map(|text| text.title_length).collect());
        let mean_body = mean(texts.iter().map(|text| text.body_length).collect());
        Brute {
            articles,
            tagged,
            texts,
            mean_title,
            mean_body,
            hot: BTreeSet::new(),
            mentions: RefCell::default(),
            placed: RefCell::default(),
        }
    }

    fn main_langs(&self) -> Vec<&str> {
        let langs: BTreeSet<&str> = self.articles.iter().map(|article| article.lang.as_str()).collect();
        let share = |lang: &str| {
            self.articles.iter().filter(|article| article.lang == lang).count() * 20 >= self.articles.len()
        };
        langs.into_iter().filter(|lang| share(lang)).collect()
    }

    /// The words of the corpus that share a stem with a word, for each of its stems.
    fn families(&self, word: &str) -> Vec<BTreeSet<String>> {
        let carried = self.main_langs().into_iter().filter_map(Stemmer::carried);
        let mut stems: BTreeSet<String> = carried.map(|stemmer| stemmer.stem(word).into_owned()).collect();
        let holding = self.articles.iter().zip(&self.texts).filter(|(_, text)| text.positions.contains_key(word));
        stems.extend(holding.filter_map(|(article, _)| Some(Stemmer::of(&article.lang)?.stem(word).into_owned())));
        let members = |stem: &String| {
            let mut members = BTreeSet::new();
            for (article, text) in self.articles.iter().zip(&self.texts) {
                let Some(stemmer) = Stemmer::of(&article.lang) else { continue };
                members.extend(text.positions.keys().filter(|other| *stem == *stemmer.stem(other)).cloned());
            }
            members
        };
        stems.iter().map(members).collect()
    }

    /// How many articles hold any of some words.
    fn n_holding(&self, words: &BTreeSet<String>) -> usize {
        self.texts.iter().filter(|text| words.iter().any(|word| text.positions.contains_key(word))).count()
    }

    fn starting(&self, prefix: &str) -> BTreeSet<String> {
        let words = self.texts.iter().flat_map(|text| text.positions.keys());
        words.filter(|word| word.starts_with(prefix)).cloned().collect()
    }

    fn tf(&self, nth: usize, word: &str) -> f32 {
        let (text, scoring) = (&self.texts[nth], Scoring::default());
        let Some(positions) = text.positions.get(word) else { return 0.0 };
        let n_title = positions.iter().filter(|position| **position < BODY).count() as f32;
        let n_lead = text.n_lead.get(word).copied().unwrap_or(0) as f32;
        let n_rest = positions.len() as f32 - n_title - n_lead;
        let n_names = text.n_names.get(word).copied().unwrap_or(0) as f32;
        let title = 1.0 - scoring.title_b + scoring.title_b * text.title_length as f32 / self.mean_title;
        let body = 1.0 - scoring.body_b + scoring.body_b * text.body_length as f32 / self.mean_body;
        let mut tf = scoring.names_weight * n_names;
        if n_title > 0.0 {
            tf += scoring.title_weight * n_title / title;
        }
        if n_lead + n_rest > 0.0 {
            tf += (scoring.lead_weight * n_lead + n_rest) / body;
        }
        tf_of(impact_of(tf))
    }

    /// Frequency of a word or phrase in every article, 0 where it is not held; and how many articles it counts as being in: those of
    /// the commonest form or family of its rarest word, in its commonest way. `solids`: other ways to write it.
    fn leaf(&self, node: &Node, solids: &[String]) -> (Vec<f32>, usize, Vec<BTreeSet<u32>>) {
        let (text, place, ending, is_phrase, within) = match node {
            Node::Word { text, ending, place } => (text, *place, *ending, false, None),
            Node::Phrase { text, within, place } => (text, *place, Ending::Whole, true, *within),
            _ => return (Vec::new(), 0, Vec::new()),
        };
        let mut ways_of_slots: Vec<Vec<BTreeSet<String>>> = Vec::new();
        let mut n_articles = 0;
        for way in ways(text) {
            let last = way.len() - 1;
            let (mut slots, mut n_of_way) = (Vec::new(), usize::MAX);
            for (at, word) in way.iter().enumerate() {
                let is_starred = ending == Ending::Starred && at == last;
                let is_exact = is_phrase || is_starred || matches!(ending, Ending::Fuzzy(_));
                let families = if is_exact { Vec::new() } else { self.families(word) };
                let mut forms: BTreeSet<String> = families.iter().flatten().cloned().collect();
                if !is_starred {
                    forms.insert(word.clone());
                }
                if at == last && matches!(ending, Ending::Starred | Ending::Typing) {
                    let starting = self.starting(word);
                    let langs = self.main_langs();
                    let says_much = |word: &&String| langs.iter().all(|lang| !is_function_word(word, lang));
                    if ending == Ending::Typing && starting.iter().any(|word| says_much(&word)) {
                        forms.extend(starting.iter().filter(says_much).cloned());
                    } else {
                        forms.extend(starting);
                    }
                }
                if let Ending::Fuzzy(n_edits) = ending {
                    forms.extend(self.near(word, n_edits));
                }
                let of_forms = forms.iter().map(|form| self.n_holding(&BTreeSet::from([form.clone()])));
                let of_families = families.iter().map(|family| self.n_holding(family));
                n_of_way = n_of_way.min(of_forms.chain(of_families).max().unwrap_or(0));
                slots.push(forms);
            }
            n_articles = n_articles.max(n_of_way);
            ways_of_slots.push(slots);
        }
        for solid in solids {
            let forms = BTreeSet::from([solid.clone()]);
            n_articles = n_articles.max(self.n_holding(&forms));
            ways_of_slots.push(vec![forms]);
        }
        let tf = |nth: usize| ways_of_slots.iter().map(|slots| self.together(nth, slots, place, within)).sum();
        let words: BTreeSet<&String> = match is_phrase || place == Place::Title {
            true => BTreeSet::new(),
            false => ways_of_slots.iter().filter(|slots| slots.len() == 1).flatten().flatten().collect(),
        };
        let known = words.iter().filter(|word| self.texts.iter().any(|text| text.positions.contains_key(**word)));
        let is_placed = known.count() <= 32 && words.iter().all(|word| !self.hot.contains(*word));
        let words = || words.iter().filter(|_| is_placed);
        let places = |text: &Text| words().filter_map(|word| text.positions.get(*word)).flatten().copied().collect();
        ((0..self.articles.len()).map(tf).collect(), n_articles, self.texts.iter().map(places).collect())
    }

    /// The words of all articles.
    pub fn words(&self) -> BTreeSet<String> {
        self.texts.iter().flat_map(|text| text.positions.keys()).cloned().collect()
    }

    /// What words of the query, in the order typed, add where they stand near each other: each is paired with the next two. And how many there are.
    fn nearness(&self) -> (Vec<f32>, usize) {
        let words = self.placed.take();
        let closest = |a: &BTreeSet<u32>, b: &BTreeSet<u32>| {
            let apart = a.iter().flat_map(|a| b.iter().map(move |b| a.abs_diff(*b)));
            apart.filter(|apart| (1..=8).contains(apart) && a != b).min()
        };
        let of_article = |nth: usize| {
            let pairs = (0..words.len()).flat_map(|a| (a + 1..words.len().min(a + 3)).map(move |b| (a, b)));
            let of_pair = pairs.filter_map(|(a, b)| {
                let least = words[a].0.min(words[b].0);
                Some(0.15 * least / closest(&words[a].1[nth], &words[b].1[nth])? as f32)
            });
            of_pair.sum()
        };
        ((0..self.articles.len()).map(of_article).collect(), words.len())
    }

    /// The words of the corpus that a word becomes by so many edits, and the word.
    fn near(&self, word: &str, n_edits: u8) -> BTreeSet<String> {
        let words = self.texts.iter().flat_map(|text| text.positions.keys());
        let is_near = |other: &&String| n_edits_between(word, other) <= usize::from(n_edits);
        let in_reach = |other: &&String| n_edits < 2 || other.chars().take(3).eq(word.chars().take(3));
        words.filter(is_near).filter(in_reach).cloned().chain([word.to_owned()]).collect()
    }

    fn together(&self, nth: usize, slots: &[BTreeSet<String>], place: Place, within: Option<u32>) -> f32 {
        let sum = |slot: &BTreeSet<String>| slot.iter().map(|word| self.tf(nth, word)).sum::<f32>();
        if let ([slot], Place::Anywhere) = (slots, place) {
            return sum(slot);
        }
        let stands = |slot: &BTreeSet<String>, at: u32| {
            slot.iter().any(|word| self.texts[nth].positions.get(word).is_some_and(|positions| positions.contains(&at)))
        };
        let starts = slots[0].iter().filter_map(|word| self.texts[nth].positions.get(word)).flatten();
        let mut starts = starts.filter(|at| place == Place::Anywhere || **at < BODY);
        let found = match within {
            None => starts.any(|start| (0u32..).zip(slots).all(|(after, slot)| stands(slot, start + after))),
            Some(within) => self.near_each_other(nth, slots, place, slots.len() as u32 + within),
        };
        if found { slots.iter().map(sum).fold(f32::INFINITY, f32::min) } else { 0.0 }
    }

    /// Whether a stretch of so many positions holds every word, one that is asked for twice twice.
    fn near_each_other(&self, nth: usize, slots: &[BTreeSet<String>], place: Place, window: u32) -> bool {
        let standing = |slot: &BTreeSet<String>, from: u32| {
            let positions = slot.iter().filter_map(|word| self.texts[nth].positions.get(word)).flatten();
            let seen: BTreeSet<u32> = positions.copied().filter(|at| (from..from + window).contains(at)).collect();
            seen.iter().filter(|at| place == Place::Anywhere || **at < BODY).count()
        };
        let n_asked = |slot: &BTreeSet<String>| slots.iter().filter(|other| *other == slot).count();
        let starts: BTreeSet<u32> = self.texts[nth].positions.values().flatten().copied().collect();
        starts.into_iter().any(|from| slots.iter().all(|slot| standing(slot, from) >= n_asked(slot)))
    }

    /// Which articles answer a query, filters aside.
    pub fn answer(&self, node: Option<&Node>) -> Answer {
        let n = self.articles.len();
        let mut scores = vec![0.0; n];
        let everything: BTreeSet<usize> = (0..n).collect();
        let Some(node) = node else {
            let complete = BTreeSet::new();
            return Answer {
                articles: everything,
                complete,
                is_description: false,
                fell_back: false,
                nearness: scores.clone(),
                scores,
                n_scored: 0,
                stands: None,
                is_close: false,
            };
        };
        self.placed.take();
        *self.mentions.borrow_mut() = mentions(node);
        let solids = self.solids(node);
        if self.describes(node) {
            return self.description(node, &solids, scores);
        }
        let steps: Vec<&Node> = match node {
            Node::All(nodes) => nodes.iter().collect(),
            node => vec![node],
        };
        let required = self.required(&steps);
        let (mut strict, mut words) = (everything, Vec::new());
        let mut n_leaf = 0;
        for step in &steps {
            let is_required = required.iter().any(|other| std::ptr::eq(*other, *step));
            let set = self.set(step, &solids, &mut n_leaf, &mut scores, !is_required);
            if !is_required {
                continue;
            }
            match step {
                Node::Word { .. } => words.push(set),
                _ => strict = &strict & &set,
            }
        }
        let (nearness, n_scored) = self.nearness();
        let complete = words.iter().fold(strict.clone(), |complete, set| &complete & set);
        let n_held = |article: &usize| words.iter().filter(|set| set.contains(article)).count();
        let most = strict.iter().map(n_held).max().unwrap_or(0);
        let fell_back = complete.is_empty() && words.len() > 1 && most > 0 && matches!(node, Node::All(_));
        let stands = ((2..4).contains(&words.len()) && matches!(node, Node::All(_))).then(|| strict.clone());
        let articles = if fell_back {
            strict.iter().copied().filter(|article| n_held(article) == most).collect()
        } else {
            complete
        };
        let (complete, is_description, is_close) = (BTreeSet::new(), false, false);
        Answer { articles, complete, is_description, fell_back, scores, nearness, n_scored, stands, is_close }
    }

    fn describes(&self, node: &Node) -> bool {
        match node {
            Node::All(nodes) => {
                let required = self.required(&nodes.iter().collect::<Vec<_>>());
                required.iter().filter(|node| matches!(node, Node::Word { .. })).count() >= 4
            }
            Node::Any(nodes) => nodes.iter().any(|node| self.describes(node)),
            _ => false,
        }
    }

    fn description(&self, node: &Node, solids: &BTreeMap<usize, Vec<String>>, mut scores: Vec<f32>) -> Answer {
        let complete = self.set(node, solids, &mut 0, &mut scores, false);
        let (nearness, n_scored) = self.nearness();
        let (mut wanted, mut excluded) = (BTreeSet::new(), BTreeSet::new());
        self.parts(node, solids, &mut 0, &mut wanted, &mut excluded);
        let mut some = &wanted - &excluded;
        if let Node::All(nodes) = node {
            for condition in nodes.iter().filter(|node| matches!(node, Node::Named { .. } | Node::Published(_))) {
                some = &some & &self.set(condition, solids, &mut 0, &mut scores, false);
            }
        }
        let best = some.iter().map(|nth| scores[*nth]).fold(0.0, f32::max);
        let good = some.iter().copied().filter(|nth| scores[*nth] >= best * 0.25);
        let articles = good.chain(complete.iter().copied()).collect();
        let is_close = some.iter().any(|nth| (scores[*nth] - best * 0.25).abs() < 1e-3);
        let fell_back = complete.is_empty() && !some.is_empty();
        let (is_description, stands) = (true, None);
        Answer { articles, complete, is_description, fell_back, scores, nearness, n_scored, stands, is_close }
    }

    /// What a description asks for in any way, and what its lists exclude.
    fn parts(
        &self,
        node: &Node,
        solids: &BTreeMap<usize, Vec<String>>,
        n_leaf: &mut usize,
        wanted: &mut BTreeSet<usize>,
        excluded: &mut BTreeSet<usize>,
    ) {
        let mut scores = vec![0.0; self.articles.len()];
        match node {
            Node::Not(inner) => {
                let at = *n_leaf;
                excluded.extend(self.set(inner, solids, n_leaf, &mut scores, true));
                self.wanted_inside(inner, solids, &mut { at }, true, wanted);
            }
            Node::All(nodes) => {
                let required = self.required(&nodes.iter().collect::<Vec<_>>());
                for node in nodes {
                    match required.iter().any(|other| std::ptr::eq(*other, node)) {
                        true => self.parts(node, solids, n_leaf, wanted, excluded),
                        false => *n_leaf += n_leaves(node),
                    }
                }
            }
            Node::Any(nodes) => nodes.iter().for_each(|node| self.parts(node, solids, n_leaf, wanted, excluded)),
            Node::Named { .. } | Node::Published(_) => {}
            leaf => wanted.extend(self.set(leaf, solids, n_leaf, &mut scores, false)),
        }
    }

    /// What a doubly excluded part asks for after all.
    fn wanted_inside(
        &self,
        node: &Node,
        solids: &BTreeMap<usize, Vec<String>>,
        n_leaf: &mut usize,
        is_excluded: bool,
        wanted: &mut BTreeSet<usize>,
    ) {
        match node {
            Node::Not(inner) => self.wanted_inside(inner, solids, n_leaf, !is_excluded, wanted),
            Node::All(nodes) => {
                let required = self.required(&nodes.iter().collect::<Vec<_>>());
                for node in nodes {
                    match required.iter().any(|other| std::ptr::eq(*other, node)) {
                        true => self.wanted_inside(node, solids, n_leaf, is_excluded, wanted),
                        false => *n_leaf += n_leaves(node),
                    }
                }
            }
            Node::Any(nodes) => {
                nodes.iter().for_each(|node| self.wanted_inside(node, solids, n_leaf, is_excluded, wanted));
            }
            Node::Named { .. } | Node::Published(_) => {}
            leaf => {
                let set = self.set(leaf, solids, n_leaf, &mut vec![0.0; self.articles.len()], is_excluded);
                if !is_excluded {
                    wanted.extend(set);
                }
            }
        }
    }

    fn is_function(&self, node: &Node) -> bool {
        match node {
            Node::Word { text, ending: Ending::Whole | Ending::Typing, .. } => {
                let ways = ways(text);
                ways.len() == 1
                    && ways[0].len() == 1
                    && self.main_langs().iter().any(|lang| is_function_word(&ways[0][0], lang))
            }
            _ => false,
        }
    }

    fn required<'n>(&self, steps: &[&'n Node]) -> Vec<&'n Node> {
        let says_more = steps.iter().any(|step| !self.is_function(step) && !matches!(step, Node::Not(_)));
        steps.iter().copied().filter(|step| !(says_more && self.is_function(step))).collect()
    }

    /// For leaves by number, in the order typed: solid forms of two plain words side by side.
    fn solids(&self, node: &Node) -> BTreeMap<usize, Vec<String>> {
        let mut solids = BTreeMap::<usize, Vec<String>>::new();
        let Node::All(nodes) = node else { return solids };
        let plain = |node: &Node| match node {
            Node::Word { text, ending: Ending::Whole, place: Place::Anywhere } => {
                let ways = ways(text);
                (ways.len() == 1 && ways[0].len() == 1).then(|| ways[0][0].clone())
            }
            _ => None,
        };
        let mut n_leaf = 0;
        for pair in nodes.windows(2) {
            if let (Some(a), Some(b)) = (plain(&pair[0]), plain(&pair[1])) {
                for nth in [n_leaf, n_leaf + 1] {
                    solids.entry(nth).or_default().push(format!("{a}{b}"));
                }
            }
            n_leaf += n_leaves(&pair[0]);
        }
        solids
    }

    fn set(
        &self,
        node: &Node,
        solids: &BTreeMap<usize, Vec<String>>,
        n_leaf: &mut usize,
        scores: &mut [f32],
        is_excluded: bool,
    ) -> BTreeSet<usize> {
        let everything: BTreeSet<usize> = (0..self.articles.len()).collect();
        match node {
            Node::Not(node) => &everything - &self.set(node, solids, n_leaf, scores, !is_excluded),
            Node::Any(nodes) => nodes
                .iter()
                .fold(BTreeSet::new(), |set, node| &set | &self.set(node, solids, n_leaf, scores, is_excluded)),
            Node::All(nodes) => {
                let steps: Vec<&Node> = nodes.iter().collect();
                let required = self.required(&steps);
                nodes.iter().fold(everything, |set, node| {
                    // What need not be there does not count where it is.
                    let is_required = required.iter().any(|other| std::ptr::eq(*other, node));
                    let found = self.set(node, solids, n_leaf, scores, is_excluded || !is_required);
                    if is_required { &set & &found } else { set }
                })
            }
            Node::Published(wanted) => {
                everything.into_iter().filter(|nth| self.span(*nth).is_some_and(|span| span.within(*wanted))).collect()
            }
            Node::Named { facet, text } if text.starts_with('=') => {
                everything.into_iter().filter(|nth| self.has(*nth, *facet, &text[1..])).collect()
            }
            Node::Named { facet: Facet::Mentioned, text } if text.contains(['.', '/']) => {
                everything.into_iter().filter(|nth| self.has(*nth, Facet::Mentioned, text)).collect()
            }
            Node::Named { facet, text } => {
                let words = ways(text).swap_remove(0);
                let has_words = |value: &String| {
                    let named = self.tagged.entities.iter().find(|entity| entity.id == *value);
                    let mut of_label = BTreeSet::new();
                    terms(named.map_or(value, |entity| &entity.name), |term| {
                        of_label.insert(term.text.to_owned());
                    });
                    words.iter().all(|word| of_label.contains(word))
                };
                everything.into_iter().filter(|nth| self.values(*nth, *facet).iter().any(has_words)).collect()
            }
            Node::Word { .. } | Node::Phrase { .. } => {
                let none = Vec::new();
                let solids = solids.get(n_leaf).unwrap_or(&none);
                *n_leaf += 1;
                let (tfs, n_articles, places) = self.leaf(node, solids);
                let held: BTreeSet<usize> = (0..tfs.len()).filter(|nth| tfs[*nth] > 0.0).collect();
                let (n, df, k1) = (tfs.len() as f32, n_articles as f32, Scoring::default().k1);
                let n_mentions = self.mentions.borrow().get(&mention(node)).map_or(1.0, |n| *n as f32);
                // Each of several mentions has its share of what they count for together.
                let idf = (1.0 + (n - df + 0.5) / (df + 0.5)).ln() * 9.0 / (n_mentions + 8.0);
                if !is_excluded {
                    self.placed.borrow_mut().push((idf, places));
                }
                for nth in held.iter().filter(|_| !is_excluded) {
                    scores[*nth] += idf * tfs[*nth] * (k1 + 1.0) / (tfs[*nth] + k1);
                }
                held
            }
        }
    }

    /// Whether filters keep an article; one facet's included values may be set aside, and the dates.
    pub fn is_kept(&self, nth: usize, filters: &Filters, but: Option<Facet>, with_dates: bool) -> bool {
        let has = |facet: Facet, value: &str| self.has(nth, facet, value);
        let included = Facet::ALL.iter().filter(|facet| but != Some(**facet)).all(|facet| {
            let of_facet: Vec<_> =
                filters.choices.iter().filter(|choice| choice.facet == *facet && !choice.exclude).collect();
            of_facet.is_empty() || of_facet.iter().any(|choice| has(*facet, &choice.value))
        });
        let excluded = filters.choices.iter().any(|choice| choice.exclude && has(choice.facet, &choice.value));
        included && !excluded && (!with_dates || self.is_dated(nth, filters.date))
    }

    /// Whether an article has a value of a facet; of months mentioned, one between two.
    fn has(&self, nth: usize, facet: Facet, value: &str) -> bool {
        let values = self.values(nth, facet);
        let Some((from, to)) = value.split_once("..").or_else(|| value.split_once('/')) else {
            return values.iter().any(|other| other == value);
        };
        let end = |text: &str, open: &str| if text.is_empty() { open.to_owned() } else { text.to_owned() };
        let (from, to) = (end(from, "0001"), end(to, "9999"));
        // A month lies between when its name does, as texts, cut as short as the ends are; a year when all its months do.
        let is_between = |month: &str| {
            month[..from.len().min(7)] >= from[..from.len().min(7)] && month[..to.len().min(7)] <= to[..to.len().min(7)]
        };
        facet == Facet::Mentioned
            && values.iter().any(|other| match other.len() {
                4 => ["01", "12"].iter().all(|month| is_between(&format!("{other}-{month}"))),
                _ => is_between(other),
            })
    }

    pub fn span(&self, nth: usize) -> Option<DateSpan> {
        self.articles[nth].date.as_ref().map(|date| date.span)
    }

    fn is_dated(&self, nth: usize, filter: Option<DateFilter>) -> bool {
        match (filter, self.span(nth)) {
            (None, _) => true,
            (Some(DateFilter::Undated), span) => span.is_none(),
            (Some(DateFilter::Within(wanted)), Some(span)) => {
                wanted.earliest <= span.earliest && span.latest <= wanted.latest
            }
            (Some(DateFilter::Possibly(wanted)), Some(span)) => {
                wanted.earliest <= span.latest && span.earliest <= wanted.latest
            }
            (Some(_), None) => false,
        }
    }

    /// An article's values of a facet.
    pub fn values(&self, nth: usize, facet: Facet) -> Vec<String> {
        let named = |kind: EntityKind| {
            let mentioned = self.tagged.mentions[nth].iter().map(|mention| mention.entity);
            let all: BTreeSet<_> = mentioned.chain(self.tagged.supplied[nth].iter().copied()).collect();
            let entities = all.into_iter().map(|entity| &self.tagged.entities[entity.0 as usize]);
            entities.filter(|entity| entity.kind == kind).map(|entity| entity.id.clone()).collect()
        };
        let article = &self.articles[nth];
        match facet {
            Facet::Person => named(EntityKind::Person),
            Facet::Org => named(EntityKind::Organisation),
            Facet::Place => named(EntityKind::Place),
            Facet::Source => article.source.iter().cloned().collect(),
            Facet::Mentioned => {
                let months = self.tagged.found(nth).months.iter().flat_map(|month| [month.of_year(), *month]);
                months.map(|month| month.to_string()).collect::<BTreeSet<_>>().into_iter().collect()
            }
            Facet::Lang => Some(article.lang.clone()).filter(|lang| lang != "und").into_iter().collect(),
        }
    }
}

fn n_leaves(node: &Node) -> usize {
    match node {
        Node::Word { .. } | Node::Phrase { .. } => 1,
        Node::Named { .. } | Node::Published(_) => 0,
        Node::Not(node) => n_leaves(node),
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().map(n_leaves).sum(),
    }
}

fn read(article: &Article, tagged: &Tagged, nth: usize) -> Text {
    let mut text = Text::default();
    if !article.title_derived {
        text.title_length = terms(&article.title, |term| {
            text.positions.entry(term.text.to_owned()).or_default().insert(term.position);
        });
    }
    let mut start = BODY;
    for (at, paragraph) in (0u32..).zip(&article.paragraphs) {
        let n_positions = terms(&paragraph.text, |term| {
            text.positions.entry(term.text.to_owned()).or_default().insert(start + term.position);
            *text.n_lead.entry(term.text.to_owned()).or_default() += u32::from(at == 0);
        });
        text.body_length += n_positions;
        start += n_positions + APART;
    }
    let mentioned = tagged.mentions[nth].iter().map(|mention| mention.entity);
    let named: BTreeSet<_> = mentioned.chain(tagged.supplied[nth].iter().copied()).collect();
    for entity in named {
        terms(&tagged.entities[entity.0 as usize].name, |term| {
            text.positions.entry(term.text.to_owned()).or_default();
            *text.n_names.entry(term.text.to_owned()).or_default() += 1;
        });
    }
    text
}

/// A text word by word and, when it has compounds, with each of them joined.
fn ways(text: &str) -> Vec<Vec<String>> {
    let mut all: Vec<(u32, u32, String)> = Vec::new();
    terms(text, |term| all.push((term.position, term.n_positions, term.text.to_owned())));
    let n = all.iter().map(|(position, n, _)| position + n).max().unwrap_or(0);
    let path = |joined: bool| {
        let (mut words, mut at) = (Vec::new(), 0);
        while at < n {
            let here = all.iter().filter(|(position, _, _)| *position == at);
            // Of an elided compound (`l'Iran`) both forms take one position: the word alone comes first.
            let chosen = if joined {
                here.enumerate().max_by_key(|(nth, term)| (term.1, *nth))
            } else {
                here.enumerate().next()
            };
            let Some((_, (_, n_positions, word))) = chosen else { break };
            words.push(word.clone());
            at += if joined { *n_positions } else { 1 };
        }
        words
    };
    let (apart, joined) = (path(false), path(true));
    if apart == joined { vec![apart] } else { vec![apart, joined] }
}

/// Insertions, deletions, substitutions and swaps of neighbours that make one word of another, by the book.
fn n_edits_between(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut n = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            n[i][j] = match (i, j) {
                (i, 0) => i,
                (0, j) => j,
                (i, j) => {
                    let is_other = usize::from(a[i - 1] != b[j - 1]);
                    let mut least = (n[i - 1][j] + 1).min(n[i][j - 1] + 1).min(n[i - 1][j - 1] + is_other);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(n[i - 2][j - 2] + 1);
                    }
                    least
                }
            };
        }
    }
    n[a.len()][b.len()]
}

/// A word or phrase as a query asks for it.
fn mention(leaf: &Node) -> String {
    format!("{leaf:?}").to_ascii_lowercase()
}

/// How often a query asks for each of its words and phrases.
fn mentions(node: &Node) -> BTreeMap<String, usize> {
    let mut mentions = BTreeMap::new();
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        match node {
            Node::All(nodes) | Node::Any(nodes) => rest.extend(nodes),
            Node::Not(node) => rest.push(node),
            Node::Named { .. } | Node::Published(_) => {}
            leaf => *mentions.entry(mention(leaf)).or_default() += 1,
        }
    }
    mentions
}
