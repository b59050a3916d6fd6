//! The engine and a plain look at every article agree: on hits, order, scores, counts, dates.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

#[path = "support/brute.rs"]
mod brute;
mod support;

use std::collections::{BTreeMap, BTreeSet};

use brute::Brute;
use newsprint_edition::{Reader, WriteOptions};
use newsprint_model::EntityKind;
use newsprint_search::query::parse;
use newsprint_search::{Choice, DateFilter, Facet, FacetRequest, Filters, Request, Sort};
use proptest::prelude::*;
use support::{Corpus, Story, entity_id, search};

const WORDS: &str = "attack attacks attacked attacking ship ships sea the of and amir abdollahian amir-abdollahian amirabdollahian iran's \
    nation nations l'iran red e-mail Orla Quist Kiel Bay U.S. 1,200 東京都 京";

fn word() -> impl Strategy<Value = String> {
    prop::sample::select(WORDS.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
}

fn text(max_words: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(word(), 0..max_words).prop_map(|words| words.join(" "))
}

fn date() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "2023-11-18",
        "2023-11-19",
        "2023-11-20",
        "2023-11",
        "2023",
        "2023-11-19/2023-11-21",
        "1990-02-01",
    ])
    .prop_map(str::to_owned)
}

prop_compose! {
    fn story()(
        title in text(5), title_derived in any::<bool>(), date in date(), paragraphs in prop::collection::vec(text(14), 0..4),
        lang in prop::sample::select(vec!["en", "en", "und", "fr"]), source in prop::option::of(prop::sample::select(vec!["Wire", "Post"])),
        supplied in prop::collection::btree_set(0u32..5, 0..2),
    ) -> Story {
        Story {
            id: String::new(), title, title_derived, date, lang: lang.to_owned(), source: source.map(str::to_owned), paragraphs,
            supplied: supplied.into_iter().collect(),
        }
    }
}

fn corpus() -> impl Strategy<Value = Corpus> {
    prop::collection::vec(story(), 0..14).prop_map(|mut stories| {
        stories.iter_mut().enumerate().for_each(|(nth, story)| story.id = format!("story-{nth}"));
        let entities = [
            (EntityKind::Person, "Orla Quist"),
            (EntityKind::Person, "amir-abdollahian"),
            (EntityKind::Place, "Kiel Bay"),
            (EntityKind::Place, "sea"),
            (EntityKind::Organisation, "Nation"),
        ];
        Corpus { stories, entities: entities.into_iter().map(|(kind, name)| (kind, name.to_owned())).collect() }
    })
}

fn query() -> impl Strategy<Value = String> {
    let sign = prop::sample::select(vec![
        "OR",
        "(",
        ")",
        "-",
        "\"",
        "\"",
        "title:",
        "attac*",
        "s*",
        "amir*",
        "zebra",
        "person:quist",
        "person:\"=orla-quist\"",
        "place:\"=sea\"",
        "source:\"=Wire\"",
        "mentions:2021-04",
        "mentions:2020",
        "mentions:2020-06..2021-03",
        "mentions:2020/2021-04",
        "mentions:..2020",
        "mentions:>=2021-04",
        "place:sea",
        "lang:en",
        "date:2023-11",
        "date:>2023",
    ])
    .prop_map(str::to_owned);
    let spaced =
        |token: String| if token == "-" || token == "title:" || token == "\"" { token } else { format!("{token} ") };
    prop_oneof![
        3 => prop::collection::vec(prop_oneof![3 => word(), 1 => sign], 0..7).prop_map(move |tokens| tokens.into_iter().map(spaced).collect()),
        1 => text(12),
        1 => prop::collection::vec(word(), 1..3).prop_map(|words| format!("\"{}\" ", words.join(" "))),
        1 => (prop::collection::vec(word(), 1..4), 1..6).prop_map(|(words, n)| format!("\"{}\"~{n} ", words.join(" "))),
    ]
}

fn filters() -> impl Strategy<Value = Filters> {
    let value = prop::sample::select(vec![
        (Facet::Person, "orla-quist"),
        (Facet::Person, "amir-abdollahian"),
        (Facet::Place, "kiel-bay"),
        (Facet::Place, "sea"),
        (Facet::Source, "Wire"),
        (Facet::Source, "Unknown"),
        (Facet::Lang, "en"),
        (Facet::Mentioned, "2021-03"),
        (Facet::Mentioned, "2020"),
        (Facet::Mentioned, "2020..2021-03"),
        (Facet::Mentioned, "2021-04.."),
        (Facet::Mentioned, "2021-03/2021-03-15"),
    ]);
    let choice = (value, prop::bool::weighted(0.25)).prop_map(|((facet, value), exclude)| Choice {
        facet,
        value: value.into(),
        exclude,
    });
    let date = prop::option::weighted(
        0.4,
        prop_oneof![
            Just(DateFilter::Undated),
            Just(DateFilter::Within("2023-11".parse().unwrap())),
            Just(DateFilter::Possibly("2023-11-19".parse().unwrap())),
            Just(DateFilter::Within("2023-11-18/2023-11-20".parse().unwrap())),
        ],
    );
    (prop::collection::vec(choice, 0..3), date).prop_map(|(choices, date)| Filters { choices, date })
}

