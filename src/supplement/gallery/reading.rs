//! The open article, its parts, and what the supplement puts beside it.

use std::rc::Rc;

use newsprint_search::{EntityLabel, Reading};
use yew::prelude::*;

use super::canned::{self, Supply};
use super::{Case, Specimen, nothing, sample};
use crate::components::{
    ArticleView, EntityCard, article_view, date_evidence, entity_card, entity_list, hit_map, hit_nav,
};
use crate::data::{Answer, Question};
use crate::markup::html;
use crate::piece::piece;
use crate::supplement::beside::passage_bar;
use crate::supplement::beside::specimen::Furnished;
use crate::words::Language;

/// The open article and its parts.
pub fn article(lang: Language) -> Vec<Case> {
    let article = sample::article();
    let entities = sample::entities();
    let view = drawn(lang, &article);
    let card = |nth: usize| {
        let Some(entity) = entities.get(nth).cloned() else { return Html::default() };
        entity_card(&EntityCard {
            lang,
            entity,
            href: "./".into(),
            on_filter: nothing(),
            on_only: (nth == 0).then(nothing),
            on_close: nothing(),
        })
    };
    vec![
        ("article-view", vec![("with everything", view)]),
        ("beside", beside(lang)),
        (
            "passage-bar",
            vec![
                ("a passage is selected", passage_bar(lang, ["./", "./"].map(str::to_owned), nothing(), "")),
                (
                    "its link is copied",
                    passage_bar(lang, ["./", "./"].map(str::to_owned), nothing(), lang.words().link_copied),
                ),
                (
                    "it could not be copied",
                    passage_bar(lang, ["./", "./"].map(str::to_owned), nothing(), lang.words().link_not_copied),
                ),
            ],
        ),
        ("entity-card", vec![("a person", card(0)), ("not spelt out, with a long name", card(3))]),
        ("entity-list", vec![("one chosen", entity_list(lang, &entities, &["ida-brook".to_owned()], &nothing()))]),
        (
            "date-evidence",
            vec![
                ("inferred", date_evidence(lang, article.date.as_ref(), Some("en"))),
                ("unknown", date_evidence(lang, None, None)),
            ],
        ),
        (
            "hit-nav",
            vec![("no match", hit_nav(lang, 0, 0, &nothing())), ("the second of two", hit_nav(lang, 1, 2, &nothing()))],
        ),
        (
            "hit-map",
            vec![(
                "one match",
                html! { <div class="gallery__map">{ hit_map(&article.paragraphs, 1, &nothing()) }</div> },
            )],
        ),
    ]
}

/// An article as the app draws it.
fn drawn(lang: Language, article: &Rc<newsprint_search::ArticleView>) -> Html {
    article_view(&ArticleView {
        lang,
        article: Rc::clone(article),
        hit: 1,
        paragraph: 2,
        links: Html::default(),
        marks: newsprint_model::EntityKind::ALL.to_vec(),
        asked: None,
        chosen: vec!["ida-brook".to_owned()],
        shared: None,
        href_of: Callback::from(|_: EntityLabel| AttrValue::from("./")),
        on_hit: nothing(),
        on_mark: nothing(),
        on_ask: nothing(),
        on_filter: nothing(),
        on_only: None,
        on_share: nothing(),
        on_print: nothing(),
    })
}

/// What the supplement puts below it.
fn beside(lang: Language) -> Vec<Specimen> {
    let question = Question::Article { id: "article-0".to_owned(), reading: Reading::default() };
    let furnished = |supply: Supply, has_links: bool| {
        let Some(Ok(Answer::Article(found))) = canned::answer(supply, &question) else { return Html::default() };
        let Some(article) = found.as_ref().clone() else { return Html::default() };
        piece("beside", Furnished { lang, drawn: drawn(lang, &article), article, has_links })
    };
    vec![
        ("with tools and quotations", furnished(Supply::Many, false)),
        ("with links to its paragraphs", furnished(Supply::Many, true)),
        ("hostile texts", furnished(Supply::Hostile, false)),
    ]
}
