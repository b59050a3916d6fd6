//! Publication dates: what the text settles, what it bounds, and what it leaves unknown.

#![cfg(not(target_arch = "wasm32"))]

mod support;

use newsprint_entities::infer_dates;
use newsprint_model::{Article, DateRule};
use support::{article, default_corpus};

/// The date as EDTF, or `-`.
fn date(article: &Article) -> String {
    article.date.as_ref().map_or_else(|| "-".into(), |date| date.span.to_string())
}

fn inferred(paragraphs: &[&str]) -> Article {
    let mut articles = [article("a", paragraphs)];
    infer_dates(&mut articles);
    let [article] = articles;
    article
}

#[test]
fn the_default_corpus_gets_the_dates_its_text_settles() {
    let mut articles = default_corpus();
    infer_dates(&mut articles);
    let dates: Vec<String> = articles.iter().map(date).collect();
    assert_eq!(dates, ["-", "2023-09/2024-08", "2023-11-19", "-", "-", "2023-04/2024-03"]);
    for article in &articles {
        let Some(date) = &article.date else { continue };
        assert!(!date.evidence.reason.is_empty());
        for passage in &date.evidence.passages {
            assert!(article.paragraphs.iter().any(|paragraph| paragraph.text.contains(passage)), "{passage}");
        }
    }
    let evidence = &articles[2].date.as_ref().unwrap().evidence;
    assert_eq!(evidence.rule, DateRule::WeekdayAndDay);
    assert!(evidence.passages.iter().any(|passage| passage.contains("November 15")), "{evidence:?}");
    assert!(evidence.passages.iter().any(|passage| passage.starts_with("Last Wednesday")), "{evidence:?}");
    assert!(evidence.passages.iter().any(|passage| passage.contains("In 2021")), "{evidence:?}");
}

#[test]
fn the_text_dates_a_story_or_leaves_it_undated() {
    for (paragraphs, expected) in [
        // A dateline, a date line.
        (vec!["TEHRAN, Nov. 19, 2023 (Agency) — Ministers met on Sunday to talk about water."], "2023-11-19"),
        (vec!["LEEDS - The council met.", "Published: Sunday, 19 November 2023 10:30 GMT"], "2023-11-19"),
        (vec!["November 3, 2021", "The mill closed and 40 people lost their work, its owner said."], "2021-11-03"),
        // No year: nothing settles it.
        (vec!["TEHRAN, Nov. 19 (Agency) — Ministers met on Sunday to talk about water."], "-"),
        // A date in the middle of a sentence is not a dateline.
        (vec!["The bridge, opened on May 4, 1999, is to be closed for repairs next year, officials say."], "-"),
        // Weekday and day agree in one year; the lead is told from the day after.
        (
            vec![
                "Dockers in the port of Felling walked out on Thursday over unpaid wages, their union said.",
                "On Tuesday a crane fell into the basin. The union called the fall of June 4 a scandal. The men had struck in 2018, too.",
            ],
            "-",
        ),
        (
            vec![
                "Dockers in the port of Felling walked out on Thursday over unpaid wages, their union said.",
                "A crane collapse on Tuesday hurt two men. The union called the collapse on June 4 a scandal. The men had struck in 2018, too.",
            ],
            "2019-06-06",
        ),
        // The only year is told as history: nothing to choose by.
        (
            vec![
                "Dockers in the port of Felling walked out on Thursday over unpaid wages, their union said.",
                "A crane collapse on Tuesday hurt two men. The union called the collapse on June 4 a scandal. The port opened in 1894.",
            ],
            "-",
        ),
        // A weekday and a day that are two days.
        (vec!["He said on Sunday that the war declared on October 7 would go on. The two made peace in 2020."], "-"),
        // A coming month with and without its year.
        (
            vec![
                "The party wants more seats in the next election in March.",
                "Few will vote in the upcoming election in March 2024.",
            ],
            "2023-04/2024-03",
        ),
        (vec!["Few will vote in the upcoming election in March 2024.", "The last one was held in February 2020."], "-"),
        (
            vec!["Few will vote in the upcoming election in March 2024.", "The last one was held in June 2023."],
            "2023-06/2024-03",
        ),
        // Years that are past give no end.
        (vec!["The group took the town in 2007 and left it in 2015."], "-"),
    ] {
        assert_eq!(date(&inferred(&paragraphs)), expected, "{paragraphs:?}");
    }
}

#[test]
fn a_date_that_is_known_stays_as_it_is() {
    let mut articles = [inferred(&["November 3, 2021", "The mill closed, its owner said."])];
    articles[0].paragraphs[0].text = "November 3, 2022".into();
    infer_dates(&mut articles);
    assert_eq!(date(&articles[0]), "2021-11-03");
}

#[test]
fn articles_in_other_languages_stay_undated() {
    let mut articles = [article("a", &["November 3, 2021"])];
    articles[0].lang = "de".into();
    infer_dates(&mut articles);
    assert_eq!(articles[0].date, None);
}
