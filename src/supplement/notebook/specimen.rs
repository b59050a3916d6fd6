//! A notebook, and a star on an article, for the gallery.

use std::rc::Rc;

use newsprint_model::Day;
use newsprint_search::EditionInfo;
use yew::prelude::*;

use super::entries::{Entry, Note, Search, Star};
use super::lists::{stars_list, use_notes_list};
use super::news::News;
use super::seen::{Seen, Since};
use super::{AllNews, Book, Keeper, Leaf, Told, opened, searches};
use crate::hooks::{use_effect_on, use_state};
use crate::js::{marking, page};
use crate::markup::html;
use crate::piece::drawn_by;
use crate::supplement::words::{key, said};

/// A notebook.
#[derive(Clone, PartialEq)]
pub struct Notebook {
    /// What it works with: its address says what is to be kept.
    pub leaf: Leaf,
    /// What the collection holds.
    pub info: Rc<EditionInfo>,
    /// How much stands in it.
    pub n_entries: usize,
    /// A text for headlines and notes.
    pub text: &'static str,
}

drawn_by!(Notebook, use_notebook_specimen);

/// The day on which everything happened.
const TODAY: Day = Day(19_800);

#[hook]
fn use_notebook_specimen(props: &Notebook) -> Html {
    let Notebook { leaf, info, n_entries, text } = props;
    let book = use_state(|| Book::Waiting);
    let told = use_state(|| Told::Nothing);
    let keeper = Keeper { book: book.setter(), told: told.setter() };
    let seen = |n: u32| Some(Seen::of_many("00c0ffee00c0ffee", Some(TODAY), n));
    let search =
        |address: &str, n: u32| Entry::Search(Search { address: address.to_owned(), made: Some(TODAY), seen: seen(n) });
    let star = |nth: u32| {
        let date = "2024-03-09".parse().ok();
        let source = Some("Harbour Post".to_owned());
        Entry::Star(Star {
            article: format!("article-{nth}"),
            title: (*text).to_owned(),
            date,
            source,
            made: Some(TODAY),
        })
    };
    let note = |id: &str, passage: &str| {
        let (id, passage) = (id.to_owned(), passage.to_owned());
        Entry::Note(Note {
            id,
            article: "article-1".to_owned(),
            title: (*text).to_owned(),
            paragraph: u32::from(!passage.is_empty()),
            passage,
            text: (*text).to_owned(),
            made: Some(TODAY),
        })
    };
    let all = [
        search("q=harbour+strike", 12),
        search("person=ida-brook", 40),
        search("q=lost", 3),
        star(1),
        star(2),
        note("one", "The dues of the harbour double."),
        note("two", ""),
    ];
    let entries: Rc<[Entry]> = all.into_iter().take(*n_entries).collect();
    let news = |n: u32, since: Option<Since>, newest: &[&str]| {
        let newest = newest.iter().map(|title| ("article-3".to_owned(), (*title).to_owned())).collect();
        Ok(News { what: (*text).to_owned(), n, since, now: Seen::of_many("00c0ffee00c0ffee", Some(TODAY), n), newest })
    };
    let known: AllNews = vec![
        (String::new(), news(1_204, None, &[])),
        ("q=harbour+strike".to_owned(), news(15, Some(Since::Exactly { n_new: 4, n_gone: 1 }), &["A new crane", text])),
        ("q=lost".to_owned(), Err(())),
    ];
    let is_gone = |id: &str| id == "article-2";
    let stars = stars_list(leaf, &entries, &is_gone, &keeper);
    let notes = use_notes_list(leaf, &entries, &is_gone, &keeper);
    opened(leaf, info, &entries, (&searches(&entries), &known, Some(TODAY)), [stars, notes], &keeper, &told)
}

/// Something that shows an article, with a star on it.
#[derive(Clone, PartialEq)]
pub struct Starred {
    /// How the app draws it.
    pub drawn: Html,
    /// Whether it is starred.
    pub holds: bool,
}

drawn_by!(Starred, use_starred);

#[hook]
fn use_starred(props: &Starred) -> Html {
    let place = use_node_ref();
    {
        let (place, holds) = (place.clone(), props.holds);
        use_effect_on((), move |()| {
            if let Some(place) = page::drawn(&place) {
                marking::specimen(&place, said(key::STAR), holds);
            }
            None
        });
    }
    html! { <div ref={place}>{ props.drawn.clone() }</div> }
}
