//! Where places lie, and which of several a name means.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use newsprint_entities::{Corrections, Draft, Tagger, tag, tag_corrected};
use newsprint_model::{Article, Entity, WikidataNumber};
use support::article;

/// The entities whose name begins so, as `id: latitude longitude`.
fn places(texts: &[&str], name: &str) -> Vec<String> {
    let articles: Vec<Article> =
        texts.iter().enumerate().map(|(nth, text)| article(&nth.to_string(), &[text])).collect();
    let shown = |entity: &Entity| match entity.facts.coordinates {
        Some(place) => format!("{}: {:.2} {:.2}", entity.id, place.degrees().0, place.degrees().1),
        None => format!("{}: nowhere", entity.id),
    };
    tag(&articles).entities.iter().filter(|entity| entity.name.starts_with(name)).map(shown).collect()
}

#[test]
fn a_shared_name_means_the_place_that_the_article_speaks_of() {
    const TRIPOLI: &str = "tripoli: 32.89 13.19";
    const TRABLOS: &str = "tripoli-lebanon: 34.44 35.85";
    let cases: &[(&str, &str, &str)] = &[
        // Beside the name.
        ("Tripoli", "Fighting broke out in Tripoli, Libya, on Monday.", TRIPOLI),
        ("Tripoli", "A boat left Tripoli in northern Lebanon on Monday, and one left Libya.", TRABLOS),
        ("Tripoli", "Soldiers entered the Lebanese city of Tripoli at dawn.", TRABLOS),
        ("Tripoli", "The Libyan capital, Tripoli, was quiet on Monday.", TRIPOLI),
        ("Tripoli", "Shops opened again in Lebanon's Tripoli on Monday.", TRABLOS),
        (
            "Cambridge",
            "She teaches in Cambridge, Massachusetts, and often visits Britain.",
            "cambridge-massachusetts: 42.37 -71.11",
        ),
        ("Birmingham", "He was born in Birmingham, Alabama, in 1950.", "birmingham-alabama: 33.52 -86.80"),
        ("London", "The plant in London, Ontario, will close.", "london-ontario: 42.98 -81.23"),
        ("Valencia", "Protesters marched in Valencia, Venezuela, on Friday.", "valencia-venezuela: 10.16 -68.00"),
        ("Santiago", "The minister flew to Santiago, Chile, on Friday.", "santiago: -33.46 -70.65"),
        // Most in the article.
        (
            "Tripoli",
            "Clashes were heard in Tripoli. Beirut sent soldiers, and the Lebanese army closed roads to Sidon.",
            TRABLOS,
        ),
        (
            "Tripoli",
            "Clashes were heard in Tripoli. Militias from Misrata and Benghazi moved, said Libyan officials.",
            TRIPOLI,
        ),
        (
            "Georgia",
            "Voters in Georgia went to the polls. Turnout in Atlanta and Savannah was high, officials in Atlanta said.",
            "georgia-united-states: 32.60 -83.40",
        ),
        (
            "Georgia",
            "Voters in Georgia went to the polls. In Tbilisi and Batumi, Georgian police closed streets.",
            "georgia: 42.00 43.50",
        ),
        (
            "Hamilton",
            "Rain fell in Hamilton. Roads to Auckland were closed, New Zealand police said.",
            "hamilton: -37.79 175.28",
        ),
        (
            "Hamilton",
            "Rain fell in Hamilton. Roads to Toronto were closed, and Ontario police asked people to stay at home.",
            "hamilton-ontario: 43.25 -79.85",
        ),
        (
            "Birmingham",
            "A march was held in Birmingham. British police said that people had come from Leeds and London.",
            "birmingham: 52.48 -1.90",
        ),
        (
            "Hyderabad",
            "A fire broke out in Hyderabad. Ambulances came from Karachi, Pakistani officials said.",
            "hyderabad-pakistan: 25.39 68.37",
        ),
        // Left open.
        ("Tripoli", "Fighting broke out in Tripoli on Monday.", "tripoli: nowhere"),
        ("Tripoli", "The delegates from Lebanon and Libya met in Tripoli on Monday.", "tripoli: nowhere"),
        ("Tripoli", "Lebanese and Libyan officials met in Tripoli on Monday.", "tripoli: nowhere"),
        ("Georgia", "The American secretary of state visited Georgia on Monday.", "georgia: nowhere"),
        ("Birmingham", "He was born in Birmingham in 1950.", "birmingham: nowhere"),
        // Meant by the name alone, unless the article says otherwise.
        ("London", "Talks were held in London. Delegates from Ontario and Toronto came.", "london: 51.51 -0.13"),
        ("Paris", "Talks were held in Paris on Monday.", "paris: 48.86 2.35"),
        ("Tehran", "Talks were held in Tehran on Monday.", "tehran: 35.69 51.39"),
        ("Strait of Hormuz", "Ships crossed the Strait of Hormuz on Monday.", "strait-of-hormuz: 26.57 56.25"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .map(|(name, text, expected)| (places(&[text], name).join("; "), expected, text))
        .filter(|(found, expected, _)| found != *expected)
        .map(|(found, expected, text)| format!("{text}\n  {found}, not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn two_places_of_one_name_are_two_entities_and_what_is_left_open_keeps_the_plain_name() {
    let found = places(
        &[
            "Fighting broke out in Tripoli, Libya, on Monday.",
            "Soldiers entered the Lebanese city of Tripoli at dawn.",
            "Fighting broke out in Tripoli on Monday.",
        ],
        "Tripoli",
    );
    assert_eq!(found, ["tripoli: 32.89 13.19", "tripoli-lebanon: 34.44 35.85"]);
}

#[test]
fn people_and_bodies_lie_nowhere() {
    let articles =
        [article("1", &["Jordan Quill said on Monday that Jordan and the Bank of Jordan had met King Abdullah."])];
    for entity in tag(&articles).entities {
        let lies = entity.facts.coordinates.is_some();
        assert_eq!(lies, entity.name == "Jordan", "{entity:?}");
    }
}

#[test]
fn the_wikidata_item_that_the_publisher_gives_is_the_entitys() {
    let articles = [article("1", &["Rosa Quill met Tehran's mayor on Monday. Quill left Tehran."])];
    let corrections =
        Corrections::parse("entities.tsv", "wikidata Tehran = Q3616\nwikidata Rosa Quill = Q1\n").unwrap();
    let (tagged, unmatched) = tag_corrected(&articles, corrections);
    let told: Vec<_> = tagged.entities.iter().map(|it| (it.name.as_str(), it.facts.wikidata)).collect();
    assert_eq!(told, [("Rosa Quill", Some(WikidataNumber(1))), ("Tehran", Some(WikidataNumber(3616)))]);
    assert!(unmatched.is_empty());
    for id in ["Q", "3616", "Q+1", "Q1073741824", "Q99999999999", "q1"] {
        let problems = Corrections::parse("entities.tsv", &format!("wikidata Tehran = {id}")).unwrap_err();
        assert!(problems[0].message.contains("expected an id such as Q794"), "{}", problems[0].message);
    }
    assert!(Corrections::parse("entities.tsv", "wikidata Tehran = Q1073741823").is_ok());
}

#[test]
fn a_place_keeps_its_id_when_articles_about_its_namesake_come() {
    let mut tagger = Tagger::default();
    let texts = ["Soldiers entered the Lebanese city of Tripoli at dawn.", "Fighting broke out in Tripoli, Libya."];
    for (nth, text) in texts.iter().enumerate() {
        tagger.add(Draft::of(&article(&nth.to_string(), &[text])));
        let mut alone = Tagger::default();
        alone.add(Draft::of(&article(&nth.to_string(), &[text])));
        let expected = ["tripoli-lebanon", "tripoli"][nth];
        assert!(alone.finish().entities.iter().any(|entity| entity.id == expected), "{expected}");
    }
    let ids: Vec<String> = tagger.finish().entities.into_iter().map(|entity| entity.id).collect();
    assert!(ids.contains(&"tripoli-lebanon".to_owned()) && ids.contains(&"tripoli".to_owned()), "{ids:?}");
}
