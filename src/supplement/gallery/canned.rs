//! An engine that is none: it answers every question out of invented news, always the same, so that whole views can be shown in every state.

use std::rc::Rc;

use newsprint_model::{ArticleNumber, EntityKind, Facts, MergeRule, Quoted, Variant};
use newsprint_search::{
    ArticleEntity, ArticleView, EntityLabel, Facet, FacetCounts, FacetValue, Histogram, Hit, Request, Results, Run,
};
use wasm_bindgen_futures::spawn_local;

use super::sample;
use crate::data::{Answer, Client, Event, FromEngine, Line, OnEvent, Question, ToEngine, Trouble};

/// How an engine is: what it knows, or that it does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Supply {
    /// No answer ever comes.
    Waiting,
    /// A file does not come.
    Failing,
    /// Nothing is found.
    Nothing,
    /// One article, one name of each kind.
    One,
    /// As many as a page has room for.
    Many,
    /// As many, of texts that no page was made for.
    Hostile,
}

/// What an engine of this kind answers; `None` for never. The same question has the same answer.
pub fn answer(supply: Supply, question: &Question) -> Option<Result<Answer, Trouble>> {
    let answer = match (supply, question) {
        (Supply::Waiting, _) => return None,
        (Supply::Failing, _) => {
            return Some(Err(Trouble::Unreachable { file: "cards-00c0ffee.bin".to_owned() }));
        }
        (_, Question::Info) => Answer::Info(Rc::new(sample::info())),
        (_, Question::Search(request)) => Answer::Search(Rc::new(results(supply, request))),
        (_, Question::Snippets(asked)) => {
            Answer::Snippets(Rc::new(asked.articles.iter().map(|_| Vec::new()).collect()))
        }
        (_, Question::Article { id, .. }) => {
            Answer::Article(Rc::new((supply != Supply::Nothing).then(|| Rc::new(article(supply, id)))))
        }
        (_, Question::Facet(asked)) => {
            let counts = counts(supply, asked.facet, &asked.search, asked.limit);
            Answer::Facet(Rc::new(counts))
        }
        (Supply::Nothing, Question::Cards { .. }) => Answer::Cards(Rc::default()),
        (_, Question::Cards { articles, ids }) => {
            let numbered = articles.iter().map(|number| hit(supply, number.0));
            let named = ids.iter().map(|id| Hit { id: id.clone(), ..hit(supply, number_of(id)) });
            Answer::Cards(Rc::new(numbered.chain(named).collect()))
        }
        (Supply::Nothing, Question::Entities { .. }) => Answer::Entities(Rc::default()),
        (_, Question::Entities { facet, ids }) => {
            let of_facet = names(supply).into_iter().filter(|label| Facet::of(label.kind) == *facet);
            let asked = of_facet.filter(|label| ids.contains(&label.id));
            Answer::Entities(Rc::new(asked.map(|label| entity(supply, label)).collect()))
        }
    };
    Some(Ok(answer))
}

/// A client that is answered so.
pub fn client(supply: Supply) -> Client {
    let connect = move |on_event: OnEvent| -> Option<Box<dyn Line>> { Some(Box::new(Canned { supply, on_event })) };
    Client::over(Box::new(|_| None), Box::new(connect))
}

struct Canned {
    supply: Supply,
    on_event: OnEvent,
}

impl Line for Canned {
    fn send(&self, message: &ToEngine) {
        if let ToEngine::Ask { id, question } = message
            && let Some(result) = answer(self.supply, question)
        {
            let (on_event, id) = (Rc::clone(&self.on_event), *id);
            // No answer comes before whoever asks has asked.
            spawn_local(async move { on_event(Event::Message(FromEngine::Answered { id, result })) });
        }
    }
}

/// How many articles there are in all.
fn n_articles(supply: Supply) -> u32 {
    match supply {
        Supply::Waiting | Supply::Failing | Supply::Nothing => 0,
        Supply::One => 1,
        Supply::Many | Supply::Hostile => 164,
    }
}

