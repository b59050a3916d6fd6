//! The versions of one story: when and by whom each was published, which is shown first and why, and what changed between two of them.

use std::rc::Rc;

use newsprint_search::{ArticleView, Hit, Reading};
use yew::prelude::*;

use super::asking::{Answers, use_answers};
use super::differences::{Change, Stretch, counts, differences};
use super::words::{key, said, say};
use super::{Leaf, heading, part, use_title};
use crate::components::{failed, marked_text, skeleton};
use crate::data::{Answer, Question};
use crate::hooks::use_memo;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::View;
use crate::words::Gap;

/// The page.
#[derive(Clone, PartialEq)]
pub struct VersionsPage(pub Leaf);

drawn_by!(VersionsPage, use_versions);

/// What a list shows of the articles asked about.
fn cards(answers: &Answers, nth: usize) -> Option<&[Hit]> {
    match answers.answer(nth)? {
        Answer::Cards(hits) => Some(hits),
        _ => None,
    }
}

/// The articles that have come, of questions for some.
fn articles(answers: &Answers) -> impl Iterator<Item = Option<&Rc<ArticleView>>> {
    (0..answers.each.len()).map(|nth| match answers.answer(nth) {
        Some(Answer::Article(article)) => article.as_ref().as_ref(),
        _ => None,
    })
}

/// The texts of an article's paragraphs.
fn paragraphs(article: &ArticleView) -> Vec<String> {
    let text = |runs: &Vec<newsprint_search::Run>| runs.iter().map(|run| run.text.as_str()).collect();
    article.paragraphs.iter().map(text).collect()
}

/// How many words an article has.
fn n_words(article: &ArticleView) -> u32 {
    paragraphs(article).iter().map(|text| text.split_whitespace().count() as u32).sum()
}

/// Which of the versions the address names, and which other one it is set against: that named beside it, or else the one to be shown first, or
/// else the next.
pub fn compared<'h>(hits: &'h [Hit], doc: &str, beside: &str) -> Option<(&'h Hit, &'h Hit)> {
    let own = hits.iter().find(|hit| hit.id == doc)?;
    let others = || hits.iter().filter(|hit| hit.id != own.id);
    let other = others().find(|hit| hit.id == beside).or_else(|| others().next())?;
    Some((own, other))
}

