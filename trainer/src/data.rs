//! The data folder: which annotated sets there are, which may train the shipped model and which only measure it.

use std::path::Path;

use anyhow::{Context as _, Result};
use newsprint_entities::learnt::{Kind, pieces};

use crate::annotated::{Article, articles, text_of};
use crate::copies::Names;
use crate::training::Set;

/// A set that the model may learn from.
pub struct Source {
    pub file: &'static str,
    pub number: u64,
    pub unmarked: &'static [Kind],
    pub is_apart: bool,
}

/// All sets that may train the shipped model.
pub const SOURCES: [Source; 6] = [
    Source { file: "gmb-clean.train.conll.gz", number: 0, unmarked: &[], is_apart: false },
    Source { file: "wikigold.train.conll", number: 1, unmarked: &[Kind::Date], is_apart: false },
    Source { file: "btc.train.conll", number: 2, unmarked: &[Kind::Date, Kind::Other], is_apart: false },
    Source { file: "wnut17.train.conll", number: 3, unmarked: &[Kind::Date], is_apart: false },
    Source { file: "re3d.train.conll", number: 4, unmarked: &[], is_apart: true },
    Source { file: "sec.train.conll", number: 5, unmarked: &[Kind::Date, Kind::Other], is_apart: true },
];

/// Kinds that news sets mark.
const NAMES: &[Kind] = &[Kind::Person, Kind::Organisation, Kind::Place, Kind::Other];

/// Sets to measure on: file, and the kinds that count there.
pub const MEASURES: [(&str, &[Kind]); 7] = [
    ("gmb-clean.dev.conll", &Kind::ALL),
    ("wikigold.dev.conll", NAMES),
    ("conll2003-testa.dev.conll", &[Kind::Person, Kind::Organisation, Kind::Place]),
    ("btc.dev.conll", &[Kind::Person, Kind::Organisation, Kind::Place]),
    ("wnut17.dev.conll", NAMES),
    ("re3d.dev.conll", &Kind::ALL),
    ("sec.dev.conll", &[Kind::Person, Kind::Organisation, Kind::Place]),
];

/// Reads the sets named here, `every`th article only.
///
/// * Errors: a file is missing or damaged.
pub fn sets(data: &Path, numbers: &[(u64, f32)], every: usize) -> Result<Vec<Set>> {
    let mut sets = Vec::new();
    for source in &SOURCES {
        let Some((_, weight)) = numbers.iter().find(|(number, _)| *number == source.number) else { continue };
        let articles = articles(&text_of(&data.join("ner").join(source.file))?);
        let articles = articles.into_iter().step_by(if source.number == 0 { every } else { 1 }).collect();
        sets.push(Set {
            number: source.number,
            unmarked: source.unmarked,
            is_apart: source.is_apart,
            weight: *weight,
            articles,
        });
    }
    Ok(sets)
}

/// Reads a set to measure on.
///
/// * Errors: the file is missing or damaged.
pub fn measure(data: &Path, file: &str) -> Result<Vec<Article>> {
    Ok(articles(&text_of(&data.join("ner").join(file))?))
}

/// Names of people, places and bodies, from the gazetteers that may train the shipped model.
///
/// * Errors: a file is missing or damaged.
pub fn names(data: &Path) -> Result<Names> {
    let rows = |file: &str| -> Result<Vec<Vec<String>>> {
        let text = text_of(&data.join("names").join(file))?;
        Ok(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
    };
    let mut names = Names::default();
    let latin = |name: &str| {
        name.starts_with(char::is_uppercase) && name.chars().all(|c| c < '\u{250}') && !name.contains(['(', '/', ','])
    };
    let column = |file: &str, nth: usize, times: usize, into: &mut Vec<String>| -> Result<()> {
        for row in rows(file)? {
            if let Some(name) = row.get(nth).filter(|name| latin(name)) {
                (0..times).for_each(|_| into.push(name.clone()));
            }
        }
        Ok(())
    };
    column("forenames.tsv", 1, 1, &mut names.given)?;
    column("surnames.tsv", 1, 1, &mut names.family)?;
    column("admin1.tsv", 1, 2, &mut names.places)?;
    column("companies-sp500.tsv", 1, 12, &mut names.bodies)?;
    column("universities.tsv", 0, 1, &mut names.bodies)?;
    for row in rows("cities15000.tsv.gz")? {
        let (Some(name), Some(population)) = (row.get(1), row.get(8)) else { continue };
        let population: u64 = population.parse().unwrap_or(0);
        if latin(name) {
            (0..1 + population / 200_000).for_each(|_| names.places.push(name.clone()));
        }
    }
    Ok(names)
}

/// Sentences of words to learn groups from: all that may train the shipped model, labels left out, and the Wikinews articles.
///
/// * Errors: a file is missing or damaged.
pub fn unlabelled(data: &Path) -> Result<Vec<Vec<String>>> {
    let mut sentences = Vec::new();
    for source in &SOURCES {
        for article in articles(&text_of(&data.join("ner").join(source.file))?) {
            sentences.extend(article.sentences.into_iter().map(|sentence| sentence.words));
        }
    }
    for line in text_of(&data.join("news/wikinews.jsonl"))?.lines() {
        let record: serde_json::Value = serde_json::from_str(line).context("wikinews.jsonl is no JSON")?;
        let body = record["body"].as_str().unwrap_or_default();
        for sentence in pieces(body) {
            sentences.push(sentence.iter().map(|piece| body[piece.start..piece.end].to_owned()).collect());
        }
    }
    Ok(sentences)
}