/// How many hold what is asked for: the fewer, the more is asked for.
fn n_hits(supply: Supply, request: &Request) -> u32 {
    let n = n_articles(supply);
    let by_words = request.query.split_whitespace().map(|word| word.len() as u32 * 7).sum::<u32>();
    let by_choices = request.filters.choices.iter().map(|choice| choice.value.len() as u32 * 5).sum::<u32>();
    n.saturating_sub(by_words + by_choices).max(n.min(23))
}

/// What a search scores an article: each word by its length, little ones nothing beside others, and something for words beside each other.
fn score(query: &str) -> f32 {
    let words: Vec<usize> = query.split_whitespace().map(|word| word.chars().count()).collect();
    let of = |n: &usize| if *n > 3 { *n as f32 * 0.55 } else { f32::from(u8::from(words.len() == 1)) };
    words.iter().map(of).sum::<f32>() + if words.len() > 1 { 0.4 } else { 0.0 }
}

fn results(supply: Supply, request: &Request) -> Results {
    let n_hits = n_hits(supply, request);
    let n_shown = request.limit.min(n_hits.saturating_sub(request.offset));
    let hits = (request.offset..request.offset + n_shown).map(|nth| {
        // The oldest first, where that is asked for.
        let nth = if request.sort == newsprint_search::Sort::Oldest { n_hits - 1 - nth } else { nth };
        Hit { score: score(&request.query), ..hit(supply, nth) }
    });
    let facets = if request.n_facet_values == 0 {
        Vec::new()
    } else {
        Facet::COUNTED.into_iter().map(|facet| counts(supply, facet, request, request.n_facet_values)).collect()
    };
    let dates = if request.n_facet_values == 0 || n_hits == 0 {
        Histogram { buckets: Vec::new(), n_undated: 0, n_uncertain: 0 }
    } else {
        let mut dates = sample::histogram();
        for bucket in &mut dates.buckets {
            bucket.n_articles = bucket.n_articles * n_hits / 60;
        }
        dates
    };
    Results { n_hits, hits: hits.collect(), facets, dates, ..Results::default() }
}

/// The values of a facet: those that are chosen first.
fn counts(supply: Supply, facet: Facet, search: &Request, limit: u32) -> FacetCounts {
    let chosen = |value: &str| {
        let choice = search.filters.choices.iter().find(|it| it.facet == facet && it.value == value);
        choice.map(|choice| choice.exclude)
    };
    let labels: Vec<(String, String)> = match facet {
        Facet::Person | Facet::Org | Facet::Place => {
            let of_facet = names(supply).into_iter().filter(|label| Facet::of(label.kind) == facet);
            of_facet.map(|label| (label.id, label.name)).collect()
        }
        Facet::Lang => vec![("en".to_owned(), "en".to_owned()), ("fa".to_owned(), "fa".to_owned())],
        Facet::Mentioned => vec![("2024".to_owned(), "2024".to_owned())],
        _ => SOURCES.map(|name| (name.to_owned(), name.to_owned())).to_vec(),
    };
    let n_all = if supply == Supply::Nothing { 0 } else { labels.len() };
    let mut values: Vec<FacetValue> = (0_u32..)
        .zip(labels)
        .take(n_all)
        .map(|(nth, (value, label))| {
            let chosen = chosen(&value);
            // Few enough that two names fall together more often than chance has it.
            FacetValue { value, label, n_articles: (19 - nth % 13).min(n_articles(supply)), chosen }
        })
        .collect();
    values.sort_by_key(|value| (value.chosen.is_none(), std::cmp::Reverse(value.n_articles)));
    values.truncate(limit as usize);
    FacetCounts { facet, values, n_values: n_all as u32, has_more: false }
}

