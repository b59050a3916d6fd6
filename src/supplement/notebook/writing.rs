//! What the reader came from: a search to be kept, or an article to be starred and written about.

use std::rc::Rc;

use newsprint_search::{ArticleView, Reading};
use yew::prelude::*;

use super::Keeper;
use super::entries::{Entry, Note, Search, Star};
use super::lists::noted;
use crate::components::{Look, button, failed_part, skeleton};
use crate::hooks::{use_article, use_effect_on};
use crate::js::{fields, page, saving};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::route::Route;
use crate::state::{Loaded, View};
use crate::supplement::export::described;
use crate::supplement::records::{paragraph_of, plain};
use crate::supplement::words::{key, said};
use crate::supplement::{Leaf, part};

/// The part of the page.
#[derive(Clone, PartialEq)]
pub struct WritingDesk {
    /// What it works with.
    pub leaf: Leaf,
    /// What stands in the notebook.
    pub entries: Rc<[Entry]>,
    /// Who changes it.
    pub keeper: Keeper,
}

drawn_by!(WritingDesk, use_writing_desk);

/// Where the reader writes.
const TEXT_ID: &str = "note-text";
/// Where the passage stands that they write about.
const PASSAGE_ID: &str = "note-passage";

#[hook]
fn use_writing_desk(props: &WritingDesk) -> Html {
    let WritingDesk { leaf, entries, keeper } = props;
    let view = &leaf.route.view;
    let article = use_article(&leaf.client, view.doc.clone(), Reading::default());
    {
        // A link may bring the passage along.
        let is_here = article.now.ready().is_some();
        use_effect_on((view.beside.clone(), is_here), |(passage, _)| {
            if !passage.is_empty() {
                fields::set_area_text(PASSAGE_ID, passage);
            }
            None
        });
    }
    if view.doc.is_some() {
        let drawn = match &article.now {
            Loaded::Waiting => skeleton(leaf.lang, 1),
            Loaded::Failed(trouble) => failed_part(leaf.lang, "", trouble, &article.retry),
            Loaded::Ready(found) => match &**found {
                Some(article) => about_article(leaf, article, entries, keeper),
                None => html! { <p class="supplement__note">{ leaf.lang.words().no_such_article }</p> },
            },
        };
        return part("notebook-here", said(key::THIS_ARTICLE), drawn);
    }
    let list = View { page: 0, ..view.list() };
    if list.is_everything() {
        return Html::default();
    }
    let address = Route { view: list.clone(), ..Route::default() }.to_query();
    let search = Entry::Search(Search { address, made: saving::today(), seen: None });
    let is_kept = entries.iter().any(|entry| entry.key() == search.key());
    part(
        "notebook-here",
        said(key::THIS_SEARCH),
        html! {
            <div class="notebook__here">
                <p class="notebook__what"><bdi>{ described(leaf, &list, None) }</bdi></p>
                if is_kept {
                    <p class="notebook__news">{ said(key::SEARCH_KEPT) }</p>
                } else {
                    <p>{ button(Look::Strong, said(key::KEEP_SEARCH).into(), {
                        let keeper = keeper.clone();
                        Callback::from(move |_: MouseEvent| keeper.put(search.clone()))
                    }) }</p>
                }
            </div>
        },
    )
}

/// A star, and what is written about an article.
fn about_article(leaf: &Leaf, article: &Rc<ArticleView>, entries: &[Entry], keeper: &Keeper) -> Html {
    let star = Entry::Star(Star {
        article: article.id.clone(),
        title: plain(&article.title),
        date: article.date.as_ref().map(|date| date.span),
        source: article.source.clone(),
        made: saving::today(),
    });
    let kept = entries.iter().find(|entry| entry.key() == star.key()).cloned();
    let is_starred = kept.is_some();
    let on_star = {
        let keeper = keeper.clone();
        Callback::from(move |event: MouseEvent| match &kept {
            Some(kept) => keeper.take_out(kept).emit(event),
            None => keeper.put(star.clone()),
        })
    };
    let on_note = {
        let (keeper, article, first) = (keeper.clone(), Rc::clone(article), leaf.route.view.paragraph);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let [passage, text] = [PASSAGE_ID, TEXT_ID].map(|id| fields::area_text(id).trim().to_owned());
            if passage.is_empty() && text.is_empty() {
                page::focus(TEXT_ID);
                return;
            }
            let note = Note {
                id: saving::new_id(),
                article: article.id.clone(),
                title: plain(&article.title),
                paragraph: paragraph_of(&article, &passage, first),
                passage,
                text,
                made: saving::today(),
            };
            // What is not kept stays where it was written.
            keeper.write(note, None, || [TEXT_ID, PASSAGE_ID].into_iter().for_each(|id| fields::set_area_text(id, "")));
        })
    };
    let to = View { leaf: None, beside: String::new(), ..leaf.route.view.clone() };
    let notes = entries.iter().filter_map(|entry| match entry {
        Entry::Note(note) if note.article == article.id => Some(note),
        _ => None,
    });
    let word = if is_starred { key::UNSTAR } else { key::STAR };
    html! {
        <div class="notebook__here">
            <p class="notebook__what" dir="auto"><a href={leaf.href(to)}><bdi>{ plain(&article.title) }</bdi></a></p>
            <p class="notebook__acts">
                <button type="button" class="button notebook__star" onclick={on_star}>
                    <span class="notebook__sign" aria-hidden="true">{ if is_starred { "★" } else { "☆" } }</span>{ said(word) }
                </button>
            </p>
            { for notes.map(|note| html! { <div class="notebook__noted" key={note.id.clone()}>{ noted(leaf, note, false) }</div> }) }
            <form class="notebook__form" onsubmit={on_note}>
                <label class="notebook__label" for={TEXT_ID}>{ said(key::NOTE_TEXT) }</label>
                <textarea class="notebook__area" id={TEXT_ID} rows="4" dir="auto"></textarea>
                <label class="notebook__label" for={PASSAGE_ID}>{ said(key::NOTE_PASSAGE) }</label>
                <textarea class="notebook__area" id={PASSAGE_ID} rows="2" dir="auto"></textarea>
                <p><button type="submit" class="button button--strong">{ said(key::KEEP_NOTE) }</button></p>
            </form>
        </div>
    }
}
