//! What is coded comes back, whatever it is; what was not written by the codec ends in an error.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Lexicon, Speller, decode, sampled, train};
use crate::bytes::{put_bytes, put_str, put_varint};

/// A body's record: its paragraphs, and something behind them.
fn record(paragraphs: &[impl AsRef<str>], behind: &[u8]) -> Vec<u8> {
    let mut record = Vec::new();
    put_varint(&mut record, paragraphs.len() as u32);
    paragraphs.iter().for_each(|paragraph| put_str(&mut record, paragraph.as_ref()));
    record.extend_from_slice(behind);
    record
}

fn group(records: &[Vec<u8>]) -> Vec<u8> {
    let mut group = Vec::new();
    records.iter().for_each(|record| put_bytes(&mut group, record));
    group
}

fn learned(texts: &[impl AsRef<str>]) -> Vec<u8> {
    let articles: Vec<Vec<&str>> = texts.iter().map(|text| text.as_ref().split('\n').collect()).collect();
    train(&articles).unwrap()
}

fn speller(texts: &[impl AsRef<str>]) -> Speller {
    Speller::new(Lexicon::read(&learned(texts)).unwrap()).unwrap()
}

const TEXTS: [&str; 12] = [
    "The minister said the ministers would meet in Geneva. “We meet,” she said, “when we're ready” — and not before.",
    "Shares of ACME Corp. rose 12.5 per cent to 1,234.50 dlrs; analysts' forecasts (see the bank's note) were lower.",
    "",
    " A paragraph that begins and ends with a space, has  two,   three, and a\ttab\r\nand lines. ",
    "وزیر امور خارجه گفت: «ما آماده‌ایم.» او در سال ۱۴۰۲ به تهران بازگشت، و می‌گوید که نخواهد رفت.",
    "قال الوزير إن الاجتماع سيعقد في جنيف، ولم يذكر موعدًا.",
    "外交部長は「準備ができている」と述べた。会議は３日に開かれる。中国外交部发言人表示，会议将于周三举行。",
    "Министр сказал, что встреча пройдёт в Женеве. МИНИСТР Сказал. Ёлка и ёлки, Ўзбек.",
    "Ο υπουργός είπε ότι η συνάντηση θα γίνει στη Γενεύη. ΟΔΟΣ Ὀδός Ψ ψ Ως ως.",
    "रूस के मंत्री ने कहा कि बैठक जिनेवा में होगी। รัฐมนตรีกล่าวว่าการประชุมจะจัดขึ้นที่เจนีวา",
    "Straße STRASSE İstanbul ISTANBUL ıssız ǆ ǅ Ǆ ﬁne e\u{301}te\u{301} É é ÷ × 👩‍👩‍👧 a's 's s’s don't 'tis x'",
    "\0\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{9}\u{a}\u{b}\u{c} \0 \u{1} \u{2} \u{b}\u{7f}\u{85}\u{feff}\u{fffd}\u{10ffff}",
];

#[test]
fn texts_of_every_script_come_back() {
    let corpora = [Vec::new(), TEXTS.iter().cycle().take(120).copied().collect::<Vec<_>>(), TEXTS[..2].repeat(400)];
    for corpus in corpora {
        let speller = speller(&corpus);
        let long = "x".repeat(3000) + &"ß".repeat(1000) + &"7".repeat(700) + &" ".repeat(900) + &"的".repeat(500);
        let records: Vec<Vec<u8>> = TEXTS
            .iter()
            .map(|text| record(&[text, *text], b"https://example.org/\xFF\0"))
            .chain([record(&TEXTS, &[]), record(&[""; 0], &[]), record(&[long], &[7; 300])])
            .collect();
        let payload = group(&records);
        let coded = speller.encode(&payload).unwrap();
        assert_eq!(decode(speller.lexicon(), &coded).as_ref(), Ok(&payload));
        assert_eq!(speller.encode(&payload).unwrap(), coded);
        assert_eq!(decode(speller.lexicon(), &speller.encode(&[]).unwrap()), Ok(Vec::new()));
    }
}

#[test]
fn a_text_of_known_words_takes_a_fifth_and_one_of_noise_no_more_than_itself() {
    let sentences: Vec<String> = (0..4000)
        .map(|n| {
            let (who, what) = (["minister", "bank", "court", "city"][n % 4], ["said", "denied", "knew"][n % 3]);
            format!("The {who} {what} on day {} that nothing had changed since {}.", n * 7919 % 31, n * 104_729 % 97)
        })
        .collect();
    let speller = speller(&sentences[1000..]);
    let known = group(&[record(&sentences[..1000], &[])]);
    let coded = speller.encode(&known).unwrap();
    assert!(coded.len() * 5 < known.len(), "{} of {}", coded.len(), known.len());

    let mut state = 1u32;
    let noise: String = (0..4000)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(33 + (state >> 24) as u8 % 94)
        })
        .collect();
    let noise = group(&[record(&[noise], &[])]);
    let coded = speller.encode(&noise).unwrap();
    assert!(coded.len() <= noise.len() + 5, "{} of {}", coded.len(), noise.len());
}

