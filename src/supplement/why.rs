//! Why an article stands where it does in a list: which words it holds and where, how rare each is, what each adds.
//!
//! The engine explains nothing by itself here, for that would be in everybody's first download: it is asked for each word of the query alone, among the
//! articles like this one, and the score that it then tells is what the word adds.

use std::rc::Rc;

use newsprint_search::{ArticleView, Choice, DateFilter, Facet, Filters, Hit, Reading, Request, Results, Run, Sort};
use yew::prelude::*;

use super::asking::{Answers, use_answers};
use super::query_parts::{MAX_PARTS, QueryPart, query_parts};
use super::words::{key, said, say};
use super::{Leaf, heading, part, use_title};
use crate::components::{failed, marked_text, skeleton};
use crate::data::{Answer, Question};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::View;
use crate::words::{Gap, Language};

/// The page.
#[derive(Clone, PartialEq)]
pub struct WhyPage {
    /// What it works with.
    pub leaf: Leaf,
    /// How many articles the collection has.
    pub n_articles: u32,
}

drawn_by!(WhyPage, use_why);

/// How much of the list is looked at: those that words near each other put in order.
const N_FIRST: u32 = 20;
/// How many of the articles like this one are looked at for it.
const N_ALIKE: u32 = 40;
/// Words up to this long may be little ones, which do not count beside others.
const LITTLE: usize = 6;
/// The most forms of a word that are shown.
const N_FORMS: usize = 6;

/// Where the matches of a part stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// In the headline, where it is the article's own.
    pub n_headline: u32,
    /// In the first paragraph.
    pub n_first: u32,
    /// In those after it.
    pub n_further: u32,
    /// The words as they stand there, different ones, at most six.
    pub forms: Vec<String>,
}

/// Where the matches of an article stand, as it is marked.
pub fn places(article: &ArticleView) -> Places {
    let mut found = Places::default();
    if !article.title_derived {
        found.n_headline = count(&article.title, &mut found.forms);
    }
    for (nth, paragraph) in article.paragraphs.iter().enumerate() {
        let n = count(paragraph, &mut found.forms);
        *(if nth == 0 { &mut found.n_first } else { &mut found.n_further }) += n;
    }
    found
}

/// How many matches stand in a text; one that a name begins within is several runs.
fn count(runs: &[Run], forms: &mut Vec<String>) -> u32 {
    let mut n = 0;
    for hits in runs.chunk_by(|one, next| one.hit == next.hit).filter(|runs| runs[0].hit.is_some()) {
        n += 1;
        let form: String = hits.iter().map(|run| run.text.as_str()).collect();
        let small = form.to_lowercase();
        if forms.len() < N_FORMS && forms.iter().all(|other| other.to_lowercase() != small) {
            forms.push(form);
        }
    }
    n
}

/// What a part adds to the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Share {
    /// Points, in nats.
    Points(f32),
    /// None: a little word beside others.
    Little,
    /// None: it only says which articles are wanted.
    Condition,
    /// Nobody knows yet, or can tell.
    Unknown,
}

/// What was found of a part alone, among articles like this one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Alone {
    /// The article's score for the part alone; `None` when it was not found.
    pub score: Option<f32>,
    /// Its score for the query without the part, where that was asked.
    pub without: Option<f32>,
}

/// What each part adds, and what is left for words near each other.
///
/// * `whole`: the article's score for the query among articles like it; `listed`: the one in the list, where it is among the first.
pub fn shares(parts: &[QueryPart], alone: &[Alone], whole: Option<f32>, listed: Option<f32>) -> (Vec<Share>, f32) {
    let shares: Vec<Share> = parts
        .iter()
        .zip(alone)
        .map(|(part, alone)| {
            if part.is_condition {
                return Share::Condition;
            }
            let Some(score) = alone.score else { return Share::Unknown };
            // What a query asks for several times counts ever less with each.
            let n = part.n_times as f32;
            let score = score * 9.0 * n / (n + 8.0);
            match alone.without.zip(whole) {
                Some((without, whole)) if score > 0.0 && whole - without < score / 2.0 => Share::Little,
                _ => Share::Points(score),
            }
        })
        .collect();
    let sum: f32 = shares.iter().map(|share| if let Share::Points(points) = share { *points } else { 0.0 }).sum();
    let is_all = shares.iter().all(|share| *share != Share::Unknown);
    let near = listed.filter(|_| is_all && parts.len() < MAX_PARTS).map_or(0.0, |listed| listed - sum);
    // Less than what is shown is what rounding leaves.
    (shares, if near < 0.005 { 0.0 } else { near })
}

