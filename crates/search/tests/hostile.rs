//! An edition made by someone who means harm: every question ends, with an answer or an error, and nothing panics.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use newsprint_edition::{EditionFiles, EditionSource, MemoryStore, WriteOptions, write};
use newsprint_model::ArticleNumber;
use newsprint_search::query::{Ending, MAX_COSTLY, MAX_QUERY_CODE_POINTS, MAX_WORDS, Node, parse};
use newsprint_search::{
    Choice, DateFilter, Engine, Facet, FacetRequest, Filters, QueryProblemKind, Reading, Request, SearchError,
    SnippetRequest,
};
use pollster::block_on;
use proptest::prelude::*;
use support::harbour;

fn search_reading(query: &str) -> Reading {
    Request { query: query.into(), typing: true, ..Request::default() }.reading()
}

fn ask_everything(files: EditionFiles) -> Result<(), SearchError> {
    block_on(async {
        let engine = Engine::open(MemoryStore::new(files)).await?;
        let filters = Filters {
            choices: vec![Choice { facet: Facet::Person, value: "orla-quist".into(), exclude: false }],
            date: Some(DateFilter::Within("2021".parse().unwrap())),
        };
        let mut results = Vec::new();
        for query in [
            "ferries",
            "\"the harbour\" whale",
            "a* title:ferry",
            "person:quist -whale",
            "",
            "the dockers at kiel bay were striking",
        ] {
            let search = Request { query: query.into(), typing: true, ..Request::default() };
            results.push(engine.search(&search).await.map(drop));
            results.push(engine.search(&Request { filters: filters.clone(), ..search.clone() }).await.map(drop));
            let page = FacetRequest { search, facet: Facet::Place, prefix: "s".into(), offset: 0, limit: 5 };
            results.push(engine.facet(&page).await.map(drop));
            let reading = search_reading(query);
            results.push(engine.article("ferry", &reading).await.map(drop));
            let articles = (0..5).map(ArticleNumber).collect();
            let passages = SnippetRequest { reading, articles };
            results.push(engine.snippets(&passages).await.map(drop));
        }
        results.into_iter().collect()
    })
}

#[test]
fn an_untouched_edition_answers_everything() {
    let (articles, tagged) = (harbour().articles(), harbour().tagged());
    let source = EditionSource { name: "Test", articles: &articles, tagged: &tagged };
    let files = write(&source, &WriteOptions::default()).unwrap();
    assert_eq!(ask_everything(files.clone()), Ok(()));
    for name in files.files.keys().filter(|name| *name != "edition.json") {
        assert_eq!(files.tampered(name, files.files[name].clone()), files);
    }
}

/// Queries of a kind, as large as anybody may paste.
fn large_queries() -> Vec<String> {
    let million = |text: &str| text.repeat(1_000_000 / text.len() + 1);
    let mut queries: Vec<String> = [
        "a",
        "a ",
        "harbour ",
        "\"",
        "(",
        ")",
        "-",
        "~",
        "a~2 ",
        "h* ",
        "a-",
        "«»",
        "é",
        "🦀",
        "\u{301}",
        "a OR ",
        "title:",
        "date:>",
        "\"a b\"~9 ",
        "the OR the -the ",
        "\"the harbour\" OR ",
        "a* b* c* ",
    ]
    .into_iter()
    .map(million)
    .collect();
    queries.push((0..10_000).map(|nth| format!("word{nth} OR ")).collect());
    queries.push((0..10_000).map(|nth| format!("h{nth}~2 ")).collect());
    queries.push(format!("{}ferry{}", "(".repeat(10_000), ")".repeat(10_000)));
    queries.push(format!("{}ferry{}", "-(a ".repeat(10_000), " OR b)".repeat(10_000)));
    queries
}

