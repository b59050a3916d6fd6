//! The reader's notebook: searches that were kept, with what is new in them; stars; notes. It stays on this device, and goes from one to another as a file.

mod entries;
mod keeping;
mod news;
mod seen;
#[cfg(debug_assertions)]
pub mod specimen;
mod stars;
mod writing;

use std::rc::Rc;

use newsprint_model::{DateSpan, Day};
use newsprint_search::EditionInfo;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::entries::{Entry, Note, Refusal, Search, Star};
use self::news::News;
use self::seen::Since;
pub use self::stars::watch;
use self::writing::WritingDesk;
use super::awaiting::cards;
use super::records::file_name;
use super::words::{key, said, say};
use super::{Leaf, heading, part, use_title};
use crate::components::{Look, button, skeleton};
use crate::hooks::{Remembered, Setter, use_effect_on, use_memo, use_state};
use crate::js::store::StoreTrouble;
use crate::js::{fields, page, saving};
use crate::markup::html;
use crate::piece::{drawn_by, piece};
use crate::route::Route;
use crate::state::View;
use crate::words::{Gap, Language};

/// The page.
#[derive(Clone, PartialEq)]
pub struct NotebookPage {
    /// What it works with.
    pub leaf: Leaf,
    /// What the collection holds.
    pub info: Rc<EditionInfo>,
}

drawn_by!(NotebookPage, use_notebook);

/// What takes the focus when something was taken out.
const UNDO_ID: &str = "notebook-undo";

/// The notebook as far as it is read.
#[derive(Clone, PartialEq)]
enum Book {
    Waiting,
    Open(Rc<[Entry]>),
    Shut(StoreTrouble),
}

/// What the reader is told of what was done.
#[derive(Clone, PartialEq)]
enum Told {
    Nothing,
    /// A sentence.
    Sentence(String),
    /// Something was taken out, and can be put back.
    TakenOut(Entry),
    /// It was not done.
    Trouble(String),
}

/// Changes the notebook. Cheap to clone.
#[derive(Clone)]
pub struct Keeper {
    book: Setter<Book>,
    told: Setter<Told>,
}

impl PartialEq for Keeper {
    fn eq(&self, _: &Keeper) -> bool {
        // Setters of one page lead to the same place.
        true
    }
}

impl Keeper {
    /// Puts entries in and takes others out, and tells what came of it, where there is something to tell.
    fn change(&self, puts: Vec<Entry>, drops: Vec<String>, told: impl Into<Option<Told>>) {
        let told = told.into();
        let keeper = self.clone();
        spawn_local(async move {
            match keeping::change(&puts, &drops).await {
                Ok(entries) => {
                    if let Some(told) = told {
                        keeper.told.set(told);
                    }
                    keeper.book.set(Book::Open(entries.into()));
                }
                Err(trouble) => keeper.told.set(Told::Trouble(sentence(trouble))),
            }
        });
    }

    /// Puts an entry in.
    pub fn put(&self, entry: Entry) {
        self.change(vec![entry], Vec::new(), Told::Sentence(said(key::KEPT_NOW).to_owned()));
    }

    /// Takes an entry out.
    fn take_out(&self, entry: &Entry) -> Callback<MouseEvent> {
        let (keeper, entry) = (self.clone(), entry.clone());
        Callback::from(move |_: MouseEvent| {
            keeper.change(Vec::new(), vec![entry.key()], Told::TakenOut(entry.clone()));
        })
    }
}

/// A search of which this was seen.
fn looked(search: &Search, news: &News, day: Option<Day>) -> Entry {
    Entry::Search(Search { seen: Some(news.now.on(day)), ..search.clone() })
}

/// Why nothing is kept, in words.
fn sentence(trouble: StoreTrouble) -> String {
    said(match trouble {
        StoreTrouble::Refused => key::STORE_REFUSED,
        StoreTrouble::Full => key::STORE_FULL,
    })
    .to_owned()
}