#[test]
fn what_says_the_same_forever_still_comes_back() {
    let speller = speller(&TEXTS);
    for text in ["the ".repeat(200_000), "\0".repeat(100_000), " ".repeat(100_000)] {
        let payload = group(&[record(&[text], &[0; 9])]);
        let coded = speller.encode(&payload).unwrap();
        assert!(coded.len() < payload.len() / 40, "{}", coded.len());
        assert_eq!(decode(speller.lexicon(), &coded), Ok(payload));
    }
}

#[test]
fn a_sample_keeps_to_its_bound_whatever_the_order() {
    let articles: Vec<(u64, usize)> = (0..3000).map(|n| (n * 7919 % 3001, 1000 + n as usize * 7)).collect();
    let chosen = |articles: &[(u64, usize)]| -> Vec<(u64, usize)> {
        sampled(articles.iter().copied()).into_iter().map(|nth| articles[nth as usize]).collect()
    };
    let sample = chosen(&articles);
    let n_bytes: usize = sample.iter().map(|(_, n_bytes)| n_bytes).sum();
    assert!((4 << 20..5 << 20).contains(&n_bytes), "{n_bytes}");
    assert!(sample.is_sorted());
    let reversed: Vec<(u64, usize)> = articles.iter().rev().copied().collect();
    assert!(chosen(&reversed) == sample);
    assert_eq!(chosen(&articles[..5]).len(), 5);
    assert_eq!(chosen(&[(1, 100 << 20), (2, 10)]), [(2, 10)]);
}

#[test]
fn the_same_articles_make_the_same_lexicon_and_others_another() {
    assert_eq!(learned(&TEXTS.repeat(30)), learned(&TEXTS.repeat(30)));
    assert_ne!(learned(&TEXTS.repeat(30)), learned(&TEXTS[..6].repeat(30)));
}

#[test]
fn a_lexicon_without_every_sign_writes_nothing() {
    for n_bytes in 0..40 {
        if let Ok(lexicon) = Lexicon::read(&vec![0xA5; n_bytes]) {
            assert!(Speller::new(lexicon).is_err());
        }
    }
}

/// A lexicon and a group written with it.
static WRITTEN: LazyLock<(Vec<u8>, Vec<u8>)> = LazyLock::new(|| {
    let records: Vec<Vec<u8>> = TEXTS.iter().cycle().take(48).map(|text| record(&[text], &[1, 2, 3])).collect();
    let texts = TEXTS.repeat(4);
    (learned(&texts), speller(&texts).encode(&group(&records)).unwrap())
});

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ -~]{0,200}",
        "([A-Z]?[a-z]{1,9}('s)?[,.;:!?]? ?){0,60}",
        "([а-яА-ЯёЁ]{1,9} ){0,20}",
        "[آ-ی\u{200c} ]{0,80}",
        "[一-龥ぁ-んァ-ヶ。、]{0,60}",
        prop::sample::select(TEXTS.to_vec()).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_comes_back(
        records in prop::collection::vec((prop::collection::vec(text(), 0..5), prop::collection::vec(any::<u8>(), 0..60)), 0..6),
        learns in any::<bool>(),
    ) {
        let known: Vec<String> = records.iter().flat_map(|(paragraphs, _)| paragraphs.clone()).collect();
        let speller = speller(&known.iter().cycle().take(if learns { 4 * known.len() } else { 0 }).collect::<Vec<_>>());
        let records: Vec<Vec<u8>> = records.iter().map(|(paragraphs, behind)| record(paragraphs, behind)).collect();
        let payload = group(&records);
        let coded = speller.encode(&payload).unwrap();
        prop_assert_eq!(decode(speller.lexicon(), &coded), Ok(payload));
    }

    #[test]
    fn hostile_bytes_end_in_an_error_or_within_their_bound(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
    ) {
        // Noise as a lexicon and as a group; and a lexicon and a group that were damaged.
        let (lexicon, coded) = &*WRITTEN;
        let damaged = |bytes: &[u8]| {
            let mut bytes = bytes[..cut.index(bytes.len()) + 1].to_vec();
            for (place, value) in &flips {
                let place = place.index(bytes.len());
                bytes[place] = *value;
            }
            bytes
        };
        for lexicon in [lexicon.clone(), damaged(lexicon), bytes.clone()] {
            let Ok(lexicon) = Lexicon::read(&lexicon) else { continue };
            for coded in [coded.clone(), damaged(coded), bytes.clone()] {
                if let Ok(payload) = decode(&lexicon, &coded) {
                    prop_assert!(payload.len() <= coded.len() * 2048);
                }
            }
        }
    }
}
