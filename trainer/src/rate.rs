//! How fast articles are tagged and their spellings joined: words a second of one core.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use newsprint_entities::{Draft, Tagger};
use newsprint_model::Article;

use crate::data;

/// How often the whole is run; the median counts.
const N_RUNS: usize = 7;

/// Tags the news set's blocks as articles, joins their spellings, and prints how many words a second that was.
///
/// Words are counted as readers do: marks alone are none. Time is that which the core spent on it, where the system tells; else the clock's.
///
/// * Errors: the data cannot be read.
pub fn print_rate(data_folder: &Path) -> Result<()> {
    let (articles, n_words) = articles(data_folder)?;
    // The first run reads the lists and the model.
    let n_entities = run(&articles).2;
    let mut runs: Vec<[f64; 3]> = (0..N_RUNS)
        .map(|_| {
            let (tagging, joining, _) = run(&articles);
            [tagging, joining, tagging + joining]
        })
        .collect();
    let [tagging, joining, both] = [0, 1, 2].map(|column| {
        runs.sort_by(|a, b| a[column].total_cmp(&b[column]));
        runs[N_RUNS / 2][column]
    });
    let rate = |seconds: f64| n_words as f64 / seconds;
    println!(
        "  {n_words} words, {n_entities} entities: {:.0} words/s on one core, median of {N_RUNS} ({:.0} tagging, {:.0} joining)",
        rate(both),
        rate(tagging),
        rate(joining)
    );
    Ok(())
}

/// One run: seconds of tagging and of joining, and how many entities there are.
fn run(articles: &[Article]) -> (f64, f64, usize) {
    let start = Clock::start();
    let drafts: Vec<Draft> = articles.iter().map(Draft::of).collect();
    let tagging = start.seconds();
    let start = Clock::start();
    let mut tagger = Tagger::default();
    drafts.into_iter().for_each(|draft| {
        tagger.add(draft);
    });
    let settled = tagger.finish();
    (tagging, start.seconds(), settled.entities.len())
}

/// The news set's blocks of sentences, and how many words they have.
fn articles(data_folder: &Path) -> Result<(Vec<Article>, usize)> {
    let mut n_words = 0;
    let read = data::measure(data_folder, data::MEASURES[0].0)?;
    let articles = read.iter().enumerate().map(|(nth, article)| {
        let paragraphs = article.sentences.iter().map(|sentence| {
            n_words += sentence.words.iter().filter(|word| word.contains(char::is_alphanumeric)).count();
            sentence.words.join(" ")
        });
        Article { id: nth.to_string(), ..Article::of_paragraphs("en", paragraphs) }
    });
    let articles = articles.collect();
    Ok((articles, n_words))
}

/// Time spent: on a machine that others use, too, the clock tells how busy they are.
pub(crate) struct Clock {
    wall: Instant,
    on_core: Option<u64>,
}

impl Clock {
    pub(crate) fn start() -> Clock {
        Clock { wall: Instant::now(), on_core: on_core() }
    }

    pub(crate) fn seconds(&self) -> f64 {
        match (self.on_core, on_core()) {
            (Some(start), Some(end)) => (end - start) as f64 / 1e9,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

/// Nanoseconds that this thread has run; Linux tells.
fn on_core() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok()
}
