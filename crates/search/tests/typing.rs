//! What readers find while they type, and when they mistype.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::borrow::Cow;
use std::cell::RefCell;

use newsprint_edition::{ChunkError, ChunkStore, MemoryStore, WriteOptions};
use newsprint_search::{Engine, Request, Results};
use pollster::block_on;
use support::{Corpus, Story};

/// Remembers which files are read, each name once for each reading.
struct Watched {
    inner: MemoryStore,
    read: RefCell<Vec<String>>,
}

impl ChunkStore for &Watched {
    async fn read<'a>(&'a self, file: &'a str) -> Result<Cow<'a, [u8]>, ChunkError> {
        self.read.borrow_mut().push(file.to_owned());
        self.inner.read(file).await
    }
}

fn story(nth: usize, text: String) -> Story {
    Story {
        id: format!("story{nth}"),
        title: format!("Report {nth}"),
        date: "2021".into(),
        lang: "en".into(),
        paragraphs: vec![text],
        ..Story::default()
    }
}

/// Four hundred articles: two words in each that begin with `h` and are its own, and some that many share.
fn town() -> Corpus {
    let stories = (0..400).map(|nth| {
        let own = |nth: usize| {
            let letter = |nth: usize| char::from(b'a' + (nth % 20) as u8);
            format!("h{}{}{}x", letter(nth), letter(nth / 20), letter(nth / 7))
        };
        let mut text = format!("{} and {} were seen.", own(nth), own(nth + 400));
        for (word, every) in [("harbour", 2), ("hospital", 3), ("hallway", 50), ("ceasefire", 4), ("lantern", 80)] {
            if nth % every == 0 {
                text.push_str(&format!(" The {word} is where it was."));
            }
        }
        if nth == 7 {
            text.push_str(" A cesefire, some wrote.");
        }
        story(nth, text)
    });
    Corpus { stories: stories.collect(), ..Corpus::default() }
}

fn small_chunks() -> WriteOptions {
    WriteOptions { index_chunk_bytes: 1 << 10, ..WriteOptions::default() }
}

fn search(engine: &Engine<&Watched>, request: &Request) -> Results {
    block_on(engine.search(request)).unwrap()
}

fn typed(query: &str) -> Request {
    Request { query: query.into(), typing: true, n_facet_values: 0, ..Request::default() }
}

#[test]
fn a_short_beginning_stands_for_its_commonest_words_and_says_so() {
    let watched = Watched { inner: town().store(&small_chunks()), read: RefCell::default() };
    let engine = block_on(Engine::open(&watched)).unwrap();
    watched.read.borrow_mut().clear();
    let found = search(&engine, &typed("h"));
    let begun = &found.begun[0];
    assert_eq!((begun.start, begun.end, begun.words[0].as_str()), (0, 1, "harbour"));
    assert!(found.n_hits >= 200 && found.n_hits < 400, "{}", found.n_hits);
    let n_words = watched.read.borrow().iter().filter(|file| file.contains("/words")).count();
    assert!(n_words <= 2, "{n_words} files of the dictionary");
    // What few words share is looked up whole, and what is left aside is said.
    let all = search(&engine, &typed("harbo"));
    assert_eq!((all.n_hits, all.begun.as_slice()), (200, &[][..]));
    // A whole word is found with what it begins.
    assert_eq!(search(&engine, &typed("hallway")).n_hits, 8);
    assert_eq!(search(&engine, &Request { typing: false, ..typed("h") }).n_hits, 0);
}