/// Chunks so small that every list is cut, or the usual ones.
fn options() -> impl Strategy<Value = WriteOptions> {
    prop_oneof![
        Just(WriteOptions::default()),
        (16usize..200).prop_map(|n| WriteOptions {
            index_chunk_bytes: n,
            card_group_bytes: n,
            body_group_bytes: n,
            least_counted: 1,
            ..WriteOptions::default()
        }),
    ]
}

/// The words of a corpus whose positions lie apart from their articles.
fn hot_words(corpus: &Corpus, brute: &Brute, options: &WriteOptions) -> BTreeSet<String> {
    let reader = pollster::block_on(Reader::open(corpus.store(options))).unwrap();
    let words: Vec<String> = brute.words().into_iter().collect();
    let (entries, _) = pollster::block_on(reader.ask(|edition| edition.dictionary(&words, &[]))).unwrap();
    entries.into_iter().flatten().filter(|entry| !entry.has_positions_beside()).map(|entry| entry.word).collect()
}

/// One search, its expected answer worked out article by article.
fn check(
    corpus: &Corpus,
    query: &str,
    filters: &Filters,
    options: &WriteOptions,
    typing: bool,
    sort: Sort,
) -> Result<(), TestCaseError> {
    let engine = corpus.engine(options);
    let mut brute = Brute::new(corpus);
    brute.hot = hot_words(corpus, &brute, options);
    let node = parse(query, typing).node;
    let answer = brute.answer(node.as_ref());
    if answer.is_close {
        return Ok(());
    }
    let request = Request {
        query: query.to_owned(),
        typing,
        filters: filters.clone(),
        sort,
        limit: 1000,
        exact: true,
        ..Request::default()
    };
    let found = search(&engine, &request);

    // The same articles, with the same scores.
    let index: BTreeMap<&str, usize> =
        brute.articles.iter().enumerate().map(|(nth, article)| (article.id.as_str(), nth)).collect();
    let hits: Vec<usize> = found.hits.iter().map(|hit| index[hit.id.as_str()]).collect();
    let kept = |but, with_dates| {
        answer
            .articles
            .iter()
            .copied()
            .filter(|nth| brute.is_kept(*nth, filters, but, with_dates))
            .collect::<BTreeSet<_>>()
    };
    let expected = kept(None, true);
    prop_assert_eq!(found.n_hits as usize, expected.len());
    let (matching, others) = hits.split_at(expected.len());
    prop_assert_eq!(matching.iter().copied().collect::<BTreeSet<_>>(), expected.clone(), "{}", query);

    // Where they are too few to fill a page, those follow that hold a good part.
    let mut expected_others = BTreeSet::new();
    if let Some(stands) = answer.stands.filter(|_| sort == Sort::Relevance && expected.len() < 10) {
        let allowed: Vec<usize> = stands.into_iter().filter(|nth| brute.is_kept(*nth, filters, None, true)).collect();
        let best = allowed.iter().map(|nth| answer.scores[*nth]).fold(0.0, f32::max);
        if allowed.iter().any(|nth| (answer.scores[*nth] - best * 0.25).abs() < 1e-3 && best > 0.0) {
            return Ok(());
        }
        let is_good = |nth: &usize| answer.scores[*nth] > 0.0 && answer.scores[*nth] >= best * 0.25;
        expected_others = allowed.into_iter().filter(|nth| is_good(nth) && !expected.contains(nth)).collect();
    }
    prop_assert_eq!(found.n_others as usize, expected_others.len());
    prop_assert_eq!(others.iter().copied().collect::<BTreeSet<_>>(), expected_others, "{}", query);
    prop_assert_eq!(found.fallback.is_some(), answer.fell_back);
    // Of the best, words near each other count too.
    let n_best = if sort == Sort::Relevance && node.is_some() { hits.len().min(20) } else { 0 };
    for (nth, (article, hit)) in hits.iter().zip(&found.hits).enumerate() {
        let near = if nth < n_best { answer.nearness[*article] } else { 0.0 };
        let expected = if node.is_some() { answer.scores[*article] + near } else { 0.0 };
        prop_assert!((hit.score - expected).abs() < 1e-3, "{}: {} instead of {}", hit.id, hit.score, expected);
    }

    let comes_first = |place: usize, nth: usize| {
        let is_complete = answer.is_description && answer.n_scored <= 5 && answer.complete.contains(&nth);
        is_complete || place < matching.len() && !others.is_empty()
    };
    let merit = |place: usize| (comes_first(place, hits[place]), answer.scores[hits[place]]);
    for (best, other) in (0..n_best).flat_map(|best| (n_best..hits.len()).map(move |other| (best, other))) {
        let (best, other) = (merit(best), merit(other));
        prop_assert!(best.0 && !other.0 || best.0 == other.0 && best.1 > other.1 - 1e-3);
    }

    // In the order asked for.
    let dated = |nth: usize| brute.span(nth).map(|span| (span.earliest, span.latest));
    for (place, (pair, of_hits)) in hits.windows(2).zip(found.hits.windows(2)).enumerate() {
        let (a, b) = (dated(pair[0]), dated(pair[1]));
        let by_day = match sort {
            Sort::Oldest => a.is_some() && (b.is_none() || a <= b) || b.is_none(),
            Sort::Newest | Sort::Relevance => b.is_none() || a.is_some() && a >= b,
        };
        if sort == Sort::Relevance && node.is_some() {
            let (first, second) = (comes_first(place, pair[0]), comes_first(place + 1, pair[1]));
            prop_assert!(first >= second);
            if first == second && place + 1 != n_best {
                prop_assert!(of_hits[0].score >= of_hits[1].score);
                prop_assert!(of_hits[0].score > of_hits[1].score || by_day);
            }
        } else {
            prop_assert!(by_day);
        }
    }

    // Pages are stretches of the whole.
    let page = search(&engine, &Request { offset: 1, limit: 2, ..request.clone() });
    prop_assert_eq!(&page.hits[..], &found.hits[1.min(found.hits.len())..3.min(found.hits.len())]);

    // Every count is a count of articles.
    for facet in Facet::ALL {
        let mut counts = BTreeMap::<String, u32>::new();
        for nth in kept(Some(facet), true) {
            brute.values(nth, facet).into_iter().for_each(|value| *counts.entry(value).or_default() += 1);
        }
        let asked = || {
            let of = FacetRequest { search: request.clone(), facet, prefix: String::new(), offset: 0, limit: 1_000 };
            pollster::block_on(engine.facet(&of)).unwrap()
        };
        let on_request = (!Facet::COUNTED.contains(&facet)).then(asked);
        // What is counted on request alone is told to be there, as long as any article of the edition has it.
        let told = found.facets.iter().find(|counts| counts.facet == facet);
        if let (Some(told), Some(_)) = (told, &on_request) {
            prop_assert!(told.values.is_empty() && told.has_more && told.n_values == 0);
        }
        let of_engine = on_request.as_ref().or(told);
        let n_values = of_engine.map_or(0, |counts| counts.n_values);
        prop_assert_eq!(n_values as usize, counts.len());
        for value in of_engine.iter().flat_map(|counts| &counts.values) {
            prop_assert_eq!(value.n_articles, counts.remove(&value.value).unwrap_or(0), "{:?} {}", facet, value.value);
        }
        prop_assert!(counts.is_empty());
    }

    // Dates, the date filter set aside.
    let undated_too = kept(None, false);
    let n_undated = undated_too.iter().filter(|nth| brute.span(**nth).is_none()).count() as u32;
    prop_assert_eq!(found.dates.n_undated, n_undated);
    let certain: u32 = found.dates.buckets.iter().map(|bucket| bucket.n_articles).sum();
    prop_assert_eq!(certain + found.dates.n_uncertain + n_undated, undated_too.len() as u32);
    for bucket in &found.dates.buckets {
        let spans = undated_too.iter().filter_map(|nth| brute.span(*nth));
        let overlapping = spans.filter(|span| span.overlaps(bucket.span)).count() as u32;
        prop_assert_eq!(bucket.n_articles + bucket.n_possible, overlapping);
    }
    let n_possible = match filters.date {
        Some(DateFilter::Within(wanted)) => undated_too
            .iter()
            .filter_map(|nth| brute.span(*nth))
            .filter(|span| span.overlaps(wanted) && !span.within(wanted))
            .count(),
        _ => 0,
    };
    prop_assert_eq!(found.n_possible as usize, n_possible);

    // What was counted beforehand is what would be counted.
    let counted = search(&engine, &Request { limit: 0, ..request.clone() });
    prop_assert_eq!((counted.n_hits, &counted.facets, &counted.dates), (found.n_hits, &found.facets, &found.dates));

    // The best are the same when nothing is counted and only they are looked for.
    let alone = search(&engine, &Request { limit: 10, n_facet_values: 0, ..request });
    prop_assert_eq!(alone.n_hits, found.n_hits);
    prop_assert_eq!(&alone.hits[..], &found.hits[..found.hits.len().min(10)]);
    Ok(())
}

