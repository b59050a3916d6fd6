//! Copies of articles that teach what the originals do not: other names in the same places, and sentences all in capitals.

use std::collections::BTreeMap;

use newsprint_entities::learnt::Kind;

use crate::annotated::{Article, Sentence};
use crate::chance::Chance;

/// Names to put in the place of others: from gazetteers that may train a shipped model.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Given names, family names.
    pub given: Vec<String>,
    pub family: Vec<String>,
    /// Places, the likelier the more often they stand here.
    pub places: Vec<String>,
    /// Companies, universities.
    pub bodies: Vec<String>,
}

/// A copy with each sentence in capitals, or with each word's first letter so.
pub fn in_capitals(article: &Article, chance: &mut Chance) -> Article {
    let sentences = article.sentences.iter().map(|sentence| {
        let every_letter = chance.happens(600);
        let words = sentence.words.iter().map(|word| if every_letter { word.to_uppercase() } else { headlined(word) });
        Sentence { words: words.collect(), names: sentence.names.clone() }
    });
    Article { sentences: sentences.collect(), origin: article.origin }
}

fn headlined(word: &str) -> String {
    let small = matches!(
        word,
        "a" | "an"
            | "the"
            | "of"
            | "in"
            | "on"
            | "to"
            | "and"
            | "for"
            | "by"
            | "at"
            | "as"
            | "with"
            | "'s"
            | "n't"
            | "or"
    );
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if !small => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

/// A copy in which most people, some bodies and, if wanted, places are named otherwise, the same throughout the article.
pub fn renamed(article: &Article, names: &Names, places: bool, chance: &mut Chance) -> Article {
    let mut given: BTreeMap<String, String> = BTreeMap::new();
    let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut draw = |from: &[String]| from.get(chance.below(from.len())).cloned().unwrap_or_default();
    let mut sentences = Vec::with_capacity(article.sentences.len());
    for sentence in &article.sentences {
        let mut copy = Sentence::default();
        let mut at = 0;
        for name in &sentence.names {
            copy.words.extend_from_slice(&sentence.words[at..name.start]);
            let old = &sentence.words[name.start..name.end];
            let start = copy.words.len();
            let plain =
                old.iter().all(|word| word.chars().all(char::is_alphabetic) && word.chars().any(char::is_lowercase));
            match name.kind {
                Kind::Person if plain && old.len() <= 3 => {
                    for (nth, word) in old.iter().enumerate() {
                        let last = nth + 1 == old.len();
                        let new = given
                            .entry(word.clone())
                            .or_insert_with(|| draw(if last { &names.family } else { &names.given }));
                        copy.words.extend(new.split(' ').map(str::to_owned));
                    }
                }
                Kind::Place if plain && places => {
                    let new = others.entry(old.join(" ")).or_insert_with(|| words_of(&draw(&names.places)));
                    copy.words.extend_from_slice(new);
                }
                Kind::Organisation if old.len() > 1 || plain => {
                    let new = others.entry(old.join(" ")).or_insert_with(|| words_of(&draw(&names.bodies)));
                    copy.words.extend_from_slice(new);
                }
                _ => copy.words.extend_from_slice(old),
            }
            if copy.words.len() > start {
                copy.names.push(newsprint_entities::learnt::Stretch { start, end: copy.words.len(), kind: name.kind });
            }
            at = name.end;
        }
        copy.words.extend_from_slice(&sentence.words[at..]);
        sentences.push(copy);
    }
    Article { sentences, origin: article.origin }
}

fn words_of(name: &str) -> Vec<String> {
    let pieces = newsprint_entities::learnt::pieces(name);
    pieces.iter().flatten().map(|piece| name[piece.start..piece.end].to_owned()).collect()
}