const SOURCES: [&str; 3] = ["Harbour Post", "Evening Mail", "روزنامهٔ ساحل"];
const FIRST_NAMES: [&str; 5] = ["Ida", "Tane", "Mara", "Otto", "Zahra"];
const LAST_NAMES: [&str; 3] = ["Orr", "Quill", "Vale"];
const BODIES: [&str; 8] = [
    "Dockers' Union",
    "Harbour Board",
    "Lifeboat Service",
    "Marlow & Sons",
    "Fish Exchange",
    "Coastguard",
    "Port Ellery Lyceum",
    "Weather Office",
];
const PLACES: [(&str, i32, i32); 7] = [
    ("Port Ellery", 2_650, 5_400),
    ("Saltmarsh", 2_905, 5_060),
    ("Stone Quay", 2_520, 5_530),
    ("Kestrel Bay", 3_010, 4_880),
    ("Far Holm", 2_415, 5_790),
    ("Ninevale", 3_570, 5_140),
    ("Upper Sound", 2_780, 5_220),
];

/// Everybody and everything that is named, those of the samples first.
fn names(supply: Supply) -> Vec<EntityLabel> {
    let label = |id: String, name: String, kind| EntityLabel { id, name, kind };
    let first = sample::labels();
    match supply {
        Supply::Waiting | Supply::Failing | Supply::Nothing => Vec::new(),
        Supply::One => first.into_iter().take(3).collect(),
        Supply::Many => {
            let people = LAST_NAMES.iter().flat_map(|last| FIRST_NAMES.map(|first| format!("{first} {last}")));
            let people = (0..).zip(people).map(|(n, name)| label(format!("person-{n}"), name, EntityKind::Person));
            let bodies = (0..).zip(BODIES);
            let bodies = bodies.map(|(n, name)| label(format!("body-{n}"), name.to_owned(), EntityKind::Organisation));
            let places = (0..).zip(PLACES);
            let places = places.map(|(n, (name, ..))| label(format!("place-{n}"), name.to_owned(), EntityKind::Place));
            first.into_iter().take(3).chain(people).chain(bodies).chain(places).collect()
        }
        Supply::Hostile => {
            let kinds = EntityKind::ALL.into_iter().cycle();
            // No name is without letters: none would be found in a text.
            let worded = sample::HOSTILE.into_iter().filter(|name| !name.trim().is_empty());
            let hostile = (0..).zip(worded).zip(kinds);
            let hostile = hostile.map(|((n, name), kind)| label(format!("hostile-{n}"), name.to_owned(), kind));
            let renamed =
                first.into_iter().zip(sample::HOSTILE).map(|(of, name)| label(of.id, name.to_owned(), of.kind));
            renamed.chain(hostile).collect()
        }
    }
}

/// What is known of one of them.
fn entity(supply: Supply, label: EntityLabel) -> ArticleEntity {
    let place = (label.kind == EntityKind::Place).then(|| {
        let nth = PLACES.iter().position(|(name, ..)| *name == label.name);
        // One that is not on the list lies at the strait.
        let (_, north, east) = nth.map_or(("", 2_718, 5_627), |nth| PLACES[nth]);
        newsprint_model::Coordinates::new(north, east)
    });
    let related: Vec<EntityLabel> = names(supply).into_iter().filter(|it| it.id != label.id).take(6).collect();
    ArticleEntity {
        variants: vec![
            Variant { text: label.name.clone(), n_mentions: 14, rule: MergeRule::Same },
            Variant {
                text: label.name.split(' ').next_back().unwrap_or_default().to_owned(),
                n_mentions: 5,
                rule: MergeRule::Surname,
            },
        ],
        n_mentions: 2,
        n_articles: 20 + label.name.len() as u32 % 7,
        facts: Facts { coordinates: place.flatten(), wikidata: None },
        related,
        label,
    }
}