/// What narrows a search to articles like one: its day, its source, and whom few others name.
pub fn alike(article: &ArticleView) -> Filters {
    let mut choices: Vec<Choice> = Vec::new();
    let rarest = article.entities.iter().min_by_key(|entity| entity.n_articles);
    let of = |facet, value: &str| Choice { facet, value: value.to_owned(), exclude: false };
    choices.extend(rarest.map(|entity| of(Facet::of(entity.label.kind), &entity.label.id)));
    choices.extend(article.source.iter().map(|source| of(Facet::Source, source)));
    let date = article.date.as_ref().map_or(DateFilter::Undated, |date| DateFilter::Within(date.span));
    Filters { choices, date: Some(date) }
}

/// Points as they are shown, with two decimals.
fn points(lang: Language, score: f32) -> String {
    lang.degrees((score * 100.0 + 0.5) as i16)
}

/// The questions about the parts, and where the answers for each will stand.
#[derive(Default)]
struct Plan {
    questions: Vec<Question>,
    /// For each part: its score alone, how many articles hold it, the article marked; and without it.
    of_part: Vec<[Option<usize>; 4]>,
    /// The whole query among articles like this one.
    whole: usize,
}

/// What is to be asked about the parts of a query.
fn plan(view: &View, article: &ArticleView, list: &Results, parts: &[QueryPart]) -> Plan {
    let mut plan = Plan::default();
    let filters = alike(article);
    let n_chars = view.query.chars().count() as u32;
    let alone = |query: String, is_exact: bool, typing: bool| Request {
        query,
        typing,
        filters: filters.clone(),
        sort: Sort::Relevance,
        offset: 0,
        limit: N_ALIKE,
        exact: is_exact,
        ..view.request()
    };
    let mut ask = |question: Question| {
        plan.questions.push(question);
        plan.questions.len() - 1
    };
    plan.whole = ask(Question::Search(alone(view.query.clone(), view.exact, view.request().typing)));
    let n_words = parts.iter().filter(|part| !part.is_condition).count();
    for part in parts {
        if part.is_condition {
            plan.of_part.push([None; 4]);
            continue;
        }
        let is_corrected = list.corrections.iter().any(|it| it.start < part.end && part.start < it.end);
        let typing = view.request().typing && part.end == n_chars;
        let request = alone(part.text.clone(), view.exact || !is_corrected, typing);
        let everywhere = Request { filters: Filters::default(), limit: 0, ..request.clone() };
        let reading = request.reading();
        let is_short = part.text.chars().count() <= LITTLE && part.text.chars().all(char::is_alphabetic);
        let without = (is_short && n_words > 1).then(|| {
            let kept = |at: &(usize, char)| (at.0 as u32) < part.start || at.0 as u32 >= part.end;
            view.query.chars().enumerate().filter(kept).map(|(_, c)| c).collect::<String>()
        });
        plan.of_part.push([
            Some(ask(Question::Search(request))),
            Some(ask(Question::Search(everywhere))),
            Some(ask(Question::Article { id: article.id.clone(), reading })),
            without.map(|query| ask(Question::Search(alone(query, view.exact, false)))),
        ]);
    }
    plan
}

/// The results that answer a question.
fn results(answers: &Answers, nth: Option<usize>) -> Option<&Rc<Results>> {
    match answers.answer(nth?)? {
        Answer::Search(results) => Some(results),
        _ => None,
    }
}

/// An article that answers a question; `None` inside when there is none of its id.
fn opened(answers: &Answers, nth: Option<usize>) -> Option<Option<&Rc<ArticleView>>> {
    match answers.answer(nth?)? {
        Answer::Article(article) => Some(article.as_ref().as_ref()),
        _ => None,
    }
}

/// An article's score among some hits.
fn score_of(results: &Results, id: &str) -> Option<f32> {
    results.hits.iter().find(|hit| hit.id == id).map(|hit| hit.score)
}

