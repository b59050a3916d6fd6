//! Why an article stands where it does in a list: which words it holds and where, how rare each is, what each adds.
//!
//! The engine explains nothing by itself here, for that would be in everybody's first download: it is asked for each word of the query alone, among the
//! articles like this one, and the score that it then tells is what the word adds.

mod plan;
mod shares;

use std::rc::Rc;

use newsprint_search::{ArticleView, Hit, Reading, Request, Results, Sort};
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
use plan::{N_ALIKE, Plan, plan};
use shares::{Alone, Places, Share, places, shares};

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

/// Points as they are shown, with two decimals.
fn points(lang: Language, score: f32) -> String {
    lang.degrees((score * 100.0 + 0.5) as i16)
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
    use_title(leaf, has_heading.then(|| said(key::WHY).to_owned()));
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
mod tests;
