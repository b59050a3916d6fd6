//! Our own engine over a test collection, whole and with single rules left out.

use anyhow::Result;
use newsprint_edition::{EditionSource, MemoryStore, Scoring, WriteOptions, write};
use newsprint_model::{Article, GivenEntities, Paragraph, Span, Tagged};
use newsprint_search::{Engine, Request, Results};
use newsprint_text::{is_function_word, terms};

use crate::collection::Document;

/// A variant of ours.
#[derive(Clone, Copy)]
pub struct Variant {
    /// What the report calls it.
    pub name: &'static str,
    /// What it changes about the weighing.
    scoring: fn(Scoring) -> Scoring,
    /// What it changes about a query.
    query: fn(&str) -> String,
    /// Whether words have stems.
    has_stems: bool,
    /// Whether words near each other add to the best.
    has_nearness: bool,
}

const WHOLE: Variant =
    Variant { name: "ours", scoring: |scoring| scoring, query: str::to_owned, has_stems: true, has_nearness: true };

/// Ours first, then with one rule left out each.
pub const VARIANTS: [Variant; 9] = [
    WHOLE,
    Variant { name: "without stems", has_stems: false, query: content_words, ..WHOLE },
    Variant { name: "words near each other add nothing", has_nearness: false, ..WHOLE },
    Variant { name: "headline counts as text", scoring: |s| Scoring { title_weight: 1.0, ..s }, ..WHOLE },
    Variant { name: "lead counts as text", scoring: |s| Scoring { lead_weight: 1.0, ..s }, ..WHOLE },
    Variant { name: "lengths do not count", scoring: |s| Scoring { title_b: 0.0, body_b: 0.0, ..s }, ..WHOLE },
    Variant { name: "function words count", query: function_words_quoted, ..WHOLE },
    Variant { name: "all words first does not hold", query: joined_by_or, ..WHOLE },
    Variant { name: "every word must be there, as typed", query: all_quoted, ..WHOLE },
];

/// The folded words of a text.
fn folded_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    terms(text, |term| {
        if term.n_positions == 1 {
            words.push(term.text.to_owned());
        }
    });
    words
}

fn content_words(query: &str) -> String {
    folded_words(query).into_iter().filter(|word| !is_function_word(word, "en")).collect::<Vec<_>>().join(" ")
}

fn joined_by_or(query: &str) -> String {
    folded_words(query).into_iter().filter(|word| !is_function_word(word, "en")).collect::<Vec<_>>().join(" OR ")
}

fn function_words_quoted(query: &str) -> String {
    let quoted = |word: String| if is_function_word(&word, "en") { format!("\"{word}\"") } else { word };
    folded_words(query).into_iter().map(quoted).collect::<Vec<_>>().join(" ")
}

fn all_quoted(query: &str) -> String {
    let content = folded_words(query).into_iter().filter(|word| !is_function_word(word, "en"));
    content.map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ")
}

/// An engine over documents.
pub struct Ours {
    engine: Engine<MemoryStore>,
    variant: Variant,
}

impl Ours {
    /// Writes and opens an edition of documents.
    pub fn of(documents: &[Document], variant: Variant) -> Result<Ours> {
        let articles: Vec<Article> = documents.iter().map(|document| article(document, variant.has_stems)).collect();
        let tagged = Tagged {
            entities: Vec::new(),
            mentions: vec![Vec::new(); articles.len()],
            supplied: vec![Vec::new(); articles.len()],
            ..Tagged::default()
        };
        let source = EditionSource { name: "evaluation", articles: &articles, tagged: &tagged };
        let options = WriteOptions { scoring: (variant.scoring)(Scoring::default()), ..WriteOptions::default() };
        let store = MemoryStore::new(write(&source, &options)?);
        let engine = pollster::block_on(Engine::open(store))?;
        Ok(Ours { engine, variant })
    }

    /// The documents found, best first.
    pub fn answer(&self, query: &str, limit: u32) -> Result<Vec<String>> {
        let query = (self.variant.query)(query);
        let request = Request { query, limit, n_facet_values: 0, ..Request::default() };
        let mut found = pollster::block_on(self.engine.search(&request))?;
        if !self.variant.has_nearness {
            self.put_back(&request, &mut found)?;
        }
        Ok(found.hits.into_iter().map(|hit| hit.id).collect())
    }
}

impl Ours {
    /// Takes from the best what words near each other added, and puts them in the order that they had without it.
    fn put_back(&self, request: &Request, found: &mut Results) -> Result<()> {
        let mut ranked = Vec::new();
        for (place, hit) in found.hits.drain(..).enumerate() {
            if place >= N_NEAR {
                ranked.push((false, 0.0, hit));
                continue;
            }
            let why = pollster::block_on(self.engine.explain(request, hit.article))?;
            let mut scored = why.leaves.iter().filter(|leaf| leaf.is_scored);
            let is_matching = found.n_others > 0 && place < found.n_hits as usize;
            let n_scored = scored.clone().count();
            let comes_first = is_matching || n_scored <= N_FIRST && scored.all(|leaf| leaf.score > 0.0);
            ranked.push((comes_first, hit.score - why.nearness, hit));
        }
        let n_best = ranked.len().min(N_NEAR);
        ranked[..n_best].sort_by(|a, b| (b.0, b.1).partial_cmp(&(a.0, a.1)).unwrap_or(std::cmp::Ordering::Equal));
        found.hits = ranked.into_iter().map(|(_, _, hit)| hit).collect();
        Ok(())
    }
}

/// How many of the best words near each other add to.
const N_NEAR: usize = 20;
/// Of queries of up to so many words, what holds all of them comes first.
const N_FIRST: usize = 5;

/// A document as an importer would hand it over.
fn article(document: &Document, has_stems: bool) -> Article {
    let is_untitled = document.title.trim().is_empty();
    let beginning = || document.text.chars().take(80).collect();
    Article {
        id: document.id.clone(),
        title: if is_untitled { beginning() } else { document.title.clone() },
        title_derived: is_untitled,
        title_span: None,
        date: None,
        byline: None,
        source: None,
        lang: if has_stems { "en" } else { "und" }.to_owned(),
        url: None,
        paragraphs: document
            .text
            .split("\n\n")
            .filter(|paragraph| !paragraph.trim().is_empty())
            .map(|paragraph| Paragraph { text: paragraph.to_owned(), start: None })
            .collect(),
        repeats: Vec::new(),
        given: GivenEntities::default(),
        file: "evaluation".to_owned(),
        span: Span { start: 0, end: 0 },
        line: 0,
    }
}