/// The searches of a notebook, the whole collection first, kept or not.
fn searches(entries: &[Entry]) -> Vec<Search> {
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
type AllNews = Vec<(String, Result<News, ()>)>;

/// Looks through the searches, one after another.
#[hook]
fn use_news(leaf: &Leaf, info: &EditionInfo, searches: &[Search], keeper: &Keeper, may: bool) -> Rc<AllNews> {
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

/// Which of some articles the edition still has; `None` until that is known.
#[hook]
fn use_here(leaf: &Leaf, ids: Vec<String>) -> Option<Rc<Vec<String>>> {
    let known = use_state(|| None::<Rc<Vec<String>>>);
    {
        let (setter, client) = (known.setter(), leaf.client.clone());
        use_effect_on(ids, move |ids| {
            let ids = ids.clone();
            spawn_local(async move {
                let mut here = Vec::new();
                for few in ids.chunks(newsprint_search::MAX_ASKED) {
                    // What is not known to be gone is not said to be.
                    let Ok(hits) = cards(&client, few.to_vec()).await else { return };
                    here.extend(hits.iter().map(|hit| hit.id.clone()));
                }
                setter.set(Some(Rc::new(here)));
            });
            None
        });
    }
    (*known).clone()
}

#[hook]
fn use_notebook(props: &NotebookPage) -> Html {
    let NotebookPage { leaf, info } = props;
    use_title(Some(said(key::NOTEBOOK).to_owned()));
    let book = use_state(|| Book::Waiting);
    let told = use_state(|| Told::Nothing);
    let today = *use_memo((), |()| saving::today());
    let keeper = Keeper { book: book.setter(), told: told.setter() };
    {
        let setter = book.setter();
        use_effect_on((), move |()| {
            spawn_local(async move {
                setter.set(match keeping::all().await {
                    Ok(entries) => Book::Open(entries.into()),
                    Err(trouble) => Book::Shut(trouble),
                });
            });
            None
        });
    }
    let entries: Rc<[Entry]> = match &*book {
        Book::Open(entries) => Rc::clone(entries),
        _ => Rc::new([]),
    };
    let kept = searches(&entries);
    let news = use_news(leaf, info, &kept, &keeper, matches!(*book, Book::Open(_)));
    let mut ids: Vec<String> = entries.iter().filter_map(|entry| Some(article_of(entry)?.0.to_owned())).collect();
    ids.sort();
    ids.dedup();
    let here = use_here(leaf, ids);
    {
        let is_taken_out = matches!(*told, Told::TakenOut(_));
        use_effect_on(is_taken_out, |is_taken_out| {
            if *is_taken_out {
                page::focus(UNDO_ID);
            }
            None
        });
    }
    let is_gone = |id: &str| here.as_ref().is_some_and(|here| here.iter().all(|other| other != id));
    let body = match &*book {
        Book::Waiting => skeleton(leaf.lang, 3),
        Book::Shut(trouble) => html! {
            <div class="failed" role="alert"><p class="failed__title">{ sentence(*trouble) }</p></div>
        },
        Book::Open(entries) => opened(leaf, info, entries, (&kept, &news, today), &is_gone, &keeper, &told),
    };
    html! {
        <>
            { heading(html! { { said(key::NOTEBOOK) } }) }
            <p class="supplement__note">{ said(key::NOTEBOOK_HINT) }</p>
            { body }
        </>
    }
}

/// What stands in the notebook.
///
/// * `searches`: with what is known of what each finds, and the day.
fn opened(
    leaf: &Leaf,
    info: &EditionInfo,
    entries: &Rc<[Entry]>,
    (searches, news, today): (&[Search], &AllNews, Option<Day>),
    is_gone: &dyn Fn(&str) -> bool,
    keeper: &Keeper,
    told: &Remembered<Told>,
) -> Html {
    html! {
        <>
            { outcome(keeper, told) }
            { piece("here", WritingDesk { leaf: leaf.clone(), entries: Rc::clone(entries), keeper: keeper.clone() }) }
            { part("notebook-searches", said(key::SEARCHES), html! {
                <ul class="notebook__list">
                    { for searches.iter().map(|search| search_row(leaf, search, news, keeper, today)) }
                </ul>
            }) }
            { part("notebook-stars", said(key::STARS), stars_list(leaf, entries, is_gone, keeper)) }
            { part("notebook-notes", said(key::NOTES), notes_list(leaf, entries, is_gone, keeper)) }
            { part("notebook-file", said(key::BOOK_AS_FILE), as_file(info, entries, keeper)) }
        </>
    }
}

/// The id and headline of an entry's article.
fn article_of(entry: &Entry) -> Option<(&str, &str)> {
    match entry {
        Entry::Star(star) => Some((&star.article, &star.title)),
        Entry::Note(note) => Some((&note.article, &note.title)),
        Entry::Search(_) => None,
    }
}

/// What was done, and a way back.
fn outcome(keeper: &Keeper, told: &Remembered<Told>) -> Html {
    let sentence = match &**told {
        Told::Nothing | Told::Trouble(_) => String::new(),
        Told::Sentence(sentence) => sentence.clone(),
        Told::TakenOut(_) => said(key::TAKEN_OUT).to_owned(),
    };
    html! {
        <div class="notebook__told">
            <p role="status">{ sentence }</p>
            { match &**told {
                Told::TakenOut(entry) => {
                    let (keeper, entry) = (keeper.clone(), entry.clone());
                    let onclick = Callback::from(move |_: MouseEvent| {
                        keeper.change(vec![entry.clone()], Vec::new(), Told::Sentence(said(key::PUT_BACK).to_owned()));
                    });
                    html! { <button type="button" class="button" id={UNDO_ID} {onclick}>{ said(key::UNDO) }</button> }
                }
                Told::Trouble(sentence) => html! { <p class="notebook__trouble" role="alert">{ sentence.clone() }</p> },
                _ => Html::default(),
            } }
        </div>
    }
}

/// A kept search with its news.
fn search_row(leaf: &Leaf, search: &Search, news: &AllNews, keeper: &Keeper, today: Option<Day>) -> Html {
    let view = Route::from_query(&search.address).view;
    let is_whole = search.address.is_empty();
    let known = news.iter().find(|(address, _)| *address == search.address).map(|(_, news)| news);
    let what = match known {
        _ if is_whole => said(key::TO_THE_ARTICLES).to_owned(),
        Some(Ok(news)) => news.what.clone(),
        _ => super::export::described(leaf, &view, None),
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

/// A button's word, and for whoever hears it alone what it is about.
fn with_name(word: &'static str, name: &str) -> Html {
    html! { <>{ word }{ " " }<span class="visually-hidden">{ name.to_owned() }</span></> }
}

/// An article's headline, a link unless the edition lacks it.
fn headline(leaf: &Leaf, id: &str, title: &str, is_gone: bool) -> Html {
    if is_gone {
        return html! { <><bdi>{ title.to_owned() }</bdi>{ " " }<span class="notebook__gone">{ said(key::GONE) }</span></> };
    }
    let to = View { doc: Some(id.to_owned()), ..View::default() };
    html! { <a href={leaf.href(to)}><bdi>{ title.to_owned() }</bdi></a> }
}

/// The starred articles.
fn stars_list(leaf: &Leaf, entries: &[Entry], is_gone: &dyn Fn(&str) -> bool, keeper: &Keeper) -> Html {
    let stars: Vec<(&Entry, &Star)> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Star(star) => Some((entry, star)),
            _ => None,
        })
        .collect();
    if stars.is_empty() {
        return html! { <p class="supplement__note">{ said(key::NO_STARS) }</p> };
    }
    html! {
        <ul class="notebook__list">
            { for stars.into_iter().map(|(entry, star)| html! {
                <li class="notebook__row" key={entry.key()}>
                    <p class="notebook__what" dir="auto">{ headline(leaf, &star.article, &star.title, is_gone(&star.article)) }</p>
                    <p class="notebook__news">
                        { leaf.lang.date(star.date) }
                        { for star.source.iter().map(|source| html! { <>{ " · " }<bdi>{ source.clone() }</bdi></> }) }
                    </p>
                    <p class="notebook__acts">
                        { button(Look::Quiet, with_name(said(key::TAKE_OUT), &star.title), keeper.take_out(entry)) }
                    </p>
                </li>
            }) }
        </ul>
    }
}

/// The notes, those of one article beside each other.
fn notes_list(leaf: &Leaf, entries: &[Entry], is_gone: &dyn Fn(&str) -> bool, keeper: &Keeper) -> Html {
    let mut notes: Vec<(&Entry, &Note)> = entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Note(note) => Some((entry, note)),
            _ => None,
        })
        .collect();
    if notes.is_empty() {
        return html! { <p class="supplement__note">{ said(key::NO_NOTES) }</p> };
    }
    notes.sort_by(|(_, one), (_, other)| (&one.title, &one.article).cmp(&(&other.title, &other.article)));
    html! {
        <ul class="notebook__list">
            { for notes.into_iter().map(|(entry, note)| {
                let about = View { leaf: Some("notebook"), doc: Some(note.article.clone()), ..View::default() };
                html! {
                    <li class="notebook__row" key={entry.key()}>
                        <p class="notebook__what" dir="auto">{ headline(leaf, &note.article, &note.title, is_gone(&note.article)) }</p>
                        { noted(note) }
                        <p class="notebook__acts">
                            if !is_gone(&note.article) {
                                <a class="notebook__more" href={leaf.href(about)}>{ said(key::WRITE_MORE) }</a>
                            }
                            { button(Look::Quiet, with_name(said(key::TAKE_OUT), &note.text), keeper.take_out(entry)) }
                        </p>
                    </li>
                }
            }) }
        </ul>
    }
}

