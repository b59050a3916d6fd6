//! Training: from annotated articles to a model's weights.

use std::collections::HashMap;

use newsprint_entities::learnt::{
    Clusters, Document, ELSEWHERE_TEMPLATES, Elsewhere, Feature, Kind, LIST_TEMPLATES, Label, Model, N_LABELS,
    WORD_TEMPLATES, Weights, key, labels_of, of_set, stretches, template,
};

use crate::annotated::Article;
use crate::chance::Chance;
use crate::field::{Example, Field, Rates, Row, WIDTH};
use crate::score::Counts;

/// Articles of one annotated set.
#[derive(Clone, Debug)]
pub struct Set {
    /// 0 for the set whose conventions the tagger follows.
    pub number: u64,
    /// Kinds that the set does not mark: what is unmarked there may be one of them all the same.
    pub unmarked: &'static [Kind],
    /// Whether what is peculiar to the set is learnt apart, for every feature's sake.
    pub is_apart: bool,
    /// How much each sentence counts.
    pub weight: f32,
    pub articles: Vec<Article>,
}

/// What a training run is told.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How often all sentences are gone through.
    pub n_rounds: usize,
    pub rates: Rates,
    /// How often a feature must be seen.
    pub min_count: u8,
    /// Thousandths of words whose own features are hidden in a round.
    pub hides_words: u64,
    /// Thousandths of sentences whose rules' and lists' features are hidden.
    pub hides_lists: u64,
    /// Thousandths of sentences that do not see their article's other labels.
    pub hides_elsewhere: u64,
    /// Whether what sets have of their own is learnt apart.
    pub parts_sets: bool,
    /// How often learning is begun anew, in another order; what each comes to is averaged.
    pub n_learners: usize,
    /// From which round on the weights at each round's end are averaged; 0 for the last alone.
    pub averages_from: usize,
    /// Whether first readings are made, by halves that have not learnt from what they read.
    pub reads_twice: bool,
    /// The templates to leave out.
    pub without: &'static [std::ops::RangeInclusive<u64>],
    /// How articles are looked at.
    pub document_of: fn(&[Vec<&str>], &Clusters) -> Document,
}

struct Read {
    document: Document,
    gold: Vec<Vec<Label>>,
    set: usize,
}

/// An article's labels by a model that has not learnt from it, and what they say; `None` where none was made.
type FirstReading = Option<(Elsewhere, Vec<Vec<Label>>)>;

const SKETCH_BITS: u32 = 27;

/// Trains a model; says how far it is by `say`.
pub fn train(sets: &[Set], clusters: &Clusters, plan: &Plan, say: &mut dyn FnMut(String)) -> Weights {
    let read = read_all(sets, clusters, plan);
    say(format!("{} articles read", read.len()));
    let elsewhere: Vec<FirstReading> = if plan.reads_twice {
        first_readings(&read, sets, clusters, plan, say)
    } else {
        read.iter().map(|_| None).collect()
    };
    let everything: Vec<usize> = (0..read.len()).collect();
    let (numbers, prepared) = prepare(&read, sets, &elsewhere, &everything, plan);
    say(format!("{} features, {} sentences", numbers.len(), prepared.len()));
    let whole: Vec<&Example> = prepared.iter().collect();
    let learnt = learn(&numbers, &whole, plan, plan.n_rounds, say);
    weights_of(&numbers, &learnt, clusters)
}