/// So many short articles that lists have several blocks.
fn long_corpus() -> impl Strategy<Value = Corpus> {
    let text = prop::collection::vec((0usize..40, 0usize..40), 0..7);
    let story = (text, date(), 0usize..5).prop_map(|(words, date, title)| {
        // Few words are common and many rare.
        let vocabulary: Vec<&str> = WORDS.split_whitespace().collect();
        let word = |(a, b): &(usize, usize)| vocabulary[a * b * vocabulary.len() / 1600];
        let text = words.iter().map(word).collect::<Vec<_>>().join(" ");
        let title = words.iter().take(title / 3).map(word).collect::<Vec<_>>().join(" ");
        Story { title, date, lang: "en".to_owned(), paragraphs: vec![text], ..Story::default() }
    });
    prop::collection::vec(story, 150..600).prop_map(|mut stories| {
        stories.iter_mut().enumerate().for_each(|(nth, story)| story.id = format!("story-{nth}"));
        Corpus { stories, entities: vec![(EntityKind::Place, "sea".to_owned())] }
    })
}

proptest! {
    #![proptest_config(support::cases(250))]

    #[test]
    fn search_equals_a_look_at_every_article(
        corpus in corpus(), query in query(), filters in filters(), options in options(), typing in any::<bool>(),
        sort in prop::sample::select(vec![Sort::Relevance, Sort::Newest, Sort::Oldest]),
    ) {
        check(&corpus, &query, &filters, &options, typing, sort)?;
    }

    #[test]
    fn facet_pages_join_to_all_values_with_the_prefix(
        corpus in corpus(), query in query(), filters in filters(), prefix in prop::sample::select(vec!["", "q", "or", "ki b", "amir", "zz"]),
    ) {
        let engine = corpus.engine(&WriteOptions::default());
        let brute = Brute::new(&corpus);
        let answer = brute.answer(parse(&query, false).node.as_ref());
        prop_assume!(!answer.is_close);
        for facet in [Facet::Person, Facet::Place, Facet::Lang, Facet::Mentioned] {
            let search = Request { query: query.clone(), filters: filters.clone(), exact: true, ..Request::default() };
            let request = FacetRequest { search, facet, prefix: prefix.to_owned(), offset: 0, limit: 1 };
            let (mut listed, mut n_values) = (Vec::new(), 0);
            for offset in 0..10 {
                let page = pollster::block_on(engine.facet(&FacetRequest { offset, ..request.clone() })).unwrap();
                n_values = page.n_values;
                listed.extend(page.values.into_iter().filter(|value| value.n_articles > 0).map(|value| (value.value, value.n_articles)));
            }
            let names = |value: &str| corpus.entities.iter().find(|(_, name)| entity_id(name) == value).map_or(value.to_owned(), |(_, name)| name.clone());
            let matches = |value: &str| prefix.split(' ').all(|start| {
                let name = names(value).to_lowercase();
                name.split([' ', '-']).chain([name.replace('-', "").as_str()]).any(|word| word.starts_with(start))
            });
            let mut expected = BTreeMap::<String, u32>::new();
            for nth in answer.articles.iter().filter(|nth| brute.is_kept(**nth, &filters, Some(facet), true)) {
                brute.values(*nth, facet).into_iter().filter(|value| matches(value)).for_each(|value| *expected.entry(value).or_default() += 1);
            }
            prop_assert_eq!(n_values as usize, expected.len());
            prop_assert_eq!(listed.into_iter().collect::<BTreeMap<_, _>>(), expected);
        }
    }
}

proptest! {
    #![proptest_config(support::cases(24))]

    #[test]
    fn what_is_passed_over_in_long_lists_changes_nothing(
        corpus in long_corpus(), queries in prop::collection::vec(prop_oneof![2 => query(), 1 => word(), 1 => text(9)], 3), options in options(),
        filters in prop_oneof![2 => Just(Filters::default()), 1 => filters()],
    ) {
        for query in queries {
            check(&corpus, &query, &filters, &options, false, Sort::Relevance)?;
        }
    }
}
