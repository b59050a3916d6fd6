//! The page of an article beside the app says and shows what the app's own article does, so that the one can take the other's place.

use newsprint_app::components::article_view;
use newsprint_app::words::Language;
use newsprint_model::{DateEvidence, DateRule, EntityKind, Facts, PublicationDate};
use newsprint_search::{ArticleView as Article, EntityLabel, Run};
use newsprint_site::Files;
use newsprint_site::pages::{ArticlePage, Frame, Line, Name, Stretch};

use crate::article::view;
use crate::drawing::{draw, text};
use crate::sample::{HOSTILE, article, plain};

/// The app's article, with nothing searched for.
fn of_the_app(lang: Language, article: &Article) -> String {
    draw(article_view(&view(lang, article.clone())))
}

/// The page of the same article.
fn of_the_page(article: &Article) -> String {
    let shell = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">\
                 <title>The Harbour Post</title></head><body></body></html>";
    let app = Files::from([("index.html".to_owned(), shell.as_bytes().to_vec())]);
    let frame = Frame::of(&app, "The Harbour Post", None, "beside.css", "beside.js").expect("an app");
    let stretches = |runs: &[Run]| -> Vec<Stretch> {
        runs.iter().map(|run| Stretch { text: run.text.clone(), named: run.entity.map(|nth| nth as usize) }).collect()
    };
    let name = |label: &EntityLabel| Name {
        id: label.id.clone(),
        name: label.name.clone(),
        kind: label.kind,
        facts: Facts::default(),
        has_page: true,
    };
    let page = ArticlePage {
        line: Line {
            id: article.id.clone(),
            title: article.title.iter().map(|run| run.text.as_str()).collect(),
            title_derived: article.title_derived,
            date: article.date.as_ref().map(|date| date.span),
            source: article.source.clone(),
            byline: article.byline.clone(),
            lang: article.lang.clone(),
            lead: String::new(),
            url: article.url.clone(),
            tags: Vec::new(),
        },
        title: stretches(&article.title),
        date: article.date.clone(),
        paragraphs: article.paragraphs.iter().map(|runs| stretches(runs)).collect(),
        is_extract: article.is_extract,
        names: article.entities.iter().map(|entity| (name(&entity.label), entity.n_mentions)).collect(),
        around: Vec::new(),
    };
    frame.article(&page).1
}