/// The number that an id stands for: its last digits.
fn number_of(id: &str) -> u32 {
    id.rsplit('-').next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

const HEADLINES: [&str; 4] =
    ["Council votes on the", "Dockers walk out of the", "Storm closes the old", "A new crane for the"];

/// An article as a list shows it.
fn hit(supply: Supply, nth: u32) -> Hit {
    let headline = match supply {
        Supply::Hostile => sample::HOSTILE[nth as usize % sample::HOSTILE.len()],
        _ => HEADLINES[nth as usize % HEADLINES.len()],
    };
    let month = 12 - nth % 12;
    let versions = if supply == Supply::One { Vec::new() } else { (0..3).map(ArticleNumber).collect() };
    Hit {
        article: ArticleNumber(nth),
        date: sample::span(&format!("2023-{month:02}-{:02}", 1 + nth % 28)),
        source: Some(SOURCES[nth as usize % SOURCES.len()].to_owned()),
        n_versions: versions.len() as u32,
        versions,
        ..sample::hit(&format!("article-{nth}"), headline, "en")
    }
}

/// An article to be read: the names of the samples in one paragraph, and somebody who is quoted; each version a little otherwise.
fn article(supply: Supply, id: &str) -> ArticleView {
    let number = number_of(id);
    let run = |text: &str, entity: Option<u32>| Run { text: text.to_owned(), hit: None, entity };
    let entities: Vec<ArticleEntity> = names(supply).into_iter().take(4).map(|label| entity(supply, label)).collect();
    let name = |nth: usize| entities.get(nth).map_or_else(String::new, |it| it.label.name.clone());
    let quoted = [name(2), " has waited long enough for this".to_owned()].concat();
    let n_letters = quoted.chars().count() as u32;
    let paragraphs = vec![
        vec![
            run(&name(0), Some(0)),
            run(" asked the ", None),
            run(&name(1), Some(1)),
            run(
                if number.is_multiple_of(2) {
                    " on Saturday why the dues at "
                } else {
                    " twice on Sunday why the dues at "
                },
                None,
            ),
            run(&name(2), Some(2)),
            run(" are to double from the first of May.", None),
        ],
        vec![
            run("“", None),
            run(&name(2), Some(2)),
            run(" has waited long enough for this”, said ", None),
            run(&name(0), Some(0)),
            run(".", None),
        ],
        vec![run(
            ["Nobody answered.", "The council did not answer.", "An answer is expected in June."][number as usize % 3],
            None,
        )],
    ];
    let hit = hit(supply, number);
    ArticleView {
        article: hit.article,
        id: id.to_owned(),
        title: hit.title,
        source: hit.source,
        lang: hit.lang,
        paragraphs,
        n_hits: 1,
        entities,
        quotations: vec![Quoted { paragraph: 1, start: 1, end: 1 + n_letters, speaker: Some(0) }],
        ..(*sample::article()).clone()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn every_question_has_an_answer_of_its_kind_or_none_for_ever() {
        let questions = [
            Question::Info,
            Question::Search(Request::default()),
            Question::Article { id: "article-1".to_owned(), reading: newsprint_search::Reading::default() },
            Question::Cards { articles: vec![ArticleNumber(0)], ids: vec!["article-2".to_owned()] },
            Question::Entities { facet: Facet::Person, ids: vec!["ida-brook".to_owned()] },
        ];
        for question in &questions {
            assert_eq!(answer(Supply::Waiting, question), None);
            assert!(matches!(answer(Supply::Failing, question), Some(Err(Trouble::Unreachable { .. }))));
            for supply in [Supply::Nothing, Supply::One, Supply::Many, Supply::Hostile] {
                let found = answer(supply, question).expect("an answer").expect("no trouble");
                let is_of_kind = match question {
                    Question::Info => matches!(found, Answer::Info(_)),
                    Question::Search(_) => matches!(found, Answer::Search(_)),
                    Question::Article { .. } => matches!(found, Answer::Article(_)),
                    Question::Cards { .. } => matches!(found, Answer::Cards(_)),
                    _ => matches!(found, Answer::Entities(_)),
                };
                assert!(is_of_kind, "{supply:?} {question:?}");
            }
        }
    }

    #[test]
    fn quotations_are_what_stands_between_the_marks() {
        for supply in [Supply::One, Supply::Many, Supply::Hostile] {
            let article = article(supply, "article-0");
            let [by, _] = crate::supplement::quotes::quotes(&article, "ida-brook", "");
            assert!(by[0].words.ends_with("for this"), "{by:?}");
        }
    }
}