#[hook]
fn use_versions(props: &VersionsPage) -> Html {
    let VersionsPage(leaf) = props;
    let view = &leaf.route.view;
    let id = view.doc.clone().unwrap_or_default();
    let own = use_answers(&leaf.client, vec![Question::Cards { articles: Vec::new(), ids: vec![id.clone()] }]);
    let numbers = cards(&own, 0).and_then(|hits| hits.first()).map(|hit| hit.versions.clone());
    let is_alone = cards(&own, 0).is_some() && numbers.as_ref().is_none_or(Vec::is_empty);
    let asked = numbers.filter(|numbers| !numbers.is_empty());
    let question = asked.map(|articles| Question::Cards { articles, ids: Vec::new() });
    let all = use_answers(&leaf.client, question.into_iter().collect());
    let hits: Vec<Hit> = cards(&all, 0).unwrap_or_default().to_vec();
    let of = |hit: &Hit| Question::Article { id: hit.id.clone(), reading: Reading::default() };
    let texts = use_answers(&leaf.client, hits.iter().map(of).collect());
    let pair = compared(&hits, &id, &view.beside);
    let text_of = |hit: &Hit| articles(&texts).flatten().find(|article| article.id == hit.id).cloned();
    // From the older to the newer, where both days are known.
    let pair = pair.map(|(one, other)| {
        let is_older = |a: &Hit, b: &Hit| a.date.map(|it| it.earliest) < b.date.map(|it| it.earliest);
        if is_older(other, one) { (other, one) } else { (one, other) }
    });
    let both = pair.and_then(|(one, other)| Some((text_of(one)?, text_of(other)?)));
    let changed = use_memo(both.map(|(one, other)| (paragraphs(&one), paragraphs(&other))), |both| {
        both.as_ref().map(|(one, other)| differences(one, other))
    });
    use_title(leaf, (is_alone || !hits.is_empty()).then(|| said(key::VERSIONS).to_owned()));
    if let Some(trouble) = own.trouble().or(all.trouble()).or(texts.trouble()) {
        let retries = [own.retry.clone(), all.retry.clone(), texts.retry.clone()];
        let retry = Callback::from(move |()| retries.iter().for_each(|retry| retry.emit(())));
        return failed(leaf.lang, trouble, &retry);
    }
    if is_alone {
        let is_missing = cards(&own, 0).is_some_and(<[Hit]>::is_empty);
        return html! {
            <>
                { heading(html! { { said(key::VERSIONS) } }) }
                <p class="supplement__note">
                    { if is_missing { leaf.lang.words().no_such_article } else { said(key::VERSIONS_NONE) } }
                </p>
            </>
        };
    }
    let Some((one, other)) = pair else { return skeleton(leaf.lang, 4) };
    let n_all = hits.iter().map(|hit| hit.n_versions).max().unwrap_or_default();
    html! {
        <>
            { heading(html! { { said(key::VERSIONS) } }) }
            <div class="supplement__prose">
                <p>{ say(key::VERSIONS_COUNT, &[Gap::Number(n_all)]) }{ " " }{ said(key::VERSIONS_WHY) }</p>
                if n_all as usize > hits.len() {
                    <p>{ say(key::VERSIONS_SOME, &[Gap::Number(hits.len() as u32)]) }</p>
                }
            </div>
            { table(leaf, &hits, &texts, (one, other)) }
            { part("versions-changes", said(key::VERSIONS_CHANGES), html! {
                <>
                    <p class="supplement__note">{ say(key::VERSIONS_FROM_TO, &[Gap::Text(&told(leaf, one)), Gap::Text(&told(leaf, other))]) }</p>
                    { match &*changed {
                        Some(paragraphs) => changes(one, paragraphs),
                        None => skeleton(leaf.lang, 3),
                    } }
                </>
            }) }
        </>
    }
}

/// A version in few words: its day and its source.
fn told(leaf: &Leaf, hit: &Hit) -> String {
    let date = leaf.lang.date(hit.date);
    match &hit.source {
        Some(source) => [&date, leaf.lang.words().comma, source].concat(),
        None => date,
    }
}

