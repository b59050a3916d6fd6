//! The searches of a notebook: what each finds now, and what is new in it.

use std::rc::Rc;

use newsprint_model::{DateSpan, Day};
use newsprint_search::EditionInfo;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Keeper;
use super::entries::{Entry, Search};
use super::lists::with_name;
use super::news::{self, News};
use super::seen::Since;
use crate::components::{Look, button};
use crate::hooks::{use_effect_on, use_state};
use crate::js::saving;
use crate::markup::html;
use crate::route::Route;
use crate::state::View;
use crate::supplement::Leaf;
use crate::supplement::words::{key, said, say};
use crate::words::{Gap, Language};

/// A search of which this was seen.
fn looked(search: &Search, news: &News, day: Option<Day>) -> Entry {
    Entry::Search(Search { seen: Some(news.now.on(day)), ..search.clone() })
}

/// The searches of a notebook, the whole collection first, kept or not.
pub fn searches(entries: &[Entry]) -> Vec<Search> {
    let kept = entries.iter().filter_map(|entry| match entry {
        Entry::Search(search) => Some(search.clone()),
        _ => None,
    });
    let mut searches: Vec<Search> = kept.collect();
    // In the order of their keys, the empty address comes first.
    if searches.first().is_none_or(|first| !first.address.is_empty()) {
        searches.insert(0, Search { address: String::new(), made: None, seen: None });
    }
    searches
}

/// What is known of what each search finds: nothing yet, `Err` where it did not come.
pub type AllNews = Vec<(String, Result<News, ()>)>;

/// Looks through the searches, one after another.
#[hook]
pub fn use_news(leaf: &Leaf, info: &EditionInfo, searches: &[Search], keeper: &Keeper, may: bool) -> Rc<AllNews> {
    let known = use_state(|| Rc::new(AllNews::new()));
    let wanted: Vec<Search> = if may { searches.to_vec() } else { Vec::new() };
    {
        let (setter, leaf, keeper, edition) = (known.setter(), leaf.clone(), keeper.clone(), info.hash.clone());
        use_effect_on((wanted, leaf.lang), move |(wanted, _)| {
            let wanted = wanted.clone();
            let (work, abort) = futures::future::abortable(async move {
                let today = saving::today();
                let (mut found, mut looks) = (AllNews::new(), Vec::new());
                for search in &wanted {
                    let news = news::news(&leaf, search, &edition, today).await.map_err(|_| ());
                    if let Ok(news) = &news {
                        let is_older = search.seen.as_ref().is_some_and(|seen| seen.edition != edition);
                        let is_same = matches!(news.since, Some(Since::Exactly { n_new: 0, n_gone: 0 }));
                        match &search.seen {
                            None => looks.push(looked(search, news, today)),
                            // Nothing new: the next time this edition need not be looked through.
                            Some(seen) if is_older && is_same => looks.push(looked(search, news, seen.day)),
                            Some(_) => {}
                        }
                    }
                    found.push((search.address.clone(), news));
                    setter.set(Rc::new(found.clone()));
                }
                if !looks.is_empty() {
                    keeper.change(looks, Vec::new(), None);
                }
            });
            spawn_local(async move {
                // Whoever leaves the page wants no more news.
                let _ = work.await;
            });
            Some(Box::new(move || abort.abort()))
        });
    }
    Rc::clone(&known)
}

/// A kept search with its news.
pub fn search_row(leaf: &Leaf, search: &Search, news: &AllNews, keeper: &Keeper, today: Option<Day>) -> Html {
    let view = Route::from_query(&search.address).view;
    let is_whole = search.address.is_empty();
    let known = news.iter().find(|(address, _)| *address == search.address).map(|(_, news)| news);
    let what = match known {
        _ if is_whole => said(key::TO_THE_ARTICLES).to_owned(),
        Some(Ok(news)) => news.what.clone(),
        _ => crate::supplement::export::described(leaf, &view, None),
    };
    let ready = known.and_then(|news| news.as_ref().ok());
    let has_news =
        ready.and_then(|news| news.since).is_some_and(|since| since != Since::Exactly { n_new: 0, n_gone: 0 });
    let on_look = {
        let (keeper, search, news) = (keeper.clone(), search.clone(), ready.cloned());
        Callback::from(move |_: MouseEvent| {
            if let Some(news) = news.as_ref().filter(|_| has_news) {
                keeper.change(vec![looked(&search, news, today)], Vec::new(), None);
            }
        })
    };
    let entry = Entry::Search(search.clone());
    html! {
        <li class="notebook__row" key={entry.key()}>
            <p class="notebook__what">
                <a href={leaf.href(view.clone())} onclick={on_look.clone()}><bdi>{ what.clone() }</bdi></a>
                if let Some(news) = ready {
                    { " " }<span class="notebook__count">{ (leaf.lang.words().n_articles)(news.n) }</span>
                }
            </p>
            <p class={crate::components::class("notebook__news", &[("notebook__news--some", has_news)])}>
                { match known {
                    None => said(key::LOOKING).to_owned(),
                    Some(Err(())) => said(key::NOT_LOOKED).to_owned(),
                    Some(Ok(news)) => told_news(leaf.lang, search, news),
                } }
            </p>
            if let Some(news) = ready.filter(|news| !news.newest.is_empty()) {
                <ul class="notebook__newest">
                    { for news.newest.iter().map(|(id, title)| {
                        let to = View { doc: Some(id.clone()), ..view.clone() };
                        html! { <li><a href={leaf.href(to)}><bdi>{ title.clone() }</bdi></a></li> }
                    }) }
                </ul>
            }
            <p class="notebook__acts">
                if has_news {
                    { button(Look::Quiet, with_name(said(key::MARK_SEEN), &what), on_look) }
                }
                if !is_whole {
                    { button(Look::Quiet, with_name(said(key::TAKE_OUT), &what), keeper.take_out(&entry)) }
                }
            </p>
        </li>
    }
}

/// What is new, in a sentence.
fn told_news(lang: Language, search: &Search, news: &News) -> String {
    let day = search.seen.as_ref().and_then(|seen| seen.day).map(|day| lang.span(DateSpan::day(day)));
    let day = day.unwrap_or_else(|| lang.words().undated.to_owned());
    let day = Gap::Text(&day);
    match news.since {
        None => said(key::NEWS_FIRST).to_owned(),
        Some(Since::Exactly { n_new: 0, n_gone: 0 } | Since::Net(0)) => say(key::NEWS_NONE, &[day]),
        Some(Since::Exactly { n_new, n_gone: 0 }) => say(key::NEWS, &[day, Gap::Number(n_new)]),
        Some(Since::Exactly { n_new, n_gone }) => {
            say(key::NEWS_AND_GONE, &[day, Gap::Number(n_new), Gap::Number(n_gone)])
        }
        Some(Since::Net(n)) if n > 0 => say(key::NEWS_MORE, &[day, Gap::Number(n.unsigned_abs())]),
        Some(Since::Net(n)) => say(key::NEWS_FEWER, &[day, Gap::Number(n.unsigned_abs())]),
    }
}
