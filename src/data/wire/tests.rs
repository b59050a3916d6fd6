//! What crosses comes back as it was, and bytes of no message are refused.

use proptest::prelude::*;

use super::super::protocol::{decode, encode};
use super::*;

#[test]
fn numbers_and_texts_come_back_as_they_were() {
    let histogram = |n| Histogram { buckets: vec![], n_undated: n, n_uncertain: 0 };
    for n in [0, 1, 127, 128, 16_384, u32::MAX] {
        assert_eq!(decode(&encode(&histogram(n))), Some(histogram(n)));
    }
    for (coordinates, wikidata) in [
        (None, None),
        (Coordinates::new(-9_000, 18_000), Some(WikidataNumber(0))),
        (Coordinates::new(0, -1), Some(WikidataNumber::MAX)),
    ] {
        let facts = Facts { coordinates, wikidata };
        assert_eq!(decode(&encode(&facts)), Some(facts));
    }
    for day in [Day(i32::MIN), Day(-1), Day(0), Day(i32::MAX)] {
        assert_eq!(decode(&encode(&day)), Some(day));
    }
    for trouble in [Trouble::Broken("‌سلام".to_owned()), Trouble::TooNew { file: String::new() }] {
        assert_eq!(decode(&encode(&trouble)), Some(trouble));
    }
}

#[test]
fn bytes_that_are_no_message_are_refused() {
    let whole = encode(&FromEngine::Answered { id: 7, result: Err(Trouble::Broken("why".to_owned())) });
    for length in 0..whole.len() {
        assert_eq!(decode::<FromEngine>(&whole[..length]), None, "{length} bytes of it");
    }
    let too_many = [whole, vec![0]].concat();
    let no_variant = [9, 0].as_slice();
    let no_text = [3, 1, 0xff].as_slice();
    assert_eq!(decode::<FromEngine>(&too_many), None);
    assert_eq!(decode::<ToEngine>(no_variant), None);
    assert_eq!(decode::<Trouble>(no_text), None);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Some(message) = decode::<ToEngine>(&bytes) {
            prop_assert_eq!(decode(&encode(&message)), Some(message));
        }
        decode::<FromEngine>(&bytes);
    }
}
