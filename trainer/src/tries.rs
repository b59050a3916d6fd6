//! Tries: one training run after another, each told by words such as `sets=0,1:2 rounds=4 without=100-119`, and what each gives.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use newsprint_entities::learnt::{
    Clusters, Kind, Model, Policy, Stretch, document_of_words, label_words, settled_words, stretches, trained,
};

use crate::annotated::Article;
use crate::chance::Chance;
use crate::copies::{in_capitals, renamed};
use crate::data;
use crate::field::Rates;
use crate::grouping::group;
use crate::score::Counts;
use crate::sports::results;
use crate::training::{Plan, Set, left_out, train};

/// Trains as words tell, and prints what it gives.
///
/// * Errors: a word is not understood, or the data cannot be read.
pub fn run(words: &[String], data_folder: &Path) -> Result<()> {
    let (out, words): (Vec<String>, Vec<String>) = words.iter().cloned().partition(|word| word.starts_with("out="));
    let bytes = train_as_told(&words, data_folder)?;
    if let Some(out) = out.first() {
        std::fs::write(&out[4..], &bytes)?;
    }
    println!("{}: {} bytes", words.join(" "), bytes.len());
    print_figures(&Model::read(&bytes)?, data_folder)
}

/// Trains as words tell: a model file.
///
/// * Errors: a word is not understood, or the data cannot be read.
pub fn train_as_told(words: &[String], data_folder: &Path) -> Result<Vec<u8>> {
    let mut plan = Plan {
        n_rounds: 4,
        rates: Rates { alpha: 0.1, l1: 0.6, l2: 0.0 },
        min_count: 2,
        hides_words: 100,
        hides_lists: 50,
        hides_elsewhere: 300,
        parts_sets: true,
        n_learners: 1,
        averages_from: 0,
        reads_twice: false,
        without: &[],
        document_of: |words, clusters| document_of_words(words, clusters),
    };
    let mut sets = vec![(0, 1.0), (1, 1.0), (2, 0.5), (3, 0.5), (4, 0.5), (5, 0.5)];
    let mut groups = [128, 640];
    let (mut every, mut capitals, mut renames) = (1, 80, 0);
    let (mut places, mut sports) = (false, 0);
    let mut n_folds = 0;
    for word in words {
        let Some((name, value)) = word.split_once('=') else { bail!("{word}: name=value is wanted") };
        match name {
            "sets" => {
                sets = value
                    .split(',')
                    .map(|set| {
                        let (number, weight) = set.split_once(':').unwrap_or((set, "1"));
                        Ok((number.parse()?, weight.parse()?))
                    })
                    .collect::<Result<_>>()?;
            }
            "groups" => groups[1] = value.parse()?,
            "rounds" => plan.n_rounds = value.parse()?,
            "alpha" => plan.rates.alpha = value.parse()?,
            "l1" => plan.rates.l1 = value.parse()?,
            "l2" => plan.rates.l2 = value.parse()?,
            "min" => plan.min_count = value.parse()?,
            "hides" => plan.hides_words = value.parse()?,
            "lists" => plan.hides_lists = value.parse()?,
            "elsewhere" => plan.hides_elsewhere = value.parse()?,
            "parts" => plan.parts_sets = value == "1",
            "learners" => plan.n_learners = value.parse()?,
            "average" => plan.averages_from = value.parse()?,
            "folds" => n_folds = value.parse()?,
            "twice" => plan.reads_twice = value == "1",
            "every" => every = value.parse()?,
            "capitals" => capitals = value.parse()?,
            "places" => places = value == "1",
            "sports" => sports = value.parse()?,
            "renames" => renames = value.parse()?,
            "without" => {
                let ranges: Result<Vec<_>> = value
                    .split(',')
                    .map(|range| {
                        let (first, last) = range.split_once('-').context("first-last is wanted")?;
                        Ok(first.parse()?..=last.parse()?)
                    })
                    .collect();
                plan.without = Box::leak(ranges?.into_boxed_slice());
            }
            _ => bail!("{name} is not known"),
        }
    }
    let mut sets = data::sets(data_folder, &sets, every)?;
    let names = data::names(data_folder)?;
    let mut chance = Chance::new(7);
    for set in &mut sets {
        let mut articles: Vec<Article> = Vec::new();
        for article in &set.articles {
            articles.push(article.clone());
            if set.number <= 1 && chance.happens(renames) {
                articles.push(renamed(article, &names, places, &mut chance));
            }
            if chance.happens(capitals) {
                articles.push(in_capitals(article, &mut chance));
            }
        }
        set.articles = articles;
    }
    if sports > 0 {
        let articles = results(sports, &names, &mut chance);
        sets.push(Set { number: 6, unmarked: &[Kind::Date], is_apart: false, weight: 1.0, articles });
    }
    let start = Instant::now();
    let mut say = |said: String| eprintln!("  {:.0} s: {said}", start.elapsed().as_secs_f64());
    let clusters = if groups[1] > 0 { group(&data::unlabelled(data_folder)?, groups) } else { Clusters::default() };
    say(format!("{} words grouped", clusters.entries.len()));
    if n_folds > 0 {
        let kinds = [Kind::Person, Kind::Organisation, Kind::Place, Kind::Other];
        let folds = left_out(&sets, &clusters, &plan, (1, n_folds), &mut say);
        let mut all = Counts::default();
        folds.iter().for_each(|(counts, _)| all.add_all(counts));
        let by_kind: Vec<String> =
            kinds.iter().map(|kind| format!("{} {:.3}", kind.code(), all.figures(&[*kind]).f1)).collect();
        let figures = all.figures(&kinds);
        println!(
            "{}\n  left out of Wikigold: P {:.3} R {:.3} F1 {:.4} of {} | {}",
            words.join(" "),
            figures.precision,
            figures.recall,
            figures.f1,
            figures.n_gold,
            by_kind.join(" ")
        );
        let models: Result<Vec<Model>, _> =
            folds.iter().map(|(_, weights)| Model::read(&Model::write(weights))).collect();
        let models = models?;
        for (file, kinds) in &data::MEASURES[..4] {
            let articles = data::measure(data_folder, file)?;
            let mut all = Counts::default();
            // Each model reads some of the articles, but all of the small set.
            for (nth, model) in models.iter().enumerate() {
                let own: Vec<Article> = if articles.len() > 20 {
                    articles.iter().skip(nth).step_by(models.len()).cloned().collect()
                } else {
                    articles.clone()
                };
                all.add_all(&measure(&own, model).0);
            }
            let by_kind: Vec<String> =
                kinds.iter().map(|kind| format!("{} {:.3}", kind.code(), all.figures(&[*kind]).f1)).collect();
            println!("  {file:28} F1 {:.4} | {}", all.figures(kinds).f1, by_kind.join(" "));
        }
        bail!("folds make no model");
    }
    let weights = train(&sets, &clusters, &plan, &mut say);
    Ok(Model::write(&weights))
}