#[hook]
fn use_why(props: &WhyPage) -> Html {
    let WhyPage { leaf, n_articles } = props;
    let view = &leaf.route.view;
    let words = leaf.lang.words();
    let id = view.doc.clone().unwrap_or_default();
    let list = View { page: 0, ..view.list() };
    let first = Request { limit: N_FIRST, with_meant: true, ..list.request() };
    let outer = use_answers(
        &leaf.client,
        vec![Question::Search(first), Question::Article { id: id.clone(), reading: Reading::default() }],
    );
    let (listed, article) = (results(&outer, Some(0)).cloned(), opened(&outer, Some(1)));
    let is_missing = article == Some(None);
    let article = article.flatten().cloned();
    let parts = listed.as_ref().map(|list| query_parts(&view.query, &list.names)).unwrap_or_default();
    let plan = match (&listed, &article) {
        (Some(list), Some(article)) if !parts.is_empty() => plan(view, article, list, &parts),
        _ => Plan::default(),
    };
    let inner = use_answers(&leaf.client, plan.questions.clone());
    // Not before the heading stands, which it gives the focus to.
    let has_heading = is_missing || listed.is_some() && article.is_some();
    use_title(has_heading.then(|| said(key::WHY).to_owned()));
    if let Some(trouble) = outer.trouble().or(inner.trouble()) {
        let (one, other) = (outer.retry.clone(), inner.retry.clone());
        let retry = Callback::from(move |()| {
            one.emit(());
            other.emit(());
        });
        return failed(leaf.lang, trouble, &retry);
    }
    let (Some(listed), Some(article)) = (listed, article) else {
        return if is_missing {
            html! {
                <>
                    { heading(html! { { said(key::WHY) } }) }
                    <p class="supplement__note">{ words.no_such_article }</p>
                </>
            }
        } else {
            skeleton(leaf.lang, 4)
        };
    };
    let place = listed.hits.iter().position(|hit| hit.id == id);
    let whole = results(&inner, Some(plan.whole)).and_then(|it| score_of(it, &id));
    let score = place.map(|nth| listed.hits[nth].score);
    let alone: Vec<Alone> = plan
        .of_part
        .iter()
        .map(|of| Alone {
            // Where the article is not among them, it does not hold the part: they are all that are like it.
            score: results(&inner, of[0])
                .and_then(|it| score_of(it, &id).or((it.n_hits.saturating_add(it.n_others) <= N_ALIKE).then_some(0.0))),
            without: results(&inner, of[3]).and_then(|it| score_of(it, &id)),
        })
        .collect();
    let (shares, near) = shares(&parts, &alone, whole, score);
    let open = View { doc: Some(id.clone()), ..list.clone() };
    let lang = (article.lang != "und").then(|| article.lang.clone());
    html! {
        <>
            { heading(html! { { said(key::WHY) } }) }
            <p class="supplement__lead" dir="auto" {lang}><a href={leaf.href(open)}>{ marked_text(&article.title) }</a></p>
            { its_place(leaf, &list, &listed, place, inner.is_whole() && whole.is_none()) }
            if !parts.is_empty() {
                { part("why-words", said(key::WHY_WORDS), html! {
                    <>
                        <div class="supplement__scroller" role="group" aria-labelledby="why-words" tabindex="0">
                            <table class="supplement__table why__table">
                                <thead>
                                    <tr>
                                        <th scope="col">{ said(key::WHY_WORD) }</th>
                                        <th scope="col" class="supplement__number">{ said(key::WHY_ADDS) }</th>
                                        <th scope="col">{ said(key::WHY_WHERE) }</th>
                                        <th scope="col">{ said(key::WHY_RARITY) }</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    { for parts.iter().enumerate().map(|(nth, part)| {
                                        let of = plan.of_part.get(nth).copied().unwrap_or_default();
                                        row(leaf.lang, &Row {
                                            part,
                                            list: &listed,
                                            n_articles: *n_articles,
                                            n_holding: results(&inner, of[1]).map(|it| it.n_hits),
                                            places: opened(&inner, of[2]).flatten().map(|it| places(it)),
                                            share: shares.get(nth).copied().unwrap_or(Share::Unknown),
                                            most: most(&shares, near),
                                        })
                                    }) }
                                    if near > 0.0 {
                                        <tr>
                                            <th scope="row">{ said(key::WHY_NEARNESS) }</th>
                                            <td class="supplement__number">{ points(leaf.lang, near) }{ bar(near, most(&shares, near)) }</td>
                                            <td colspan="2"><span class="why__note">{ said(key::WHY_NEARNESS_HINT) }</span></td>
                                        </tr>
                                    }
                                </tbody>
                                if let Some(score) = score {
                                    <tfoot>
                                        <tr>
                                            <th scope="row">{ said(key::WHY_TOTAL) }</th>
                                            <td class="supplement__number">{ points(leaf.lang, score) }</td>
                                            <td colspan="2"></td>
                                        </tr>
                                    </tfoot>
                                }
                            </table>
                        </div>
                        if parts.len() == MAX_PARTS {
                            <p class="supplement__note">{ say(key::WHY_FIRST_PARTS, &[Gap::Number(MAX_PARTS as u32)]) }</p>
                        }
                    </>
                }) }
                { part("why-how", said(key::WHY_HOW), html! {
                    <div class="supplement__prose">
                        { for (key::WHY_HOW_1..=key::WHY_HOW_4).map(|sentence| html! { <p>{ said(sentence) }</p> }) }
                    </div>
                }) }
            }
        </>
    }
}

