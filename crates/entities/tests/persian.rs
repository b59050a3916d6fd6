//! Persian and Arabic articles: whom they name, and that they meet English ones on one page.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use newsprint_entities::{dates_in, infer_dates, tag};
use newsprint_model::{Article, EntityKind, Tagged};
use proptest::prelude::*;
use support::article;

fn article_in(lang: &str, id: &str, paragraphs: &[&str]) -> Article {
    Article { lang: lang.into(), ..article(id, paragraphs) }
}

/// The mentions of an article as `surface>kind`.
fn mentions(tagged: &Tagged, articles: &[Article], nth: usize) -> Vec<String> {
    let text = |part: newsprint_model::Part| match part {
        newsprint_model::Part::Title => articles[nth].title.clone(),
        newsprint_model::Part::Paragraph(paragraph) => articles[nth].paragraphs[paragraph as usize].text.clone(),
    };
    tagged.mentions[nth]
        .iter()
        .map(|mention| {
            let chars: Vec<char> = text(mention.part).chars().collect();
            let surface: String = chars[mention.start as usize..mention.end as usize].iter().collect();
            let kind = match tagged.entities[mention.entity.0 as usize].kind {
                EntityKind::Person => "PER",
                EntityKind::Organisation => "ORG",
                EntityKind::Place => "LOC",
            };
            format!("{surface}>{kind}")
        })
        .collect()
}

fn check(lang: &str, text: &str, expected: &[&str]) {
    let articles = [article_in(lang, "1", &[text])];
    assert_eq!(mentions(&tag(&articles), &articles, 0), expected, "{text}");
}

#[test]
fn a_persian_text_names_people_bodies_and_places() {
    for (text, expected) in [
        (
            "دکتر محمد کاظمی‌پور، رئیس دانشگاه علوم پزشکی شیراز، روز شنبه در تهران گفت که کاظمی‌پور خسته نیست.",
            &["محمد کاظمی‌پور>PER", "دانشگاه علوم پزشکی شیراز>ORG", "تهران>LOC", "کاظمی‌پور>PER"][..],
        ),
        ("آیت‌الله علی خامنه‌ای با وزیر امور خارجه دیدار کرد.", &["علی خامنه‌ای>PER"][..]),
        (
            "وزارت بهداشت، درمان و آموزش پزشکی در استان گیلان و شهر کرج مرکز تازه‌ای می‌سازد.",
            &["وزارت بهداشت، درمان و آموزش پزشکی>ORG", "استان گیلان>LOC", "شهر کرج>LOC"][..],
        ),
        (
            "به گزارش خبرگزاري ايرنا، سازمان ملل متحد و اتحادیه اروپا به ایران پاسخ دادند.",
            &["خبرگزاري ايرنا>ORG", "سازمان ملل متحد>ORG", "اتحادیه اروپا>ORG", "ایران>LOC"][..],
        ),
        ("او به خانه رفت و کتاب خواند.", &[][..]),
    ] {
        check("fa", text, expected);
    }
}

#[test]
fn an_arabic_text_names_whom_the_lists_and_titles_give_away() {
    check(
        "ar",
        "قال رئيس الوزراء محمد شياع السوداني ببغداد إن العراق والأمم المتحدة يعملان معا.",
        &["محمد شياع السوداني>PER", "بغداد>LOC", "العراق>LOC", "الأمم المتحدة>ORG"],
    );
}

#[test]
fn latin_names_in_persian_are_found_and_persian_words_in_english_disturb_nothing() {
    let articles = [
        article_in("fa", "1", &["شرکت Microsoft در تهران با John Smith گفت‌وگو کرد."]),
        article("2", &["Iran's president spoke of توسعه پایدار in Tehran on Sunday."]),
    ];
    let tagged = tag(&articles);
    let found = mentions(&tagged, &articles, 0);
    for expected in ["شرکت Microsoft>ORG", "تهران>LOC", "John Smith>PER"] {
        assert!(found.iter().any(|name| name == expected), "{expected} in {found:?}");
    }
    assert_eq!(mentions(&tagged, &articles, 1), ["Iran>LOC", "Tehran>LOC"]);
}

/// Articles in two languages, invented, that name the same.
fn in_both_languages() -> Vec<Article> {
    vec![
        article(
            "en-1",
            &[
                "Ali Khamenei met Foreign Minister Hossein Amir-Abdollahian in Tehran on Sunday, Iran's state media said.",
                "The United Nations welcomed the talks. Lawmaker Behrouz Karimnejad called them useful.",
            ],
        ),
        article_in(
            "fa",
            "fa-1",
            &[
                "علی خامنه‌ای روز یکشنبه در تهران با حسین امیرعبداللهیان دیدار کرد.",
                "سازمان ملل متحد از گفت‌وگوها در ایران استقبال کرد. بهروز کریم‌نژاد، نماینده مجلس، آن را مفید خواند.",
            ],
        ),
        article("en-2", &["Mohammed Shia' Al Sudani opened a bridge in Baghdad on Monday, officials in Iraq said."]),
        article_in(
            "ar",
            "ar-1",
            &["افتتح رئيس الوزراء محمد شياع السوداني جسرا في بغداد، وقال مسؤولون في العراق إنه مهم."],
        ),
    ]
}