/// Reads each fold of a set by a model that has not learnt from it nor from copies of its articles.
///
/// * Shape: for each fold what was found and missed in it, and the model.
pub fn left_out(
    sets: &[Set],
    clusters: &Clusters,
    plan: &Plan,
    (number, n_folds): (u64, usize),
    say: &mut dyn FnMut(String),
) -> Vec<(Counts, Weights)> {
    let mut read = read_all(sets, clusters, plan);
    let fold_of: Vec<Option<usize>> = sets
        .iter()
        .flat_map(|set| {
            set.articles.iter().map(move |article| (set.number == number).then_some(article.origin % n_folds))
        })
        .collect();
    let nothing: Vec<FirstReading> = read.iter().map(|_| None).collect();
    let elsewhere = if plan.reads_twice { first_readings(&read, sets, clusters, plan, say) } else { nothing };
    let everything: Vec<usize> = (0..read.len()).collect();
    let (numbers, prepared) = prepare(&read, sets, &elsewhere, &everything, plan);
    say(format!("{} features, {} sentences", numbers.len(), prepared.len()));
    drop(elsewhere);
    read.iter_mut().zip(&fold_of).for_each(|(read, fold)| {
        if fold.is_none() {
            read.document.sentences.clear();
        }
    });
    let of_fold = |fold: usize| -> (Counts, Weights) {
        let others: Vec<&Example> = prepared.iter().filter(|example| fold_of[example.article] != Some(fold)).collect();
        let learnt = learn(&numbers, &others, plan, plan.n_rounds, &mut |_| {});
        let weights = weights_of(&numbers, &learnt, clusters);
        let mut counts = Counts::default();
        if let Ok(model) = Model::read(&Model::write(&weights)) {
            let mut seen = Vec::new();
            for (nth, (read, _)) in read.iter().zip(&fold_of).enumerate().filter(|(_, (_, of))| **of == Some(fold)) {
                let origin = (read.set, origins(sets)[nth]);
                // Copies follow their original: they say nothing.
                if seen.contains(&origin) {
                    continue;
                }
                seen.push(origin);
                for (gold, found) in read.gold.iter().zip(model.label(&read.document)) {
                    counts.add(&stretches(gold), &stretches(&found));
                }
            }
        }
        (counts, weights)
    };
    let mut found = Vec::new();
    for pair in (0..n_folds).collect::<Vec<_>>().chunks(2) {
        found.extend(std::thread::scope(|scope| {
            let threads: Vec<_> = pair.iter().map(|fold| scope.spawn(|| of_fold(*fold))).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).collect::<Vec<_>>()
        }));
    }
    found
}

/// Which article of its file each is a copy of, over all sets.
fn origins(sets: &[Set]) -> Vec<usize> {
    sets.iter().flat_map(|set| set.articles.iter().map(|article| article.origin)).collect()
}

fn read_all(sets: &[Set], clusters: &Clusters, plan: &Plan) -> Vec<Read> {
    let mut read = Vec::new();
    for (set, articles) in sets.iter().enumerate().flat_map(|(nth, set)| set.articles.iter().map(move |a| (nth, a))) {
        let words: Vec<&[String]> = articles.sentences.iter().map(|sentence| sentence.words.as_slice()).collect();
        let words: Vec<Vec<&str>> = words.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
        let document = (plan.document_of)(&words, clusters);
        let gold = articles.sentences.iter().map(|sentence| labels_of(&sentence.names, sentence.words.len())).collect();
        read.push(Read { document, gold, set });
    }
    read
}

/// What each article's labels are by a model that has not learnt from it.
fn first_readings(
    read: &[Read],
    sets: &[Set],
    clusters: &Clusters,
    plan: &Plan,
    say: &mut dyn FnMut(String),
) -> Vec<FirstReading> {
    let nothing: Vec<FirstReading> = read.iter().map(|_| None).collect();
    // Blocks of eight: neighbours and copies of an article mostly stay on one side.
    let half = |article: usize| article / 8 % 2;
    let label_side = |side: usize| -> Vec<(usize, Vec<Vec<Label>>)> {
        let others: Vec<usize> = (0..read.len()).filter(|article| half(*article) != side).collect();
        let (numbers, prepared) = prepare(read, sets, &nothing, &others, plan);
        let whole: Vec<&Example> = prepared.iter().collect();
        let once = Plan { n_learners: 1, averages_from: 0, ..*plan };
        let learnt = learn(&numbers, &whole, &once, 2, &mut |_| {});
        let Ok(model) = Model::read(&Model::write(&weights_of(&numbers, &learnt, clusters))) else { return Vec::new() };
        let own = (0..read.len()).filter(|article| half(*article) == side);
        own.map(|article| (article, model.label(&read[article].document))).collect()
    };
    // Each half by a thread of its own: what comes out does not depend on which is done first.
    let sides = std::thread::scope(|scope| {
        let other = scope.spawn(|| label_side(1));
        [label_side(0), other.join().unwrap_or_default()]
    });
    let mut found: Vec<FirstReading> = read.iter().map(|_| None).collect();
    for (article, labels) in sides.into_iter().flatten() {
        found[article] = Some((Elsewhere::of(&read[article].document, &labels), labels));
    }
    say("first readings made".to_owned());
    found
}