/// The greatest number of points that is shown as a bar.
fn most(shares: &[Share], near: f32) -> f32 {
    shares.iter().fold(near, |most, share| if let Share::Points(points) = share { most.max(*points) } else { most })
}

/// Where the article stands, and who stands around it.
fn its_place(leaf: &Leaf, list: &View, listed: &Results, place: Option<usize>, answers_not: bool) -> Html {
    let has_words = !list.query.trim().is_empty();
    let is_by_score = has_words && list.sort == Sort::Relevance;
    let n_hits = Gap::Number(listed.n_hits);
    let sentence = match place {
        Some(nth) if nth as u32 >= listed.n_hits => say(key::WHY_NEAR, &[n_hits]),
        Some(nth) => say(key::WHY_PLACE, &[Gap::Number(nth as u32 + 1), n_hits]),
        None if has_words && answers_not => said(key::WHY_NO_ANSWER).to_owned(),
        None => say(key::WHY_FAR, &[Gap::Number(N_FIRST), n_hits]),
    };
    let order = match (has_words, is_by_score) {
        (_, true) => said(key::WHY_BEST_FIRST),
        (true, false) => said(key::WHY_BY_DATE),
        (false, _) => said(key::WHY_NO_WORDS),
    };
    // Itself, and one on either side.
    let around = place.map(|nth| (nth.saturating_sub(1)..(nth + 2).min(listed.hits.len()), nth));
    html! {
        <>
            <div class="supplement__prose">
                <p>{ sentence }{ " " }{ order }</p>
            </div>
            if let Some((around, own)) = around.filter(|(around, _)| around.len() > 1) {
                { part("why-around", said(key::WHY_AROUND), html! {
                    <ol class="ranked why__around">
                        { for around.map(|nth| neighbour(leaf, list, &listed.hits[nth], nth, nth == own)) }
                    </ol>
                }) }
            }
        </>
    }
}

/// A line of the list: its number, headline, and points or date.
fn neighbour(leaf: &Leaf, list: &View, hit: &Hit, nth: usize, is_own: bool) -> Html {
    let to = if is_own {
        View { doc: Some(hit.id.clone()), ..list.clone() }
    } else {
        View { leaf: Some("why"), doc: Some(hit.id.clone()), ..list.clone() }
    };
    let is_by_score = !list.query.trim().is_empty() && list.sort == Sort::Relevance;
    let amount = if is_by_score {
        say(key::WHY_POINTS, &[Gap::Text(&points(leaf.lang, hit.score))])
    } else {
        leaf.lang.date(hit.date)
    };
    let lang = (hit.lang != "und").then(|| hit.lang.clone());
    html! {
        <li class="ranked__row">
            <span class="why__number">{ leaf.lang.number(nth as u32 + 1) }</span>
            <a class="why__headline" href={leaf.href(to)} dir="auto" {lang} aria-current={is_own.then_some("true")}>{ marked_text(&hit.title) }</a>
            <span class="ranked__count">{ amount }</span>
        </li>
    }
}

/// What a row of the table shows.
struct Row<'a> {
    part: &'a QueryPart,
    list: &'a Results,
    n_articles: u32,
    n_holding: Option<u32>,
    places: Option<Places>,
    share: Share,
    most: f32,
}

