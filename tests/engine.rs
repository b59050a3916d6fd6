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
    for (id, question) in (0..).zip(questions) {
        let message = FromEngine::Answered { id, result: at_once(engine.answer(question)) };
        let bytes = encode(&message);
        assert_eq!(decode::<FromEngine>(&bytes), Some(message));
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
