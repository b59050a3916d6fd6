//! What is drawn for pages beside the app says and shows what the app does, so that the one can take the other's place; and it needs no script.

use std::collections::BTreeSet;

use newsprint_app::components::article_view;
use newsprint_app::prerender::{self, Headings, Links};
use newsprint_app::words::Language;
use newsprint_model::{DateEvidence, DateRule, DateSpan, EntityKind, PublicationDate};
use newsprint_search::{ArticleView as Article, Bucket, EntityLabel, Histogram, Hit, Run};

use crate::article::view;
use crate::drawing::{draw, harmful, n_tags, tags, text};
use crate::sample::{HOSTILE, article, hit, plain};

/// The app's article, with nothing searched for.
fn of_the_app(lang: Language, article: &Article) -> String {
    draw(article_view(&view(lang, article.clone())))
}

/// Where the links of the pages lead.
fn links() -> Links<'static> {
    Links {
        article: &|id| format!("../article/{id}.html"),
        entity: &|label| format!("../entity/{}.html", label.id),
        app: "../",
    }
}

/// The page of the same article.
fn of_the_page(lang: Language, article: &Article) -> String {
    let further = [("../?doc=dues".to_owned(), "Search all articles".to_owned())];
    prerender::article(lang, article.clone(), links(), &further)
}

/// The page of the first whom an article names.
fn of_an_entity(lang: Language, article: &Article, newest: &[Hit]) -> String {
    let entity = &article.entities[0];
    let span = |span: &str| -> DateSpan { span.parse().expect("a span") };
    let bucket = |month, n_articles, n_possible| Bucket { span: span(month), n_articles, n_possible };
    let by_date =
        Histogram { buckets: vec![bucket("2024-02", 1, 0), bucket("2024-03", 0, 1)], n_undated: 1, n_uncertain: 1 };
    let mentions = prerender::mentions(article, &entity.label.id, &entity.label.name);
    let it = prerender::Entity {
        entity,
        dates: ["2023-01-02", "2024-03-09"].map(|date| Some(span(date))),
        by_date: &by_date,
        mentions: (&mentions, 1),
        newest,
        more: Some(&("../?person=ida-brook".to_owned(), "1 more article".to_owned())),
    };
    prerender::entity(lang, &it, links())
}

/// A hit of whose names, matches and other versions nothing is shown.
fn bare(hit: Hit) -> Hit {
    let unmatched = |runs: &[Run]| -> Vec<Run> { runs.iter().map(|run| Run { hit: None, ..run.clone() }).collect() };
    Hit { title: unmatched(&hit.title), snippet: unmatched(&hit.snippet), entities: Vec::new(), ..hit }
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
            let (app, page) = (reading(&of_the_app(lang, &state)), reading(&of_the_page(lang, &state)));
            assert_eq!(page, app, "state {nth} in {tag}");
            assert_eq!(app.paragraphs.len(), state.paragraphs.len(), "the paragraphs are found");
            assert!(app.said.iter().any(|(class, said)| *class == "article-view__headline" && said.len() == 1));
        }
    }
}

/// Everything that is drawn for pages, in a language.
fn pages(lang: Language, article: &Article, hit: Hit) -> Vec<String> {
    let labels: Vec<(EntityLabel, u32)> = article.entities.iter().map(|entity| (entity.label.clone(), 1_200)).collect();
    vec![
        of_the_page(lang, article),
        of_an_entity(lang, article, std::slice::from_ref(&hit)),
        prerender::results(lang, &[hit.clone(), Hit { id: "other".to_owned(), ..hit }], links(), Headings::Raised),
        prerender::names(lang, &labels, links()),
    ]
}

#[test]
fn nothing_on_a_page_waits_for_a_script() {
    for lang in Language::ALL {
        for html in pages(lang, &article(), hit()) {
            let elements: Vec<&str> = tags(&html, &[]).iter().filter_map(|tag| tag.split(' ').next()).collect();
            for control in ["button", "input", "select", "textarea", "form", "fieldset", "legend", "label"] {
                assert!(!elements.contains(&control), "{control}: {html}");
            }
            for said in ["aria-expanded", "aria-controls", "aria-pressed", "tabindex=\"-1\"", "role=\"status\""] {
                assert!(!html.contains(said), "{said}: {html}");
            }
            assert!(
                tags(&html, &["a "]).iter().all(|link| link.contains(" href=\".")
                    || link.contains(" href=\"#")
                    || link.contains(" href=\"http")
                    || link.contains(" href=\"geo:")),
                "{html}"
            );
            assert!(tags(&html, &["a>"]).is_empty() && !html.contains("href=\"\""), "{html}");
        }
    }
}

#[test]
fn every_name_leads_to_its_page() {
    let article = article();
    for html in [of_the_page(Language::En, &article), pages(Language::En, &article, hit()).remove(3)] {
        for entity in &article.entities {
            let href = format!("href=\"../entity/{}.html\"", entity.label.id);
            assert_eq!(n_tags(&html, &["a ", "entity-chip", &href]), 1, "{href} in {html}");
        }
    }
    let html = of_the_page(Language::En, &article);
    for (kind, id) in [("name--person", "ida-brook"), ("name--organisation", "council"), ("name--place", "port-ellery")]
    {
        assert_eq!(n_tags(&html, &["a ", kind, &format!("href=\"../entity/{id}.html\"")]), 1, "{html}");
    }
}

