//! The engine over the edition that the app carries: the same answers natively and compiled to WebAssembly, to the last
//! bit of every score; and the page's own line to it, where there is no worker.

#![cfg(feature = "embedded")]

use futures::FutureExt as _;
use newsprint_app::data::desk::Answering as _;
use newsprint_app::data::engine::{Engine, open};
use newsprint_app::data::{Answer, Question};
use newsprint_search::{Choice, Facet, Filters, Reading, Request, Results, SnippetRequest, Sort};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Searches that between them use every part of the query language and every order.
const QUERIES: &[(&str, Sort)] = &[
    ("", Sort::Relevance),
    ("", Sort::Oldest),
    ("israel", Sort::Relevance),
    ("khamenei", Sort::Relevance),
    ("khamenei israel", Sort::Newest),
    ("\"supreme leader\"", Sort::Relevance),
    ("iran -israel", Sort::Relevance),
    ("tehran OR houthis", Sort::Oldest),
    ("seiz* ship", Sort::Relevance),
    ("title:actress", Sort::Relevance),
    ("officials who said on sunday that the ship was seized", Sort::Relevance),
    ("nowhere to be found", Sort::Relevance),
];

/// The embedded edition needs no waiting: whatever is asked of it is answered at once.
fn at_once<T>(answer: impl Future<Output = T>) -> T {
    answer.now_or_never().expect("an embedded edition answers without waiting")
}

fn engine() -> Engine {
    at_once(open()).expect("the embedded edition is whole")
}

fn search(engine: &Engine, request: Request) -> Results {
    match at_once(engine.answer(Question::Search(request))) {
        Ok(Answer::Search(results)) => Results::clone(&results),
        other => panic!("a search was answered by {other:?}"),
    }
}

fn reading(query: &str) -> Reading {
    Request { query: query.to_owned(), typing: true, ..Request::default() }.reading()
}

/// One line for each query, then one for each hit: its score's bits, its id.
fn ranking() -> String {
    let engine = engine();
    let mut out = String::new();
    for (query, sort) in QUERIES {
        let request = Request { query: (*query).to_owned(), sort: *sort, ..Request::default() };
        let results = search(&engine, request);
        out.push_str(&format!("{query} | {sort:?} | {} articles\n", results.n_hits));
        for hit in &results.hits {
            out.push_str(&format!("    {:08x} {}\n", hit.score.to_bits(), hit.id));
        }
    }
    out
}

#[test]
fn the_ranking_is_the_same_here_as_everywhere() {
    let found = ranking();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("NEWSPRINT_BLESS").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/ranking.txt");
        std::fs::write(file, &found).expect("the golden file can be written");
        return;
    }
    let golden = include_str!("golden/ranking.txt");
    assert_eq!(found, golden, "`cargo xtask golden` rewrites tests/golden/ranking.txt; read what changed");
}

#[test]
fn a_well_known_word_that_the_collection_lacks_is_not_taken_for_another() {
    let engine = engine();
    let asked = |query: &str| search(&engine, Request { query: query.to_owned(), ..Request::default() });
    for (query, meant) in [("iran nuclear", Some("iran unclear")), ("iran billion", Some("iran million"))] {
        let found = asked(query);
        assert_eq!((found.corrections.as_slice(), found.did_you_mean.as_deref()), (&[][..], meant), "{query}");
        assert_eq!(found.n_hits, asked("iran").n_hits, "{query}");
    }
    let found = asked("iran khamenie");
    assert_eq!(found.corrections[0].shown, "Khamenei", "{:?}", found.corrections);
}