/// All versions, the one to be shown first in front.
fn table(leaf: &Leaf, hits: &[Hit], texts: &Answers, (one, other): (&Hit, &Hit)) -> Html {
    let view = &leaf.route.view;
    let words = leaf.lang.words();
    let own = view.doc.as_deref().unwrap_or_default();
    html! {
        <div class="supplement__scroller" role="group" aria-labelledby={super::TITLE_ID} tabindex="0">
            <table class="supplement__table versions">
                <thead>
                    <tr>
                        <th scope="col">{ said(key::VERSIONS_HEADLINE) }</th>
                        <th scope="col">{ words.dates }</th>
                        <th scope="col">{ said(key::VERSIONS_SOURCE) }</th>
                        <th scope="col" class="supplement__number">{ said(key::VERSIONS_WORDS) }</th>
                        <th scope="col">{ said(key::VERSIONS_COMPARE) }</th>
                    </tr>
                </thead>
                <tbody>
                    { for hits.iter().enumerate().zip(articles(texts)).map(|((nth, hit), article)| {
                        let open = View { doc: Some(hit.id.clone()), ..view.list() };
                        let compare = View { beside: hit.id.clone(), ..view.clone() };
                        let is_chosen = hit.id == one.id || hit.id == other.id;
                        let lang = (hit.lang != "und").then(|| hit.lang.clone());
                        html! {
                            <tr>
                                <th scope="row">
                                    <a class="versions__headline" href={leaf.href(open)} dir="auto" {lang}>{ marked_text(&hit.title) }</a>
                                    if nth == 0 { <span class="versions__note">{ said(key::VERSIONS_FIRST) }</span> }
                                </th>
                                <td>{ leaf.lang.date(hit.date) }</td>
                                <td><bdi>{ hit.source.clone().unwrap_or_default() }</bdi></td>
                                <td class="supplement__number">
                                    { article.map_or_else(|| "…".to_owned(), |article| leaf.lang.number(n_words(article))) }
                                </td>
                                <td>
                                    if hit.id == own {
                                        { said(key::VERSIONS_THIS) }
                                    } else if is_chosen {
                                        { said(key::VERSIONS_COMPARED) }
                                    } else {
                                        <a href={leaf.href(compare)} aria-label={say(key::VERSIONS_COMPARE_WITH, &[Gap::Text(&told(leaf, hit))])}>{ said(key::VERSIONS_COMPARE) }</a>
                                    }
                                </td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// The second text, with what the first has otherwise.
fn changes(hit: &Hit, paragraphs: &[Vec<Stretch>]) -> Html {
    let (n_added, n_removed) = counts(paragraphs);
    let lang = (hit.lang != "und").then(|| hit.lang.clone());
    if n_added == 0 && n_removed == 0 {
        return html! { <p class="supplement__note">{ said(key::VERSIONS_SAME) }</p> };
    }
    html! {
        <>
            <p class="supplement__note" role="status">
                { say(key::VERSIONS_CHANGED, &[Gap::Number(n_added), Gap::Number(n_removed)]) }
            </p>
            <div class="versions__text" {lang}>
                { for paragraphs.iter().map(|stretches| html! {
                    <p dir="auto">{ for stretches.iter().map(|(change, text)| stretch(*change, text)) }</p>
                }) }
            </div>
        </>
    }
}

/// A stretch of words; what a reader sees by colour and line is also said.
fn stretch(change: Change, text: &str) -> Html {
    let text = text.to_owned();
    match change {
        Change::Kept => html! { <>{ text }{ " " }</> },
        Change::Added => html! {
            <><ins class="versions__added"><bdi class="visually-hidden">{ said(key::VERSIONS_ADDED) }{ " " }</bdi>{ text }</ins>{ " " }</>
        },
        Change::Removed => html! {
            <><del class="versions__removed"><bdi class="visually-hidden">{ said(key::VERSIONS_REMOVED) }{ " " }</bdi>{ text }</del>{ " " }</>
        },
    }
}

#[cfg(test)]
mod tests {
    use newsprint_model::ArticleNumber;

    use super::*;

    fn hit(id: &str) -> Hit {
        Hit {
            article: ArticleNumber(0),
            id: id.to_owned(),
            score: 0.0,
            title: Vec::new(),
            title_derived: false,
            date: None,
            source: None,
            byline: None,
            lang: "en".to_owned(),
            snippet: Vec::new(),
            entities: Vec::new(),
            n_versions: 3,
            versions: Vec::new(),
        }
    }

    #[test]
    fn an_article_is_set_against_the_version_asked_for_or_the_one_shown_first() {
        let hits = [hit("first"), hit("second"), hit("third")];
        for (doc, beside, expected) in [
            ("second", "", Some(("second", "first"))),
            ("second", "third", Some(("second", "third"))),
            ("second", "second", Some(("second", "first"))),
            ("second", "nonsense", Some(("second", "first"))),
            ("first", "", Some(("first", "second"))),
            ("nonsense", "", None),
        ] {
            let found = compared(&hits, doc, beside).map(|(one, other)| (one.id.as_str(), other.id.as_str()));
            assert_eq!(found, expected, "{doc} {beside}");
        }
        assert!(compared(&hits[..1], "first", "").is_none());
    }
}
