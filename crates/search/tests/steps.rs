//! How many times a search waits for files: what does not depend on each other comes together.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::borrow::Cow;
use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use newsprint_edition::{ChunkError, ChunkStore, MemoryStore, WriteOptions};
use newsprint_search::{Choice, DateFilter, Engine, Facet, FacetRequest, Filters, Request, SnippetRequest};
use support::harbour;

/// Hands out every file the second time it is looked for, as one that must come over a network.
struct Far(MemoryStore);

impl ChunkStore for Far {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        let has_waited = Cell::new(false);
        poll_fn(|_| if has_waited.replace(true) { Poll::Ready(()) } else { Poll::Pending }).await;
        self.0.read(file).await
    }
}

/// The answer, and how many times it had to be waited for.
fn counting<T>(answer: impl Future<Output = T>) -> (T, u32) {
    let mut answer = pin!(answer);
    let mut context = Context::from_waker(Waker::noop());
    let mut n_steps = 0;
    loop {
        match answer.as_mut().poll(&mut context) {
            Poll::Ready(answer) => return (answer, n_steps),
            Poll::Pending => n_steps += 1,
        }
    }
}

fn opened() -> Engine<Far> {
    let (engine, n_steps) = counting(Engine::open(Far(harbour().store(&WriteOptions::default()))));
    assert_eq!(n_steps, 2, "the pointer, then the boot file");
    engine.unwrap()
}

#[test]
fn a_search_waits_a_few_times_and_none_once_all_is_there() {
    let chosen = Filters {
        choices: vec![Choice { facet: Facet::Place, value: "kiel".into(), exclude: false }],
        date: Some(DateFilter::Within("2021".parse().unwrap())),
    };
    for (query, filters, most) in [
        // Cards, dates and the first values.
        ("", Filters::default(), 1),
        // Words; their lists; what the articles have, and cards; the values they have most.
        ("ferry", Filters::default(), 4),
        // Words and the value chosen; their lists, its articles and the value named; the named one's articles. None has all.
        ("\"old pier\" strik* person:quist", chosen.clone(), 4),
        // The value chosen; its articles; what they have; the values they have most.
        ("", chosen, 4),
    ] {
        let engine = opened();
        let request = Request { query: query.into(), filters, ..Request::default() };
        let (first, n_steps) = counting(engine.search(&request));
        assert!(n_steps <= most, "{query}: {n_steps} steps");
        assert_eq!(counting(engine.search(&request)), (first, 0), "{query}");
    }
}

#[test]
fn passages_wait_for_words_and_texts_only() {
    let engine = opened();
    let request = Request { query: "ferry".into(), n_facet_values: 0, ..Request::default() };
    let (found, n_steps) = counting(engine.search(&request));
    assert!(n_steps <= 3, "words, lists, cards: {n_steps} steps");
    let articles = found.unwrap().hits.into_iter().map(|hit| hit.article).collect();
    let request = SnippetRequest { query: "ferry".into(), typing: false, articles };
    let (passages, n_steps) = counting(engine.snippets(&request));
    assert!(!passages.unwrap().is_empty() && n_steps == 1, "{n_steps} steps");
}

#[test]
fn an_article_and_a_facet_wait_a_few_times() {
    let request = FacetRequest {
        search: Request { query: "ferry".into(), ..Request::default() },
        facet: Facet::Place,
        prefix: "k".into(),
        offset: 0,
        limit: 10,
    };
    let (values, n_steps) = counting(opened().facet(&request));
    assert!(values.is_ok() && n_steps <= 4, "{n_steps} steps");
    let engine = opened();
    let (article, n_steps) = counting(engine.article("ferry", "whale", false));
    assert!(article.unwrap().is_some() && n_steps <= 3, "{n_steps} steps");
}