/// A note's passage and words.
fn noted(note: &Note) -> Html {
    html! {
        <>
            if !note.passage.is_empty() {
                <blockquote class="notebook__passage" dir="auto">{ note.passage.clone() }</blockquote>
            }
            <p class="notebook__note" dir="auto">{ note.text.clone() }</p>
        </>
    }
}

/// The notebook as a file, out and in.
fn as_file(info: &EditionInfo, entries: &Rc<[Entry]>, keeper: &Keeper) -> Html {
    let on_save = {
        let (entries, collection) = (Rc::clone(entries), info.name.clone());
        Callback::from(move |_: MouseEvent| {
            let name = file_name(&["notebook ", &collection].concat(), "json");
            saving::save_text(&entries::file(&collection, &entries), "application/json", &name);
        })
    };
    let on_file = {
        let (entries, keeper) = (Rc::clone(entries), keeper.clone());
        Callback::from(move |event: Event| {
            let (entries, keeper) = (Rc::clone(&entries), keeper.clone());
            spawn_local(async move {
                let Some(text) = fields::chosen_text(&event).await else {
                    return keeper.told.set(Told::Trouble(said(key::FILE_FOREIGN).to_owned()));
                };
                match entries::read(&text) {
                    Ok(read) => {
                        let n_there = read.entries.len() as u32;
                        let added = entries::missing(&entries, read.entries);
                        let n_added = added.len() as u32;
                        let numbers = [n_added, n_there - n_added, read.n_unread].map(Gap::Number);
                        keeper.change(added, Vec::new(), Told::Sentence(say(key::FILE_READ, &numbers)));
                    }
                    Err(Refusal::Foreign) => keeper.told.set(Told::Trouble(said(key::FILE_FOREIGN).to_owned())),
                    Err(Refusal::TooNew) => keeper.told.set(Told::Trouble(said(key::FILE_TOO_NEW).to_owned())),
                }
            });
        })
    };
    html! {
        <>
            <p class="supplement__note">{ said(key::BOOK_AS_FILE_HINT) }</p>
            <div class="notebook__acts">
                { button(Look::Outlined, said(key::BOOK_OUT).into(), on_save) }
                <label class="button notebook__file">
                    <input type="file" class="notebook__chooser" accept=".json,application/json" onchange={on_file} />
                    { said(key::BOOK_IN) }
                </label>
            </div>
        </>
    }
}