/// A row of the table: the part, where it stands, how rare it is, what it adds.
fn row(lang: Language, row: &Row<'_>) -> Html {
    let words = lang.words();
    let Row { part, list, share, .. } = row;
    let overlaps = |start: u32, end: u32| start < part.end && part.start < end;
    let mut notes: Vec<String> = Vec::new();
    for it in list.corrections.iter().filter(|it| overlaps(it.start, it.end)) {
        notes.push(say(key::WHY_READ_AS, &[Gap::Text(&it.shown)]));
    }
    for it in list.names.iter().filter(|it| overlaps(it.start, it.end)) {
        notes.push(say(key::WHY_ANY_SPELLING, &[Gap::Text(&it.label.name)]));
    }
    if part.n_times > 1 {
        notes.push(say(key::WHY_ASKED, &[Gap::Number(part.n_times)]));
    }
    match share {
        Share::Little => notes.push(said(key::WHY_LITTLE).to_owned()),
        Share::Condition => notes.push(said(key::WHY_CONDITION).to_owned()),
        Share::Points(_) | Share::Unknown => {}
    }
    let standing = row.places.as_ref().map(|places| {
        let times = [
            (key::WHY_IN_HEADLINE, places.n_headline),
            (key::WHY_IN_FIRST, places.n_first),
            (key::WHY_IN_REST, places.n_further),
        ];
        let said_of = |(sentence, n): (usize, u32)| (n > 0).then(|| say(sentence, &[Gap::Number(n)]));
        let all: Vec<String> = times.into_iter().filter_map(said_of).collect();
        match (all.is_empty(), share) {
            (false, _) => all.join(words.comma),
            (true, Share::Points(points)) if *points > 0.0 => said(key::WHY_NOT_SPELT).to_owned(),
            (true, _) => said(key::WHY_NOT_IN_IT).to_owned(),
        }
    });
    let forms = row.places.as_ref().map(|places| places.forms.join(words.comma)).filter(|forms| !forms.is_empty());
    html! {
        <tr>
            <th scope="row">
                <bdi class="why__part">{ part.text.clone() }</bdi>
                { for notes.into_iter().map(|note| html! { <span class="why__note">{ note }</span> }) }
            </th>
            <td class="supplement__number">
                { match share {
                    Share::Points(score) => html! { <>{ points(lang, *score) }{ bar(*score, row.most) }</> },
                    Share::Little | Share::Condition => html! { { "–" } },
                    Share::Unknown => html! { { "…" } },
                } }
            </td>
            <td>
                if let Some(standing) = standing { { standing } }
                if let Some(forms) = forms { <bdi class="why__note">{ forms }</bdi> }
            </td>
            <td>
                if let Some(n) = row.n_holding {
                    { say(key::WHY_IN_ARTICLES, &[Gap::Number(n), Gap::Number(row.n_articles)]) }
                }
            </td>
        </tr>
    }
}

