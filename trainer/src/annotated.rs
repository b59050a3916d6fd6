//! Annotated texts: CoNLL files of the data folder as articles of sentences with their names.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use newsprint_entities::learnt::{Kind, SENTENCES_BY_ARTICLE, Stretch};

/// A sentence and the names that people marked in it.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub words: Vec<String>,
    pub names: Vec<Stretch>,
}

/// An article; where a file does not mark them, a block of sentences.
#[derive(Clone, Debug, Default)]
pub struct Article {
    pub sentences: Vec<Sentence>,
    /// Which article of its file it is, or is a copy of.
    pub origin: usize,
}

/// Reads a file of the data folder, unpacking `.gz`.
///
/// * Errors: it cannot be read, is no gzip file or no UTF-8; the file is named.
pub fn text_of(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let bytes = if path.extension().is_some_and(|extension| extension == "gz") {
        unpacked(&bytes).with_context(|| format!("{} is no gzip file", path.display()))?
    } else {
        bytes
    };
    String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", path.display()))
}

/// What a gzip file holds.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>> {
    ensure!(bytes.len() > 18 && bytes.starts_with(&[0x1f, 0x8b, 8]), "it does not begin as one");
    let flags = bytes[3];
    let mut start = 10;
    if flags & 4 != 0 {
        start += 2 + usize::from(u16::from_le_bytes([bytes[10], bytes[11]]));
    }
    for flag in [8, 16] {
        if flags & flag != 0 {
            let rest = bytes.get(start..).unwrap_or_default();
            start += rest.iter().position(|byte| *byte == 0).context("its name has no end")? + 1;
        }
    }
    start += if flags & 2 != 0 { 2 } else { 0 };
    let packed = bytes.get(start..bytes.len() - 8).context("it is cut short")?;
    miniz_oxide::inflate::decompress_to_vec(packed).map_err(|error| anyhow::anyhow!("it is damaged: {error}"))
}

/// The articles of a CoNLL text: a word and its BIO tag by line, split by a tab.
pub fn articles(text: &str) -> Vec<Article> {
    let marks_articles = text.contains("-DOCSTART-");
    let mut articles = vec![Article::default()];
    let mut sentence = Sentence::default();
    for line in text.lines().chain([""]) {
        let mut columns = line.split('\t');
        let (word, tag) = (columns.next().unwrap_or(""), columns.next_back().unwrap_or("O"));
        if word == "-DOCSTART-" {
            articles.push(Article::default());
        } else if !word.is_empty() {
            add_word(&mut sentence, word, tag);
        } else if !sentence.words.is_empty() {
            let full = articles.last().is_some_and(|article| article.sentences.len() >= SENTENCES_BY_ARTICLE);
            if full && !marks_articles {
                articles.push(Article::default());
            }
            if let Some(article) = articles.last_mut() {
                article.sentences.push(std::mem::take(&mut sentence));
            }
        }
    }
    articles.retain(|article| !article.sentences.is_empty());
    articles.iter_mut().enumerate().for_each(|(nth, article)| article.origin = nth);
    articles
}

fn add_word(sentence: &mut Sentence, word: &str, tag: &str) {
    let at = sentence.words.len();
    sentence.words.push(word.to_owned());
    let Some((place, kind)) = tag.split_once('-') else { return };
    let Some(kind) = Kind::of_code(kind) else { return };
    match sentence.names.last_mut() {
        Some(last) if place == "I" && last.end == at && last.kind == kind => last.end = at + 1,
        _ => sentence.names.push(Stretch { start: at, end: at + 1, kind }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_run_over_their_words_and_articles_begin_at_their_marks() {
        let text = "-DOCSTART-\tO\n\nThe\tO\nU.S.\tB-LOC\nBen\tB-PER\nHur\tI-PER\n\n-DOCSTART-\tO\n\nIran\tI-LOC\n";
        let found = articles(text);
        assert_eq!(found.len(), 2);
        let stretch = |start, end, kind| Stretch { start, end, kind };
        assert_eq!(found[0].sentences[0].names, [stretch(1, 2, Kind::Place), stretch(2, 4, Kind::Person)]);
        assert_eq!(found[1].sentences[0].names, [stretch(0, 1, Kind::Place)]);
    }
}