#[test]
fn every_answer_survives_the_way_to_the_page() {
    use newsprint_app::data::{FromEngine, decode, encode};
    let engine = engine();
    let person = search(&engine, Request::default()).facets[0].values[0].value.clone();
    let filters =
        Filters { choices: vec![Choice { facet: Facet::Person, value: person, exclude: false }], ..Filters::default() };
    let request = Request { query: "iran".to_owned(), filters, ..Request::default() };
    let hit =
        search(&engine, request.clone()).hits.first().expect("somebody in the corpus is named beside Iran").clone();
    let facet = newsprint_search::FacetRequest {
        search: request.clone(),
        facet: Facet::Place,
        prefix: "te".to_owned(),
        offset: 0,
        limit: 10,
    };
    let questions = [
        Question::Info,
        Question::Search(request),
        Question::Snippets(SnippetRequest { reading: reading("iran"), articles: vec![hit.article] }),
        Question::Article { id: hit.id.clone(), reading: reading("iran") },
        Question::Article { id: "no such article".to_owned(), reading: reading("") },
        Question::Facet(facet),
        Question::Cards { articles: vec![hit.article], ids: vec![hit.id] },
        Question::Entities { facet: Facet::Place, ids: vec!["iran".to_owned()] },
    ];
    let Ok(Answer::Info(info)) = at_once(engine.answer(Question::Info)) else { panic!("it is open") };
    assert!(info.hash.len() == 16 && info.hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{}", info.hash);
    for (id, question) in (0..).zip(questions) {
        let message = FromEngine::Answered { id, result: at_once(engine.answer(question)) };
        let bytes = encode(&message);
        assert_eq!(decode::<FromEngine>(&bytes), Some(message));
    }
}

#[test]
fn what_is_quoted_stands_between_its_marks_and_most_of_it_has_a_speaker() {
    let engine = engine();
    let (mut n_quoted, mut n_told) = (0, 0);
    for hit in search(&engine, Request::default()).hits {
        let question = Question::Article { id: hit.id, reading: reading("iran") };
        let Ok(Answer::Article(article)) = at_once(engine.answer(question)) else { panic!("it has every article") };
        let article = Option::clone(&article).expect("it has every article");
        for said in &article.quotations {
            let runs = &article.paragraphs[said.paragraph as usize];
            let text: Vec<char> = runs.iter().flat_map(|run| run.text.chars()).collect();
            let is_mark =
                |at: Option<u32>| at.and_then(|at| text.get(at as usize)).is_some_and(|c| "\"“”".contains(*c));
            let said_there: String = text[said.start as usize..said.end as usize].iter().collect();
            assert!(is_mark(said.start.checked_sub(1)), "{said_there}");
            assert!(!said_there.contains(['“', '”', '"']), "{said_there}");
            n_quoted += 1;
            n_told += usize::from(said.speaker.is_some_and(|who| (who as usize) < article.entities.len()));
        }
    }
    assert!(n_quoted >= 10 && n_told * 2 > n_quoted, "{n_told} of {n_quoted}");
}

#[test]
fn months_mentioned_are_counted_when_they_are_asked_for() {
    let engine = engine();
    let months = |query: &str| {
        let search = Request { query: query.to_owned(), ..Request::default() };
        let facet = newsprint_search::FacetRequest {
            search,
            facet: Facet::Mentioned,
            prefix: String::new(),
            offset: 0,
            limit: 1_000,
        };
        match at_once(engine.answer(Question::Facet(facet))) {
            Ok(Answer::Facet(counts)) => {
                counts.values.iter().map(|it| (it.value.clone(), it.n_articles)).collect::<Vec<_>>()
            }
            other => panic!("months were answered by {other:?}"),
        }
    };
    let all = months("");
    assert!(all.contains(&("1979".to_owned(), 1)), "{all:?}");
    for (month, n) in all {
        let request = Request { query: format!("mentions:\"={month}\""), ..Request::default() };
        assert_eq!(search(&engine, request.clone()).n_hits, n, "{month}");
        assert!(months(&request.query).contains(&(month, n)));
    }
    let uncounted = search(&engine, Request::default()).facets;
    let uncounted =
        uncounted.iter().find(|counts| counts.facet == Facet::Mentioned).expect("that there are some is told");
    assert!(uncounted.values.is_empty() && uncounted.has_more, "{uncounted:?}");
    // A range is what any of its values is, and a year is what it or any of its months is.
    let n = |query: &str| search(&engine, Request { query: query.to_owned(), ..Request::default() }).n_hits;
    for (range, same) in [
        ("mentions:2023-10..2023-11", "mentions:2023-10 OR mentions:2023-11"),
        ("mentions:1979..1979", "mentions:1979"),
        ("mentions:>=2023", "mentions:2023 OR mentions:>2023"),
        ("mentions:\"=2023\"", "mentions:2023"),
    ] {
        assert_eq!(n(range), n(same), "{range}");
        assert!(n(range) > 0, "{range}");
    }
}

#[cfg(target_arch = "wasm32")]
mod on_the_page {
    use futures::channel::oneshot;
    use newsprint_app::data::{Answer, Client, Question};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn where_there_is_no_worker_the_page_asks_its_own_engine() {
        let client = Client::start();
        let (told, answer) = oneshot::channel();
        let _asking = client.ask(Question::Info, move |answer| told.send(answer).expect("the test waits"));
        let Ok(Ok(Answer::Info(info))) = answer.await else { panic!("the embedded edition opens") };
        assert_eq!((info.name.as_str(), info.n_articles), ("Iran and the Middle East", 6));
    }
}