#[test]
fn a_mistyped_word_is_found_wherever_the_mistake_is() {
    let watched = Watched { inner: town().store(&small_chunks()), read: RefCell::default() };
    let engine = block_on(Engine::open(&watched)).unwrap();
    for (typed, meant) in [
        ("jospital", "hospital"),
        ("ospital", "hospital"),
        ("shospital", "hospital"),
        ("ohspital", "hospital"),
        ("hxspital", "hospital"),
        ("hospitla", "hospital"),
        ("hospitalx", "hospital"),
        ("hosbital", "hospital"),
        ("xanterm", ""),
        ("jantern", "lantern"),
        ("ceasfire", "ceasefire"),
    ] {
        let request = Request { query: typed.into(), n_facet_values: 0, ..Request::default() };
        let found = search(&engine, &request);
        let shown = found.corrections.first().map_or("", |correction| correction.shown.as_str());
        assert_eq!(shown, meant, "{typed}");
        assert!(search(&engine, &Request { exact: true, ..request }).corrections.is_empty());
    }
}

#[test]
fn a_rare_word_raises_a_question_when_a_far_commoner_one_is_near_and_hits_are_few() {
    let watched = Watched { inner: town().store(&small_chunks()), read: RefCell::default() };
    let engine = block_on(Engine::open(&watched)).unwrap();
    let asked =
        |query: &str| search(&engine, &Request { query: query.into(), n_facet_values: 0, ..Request::default() });
    for (query, expected) in [
        ("Cesefire report", Some("Ceasefire report")),
        ("-hospital  (cesefire)", Some("-hospital  (ceasefire)")),
        ("cesefire OR lantern", Some("ceasefire OR lantern")),
        ("ceasefire", None),
        ("\"cesefire\"", None),
        ("cesefire OR harbour", None),
        ("report", None),
    ] {
        assert_eq!(asked(query).did_you_mean.as_deref(), expected, "{query}");
    }
    let found = asked("cesefire");
    assert_eq!(found.n_hits, 1, "what was typed is what is searched for");
    assert_eq!(
        (found.hits[0].id.as_str(), found.n_others, found.hits.len()),
        ("story7", 9, 10),
        "and what was meant follows"
    );
    let typed = typed("cesefire");
    assert_eq!(search(&engine, &typed).n_others, 0, "but not while it is being typed");
    let first = search(&engine, &Request { query: "cesefire".into(), with_meant: false, ..Request::default() });
    assert_eq!((first.hits.len(), first.n_others), (1, 0), "nor where the list is asked for without");
    assert_eq!(first.did_you_mean.as_deref(), Some("ceasefire"), "but the question stands there");
    let exact = Request { query: "cesefire".into(), exact: true, ..Request::default() };
    assert_eq!(search(&engine, &exact).did_you_mean, None);
    // Where hits are many, nothing more is read than for the words themselves.
    let fresh = block_on(Engine::open(&watched)).unwrap();
    watched.read.borrow_mut().clear();
    let found =
        search(&fresh, &Request { query: "cesefire OR harbour".into(), n_facet_values: 0, ..Request::default() });
    assert!(found.n_hits > 10);
    assert!(watched.read.borrow().iter().all(|file| !file.contains("/endings")));
}

#[test]
fn what_may_be_meant_is_explained_by_the_reading_that_found_it() {
    for (engine, query) in [
        (town().engine(&small_chunks()), "cesefire"),
        (town().engine(&small_chunks()), "Cesefire report"),
        (support::harbour().engine(&WriteOptions::default()), "aaa*aaa*hrabharbuor harbuor "),
    ] {
        let request = Request { query: query.into(), ..Request::default() };
        let found = support::search(&engine, &request);
        assert!(found.did_you_mean.is_some() && found.n_others > 0, "{query}");
        for hit in &found.hits {
            let why = block_on(engine.explain(&request, hit.article)).unwrap();
            assert!(hit.score > 0.0 && (why.score - hit.score).abs() < 1e-4, "{query}: {} {why:?}", hit.score);
        }
        // While it is being typed it is in no list, and explained as typed.
        let typing = Request { typing: true, ..request.clone() };
        let meant = found.hits.last().unwrap();
        assert!(block_on(engine.explain(&typing, meant.article)).unwrap().score < meant.score, "{query}");
    }
}

