//! What readers type, and what they find.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use newsprint_edition::{EditionSource, MemoryStore, WriteOptions, write};
use newsprint_model::{ArticleNumber, MergeRule, Variant};
use newsprint_search::{
    Choice, DateFilter, Engine, Facet, FacetRequest, Fallback, Filters, MAX_ASKED, QueryProblemKind, Reading, Request,
    Results, Run, SnippetRequest, Sort,
};
use support::{harbour, ids, search};

fn shown(runs: &[Run]) -> String {
    runs.iter().map(|run| if run.hit.is_some() { format!("[{}]", run.text) } else { run.text.clone() }).collect()
}

fn results(request: Request) -> Results {
    search(&harbour().engine(&WriteOptions::default()), &request)
}

fn for_query(query: &str) -> Request {
    Request { query: query.into(), ..Request::default() }
}

fn choice(facet: Facet, value: &str, exclude: bool) -> Choice {
    Choice { facet, value: value.into(), exclude }
}

#[test]
fn queries_find_what_readers_mean() {
    let engine = harbour().engine(&WriteOptions::default());
    for (query, expected) in [
        ("ferry", vec!["ferry", "whale"]),
        ("ferries", vec!["ferry", "whale"]),
        ("the ferry", vec!["ferry", "whale"]),
        ("\"the ferry\"", vec!["whale", "ferry"]),
        ("\"ferries\"", vec![]),
        ("ferry whale", vec!["whale"]),
        ("ferry -whale", vec!["ferry"]),
        ("-ferry", vec!["budget", "persian", "strike"]),
        ("whale OR budget", vec!["budget", "whale"]),
        ("(whale OR budget) harbour", vec!["budget"]),
        ("\"old pier\"", vec!["whale"]),
        ("\"pier old\"", vec![]),
        ("strik*", vec!["strike"]),
        ("title:harbour", vec!["budget"]),
        ("title:\"third day\"", vec!["strike"]),
        ("harbour", vec!["budget", "strike"]),
        ("person:quist", vec!["budget", "strike"]),
        ("person:\"orla quist\" -place:kiel", vec!["budget"]),
        ("source:wire ferry", vec!["ferry"]),
        ("date:2021-03", vec!["ferry", "budget", "whale"]),
        ("date:>2021-03-05 OR lang:fa", vec!["whale", "persian"]),
        ("date:۲۰۲۱-۰۳", vec!["ferry", "budget", "whale"]),
        ("lang:Persian", vec!["persian"]),
        ("lang:فارسی", vec!["persian"]),
        ("-lang:الإنجليزية", vec!["persian"]),
        ("lang:klingon", vec![]),
        ("Tal-Benin", vec!["ferry", "whale"]),
        ("tal benin", vec!["ferry", "whale"]),
        ("talbenin", vec!["whale", "ferry"]),
        ("\"captain mira tal benin\"", vec!["ferry"]),
        ("SANDHOLM", vec!["budget", "ferry"]),
        ("sandhölm", vec!["budget", "ferry"]),
        ("كشتي", vec!["persian"]),
        ("کشتی‌ها", vec!["persian"]),
        ("", vec!["whale", "ferry", "budget", "persian", "strike"]),
        ("zebra", vec![]),
        ("\"pier whale\"~4", vec!["whale"]),
        ("\"pier whale\"~3", vec![]),
        ("\"ferry ferry\"~2", vec![]),
        ("hrabour~", vec!["budget", "strike"]),
        ("harbuors~2", vec!["budget", "strike"]),
        ("harbuors~", vec![]),
    ] {
        let mut found = ids(&engine, query);
        let mut expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        if !query.is_empty() {
            found.sort();
            expected.sort();
        }
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn a_word_in_the_headline_weighs_more() {
    let engine = harbour().engine(&WriteOptions::default());
    assert_eq!(ids(&engine, "harbour"), ["budget", "strike"]);
    assert_eq!(ids(&engine, "ferry"), ["ferry", "whale"]);
}

#[test]
fn when_no_article_holds_all_words_those_that_hold_most_are_shown_and_it_is_said() {
    let found = results(for_query("whale pier zebra"));
    assert_eq!(found.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["whale"]);
    let missing = vec!["zebra".to_owned()];
    assert_eq!(found.fallback, Some(Fallback::MostWords { n_words: 3, n_held: 2, missing }));
    assert_eq!(results(for_query("whale pier")).fallback, None);
    assert_eq!(results(for_query("zebra lion")).fallback, None);
}

#[test]
fn a_pasted_sentence_finds_its_article_first() {
    let sentence = "Dockers at Kiel Bay were said to be striking while the harbour council passed another budget";
    let found = results(for_query(sentence));
    assert_eq!(found.hits[0].id, "strike");
    assert!(found.hits.len() >= 2 && found.fallback.is_some());
    let exact = results(for_query("Children counted a whale and two seals near the old pier"));
    assert_eq!((exact.hits[0].id.as_str(), exact.fallback), ("whale", None));
}

#[test]
fn the_last_word_being_typed_matches_as_a_beginning() {
    let typing = |query: &str| Request { query: query.into(), typing: true, ..Request::default() };
    assert_eq!(results(typing("coun")).n_hits, 2);
    assert_eq!(results(typing("coun ")).n_hits, 0);
    assert_eq!(results(for_query("coun")).n_hits, 0);
    assert_eq!(shown(&results(typing("ferry aground ca")).hits[0].title), "[Ferry] runs [aground] off Sandholm");
}

#[test]
fn a_mistyped_word_is_corrected_and_it_is_said() {
    for (query, expected, corrected) in [
        ("hrabour", vec!["budget", "strike"], vec![(0, 7, "hrabour", "harbour")]),
        ("the hrabour", vec!["budget", "strike"], vec![(4, 11, "hrabour", "harbour")]),
        ("title:coucnil  debete", vec!["budget"], vec![(6, 13, "coucnil", "council"), (15, 21, "debete", "debate")]),
        ("passengres", vec!["ferry"], vec![(0, 10, "passengres", "passengers")]),
        ("Mira Tal-Bennin", vec!["ferry", "whale"], vec![(9, 15, "Bennin", "Benin")]),
        ("\"hrabour\"", vec![], vec![]),
        ("-hrabour whale", vec!["whale"], vec![]),
        ("hrab*", vec![], vec![]),
        ("harbour", vec!["budget", "strike"], vec![]),
        ("zzzzzz", vec![], vec![]),
    ] {
        let found = results(for_query(query));
        let mut ids: Vec<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
        let said = found.corrections.iter();
        let said: Vec<_> = said.map(|of| (of.start, of.end, of.typed.as_str(), of.shown.as_str())).collect();
        assert_eq!(said, corrected, "{query}");
        let exact = results(Request { exact: true, ..for_query(query) });
        assert!(
            exact.corrections.is_empty() && (corrected.is_empty() || exact.n_hits == 0 || exact.fallback.is_some())
        );
    }
    let hit = &results(for_query("hrabour")).hits[0];
    assert_eq!(shown(&hit.title), "Sandholm council passes [harbour] budget");
    assert_eq!(results(Request { typing: true, ..for_query("harb") }).corrections, []);
}

#[test]
fn strict_names_count_only_what_is_spelt_out() {
    let mut corpus = harbour();
    // The whale's captain is known to the publisher.
    corpus.stories[2].supplied = vec![1];
    let engine = corpus.engine(&WriteOptions::default());
    let strict = |query: &str, strict_names| search(&engine, &Request { strict_names, ..for_query(query) }).n_hits;
    assert_eq!((strict("benin", false), strict("benin", true)), (2, 1));
    assert_eq!((strict("ferry", false), strict("ferry", true)), (2, 2));
}

#[test]
fn a_spelling_finds_everybody_who_names_them() {
    let mut corpus = harbour();
    corpus.stories[3].supplied = vec![1];
    let mut tagged = corpus.tagged();
    for text in ["Myra Benyn", "Bennyn", "MTB"] {
        tagged.entities[1].variants.push(Variant { text: text.into(), n_mentions: 1, rule: MergeRule::Romanisation });
    }
    let articles = corpus.articles();
    let source = EditionSource { name: "Test", articles: &articles, tagged: &tagged };
    let store = MemoryStore::new(write(&source, &WriteOptions::default()).unwrap());
    let engine = pollster::block_on(Engine::open(store)).unwrap();
    for (query, expected, names) in [
        ("myra benyn", vec!["ferry", "strike"], vec![(0, 10)]),
        ("captain Bennyn", vec!["ferry"], vec![(8, 14)]),
        ("mtb", vec!["ferry", "strike"], vec![(0, 3)]),
        ("Myra-Benyn OR whale", vec!["whale"], vec![]),
        ("-mtb", vec!["budget", "ferry", "persian", "strike", "whale"], vec![]),
        ("\"myra benyn\"", vec![], vec![]),
        // The canonical name's words lead to everybody who names them as it is; of one that is spelled otherwise too, that is said.
        ("tal benin", vec!["ferry", "strike", "whale"], vec![]),
        ("mira tal benin", vec!["ferry", "strike", "whale"], vec![(0, 14)]),
        ("Mira Tal-Benin day", vec!["strike"], vec![(0, 14)]),
    ] {
        let request = Request { exact: true, limit: 100, ..for_query(query) };
        let found = search(&engine, &request);
        let matching = found.hits.iter().take(found.n_hits as usize);
        let mut ids: Vec<&str> = matching.map(|hit| hit.id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{query}");
        let read: Vec<_> = found.names.iter().map(|name| (name.start, name.end)).collect();
        assert_eq!(read, names, "{query}");
        assert!(
            found.names.iter().all(|name| name.label.id == "mira-tal-benin" && name.label.name == "Mira Tal-Benin")
        );
        let strict = search(&engine, &Request { strict_names: true, ..request.clone() });
        let finds_less = names.is_empty() || strict.n_hits < found.n_hits || strict.fallback.is_some();
        assert!(strict.names.is_empty() && finds_less, "{query}");
        for hit in &found.hits {
            let why = pollster::block_on(engine.explain(&request, hit.article)).unwrap();
            assert!((why.score - hit.score).abs() < 1e-4, "{query}: {why:?}");
        }
    }
    // Whoever is read is marked, however they are spelled there; but not where names are taken as typed.
    for (query, strict_names, expected) in [
        ("myra benyn", false, "Captain [Mira Tal-Benin] said the ferry's engine had failed. Nobody was hurt."),
        ("mtb", false, "Captain [Mira Tal-Benin] said the ferry's engine had failed. Nobody was hurt."),
        ("mira tal benin", false, "Captain [Mira Tal-Benin] said the ferry's engine had failed. Nobody was hurt."),
        ("mtb", true, "A ferry with forty passengers ran aground on Thursday off Sandholm, the coast guard said."),
    ] {
        let reading = Request { strict_names, ..for_query(query) }.reading();
        let request = SnippetRequest { reading: reading.clone(), articles: vec![ArticleNumber(2)] };
        let passages = pollster::block_on(engine.snippets(&request)).unwrap();
        assert_eq!(shown(&passages[0]), expected, "{query}");
        let view = pollster::block_on(engine.article("ferry", &reading)).unwrap().unwrap();
        assert_eq!(view.n_hits, u32::from(!strict_names), "{query}");
        let hits: Vec<&Run> = view.paragraphs.iter().flatten().filter(|run| run.hit.is_some()).collect();
        assert!(hits.iter().all(|run| run.text == "Mira Tal-Benin" && run.entity.is_some()), "{query}");
    }
    // A spelling that leads to somebody is not a mistake.
    assert_eq!(search(&engine, &for_query("bennyn")).corrections, []);
}

#[test]
fn hits_are_marked_in_headline_and_best_passage() {
    let engine = harbour().engine(&WriteOptions::default());
    for (query, title, lead, passage) in [
        (
            "ferries engine",
            "[Ferry] runs aground off Sandholm",
            "A [ferry] with forty passengers ran aground on Thursday off Sandholm, the coast guard said.",
            "Captain Mira Tal-Benin said the [ferry]'s [engine] had failed. Nobody was hurt.",
        ),
        (
            "talbenin captain -zebra",
            "Ferry runs aground off Sandholm",
            "A ferry with forty passengers ran aground on Thursday off Sandholm, the coast guard said.",
            "[Captain] Mira [Tal-Benin] said the ferry's engine had failed. Nobody was hurt.",
        ),
        // Nothing to mark in texts: the lead stands.
        (
            "title:whale",
            "[Whale] seen near the old pier",
            "Children counted a whale and two seals near the old pier.",
            "",
        ),
        ("", "Whale seen near the old pier", "Children counted a whale and two seals near the old pier.", ""),
    ] {
        let hit = &search(&engine, &for_query(query)).hits[0];
        assert_eq!((shown(&hit.title), shown(&hit.snippet)), (title.to_owned(), lead.to_owned()));
        let request = SnippetRequest { reading: for_query(query).reading(), articles: vec![hit.article] };
        let passages = pollster::block_on(engine.snippets(&request)).unwrap();
        assert_eq!(passages.iter().map(|passage| shown(passage)).collect::<Vec<_>>(), [passage]);
    }
}

#[test]
fn passages_of_articles_that_the_edition_has_not_are_refused_and_too_many_are_left_out() {
    let engine = harbour().engine(&WriteOptions::default());
    let ask = |articles: Vec<ArticleNumber>| {
        pollster::block_on(engine.snippets(&SnippetRequest { reading: for_query("ferry").reading(), articles }))
    };
    assert!(ask(vec![ArticleNumber(u32::MAX)]).is_err());
    assert_eq!(ask(vec![ArticleNumber(0); 1_000]).map(|found| found.len()), Ok(SnippetRequest::MAX_ARTICLES));
}

#[test]
fn articles_are_shown_by_number_and_by_id_and_what_the_edition_lacks_is_left_out() {
    let engine = harbour().engine(&WriteOptions::default());
    let shown = |articles: &[ArticleNumber], ids: &[&str]| {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        pollster::block_on(engine.cards(articles, &ids))
            .map(|hits| hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>())
    };
    let whale = search(&engine, &for_query("whale")).hits[0].article;
    assert_eq!(
        shown(&[whale], &["strike", "no such", "ferry"]),
        Ok(vec!["whale".into(), "strike".into(), "ferry".into()])
    );
    assert_eq!(shown(&[], &["no such", ""]), Ok(vec![]));
    assert!(shown(&[ArticleNumber(u32::MAX)], &[]).is_err());
    let many = shown(&vec![whale; 1_000], &vec!["ferry"; 1_000]);
    assert_eq!(many.map(|found| found.len()), Ok(2 * MAX_ASKED));
}

#[test]
fn several_people_and_places_are_described_at_once() {
    let engine = harbour().engine(&WriteOptions::default());
    let told = |facet: Facet, ids: &[&str]| {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        let found = pollster::block_on(engine.entities(facet, &ids)).unwrap();
        found.into_iter().map(|it| (it.label.name, it.n_articles, it.n_mentions)).collect::<Vec<_>>()
    };
    let (quist, mira) = (("Orla Quist".to_owned(), 2, 0), ("Mira Tal-Benin".to_owned(), 1, 0));
    let found = told(Facet::Person, &["mira-tal-benin", "nobody", "orla-quist", "kiel-bay"]);
    assert_eq!(found, [mira.clone(), quist.clone()]);
    assert_eq!(told(Facet::Place, &["kiel-bay"]), [("Kiel Bay".to_owned(), 1, 0)]);
    assert_eq!(told(Facet::Source, &["Coast Wire"]), []);
    assert_eq!(told(Facet::Person, &vec!["orla-quist"; 1_000]), vec![quist; MAX_ASKED]);
}

#[test]
fn a_query_can_ask_for_exactly_one_person_and_so_for_two_at_once() {
    let engine = harbour().engine(&WriteOptions::default());
    for (query, expected) in [
        ("person:\"=orla-quist\"", vec!["budget", "strike"]),
        ("person:\"=orla-quist\" place:\"=sandholm\"", vec!["budget"]),
        ("person:\"=orla-quist\" person:\"=mira-tal-benin\"", vec![]),
        ("person:\"=orla-quist\" OR person:\"=mira-tal-benin\"", vec!["ferry", "budget", "strike"]),
        ("harbour -person:\"=orla-quist\"", vec![]),
        ("source:\"=Coast Wire\" -place:\"=kiel-bay\"", vec!["ferry", "budget"]),
        // An id is one as a whole, and as it stands.
        ("person:\"=quist\"", vec![]),
        ("person:\"=Orla Quist\"", vec![]),
        ("source:\"=coast wire\"", vec![]),
    ] {
        let sorted = |mut ids: Vec<String>| {
            ids.sort();
            ids
        };
        let expected = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(sorted(ids(&engine, query)), sorted(expected), "{query}");
    }
}

#[test]
fn facets_count_articles_and_set_their_own_choices_aside() {
    let request = |query: &str, choices: Vec<Choice>| Request {
        query: query.into(),
        filters: Filters { choices, date: None },
        ..Request::default()
    };
    let counts = |results: &Results, facet: Facet| -> Vec<(String, u32, Option<bool>)> {
        let of_facet = results.facets.iter().find(|counts| counts.facet == facet);
        of_facet.map_or(Vec::new(), |counts| {
            counts.values.iter().map(|value| (value.label.clone(), value.n_articles, value.chosen)).collect()
        })
    };
    let value = |label: &str, n: u32, chosen: Option<bool>| (label.to_owned(), n, chosen);

    let all = results(request("", vec![]));
    assert_eq!(counts(&all, Facet::Person), [value("Orla Quist", 2, None), value("Mira Tal-Benin", 1, None)]);
    assert_eq!(counts(&all, Facet::Source), [value("Coast Wire", 2, None), value("Island Post", 1, None)]);
    assert_eq!(counts(&all, Facet::Org), []);
    assert!(all.facets.iter().all(|counts| counts.facet != Facet::Org));

    let quist = results(request("", vec![choice(Facet::Person, "orla-quist", false)]));
    assert_eq!(quist.n_hits, 2);
    assert_eq!(counts(&quist, Facet::Person), [value("Orla Quist", 2, Some(false)), value("Mira Tal-Benin", 1, None)]);
    assert_eq!(counts(&quist, Facet::Place), [value("Sandholm", 1, None), value("Kiel Bay", 1, None)]);

    let either = results(request(
        "",
        vec![choice(Facet::Person, "orla-quist", false), choice(Facet::Person, "mira-tal-benin", false)],
    ));
    assert_eq!(either.n_hits, 3);
    let both_facets =
        results(request("", vec![choice(Facet::Person, "orla-quist", false), choice(Facet::Place, "sandholm", false)]));
    assert_eq!(both_facets.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["budget"]);
    let without = results(request("harbour", vec![choice(Facet::Place, "sandholm", true)]));
    assert_eq!(without.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["strike"]);
    assert_eq!(counts(&without, Facet::Place), [value("Sandholm", 0, Some(true)), value("Kiel Bay", 1, None)]);
    let unknown = results(request("", vec![choice(Facet::Source, "No Such Paper", false)]));
    assert_eq!(unknown.n_hits, 0);
    assert_eq!(counts(&unknown, Facet::Source)[0], value("No Such Paper", 0, Some(false)));
    assert!(results(Request { n_facet_values: 0, ..Request::default() }).facets.is_empty());
}

#[test]
fn a_facets_values_can_be_searched_and_paged() {
    let engine = harbour().engine(&WriteOptions::default());
    let page = |facet: Facet, prefix: &str, offset: u32, limit: u32| {
        let request = FacetRequest { search: Request::default(), facet, prefix: prefix.into(), offset, limit };
        let counts = pollster::block_on(engine.facet(&request)).unwrap();
        (counts.values.into_iter().map(|value| value.label).collect::<Vec<_>>(), counts.n_values)
    };
    assert_eq!(page(Facet::Person, "", 0, 1), (vec!["Orla Quist".to_owned()], 2));
    assert_eq!(page(Facet::Person, "", 1, 5), (vec!["Mira Tal-Benin".to_owned()], 2));
    assert_eq!(page(Facet::Person, "ben", 0, 5), (vec!["Mira Tal-Benin".to_owned()], 1));
    assert_eq!(page(Facet::Person, "mira tal", 0, 5).1, 1);
    assert_eq!(page(Facet::Person, "orla tal", 0, 5).1, 0);
    assert_eq!(page(Facet::Place, "KIEL b", 0, 5), (vec!["Kiel Bay".to_owned()], 1));
    // A language's label is a tag: readers look for it by its name.
    assert_eq!(page(Facet::Lang, "engl", 0, 5), (vec!["en".to_owned()], 1));
    assert_eq!(page(Facet::Lang, "فار", 0, 5), (vec!["fa".to_owned()], 1));
}

#[test]
fn dates_narrow_certainly_or_possibly() {
    let dated = |filter: DateFilter| {
        let filters = Filters { choices: vec![], date: Some(filter) };
        let found = results(Request { filters, sort: Sort::Oldest, ..Request::default() });
        (found.hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>().join(" "), found.n_possible)
    };
    let march = "2021-03-01/2021-03-05".parse().unwrap();
    assert_eq!(dated(DateFilter::Within(march)), ("ferry".to_owned(), 1));
    assert_eq!(dated(DateFilter::Possibly(march)), ("budget ferry".to_owned(), 0));
    assert_eq!(dated(DateFilter::Undated), ("strike".to_owned(), 0));
    let month = "2021-03".parse().unwrap();
    assert_eq!(dated(DateFilter::Within(month)), ("budget ferry whale".to_owned(), 0));
}

#[test]
fn the_histogram_sets_the_date_filter_aside() {
    let filters = Filters { choices: vec![choice(Facet::Lang, "en", false)], date: Some(DateFilter::Undated) };
    let found = results(Request { filters, ..Request::default() });
    assert_eq!((found.n_hits, found.dates.n_undated), (1, 1));
    let counted: u32 = found.dates.buckets.iter().map(|bucket| bucket.n_articles).sum();
    assert_eq!((counted, found.dates.n_uncertain), (2, 1));
}

#[test]
fn orders_are_by_match_or_by_day_and_undated_articles_come_last() {
    let sorted = |sort: Sort| {
        let found = results(Request { sort, ..Request::default() });
        found.hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(sorted(Sort::Newest), "whale ferry budget persian strike");
    assert_eq!(sorted(Sort::Oldest), "persian budget ferry whale strike");
    assert_eq!(sorted(Sort::Relevance), "whale ferry budget persian strike");
}

#[test]
fn an_article_opens_with_hits_and_entities_marked() {
    let engine = harbour().engine(&WriteOptions::default());
    let view =
        pollster::block_on(engine.article("budget", &for_query("orla OR \"the harbour\"").reading())).unwrap().unwrap();
    assert_eq!(shown(&view.paragraphs[0]), "The council passed a budget for [the harbour] after a long debate.");
    assert_eq!(
        shown(&view.paragraphs[1]),
        "Mayor [Orla] Quist called it a victory for [the harbour]; her critics called it a burden."
    );
    assert_eq!(view.n_hits, 3);
    let orla: Vec<_> = view.paragraphs[1].iter().filter(|run| run.entity.is_some()).collect();
    assert_eq!(orla.iter().map(|run| run.text.as_str()).collect::<Vec<_>>(), ["Orla", " Quist"]);
    let entity = &view.entities[orla[0].entity.unwrap() as usize];
    assert_eq!((entity.label.id.as_str(), entity.n_mentions, entity.n_articles), ("orla-quist", 1, 2));
    assert_eq!(view.date.unwrap().evidence.reason, "The source says so.");
    assert!(pollster::block_on(engine.article("no-such", &Reading::default())).unwrap().is_none());
}

#[test]
fn where_few_hold_all_words_others_follow_and_are_counted_apart() {
    let engine = harbour().engine(&WriteOptions::default());
    for (query, sort, n_hits, all) in [
        ("ferry whale", Sort::Relevance, 1, vec!["whale", "ferry"]),
        ("ferry whale", Sort::Newest, 1, vec!["whale"]),
        ("ferry whale -guard", Sort::Relevance, 1, vec!["whale"]),
        ("whale budget zebra", Sort::Relevance, 2, vec!["whale", "budget"]),
        ("ferry whale budget", Sort::Relevance, 1, vec!["whale", "budget", "ferry"]),
        ("\"old pier\" ferry budget", Sort::Relevance, 1, vec!["whale"]),
        ("ferry", Sort::Relevance, 2, vec!["ferry", "whale"]),
        ("ferry OR budget", Sort::Relevance, 3, vec!["budget", "ferry", "whale"]),
    ] {
        let request = Request { sort, ..for_query(query) };
        let found = search(&engine, &request);
        let ids: Vec<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
        assert_eq!(ids[..n_hits.min(1)], all[..n_hits.min(1)], "{query}");
        let sorted = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<std::collections::BTreeSet<_>>();
        assert_eq!((sorted(&ids), found.n_hits as usize), (sorted(&all), n_hits), "{query}: {ids:?}");
        assert_eq!(found.n_others as usize, all.len() - n_hits, "{query}");
        // Only what matches is counted, and a page may begin among the others.
        let sources: u32 = found
            .facets
            .iter()
            .filter(|it| it.facet == Facet::Lang)
            .flat_map(|it| &it.values)
            .map(|it| it.n_articles)
            .sum();
        assert_eq!(sources, found.n_hits, "{query}");
        let last = search(&engine, &Request { offset: all.len() as u32 - 1, ..request });
        assert_eq!(last.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ids[ids.len() - 1..], "{query}");
    }
}

#[test]
fn a_score_is_explained_word_by_word() {
    let engine = harbour().engine(&WriteOptions::default());
    for query in ["harbour strike", "the ferry", "\"old pier\" whale -budget", "strik*", "hrabour", "tal benin"] {
        let request = for_query(query);
        for hit in search(&engine, &request).hits {
            let why = pollster::block_on(engine.explain(&request, hit.article)).unwrap();
            let sum = why.leaves.iter().map(|leaf| leaf.score).sum::<f32>() + why.nearness;
            assert!((why.score - hit.score).abs() < 1e-4 && (sum - hit.score).abs() < 1e-4, "{query}: {why:?}");
            for leaf in &why.leaves {
                assert!(leaf.is_scored || leaf.score == 0.0, "{query}: {leaf:?}");
                assert_eq!(leaf.tf > 0.0, leaf.words.iter().any(|word| word.tf > 0.0), "{query}: {leaf:?}");
            }
        }
    }
    let request = for_query("ferries -budget");
    let whale = search(&engine, &request).hits.into_iter().find(|hit| hit.id == "whale").unwrap();
    let why = pollster::block_on(engine.explain(&request, whale.article)).unwrap();
    let told: Vec<_> = why.leaves.iter().map(|leaf| (leaf.typed.as_str(), leaf.is_scored)).collect();
    assert_eq!(told, [("ferries", true), ("budget", false)]);
    assert_eq!(why.leaves[0].words.iter().map(|word| word.word.as_str()).collect::<Vec<_>>(), ["ferry"]);
}

#[test]
fn problems_of_a_query_never_stop_it() {
    let found = results(for_query("\"old pier"));
    assert_eq!((found.n_hits, found.problems[0].kind), (1, QueryProblemKind::UnclosedQuote));
    assert_eq!(results(for_query(")(-*\"")).n_hits, 5);
}

#[test]
fn the_edition_says_what_it_holds() {
    let info = harbour().engine(&WriteOptions::default()).info();
    assert_eq!((info.n_articles, info.n_entities), (5, [2, 0, 2]));
    assert_eq!(info.dates.unwrap().to_string(), "2021-03-04/2021-03-09");
    assert!(info.n_bytes > 1000);
}

#[test]
fn an_empty_edition_answers_too() {
    let engine = support::Corpus::default().engine(&WriteOptions::default());
    for query in ["", "ferry", "\"a b\"", "-ferry", "f*"] {
        let found = search(&engine, &Request { query: query.into(), typing: true, ..Request::default() });
        assert_eq!((found.n_hits, found.hits.len(), found.facets.len()), (0, 0, 0));
    }
    assert!(pollster::block_on(engine.article("x", &Reading::default())).unwrap().is_none());
}