/// Measures a model on every annotated set.
///
/// * Errors: the data cannot be read.
pub fn print_figures(model: &Model, data_folder: &Path) -> Result<()> {
    for (file, kinds) in data::MEASURES {
        let articles = data::measure(data_folder, file)?;
        let (counts, rate) = measure(&articles, model);
        let all = counts.figures(kinds);
        let by_kind: Vec<String> =
            kinds.iter().map(|kind| format!("{} {:.3}", kind.code(), counts.figures(&[*kind]).f1)).collect();
        let names = counts.figures(&[Kind::Person, Kind::Organisation, Kind::Place]).f1;
        println!(
            "  {file:28} P {:.3} R {:.3} F1 {:.3} | PER+ORG+LOC {names:.3} | {} | {rate:.0} words/s",
            all.precision,
            all.recall,
            all.f1,
            by_kind.join(" ")
        );
    }
    Ok(())
}

/// What rules and a model find together, by who overrules whom.
///
/// * Errors: the data cannot be read, or the file named is no model.
pub fn policies(words: &[String], data_folder: &Path) -> Result<()> {
    let own = match words.first() {
        Some(file) => Some(Model::read(&std::fs::read(file)?)?),
        None => None,
    };
    let model = own.as_ref().unwrap_or_else(|| trained());
    let never = i16::MAX;
    let mut policies = vec![("rules alone", Policy { adds: never, strikes: never, changes: never, protects: 0 })];
    policies.push(("settled", Policy::SETTLED));
    for protects in [1, 2, 3, 4] {
        for sure in [0, 24, 48, 96] {
            policies.push(("", Policy { adds: sure, strikes: sure, changes: sure, protects }));
        }
    }
    policies.push(("adds only", Policy { adds: 24, strikes: never, changes: never, protects: 0 }));
    let kinds = [Kind::Person, Kind::Organisation, Kind::Place];
    let mut sets = Vec::new();
    for (file, _) in &data::MEASURES[..4] {
        sets.push(data::measure(data_folder, file)?.into_iter().step_by(2).collect::<Vec<_>>());
    }
    for (name, policy) in policies {
        let mut line = format!("{name:12} {policy:?}:");
        for articles in &sets {
            let mut counts = Counts::default();
            for article in articles {
                let words: Vec<Vec<&str>> = article
                    .sentences
                    .iter()
                    .map(|sentence| sentence.words.iter().map(String::as_str).collect())
                    .collect();
                for (sentence, found) in article.sentences.iter().zip(settled_words(&words, model, &policy)) {
                    counts.add(&sentence.names, &found);
                }
            }
            let figures = counts.figures(&kinds);
            line += &format!("  P {:.3} R {:.3} F1 {:.3}", figures.precision, figures.recall, figures.f1);
        }
        println!("{line}");
    }
    Ok(())
}