/// The ranks of the headings, in order.
fn ranks(html: &str) -> Vec<u32> {
    let headings = html.match_indices("<h").filter_map(|(at, _)| html[at + 2..].chars().next()?.to_digit(10));
    headings.collect()
}

#[test]
fn headings_begin_with_one_of_the_first_rank_and_leave_none_out() {
    assert_eq!(ranks(&of_the_page(Language::En, &article())), [1, 2]);
    assert_eq!(ranks(&of_an_entity(Language::En, &article(), &[hit(), hit()])), [1, 2, 2, 2, 2, 2, 3, 3]);
    for (headings, expected) in [(Headings::Raised, 2), (Headings::AsInApp, 3)] {
        assert_eq!(ranks(&prerender::results(Language::En, &[hit()], links(), headings)), [expected]);
    }
}

#[test]
fn ids_are_given_once_and_whatever_is_named_by_one_is_there() {
    for html in [of_the_page(Language::En, &article()), of_an_entity(Language::En, &article(), &[hit(), hit()])] {
        let ids: Vec<String> = tags(&html, &[" id=\""]).iter().filter_map(|tag| attribute(tag, "id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
        let named = tags(&html, &[" aria-labelledby=\""]);
        assert!(!named.is_empty());
        assert!(named.iter().filter_map(|tag| attribute(tag, "aria-labelledby")).all(|id| ids.contains(&id)), "{html}");
    }
    // The app finds its own headline, which has another id, while it stands beside the page.
    assert!(!of_the_page(Language::En, &article()).contains("article-headline"));
    assert_eq!(n_tags(&of_the_page(Language::En, &article()), &["p ", "id=\"para-2\""]), 1);
}

#[test]
fn somebodys_page_says_who_they_are_how_they_are_spelled_and_where_they_are_named() {
    for (lang, said) in [
        (
            Language::En,
            [
                "Person Ida Brook",
                "Named in 2 articles · first 2 January 2023, last 9 March 2024 35.05° S, 51.39° E Wikidata All 2 articles",
                "Brook 1 part of the full name that its article gives",
            ],
        ),
        (Language::Fa, ["شخص Ida Brook", "۹ مارس ۲۰۲۴ ۳۵٫۰۵", "Brook ۱"]),
        (Language::Ar, ["شخص Ida Brook", "٩ مارس ٢٠٢٤ ٣٥٫٠٥", "Brook ١"]),
    ] {
        let html = of_an_entity(lang, &article(), &[bare(hit())]);
        let seen = text(&html);
        for part in said.iter().chain(&["Council votes on harbour dues", "The harbour fee doubles …"]) {
            assert!(seen.contains(part), "{part} in {seen}");
        }
        assert_eq!(n_tags(&html, &["a ", "button", "href=\"#entity-articles\""]), 1, "at its head");
        assert_eq!(n_tags(&html, &["h2 ", "id=\"entity-articles\""]), 1);
        assert_eq!(n_tags(&html, &["a ", "href=\"../?person=ida-brook\""]), 1, "at the end of the list");
        assert_eq!(n_tags(&html, &["a ", "href=\"../entity/tane-orr.html\""]), 1);
        assert_eq!(n_tags(&html, &["a ", "href=\"../article/dues.html\""]), 2, "from what it says, and in the list");
    }
}

#[test]
fn somebodys_page_has_the_parts_of_the_apps_in_its_order() {
    let html = of_an_entity(Language::En, &article(), &[bare(hit())]);
    let seen = text(&html);
    let mut from = 0;
    for part in [
        "Ida Brook",
        "All 2 articles",
        "Dates 1 undated 1 of uncertain date",
        "The same as a table",
        "February 2024 1 0",
        "March 2024 0 1",
        "Mentions in context",
        "in 1 article of 2",
        "Spellings",
        "Articles",
    ] {
        let at = seen[from..].find(part);
        from += at.unwrap_or_else(|| panic!("{part}, after {from}, in {seen}"));
    }
    assert_eq!(elements(&html, "date-chart__bar").len(), 2, "a bar for each month");
    let rows = elements(&html, "concordance__row");
    let mentions = prerender::mentions(&article(), "ida-brook", "Ida Brook");
    assert!(!mentions.is_empty());
    assert_eq!(rows.len(), mentions.len());
    for ((_, row), mention) in rows.iter().zip(&mentions) {
        assert_eq!(text(elements(row, "concordance__name")[0].1), mention.name);
        assert_eq!(n_tags(row, &["a ", "href=\"../article/dues.html\""]), 1);
    }
    assert_eq!(n_tags(&html, &["a ", "href=\"../?person=ida-brook&amp;page=together\""]), 1);
}

#[test]
fn markup_in_the_corpus_stays_text_on_pages() {
    let mut article = article();
    article.title = vec![plain(HOSTILE)];
    article.paragraphs.push(vec![plain(HOSTILE), plain("\0")]);
    article.byline = Some(HOSTILE.to_owned());
    article.entities[0].label.name = HOSTILE.to_owned();
    let hit =
        Hit { title: vec![plain(HOSTILE)], source: Some(HOSTILE.to_owned()), id: "\" onload=\"x".to_owned(), ..hit() };
    for html in pages(Language::En, &article, hit) {
        assert_eq!(harmful(&html), Vec::<String>::new());
        assert!(text(&html).contains("<script>alert(1)</script>"), "{html}");
    }
    let html = of_the_page(Language::En, &article);
    assert!(!html.contains('\0') && html.contains('\u{fffd}'), "HTML has no NUL");
}
