//! Records come back as they were written, and those that cannot be are refused.

use newsprint_model::{Coordinates, EntityKind, EntityNumber, Facts, MergeRule, Variant, WikidataNumber};

use super::body::{DATE_RULES, date_rule_code};
use super::entity::{COORDINATES, FIRST_CODE, MERGE_RULES, WIKIDATA, merge_rule_code};
use super::label::{kind_code, read_label, usual_id};
use super::*;
use crate::bytes::Malformed;
use crate::lists::{Place, Stretch};
use crate::versions::Versions;

#[test]
fn labels_come_back_whatever_their_ids() {
    let labels = [
        ("u-s-treasury", "U.S. Treasury"),
        ("", ""),
        ("entity", "—"),
        ("علی-رضایی", "علی رضایی"),
        ("orsted", "Ørsted"),
        ("ørsted-2", " Ørsted  2 "),
        ("Mixed", "mixed"),
    ];
    let label = |(id, name): (&str, &str)| Label { id: id.to_owned(), name: name.to_owned(), kind: EntityKind::Place };
    for (gap, told) in (0..).zip(labels) {
        let variants = vec![Variant { text: "X".to_owned(), n_mentions: 9, rule: MergeRule::Form }];
        let (facts, related) = (Facts::default(), Vec::new());
        let record = EntityRecord { label: label(told), n_articles: 3, variants, facts, related };
        assert_eq!(EntityRecord::decode(&mut Cursor::new(&record.encode(gap))).as_ref(), Ok(&record));
        let facts = Facts {
            coordinates: Coordinates::new(-9_000 + gap as i32 * 3_000, 18_000 - gap as i32 * 6_000),
            wikidata: (gap % 2 == 0).then_some(WikidataNumber(WikidataNumber::MAX.0 - gap)),
        };
        for related in [labels.map(label).to_vec(), Vec::new()] {
            let record = EntityRecord { facts, related, ..record.clone() };
            assert_eq!(EntityRecord::decode(&mut Cursor::new(&record.encode(gap))).as_ref(), Ok(&record));
        }
        let place = Place::Inline { article: 7, impact: 0, positions: Vec::new() };
        for entity in [None, Some(gap * 1_000)] {
            let value = Value::encode(told, gap, (1, &place), entity);
            let value = Value::decode(&mut Cursor::new(&value), 5, 0, 10).unwrap();
            assert_eq!(
                (value.id.as_str(), value.label.as_str(), value.entity),
                (told.0, told.1, entity.map(EntityNumber))
            );
        }
    }
    let card = Card {
        id: "a1".to_owned(),
        title: "Title".to_owned(),
        title_derived: true,
        date: None,
        source: None,
        byline: Some("By".to_owned()),
        lang: "en".to_owned(),
        lead: String::new(),
        entities: labels.map(label).to_vec(),
        versions: Versions { n_others: 2, others: vec![7, 1], is_first: false },
        body: 3,
    };
    let dated = Card { date: "2023-11".parse().ok(), source: Some("S".to_owned()), byline: None, ..card.clone() };
    for (card, base) in
        [(&card, (0, 0)), (&dated, (0, 0)), (&dated, dated.base()), (&card, dated.base()), (&card, (9, 7))]
    {
        assert_eq!(Card::decode(&mut Cursor::new(&card.encode(base)), base).as_ref(), Ok(card));
    }
    assert_eq!(usual_id("U.S. Treasury"), "u-s-treasury");
    assert!(read_label(6, &mut Texts(vec![String::new()])).is_err());
}

#[test]
fn facts_that_cannot_be_are_refused() {
    let record = |told: &str| {
        let mut out = Vec::new();
        put_texts(&mut out, ["Somebody", told, "Name"]);
        out.extend([0, 0, 1]);
        EntityRecord::decode(&mut Cursor::new(&out))
    };
    let text = |codes: &[u32]| -> String { codes.iter().filter_map(|it| char::from_u32(it + FIRST_CODE)).collect() };
    let near = record(&text(&[0, 2])).unwrap();
    assert_eq!(
        near.related,
        [Label { id: "somebody".into(), name: "Somebody".into(), kind: EntityKind::Organisation }]
    );
    for (told, expected) in [
        (text(&[COORDINATES, 18_000, 36_000]), Ok(Coordinates::new(9_000, 18_000))),
        (text(&[COORDINATES, 18_001, 36_000]), Err(Malformed("a place lies off the globe"))),
        (text(&[COORDINATES, 18_000, 36_001]), Err(Malformed("a place lies off the globe"))),
        ("1\u{1}\u{1}".to_owned(), Err(Malformed("a place lies off the globe"))),
        (text(&[COORDINATES, 18_000]), Err(Malformed("a fact is missing"))),
        (text(&[WIKIDATA, 18_000]), Err(Malformed("a fact is missing"))),
        (String::new(), Err(Malformed("a fact is missing"))),
        (text(&[0, 6]), Err(Malformed("a code is unknown"))),
        (text(&[0, 0x1_0000]), Err(Malformed("a code is unknown"))),
        (text(&[0, 0, 0]), Err(Malformed("a text is missing"))),
    ] {
        assert_eq!(record(&told).map(|record| record.facts.coordinates), expected, "{told:?}");
    }
}

#[test]
fn sets_of_any_kind_can_follow_each_other() {
    let places = [
        (1, Place::Inline { article: 7, impact: 0, positions: Vec::new() }),
        (9, Place::Apart { postings: Stretch { chunk: 3, n_chunks: 2, offset: 0 }, positions: Stretch::default() }),
        (8, Place::Apart { postings: Stretch { chunk: 3, n_chunks: 1, offset: 70 }, positions: Stretch::default() }),
        (5, Place::Shared { chunk: 1, offset: 40 }),
    ];
    let mut bytes = Vec::new();
    places.iter().for_each(|(n_articles, place)| ValueSet::put(&mut bytes, *n_articles, place));
    let mut cursor = Cursor::new(&bytes);
    for (number, (n_articles, place)) in (0..).zip(places) {
        let set = ValueSet { number, n_articles, lists: vec![(0, n_articles, place)] };
        assert_eq!(ValueSet::read(&mut cursor, number, 0, 10), Ok(set));
    }
    assert!(cursor.is_at_end());
}

#[test]
fn rules_and_kinds_keep_their_codes() {
    for (code, rule) in MERGE_RULES.into_iter().enumerate() {
        assert_eq!(usize::from(merge_rule_code(rule)), code);
    }
    for (code, rule) in DATE_RULES.into_iter().enumerate() {
        assert_eq!(usize::from(date_rule_code(rule)), code);
    }
    for (code, kind) in EntityKind::ALL.into_iter().enumerate() {
        assert_eq!(usize::from(kind_code(kind)), code);
    }
}
