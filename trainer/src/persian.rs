//! How well names are found in Persian: on tweets, and on news that nothing was learnt from.

use std::path::Path;

use anyhow::{Result, bail};
use newsprint_entities::learnt::{Clusters, Kind, Model, Stretch, stretches, trained_persian};
use newsprint_entities::{PersianPolicy, persian_document_of_words, persian_names_of_words};

use crate::data;
use crate::field::Rates;
use crate::score::Counts;
use crate::training::{Plan, Set, train};

/// Sets to measure on.
const MEASURES: [&str; 2] = ["fa-parstwiner.dev.conll", "fa-peyma.dev.conll"];

/// The kinds that count.
const KINDS: [Kind; 3] = [Kind::Person, Kind::Organisation, Kind::Place];

/// Learns the Persian tagger's weights from the tweets: a model file.
///
/// * Errors: the data cannot be read, or a word is not understood.
pub fn train_as_told(words: &[String], data_folder: &Path) -> Result<Vec<u8>> {
    let mut plan = Plan {
        n_rounds: 8,
        rates: Rates { alpha: 0.1, l1: 0.6, l2: 0.0 },
        min_count: 1,
        hides_words: 50,
        hides_lists: 50,
        hides_elsewhere: 300,
        parts_sets: false,
        n_learners: 1,
        averages_from: 0,
        reads_twice: false,
        without: &[],
        document_of: |words, clusters| persian_document_of_words(words, clusters),
    };
    for word in words {
        let Some((name, value)) = word.split_once('=') else { bail!("{word}: name=value is wanted") };
        match name {
            "rounds" => plan.n_rounds = value.parse()?,
            "l1" => plan.rates.l1 = value.parse()?,
            "alpha" => plan.rates.alpha = value.parse()?,
            "hides" => plan.hides_words = value.parse()?,
            "lists" => plan.hides_lists = value.parse()?,
            "min" => plan.min_count = value.parse()?,
            _ => bail!("{name} is not known"),
        }
    }
    let articles = data::measure(data_folder, "fa-parstwiner.train.conll")?;
    let set = Set { number: 0, unmarked: &[Kind::Date], is_apart: false, weight: 1.0, articles };
    let weights = train(&[set], &Clusters::default(), &plan, &mut |said| eprintln!("  {said}"));
    Ok(Model::write(&weights))
}

/// Measures ways to weigh the tagger's word against the rules'.
///
/// * Errors: the data cannot be read.
pub fn policies(data_folder: &Path) -> Result<()> {
    let mut policies = vec![PersianPolicy::RULES, PersianPolicy::SETTLED];
    for adds in [-24, -12, 0, 8] {
        for (strikes, extends, changes) in [(0, -48, i16::MAX), (0, -48, 64), (0, -24, 64), (-48, -48, -48)] {
            policies.push(PersianPolicy { adds, strikes, extends, changes });
        }
    }
    for policy in policies {
        println!("{policy:?}");
        print_with(data_folder, |words| persian_names_of_words(words, trained_persian(), &policy))?;
    }
    Ok(())
}

/// Trains as words tell and prints what the model gives, alone and beside the rules.
///
/// * Errors: a word is not understood, or the data cannot be read.
pub fn try_out(words: &[String], data_folder: &Path) -> Result<()> {
    let (out, words): (Vec<String>, Vec<String>) = words.iter().cloned().partition(|word| word.starts_with("out="));
    let bytes = train_as_told(&words, data_folder)?;
    if let Some(out) = out.first() {
        std::fs::write(&out[4..], &bytes)?;
    }
    println!("{}: {} bytes", words.join(" "), bytes.len());
    let model = Model::read(&bytes)?;
    print_with(data_folder, |words| {
        model.label(&persian_document_of_words(words, &model.clusters)).iter().map(|labels| stretches(labels)).collect()
    })?;
    println!("beside the rules:");
    print_with(data_folder, |words| persian_names_of_words(words, &model, &PersianPolicy::SETTLED))
}

/// Measures the reading of Persian on every annotated set.
///
/// * Errors: the data cannot be read.
pub fn print_figures(data_folder: &Path) -> Result<()> {
    print_with(data_folder, |words| persian_names_of_words(words, trained_persian(), &PersianPolicy::SETTLED))
}

/// Measures a reading of articles that are cut into words.
fn print_with(data_folder: &Path, read: impl Fn(&[Vec<&str>]) -> Vec<Vec<Stretch>>) -> Result<()> {
    for file in MEASURES {
        let mut counts = Counts::default();
        for article in data::measure(data_folder, file)? {
            let words: Vec<&[String]> = article.sentences.iter().map(|sentence| sentence.words.as_slice()).collect();
            let words: Vec<Vec<&str>> = words.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
            for (sentence, found) in article.sentences.iter().zip(read(&words)) {
                let found: Vec<_> = found.into_iter().filter(|name| KINDS.contains(&name.kind)).collect();
                let gold: Vec<_> = sentence.names.iter().filter(|name| KINDS.contains(&name.kind)).copied().collect();
                counts.add(&gold, &found);
            }
        }
        let all = counts.figures(&KINDS);
        let by_kind: Vec<String> = KINDS
            .iter()
            .map(|kind| (kind.code(), counts.figures(&[*kind])))
            .map(|(code, it)| format!("{code} {:.3} (P {:.3} R {:.3})", it.f1, it.precision, it.recall))
            .collect();
        println!("  {file:28} P {:.3} R {:.3} F1 {:.3} | {}", all.precision, all.recall, all.f1, by_kind.join(" "));
    }
    Ok(())
}

/// Prints what is found wrongly (`+`) and missed (`-`) in a set, each in its sentence.
///
/// * Errors: the data cannot be read.
pub fn print_errors(words: &[String], data_folder: &Path) -> Result<()> {
    let file = words.first().map_or(MEASURES[0], String::as_str);
    for article in data::measure(data_folder, file)? {
        let cut: Vec<Vec<&str>> =
            article.sentences.iter().map(|sentence| sentence.words.iter().map(String::as_str).collect()).collect();
        for ((sentence, words), found) in article.sentences.iter().zip(&cut).zip(persian_names_of_words(
            &cut,
            trained_persian(),
            &PersianPolicy::SETTLED,
        )) {
            let shown = |sign: &str, name: &Stretch| {
                let around = |from: usize, to: usize| words[from.min(words.len())..to.min(words.len())].join(" ");
                println!(
                    "{sign} {} {} [{}] {}",
                    name.kind.code(),
                    around(name.start.saturating_sub(3), name.start),
                    around(name.start, name.end),
                    around(name.end, name.end + 3)
                );
            };
            let gold = || sentence.names.iter().filter(|name| KINDS.contains(&name.kind));
            found.iter().filter(|name| !sentence.names.contains(name)).for_each(|name| shown("+", name));
            gold().filter(|name| !found.contains(name)).for_each(|name| shown("-", name));
        }
    }
    Ok(())
}
