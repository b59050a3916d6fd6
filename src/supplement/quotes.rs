//! What somebody said, and what was said about them, in quotation marks, by the articles that name them.

use newsprint_search::{ArticleView, Reading, Request, Sort};
use yew::prelude::*;

use super::asking::use_answers;
use super::words::{key, said, say};
use super::{Leaf, part};
use crate::data::{Answer, Question};
use crate::hooks::use_results;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::state::View;
use crate::words::Gap;

/// How many articles are read for quotations: the newest.
const N_READ: u32 = 20;
/// How many quotations are shown of each kind.
const N_SHOWN: usize = 8;

/// Words in quotation marks, and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub words: String,
    /// The paragraph, from 1.
    pub paragraph: u32,
    /// Who said them, where the text tells.
    pub speaker: Option<String>,
}

/// The words that an article has somebody say, and those of others (or of nobody that it tells) that name them.
pub fn quotes(article: &ArticleView, id: &str, name: &str) -> [Vec<Quote>; 2] {
    let entities = &article.entities;
    let own = entities.iter().position(|it| it.label.id == id);
    let own = own.or_else(|| entities.iter().position(|it| it.label.name == name));
    let [mut by, mut about] = [Vec::new(), Vec::new()];
    let Some(own) = own.map(|own| own as u32) else { return [by, about] };
    for quoted in &article.quotations {
        let Some(runs) = article.paragraphs.get(quoted.paragraph as usize) else { continue };
        let (mut at, mut words, mut names_own) = (0, String::new(), false);
        for run in runs {
            let n_letters = run.text.chars().count() as u32;
            let (start, end) = (quoted.start.max(at), quoted.end.min(at.saturating_add(n_letters)));
            if start < end {
                words.extend(run.text.chars().skip((start - at) as usize).take((end - start) as usize));
                names_own |= run.entity == Some(own);
            }
            at = at.saturating_add(n_letters);
        }
        if words.trim().is_empty() {
            continue;
        }
        let speaker = quoted.speaker.and_then(|nth| entities.get(nth as usize)).map(|it| it.label.name.clone());
        let quote = Quote { words, paragraph: quoted.paragraph.saturating_add(1), speaker };
        if quoted.speaker == Some(own) {
            by.push(quote);
        } else if names_own {
            about.push(quote);
        }
    }
    [by, about]
}

/// The parts of somebody's page.
#[derive(Clone, PartialEq)]
pub struct Quotes {
    /// What it works with.
    pub leaf: Leaf,
    /// The list of the articles with the entity.
    pub list: View,
    /// The entity's id and name.
    pub entity: (String, String),
}

drawn_by!(Quotes, use_quotes);

#[hook]
fn use_quotes(props: &Quotes) -> Html {
    let Quotes { leaf, list, entity } = props;
    let request = Request { sort: Sort::Newest, offset: 0, limit: N_READ, ..list.request() };
    let hits = use_results(&leaf.client, request, true);
    let of = |id: String| Question::Article { id, reading: Reading::default() };
    let questions = hits.now.ready().iter().flat_map(|it| &it.hits).map(|hit| of(hit.id.clone())).collect();
    // Who is quoted is a courtesy: of an article that does not come nothing is said here.
    let answers = use_answers(&leaf.client, questions);
    let articles: Vec<&ArticleView> = answers
        .each
        .iter()
        .filter_map(|answer| match answer {
            Some(Ok(Answer::Article(article))) => article.as_ref().as_deref(),
            _ => None,
        })
        .collect();
    let all = articles.iter().flat_map(|article| {
        let [by, about] = quotes(article, &entity.0, &entity.1);
        let tagged = |nth: usize| move |quote: Quote| (nth, *article, quote);
        by.into_iter().map(tagged(0)).chain(about.into_iter().map(tagged(1))).collect::<Vec<_>>()
    });
    let all: Vec<(usize, &ArticleView, Quote)> = all.collect();
    let of_kind = |kind: usize| all.iter().filter(move |(of, _, _)| *of == kind).take(N_SHOWN);
    let shown = |kind: usize, id: &'static str, title: &'static str| {
        if of_kind(kind).next().is_none() {
            return Html::default();
        }
        part(
            id,
            title,
            html! {
                <ul class="quotes">
                    { for of_kind(kind).map(|(_, article, quote)| row(leaf, list, article, quote, kind == 1)) }
                </ul>
            },
        )
    };
    html! {
        <>
            { shown(0, "said-by", said(key::SAID_BY)) }
            { shown(1, "said-about", said(key::SAID_ABOUT)) }
            if !all.is_empty() && hits.now.ready().is_some_and(|it| it.n_hits > N_READ) {
                <p class="supplement__note">{ say(key::SAID_IN, &[Gap::Number(N_READ)]) }</p>
            }
        </>
    }
}