#[test]
fn an_article_in_each_language_meets_on_one_entity() {
    let articles = in_both_languages();
    let tagged = tag(&articles);
    let variants = |name: &str| -> Vec<&str> {
        let entity = tagged.entities.iter().find(|entity| entity.name == name);
        entity.map_or_else(Vec::new, |entity| entity.variants.iter().map(|variant| variant.text.as_str()).collect())
    };
    for (name, other) in [
        ("Ali Khamenei", "علی خامنه‌ای"),
        ("Hossein Amir-Abdollahian", "حسین امیرعبداللهیان"),
        ("Tehran", "تهران"),
        ("Iran", "ایران"),
        ("United Nations", "سازمان ملل متحد"),
        ("Baghdad", "بغداد"),
        ("Iraq", "العراق"),
        ("Mohammed Shia' Al Sudani", "محمد شياع السوداني"),
        // In no list: by the sounds alone.
        ("Behrouz Karimnejad", "بهروز کریم‌نژاد"),
    ] {
        assert!(variants(name).contains(&other), "{name}: {:?}", tagged.entities);
    }
    assert!(!tagged.entities.iter().any(|entity| entity.name.starts_with('ح')), "{:?}", tagged.entities);
}

#[test]
fn names_are_shown_in_the_letters_of_most_articles() {
    let mut articles = in_both_languages();
    articles.push(article_in("fa", "fa-2", &["سازمان ملل متحد در تهران نشستی برگزار کرد."]));
    let tagged = tag(&articles);
    let named = |name: &str| tagged.entities.iter().any(|entity| entity.name == name);
    for name in ["تهران", "سازمان ملل متحد", "علی خامنه‌ای", "بهروز کریم‌نژاد"]
    {
        assert!(named(name), "{name}: {:?}", tagged.entities.iter().map(|entity| &entity.name).collect::<Vec<_>>());
    }
}

#[test]
fn near_names_in_two_letters_stay_apart() {
    for (latin, persian) in [
        ("Hassan Karimnejad", "حسین کریم‌نژاد"),
        ("Hossein Karimnejad", "حسن کریم‌نژاد"),
        ("Saeed Karimnejad", "سعد کریم‌نژاد"),
        ("Ahmad Karimnejad", "حامد کریم‌نژاد"),
        ("Behrouz Karimnejad", "بهزاد کریم‌نژاد"),
    ] {
        let articles = [
            article("en", &[&format!("Lawmaker {latin} spoke in Tehran.")]),
            article_in("fa", "fa", &[&format!("{persian}، نماینده تهران، سخن گفت.")]),
        ];
        let tagged = tag(&articles);
        let people = tagged.entities.iter().filter(|entity| entity.kind == EntityKind::Person).count();
        assert_eq!(people, 2, "{:?}", tagged.entities);
    }
}

#[test]
fn a_persian_article_without_a_date_field_is_dated_by_its_own_lines() {
    for (lang, paragraphs, expected) in [
        ("fa", &["دوشنبه ۱۵ آبان ۱۴۰۲", "نشست امروز برگزار شد و همه خشنود بودند."][..], Some("2023-11-06")),
        ("fa", &["تهران - ۱۵ آبان ۱۴۰۲ - نشست امروز برگزار شد و همه خشنود بودند."][..], Some("2023-11-06")),
        ("fa", &["تاریخ انتشار: 1402/08/15", "نشست برگزار شد."][..], Some("2023-11-06")),
        ("fa", &["این قانون در ۱۵ آبان ۱۴۰۲ تصویب شد و همه خشنود بودند."][..], None),
        ("ar", &["بغداد 15 نوفمبر 2023: افتتح الجسر اليوم."][..], Some("2023-11-15")),
    ] {
        let mut articles = [article_in(lang, "1", paragraphs)];
        infer_dates(&mut articles);
        let found = articles[0].date.as_ref().and_then(|date| date.span.as_day()).map(|day| day.to_string());
        assert_eq!(found.as_deref(), expected, "{paragraphs:?}");
        if let Some(date) = &articles[0].date {
            assert!(paragraphs.iter().any(|text| text.contains(&date.evidence.passages[0])), "{date:?}");
        }
    }
}

#[test]
fn a_day_told_from_the_article_is_counted_in_its_own_calendar() {
    let mut articles = [article_in("fa", "1", &["دوشنبه ۱۵ آبان ۱۴۰۲", "روز گذشته و شنبه آینده، ماه گذشته."])];
    infer_dates(&mut articles);
    let told: Vec<String> = dates_in(&articles[0]).into_iter().map(|date| date.edtf).collect();
    assert_eq!(told, ["2023-11-06", "2023-11-05", "2023-11-11", "2023-09-23/2023-10-22"]);
}

#[test]
fn offices_camps_and_plurals_are_nobodys_names() {
    for text in [
        "رهبر معظم انقلاب گفت که اصلاح طلبان در مجلس هستند.",
        "بیمارستان ها و دانشگاه ها تعطیل شدند.",
        "مقام معظم رهبری با اصولگرایان دیدار کردند.",
    ] {
        let tagged = tag(&[article_in("fa", "1", &[text])]);
        let listed: Vec<&str> = tagged.entities.iter().map(|entity| entity.name.as_str()).collect();
        let wrong = ["رهبر", "اصلاح", "اصولگرا", "ها"];
        assert!(!listed.iter().any(|name| wrong.iter().any(|part| name.contains(part))), "{listed:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_spans_stay_within_it(
        text in "(\\PC|[آ-ی]| |\u{200C}|\u{202E}|\u{0007}|علی |وزارت |بن |،|شهر ){0,60}",
        lang in "fa|ar",
    ) {
        let articles = [article_in(&lang, "1", &[&text])];
        let tagged = tag(&articles);
        let length = text.chars().count() as u32;
        let mut last = 0;
        for mention in &tagged.mentions[0] {
            prop_assert!(mention.start >= last && mention.start < mention.end && mention.end <= length);
            last = mention.end;
        }
    }
}
