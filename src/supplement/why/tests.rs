//! What is told of an article is what the engine reckons.

use futures::executor::block_on;
use newsprint_edition::PackedStore;
use newsprint_search::{Engine, Run};

use super::*;

fn run(text: &str, hit: Option<u32>) -> Run {
    Run { text: text.to_owned(), hit, entity: None }
}

fn article(title: Vec<Run>, paragraphs: Vec<Vec<Run>>, title_derived: bool) -> ArticleView {
    ArticleView {
        article: newsprint_model::ArticleNumber(0),
        id: "a".to_owned(),
        title,
        title_derived,
        date: None,
        byline: None,
        source: None,
        url: None,
        lang: "en".to_owned(),
        paragraphs,
        n_hits: 0,
        is_extract: false,
        quotations: Vec::new(),
        entities: Vec::new(),
    }
}

#[test]
fn matches_are_counted_where_they_stand() {
    let title = vec![run("The ", None), run("Strike", Some(0))];
    let first =
        vec![run("A ", None), run("str", Some(1)), run("ike", Some(1)), run(" and ", None), run("strikes", Some(2))];
    let second = vec![run("Striking", Some(3)), run("STRIKE", Some(4))];
    let forms = vec!["Strike".to_owned(), "strikes".to_owned(), "Striking".to_owned()];
    for (is_derived, n_headline, forms) in
        [(false, 1, forms.clone()), (true, 0, vec!["strike".to_owned(), "strikes".to_owned(), "Striking".to_owned()])]
    {
        let found = places(&article(title.clone(), vec![first.clone(), second.clone()], is_derived));
        assert_eq!(found, Places { n_headline, n_first: 2, n_further: 2, forms });
    }
    assert_eq!(places(&article(vec![], vec![], false)), Places::default());
}

#[test]
fn what_each_part_adds_and_what_is_left_for_nearness() {
    let parts = query_parts("oil the sanctions sanctions date:2023", &[]);
    let alone = [
        Alone { score: Some(2.0), without: Some(4.5) },
        Alone { score: Some(0.25), without: Some(6.5) },
        Alone { score: Some(1.0), without: None },
        Alone::default(),
    ];
    let twice = 9.0 * 2.0 / 10.0;
    let (found, near) = shares(&parts, &alone, Some(6.5), Some(4.25));
    assert_eq!(found, [Share::Points(2.0), Share::Little, Share::Points(twice), Share::Condition]);
    assert!((near - 0.45).abs() < 1e-6, "{near}");
    for (listed, score) in [(None, Some(2.0)), (Some(2.0 + twice + 0.001), Some(2.0)), (Some(9.0), None)] {
        let alone = [Alone { score, without: None }, alone[1], alone[2], alone[3]];
        assert_eq!(shares(&parts, &alone, Some(6.5), listed).1, 0.0, "{listed:?} {score:?}");
    }
}

#[test]
fn points_have_two_decimals_in_the_languages_digits() {
    for (score, en, fa) in [(0.0, "0.00", "۰٫۰۰"), (7.256, "7.26", "۷٫۲۶"), (1e9, "327.67", "۳۲۷٫۶۷")] {
        assert_eq!(points(Language::En, score), en);
        assert_eq!(points(Language::Fa, score), fa);
    }
}

#[cfg(feature = "embedded")]
#[test]
fn what_is_told_is_what_the_engine_reckons() {
    static EDITION: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/edition.pack"));
    let engine = block_on(Engine::open(PackedStore::new(EDITION).expect("an edition"))).expect("an edition");
    let mut n_told = 0;
    for query in [
        "Israel ",
        "Gaza Israel ",
        "the state of Israel ",
        "two state solution person:shariatmadari",
        "\"two state\" OR helicopter ",
        "Houthis Houthis ship -whale ",
        "Khamene",
    ] {
        let view = View { query: query.to_owned(), ..View::default() };
        let first = Request { limit: N_FIRST, with_meant: true, ..view.request() };
        let list = block_on(engine.search(&first)).expect("an answer");
        let parts = query_parts(query, &list.names);
        for hit in list.hits.iter().take(list.n_hits as usize) {
            let article = block_on(engine.article(&hit.id, &Reading::default())).expect("an answer").expect("it");
            let plan = plan(&view, &article, &list, &parts);
            let score = |nth: Option<usize>| match &plan.questions[nth?] {
                Question::Search(request) => score_of(&block_on(engine.search(request)).expect("an answer"), &hit.id),
                _ => None,
            };
            let alone: Vec<Alone> = plan
                .of_part
                .iter()
                .map(|of| Alone { score: score(of[0]).or(Some(0.0)), without: score(of[3]) })
                .collect();
            let (shares, near) = shares(&parts, &alone, score(Some(plan.whole)), Some(hit.score));
            let engines = block_on(engine.explain(&first, hit.article)).expect("an answer");
            // Of neighbours that an article also writes as one word each counts for more: that is told with their nearness.
            let has_compounds = query.starts_with("two");
            let sum: f32 = shares.iter().map(|it| if let Share::Points(points) = it { *points } else { 0.0 }).sum();
            assert!((sum + near - engines.score).abs() < 0.01, "{query}: {} {shares:?} {engines:?}", hit.id);
            assert!(has_compounds || (near - engines.nearness).abs() < 0.01, "{query}: {near} {engines:?}");
            let told: Vec<f32> = shares
                .iter()
                .filter_map(|it| if let Share::Points(points) = it { Some(*points) } else { None })
                .collect();
            let of_part = |part: &&QueryPart| -> f32 {
                let is_it = |typed: &str| part.text.trim_matches('"').eq_ignore_ascii_case(typed);
                engines.leaves.iter().filter(|leaf| leaf.is_scored && is_it(&leaf.typed)).map(|leaf| leaf.score).sum()
            };
            let is_told = |nth: &usize| matches!(shares[*nth], Share::Points(_));
            let reckoned: Vec<f32> = (0..parts.len()).filter(is_told).map(|nth| of_part(&&parts[nth])).collect();
            for (told, reckoned) in told.into_iter().zip(reckoned) {
                let is_right = if has_compounds { told < reckoned + 0.001 } else { (told - reckoned).abs() < 0.001 };
                assert!(is_right, "{query}: {} {shares:?} {engines:?}", hit.id);
                n_told += 1;
            }
        }
    }
    assert!(n_told > 20, "{n_told}");
}