/// The elements of a class: the start tag and what is in each, in order.
fn elements<'h>(html: &'h str, class: &str) -> Vec<(&'h str, &'h str)> {
    let mut found = Vec::new();
    for (at, _) in html.match_indices('<') {
        let Some((tag, inside)) = html[at + 1..].split_once('>') else { continue };
        let classes = tag.split_once("class=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(it, _)| it);
        if tag.starts_with('/') || !classes.split(' ').any(|it| it == class) {
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        // Elements of the same name may stand in it.
        let (mut depth, mut end) = (1, inside.len());
        for (at, _) in inside.match_indices('<') {
            let rest = &inside[at..];
            let opens = rest.strip_prefix(&open).is_some_and(|behind| behind.starts_with([' ', '>']));
            depth += i32::from(opens) - i32::from(rest.starts_with(&close));
            if depth == 0 {
                end = at;
                break;
            }
        }
        found.push((tag, &inside[..end]));
    }
    found
}

/// A name as it stands in a text, and its kind.
type Named = (String, String);

/// What a reader gets of an article, wherever it is drawn.
#[derive(Debug, PartialEq)]
struct Reading {
    /// The text of each of these, all elements of a class together.
    said: Vec<(&'static str, Vec<String>)>,
    /// Each paragraph: how its direction is told, its text, and the names in it with their kinds.
    paragraphs: Vec<(bool, String, Vec<Named>)>,
    /// The language that the headline and the text are told to be in.
    langs: Vec<Option<String>>,
    /// Where the publisher's original is.
    original: Option<String>,
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0.replace("&amp;", "&"))
}

fn reading(html: &str) -> Reading {
    let classes = [
        "article-view__headline",
        "article-view__date",
        "article-view__date--unknown",
        "article-view__meta",
        "article-view__derived",
        "article-view__original",
        "article-view__mark",
        "date-evidence__summary",
        "date-evidence__body",
        "date-evidence__passages",
        "entity-list__title",
        "entity-list__kinds",
        "entity-list__count",
    ];
    let texts = |class| elements(html, class).iter().map(|(_, inside)| text(inside)).collect();
    let names = |inside: &str| {
        let kind =
            |tag: &str| EntityKind::ALL.iter().map(kind_name).find(|kind| tag.contains(&format!("name--{kind}")));
        let named = elements(inside, "name").into_iter();
        named.map(|(tag, name)| (kind(tag).unwrap_or_default().to_owned(), text(name))).collect()
    };
    Reading {
        said: classes.map(|class| (class, texts(class))).to_vec(),
        paragraphs: elements(html, "article-text__paragraph")
            .iter()
            .map(|(tag, inside)| (tag.contains("dir=\"auto\""), text(inside), names(inside)))
            .collect(),
        langs: ["article-view__head", "article-view__body"]
            .map(|class| elements(html, class).first().and_then(|(tag, _)| attribute(tag, "lang")))
            .to_vec(),
        original: elements(html, "article-view__original").first().and_then(|(tag, _)| attribute(tag, "href")),
    }
}

fn kind_name(kind: &EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
    }
}

#[test]
fn the_page_says_what_the_app_says_in_each_language_and_state() {
    // Nothing was searched for, so nothing is a match.
    let unmatched = |runs: &[Run]| -> Vec<Run> { runs.iter().map(|run| Run { hit: None, ..run.clone() }).collect() };
    let whole = article();
    let whole = Article {
        title: unmatched(&whole.title),
        paragraphs: whole.paragraphs.iter().map(|runs| unmatched(runs)).collect(),
        n_hits: 0,
        ..whole
    };
    let bounded = PublicationDate {
        span: "2024-03-01/2024-03-09".parse().expect("a span"),
        evidence: DateEvidence { rule: DateRule::Bounds, passages: Vec::new(), reason: "Not later.".to_owned() },
    };
    let spans = [
        "2024-03-09",
        "2024-03",
        "2024",
        "2024-03-01/2024-03-09",
        "2024-02-27/2024-03-09",
        "2023-12-30/2024-01-02",
        "2024-02/2024-03",
        "2023-11/2024-03",
        "2022/2024",
        "0001-01-01/2024-03-09",
        "2024-03-09/9999-12-31",
    ];
    let dated = spans.iter().map(|span| {
        let date = PublicationDate { span: span.parse().expect("a span"), evidence: bounded.evidence.clone() };
        Article { date: Some(date), ..whole.clone() }
    });
    let dated: Vec<Article> = dated.collect();
    let states = [
        whole.clone(),
        Article { date: None, byline: None, source: None, url: None, ..whole.clone() },
        Article { date: Some(bounded), title_derived: true, is_extract: true, ..whole.clone() },
        Article {
            title: vec![plain(HOSTILE)],
            byline: Some(HOSTILE.to_owned()),
            url: Some("javascript:alert(1)".to_owned()),
            ..whole.clone()
        },
        Article { entities: Vec::new(), paragraphs: vec![vec![plain("No names & no marks.")]], ..whole.clone() },
        Article { url: Some("https://harbour.example/dues?a=1&b=2".to_owned()), ..whole },
    ];
    for (lang, tag) in [(Language::En, "en"), (Language::Fa, "fa"), (Language::Ar, "ar")] {
        for (nth, state) in states.iter().chain(&dated).enumerate() {
            let state = Article { lang: tag.to_owned(), ..state.clone() };
            let (app, page) = (reading(&of_the_app(lang, &state)), reading(&of_the_page(&state)));
            assert_eq!(page, app, "state {nth} in {tag}");
            assert_eq!(app.paragraphs.len(), state.paragraphs.len(), "the paragraphs are found");
            assert!(app.said.iter().any(|(class, said)| *class == "article-view__headline" && said.len() == 1));
        }
    }
}
