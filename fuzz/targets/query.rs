//! Any bytes as a query: it is read, prints back to a query that reads the same, and is answered, explained and marked.
#![no_main]

use std::cell::OnceCell;

use libfuzzer_sys::fuzz_target;
use newsprint_edition::MemoryStore;
use newsprint_fuzz::edition;
use newsprint_search::query::{Node, parse};
use newsprint_search::{Engine, Request, SnippetRequest};
use pollster::block_on;

thread_local! {
    static ENGINE: OnceCell<Engine<MemoryStore>> = const { OnceCell::new() };
}

fuzz_target!(|data: &[u8]| {
    let Some((flags, text)) = data.split_first() else { return };
    let query = String::from_utf8_lossy(text).into_owned();
    let node = parse(&query, false).node;
    let printed = node.as_ref().map(Node::to_string).unwrap_or_default();
    assert_eq!(parse(&printed, false).node, node, "printed as {printed}");
    let is_set = |bit: u8| flags >> bit & 1 == 1;
    let (typing, exact, strict_names) = (is_set(0), is_set(1), is_set(2));
    let request = Request { query, typing, exact, strict_names, ..Request::default() };
    ENGINE.with(|engine| {
        let opened = || block_on(Engine::open(MemoryStore::new(edition().clone())));
        let engine = engine.get_or_init(|| opened().expect("the edition is whole"));
        let found = block_on(engine.search(&request)).expect("a query is never wrong");
        let articles = found.hits.iter().map(|hit| hit.article).collect();
        let passages = SnippetRequest { reading: request.reading(), articles };
        block_on(engine.snippets(&passages)).expect("what is shown has texts");
        if let Some(hit) = found.hits.first() {
            block_on(engine.explain(&request, hit.article)).expect("what is shown can be explained");
            block_on(engine.article(&hit.id, &request.reading())).expect("what is shown can be opened");
        }
    });
});
