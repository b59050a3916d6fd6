//! How many times a search waits for files: what does not depend on each other comes together.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::borrow::Cow;
use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use newsprint_edition::{ChunkError, ChunkStore, MemoryStore, WriteOptions};
use newsprint_search::{Choice, DateFilter, Engine, Facet, FacetRequest, Filters, Reading, Request, SnippetRequest};
use support::{Corpus, Story, harbour};

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
fn a_list_without_what_may_be_meant_waits_for_words_lists_and_cards() {
    let (mut corpus, mut stories) = (harbour(), Vec::new());
    for nth in 0..60 {
        let text = format!("The council met about the harbour for the {nth}th time.");
        stories.push(Story {
            id: format!("minutes-{nth}"),
            title: "Minutes".into(),
            lang: "en".into(),
            paragraphs: vec![text],
            ..Story::default()
        });
    }
    stories.push(Story {
        id: "hasty".into(),
        title: "Hasty".into(),
        lang: "en".into(),
        paragraphs: vec!["At the harbuor.".into()],
        ..Story::default()
    });
    corpus.stories.extend(stories);
    let engine = counting(Engine::open(Far(corpus.store(&WriteOptions::default())))).0.unwrap();
    let list = Request { query: "harbuor ".into(), n_facet_values: 0, with_meant: false, ..Request::default() };
    let (first, n_steps) = counting(engine.search(&list));
    let first = first.unwrap();
    assert_eq!((first.n_hits, first.n_others, first.did_you_mean.as_deref()), (1, 0, Some("harbour ")));
    assert!(n_steps <= 3, "{n_steps} steps");
    let (filled, n_steps) = counting(engine.search(&Request { with_meant: true, ..list }));
    let filled = filled.unwrap();
    assert_eq!((filled.n_others, &filled.hits[0]), (9, &first.hits[0]));
    assert!((1..=3).contains(&n_steps), "{n_steps} steps");
}

#[test]
fn passages_wait_for_words_and_texts_only() {
    let engine = opened();
    let request = Request { query: "ferry".into(), n_facet_values: 0, ..Request::default() };
    let (found, n_steps) = counting(engine.search(&request));
    assert!(n_steps <= 3, "words, lists, cards: {n_steps} steps");
    let articles = found.unwrap().hits.into_iter().map(|hit| hit.article).collect();
    let request = SnippetRequest { reading: request.reading(), articles };
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
    let (article, n_steps) =
        counting(engine.article("ferry", &Reading { query: "whale".into(), ..Reading::default() }));
    assert!(article.unwrap().is_some() && n_steps <= 3, "{n_steps} steps");
}

/// Many words in several forms each, over a dictionary of many chunks: what a stem and its forms need mostly lies together.
#[test]
fn a_word_with_all_its_forms_waits_for_its_chunk_its_lists_and_the_cards() {
    let syllable = |n: usize| {
        let (onsets, vowels) = (["b", "d", "f", "g", "k", "l", "m", "p", "r", "t"], ["a", "e", "i", "o", "u"]);
        format!("{}{}", onsets[n % 10], vowels[n / 10 % 5])
    };
    let stem = |n: usize| format!("{}{}{}ck", syllable(n * 7 % 50), syllable(n / 50 * 3 + n), syllable(n * 11 % 50));
    let n_stems = 700;
    let stories = (0..300).map(|nth| {
        let word = |at: usize| format!("{}{}", stem((nth * 31 + at * 17) % n_stems), ["", "s", "ed", "ing"][at % 4]);
        let text: Vec<String> = (0..60).map(word).collect();
        let id = format!("story-{nth}");
        Story { title: id.clone(), id, lang: "en".into(), paragraphs: vec![text.join(" ")], ..Story::default() }
    });
    let corpus = Corpus { stories: stories.collect(), entities: Vec::new() };
    let store = corpus.store(&WriteOptions { index_chunk_bytes: 4096, ..WriteOptions::default() });
    let (mut n_more, mut n_asked) = (0, 0);
    for nth in (0..n_stems).step_by(5) {
        let engine = counting(Engine::open(Far(store.clone()))).0.unwrap();
        let query = format!("{}ing", stem(nth));
        let request = Request { query: query.clone(), n_facet_values: 0, ..Request::default() };
        let (found, n_steps) = counting(engine.search(&request));
        if found.unwrap().n_hits > 0 {
            n_asked += 1;
            n_more += u32::from(n_steps > 3);
            assert!(n_steps <= 4, "{query}: {n_steps} steps");
        }
    }
    assert!(n_asked >= 100, "{n_asked} words are found");
    assert!(n_more * 20 <= n_asked, "{n_more} of {n_asked} words need another step: their forms lie in two chunks");
}
