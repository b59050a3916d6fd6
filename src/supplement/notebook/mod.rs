//! The reader's notebook: searches that were kept, with what is new in them; stars; notes. It stays on this device, and goes from one to another as a file.

mod as_file;
mod entries;
mod keeping;
mod lists;
mod news;
mod searches;
mod seen;
#[cfg(debug_assertions)]
pub mod specimen;
mod stars;
mod writing;

use std::rc::Rc;

use newsprint_model::Day;
use newsprint_search::EditionInfo;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::as_file::as_file;
use self::entries::{Entry, Note, Search};
use self::lists::{stars_list, use_notes_list};
use self::searches::{AllNews, search_row, searches, use_news};
pub use self::stars::watch;
use self::writing::WritingDesk;
use super::awaiting::cards;
use super::words::{key, said};
use super::{Leaf, heading, part, use_title};
use crate::components::skeleton;
use crate::hooks::{Remembered, Setter, until_undone, use_effect_on, use_memo, use_state};
use crate::js::store::{StoreTrouble, on_return};
use crate::js::{page, saving};
use crate::markup::html;
use crate::piece::{drawn_by, piece};

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
    /// A sentence, by its key, on an entry that can be put back as it was.
    Undoable(usize, Entry),
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
    /// Puts entries in and takes others out, and tells what came of it, where there is something to tell. Whether it was done.
    async fn changed(&self, puts: &[Entry], drops: &[String], told: Option<Told>) -> bool {
        match keeping::change(puts, drops).await {
            Ok(entries) => {
                if let Some(told) = told {
                    self.told.set(told);
                }
                self.book.set(Book::Open(entries.into()));
                true
            }
            Err(trouble) => {
                self.told.set(Told::Trouble(sentence(trouble)));
                false
            }
        }
    }

    /// The same, begun and left to itself.
    fn change(&self, puts: Vec<Entry>, drops: Vec<String>, told: impl Into<Option<Told>>) {
        let (keeper, told) = (self.clone(), told.into());
        spawn_local(async move {
            keeper.changed(&puts, &drops, told).await;
        });
    }

    /// Puts a note in, and does what follows once it is kept.
    ///
    /// * `before`: the note as the reader found it, when they changed it. Was it changed elsewhere since, both are kept.
    pub fn write(&self, mut note: Note, before: Option<Note>, then: impl FnOnce() + 'static) {
        let keeper = self.clone();
        spawn_local(async move {
            let mut told = Told::Sentence(said(key::KEPT_NOW).to_owned());
            if let Some(before) = before {
                let is_another = |entry: &Entry| matches!(entry, Entry::Note(now) if now.id == note.id && now.text != before.text && now.text != note.text);
                if keeping::all().await.is_ok_and(|now| now.iter().any(is_another)) {
                    note.id = saving::new_id();
                    told = Told::Sentence(said(key::EDITED_TWICE).to_owned());
                } else {
                    told = Told::Undoable(key::KEPT_NOW, Entry::Note(before));
                }
            }
            if keeper.changed(&[Entry::Note(note)], &[], Some(told)).await {
                then();
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
            keeper.change(Vec::new(), vec![entry.key()], Told::Undoable(key::TAKEN_OUT, entry.clone()));
        })
    }
}

/// Why nothing is kept, in words.
fn sentence(trouble: StoreTrouble) -> String {
    said(match trouble {
        StoreTrouble::Refused => key::STORE_REFUSED,
        StoreTrouble::Full => key::STORE_FULL,
    })
    .to_owned()
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
    use_title(leaf, Some(said(key::NOTEBOOK).to_owned()));
    let book = use_state(|| Book::Waiting);
    let told = use_state(|| Told::Nothing);
    let today = *use_memo((), |()| saving::today());
    let keeper = Keeper { book: book.setter(), told: told.setter() };
    {
        let setter = book.setter();
        use_effect_on((), move |()| {
            let read = move |is_first: bool| {
                let setter = setter.clone();
                spawn_local(async move {
                    match keeping::all().await {
                        Ok(entries) => setter.set(Book::Open(entries.into())),
                        Err(trouble) if is_first => setter.set(Book::Shut(trouble)),
                        // What was read before stays, and what the reader is writing.
                        Err(_) => {}
                    }
                });
            };
            read(true);
            until_undone(on_return(move || read(false)))
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
        let taken_out = match &*told {
            Told::Undoable(key::TAKEN_OUT, entry) => Some(entry.key()),
            _ => None,
        };
        use_effect_on(taken_out, |taken_out| {
            if taken_out.is_some() {
                page::focus(UNDO_ID);
            }
            None
        });
    }
    let is_gone = |id: &str| here.as_ref().is_some_and(|here| here.iter().all(|other| other != id));
    let stars = stars_list(leaf, &entries, &is_gone, &keeper);
    let notes = use_notes_list(leaf, &entries, &is_gone, &keeper);
    let body = match &*book {
        Book::Waiting => skeleton(leaf.lang, 3),
        Book::Shut(trouble) => html! {
            <div class="failed" role="alert"><p class="failed__title">{ sentence(*trouble) }</p></div>
        },
        Book::Open(entries) => opened(leaf, info, entries, (&kept, &news, today), [stars, notes], &keeper, &told),
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
    [stars, notes]: [Html; 2],
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
            { part("notebook-stars", said(key::STARS), stars) }
            { part("notebook-notes", said(key::NOTES), notes) }
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
        Told::Undoable(sentence, _) => said(*sentence).to_owned(),
    };
    html! {
        <div class="notebook__told">
            <p role="status">{ sentence }</p>
            { match &**told {
                Told::Undoable(_, entry) => {
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