#[test]
fn a_query_of_any_size_is_answered_out_of_what_is_read_of_it() {
    let engine = harbour().engine(&WriteOptions::default());
    for query in large_queries() {
        let parsed = parse(&query, true);
        // What is read is bounded, and prints back within that bound.
        let printed = parsed.node.as_ref().map(ToString::to_string).unwrap_or_default();
        assert!(printed.len() <= 16 * MAX_QUERY_CODE_POINTS && parsed.typed.len() <= MAX_WORDS);
        assert!(parsed.problems.len() <= 2 * MAX_WORDS);
        assert!(parsed.problems.iter().any(|problem| problem.kind == QueryProblemKind::TooLong));
        let request = Request { query, typing: true, ..Request::default() };
        let found = block_on(engine.search(&request)).unwrap();
        assert!(found.n_hits <= 5 && found.corrections.len() <= MAX_WORDS);
    }
}

/// How many words with a star or a tilde, and phrases, a query asks for.
fn n_costly(node: &Node) -> usize {
    match node {
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().map(n_costly).sum(),
        Node::Not(node) => n_costly(node),
        Node::Word { ending, .. } => usize::from(matches!(ending, Ending::Starred | Ending::Fuzzy(_))),
        Node::Phrase { .. } => 1,
        Node::Named { .. } | Node::Published(_) => 0,
    }
}

#[test]
fn what_may_stand_for_much_is_read_so_often_and_no_more() {
    for (costly, plain) in
        [("h* ", "harbour "), ("hrabour~ ", "ferry "), ("\"the harbour\" ", "-whale "), ("\"a b\"~5 ", "OR ")]
    {
        for n in [0, 1, MAX_COSTLY - 1, MAX_COSTLY, MAX_COSTLY + 1, 60] {
            let query = format!("{plain}{costly}").repeat(n);
            let parsed = parse(&query, false);
            assert_eq!(parsed.node.as_ref().map_or(0, n_costly), n.min(MAX_COSTLY), "{query}");
            let problem = parsed.problems.iter().find(|problem| problem.kind == QueryProblemKind::TooLong);
            // What is not read begins with the first that is too much.
            let (width, total) = ((plain.len() + costly.len()) as u32, query.chars().count() as u32);
            let expected = (n > MAX_COSTLY).then_some((MAX_COSTLY as u32 * width + plain.len() as u32, total));
            assert_eq!(problem.map(|problem| (problem.start, problem.end)), expected, "{query}");
        }
    }
}

proptest! {
    #![proptest_config(support::cases(100))]

    #[test]
    fn any_text_at_all_is_answered_and_what_is_said_of_it_points_into_it(
        query in prop_oneof![any::<String>(), "(\\PC|[a-z]{1,9}[~*2 ]|harbuor |hrab|\"|\\(|\\)|-|OR ){0,30}"],
        typing: bool, exact: bool, strict_names: bool,
    ) {
        let engine = harbour().engine(&WriteOptions::default());
        let n = query.chars().count() as u32;
        let request = Request { query: query.clone(), typing, exact, strict_names, ..Request::default() };
        let found = block_on(engine.search(&request)).unwrap();
        prop_assert!(!exact || found.corrections.is_empty());
        prop_assert!(!strict_names || found.names.is_empty());
        for said in &found.corrections {
            let typed: String = query.chars().skip(said.start as usize).take((said.end - said.start) as usize).collect();
            prop_assert!(said.start < said.end && said.end <= n);
            prop_assert_eq!(typed.to_lowercase(), said.typed.to_lowercase());
        }
        for hit in &found.hits {
            let why = block_on(engine.explain(&request, hit.article)).unwrap();
            prop_assert!((why.score - hit.score).abs() <= 1e-3 * hit.score.max(1.0), "{} {:?}", hit.score, why);
        }
    }
}

proptest! {
    #![proptest_config(support::cases(150))]

    #[test]
    fn hostile_bytes_end_in_an_answer_or_an_error(
        file in any::<prop::sample::Index>(), edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (articles, tagged) = (harbour().articles(), harbour().tagged());
        let source = EditionSource { name: "Test", articles: &articles, tagged: &tagged };
        let files = write(&source, &WriteOptions::default()).unwrap();
        let names: Vec<String> = files.files.keys().filter(|name| *name != "edition.json").cloned().collect();
        let name = file.get(&names).clone();
        let mut bytes = files.files[&name].clone();
        edits.iter().for_each(|(at, byte)| { let at = at.index(bytes.len()); bytes[at] = *byte; });
        let _ = ask_everything(files.tampered(&name, bytes));
    }
}
