//! Sentences out of news articles, pasted whole as queries: does each find the article that it stands in?

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::read::GzDecoder;
use newsprint_text::sentences;
use serde::Deserialize;

use crate::collection::Document;
use crate::ours::{Ours, VARIANTS};

/// How many sentences are pasted.
pub const N_SENTENCES: usize = 60;
/// Words that a sentence has at least: shorter ones are said by many.
const MIN_WORDS: usize = 8;

/// What was found.
pub struct Pasted {
    /// Articles searched.
    pub n_articles: usize,
    /// Sentences for which nothing was found.
    pub n_unanswered: usize,
    /// Sentences whose article came first.
    pub n_first: usize,
    /// Sentences whose article was among the first ten.
    pub n_in_ten: usize,
}

#[derive(Deserialize)]
struct Story {
    title: Option<String>,
    body: Option<String>,
}

/// Pastes a sentence out of the middle of articles spread evenly over the news.
pub fn paste(news: &Path) -> Result<Pasted> {
    let path = news.join("spotlightpa.jsonl.gz");
    let file = File::open(&path).with_context(|| format!("{}", path.display()))?;
    let mut documents = Vec::new();
    for line in BufReader::new(GzDecoder::new(file)).lines() {
        let story: Story = serde_json::from_str(&line?)?;
        if let (Some(title), Some(text)) = (story.title, story.body) {
            documents.push(Document { id: format!("story-{}", documents.len()), title, text });
        }
    }
    let ours = Ours::of(&documents, VARIANTS[0])?;
    let mut pasted = Pasted { n_articles: documents.len(), n_unanswered: 0, n_first: 0, n_in_ten: 0 };
    let step = (documents.len() / N_SENTENCES).max(1);
    let mut n_pasted = 0;
    for document in documents.iter().step_by(step) {
        let Some(sentence) = middle_sentence(&document.text).filter(|_| n_pasted < N_SENTENCES) else { continue };
        n_pasted += 1;
        let found = ours.answer(&sentence, 10)?;
        let place = found.iter().position(|id| *id == document.id);
        pasted.n_unanswered += usize::from(found.is_empty());
        pasted.n_first += usize::from(place == Some(0));
        pasted.n_in_ten += usize::from(place.is_some());
    }
    Ok(pasted)
}

/// The first long sentence of the second half of a text.
fn middle_sentence(text: &str) -> Option<String> {
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    let later = &paragraphs[paragraphs.len() / 2..];
    let sentences = later.iter().flat_map(|paragraph| sentences(paragraph).into_iter().map(|range| &paragraph[range]));
    sentences.map(str::trim).find(|sentence| sentence.split_whitespace().count() >= MIN_WORDS).map(str::to_owned)
}
