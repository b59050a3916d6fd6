//! The article column: the open article, on its way, not there, or failed.

use std::rc::Rc;

use newsprint_model::EntityKind;
use newsprint_search::{ArticleView as Article, EntityLabel, Facet};
use yew::prelude::*;

use super::explorer::{leaf_href, leaf_link};
use super::list::shared_href;
use crate::components::{
    ARTICLE_HEADLINE_ID, ArticleView, AskedName, CARD_ID, Shape, article_view, failed, hit_nav, icon, icon_button,
    name_id, says, skeleton,
};
use crate::hooks::{Asked, SettingsHandle, use_effect_on, use_keys, use_share, use_state};
use crate::js::keys::Key;
use crate::js::page;
use crate::markup::html;
use crate::piece::drawn_by;
use crate::route::Route;
use crate::state::{Action, Loaded, View};
use crate::words::Language;

/// The id of the column, which scrolls by itself on a wide page.
pub const PANE_ID: &str = "article";

/// What the column works with.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// The interface's language.
    pub lang: Language,
    /// What is asked for; its `doc` is the article.
    pub route: Route,
    /// The article: `None` inside when the collection has none of that id.
    pub asked: Asked<Option<Rc<Article>>>,
    /// The reader's settings.
    pub settings: SettingsHandle,
    /// Something was wanted.
    pub on_action: Callback<Action>,
}

/// The article that is open, once it is here.
pub fn open_article<'a>(route: &Route, asked: &'a Asked<Option<Rc<Article>>>) -> Option<&'a Rc<Article>> {
    let article = asked.now.ready()?.as_ref().as_ref()?;
    (route.view.open() == Some(&article.id)).then_some(article)
}

drawn_by!(Reading, use_reading);

/// The column.
#[hook]
fn use_reading(props: &Reading) -> Html {
    let Reading { lang, route, asked, settings, on_action } = props;
    let words = lang.words();
    let view = &route.view;
    let name = use_state(|| None::<(String, AskedName)>);
    let article = open_article(route, asked);
    // A card belongs to the article it was opened in.
    let asked_name = name.as_ref().and_then(|(id, name)| (view.doc.as_deref() == Some(id)).then_some(*name));
    let on_ask = {
        let (name, doc) = (name.setter(), view.doc.clone());
        Callback::from(move |asked: Option<AskedName>| {
            if asked.is_none()
                && let Some(before) = asked_name
            {
                page::focus_quietly(&name_id(before));
            }
            name.set(doc.clone().zip(asked));
        })
    };
    use_effect_on(asked_name, |asked| {
        if asked.is_some() {
            page::focus_quietly(CARD_ID);
            page::show_whole(CARD_ID);
        }
        None
    });
    {
        // An open card hears Escape first, wherever the focus is.
        let on_ask = on_ask.clone();
        let on_key = Callback::from(move |key: Key| {
            let closes = key == Key::Escape && asked_name.is_some();
            if closes {
                on_ask.emit(None);
            }
            closes
        });
        use_keys(false, on_key);
    }
    let (outcome, on_share) = use_share(shared_href(view));
    let href_of = {
        let presentation = route.presentation.clone();
        Callback::from(move |label: EntityLabel| {
            let view = View { leaf: Some("entity"), ..View::default() };
            AttrValue::from(leaf_href(&presentation, view.toggled(Facet::of(label.kind), label.id, false)))
        })
    };
    let on_mark = {
        let settings = settings.clone();
        Callback::from(move |kind: EntityKind| settings.set.emit(settings.now.clone().with_mark_switched(kind)))
    };
    let on_filter = {
        let (on_action, view) = (on_action.clone(), view.clone());
        Callback::from(move |(label, exclude): (EntityLabel, bool)| {
            let facet = Facet::of(label.kind);
            // What is chosen in that sense already stays chosen: the reader asks for the list, not to undo it.
            on_action.emit(match view.chosen(facet, &label.id) {
                Some(chosen) if chosen == exclude => Action::ArticleClosed,
                _ => Action::ChoiceToggled { facet, value: label.id, exclude },
            });
        })
    };
    let on_only = (!view.is_everything()).then(|| {
        on_action.reform(|label: EntityLabel| Action::OnlyChosen { facet: Facet::of(label.kind), value: label.id })
    });
    let about_it = |leaf, words: &'static str| leaf_link(&route.presentation, view, leaf, view.doc.as_ref(), words);
    let on_close = says(on_action, Action::ArticleClosed);
    let included: Vec<String> = view.choices.iter().filter(|it| !it.exclude).map(|it| it.value.clone()).collect();
    html! {
        <section class="reading" id={PANE_ID} tabindex="-1" aria-labelledby={article.map(|_| ARTICLE_HEADLINE_ID)}
            aria-label={article.is_none().then_some(words.waiting)}>
            <div class="reading__bar">
                <button type="button" class="text-button reading__back" onclick={on_close.clone()}>
                    { icon(Shape::Back) }{ words.back_to_list }
                </button>
                { hit_nav(*lang, view.hit, article.map_or(0, |it| it.n_hits), &on_action.reform(Action::HitChosen)) }
                { icon_button("reading__close", Shape::Cross, words.close_article, on_close) }
            </div>
            { match (&asked.now, article) {
                (Loaded::Failed(trouble), _) => failed(*lang, trouble, &asked.retry),
                (Loaded::Ready(_), Some(article)) => article_view(&ArticleView {
                    lang: *lang,
                    article: Rc::clone(article),
                    hit: view.hit,
                    paragraph: view.paragraph,
                    marks: settings.now.marks.clone(),
                    asked: asked_name,
                    chosen: included,
                    links: html! { <>{ about_it("cite", words.cite) }{ about_it("notebook", words.keep) }</> },
                    shared: outcome,
                    href_of,
                    on_hit: on_action.reform(Action::HitChosen),
                    on_mark,
                    on_ask,
                    on_filter,
                    on_only,
                    on_share,
                    on_print: Callback::from(|()| page::print()),
                }),
                (Loaded::Ready(found), None) if found.is_none() && !asked.is_stale => html! {
                    <p class="reading__missing" role="alert">{ words.no_such_article }</p>
                },
                (Loaded::Ready(_) | Loaded::Waiting, _) => skeleton(*lang, 3),
            } }
        </section>
    }
}