#[test]
fn a_correction_is_shown_as_the_articles_write_it() {
    let mut corpus = support::harbour();
    corpus.stories[0].paragraphs.push("The café at the pier is closed.".into());
    let engine = corpus.engine(&WriteOptions::default());
    for (query, expected) in [
        ("quisd", "Quist"),
        ("sandhlom", "Sandholm"),
        ("passngers", "passengers"),
        ("Passngers", "Passengers"),
        ("agruond", "aground"),
        ("victroy", "victory"),
        ("Victroy", "Victory"),
    ] {
        let found = support::search(&engine, &Request { query: query.into(), ..Request::default() });
        assert_eq!(found.corrections[0].shown, expected, "{query}");
    }
}

#[test]
fn a_small_collection_puts_right_beside_other_words_only_what_is_likely_mistyped() {
    let engine = support::harbour().engine(&WriteOptions::default());
    for (query, corrected, meant) in [
        ("rebate", Some("debate"), None),
        ("harbour rebate", None, Some("harbour debate")),
        ("harbour edbate", None, Some("harbour debate")),
        ("Harbour Rebate", None, Some("Harbour Debate")),
        ("ferry mandholm", None, Some("ferry Sandholm")),
        ("harbour debote", None, Some("harbour debate")),
        ("harbour dbeate", Some("debate"), None),
        ("harbour deate", Some("debate"), None),
        ("harbour debat", None, None),
        ("harbour passenders", Some("passengers"), None),
        ("rebate -harbour", Some("debate"), None),
    ] {
        let found = support::search(&engine, &Request { query: query.into(), ..Request::default() });
        let shown = found.corrections.first().map(|correction| correction.shown.as_str());
        assert_eq!((shown, found.did_you_mean.as_deref()), (corrected, meant), "{query}");
        assert!(query.contains('-') || found.n_hits > 0, "{query}");
    }
}

/// A thousand articles: `steward` is in one of them, `stewed` in every tenth, `drafts` in ten, and of `raft` some form in two.
fn kitchen() -> Corpus {
    let stories = (0..1_000).map(|nth| {
        let mut text = "Somebody wrote this.".to_owned();
        if nth % 10 == 0 {
            text.push_str(&" They stewed apples; stewed pears.".repeat(1 + nth % 7));
        }
        match nth {
            401 => text.push_str(" A steward came."),
            500 | 501 => text.push_str(" Rafted logs."),
            510..520 => text.push_str(" Drafts were read."),
            _ => {}
        }
        story(nth, text)
    });
    Corpus { stories: stories.collect(), ..Corpus::default() }
}

#[test]
fn what_is_likeliest_meant_comes_first_however_rare_it_is() {
    let engine = kitchen().engine(&WriteOptions::default());
    let found = support::search(&engine, &Request { query: "stewrd".into(), ..Request::default() });
    assert_eq!(found.corrections[0].also, ["stewed"]);
    assert_eq!((found.n_hits, found.hits[0].id.as_str()), (101, "story401"));
}

#[test]
fn a_form_that_no_article_holds_stands_for_its_word_and_for_what_it_may_be_mistyped_for() {
    let engine = kitchen().engine(&WriteOptions::default());
    let found = support::search(&engine, &Request { query: "rafts".into(), ..Request::default() });
    let (shown, also) = (&found.corrections[0].shown, &found.corrections[0].also);
    assert_eq!((shown.as_str(), also.as_slice()), ("rafts", &["drafts".to_owned()][..]));
    assert_eq!(found.n_hits, 12);
    let exact = support::search(&engine, &Request { query: "rafts".into(), exact: true, ..Request::default() });
    assert_eq!((exact.n_hits, exact.corrections.len()), (2, 0));
    // A form beside which nothing is near is nothing to be told of.
    let form = support::search(&engine, &Request { query: "apple".into(), ..Request::default() });
    assert_eq!((form.n_hits, form.corrections.len()), (100, 0));
}