/// One quotation, a link to where it stands.
fn row(leaf: &Leaf, list: &View, article: &ArticleView, quote: &Quote, has_speaker: bool) -> Html {
    let to = View { doc: Some(article.id.clone()), paragraph: quote.paragraph, ..list.clone() };
    let lang = (article.lang != "und").then(|| article.lang.clone());
    let title: String = article.title.iter().map(|run| run.text.as_str()).collect();
    html! {
        <li class="quotes__row">
            <a class="quotes__words" href={leaf.href(to)} dir="auto" {lang}><q>{ quote.words.trim().trim_end_matches([',', '،']).to_owned() }</q></a>
            <p class="quotes__source">
                if has_speaker {
                    if let Some(speaker) = &quote.speaker { <bdi>{ speaker.clone() }</bdi>{ ", " } }
                }
                <bdi>{ title }</bdi>{ ", " }{ leaf.lang.date(article.date.as_ref().map(|date| date.span)) }
            </p>
        </li>
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use newsprint_model::{EntityKind, Facts, Quoted};
    use newsprint_search::{ArticleEntity, EntityLabel, Run};

    use super::*;

    #[test]
    fn words_of_somebody_and_words_about_them_are_told_apart() {
        let run = |text: &str, entity: Option<u32>| Run { text: text.to_owned(), hit: None, entity };
        let entity = |id: &str| ArticleEntity {
            label: EntityLabel { id: id.to_owned(), name: id.to_uppercase(), kind: EntityKind::Person },
            n_mentions: 1,
            n_articles: 1,
            variants: Vec::new(),
            facts: Facts::default(),
            related: Vec::new(),
        };
        let quoted = |paragraph, start, end, speaker| Quoted { paragraph, start, end, speaker };
        let article = ArticleView {
            article: newsprint_model::ArticleNumber(0),
            id: "x".to_owned(),
            title: Vec::new(),
            title_derived: false,
            date: None,
            byline: None,
            source: None,
            url: None,
            lang: "en".to_owned(),
            paragraphs: vec![vec![
                run("“I told ", None),
                run("Bé", Some(1)),
                run(" so,” said ", None),
                run("Al", Some(0)),
            ]],
            n_hits: 0,
            is_extract: false,
            entities: vec![entity("al"), entity("be")],
            quotations: vec![
                quoted(0, 1, 13, Some(0)),
                quoted(0, 8, 10, None),
                quoted(0, 90, 99, Some(0)),
                quoted(9, 0, 1, Some(0)),
            ],
        };
        let quote = |words: &str, speaker: Option<&str>| Quote {
            words: words.to_owned(),
            paragraph: 1,
            speaker: speaker.map(str::to_owned),
        };
        let whole = quote("I told Bé so", Some("AL"));
        assert_eq!(quotes(&article, "al", ""), [vec![whole.clone()], vec![]]);
        assert_eq!(quotes(&article, "former-id", "BE"), [vec![], vec![whole, quote("Bé", None)]]);
        assert_eq!(quotes(&article, "nobody", ""), [vec![], vec![]]);
    }
}