/// The features of a sentence with the set's own.
fn features_of(
    read: &Read,
    nth: usize,
    sets: &[Set],
    elsewhere: &FirstReading,
    plan: &Plan,
    mut take: impl FnMut(usize, Feature),
) {
    let left_out = |feature: Feature| plan.without.iter().any(|templates| templates.contains(&template(feature)));
    read.document.features(nth, |at, feature| {
        if !left_out(feature) {
            take(at, feature);
        }
    });
    let set = sets[read.set].number;
    if plan.parts_sets && sets[read.set].is_apart {
        for (at, word) in read.document.sentences[nth].iter().enumerate() {
            take(at, of_set(set, 0, 0));
            take(at, of_set(set, 1, word.lower));
            take(at, of_set(set, 2, word.shape));
            take(at, of_set(set, 3, word.rule()));
        }
    }
    if let Some((elsewhere, labels)) = elsewhere {
        elsewhere.features(&read.document.sentences[nth], &labels[nth], take);
    }
}

/// Numbers the features that are seen often enough and turns sentences into examples.
fn prepare(
    read: &[Read],
    sets: &[Set],
    elsewhere: &[FirstReading],
    chosen: &[usize],
    plan: &Plan,
) -> (Vec<Feature>, Vec<Example>) {
    // All features in order, and where those of each word end.
    let mut sketch = vec![0u8; 1 << SKETCH_BITS];
    let mut all: Vec<Feature> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for article in chosen {
        for (nth, sentence) in read[*article].document.sentences.iter().enumerate() {
            let mut by_word: Vec<Vec<Feature>> = vec![Vec::new(); sentence.len()];
            features_of(&read[*article], nth, sets, &elsewhere[*article], plan, |at, feature| {
                let count = &mut sketch[feature as usize & ((1 << SKETCH_BITS) - 1)];
                *count = count.saturating_add(1);
                by_word[at].push(feature);
            });
            for features in by_word {
                all.extend_from_slice(&features);
                ends.push(all.len());
            }
        }
    }
    let mut word = 0;
    let mut start = 0;
    let mut numbers: Vec<Feature> = Vec::new();
    let mut by_feature: HashMap<Feature, u32> = HashMap::new();
    let mut prepared = Vec::new();
    for article in chosen {
        let one = &read[*article];
        let set = &sets[one.set];
        for nth in 0..one.document.sentences.len() {
            let n_words = one.gold[nth].len();
            let mut example = Example { weight: set.weight, article: *article, ..Example::default() };
            for gold in &one.gold[nth][..n_words] {
                for feature in &all[start..ends[word]] {
                    if sketch[*feature as usize & ((1 << SKETCH_BITS) - 1)] >= plan.min_count {
                        example.features.push(*by_feature.entry(*feature).or_insert_with(|| {
                            numbers.push(*feature);
                            numbers.len() as u32 - 1
                        }));
                    }
                }
                start = ends[word];
                word += 1;
                example.ends.push(example.features.len() as u32);
                let mut allowed = 1 << gold.number();
                if *gold == Label::OUTSIDE {
                    let labels = (0..N_LABELS).filter_map(Label::at);
                    let unmarked = labels.filter(|label| label.kind().is_some_and(|kind| set.unmarked.contains(&kind)));
                    allowed = unmarked.fold(allowed, |allowed, label| allowed | 1 << label.number());
                }
                example.allowed.push(allowed);
            }
            prepared.push(example);
        }
    }
    (numbers, prepared)
}