/// Prints what a model misses and what it finds wrongly in an annotated set.
///
/// * Errors: the data cannot be read, or the file named is no model.
pub fn errors(words: &[String], data_folder: &Path) -> Result<()> {
    let [file, rest @ ..] = words else {
        bail!("say a set's file, and a model's if it is not the one that is carried")
    };
    let own = match rest.first() {
        Some(file) => Some(Model::read(&std::fs::read(file)?)?),
        None => None,
    };
    let model = own.as_ref().unwrap_or_else(|| trained());
    for article in data::measure(data_folder, file)? {
        let words: Vec<Vec<&str>> =
            article.sentences.iter().map(|sentence| sentence.words.iter().map(String::as_str).collect()).collect();
        for (sentence, labels) in article.sentences.iter().zip(label_words(&words, model)) {
            let found = stretches(&labels);
            let told = |names: &[Stretch], others: &[Stretch]| -> Vec<String> {
                let apart = names.iter().filter(|name| !others.contains(name));
                apart
                    .map(|name| format!("{} [{}]", name.kind.code(), sentence.words[name.start..name.end].join(" ")))
                    .collect()
            };
            let (missed, wrong) = (told(&sentence.names, &found), told(&found, &sentence.names));
            if !missed.is_empty() || !wrong.is_empty() {
                println!("{}\n  missed {}\n  wrong  {}", sentence.words.join(" "), missed.join("; "), wrong.join("; "));
            }
        }
    }
    Ok(())
}

/// Labels articles and counts what is right; also words per second.
pub fn measure(articles: &[Article], model: &Model) -> (Counts, f64) {
    let mut counts = Counts::default();
    let mut n_words = 0;
    let start = Instant::now();
    for article in articles {
        let words: Vec<Vec<&str>> =
            article.sentences.iter().map(|sentence| sentence.words.iter().map(String::as_str).collect()).collect();
        n_words += words.iter().map(Vec::len).sum::<usize>();
        for (sentence, labels) in article.sentences.iter().zip(label_words(&words, model)) {
            counts.add(&sentence.names, &stretches(&labels));
        }
    }
    (counts, n_words as f64 / start.elapsed().as_secs_f64())
}
