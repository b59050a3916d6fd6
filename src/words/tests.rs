//! Every language says what it should about counts, dates and directions.

use newsprint_model::{DateSpan, Day};

use super::*;

fn span(text: &str) -> DateSpan {
    text.parse().expect("a date span")
}

#[test]
fn numbers_are_written_in_the_languages_own_digits() {
    for (language, n, written) in [
        (Language::En, 0, "0"),
        (Language::En, 999, "999"),
        (Language::En, 1_000, "1,000"),
        (Language::En, 4_294_967_295, "4,294,967,295"),
        (Language::Fa, 1_234, "۱٬۲۳۴"),
        (Language::Ar, 56_789, "٥٦٬٧٨٩"),
    ] {
        assert_eq!(language.number(n), written);
    }
}

#[test]
fn dates_are_said_in_their_shortest_unmistakable_form() {
    for (text, en, fa, ar) in [
        ("2023-11-19", "19 November 2023", "۱۹ نوامبر ۲۰۲۳", "١٩ نوفمبر ٢٠٢٣"),
        ("2023-11", "November 2023", "نوامبر ۲۰۲۳", "نوفمبر ٢٠٢٣"),
        ("2023", "2023", "۲۰۲۳", "٢٠٢٣"),
        ("2022/2023", "2022–2023", "۲۰۲۲–۲۰۲۳", "٢٠٢٢–٢٠٢٣"),
        ("2023-11-13/2023-11-19", "13–19 November 2023", "۱۳–۱۹ نوامبر ۲۰۲۳", "١٣–١٩ نوفمبر ٢٠٢٣"),
        (
            "2023-10-30/2023-11-02",
            "30 October – 2 November 2023",
            "۳۰ اکتبر – ۲ نوامبر ۲۰۲۳",
            "٣٠ أكتوبر – ٢ نوفمبر ٢٠٢٣",
        ),
        (
            "2023-12-30/2024-01-02",
            "30 December 2023 – 2 January 2024",
            "۳۰ دسامبر ۲۰۲۳ – ۲ ژانویه ۲۰۲۴",
            "٣٠ ديسمبر ٢٠٢٣ – ٢ يناير ٢٠٢٤",
        ),
        ("2023-04/2023-06", "April – June 2023", "آوریل – ژوئن ۲۰۲۳", "أبريل – يونيو ٢٠٢٣"),
        ("2023-04/2024-03", "April 2023 – March 2024", "آوریل ۲۰۲۳ – مارس ۲۰۲۴", "أبريل ٢٠٢٣ – مارس ٢٠٢٤"),
        ("0001-01-01/2023-11-19", "until 19 November 2023", "تا ۱۹ نوامبر ۲۰۲۳", "حتى ١٩ نوفمبر ٢٠٢٣"),
        ("2023-11-19/9999-12-31", "from 19 November 2023", "از ۱۹ نوامبر ۲۰۲۳", "من ١٩ نوفمبر ٢٠٢٣"),
    ] {
        assert_eq!(Language::En.span(span(text)), en);
        assert_eq!(Language::Fa.span(span(text)), fa);
        assert_eq!(Language::Ar.span(span(text)), ar);
    }
    assert_eq!(Language::En.date(None), "Undated");
    let all = DateSpan {
        earliest: Day::from_ymd(1, 1, 1).expect("a day"),
        latest: Day::from_ymd(9999, 12, 31).expect("a day"),
    };
    assert_eq!(Language::En.span(all), "any known date");
}

#[test]
fn arabic_nouns_take_all_six_forms() {
    let words = Language::Ar.words();
    for (n, said) in
        [(0, "لا مقالات"), (1, "مقال واحد"), (2, "مقالان"), (6, "٦ مقالات"), (11, "١١ مقالًا"), (100, "١٠٠ مقال")]
    {
        assert_eq!((words.n_articles)(n), said);
    }
}

#[test]
fn a_place_is_told_in_the_languages_own_digits() {
    let place = Coordinates { latitude: 3_569, longitude: -709 };
    for (language, told) in [
        (Language::En, "35.69° N, 7.09° W"),
        (Language::Fa, "۳۵٫۶۹° شمالی، ۷٫۰۹° غربی"),
        (Language::Ar, "٣٥٫٦٩° شمالًا، ٧٫٠٩° غربًا"),
    ] {
        assert_eq!(language.coordinates(place), told);
    }
}

#[test]
fn english_and_persian_nouns_follow_their_numbers() {
    for (n, en, fa) in
        [(0, "0 articles", "هیچ مقاله‌ای"), (1, "1 article", "۱ مقاله"), (412, "412 articles", "۴۱۲ مقاله")]
    {
        assert_eq!((Language::En.words().n_articles)(n), en);
        assert_eq!((Language::Fa.words().n_articles)(n), fa);
    }
}

#[test]
fn the_browsers_first_known_language_is_spoken() {
    for (wanted, language) in [
        (vec!["fr", "fa-IR", "en"], Some(Language::Fa)),
        (vec!["ar_EG"], Some(Language::Ar)),
        (vec!["EN-gb"], Some(Language::En)),
        (vec!["de", "fr"], None),
        (vec![], None),
    ] {
        assert_eq!(Language::wanted(wanted), language);
    }
}

#[test]
fn a_fallback_says_how_many_words_were_asked_for_and_held() {
    let most = |n_words, n_held, missing: &[&str]| Fallback::MostWords {
        n_words,
        n_held,
        missing: missing.iter().map(|word| (*word).to_owned()).collect(),
    };
    let words = Language::En.words();
    for (fallback, said) in [
        (most(3, 2, &[]), "No article holds all 3 words; these hold 2 of them."),
        (most(2, 1, &["zebra"]), "No article holds both words; these hold one of them. “zebra” is found nowhere."),
        (
            most(4, 2, &["zebra", "yak"]),
            "No article holds all 4 words; these hold 2 of them. “zebra” and “yak” are found nowhere.",
        ),
    ] {
        assert_eq!((words.fallback)(&fallback), said);
    }
}

#[test]
fn no_sentence_of_a_right_to_left_language_is_left_in_english() {
    for language in [Language::Fa, Language::Ar] {
        let words = language.words();
        let said = [
            words.skip_to_results,
            words.search_label,
            words.filters,
            words.dates,
            words.title_derived,
            words.no_result,
            words.why_this_date,
            words.spellings,
            words.related,
            words.privacy,
        ];
        for sentence in said {
            assert!(!sentence.bytes().any(|byte| byte.is_ascii_alphabetic()), "{sentence}");
        }
    }
}