/// What learning came to: weights of each feature, and of each step.
struct Learnt {
    features: Vec<Row>,
    steps: Vec<Row>,
}

impl Learnt {
    fn add(&mut self, field: &Field) {
        let steps = (0..N_LABELS).map(|before| field.steps(before));
        let features = (0..self.features.len()).map(|feature| field.weights(feature));
        for (sum, row) in self.features.iter_mut().zip(features).chain(self.steps.iter_mut().zip(steps)) {
            sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
        }
    }
}

fn learn(
    numbers: &[Feature],
    prepared: &[&Example],
    plan: &Plan,
    n_rounds: usize,
    say: &mut dyn FnMut(String),
) -> Learnt {
    let templates: Vec<u8> = numbers.iter().map(|feature| template(*feature) as u8).collect();
    let nothing: Row = [0.0; WIDTH];
    let mut learnt = Learnt { features: vec![nothing; numbers.len()], steps: vec![nothing; N_LABELS] };
    let mut n_added = 0.0;
    for learner in 0..plan.n_learners {
        let mut field = Field::new(numbers.len());
        let mut order: Vec<usize> = (0..prepared.len()).collect();
        let mut chance = Chance::new(2026 + learner as u64);
        for round in 1..=n_rounds {
            chance.shuffle(&mut order);
            let rates = plan.rates;
            for nth in &order {
                let example = prepared[*nth];
                let n_words = example.allowed.len();
                let hides_lists = chance.happens(plan.hides_lists);
                let hides_elsewhere = chance.happens(plan.hides_elsewhere);
                let hidden: Vec<bool> = (0..n_words).map(|_| chance.happens(plan.hides_words)).collect();
                field.learn(example, &rates, |at, feature| {
                    let template = u64::from(templates[feature as usize]);
                    !((hidden[at] && WORD_TEMPLATES.contains(&template))
                        || (hides_lists && LIST_TEMPLATES.contains(&template))
                        || (hides_elsewhere && ELSEWHERE_TEMPLATES.contains(&template)))
                });
            }
            if round == n_rounds || (plan.averages_from > 0 && round >= plan.averages_from) {
                learnt.add(&field);
                n_added += 1.0;
            }
            say(format!("round {round} of {n_rounds}"));
        }
    }
    for row in learnt.features.iter_mut().chain(&mut learnt.steps) {
        row.iter_mut().for_each(|weight| *weight /= n_added);
    }
    learnt
}

/// Weights as whole numbers of a step.
fn weights_of(numbers: &[Feature], learnt: &Learnt, clusters: &Clusters) -> Weights {
    const STEPS_BY_ONE: f32 = 32.0;
    let whole = |weight: f32| libm::roundf(weight * STEPS_BY_ONE).clamp(-127.0, 127.0) as i8;
    let mut weights = Weights { clusters: clusters.clone(), ..Weights::default() };
    let labels: Vec<Label> = (0..N_LABELS).filter_map(Label::at).collect();
    for before in &labels {
        weights.steps.push(labels.iter().map(|label| whole(learnt.steps[before.number()][label.number()])).collect());
    }
    for (number, feature) in numbers.iter().enumerate() {
        // What only holds for other sets is not the product's.
        if template(*feature) >= 220 {
            continue;
        }
        let row: Vec<(Label, i8)> = labels
            .iter()
            .map(|label| (*label, whole(learnt.features[number][label.number()])))
            .filter(|(_, weight)| weight.unsigned_abs() > 1)
            .collect();
        if !row.is_empty() {
            weights.rows.push((key(*feature), row));
        }
    }
    weights.rows.sort_by_key(|row| row.0);
    weights.rows.dedup_by_key(|row| row.0);
    weights
}