/// A bar as long as points are of the most.
fn bar(points: f32, most: f32) -> Html {
    let width = if most > 0.0 { (points / most * 100.0) as u32 } else { 0 };
    html! {
        <svg class="why__drawing" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="why__amount" width={width.to_string()} height="1" />
        </svg>
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use futures::executor::block_on;
    use newsprint_edition::PackedStore;
    use newsprint_search::Engine;

    use super::*;

    fn run(text: &str, hit: Option<u32>) -> Run {
        Run { text: text.to_owned(), hit, entity: None }
    }

    fn article(title: Vec<Run>, paragraphs: Vec<Vec<Run>>, title_derived: bool) -> ArticleView {
        ArticleView {
            article: newsprint_model::ArticleNumber(0),
            id: "a".to_owned(),
            title,
            title_derived,
            date: None,
            byline: None,
            source: None,
            url: None,
            lang: "en".to_owned(),
            paragraphs,
            n_hits: 0,
            is_extract: false,
            quotations: Vec::new(),
            entities: Vec::new(),
        }
    }

    #[test]
    fn matches_are_counted_where_they_stand() {
        let title = vec![run("The ", None), run("Strike", Some(0))];
        let first = vec![
            run("A ", None),
            run("str", Some(1)),
            run("ike", Some(1)),
            run(" and ", None),
            run("strikes", Some(2)),
        ];
        let second = vec![run("Striking", Some(3)), run("STRIKE", Some(4))];
        let forms = vec!["Strike".to_owned(), "strikes".to_owned(), "Striking".to_owned()];
        for (is_derived, n_headline, forms) in [
            (false, 1, forms.clone()),
            (true, 0, vec!["strike".to_owned(), "strikes".to_owned(), "Striking".to_owned()]),
        ] {
            let found = places(&article(title.clone(), vec![first.clone(), second.clone()], is_derived));
            assert_eq!(found, Places { n_headline, n_first: 2, n_further: 2, forms });
        }
        assert_eq!(places(&article(vec![], vec![], false)), Places::default());
    }

    #[test]
    fn what_each_part_adds_and_what_is_left_for_nearness() {
        let parts = query_parts("oil the sanctions sanctions date:2023", &[]);
        let alone = [
            Alone { score: Some(2.0), without: Some(4.5) },
            Alone { score: Some(0.25), without: Some(6.5) },
            Alone { score: Some(1.0), without: None },
            Alone::default(),
        ];
        let twice = 9.0 * 2.0 / 10.0;
        let (found, near) = shares(&parts, &alone, Some(6.5), Some(4.25));
        assert_eq!(found, [Share::Points(2.0), Share::Little, Share::Points(twice), Share::Condition]);
        assert!((near - 0.45).abs() < 1e-6, "{near}");
        for (listed, score) in [(None, Some(2.0)), (Some(2.0 + twice + 0.001), Some(2.0)), (Some(9.0), None)] {
            let alone = [Alone { score, without: None }, alone[1], alone[2], alone[3]];
            assert_eq!(shares(&parts, &alone, Some(6.5), listed).1, 0.0, "{listed:?} {score:?}");
        }
    }

    #[test]
    fn points_have_two_decimals_in_the_languages_digits() {
        for (score, en, fa) in [(0.0, "0.00", "۰٫۰۰"), (7.256, "7.26", "۷٫۲۶"), (1e9, "327.67", "۳۲۷٫۶۷")]
        {
            assert_eq!(points(Language::En, score), en);
            assert_eq!(points(Language::Fa, score), fa);
        }
    }

    #[cfg(feature = "embedded")]
    #[test]
    fn what_is_told_is_what_the_engine_reckons() {
        static EDITION: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/edition.pack"));
        let engine = block_on(Engine::open(PackedStore::new(EDITION).expect("an edition"))).expect("an edition");
        let mut n_told = 0;
        for query in [
            "Israel ",
            "Gaza Israel ",
            "the state of Israel ",
            "two state solution person:shariatmadari",
            "\"two state\" OR helicopter ",
            "Houthis Houthis ship -whale ",
            "Khamene",
        ] {
            let view = View { query: query.to_owned(), ..View::default() };
            let first = Request { limit: N_FIRST, with_meant: true, ..view.request() };
            let list = block_on(engine.search(&first)).expect("an answer");
            let parts = query_parts(query, &list.names);
            for hit in list.hits.iter().take(list.n_hits as usize) {
                let article = block_on(engine.article(&hit.id, &Reading::default())).expect("an answer").expect("it");
                let plan = plan(&view, &article, &list, &parts);
                let score = |nth: Option<usize>| match &plan.questions[nth?] {
                    Question::Search(request) => {
                        score_of(&block_on(engine.search(request)).expect("an answer"), &hit.id)
                    }
                    _ => None,
                };
                let alone: Vec<Alone> = plan
                    .of_part
                    .iter()
                    .map(|of| Alone { score: score(of[0]).or(Some(0.0)), without: score(of[3]) })
                    .collect();
                let (shares, near) = shares(&parts, &alone, score(Some(plan.whole)), Some(hit.score));
                let engines = block_on(engine.explain(&first, hit.article)).expect("an answer");
                // Of neighbours that an article also writes as one word each counts for more: that is told with their nearness.
                let has_compounds = query.starts_with("two");
                let sum: f32 = shares.iter().map(|it| if let Share::Points(points) = it { *points } else { 0.0 }).sum();
                assert!((sum + near - engines.score).abs() < 0.01, "{query}: {} {shares:?} {engines:?}", hit.id);
                assert!(has_compounds || (near - engines.nearness).abs() < 0.01, "{query}: {near} {engines:?}");
                let told: Vec<f32> = shares
                    .iter()
                    .filter_map(|it| if let Share::Points(points) = it { Some(*points) } else { None })
                    .collect();
                let of_part = |part: &&QueryPart| -> f32 {
                    let is_it = |typed: &str| part.text.trim_matches('"').eq_ignore_ascii_case(typed);
                    engines
                        .leaves
                        .iter()
                        .filter(|leaf| leaf.is_scored && is_it(&leaf.typed))
                        .map(|leaf| leaf.score)
                        .sum()
                };
                let is_told = |nth: &usize| matches!(shares[*nth], Share::Points(_));
                let reckoned: Vec<f32> = (0..parts.len()).filter(is_told).map(|nth| of_part(&&parts[nth])).collect();
                for (told, reckoned) in told.into_iter().zip(reckoned) {
                    let is_right =
                        if has_compounds { told < reckoned + 0.001 } else { (told - reckoned).abs() < 0.001 };
                    assert!(is_right, "{query}: {} {shares:?} {engines:?}", hit.id);
                    n_told += 1;
                }
            }
        }
        assert!(n_told > 20, "{n_told}");
    }
}
