//! Names in invented news of many kinds: rules must be as right far from the default corpus as on it.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use std::collections::BTreeSet;

use newsprint_entities::tag;
use newsprint_model::{Article, Part};
use support::article;

type Mark = (usize, usize, usize, usize, String, String);

/// The stories of the fixture without their marks, and the marks: story, paragraph, start, end, surface, kind.
fn stories() -> (Vec<Article>, BTreeSet<Mark>) {
    let mut articles: Vec<Article> = Vec::new();
    let mut marks = BTreeSet::new();
    let mut paragraphs: Vec<String> = Vec::new();
    for line in include_str!("fixtures/other-topics.txt").lines().chain([""]) {
        if line.starts_with('#') {
            continue;
        }
        if line.is_empty() {
            let texts: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
            articles.push(article(&format!("story-{}", articles.len() + 1), &texts));
            paragraphs.clear();
            continue;
        }
        let mut plain = String::new();
        for (nth, piece) in line.split('[').enumerate() {
            if nth == 0 {
                plain.push_str(piece);
                continue;
            }
            let (mark, rest) = piece.split_once(']').expect(line);
            let (surface, kind) = mark.split_once('|').expect(line);
            let start = plain.chars().count();
            plain.push_str(surface);
            let end = plain.chars().count();
            marks.insert((articles.len(), paragraphs.len(), start, end, surface.to_owned(), kind.to_owned()));
            plain.push_str(rest);
        }
        paragraphs.push(plain);
    }
    (articles, marks)
}

#[test]
fn names_in_other_news_are_found_and_hardly_anything_else() {
    let (articles, gold) = stories();
    let tagged = tag(&articles);
    let mut found: BTreeSet<Mark> = BTreeSet::new();
    for (nth, (article, mentions)) in articles.iter().zip(&tagged.mentions).enumerate() {
        for mention in mentions {
            let Part::Paragraph(paragraph) = mention.part else { panic!("no titles here") };
            let text = &article.paragraphs[paragraph as usize].text;
            let (start, end) = (mention.start as usize, mention.end as usize);
            let surface: String = text.chars().skip(start).take(end - start).collect();
            let kind = tagged.entities[mention.entity.0 as usize].kind.code().to_owned();
            found.insert((nth, paragraph as usize, start, end, surface, kind));
        }
    }
    let missed: Vec<_> = gold.difference(&found).collect();
    let wrong: Vec<_> = found.difference(&gold).collect();
    let right = (gold.len() - missed.len()) as f64;
    let (precision, recall) = (right / found.len() as f64, right / gold.len() as f64);
    let shown = format!("precision {precision:.3}, recall {recall:.3}\nmissed: {missed:#?}\nwrong: {wrong:#?}");
    assert!(precision >= 0.97 && recall >= 0.93, "{shown}");
}
