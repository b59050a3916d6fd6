//! An edition made by someone who means harm: every question ends, with an answer or an error, and nothing panics.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use newsprint_edition::{EditionFiles, EditionSource, MemoryStore, WriteOptions, write};
use newsprint_model::ArticleNumber;
use newsprint_search::{
    Choice, DateFilter, Engine, Facet, FacetRequest, Filters, Request, SearchError, SnippetRequest,
};
use pollster::block_on;
use proptest::prelude::*;
use support::harbour;

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
            results.push(engine.article("ferry", query, false).await.map(drop));
            let articles = (0..5).map(ArticleNumber).collect();
            let passages = SnippetRequest { query: query.into(), typing: true, articles };
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

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
